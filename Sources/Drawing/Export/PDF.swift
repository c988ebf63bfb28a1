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
  if let page = pages.first(where: { $0.ground == nil && $0.isEmpty }) {
    throw .emptyPage(page.id)
  }
  let sink = ByteSink()
  var elements: [StructureElement] = []
  try withExtendedLifetime(sink) { () throws(ExportError) in
    let first = pages.first?.size ?? Size(width: 1, height: 1)
    guard
      let surface = cairo_pdf_surface_create_for_stream(
        ByteSink.write, Unmanaged.passUnretained(sink).toOpaque(), first.width, first.height)
    else { throw .cairo("out of memory") }
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
    var canvas = try Canvas(surface: surface, text: .glyphs)
    cairo_tag_begin(canvas.context, "Document", "")
    elements.append(StructureElement(alternative: nil, box: nil))
    for (index, scene) in pages.enumerated() {
      if index > 0 {
        // The size must be set on an empty page: it drops what was begun there before.
        cairo_show_page(canvas.context)
        cairo_pdf_surface_set_size(surface, scene.size.width, scene.size.height)
      }
      cairo_tag_begin(canvas.context, "Figure", "")
      let page = Rect(minX: 0, minY: 0, maxX: scene.size.width, maxY: scene.size.height)
      elements.append(
        StructureElement(alternative: scene.description, box: graphicsBox(of: scene)))
      if let ground = scene.ground { canvas.draw(groundPath(page), Style(fill: ground)) }
      for item in scene.items { try canvas.draw(item) }
      cairo_tag_end(canvas.context, "Figure")
    }
    cairo_tag_end(canvas.context, "Document")
    try canvas.finish()
  }
  return try completed(sink.bytes, properties: properties, elements: elements)
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
  func bounds(_ items: [SceneItem]) -> Rect? {
    items.reduce(nil) { (sum: Rect?, item) in
      let next: Rect? =
        switch item {
        case .group(let group): bounds(group.items)
        case .path(let path, _): path.bounds
        case .glyphs: nil
        }
      guard let sum else { return next }
      return next.map { sum.union($0) } ?? sum
    }
  }
  guard let box = bounds(scene.items) else { return nil }
  let height = scene.size.height
  return Rect(
    minX: max(0, box.minX), minY: max(0, height - box.maxY), maxX: min(scene.size.width, box.maxX),
    maxY: min(height, height - box.minY))
}

/// What Cairo cannot say about an element of the structure tree, in the order of their begins.
struct StructureElement {
  /// Whether its content is furniture of the page and must leave the tree.
  var isArtifact = false
  /// What the element is read as.
  var alternative: String?
  /// Where it lies on its page, in points, y up.
  var box: Rect?
  /// Whether it is the head of a table's column.
  var headsColumn = false
}

