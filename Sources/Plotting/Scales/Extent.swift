public import Drawing

/// The data of a mark along one direction: what a scale must show.
public struct Span: Hashable, Sendable {
  /// The least finite datum; infinite where there is none.
  public private(set) var low = Double.infinity
  /// The greatest finite datum; minus infinity where there is none.
  public private(set) var high = -Double.infinity
  /// The least positive datum, from which a log scale starts.
  public private(set) var leastPositive = Double.infinity
  /// The names, in the order in which they first come.
  public private(set) var names: [String] = []

  /// No data.
  public static let none = Span([Double]())

  /// The span of some numbers; those that are not finite do not count.
  public init(_ values: some Sequence<Double>) {
    for value in values where value.isFinite {
      low = min(low, value)
      high = max(high, value)
      if value > 0 { leastPositive = min(leastPositive, value) }
    }
  }

  /// Names on a scale of categories.
  public init(names: [String]) {
    self.names = names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Whether there are no numbers.
  public var isEmpty: Bool { low > high }

  /// The span of both.
  public func union(_ other: Span) -> Span {
    var both = self
    both.low = min(low, other.low)
    both.high = max(high, other.high)
    both.leastPositive = min(leastPositive, other.leastPositive)
    both.names += other.names.filter { !names.contains($0) }
    return both
  }
}

/// The data of a mark in both directions, from which scales are trained.
public struct Extent: Hashable, Sendable {
  /// Along the horizontal direction.
  public var x: Span
  /// Along the vertical direction.
  public var y: Span

  /// Nothing: a mark that shows itself wherever the others are.
  public static let none = Extent()

  /// An extent from its spans.
  public init(x: Span = .none, y: Span = .none) {
    self.x = x
    self.y = y
  }

  /// The extent of points, x before y.
  public init(_ points: [Point]) {
    self.init(x: Span(points.lazy.map(\.x)), y: Span(points.lazy.map(\.y)))
  }

  /// The extent of numbers in each direction.
  public init(x: [Double], y: [Double]) { self.init(x: Span(x), y: Span(y)) }

  /// The extent of both.
  public func union(_ other: Extent) -> Extent {
    Extent(x: x.union(other.x), y: y.union(other.y))
  }

  /// The extent with x and y exchanged.
  public var transposed: Extent { Extent(x: y, y: x) }
}

/// Evenly spaced places in a range, cut into parts.
///
/// Both ends are met exactly, which a quotient of weights alone does not: 0.7 * 6 / 6 is below 0.7. The
/// middle of a symmetric range is zero.
func places(in range: ClosedRange<Double>, parts: Int) -> [Double] {
  let (low, high, count) = (range.lowerBound, range.upperBound, max(1, parts))
  let inner = (1..<count).map {
    min(max((low * Double(count - $0) + high * Double($0)) / Double(count), low), high)
  }
  return [low] + inner + [high]
}
