import Drawing
import Elementary
import Lectures
import Models
import Plotting
import Records

/// The names of what many figures show.
enum Symbol {
  /// The start of a run.
  static let start = "$\\boldsymbol{\\theta}_0$"
  /// Where a run ends.
  static let limit = "$\\boldsymbol{\\theta}_\\infty$"
  /// The least-squares solution of least norm.
  static let leastSquares = "$\\hat{\\boldsymbol{\\theta}}_{\\text{ols}}$"
  /// The set of interpolators.
  static let interpolators = "$\\mathcal{I}$"
  /// The origin.
  static let origin = "$\\boldsymbol{0}$"
}

extension LectureFigure {
  /// The figure of panels beside each other, below each other where the page is narrow; the first
  /// alone where there is room for no more, which is warned of.
  ///
  /// - Parameters:
  ///   - parts: The panels, or groups of them.
  ///   - shares: The parts of the width, and of the height in a column unless `column` says them.
  ///   - gap: The distance in a row, in points.
  ///   - columnGap: The distance in a column, in points.
  ///   - size: The page.
  ///   - heights: The height of a page that is a column or a text wide.
  func spread(
    _ parts: [Arrangement], shares: [Double], column: [Double]? = nil, gap: Double = 20,
    columnGap: Double = 12, at size: SizeClass, heights: (column: Double, text: Double),
    _ text: FigureText
  ) -> Figure {
    let page = size.page(heights: heights)
    let isTiny = page.width < 170 && page.height < 170
    let lost = isTiny ? parts.dropFirst().flatMap(\.panels).map { "'\($0.name)'" } : []
    if !lost.isEmpty {
      func brief(_ length: Double) -> String { Numeral(length).trimmed.plain }
      Warnings.add(
        "figure '\(id)': \(lost.count == 1 ? "the panel" : "the panels") "
          + "\(lost.joined(separator: ", ")) \(lost.count == 1 ? "is" : "are") left out at "
          + "\(brief(page.width))x\(brief(page.height)); a width or a height of 170 pt has room")
    }
    let parts = Array(parts.prefix(isTiny ? 1 : parts.count))
    func first(_ shares: [Double]) -> [Double] { Array(shares.prefix(parts.count)) }
    var figure = Figure(
      self, text, size: page,
      arrangement: page.isNarrow
        ? .column(parts, shares: first(column ?? shares), gap: columnGap)
        : .row(parts, shares: first(shares), gap: page.width < 250 ? 0.4 * gap : gap))
    if !lost.isEmpty { figure.alternative = figure.alternative.ofFirstPanel }
    return figure
  }

  /// The figure of panels that have their vertical axis in common.
  func twins(
    _ panels: [Panel], at size: SizeClass, heights: (column: Double, text: Double),
    _ text: FigureText
  ) -> Figure {
    let page = size.page(heights: heights)
    let columns = page.isNarrow ? 1 : panels.count
    return Figure(
      self, text, size: page,
      arrangement: .grid(panels, columns: columns, sharing: .y, gap: page.isNarrow ? 12 : 18))
  }

  /// The same of panels alone.
  func spread(
    _ panels: [Panel], shares: [Double], column: [Double]? = nil, gap: Double = 20,
    columnGap: Double = 12, at size: SizeClass, heights: (column: Double, text: Double),
    _ text: FigureText
  ) -> Figure {
    spread(
      panels.map { .panel($0) }, shares: shares, column: column, gap: gap, columnGap: columnGap,
      at: size, heights: heights, text)
  }
}

extension Size {
  /// Whether panels lie below each other on a page of this size: a column, not a small slide.
  var isNarrow: Bool { width < 300 && height > 1.1 * width }
}

extension Label {
  /// What became of a run, in the upper left corner; none where the words are empty.
  static func fate(_ words: String, layer: String) -> Label {
    Label(words, at: .fraction(Point(0, 1)), size: .tick, role: .sgd, layer: layer)
  }

  /// Words at an end of a level line, above or below it.
  static func level(
    _ words: String, at end: Point, onRight: Bool = true, _ role: Role, layer: String
  ) -> Label {
    let side = onRight ? 1.0 : 0
    return Label(
      words, at: .datum(end), .init(align: Point(side, 1), offset: Point(0, -3)),
      .init(align: Point(side, 0), offset: Point(0, 3)), size: .tick, role: role, layer: layer)
  }
}

extension Rule {
  /// A level line with its name at an end, above or below it.
  static func named(
    _ words: String, y: Double, endsAt x: Double, onRight: Bool = true,
    _ role: Role = .interpolators, _ dash: Dash = .dashed, layer: String
  ) -> [any Mark] {
    [
      Rule.y(y, role, .rule, dash, layer: layer, name: words),
      Label.level(words, at: Point(x, y), onRight: onRight, role, layer: layer),
    ]
  }
}

