public import Drawing
import Elementary

/// A figure on its page, and where its words stand.
public struct LaidOut: Sendable {
  /// What is drawn.
  public let scene: Scene
  /// The words that found a place: panel by panel, in a panel layer by layer, from the top down.
  public let labels: [PlacedLabel]
  /// The words that found none, and are not drawn.
  public let leftOut: [LeftOut]
  /// What words keep off.
  package let ink: [Obstacle]

  package init(scene: Scene, labels: [PlacedLabel], leftOut: [LeftOut], ink: [Obstacle] = []) {
    self.scene = scene
    self.labels = labels
    self.leftOut = leftOut
    self.ink = ink
  }
}

/// Lays a figure out: measures its words, gives each panel its place, draws the marks, places
/// the labels.
///
/// One pass; no stage reaches back.
///
/// - Parameters:
///   - figure: What to show, in data coordinates.
///   - metrics: Theme, type and strokes.
///   - id: The prefix of all ids of the scene, when it is not the figure's own.
///   - drawsObstacles: Whether what words keep off and the places tried for them are drawn over the
///     picture, to see why a label stands where it does or has no place.
/// - Returns: A scene of the figure's size. Each layer of the figure is a group; those of its
///   steps carry the step's number. Labels without a free place are left out and listed.
/// - Throws: `PlotError` for a panel without room, data that are not finite, words that cannot
///   be set.
public func laidOut(
  _ figure: Figure, metrics: Metrics, id: String? = nil, drawsObstacles: Bool = false
) throws -> LaidOut {
  let page = Rect(minX: 0, minY: 0, maxX: figure.size.width, maxY: figure.size.height)
  let border = 4.0
  var places: [PanelPlace] = []
  do {
    try arrange(figure.arrangement, in: page.inset(by: border), metrics: metrics, into: &places)
  } catch let fault as TrainingFault {
    throw PlotError.scale(figure: figure.id, panel: fault.panel, reason: "\(fault.reason)")
  }

  var layers = LayerStack(steps: figure.steps)
  var all = Drawn()
  var grounds = Grounds()
  var rooms: [String: Rect] = [:]
  var parents: [String: String] = [:]
  var readings: [PanelReading] = []
  var handles: [SceneHandle] = []
  var leftOut: [LeftOut] = []
  /// Draws a panel, then those within it.
  func draw(_ place: PanelPlace) throws {
    let frame = try makeFrame(for: place, figure: figure.id, metrics: metrics)
    rooms[frame.name] = place.room
    var reading = reading(of: place.panel, in: frame)
    func add(_ drawn: Drawn, to layer: String) {
      layers.add(drawn.items, to: layer)
      all.obstacles += drawn.obstacles
      all.guides += drawn.guides
      all.background += drawn.background
      all.strips += drawn.strips
      all.labels += drawn.labels
      for ground in drawn.grounds { grounds.add(ground, step: layers.step(of: layer)) }
    }
    // Axes of nothing say nothing: they come with the first of the panel's marks, and so do their marks.
    let own = place.panel.panel.marks.map(\.layer).filter { $0 != LayerStack.axes }
    let ruler = layers.axes(from: own.map(layers.step).min() ?? 0)
    func addAxes(_ drawn: Drawn) {
      var drawn = drawn
      for index in drawn.labels.indices { drawn.labels[index].layer = ruler }
      add(drawn, to: ruler)
    }
    addAxes(try axes(of: place.panel, in: frame))
    if let names = try place.panel.foldedAxis(on: frame.x)?.leftOut {
      leftOut.append(
        LeftOut(
          figure: figure.id, panel: frame.name, label: Words.spoken(names.first), names: names))
    }
    // What a label names is found by name: marks that share one are told apart.
    var called: [String: Int] = [:]
    for mark in place.panel.panel.marks {
      do {
        let whole = try mark.draw(in: frame)
        let drawn = Edge.panel(frame.rect, overhang: whole.overhang).cut(whole)
        let told = drawn.told(from: &called)
        if mark.layer == LayerStack.axes { addAxes(told) } else { add(told, to: mark.layer) }
        handles += drawn.handles
        if let landscape = drawn.landscape { reading?.landscape = landscape }
      } catch MarkError.notFinite(let name) {
        throw PlotError.notFinite(figure: figure.id, panel: frame.name, mark: name)
      }
    }
    if let reading { readings.append(reading) }
    for inset in place.panel.panel.insets {
      let (part, all) = (inset.place, frame.rect)
      let room = Rect(
        minX: all.minX + part.minX * all.width, minY: all.minY + part.minY * all.height,
        maxX: all.minX + part.maxX * all.width, maxY: all.minY + part.maxY * all.height)
      parents[inset.panel.name] = frame.name
      add(
        Drawn(items: [.path(.rectangle(room), Style(fill: metrics.theme.color(.ground)))]),
        to: LayerStack.axes)
      var within: [PanelPlace] = []
      try arrange(.panel(inset.panel), in: room, metrics: metrics, into: &within)
      for place in within { try draw(place) }
    }
  }
  for place in places { try draw(place) }
  let (placer, placed) = try placing(
    all.labels, layers,
    with: LabelPlacer(
      figure: figure.id, page: page.inset(by: 1), metrics: metrics, rooms: rooms,
      parents: parents, ink: all, grounds: grounds, traces: drawsObstacles ? [] : nil))
  // They are read in the order of the picture.
  let words = inReadingOrder(placed, panels: places.map(\.panel.name), layers: layers)
  for (label, items) in words { layers.add(items, to: label.request.layer) }
  let overlay = try placer.traces.map {
    [try ObstacleLayer(ink: all, traces: $0, metrics: metrics).item()]
  }
  let items = layers.items.flatMap(Edge.page(page).cut) + (overlay ?? [])
  var scene = Scene(
    id: id ?? figure.id, title: figure.title, description: figure.alternative, size: figure.size,
    ground: metrics.theme.color(.ground), items: items)
  scene.readings = readings
  scene.handles = handles
  return LaidOut(
    scene: scene, labels: words.map(\.label), leftOut: leftOut + placer.leftOut, ink: all.obstacles)
}

