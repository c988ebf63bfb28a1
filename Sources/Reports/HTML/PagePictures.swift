import Drawing
import Plotting

/// The pictures of a page, which share their glyphs and follow the page's light or dark.
struct PagePictures: Codable {
  /// The `svg` elements, by the figures' anchors.
  private(set) var markup: [String: String] = [:]
  /// The frames of sliders as `unpacked` of the page's script reads them, by anchor.
  private(set) var frames: [String: String] = [:]
  /// The outlines of the glyphs that the pictures draw, as an element of the page.
  private(set) var glyphs = ""
  /// The rules for a dark page.
  private(set) var darkRules = ""

  /// The bytes of all pictures, and of the frames.
  var sizes: (pictures: Int, frames: Int) {
    (
      markup.values.reduce(glyphs.utf8.count) { $0 + $1.utf8.count },
      frames.values.reduce(0) { $0 + $1.utf8.count }
    )
  }

  /// The pictures of figures; those that an earlier run has drawn are not drawn again.
  static func of(_ figures: [ShownFigure], keep: Subject.Keep) throws -> PagePictures {
    let keys = figures.map { figure in
      let frames = figure.slider?.frames.map(\.drawn.key) ?? []
      return ([figure.anchor, figure.isNarrow ? "column" : "text", figure.drawn.key] + frames)
        .joined(separator: "\n")
    }
    return try kept("pictures\n" + keys.joined(separator: "\n\n"), by: keep) {
      try PagePictures(drawing: figures)
    }
  }

  private init(drawing figures: [ShownFigure]) throws {
    var painter = PicturePainter()
    for figure in figures {
      let size: SizeClass = figure.isNarrow ? .column : .text
      let id = "g-" + figure.anchor
      markup[figure.anchor] = try painter.picture(
        figure.drawn, size, id: id)
      guard let slider = figure.slider else { continue }
      var table = LineTable()
      for frame in slider.frames {
        let picture = try painter.picture(frame.drawn, size, id: id)
        // All but the svg element itself, which stays.
        table.add(picture.split(separator: "\n").dropFirst().dropLast().map(String.init))
      }
      frames[figure.anchor] = base64(gzipped(Array(table.json.utf8)) ?? [])
    }
    darkRules = painter.colors.darkRules
    if !painter.glyphs.definitions.isEmpty {
      glyphs =
        "<svg class=\"glyphs\" width=\"0\" height=\"0\" aria-hidden=\"true\">"
        + "<defs>\n\(painter.glyphs.definitions)</defs></svg>\n"
    }
  }
}

/// Draws pictures in colours and glyphs of one page.
private struct PicturePainter {
  var colors = PageColors()
  var glyphs = GlyphSheet(sharedAs: "g")

  mutating func picture(
    _ drawn: Illustration, _ size: SizeClass, id: String
  ) throws -> String {
    let scene = colors.scene(
      light: try drawn.scene(size, .light, id), dark: try drawn.scene(size, .dark, id))
    // Pictures of a column's width keep it on wide pages.
    let name = scene.size.width < 300 ? "f narrow" : "f"
    return inlineSVG(scene, class: name, glyphs: &glyphs)
  }
}

/// Frames of a picture that share most of their lines: each line once, and for each frame the
/// places of its lines.
private struct LineTable {
  private var lines: [String] = []
  private var places: [String: Int] = [:]
  private var frames: [[Int]] = []

  mutating func add(_ picture: [String]) {
    frames.append(
      picture.map { line in
        if let place = places[line] { return place }
        places[line] = lines.count
        lines.append(line)
        return lines.count - 1
      })
  }

  var json: String {
    let places = frames.map { "[" + $0.map(String.init).joined(separator: ",") + "]" }
    return "{\"l\":\(jsonArray(lines)),\"f\":[\(places.joined(separator: ","))]}"
  }
}
