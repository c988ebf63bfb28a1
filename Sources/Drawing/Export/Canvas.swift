import CCairo
import Records

/// What Cairo or FreeType could not do.
public enum ExportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Cairo's own words for what went wrong.
  case cairo(String)
  /// A font that FreeType cannot load.
  case font(path: String)
  /// A picture with more pixels than fit into memory.
  case tooLarge(width: Double, height: Double)
  /// A scene with neither a ground nor anything drawn.
  case emptyPage(String)
  /// A PDF of Cairo's whose structure is not the one that was drawn.
  case structure(String)
  /// There is not enough memory.
  case memory

  /// One line that says what is wrong.
  public var description: String {
    switch self {
    case .cairo(let words): "Cairo cannot draw: \(words)"
    case .font(let path): "the font file '\(path)' cannot be loaded; install fonts-lmodern again"
    case .tooLarge(let width, let height):
      "a picture of \(decimal(width, 0)) x \(decimal(height, 0)) pixels is too large; "
        + "lower --dpi or the size"
    case .emptyPage(let id): "nothing is drawn in '\(id)'; give it a ground or an item"
    case .structure(let words):
      "the PDF that Cairo \(String(cString: cairo_version_string())) drew cannot be completed: \(words)"
    case .memory: "there is not enough memory to draw this; free some, or make it smaller"
    }
  }
}

extension ExportError {
  /// What a status of Cairo says.
  init(_ status: cairo_status_t) {
    self =
      status == CAIRO_STATUS_NO_MEMORY
      ? .memory : .cairo(String(cString: cairo_status_to_string(status)))
  }
}

private func succeed(_ status: cairo_status_t) throws(ExportError) {
  if status != CAIRO_STATUS_SUCCESS { throw ExportError(status) }
}

/// Draws scenes on a Cairo surface.
///
/// It owns the surface, the context and the fonts loaded for it.
struct Canvas: ~Copyable {
  /// How glyphs reach the surface.
  enum Text { case glyphs, outlines }

  let context: OpaquePointer
  let surface: OpaquePointer
  private let text: Text
  /// The glyphs of the last run, kept for the room that they take.
  private var glyphs: [cairo_glyph_t] = []
  /// The font that Cairo has.
  private var known: (font: Font, size: Double)?
  /// The colour that Cairo has.
  private var source: (color: Color, opacity: Double)?

  /// Takes over the surface.
  init(surface: OpaquePointer, text: Text) throws(ExportError) {
    guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS,
      let context = cairo_create(surface)
    else {
      let status = cairo_surface_status(surface)
      cairo_surface_destroy(surface)
      throw ExportError(status)
    }
    self.surface = surface
    self.context = context
    self.text = text
    cairo_set_miter_limit(context, 4)
    // Versions of Cairo flatten curves and round joins differently; a fiftieth of a pixel hides that.
    cairo_set_tolerance(context, 0.02)
  }

  deinit {
    cairo_destroy(context)
    cairo_surface_destroy(surface)
  }

  /// Reports anything that failed so far.
  func check() throws(ExportError) {
    try succeed(cairo_status(context))
    try succeed(cairo_surface_status(surface))
  }

  /// Ends the drawing and reports anything that failed on the way.
  func finish() throws(ExportError) {
    try check()
    cairo_surface_finish(surface)
    try check()
  }

  mutating func draw(_ item: SceneItem) throws(ExportError) {
    switch item {
    case .group(let group): for inner in group.items { try draw(inner) }
    case .path(let path, let style): draw(path, style)
    case .glyphs(let run): try draw(run)
    case .picture(let file, let rect): try draw(file, rect)
    }
  }

  mutating func draw(_ run: GlyphRun) throws(ExportError) {
    guard !run.glyphs.isEmpty else { return }
    if let halo = run.halo {
      trace(run.outlines)
      setSource(halo.color, opacity: 1)
      cairo_set_line_width(context, 2 * halo.width)
      cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
      cairo_set_dash(context, nil, 0, 0)
      cairo_stroke(context)
    }
    guard run.isInked else { return }
    switch text {
    case .outlines:
      trace(run.outlines)
      setSource(run.color, opacity: 1)
      cairo_fill(context)
    case .glyphs: try show(run)
    }
  }

  private mutating func show(_ run: GlyphRun) throws(ExportError) {
    if known?.font !== run.font || known?.size != run.size {
      let path = run.font.path
      let address = try CairoFaces.shared.withLock { faces throws(ExportError) in
        try faces.address(path)
      }
      // Cairo looks for its scaled font again after each of these.
      cairo_set_font_face(context, OpaquePointer(bitPattern: address))
      cairo_set_font_size(context, run.size)
      known = (run.font, run.size)
    }
    setSource(run.color, opacity: 1)
    guard !run.isBlank else { return showBlank(run) }
    glyphs.removeAll(keepingCapacity: true)
    for glyph in run.glyphs {
      let place = run.origin + glyph.offset
      glyphs.append(cairo_glyph_t(index: UInt(glyph.id), x: place.x, y: place.y))
    }
    let (words, clusters) = run.clustered
    cairo_show_text_glyphs(
      context, words, Int32(words.utf8.count), glyphs, Int32(glyphs.count), clusters,
      Int32(clusters.count), cairo_text_cluster_flags_t(0))
  }

