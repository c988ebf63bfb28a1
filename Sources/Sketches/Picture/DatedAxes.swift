import Drawing
import Plotting
import Records

/// Which axes of a panel show dates, as days since the first of January 1970.
struct Dated: Hashable, Sendable {
  var x = false
  var y = false
}

extension Drawing {
  /// The formulas along both axes of what is drawn of rows, and its stated places.
  ///
  /// - Parameter hasFrame: Whether axes are written; else boxes stand over the names of their groups.
  fileprivate func formulas(hasFrame: Bool) -> (x: [Expression], y: [Expression]) {
    var (x, y): ([Expression], [Expression]) = ([], [])
    func add(_ pairs: [Pair]) {
      x += pairs.map(\.x)
      y += pairs.map(\.y)
    }
    switch verb {
    case .columns(.boxes, let formulas):
      (x, y) = (hasFrame ? [formulas[1]] : [], [formulas[0]])
    case .columns(.band, let formulas): (x, y) = ([formulas[0]], Array(formulas.dropFirst()))
    case .columns(_, let formulas) where marks.contains(.horizontal):
      (x, y) = ([formulas[1]], [formulas[0]])
    case .columns(_, let formulas): (x, y) = ([formulas[0]], [formulas[1]])
    case .histogram(let formula, _), .density(let formula): x = [formula]
    case .places(let pairs, _): add(pairs)
    case .arrow(let start, let end): add([start, end])
    default: break
    }
    add([caption?.at].compactMap(\.self))
    return (x, y)
  }
}

extension Draft {
  /// Which axes of a panel show dates: where one is drawn along it, or its range is written in dates.
  func dated(_ panel: Sheet.PanelSheet) throws(Fault) -> Dated {
    let all = panel.drawings.map { $0.drawing.formulas(hasFrame: panel.frame != nil) }
    func isDated(_ formulas: [Expression], _ name: String?, _ range: Bounds?) -> Bool {
      formulas.contains { $0.isDate(names) } || name.map { names.dates[$0] != nil } ?? false
        || range.map { $0.low.isDate(names) || $0.high.isDate(names) } ?? false
    }
    let (x, y) = (
      panel.frame.map { ($0.x.name, Optional($0.x.range), $0.x.kind, $0.x.place) }
        ?? panel.fit.map { ($0.x.name, $0.x.range, $0.x.kind, $0.x.place) },
      panel.frame.map { ($0.y.name, Optional($0.y.range), $0.y.kind, $0.y.place) }
        ?? panel.fit.map { ($0.y.name, $0.y.range, $0.y.kind, $0.y.place) }
    )
    let dated = Dated(
      x: isDated(all.flatMap(\.x), x?.0, x?.1), y: isDated(all.flatMap(\.y), y?.0, y?.1))
    for (axis, isDated) in [(x, dated.x), (y, dated.y)] {
      guard isDated, let (name, range, kind, place) = axis else { continue }
      if kind != .linear {
        throw Fault(place, "\(printable(name)) shows dates, evenly; leave out '\(kind.rawValue)'")
      }
      if let range, !(range.low.isDate(names) && range.high.isDate(names)) {
        throw Fault(
          range.place,
          "\(printable(name)) shows dates, and its ends are dates; write: \(asName(name)) in 2024-01-01..2024-12-31"
        )
      }
    }
    return dated
  }

  /// Refuses dates along an axis of numbers, numbers along one of dates, and what begins at 0 or is a
  /// colour of dates.
  func checkDates(_ drawing: Drawing, _ draft: DraftPanel, _ scope: Names) throws(Fault) {
    let own = drawing.formulas(hasFrame: draft.sheet.frame != nil)
    for (formulas, isDated, side) in [
      (own.x, draft.dated.x, "horizontal"), (own.y, draft.dated.y, "vertical"),
    ] {
      for formula in formulas where isDated && !formula.isDate(scope) {
        throw Fault(
          formula.place ?? drawing.place,
          "the \(side) axis shows dates, and \(text(formula)) is none; write one such as 2024-12-31, or begin another panel"
        )
      }
    }
    let isUpright = ["bars", "stems"].contains(drawing.word)
    let isLevel = drawing.marks.contains(.horizontal)
    if isLevel ? draft.dated.x : draft.dated.y, isUpright {
      throw Fault(
        drawing.place,
        "\(drawing.word) begin at 0, and \(text(isLevel ? own.x[0] : own.y[0])) holds dates; write points"
      )
    }
    if case .columns(.heat, let formulas) = drawing.verb, formulas[2].isDate(scope) {
      throw Fault(
        formulas[2].place ?? drawing.place,
        "colours show numbers, and \(text(formulas[2])) holds dates; subtract one, as in \(text(formulas[2])) - 2024-01-01"
      )
    }
  }
}

extension Tongue {
  /// A datum along an axis.
  func spokenDatum(_ value: Double, isDate: Bool) -> String {
    isDate ? dateText(value) : spokenNumber(value)
  }

  /// A place in a plane, of which axes may show dates.
  func place(_ point: Point, _ dated: Dated) -> String {
    let (x, y) = (
      spokenDatum(point.x, isDate: dated.x), spokenDatum(point.y, isDate: dated.y)
    )
    return "(\(x)\(self(", ", " ; ", "; "))\(y))"
  }

  /// That data run from one to another, or are always the same.
  func span(_ low: Double, _ high: Double, isDate: Bool) -> String {
    guard isDate else { return span(low, high) }
    let (a, b) = (dateText(low), dateText(high))
    return a == b
      ? self("always \(a)", "toujours \(a)", "immer \(a)")
      : self("from \(a) to \(b)", "de \(a) à \(b)", "von \(a) bis \(b)")
  }
}
