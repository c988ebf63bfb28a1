/// All numbers between two; every operation rounds outwards, so that it holds all exact results.
struct Interval: Hashable, Sendable {
  var low: Double
  var high: Double

  init(_ low: Double, _ high: Double) {
    self.low = low
    self.high = high
  }

  init(_ value: Double) { self.init(value, value) }

  /// Nothing is known.
  static let all = Interval(-.infinity, .infinity)

  func holds(_ value: Double) -> Bool { low <= value && value <= high }

  /// Whether a number lies inside, or on an end by rounding.
  var holdsZero: Bool { !(low > 0 || high < 0) }

  /// The interval with its ends moved outwards by some units in the last place.
  private func widened(_ units: Int = 1) -> Interval {
    guard !low.isNaN, !high.isNaN else { return .all }
    var (a, b) = (low, high)
    for _ in 0..<units { (a, b) = (a.nextDown, b.nextUp) }
    return Interval(a, b)
  }

  static func + (a: Interval, b: Interval) -> Interval {
    Interval(a.low + b.low, a.high + b.high).widened()
  }

  static func - (a: Interval, b: Interval) -> Interval {
    Interval(a.low - b.high, a.high - b.low).widened()
  }

  static prefix func - (a: Interval) -> Interval { Interval(-a.high, -a.low) }

  static func * (a: Interval, b: Interval) -> Interval {
    // 0 times infinity is 0 here: the infinite end is not reached.
    func product(_ x: Double, _ y: Double) -> Double {
      let p = x * y
      return p.isNaN ? 0 : p
    }
    let (p, q) = (product(a.low, b.low), product(a.low, b.high))
    let (r, s) = (product(a.high, b.low), product(a.high, b.high))
    return Interval(min(min(p, q), min(r, s)), max(max(p, q), max(r, s))).widened()
  }

  static func / (a: Interval, b: Interval) -> Interval {
    b.holdsZero ? .all : a * Interval(1 / b.high, 1 / b.low).widened()
  }

  /// A whole power.
  func power(_ n: Int) -> Interval {
    if n < 0 { return Interval(1) / power(-n) }
    if n == 0 { return Interval(1) }
    let (a, b) = (wholePower(low, n), wholePower(high, n))
    let units = 2 * (Int.bitWidth - n.leadingZeroBitCount) + 2
    if n % 2 == 1 { return Interval(a, b).widened(units) }
    return Interval(holdsZero ? 0 : min(a, b), max(a, b)).widened(units)
  }

  /// An increasing function.
  private func rising(_ f: Function) -> Interval {
    Interval(f(low, order: 0).0, f(high, order: 0).0).widened(4)
  }

