import Drawing

/// What is wrong with where words stand; see `LaidOut.labelFaults`.
package struct LabelFault: Hashable, Sendable, CustomStringConvertible {
  /// The rules that words keep.
  package enum Rule: String, Hashable, Sendable {
    /// They stand so far from other words that nobody reads both as one.
    case apart
    /// Words are nearer to what they name than to anything else, or a line leads there.
    case nearest
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
    return labels.enumerated().flatMap { index, label in
      faults(of: label, among: obstacles) + (index > 0 ? order(labels[index - 1], label) : [])
    }
  }

  private func faults(of label: PlacedLabel, among obstacles: Obstacles) -> [LabelFault] {
    let request = label.request
    var faults: [LabelFault] = []
    func add(_ rule: LabelFault.Rule, _ other: String) {
      faults.append(LabelFault(rule: rule, label: label.text, other: other))
    }
    let own = request.own(among: obstacles)
    if request.namesItsAnchor, !request.isFixed, !label.hasLeader {
      let (toOwn, toOther) = request.distances(of: label.box, among: obstacles, own)
      if toOwn > toOther { add(.nearest, "another thing") }
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

extension LabelRequest {
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
