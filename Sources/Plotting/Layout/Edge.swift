import Drawing

/// The edge of a panel or page, at which the layout cuts what marks draw.
///
/// What reaches over a panel's edge by a few points stays whole, so that a dot at the end of an axis is
/// no half dot; what goes further ends at the edge, as areas do. Nothing drawn leaves the page, which is
/// the picture's box on paper.
struct Edge {
  /// The panel's drawing or the page, in points on the page.
  let rect: Rect
  /// How far ink may reach over the edge and stay whole, in points.
  let reach: Double

  /// The edge of a panel, for ink that may reach over it so far.
  static func panel(_ rect: Rect, overhang: Double) -> Edge { Edge(rect: rect, reach: overhang) }
  /// The edge of the page.
  static func page(_ rect: Rect) -> Edge { Edge(rect: rect, reach: 0) }

  private var grown: Rect { rect.inset(by: -reach) }

  /// What a mark draws, cut off at the edge; words are not, nor what a mark draws outside on purpose.
  func cut(_ drawn: Drawn) -> Drawn {
    guard !drawn.mayLeavePanel else { return drawn }
    var drawn = drawn
    drawn.items = drawn.items.flatMap(cut)
    // Ink that is not drawn is in nobody's way.
    drawn.obstacles = drawn.obstacles.flatMap(cut)
    drawn.guides = drawn.guides.flatMap(cut)
    drawn.background = drawn.background.flatMap(cut)
    return drawn
  }

  /// What words keep off of some ink, cut off where the ink is.
  private func cut(_ one: Obstacle) -> [Obstacle] {
    guard one.touches(grown) else { return [] }
    switch one {
    case .stroke(let points, let reach, let name) where !grown.contains(Rect(holding: points)):
      return clipped(polyline: points, to: rect).map { .stroke($0, reach: reach, name: name) }
    case .region(let outlines, let name) where !grown.contains(Rect(holding: outlines.joined())):
      let inside = outlines.map { clipped(polygon: $0, to: rect) }.filter { !$0.isEmpty }
      return inside.isEmpty ? [] : [.region(inside, name: name)]
    case .stroke, .region, .dot, .box: return [one]
    }
  }

  /// What of an item lies inside; words stay as they are.
  func cut(_ item: SceneItem) -> [SceneItem] {
    switch item {
    case .group(var group):
      group.items = group.items.flatMap(cut)
      return [.group(group)]
    case .glyphs, .picture: return [item]
    case .path(let path, let style):
      guard let bounds = path.bounds, !grown.contains(bounds) else { return [item] }
      return cut(path, style)
    }
  }

  /// The parts of a path inside; a filled part that is cut has no line along the edge.
  ///
  /// All parts of a fill stay one path: one may be a hole in another.
  private func cut(_ path: Path, _ style: Style) -> [SceneItem] {
    var (whole, filled, lines) = (Path(), Path(), Path())
    var isCut = false
    for part in path.parts {
      guard let bounds = part.bounds, rect.inset(by: -1e-6).meets(bounds) else { continue }
      let isInside = grown.contains(bounds)
      let (points, isClosed) = isInside ? ([], false) : part.flattened
      // The bounds hold the handles of curves, which reach further than the curves.
      if isInside || grown.contains(Rect(holding: points)) {
        whole.elements += part.elements
        filled.elements += part.elements
        continue
      }
      isCut = true
      if style.fill != nil {
        filled.elements += Path(polyline: clipped(polygon: points, to: rect), closed: true).elements
      }
      if style.stroke != nil {
        let line = isClosed ? points + points.prefix(1) : points
        for piece in clipped(polyline: line, to: rect) {
          lines.elements += Path(polyline: piece).elements
        }
      }
    }
    var (fill, stroke) = (style, style)
    fill.stroke = nil
    stroke.fill = nil
    let pieces =
      style.fill == nil || !isCut
      ? [(whole, style), (lines, stroke)]
      : [(filled, fill)] + (style.stroke == nil ? [] : [(whole, stroke), (lines, stroke)])
    return pieces.compactMap { path, style in
      path.elements.isEmpty ? nil : .path(path, style)
    }
  }
}

extension Rect {
  /// Whether the two share a point, be it on an edge.
  fileprivate func meets(_ other: Rect) -> Bool {
    minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
  }
}

extension Path {
  /// The connected parts, each from its first point on.
  fileprivate var parts: [Path] {
    var parts: [Path] = []
    for element in elements {
      if case .move = element { parts.append(Path()) }
      guard !parts.isEmpty else { continue }
      parts[parts.count - 1].elements.append(element)
    }
    return parts
  }

  /// The points of straight pieces that follow a connected part, 16 to a curve, and whether it is
  /// closed.
  fileprivate var flattened: (points: [Point], isClosed: Bool) {
    var points: [Point] = []
    var isClosed = false
    for element in elements {
      switch element {
      case .move(let p), .line(let p): points.append(p)
      case .curve(let a, let b, let p):
        let start = points.last ?? a
        points += (1...16).map { step in
          let t = Double(step) / 16
          let s = 1 - t
          return start * (s * s * s) + a * (3 * s * s * t) + b * (3 * s * t * t) + p * (t * t * t)
        }
      case .close: isClosed = true
      }
    }
    return (points, isClosed)
  }
}
