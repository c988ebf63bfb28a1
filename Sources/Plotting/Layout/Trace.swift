import Drawing

/// How a label was placed: what was tried, and why it was not taken.
struct Trace {
  /// What became of a place.
  enum Verdict: Hashable {
    /// The words stand there.
    case taken
    /// Something lies there that words must not touch, or the page or panel ends.
    case blocked
    /// A guide line or band is crossed, or another thing is nearer than what the words name.
    case doubtful
    /// Free; another place came first.
    case free
  }

  /// The words.
  let text: String
  /// What the words belong to, in points on the page.
  let anchors: [Point]
  /// The places that were looked at, in their order.
  var places: [(box: Rect, verdict: Verdict)]
  /// Whether the words stand somewhere.
  let isPlaced: Bool
}

/// A picture's obstacles and the places its labels tried, as a layer to be laid over it.
///
/// Red is what words must keep off, orange what they cross only where nothing else is left, grey
/// what they may cross. Boxes are places: green the one taken, blue free, orange doubtful, red
/// blocked. A label without a place is written in red where it was asked for.
struct ObstacleLayer {
  /// The obstacles that were there before the first label.
  let ink: Drawn
  /// How the labels were placed, in order.
  let traces: [Trace]
  /// Theme, type and strokes.
  let metrics: Metrics

  private static let red = Color(0xD0021B)
  private static let orange = Color(0xE08700)
  private static let grey = Color(0x7A8A99)
  private static let green = Color(0x0B8A3A)
  private static let blue = Color(0x2368C4)

  /// The layer.
  func item() throws -> SceneItem {
    var items: [SceneItem] = []
    for (obstacles, color) in [
      (ink.background, Self.grey), (ink.guides, Self.orange), (ink.obstacles, Self.red),
    ] {
      items += obstacles.map { drawn($0, color) }
    }
    for trace in traces { items += try drawn(trace) }
    return .group(Group(name: "obstacles", items: items))
  }

  private func drawn(_ obstacle: Obstacle, _ color: Color) -> SceneItem {
    switch obstacle {
    case .stroke(let points, let reach, _):
      let line = Stroke(color, width: max(2 * reach, 0.4), opacity: 0.35)
      return .path(Path(polyline: points), Style(stroke: line))
    case .dot(let center, let radius, _):
      return .path(.circle(center: center, radius: radius), Style(fill: color, fillOpacity: 0.35))
    case .box(let rect, _):
      return .path(.rectangle(rect), Style(fill: color, fillOpacity: 0.35))
    case .region(let outlines, _):
      let path = Path(outlines.flatMap { Path(polyline: $0, closed: true).elements })
      return .path(path, Style(fill: color, fillOpacity: 0.2, evenOdd: true))
    }
  }

  private func drawn(_ trace: Trace) throws -> [SceneItem] {
    var items: [SceneItem] = trace.places.map { box, verdict in
      let (color, width) =
        switch verdict {
        case .taken: (Self.green, 0.8)
        case .blocked: (Self.red, 0.25)
        case .doubtful: (Self.orange, 0.25)
        case .free: (Self.blue, 0.25)
        }
      return .path(.rectangle(box), Style(stroke: Stroke(color, width: width, join: .miter)))
    }
    let color = trace.isPlaced ? Self.green : Self.red
    for anchor in trace.anchors {
      let arms = [Point(2, 2), Point(2, -2)].flatMap {
        Path.line(anchor - $0, anchor + $0).elements
      }
      items.append(.path(Path(arms), Style(stroke: Stroke(color, width: 0.6, cap: .butt))))
    }
    guard !trace.isPlaced, let first = trace.places.first else { return items }
    let words = try Words(trace.text, size: 7, fonts: metrics.fonts)
    return items
      + words.items(
        at: Point(first.box.minX, first.box.minY), alignment: 0, color: Self.red, halo: nil)
  }
}
