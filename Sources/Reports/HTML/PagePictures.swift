import Drawing
import Plotting
import Records
import Typesetting

/// The pictures of a page, which share their glyphs and follow the page's light or dark.
struct PagePictures: Codable {
  /// The `svg` elements, by the figures' anchors.
  private(set) var markup: [String: String] = [:]
  /// The frames of sliders as `unpacked` of the page's script reads them, by anchor.
  private(set) var frames: [String: String] = [:]
  /// The drawings for narrow pages, one for each frame, packed as `frames` are.
  private(set) var columns: [String: String] = [:]
  /// The anchors of figures whose panels stand below each other on narrow pages.
  private(set) var stacked: Set<String> = []
  /// The outlines of the glyphs that the pictures draw, as an element of the page.
  private(set) var glyphs = ""
  /// The rules for a dark page.
  private(set) var darkRules = ""

  /// No pictures.
  init() {}

  /// The bytes of all pictures, and of the frames.
  var sizes: (pictures: Int, frames: Int) {
    (
      markup.values.reduce(glyphs.utf8.count) { $0 + $1.utf8.count },
      (Array(frames.values) + columns.values).reduce(0) { $0 + $1.utf8.count }
    )
  }

  /// The pictures of figures; those that an earlier run has drawn are not drawn again.
  ///
  /// - Parameter language: How formulas are read aloud.
  static func of(_ document: ResolvedDocument) throws -> PagePictures {
    let (figures, language) = (document.figures, document.language.spoken)
    let keys = figures.map { figure in
      let frames = figure.slider?.frames.map(\.drawn.key) ?? []
      return ([figure.anchor, figure.isNarrow ? "column" : "text", figure.drawn.key] + frames)
        .joined(separator: "\n")
    }
    return try kept(
      "pictures with marks in \(language)\n" + keys.joined(separator: "\n\n"),
      by: document.subject.keep
    ) {
      try PagePictures(drawing: figures, in: language)
    }
  }

  private init(drawing figures: [ShownFigure], in language: MathLanguage) throws {
    var painter = PicturePainter(language)
    for figure in figures {
      let size: SizeClass = figure.isNarrow ? .column : .text
      let id = "g-" + figure.anchor
      painter.titles = try figure.drawn.stepTitles().map {
        (try? spoken($0, in: language)) ?? $0
      }
      markup[figure.anchor] = painter.markup(of: try painter.scene(figure.drawn, size, id: id))
      if try !figure.isNarrow && !painter.isNarrow(figure.drawn) {
        // What does not fit into a column is shown as it is, and scrolls on narrow pages.
        columns[figure.anchor] = try? painter.packed(figure, .column, id: id)
        if columns[figure.anchor] != nil {
          let (narrow, wide) = try (
            figure.drawn.scene(.column, .light, id).size, figure.drawn.scene(size, .light, id).size
          )
          if narrow.height * wide.width > 1.5 * wide.height * narrow.width {
            stacked.insert(figure.anchor)
          }
        }
      }
      guard figure.slider != nil else { continue }
      frames[figure.anchor] = try painter.packed(figure, size, id: id)
    }
    darkRules = painter.colors.darkRules
    glyphs = glyphSheet(painter.glyphs.definitions)
  }
}

/// Draws pictures in colours and glyphs of one page.
private struct PicturePainter {
  var colors = PageColors()
  var glyphs = GlyphSheet(sharedAs: "g")
  /// How formulas are read aloud.
  let language: MathLanguage
  /// What each step of the figure shows, as it is spoken.
  var titles: [String] = []

  init(_ language: MathLanguage) { self.language = language }

  /// A picture in colours of the page.
  mutating func scene(_ drawn: Illustration, _ size: SizeClass, id: String) throws -> Scene {
    colors.scene(
      light: try drawn.scene(size, .light, id), dark: try drawn.scene(size, .dark, id))
  }

