import Drawing
import Testing

/// What stands side by side on pages, in random documents.
@Suite("Side by side on pages")
struct SideBySidePageTests {
  /// A document of blocks, each with the words that it holds.
  private struct Draft {
    enum Kind: CaseIterable { case paragraph, figure, row, columns }
    var source = "---\ntitle: T\n---\n\n"
    var blocks: [(kind: Kind, words: [String])] = []
    private var random: UInt64
    private var count = 0

    init(seed: UInt64) {
      random = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
      for _ in 0..<(8 + number(below: 30)) { add(number(below: 3) == 0 ? .paragraph : .columns) }
    }

    private mutating func number(below bound: Int) -> Int {
      random ^= random << 13
      random ^= random >> 7
      random ^= random << 17
      return Int(random % UInt64(bound))
    }

    private mutating func words(_ most: Int) -> [String] {
      (0...number(below: most)).map { _ in
        count += 1
        return "q\(10_000 + count)z"
      }
    }

    private mutating func figure() -> (text: String, words: [String]) {
      let caption = words(12)
      let width = [20, 40, 70, 100][number(below: 4)]
      return (
        "![\(caption.joined(separator: " "))](a.svg){#fig-\(count) width=\(width)%}", caption
      )
    }

    private mutating func add(_ wanted: Kind) {
      let kind = wanted == .paragraph ? wanted : Kind.allCases[number(below: 4)]
      var own: [String] = []
      switch kind {
      case .paragraph:
        own = words(60)
        source += own.joined(separator: " ")
      case .figure, .row:
        let figures = (0..<(kind == .row ? 2 + number(below: 2) : 1)).map { _ in figure() }
        own = figures.flatMap { $0.words }
        source += figures.map { $0.text }.joined(separator: " ")
      case .columns:
        source += "::: columns\n"
        for _ in 0..<(2 + number(below: 2)) {
          source += "::: column\n"
          if number(below: 3) == 0 {
            let figure = figure()
            own += figure.words
            source += figure.text + "\n\n"
          }
          let text = words(90)
          own += text
          source += text.joined(separator: " ") + "\n:::\n"
        }
        source += ":::"
      }
      source += "\n\n"
      blocks.append((kind, own))
    }
  }

  @Test("no word is lost, no row or columns are torn, and no page stays empty without need")
  func random() throws {
    for seed in UInt64(1)...40 {
      let draft = Draft(seed: seed)
      let both = try Both(draft.source)
      let page = Dictionary(
        both.words.flatMap { word in
          word.text.matches(of: #/q\d{5}z/#).map { (String($0.output), word) }
        }, uniquingKeysWith: { first, _ in first })
      for (index, block) in draft.blocks.enumerated() {
        let found = block.words.compactMap { page[$0] }
        #expect(found.count == block.words.count, "lost words, seed \(seed), block \(index)")
        #expect(found.allSatisfy { (0...842).contains($0.origin.y) }, "seed \(seed)")
        guard block.kind != .paragraph else { continue }
        #expect(Set(found.map(\.page)).count == 1, "torn, seed \(seed), block \(index)")
      }
      // A page ends early only before what is high, or text that leads to it.
      for (index, block) in draft.blocks.enumerated().dropFirst() {
        let above = draft.blocks[..<index].flatMap { $0.words }.compactMap { page[$0] }
        guard block.kind == .paragraph, let first = page[block.words[0]], let last = above.last,
          first.page > last.page
        else { continue }
        let lowest = above.filter { $0.page == last.page }.map(\.origin.y).max() ?? 0
        let leads = index + 1 < draft.blocks.count && draft.blocks[index + 1].kind != .paragraph
        #expect(leads || lowest > 421, "empty, seed \(seed), page \(last.page)")
      }
    }
  }
}
