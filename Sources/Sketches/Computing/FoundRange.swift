import Drawing

/// The least and the greatest value of a formula over a window, sought from its samples.
///
/// The eight lowest samples that are no higher than their neighbours, of sums over rows two, are led downhill: by steps along
/// the axes, which are halved where none leads down, then by Newton's method; the highest likewise. A
/// valley narrower than the samples can be missed. Where the search leaves the range of the samples far
/// behind, as at a pole, theirs is kept.
struct FoundRange: Sendable {
  let low: Double
  let high: Double

  /// Both.
  var ends: (low: Double, high: Double) { (low, high) }

  /// - Parameters:
  ///   - values: The samples, row by row, some of them finite.
  ///   - columns: How many stand in a row.
  ///   - inset: Where the first of a row stands, as a part of the window's side: 0 for its edge.
  init(
    _ program: Program, from values: [Double], columns: Int, inset: Double = 0, in window: Window,
    budget: Budget
  ) throws {
    let known = values.filter(\.isFinite)
    let (least, most) = (known.min() ?? .nan, known.max() ?? .nan)
    let rows = values.count / columns
    let field = Evaluator(program, order: 2)
    let plain = Evaluator(program, order: 0)
    func place(_ index: Int) -> Point {
      func part(_ index: Int, _ count: Int) -> Double {
        inset + (1 - 2 * inset) * Double(index) / Double(max(1, count - 1))
      }
      return Point(part(index % columns, columns), part(index / columns, rows))
    }
    /// The least value of the formula times a sign.
    func found(_ sign: Double) throws -> Double {
      func sample(_ index: Int) -> Double { sign * values[index] }
      let starts = values.indices.filter { index in
        guard values[index].isFinite else { return false }
        let (x, y) = (index % columns, index / columns)
        let beside = [
          x > 0 ? index - 1 : index, x + 1 < columns ? index + 1 : index,
          y > 0 ? index - columns : index, y + 1 < rows ? index + columns : index,
        ]
        return beside.allSatisfy { !(sample($0) < sample(index)) }
      }.sorted { (sample($0), $0) < (sample($1), $1) }.prefix(program.rows > 0 ? 2 : 8)
      var best = Double.infinity
      for start in starts {
        try budget.spend(200, of: program, order: 0)
        try budget.spend(12, of: program, order: 2)
        best = min(best, led(from: place(start), sample(start), sign))
      }
      return best
    }
    func led(from start: Point, _ value: Double, _ sign: Double) -> Double {
      var (here, best) = (start, value)
      var step = 1 / Double(columns)
      for _ in 0..<50 where step > 1e-9 {
        var next = here
        for (x, y) in [(step, 0), (-step, 0), (0, step), (0, -step)] {
          let there = Point(min(max(here.x + x, 0), 1), min(max(here.y + y, 0), 1))
          let datum = window.datum(there)
          let value = sign * plain.value(datum.x, datum.y)
          if value < best { (next, best) = (there, value) }
        }
        if next == here { step /= 2 } else { here = next }
      }
      var datum = window.datum(here)
      for _ in 0..<12 {
        let jet = field.jet(datum.x, datum.y)
        guard jet.isFinite else { break }
        let way = jet.hessian.solution(jet.gradient)
        let there = Point(datum.x - way.x, datum.y - way.y)
        guard there.isFinite, window.holds(there) else { break }
        let value = sign * plain.value(there.x, there.y)
        guard value < best else { break }
        (datum, best) = (there, value)
      }
      return best
    }
    guard !known.isEmpty else {
      (low, high) = (.nan, .nan)
      return
    }
    let width = most - least
    let ends = (try found(1), try -found(-1))
    /// What differs from 0 by rounding is 0.
    func settled(_ end: Double, _ sample: Double) -> Double {
      guard abs(end - sample) <= width else { return sample }
      return abs(end) <= 1e-15 * width ? 0 : end
    }
    (low, high) = (settled(ends.0, least), settled(ends.1, most))
  }
}
