public import Drawing

/// How a legend shows one thing: its words after a sample of its ink.
public struct LegendKey: Hashable, Sendable {
  /// The sample.
  public enum Sample: Hashable, Sendable {
    /// A piece of a line.
    case line(Weight, Dash = .solid)
    /// One dot, of a diameter in points.
    case dot(Dots.Shape, Double = 4.6)
    /// A patch of an opacity.
    case patch(Double = 1)
  }

  /// The words, with formulas between dollar signs.
  public var text: String
  /// The colour.
  public var role: Role
  /// The sample.
  public var sample: Sample

  /// A key of a legend.
  public init(_ text: String, _ role: Role, _ sample: Sample = .line(.curve)) {
    self.text = text
    self.role = role
    self.sample = sample
  }

  /// Whether the sample is a dot.
  fileprivate var isDot: Bool { if case .dot = sample { true } else { false } }

  /// The sample, on a line of words.
  ///
  /// - Parameters:
  ///   - left: The left end of the sample, at the height of the words' middle.
  ///   - width: The width of the samples of the legend.
  ///   - size: The size of the words.
  func items(
    at left: Point, width: Double, size: Double, _ metrics: Metrics
  ) -> [SceneItem] {
    let color = metrics.theme.color(role)
    let right = left + Point(width, 0)
    switch sample {
    case .line(let weight, let dash):
      return [.path(.line(left, right), Style(stroke: metrics.stroke(role, weight, dash)))]
    case .dot(let shape, let diameter):
      return (shape == .series ? metrics.theme.dot(role) : shape).items(
        at: [(left + right) * 0.5], radius: metrics.dot(diameter) / 2, color, metrics)
    case .patch(let opacity):
      let half = 0.32 * size
      let box = Rect(minX: left.x, minY: left.y - half, maxX: right.x, maxY: left.y + half)
      return opacity < 1
        ? [.path(.rectangle(box), Style(fill: color, fillOpacity: opacity))]
        : metrics.patch(.rectangle(box), role, over: [box])
    }
  }
}

/// What the colours, lines and dots of a panel mean, where words cannot stand at the things
/// themselves.
public struct Legend: Mark {
  /// Where a legend stands.
  public enum Place: Hashable, Sendable {
    /// In the panel, where there is room: the nearest place to a corner that covers nothing.
    case inside(Point = Point(1, 1))
    /// At the right of the panel.
    case outside
  }

  /// Colour, lines, layer and name.
  public let style: MarkStyle
  private let title: String?
  private let shown: [LegendKey]
  private let place: Place

  /// A legend of some keys.
  ///
  /// - Parameters:
  ///   - keys: What is shown, from the top down.
  ///   - title: Words above the keys.
  ///   - place: Where it stands.
  ///   - layer: The layer, which a figure's steps reveal.
  public init(
    _ keys: [LegendKey], title: String? = nil, at place: Place = .inside(), layer: String = "labels"
  ) {
    style = MarkStyle(layer: layer, name: "legend")
    self.title = title
    shown = keys
    self.place = place
  }

  /// A legend of marks, by their names; those of one name and look come once.
  public init(
    of marks: [any Mark], title: String? = nil, at place: Place = .inside(),
    layer: String = "labels"
  ) {
    let keys = marks.flatMap(\.keys).reduce(into: [LegendKey]()) { found, key in
      if !found.contains(where: { $0.text == key.text }) { found.append(key) }
    }
    self.init(keys, title: title, at: place, layer: layer)
  }

  /// None: a legend of legends would be about itself.
  public var keys: [LegendKey] { [] }

  private var text: String {
    ((title.map { [$0] } ?? []) + shown.map(\.text)).joined(separator: "\n")
  }

  private static let gap = 10.0

  /// The width of the legend beside the panel.
  ///
  /// - Throws: Whatever keeps the words from being set.
  public func outside(_ metrics: Metrics) throws -> Insets {
    guard place == .outside, !shown.isEmpty else { return Insets() }
    let words = try Words(
      text, size: metrics.size(.tick), fonts: metrics.fonts, indent: Legend.indent(shown, metrics))
    return Insets(right: Legend.gap + words.size.width)
  }

  /// How far the words stand from the left end of the samples.
  static func indent(_ keys: [LegendKey?], _ metrics: Metrics) -> Double {
    keys.isEmpty ? 0 : width(of: keys, metrics) + 5
  }
  /// How wide the samples are: dots alone stand close to their words.
  static func width(of keys: [LegendKey?], _ metrics: Metrics) -> Double {
    keys.compactMap { $0 }.allSatisfy(\.isDot) ? 0.4 * metrics.length(.key) : metrics.length(.key)
  }

  /// Asks for the words with their samples.
  public func draw(in frame: PanelFrame) -> Drawn {
    guard !shown.isEmpty else { return Drawn() }
    var request: LabelRequest
    switch place {
    case .inside(let corner):
      let anchor = frame.place(corner.x, corner.y)
      let align = Point(corner.x, 1 - corner.y)
      request = LabelRequest(
        text: text, anchor: anchor,
        candidates: [
          .init(align: align, offset: Point(corner.x < 0.5 ? 4 : -4, corner.y < 0.5 ? -4 : 4))
        ],
        size: .tick, role: style.role, layer: layer, in: frame, namesItsAnchor: false)
    case .outside:
      request = LabelRequest(
        text: text, anchor: Point(frame.rect.maxX + Legend.gap, frame.rect.minY),
        candidates: [.init(align: Point(0, 0), offset: .zero)], size: .tick, role: style.role,
        layer: layer, in: frame, isFixed: true)
    }
    request.keys = (title == nil ? [] : [nil]) + shown.map { $0 }
    var drawn = Drawn(labels: [request])
    drawn.mayLeavePanel = true
    return drawn
  }
}
