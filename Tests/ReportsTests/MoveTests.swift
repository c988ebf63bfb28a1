import Drawing
import Reports
import Testing

@Suite("Marks of what a slider moves")
struct MoveTests {
  static let blue = Color(0x1D5FA6)

  /// A line through data of a drawing 100 points wide and high, from 0 to `end` on both sides.
  func scene(_ end: Double, _ lines: [[Point]], _ stroke: Stroke = Stroke(blue, width: 1)) -> Scene
  {
    let rect = Rect(minX: 0, minY: 0, maxX: 100, maxY: 100)
    let side = PanelReading.Side(name: "", kind: .linear, start: 0, end: end)
    var scene = Scene(
      id: "a", title: "", description: "", size: Size(width: 100, height: 100), ground: nil,
      items: [
        .group(
          Group(
            name: "line",
            items: lines.map { data in
              let places = data.map { Point($0.x / end * 100, 100 - $0.y / end * 100) }
              let seen = clipped(polyline: places, to: rect).joined()
              return .path(Path(polyline: seen), Style(stroke: stroke))
            }))
      ])
    scene.readings = [PanelReading(rect: rect, x: side, y: side)]
    return scene
  }

  /// How many marks each frame has.
  func marks(_ frames: [Scene]) -> [Int] {
    frames.markingMoves().map { scene in
      scene.items.folded(0) { count, item in
        if case .path(_, let style) = item, style.stroke?.opacity == 0.25 { count += 1 }
      }
    }
  }

  @Test("a line that is elsewhere in the data is marked, one seen through another window is not")
  func windows() {
    let still = [Point(0.1, 0.2), Point(0.5, 0.9), Point(3, 3)]
    let frames = [1.0, 1.5, 2].map { end in
      scene(end, [still, [Point(0, end / 9), Point(end, end / 3)]])
    }
    #expect(frames[0].items != frames[1].items)
    #expect(marks(frames) == [1, 1, 1])
    #expect(marks([1.0, 1.5, 2].map { scene($0, [still]) }) == [0, 0, 0])
    // The mark lies below its line and is as long.
    guard case .group(let group) = frames.markingMoves()[0].items[0],
      case .path(let mark, _) = group.items[1], case .path(let line, _) = group.items[2]
    else {
      Issue.record("no group of three lines")
      return
    }
    #expect(group.items.count == 3 && mark == line)
  }

  @Test("what is alike in half of the frames is not marked, nor are guides or five lines")
  func others() {
    func frames(_ stroke: Stroke, copies: Int = 1) -> [Scene] {
      [0.1, 0.3, 0.5].map { height in
        scene(
          1,
          (0..<copies).map {
            [Point(0, height + 0.03 * Double($0)), Point(1, height + 0.03 * Double($0))]
          }, stroke)
      }
    }
    #expect(marks(frames(Stroke(Self.blue, width: 1))) == [1, 1, 1])
    #expect(marks(frames(Stroke(Self.blue, width: 1), copies: 5)) == [0, 0, 0])
    for stroke in [
      Stroke(Color(0x5A6069), width: 1), Stroke(Self.blue, width: 1, dash: [3, 2]),
      Stroke(Self.blue, width: 1, cap: .butt),
    ] { #expect(marks(frames(stroke)) == [0, 0, 0]) }
    let two = frames(Stroke(Self.blue, width: 1))
    #expect(marks([two[0], two[0], two[0], two[1]]) == [0, 0, 0, 1])
  }
}
