import Drawing
import Plotting
import Records

/// What the formulas of axes, ranges and places come to.
extension Draft {
  func valued(_ formula: Expression, _ scope: Names) throws -> Double {
    try Compiler.number(formula, scope)
  }

  func window(_ frame: Frame, _ dated: Dated) throws -> Window {
    Window(x: try scale(frame.x, dated.x), y: try scale(frame.y, dated.y))
  }

  private func scale(_ axis: AxisLine<Bounds>, _ isDated: Bool) throws -> Scale {
    let (low, high) = try ends(axis.range, names)
    if axis.kind == .log, low < 1e-100 {
      throw Fault(axis.range.place, "a log axis begins above 0; write 1e-3..1")
    }
    do {
      // A tenth of the range, and 1 at the most, is nearly linear.
      let size = min(1, max(abs(low), abs(high)) / 10)
      let kind: Scale.Kind =
        switch axis.kind {
        case .linear: isDated ? .date : .linear
        case .log: .log
        case .symlog: .symlog(linear: size)
        }
      return try Scale(kind, from: low, to: high)
    } catch {
      throw Fault(axis.range.place, "\(error)")
    }
  }

  /// The two ends of a range.
  func ends(_ range: Bounds, _ scope: Names) throws -> (Double, Double) {
    let (low, high) = (try valued(range.low, scope), try valued(range.high, scope))
    guard low.isFinite, high.isFinite else {
      throw Fault(range.place, "the ends of a range are finite numbers; write 0..1")
    }
    try checkSize([low, high], range.place)
    guard low < high else {
      throw Fault(
        range.place, "\(short(low))..\(short(high)) is empty; give the smaller end first")
    }
    guard high - low > 1e-12 * max(abs(low), abs(high)), high - low > 1e-290 else {
      throw Fault(range.place, "\(short(low))..\(short(high)) is too narrow to be drawn; widen it")
    }
    return (low, high)
  }

  /// Whether a drawing's panel has equal steps on both axes.
  func drawingIsEqual(_ drawing: Drawing) -> Bool {
    sheet.panels.first { $0.drawings.contains { $0.drawing.place == drawing.place } }?.frame?
      .isEqual
      ?? false
  }

  func program(_ formula: Expression, _ scope: Names) throws -> Program {
    try Compiler.program(formula, scope)
  }

  func point(_ pair: Pair, _ scope: Names) throws -> Point {
    let point = Point(try valued(pair.x, scope), try valued(pair.y, scope))
    guard point.isFinite else {
      throw Fault(pair.place, "the coordinates of a point are finite numbers")
    }
    try checkSize([point.x, point.y], pair.place)
    return point
  }

  /// Refuses numbers of which sums and products would be none.
  private func checkSize(_ numbers: [Double], _ place: Place) throws {
    guard numbers.allSatisfy({ abs($0) <= 1e100 }) else {
      throw Fault(place, "places of a picture lie within -1e100..1e100; divide the variable")
    }
  }
}
