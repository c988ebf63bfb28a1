public import Drawing

/// Bars over names: one for each, groups of several side by side, or several upon each other.
public struct Bars: Mark {
  /// How bars of one name stand to each other.
  public enum Arrangement: Hashable, Sendable {
    /// Side by side.
    case grouped
    /// Upon each other, negative ones downwards.
    case stacked
  }

  /// Colour, lines, layer and name.
  public let style: MarkStyle
  private let names: [String]
  /// Where bars stand along the axis, if at numbers in place of names.
  private var places: [Double]?
  private let series: [Series]
  private var arrangement = Arrangement.grouped
  private var isHorizontal = false
  private let width: Double
  private var numbers: Int?
  /// Where bars at numbers begin, if upon others.
  private var bases: [Double]?

  /// The values of one kind of bars.
  public struct Series: Hashable, Sendable {
    /// What the bars are called.
    public var name: String
    /// The values, one for each name of the scale.
    public var values: [Double]
    /// What the colour stands for.
    public var role: Role

    /// Bars of a kind.
    public init(_ name: String, _ values: [Double], _ role: Role) {
      self.name = name
      self.values = values
      self.role = role
    }
  }
}

extension Bars {
  /// Bars of several kinds.
  ///
  /// - Parameters:
  ///   - names: What stands along the scale.
  ///   - series: The kinds, each with a value for each name.
  ///   - arrangement: How bars of one name stand to each other.
  ///   - horizontal: Whether bars run to the right in place of upwards.
  ///   - width: The width of a group, in parts of the distance of two names.
  ///   - numbers: The decimals of numbers at the ends of the bars; nil for none.
  ///   - layer: The layer, which a figure's steps reveal.
  ///   - name: What errors and obstacles call it.
  public init(
    _ names: [String], _ series: [Series], _ arrangement: Arrangement = .grouped,
    horizontal: Bool = false, width: Double = 0.72, numbers: Int? = nil, layer: String = "data",
    name: String = "bars"
  ) {
    self.init(
      style: MarkStyle(layer: layer, name: name), names: names, series: series,
      arrangement: arrangement, isHorizontal: horizontal, width: width, numbers: numbers)
  }

  /// Bars of one kind.
  public init(
    _ names: [String], _ values: [Double], _ role: Role = .series(0), horizontal: Bool = false,
    width: Double = 0.72, numbers: Int? = nil, layer: String = "data", name: String = "bars"
  ) {
    self.init(
      names, [Series(name, values, role)], horizontal: horizontal, width: width,
      numbers: numbers, layer: layer, name: name)
  }

  /// Bars at numbers along the axis.
  ///
  /// - Parameters:
  ///   - places: Where they stand.
  ///   - values: The value at each place.
  ///   - role: What the colour stands for.
  ///   - width: The width of a group, in parts of the least distance of two places.
  ///   - part: Which part of a group these bars are, of how many side by side.
  ///   - bases: Where each begins, upon others; nil for 0.
  ///   - horizontal: Whether bars run to the right in place of upwards.
  ///   - layer: The layer, which a figure's steps reveal.
  ///   - name: What errors and obstacles call it.
  public init(
    at places: [Double], _ values: [Double], _ role: Role = .series(0), width: Double = 0.8,
    part: (index: Int, count: Int) = (0, 1), bases: [Double]? = nil, horizontal: Bool = false,
    layer: String = "data", name: String = "bars"
  ) {
    let own = width * leastDistance(of: places) / Double(part.count)
    let aside = Bars.offset(of: part, at: places, width: width)
    self.init(
      style: MarkStyle(layer: layer, name: name), names: places.map { _ in "" },
      places: places.map { $0 + aside },
      series: [Series(name, values, role)], isHorizontal: horizontal, width: own, bases: bases)
  }

  /// How far from its place on the axis the middle of a bar stands.
  ///
  /// - Parameters:
  ///   - part: Which part of a group it is, of how many side by side.
  ///   - places: Where the groups stand.
  ///   - width: The width of a group, in parts of the least distance of two places.
  public static func offset(
    of part: (index: Int, count: Int), at places: [Double], width: Double = 0.8
  ) -> Double {
    width * leastDistance(of: places) / Double(part.count)
      * (Double(part.index) - Double(part.count - 1) / 2)
  }

  /// A bar: which name it is over, where across it lies in parts of a group, and its two ends.
  private struct Bar {
    let name: Int
    let across: ClosedRange<Double>
    let base: Double
    let end: Double
  }

