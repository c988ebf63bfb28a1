import Drawing

/// Places further away than those beside the anchor, in the order in which they are tried.
enum Candidates {
  /// Boxes on rings around an anchor, the nearest first; a line leads from them to the anchor.
  static func rings(around anchor: Point, size: Size) -> [Rect] {
    [16.0, 24, 34, 46, 60, 78, 100, 126].flatMap { gap in
      (0..<16).map { step in
        // The directions alternate to either side of the way up to the right.
        let turn = (step + 1) / 2 * (step.isMultiple(of: 2) ? 1 : -1)
        let direction = Self.directions[(turn + 14 + 16) % 16]
        // The ellipse around the anchor that keeps the box `gap` away from it.
        let center =
          anchor
          + Point(direction.x * (gap + size.width / 2), direction.y * (gap + size.height / 2))
        return Rect(around: center, size)
      }
    }
  }

  /// Boxes all over a panel, those nearest to a stated one first.
  static func anywhere(in area: Rect, near stated: Rect) -> [Rect] {
    let size = Size(width: stated.width, height: stated.height)
    guard size.width <= area.width, size.height <= area.height else { return [] }
    let (columns, rows) = (12, 12)
    var boxes: [Rect] = []
    for column in 0...columns {
      for row in 0...rows {
        let corner = Point(
          area.minX + (area.width - size.width) * Double(column) / Double(columns),
          area.minY + (area.height - size.height) * Double(row) / Double(rows))
        boxes.append(
          Rect(
            minX: corner.x, minY: corner.y, maxX: corner.x + size.width,
            maxY: corner.y + size.height))
      }
    }
    func way(_ box: Rect) -> Double { (box.center - stated.center).length }
    return boxes.enumerated().sorted { (way($0.element), $0.offset) < (way($1.element), $1.offset) }
      .map(\.element)
  }

  /// Sixteen directions, counted clockwise from the right.
  private static let directions: [Point] = {
    // Cosines of multiples of 22.5 degrees, written out so that every platform has the same.
    let (a, b, c) = (0.923_879_532_511_286_7, 0.707_106_781_186_547_6, 0.382_683_432_365_089_8)
    let quarter = [Point(1, 0), Point(a, c), Point(b, b), Point(c, a)]
    func turned(_ p: Point) -> Point { Point(-p.y, p.x) }
    let half = quarter + quarter.map(turned)
    return half + half.map { $0 * -1 }
  }()
}

extension Rect {
  fileprivate init(around center: Point, _ size: Size) {
    self.init(
      minX: center.x - size.width / 2, minY: center.y - size.height / 2,
      maxX: center.x + size.width / 2, maxY: center.y + size.height / 2)
  }
}
