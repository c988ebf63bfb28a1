import Drawing
import Records

/// Finds a free place for each label, in the order in which they are asked for.
///
/// A label keeps off strong strokes, dots, other labels and the page's edge, and, while it can,
/// off guide lines and bands and from where it would lie nearer to another thing than to its own.
/// Its stated sides are tried first, then eight directions at five distances, the last of which have
/// a line to a dot; then it moves away, with a line back to what it names; then it shrinks. No word
/// comes between another and what that names. A label that finds no place is left out.
struct LabelPlacer {
  private let figure: String
  private let page: Rect
  private let metrics: Metrics
  private let grounds: Grounds
  private var obstacles: Obstacles
  private var guides: Obstacles
  /// The thin lines that words may stand on, with a halo.
  private var lines: Obstacles
  /// What each panel was given of the page, by its name; words of one panel keep off what belongs
  /// to the others, drawn on or not: there they would speak of the wrong panel.
  private let rooms: [String: Rect]
  /// The panel that a panel lies within, by its name.
  private let parents: [String: String]
  /// The dots that words name.
  private let named: NamedDots
  /// The axes with their numbers.
  private let strips: [AxisStrip]
  /// The labels placed so far.
  private(set) var placed: [PlacedLabel] = []
  /// The labels that found no place.
  private(set) var unplaced: [LabelRequest] = []
  /// How the labels were placed; nil when nobody asks.
  private(set) var traces: [Trace]?

  init(
    figure: String, page: Rect, metrics: Metrics, rooms: [String: Rect],
    parents: [String: String], ink: Drawn, grounds: Grounds, traces: [Trace]?
  ) {
    self.traces = traces
    self.figure = figure
    self.page = page
    self.metrics = metrics
    self.grounds = grounds
    self.rooms = rooms
    self.parents = parents
    strips = ink.strips
    obstacles = Obstacles(ink.obstacles)
    named = NamedDots(ink.labels, among: obstacles)
    guides = Obstacles(ink.guides)
    lines = Obstacles((ink.guides + ink.background).filter(\.isLine))
  }

  /// A place for words: their box, how their lines are aligned, and where a line to them starts.
  private struct Place {
    let box: Rect
    let alignment: Double
    var leader: Leader?
  }

  /// How much a place may be worse than the best: each lets a kind of fault pass.
  private enum Tolerance: Hashable {
    /// Nothing is crossed, and what the words name is the nearest thing by far.
    case clear
    /// Nothing is crossed, and what the words name is the nearest thing.
    case none
    /// Guide lines and bands are crossed.
    case guides
    /// Another thing is nearer as well.
    case neighbours

    /// How much nearer than other things is what the words name, in points.
    var margin: Double { self == .clear ? 3 : 1 }
  }

  /// Places a label and makes it an obstacle for those after it.
  ///
  /// - Parameter step: The step of the figure in which the words appear.
  /// - Returns: What is drawn; nothing for a label that is left out.
  mutating func place(_ request: LabelRequest, step: Int) throws -> [SceneItem] {
    let stated = metrics.size(request.size)
    for size in LabelPlacer.sizes(from: stated, of: request.text) {
      let words: Words
      do {
        words = try Words(
          request.text, size: size, fonts: metrics.fonts,
          indent: Legend.indent(request.keys, metrics))
      } catch {
        throw PlotError.label(
          figure: figure, panel: request.panel, label: Words.spoken(request.text),
          reason: "\(error)")
      }
      let found = place(for: words, size: size, request)
      if traces != nil, found != nil || size == stated {
        trace(words, size: size, request, at: found)
      }
      guard let place = found else { continue }
      return items(words, size: size, at: place, request, step: step)
    }
    unplaced.append(request)
    return []
  }

  /// The words that found no place.
  var leftOut: [LeftOut] {
    unplaced.map { request in
      let isInside = ([request.anchor] + request.otherAnchors).contains(
        where: request.area.inset(by: -1).contains)
      return LeftOut(
        figure: figure, panel: request.panel, label: Words.spoken(request.text),
        isOutside: !isInside && !request.isFixed)
    }
  }

