/// The scene as an SVG file.
///
/// The plain profile is drawn alike by librsvg, resvg, CairoSVG, Inkscape, MuPDF, LibreOffice and
/// browsers: presentation attributes, plain colours, paths and `use xlink:href`. Text is outlines;
/// each distinct glyph stands once in `defs`. Every id begins with the scene's id.
///
/// - Parameters:
///   - scene: The picture.
///   - profile: For whom it is written.
///   - fragments: Whether groups with a step are marked as reveal.js wants them: class `fragment`,
///     which it hides until the step is reached.
///   - metadata: Lines for the `metadata` element, as pairs of a name and a value, in order.
///   - form: Whether the text is a file of its own or a part of an HTML page.
/// - Returns: UTF-8 text; the same for equal scenes.
public func svg(
  _ scene: Scene, profile: SVGProfile = .plain, fragments: Bool = false,
  metadata: [(name: String, value: String)] = [], form: SVGForm = .file
) -> String {
  var glyphs = GlyphSheet(prefix: "\(scene.id)-g")
  return text(
    of: scene, profile: profile, fragments: fragments, metadata: metadata, form: form,
    glyphs: &glyphs, holdsGlyphs: true)
}

/// The scene as a part of an HTML page whose pictures share their glyphs.
///
/// - Parameters:
///   - scene: The picture.
///   - name: The class of the element, for the page's style sheet.
///   - fragments: Whether groups with a step are marked, as in `svg`.
///   - glyphs: The page's glyphs; those that the picture adds are put in.
/// - Returns: An `svg` element that draws glyphs of the page's sheet.
package func inlineSVG(
  _ scene: Scene, class name: String, fragments: Bool = false, glyphs: inout GlyphSheet
) -> String {
  text(
    of: scene, profile: .plain, fragments: fragments, metadata: [], form: .inline(class: name),
    glyphs: &glyphs, holdsGlyphs: false)
}

/// What a scene draws, back to front, each element by itself and without groups.
func svgElements(of scene: Scene, glyphs: inout GlyphSheet) -> [String] {
  var writer = SVGWriter(
    prefix: scene.id, profile: .plain, fragments: false, link: "xlink:href", glyphs: glyphs)
  let elements = scene.items.folded([String]()) { elements, item in
    if case .group = item { return }
    writer.body = ""
    writer.write(item)
    if !writer.body.isEmpty { elements.append(writer.body) }
  }
  glyphs = writer.glyphs
  return elements
}

private func text(
  of scene: Scene, profile: SVGProfile, fragments: Bool, metadata: [(name: String, value: String)],
  form: SVGForm, glyphs: inout GlyphSheet, holdsGlyphs: Bool
) -> String {
  var writer = SVGWriter(
    prefix: scene.id, profile: profile, fragments: fragments,
    link: form == .file ? "xlink:href" : "href", glyphs: glyphs)
  if let ground = scene.ground {
    // Half a point over the edges: at most scales the page ends within a pixel, and a ground that
    // ends with it leaves a seam there.
    let page = Rect(minX: 0, minY: 0, maxX: scene.size.width, maxY: scene.size.height)
    writer.write(.path(.rectangle(page.inset(by: -0.5)), Style(fill: ground)))
  }
  for item in scene.items { writer.write(item) }
  glyphs = writer.glyphs
  let width = decimal(scene.size.width, 2)
  let height = decimal(scene.size.height, 2)
  var names =
    switch form {
    case .file:
      "xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""
    case .inline(let name): "class=\"\(xmlEscaped(name))\""
    }
  if profile == .edit {
    names += " xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\""
  }
  var out = """
    <svg \(names) \
    id="\(scene.id)" width="\(width)pt" height="\(height)pt" viewBox="0 0 \(width) \(height)" \
    role="img" aria-labelledby="\(scene.id)-title \(scene.id)-desc">
    <title id="\(scene.id)-title">\(xmlEscaped(scene.title))</title>
    <desc id="\(scene.id)-desc">\(xmlEscaped(scene.description))</desc>

    """
  if !metadata.isEmpty {
    let lines = metadata.map { xmlEscaped("\($0.name): \($0.value)") }
    out += "<metadata>\(lines.joined(separator: "\n"))</metadata>\n"
  }
  if case .web(let scheme) = profile {
    out += "<style>\n\(scheme.styleSheet(id: scene.id))</style>\n"
  }
  if holdsGlyphs, !glyphs.definitions.isEmpty {
    out += "<defs>\n" + glyphs.definitions + "</defs>\n"
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

/// Text with the characters that mean something in XML and HTML replaced, and those dropped that
/// neither allows.
package func xmlEscaped(_ text: String) -> String {
  // Most texts, and all packed bytes, are plain: no sign of &, <, > and ".
  let isPlain = text.utf8.allSatisfy { byte in
    0x20..<0x7F ~= byte && byte != 0x26 && byte != 0x3C && byte != 0x3E && byte != 0x22
  }
  if isPlain { return text }
  var out = ""
  out.reserveCapacity(text.utf8.count)
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": out += "&amp;"
    case "<": out += "&lt;"
    case ">": out += "&gt;"
    case "\"": out += "&quot;"
    case "\t", "\n": out.unicodeScalars.append(scalar)
    case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value): break
    case _ where scalar.value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(scalar.value): break
    default: out.unicodeScalars.append(scalar)
    }
  }
  return out
}

