import CCairo

/// The scene as Encapsulated PostScript, level 2, for journals and programs that read no PDF.
///
/// Text is outlines. PostScript knows no opacity: what is translucent gets the colour that it has over
/// the ground (white where there is none), so of two translucent areas the upper one hides the lower.
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
  if let ground = scene.ground { writer.write(.rectangle(page), Style(fill: ground)) }
  for item in scene.items { try writer.write(item) }
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

/// Collects the body of an EPS file.
private struct EPSWriter {
  /// What translucent colours are mixed with.
  let ground: Color
  var body = ""
  /// The setting of colour, width, dash and joins that the last line wrote, each as its text.
  private var state: [String: String] = [:]

  init(ground: Color) { self.ground = ground }

  mutating func write(_ item: SceneItem) throws(ExportError) {
    switch item {
    case .group(let group): for inner in group.items { try write(inner) }
    case .path(let path, let style): write(path, style)
    case .glyphs(let run): write(run)
    case .picture(let file, let rect): try write(file, rect)
    }
  }

  private mutating func write(_ run: GlyphRun) {
    guard !run.glyphs.isEmpty else { return }
    let outlines = run.outlines
    if let halo = run.halo {
      write(outlines, Style(stroke: Stroke(halo.color, width: 2 * halo.width)))
    }
    if run.isInked { write(outlines, Style(fill: run.color)) }
  }

  mutating func write(_ path: Path, _ style: Style) {
    guard !path.elements.isEmpty, style.fill != nil || style.stroke != nil else { return }
    if let stroke = style.stroke {
      set("w", decimal(stroke.width, 3))
      set("d", "[" + stroke.dash.map { decimal($0, 3) }.joined(separator: " ") + "]")
      set("j", "\(stroke.cap == .round ? 1 : 0) \(stroke.join == .round ? 1 : 0)")
    }
    // A fill and its stroke share their path: a colour set in between leaves it.
    if let fill = style.fill { set("k", color(fill, style.fillOpacity)) }
    trace(path)
    if style.fill != nil {
      let paint = style.evenOdd ? "e" : "f"
      body += style.stroke == nil ? "\(paint)\n" : "\(paint.uppercased())\n"
    }
    if let stroke = style.stroke {
      set("k", color(stroke.color, stroke.opacity))
      body += "s\n"
    }
  }

  private mutating func set(_ name: String, _ value: String) {
    guard state[name] != value else { return }
    state[name] = value
    body += "\(value) \(name)\n"
  }

  private func color(_ color: Color, _ opacity: Double) -> String {
    let seen = ground.mixed(with: color, by: opacity)
    return [seen.red, seen.green, seen.blue].map { decimal(Double($0) / 255, 4) }
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

  /// A picture as pixels, four to the point, over the ground.
  private mutating func write(_ file: PictureFile, _ rect: Rect) throws(ExportError) {
    let (width, height) = (rect.maxX - rect.minX, rect.maxY - rect.minY)
    let scene = Scene(
      id: "picture", title: "", description: "", size: Size(width: width, height: height),
      ground: ground,
      items: [.picture(file, Rect(minX: 0, minY: 0, maxX: width, maxY: height))])
    let pixels = try PixelImage(png: try png(scene, dpi: 288))
    body += """
      gsave \(decimal(rect.minX, 3)) \(decimal(rect.minY, 3)) translate
      \(decimal(width, 3)) \(decimal(height, 3)) scale /DeviceRGB setcolorspace
      << /ImageType 1 /Width \(pixels.width) /Height \(pixels.height) /BitsPerComponent 8
      /Decode [0 1 0 1 0 1] /ImageMatrix [\(pixels.width) 0 0 \(pixels.height) 0 0]
      /DataSource currentfile /ASCIIHexDecode filter >> image

      """
    var line = ""
    for (index, value) in pixels.values.enumerated() where index % 4 != 3 {
      line += (value < 16 ? "0" : "") + String(value, radix: 16)
      if line.utf8.count >= 240 {
        body += line + "\n"
        line = ""
      }
    }
    body += line + ">\ngrestore\n"
  }
}