  /// Shows words that nobody sees.
  ///
  /// Cairo drops several glyphs without ink, and one whose place is a whole number of points.
  private func showBlank(_ run: GlyphRun) {
    guard let first = run.glyphs.first else { return }
    func beside(_ place: Double) -> Double {
      // Cairo counts in parts of 256.
      abs(place - place.rounded()) < 1.0 / 256 ? place.rounded() + 1.0 / 64 : place
    }
    let place = run.origin + first.offset
    var glyph = cairo_glyph_t(index: UInt(first.id), x: beside(place.x), y: beside(place.y))
    let words = run.text
    var cluster = cairo_text_cluster_t(num_bytes: Int32(words.utf8.count), num_glyphs: 1)
    cairo_show_text_glyphs(
      context, words, Int32(words.utf8.count), &glyph, 1, &cluster, 1,
      cairo_text_cluster_flags_t(0))
  }

  mutating func draw(_ path: Path, _ style: Style) {
    guard !path.elements.isEmpty else { return }
    trace(path)
    if let fill = style.fill {
      setSource(fill, opacity: style.fillOpacity)
      cairo_set_fill_rule(
        context, style.evenOdd ? CAIRO_FILL_RULE_EVEN_ODD : CAIRO_FILL_RULE_WINDING)
      style.stroke == nil ? cairo_fill(context) : cairo_fill_preserve(context)
      cairo_set_fill_rule(context, CAIRO_FILL_RULE_WINDING)
    }
    if let stroke = style.stroke {
      setSource(stroke.color, opacity: stroke.opacity)
      cairo_set_line_width(context, stroke.width)
      cairo_set_line_cap(context, stroke.cap == .round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
      cairo_set_line_join(
        context, stroke.join == .round ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER)
      cairo_set_dash(context, stroke.dash, Int32(stroke.dash.count), 0)
      if path.elements.count > LineParts.longest, stroke.isPlain,
        cairo_surface_get_type(surface) == CAIRO_SURFACE_TYPE_IMAGE
      {
        for part in LineParts(path).parts {
          cairo_new_path(context)
          trace(part[...])
          cairo_stroke(context)
        }
      } else {
        cairo_stroke(context)
      }
    }
    cairo_new_path(context)
  }

  private func trace(_ path: Path) { trace(path.elements[...]) }

  private func trace(_ elements: ArraySlice<Path.Element>) {
    for element in elements {
      switch element {
      case .move(let p): cairo_move_to(context, p.x, p.y)
      case .line(let p): cairo_line_to(context, p.x, p.y)
      case .curve(let a, let b, let p): cairo_curve_to(context, a.x, a.y, b.x, b.y, p.x, p.y)
      case .close: cairo_close_path(context)
      }
    }
  }

  private mutating func setSource(_ color: Color, opacity: Double) {
    guard source?.color != color || source?.opacity != opacity else { return }
    source = (color, opacity)
    cairo_set_source_rgba(
      context, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255,
      opacity)
  }
}

/// The fonts as Cairo wants them, each loaded once for the process.
///
/// Cairo keeps scaled fonts beyond the surface that used them, so a face must outlive every
/// canvas; it is never freed. Cairo locks a face while it reads from it.
private struct CairoFaces: ~Copyable {
  // Pointers are kept as addresses: they may cross threads, since Cairo locks what they point to.
  private var library = 0
  private var faces: [(path: String, address: Int)] = []

  static let shared = Guarded(CairoFaces())

  mutating func address(_ path: String) throws(ExportError) -> Int {
    if let known = faces.first(where: { $0.path == path }) { return known.address }
    var engine = FT_Library(bitPattern: library)
    if engine == nil { FT_Init_FreeType(&engine) }
    library = Int(bitPattern: engine)
    var freeType: FT_Face?
    guard FT_New_Face(engine, path, 0, &freeType) == 0, let freeType,
      let face = cairo_ft_font_face_create_for_ft_face(freeType, Int32(FT_LOAD_NO_HINTING))
    else { throw .font(path: path) }
    let address = Int(bitPattern: face)
    faces.append((path, address))
    return address
  }
}

/// Collects the bytes that Cairo writes.
final class ByteSink {
  var bytes: [UInt8] = []

  /// Cairo's write callback; its closure data is an unretained `ByteSink`.
  static let write: cairo_write_func_t = { sink, data, count in
    guard let sink, let data else { return CAIRO_STATUS_WRITE_ERROR }
    Unmanaged<ByteSink>.fromOpaque(sink).takeUnretainedValue().bytes
      .append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
    return CAIRO_STATUS_SUCCESS
  }
}
