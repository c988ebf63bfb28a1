public import Drawing

/// Something drawn in a panel from data.
///
/// A mark knows its panel's frame, never the page, the file or Cairo.
public protocol Mark: Sendable {
  /// Colour, lines, layer and name.
  var style: MarkStyle { get }
  /// The data that scales must show; none unless the mark says otherwise.
  var extent: Extent { get }
  /// How a legend shows the mark; a line unless the mark says otherwise.
  var keys: [LegendKey] { get }
  /// The room that the mark takes beside the panel's drawing, in points; none unless it says
  /// otherwise.
  ///
  /// - Throws: Whatever keeps its words from being set.
  func outside(_ metrics: Metrics) throws -> Insets
  /// What is drawn in the frame, in points on the page.
  ///
  /// - Throws: `MarkError.notFinite` for data that are not finite; anything else ends the figure too.
  func draw(in frame: PanelFrame) throws -> Drawn
}

extension Mark {
  /// The layer the mark belongs to.
  public var layer: String { style.layer }

  /// No data.
  public var extent: Extent { .none }

  /// A line in the mark's style.
  public var keys: [LegendKey] {
    [LegendKey(style.name, style.role, .line(style.weight, style.dash))]
  }

  /// No room.
  public func outside(_ metrics: Metrics) -> Insets { Insets() }

  /// The mark's lines on the page.
  func stroke(in frame: PanelFrame) -> Stroke {
    frame.metrics.stroke(style.role, style.weight, style.dash)
  }

  /// The mark's colour.
  func color(in frame: PanelFrame) -> Color { frame.metrics.theme.color(style.role) }

  /// Refuses data that are not finite.
  func check(_ data: [Point]) throws(MarkError) {
    guard data.allSatisfy(\.isFinite) else { throw .notFinite(style.name) }
  }
}

/// What a mark cannot draw; the layout adds figure and panel.
public enum MarkError: Error, Hashable, Sendable {
  /// Data that are not finite, in the mark of this name.
  case notFinite(String)
}

/// What a mark puts on the page.
public struct Drawn: Sendable {
  /// The ink, back to front.
  public var items: [SceneItem]
  /// The ink that words must keep off.
  public var obstacles: [Obstacle]
  /// Guide lines and bands, which words cross only where no other place is left.
  public var guides: [Obstacle]
  /// Thin lines that words may cross, such as the levels of a background.
  public var background: [Obstacle] = []
  /// The fills that words may stand on, back to front.
  public var grounds: [Ground]
  /// Words whose place is still to be found.
  public var labels: [LabelRequest]
  /// The strips of axes and their numbers, in which no other words stand.
  package var strips: [AxisStrip] = []
  /// The places that parameters move, on the page.
  public var handles: [SceneHandle] = []
  /// The values of the function that the panel shows, for who reads them off.
  public var landscape: PanelReading.Landscape?
  /// Whether ink may lie outside of the panel, as a line to a word beside it does; the layout cuts
  /// off other ink at the panel's edges.
  public var mayLeavePanel = false
  /// How far ink may reach over the panel's edge and stay whole, in points; areas, which would hide the
  /// axis there, reach a hair at most.
  package var overhang = 8.0
  /// The overhang of areas: no more than the overlap of neighbours.
  package static let ofAreas = 0.5

  /// A mark's ink, what it means for words, and labels.
  public init(
    items: [SceneItem] = [], obstacles: [Obstacle] = [], guides: [Obstacle] = [],
    grounds: [Ground] = [], labels: [LabelRequest] = []
  ) {
    self.items = items
    self.obstacles = obstacles
    self.guides = guides
    self.grounds = grounds
    self.labels = labels
  }

  /// The same with names that no mark before has: a second "path" is "path 2".
  ///
  /// - Parameter called: How many marks had each name so far.
  func told(from called: inout [String: Int]) -> Drawn {
    var names: [String: String] = [:]
    for name in Set((obstacles + guides + background).map(\.name)) {
      called[name, default: 0] += 1
      if let count = called[name], count > 1 { names[name] = "\(name) \(count)" }
    }
    guard !names.isEmpty else { return self }
    func renamed(_ some: [Obstacle]) -> [Obstacle] {
      some.map { one in names[one.name].map(one.renamed) ?? one }
    }
    var told = self
    told.obstacles = renamed(obstacles)
    told.guides = renamed(guides)
    told.background = renamed(background)
    return told
  }

  /// Notes a line on the page that words keep off, avoid or cross, as its weight has it.
  mutating func keepWords(off points: [Point], _ weight: Weight, _ stroke: Stroke, name: String) {
    let reach = stroke.width / 2 + (weight.keepsWordsOff ? 1 : 0.3)
    let line = Obstacle.stroke(simplified(points, tolerance: 0.3), reach: reach, name: name)
    switch weight {
    case .curve, .strong, .hero, .heroic: obstacles.append(line)
    case .hair, .rule, .levelOfNote: guides.append(line)
    case .level: background.append(line)
    }
  }
}

/// An axis line on the page, with its numbers if it has some.
package struct AxisStrip: Hashable, Sendable {
  /// What words keep out of.
  package let rect: Rect
  /// Whether the axis is a panel's edge, which no line to a word crosses.
  package let isEdge: Bool
}

/// Where a panel's drawing lies on the page, and how data get there.
public struct PanelFrame: Sendable {
  /// The panel's name.
  public let name: String
  /// The drawing's place on the page, in points.
  public let rect: Rect
  /// The horizontal scale.
  public let x: Scale
  /// The vertical scale.
  public let y: Scale
  /// Theme, type and strokes.
  public let metrics: Metrics

  /// A frame for a panel.
  public init(name: String, rect: Rect, x: Scale, y: Scale, metrics: Metrics) {
    self.name = name
    self.rect = rect
    self.x = x
    self.y = y
    self.metrics = metrics
  }

  /// The place of a datum on the page.
  public func point(_ xValue: Double, _ yValue: Double) -> Point {
    place(x.fraction(xValue), y.fraction(yValue))
  }

  /// The place on the page at parts of the panel's width and height, from its lower left corner.
  func place(_ across: Double, _ up: Double) -> Point {
    Point(rect.minX + across * rect.width, rect.maxY - up * rect.height)
  }

  /// The place of a datum given as a pair, x before y.
  public func point(_ datum: Point) -> Point { point(datum.x, datum.y) }

  /// Whether a place on the page lies in the drawing or, but for rounding, on its edge.
  public func holds(_ place: Point) -> Bool { rect.inset(by: -1e-6).contains(place) }

  /// Points to a unit of x at a linear scale.
  public var unit: Double { rect.width / abs(x.domain.end - x.domain.start) }
}
