public import Drawing

/// Arrows at data, such as a field of directions.
public struct Arrows: Mark {
  private enum Source: Sendable {
    case given([(at: Point, along: Point)])
    case field(
      x: ClosedRange<Double>, y: ClosedRange<Double>, spacing: Double,
      @Sendable (Point) -> Point)
  }

  /// Colour, lines, layer and name.
  public let style: MarkStyle
  private let source: Source
}

extension Arrows {
  /// Arrows from data, each as long as its vector in data units.
  ///
  /// - Parameters:
  ///   - points: Where the arrows start.
  ///   - vectors: Their lengths and directions, in data units.
  ///   - role: What the colour stands for.
  ///   - weight: The width of the lines, by what they are for.
  ///   - layer: The layer, which a figure's steps reveal.
  ///   - name: What errors, obstacles and legends call it.
  public init(
    at points: [Point], _ vectors: [Point], _ role: Role = .ink, _ weight: Weight = .rule,
    layer: String = "data", name: String = "arrows"
  ) {
    self.init(
      style: MarkStyle(role, weight, layer: layer, name: name),
      source: .given(zip(points, vectors).map { ($0, $1) }))
  }

  /// A field of directions over a rectangle of data, at equal distances on the page.
  ///
  /// The longest arrow reaches nearly to its neighbour; the others are shorter as their vectors are
  /// by the square root, so that small ones are seen too.
  ///
  /// - Parameters:
  ///   - x: The range of x.
  ///   - y: The range of y.
  ///   - spacing: The distance of two arrows, in points.
  ///   - role: What the colour stands for.
  ///   - weight: The width of the lines, by what they are for.
  ///   - layer: The layer, which a figure's steps reveal.
  ///   - name: What errors, obstacles and legends call it.
  ///   - vector: The vector at a place; where it is not finite or 0 there is no arrow.
  public static func field(
    x: ClosedRange<Double>, y: ClosedRange<Double>, spacing: Double = 20, _ role: Role = .note,
    _ weight: Weight = .rule, layer: String = "data", name: String = "field",
    _ vector: @escaping @Sendable (Point) -> Point
  ) -> Arrows {
    Arrows(
      style: MarkStyle(role, weight, layer: layer, name: name),
      source: .field(x: x, y: y, spacing: spacing, vector))
  }

  /// Both ends of the arrows, or the rectangle of a field.
  public var extent: Extent {
    switch source {
    case .given(let arrows): Extent(arrows.flatMap { [$0.at, $0.at + $0.along] })
    case .field(let x, let y, _, _):
      Extent(x: [x.lowerBound, x.upperBound], y: [y.lowerBound, y.upperBound])
    }
  }

  /// The shafts as one path, and a head for each.
  ///
  /// - Throws: `MarkError.notFinite` for arrows that are not finite.
  public func draw(in frame: PanelFrame) throws -> Drawn {
    let stroke = stroke(in: frame)
    let longest = frame.metrics.length(.arrowHead)
    var shafts = Path()
    var drawn = Drawn()
    for (start, end) in try arrows(in: frame) {
      let along = end - start
      guard along.length > 0.5 else { continue }
      let head = min(longest, 0.5 * along.length)
      let unit = along * (1 / along.length)
      shafts.elements += Path.line(start, end - unit * (head * 0.7)).elements
      drawn.items.append(
        arrowhead(at: end - unit * (head / 2), along: along, length: head, color: stroke.color))
      drawn.keepWords(off: [start, end], style.weight, stroke, name: style.name)
    }
    drawn.items.insert(.path(shafts, Style(stroke: stroke)), at: 0)
    return drawn
  }

  /// Both ends of each arrow on the page.
  private func arrows(in frame: PanelFrame) throws -> [(Point, Point)] {
    switch source {
    case .given(let arrows):
      try check(arrows.flatMap { [$0.at, $0.along] })
      return arrows.map { (frame.point($0.at), frame.point($0.at + $0.along)) }
    case .field(let x, let y, let spacing, let vector):
      let corners = [
        frame.point(x.lowerBound, y.lowerBound), frame.point(x.upperBound, y.upperBound),
      ]
      guard let box = Rect(around: corners), spacing > 0 else { return [] }
      let columns = min(200, max(1, Int(box.width / spacing)))
      let rows = min(200, max(1, Int(box.height / spacing)))
      let step = Point(box.width / Double(columns), box.height / Double(rows))
      var places: [(Point, Point)] = []
      for row in 0..<rows {
        for column in 0..<columns {
          let place = Point(
            box.minX + (Double(column) + 0.5) * step.x, box.minY + (Double(row) + 0.5) * step.y)
          let datum = Point(
            frame.x.value(at: (place.x - frame.rect.minX) / frame.rect.width),
            frame.y.value(at: (frame.rect.maxY - place.y) / frame.rect.height))
          let vector = vector(datum)
          guard vector.isFinite else { continue }
          // What a small step along the vector is on the page.
          let tiny = 1e-6 / max(vector.length, 1e-300)
          let way = frame.point(datum + vector * tiny) - frame.point(datum)
          guard way.length > 0 else { continue }
          places.append((place, way * (vector.length / way.length)))
        }
      }
      let most = places.map(\.1.length).max() ?? 1
      let reach = 0.9 * min(step.x, step.y)
      return places.map { place, vector in
        let half = vector * (0.5 * reach / (vector.length * most).squareRoot())
        return (place - half, place + half)
      }
    }
  }
}
