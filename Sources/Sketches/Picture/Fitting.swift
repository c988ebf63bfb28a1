import Drawing
import Elementary
import Plotting
import Records

/// Axes that fit the data of a panel.
extension DraftPanel {
  /// Which of both axes are logarithmic.
  var isLog: (x: Bool, y: Bool) {
    if let window { return (window.x.kind == .log, window.y.kind == .log) }
    return (sheet.fit?.x.kind == .log, sheet.fit?.y.kind == .log)
  }

  /// The window that is seen; nil where there is none.
  var seenWindow: Window? { space == nil ? window ?? (try? fitted()) : try? fitted() }

  /// A window around the data of a panel without axes, or with axes that have no range.
  func fitted() throws -> Window? {
    guard let box = space?.extent ?? extent else { return nil }
    let isBare = isDiagram || space != nil
    // Names stand at equal distances.
    var x = try scale(
      groups.isEmpty || isSideways ? sheet.fit?.x : nil, ends.x, from: box.minX, to: box.maxX,
      keepsZero: isSideways, isBare: isBare, isDated: dated.x)
    if dated.x, groups.isEmpty || isSideways {
      x = try Scale(.date, from: x.domain.start, to: x.domain.end)
    }
    // Names need half a place beyond the first and the last.
    if !groups.isEmpty, !isSideways, x.domain.start > 0.7 {
      x = try Scale(.linear, from: 0.5, to: Double(groups.count) + 0.5)
    }
    var y = try scale(
      groups.isEmpty || !isSideways ? sheet.fit?.y : nil, ends.y, from: box.minY, to: box.maxY,
      keepsZero: !isBare && !isSideways, isBare: isBare, isDated: dated.y)
    if dated.y, groups.isEmpty || !isSideways {
      y = try Scale(.date, from: y.domain.start, to: y.domain.end)
    }
    return Window(x: x, y: y)
  }

  private func scale(
    _ axis: AxisLine<Bounds?>?, _ stated: ClosedRange<Double>?, from low: Double, to high: Double,
    keepsZero: Bool, isBare: Bool, isDated: Bool
  ) throws -> Scale {
    let (low, high) = (stated?.lowerBound ?? low, stated?.upperBound ?? high)
    let size = min(1, max(abs(low), abs(high)) / 10)
    switch axis?.kind ?? .linear {
    case .log:
      let pad = stated == nil ? (low < high ? exp(0.04 * (log(high) - log(low))) : 2) : 1
      return try Scale(.log, from: low / pad, to: high * pad)
    case .symlog where size > 0 && low < high:
      return try Scale(.symlog(linear: size), from: low, to: high)
    case .linear, .symlog:
      let width = high - low
      // One date alone has some days about it.
      let alone = isDated ? 1 : max(1, abs(low)) * 0.5
      let pad = stated != nil ? 0 : width > 0 ? (isBare ? 0 : 0.04 * width) : alone
      return try Scale(
        .linear, from: keepsZero && low == 0 ? 0 : low - pad,
        to: keepsZero && high == 0 ? 0 : high + pad)
    }
  }
}

extension Draft {
  /// The stated ends of axes of which one fits its data.
  func statedEnds(
    _ fit: FittedFrame
  ) throws -> (x: ClosedRange<Double>?, y: ClosedRange<Double>?) {
    func range(_ axis: AxisLine<Bounds?>) throws -> ClosedRange<Double>? {
      guard let range = axis.range else { return nil }
      let (low, high) = try ends(range, names)
      if axis.kind == .log, low < 1e-100 {
        throw Fault(range.place, "a log axis begins above 0; write 1e-3..1")
      }
      return low...high
    }
    return (try range(fit.x), try range(fit.y))
  }

  /// Refuses data that a log axis cannot show.
  func checkFit(_ draft: DraftPanel) throws(Fault) {
    guard let fit = draft.sheet.fit, let box = draft.extent else { return }
    for (axis, low, least, high) in [
      (fit.x, box.minX, draft.leastAbove0.x, box.maxX),
      (fit.y, box.minY, draft.leastAbove0.y, box.maxY),
    ] where axis.kind == .log && axis.range == nil && low <= 0 {
      let isEmpty = !(least <= high)
      throw Fault(
        axis.place,
        "a log axis shows what is above 0, and the least of its data is \(low == 0 ? "0, as all sizes below 1e-100 count" : brief(low)); "
          + (isEmpty
            ? "none of them is above; write symlog"
            : "give it a range: \(printable(axis.name)) log in \(decades(least, high)), or write symlog")
      )
    }
  }

  /// A range of whole decades around numbers above 0.
  private func decades(_ low: Double, _ high: Double) -> String {
    let first = Int((log10(low) + 1e-9).rounded(.down))
    let last = max(first + 1, Int((log10(high) - 1e-9).rounded(.up)))
    func written(_ exponent: Int) -> String {
      (-3...4).contains(exponent)
        ? short(Double("1e\(exponent)") ?? .nan) : "1e\(exponent)"
    }
    return "\(written(first))..\(written(last))"
  }

