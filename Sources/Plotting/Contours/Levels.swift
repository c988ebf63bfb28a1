import Elementary

/// The values at which a field is cut, ascending.
public struct Levels: Hashable, Sendable {
  /// The values; they may include both infinities, which bound bands but are crossed nowhere.
  public let values: [Double]

  /// The one level 0.
  static let zero = Levels(known: [0])

  private init(known values: [Double]) { self.values = values }

  /// The greatest count of levels.
  public static let limit = 254

  /// Levels as given.
  ///
  /// - Throws: `LevelsError` when they do not ascend strictly, one is not a number, or they are
  ///   more than `limit`.
  public init(_ values: [Double]) throws(LevelsError) {
    guard values.count <= Levels.limit else { throw .tooMany(values.count) }
    if values.contains(where: \.isNaN) { throw .notANumber }
    for (a, b) in zip(values, values.dropFirst()) where a >= b { throw .notAscending(a, b) }
    self.values = values
  }

  /// Levels at equal steps.
  ///
  /// - Throws: `LevelsError` for ends that are not ascending, not finite or outside, and for too many.
  public static func linear(
    from first: Double, through last: Double, count: Int
  ) throws(LevelsError) -> Levels {
    try spaced(from: first, through: last, count: count, { $0 }, { $0 })
  }

  /// Levels at equal ratios, between positive ends.
  ///
  /// - Throws: `LevelsError` for ends that are not ascending, not finite or outside, and for too many.
  public static func logarithmic(
    from first: Double, through last: Double, count: Int
  ) throws(LevelsError) -> Levels {
    guard first > 0 else { throw .outside("logarithmic", first) }
    return try spaced(from: first, through: last, count: count, log, exp)
  }

  /// Levels whose square roots lie at equal steps, between ends that are not negative.
  ///
  /// The isolines of a quadratic function are then equally far apart.
  ///
  /// - Throws: `LevelsError` for ends that are not ascending, not finite or outside, and for too many.
  public static func squareRoot(
    from first: Double, through last: Double, count: Int
  ) throws(LevelsError) -> Levels {
    guard first >= 0 else { throw .outside("square-root", first) }
    return try spaced(from: first, through: last, count: count, { $0.squareRoot() }, { $0 * $0 })
  }

  private static func spaced(
    from first: Double, through last: Double, count: Int, _ there: (Double) -> Double,
    _ back: (Double) -> Double
  ) throws(LevelsError) -> Levels {
    guard count >= 2 else { return try Levels(count == 1 ? [first] : []) }
    let (a, b) = (there(first), there(last))
    let steps = Double(count - 1)
    // The ends are met exactly, whatever the spacing rounds to.
    let inner = (1..<(count - 1)).map { back((a * (steps - Double($0)) + b * Double($0)) / steps) }
    return try Levels([first] + inner + [last])
  }
}

/// What can be wrong with levels.
public enum LevelsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Two neighbours do not ascend.
  case notAscending(Double, Double)
  /// A level is not a number.
  case notANumber
  /// There are more levels than can be drawn.
  case tooMany(Int)
  /// A first level that the spacing has no place for.
  case outside(String, Double)

  /// One line that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .notAscending(let a, let b): "level \(b) follows \(a); list levels in ascending order"
    case .notANumber: "a level is not a number; remove it"
    case .tooMany(let count): "\(count) levels are too many; use at most \(Levels.limit)"
    case .outside(let spacing, let value):
      "\(spacing) levels cannot start at \(value); start above zero or space them linearly"
    }
  }
}

/// How a field runs between two nodes.
public enum Interpolation: Hashable, Sendable {
  /// The value itself is linear.
  case linear
  /// The logarithm of the value is linear; for positive fields.
  case logarithmic
  /// The square root of the value is linear; for fields that are not negative.
  case squareRoot

  /// The quantity that is linear between nodes.
  func linearised(_ value: Double) -> Double {
    switch self {
    case .linear: value
    case .logarithmic: log(value)
    case .squareRoot: value.squareRoot()
    }
  }

  /// The least value for which it is defined.
  var leastKnown: Double {
    switch self {
    case .linear: -.greatestFiniteMagnitude
    case .logarithmic: .leastNonzeroMagnitude
    case .squareRoot: 0
    }
  }
}
