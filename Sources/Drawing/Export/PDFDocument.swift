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
  try completed(tagged(document: pages, outline: outline), properties: properties)
}

/// The pages as Cairo writes them.
package func tagged(
  document pages: [Scene], outline: [OutlineEntry]
) throws(ExportError) -> TaggedPDF {
  var number = 0
  return try taggedPDF(
    pages,
    finish: { surface in addOutline(outline, to: surface) },
    draw: { scene, canvas, elements throws(ExportError) in
      number += 1
      cairo_pdf_surface_set_page_label(canvas.surface, String(number))
      for item in scene.items {
        try draw(item, on: &canvas, page: scene.size, noting: &elements)
      }
    })
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

/// Draws an item, begins and ends tags around it, and notes what Cairo cannot take.
private func draw(
  _ item: SceneItem, on canvas: inout Canvas, page: Size, noting elements: inout [StructureElement]
) throws(ExportError) {
  guard case .group(let group) = item else { return try canvas.draw(item) }
  guard let structure = group.structure else {
    for inner in group.items { try draw(inner, on: &canvas, page: page, noting: &elements) }
    return
  }
  // Cairo writes no element on which nothing is drawn.
  guard !group.items.areBlank else { return }
  let context = canvas.context
  if let name = structure.destination {
    cairo_tag_begin(context, CAIRO_TAG_DEST, "name='\(name)'")
  }
  let (tag, attributes) = tag(structure.kind)
  cairo_tag_begin(context, tag, attributes)
  elements.append(element(tag, structure, group, page))
  if structure.kind == .figure || structure.kind == .formula || structure.kind == .artifact {
    // One element however many groups are inside.
    for inner in group.items { try canvas.draw(inner) }
  } else {
    for inner in group.items { try draw(inner, on: &canvas, page: page, noting: &elements) }
  }
  cairo_tag_end(context, tag)
  if structure.destination != nil { cairo_tag_end(context, CAIRO_TAG_DEST) }
}

private func element(
  _ tag: String, _ structure: Structure, _ group: Group, _ page: Size
) -> StructureElement {
  switch structure.kind {
  case .figure:
    // The tree counts upwards from the bottom of the page.
    let box = group.items.bounds(withGlyphs: true).map {
      Rect(minX: $0.minX, minY: page.height - $0.maxY, maxX: $0.maxX, maxY: page.height - $0.minY)
    }
    return StructureElement(tag: tag, alternative: structure.alternative, box: box)
  case .formula: return StructureElement(tag: tag, alternative: structure.alternative)
  case .link(let target):
    return StructureElement(tag: tag, alternative: structure.alternative ?? target)
  default: return StructureElement(tag: tag, number: structure.number)
  }
}

private func tag(_ kind: Structure.Kind) -> (name: String, attributes: String) {
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
  case .artifact: (StructureElement.artifact, "")
  case .link(let target):
    target.hasPrefix("#")
      ? (CAIRO_TAG_LINK, "dest='\(target.dropFirst())'")
      : (CAIRO_TAG_LINK, "uri='\(escapedAttribute(target))'")
  }
}

/// A text as it stands between single quotes in an attribute of a tag.
private func escapedAttribute(_ text: String) -> String {
  text.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
}
