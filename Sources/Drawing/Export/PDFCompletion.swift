import CCairo

/// An element of the structure tree with what Cairo cannot say about it.
package struct StructureElement {
  /// Its type, as Cairo wrote it.
  var tag: String
  /// What the element is read as; what a link leads to, in words.
  var alternative: String?
  /// Where it lies on its page, in points, y up.
  var box: Rect?
  /// Elements of one number are one, parted by the ends of pages.
  var number: Int?

  /// The type of furniture of the page: nothing else uses it, and it leaves the tree.
  static let artifact = "NonStruct"
}

/// Adds to Cairo's file what PDF/UA-1 asks for and Cairo cannot write.
///
/// - Throws: `ExportError.structure` when the file is damaged, or has other elements than were
///   begun; `ExportError.memory` when there is not enough memory.
package func completed(
  _ drawn: TaggedPDF, properties: DocumentProperties
) throws(ExportError) -> [UInt8] {
  let elements = drawn.elements
  var file = try PDFFile(drawn.bytes)
  guard let tree = file.catalogue?["/StructTreeRoot"]?.number else {
    throw .structure("there is no structure tree")
  }
  let found = structureElements(of: file, below: tree)
  let begun = elements.map { "/" + $0.tag }
  guard found.map(\.tag) == begun else {
    let place = zip(found, begun).prefix { $0.tag == $1 }.count
    throw .structure(
      "of \(begun.count) elements \(found.count) are in it, and from number \(place + 1) on "
        + "it differs")
  }
  for (place, element) in zip(found, elements) { try complete(place.number, element, in: &file) }
  join(zip(found, elements).map { ($0.number, $1.number) }, in: &file)
  nameNotes(found.filter { $0.tag == "/Note" }.map(\.number), in: &file, tree: tree)
  let artifacts = found.filter { $0.tag == "/" + StructureElement.artifact }.map(\.number)
  try removeArtifacts(artifacts, from: &file, tree: tree)
  for page in file.pages {
    // pdfTeX warns at two transparency groups on one page.
    file[page]["/Group"] = nil
    file[page]["/Tabs"] = .token("/S")
  }
  // Fonts that words in pictures bring along: their glyphs are numbered as in the file (PDF/UA-1, 7.21.3.2).
  for (number, object) in file.objects
  where object.value["/Subtype"] == .token("/CIDFontType2")
    && object.value["/CIDToGIDMap"] == nil
  {
    file[number]["/CIDToGIDMap"] = .token("/Identity")
  }
  let metadata = file.add(
    ["/Type": .token("/Metadata"), "/Subtype": .token("/XML")],
    data: Array(xmpPacket(properties).utf8))
  let root = file.trailer["/Root"]?.number
  file[root]["/Lang"] = PDFValue(text: properties.language)
  file[root]["/ViewerPreferences"] = ["/DisplayDocTitle": .token("true")]
  file[root]["/Metadata"] = metadata
  return try file.written(information: information(properties))
}

/// The keywords of a PDF; nil when the file is damaged or has none.
package func pdfKeywords(_ bytes: [UInt8]) -> String? {
  guard let file = try? PDFFile(bytes) else { return nil }
  return file.resolved(file.resolved(file.trailer["/Info"])?["/Keywords"])?.text
}

/// The elements of a structure tree, with their types, in the order of their begins.
private func structureElements(
  of file: PDFFile, below root: Int
) -> [(number: Int, tag: String)] {
  func children(of number: Int) -> [(number: Int, tag: String)] {
    file.items(file[number]["/K"]).compactMap { child in
      guard let number = child.number, let tag = file[number]["/S"]?.name else { return nil }
      return (number, tag)
    }
  }
  var found: [(number: Int, tag: String)] = []
  // Those not yet met, the next one last.
  var waiting: [(number: Int, tag: String)] = children(of: root).reversed()
  // No more than there are objects: in a damaged file an element may be its own parent.
  while let element = waiting.popLast(), found.count < file.objects.count {
    waiting += children(of: element.number).reversed()
    found.append(element)
  }
  return found
}

private func complete(
  _ number: Int, _ element: StructureElement, in file: inout PDFFile
) throws(ExportError) {
  switch element.tag {
  case "Link":
    let children = file.items(file[number]["/K"])
    let annotations = children.compactMap { file.resolved($0)?["/Obj"]?.number }
    guard !annotations.isEmpty else { throw .structure("a link has no annotation") }
    for annotation in annotations {
      file[annotation]["/Contents"] = PDFValue(text: element.alternative ?? "")
      // Printed as well (bit 3), as PDF/UA-1 asks of annotations that are no furniture.
      file[annotation]["/F"] = .token("4")
    }
    return
  case "TH": file[number]["/A"] = ["/O": .token("/Table"), "/Scope": .token("/Column")]
  default: break
  }
  if let words = element.alternative { file[number]["/Alt"] = PDFValue(text: words) }
  if let box = element.box {
    let sides = [box.minX, box.minY, box.maxX, box.maxY]
    file[number]["/A"] = [
      "/O": .token("/Layout"), "/Placement": .token("/Block"),
      "/BBox": .array(sides.map { .token(decimal($0, 2)) }),
    ]
  }
}

