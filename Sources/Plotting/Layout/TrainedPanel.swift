import Drawing

/// A panel whose scales are known, and the axes that go with them.
struct TrainedPanel {
  let panel: Panel
  let x: Scale
  let y: Scale
  /// The number of ticks for which there is room along each side.
  private let room: (across: Int, down: Int)
  private let metrics: Metrics

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

  /// The axis at the left, likewise.
  func yAxis(on scale: Scale) -> Axis? {
    switch panel.frame {
    case .none: nil
    case .ranges(_, let y): y.map(spoken)
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
    return spoken(axis)
  }

  /// The axis with its numbers as the picture's language writes them.
  private func spoken(_ axis: Axis) -> Axis {
    var axis = axis
    axis.ticks = axis.ticks.map { Tick($0.value, metrics.spoken($0.label), role: $0.role) }
    return axis
  }
}

/// A panel one of whose coordinates has no scale for its data.
struct TrainingFault: Error, CustomStringConvertible {
  let panel: String
  let reason: PlotError
  var description: String { "panel '\(panel)': \(reason)" }
}
