import CCairo

/// The scene as Encapsulated PostScript, level 2, for journals and programs that read no PDF.
///
/// Text is outlines. PostScript knows no opacity: within a translucent area, what lies below it is
/// drawn again in the colours that are seen, over a ground of white where there is none. Where that
/// would take more than 20,000 pieces, and of translucent lines, what is below is hidden.
/// The bytes are the same for equal scenes, whatever the version of Cairo.
///
/// - Parameters:
///   - scene: The picture.
///   - keywords: Lines of comments behind the title, as pairs of a name and a value, in order.
/// - Throws: `ExportError` when a picture within it is too large for memory.
public func eps(
  _ scene: Scene, keywords: [(name: String, value: String)] = []
) throws(ExportError) -> [UInt8] {
  var writer = EPSWriter(ground: scene.ground ?? Color(0xFF_FFFF))
  let page = Rect(minX: 0, minY: 0, maxX: scene.size.width, maxY: scene.size.height)
  if let ground = scene.ground { try writer.begin(page, ground) }
  for item in scene.items { try writer.write(item) }
  writer.clip(to: [])
  let (width, height) = (decimal(scene.size.width, 2), decimal(scene.size.height, 2))
  let (right, top) = (Int(scene.size.width.rounded(.up)), Int(scene.size.height.rounded(.up)))
  // Programs clip to the box in whole points; what is drawn ends with the exact one.
  var out = """
    %!PS-Adobe-3.0 EPSF-3.0
    %%BoundingBox: 0 0 \(right) \(top)
    %%HiResBoundingBox: 0 0 \(width) \(height)
    %%LanguageLevel: 2
    %%Pages: 1
    %%Title: \(comment(scene.title))

    """
  for (name, value) in keywords { out += "% \(comment("\(name): \(value)"))\n" }
  out += """
    %%EndComments
    %%BeginProlog
    /figures 20 dict def figures begin
    /m /moveto load def /l /lineto load def /c /curveto load def /z /closepath load def
    /k /setrgbcolor load def /w /setlinewidth load def /d { 0 setdash } bind def
    /j { setlinejoin setlinecap } bind def
    /f /fill load def /e /eofill load def /s /stroke load def
    /F { gsave fill grestore } bind def /E { gsave eofill grestore } bind def
    end
    %%EndProlog
    %%Page: 1 1
    figures begin gsave
    0 \(height) translate 1 -1 scale
    0 0 \(width) \(height) rectclip 4 setmiterlimit
    \(writer.body)grestore end
    showpage
    %%EOF

    """
  return Array(out.utf8)
}

/// Text for a comment: what it has beyond printable ASCII as `?`, at most 240 characters.
private func comment(_ text: String) -> String {
  String(text.unicodeScalars.prefix(240).map { (" "..."~").contains($0) ? Character($0) : "?" })
}

/// What was painted, for areas through which it is seen.
private struct Painted {
  enum Content {
    case path(Path, Style)
    /// A picture with the colours that lie over it and their opacities.
    case picture(PictureFile, Rect, over: [(Color, Double)])
  }
  var content: Content
  /// The areas within which it is painted.
  var clips: [Area] = []
  /// What it takes of the page.
  var box: Rect

  init(_ content: Content) {
    self.content = content
    switch content {
    case .path(let path, let style):
      box = (path.bounds ?? Rect(minX: 0, minY: 0, maxX: 0, maxY: 0))
        .inset(by: -(style.stroke?.width ?? 0) / 2)
    case .picture(_, let rect, _): box = rect
    }
  }

  /// An area by the even-odd rule or the other.
  struct Area: Hashable {
    var path: Path
    var evenOdd: Bool
  }

  /// What of it is seen through an area of a colour; nil for nothing.
  func seen(through area: Area, _ bounds: Rect, _ color: Color, _ opacity: Double) -> Painted? {
    var seen = self
    seen.box = Rect(
      minX: max(box.minX, bounds.minX), minY: max(box.minY, bounds.minY),
      maxX: min(box.maxX, bounds.maxX), maxY: min(box.maxY, bounds.maxY))
    guard seen.box.maxX > seen.box.minX, seen.box.maxY > seen.box.minY else { return nil }
    seen.clips.append(area)
    switch content {
    case .path(let path, var style):
      style.fill = style.fill?.mixed(with: color, by: opacity)
      if let stroke = style.stroke {
        style.stroke?.color = stroke.color.mixed(with: color, by: opacity)
      }
      seen.content = .path(path, style)
    case .picture(let file, let rect, let over):
      seen.content = .picture(file, rect, over: over + [(color, opacity)])
    }
    return seen
  }
}

/// Collects the body of an EPS file.
private struct EPSWriter {
  /// What translucent colours are mixed with.
  let ground: Color
  var body = ""
  /// The setting of colour, width, dash and joins that the last line wrote, each as its text.
  private var state: [String: String] = [:]
  private var painted: [Painted] = []
  /// The areas that are clipped to.
  private var clips: [Painted.Area] = []

  init(ground: Color) { self.ground = ground }

  /// Writes the colour of the page, with which all translucent colours are mixed anyhow.
  mutating func begin(_ page: Rect, _ ground: Color) throws(ExportError) {
    try paint(Painted(.path(.rectangle(page), Style(fill: ground))))
    painted = []
  }

  mutating func write(_ item: SceneItem) throws(ExportError) {
    switch item {
    case .group(let group): for inner in group.items { try write(inner) }
    case .path(let path, let style): try write(path, style)
    case .glyphs(let run): try write(run)
    case .picture(let file, let rect): try paint(Painted(.picture(file, rect, over: [])))
    }
  }

