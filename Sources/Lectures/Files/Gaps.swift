import Drawing

extension Scene {
  /// The scene without its ground: where a halo in the ground's colour kept words readable, the lines
  /// below have a gap, as nobody knows what the picture will lie on.
  ///
  /// Halos stay where the words stand on something that is filled.
  var withoutGround: Scene {
    guard let ground else { return self }
    var out = self
    out.ground = nil
    var gaps: [Rect] = []
    let fills = Fills(items, but: ground)
    out.items = items.opened(ground, &gaps, fills)
    return out
  }
}

/// What is filled in a scene, as polygons.
private struct Fills {
  private var shapes: [(box: Rect, corners: [[Point]])] = []

  init(_ items: [SceneItem], but ground: Color) {
    shapes = items.folded([]) { shapes, item in
      switch item {
      case .path(let path, let style):
        guard let fill = style.fill, fill != ground, let box = path.bounds else { return }
        shapes.append((box, path.polygons))
      case .picture(_, let box): shapes.append((box, [box.corners]))
      case .group, .glyphs: break
      }
    }
  }

  func contain(_ point: Point) -> Bool {
    shapes.contains { shape in
      shape.box.contains(point) && shape.corners.count { isInside(point, $0) } % 2 == 1
    }
  }

  /// Whether a line from a point to the right crosses a polygon's sides an odd number of times.
  private func isInside(_ point: Point, _ corners: [Point]) -> Bool {
    guard var from = corners.last else { return false }
    var isInside = false
    for to in corners {
      if (from.y > point.y) != (to.y > point.y) {
        let x = from.x + (point.y - from.y) / (to.y - from.y) * (to.x - from.x)
        if x > point.x { isInside.toggle() }
      }
      from = to
    }
    return isInside
  }
}

extension [SceneItem] {
  /// The items, the last first: what comes before a halo lies below it.
  fileprivate func opened(_ ground: Color, _ gaps: inout [Rect], _ fills: Fills) -> [SceneItem] {
    var out: [SceneItem] = []
    var isPlate = false
    for item in reversed() {
      switch item {
      case .group(var group):
        isPlate = false
        group.items = group.items.opened(ground, &gaps, fills)
        out.append(.group(group))
      case .glyphs(let run):
        let box = run.outlines.bounds
        guard let halo = run.halo, halo.color == ground, !run.isInked,
          !(box.map { fills.contain($0.center) } ?? false)
        else {
          out.append(item)
          continue
        }
        isPlate = true
        if let box { gaps.append(box.inset(by: -halo.width)) }
      case .path(let path, let style):
        // The plate below the halos has their colour.
        if isPlate, style.fill == ground, style.stroke == nil {
          gaps += path.polygons.compactMap { Rect(around: $0) }
        } else if style.fill == nil, style.stroke != nil {
          out.append(.path(path.interrupted(by: gaps), style))
        } else {
          out.append(item)
        }
        isPlate = false
      case .picture: out.append(item)
      }
    }
    return out.reversed()
  }
}

extension Path {
  /// The parts of the path as points, curves in sixteen straight stretches.
  fileprivate var polygons: [[Point]] {
    var parts: [[Point]] = []
    for element in elements {
      switch element {
      case .move(let point): parts.append([point])
      case .line(let point):
        guard !parts.isEmpty else { continue }
        parts[parts.count - 1].append(point)
      case .curve(let a, let b, let end):
        guard let start = parts.last?.last else { continue }
        parts[parts.count - 1] += (1...16).map { step in
          let t = Double(step) / 16
          let s = 1 - t
          let (first, second) = (s * s * s, 3 * s * s * t)
          let (third, fourth) = (3 * s * t * t, t * t * t)
          return Point(
            first * start.x + second * a.x + third * b.x + fourth * end.x,
            first * start.y + second * a.y + third * b.y + fourth * end.y)
        }
      case .close:
        if let start = parts.last?.first { parts[parts.count - 1].append(start) }
      }
    }
    return parts
  }

  /// What of a line lies outside of all gaps; the line itself where it meets none.
  fileprivate func interrupted(by gaps: [Rect]) -> Path {
    guard let bounds else { return self }
    let near = gaps.filter { $0.intersects(bounds) }
    guard !near.isEmpty else { return self }
    var out = Path()
    var isCut = false
    for part in polygons {
      var end: Point?
      for (from, to) in zip(part, part.dropFirst()) {
        let ways = near.reduce([(start: 0.0, end: 1.0)]) { ways, gap in
          guard let hidden = gap.stretch(from: from, to: to) else { return ways }
          isCut = true
          return ways.flatMap { way in
            [
              (start: way.start, end: min(way.end, hidden.lowerBound)),
              (start: max(way.start, hidden.upperBound), end: way.end),
            ].filter { $0.start < $0.end }
          }
        }
        for way in ways {
          let (start, stop) = (from + (to - from) * way.start, from + (to - from) * way.end)
          if end != start { out.elements.append(.move(start)) }
          out.elements.append(.line(stop))
          end = stop
        }
      }
    }
    return isCut ? out : self
  }
}

extension Rect {
  /// The part of a straight line within, from 0 at its start to 1 at its end; nil for none.
  fileprivate func stretch(from: Point, to: Point) -> ClosedRange<Double>? {
    var (first, last) = (0.0, 1.0)
    for (start, way, least, most) in [
      (from.x, to.x - from.x, minX, maxX), (from.y, to.y - from.y, minY, maxY),
    ] {
      if way == 0 {
        guard (least...most).contains(start) else { return nil }
        continue
      }
      let ends = [(least - start) / way, (most - start) / way].sorted()
      (first, last) = (max(first, ends[0]), min(last, ends[1]))
    }
    return first < last ? first...last : nil
  }
}
