/// The scene as an SVG file that every slide program shows alike.
///
/// Only presentation attributes, plain colours, paths and `use xlink:href`: what librsvg, resvg,
/// CairoSVG, Inkscape, MuPDF, LibreOffice and browsers all draw. Text is outlines; each distinct
/// glyph stands once in `defs`. Every id begins with the scene's id.
///
/// - Parameters:
///   - scene: The picture.
///   - metadata: Lines for the `metadata` element, as pairs of a name and a value, in order.
///   - form: Whether the text is a file of its own or a part of an HTML page.
/// - Returns: UTF-8 text; the same for equal scenes.
public func svg(
  _ scene: Scene, metadata: [(name: String, value: String)] = [], form: SVGForm = .file
) -> String {
  var writer = SVGWriter(prefix: scene.id, link: form == .file ? "xlink:href" : "href")
  if let ground = scene.ground {
    let page = Rect(minX: 0, minY: 0, maxX: scene.size.width, maxY: scene.size.height)
    writer.write(.path(.rectangle(page), Style(fill: ground)))
  }
  for item in scene.items { writer.write(item) }
  let width = decimal(scene.size.width, 2)
  let height = decimal(scene.size.height, 2)
  let names =
    switch form {
    case .file:
      "xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""
    case .inline(let name): "class=\"\(xmlEscaped(name))\""
    }
  var out = """
    <svg \(names) id="\(scene.id)" width="\(width)pt" height="\(height)pt" viewBox="0 0 \(width) \(height)" \
    role="img" aria-labelledby="\(scene.id)-title \(scene.id)-desc">
    <title id="\(scene.id)-title">\(xmlEscaped(scene.title))</title>
    <desc id="\(scene.id)-desc">\(xmlEscaped(scene.description))</desc>

    """
  if !metadata.isEmpty {
    let lines = metadata.map { xmlEscaped("\($0.name): \($0.value)") }
    out += "<metadata>\(lines.joined(separator: "\n"))</metadata>\n"
  }
  if !writer.definitions.isEmpty {
    out += "<defs>\n" + writer.definitions + "</defs>\n"
  }
  return out + writer.body + "</svg>\n"
}

/// What the text of an SVG is put into.
public enum SVGForm: Hashable, Sendable {
  /// A file of its own, for every program.
  case file
  /// An HTML page, for browsers: without namespaces, with a class for the page's style sheet.
  case inline(class: String)
}

/// Text with the characters that mean something in XML replaced, and control characters dropped.
package func xmlEscaped(_ text: String) -> String {
  var out = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": out += "&amp;"
    case "<": out += "&lt;"
    case ">": out += "&gt;"
    case "\"": out += "&quot;"
    case "\t", "\n", "\r": out.unicodeScalars.append(scalar)
    case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: break
    default: out.unicodeScalars.append(scalar)
    }
  }
  return out
}

/// Collects the body of an SVG file and the glyphs it uses.
private struct SVGWriter {
  let prefix: String
  /// The attribute by which `use` names what it draws.
  let link: String
  var body = ""
  var definitions = ""
  private var fonts: [Font] = []
  private var known: Set<GlyphKey> = []

  private struct GlyphKey: Hashable {
    let font: Int
    let glyph: UInt32
  }

  init(prefix: String, link: String) {
    self.prefix = prefix
    self.link = link
  }

  mutating func write(_ item: SceneItem) {
    switch item {
    case .group(let group): write(group)
    case .path(let path, let style): write(path, style)
    case .glyphs(let run): write(run)
    }
  }

  private mutating func write(_ group: Group) {
    body += "<g id=\"\(prefix)-\(group.name)\""
    if let step = group.step { body += " class=\"fragment\" data-fragment-index=\"\(step)\"" }
    if let label = group.label { body += " aria-label=\"\(xmlEscaped(label))\"" }
    body += ">\n"
    for item in group.items { write(item) }
    body += "</g>\n"
  }

  private mutating func write(_ path: Path, _ style: Style) {
    let data = pathData(path, decimals: 2)
    guard !data.isEmpty else { return }
    body += "<path"
    if let fill = style.fill {
      body += " fill=\"\(fill.hex)\""
      if style.fillOpacity < 1 { body += " fill-opacity=\"\(decimal(style.fillOpacity, 3))\"" }
      if style.evenOdd { body += " fill-rule=\"evenodd\"" }
    } else {
      body += " fill=\"none\""
    }
    if let stroke = style.stroke {
      body += " stroke=\"\(stroke.color.hex)\" stroke-width=\"\(decimal(stroke.width, 3))\""
      if stroke.opacity < 1 { body += " stroke-opacity=\"\(decimal(stroke.opacity, 3))\"" }
      if stroke.cap == .round { body += " stroke-linecap=\"round\"" }
      if stroke.join == .round { body += " stroke-linejoin=\"round\"" }
      if !stroke.dash.isEmpty {
        let dashes = stroke.dash.map { decimal($0, 3) }.joined(separator: " ")
        body += " stroke-dasharray=\"\(dashes)\""
      }
    }
    body += " d=\"\(data)\"/>\n"
  }

  private mutating func write(_ run: GlyphRun) {
    let inked = run.glyphs.filter { define($0.id, of: run.font) }
    guard !inked.isEmpty else { return }
    let index = fontIndex(run.font)
    let scale = decimal(run.size / run.font.unitsPerEm, 6)
    let place = "translate(\(decimal(run.origin.x, 3)) \(decimal(run.origin.y, 3)))"
    let transform = "transform=\"\(place) scale(\(scale) -\(scale))\""
    let units = run.font.unitsPerEm / run.size
    var uses = ""
    for glyph in inked {
      uses += "<use \(link)=\"#\(prefix)-g\(index)-\(glyph.id)\""
      let dx = Int((glyph.offset.x * units).rounded())
      let dy = Int((-glyph.offset.y * units).rounded())
      if dx != 0 { uses += " x=\"\(dx)\"" }
      if dy != 0 { uses += " y=\"\(dy)\"" }
      uses += "/>"
    }
    if let halo = run.halo {
      let width = decimal(2 * halo.width * units, 0)
      body += "<g fill=\"\(halo.color.hex)\" stroke=\"\(halo.color.hex)\" stroke-width=\"\(width)\""
      body += " stroke-linejoin=\"round\" \(transform)>\(uses)</g>\n"
    }
    body += "<g fill=\"\(run.color.hex)\" \(transform)>\(uses)</g>\n"
  }

  private mutating func fontIndex(_ font: Font) -> Int {
    if let index = fonts.firstIndex(of: font) { return index }
    fonts.append(font)
    return fonts.count - 1
  }

  /// Puts the glyph's outline into `defs` once; false for a glyph without ink.
  private mutating func define(_ glyph: UInt32, of font: Font) -> Bool {
    let key = GlyphKey(font: fontIndex(font), glyph: glyph)
    if known.contains(key) { return true }
    let data = pathData(font.outline(of: glyph), decimals: 0)
    guard !data.isEmpty else { return false }
    known.insert(key)
    definitions += "<path id=\"\(prefix)-g\(key.font)-\(glyph)\" d=\"\(data)\"/>\n"
    return true
  }
}

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