  /// The values of a function, and of its derivative.
  func mapped(_ f: Function) -> (value: Interval, slope: Interval) {
    switch f {
    case .exp: (rising(.exp), rising(.exp))
    case .expm1: (rising(.expm1), rising(.exp))
    case .log, .ln: low > 0 ? (rising(.log), Interval(1) / self) : (.all, .all)
    case .log10, .log2:
      low > 0
        ? (
          rising(f),
          Interval(1)
            / (self * Interval(f == .log2 ? 0x1.62e42fefa39efp-1 : 0x1.26bb1bbb55516p+1).widened())
        )
        : (.all, .all)
    case .log1p: low > -1 ? (rising(.log1p), Interval(1) / (self + Interval(1))) : (.all, .all)
    case .sqrt:
      low >= 0 ? (rising(.sqrt), Interval(0.5) / rising(.sqrt)) : (.all, .all)
    case .cbrt:
      (rising(.cbrt), Interval(1) / (Interval(3) * rising(.cbrt) * rising(.cbrt)))
    case .abs:
      low >= 0
        ? (self, Interval(1))
        : high <= 0 ? (-self, Interval(-1)) : (Interval(0, max(-low, high)), Interval(-1, 1))
    case .sin: (wave(.sin, peak: 0.25), wave(.cos, peak: 0))
    case .cos: (wave(.cos, peak: 0), -wave(.sin, peak: 0.25))
    case .tan:
      {
        let c = wave(.cos, peak: 0)
        guard !c.holdsZero, high - low < 3 else { return (.all, .all) }
        return (rising(.tan), Interval(1) / c.power(2))
      }()
    case .asin, .acos:
      {
        guard low >= -1, high <= 1 else { return (.all, .all) }
        let slope = Interval(1) / ((Interval(1) - self) * (Interval(1) + self)).mapped(.sqrt).value
        return f == .asin
          ? (rising(.asin), slope)
          : (Interval(f(high, order: 0).0, f(low, order: 0).0).widened(4), -slope)
      }()
    case .atan: (rising(.atan), Interval(1) / (Interval(1) + power(2)))
    case .sinh: (rising(.sinh), mapped(.cosh).value)
    case .cosh:
      {
        let (a, b) = (Function.cosh(low, order: 0).0, Function.cosh(high, order: 0).0)
        return (Interval(holdsZero ? 1 : min(a, b), max(a, b)).widened(4), rising(.sinh))
      }()
    case .tanh: (rising(.tanh), Interval(1) / mapped(.cosh).value.power(2))
    case .asinh: (rising(.asinh), Interval(1) / (Interval(1) + power(2)).mapped(.sqrt).value)
    case .acosh:
      low >= 1
        ? (rising(.acosh), Interval(1) / (power(2) - Interval(1)).mapped(.sqrt).value)
        : (.all, .all)
    case .atanh:
      low > -1 && high < 1
        ? (rising(.atanh), Interval(1) / ((Interval(1) - self) * (Interval(1) + self)))
        : (.all, .all)
    case .relu:
      (
        Interval(max(low, 0), max(high, 0)),
        low > 0 ? Interval(1) : high < 0 ? Interval(0) : Interval(0, 1)
      )
    case .softplus: (rising(.softplus), rising(.sigmoid))
    case .sigmoid:
      {
        let s = rising(.sigmoid)
        return (s, s * (Interval(1) - s))
      }()
    case .erf:
      (
        rising(.erf),
        Interval(2 / Double.pi.squareRoot()).widened(2) * (-power(2)).mapped(.exp).value
      )
    case .step, .sign, .floor, .ceil, .round:
      {
        let (a, b) = (f(low, order: 0).0, f(high, order: 0).0)
        // A jump has no slope.
        return (Interval(a, b), a == b ? Interval(0) : .all)
      }()
    }
  }

  /// Sine or cosine, whose peaks lie at whole turns behind a part of a turn.
  private func wave(_ f: Function, peak: Double) -> Interval {
    let turn = 2 * Double.pi
    guard low.isFinite, high.isFinite, high - low < turn, abs(low) < 1e6, abs(high) < 1e6 else {
      return Interval(-1, 1)
    }
    let (a, b) = (f(low, order: 0).0, f(high, order: 0).0)
    func meets(_ part: Double) -> Bool {
      // A hair wide, so that rounding misses no peak.
      let first = (low / turn - part - 1e-9).rounded(.up)
      return first <= high / turn - part + 1e-9
    }
    let top = meets(peak) ? 1 : max(a, b)
    let bottom = meets(peak + 0.5) ? -1 : min(a, b)
    let wide = Interval(bottom, top).widened(4)
    return Interval(max(-1, wide.low), min(1, wide.high))
  }
}

/// A value with its gradient as intervals.
struct IntervalJet: Sendable {
  var value: Interval
  var x: Interval
  var y: Interval

  static let unknown = IntervalJet(value: .all, x: .all, y: .all)
}

/// Bounds of a formula and its gradient over boxes.
struct IntervalEvaluator {
  private let program: Program

  init(_ program: Program) { self.program = program }

  /// What the formula and its gradient may be over a box.
  func jet(_ x: Interval, _ y: Interval) -> IntervalJet {
    var registers: [IntervalJet] = []
    registers.reserveCapacity(program.steps.count)
    for step in program.steps {
      if case .sum(let which) = step {
        registers.append(sum(which, registers, x, y))
      } else {
        registers.append(result(of: step, registers, outer: [], x, y, row: 0))
      }
    }
    return registers[program.result]
  }

