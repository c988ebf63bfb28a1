/// A closed interval of real numbers that is known to hold a quantity.
///
/// Every operation rounds outward, by one step of the floating-point numbers beyond the rounded result,
/// so that the interval of a formula holds its value at all points of the intervals it is fed with.
public struct Interval: Hashable, Sendable, CustomStringConvertible {
  /// The lower end.
  public let lower: Double
  /// The upper end.
  public let upper: Double

  /// The interval from `lower` to `upper`.
  ///
  /// O(1).
  ///
  /// - Precondition: `lower` ≤ `upper`.
  public init(_ lower: Double, _ upper: Double) {
    precondition(lower <= upper, "an interval from \(lower) to \(upper)")
    self.lower = lower
    self.upper = upper
  }

  /// The interval of one number.
  ///
  /// O(1).
  public init(_ value: Double) { self.init(value, value) }

  /// The middle, rounded.
  public var middle: Double { lower + 0.5 * (upper - lower) }
  /// A bound of the distance of its points from `middle`.
  public var radius: Double { max(upper - middle, middle - lower).nextUp }
  /// A bound of the size of its points.
  public var magnitude: Double { max(abs(lower), abs(upper)) }
  /// Both ends.
  public var description: String { "[\(lower), \(upper)]" }

  /// Whether a number lies within.
  ///
  /// O(1).
  public func contains(_ value: Double) -> Bool { lower <= value && value <= upper }

  /// Whether this interval lies in the interior of another.
  ///
  /// O(1).
  public func isInside(_ other: Interval) -> Bool { other.lower < lower && upper < other.upper }

  /// The sum.
  ///
  /// O(1).
  public static func + (a: Interval, b: Interval) -> Interval {
    outward(a.lower + b.lower, a.upper + b.upper)
  }

  /// The difference.
  ///
  /// O(1).
  public static func - (a: Interval, b: Interval) -> Interval {
    outward(a.lower - b.upper, a.upper - b.lower)
  }

  /// The product.
  ///
  /// O(1).
  public static func * (a: Interval, b: Interval) -> Interval {
    let products = [a.lower * b.lower, a.lower * b.upper, a.upper * b.lower, a.upper * b.upper]
    // 0 times infinity may be anything.
    guard !products.contains(where: \.isNaN) else { return Interval(-.infinity, .infinity) }
    return outward(products.min() ?? 0, products.max() ?? 0)
  }

  /// The product with a number.
  ///
  /// O(1).
  public static func * (a: Double, b: Interval) -> Interval {
    a < 0 ? outward(a * b.upper, a * b.lower) : outward(a * b.lower, a * b.upper)
  }

  /// The quotient by a positive number.
  ///
  /// O(1).
  public static func / (a: Interval, b: Double) -> Interval { outward(a.lower / b, a.upper / b) }

  /// The quotient by an interval of positive numbers.
  ///
  /// O(1).
  ///
  /// - Precondition: the lower end of `b` is positive.
  public static func / (a: Interval, b: Interval) -> Interval {
    precondition(b.lower > 0, "a quotient by \(b)")
    return a * outward(1 / b.upper, 1 / b.lower)
  }

  /// The sizes of its points.
  public var absolute: Interval {
    lower >= 0
      ? self : upper <= 0 ? Interval(-upper, -lower) : Interval(0, max(-lower, upper))
  }

  /// The root, of the part that is not negative.
  ///
  /// O(1).
  public func squareRoot() -> Interval {
    let root = Interval.outward(max(0, lower).squareRoot(), max(0, upper).squareRoot())
    return Interval(max(0, root.lower), root.upper)
  }

  private static func outward(_ lower: Double, _ upper: Double) -> Interval {
    // Not a number is nowhere: the whole line holds it.
    Interval(
      lower.isNaN ? -.infinity : lower.nextDown, upper.isNaN ? .infinity : upper.nextUp)
  }
}

extension Interval {
  /// log 2, which lies between two neighbouring doubles.
  private static let logOfTwo = Interval(0x1.62e42fefa39efp-1, 0x1.62e42fefa39f0p-1)

  /// The exponential of its points, |x| ≤ 700: by eˣ = 2ᵏ eʳ with |r| < 0.36 and twenty terms of
  /// Taylor's series, whose rest is below its last term.
  ///
  /// O(1).
  public var exponential: Interval {
    let ends = [lower, upper].map { Interval.exponential(of: $0) }
    return Interval(ends[0].lower, ends[1].upper)
  }

  private static func exponential(of x: Double) -> Interval {
    guard abs(x) <= 700 else {
      // e⁷⁰⁰ lies between 2¹⁰⁰⁹ and 2¹⁰¹⁰.
      return x > 0 ? Interval(0x1p1009, .infinity) : Interval(0, 0x1p-1009)
    }
    let k = (x / logOfTwo.lower).rounded()
    let r = Interval(x) - k * logOfTwo
    var term = Interval(1)
    var total = Interval(1)
    for n in 1...20 {
      term = term * r / Double(n)
      total = total + term
    }
    // |r| < 0.36, so that what follows is less than the last term.
    let rest = term.magnitude
    total = total + Interval(-rest, rest)
    let scale = Double(sign: .plus, exponent: Int(k), significand: 1)
    return Interval(scale * total.lower, scale * total.upper)
  }

  /// The hyperbolic sine of its points, which rises.
  ///
  /// O(1).
  public var hyperbolicSine: Interval {
    let ends = [lower, upper].map { Interval.hyperbolicSine(of: $0) }
    return Interval(ends[0].lower, ends[1].upper)
  }

  private static func hyperbolicSine(of x: Double) -> Interval {
    if abs(x) < 0.5 {
      // x + x³/6 + …, without the difference of two exponentials.
      let point = Interval(x)
      let square = point * point
      var term = point
      var total = point
      for n in 1...10 {
        term = term * square / Double(2 * n * (2 * n + 1))
        total = total + term
      }
      let rest = term.magnitude
      return total + Interval(-rest, rest)
    }
    return 0.5 * (exponential(of: x) - exponential(of: -x))
  }

  /// The hyperbolic cosine of its points.
  ///
  /// O(1).
  public var hyperbolicCosine: Interval {
    let sizes = absolute
    let ends = [sizes.lower, sizes.upper].map {
      0.5 * (Interval.exponential(of: $0) + Interval.exponential(of: -$0))
    }
    return Interval(ends[0].lower, ends[1].upper)
  }
}

extension [Interval] {
  /// Σ |x_j|.
  public var l1: Interval { reduce(Interval(0)) { $0 + $1.absolute } }
  /// The Euclidean norm.
  public var l2: Interval {
    reduce(Interval(0)) { $0 + $1.absolute * $1.absolute }.squareRoot()
  }
  /// The Euclidean distance from a vector.
  ///
  /// O(n).
  public func distance(to other: [Double]) -> Interval {
    zip(self, other).map { $0 - Interval($1) }.l2
  }
}
