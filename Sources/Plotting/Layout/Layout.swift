public import Drawing
import Typesetting

/// A figure on its page, and where its words stand.
public struct LaidOut: Sendable {
  /// What is drawn.
  public let scene: Scene
  /// The words that found a place, in the order in which they were placed.
  public let labels: [PlacedLabel]
  /// The words that found none, and are not drawn.
  public let leftOut: [LeftOut]

  package init(scene: Scene, labels: [PlacedLabel], leftOut: [LeftOut]) {
    self.scene = scene
    self.labels = labels
    self.leftOut = leftOut
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
  try arrange(figure.arrangement, in: page.inset(by: border), metrics: metrics, into: &places)

  var layers = LayerStack(steps: figure.steps)
  var all = Drawn()
  var grounds = Grounds()
  var rooms: [String: Rect] = [:]
  for place in places {
    let frame = try makeFrame(for: place, figure: figure.id, metrics: metrics)
    rooms[frame.name] = place.room
    func add(_ drawn: Drawn, to layer: String) {
      layers.add(drawn.items, to: layer)
      all.obstacles += drawn.obstacles
      all.guides += drawn.guides
      all.background += drawn.background
      all.strips += drawn.strips
      all.labels += drawn.labels
      for ground in drawn.grounds { grounds.add(ground, step: layers.step(of: layer)) }
    }
    add(try axes(of: place.panel, in: frame), to: "axes")
    for mark in place.panel.marks {
      do {
        add(Edge.panel(frame.rect).cut(try mark.draw(in: frame)), to: mark.layer)
      } catch MarkError.notFinite(let name) {
        throw PlotError.notFinite(figure: figure.id, panel: frame.name, mark: name)
      }
    }
  }
  var placer = LabelPlacer(
    figure: figure.id, page: page.inset(by: 1), metrics: metrics, rooms: rooms,
    ink: all, grounds: grounds, traces: drawsObstacles ? [] : nil)
  // Words with one place only come first: the others move out of their way.
  for request in all.labels.filter(\.isFixed) + all.labels.filter({ !$0.isFixed }) {
    let items = try placer.place(request, step: layers.step(of: request.layer))
    layers.add(items, to: request.layer)
  }
  let overlay = try placer.traces.map {
    [try ObstacleLayer(ink: all, traces: $0, metrics: metrics).item()]
  }
  let items = layers.items.flatMap(Edge.page(page).cut) + (overlay ?? [])
  let scene = Scene(
    id: id ?? figure.id, title: figure.title, description: figure.alternative, size: figure.size,
    ground: metrics.theme.color(.ground), items: items)
  return LaidOut(scene: scene, labels: placer.placed, leftOut: placer.leftOut)
}

/// The scene of a figure laid out; see `laidOut`.
///
/// - Throws: `PlotError`, as there.
public func layout(_ figure: Figure, metrics: Metrics, id: String? = nil) throws -> Scene {
  try laidOut(figure, metrics: metrics, id: id).scene
}

/// A panel and the room it was given, with the margins it shares with its neighbours.
private struct PanelPlace {
  let panel: Panel
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
    let own = try margins(of: panel, metrics: metrics)
    let insets = Insets(
      top: max(own.top, shared?.top ?? 0), left: max(own.left, shared?.left ?? 0),
      bottom: max(own.bottom, shared?.bottom ?? 0), right: max(own.right, shared?.right ?? 0))
    places.append(PanelPlace(panel: panel, room: room, margins: insets))
  case .row(let parts, let shares, let gap):
    let own = try parts.compactMap { try panelMargins($0, metrics) }
    let common = Insets(
      top: own.map(\.top).max() ?? 0, bottom: own.map(\.bottom).max() ?? 0)
    var x = room.minX
    let total = shares.reduce(0, +)
    let free = room.width - gap * Double(parts.count - 1)
    for (part, share) in zip(parts, shares) {
      let width = free * share / total
      let cell = Rect(minX: x, minY: room.minY, maxX: x + width, maxY: room.maxY)
      try arrange(part, in: cell, metrics: metrics, shared: common, into: &places)
      x += width + gap
    }
  case .column(let parts, let shares, let gap):
    let own = try parts.compactMap { try panelMargins($0, metrics) }
    let common = Insets(left: own.map(\.left).max() ?? 0, right: own.map(\.right).max() ?? 0)
    // What is left after the margins is shared, so that equal shares give equal drawings.
    let taken = own.map { $0.top + $0.bottom }
    let free = room.height - gap * Double(parts.count - 1) - taken.reduce(0, +)
    let total = shares.reduce(0, +)
    var y = room.minY
    for (index, part) in parts.enumerated() {
      let height = free * shares[index] / total + (index < taken.count ? taken[index] : 0)
      let cell = Rect(minX: room.minX, minY: y, maxX: room.maxX, maxY: y + height)
      try arrange(part, in: cell, metrics: metrics, shared: common, into: &places)
      y += height + gap
    }
  }
}

private func panelMargins(_ arrangement: Arrangement, _ metrics: Metrics) throws -> Insets? {
  guard case .panel(let panel) = arrangement else { return nil }
  return try margins(of: panel, metrics: metrics)
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
  let spanX = abs(x.domain.end - x.domain.start)
  let spanY = abs(y.domain.end - y.domain.start)
  switch panel.aspect {
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
private struct LayerStack {
  private(set) var groups: [Group] = []
  private let stepOfLayer: [String: Int]
  private var counts: [String: Int] = [:]
  private var current: String?

  init(steps: [Figure.Step]) {
    var numbers: [String: Int] = [:]
    for (index, step) in steps.enumerated() where numbers[step.layer] == nil {
      numbers[step.layer] = index + 1
    }
    stepOfLayer = numbers
  }

  var items: [SceneItem] { groups.map { .group($0) } }

  /// The step that a layer appears with; 0 for one that is always there.
  func step(of layer: String) -> Int { stepOfLayer[layer] ?? 0 }

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
