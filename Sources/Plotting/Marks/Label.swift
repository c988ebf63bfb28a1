public import Drawing

/// Words beside a place, wanted but not yet placed.
public struct LabelRequest: Hashable, Sendable {
  /// The words, lines separated by `\n`, formulas between dollar signs.
  public var text: String
  /// What the words belong to, on the page.
  public var anchor: Point
  /// Other places on the page of what they belong to, tried after the anchor.
  public var otherAnchors: [Point]
  /// The sides of an anchor to try, best first.
  public var candidates: [Placement]
  /// The size of the words.
  public var size: TypeSize
  /// The colour of the words.
  public var role: Role
  /// The layer they belong to.
  public var layer: String
  /// The panel they belong to.
  public var panel: String
  /// Where the panel's drawing lies on the page.
  public var area: Rect
  /// Whether the stated place is final and nothing else is tried.
  public var isFixed: Bool
  /// Whether the words name what lies at their anchor, so that a line may lead there from
  /// further away; otherwise they are a note, which may stand anywhere in the panel.
  public var namesItsAnchor: Bool
  /// Whether the words stand on an opaque patch, which hides what lies below them.
  public var isOnPatch: Bool
  /// Samples of ink before the lines of the words, as in a legend.
  var keys: [LegendKey?] = []
  /// How wide and high the words may be, in points: not more than the patch that they stand on.
  package var widest = Double.infinity

  /// Words that a mark asks for in its panel's frame.
  public init(
    text: String, anchor: Point, otherAnchors: [Point] = [], candidates: [Placement],
    size: TypeSize, role: Role, layer: String, in frame: PanelFrame, isFixed: Bool = false,
    namesItsAnchor: Bool = true, isOnPatch: Bool = false
  ) {
    self.text = text
    self.anchor = anchor
    self.otherAnchors = otherAnchors
    self.candidates = candidates
    self.size = size
    self.role = role
    self.layer = layer
    panel = frame.name
    area = frame.rect
    self.isFixed = isFixed
    self.namesItsAnchor = namesItsAnchor
    self.isOnPatch = isOnPatch
  }

  /// A place beside an anchor.
  public struct Placement: Hashable, Sendable {
    /// Where the box touches the anchor: (0, 0) its left top, (1, 1) its right bottom corner.
    public var align: Point
    /// How far the box is moved from the anchor, in points.
    public var offset: Point
    /// Whether the words stand by their first baseline, as if all of them were as tall as digits:
    /// words in a row then share their line, whatever rises or hangs in them.
    public var isByBaseline: Bool

    /// A box that touches the anchor at a point of its own, moved by an offset.
    public init(align: Point, offset: Point, isByBaseline: Bool = false) {
      self.align = align
      self.offset = offset
      self.isByBaseline = isByBaseline
    }

    /// To the right of the anchor.
    public static func right(_ gap: Double = 4, rise: Double = 0) -> Placement {
      Placement(align: Point(0, 0.5), offset: Point(gap, -rise))
    }
    /// To the left of the anchor.
    public static func left(_ gap: Double = 4, rise: Double = 0) -> Placement {
      Placement(align: Point(1, 0.5), offset: Point(-gap, -rise))
    }
    /// Above the anchor.
    public static func above(_ gap: Double = 4, shift: Double = 0) -> Placement {
      Placement(align: Point(0.5, 1), offset: Point(shift, -gap))
    }
    /// Below the anchor.
    public static func below(_ gap: Double = 4, shift: Double = 0) -> Placement {
      Placement(align: Point(0.5, 0), offset: Point(shift, gap))
    }
    /// Below the anchor, on a line shared with the words at other anchors of the same height.
    public static func inRow(_ gap: Double = 4) -> Placement {
      Placement(align: Point(0.5, 0), offset: Point(0, gap), isByBaseline: true)
    }
    /// Above and to the right.
    public static func aboveRight(_ gap: Double = 3) -> Placement {
      Placement(align: Point(0, 1), offset: Point(gap, -gap))
    }
    /// Above and to the left.
    public static func aboveLeft(_ gap: Double = 3) -> Placement {
      Placement(align: Point(1, 1), offset: Point(-gap, -gap))
    }
    /// Below and to the right.
    public static func belowRight(_ gap: Double = 3) -> Placement {
      Placement(align: Point(0, 0), offset: Point(gap, gap))
    }
    /// Below and to the left.
    public static func belowLeft(_ gap: Double = 3) -> Placement {
      Placement(align: Point(1, 0), offset: Point(-gap, gap))
    }
    /// On the inner side of a place at the edge of a panel, given by its parts of width and height.
    static func inside(_ part: Point) -> Placement {
      func inward(_ part: Double) -> Double { part < 0.25 ? 1 : part > 0.75 ? -1 : 0 }
      return Placement(
        align: Point(part.x, 1 - part.y),
        offset: Point(4 * inward(part.x), -4 * inward(part.y)))
    }
    /// Centred on the anchor.
    public static let center = Placement(align: Point(0.5, 0.5), offset: .zero)