/// Adds to Cairo's file what PDF/UA-1 asks for and Cairo 1.16 cannot write.
///
/// - Parameters:
///   - elements: The elements of the structure tree, in the order of their begins.
///   - links: What each link leads to in words, in the order of the links.
func completed(
  _ bytes: [UInt8], properties: DocumentProperties, elements: [StructureElement],
  links: [String] = []
) throws(ExportError) -> [UInt8] {
  var file = try PDFFile(bytes)
  let structure = file.numbers { $0.hasPrefix("<< /Type /StructElem") }
  guard structure.count == elements.count else {
    throw .structure("\(structure.count) elements found, \(elements.count) begun")
  }
  for (number, element) in zip(structure, elements) {
    var entries = ""
    if let words = element.alternative { entries += " /Alt \(pdfString(words))" }
    if let box = element.box {
      let numbers = [box.minX, box.minY, box.maxX, box.maxY].map { decimal($0, 2) }
      entries += " /A << /O /Layout /Placement /Block /BBox [\(numbers.joined(separator: " "))] >>"
    }
    if element.headsColumn { entries += " /A << /O /Table /Scope /Column >>" }
    file.insert(entries, into: number)
  }
  let annotations = file.numbers { $0.hasPrefix("<< /Type /Annot") }
  guard annotations.count == links.count else {
    throw .structure("\(annotations.count) links found, \(links.count) begun")
  }
  for (number, words) in zip(annotations, links) {
    // Printed as well (bit 3 of the flags), as PDF/UA-1 asks of annotations that are no furniture.
    file.insert(" /Contents \(pdfString(words)) /F 4", into: number)
  }
  let artifacts = zip(structure, elements).filter(\.1.isArtifact).map(\.0)
  if !artifacts.isEmpty { try file.makeArtifacts(artifacts) }
  for number in file.numbers(where: { $0.hasPrefix("<< /Type /Page ") }) {
    try file.removePageGroup(from: number)
    file.insert(" /Tabs /S", into: number)
  }
  let metadata = file.append(xmpObject(properties))
  file.insert(
    " /Lang \(pdfString(properties.language)) /ViewerPreferences << /DisplayDocTitle true >>"
      + " /Metadata \(metadata) 0 R", into: file.root)
  file.replace(file.info, with: infoObject(properties))
  return file.serialized()
}

private func infoObject(_ properties: DocumentProperties) -> String {
  var out = "<< /Title \(pdfString(properties.title)) /Author \(pdfString(properties.author))"
  if !properties.subject.isEmpty { out += " /Subject \(pdfString(properties.subject))" }
  if !properties.keywords.isEmpty {
    out += " /Keywords \(pdfString(properties.keywords.joined(separator: "; ")))"
  }
  return out + " /Creator (Figures) /Producer (cairo \(String(cString: cairo_version_string()))) >>"
}

/// The properties as an XMP packet (ISO 16684-1), which must agree with the Info dictionary.
private func xmpObject(_ properties: DocumentProperties) -> String {
  let title = xmlEscaped(properties.title)
  let about =
    properties.subject.isEmpty
    ? ""
    : "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">\(xmlEscaped(properties.subject))"
      + "</rdf:li></rdf:Alt></dc:description>\n"
  let keywords =
    properties.keywords.isEmpty
    ? ""
    : "<pdf:Keywords>\(xmlEscaped(properties.keywords.joined(separator: "; ")))</pdf:Keywords>\n"
  let packet = """
    <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
    <x:xmpmeta xmlns:x="adobe:ns:meta/">
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" \
    xmlns:xmp="http://ns.adobe.com/xap/1.0/">
    <pdfuaid:part>1</pdfuaid:part>
    <dc:title><rdf:Alt><rdf:li xml:lang="x-default">\(title)</rdf:li></rdf:Alt></dc:title>
    <dc:creator><rdf:Seq><rdf:li>\(xmlEscaped(properties.author))</rdf:li></rdf:Seq></dc:creator>
    <dc:language><rdf:Bag><rdf:li>\(properties.language)</rdf:li></rdf:Bag></dc:language>
    \(about)\(keywords)<xmp:CreatorTool>Figures</xmp:CreatorTool>
    </rdf:Description>
    </rdf:RDF>
    </x:xmpmeta>
    <?xpacket end="r"?>
    """
  return "<< /Type /Metadata /Subtype /XML /Length \(packet.utf8.count) >>\nstream\n"
    + packet + "\nendstream"
}

/// A text as a PDF string: literal where it is plain ASCII, else UTF-16 in hexadecimal digits.
func pdfString(_ text: String) -> String {
  if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
    var out = "("
    for character in text {
      if "()\\".contains(character) { out.append("\\") }
      out.append(character)
    }
    return out + ")"
  }
  let digits = Array("0123456789ABCDEF")
  var out = "<FEFF"
  for unit in text.utf16 {
    for shift in [12, 8, 4, 0] { out.append(digits[Int(unit >> UInt16(shift) & 0xF)]) }
  }
  return out + ">"
}