  /// Makes room for data where no axes are written.
  func grow(_ draft: inout DraftPanel, _ data: [Point]) {
    for point in data {
      if point.x > 0 { draft.leastAbove0.x = min(draft.leastAbove0.x, point.x) }
      if point.y > 0 { draft.leastAbove0.y = min(draft.leastAbove0.y, point.y) }
    }
    guard let box = Rect(around: data) else { return }
    guard let known = draft.extent else {
      draft.extent = box
      return
    }
    draft.extent = Rect(around: known.corners + box.corners)
  }

  func grow(_ draft: inout DraftPanel, _ extent: Extent) {
    grow(&draft, [Point(extent.x.low, extent.y.low), Point(extent.x.high, extent.y.high)])
  }

  // MARK: Curves over data

  /// The names along the axes of a panel without ranges: those that are written, or those of the columns
  /// that it shows.
  private func dataAxes(_ panel: Sheet.PanelSheet) -> (x: String, y: String)? {
    if let fit = panel.fit { return (fit.x.name, fit.y.name) }
    let all = panel.drawings.compactMap { drawing, _ -> [String]? in
      func named(_ formula: Expression) -> String {
        if case .name(let name, _) = formula { asName(name) } else { "" }
      }
      switch drawing.verb {
      case .columns(let verb, let formulas) where ![.boxes, .band].contains(verb):
        return formulas.prefix(2).map(named)
      case .histogram(let formula, _), .density(let formula): return [named(formula), "density"]
      default: return nil
      }
    }
    guard let first = all.first, Set(all).count == 1, !first.contains(""), first[0] != first[1]
    else { return nil }
    return (first[0], first[1])
  }

  /// The window of what a panel without ranges shows of rows; nil where no curve asks for it, or none
  /// is known.
  func dataWindow(_ draft: DraftPanel, _ scope: Names) throws -> Window? {
    let panel = draft.sheet
    guard draft.window == nil, dataAxes(panel) != nil,
      panel.drawings.contains(where: { $0.drawing.word == "curve" })
    else { return nil }
    let data = panel.drawings.map(\.drawing).filter {
      switch $0.verb {
      case .columns, .histogram, .density, .places: true
      default: false
      }
    }
    guard !data.isEmpty else { return nil }
    var (scratch, room) = (self, draft)
    for drawing in data {
      try checkDates(drawing, room, scope)
      _ = try scratch.shape(drawing, layer: "", in: &room, scope)
    }
    // Names stand at 1, 2, 3 and so on, over which a curve goes.
    guard !room.isSideways else { return nil }
    if isCheck {
      // What the data are is known when all is computed.
      let kind = draft.isLog
      return Window(
        x: try Scale(kind.x ? .log : .linear, from: 1, to: 2),
        y: try Scale(kind.y ? .log : .linear, from: 1, to: 2))
    }
    try checkFit(room)
    return try room.fitted()
  }

  /// Where a graph is drawn, and what names stand for there: over the ranges of the axes, or over the
  /// data of a panel without.
  func place(
    ofGraph drawing: Drawing, _ draft: DraftPanel, _ scope: Names
  ) throws -> (Window, Names) {
    guard draft.window == nil, let window = draft.dataWindow, let axes = dataAxes(draft.sheet)
    else {
      return (try needWindow(drawing, draft), scope)
    }
    var scope = scope
    scope.variables = [axes.x, axes.y]
    return (window, scope)
  }

  func needWindow(_ drawing: Drawing, _ draft: DraftPanel) throws -> Window {
    if let window = draft.window { return window }
    if case .levels(.name(let name, let place), _) = drawing.verb, names.columns[name] != nil {
      throw Fault(place, names.columnInPlane(name))
    }
    if let fit = draft.sheet.fit {
      func stated(_ axis: AxisLine<Bounds?>) -> String {
        let kind = axis.kind == .linear ? "" : " \(axis.kind.rawValue)"
        let range = axis.kind == .log ? "1e-3..1" : "0..1"
        return "\(asName(axis.name))\(kind) in "
          + (axis.range.map { "\(text($0.low))..\(text($0.high))" } ?? range)
      }
      let open = fit.x.range == nil ? fit.x : fit.y
      let isCurve = drawing.word == "curve"
      throw Fault(
        drawing.place,
        "\(drawing.word) needs axes with ranges, and \(printable(open.name)) has none\(isCurve ? ", nor data to fit" : ""); write: "
          + "\(isCurve ? "axes" : "plane") \(stated(fit.x)), \(stated(fit.y))")
    }
    let example = drawing.word == "curve" ? "axes x in 0..1, y in 0..1" : planeExample(drawing)
    throw Fault(drawing.place, "\(drawing.word) needs axes; write: \(example)")
  }

  private func planeExample(_ drawing: Drawing) -> String {
    let pairs = sheet.definitions.map(\.definition.parameters).first { $0.count == 2 }
    let (x, y) = (pairs?[0] ?? "u", pairs?[1] ?? "v")
    return "plane \(x) in -2..2, \(y) in -2..2"
  }
}
