import Drawing
import Elementary
import Plotting

/// The part of the plane that a panel shows, and how data are spread on it.
struct Window: Sendable {
  let x: Scale
  let y: Scale

  var low: Point { Point(x.domain.start, y.domain.start) }
  var high: Point { Point(x.domain.end, y.domain.end) }
  /// The lengths of the two sides in data.
  var sides: Point { high - low }

  /// The height to the width where steps, or decades of two log axes, are equal.
  var ratio: Double {
    guard x.kind == .log, y.kind == .log else { return abs(sides.y / sides.x) }
    return log10(high.y / low.y) / log10(high.x / low.x)
  }

  /// The datum at fractions of the sides.
  func datum(_ place: Point) -> Point { Point(x.value(at: place.x), y.value(at: place.y)) }

  /// The fractions of the sides at which a datum lies.
  func place(_ datum: Point) -> Point { Point(x.fraction(datum.x), y.fraction(datum.y)) }

  /// Whether a datum lies in the window, or so much beyond it, as a part of its sides.
  func holds(_ datum: Point, beyond: Double = 1e-12) -> Bool {
    let p = place(datum)
    return p.x >= -beyond && p.x <= 1 + beyond && p.y >= -beyond && p.y <= 1 + beyond
  }
}

/// What a sketch may cost, counted over all drawings: evaluations of formulas, their operations, and
/// the points of paths.
final class Budget {
  private var evaluations = 0.0
  private var operations = 0.0
  private var points = 0.0
  private let most: Double
  /// How many samples are taken along a side, as a part of those of a picture.
  let detail: Double

  /// - Parameter most: The most operations.
  init(most: Double = 4e9, detail: Double = 1) {
    self.most = most
    self.detail = detail
  }

  /// The samples along a side where a picture has so many.
  func samples(_ count: Int) -> Int { max(7, Int((detail * Double(count)).rounded())) }

  /// Notes evaluations of a program.
  ///
  /// - Parameter order: 0 for values, 1 with gradients, 2 with second derivatives, which cost more.
  /// - Throws: `OverBudget` beyond the most.
  func spend(_ count: Int, of program: Program, order: Int) throws(OverBudget) {
    evaluations += Double(count) * Double(max(1, program.rows))
    operations += Double(count) * Double(program.operations) * [1, 3, 6][order]
    if evaluations > 2e8 || operations > most { throw OverBudget() }
  }

  /// Whether so many evaluations of a program would leave half of what a sketch may ask for.
  func hasRoom(for count: Int, of program: Program) -> Bool {
    evaluations + Double(count) * Double(max(1, program.rows)) < 1e8
      && operations + Double(count) * Double(program.operations) < most / 2
  }

  /// Notes points that are kept.
  func keep(_ count: Int) throws(OverBudget) {
    points += Double(count)
    if points > 2e6 { throw OverBudget() }
  }
}

/// More evaluations than a sketch may ask for.
struct OverBudget: Error, CustomStringConvertible {
  let description = "it takes more evaluations than a sketch may ask for"
}
