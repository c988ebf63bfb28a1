public import Drawing

/// A figure as a value: what it shows, in data coordinates, and what is said about it.
public struct Figure: Sendable {
  /// The id, the name of its files: lower-case letters, digits and hyphens.
  public var id: String
  /// The title, plain text.
  public var title: String
  /// What to see, with formulas between dollar signs.
  public var caption: String
  /// What the picture shows, for readers who do not see it; required, plain text.
  public var alternative: String
  /// The page.
  public var size: Size
  /// The panels and how they lie.
  public var arrangement: Arrangement
  /// The layers that appear one after the other, in the order of teaching.
  public var steps: [Step]

  /// One step of the reveal.
  public struct Step: Hashable, Sendable {
    /// The layer that appears.
    public var layer: String
    /// What the step shows, a few words.
    public var title: String

    /// A step that reveals a layer.
    public init(_ layer: String, _ title: String) {
      self.layer = layer
      self.title = title
    }
  }

  /// A figure from its parts.
  public init(
    id: String, title: String, caption: String, alternative: String, size: Size,
    arrangement: Arrangement, steps: [Step]
  ) {
    self.id = id
    self.title = title
    self.caption = caption
    self.alternative = alternative
    self.size = size
    self.arrangement = arrangement
    self.steps = steps
  }
}

/// How panels share the page.
public indirect enum Arrangement: Sendable {
  /// One panel.
  case panel(Panel)
  /// Beside each other, with shares of the width and a gap in points.
  case row([Arrangement], shares: [Double], gap: Double)
  /// Below each other, with shares of the height and a gap in points.
  case column([Arrangement], shares: [Double], gap: Double)
  /// Rows of panels whose drawings are all of one size, with a gap in points.
  case grid([[Panel]], gap: Double)

  /// Which scales the panels of a grid have in common.
  public enum Sharing: Hashable, Sendable {
    /// Both; numbers stand at the outer panels only.
    case both
    /// The horizontal one; its numbers stand below the lowest panels only.
    case x
    /// The vertical one; its numbers stand beside the leftmost panels only.
    case y
    /// None.
    case none
  }

  /// Panels in rows, such as one picture for each part of the data.
  ///
  /// - Parameters:
  ///   - panels: The panels, in reading order; the last row may be shorter.
  ///   - columns: The panels of a row, at least 1.
  ///   - sharing: The scales that all panels have in common, trained from the data of all.
  ///   - gap: The distance of the panels, in points.
  public static func grid(
    _ panels: [Panel], columns: Int, sharing: Sharing = .both, gap: Double = 8
  ) -> Arrangement {
    let all = panels.reduce(Extent.none) { $0.union($1.extent) }
    let columns = max(1, columns)
    let rows = stride(from: 0, to: panels.count, by: columns).map { first in
      panels[first..<min(first + columns, panels.count)].enumerated().map { column, panel in
        var panel = panel
        if sharing == .both || sharing == .x {
          panel.sharedX = all.x
          panel.hidesX = first + column + columns < panels.count
        }
        if sharing == .both || sharing == .y {
          panel.sharedY = all.y
          panel.hidesY = column > 0
          // The name that all of them have in common stands once.
          if column > 0, panel.heading?.text == panels[0].y.label { panel.heading = nil }
        }
        return panel
      }
    }
    return .grid(rows, gap: gap)
  }

  /// The panels, in reading order.
  public var panels: [Panel] {
    switch self {
    case .panel(let panel): [panel]
    case .row(let parts, _, _), .column(let parts, _, _): parts.flatMap(\.panels)
    case .grid(let rows, _): rows.flatMap { $0 }
    }
  }
}

/// One drawing with its own scales.
public struct Panel: Sendable {
  /// How the two scales relate.
  public enum Aspect: Hashable, Sendable {
    /// Each scale fills its side.
    case free
    /// A step of one, or a decade of two log scales, is as long on either side; the drawing is as
    /// large as fits.
    case equal
    /// A step of one is as long on either side; the domain grows to fill the panel, around the
    /// given fractions of the sides.
    case equalFilling(around: Point = Point(0.5, 0.5))
  }

  /// What is drawn along the sides.
  public enum Frame: Sendable {
    /// Nothing.
    case none
    /// Axes at the bottom and left with the ticks of the coordinates.
    case axes
    /// Axes at the bottom and left over the given ranges only.
    case ranges(x: Axis?, y: Axis?)
  }

  /// The name, unique in its figure.
  public var name: String
  /// The horizontal coordinate.
  public var x: Coordinate
  /// The vertical coordinate.
  public var y: Coordinate
  /// How the scales relate.
  public var aspect: Aspect
  /// What is drawn along the sides.
  public var frame: Frame
  /// The words at the top left: the name of the vertical axis unless said otherwise.
  public var heading: Heading?
  /// Room in points kept free around the drawing for labels outside of it.
  public var padding: Insets
  /// What is drawn, back to front.
  public var marks: [any Mark]
  /// Small panels within this one.
  public var insets: [Inset] = []
  /// What a grid's panels show together, and whether the numbers stand at another of them.
  var (sharedX, sharedY) = (Span.none, Span.none)
  var (hidesX, hidesY) = (false, false)