  private mutating func write(_ run: GlyphRun) throws(ExportError) {
    guard !run.glyphs.isEmpty else { return }
    let outlines = run.outlines
    if let halo = run.halo {
      try write(outlines, Style(stroke: Stroke(halo.color, width: 2 * halo.width)))
    }
    if run.isInked { try write(outlines, Style(fill: run.color)) }
  }

  private mutating func write(_ path: Path, _ style: Style) throws(ExportError) {
    guard !path.elements.isEmpty, style.fill != nil || style.stroke != nil else { return }
    var style = style
    if let color = style.fill, style.fillOpacity < 1 {
      let area = Painted.Area(path: path, evenOdd: style.evenOdd)
      if style.fillOpacity > 0 { try write(area, color, style.fillOpacity) }
      style.fill = nil
      guard style.stroke != nil else { return }
    }
    if let stroke = style.stroke {
      style.stroke?.color = ground.mixed(with: stroke.color, by: stroke.opacity)
    }
    try paint(Painted(.path(path, style)))
  }

  /// A translucent area: its colour on the ground, and within it again what is seen through it.
  private mutating func write(
    _ area: Painted.Area, _ color: Color, _ opacity: Double
  ) throws(ExportError) {
    guard let box = area.path.bounds else { return }
    let below = painted.compactMap { $0.seen(through: area, box, color, opacity) }
    let fill = ground.mixed(with: color, by: opacity)
    try paint(Painted(.path(area.path, Style(fill: fill, evenOdd: area.evenOdd))))
    guard painted.count + below.count <= 20_000 else { return }
    for one in below { try paint(one) }
  }

  /// Paints with opaque colours.
  private mutating func paint(_ one: Painted) throws(ExportError) {
    painted.append(one)
    clip(to: one.clips)
    switch one.content {
    case .path(let path, let style): draw(path, style)
    case .picture(let file, let rect, let over): try write(file, rect, over: over)
    }
  }

  private mutating func draw(_ path: Path, _ style: Style) {
    if let stroke = style.stroke {
      set("w", decimal(stroke.width, 3))
      set("d", "[" + stroke.dash.map { decimal($0, 3) }.joined(separator: " ") + "]")
      set("j", "\(stroke.cap == .round ? 1 : 0) \(stroke.join == .round ? 1 : 0)")
    }
    // A fill and its stroke share their path: a colour set in between leaves it.
    if let fill = style.fill { set("k", text(fill)) }
    trace(path)
    if style.fill != nil {
      let paint = style.evenOdd ? "e" : "f"
      body += style.stroke == nil ? "\(paint)\n" : "\(paint.uppercased())\n"
    }
    if let stroke = style.stroke {
      set("k", text(stroke.color))
      body += "s\n"
    }
  }

  /// Ends the areas that are clipped to and begins others.
  mutating func clip(to areas: [Painted.Area]) {
    guard areas != clips else { return }
    if !clips.isEmpty { body += "grestore\n" }
    if !areas.isEmpty { body += "gsave\n" }
    state = [:]
    for area in areas {
      trace(area.path)
      body += area.evenOdd ? "eoclip newpath\n" : "clip newpath\n"
    }
    clips = areas
  }

  private mutating func set(_ name: String, _ value: String) {
    guard state[name] != value else { return }
    state[name] = value
    body += "\(value) \(name)\n"
  }

  private func text(_ color: Color) -> String {
    [color.red, color.green, color.blue].map { decimal(Double($0) / 255, 4) }
      .joined(separator: " ")
  }

  private mutating func trace(_ path: Path) {
    func text(_ points: Point...) -> String {
      points.map { "\(decimal($0.x, 3)) \(decimal($0.y, 3)) " }.joined()
    }
    for element in path.elements {
      switch element {
      case .move(let p): body += text(p) + "m\n"
      case .line(let p): body += text(p) + "l\n"
      case .curve(let a, let b, let p): body += text(a, b, p) + "c\n"
      case .close: body += "z\n"
      }
    }
  }

  /// A picture as pixels, four to the point, or one to a cell of colour, over the ground.
  private mutating func write(
    _ file: PictureFile, _ rect: Rect, over colors: [(Color, Double)]
  ) throws(ExportError) {
    let (width, height) = (rect.maxX - rect.minX, rect.maxY - rect.minY)
    // Cells are one pixel each.
    let size = file.isSharp ? file.size : Size(width: width, height: height)
    let scene = Scene(
      id: "picture", title: "", description: "", size: size, ground: ground,
      items: [.picture(file, Rect(minX: 0, minY: 0, maxX: size.width, maxY: size.height))])
    let pixels = try PixelImage(png: try png(scene, dpi: file.isSharp ? 72 : 288))
    body += """
      gsave \(decimal(rect.minX, 3)) \(decimal(rect.minY, 3)) translate
      \(decimal(width, 3)) \(decimal(height, 3)) scale /DeviceRGB setcolorspace
      << /ImageType 1 /Width \(pixels.width) /Height \(pixels.height) /BitsPerComponent 8
      /Decode [0 1 0 1 0 1] /ImageMatrix [\(pixels.width) 0 0 \(pixels.height) 0 0]
      /DataSource currentfile /ASCIIHexDecode filter >> image

      """
    var line = ""
    for (index, pixel) in pixels.values.enumerated() where index % 4 != 3 {
      let value = colors.reduce(pixel) { below, over in
        let mixed = Color(red: below, green: below, blue: below).mixed(with: over.0, by: over.1)
        return [mixed.red, mixed.green, mixed.blue][index % 4]
      }
      line += (value < 16 ? "0" : "") + String(value, radix: 16)
      if line.utf8.count >= 240 {
        body += line + "\n"
        line = ""
      }
    }
    body += line + ">\ngrestore\n"
  }
}