/// Places words; where some find no room, they are placed before the others, and of a few such tries
/// the one counts that leaves out the fewest.
private func placing(
  _ requests: [LabelRequest], _ layers: LayerStack, with placer: LabelPlacer
) throws -> (LabelPlacer, [(label: PlacedLabel, items: [SceneItem])]) {
  func placed(
    _ order: [LabelRequest]
  ) throws -> (placer: LabelPlacer, words: [(label: PlacedLabel, items: [SceneItem])]) {
    var placer = placer
    var words: [(label: PlacedLabel, items: [SceneItem])] = []
    for request in order {
      let items = try placer.place(request, step: layers.step(of: request.layer))
      if let label = placer.placed.last, !items.isEmpty { words.append((label, items)) }
    }
    return (placer, words)
  }
  // Words with one place only come first: the others move out of their way.
  let fixed = requests.filter(\.isFixed)
  var order = requests.filter { !$0.isFixed }
  var best = try placed(fixed + order)
  var last = best.placer.unplaced.filter { !$0.isFixed }
  for _ in 0..<4 where !last.isEmpty && last.count < order.count {
    order = last + order.filter { !last.contains($0) }
    let next = try placed(fixed + order)
    last = next.placer.unplaced.filter { !$0.isFixed }
    if next.placer.leftOut.count < best.placer.leftOut.count { best = next }
  }
  return best
}

/// Words panel by panel, in a panel by the steps and layers in which they appear, there from the top
/// down and from the left to the right.
private func inReadingOrder(
  _ words: [(label: PlacedLabel, items: [SceneItem])], panels: [String], layers: LayerStack
) -> [(label: PlacedLabel, items: [SceneItem])] {
  func key(_ label: PlacedLabel) -> (Int, Int, String) {
    (
      panels.firstIndex(of: label.panel) ?? panels.count, layers.step(of: label.request.layer),
      label.request.layer
    )
  }
  return words.enumerated().sorted { a, b in
    let (p, q) = (key(a.element.label), key(b.element.label))
    if p != q { return p < q }
    let (one, other) = (a.element.label.box, b.element.label.box)
    if one.minY != other.minY { return one.minY < other.minY }
    return (one.minX, a.offset) < (other.minX, b.offset)
  }.map(\.element)
}

/// The scene of a figure laid out; see `laidOut`.
///
/// - Throws: `PlotError`, as there.
public func layout(_ figure: Figure, metrics: Metrics, id: String? = nil) throws -> Scene {
  try laidOut(figure, metrics: metrics, id: id).scene
}

