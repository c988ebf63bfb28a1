import Drawing

/// The heights that a line of words is taken to have, in ems, so that lines side by side agree.
enum LineMetrics {
  /// Digits above the baseline.
  static let digits = 0.65
  /// Numbers above the baseline, some with exponents.
  static let powers = 0.85
  /// Words with brackets above the baseline.
  static let above = 0.75
  /// Words with brackets below the baseline.
  static let below = 0.25
}

/// The lengths of what surrounds a panel, in points.
enum AxisMetrics {
  /// Between a heading's lowest letters and the drawing.
  static let belowHeading = 5.0
  /// Between the numbers of an axis and its name.
  static let belowNumbers = 3.0
}

/// The room that a panel's ticks, names and heading take around its drawing.
func margins(of trained: TrainedPanel, metrics: Metrics) throws -> Insets {
  let panel = trained.panel
  var insets = panel.padding
  for mark in panel.marks {
    let outside = try mark.outside(metrics)
    insets.top += outside.top
    insets.left += outside.left
    insets.bottom += outside.bottom
    insets.right += outside.right
  }
  if let heading = panel.heading {
    let words = try Words(
      heading.text, size: metrics.size(.heading), fonts: metrics.fonts)
    insets.top += words.size.height - words.descent + AxisMetrics.belowHeading
    insets.top += max(words.descent, LineMetrics.below * metrics.size(.heading))
  }
  let (x, y) = (try trained.foldedAxis(on: trained.x), trained.yAxis(on: trained.y))
  guard x != nil || y != nil else { return insets }
  let outward = metrics.length(.tick) + metrics.length(.tickGap)
  if let x {
    insets.bottom += x.offset + outward
    if x.ticks.contains(where: { !$0.label.isEmpty }) {
      insets.bottom += LineMetrics.powers * metrics.size(.tick) + x.depth(metrics)
    }
    if let label = x.label, !x.labelAtEnd {
      let words = try Words(
        label, size: metrics.size(.label), fonts: metrics.fonts)
      insets.bottom +=
        AxisMetrics.belowNumbers + LineMetrics.above * metrics.size(.label)
        + max(words.descent, LineMetrics.below * metrics.size(.label))
    }
    // Numbers at the ends reach beyond the line by half their width.
    for tick in x.ticks {
      let half = try words(tick, metrics).size.width / 2
      let place = trained.x.fraction(tick.value)
      if place > 0.97 { insets.right = max(insets.right, half) }
      if place < 0.03 { insets.left = max(insets.left, half) }
    }
  }
  if let y {
    insets.left += try sideways(y, metrics)
    let half = try y.ticks.last.map { try words($0, metrics).size.height / 2 } ?? 0
    if panel.heading == nil { insets.top = max(insets.top, half) }
  }
  return insets
}

/// The room that an axis takes at the left.
func sideways(_ axis: Axis, _ metrics: Metrics) throws -> Double {
  let width = try axis.ticks.map { try words($0, metrics).size.width }.max() ?? 0
  return axis.offset + metrics.length(.tick) + metrics.length(.tickGap) + width
}

extension Axis {
  /// How far the lines of names below an axis reach beneath the first, in points.
  fileprivate func depth(_ metrics: Metrics) -> Double {
    let lines = ticks.enumerated().map { index, tick in
      tick.label.split(separator: "\n").count + (index.isMultiple(of: 2) ? 0 : drop)
    }
    return 1.2 * metrics.size(.tick) * Double(max(0, (lines.max() ?? 1) - 1))
  }
}

private func words(_ tick: Tick, _ metrics: Metrics) throws -> Words {
  try Words(tick.label, size: metrics.size(.tick), fonts: metrics.fonts)
}

/// The lines of a panel's axes and the requests for their words.
func axes(of trained: TrainedPanel, in frame: PanelFrame) throws -> Drawn {
  var drawn = Drawn()
  let y = trained.yAxis(on: frame.y)
  if let x = try trained.foldedAxis(on: frame.x) {
    try add(x, isVertical: false, in: frame, to: &drawn)
  }
  if let y { try add(y, isVertical: true, in: frame, to: &drawn) }
  if let heading = trained.panel.heading {
    let left = y.map { frame.rect.minX - $0.offset } ?? frame.rect.minX
    let baseline =
      frame.rect.minY - AxisMetrics.belowHeading
      - LineMetrics.below * frame.metrics.size(.heading)
    let anchor = Point(heading.centered ? frame.rect.center.x : left, baseline)
    drawn.labels.append(
      request(
        heading.text, at: anchor, Point(heading.centered ? 0.5 : 0, 1), .heading, heading.role,
        frame))
  }
  return drawn
}

private func request(
  _ text: String, at anchor: Point, _ align: Point, _ size: TypeSize, _ role: Role,
  _ frame: PanelFrame
) -> LabelRequest {
  LabelRequest(
    text: text, anchor: anchor,
    candidates: [LabelRequest.Placement(align: align, offset: .zero, isByBaseline: true)],
    size: size, role: role, layer: LayerStack.axes, in: frame, isFixed: true)
}