/// Collects the body of an SVG file and the glyphs it uses.
private struct SVGWriter {
  let prefix: String
  let profile: SVGProfile
  let fragments: Bool
  /// The attribute by which `use` names what it draws.
  let link: String
  var glyphs: GlyphSheet
  var body = ""
  private var depth = 0

  init(prefix: String, profile: SVGProfile, fragments: Bool, link: String, glyphs: GlyphSheet) {
    self.prefix = prefix
    self.profile = profile
    self.fragments = fragments
    self.link = link
    self.glyphs = glyphs
  }

  mutating func write(_ item: SceneItem) {
    switch item {
    case .group(let group): write(group)
    case .path(let path, let style): write(path, style)
    case .glyphs(let run): profile == .edit && run.isInked ? writeText(run) : writeOutlines(run)
    case .picture(let file, let rect):
      let box = [
        ("x", rect.minX), ("y", rect.minY), ("width", rect.maxX - rect.minX),
        ("height", rect.maxY - rect.minY),
      ].map { "\($0)=\"\(decimal($1, 2))\"" }
      body +=
        "<image \(box.joined(separator: " ")) preserveAspectRatio=\"none\" "
        + (file.isSharp ? sharpness : "")
        + "\(link)=\"\(dataAddress(file.bytes, type: file.mediaType))\"/>\n"
    }
  }

  /// That cells have edges: a page's policy allows no style of an element's own, its sheet has a class.
  private var sharpness: String {
    link == "href" ? "class=\"px\" " : "style=\"image-rendering:pixelated\" "
  }

  private mutating func write(_ group: Group) {
    body += "<g id=\"\(prefix)-\(group.name)\""
    if fragments, let step = group.step {
      body += " class=\"fragment\" data-fragment-index=\"\(step)\""
    }
    if let label = group.label { body += " aria-label=\"\(xmlEscaped(label))\"" }
    if profile == .edit {
      if depth == 0 { body += " inkscape:groupmode=\"layer\"" }
      body += " inkscape:label=\"\(xmlEscaped(group.name))\""
    }
    body += ">\n"
    depth += 1
    for item in group.items { write(item) }
    depth -= 1
    body += "</g>\n"
  }

  /// The attributes that paint an element: colours by class on a page, by value elsewhere.
  private func paint(fill: Color?, stroke: Color?) -> String {
    var out = fill == nil ? " fill=\"none\"" : ""
    var classes: [String] = []
    for (property, color) in [("fill", fill), ("stroke", stroke)] {
      guard let color else { continue }
      if case .web(let scheme) = profile, let name = scheme.className(property, color) {
        classes.append(name)
      } else {
        out += " \(property)=\"\(color.hex)\""
      }
    }
    if !classes.isEmpty { out += " class=\"\(classes.joined(separator: " "))\"" }
    return out
  }

