import Drawing
import Typesetting

/// Lines of words, measured and ready to be put on the page.
struct Words {
  private let lines: [MathBox]
  private let leading: Double
  private let indent: Double
  /// The extent of the lines together, in points.
  let size: Size
  /// How far the first line reaches above its baseline, in points.
  var ascent: Double { lines.first?.height ?? 0 }
  /// How far the last line reaches below its baseline, in points.
  var descent: Double { lines.last?.depth ?? 0 }

  /// Sets lines of words.
  ///
  /// - Parameters:
  ///   - text: Lines separated by `\n`, formulas between dollar signs.
  ///   - indent: Room that is kept free at the left of each line, in points.
  init(_ text: String, size: Double, fonts: MathFonts, indent: Double = 0) throws {
    lines = try text.split(separator: "\n", omittingEmptySubsequences: false).map {
      try TextLine(String($0)).box(in: fonts, size: size)
    }
    leading = 1.2 * size
    self.indent = indent
    let height =
      (lines.first?.height ?? 0) + Double(lines.count - 1) * leading
      + (lines.last?.depth ?? 0)
    self.size = Size(width: indent + (lines.map(\.width).max() ?? 0), height: height)
  }

  /// The baselines of the lines below the top of their extent, in points.
  var baselines: [Double] { lines.indices.map { ascent + Double($0) * leading } }

  /// The words with the left top corner of their extent at a point.
  ///
  /// - Parameter alignment: 0 to set lines flush left, 1 flush right, 0.5 centred.
  func items(
    at corner: Point, alignment: Double, color: Color, halo: GlyphRun.Halo?
  ) -> [SceneItem] {
    var baseline = corner.y + ascent
    var words: [SceneItem] = []
    var plate = Path()
    for line in lines {
      let x = corner.x + indent + alignment * (size.width - indent - line.width)
      words += line.items(at: Point(x, baseline), color: color)
      plate.elements +=
        Path.rectangle(
          Rect(
            minX: x, minY: baseline - line.height, maxX: x + line.width,
            maxY: baseline + line.depth)
        ).elements
      baseline += leading
    }
    guard let halo else { return words }
    // All halos come first: one run's must not cover the glyphs of another.
    let halos = words.compactMap { item -> SceneItem? in
      guard case .glyphs(var run) = item else { return nil }
      run.halo = halo
      run.isInked = false
      return .glyphs(run)
    }
    // What runs through a gap reads as a sign: a line between "=" and a number as a minus.
    return [.path(plate, Style(fill: halo.color))] + halos + words
  }

  /// What the lines say, on one line and in plain English; the text itself where it has a fault.
  static func spoken(_ text: String) -> String {
    text.split(separator: "\n").map { line in
      (try? TextLine(String(line)))?.words ?? String(line)
    }.joined(separator: " ")
  }
}
