import Drawing

/// The level sets of a function of two variables: lines, or bands between them.
public struct Contours: Mark {
  /// How a level set is shown.
  public enum Form: Hashable, Sendable {
    /// Lines.
    case lines
    /// Bands that darken with the value or have the colours of a scale, and lines between them.
    case bands
  }

  /// Where the values come from.
  private enum Source: Sendable {
    case function(@Sendable (Double, Double) -> Double)
    case field(ScalarField)
  }

  /// Colour, lines, layer and name.
  public let style: MarkStyle
  private let source: Source
  private let levels: Levels
  private var interpolation = Interpolation.linear
  private var form = Form.lines
  private var colors: ColorScale?
  private var format: TickFormat?
}

extension Contours {
  /// The level sets of a function, over the whole panel.
  ///
  /// - Parameters:
  ///   - function: The value at (x, y) in data units; where it is not finite nothing is drawn.
  ///   - levels: The values at which the sets lie.
  ///   - interpolation: How the function runs between the nodes at which it is sampled:
  ///     `.squareRoot` for what grows like a square from 0.
  ///   - form: Lines, or filled bands between them.
  ///   - colors: The colours of bands; nil for those of a background.
  ///   - format: How the levels are written on their lines; nil for not at all.
  ///   - role: What the colour of the lines stands for.
  ///   - weight: The width of the lines, by what they are for.
  ///   - layer: The layer, which a figure's steps reveal.
  ///   - name: What errors and obstacles call it.
  public init(
    of function: @escaping @Sendable (Double, Double) -> Double, at levels: Levels,
    interpolation: Interpolation = .linear, form: Form = .lines, colors: ColorScale? = nil,
    numbers format: TickFormat? = nil, _ role: Role = .rule, _ weight: Weight = .level,
    layer: String = "data", name: String = "level set"
  ) {
    self.init(
      style: MarkStyle(role, weight, layer: layer, name: name), source: .function(function),
      levels: levels, interpolation: interpolation, form: form, colors: colors, format: format)
  }

  /// The level sets of sampled values, in data units.
  public init(
    of field: ScalarField, at levels: Levels, interpolation: Interpolation = .linear,
    form: Form = .lines, colors: ColorScale? = nil, numbers format: TickFormat? = nil,
    _ role: Role = .rule, _ weight: Weight = .level, layer: String = "data",
    name: String = "level set"
  ) {
    self.init(
      style: MarkStyle(role, weight, layer: layer, name: name), source: .field(field),
      levels: levels, interpolation: interpolation, form: form, colors: colors, format: format)
  }

  /// The curve on which a function is zero.
  public static func zero(
    of function: @escaping @Sendable (Double, Double) -> Double, _ role: Role = .ink,
    _ weight: Weight = .curve, _ dash: Dash = .solid, layer: String = "data",
    name: String = "curve"
  ) -> Contours {
    Contours(
      style: MarkStyle(role, weight, dash, layer: layer, name: name), source: .function(function),
      levels: .zero)
  }

  /// The grid of a field; none for a function, which is shown wherever the panel is.
  public var extent: Extent {
    guard case .field(let field) = source else { return .none }
    return Extent(x: field.x, y: field.y)
  }

  /// A patch for bands.
  public var keys: [LegendKey] {
    form == .bands ? [] : [LegendKey(style.name, style.role, .line(style.weight, style.dash))]
  }

  /// The isolines on the page; of a function from a node to every 1.5 pt of the panel.
  private func isolines(in frame: PanelFrame) throws -> Isolines {
    switch source {
    case .field(let field):
      return isolines(of: field).mapped {
        frame.point($0)
      }
    case .function(let function):
      func nodes(_ length: Double) -> Int { min(600, max(24, Int(length / 1.5))) }
      // Nodes lie at equal steps of the page, so that a log scale is sampled as well as it is seen.
      let field = try ScalarField(
        x: 0...1, columns: nodes(frame.rect.width), y: 0...1, rows: nodes(frame.rect.height)
      ) { function(frame.x.value(at: $0), frame.y.value(at: $1)) }
      return isolines(of: field).mapped {
        frame.place($0.x, $0.y)
      }
    }
  }

  private func isolines(of field: ScalarField) -> Isolines {
    Isolines(of: field, at: levels, interpolation: interpolation, linesOnly: form == .lines)
  }

  /// Bands and lines; lines are cubic arcs within 0.04 pt of the chords.
  ///
  /// - Throws: `MarkError.notFinite` for data that are not finite.
  public func draw(in frame: PanelFrame) throws -> Drawn {
    let isolines = try isolines(in: frame)
    let paths = isolines.lines.map {
      Path(fitting: $0.points, tolerance: 0.04, closed: $0.isClosed)
    }
    var drawn = Drawn()
    if form == .bands { addBands(isolines, paths, in: frame, to: &drawn) }
    let lines = Path(paths.flatMap(\.elements))
    guard !lines.elements.isEmpty else { return drawn }
    let stroke = stroke(in: frame)
    drawn.items.append(.path(lines, Style(stroke: stroke)))
    for line in isolines.lines {
      // Of dense points a few say where words must not be.
      let points = line.points.count > 64 ? thinned(line.points, slack: 0.01) : line.points
      let ring = line.isClosed ? points + points.prefix(1) : points
      drawn.keepWords(off: ring, style.weight, stroke, name: style.name)
    }
    if let format { drawn.labels = numbers(on: isolines, format, in: frame) }
    return drawn
  }

  /// The regions above the levels, each upon the one below: no seam shows between two bands.
  private func addBands(
    _ isolines: Isolines, _ paths: [Path], in frame: PanelFrame, to drawn: inout Drawn
  ) {
    let values = levels.values
    // With colours the band below the first level has one too.
    for index in (colors == nil ? 0 : -1)..<values.count {
      let region = isolines.region(of: (index + 1)..<isolines.bandCount)
      let path = isolines.path(of: region, lines: paths)
      guard !path.elements.isEmpty else { continue }
      let role = colors?.role(middle(of: index)) ?? .band(above: index, of: values.count)
      drawn.items.append(
        .path(path, Style(fill: frame.metrics.theme.color(role), evenOdd: true)))
      let outlines = region.rings.map {
        simplified(isolines.points(of: $0), tolerance: 0.5, closed: true)
      }
      drawn.grounds.append(Ground(outlines, role))
    }
  }

  /// The value in the middle of the band that begins at a level.
  private func middle(of index: Int) -> Double {
    let values = levels.values
    guard index >= 0 else { return values.first.map { $0 - 1e-9 * abs($0) } ?? 0 }
    guard index + 1 < values.count else { return values[index] }
    return (values[index] + values[index + 1]) / 2
  }

  /// A number for the longest line of each level, on the line if there is room.
  private func numbers(
    on isolines: Isolines, _ format: TickFormat, in frame: PanelFrame
  ) -> [LabelRequest] {
    let texts =
      format.isAutomatic
      ? levels.values.map { briefly($0, padded: false) }
      : format.ticks(at: levels.values).map(\.label)
    return levels.values.indices.compactMap { level in
      let lines = isolines.lines.filter { $0.level == level && $0.points.count > 2 }
        .map { ArcLength($0.points) }
      guard let longest = lines.max(by: { $0.total < $1.total }), longest.total > 20 else {
        return nil
      }
      let anchors = [0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9].map { longest.place(at: $0).point }
      return LabelRequest(
        text: frame.metrics.spoken(texts[level]), anchor: anchors[0],
        otherAnchors: Array(anchors.dropFirst()),
        candidates: [.center], size: .contour, role: .ink, layer: layer, in: frame)
    }
  }
}
