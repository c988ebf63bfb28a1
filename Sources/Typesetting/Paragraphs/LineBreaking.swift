/// What a paragraph is made of for breaking it into lines (TeXbook, page 95).
package enum BreakItem: Hashable, Sendable {
  /// Something of a width that is never divided.
  case box(width: Double)
  /// Space that can stretch and shrink; a line can end before it if a box stands before it.
  case glue(width: Double, stretch: Double, shrink: Double)
  /// A place where a line can end at a cost; `width` is added then, as for a hyphen.
  case penalty(width: Double = 0, cost: Double, isHyphen: Bool = false)

  /// The cost that forbids a break.
  package static let never = 10_000.0
  /// The cost that forces a break.
  package static let always = -10_000.0
  /// What ends a paragraph: space that fills the last line, then a forced break.
  package static let finish: [BreakItem] = [
    .penalty(cost: never), .glue(width: 0, stretch: 1e6, shrink: 0), .penalty(cost: always),
  ]
}

/// Breaks a paragraph into lines so that the sum of all lines' demerits is the least.
///
/// D. E. Knuth and M. F. Plass, Breaking Paragraphs into Lines, Software: Practice and
/// Experience 11 (1981); the constants are plain TeX's.
package struct LineBreaker: Sendable {
  /// The largest badness of a line.
  package var tolerance: Double
  /// What is added to every line's badness.
  package var linePenalty = 10.0
  /// What two hyphenated lines in a row cost.
  package var doubleHyphenDemerits = 10_000.0
  /// What a hyphen at the end of the last line but one costs.
  package var finalHyphenDemerits = 5_000.0
  /// What a tight line beside a loose one costs.
  package var fitnessDemerits = 10_000.0
  /// Stretch that every line is thought to have in addition.
  package var emergencyStretch: Double
  /// Whether a line may be too long where there is no other way.
  package var acceptsOverfull: Bool

  /// A breaker that accepts lines up to a badness.
  package init(tolerance: Double, emergencyStretch: Double = 0, acceptsOverfull: Bool = false) {
    self.tolerance = tolerance
    self.emergencyStretch = emergencyStretch
    self.acceptsOverfull = acceptsOverfull
  }

  /// The sums of width, stretch and shrink of items.
  package struct Extent: Hashable, Sendable {
    package var width = 0.0
    package var stretch = 0.0
    package var shrink = 0.0

    static func - (a: Extent, b: Extent) -> Extent {
      Extent(width: a.width - b.width, stretch: a.stretch - b.stretch, shrink: a.shrink - b.shrink)
    }
  }

  /// A way to end a line, the best of its fitness class.
  private struct Node {
    /// The item at which the line ends; -1 before the first line.
    var item: Int
    var fitness: Int
    /// The sums up to the first box after the break.
    var total: Extent
    var demerits: Double
    var isHyphen: Bool
    var previous: Int
  }

  /// The items at which the lines end, the last being the end of the paragraph.
  ///
  /// - Parameters:
  ///   - items: The paragraph, ended by `BreakItem.finish`.
  ///   - width: The width of the lines.
  ///   - firstWidth: The width of the first line; nil for that of the others.
  /// - Returns: nil when there is no way within the tolerance.
  package func breaks(
    _ items: [BreakItem], width: Double, firstWidth: Double? = nil
  ) -> [Int]? {
    var nodes = [
      Node(item: -1, fitness: 1, total: Extent(), demerits: 0, isHyphen: false, previous: -1)
    ]
    var active = [0]
    var total = Extent()
    for (index, item) in items.enumerated() {
      if Self.canBreak(items, at: index) {
        let end = Node(
          item: index, fitness: 0, total: Self.extentAfterBreak(items, at: index, total: total),
          demerits: 0, isHyphen: item.isHyphen, previous: active.last ?? 0)
        var (kept, made) = extend(active, of: nodes, to: end, at: item) { start in
          ratio(
            of: total - start.total, adding: item.hyphenWidth,
            to: start.item < 0 ? firstWidth ?? width : width)
        }
        if kept.isEmpty, made.isEmpty, acceptsOverfull { made = [end] }
        active = kept + (nodes.count..<(nodes.count + made.count))
        nodes += made
        if active.isEmpty { return nil }
      }
      total.add(item)
    }
    guard var id = active.min(by: { nodes[$0].demerits < nodes[$1].demerits }) else { return nil }
    var breaks: [Int] = []
    while id > 0 {
      breaks.append(nodes[id].item)
      id = nodes[id].previous
    }
    return breaks.reversed()
  }

  /// Ends a line at a place after each of the active nodes.
  ///
  /// - Parameters:
  ///   - end: What all nodes at the place have in common.
  ///   - ratio: How far the glue of a line stretches or shrinks that begins after a node.
  /// - Returns: The nodes that stay active, and the best new one of each fitness class. All lines
  ///   but the first have one width, so what follows does not depend on a line's number.
  private func extend(
    _ active: [Int], of nodes: [Node], to end: Node, at item: BreakItem, ratio: (Node) -> Double
  ) -> (kept: [Int], made: [Node]) {
    let isForced = item.cost <= BreakItem.always
    var made: [Node] = []
    var kept: [Int] = []
    for id in active {
      let ratio = ratio(nodes[id])
      guard ratio >= -1 else { continue }
      if !isForced { kept.append(id) }
      guard let cost = demerits(ratio, item, after: nodes[id], isLast: isForced) else { continue }
      var new = end
      (new.fitness, new.previous) = (Self.fitness(of: ratio), id)
      new.demerits = nodes[id].demerits + cost
      if nodes[id].item >= 0, abs(new.fitness - nodes[id].fitness) > 1 {
        new.demerits += fitnessDemerits
      }
      if let rival = made.firstIndex(where: { $0.fitness == new.fitness }) {
        if new.demerits < made[rival].demerits { made[rival] = new }
      } else {
        made.append(new)
      }
    }
    return (Array(kept.suffix(Self.mostActive)), made)
  }

  /// How many ways to end a line are kept at a place; a line has fewer places for a break.
  private static let mostActive = 1000

  /// How far the glue of a line must stretch (up to +infinity) or shrink (below 0) to fill it.
  package func ratio(of extent: Extent, adding hyphen: Double, to width: Double) -> Double {
    let missing = width - extent.width - hyphen
    if missing > 0 {
      let stretch = extent.stretch + emergencyStretch
      return stretch > 0 ? missing / stretch : .infinity
    }
    if missing < 0 { return extent.shrink > 0 ? missing / extent.shrink : -.infinity }
    return 0
  }

  /// What a line costs by itself; nil when it is worse than tolerated (TeXbook, page 98).
  private func demerits(
    _ ratio: Double, _ item: BreakItem, after node: Node, isLast: Bool
  ) -> Double? {
    let badness = Self.badness(ratio)
    guard badness <= tolerance else { return nil }
    let cost = item.cost
    var demerits = (linePenalty + badness) * (linePenalty + badness)
    if cost >= 0 {
      demerits += cost * cost
    } else if cost > BreakItem.always {
      demerits -= cost * cost
    }
    if node.isHyphen {
      if item.isHyphen { demerits += doubleHyphenDemerits }
      if isLast { demerits += finalHyphenDemerits }
    }
    return demerits
  }

  /// 100 |ratio|^3, at most 10 000 (TeXbook, page 97).
  package static func badness(_ ratio: Double) -> Double {
    let size = abs(ratio)
    return min(100 * size * size * size, 10_000)
  }

  /// 0 tight, 1 decent, 2 loose, 3 very loose (TeXbook, page 97).
  package static func fitness(of ratio: Double) -> Int {
    ratio < -0.5 ? 0 : ratio <= 0.5 ? 1 : ratio <= 1 ? 2 : 3
  }

  /// Whether a line can end at an item: a glue after a box, or a penalty that is not forbidding.
  package static func canBreak(_ items: [BreakItem], at index: Int) -> Bool {
    switch items[index] {
    case .box: false
    case .penalty(_, let cost, _): cost < BreakItem.never
    case .glue: index > 0 && items[index - 1].isBox
    }
  }

  /// The sums up to the first box after a break: glue and penalties there vanish.
  private static func extentAfterBreak(
    _ items: [BreakItem], at index: Int, total: Extent
  ) -> Extent {
    var sum = total
    for (offset, item) in items[index...].enumerated() {
      switch item {
      case .box: return sum
      case .glue: sum.add(item)
      case .penalty(_, let cost, _):
        if cost <= BreakItem.always, offset > 0 { return sum }
      }
    }
    return sum
  }
}

extension LineBreaker.Extent {
  mutating func add(_ item: BreakItem) {
    switch item {
    case .box(let width): self.width += width
    case .glue(let width, let stretch, let shrink):
      self.width += width
      self.stretch += stretch
      self.shrink += shrink
    case .penalty: break
    }
  }
}

extension BreakItem {
  /// What is added to the line when it ends here.
  fileprivate var hyphenWidth: Double {
    if case .penalty(let width, _, _) = self { width } else { 0 }
  }

  /// What a break here costs.
  var cost: Double { if case .penalty(_, let cost, _) = self { cost } else { 0 } }

  var isHyphen: Bool { if case .penalty(_, _, let isHyphen) = self { isHyphen } else { false } }

  var isBox: Bool { if case .box = self { true } else { false } }
}