  /// The sizes that words may have, the stated one first: down to 7 pt, or to 8 pt with scripts.
  private static func sizes(from stated: Double, of text: String) -> [Double] {
    let least = min(stated, leastSize(of: text))
    return Array(stride(from: stated, to: least, by: -0.5)) + [least]
  }

  /// The least size of words, in points.
  static func leastSize(of text: String) -> Double {
    text.contains("$") && text.contains { $0 == "_" || $0 == "^" } ? 8 : 7
  }

  /// The first place that will do, those with the fewest faults first.
  private func place(for words: Words, size: Double, _ request: LabelRequest) -> Place? {
    let anchors = [request.anchor] + request.otherAnchors
    func beside(_ sides: [LabelRequest.Placement]) -> [Place] {
      anchors.flatMap { anchor in
        sides.map { side in
          Place(box: box(of: words, size: size, at: anchor, side), alignment: side.align.x)
        }
      }
    }
    guard max(words.size.width, words.size.height) <= request.widest else { return nil }
    if request.isFixed {
      return beside(Array(request.candidates.prefix(1))).first {
        page.contains($0.box)
          && !obstacles.touch($0.box.widened(by: 2), wordsOnly: request.isOnPatch)
      }
    }
    // A number on a curve that finds no place there is nowhere near it: a line leads to it.
    let isOnAnchor =
      request.size == .contour && request.candidates == [.center] && request.namesItsAnchor
    // What a note stands beside outside of its panel it would seem to speak of.
    let around = beside(isOnAnchor ? [] : LabelRequest.Placement.around)
      .filter { request.namesItsAnchor || request.area.contains($0.box) }
      .map { named.holds(request) ? led($0, to: request) : $0 }
    let near = beside(request.candidates) + around
    let own = ownNames(of: request)
    let free = near.filter { isFree($0.box, request) && isSeen($0, request) }
    // Names of lines have other places to stand at, some of which are clear.
    let first: [Tolerance] = request.otherAnchors.isEmpty || isOnAnchor ? [] : [.clear]
    for tolerance in first + [.none, .guides] {
      if let found = free.first(where: { will($0, request, own, tolerance) }) { return found }
    }
    let far = far(request, words: words, size: size, beside: near[0].box)
      .filter { isFree($0.box, request) }
    for tolerance in [Tolerance.none, .guides] {
      if let found = far.first(where: { isClear($0, request, own, tolerance) }) { return found }
    }
    // A line over other things still says what is meant; words nearer to another thing do not.
    return far.filter { isClear($0, request, own, .neighbours) }
      .map { place in (place, place.leader.map { obstacles.crossed(by: $0, but: own) } ?? 0) }
      .min { $0.1 < $1.1 }?.0
  }

  /// A place so far from the dot that its words name that a line leads there.
  private func led(_ place: Place, to request: LabelRequest) -> Place {
    var place = place
    let leader = leader(from: place.box, to: request.anchor)
    if (request.anchor - leader.start).length > LabelPlacer.longestGap { place.leader = leader }
    return place
  }

  /// The line from words to an anchor, a little off both.
  private func leader(from box: Rect, to anchor: Point) -> Leader {
    let start = box.inset(by: -1.5).nearest(to: anchor)
    let way = anchor - start
    return Leader(start: start, end: start + way * max(0, 1 - 3 / max(way.length, 1e-9)))
  }

  /// Whether no other words lie between words and what they name.
  private func isSeen(_ place: Place, _ request: LabelRequest) -> Bool {
    guard request.namesItsAnchor, place.leader == nil, !request.isOnPatch else { return true }
    let way = request.way(from: place.box)
    return !placed.contains { !$0.request.isOnPatch && way.isBroken(by: $0.box) }
  }

