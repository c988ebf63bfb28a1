/// Path data in whole multiples of 10^-`decimals`, relative to the step before.
///
/// The pen's place is kept in whole units, so that rounding never adds up along a path.
package func pathData(_ path: Path, decimals: Int) -> String {
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  var writer = PathDataWriter(decimals: decimals, scale: scale)
  for element in path.elements {
    switch element {
    case .move(let p): writer.move(p)
    case .line(let p): writer.line(p)
    case .curve(let a, let b, let p): writer.curve(a, b, p)
    case .close: writer.close()
    }
  }
  return writer.data
}

private struct PathDataWriter {
  let decimals: Int
  let scale: Double
  var data = ""
  private var x = 0
  private var y = 0
  private var startX = 0
  private var startY = 0
  private var command: Character = " "

  init(decimals: Int, scale: Double) {
    self.decimals = decimals
    self.scale = scale
  }

  private func whole(_ p: Point) -> (Int, Int) {
    (Int((p.x * scale).rounded()), Int((p.y * scale).rounded()))
  }

  private mutating func put(_ name: Character, _ values: [Int]) {
    var needsSpace = false
    if command != name {
      data.append(name)
      command = name
    } else {
      needsSpace = true
    }
    for value in values {
      let text = decimal(scaled: value, decimals)
      if needsSpace, !text.hasPrefix("-") { data.append(" ") }
      data += text
      needsSpace = true
    }
  }

  mutating func move(_ p: Point) {
    let (px, py) = whole(p)
    put("M", [px, py])
    command = " "
    (x, y, startX, startY) = (px, py, px, py)
  }

  mutating func line(_ p: Point) {
    let (px, py) = whole(p)
    let (dx, dy) = (px - x, py - y)
    // A step of nothing is kept only where it makes a dot.
    if dx == 0, dy == 0 { return }
    if dy == 0 {
      put("h", [dx])
    } else if dx == 0 {
      put("v", [dy])
    } else {
      put("l", [dx, dy])
    }
    (x, y) = (px, py)
  }

  mutating func curve(_ a: Point, _ b: Point, _ p: Point) {
    let (ax, ay) = whole(a)
    let (bx, by) = whole(b)
    let (px, py) = whole(p)
    put("c", [ax - x, ay - y, bx - x, by - y, px - x, py - y])
    (x, y) = (px, py)
  }

  mutating func close() {
    data.append("z")
    command = " "
    (x, y) = (startX, startY)
  }
}
