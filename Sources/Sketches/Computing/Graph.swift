import Drawing
import Elementary
import Plotting

/// A graph or parametric curve as pieces that are drawn as they are: between them lie poles, jumps
/// and what the formula does not define.
struct CurvePieces: Sendable {
  var pieces: [[Point]]

  /// The most a piece bends away from its chords, as a part of the window.
  private static let bend = 2e-4

  /// The graph of a formula of one variable over a part of the window.
  ///
  /// - Parameter range: From the left to the right end, in data.
  init(
    graph program: Program, over range: (Double, Double), in window: Window, budget: Budget
  ) throws {
    let (a, b) = (window.x.fraction(range.0), window.x.fraction(range.1))
    let value = Evaluator(program, order: 0)
    try self.init(from: a, to: b, program: program, budget: budget, window: window) { t in
      let x = t == a ? range.0 : t == b ? range.1 : window.x.value(at: t)
      return Point(x, value.value(x, 0))
    }
  }

  /// A curve of a parameter.
  init(
    _ x: Program, _ y: Program, over range: (Double, Double), in window: Window, budget: Budget
  ) throws {
    let (first, second) = (Evaluator(x, order: 0), Evaluator(y, order: 0))
    try self.init(from: range.0, to: range.1, program: x, budget: budget, window: window) { t in
      Point(first.value(t, 0), second.value(t, 0))
    }
  }

  private init(
    from a: Double, to b: Double, program: Program, budget: Budget, window: Window,
    _ datum: (Double) -> Point
  ) throws {
    /// A sample: parameter, datum, place in fractions of the window.
    typealias Sample = (t: Double, datum: Point, place: Point)
    var count = 0
    func sample(_ t: Double) throws -> Sample {
      count += 1
      try budget.spend(1, of: program, order: 0)
      let datum = datum(t)
      return (t, datum, window.place(datum))
    }
    func isOut(_ a: Sample, _ b: Sample) -> Bool {
      // Both on one side beyond the window: what lies between them is not seen.
      func beyond(_ p: Double, _ q: Double) -> Bool {
        (p > 1.5 && q > 1.5) || (p < -0.5 && q < -0.5)
      }
      return beyond(a.place.x, b.place.x) || beyond(a.place.y, b.place.y)
    }
    func distance(_ a: Sample, _ b: Sample) -> Double {
      hypot(a.place.x - b.place.x, a.place.y - b.place.y)
    }
    var pieces: [[Point]] = []
    var current: [Point] = []
    func cut() {
      if current.count > 1 { pieces.append(current) }
      current = []
    }
    func keep(_ s: Sample) { if s.place.isFinite { current.append(s.datum) } }
    // A stack in place of recursion: from left to right.
    let initial = 200
    var previous = try sample(a)
    keep(previous)
    for k in 1...initial {
      var stack: [(Sample, Int)] = [
        (try sample(k == initial ? b : a + (b - a) * Double(k) / Double(initial)), 0)
      ]
      while let (next, depth) = stack.last {
        let known = previous.place.isFinite
        let there = next.place.isFinite
        if !known, !there, depth >= 3 {
          cut()
          previous = next
          stack.removeLast()
          continue
        }
        let isEdge = known != there
        let deepest = isEdge ? 45 : 18
        if depth < deepest, count < 200_000 {
          let middle = try sample((previous.t + next.t) / 2)
          let chord = Point(
            (previous.place.x + next.place.x) / 2, (previous.place.y + next.place.y) / 2)
          let away = hypot(middle.place.x - chord.x, middle.place.y - chord.y)
          let isBent = !(away <= CurvePieces.bend) || distance(previous, next) > 0.04
          let isHidden =
            known && there && middle.place.isFinite && isOut(previous, next)
            && isOut(previous, middle)
          if isEdge || !(known && there) || (isBent && !isHidden) {
            if middle.t == previous.t || middle.t == next.t {
              if isEdge { cut() }
            } else {
              stack[stack.count - 1].1 = depth + 1
              stack.append((middle, depth + 1))
              continue
            }
          }
          if known, there, middle.place.isFinite { keep(middle) }
        } else if isEdge {
          cut()
        } else if known, there, distance(previous, next) > 0.01 {
          // So near to each other, and so far apart: a pole or a jump.
          cut()
        }
        keep(next)
        previous = next
        stack.removeLast()
      }
    }
    cut()
    try budget.keep(count)
    self.pieces = pieces.map { CurvePieces.within($0, window) }.filter { $0.count > 1 }
  }

  /// A piece without the parts far beyond the window, so that no number on the page is huge.
  private static func within(_ piece: [Point], _ window: Window) -> [Point] {
    piece.compactMap { datum in
      let place = window.place(datum)
      let near = Point(min(max(place.x, -20), 21), min(max(place.y, -20), 21))
      let shown = near == place ? datum : window.datum(near)
      return shown.isFinite ? shown : nil
    }
  }
}
