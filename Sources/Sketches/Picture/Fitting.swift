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
      groups.isEmpty ? sheet.fit?.x : nil, ends.x, from: box.minX, to: box.maxX, keepsZero: false,
      isBare: isBare)
    if isDated { x = try Scale(.date, from: x.domain.start, to: x.domain.end) }
    // Names need half a place beyond the first and the last.
    if !groups.isEmpty, x.domain.start > 0.7 {
      x = try Scale(.linear, from: 0.5, to: Double(groups.count) + 0.5)
    }
    let y = try scale(
      sheet.fit?.y, ends.y, from: box.minY, to: box.maxY, keepsZero: !isBare, isBare: isBare)
    return Window(x: x, y: y)
  }

  private func scale(
    _ axis: AxisLine<Bounds?>?, _ stated: ClosedRange<Double>?, from low: Double, to high: Double,
    keepsZero: Bool, isBare: Bool
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
      let pad =
        stated != nil ? 0 : width > 0 ? (isBare ? 0 : 0.04 * width) : max(1, abs(low)) * 0.5
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
    for (axis, low) in [(fit.x, box.minX), (fit.y, box.minY)]
    where axis.kind == .log && axis.range == nil && low <= 0 {
      throw Fault(
        axis.place,
        "a log axis shows what is above 0, and the least of its data is \(brief(low)); "
          + "give it a range: \(printable(axis.name)) log in 1e-3..1, or write symlog")
    }
  }
}