  private func sum(
    _ which: Int, _ outer: [IntervalJet], _ x: Interval, _ y: Interval
  ) -> IntervalJet {
    let sum = program.sums[which]
    var total = IntervalJet(value: Interval(0), x: Interval(0), y: Interval(0))
    for row in 0..<sum.rows {
      var registers: [IntervalJet] = []
      registers.reserveCapacity(sum.steps.count)
      for step in sum.steps {
        registers.append(result(of: step, registers, outer: outer, x, y, row: row))
      }
      let one = registers[sum.result]
      total = IntervalJet(
        value: total.value + one.value, x: total.x + one.x, y: total.y + one.y)
    }
    guard sum.isMean else { return total }
    let count = Interval(Double(sum.rows))
    return IntervalJet(value: total.value / count, x: total.x / count, y: total.y / count)
  }

  private func result(
    of step: Step, _ known: [IntervalJet], outer: [IntervalJet], _ x: Interval, _ y: Interval,
    row: Int
  ) -> IntervalJet {
    func fixed(_ value: Double) -> IntervalJet {
      value.isNaN
        ? .unknown : IntervalJet(value: Interval(value), x: Interval(0), y: Interval(0))
    }
    switch step {
    case .constant(let value): return fixed(value)
    case .variable(0): return IntervalJet(value: x, x: Interval(1), y: Interval(0))
    case .variable: return IntervalJet(value: y, x: Interval(0), y: Interval(1))
    case .column(let column): return fixed(program.columns[column][row])
    case .outer(let register): return outer[register]
    case .sum: return .unknown
    case .add(let i, let j):
      let (a, b) = (known[i], known[j])
      return IntervalJet(value: a.value + b.value, x: a.x + b.x, y: a.y + b.y)
    case .subtract(let i, let j):
      let (a, b) = (known[i], known[j])
      return IntervalJet(value: a.value - b.value, x: a.x - b.x, y: a.y - b.y)
    case .negate(let i):
      let a = known[i]
      return IntervalJet(value: -a.value, x: -a.x, y: -a.y)
    case .multiply(let i, let j):
      let (a, b) = (known[i], known[j])
      return IntervalJet(
        value: a.value * b.value, x: a.x * b.value + a.value * b.x,
        y: a.y * b.value + a.value * b.y)
    case .divide(let i, let j):
      let (a, b) = (known[i], known[j])
      let q = a.value / b.value
      return IntervalJet(
        value: q, x: (a.x - q * b.x) / b.value, y: (a.y - q * b.y) / b.value)
    case .power(let i, let n):
      let a = known[i]
      let slope = Interval(Double(n)) * a.value.power(n - 1)
      return IntervalJet(value: a.value.power(n), x: slope * a.x, y: slope * a.y)
    case .realPower(let i, let p):
      let a = known[i]
      guard a.value.low > 0 else { return .unknown }
      // exp(p log a).
      let log = a.value.mapped(.log)
      let value = (Interval(p) * log.value).mapped(.exp).value
      let slope = value * Interval(p) * log.slope
      return IntervalJet(value: value, x: slope * a.x, y: slope * a.y)
    case .function(let function, let i):
      let a = known[i]
      let (value, slope) = a.value.mapped(function)
      return IntervalJet(value: value, x: slope * a.x, y: slope * a.y)
    case .function2(let function, let i, let j):
      let (a, b) = (known[i], known[j])
      switch function {
      case .min, .max:
        let isMin = function == .min
        if a.value.high < b.value.low { return isMin ? a : b }
        if b.value.high < a.value.low { return isMin ? b : a }
        func hull(_ p: Interval, _ q: Interval) -> Interval {
          Interval(min(p.low, q.low), max(p.high, q.high))
        }
        let value =
          isMin
          ? Interval(min(a.value.low, b.value.low), min(a.value.high, b.value.high))
          : Interval(max(a.value.low, b.value.low), max(a.value.high, b.value.high))
        return IntervalJet(value: value, x: hull(a.x, b.x), y: hull(a.y, b.y))
      case .hypot:
        let square = a.value.power(2) + b.value.power(2)
        let value = Interval(max(0, square.low), square.high).mapped(.sqrt).value
        let (p, q) = (a.value / value, b.value / value)
        return IntervalJet(value: value, x: p * a.x + q * b.x, y: p * a.y + q * b.y)
      default: return .unknown
      }
    }
  }
}
