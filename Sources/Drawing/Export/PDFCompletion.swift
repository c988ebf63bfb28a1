import CCairo

/// An element of the structure tree with what Cairo cannot say about it.
package struct StructureElement {
  /// Its type, as Cairo wrote it.
  var tag: String
  /// What the element is read as; what a link leads to, in words.
  var alternative: String?
  /// Where it lies on its page, in points, y up.
  var box: Rect?

  /// The type of furniture of the page: nothing else uses it, and it leaves the tree.
  static let artifact = "NonStruct"
}

/// Adds to Cairo's file what PDF/UA-1 asks for and Cairo cannot write.
///
/// - Throws: `ExportError.structure` when the file is damaged, or has other elements than were
///   begun.
package func completed(
  _ drawn: TaggedPDF, properties: DocumentProperties
) throws(ExportError) -> [UInt8] {
  let elements = drawn.elements
  return try editedPDF(drawn.bytes) { roots throws(ExportError) in
    guard let tree = roots.catalogue["/StructTreeRoot"] else {
      throw .structure("there is no structure tree")
    }
    let found = structureElements(below: tree)
    let (drawn, begun) = (found.map(\.tag), elements.map { "/" + $0.tag })
    guard drawn == begun else {
      let place = zip(drawn, begun).prefix { $0 == $1 }.count
      throw .structure(
        "of \(begun.count) elements \(drawn.count) are in it, and from number \(place + 1) on "
          + "it differs")
    }
    for (place, element) in zip(found, elements) { try complete(place.object, element) }
    nameNotes(found.filter { $0.tag == "/Note" }.map(\.object), in: tree)
    let artifacts = found.filter { $0.tag == "/" + StructureElement.artifact }.map(\.object)
    removeArtifacts(artifacts, from: roots, tree: tree)
    for page in roots.pages {
      // pdfTeX warns at two transparency groups on one page.
      page["/Group"] = nil
      page["/Tabs"] = page.name("/S")
    }
    let catalogue = roots.catalogue
    catalogue["/Lang"] = catalogue.string(properties.language)
    catalogue["/ViewerPreferences"] = catalogue.dictionary(["/DisplayDocTitle": catalogue.truth()])
    let metadata = catalogue.stream(Array(xmpPacket(properties).utf8))
    metadata["/Type"] = catalogue.name("/Metadata")
    metadata["/Subtype"] = catalogue.name("/XML")
    catalogue["/Metadata"] = metadata
    roots.trailer["/ID"] = nil
    roots.trailer["/Info"] = information(properties, in: catalogue).indirect()
  }
}

/// The elements of a structure tree, with their types, in the order of their begins.
private func structureElements(
  below root: PDFObject
) -> [(object: PDFObject, tag: String)] {
  func children(of object: PDFObject) -> [(object: PDFObject, tag: String)] {
    (object["/K"]?.items ?? []).compactMap { child in
      // Marked content is a number; asking it for keys would cost more than all else.
      child.isDictionary ? child["/S"]?.name.map { (object: child, tag: $0) } : nil
    }
  }
  var found: [(object: PDFObject, tag: String)] = []
  // Those not yet met, the next one last.
  var waiting: [(object: PDFObject, tag: String)] = children(of: root).reversed()
  while let element = waiting.popLast() {
    waiting += children(of: element.object).reversed()
    found.append(element)
  }
  return found
}

private func complete(
  _ object: PDFObject, _ element: StructureElement
) throws(ExportError) {
  switch element.tag {
  case "Link":
    let annotations = (object["/K"]?.items ?? []).compactMap { $0.isDictionary ? $0["/Obj"] : nil }
    guard !annotations.isEmpty else { throw .structure("a link has no annotation") }
    for annotation in annotations {
      annotation["/Contents"] = object.string(element.alternative ?? "")
      // Printed as well (bit 3), as PDF/UA-1 asks of annotations that are no furniture.
      annotation["/F"] = object.integer(4)
    }
    return
  case "TH":
    object["/A"] = object.dictionary([
      "/O": object.name("/Table"), "/Scope": object.name("/Column"),
    ])
  default: break
  }
  if let words = element.alternative { object["/Alt"] = object.string(words) }
  if let box = element.box {
    object["/A"] = object.dictionary([
      "/O": object.name("/Layout"), "/Placement": object.name("/Block"),
      "/BBox": object.array([box.minX, box.minY, box.maxX, box.maxY].map(object.real)),
    ])
  }
}

/// Gives notes the names that PDF/UA-1 (7.9) asks for, in the order of the document.
private func nameNotes(_ notes: [PDFObject], in tree: PDFObject) {
  guard !notes.isEmpty else { return }
  var names: [PDFObject] = []
  for (index, note) in notes.enumerated() {
    // The tree of names is in the order of their bytes.
    let digits = String(index + 1)
    let name = "note-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    note["/ID"] = note.string(name)
    names += [note.string(name), note]
  }
  tree["/IDTree"] = tree.dictionary(["/Names": tree.array(names)]).indirect()
}

/// Takes elements out of the structure tree; their content is marked as artifacts.
///
/// Cairo knows no artifacts, so that they are drawn as elements of a type of their own. What they
/// stand for in the parent tree keeps its place and is nothing.
private func removeArtifacts(
  _ artifacts: [PDFObject], from roots: PDFRoots, tree: PDFObject
) {
  guard !artifacts.isEmpty else { return }
  let numbers = Set(artifacts.map(\.number))
  for page in roots.pages {
    let content = page.content()
    let marked = replacingMarks(
      StructureElement.artifact, with: "/Artifact <</Type /Pagination>> BDC", in: content)
    if marked != content { page["/Contents"] = page.stream(marked) }
  }
  var parents: Set<Int> = []
  for parent in artifacts.compactMap({ $0["/P"] })
  where parent.number == 0 || parents.insert(parent.number).inserted {
    guard let children = parent["/K"], children.isArray else { continue }
    let kept = children.items.filter { !numbers.contains($0.number) }
    parent["/K"] = kept.isEmpty ? nil : parent.array(kept)
  }
  var waiting = [tree["/ParentTree"]].compactMap(\.self)
  while let node = waiting.popLast() {
    waiting += node["/Kids"]?.items ?? []
    guard let entries = node["/Nums"] else { continue }
    for list in [entries] + entries.items.filter(\.isArray) {
      for (index, entry) in list.items.enumerated() where numbers.contains(entry.number) {
        list.replaceItem(index, with: list.null())
      }
    }
  }
}

private func information(_ properties: DocumentProperties, in file: PDFObject) -> PDFObject {
  let entries: KeyValuePairs = [
    "/Title": properties.title, "/Author": properties.author, "/Subject": properties.subject,
    "/Keywords": properties.keywords.joined(separator: "; "), "/Creator": "Figures",
    "/Producer": "cairo \(String(cString: cairo_version_string()))",
  ]
  let object = file.dictionary([:])
  for (key, text) in entries where !text.isEmpty { object[key] = file.string(text) }
  return object
}
