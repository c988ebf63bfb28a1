import Drawing

/// How places of a panel are read; nil for one without axes, whose places stand for no data.
func reading(of trained: TrainedPanel, in frame: PanelFrame) -> PanelReading? {
  let panel = trained.panel
  let (x, y) = (trained.xAxis(on: frame.x), trained.yAxis(on: frame.y))
  let plane = panel.marks.lazy.compactMap { $0 as? PlaneAxes }.first
  guard x != nil || y != nil || plane != nil else { return nil }
  return PanelReading(
    rect: frame.rect,
    x: side(x?.label ?? panel.x.label ?? plane?.names.x, frame.x),
    y: side(y?.label ?? plane?.names.y ?? panel.heading?.text ?? panel.y.label, frame.y))
}

private func side(_ name: String?, _ scale: Scale) -> PanelReading.Side {
  let kind: PanelReading.Side.Kind =
    switch scale.kind {
    case .linear: .linear
    case .log: .log
    case .symlog(let size): .symlog(size)
    case .category(let names): .names(names)
    case .date: .date
    }
  return PanelReading.Side(
    name: name ?? "", kind: kind, start: scale.domain.start, end: scale.domain.end)
}