  /// The bars of each series.
  private var bars: [[Bar]] {
    var (above, below) = (names.map { _ in 0.0 }, names.map { _ in 0.0 })
    return series.enumerated().map { index, one in
      zip(names.indices, one.values).map { name, value in
        switch arrangement {
        case .grouped:
          let count = Double(series.count)
          let base = bases?[name] ?? 0
          return Bar(
            name: name, across: Double(index) / count...Double(index + 1) / count, base: base,
            end: base + value)
        case .stacked:
          let base = value < 0 ? below[name] : above[name]
          if value < 0 { below[name] += value } else { above[name] += value }
          return Bar(name: name, across: 0...1, base: base, end: base + value)
        }
      }
    }
  }

  /// The middles of the ends of bars at numbers along the axis.
  public var ends: [Point] {
    zip(places ?? [], bars.first ?? []).map {
      isHorizontal ? Point($1.end, $0) : Point($0, $1.end)
    }
  }

  /// The names, the ends of the bars and 0.
  public var extent: Extent {
    let along = Span(bars.joined().map(\.end) + [0])
    let across =
      places.map { Span($0.flatMap { [$0 - width / 2, $0 + width / 2] }) } ?? Span(names: names)
    let extent = Extent(x: across, y: along)
    return isHorizontal ? extent.transposed : extent
  }

  /// A patch for each kind of bars.
  public var keys: [LegendKey] { series.map { LegendKey($0.name, $0.role, .patch()) } }

  /// The bars, which words keep off, and their numbers.
  ///
  /// - Throws: `MarkError.notFinite` for data that are not finite.
  public func draw(in frame: PanelFrame) throws -> Drawn {
    let axes = ValueAxes(frame: frame, isHorizontal: isHorizontal)
    var drawn = Drawn()
    drawn.overhang = Drawn.ofAreas
    for (bars, one) in zip(bars, series) {
      var path = Path()
      var boxes: [Rect] = []
      for bar in bars {
        guard let middle = places?[bar.name] ?? axes.place(of: names[bar.name]) else { continue }
        let low = middle + width * (bar.across.lowerBound - 0.5)
        let high = middle + width * (bar.across.upperBound - 0.5)
        let base = bar.base == 0 ? axes.base : bar.base
        let corners = [axes.point(low, base), axes.point(high, bar.end)]
        try check(corners)
        guard let box = Rect(around: corners) else { continue }
        path.elements += Path.rectangle(box).elements
        boxes.append(box)
        drawn.obstacles.append(.region([box.corners], name: style.name))
        guard let numbers else { continue }
        let end = axes.point((low + high) / 2, bar.end)
        let isBack = bar.end < bar.base
        let length = arrangement == .stacked ? bar.end - bar.base : bar.end
        drawn.labels.append(
          LabelRequest(
            text: frame.metrics.spoken(
              Tick.number(length, length == 0 ? 0 : numbers)),
            anchor: arrangement == .stacked ? box.center : end,
            candidates: [
              arrangement == .stacked
                ? .center
                : isHorizontal ? (isBack ? .left(3) : .right(3)) : (isBack ? .below(2) : .above(2))
            ],
            size: .tick, role: arrangement == .stacked ? .ground : .note, layer: layer, in: frame,
            isFixed: true, isOnPatch: arrangement == .stacked))
      }
      // Numbers on the bars are in the colour of the page.
      let isPlain = arrangement == .stacked && numbers != nil
      drawn.items +=
        isPlain
        ? [.path(path, Style(fill: frame.metrics.theme.color(one.role)))]
        : frame.metrics.patch(path, one.role, over: boxes, in: frame.rect)
    }
    return drawn
  }
}

/// The least distance of two numbers that differ; 1 where there is none.
func leastDistance(of places: [Double]) -> Double {
  let sorted = places.sorted()
  return zip(sorted, sorted.dropFirst()).map { $1 - $0 }.filter { $0 > 0 }.min() ?? 1
}

/// Names along one side of a panel, and values along the other.
struct ValueAxes {
  let frame: PanelFrame
  /// Whether values run to the right.
  var isHorizontal = false

  /// The place of a name across the values; nil where the scale does not have it.
  func place(of name: String) -> Double? {
    (isHorizontal ? frame.y : frame.x).place(of: name)
  }

  /// Where what stands on the axis begins: at 0, or at the end of a log scale.
  var base: Double {
    let scale = isHorizontal ? frame.x : frame.y
    return scale.kind == .log ? min(scale.domain.start, scale.domain.end) : 0
  }

  /// A place on the page.
  func point(_ across: Double, _ value: Double) -> Point {
    isHorizontal ? frame.point(value, across) : frame.point(across, value)
  }

  /// Points of the page to one of the distances between two names.
  var unit: Double { (point(1, 0) - point(0, 0)).length }

  /// A step across the values, on the page.
  var across: Point { isHorizontal ? Point(0, 1) : Point(1, 0) }
}