/// A panel and the room it was given, with the margins it shares with its neighbours.
private struct PanelPlace {
  let panel: TrainedPanel
  let room: Rect
  let margins: Insets
}

/// Divides the room among the panels; those side by side share their tops and bottoms, those
/// below each other their left and right edges.
private func arrange(
  _ arrangement: Arrangement, in room: Rect, metrics: Metrics, shared: Insets? = nil,
  into places: inout [PanelPlace]
) throws {
  switch arrangement {
  case .panel(let panel):
    let trained = try TrainedPanel(panel, in: room, metrics: metrics)
    let own = try margins(of: trained, metrics: metrics)
    let insets = Insets(
      top: max(own.top, shared?.top ?? 0), left: max(own.left, shared?.left ?? 0),
      bottom: max(own.bottom, shared?.bottom ?? 0), right: max(own.right, shared?.right ?? 0))
    places.append(PanelPlace(panel: trained, room: room, margins: insets))
  case .row(let parts, let shares, let gap):
    var x = room.minX
    let total = shares.reduce(0, +)
    let free = room.width - gap * Double(parts.count - 1)
    let cells = shares.map { share in
      let cell = Rect(minX: x, minY: room.minY, maxX: x + free * share / total, maxY: room.maxY)
      x = cell.maxX + gap
      return cell
    }
    let own = try zip(parts, cells).compactMap { try panelMargins($0, in: $1, metrics) }
    let common = Insets(
      top: own.map(\.top).max() ?? 0, bottom: own.map(\.bottom).max() ?? 0)
    for (part, cell) in zip(parts, cells) {
      try arrange(part, in: cell, metrics: metrics, shared: common, into: &places)
    }
  case .column(let parts, let shares, let gap):
    let total = shares.reduce(0, +)
    let own = try zip(parts, shares).compactMap { part, share in
      let height = (room.height - gap * Double(parts.count - 1)) * share / total
      return try panelMargins(
        part,
        in: Rect(minX: room.minX, minY: 0, maxX: room.maxX, maxY: height), metrics)
    }
    let common = Insets(left: own.map(\.left).max() ?? 0, right: own.map(\.right).max() ?? 0)
    // What is left after the margins is shared, so that equal shares give equal drawings.
    let taken = own.map { $0.top + $0.bottom }
    let free = room.height - gap * Double(parts.count - 1) - taken.reduce(0, +)
    var y = room.minY
    for (index, part) in parts.enumerated() {
      let height = free * shares[index] / total + (index < taken.count ? taken[index] : 0)
      let cell = Rect(minX: room.minX, minY: y, maxX: room.maxX, maxY: y + height)
      try arrange(part, in: cell, metrics: metrics, shared: common, into: &places)
      y += height + gap
    }
  case .grid(let rows, let gap): try arrangeGrid(rows, gap, in: room, metrics, &places)
  }
}

/// Divides the room among rows of panels so that all drawings are of one size: the margins of a
/// column of panels are the widest of it, those of a row the highest.
private func arrangeGrid(
  _ rows: [[Panel]], _ gap: Double, in room: Rect, _ metrics: Metrics,
  _ places: inout [PanelPlace]
) throws {
  let columns = rows.map(\.count).max() ?? 0
  guard columns > 0 else { return }
  let (gapsX, gapsY) = (gap * Double(columns - 1), gap * Double(rows.count - 1))
  let cell = Rect(
    minX: 0, minY: 0, maxX: (room.width - gapsX) / Double(columns),
    maxY: (room.height - gapsY) / Double(rows.count))
  let trained = try rows.map { try $0.map { try TrainedPanel($0, in: cell, metrics: metrics) } }
  let own = try trained.map { try $0.map { try margins(of: $0, metrics: metrics) } }
  let across = (0..<columns).map { column in
    let cells = own.compactMap { column < $0.count ? $0[column] : nil }
    return (left: cells.map(\.left).max() ?? 0, right: cells.map(\.right).max() ?? 0)
  }
  let down = own.map { row in
    (top: row.map(\.top).max() ?? 0, bottom: row.map(\.bottom).max() ?? 0)
  }
  let width =
    (room.width - gapsX - across.reduce(0) { $0 + $1.left + $1.right }) / Double(columns)
  let height =
    (room.height - gapsY - down.reduce(0) { $0 + $1.top + $1.bottom }) / Double(rows.count)
  var y = room.minY
  for (panels, (top, bottom)) in zip(trained, down) {
    var x = room.minX
    for (panel, (left, right)) in zip(panels, across) {
      let insets = Insets(top: top, left: left, bottom: bottom, right: right)
      let place = Rect(
        minX: x, minY: y, maxX: x + left + width + right, maxY: y + top + height + bottom)
      places.append(PanelPlace(panel: panel, room: place, margins: insets))
      x = place.maxX + gap
    }
    y += top + height + bottom + gap
  }
}