  /// A panel's heading.
  public struct Heading: Sendable {
    /// The words, with formulas between dollar signs.
    public var text: String
    /// The colour.
    public var role: Role
    /// Whether it stands at the middle of the panel in place of its left end.
    public var centered: Bool

    /// A heading.
    public init(_ text: String, role: Role = .ink, centered: Bool = false) {
      self.text = text
      self.role = role
      self.centered = centered
    }
  }

  /// A small panel within another, on a ground of its own.
  public struct Inset: Sendable {
    /// The panel.
    public var panel: Panel
    /// Its place in the drawing, with its axes: parts of the width and height from the left top.
    public var place: Rect

    /// A panel over a part of another, from (0, 0) at the left top to (1, 1) at the right bottom.
    public init(_ panel: Panel, over place: Rect) {
      self.panel = panel
      self.place = place
    }
  }

  /// A panel from its parts.
  public init(
    name: String = "panel", x: Coordinate = .automatic, y: Coordinate = .automatic,
    aspect: Aspect = .free, frame: Frame = .axes, heading: Heading? = nil,
    padding: Insets = Insets(), marks: [any Mark], insets: [Inset] = []
  ) {
    self.name = name
    self.x = x
    self.y = y
    self.aspect = aspect
    self.frame = frame
    self.heading = heading ?? y.label.map { Heading($0) }
    self.padding = padding
    self.marks = marks
    self.insets = insets
  }

  /// A panel whose scales are stated whole.
  public init(
    name: String, x: Scale, y: Scale, aspect: Aspect = .free, frame: Frame,
    heading: Heading? = nil, padding: Insets = Insets(), marks: [any Mark]
  ) {
    self.init(
      name: name, x: Coordinate(x), y: Coordinate(y), aspect: aspect, frame: frame,
      heading: heading, padding: padding, marks: marks)
  }

  /// What the marks show together.
  public var extent: Extent { marks.reduce(.none) { $0.union($1.extent) } }

  /// The scales, trained from what the marks show where they are not stated.
  ///
  /// - Throws: `PlotError.domain` for a coordinate that has no scale for its data.
  public func scales() throws(PlotError) -> (x: Scale, y: Scale) {
    let extent = extent
    let across = try x.scale(for: extent.x.union(sharedX))
    let up = try y.scale(for: extent.y.union(sharedY))
    // Names are read from the top down.
    guard case .category = up.kind, y.start == nil, y.end == nil else { return (across, up) }
    return (across, try Scale(up.kind, from: up.domain.end, to: up.domain.start))
  }
}

/// An axis along the bottom or left, drawn over a range only.
public struct Axis: Hashable, Sendable {
  /// The marked places.
  public var ticks: [Tick]
  /// The data over which the line is drawn.
  public var range: ClosedRange<Double>
  /// The name, below the numbers of a horizontal axis; a vertical axis has its panel's heading.
  public var label: String?
  /// How far outside the drawing the line lies, in points.
  public var offset: Double
  /// The role of the name.
  public var role: Role
  /// Whether the name stands at the end of the axis in place of below its middle.
  public var labelAtEnd: Bool
  /// Whether a hair line crosses the panel at each tick.
  public var hasGrid = false
  /// Whether the ticks have names, which are broken into lines where they are wider than their places.
  public var hasNames = false
  /// Whether labels say the same of different places, as times of several days do; numbers that do differ
  /// by rounding only, and the first of them is written.
  package var mayRepeat = false
  /// The lines of names that stand above every second one; 0 where all stand on one row.
  var drop = 0
  /// The first of the names for which there is no room, and how many these are; nil for none.
  var leftOut: LeftOut.Names?

  /// An axis over a range with its ticks.
  public init(
    _ ticks: [Tick], over range: ClosedRange<Double>, label: String? = nil, offset: Double = 3,
    role: Role = .note, labelAtEnd: Bool = false
  ) {
    self.ticks = ticks
    self.range = range
    self.label = label
    self.offset = offset
    self.role = role
    self.labelAtEnd = labelAtEnd
  }
}

/// Distances from the four sides, in points.
public struct Insets: Hashable, Sendable {
  /// From the top.
  public var top: Double
  /// From the left.
  public var left: Double
  /// From the bottom.
  public var bottom: Double
  /// From the right.
  public var right: Double

  /// Insets, 0 unless stated.
  public init(top: Double = 0, left: Double = 0, bottom: Double = 0, right: Double = 0) {
    self.top = top
    self.left = left
    self.bottom = bottom
    self.right = right
  }
}
