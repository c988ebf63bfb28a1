import Elementary

/// Maps data to places along one side of a panel.
public struct Scale: Hashable, Sendable {
  /// How equal steps along the side change the data.
  public enum Kind: Hashable, Sendable {
    /// By equal differences.
    case linear
    /// By equal ratios; the domain is positive.
    case log
    /// By equal differences near 0 and by equal ratios far from it, on both sides: as
    /// sign(x) log(1 + |x|/c) (Webber 2013) with the size c up to which it is nearly linear.
    case symlog(linear: Double)
    /// By names: the first stands at 0, the next at 1, and so on.
    case category([String])
    /// By equal times; data are days since the first of January 1970, without a zone.
    case date
  }

  /// How data are spread.
  public let kind: Kind
  /// The data at the two ends.
  public let domain: Domain

  /// Two ends; the first may be the larger.
  public struct Domain: Hashable, Sendable {
    /// The datum at the left or lower end.
    public let start: Double
    /// The datum at the other end.
    public let end: Double
  }

  /// A scale over a domain.
  ///
  /// - Throws: `PlotError.domain` for ends that are equal or not finite, or not positive on a
  ///   log scale.
  public init(_ kind: Kind, from start: Double, to end: Double) throws(PlotError) {
    guard start.isFinite, end.isFinite, start != end else {
      throw .domain("from \(start) to \(end)")
    }
    guard kind != .log || (start > 0 && end > 0) else {
      throw .domain("from \(start) to \(end) on a log scale")
    }
    if case .symlog(let size) = kind, !(size > 0 && size.isFinite) {
      throw .domain("from \(start) to \(end), linear up to \(size)")
    }
    self.kind = kind
    domain = Domain(start: start, end: end)
  }

  /// The place of a datum: 0 at the start of the domain, 1 at its end.
  ///
  /// Not finite for data that the scale cannot show, such as 0 on a log scale.
  public func fraction(_ value: Double) -> Double {
    switch kind {
    case .linear, .category, .date: (value - domain.start) / (domain.end - domain.start)
    case .log: log10(value / domain.start) / log10(domain.end / domain.start)
    case .symlog(let size):
      (bent(value, size) - bent(domain.start, size))
        / (bent(domain.end, size) - bent(domain.start, size))
    }
  }

  /// The datum at a place; the inverse of `fraction`.
  public func value(at fraction: Double) -> Double {
    switch kind {
    case .linear, .category, .date: domain.start + fraction * (domain.end - domain.start)
    case .log: domain.start * pow(domain.end / domain.start, fraction)
    case .symlog(let size):
      unbent(
        bent(domain.start, size)
          + fraction * (bent(domain.end, size) - bent(domain.start, size)), size)
    }
  }

  /// The datum that stands for a name; nil on other scales and for a name that is not there.
  public func place(of name: String) -> Double? {
    guard case .category(let names) = kind else { return nil }
    return names.firstIndex(of: name).map(Double.init)
  }

  /// The lesser and the greater end of the domain.
  package var range: ClosedRange<Double> {
    min(domain.start, domain.end)...max(domain.start, domain.end)
  }

  private func bent(_ value: Double, _ size: Double) -> Double {
    value < 0 ? -log1p(-value / size) : log1p(value / size)
  }

  private func unbent(_ value: Double, _ size: Double) -> Double {
    value < 0 ? -size * expm1(-value) : size * expm1(value)
  }
}
