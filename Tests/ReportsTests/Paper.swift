import Drawing
import Reports
import Templates
import Typesetting

/// A document in both formats, as what their readers read.
struct Both {
  /// The page's text between the tags of `main`, without spaces.
  let page: String
  /// The HTML of the page.
  let html: String
  /// The text of the pages in reading order, without spaces, labels and furniture.
  let paper: String
  /// What stands on the pages, with its place.
  let words: [Word]

  /// A stretch of glyphs on a page.
  struct Word {
    let text: String
    let origin: Point
    let page: Int
    let size: Double
  }

  /// - Throws: `SourceError` for the first fault, which both formats must share.
  init(_ source: String, _ variant: Variant = .instructor) throws {
    let manuscript = try sampleManuscript(source)
    let settings = PageSettings.handout(variant, provenance: [], software: "Test")
    let fonts = try MathFonts.latinModern()
    let html = Result {
      try manuscript.html(
        settings, subject: sampleSubject, templates: try Templates(), fonts: fonts
      ).text
    }
    let pages = Result {
      try manuscript.pages(settings, paper: .a4, subject: sampleSubject, fonts: fonts).pages
    }
    switch (html, pages) {
    case (.failure(let first as SourceError), .failure(let second as SourceError)):
      guard first == second else { throw Difference(description: "\(first) | \(second)") }
      throw first
    case (.failure(let error), .success): throw Difference(description: "only HTML: \(error)")
    case (.success, .failure(let error)): throw Difference(description: "only paper: \(error)")
    default: break
    }
    self.html = try html.get()
    page = Both.text(of: self.html)
    var words: [Word] = []
    for (number, page) in try pages.get().enumerated() {
      for item in page.items { Both.read(item, number, &words) }
    }
    self.words = words
    paper = Both.plain(words.map(\.text).joined())
  }

  /// What stands in `main`, character references resolved.
  static func text(of html: String) -> String {
    var text = ""
    var isTag = false
    let start = html.firstRange(of: "<main")?.lowerBound ?? html.startIndex
    let end = html.firstRange(of: "</main>")?.lowerBound ?? html.endIndex
    for character in html[start..<end] {
      if character == "<" { isTag = true }
      if !isTag { text.append(character) }
      if character == ">" { isTag = false }
    }
    for (name, sign) in [("lt", "<"), ("gt", ">"), ("quot", "\""), ("amp", "&")] {
      text = text.replacing("&\(name);", with: sign)
    }
    return plain(text)
  }

  /// Without spaces, soft hyphens and what typography makes of signs.
  static func plain(_ text: String) -> String {
    var out = text.filter { !$0.isWhitespace && $0 != "\u{A0}" && $0 != "\u{AD}" }
    for (sign, plain) in [
      ("“", "\""), ("”", "\""), ("‘", "'"), ("’", "'"), ("—", "---"), ("–", "--"), ("…", "..."),
    ] {
      out = out.replacing(sign, with: plain)
    }
    return out
  }

  private static func read(_ item: SceneItem, _ page: Int, _ words: inout [Word]) {
    switch item {
    case .group(let group):
      switch group.structure?.kind {
      case .artifact, .label: break
      default: for inner in group.items { read(inner, page, &words) }
      }
    case .glyphs(let run):
      words.append(
        Word(
          text: run.glyphs.map(\.text).joined(), origin: run.origin, page: page, size: run.size))
    case .path, .picture: break
    }
  }
}

/// Formats that do not agree.
struct Difference: Error, CustomStringConvertible {
  let description: String
}
