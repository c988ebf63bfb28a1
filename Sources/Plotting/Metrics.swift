public import Drawing
public import Typesetting

/// The size a figure is made for.
///
/// Type keeps its size; the drawing is laid out anew.
public enum SizeClass: Hashable, Sendable {
  /// A column of a two-column paper, 234 pt wide.
  case column
  /// The text width of an article or handout, 396 pt.
  case text
  /// The figure box of a 16:9 slide, 410 x 190 pt.
  case slide
  /// A size of the user's, in points, with the type of `text`.
  case custom(Size)

  /// The least size of the user's own that has room for every figure of the lecture, in points.
  public static let least = Size(width: 140, height: 120)
  /// The largest width and height of a size of the user's own, in points.
  public static let largestSide = 2000.0

  /// The page that a figure gets.
  ///
  /// - Parameter heights: The figure's own heights at column and text width, in points.
  public func page(heights: (column: Double, text: Double)) -> Size {
    switch self {
    case .column: Size(width: 234, height: heights.column)
    case .text: Size(width: 396, height: heights.text)
    case .slide: Size(width: 410, height: 190)
    case .custom(let size): size
    }
  }

  /// The name that stands in file names; empty for the default.
  public var name: String {
    switch self {
    case .column: "column"
    case .text: "text"
    case .slide: "slide"
    case .custom(let size): "\(Int(size.width.rounded()))x\(Int(size.height.rounded()))"
    }
  }
}

/// The width of a stroke by what it is for; a slide's strokes are wider by a factor.
public enum Weight: Hashable, Sendable {
  /// Axes and ticks.
  case hair
  /// Guides and right-angle marks.
  case rule
  /// Contour lines.
  case level
  /// The one contour line that matters.
  case levelOfNote
  /// Trajectories.
  case curve
  /// A curve that is to be seen first.
  case strong
  /// The object that a figure is about.
  case hero
  /// The object that a figure is about, where little else is drawn.
  case heroic

  /// The width on paper, in points.
  public var width: Double {
    switch self {
    case .hair: 0.4
    case .rule: 0.6
    case .level: 0.55
    case .levelOfNote: 0.7
    case .curve: 1.1
    case .strong: 1.5
    case .hero: 1.6
    case .heroic: 2.0
    }
  }

  /// Whether words must keep off the stroke.
  public var keepsWordsOff: Bool {
    switch self {
    case .hair, .rule, .level, .levelOfNote: false
    case .curve, .strong, .hero, .heroic: true
    }
  }
}

/// The pattern of a line.
public enum Dash: Hashable, Sendable {
  /// Unbroken, unless the theme tells the role by dashes.
  case solid
  /// Dots and gaps for reference lines.
  case dotted
  /// Dashes.
  case dashed
}

/// The size of words by what they are for.
public enum TypeSize: Hashable, Sendable {
  /// Names of things.
  case label
  /// Tick numbers and notes.
  case tick
  /// Panel headings.
  case heading
  /// Numbers on contour lines.
  case contour
}

/// Lengths of marks by what they are for.
public enum MarkLength: Hashable, Sendable {
  /// The head on a curve.
  case curveHead
  /// The head of an arrow.
  case arrowHead
  /// The head of an axis through a plane.
  case axisHead
  /// The outline of a hollow dot.
  case outline
  /// The arms of a cross.
  case cross
  /// The line of a stem.
  case stem
  /// A tick of an axis.
  case tick
  /// Between a tick and its number.
  case tickGap
  /// The cap of an error bar.
  case cap
  /// The colours of a colour bar, across.
  case colorBar
  /// A key of a legend, along its words.
  case key

  /// The length on paper and on a slide, in points.
  fileprivate var points: (paper: Double, slide: Double) {
    switch self {
    case .curveHead: (5.2, 7)
    case .arrowHead: (5, 6.5)
    case .axisHead: (4.2, 5.5)
    case .outline: (1, 1.3)
    case .cross: (0.8, 1.04)
    case .stem: (0.8, 1.1)
    case .tick: (2.5, 3.2)
    case .tickGap: (2.5, 3)
    case .cap: (5, 6.5)
    case .colorBar: (8, 10)
    case .key: (14, 17)
    }
  }
}

/// Theme, type and stroke widths of one picture: what marks draw with.
public struct Metrics: Sendable {
  /// The colours.
  public let theme: Theme
  /// The fonts of words and formulas.
  public let fonts: MathFonts
  /// Whether the picture is for a slide.
  public let isSlide: Bool
  /// The sign between whole numbers and decimals on axes.
  public let decimalSign: String

  /// The metrics of a picture.
  public init(theme: Theme, fonts: MathFonts, size: SizeClass, decimalSign: String = ".") {
    self.decimalSign = decimalSign
    self.theme = theme
    self.fonts = fonts
    isSlide = size == .slide
  }

  /// The size of the em for words, in points.
  public func size(_ type: TypeSize) -> Double {
    switch type {
    case .label: isSlide ? 11 : 9
    case .tick: isSlide ? 10 : 8
    case .heading: isSlide ? 12 : 9.5
    case .contour: isSlide ? 9 : 7
    }
  }

  /// A number of the picture with the decimal sign of its language; other words as they are.
  public func spoken(_ number: String) -> String {
    guard decimalSign != ".", number.contains(where: \.isNumber) else { return number }
    // In a formula a comma alone would be followed by a space.
    return number.replacing(".", with: number.contains("$") ? "{\(decimalSign)}" : decimalSign)
  }

  /// The width of a stroke, in points.
  public func width(_ weight: Weight) -> Double { weight.width * (isSlide ? 1.35 : 1) }

  /// A length of a mark, in points.
  public func length(_ what: MarkLength) -> Double {
    isSlide ? what.points.slide : what.points.paper
  }

  /// The diameter of a dot given on paper, in points.
  public func dot(_ diameter: Double) -> Double { diameter * (isSlide ? 1.3 : 1) }

  /// A stroke of a role.
  public func stroke(
    _ role: Role, _ weight: Weight, _ dash: Dash = .solid, opacity: Double = 1
  ) -> Stroke {
    let width = width(weight)
    let pattern: [Double] =
      switch dash {
      case .solid: theme.dashes(role).map { $0 * width }
      case .dotted: [1.2, 1.8]
      case .dashed: [3, 2]
      }
    let isCurve = weight.keepsWordsOff && pattern.isEmpty
    return Stroke(
      theme.color(role), width: width, dash: pattern, cap: isCurve ? .round : .butt,
      join: isCurve ? .round : .miter, opacity: opacity)
  }
}