  private mutating func write(_ path: Path, _ style: Style) {
    let data = pathData(path, decimals: 2)
    guard !data.isEmpty else { return }
    body += "<path" + paint(fill: style.fill, stroke: style.stroke?.color)
    if style.fill != nil {
      if style.fillOpacity < 1 { body += " fill-opacity=\"\(decimal(style.fillOpacity, 3))\"" }
      if style.evenOdd { body += " fill-rule=\"evenodd\"" }
    }
    if let stroke = style.stroke {
      body += " stroke-width=\"\(decimal(stroke.width, 3))\""
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

  /// A run as outlines, each glyph's shape used from `defs`.
  private mutating func writeOutlines(_ run: GlyphRun) {
    let inked = run.glyphs.compactMap { glyph in
      glyphs.name(of: glyph.id, in: run.font).map { (glyph, $0) }
    }
    guard !inked.isEmpty else { return }
    let scale = decimal(run.size / run.font.unitsPerEm, 6)
    let place = "translate(\(decimal(run.origin.x, 3)) \(decimal(run.origin.y, 3)))"
    let transform = "transform=\"\(place) scale(\(scale) -\(scale))\""
    let units = run.font.unitsPerEm / run.size
    var uses = ""
    for (glyph, name) in inked {
      uses += "<use \(link)=\"#\(name)\""
      let dx = Int((glyph.offset.x * units).rounded())
      let dy = Int((-glyph.offset.y * units).rounded())
      if dx != 0 { uses += " x=\"\(dx)\"" }
      if dy != 0 { uses += " y=\"\(dy)\"" }
      uses += "/>"
    }
    if let halo = run.halo {
      body += "<g" + paint(fill: halo.color, stroke: halo.color)
      body += " stroke-width=\"\(decimal(2 * halo.width * units, 0))\""
      body += " stroke-linejoin=\"round\" \(transform)>\(uses)</g>\n"
    }
    guard run.isInked else { return }
    body += "<g\(paint(fill: run.color, stroke: nil)) \(transform)>\(uses)</g>\n"
  }

  /// A run as text in its font, with a span for each part that does not follow its neighbour.
  ///
  /// Such parts are raised or stand behind a mathematical space; kerns are left to the font.
  private mutating func writeText(_ run: GlyphRun) {
    var spans: [(place: Point, text: String)] = []
    var pen = Point.zero
    for glyph in run.glyphs {
      let gap = (glyph.offset.x - pen.x) / run.size
      if !spans.isEmpty, glyph.offset.y == pen.y, gap > -0.15, gap < 0.06 {
        spans[spans.count - 1].text += glyph.text
      } else {
        spans.append((run.origin + glyph.offset, glyph.text))
      }
      let advance = run.font.advance(of: glyph.id) * run.size / run.font.unitsPerEm
      pen = Point(glyph.offset.x + advance, glyph.offset.y)
    }
    spans.removeAll { $0.text.isEmpty }
    guard let first = spans.first else { return }
    body += "<text" + attributes(of: first.place)
    body +=
      " font-family=\"\(xmlEscaped(run.font.families))\" font-size=\"\(decimal(run.size, 3))\""
    body += run.font.isItalic ? " font-style=\"italic\"" : ""
    body += run.font.isBold ? " font-weight=\"bold\"" : ""
    body += " xml:space=\"preserve\"" + paint(fill: run.color, stroke: run.halo?.color)
    if let halo = run.halo {
      body += " stroke-width=\"\(decimal(2 * halo.width, 3))\" stroke-linejoin=\"round\""
      body += " style=\"paint-order:stroke\""
    }
    body += ">\(xmlEscaped(first.text))"
    for span in spans.dropFirst() {
      body += "<tspan\(attributes(of: span.place))>\(xmlEscaped(span.text))</tspan>"
    }
    body += "</text>\n"
  }

  private func attributes(of place: Point) -> String {
    " x=\"\(decimal(place.x, 3))\" y=\"\(decimal(place.y, 3))\""
  }
}
