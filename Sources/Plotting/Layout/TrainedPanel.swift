import Drawing

/// A panel whose scales are known, and the axes that go with them.
struct TrainedPanel {
  let panel: Panel
  let x: Scale
  let y: Scale
  /// The number of ticks for which there is room along each side.
  private let room: (across: Int, down: Int)
  private let metrics: Metrics
  /// What the drawing and the margins at its sides have of the page, in points.
  private let width: Double

  var name: String { panel.name }

  /// Trains the scales of a panel from the extents of its marks.
  ///
  /// - Parameter room: What the panel was given of the page, by which ticks are counted.
  /// - Throws: `TrainingFault` for a coordinate that has no scale.
  init(_ panel: Panel, in room: Rect, metrics: Metrics) throws(TrainingFault) {
    self.panel = panel
    do {
      (x, y) = try panel.scales()
    } catch {
      throw TrainingFault(panel: panel.name, reason: error)
    }
    self.metrics = metrics
    width = room.width
    // Numbers stand about seven ems apart, those above each other four.
    let em = metrics.size(.tick)
    self.room = (
      max(2, min(8, Int(room.width / (7 * em)))), max(2, min(8, Int(room.height / (4 * em))))
    )
  }

  /// The axis below, on a scale that may have grown to fill the panel.
  func xAxis(on scale: Scale) -> Axis? {
    switch panel.frame {
    case .none: nil
    case .ranges(let x, _): x.map(spoken)
    case .axes:
      axis(
        panel.x, on: scale, room: room.across, hidesNumbers: panel.hidesX, label: panel.x.label)
    }
  }

  /// The axis below with its names in lines for which there is room.
  ///
  /// - Throws: What is wrong with names that cannot be set.
  func foldedAxis(on scale: Scale) throws -> Axis? {
    guard let axis = xAxis(on: scale) else { return nil }
    guard axis.hasNames, let first = axis.ticks.first, let last = axis.ticks.last else {
      return axis
    }
    let left = try yAxis(on: y).map { try sideways($0, metrics) } ?? 0
    let free = width - left - panel.padding.left - panel.padding.right
    let part =
      axis.ticks.count > 1
      ? abs(x.fraction(last.value) - x.fraction(first.value)) / Double(axis.ticks.count - 1) : 1
    var (rows, shown, every) = ([String](), axis.ticks, 1)
    var folded = axis
    while true {
      shown = axis.ticks.enumerated().filter { $0.offset.isMultiple(of: every) }.map(\.element)
      let names = try NameRows(
        shown.map(\.label), room: free * part * Double(every), metrics: metrics)
      (rows, folded.drop) = (names.names, names.drop)
      // Names without room are left out evenly, so that those beside each other say how it goes on.
      if names.fit || shown.count < 3 { break }
      every += 1
    }
    folded.ticks = zip(shown, rows).map { Tick($0.value, $1, role: $0.role) }
    let gone = axis.ticks.enumerated().filter { !$0.offset.isMultiple(of: every) }
    folded.leftOut = gone.first.map {
      LeftOut.Names(first: $0.element.label, count: gone.count, all: axis.ticks.count)
    }
    return folded
  }

  /// The axis at the left, likewise.
  func yAxis(on scale: Scale) -> Axis? {
    switch panel.frame {
    case .none: nil
    case .ranges(_, let y): y.map(spoken)
    // A line without ticks and a name says nothing.
    case .axes where panel.y.ticks == .none && panel.y.label == nil: nil
    case .axes:
      axis(panel.y, on: scale, room: room.down, hidesNumbers: panel.hidesY, label: nil)
    }
  }

  private func axis(
    _ coordinate: Coordinate, on scale: Scale, room: Int, hidesNumbers: Bool, label: String?
  ) -> Axis {
    var ticks = coordinate.ticks(on: scale, room: room)
    if hidesNumbers { ticks = ticks.map { Tick($0.value, "") } }
    var axis = Axis(ticks, over: scale.range, label: hidesNumbers ? nil : label)
    axis.hasGrid = coordinate.hasGrid
    if case .category = scale.kind { axis.hasNames = !hidesNumbers }
    axis.mayRepeat = scale.kind == .date
    return spoken(axis)
  }

  /// The axis with its numbers as the picture's language writes them, all of them formulas where one
  /// is, and on slides: their words have other letters than their formulas, and a picture's numbers have
  /// one family.
  private func spoken(_ axis: Axis) -> Axis {
    var axis = axis
    axis.ticks = metrics.spoken(axis.ticks)
    return axis
  }
}

extension Metrics {
  /// Ticks with their numbers as the picture's language writes them, of one family: all of them formulas
  /// where one is, and on slides.
  func spoken(_ ticks: [Tick]) -> [Tick] {
    let isFormula = isSlide || ticks.contains { $0.label.contains("$") }
    return ticks.map { tick in
      let label =
        isFormula && isPlainNumber(tick.label)
        ? "$\(tick.label.replacing("\u{2212}", with: "-"))$" : tick.label
      return Tick(tick.value, spoken(label), role: tick.role)
    }
  }
}

/// Whether a label is digits, with a decimal point among them or not, and a sign or not.
private func isPlainNumber(_ label: String) -> Bool {
  let parts = (label.hasPrefix("\u{2212}") ? label.dropFirst() : label[...])
    .split(separator: ".", omittingEmptySubsequences: false)
  return parts.count < 3
    && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }
}

/// A panel one of whose coordinates has no scale for its data.
struct TrainingFault: Error, CustomStringConvertible {
  let panel: String
  let reason: PlotError
  var description: String { "panel '\(panel)': \(reason)" }
}
