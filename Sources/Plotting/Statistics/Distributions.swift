import Drawing

/// Samples over names, shown by their quartiles, their densities or one by one.
public struct Distributions: Mark {
  /// How samples are shown.
  public enum Form: Hashable, Sendable {
    /// A box from the lower to the upper quartile with the median in it, whiskers to the last
    /// datum within 1.5 of its lengths, and the data beyond as rings (Tukey 1977).
    case boxes
    /// The density to both sides, with the median and the quartiles in it.
    case violins
    /// Every datum as a dot, moved aside where others lie.
    case strips
  }

  /// The data of one name.
  public struct Sample: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The data.
    public var values: [Double]
    /// What the colour stands for; nil for that of the mark.
    public var role: Role?

    /// The data of a name.
    public init(_ name: String, _ values: [Double], _ role: Role? = nil) {
      self.name = name
      self.values = values
      self.role = role
    }
  }

  /// Colour, lines, layer and name.
  public let style: MarkStyle
  private let samples: [Sample]
  /// Where samples stand along the axis, if at numbers in place of names.
  private var places: [Double]?
  private let form: Form
  private var isHorizontal = false
  private let width: Double
}

extension Distributions {
  /// Samples over names.
  ///
  /// - Parameters:
  ///   - samples: The data of each name; those that are not finite do not count.
  ///   - form: How they are shown.
  ///   - role: What the colour stands for.
  ///   - horizontal: Whether values run to the right in place of upwards.
  ///   - width: The width of a sample's picture, in parts of the distance of two names.
  ///   - layer: The layer, which a figure's steps reveal.
  ///   - name: What errors, obstacles and legends call it.
  public init(
    _ samples: [Sample], _ form: Form = .boxes, _ role: Role = .series(0),
    horizontal: Bool = false, width: Double = 0.5, layer: String = "data",
    name: String = "samples"
  ) {
    self.init(
      style: MarkStyle(role, .level, layer: layer, name: name), samples: samples, form: form,
      isHorizontal: horizontal, width: width)
  }

  /// How wide the picture of a sample at a number is, in parts of the least distance of two.
  public static let width = 0.56

  /// Samples at numbers along the axis.
  ///
  /// - Parameters:
  ///   - places: Where they stand, one for each sample.
  ///   - samples: The data of each place; those that are not finite do not count.
  ///   - form: How they are shown.
  ///   - role: What the colour stands for.
  ///   - width: The width of a sample's picture, in parts of the least distance of two places.
  ///   - layer: The layer, which a figure's steps reveal.
  ///   - name: What errors, obstacles and legends call it.
  public init(
    at places: [Double], _ samples: [Sample], _ form: Form = .boxes, _ role: Role = .series(0),
    width: Double = Distributions.width, layer: String = "data", name: String = "samples"
  ) {
    self.init(
      style: MarkStyle(role, .level, layer: layer, name: name), samples: samples, places: places,
      form: form, width: width * leastDistance(of: places))
  }

  /// The names and the data, or where their densities end.
  public var extent: Extent {
    let values = Span(samples.flatMap(\.values))
    let across =
      places.map { Span($0.flatMap { [$0 - width / 2, $0 + width / 2] }) }
      ?? Span(names: samples.map(\.name))
    let extent = Extent(x: across, y: values)
    return isHorizontal ? extent.transposed : extent
  }

  /// A patch, or a dot for strips.
  public var keys: [LegendKey] {
    [LegendKey(style.name, style.role, form == .strips ? .dot(.disc, 3) : .patch(0.3))]
  }

  /// The pictures of the samples, which words keep off.
  ///
  /// - Throws: `MarkError.notFinite` for data that the scale cannot show.
  public func draw(in frame: PanelFrame) throws -> Drawn {
    let axes = ValueAxes(frame: frame, isHorizontal: isHorizontal)
    var drawn = Drawn()
    for (index, sample) in samples.enumerated() {
      let sorted = sample.values.filter(\.isFinite).sorted()
      guard let middle = places?[index] ?? axes.place(of: sample.name), let low = sorted.first,
        let high = sorted.last
      else { continue }
      try check([axes.point(middle, low), axes.point(middle, high)])
      let ink = Ink(
        axes: axes, middle: middle, half: width / 2, role: sample.role ?? style.role,
        frame: frame, name: style.name)
      switch form {
      case .boxes: ink.box(of: sorted, &drawn)
      case .violins: ink.violin(of: sorted, &drawn)
      case .strips: ink.strip(of: sorted, &drawn)
      }
    }
    return drawn
  }
}

/// What draws one sample at its name.
private struct Ink {
  let axes: ValueAxes
  let middle: Double
  let half: Double
  let role: Role
  let frame: PanelFrame
  let name: String

  private var metrics: Metrics { frame.metrics }
  private var color: Color { metrics.theme.color(role) }

