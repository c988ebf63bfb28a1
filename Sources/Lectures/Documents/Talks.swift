package import Reports
package import Templates
package import Typesetting

/// What a talk is written as.
package enum TalkFormat: String, CaseIterable, Sendable {
  case html, pdf, pptx
}

/// Makes talks from Markdown files.
package struct Talks: Sendable {
  private let lecture: Lecture
  private let templates: Templates
  private let fonts: MathFonts
  private let shelf: FigureShelf
  private let read: @Sendable (String) throws -> [UInt8]

  /// The talks that show a lecture's figures.
  ///
  /// - Parameters:
  ///   - fonts: Those of slides, which the shelf has too.
  ///   - read: Reads a source, or a file that it names.
  package init(
    of lecture: Lecture, templates: Templates, fonts: MathFonts, shelf: FigureShelf,
    reading read: @escaping @Sendable (String) throws -> [UInt8]
  ) {
    self.lecture = lecture
    self.templates = templates
    self.fonts = fonts
    self.shelf = shelf
    self.read = read
  }

  /// The talk of a file.
  ///
  /// - Throws: `SourceError` at the first fault of the source.
  package func manuscript(_ source: String) throws -> Manuscript {
    let folder = source.lastIndex(of: "/").map { String(source[...$0]) } ?? ""
    return try Manuscript(
      try read(source), file: source,
      reading: { try read($0.hasPrefix("/") ? $0 : folder + $0) })
  }

  /// The bytes of a talk's file; a warning names a slide of the page that is too full.
  ///
  /// - Parameter isByStep: Whether the PDF has a page for each step, not for each slide.
  package func file(
    _ talk: Manuscript, _ format: TalkFormat, isByStep: Bool = false
  ) throws -> [UInt8] {
    let subject = shelf.subject
    let origin = "Talk: \(talk.file.split(separator: "/").last ?? "")"
    // A browser cuts what paper refuses.
    if format != .pptx, let fault = talk.pageFault(subject: subject, fonts: fonts) {
      Warnings.add(fault)
    }
    switch format {
    case .html:
      let page = try talk.deck(
        subject: subject, templates: templates, fonts: fonts, software: lecture.software,
        origin: origin)
      return Array(page.utf8)
    case .pdf:
      return try talk.slidesPDF(
        subject: subject, fonts: fonts, software: lecture.software, origin: origin,
        isByStep: isByStep)
    case .pptx:
      return try talk.presentation(subject: subject, fonts: fonts, software: lecture.software)
    }
  }
}

/// Whether a document says of itself that it is a talk: by its name, such as `talk.md`, by its
/// shape, or by notes for a speaker.
package func isTalk(_ bytes: [UInt8], named name: String) -> Bool {
  let file = name.split(separator: "/").last ?? ""
  let words = file.lowercased().split { !$0.isLetter }
  if words.contains(where: { ["talk", "slides", "deck"].contains(String($0)) }) { return true }
  let lines = bytes.split(separator: 10).map { String(decoding: $0, as: UTF8.self) }
  return lines.contains { line in
    line.hasPrefix("aspect:") || line.wholeMatch(of: #/:::+ *note *\r?/#) != nil
  }
}
