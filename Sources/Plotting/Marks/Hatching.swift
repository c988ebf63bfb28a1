import Drawing

/// Lines over an area: for what has no value, and in print for colours that have greys alone.
enum Hatching: Hashable {
  case rising, falling, level, crossed

  /// The lines over a rectangle, at equal distances in points; those of neighbours go on.
  func lines(over box: Rect, gap: Double) -> Path {
    let directions: [Point] =
      switch self {
      case .rising: [Point(1, -1)]
      case .falling: [Point(1, 1)]
      case .level: [Point(1, 0)]
      case .crossed: [Point(1, -1), Point(1, 1)]
      }
    var path = Path()
    for direction in directions {
      let unit = direction * (1 / direction.length)
      let across = Point(-unit.y, unit.x)
      func along(_ axis: Point) -> [Double] { box.corners.map { $0.x * axis.x + $0.y * axis.y } }
      let (places, reach) = (along(across), along(unit))
      guard let low = places.min(), let high = places.max(), let start = reach.min(),
        let end = reach.max(), gap > 0, (high - low) / gap < 10_000
      else { continue }
      let first = (low / gap).rounded(.up) * gap
      for place in stride(from: first, through: high, by: gap) {
        let line = [unit * start + across * place, unit * end + across * place]
        for piece in clipped(polyline: line, to: box) {
          path.elements += Path(polyline: piece).elements
        }
      }
    }
    return path
  }
}

extension Rect {
  /// What both hold; nil for nothing.
  func shared(with other: Rect) -> Rect? {
    let (left, right) = (max(minX, other.minX), min(maxX, other.maxX))
    let (top, bottom) = (max(minY, other.minY), min(maxY, other.maxY))
    guard left < right, top < bottom else { return nil }
    return Rect(minX: left, minY: top, maxX: right, maxY: bottom)
  }
}

extension Theme {
  /// The lines by which an area of a role is known without colour: as its dashes, where it has some.
  func hatching(_ role: Role) -> (kind: Hatching, gap: Double)? {
    let dashes = dashes(role)
    guard let dash = dashes.first, let space = dashes.dropFirst().first else { return nil }
    let kind: Hatching =
      dashes.count > 2
      ? .crossed : dash <= space ? .falling : dash <= 2 * space ? .rising : .level
    return (kind, 2.2 + 0.5 * space)
  }

  /// The shape of dots of several series: a disc, or in print one by the dashes of its role.
  func dot(_ role: Role) -> Dots.Shape {
    switch hatching(role)?.kind {
    case nil: .disc
    case .rising: .diamond
    case .falling: .hollow
    case .level: .cross
    case .crossed: .saddle
    }
  }
}

extension Metrics {
  /// Filled rectangles in the colour of a role, in print hatched as its dashes say.
  func patch(
    _ path: Path, _ role: Role, over boxes: [Rect], in shown: Rect? = nil
  ) -> [SceneItem] {
    let color = theme.color(role)
    guard let (kind, gap) = theme.hatching(role) else {
      return [.path(path, Style(fill: color))]
    }
    var lines = Path()
    for box in boxes.compactMap({ box in shown.map { box.shared(with: $0) } ?? box }) {
      lines.elements += kind.lines(over: box, gap: gap).elements
    }
    let stroke = Stroke(color, width: width(.hair), cap: .butt)
    return [
      .path(path, Style(fill: theme.color(.ground), stroke: stroke)),
      .path(lines, Style(stroke: stroke)),
    ]
  }
}