    /// Eight directions at growing distances: what is tried after the stated places.
    static let around: [Placement] = [3.0, 6, 9, 13, 18].flatMap { gap in
      [
        .right(gap), .aboveRight(gap * 0.8), .above(gap), .aboveLeft(gap * 0.8), .left(gap),
        .belowLeft(gap * 0.8), .below(gap), .belowRight(gap * 0.8),
      ]
    }
  }
}

/// Words at a datum, in the colour of what they name.
public struct Label: Mark {
  /// Where the words stand.
  public enum Place: Hashable, Sendable {
    /// At a datum, which they name.
    case datum(Point)
    /// At any of some data, the best first, which are places of what they name.
    case oneOf([Point])
    /// Beside a line through data: at its last point, else along it.
    case along([Point])
    /// A note at a place in the panel: (0, 0) its left bottom, (1, 1) its right top corner.
    case fraction(Point)

    /// The sides where words stand that say nothing of it.
    fileprivate var usual: [LabelRequest.Placement] {
      switch self {
      case .along: [.right(), .above(), .below()]
      case .fraction(let part): [.inside(part)]
      case .datum, .oneOf: [.center]
      }
    }
  }

  /// Colour, lines, layer and name.
  public let style: MarkStyle
  private let text: String
  private let place: Place
  private let candidates: [LabelRequest.Placement]
  private let size: TypeSize
  private let isFixed: Bool

  /// Words at a place, with the sides to try in order.
  ///
  /// - Parameters:
  ///   - text: The words, lines separated by `\n`, formulas between dollar signs.
  ///   - place: Where the words stand.
  ///   - candidates: The sides of the place to try, best first; without any, centred on it.
  ///   - size: The size of the words.
  ///   - role: What the colour stands for.
  ///   - fixed: Whether only the first stated side is tried.
  ///   - layer: The layer, which a figure's steps reveal.
  public init(
    _ text: String, at place: Place, _ candidates: LabelRequest.Placement...,
    size: TypeSize = .label, role: Role = .ink, fixed: Bool = false, layer: String = "labels"
  ) {
    self.init(
      text, at: place, candidates, size: size, role: role, fixed: fixed, layer: layer)
  }

  /// The same with the sides as a list.
  public init(
    _ text: String, at place: Place, _ candidates: [LabelRequest.Placement],
    size: TypeSize = .label, role: Role = .ink, fixed: Bool = false, layer: String = "labels"
  ) {
    style = MarkStyle(role, layer: layer, name: text)
    self.text = text
    self.place = place
    self.candidates = candidates.isEmpty ? place.usual : candidates
    self.size = size
    isFixed = fixed
  }

  /// The same at a datum, which the words name.
  public init(
    _ text: String, at datum: Point, _ candidates: LabelRequest.Placement...,
    size: TypeSize = .label, role: Role = .ink, fixed: Bool = false, layer: String = "labels"
  ) {
    self.init(
      text, at: .datum(datum), candidates, size: size, role: role, fixed: fixed, layer: layer)
  }

  /// Words of the size of ticks, such as a remark.
  public static func small(
    _ text: String, at place: Place, _ candidates: LabelRequest.Placement..., role: Role = .note,
    fixed: Bool = false, layer: String = "labels"
  ) -> Label {
    Label(text, at: place, candidates, size: .tick, role: role, fixed: fixed, layer: layer)
  }

  /// The same at a datum, which the words name.
  public static func small(
    _ text: String, at datum: Point, _ candidates: LabelRequest.Placement..., role: Role = .note,
    fixed: Bool = false, layer: String = "labels"
  ) -> Label {
    Label(text, at: .datum(datum), candidates, size: .tick, role: role, fixed: fixed, layer: layer)
  }

  /// The end of a line on the page, then places ever nearer to its start.
  private static func places(along points: [Point], in frame: PanelFrame) -> [Point] {
    let seen = points.filter { $0.isFinite && frame.holds($0) }
    guard seen.count > 1 else { return seen }
    let line = ArcLength(seen)
    return [1, 0.85, 0.7, 0.55, 0.4, 0.25, 0.1].map { line.place(at: $0).point }
  }

  /// Asks for the words.
  ///
  /// - Throws: `MarkError.notFinite` for data that are not finite.
  public func draw(in frame: PanelFrame) throws -> Drawn {
    let anchors =
      switch place {
      case .datum(let datum): [frame.point(datum)]
      case .oneOf(let data): data.map(frame.point)
      case .along(let data): Self.places(along: data.map(frame.point), in: frame)
      case .fraction(let part): [frame.place(part.x, part.y)]
      }
    try check(anchors)
    guard let first = anchors.first, !text.isEmpty else { return Drawn() }
    let isNote = if case .fraction = place { true } else { false }
    return Drawn(labels: [
      LabelRequest(
        text: text, anchor: first, otherAnchors: Array(anchors.dropFirst()),
        candidates: candidates, size: size, role: style.role, layer: layer, in: frame,
        isFixed: isFixed, namesItsAnchor: !isNote)
    ])
  }
}