/// Makes one element of those that ends of pages part.
///
/// What hangs below the later ones hangs below the first. It must be elements, for what is drawn
/// belongs to the page of its element.
private func join(_ elements: [(number: Int, joined: Int?)], in file: inout PDFFile) {
  var first: [Int: Int] = [:]
  for (number, joined) in elements {
    guard let joined else { continue }
    guard let whole = first[joined] else {
      first[joined] = number
      continue
    }
    let children = file.items(file[number]["/K"])
    guard children.allSatisfy({ $0.number != nil }), let parent = file[number]["/P"]?.number
    else { continue }
    for child in children { file[child.number]["/P"] = .reference(whole) }
    file[whole]["/K"] = .array(file.items(file[whole]["/K"]) + children)
    let kept = file.items(file[parent]["/K"]).filter { $0.number != number }
    file[parent]["/K"] = kept.isEmpty ? nil : .array(kept)
  }
}

/// Gives notes the names that PDF/UA-1 (7.9) asks for, in the order of the document.
private func nameNotes(_ notes: [Int], in file: inout PDFFile, tree: Int) {
  guard !notes.isEmpty else { return }
  var names: [PDFValue] = []
  for (index, note) in notes.enumerated() {
    // The tree of names is in the order of their bytes.
    let digits = String(index + 1)
    let name = "note-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    file[note]["/ID"] = PDFValue(text: name)
    names += [PDFValue(text: name), .reference(note)]
  }
  file[tree]["/IDTree"] = file.add(["/Names": .array(names)])
}

/// Takes elements out of the structure tree; their content is marked as artifacts.
///
/// Cairo knows no artifacts, so that they are drawn as elements of a type of their own. What they
/// stand for in the parent tree keeps its place and is nothing.
private func removeArtifacts(
  _ artifacts: [Int], from file: inout PDFFile, tree: Int
) throws(ExportError) {
  guard !artifacts.isEmpty else { return }
  let numbers = Set(artifacts)
  func isArtifact(_ value: PDFValue) -> Bool { value.number.map(numbers.contains) ?? false }
  for page in file.pages {
    let streams = file.items(file[page]["/Contents"])
    var content: [UInt8] = []
    for stream in streams {
      guard let object = stream.number.flatMap({ file.objects[$0] }),
        let part = file.unpacked(object)
      else { throw .structure("the content of a page cannot be read") }
      content += content.isEmpty || content.last == 10 ? part : [10] + part
    }
    let marked = replacingMarks(
      StructureElement.artifact, with: "/Artifact <</Type /Pagination>> BDC", in: content)
    if marked != content { file[page]["/Contents"] = file.add([:], data: marked) }
  }
  for parent in Set(artifacts.compactMap { file[$0]["/P"]?.number }) {
    let children = file.items(file[parent]["/K"])
    let kept = children.filter { !isArtifact($0) }
    file[parent]["/K"] = kept.isEmpty ? nil : .array(kept)
  }
  // The list of a page stands in a node of the tree, or is an object of its own.
  func emptied(_ value: PDFValue) -> PDFValue {
    guard case .array(let entries) = value else { return isArtifact(value) ? .null : value }
    return .array(entries.map(emptied))
  }
  var waiting = [file[tree]["/ParentTree"]].compactMap(\.self)
  while let node = waiting.popLast()?.number {
    waiting += file.items(file[node]["/Kids"])
    for list in file[node]["/Nums"]?.items ?? [] {
      guard let number = list.number, !isArtifact(list) else { continue }
      file[number] = emptied(file[number])
    }
    file[node]["/Nums"] = file[node]["/Nums"].map(emptied)
  }
}

private func information(_ properties: DocumentProperties) -> PDFValue {
  let entries: KeyValuePairs = [
    "/Title": properties.title, "/Author": properties.author, "/Subject": properties.subject,
    "/Keywords": properties.keywords.joined(separator: "; "), "/Creator": "Figures",
    "/Producer": "cairo \(String(cString: cairo_version_string()))",
  ]
  return .dictionary(
    entries.compactMap { key, text in
      text.isEmpty ? nil : PDFEntry(key: key, value: PDFValue(text: text))
    })
}
