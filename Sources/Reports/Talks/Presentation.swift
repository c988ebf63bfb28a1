import Drawing
package import Typesetting

extension Manuscript {
  /// The talk as a presentation (ECMA-376): a slide for each step, its title as text, what stands
  /// below as a picture in SVG and PNG with words for readers who do not see it, and the notes.
  ///
  /// - Throws: `SourceError` at the first fault of the source, or what drawing a figure throws.
  package func presentation(
    subject: Subject, fonts: MathFonts, software: String
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
        alternative: ([step].filter { !$0.isEmpty } + below).joined(separator: " "),
        notes: document.words(of: page.slide.notes, areSeen: true),
        isOpening: isFirst || page.slide.isPart,
        svg: Array(svg(page.scene).utf8), png: try png(page.scene, dpi: 144),
        isEmpty: page.slide.blocks.isEmpty)
    }
    return PresentationFile(
      title: front.title, author: front[.author] ?? "Figures", software: software,
      language: front[.language] ?? "en",
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
    func line(_ content: [Inline]) -> String { meanings.words(of: content, areSeen: areSeen) }
    return blocks.flatMap { block -> [String] in
      switch block.kind {
      case .heading(_, let content, _), .paragraph(let content): [line(content)]
      case .quote(let inner): words(inner)
      case .list(let list): list.items.flatMap(words)
      case .code(let code): [code.filled ?? code.text]
      case .table(let table):
        (meanings.tables[block.id] ?? table).rows.map { $0.map(line).joined(separator: ", ") }
      case .equation: meanings.formulas[block.id].map { [$0.text(isSeen: areSeen)] } ?? []
      case .picture:
        (meanings.figures[block.id].map {
          [picture(block.id, figures[$0]) ?? figures[$0].drawn.words.alternative]
        } ?? []) + (meanings.files[block.id].map { [files[$0].alternative] } ?? [])
      case .environment(let environment):
        [label(of: environment, block, title: line)].filter { !$0.isEmpty }.map { $0 + "." }
          + words(environment.content)
      case .rule, .leftOut: []
      }
    }.filter { !$0.isEmpty }
  }
}

extension MathText {
  /// The formula in signs for who reads it by eye, where it has any; else as it is spoken.
  func text(isSeen: Bool) -> String { isSeen ? signs ?? words : words }
}