  /// A picture as an element of the page.
  ///
  /// - Parameter grid: What coordinates are rounded to, in points.
  mutating func markup(of scene: Scene, grid: Double = 0.01) -> String {
    var scene = scene
    scene.items = scene.items.rewritten { item in
      guard case .path(let path, let style) = item else { return item }
      return .path(path.rounded(to: grid).withoutStops, style)
    }
    // Pictures of a column's width keep it on wide pages.
    let name = scene.size.width < 300 ? "f narrow" : "f"
    let svg = inlineSVG(scene, class: name, glyphs: &glyphs)
    guard !scene.readings.isEmpty, let end = svg.firstRange(of: "</desc>\n") else {
      return svg
    }
    // Curves are called after the step that shows them.
    let names = scene.items.compactMap { item -> (String, JSON)? in
      guard case .group(let group) = item, let step = group.step, step <= titles.count,
        group.items.contains(where: \.isLine)
      else { return nil }
      return (group.name, .string(titles[step - 1]))
    }
    let told =
      "{\"panels\":\(scene.readings.text(in: language)),\"names\":\(JSON.object(names).text)}"
    let metadata = "<metadata>\(xmlEscaped(told))</metadata>\n"
    return svg[..<end.upperBound] + metadata + svg[end.upperBound...]
  }

  /// Whether a picture of the text's width is as narrow as one of a column.
  func isNarrow(_ drawn: Illustration) throws -> Bool {
    try drawn.scene(.text, .light, "g").size.width < 300
  }

  /// The frames of a figure, or its one picture, as a table of lines, all but their `svg` elements,
  /// packed.
  mutating func packed(_ figure: ShownFigure, _ size: SizeClass, id: String) throws -> String {
    var table = LineTable()
    let frames = try (figure.slider?.frames.map(\.drawn) ?? [figure.drawn]).map {
      try scene($0, size, id: id)
    }
    for scene in frames.markingMoves() {
      // A twentieth of a point is a twelfth of a pixel.
      let lines = markup(of: scene, grid: 0.1).split(separator: "\n").map(String.init)
      table.head = lines.first ?? ""
      table.add(
        Array(lines.dropFirst().dropLast()),
        scene.handles.first { $0.parameter == figure.slider?.parameter }?.place)
    }
    return base64(gzipped(Array(table.json.utf8)) ?? [])
  }
}

/// Frames of a picture that share most of their lines: each line once, and for each frame the
/// places of its lines.
private struct LineTable {
  /// The `svg` element around each.
  var head = ""
  private var lines: [String] = []
  private var places: [String: Int] = [:]
  private var frames: [[Int]] = []
  /// Where the slider's parameter is taken hold of in each frame; none where it is not in all.
  private var handles: [Point] = []

  mutating func add(_ picture: [String], _ handle: Point?) {
    if let handle { handles.append(handle) }
    frames.append(
      picture.map { line in
        if let place = places[line] { return place }
        places[line] = lines.count
        lines.append(line)
        return lines.count - 1
      })
  }

  var json: String {
    let held = handles.map { place in
      let numbers = [place.x, place.y].map { decimal($0, 1, leadingZero: true) }
      return "[" + numbers.joined(separator: ",") + "]"
    }
    return "{\"s\":\(JSON.string(head).text),\"l\":\(jsonArray(lines)),"
      + "\"f\":\(JSON.array(frames.map { .array($0.map { .number(Double($0)) }) }).text)"
      + (held.count == frames.count ? ",\"p\":[\(held.joined(separator: ","))]}" : "}")
  }
}

extension Path {
  /// The path with its points on a grid.
  fileprivate func rounded(to grid: Double) -> Path {
    let count = (1 / grid).rounded()
    return mapped { Point(($0.x * count).rounded() / count, ($0.y * count).rounded() / count) }
  }

  /// The path without stops along level and upright lines, which change nothing that is drawn.
  fileprivate var withoutStops: Path {
    var out: [Element] = []
    out.reserveCapacity(elements.count)
    var before: (Point, Point)?
    var pen: Point?
    for element in elements {
      switch element {
      case .line(let p):
        if let (a, b) = before, case .line = out.last,
          a.x == b.x && b.x == p.x && (b.y - a.y) * (p.y - b.y) > 0
            || a.y == b.y && b.y == p.y && (b.x - a.x) * (p.x - b.x) > 0
        {
          out[out.count - 1] = .line(p)
          before = (a, p)
        } else {
          out.append(element)
          before = pen.map { ($0, p) }
        }
        pen = p
      case .move(let p), .curve(_, _, let p):
        out.append(element)
        (before, pen) = (nil, p)
      case .close:
        out.append(element)
        (before, pen) = (nil, nil)
      }
    }
    return Path(out)
  }
}

extension SceneItem {
  /// Whether it is a line that encloses no painted area.
  fileprivate var isLine: Bool {
    if case .path(_, let style) = self { style.fill == nil && style.stroke != nil } else { false }
  }
}
