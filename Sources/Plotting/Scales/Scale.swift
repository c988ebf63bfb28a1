import Elementary

/// Maps data to places along one side of a panel.
public struct Scale: Hashable, Sendable {
  /// How equal steps along the side change the data.
  public enum Kind: Hashable, Sendable {
    /// By equal differences.
    case linear
    /// By equal ratios; the domain is positive.
    case log
  }

  /// How data are spread.
  public let kind: Kind
  /// The data at the two ends; the first may be the larger.
  public let domain: (start: Double, end: Double)

  /// A scale over a domain.
  ///
  /// - Throws: `PlotError.domain` for ends that are equal or not finite, or not positive on a
  ///   log scale.
  public init(_ kind: Kind, from start: Double, to end: Double) throws(PlotError) {
    guard start.isFinite, end.isFinite, start != end else {
      throw .domain("from \(start) to \(end)")
    }
    guard kind == .linear || (start > 0 && end > 0) else {
      throw .domain("from \(start) to \(end) on a log scale")
    }
    self.kind = kind
    domain = (start, end)
  }

  /// The place of a datum: 0 at the start of the domain, 1 at its end.
  ///
  /// Not finite for data that the scale cannot show, such as 0 on a log scale.
  public func fraction(_ value: Double) -> Double {
    switch kind {
    case .linear: (value - domain.start) / (domain.end - domain.start)
    case .log: log10(value / domain.start) / log10(domain.end / domain.start)
    }
  }

  /// The datum at a place; the inverse of `fraction`.
  public func value(at fraction: Double) -> Double {
    switch kind {
    case .linear: domain.start + fraction * (domain.end - domain.start)
    case .log: domain.start * pow(domain.end / domain.start, fraction)
    }
  }

  /// Scales are equal when kind and domain are.
  public static func == (a: Scale, b: Scale) -> Bool {
    a.kind == b.kind && a.domain == b.domain
  }

  /// Hashes kind and domain.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(domain.start)
    hasher.combine(domain.end)
  }
}
