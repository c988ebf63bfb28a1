import Drawing
import Lectures
import Models
import Plotting
import Records

/// The plane of the weights, and the sharpness at the ends.
extension ToyDynamicsFigure {
  func plane(_ run: ScalarDescent, _ line: [Point], _ text: FigureText) throws -> Panel {
    let reach = max(3.4, 1.1 * maximumNorm(start))
    let points = run.points.prefix(200).map { Point($0.x, $0.y) }
    // What the run and the flow visit, not the whole of the minima.
    let seen = (points + line).filter { max(abs($0.x), abs($0.y)) <= reach }
    let (x, y) = window(seen)
    // The name of the minima stands far from the runs, and from the sides.
    let ways = Self.between(points) + line
    func away(_ place: Point) -> Double {
      let sides = [place.x - x.from, x.to - place.x]
      return (sides + ways.map { ($0 - place).length }).least
    }
    let minima = (1..<40).map { k -> Point in
      let u = x.from + (x.to - x.from) * Double(k) / 40
      return Point(u, 1 / u)
    }.filter { $0.y > y.from && $0.y < y.to }.map { ($0, away($0)) }.sorted { $0.1 > $1.1 }.map(\.0)
    let rests = run.end == .converged
    return try Panel(
      name: "plane", x: .linear("$u$", from: x.from, to: x.to, nice: false),
      y: .linear("$v$", from: y.from, to: y.to, nice: false), aspect: .equalFilling()
    ) {
      Rule.x(0, .note, .hair, .solid, layer: "axes", name: "u = 0")
      Rule.y(0, .note, .hair, .solid, layer: "axes", name: "v = 0")
      Contours(
        of: { $0 * $0 - $1 * $1 }, at: try orbits(x, y), .rule, .level, layer: "flow",
        name: "orbits of the flow")
      Contours.zero(of: { $0 * $1 - 1 }, .interpolators, .hero, layer: "set", name: "minima")
      Label(
        "$uv=1$", at: .oneOf(minima), .above(), .below(), .aboveRight(), .belowLeft(), size: .tick,
        role: .interpolators, layer: "set")
      Polyline([points], .sgd, .rule, layer: "run", name: "gradient descent")
      Dots(points, .disc, .sgd, diameter: 2.8, layer: "run", name: "gradient descent")
      Curve(line, .gradientFlow, .strong, layer: "flow", name: "gradient flow")
      Dots([points[0]], .hollow, .ink, diameter: 4.8, layer: "flow", name: "start")
      Label(text["orbits"], at: .fraction(Point(1, 0)), size: .tick, role: .note, layer: "flow")
      Dots(Array(line.suffix(1)), .filled, .gradientFlow, diameter: 5, layer: "flow", name: "end")
      Label(
        text["flow-end"], at: .oneOf(line.reversed()), .aboveRight(4), .above(6), .right(),
        .below(6), role: .gradientFlow, layer: "flow")
      Dots(
        Array(points.suffix(rests ? 1 : 0)), .filled, .sgd, diameter: 5, layer: "run", name: "end")
      Label(
        rests ? text["run-end"] : "", at: .oneOf(points.reversed()), .below(6), .left(6),
        .right(6), role: .sgd, layer: "run")
      Label.fate(text["fate"], layer: "run")
    }
  }

  /// Values of u² − v² about three to a window: more orbits would run below every name.
  private func orbits(
    _ x: (from: Double, to: Double), _ y: (from: Double, to: Double)
  ) throws -> Levels {
    let (u, v) = (squares(x), squares(y))
    let (low, high) = (u.least - v.most, u.most - v.least)
    let third = (high - low) / 3
    // The power of two that is nearest by ratios.
    let step = Double(sign: .plus, exponent: (third * 2.0.squareRoot()).exponent, significand: 1)
    let first = (low / step).rounded(.down)
    let last = (high / step).rounded(.up)
    return try .linear(
      from: first * step, through: last * step, count: Int(last - first) + 1)
  }

  /// The least and the greatest square of the numbers of a side.
  private func squares(_ side: (from: Double, to: Double)) -> (least: Double, most: Double) {
    let ends = [side.from * side.from, side.to * side.to]
    return (side.from < 0 && side.to > 0 ? 0 : ends.least, ends.worst)
  }

  /// Points along the straight ways between points.
  private static func between(_ points: [Point]) -> [Point] {
    zip(points, points.dropFirst()).flatMap { a, b in
      (0...9).map { a + (b - a) * (Double($0) / 9) }
    }
  }

  /// A window of two to one at most around some points, with room at their sides.
  func window(_ points: [Point]) -> (x: (from: Double, to: Double), y: (from: Double, to: Double)) {
    let sides = [points.map(\.x), points.map(\.y)].map { ($0.least, $0.worst) }
    let least = max(1, 0.7 * 1.2 * sides.map { $1 - $0 }.worst)
    func span(_ low: Double, _ high: Double) -> (from: Double, to: Double) {
      let half = max(0.5 * least, 0.6 * (high - low))
      return (0.5 * (low + high) - half, 0.5 * (low + high) + half)
    }
    return (span(sides[0].0, sides[0].1), span(sides[1].0, sides[1].1))
  }

  /// The greatest sharpness that the right panel shows.
  static func top(_ ends: [(Double, SIMD2<Double>)], _ bend: Double) -> Double {
    1.15 * ([bend] + ends.map { network.sharpness($0.1) }).worst
  }

  /// The curve 2/η where it is seen.
  static func bound(below top: Double) -> [Point] {
    (1...240).map { 0.0025 * Double($0) }.filter { 2 / $0 <= top }.map { Point($0, 2 / $0) }
  }

  func endPanel(
    _ run: ScalarDescent, _ ends: [(Double, SIMD2<Double>)], bend: Double, _ text: FigureText
  ) -> Panel {
    let sharpness = ends.map { Point($0.0, Self.network.sharpness($0.1)) }
    let top = Self.top(ends, bend)
    let bound = Self.bound(below: top)
    let rests = run.end == .converged
    let here = Array(sharpness.suffix(rests ? 1 : 0))
    return Panel(
      name: "ends", x: .linear(text["step"], from: 0, to: 0.6, nice: false),
      y: .linear(text["sharpness"], from: 0, to: top)
    ) {
      Polyline([bound], .interpolators, .curve, .dashed, layer: "ends", name: "2/η")
      Rule.y(bend, .gradientFlow, .rule, .solid, layer: "ends", name: "gradient flow")
      Dots(sharpness, .disc, .sgd, diameter: 3, layer: "ends", name: "gradient descent")
      Dots(here, .hollow, .ink, diameter: 7, layer: "ends", name: "this step")
      Label(
        rests ? text["here"] : "", at: .oneOf(here), .belowLeft(6), .left(8), .right(8),
        size: .tick, role: .ink, layer: "ends")
      Label(
        "$2/\\eta$", at: .oneOf(bound.dropLast(24).reversed()), .aboveRight(3), .above(4),
        size: .tick, role: .interpolators, layer: "ends")
      Label(
        text["run-end"], at: .oneOf(Array(sharpness.dropLast())), .belowLeft(6), .below(6),
        role: .sgd, layer: "ends")
      Label.level(text["flow"], at: Point(0.6, bend), .gradientFlow, layer: "ends")
      // A run without an end has its step all the same.
      if !rests {
        Rule.marked(
          text["fate"], x: step, heights: [0.5 * top], .sgd, layer: "ends", name: "this step")
      }
    }
  }
}