  /// Notes the stated places of words and, where they found none, all others that were tried.
  private mutating func trace(
    _ words: Words, size: Double, _ request: LabelRequest, at found: Place?
  ) {
    let anchors = [request.anchor] + request.otherAnchors
    let sides = request.candidates + (found == nil ? LabelRequest.Placement.around : [])
    let own = ownNames(of: request)
    var boxes = anchors.flatMap { anchor in
      sides.map { box(of: words, size: size, at: anchor, $0) }
    }
    if let found { boxes = boxes.filter { $0 != found.box } + [found.box] }
    let places = boxes.map { box -> (Rect, Trace.Verdict) in
      if box == found?.box { return (box, .taken) }
      guard isFree(box, request) else { return (box, .blocked) }
      let isGood = will(Place(box: box, alignment: 0), request, own, .none)
      return (box, isGood ? .free : .doubtful)
    }
    traces?.removeAll { $0.text == request.text && $0.anchors == anchors && !$0.isPlaced }
    traces?.append(
      Trace(text: request.text, anchors: anchors, places: places, isPlaced: found != nil))
  }

  /// Where words stand with a side at an anchor.
  private func box(
    of words: Words, size: Double, at anchor: Point, _ side: LabelRequest.Placement
  ) -> Rect {
    let rise =
      side.isByBaseline
      ? words.ascent - (1 - side.align.y) * LineMetrics.digits * size
      : side.align.y * words.size.height
    let corner = Point(
      anchor.x + side.offset.x - side.align.x * words.size.width, anchor.y + side.offset.y - rise)
    return Rect(
      minX: corner.x, minY: corner.y, maxX: corner.x + words.size.width,
      maxY: corner.y + words.size.height)
  }

  /// Places away from the anchors: for a note all over the panel, else with a line to an anchor.
  private func far(
    _ request: LabelRequest, words: Words, size: Double, beside stated: Rect
  ) -> [Place] {
    guard request.namesItsAnchor else {
      return Candidates.anywhere(in: request.area, near: stated)
        .map { Place(box: $0, alignment: 0) }
    }
    // A line to what lies outside of the drawing would lead nowhere.
    let seen = request.area.inset(by: -1)
    return ([request.anchor] + request.otherAnchors).filter(seen.contains).flatMap { anchor in
      Candidates.rings(around: anchor, size: words.size).compactMap { box in
        let leader = leader(from: box, to: anchor)
        let length = (anchor - leader.start).length
        guard length <= LabelPlacer.longestLeader * size else { return nil }
        return Place(box: box, alignment: box.center.x >= anchor.x ? 0 : 1, leader: leader)
      }
    }
  }

  /// Whether words may stand in a box at all.
  private func isFree(_ box: Rect, _ request: LabelRequest) -> Bool {
    page.contains(box) && !obstacles.touch(box, wordsOnly: request.isOnPatch)
      && (request.isOnPatch
        || !placed.contains {
          box.runsInto($0) || $0.leader?.meets(box.inset(by: -1)) == true
            || $0.sight?.isBroken(by: box) == true
        })
      && !strips.contains { $0.rect.inset(by: -LabelPlacer.haloWidth).intersects(box) }
      && !rooms.contains {
        $0.key != request.panel && $0.key != parents[request.panel] && $0.value.intersects(box)
      }
  }

  /// The names of what lies at a label's anchor.
  private func ownNames(of request: LabelRequest) -> Set<String> { request.own(among: obstacles) }

  private func will(
    _ place: Place, _ request: LabelRequest, _ own: Set<String>, _ tolerance: Tolerance
  ) -> Bool {
    if place.leader != nil { return isClear(place, request, own, tolerance) }
    if tolerance != .guides, guides.touch(place.box, wordsOnly: request.isOnPatch) { return false }
    return !request.namesItsAnchor
      || isNearestToItsOwn(place.box, request, own, by: tolerance.margin)
  }

  /// Whether what words name lies nearer to their box than any other thing, by some points or more.
  private func isNearestToItsOwn(
    _ box: Rect, _ request: LabelRequest, _ own: Set<String>, by margin: Double
  ) -> Bool {
    let (toOwn, toOther) = request.distances(of: box, among: obstacles, own)
    return toOwn + margin <= toOther && named.isOwn(box, of: request, by: 1)
  }

