public import Drawing

/// Words on the page: what they say, and the box that they fill.
public struct PlacedLabel: Hashable, Sendable {
  /// The words, lines separated by `\n`, formulas between dollar signs.
  public let text: String
  /// The panel.
  public let panel: String
  /// Their extent, in points.
  public let box: Rect
  /// The size of the em, in points.
  public let size: Double
  /// The line from them to what they name, where there is one.
  package let leader: Leader?
  /// What they asked for.
  package let request: LabelRequest

  /// Whether a line leads from them to what they name.
  public var hasLeader: Bool { leader != nil }

  package init(
    text: String, panel: String, box: Rect, size: Double, leader: Leader?, request: LabelRequest
  ) {
    self.text = text
    self.panel = panel
    self.box = box
    self.size = size
    self.leader = leader
    self.request = request
  }

  /// The way that a reader's eye takes from words without a line to what they name; nil where they
  /// name nothing at a place.
  var sight: Leader? {
    leader == nil && !request.isFixed && request.namesItsAnchor ? request.way(from: box) : nil
  }
}

/// A straight line from words to what they name.
package struct Leader: Hashable, Sendable {
  /// Its end at the words.
  package let start: Point
  /// Its end at the thing.
  package let end: Point

  package init(start: Point, end: Point) { (self.start, self.end) = (start, end) }

  /// Whether it has a point inside a box.
  func meets(_ box: Rect) -> Bool { segmentMeets(box, start, end) }

  /// Whether a box lies between its ends; one over what it leads to is not between.
  func isBroken(by box: Rect) -> Bool { meets(box) && !box.contains(end) }

  /// Whether it crosses another.
  func crosses(_ other: Leader) -> Bool { segmentsCross(start, end, other.start, other.end) }
}
