import Drawing

/// What is wrong with where words stand; see `LaidOut.labelFaults`.
package struct LabelFault: Hashable, Sendable, CustomStringConvertible {
  /// The rules that words keep.
  package enum Rule: String, Hashable, Sendable {
    /// They stand so far from other words that nobody reads both as one.
    case apart
    /// Words are nearer to what they name than to anything else, or a line leads there.
    case nearest
    /// The line from words to what they name crosses no words, no other such line, no dot but its own.
    case leader
    /// They cover no ink that words keep off, no other words, and nothing of the page's edge.
    case covers
    /// They are no smaller than 7 pt, with scripts than 8 pt.
    case size
    /// In a file they come panel by panel, and in a panel from the top down.
    case order
  }

  /// The rule that is broken.
  package let rule: Rule
  /// The words.
  package let label: String
  /// What is in the way, or nearer.
  package let other: String

  package var description: String { "\(rule.rawValue): '\(label)', '\(other)'" }
}

extension LaidOut {
  /// Every label that breaks a rule of placement.
  ///
  /// Words that a mark fixes on a patch of its own stand on its ink; numbers of levels stand on
  /// their lines.
  package var labelFaults: [LabelFault] {
    let obstacles = Obstacles(ink)
    let named = NamedDots(labels.map(\.request), among: obstacles)
    return labels.enumerated().flatMap { index, label in
      faults(of: label, among: obstacles, named)
        + (index > 0 ? order(labels[index - 1], label) : [])
    }
  }

  private func faults(
    of label: PlacedLabel, among obstacles: Obstacles, _ named: NamedDots
  ) -> [LabelFault] {
    let request = label.request
    var faults: [LabelFault] = []
    func add(_ rule: LabelFault.Rule, _ other: String) {
      faults.append(LabelFault(rule: rule, label: label.text, other: other))
    }
    let own = request.own(among: obstacles)
    if request.namesItsAnchor, !request.isFixed, !label.hasLeader {
      let (toOwn, toOther) = request.distances(of: label.box, among: obstacles, own)
      if toOwn > toOther { add(.nearest, "another thing") }
      if !named.isOwn(label.box, of: request, by: 0) { add(.nearest, "another dot") }
    }
    let shown = labels.filter { $0 != label && !$0.request.isOnPatch }
    if let sight = label.sight, let other = shown.first(where: { sight.isBroken(by: $0.box) }) {
      add(.nearest, other.text)
    }
    if let leader = label.leader {
      for other in shown where leader.meets(other.box) { add(.leader, other.text) }
      for other in shown where other.leader?.crosses(leader) == true { add(.leader, other.text) }
      if obstacles.isCrossed(by: leader, where: { $0.isDot && !own.contains($0.name) }) {
        add(.leader, "another dot")
      }
    }
    if !request.isOnPatch, let hit = ink.first(where: { $0.touches(label.box) }) {
      add(.covers, hit.name)
    }
    for other in labels where other.box.intersects(label.box) && other != label {
      add(.covers, other.text)
    }
    for other in labels
    where other != label && !request.isFixed && !request.isOnPatch && label.box.runsInto(other) {
      add(.apart, other.text)
    }
    let page = Rect(minX: 0, minY: 0, maxX: scene.size.width, maxY: scene.size.height)
    if !page.contains(label.box) { add(.covers, "the edge of the page") }
    if label.size < LabelPlacer.leastSize(of: label.text) - 1e-9,
      request.size != .contour
    {
      add(.size, "\(label.size) pt")
    }
    return faults
  }

  private func order(_ a: PlacedLabel, _ b: PlacedLabel) -> [LabelFault] {
    let isBack =
      a.panel == b.panel && a.request.layer == b.request.layer && b.box.maxY < a.box.minY
    return isBack ? [LabelFault(rule: .order, label: b.text, other: a.text)] : []
  }
}

extension Rect {
  /// Whether words in a box run into others: on one line they stand almost half an em apart, below
  /// each other so far that no halo reaches letters.
  func runsInto(_ other: PlacedLabel) -> Bool {
    guard !other.request.isOnPatch else { return false }
    let (a, b) = (self, other.box)
    let shared = min(a.maxY, b.maxY) - max(a.minY, b.minY)
    let across = max(a.minX, b.minX) - min(a.maxX, b.maxX)
    let isOneLine = shared > 0.4 * min(a.maxY - a.minY, b.maxY - b.minY)
    return isOneLine ? across < 0.4 * other.size : across < 0 && -shared < 1.6
  }
}

/// The dots that words name, by their panel: a reader takes words to name the nearest.
struct NamedDots {
  private var centers: [String: [Point]] = [:]

  init(_ requests: [LabelRequest], among obstacles: Obstacles) {
    let dots = obstacles.dots
    for request in requests where request.namesItsDot && dots.contains(request.anchor) {
      centers[request.panel, default: []].append(request.anchor)
    }
  }

  /// Whether words name one of these dots.
  func holds(_ request: LabelRequest) -> Bool {
    request.namesItsDot && centers[request.panel]?.contains(request.anchor) == true
  }

  /// Whether of these dots the one that words name is the nearest to their box and to its middle, by
  /// some points; so are words that name no dot.
  ///
  /// Of long words the middle is all but their ends: they point with the end that is near.
  func isOwn(_ box: Rect, of request: LabelRequest, by margin: Double) -> Bool {
    guard holds(request), let dots = centers[request.panel] else { return true }
    let end = min(box.width / 2, 1.5 * box.height)
    let middle = Rect(
      minX: box.minX + end, minY: box.center.y, maxX: box.maxX - end, maxY: box.center.y)
    return [box, middle].allSatisfy { part in
      func way(_ dot: Point) -> Double { (part.nearest(to: dot) - dot).length }
      let own = way(request.anchor) + margin
      return dots.allSatisfy { $0 == request.anchor || own <= way($0) }
    }
  }
}

extension LabelRequest {
  /// Whether the words name the one thing at their anchor.
  fileprivate var namesItsDot: Bool { namesItsAnchor && otherAnchors.isEmpty }

  /// The way from a box to the nearest of the anchors.
  func way(from box: Rect) -> Leader {
    func way(_ anchor: Point) -> Leader { Leader(start: box.nearest(to: anchor), end: anchor) }
    let ways = otherAnchors.map(way)
    return ways.reduce(way(anchor)) { best, other in
      (other.end - other.start).length < (best.end - best.start).length ? other : best
    }
  }

  /// The names of what lies at the anchors.
  func own(among obstacles: Obstacles) -> Set<String> {
    obstacles.names(at: [anchor] + otherAnchors)
  }

  /// How far a box is from what the words name, and from the nearest other thing.
  func distances(
    of box: Rect, among obstacles: Obstacles, _ own: Set<String>
  ) -> (toOwn: Double, toOther: Double) {
    obstacles.distances(of: box, anchors: [anchor] + otherAnchors, own: own)
  }
}
