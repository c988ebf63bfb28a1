/// Runs a program: at one point with derivatives, or at many points at once.
///
/// Each register holds a value, for derivatives also (x, y) and (xx, xy, yy), of some lanes side by
/// side: points of a grid, or rows of a table. Not for two threads at once.
package final class Evaluator {
  /// Numbers side by side, one for each lane, and blocks of these.
  private typealias Lanes = UnsafeMutablePointer<Double>

  private let program: Program
  /// 1, 3 or 6 numbers: the value, with the gradient, with the second derivatives.
  private let parts: Int
  private let lanes: Int
  private let registers: Lanes
  private let bodies: [Lanes]
  private let bodyLanes: Int
  private let scratch: Lanes
  /// The rows of a mini-batch; nil for all.
  package var batch: [Int]?

  /// The most lanes of one run.
  private static let width = 64

  /// An evaluator of values, with gradients (order 1) or second derivatives (order 2).
  package init(_ program: Program, order: Int, isForGrid: Bool = false) {
    self.program = program
    parts = [1, 3, 6][min(max(order, 0), 2)]
    lanes = isForGrid ? Self.width : 1
    bodyLanes = isForGrid || program.rows > 0 ? Self.width : 1
    let (parts, bodyLanes) = (parts, bodyLanes)
    func zeros(_ count: Int) -> Lanes {
      let memory = Lanes.allocate(capacity: max(1, count))
      memory.initialize(repeating: 0, count: max(1, count))
      return memory
    }
    registers = zeros(program.steps.count * parts * lanes)
    bodies = program.sums.map { zeros($0.steps.count * parts * bodyLanes) }
    scratch = zeros(3 * Self.width)
    for (index, step) in program.steps.enumerated() {
      if case .constant(let value) = step { fill(registers, index, lanes, value) }
      if case .variable(let which) = step, parts > 1 {
        for lane in 0..<lanes { registers[(index * parts + 1 + which) * lanes + lane] = 1 }
      }
    }
    for (body, sum) in zip(bodies, program.sums) {
      for (index, step) in sum.steps.enumerated() {
        if case .constant(let value) = step { fill(body, index, bodyLanes, value) }
      }
    }
  }

  deinit {
    registers.deallocate()
    for body in bodies { body.deallocate() }
    scratch.deallocate()
  }

  private func fill(_ memory: Lanes, _ index: Int, _ lanes: Int, _ v: Double) {
    for lane in 0..<lanes { memory[index * parts * lanes + lane] = v }
  }

  /// The value at a point.
  package func value(_ x: Double, _ y: Double) -> Double {
    load(x, y)
    run()
    return registers[program.result * parts * lanes]
  }

  /// The value with the derivatives that were asked for.
  package func jet(_ x: Double, _ y: Double) -> Jet {
    load(x, y)
    run()
    let r = registers + program.result * parts * lanes
    var jet = Jet(value: r[0])
    if parts > 1 {
      jet.x = r[lanes]
      jet.y = r[2 * lanes]
    }
    if parts > 3 {
      jet.xx = r[3 * lanes]
      jet.xy = r[4 * lanes]
      jet.yy = r[5 * lanes]
    }
    return jet
  }

  /// The values at points of a grid, which the evaluator was made for.
  package func values(_ xs: [Double], _ ys: [Double]) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(xs.count)
    var start = 0
    while start < xs.count {
      let count = min(lanes, xs.count - start)
      for (index, step) in program.steps.enumerated() {
        guard case .variable(let which) = step else { continue }
        let r = registers + index * parts * lanes
        for lane in 0..<lanes {
          let place = start + min(lane, count - 1)
          r[lane] = which == 0 ? xs[place] : ys[place]
        }
      }
      run()
      let r = registers + program.result * parts * lanes
      for lane in 0..<count { values.append(r[lane]) }
      start += count
    }
    return values
  }

  private func load(_ x: Double, _ y: Double) {
    for (index, step) in program.steps.enumerated() {
      guard case .variable(let which) = step else { continue }
      fill(registers, index, lanes, which == 0 ? x : y)
    }
  }

  private func run() {
    for (index, step) in program.steps.enumerated() {
      if case .sum(let which) = step {
        addRows(which, into: registers + index * parts * lanes)
      } else {
        execute(step, index, registers, lanes)
      }
    }
  }

  /// Sums a body over its rows: side by side the rows for one point, or the points for each row.
  private func addRows(_ which: Int, into result: Lanes) {
    let sum = program.sums[which]
    let body = bodies[which]
    let block = parts * bodyLanes
    for i in 0..<parts * lanes { result[i] = 0 }
    let all = batch.map { $0.filter { $0 < sum.rows } }
    let count = all?.count ?? sum.rows
    // What the body takes from outside is the same for all rows.
    for (index, step) in sum.steps.enumerated() {
      guard case .outer(let register) = step else { continue }
      let (from, to) = (registers + register * parts * lanes, body + index * block)
      for part in 0..<parts {
        for lane in 0..<bodyLanes {
          to[part * bodyLanes + lane] = from[part * lanes + (lanes == 1 ? 0 : lane)]
        }
      }
    }
    let last = body + sum.result * block
    var row = 0
    while row < count {
      let taken = lanes == 1 ? min(bodyLanes, count - row) : 1
      for (index, step) in sum.steps.enumerated() {
        if case .column(let column) = step {
          let to = body + index * block
          program.columns[column].withUnsafeBufferPointer { values in
            for lane in 0..<bodyLanes {
              let place = row + (lanes == 1 ? min(lane, taken - 1) : 0)
              to[lane] = values[all?[place] ?? place]
            }
          }
        } else {
          execute(step, index, body, bodyLanes)
        }
      }
      if lanes == 1 {
        for part in 0..<parts {
          var total = 0.0
          for lane in 0..<taken { total += last[part * bodyLanes + lane] }
          result[part] += total
        }
      } else {
        for i in 0..<block { result[i] += last[i] }
      }
      row += taken
    }
    // A batch stands for all rows: a sum is as large as theirs.
    let factor =
      sum.isMean
      ? 1 / Double(max(count, 1)) : all == nil ? 1 : Double(sum.rows) / Double(max(count, 1))
    if factor != 1 { for i in 0..<parts * lanes { result[i] *= factor } }
  }

  /// One step in all lanes.
  @inline(__always)
  private func execute(_ step: Step, _ index: Int, _ memory: Lanes, _ n: Int) {
    let block = parts * n
    let d = memory + index * block
    switch step {
    case .constant, .variable, .column, .outer, .sum: return
    case .add(let i, let j):
      let (a, b) = (memory + i * block, memory + j * block)
      for k in 0..<block { d[k] = a[k] + b[k] }
    case .subtract(let i, let j):
      let (a, b) = (memory + i * block, memory + j * block)
      for k in 0..<block { d[k] = a[k] - b[k] }
    case .negate(let i):
      let a = memory + i * block
      for k in 0..<block { d[k] = -a[k] }
    case .multiply(let i, let j):
      multiply(d, memory + i * block, memory + j * block, n)
    case .divide(let i, let j): divide(d, memory + i * block, memory + j * block, n)
    case .power(let i, let exponent): power(d, memory + i * block, exponent, n)
    case .realPower(let i, let exponent):
      let a = memory + i * block
      chain(d, a, n) { x, order in
        let y = Function2.pow(x, exponent, order: 0).0
        guard order > 0 else { return (y, 0, 0) }
        let first = exponent * Function2.pow(x, exponent - 1, order: 0).0
        guard order > 1 else { return (y, first, 0) }
        return (
          y, first, exponent * (exponent - 1) * Function2.pow(x, exponent - 2, order: 0).0
        )
      }
    case .function(let function, let i):
      chain(d, memory + i * block, n) { function($0, order: $1) }
    case .function2(let function, let i, let j):
      chain2(d, memory + i * block, memory + j * block, n, function)
    }
  }

  private func multiply(_ d: Lanes, _ a: Lanes, _ b: Lanes, _ n: Int) {
    for k in 0..<n { d[k] = a[k] * b[k] }
    guard parts > 1 else { return }
    for p in 1...2 {
      for k in 0..<n { d[p * n + k] = a[p * n + k] * b[k] + a[k] * b[p * n + k] }
    }
    guard parts > 3 else { return }
    for (p, q, r) in [(3, 1, 1), (4, 1, 2), (5, 2, 2)] {
      for k in 0..<n {
        let mixed = a[q * n + k] * b[r * n + k] + a[r * n + k] * b[q * n + k]
        d[p * n + k] = a[p * n + k] * b[k] + mixed + a[k] * b[p * n + k]
      }
    }
  }

  private func divide(_ d: Lanes, _ a: Lanes, _ b: Lanes, _ n: Int) {
    for k in 0..<n { d[k] = a[k] / b[k] }
    guard parts > 1 else { return }
    for p in 1...2 {
      for k in 0..<n { d[p * n + k] = (a[p * n + k] - d[k] * b[p * n + k]) / b[k] }
    }
    guard parts > 3 else { return }
    for (p, q, r) in [(3, 1, 1), (4, 1, 2), (5, 2, 2)] {
      for k in 0..<n {
        let mixed = d[q * n + k] * b[r * n + k] + d[r * n + k] * b[q * n + k]
        d[p * n + k] = (a[p * n + k] - mixed - d[k] * b[p * n + k]) / b[k]
      }
    }
  }

  private func power(_ d: Lanes, _ a: Lanes, _ exponent: Int, _ n: Int) {
    if exponent == 2 { return multiply(d, a, a, n) }
    let real = Double(exponent)
    chain(d, a, n) { x, order in
      guard order > 0 else { return (wholePower(x, exponent), 0, 0) }
      // From the lowest power up, so that 0 has its derivatives.
      let second = exponent == 1 ? 0 : real * (real - 1) * wholePower(x, exponent - 2)
      let before = wholePower(x, exponent - 1)
      return (wholePower(x, exponent), real * before, second)
    }
  }

  @inline(__always)
  private func chain(
    _ d: Lanes, _ a: Lanes, _ n: Int, _ f: (Double, Int) -> (Double, Double, Double)
  ) {
    guard parts > 1 else {
      for k in 0..<n { d[k] = f(a[k], 0).0 }
      return
    }
    let (first, second) = (scratch, scratch + Self.width)
    for k in 0..<n { (d[k], first[k], second[k]) = f(a[k], parts > 3 ? 2 : 1) }
    for p in 1...2 {
      for k in 0..<n { d[p * n + k] = slope(first[k], a[p * n + k]) }
    }
    guard parts > 3 else { return }
    for (p, q, r) in [(3, 1, 1), (4, 1, 2), (5, 2, 2)] {
      for k in 0..<n {
        d[p * n + k] =
          slope(first[k], a[p * n + k]) + slope(second[k], a[q * n + k] * a[r * n + k])
      }
    }
  }

  private func chain2(_ d: Lanes, _ a: Lanes, _ b: Lanes, _ n: Int, _ function: Function2) {
    for k in 0..<n {
      let (value, g, h) = function(a[k], b[k], order: parts > 3 ? 2 : parts > 1 ? 1 : 0)
      d[k] = value
      guard parts > 1 else { continue }
      for p in 1...2 { d[p * n + k] = slope(g.x, a[p * n + k]) + slope(g.y, b[p * n + k]) }
      guard parts > 3 else { continue }
      for (p, q, r) in [(3, 1, 1), (4, 1, 2), (5, 2, 2)] {
        let (aq, ar, bq, br) = (a[q * n + k], a[r * n + k], b[q * n + k], b[r * n + k])
        d[p * n + k] =
          slope(g.x, a[p * n + k]) + slope(g.y, b[p * n + k]) + slope(h.x, aq * ar)
          + slope(h.y, aq * br + ar * bq) + slope(h.z, bq * br)
      }
    }
  }

  /// A product in which what does not change has no slope, however steep the function.
  @inline(__always)
  private func slope(_ derivative: Double, _ change: Double) -> Double {
    change == 0 ? 0 : derivative * change
  }
}
