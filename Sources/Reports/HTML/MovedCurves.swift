package import Drawing
import Elementary

extension [Scene] {
  /// Frames of one picture with a pale broad line below each curve that their parameter moves.
  ///
  /// Marked is what in more than half of the frames is elsewhere *in the data*: a curve that is seen
  /// through another window has not moved. Curves are solid lines in colour with round ends; guides in
  /// grey, dashes, stems and lines to words are none. A frame with five of them has no marks: they would
  /// say nothing.
  package func markingMoves() -> [Scene] {
    let curves = map { scene in
      scene.items.folded([Curve]()) { found, item in
        if let curve = Curve(item, in: scene) { found.append(curve) }
      }
    }
    return zip(self, curves).map { scene, found in
      let moved = Set(
        found.filter { curve in
          2 * curves.count { curve.isAmong($0) } < count
        }.map(\.item))
      guard moved.count < 5 else { return scene }
      var marked = scene
      marked.items = scene.items.marking(moved)
      return marked
    }
  }
}

extension [SceneItem] {
  /// The items with a mark before each of some paths.
  fileprivate func marking(_ moved: Set<SceneItem>) -> [SceneItem] {
    flatMap { item -> [SceneItem] in
      switch item {
      case .group(var group):
        group.items = group.items.marking(moved)
        return [.group(group)]
      case .path(let path, var style) where moved.contains(item):
        style.stroke?.width = 5
        style.stroke?.opacity = 0.25
        return [.path(path, style), item]
      default: return [item]
      }
    }
  }
}

/// A line of a picture, with how its drawing is read.
private struct Curve {
  let item: SceneItem
  let color: Color
  let lines: [[Point]]
  /// The drawing's place among those of the picture; nil for a line in none.
  let panel: Int?
  let reading: PanelReading?

  init?(_ item: SceneItem, in scene: Scene) {
    guard case .path(let path, let style) = item, style.fill == nil, let stroke = style.stroke,
      stroke.dash.isEmpty, stroke.cap == .round, stroke.opacity == 1, stroke.color.isColored
    else { return nil }
    self.item = item
    color = stroke.color
    lines = path.flattened(tolerance: 0.1).map(dense)
    guard let start = lines.first?.first else { return nil }
    panel = scene.readings.lastIndex { $0.rect.inset(by: -1).contains(start) }
    reading = panel.map { scene.readings[$0] }
  }

  /// Whether one of the curves of another frame is the same in the data.
  func isAmong(_ others: [Curve]) -> Bool {
    others.contains { other in
      guard other.color == color, other.panel == panel else { return false }
      return item == other.item && reading == other.reading
        || lies(on: other) && other.lies(on: self)
    }
  }

  /// Whether all that is seen in the window of another curve lies within a point of that.
  private func lies(on other: Curve) -> Bool {
    lines.joined().allSatisfy { point in
      guard let reading, let window = other.reading else { return other.passes(point) }
      let place = reading.place(of: point, in: window)
      return !window.rect.inset(by: 1).contains(place) || other.passes(place)
    }
  }

  private func passes(_ point: Point) -> Bool {
    let square = Rect(
      minX: point.x - 1, minY: point.y - 1, maxX: point.x + 1, maxY: point.y + 1)
    return lines.contains { !clipped(polyline: $0, to: square).isEmpty }
  }
}

/// A polyline with a point every four, so that a straight line is looked at between its ends too.
private func dense(_ points: [Point]) -> [Point] {
  zip(points, points.dropFirst()).flatMap { a, b in
    let count = max(1, Int(((b - a).length / 4).rounded(.up)))
    return (0..<count).map { a + (b - a) * (Double($0) / Double(count)) }
  } + points.suffix(1)
}

extension Color {
  /// Whether the channels differ by more than those of greys, which lean to the blue.
  fileprivate var isColored: Bool {
    let channels = [red, green, blue].sorted()
    return channels[2] - channels[0] > 40
  }
}

extension PanelReading {
  /// Where the data of a place of this drawing stand in another one.
  fileprivate func place(of point: Point, in other: PanelReading) -> Point {
    let across = x.part((point.x - rect.minX) / rect.width, of: other.x)
    let up = y.part((rect.maxY - point.y) / rect.height, of: other.y)
    return Point(
      other.rect.minX + across * other.rect.width, other.rect.maxY - up * other.rect.height)
  }
}

extension PanelReading.Side {
  /// A part of this side as a part of another one of its kind.
  fileprivate func part(_ part: Double, of other: PanelReading.Side) -> Double {
    let (a, b) = (bent(start), bent(end))
    return (a + part * (b - a) - bent(other.start)) / (bent(other.end) - bent(other.start))
  }

  private func bent(_ value: Double) -> Double {
    switch kind {
    case .linear, .names, .date: value
    case .log: log10(value)
    case .symlog(let size): value < 0 ? -log1p(-value / size) : log1p(value / size)
    }
  }
}