/// Adds an axis at the bottom or, when it is vertical, at the left.
private func add(
  _ axis: Axis, isVertical: Bool, in frame: PanelFrame, to drawn: inout Drawn
) throws {
  let metrics = frame.metrics
  let line = metrics.stroke(.note, .hair)
  let tick = metrics.length(.tick)
  /// The place beside a datum, so many points outside of the axis.
  func place(_ value: Double, _ out: Double = 0) -> Point {
    isVertical
      ? Point(
        frame.rect.minX - axis.offset - out, frame.point(frame.x.domain.start, value).y)
      : Point(
        frame.point(value, frame.y.domain.start).x, frame.rect.maxY + axis.offset + out)
  }
  let ends = [place(axis.range.lowerBound), place(axis.range.upperBound)]
  var path = Path.line(ends[0], ends[1])
  drawn.keepWords(off: ends, .hair, line, name: "axis")
  let legible = try legible(axis, metrics) { value, size in
    isVertical ? (place(value).y, size.height + 1) : (place(value).x, size.width + 3)
  }
  // Numbers below an axis stand on one line.
  let baseline =
    tick + metrics.length(.tickGap) + (isVertical ? 0 : LineMetrics.powers * metrics.size(.tick))
  let depth = isVertical ? 0 : axis.depth(metrics)
  drawn.strips.append(
    AxisStrip(
      rect: try strip(
        along: ends, isVertical: isVertical, reach: baseline + depth, legible, metrics),
      isEdge: true))
  if axis.hasGrid {
    var grid = Path()
    for tick in legible {
      let p = place(tick.value)
      grid.elements +=
        (isVertical
        ? Path.line(Point(frame.rect.minX, p.y), Point(frame.rect.maxX, p.y))
        : Path.line(Point(p.x, frame.rect.minY), Point(p.x, frame.rect.maxY))).elements
    }
    drawn.items.append(.path(grid, Style(stroke: metrics.stroke(.rule, .hair))))
  }
  for (index, mark) in legible.enumerated() {
    // Every second name may stand below its neighbours.
    let drop = index.isMultiple(of: 2) ? 0 : 1.2 * metrics.size(.tick) * Double(axis.drop)
    path.elements += Path.line(place(mark.value), place(mark.value, tick + drop)).elements
    guard !mark.label.isEmpty else { continue }
    let align = isVertical ? Point(1, 0.5) : Point(0.5, 1)
    drawn.labels.append(
      request(mark.label, at: place(mark.value, baseline + drop), align, .tick, mark.role, frame))
  }
  drawn.items.append(.path(path, Style(stroke: line)))
  guard let label = axis.label, axis.labelAtEnd || !isVertical else { return }
  let outermost = place(axis.range.lowerBound, baseline + depth)
  let anchor =
    isVertical
    ? Point(outermost.x, frame.rect.minY)
    : axis.labelAtEnd
      ? Point(frame.rect.maxX, outermost.y)
      : Point(
        (ends[0].x + ends[1].x) / 2,
        outermost.y + AxisMetrics.belowNumbers + LineMetrics.above * metrics.size(.label))
  let align = isVertical ? Point(1, 0) : Point(axis.labelAtEnd ? 1 : 0.5, 1)
  drawn.labels.append(request(label, at: anchor, align, .label, axis.role, frame))
}

/// What an axis and its numbers take, from the line on outwards.
///
/// - Parameter reach: How far from the line the numbers stand: their edge beside a vertical axis,
///   their baseline below another.
private func strip(
  along ends: [Point], isVertical: Bool, reach: Double, _ ticks: [Tick], _ metrics: Metrics
) throws -> Rect {
  let numbers = try ticks.filter { !$0.label.isEmpty }.map { try words($0, metrics).size.width }
  let width =
    numbers.isEmpty
    ? (ticks.isEmpty ? 0 : metrics.length(.tick))
    : reach + (isVertical ? numbers.max() ?? 0 : 0)
  let line = Rect(holding: ends).inset(by: -0.5)
  return isVertical
    ? Rect(minX: line.minX - width, minY: line.minY, maxX: line.maxX, maxY: line.maxY)
    : Rect(minX: line.minX, minY: line.minY, maxX: line.maxX, maxY: line.maxY + width)
}

/// The ticks, with numbers only where they do not touch each other and, but for times, read differently.
///
/// Numbers in a colour of their own come first, then the two ends, then the others in order.
///
/// - Parameters:
///   - axis: Its ticks; names on different rows do not touch.
///   - extent: The place of a number along the axis and the room that it takes there.
private func legible(
  _ axis: Axis, _ metrics: Metrics, extent: (Double, Size) -> (place: Double, length: Double)
) throws -> [Tick] {
  let ticks = axis.ticks
  var kept: [Int: (place: Double, length: Double)] = [:]
  let ends = [ticks.indices.first, ticks.indices.last].compactMap { $0 }
  let order = ticks.indices.filter { ticks[$0].role != .note } + ends + Array(ticks.indices)
  for index in order where kept[index] == nil && !ticks[index].label.isEmpty {
    let own = extent(ticks[index].value, try words(ticks[index], metrics).size)
    let isFree = kept.allSatisfy { other, taken in
      (abs(own.place - taken.place) >= (own.length + taken.length) / 2
        || axis.drop > 0 && !(other - index).isMultiple(of: 2))
        && (axis.mayRepeat || ticks[other].label != ticks[index].label)
    }
    if isFree { kept[index] = own }
  }
  return ticks.indices.map { kept[$0] == nil ? Tick(ticks[$0].value, "") : ticks[$0] }
}
