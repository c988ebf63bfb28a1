import Drawing
import Records
package import Typesetting

extension Manuscript {
  /// The talk as a presentation (ECMA-376): a slide for each step, its title as text, what stands
  /// below as a picture in SVG and PNG with words for readers who do not see it, and the notes.
  ///
  /// - Parameter origin: What it is made of, such as `Talk: my-talk.md`.
  /// - Throws: `SourceError` at the first fault of the source, or what drawing a figure throws.
  package func presentation(
    subject: Subject, fonts: MathFonts, software: String, origin: String
  ) throws -> [UInt8] {
    let setter = try talk(subject: subject, fonts: fonts, isByStep: true, hasTitles: false)
    let document = setter.document
    let slides = try setter.pages.map { page in
      let isFirst = page.scene.id == "slide-1"
      let heading = document.meanings.words(of: page.slide.heading, areSeen: true)
      let title = isFirst ? front.title : heading
      let step = try spoken(page.stepTitle, in: document.language.spoken)
      var below = document.words(of: page.slide.blocks) { block, figure in
        page.pictures[block]?.alternative(of: figure, upTo: page.step)
      }
      if isFirst {
        below = [front[.subtitle], front[.author], front[.date]].compactMap { $0 } + below
      }
      return PresentationSlide(
        title: title, lines: isFirst ? below : [],
        alternative: ([step].filter { !$0.isEmpty } + below).map(ended).joined(separator: " "),
        notes: document.words(of: page.slide.notes, areSeen: true),
        isOpening: isFirst || page.slide.isPart,
        svg: Array(svg(page.scene).utf8), png: try png(page.scene, dpi: 144),
        isEmpty: page.slide.blocks.isEmpty)
    }
    return PresentationFile(
      title: front.title, author: front[.author] ?? "Figures", software: software,
      origin: origin, language: front[.language] ?? "en",
      width: document.front.aspect == .wide ? 960 : 720, slides: slides
    ).bytes
  }
}

/// A slide of a presentation.
struct PresentationSlide {
  var title: String
  /// Lines of text below the title.
  var lines: [String]
  /// What the picture shows.
  var alternative: String
  /// What the speaker says, a line for each paragraph.
  var notes: [String]
  /// Whether the title stands in the middle.
  var isOpening: Bool
  var svg: [UInt8]
  var png: [UInt8]
  /// Whether there is nothing to be shown as a picture.
  var isEmpty: Bool
}

extension ResolvedDocument {
  /// The words of blocks, a line for each paragraph, item, row or picture.
  ///
  /// - Parameters:
  ///   - areSeen: Whether they are read by eye: formulas are in signs where they can be.
  ///   - picture: What a figure shows, by the id of its block; nil for the whole.
  func words(
    of blocks: [Block], areSeen: Bool = false,
    picture: (Int, ShownFigure) -> String? = { _, _ in nil }
  ) -> [String] {
    func words(_ blocks: [Block]) -> [String] {
      self.words(of: blocks, areSeen: areSeen, picture: picture)
    }
    func line(_ content: [Inline]) -> String { self.words(of: content, areSeen: areSeen) }
    return blocks.flatMap { block -> [String] in
      switch block.kind {
      case .heading(_, let content, _), .paragraph(let content): [line(content)]
      case .quote(let inner): words(inner)
      case .list(let list):
        // What is counted on the slide has its number here.
        list.items.enumerated().flatMap { index, item -> [String] in
          let lines = words(item)
          guard let start = list.start, let first = lines.first else { return lines }
          return ["\(start + index). \(first)"] + lines.dropFirst()
        }
      case .code(let code): [code.filled ?? code.text]
      case .table(let table):
        (meanings.tables[block.id] ?? table).rows.map { $0.map(line).joined(separator: ", ") }
          + [line(table.caption)]
      case .equation: meanings.formulas[block.id].map { [$0.text(isSeen: areSeen)] } ?? []
      case .picture:
        (meanings.figures[block.id].map {
          [
            picture(block.id, figures[$0]) ?? figures[$0].drawn.words.alternative,
            areSeen || isBare(block) ? "" : line(figures[$0].caption),
          ]
        } ?? []) + (meanings.files[block.id].map { described(files[$0], line) } ?? [])
      case .environment(let environment) where environment.kind == .bibliography:
        works.enumerated().map { index, work in listed(work, at: index, areSeen: areSeen) }
      case .environment(let environment) where environment.kind == .claims:
        claims.map { entry in
          "\(entry.place.words). \(line(entry.statement)) "
            + "(\(word(entry.claim.holds ? .holds : .fails)))"
        }
      case .environment(let environment):
        [label(of: environment, block, title: line)].filter { !$0.isEmpty }.map { $0 + "." }
          + words(environment.content)
      case .rule, .leftOut: []
      }
    }.filter { !$0.isEmpty }
  }
}

extension ResolvedDocument {
  /// Whether the source gives a picture no words, so that none stand below it.
  private func isBare(_ block: Block) -> Bool {
    if case .picture(let picture) = block.kind { picture.caption.isEmpty } else { true }
  }

  /// What a file's picture shows, and the words below it where they are others.
  private func described(_ file: ShownFile, _ line: ([Inline]) -> String) -> [String] {
    let caption = line(file.caption)
    return [file.alternative] + (caption == file.alternative ? [] : [caption])
  }

  /// A work as the list has it.
  private func listed(_ work: Work, at place: Int, areSeen: Bool) -> String {
    let entry = work.entry(in: language)
    let mark = citationStyle == .numeric ? "[\(citationLabel(place))] " : ""
    let words = entry.title + entry.rest
    return mark + entry.authors + ((try? spoken(words, in: language.spoken)) ?? words)
      + (work.otherAddress.map { " " + $0 } ?? "")
  }

  /// The words of running text, citations among them.
  func words(of content: [Inline], areSeen: Bool = false) -> String {
    content.map { inline in
      switch inline.kind {
      case .citation(let citation):
        parts(of: citation, id: inline.id).map { part in
          switch part {
          case .words(let inner): words(of: inner, areSeen: areSeen)
          case .text(let text), .work(let text, _): text
          }
        }.joined()
      case .emphasis, .strong: words(of: inline.inner, areSeen: areSeen)
      default: meanings.words(of: [inline], areSeen: areSeen)
      }
    }.joined()
  }
}

/// Words that end as a sentence does.
private func ended(_ words: String) -> String {
  guard let last = words.last(where: { !"”’»)\u{202F}".contains($0) }) else { return words }
  return ".:;!?…".contains(last) ? words : words + "."
}

extension MathText {
  /// The formula in signs for who reads it by eye, where it has any; else as it is spoken.
  func text(isSeen: Bool) -> String { isSeen ? signs ?? words : words }
}
