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

  /// The panels, in reading order.
  public var panels: [Panel] {
    switch self {
    case .panel(let panel): [panel]
    case .row(let parts, _, _), .column(let parts, _, _): parts.flatMap(\.panels)
    }
  }
}

/// One drawing with its own scales.
public struct Panel: Sendable {
  /// How the two scales relate.
  public enum Aspect: Hashable, Sendable {
    /// Each scale fills its side.
    case free
    /// A step of one is as long on either side; the drawing is as large as fits.
    case equal
    /// A step of one is as long on either side; the domain grows to fill the panel, around the
    /// given fractions of the sides.
    case equalFilling(around: Point = Point(0.5, 0.5))
  }

  /// What is drawn along the sides.
  public enum Frame: Sendable {
    /// Nothing.
    case none
    /// Axes at the bottom and left over the given ranges only.
    case ranges(x: Axis?, y: Axis?)
  }

  /// The name, unique in its figure.
  public var name: String
  /// The horizontal scale.
  public var x: Scale
  /// The vertical scale.
  public var y: Scale
  /// How the scales relate.
  public var aspect: Aspect
  /// What is drawn along the sides.
  public var frame: Frame
  /// The words at the top left: the name of the vertical axis.
  public var heading: Heading?
  /// Room in points kept free around the drawing for labels outside of it.
  public var padding: Insets
  /// What is drawn, back to front.
  public var marks: [any Mark]

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

  /// A panel from its parts.
  public init(
    name: String, x: Scale, y: Scale, aspect: Aspect = .free, frame: Frame,
    heading: Heading? = nil, padding: Insets = Insets(), marks: [any Mark]
  ) {
    self.name = name
    self.x = x
    self.y = y
    self.aspect = aspect
    self.frame = frame
    self.heading = heading
    self.padding = padding
    self.marks = marks
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
