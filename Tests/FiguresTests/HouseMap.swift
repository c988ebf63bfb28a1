import Drawing
import Plotting

/// A target as a box with its name, which is all of the house's furniture.
private struct Room: Mark {
  let name: String
  let place: Point
  let isOutside: Bool
  let style = MarkStyle(layer: "rooms", name: "target")

  /// Half the size of a box, in points.
  static let half = Point(34, 9)

  func draw(in frame: PanelFrame) -> Drawn {
    let middle = frame.point(place)
    let box = Rect(
      minX: middle.x - Room.half.x, minY: middle.y - Room.half.y, maxX: middle.x + Room.half.x,
      maxY: middle.y + Room.half.y)
    let line = frame.metrics.stroke(isOutside ? .rule : .ink, .rule)
    let fill = frame.metrics.theme.color(.band(isOutside ? 0 : 0.4))
    return Drawn(
      items: [.path(.rectangle(box), Style(fill: fill, stroke: line))],
      labels: [
        LabelRequest(
          text: name, anchor: middle, candidates: [.center], size: .label, role: .ink,
          layer: layer, in: frame, isFixed: true, isOnPatch: true)
      ])
  }
}

/// The map of the targets: an arrow leads from a target to one that it imports.
///
/// Arrows that others imply are left out: who imports a target may import what lies below it on a
/// way of arrows, where the table says so.
struct HouseMap {
  /// What each target imports of ours.
  let imports: [String: Set<String>]

  /// Where the targets stand, in columns and rows from below.
  private static let places: [(name: String, place: Point)] = [
    ("Figures", Point(2, 8)), ("Tool", Point(2, 7)), ("Sketches", Point(2, 6)),
    ("Lectures", Point(2, 5)),
    ("Reports", Point(2, 4)), ("Plotting", Point(2, 3)), ("Typesetting", Point(2, 2)),
    ("Drawing", Point(2, 1)), ("Elementary", Point(2, 0)), ("Templates", Point(1, 3)),
    ("Sweeps", Point(0.9, 5.5)),
    ("Records", Point(0.9, 0)), ("Models", Point(-0.1, 1)), ("Claims", Point(-0.1, 2)),
  ]

  /// What of others' the targets stand on.
  private static let others: [(words: String, beside: String)] = [
    ("ArgumentParser", "Tool"), ("cmark-gfm, Mustache, Yams", "Reports"),
    ("Cairo, HarfBuzz, Pango, qpdf", "Drawing"),
  ]

  /// The targets that have a place.
  static var names: Set<String> { Set(places.map(\.name)) }

  /// All that a target can reach by arrows, itself left out.
  private func below(_ name: String) -> Set<String> {
    (imports[name] ?? []).reduce(into: []) { $0.formUnion(below($1).union([$1])) }
  }

  /// The figure.
  func figure() throws -> Figure {
    let size = Size(width: 396, height: 360)
    var marks: [any Mark] = []
    for (name, place) in HouseMap.places {
      let direct = imports[name] ?? []
      let implied = direct.reduce(into: Set<String>()) { $0.formUnion(below($1)) }
      for (other, target) in HouseMap.places where direct.subtracting(implied).contains(other) {
        // An arrow to another column begins at the side of its box.
        let way = target.x - place.x
        let side = abs(way) < 0.5 ? 0 : way < 0 ? -1.0 : 1
        marks.append(
          Arrow(
            from: Point(place.x + 0.42 * side, place.y - (side == 0 ? 0.24 : 0)),
            to: Point(target.x - 0.3 * side, target.y + 0.26), .note,
            layer: "arrows", name: "\(name) to \(other)"))
      }
    }
    marks += HouseMap.places.map { Room(name: $0, place: $1, isOutside: $0 == "Templates") }
    for (words, beside) in HouseMap.others {
      guard let place = HouseMap.places.first(where: { $0.name == beside })?.place else { continue }
      marks.append(
        Label(
          words, at: .datum(place), .right(Room.half.x + 6),
          size: .tick, role: .note, fixed: true,
          layer: "others"))
    }
    return Figure(
      id: "architecture", title: "The targets and who imports whom", caption: "",
      alternative:
        "A chain of boxes from Figures over Tool, Sketches, Lectures, Reports, Plotting, "
        + "Typesetting and Drawing to Elementary; beside it Sweeps, and Claims above Models above "
        + "Records. Arrows lead down "
        + "from each target to those it imports.",
      size: size,
      arrangement: .panel(
        Panel(
          name: "house", x: try Scale(.linear, from: -0.65, to: 4.1),
          y: try Scale(.linear, from: -0.35, to: 8.35), frame: .none, marks: marks)),
      steps: [])
  }
}
