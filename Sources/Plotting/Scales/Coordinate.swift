import Elementary

/// How one direction of a panel is scaled and marked; what is not said comes from the data.
public struct Coordinate: Sendable {
  /// Which places are marked.
  public enum Ticks: Hashable, Sendable {
    /// Round values, as many as there is room for.
    case automatic
    /// Round values that divide the domain into about so many steps.
    case count(Int)
    /// All multiples of a step.
    case every(Double)
    /// Given values, numbered like others.
    case at([Double])
    /// Given places with their words.
    case marked([Tick])
    /// None.
    case none
  }

  /// How data are spread; nil for categories where the marks have names, and linear otherwise.
  public var kind: Scale.Kind?
  /// The name of what is shown, with formulas between dollar signs: below a horizontal axis, at
  /// the head of a vertical one.
  public var label: String?
  /// The datum at the left or bottom end; nil for the least of the data.
  public var start: Double?
  /// The datum at the right or top end; nil for the greatest of the data.
  public var end: Double?
  /// Which places are marked.
  public var ticks: Ticks
  /// How their numbers are written.
  public var format: TickFormat
  /// Whether an end that comes from the data moves out to a round number.
  public var isNice: Bool
  /// Whether a hair line crosses the panel at each tick.
  public var hasGrid: Bool

  /// A coordinate; see the functions named after the kinds.
  public init(
    _ kind: Scale.Kind? = nil, _ label: String? = nil, from start: Double? = nil,
    to end: Double? = nil, ticks: Ticks = .automatic, format: TickFormat = .automatic,
    nice: Bool = true, grid: Bool = false
  ) {
    self.kind = kind
    self.label = label
    self.start = start
    self.end = end
    self.ticks = ticks
    self.format = format
    isNice = nice
    hasGrid = grid
  }

  /// Whatever the marks ask for: categories where they have names, linear otherwise.
  public static let automatic = Coordinate()

  /// A coordinate whose scale is stated whole.
  public init(_ scale: Scale, label: String? = nil) {
    self.init(scale.kind, label, from: scale.domain.start, to: scale.domain.end)
  }

  /// Equal differences at equal distances.
  public static func linear(
    _ label: String? = nil, from start: Double? = nil, to end: Double? = nil,
    ticks: Ticks = .automatic, format: TickFormat = .automatic, nice: Bool = true,
    grid: Bool = false
  ) -> Coordinate {
    Coordinate(
      .linear, label, from: start, to: end, ticks: ticks, format: format, nice: nice, grid: grid)
  }

  /// Equal ratios at equal distances; data that are not positive are not shown.
  public static func log(
    _ label: String? = nil, from start: Double? = nil, to end: Double? = nil,
    ticks: Ticks = .automatic, format: TickFormat = .automatic, nice: Bool = true,
    grid: Bool = false
  ) -> Coordinate {
    Coordinate(
      .log, label, from: start, to: end, ticks: ticks, format: format, nice: nice, grid: grid)
  }

  /// Equal ratios at equal distances from the first to the last of some places, which are numbered
  /// each with its own digits.
  public static func log(_ label: String?, at places: [Double]) -> Coordinate {
    log(
      label, from: places.first, to: places.last,
      ticks: .marked(places.map { Tick($0, briefly($0, decimals: 6, padded: false)) }))
  }

  /// Equal differences up to about `size` from 0 and equal ratios beyond, on both sides.
  public static func symlog(
    _ label: String? = nil, linear size: Double = 1, from start: Double? = nil,
    to end: Double? = nil, ticks: Ticks = .automatic, format: TickFormat = .automatic,
    nice: Bool = true, grid: Bool = false
  ) -> Coordinate {
    Coordinate(
      .symlog(linear: size), label, from: start, to: end, ticks: ticks, format: format,
      nice: nice, grid: grid)
  }

  /// Names at equal distances: those given, then others of the marks.
  public static func category(_ names: [String] = [], _ label: String? = nil) -> Coordinate {
    Coordinate(.category(names), label)
  }

  /// Times: data are days since the first of January 1970; see `day(_:_:_:)`.
  public static func date(
    _ label: String? = nil, from start: Double? = nil, to end: Double? = nil,
    ticks: Ticks = .automatic, format: TickFormat = .automatic, nice: Bool = false,
    grid: Bool = false
  ) -> Coordinate {
    Coordinate(
      .date, label, from: start, to: end, ticks: ticks, format: format, nice: nice, grid: grid)
  }

  /// The scale that shows a span of data.
  ///
  /// A stated end is kept; one that comes from the data moves out to a round number, if it may.
  /// Data of one value, or whose differences are rounding, get room on both sides; without data
  /// the domain is from 0 to 1.
  ///
  /// - Throws: `PlotError.domain` for stated ends that no scale of this kind has, and for a log
  ///   scale of data of which none is positive.
  public func scale(for span: Span) throws(PlotError) -> Scale {
    let kind = self.kind ?? (span.names.isEmpty ? .linear : .category([]))
    if case .category(let stated) = kind {
      let names = stated + span.names.filter { !stated.contains($0) }
      let last = max(Double(names.count) - 1, span.isEmpty ? 0 : span.high)
      return try Scale(.category(names), from: start ?? -0.5, to: end ?? last + 0.5)
    }
    var (low, high) = (kind == .log ? span.leastPositive : span.low, span.high)
    if low > high {
      guard kind != .log || (start != nil && end != nil) || span.isEmpty else {
        throw .domain("over data of which none is positive on a log scale")
      }
      (low, high) = kind == .log ? (1, 10) : (0, 1)
    }
    if high - low <= 1e-14 * max(abs(low), abs(high)), start == nil, end == nil { high = low }
    let isReversed = if let start, let end { start > end } else { false }
    let stated = isReversed ? (end, start) : (start, end)
    low = stated.0 ?? low
    high = stated.1 ?? high
    if low >= high, stated.0 == nil || stated.1 == nil {
      // Data of one value, or all beyond a stated end.
      let room = kind == .log ? 1 : max(abs(low), abs(high), 1e-300) * 0.5
      let middle = stated.0 ?? stated.1 ?? low
      if stated.0 == nil { low = kind == .log ? middle / 3 : middle - (middle == 0 ? 1 : room) }
      if stated.1 == nil { high = kind == .log ? middle * 3 : middle + (middle == 0 ? 1 : room) }
    }
    if isNice, low < high, kind != .log || low > 0 {
      let round = niceDomain(kind, from: low, to: high)
      low = stated.0 ?? round.low
      high = stated.1 ?? round.high
    }
    return try Scale(kind, from: isReversed ? high : low, to: isReversed ? low : high)
  }

