import Drawing

/// What the colours of a panel mean: a bar of them with ticks, at the right of the panel.
public struct ColorBar: Mark {
  /// Colour, lines, layer and name.
  public let style: MarkStyle
  private let colors: ColorScale
  private let label: String?
  private let levels: [Double]
  private let coordinate: Coordinate

  /// A bar of colours.
  ///
  /// - Parameters:
  ///   - colors: The colours with their scale.
  ///   - label: What the values are, above the bar.
  ///   - levels: The edges of bands of one colour; none for colours without steps.
  ///   - ticks: Which values are marked; the levels if there are some.
  ///   - format: How their numbers are written.
  ///   - layer: The layer, which a figure's steps reveal.
  public init(
    _ colors: ColorScale, label: String? = nil, levels: [Double] = [],
    ticks: Coordinate.Ticks? = nil, format: TickFormat = .automatic, layer: String = "axes"
  ) {
    style = MarkStyle(.note, .hair, layer: layer, name: "colour bar")
    self.colors = colors
    self.label = label
    self.levels = levels
    coordinate = Coordinate(
      colors.scale.kind, ticks: ticks ?? (levels.isEmpty ? .automatic : .at(levels)),
      format: format)
  }

  /// None: the bar has its own ticks.
  public var keys: [LegendKey] { [] }

  private static let gap = 9.0

  private func ticks(_ metrics: Metrics) -> [Tick] {
    metrics.spoken(coordinate.ticks(on: colors.scale, room: 5))
  }

  /// The bar, its numbers and its name.
  ///
  /// - Throws: Whatever keeps words from being set.
  public func outside(_ metrics: Metrics) throws -> Insets {
    let bar = ColorBar.gap + metrics.length(.colorBar)
    func size(_ text: String) throws -> Size {
      try Words(text, size: metrics.size(.tick), fonts: metrics.fonts).size
    }
    let numbers = try ticks(metrics).map { try size($0.label).width }.max() ?? 0
    let name = try label.map(size)
    let reach = bar + metrics.length(.tick) + metrics.length(.tickGap) + numbers
    return Insets(
      top: name.map { $0.height + 4 } ?? 0,
      right: max(reach, ColorBar.gap + (name?.width ?? 0)))
  }

  /// The bar beside the panel, as high as its drawing.
  public func draw(in frame: PanelFrame) -> Drawn {
    let metrics = frame.metrics
    let left = frame.rect.maxX + ColorBar.gap
    let right = left + metrics.length(.colorBar)
    func height(_ part: Double) -> Double { frame.rect.maxY - part * frame.rect.height }
    let inner: [Double] = levels.map { colors.scale.fraction($0) }.filter { $0 > 0 && $0 < 1 }
    let smooth: [Double] = (0...96).map { Double($0) / 96 }
    let edges: [Double] = levels.isEmpty ? smooth : [0] + inner + [1]
    var drawn = Drawn()
    // Each step reaches up to the end: no seam shows between two of them.
    for (low, high) in zip(edges, edges.dropFirst()) {
      let value = colors.scale.value(at: (low + high) / 2)
      let box = Rect(minX: left, minY: height(1), maxX: right, maxY: height(low))
      drawn.items.append(
        .path(.rectangle(box), Style(fill: metrics.theme.color(colors.role(value)))))
    }
    let line = stroke(in: frame)
    var path = Path()
    for tick in ticks(metrics) {
      let part = colors.scale.fraction(tick.value)
      guard part >= -1e-9, part <= 1 + 1e-9 else { continue }
      let start = Point(right, height(part))
      let end = start + Point(metrics.length(.tick), 0)
      path.elements += Path.line(start, end).elements
      guard !tick.label.isEmpty else { continue }
      drawn.labels.append(
        LabelRequest(
          text: tick.label, anchor: end,
          candidates: [.right(metrics.length(.tickGap))], size: .tick, role: .note, layer: layer,
          in: frame, isFixed: true))
    }
    if let label {
      drawn.labels.append(
        LabelRequest(
          text: label, anchor: Point(left, frame.rect.minY - 4),
          candidates: [.init(align: Point(0, 1), offset: .zero)], size: .tick, role: .ink,
          layer: layer, in: frame, isFixed: true))
    }
    drawn.items.append(.path(path, Style(stroke: line)))
    // Words of the panel keep off the bar, and no line to a word crosses it.
    drawn.strips.append(
      AxisStrip(
        rect: Rect(
          minX: left, minY: height(1), maxX: right + metrics.length(.tick), maxY: height(0)),
        isEdge: true))
    drawn.mayLeavePanel = true
    return drawn
  }
}
