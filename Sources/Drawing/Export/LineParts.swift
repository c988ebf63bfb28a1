extension Stroke {
  /// Whether parts of a line that are drawn one after the other look like the line: it has no pattern
  /// that goes on along it, and nothing shines through where parts meet.
  var isPlain: Bool { dash.isEmpty && opacity == 1 }
}

/// A long line in parts: Cairo finds all crossings of what is stroked at once, which takes the square of
/// their number where a line of data goes to and fro.
struct LineParts {
  /// The most elements of a line that is stroked at once.
  static let longest = 4000
  /// About how many elements a part has.
  private static let length = 300

  private(set) var parts: [[Path.Element]] = []

  /// The parts of a path, in its order.
  ///
  /// A part begins with a line of its own, or repeats the last stretch of the one before, whose corner
  /// it shares. What is closed is not cut.
  init(_ path: Path) {
    var part: [Path.Element] = []
    var start = path.elements.startIndex
    while start < path.elements.endIndex {
      let after = path.elements.index(after: start)
      let end = path.elements[after...].firstIndex(where: \.begins) ?? path.elements.endIndex
      let line = path.elements[start..<end]
      start = end
      if part.count + line.count <= Self.length {
        part += line
        continue
      }
      if !part.isEmpty { parts.append(part) }
      part = []
      guard !line.contains(.close) else {
        parts.append(Array(line))
        continue
      }
      for element in line {
        if part.count >= Self.length, case .line = element, let (a, b) = Self.lastStretch(of: part)
        {
          parts.append(part)
          part = [.move(a), .line(b)]
        }
        part.append(element)
      }
    }
    if !part.isEmpty { parts.append(part) }
  }

  /// The ends of the straight stretch that ends a part; nil where it ends with a curve.
  private static func lastStretch(of part: [Path.Element]) -> (Point, Point)? {
    guard part.count > 1, case .line(let end) = part[part.count - 1],
      let start = part[part.count - 2].end
    else { return nil }
    return (start, end)
  }
}

extension Path.Element {
  fileprivate var begins: Bool { if case .move = self { true } else { false } }
}
