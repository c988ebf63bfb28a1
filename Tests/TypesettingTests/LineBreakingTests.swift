import Testing
import Typesetting

@Suite("Line breaking")
struct LineBreakingTests {
  /// The cost of a way to break, by the definition (TeXbook, page 98), apart from the breaker's own code.
  static func demerits(
    _ items: [BreakItem], _ breaks: [Int], width: Double, tolerance: Double
  ) -> Double? {
    var sum = 0.0
    var start = 0
    var lastFitness: Int?
    var wasHyphen = false
    for end in breaks {
      while start < end, !isBox(items[start]) { start += 1 }
      var natural = 0.0
      var stretch = 0.0
      var shrink = 0.0
      for item in items[start..<end] {
        switch item {
        case .box(let width): natural += width
        case .glue(let width, let more, let less):
          natural += width
          stretch += more
          shrink += less
        case .penalty: break
        }
      }
      var cost = 0.0
      var isHyphen = false
      if case .penalty(let extra, let penalty, let flag) = items[end] {
        natural += extra
        cost = penalty
        isHyphen = flag
      }
      let missing = width - natural
      let ratio =
        missing == 0
        ? 0
        : missing > 0
          ? (stretch > 0 ? missing / stretch : .infinity)
          : (shrink > 0 ? missing / shrink : -.infinity)
      let badness = min(100 * abs(ratio * ratio * ratio), 10_000)
      guard ratio >= -1, badness <= tolerance else { return nil }
      sum += (10 + badness) * (10 + badness)
      if cost > -10_000 { sum += cost >= 0 ? cost * cost : -cost * cost }
      if wasHyphen {
        if isHyphen { sum += 10_000 }
        if cost <= -10_000 { sum += 5_000 }
      }
      let fitness = ratio < -0.5 ? 0 : ratio <= 0.5 ? 1 : ratio <= 1 ? 2 : 3
      if let lastFitness, abs(lastFitness - fitness) > 1 { sum += 10_000 }
      (lastFitness, wasHyphen, start) = (fitness, isHyphen, end + 1)
    }
    return sum
  }

  static func isBox(_ item: BreakItem) -> Bool { if case .box = item { true } else { false } }

  /// Every way to break, tried one by one.
  static func best(_ items: [BreakItem], width: Double, tolerance: Double) -> Double? {
    let places = items.indices.dropLast().filter { LineBreaker.canBreak(items, at: $0) }
    var best: Double?
    for choice in 0..<(1 << places.count) {
      let breaks = places.indices.filter { choice >> $0 & 1 == 1 }.map { places[$0] }
      guard
        let sum = demerits(items, breaks + [items.count - 1], width: width, tolerance: tolerance)
      else { continue }
      if sum < best ?? .infinity { best = sum }
    }
    return best
  }

  @Test("Breaks have the least demerits of all ways to break", arguments: 0..<60)
  func optimal(seed: Int) {
    var random = LinearCongruence(state: UInt64(seed))
    var items: [BreakItem] = []
    for word in 0..<8 {
      if word > 0 { items.append(.glue(width: 3, stretch: 1.5, shrink: 1)) }
      items.append(.box(width: 8 + 20 * random.next()))
      if random.next() < 0.4 {
        items.append(.penalty(width: 3, cost: 50, isHyphen: true))
        items.append(.box(width: 4 + 12 * random.next()))
      }
    }
    items += BreakItem.finish
    for tolerance in [200.0, 10_000] {
      let found = LineBreaker(tolerance: tolerance).breaks(items, width: 60)
      let sum = found.flatMap {
        LineBreakingTests.demerits(items, $0, width: 60, tolerance: tolerance)
      }
      let least = LineBreakingTests.best(items, width: 60, tolerance: tolerance)
      #expect((sum == nil) == (least == nil))
      // Equal up to the order of summation.
      if let sum, let least { #expect(abs(sum - least) <= 1e-9 * least) }
    }
  }

  @Test("A word longer than a line gets a line of its own when that is allowed")
  func overfull() {
    let space = BreakItem.glue(width: 3, stretch: 1.5, shrink: 1)
    let items: [BreakItem] =
      [.box(width: 20), space, .box(width: 100), space, .box(width: 20)] + BreakItem.finish
    #expect(LineBreaker(tolerance: 10_000).breaks(items, width: 60) == nil)
    let breaker = LineBreaker(tolerance: 10_000, acceptsOverfull: true)
    #expect(breaker.breaks(items, width: 60) == [1, 3, 7])
  }

  @Test("The work grows with the number of words, not faster", arguments: [1.0, 2.0])
  func linear(scale: Double) {
    // With nodes kept apart by line numbers this takes minutes.
    var items: [BreakItem] = []
    for word in 0..<Int(100_000 * scale) {
      if word > 0 { items.append(.glue(width: 3, stretch: 1.5, shrink: 1)) }
      items.append(.box(width: 20 + Double(word % 7)))
    }
    items += BreakItem.finish
    for breaker in [
      LineBreaker(tolerance: 200),
      LineBreaker(tolerance: 10_000, emergencyStretch: 40, acceptsOverfull: true),
    ] {
      #expect((breaker.breaks(items, width: 300) ?? []).count > 7_000)
    }
  }

  @Test("A first line of its own width is broken with the least demerits")
  func firstLine() {
    let space = BreakItem.glue(width: 3, stretch: 1.5, shrink: 1)
    let items: [BreakItem] =
      [.box(width: 20), space, .box(width: 20), space, .box(width: 20), space, .box(width: 20)]
      + BreakItem.finish
    let breaker = LineBreaker(tolerance: 10_000)
    #expect(breaker.breaks(items, width: 66, firstWidth: 20) == [1, 9])
    #expect(breaker.breaks(items, width: 66) == [5, 9])
  }

  @Test("Badness is 100 times the cube of the ratio, at most 10 000")
  func badness() {
    #expect(LineBreaker.badness(1) == 100)
    #expect(LineBreaker.badness(-0.5) == 12.5)
    #expect(LineBreaker.badness(.infinity) == 10_000)
  }
}

/// Numbers from 0 to 1 for tests, by Knuth's constants for MMIX.
struct LinearCongruence {
  var state: UInt64

  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / 9_007_199_254_740_992
  }
}

