import Drawing

/// How many data lie where: an area over bins.
public struct Histogram: Mark {
  /// Colour, lines, layer and name.
  public let style: MarkStyle
  private let edges: [Double]
  private let heights: [Double]
  private let opacity: Double

  /// The histogram of some data.
  ///
  /// - Parameters:
  ///   - values: The data; those that are not finite do not count.
  ///   - bins: How their range is cut.
  ///   - density: Whether the area is 1, in place of each height the number of data.
  ///   - role: What the colour stands for.
  ///   - opacity: The opacity, from 0 to 1.
  ///   - layer: The layer, which a figure's steps reveal.
  ///   - name: What errors, obstacles and legends call it.
  public init(
    _ values: [Double], bins: Bins = .automatic, density: Bool = false,
    _ role: Role = .series(0), opacity: Double = 0.4, layer: String = "data",
    name: String = "histogram"
  ) {
    style = MarkStyle(role, .level, layer: layer, name: name)
    self.opacity = opacity
    let known = values.filter(\.isFinite)
    let edges = bins.edges(for: known)
    let widths = zip(edges, edges.dropFirst()).map { $1 - $0 }
    self.edges = edges
    heights = zip(Bins.counts(of: known, between: edges), widths).map { count, width in
      density ? Double(count) / (Double(known.count) * width) : Double(count)
    }
  }

  /// The bins, their heights and 0.
  public var extent: Extent { Extent(x: edges, y: heights + [0]) }

  /// A patch.
  public var keys: [LegendKey] { [LegendKey(style.name, style.role, .patch(opacity))] }

  /// The area with its outline and the edges of the bins.
  ///
  /// - Throws: `MarkError.notFinite` for data that are not finite.
  public func draw(in frame: PanelFrame) throws -> Drawn {
    guard heights.count > 0 else { return Drawn() }
    let base = ValueAxes(frame: frame).base
    var outline = [frame.point(edges[0], base)]
    for (index, height) in heights.enumerated() {
      let top = max(height, base)
      outline += [frame.point(edges[index], top), frame.point(edges[index + 1], top)]
    }
    outline.append(frame.point(edges[heights.count], base))
    try check(outline)
    let color = color(in: frame)
    var lines = Path()
    for index in 1..<max(1, heights.count) {
      let top = max(base, min(heights[index - 1], heights[index]))
      lines.elements +=
        Path.line(frame.point(edges[index], base), frame.point(edges[index], top)).elements
    }
    var hair = frame.metrics.stroke(.ground, .rule)
    hair.opacity = 0.7
    var drawn = Drawn(
      items: [
        .path(
          Path(polyline: outline, closed: true), Style(fill: color, fillOpacity: opacity)),
        .path(lines, Style(stroke: hair)),
        .path(Path(polyline: outline), Style(stroke: stroke(in: frame))),
      ],
      guides: [.region([outline], name: style.name)],
      grounds: [Ground([outline], style.role, opacity: opacity)])
    drawn.overhang = Drawn.ofAreas
    drawn.keepWords(off: outline, .curve, stroke(in: frame), name: style.name)
    return drawn
  }
}

extension Curve {
  /// The density of some data, estimated by Gaussian kernels.
  ///
  /// - Parameters:
  ///   - values: The data; those that are not finite do not count.
  ///   - bandwidth: The standard deviation of a kernel; Silverman's unless given.
  ///   - role: What the colour stands for.
  ///   - weight: The width of the line, by what it is for.
  ///   - dash: The pattern of the line.
  ///   - layer: The layer, which a figure's steps reveal.
  ///   - name: What errors, obstacles and legends call it.
  public static func density(
    of values: [Double], bandwidth: Double? = nil, _ role: Role = .ink, _ weight: Weight = .curve,
    _ dash: Dash = .solid, layer: String = "data", name: String = "density"
  ) -> Curve {
    let density = KernelDensity(values, bandwidth: bandwidth)
    let (low, high) = (density.range.lowerBound, density.range.upperBound)
    let points = (0...200).map { index in
      let x = low + (high - low) * Double(index) / 200
      return Point(x, density(x))
    }
    return Curve(points, role, weight, dash, layer: layer, name: name)
  }
}
