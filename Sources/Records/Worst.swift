extension Sequence<Double> {
  /// The largest of some residuals; not a number when one of them is not, or when there are none.
  ///
  /// The library's `max` drops a value that is not a number, and a check that sees none passes.
  public var worst: Double {
    var worst: Double?
    for value in self {
      if value.isNaN { return .nan }
      worst = Swift.max(worst ?? value, value)
    }
    return worst ?? .nan
  }

  /// The least of some values; not a number when one of them is not, or when there are none.
  public var least: Double { -lazy.map { -$0 }.worst }
}

extension Double {
  /// How far the value lies above 0, for a statement that it does not; not a number stays so.
  public var positivePart: Double { self <= 0 ? 0 : self }
}