extension Rule {
  /// A dotted line at what is marked, with its name beside it.
  ///
  /// - Parameter heights: Where the name may stand, best first.
  static func marked(
    _ words: String, x: Double, heights: [Double], _ role: Role = .note, layer: String, name: String
  ) -> [any Mark] {
    [
      Rule.x(x, role, .rule, .dotted, layer: layer, name: name),
      Label(
        words, at: .oneOf(heights.map { Point(x, $0) }), .right(), .left(), size: .tick, role: role,
        layer: layer),
    ]
  }
}

extension Claim {
  /// A claim that nothing is otherwise than said.
  ///
  /// - Parameter exceptions: How many are.
  static func count(_ id: String, _ statement: String, _ exceptions: Int) -> Claim {
    Claim(
      id: id, statement: statement, residual: Double(exceptions), tolerance: 0, reason: "a count")
  }
}

extension Fact {
  /// A number of one digit that a value does not exceed.
  static func atMost(_ value: Double) -> Fact {
    guard value > 0, value.isFinite else { return .exactly(value) }
    let unit = pow(10, log10(value).rounded(.down))
    return .significant((value / unit).rounded(.up) * unit, 1)
  }
}

extension [Double] {
  /// The entries over their numbers, from 1 on.
  var numbered: [Point] { enumerated().map { Point(Double($0.offset + 1), $0.element) } }
}

/// The median of a sample; NaN for none.
func median(_ sample: [Double]) -> Double { Quartiles(sample)?.median ?? .nan }

/// The index of the place nearest to a value, by ratios.
func nearest(to value: Double, among places: [Double]) -> Int {
  places.indices.min {
    max(places[$0] / value, value / places[$0]) < max(places[$1] / value, value / places[$1])
  } ?? 0
}

/// Medians over data sets as a line with dots, and their quartiles as a band; places without any
/// are left out.
struct Trend {
  /// The medians.
  let line: [Point]
  /// The quartiles.
  let band: Fill
  /// Line and dots.
  let medians: [any Mark]
  /// Band, line and dots.
  var marks: [any Mark] { [band] + medians }

  /// The trend of samples at some places.
  init(
    _ samples: [(x: Double, quartiles: Quartiles?)], _ role: Role, diameter: Double = 3,
    layer: String, name: String
  ) {
    let found = samples.compactMap { place in place.quartiles.map { (x: place.x, of: $0) } }
    line = found.map { Point($0.x, $0.of.median) }
    band = Fill.band(
      x: found.map(\.x), from: found.map(\.of.lower), to: found.map(\.of.upper), role,
      opacity: 0.18, layer: layer, name: "quartiles")
    medians = [
      Polyline([line], role, .strong, join: .round, layer: layer, name: name),
      Dots(line, .disc, role, diameter: diameter, layer: layer, name: name),
    ]
  }
}

extension Panel {
  /// Distances to what small starts lead to against 1/log(1/α), and the line of slope 1 through that of
  /// the least start.
  ///
  /// - Parameters:
  ///   - gaps: The distances from α = 10^−exponent, the least start last.
  ///   - heading: What the distance is.
  ///   - slope: The words at the line, above it or below.
  ///   - others: What lies below the dots besides.
  static func rate(
    _ gaps: [(exponent: Int, gap: Double)], _ heading: String, slope: String, isAbove: Bool,
    _ others: [any Mark] = []
  ) -> Panel {
    let points = gaps.map { Point(1 / (Double($0.exponent) * log(10)), $0.gap) }
    let least = points[points.count - 1]
    return Panel(
      name: "rate", x: .log(#"$1/\log(1/\alpha)$"#, from: 3e-3, to: 0.3), y: .log(heading),
      marks: others + [
        Rule.slope(1, through: least, .note, .rule, .dashed, layer: "rate", name: "rate"),
        Label(
          slope, at: .datum(Point(0.05, least.y * 0.05 / least.x)),
          isAbove ? .aboveLeft() : .belowRight(), isAbove ? .belowRight() : .aboveLeft(),
          size: .tick, role: .note, layer: "rate"),
        Dots(points, .disc, .gradientFlow, layer: "rate", name: "flow"),
      ])
  }
}

extension String {
  /// What an alternative text says of the first of the panels: all before the place of another, as
  /// the texts of figures name it, and that it is one of several.
  fileprivate var ofFirstPanel: String {
    // A space that does not break stands before a colon in French.
    var words = replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
    let others = [
      ". Right", ". À droite", ". Middle:", ". Au milieu :", ". Second:", ". Deuxième :",
      "; in the middle", "; au milieu", "; so does", "; de même",
    ]
    if let end = others.compactMap({ words.firstRange(of: $0)?.lowerBound }).min() {
      words = words[..<end] + "."
    }
    for (all, one) in [("Three panels", "One of three panels"), ("Trois", "Un de trois")]
    where words.hasPrefix(all) {
      words = one + words.dropFirst(all.count)
    }
    return words
  }
}
