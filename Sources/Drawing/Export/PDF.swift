import CCairo

/// What a PDF says about itself.
public struct DocumentProperties: Hashable, Sendable {
  /// The title that readers show in place of the file's name.
  public var title: String
  /// Who made the document.
  public var author: String
  /// What it is about, in a sentence; may be empty.
  public var subject: String
  /// The language of its words, as in BCP 47.
  public var language: String
  /// Words to find it by and, for figures, how it was made: `name: value`.
  public var keywords: [String]

  /// Properties of a document.
  public init(
    title: String, author: String = "Figures", subject: String = "", language: String = "en",
    keywords: [String] = []
  ) {
    self.title = title
    self.author = author
    self.subject = subject
    self.language = language
    self.keywords = keywords
  }
}

/// A PDF with a page for each scene, each page one figure with its alternative text.
///
/// PDF 1.5 that meets PDF/UA-1: structure, alternative texts, language, XMP, title shown. It has
/// no dates, no page group and no bitmaps; text can be searched and copied.
///
/// - Parameters:
///   - pages: One scene or more; a page has the size of its scene.
///   - properties: Title, author, language, keywords.
/// - Throws: `ExportError` when Cairo or a font fails, or a page has nothing on it.
public func pdf(_ pages: [Scene], properties: DocumentProperties) throws(ExportError) -> [UInt8] {
  // Cairo keeps no element of a page on which nothing is drawn.
  if let page = pages.first(where: { $0.ground == nil && $0.items.areBlank }) {
    throw .emptyPage(page.id)
  }
  let drawn = try taggedPDF(pages) { scene, canvas, elements throws(ExportError) in
    cairo_tag_begin(canvas.context, "Figure", "")
    let page = Rect(minX: 0, minY: 0, maxX: scene.size.width, maxY: scene.size.height)
    elements.append(
      StructureElement(
        tag: "Figure", alternative: scene.description, box: graphicsBox(of: scene)))
    if let ground = scene.ground { canvas.draw(groundPath(page), Style(fill: ground)) }
    for item in scene.items { try canvas.draw(item) }
    cairo_tag_end(canvas.context, "Figure")
  }
  return try completed(drawn, properties: properties)
}

/// A PDF as Cairo writes it, with what Cairo cannot say about its structure.
package struct TaggedPDF {
  package var bytes: [UInt8]
  /// The elements of the structure tree, in the order of their begins.
  package var elements: [StructureElement]

  package init(bytes: [UInt8], elements: [StructureElement]) {
    self.bytes = bytes
    self.elements = elements
  }
}

/// Draws pages, each by `draw`, between the tags of a document.
///
/// - Parameters:
///   - finish: Adds to the surface what belongs to no page.
///   - draw: Draws a page, begins and ends tags, and notes each in the order of the begins.
func taggedPDF(
  _ pages: [Scene], finish: (OpaquePointer) -> Void = { _ in },
  draw: (Scene, inout Canvas, inout [StructureElement]) throws(ExportError) -> Void
) throws(ExportError) -> TaggedPDF {
  let sink = ByteSink()
  var elements = [StructureElement(tag: "Document")]
  try withExtendedLifetime(sink) { () throws(ExportError) in
    let first = pages.first?.size ?? Size(width: 1, height: 1)
    guard
      let surface = cairo_pdf_surface_create_for_stream(
        ByteSink.write, Unmanaged.passUnretained(sink).toOpaque(), first.width, first.height)
    else { throw .memory }
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
    var canvas = try Canvas(surface: surface, text: .glyphs)
    cairo_tag_begin(canvas.context, "Document", "")
    for (index, scene) in pages.enumerated() {
      if index > 0 {
        // The size must be set on an empty page: it drops what was begun there before.
        cairo_show_page(canvas.context)
        cairo_pdf_surface_set_size(surface, scene.size.width, scene.size.height)
      }
      try draw(scene, &canvas, &elements)
      try canvas.check()
    }
    cairo_tag_end(canvas.context, "Document")
    finish(surface)
    try canvas.finish()
  }
  return TaggedPDF(bytes: sink.bytes, elements: elements)
}

/// A rectangle one of whose edges is written as a curve.
///
/// Cairo takes an opaque rectangle over all of a page for a blank page and drops what came before,
/// the begins of the structure elements among it.
private func groundPath(_ page: Rect) -> Path {
  let corners = page.corners
  return Path([
    .move(corners[0]), .line(corners[1]), .line(corners[2]), .line(corners[3]),
    .curve(corners[3], corners[0], corners[0]), .close,
  ])
}

/// Where a scene's paths lie, without its words: the box of the figure, y up.
///
/// Readers take a figure whose box is the whole page for the scan of a page of text.
private func graphicsBox(of scene: Scene) -> Rect? {
  guard let box = scene.items.bounds(withGlyphs: false) else { return nil }
  let height = scene.size.height
  return Rect(
    minX: max(0, box.minX), minY: max(0, height - box.maxY), maxX: min(scene.size.width, box.maxX),
    maxY: min(height, height - box.minY))
}
