import CCairo

/// An entry of a document's outline.
public struct OutlineEntry: Hashable, Sendable {
  /// The words.
  public var title: String
  /// The level, from 1.
  public var level: Int
  /// The name of the place it leads to.
  public var destination: String

  /// An entry that leads to a named place.
  public init(_ title: String, level: Int, destination: String) {
    self.title = title
    self.level = level
    self.destination = destination
  }
}

/// A PDF of pages of text, with the structure that their groups say.
///
/// Everything drawn must stand in a group with a structure. PDF 1.5 that meets PDF/UA-1: headings,
/// paragraphs, lists, figures and formulas with alternative texts, links with words, language.
///
/// - Parameters:
///   - pages: The pages in order.
///   - properties: Title, author, language, keywords.
///   - outline: The outline, in order.
/// - Throws: `ExportError` when Cairo or a font fails.
public func pdf(
  document pages: [Scene], properties: DocumentProperties, outline: [OutlineEntry]
) throws(ExportError) -> [UInt8] {
  let sink = ByteSink()
  var tags = DocumentTags()
  try withExtendedLifetime(sink) { () throws(ExportError) in
    let first = pages.first?.size ?? Size(width: 1, height: 1)
    guard
      let surface = cairo_pdf_surface_create_for_stream(
        ByteSink.write, Unmanaged.passUnretained(sink).toOpaque(), first.width, first.height)
    else { throw .cairo("out of memory") }
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
    var canvas = try Canvas(surface: surface, text: .glyphs)
    cairo_tag_begin(canvas.context, "Document", "")
    tags.elements.append(StructureElement(alternative: nil, box: nil))
    for (index, scene) in pages.enumerated() {
      if index > 0 {
        cairo_show_page(canvas.context)
        cairo_pdf_surface_set_size(surface, scene.size.width, scene.size.height)
      }
      cairo_pdf_surface_set_page_label(surface, String(index + 1))
      for item in scene.items { try tags.draw(item, on: &canvas, page: scene.size) }
    }
    cairo_tag_end(canvas.context, "Document")
    addOutline(outline, to: surface)
    try canvas.finish()
  }
  return try completed(
    sink.bytes, properties: properties, elements: tags.elements, links: tags.links)
}

private func addOutline(_ outline: [OutlineEntry], to surface: OpaquePointer) {
  // The last entry of each level so far.
  var parents: [Int32] = [CAIRO_PDF_OUTLINE_ROOT]
  for entry in outline {
    let level = min(max(entry.level, 1), parents.count)
    parents.removeSubrange(level...)
    let id = cairo_pdf_surface_add_outline(
      surface, parents[level - 1], entry.title, "dest='\(entry.destination)'",
      CAIRO_PDF_OUTLINE_FLAG_OPEN)
    parents.append(id)
  }
}

/// Begins and ends tags around what is drawn, and remembers what Cairo cannot take.
private struct DocumentTags {
  var elements: [StructureElement] = []
  /// What each link leads to, in words.
  var links: [String] = []

  mutating func draw(
    _ item: SceneItem, on canvas: inout Canvas, page: Size
  ) throws(ExportError) {
    guard case .group(let group) = item else { return try canvas.draw(item) }
    guard let structure = group.structure else {
      for inner in group.items { try draw(inner, on: &canvas, page: page) }
      return
    }
    // Cairo writes no element on which nothing is drawn.
    guard !group.isBlank else { return }
    let context = canvas.context
    if let name = structure.destination {
      cairo_tag_begin(context, CAIRO_TAG_DEST, "name='\(name)'")
    }
    let (tag, attributes) = DocumentTags.tag(structure.kind)
    cairo_tag_begin(context, tag, attributes)
    elements.append(element(structure, group, page))
    if case .link(let target) = structure.kind { links.append(structure.alternative ?? target) }
    if structure.kind == .figure || structure.kind == .formula || structure.kind == .artifact {
      // One element however many groups are inside.
      for inner in group.items { try canvas.draw(inner) }
    } else {
      for inner in group.items { try draw(inner, on: &canvas, page: page) }
    }
    cairo_tag_end(context, tag)
    if structure.destination != nil { cairo_tag_end(context, CAIRO_TAG_DEST) }
  }

  private func element(_ structure: Structure, _ group: Group, _ page: Size) -> StructureElement {
    var element = StructureElement(alternative: nil, box: nil)
    switch structure.kind {
    case .figure:
      element.alternative = structure.alternative
      // The tree counts upwards from the bottom of the page.
      element.box = group.bounds.map {
        Rect(
          minX: $0.minX, minY: page.height - $0.maxY, maxX: $0.maxX, maxY: page.height - $0.minY)
      }
    case .formula: element.alternative = structure.alternative
    case .artifact: element.isArtifact = true
    case .headCell: element.headsColumn = true
    default: break
    }
    return element
  }

  private static func tag(_ kind: Structure.Kind) -> (name: String, attributes: String) {
    switch kind {
    case .heading(let level): ("H\(min(max(level, 1), 6))", "")
    case .paragraph: ("P", "")
    case .span: ("Span", "")
    case .section: ("Sect", "")
    case .figure: ("Figure", "")
    case .formula: ("Formula", "")
    case .caption: ("Caption", "")
    case .note: ("Note", "")
    case .quote: ("BlockQuote", "")
    case .code: ("Code", "")
    case .list: ("L", "")
    case .listItem: ("LI", "")
    case .label: ("Lbl", "")
    case .listBody: ("LBody", "")
    case .table: ("Table", "")
    case .row: ("TR", "")
    case .headCell: ("TH", "")
    case .cell: ("TD", "")
    case .artifact: ("NonStruct", "")
    case .link(let target):
      target.hasPrefix("#")
        ? (CAIRO_TAG_LINK, "dest='\(target.dropFirst())'")
        : (CAIRO_TAG_LINK, "uri='\(escapedAttribute(target))'")
    }
  }
}

/// A text as it stands between single quotes in an attribute of a tag.
private func escapedAttribute(_ text: String) -> String {
  text.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
}

extension Group {
  /// Whether nothing in it leaves ink.
  fileprivate var isBlank: Bool {
    items.allSatisfy { item in
      switch item {
      case .group(let inner): inner.isBlank
      case .path(let path, _): path.elements.isEmpty
      case .glyphs(let run): run.glyphs.isEmpty
      }
    }
  }

  /// The smallest rectangle around what is drawn, nearly: glyphs count as squares of their size.
  fileprivate var bounds: Rect? {
    var bounds: Rect?
    for item in items {
      let part: Rect? =
        switch item {
        case .group(let inner): inner.bounds
        case .path(let path, _): path.bounds
        case .glyphs(let run):
          Rect(
            around: run.glyphs.flatMap { glyph in
              let place = run.origin + glyph.offset
              return [place, Point(place.x + run.size, place.y - run.size)]
            })
        }
      if let part { bounds = bounds?.union(part) ?? part }
    }
    return bounds
  }
}