  /// Whether words and the line from them cross nothing that they must not.
  private func isClear(
    _ place: Place, _ request: LabelRequest, _ own: Set<String>, _ tolerance: Tolerance
  ) -> Bool {
    if tolerance == .none, guides.touch(place.box, wordsOnly: request.isOnPatch) { return false }
    guard let leader = place.leader else { return true }
    // The line begins a little off the words.
    let start = place.box.nearest(to: leader.start)
    guard !strips.contains(where: { $0.isEdge && segmentMeets($0.rect, start, leader.end) }),
      !placed.contains(where: { $0.leader?.crosses(leader) == true })
    else { return false }
    return !obstacles.isCrossed(by: leader) { one in
      one.isBox
        || (tolerance == .neighbours
          ? one.isDot && !own.contains(one.name) : !isMeant(one, own, at: leader.end))
    }
  }

  /// Whether ink is what a line that ends at a place leads to: of dots with one name those there alone.
  private func isMeant(_ one: Obstacle, _ own: Set<String>, at end: Point) -> Bool {
    guard own.contains(one.name) else { return false }
    if case .dot = one { return one.distance(to: end) < 4.5 }
    return true
  }

  private mutating func items(
    _ words: Words, size: Double, at place: Place, _ request: LabelRequest, step: Int
  ) -> [SceneItem] {
    let box = place.box
    // Before the line to the words is noted: their own asks for no halo.
    let halo = halo(around: box, request, step: step, metrics.theme)
    // Words on a patch of their own have the colour that their mark chose for it.
    let color =
      request.isOnPatch
      ? metrics.theme.color(request.role)
      : metrics.theme.words(request.role) { theme in
        self.halo(around: box, request, step: step, theme).map { [$0.color] }
          ?? grounds.colors(below: box, theme: theme)
      }
    var items: [SceneItem] = []
    if let leader = place.leader {
      let line = Stroke(color, width: metrics.width(.hair), cap: .butt)
      items.append(.path(.line(leader.start, leader.end), Style(stroke: line)))
      let way = Obstacle.stroke(
        [leader.start, leader.end], reach: 1, name: "line to '\(request.text)'")
      guides.append(way)
      lines.append(way)
    }
    for (key, baseline) in zip(request.keys, words.baselines) {
      let middle = Point(box.minX, box.minY + baseline - 0.23 * size)
      items +=
        key?.items(
          at: middle, width: Legend.width(of: request.keys, metrics), size: size, metrics) ?? []
    }
    items += words.items(
      at: Point(box.minX, box.minY), alignment: request.keys.isEmpty ? place.alignment : 0,
      color: color, halo: halo)
    obstacles.append(.box(box.inset(by: -0.5), name: "label '\(request.text)'"))
    placed.append(
      PlacedLabel(
        text: request.text, panel: request.panel, box: box, size: size, leader: place.leader,
        request: request))
    return items
  }

  /// A halo in the colour of what lies below, where thin lines run through the words.
  private func halo(
    around box: Rect, _ request: LabelRequest, step: Int, _ theme: Theme
  ) -> GlyphRun.Halo? {
    guard !request.isOnPatch else { return nil }
    let width = LabelPlacer.haloWidth
    let reached = box.inset(by: -width)
    if grounds.isMotley(below: reached, step: step) {
      return GlyphRun.Halo(theme.color(.ground), width: width)
    }
    guard lines.touch(reached, wordsOnly: false),
      let color = grounds.color(below: reached, step: step, theme: theme)
    else { return nil }
    return GlyphRun.Halo(color, width: width)
  }

  /// How far words are from the dot that they name without a line to it, in points.
  private static let longestGap = 10.5

  /// How many ems a line to what words name is long at most: a longer one reads as a path.
  private static let longestLeader = 6.0

  /// How far the halo of words reaches, in points.
  private static let haloWidth = 1.6
}

extension Rect {
  /// The rectangle with as much more room at its left and right: words on one line stand apart.
  fileprivate func widened(by margin: Double) -> Rect {
    Rect(minX: minX - margin, minY: minY, maxX: maxX + margin, maxY: maxY)
  }
}