@Suite("Hyphenation")
struct HyphenationTests {
  @Test(
    "Words are divided as a second implementation of the algorithm divides them",
    arguments: [
      "hy-phen-ation", "al-go-rithm", "con-ver-gence", "ini-tial-i-sa-tion", "sto-chas-tic",
      "gra-di-ent", "in-ter-po-la-tion", "reg-u-lar-i-sa-tion", "min-i-mum", "uni-ver-sity",
      "man-u-script", "su-per-cal-ifrag-ilis-tic-ex-pi-ali-do-cious", "over-parametrised", "bias",
      "though", "Math-e-mat-ics",
    ])
  func words(divided: String) throws {
    let hyphenation = try Hyphenation(Hyphenation.sources[0].value)
    let parts = divided.split(separator: "-")
    var places: [Int] = []
    for part in parts.dropLast() { places.append((places.last ?? 0) + part.count) }
    #expect(hyphenation.divisions(of: parts.joined()) == places)
  }

  @Test(
    "French and German words are divided by patterns of their own, accents and all",
    arguments: [
      ("fr", "gra-dient"), ("fr", "mi-ni-mi-seur"), ("fr", "ré-gu-la-ri-sa-tion"),
      ("fr-CA", "dé-ter-mi-nisme"), ("fr", "Hy-po-thèse"), ("de", "Gra-di-en-ten-ver-fah-ren"),
      ("de", "Nä-he-rungs-lö-sung"), ("de", "Stra-ße"), ("de", "Über-pa-ra-me-tri-sie-rung"),
    ])
  func otherLanguages(language: String, divided: String) throws {
    let hyphenation = try #require(try Hyphenation(language: language))
    let parts = divided.split(separator: "-")
    let word = parts.joined()
    var shown = ""
    var last = 0
    for place in hyphenation.divisions(of: word) {
      shown += word.dropFirst(last).prefix(place - last) + "-"
      last = place
    }
    #expect(shown + word.dropFirst(last) == divided)
  }

  @Test("The example of the TeXbook's appendix H")
  func example() {
    let patterns = "hy3ph he2n hena4 hen5at 1na n2at 1tio 2io o2n".split(separator: " ")
    let hyphenation = Hyphenation(patterns: patterns)
    #expect(hyphenation.divisions(of: "hyphenation") == [2, 6])
  }

  @Test("Other words than plain letters are not divided; a missing file is named")
  func others() throws {
    let hyphenation = try Hyphenation(Hyphenation.sources[0].value)
    #expect(hyphenation.divisions(of: "naïveté").isEmpty)
    #expect(hyphenation.divisions(of: "").isEmpty)
    let absent = Hyphenation.Source(path: "/no/such/file", package: "none")
    #expect(throws: HyphenationError.unreadable(absent)) { try Hyphenation(absent) }
    #expect(try Hyphenation(language: "xx") == nil)
  }
}