  /// The ticks on a trained scale.
  ///
  /// - Parameter room: The number of ticks for which there is room.
  func ticks(on scale: Scale, room: Int) -> [Tick] {
    let range = scale.range
    let values: [Double]
    switch ticks {
    case .none: return []
    case .marked(let ticks): return ticks
    case .at(let given): values = given
    case .every(let step):
      let first = (range.lowerBound / step - 1e-9).rounded(.up)
      let last = (range.upperBound / step + 1e-9).rounded(.down)
      guard step > 0, first <= last, last - first < 1000 else { return [] }
      values = stride(from: first, through: last, by: 1).map { $0 * step }
    case .automatic, .count:
      let count = if case .count(let stated) = ticks { stated } else { room }
      guard format.isAutomatic else {
        return format.ticks(
          at: automaticTicks(on: scale, count: count).filter { !$0.label.isEmpty }.map(\.value))
      }
      return automaticTicks(on: scale, count: count)
    }
    if case .category(let names) = scale.kind {
      return values.compactMap { value in
        Int(exactly: value).flatMap { names.indices.contains($0) ? Tick(value, names[$0]) : nil }
      }
    }
    return scale.kind == .date && format.isAutomatic
      ? dateTicks(at: values) : format.ticks(at: values)
  }
}

/// The domain with its ends moved out to round numbers.
private func niceDomain(
  _ kind: Scale.Kind, from low: Double, to high: Double
) -> (low: Double, high: Double) {
  guard low < high else { return (low, high) }
  switch kind {
  case .category, .date, .symlog: return (low, high)
  case .linear:
    let step = roundStep(from: low, to: high, count: 5)
    guard step.isFinite, step > 0, (high / step).isFinite else { return (low, high) }
    func end(_ value: Double, _ rule: FloatingPointRoundingRule) -> Double {
      // A hair of slack, so that an end that is itself round is kept.
      let index = (value / step + (rule == .up ? -1e-9 : 1e-9)).rounded(rule)
      return step < 1 ? index / (1 / step).rounded() : index * step
    }
    let round = (end(low, .down), end(high, .up))
    return round.0.isFinite && round.1.isFinite ? round : (low, high)
  case .log:
    func end(_ value: Double, up: Bool) -> Double {
      let exponent = Int(log10(value).rounded(.down))
      // The digits 1, 2 and 5, or the powers alone where there are many.
      let digits = high / low > 1e3 ? [1, 10] : [1, 2, 5, 10]
      let places = digits.map {
        $0 == 10 ? power(ofTen: exponent + 1) : Double("\($0)e\(exponent)") ?? value
      }
      return up
        ? places.first { $0 >= value * (1 - 1e-9) } ?? value
        : places.last { $0 <= value * (1 + 1e-9) } ?? value
    }
    let round = (end(low, up: false), end(high, up: true))
    return round.0 > 0 && round.1.isFinite ? round : (low, high)
  }
}

/// Ticks at round values of a scale, with their numbers.
private func automaticTicks(on scale: Scale, count: Int) -> [Tick] {
  let range = scale.range
  let (low, high) = (range.lowerBound, range.upperBound)
  switch scale.kind {
  case .linear: return linearTicks(from: low, to: high, count: max(1, count))
  case .log:
    let decades = log10(high / low)
    return decadeTicks(
      from: low, to: high, labelled: max(1, Int((decades / Double(max(1, count))).rounded(.up))))
  case .symlog(let size): return symlogTicks(on: scale, linear: size, count: max(1, count))
  case .category(let names): return names.enumerated().map { Tick(Double($0), $1) }
  case .date: return dateTicks(from: low, to: high, count: max(1, count))
  }
}

/// Ticks at 0 and at powers of ten of both signs: the farthest, then those nearer to 0 in even steps of
/// their exponents as long as they stand apart from it.
private func symlogTicks(on scale: Scale, linear size: Double, count: Int) -> [Tick] {
  let (low, high) = (scale.range.lowerBound, scale.range.upperBound)
  let first = Int(log10(size).rounded(.up))
  let last = Int((log10(max(abs(low), abs(high), size)) + 1e-9).rounded(.down))
  guard last > first else { return linearTicks(from: low, to: high, count: count) }
  let sides = low < 0 && high > 0 ? 2 : 1
  let step = max(1, ((last - first + 1) * sides + count - 1) / count)
  let zero = scale.fraction(0)
  let powers = stride(from: last, through: first, by: -step).map(power(ofTen:)).filter {
    abs(scale.fraction($0) - zero) >= 0.5 / Double(count)
  }
  let values = powers.map { -$0 } + [0] + powers.reversed()
  let slack = 1e-9
  return values.filter { $0 >= low - slack * abs(low) && $0 <= high + slack * abs(high) }.map {
    Tick($0, abs($0) <= 10 ? briefly($0, padded: false) : inPowers($0, decimals: 0))
  }
}
