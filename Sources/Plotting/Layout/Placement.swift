import Drawing
import Typesetting

/// Finds a free place for each label, in the order in which they are asked for.
///
/// A label keeps off strong strokes, dots, other labels and the page's edge. Its stated places
/// are tried first, then eight directions at five distances. What finds no place is an error.
struct LabelPlacer {
  let figure: String
  let page: Rect
  let metrics: Metrics
  private(set) var obstacles: [Obstacle]

  init(figure: String, page: Rect, metrics: Metrics, obstacles: [Obstacle]) {
    self.figure = figure
    self.page = page
    self.metrics = metrics
    self.obstacles = obstacles
  }

  /// Whether an obstacle is in the way of a label: on a patch only other words are.
  private func counts(_ obstacle: Obstacle, _ request: LabelRequest) -> Bool {
    guard request.isOnPatch else { return true }
    if case .box = obstacle { return true }
    return false
  }

  /// Places a label and makes it an obstacle for those after it.
  mutating func place(_ request: LabelRequest) throws -> [SceneItem] {
    var firstHit: String?
    // What an error calls the label, on one line.
    let name = String(request.text.map { $0 == "\n" ? " " : $0 })
    let tried =
      request.isFixed
      ? Array(request.candidates.prefix(1)) : request.candidates + LabelRequest.Placement.around
    for candidate in tried {
      let words: Words
      do {
        words = try Words(
          request.text, size: metrics.size(request.size), alignment: candidate.align.x,
          fonts: metrics.fonts)
      } catch {
        throw PlotError.label(
          figure: figure, panel: request.panel, label: name, reason: "\(error)")
      }
      let rise =
        candidate.isByBaseline
        ? words.ascent - (1 - candidate.align.y) * LineMetrics.digits * metrics.size(request.size)
        : candidate.align.y * words.size.height
      let corner = Point(
        request.anchor.x + candidate.offset.x - candidate.align.x * words.size.width,
        request.anchor.y + candidate.offset.y - rise)
      let box = Rect(
        minX: corner.x, minY: corner.y, maxX: corner.x + words.size.width,
        maxY: corner.y + words.size.height)
      guard page.contains(box) else { continue }
      if let hit = obstacles.first(where: { counts($0, request) && $0.touches(box) }) {
        firstHit = firstHit ?? hit.name
        continue
      }
      obstacles.append(.box(box.inset(by: -0.5), name: "label '\(name)'"))
      let halo = request.halo.map { GlyphRun.Halo(metrics.theme.color($0), width: 1.6) }
      return words.items(at: corner, color: metrics.theme.color(request.role), halo: halo)
    }
    if let firstHit {
      throw PlotError.collision(
        figure: figure, panel: request.panel, label: name, with: firstHit)
    }
    throw PlotError.offPage(figure: figure, panel: request.panel, label: name)
  }
}