  /// A place on the page: across from -1 to 1 over the width of the sample's picture.
  private func point(_ across: Double, _ value: Double) -> Point {
    axes.point(middle + across * half, value)
  }

  private func line(
    _ ends: [Point], _ weight: Weight, _ role: Role, cap: Stroke.Cap = .butt
  ) -> SceneItem {
    var stroke = metrics.stroke(role, weight)
    stroke.cap = cap
    stroke.dash = []
    return .path(Path(polyline: ends), Style(stroke: stroke))
  }

  private func quartiles(_ sorted: [Double]) -> [Double] {
    [0.25, 0.5, 0.75].map { quantile(sorted, $0) }
  }

  func box(of sorted: [Double], _ drawn: inout Drawn) {
    let q = quartiles(sorted)
    let reach = 1.5 * (q[2] - q[0])
    let low = min(q[0], sorted.first { $0 >= q[0] - reach } ?? q[0])
    let high = max(q[2], sorted.last { $0 <= q[2] + reach } ?? q[2])
    let far = sorted.filter { $0 < low || $0 > high }.map { point(0, $0) }
    guard let box = Rect(around: [point(-1, q[0]), point(1, q[2])]) else { return }
    var outline = metrics.stroke(role, .level)
    (outline.dash, outline.join) = ([], .miter)
    drawn.items += [
      line([point(0, low), point(0, q[0])], .rule, role),
      line([point(0, q[2]), point(0, high)], .rule, role),
      line([point(-0.4, low), point(0.4, low)], .rule, role),
      line([point(-0.4, high), point(0.4, high)], .rule, role),
      .path(.rectangle(box), Style(fill: metrics.theme.color(.ground))),
      .path(.rectangle(box), Style(fill: color, fillOpacity: 0.25, stroke: outline)),
      line([point(-1, q[1]), point(1, q[1])], .strong, role),
    ]
    drawn.items += Dots.Shape.ring.items(
      at: far, radius: metrics.dot(3.2) / 2, color, metrics)
    drawn.obstacles.append(.box(box, name: name))
    drawn.obstacles.append(.stroke([point(0, low), point(0, high)], reach: 2, name: name))
    drawn.obstacles += far.map { .dot($0, radius: metrics.dot(3.2) / 2 + 1, name: name) }
  }

  func violin(of sorted: [Double], _ drawn: inout Drawn) {
    let density = KernelDensity(sorted)
    // Cut at the data: no density is shown where there is none.
    let places = (0...80).map {
      sorted[0] + (sorted[sorted.count - 1] - sorted[0]) * Double($0) / 80
    }
    let heights = places.map { density($0) }
    let most = heights.max() ?? 1
    let side = zip(places, heights).map { ($0, most > 0 ? $1 / most : 0) }
    let outline = side.map { point(-$1, $0) } + side.reversed().map { point($1, $0) }
    let q = quartiles(sorted)
    var stroke = metrics.stroke(role, .level)
    stroke.dash = []
    drawn.items += [
      .path(
        Path(polyline: outline, closed: true),
        Style(fill: color, fillOpacity: 0.3, stroke: stroke)),
      line([point(0, q[0]), point(0, q[2])], .heroic, role, cap: .round),
    ]
    drawn.items += Dots.Shape.filled.items(
      at: [point(0, q[1])], radius: metrics.dot(4) / 2, color, metrics)
    drawn.obstacles.append(.region([outline], name: name))
  }

  func strip(of sorted: [Double], _ drawn: inout Drawn) {
    let radius = metrics.dot(2.8) / 2
    let most = half * axes.unit - radius
    // Each datum goes to the free place nearest to the middle, first to one side, then the other.
    var placed: [(along: Double, aside: Double)] = []
    var places: [Point] = []
    for value in sorted {
      let center = point(0, value)
      let along = center.x * axes.across.y + center.y * axes.across.x
      let near = placed.reversed().prefix { abs($0.along - along) < 2.2 * radius }
      let tries =
        [0.0]
        + near.flatMap { other -> [Double] in
          let gap = 2.2 * radius
          let away = max(0, gap * gap - (other.along - along) * (other.along - along)).squareRoot()
          return [other.aside + away, other.aside - away]
        }
      let aside = tries.filter { abs($0) <= most }.sorted { abs($0) < abs($1) }.first { aside in
        near.allSatisfy { other in
          let (a, b) = (other.along - along, other.aside - aside)
          return a * a + b * b >= 4.8 * radius * radius
        }
      }
      placed.append((along, aside ?? 0))
      places.append(center + axes.across * (aside ?? 0))
    }
    drawn.items += Dots.Shape.disc.items(at: places, radius: radius, color, metrics)
    drawn.obstacles += places.map { .dot($0, radius: radius + 1, name: name) }
  }
}
