import Drawing
import Typesetting

/// The inked area of glyphs or rules as polygons, for questions of overlap.
struct Ink {
  /// Closed polygons, y down.
  var polygons: [[Point]]

  /// The ink of a glyph in its place; curves become twelve straight pieces each.
  init(_ glyph: MathBox.Glyph) {
    polygons = []
    let scale = glyph.size / glyph.font.unitsPerEm
    let path = glyph.font.outline(of: glyph.id).mapped {
      Point(glyph.origin.x + $0.x * scale, glyph.origin.y - $0.y * scale)
    }
    var polygon: [Point] = []
    for element in path.elements {
      switch element {
      case .move(let point): polygon = [point]
      case .line(let point): polygon.append(point)
      case .curve(let a, let b, let end):
        guard let start = polygon.last else { continue }
        for step in 1...12 {
          let t = Double(step) / 12
          let u = 1 - t
          polygon.append(
            start * (u * u * u) + a * (3 * u * u * t) + b * (3 * u * t * t) + end * (t * t * t))
        }
      case .close:
        polygons.append(polygon)
        polygon = []
      }
    }
    if !polygon.isEmpty { polygons.append(polygon) }
  }

  /// The ink of a rule.
  init(_ rule: MathBox.Rule) { polygons = [rule.rect.corners] }

  /// Whether some outline crosses the other's, or one lies in the other.
  func overlaps(_ other: Ink) -> Bool {
    for a in polygons {
      for b in other.polygons where Ink.cross(a, b) { return true }
    }
    return isAround(other.polygons.first?.first) || other.isAround(polygons.first?.first)
  }

  private static func cross(_ a: [Point], _ b: [Point]) -> Bool {
    guard let boxA = Rect(around: a), let boxB = Rect(around: b), boxA.intersects(boxB) else {
      return false
    }
    for i in a.indices {
      let (p, q) = (a[i], a[(i + 1) % a.count])
      for j in b.indices {
        let (r, s) = (b[j], b[(j + 1) % b.count])
        let first = (q - p).cross(r - p) * (q - p).cross(s - p)
        let second = (s - r).cross(p - r) * (s - r).cross(q - r)
        if first < 0, second < 0 { return true }
      }
    }
    return false
  }

  /// Whether the point lies inside, by the parity of crossings to the right.
  private func isAround(_ point: Point?) -> Bool {
    guard let point else { return false }
    var isInside = false
    for polygon in polygons {
      for i in polygon.indices {
        let (p, q) = (polygon[i], polygon[(i + 1) % polygon.count])
        guard (p.y > point.y) != (q.y > point.y) else { continue }
        if point.x < p.x + (point.y - p.y) / (q.y - p.y) * (q.x - p.x) { isInside.toggle() }
      }
    }
    return isInside
  }
}
