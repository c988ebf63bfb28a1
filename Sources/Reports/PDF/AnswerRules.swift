import Drawing
import Typesetting

extension AnswerSpace.Style {
  /// The distance of its lines; room grows by whole ones.
  var step: Double {
    switch self {
    case .lines: AnswerSpace.lineHeight
    case .grid, .axes, .quadrant: 5 * 72 / 25.4
    case .blank: 1
    }
  }
}

extension AnswerSpace {
  /// How many strips stay together at either end of the room.
  static let least = 3

  /// The heights of the strips that the room can be divided into, from the top; one where it cannot.
  var strips: [Double] {
    let height =
      switch style {
      case .lines, .blank: AnswerSpace.lineHeight
      case .grid: 2 * style.step
      case .axes, .quadrant: self.height
      }
    let count = Int(self.height / height)
    guard count >= 2 * AnswerSpace.least else { return [self.height] }
    return [self.height - Double(count - 1) * height] + Array(repeating: height, count: count - 1)
  }

  /// The lines, grid or frame to write on, within a rectangle: the room, or a strip of it.
  func rules(
    in area: Rect, sides: (isFirst: Bool, isLast: Bool) = (true, true),
    names: (x: SetLine?, y: SetLine?) = (nil, nil)
  ) -> [SceneItem] {
    let color = HandoutSetter.Ink.rule
    var out: [SceneItem] = []
    guard boxes == 1 else {
      let one = AnswerSpace(height: height, style: style)
      // Whole squares, as wide as the room lets them be; axes in the middle part an even number.
      let share = area.width / Double(boxes)
      let unit = style == .axes ? 2 * style.step : style.step
      let width = ((share - 8) / unit).rounded(.down) * unit
      return (0..<boxes).flatMap { index -> [SceneItem] in
        let left = area.minX + Double(index) * (area.width - width) / Double(boxes - 1)
        return one.rules(
          in: Rect(minX: left, minY: area.minY, maxX: left + width, maxY: area.maxY), sides: sides,
          names: names)
      }
    }
    // In one path, for lines that cross one by one are taken for a table of what stands between them.
    var lines: [(Point, Point)] = []
    func draw(width: Double) {
      guard !lines.isEmpty else { return }
      let elements = lines.flatMap { [Path.Element.move($0), .line($1)] }
      let stroke = Stroke(color, width: width, cap: .butt, join: .miter)
      out.append(.path(Path(elements), Drawing.Style(stroke: stroke)))
    }
    switch style {
    case .blank:
      let stroke = Drawing.Style(stroke: Stroke(color, width: 0.5, cap: .butt, join: .miter))
      guard !sides.isFirst || !sides.isLast else { return [.path(.rectangle(area), stroke)] }
      let (left, right) = (area.minX, area.maxX)
      lines = [left, right].map { (Point($0, area.minY), Point($0, area.maxY)) }
      if sides.isFirst { lines.append((Point(left, area.minY), Point(right, area.minY))) }
      if sides.isLast { lines.append((Point(left, area.maxY), Point(right, area.maxY))) }
      draw(width: 0.5)
    case .lines:
      let count = Int(area.height / AnswerSpace.lineHeight + 1e-6)
      lines = (0..<count).map { index in
        let y = area.maxY - Double(count - 1 - index) * AnswerSpace.lineHeight
        return (Point(area.minX, y), Point(area.maxX, y))
      }
      draw(width: 0.5)
    case .grid, .axes, .quadrant:
      // Squares of 5 mm, in whole numbers both ways.
      let side = style.step
      let columns = Int(area.width / side + 1e-6)
      // Axes in the middle have as many squares above as below.
      let most = max(1, Int(area.height / side + 1e-6))
      let rows = style == .axes && most > 1 ? most / 2 * 2 : most
      let right = area.minX + Double(columns) * side
      let bottom = area.maxY
      let top = bottom - Double(rows) * side
      lines = (0...rows).map { row in
        let y = top + Double(row) * side
        return (Point(area.minX, y), Point(right, y))
      }
      lines += (0...columns).map { column in
        let x = area.minX + Double(column) * side
        return (Point(x, top), Point(x, bottom))
      }
      draw(width: 0.3)
      guard style != .grid else { break }
      // The axes cross in the middle, or one square from the corner.
      let isCorner = style == .quadrant
      let x = area.minX + Double(isCorner ? 1 : columns / 2) * side
      let y = top + Double(isCorner ? rows - 1 : rows / 2) * side
      out += AnswerSpace.arrow(from: Point(area.minX, y), to: Point(right, y))
      out += AnswerSpace.arrow(from: Point(x, bottom), to: Point(x, top))
      // Names stand beside the heads, on the paper's white.
      if let name = names.x {
        out += AnswerSpace.written(name, at: Point(right - name.width - 2, y + name.ascent + 3))
      }
      if let name = names.y {
        out += AnswerSpace.written(name, at: Point(x + 5, top + name.ascent + 1))
      }
    }
    return out
  }
}

extension AnswerSpace {
  private static func written(_ name: SetLine, at place: Point) -> [SceneItem] {
    let ground = Rect(
      minX: place.x - 1, minY: place.y - name.ascent, maxX: place.x + name.width + 1,
      maxY: place.y + name.depth)
    return [.path(.rectangle(ground), Drawing.Style(fill: Color(0xFFFFFF)))]
      + name.sceneItems(at: place)
  }

  /// An axis with its head.
  private static func arrow(from start: Point, to end: Point) -> [SceneItem] {
    let (isLevel, size) = (start.y == end.y, 5.0)
    let heads = [-0.45, 0.45].map { part in
      isLevel
        ? Point(end.x - size, end.y + part * size) : Point(end.x + part * size, end.y + size)
    }
    let stroke = Drawing.Style(stroke: Stroke(HandoutSetter.Ink.note, width: 0.9, cap: .butt))
    return ([(start, end)] + heads.map { ($0, end) }).map { .path(.line($0, $1), stroke) }
  }
}

/// A straight grey line.
func rule(from start: Point, to end: Point, width: Double) -> SceneItem {
  .path(.line(start, end), Style(stroke: Stroke(HandoutSetter.Ink.rule, width: width, cap: .butt)))
}
