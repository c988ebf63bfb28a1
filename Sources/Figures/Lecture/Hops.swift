import Drawing
import Models
import Records

/// The hops of run B that are drawn, each an arc above the train risk.
struct Hops: Sendable {
  /// Where the hops start and end.
  let places: [Point]
  /// The arcs between them.
  let arcs: [[Point]]
  /// Whether the run has more hops than the eye can follow; then the first of them are drawn.
  let isCut: Bool

  /// How far an arc stays above the highest point of the risk between its ends.
  private static let gap = 0.06
  private static let most = 8

  /// The hops of a run until they would lie on its end, or the first of them.
  init(_ run: TwoMinimisers.Run, on model: TwoMinimisers) {
    let end = run.iterates[run.iterates.count - 1]
    var hops = run.settles ? Array(run.iterates.prefix { abs($0 - end) > 0.05 }) : run.iterates
    isCut = hops.count > Self.most
    hops = Array(hops.prefix(Self.most + 1)) + (isCut ? [] : [end])
    places = hops.map { Point($0, model.trainRisk($0)) }
    arcs = zip(places, places.dropFirst()).map { Self.arc($0, $1, over: model) }
  }

  /// A parabola between two points of the risk that nowhere else comes down to it, and whose top
  /// clears the highest point between them.
  private static func arc(_ a: Point, _ b: Point, over model: TwoMinimisers) -> [Point] {
    func line(_ t: Double) -> Point { a + (b - a) * t }
    let needed = (1..<200).map { Double($0) / 200 }.map { t in
      (model.trainRisk(line(t).x) - line(t).y) / (4 * t * (1 - t)) + gap
    }
    var rise = max(0.10 + 0.06 * abs(b.x - a.x), needed.max() ?? 0)
    func arc() -> [Point] {
      (0...48).map { k in
        let t = Double(k) / 48
        return Point(line(t).x, line(t).y + 4 * rise * t * (1 - t))
      }
    }
    let highest = highest(between: a.x, b.x, on: model)
    while (arc().map(\.y).max() ?? 0) < highest + gap { rise += 0.02 }
    return arc()
  }

  private static func highest(between a: Double, _ b: Double, on model: TwoMinimisers) -> Double {
    (0...200).map { model.trainRisk(a + (b - a) * Double($0) / 200) }.max() ?? 0
  }

  /// How far the worst arc falls short of what it promises; 0 when none does.
  func shortfall(on model: TwoMinimisers) -> Double {
    arcs.map { arc in
      let below = arc.dropFirst().dropLast().map { model.trainRisk($0.x) - $0.y }.worst
      let highest = Self.highest(between: arc[0].x, arc[arc.count - 1].x, on: model)
      return [0, below, highest + Self.gap - arc.map(\.y).worst].worst
    }.worst
  }

  /// Places along the arc that rises highest, from its top on.
  func places(forWords count: Int) -> [Point] {
    func top(_ arc: [Point]) -> Double { arc.map(\.y).max() ?? 0 }
    guard let arc = arcs.max(by: { top($0) < top($1) }),
      let middle = arc.indices.max(by: { arc[$0].y < arc[$1].y })
    else { return places }
    let right = arc[0].x < arc[arc.count - 1].x ? 1 : -1
    return [6, 10, 2, -4, 14].prefix(count).map { middle + $0 * right }.filter(arc.indices.contains)
      .map { arc[$0] }
  }
}
