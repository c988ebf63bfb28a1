/// A slide of a talk: what stands below a heading of the second level.
struct TalkSlide {
  /// The words of the heading.
  var heading: [Inline]
  /// The name that links lead to.
  var anchor: String
  /// The line of the source that the heading stands in.
  var line: Int
  /// Whether it only says what comes next: a heading of the first level.
  var isPart: Bool
  var blocks: [Block] = []
  /// What the speaker says.
  var notes: [Block] = []

  /// The slides of a document in their order, and what stands before the first of them.
  static func cut(_ document: ResolvedDocument) -> (opening: TalkSlide, slides: [TalkSlide]) {
    var slides = [TalkSlide(heading: [], anchor: "deck-start", line: 1, isPart: false)]
    for block in document.blocks {
      switch block.kind {
      case .heading(let level, let words, _) where level <= 2:
        slides.append(
          TalkSlide(
            heading: words, anchor: document.meanings.anchors[block.id] ?? "slide",
            line: block.line, isPart: level == 1))
      case .environment(let environment) where environment.kind == .note:
        slides[slides.count - 1].notes += environment.content
      case .leftOut: break
      default: slides[slides.count - 1].blocks.append(block)
      }
    }
    return (slides[0], Array(slides.dropFirst()))
  }
}

extension [Block] {
  /// The pictures within, in order, each with whether it stands beside something else.
  func pictures(isBeside: Bool = false) -> [(block: Block, isBeside: Bool)] {
    flatMap { block -> [(block: Block, isBeside: Bool)] in
      if case .picture = block.kind { return [(block, isBeside)] }
      var isInner = isBeside
      if case .environment(let environment) = block.kind, environment.kind == .columns {
        isInner = environment.content.count > 1
      }
      return block.parts.flatMap { part -> [(block: Block, isBeside: Bool)] in
        if case .blocks(let inner) = part { inner.pictures(isBeside: isInner) } else { [] }
      }
    }
  }
}