private func panelMargins(
  _ arrangement: Arrangement, in room: Rect, _ metrics: Metrics
) throws -> Insets? {
  guard case .panel(let panel) = arrangement else { return nil }
  return try margins(of: try TrainedPanel(panel, in: room, metrics: metrics), metrics: metrics)
}

private func makeFrame(
  for place: PanelPlace, figure: String, metrics: Metrics
) throws -> PanelFrame {
  let panel = place.panel
  var rect = Rect(
    minX: place.room.minX + place.margins.left, minY: place.room.minY + place.margins.top,
    maxX: place.room.maxX - place.margins.right, maxY: place.room.maxY - place.margins.bottom)
  guard rect.width >= 12, rect.height >= 12 else {
    throw PlotError.noRoom(figure: figure, panel: panel.name)
  }
  var x = panel.x
  var y = panel.y
  // On two log scales a decade is as long on either side.
  func span(_ scale: Scale) -> Double {
    x.kind == .log && y.kind == .log
      ? abs(log10(scale.domain.end) - log10(scale.domain.start))
      : abs(scale.domain.end - scale.domain.start)
  }
  let (spanX, spanY) = (span(x), span(y))
  switch panel.panel.aspect {
  case .free: break
  case .equal:
    let unit = min(rect.width / spanX, rect.height / spanY)
    let slackX = rect.width - unit * spanX
    let slackY = rect.height - unit * spanY
    rect = Rect(
      minX: rect.minX + slackX / 2, minY: rect.minY + slackY / 2, maxX: rect.maxX - slackX / 2,
      maxY: rect.maxY - slackY / 2)
  case .equalFilling(let fixed):
    let unit = min(rect.width / spanX, rect.height / spanY)
    x = try grown(x, to: rect.width / unit, around: fixed.x)
    y = try grown(y, to: rect.height / unit, around: fixed.y)
  }
  return PanelFrame(name: panel.name, rect: rect, x: x, y: y, metrics: metrics)
}

/// A linear scale over a longer domain that keeps the datum at a fraction where it is.
private func grown(_ scale: Scale, to span: Double, around part: Double) throws -> Scale {
  let fixed = scale.value(at: part)
  return try Scale(.linear, from: fixed - part * span, to: fixed + (1 - part) * span)
}

/// The layers of a scene, back to front; neighbours of one layer share a group.
struct LayerStack {
  private(set) var groups: [Group] = []
  private var stepOfLayer: [String: Int]
  private var counts: [String: Int] = [:]
  private var current: String?

  init(steps: [Figure.Step]) {
    stepOfLayer = Dictionary(steps.enumerated().map { ($1.layer, $0 + 1) }) { first, _ in first }
  }

  var items: [SceneItem] { groups.map { .group($0) } }

  /// The step that a layer appears with; 0 for one that is always there.
  func step(of layer: String) -> Int { stepOfLayer[layer] ?? 0 }

  /// The layer that axes are drawn for.
  static let axes = "axes"

  /// The layer of axes that appear with a step; that of all axes where they are there from the start.
  mutating func axes(from step: Int) -> String {
    guard step > 1 else { return LayerStack.axes }
    let name = "\(LayerStack.axes)-from-\(step)"
    stepOfLayer[name] = step
    return name
  }

  mutating func add(_ items: [SceneItem], to layer: String) {
    guard !items.isEmpty else { return }
    if current == layer {
      groups[groups.count - 1].items += items
      return
    }
    current = layer
    counts[layer, default: 0] += 1
    let count = counts[layer, default: 1]
    let name = count == 1 ? layer : "\(layer)-\(count)"
    groups.append(Group(name: name, step: stepOfLayer[layer], items: items))
  }
}
