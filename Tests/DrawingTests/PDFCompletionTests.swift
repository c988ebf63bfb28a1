import Drawing
import TestSupport
import Testing

struct ContentMarkTests {
  @Test(
    "begins of marked content are found by the rules of content, however they are spaced",
    arguments: [
      ("/NonStruct <</MCID 0>> BDC q EMC", "! q EMC"),
      ("/NonStruct<</MCID 0>>BDC\nq EMC", "!\nq EMC"),
      ("q /NonStruct % a comment ) BDC\n  << /MCID 3 /A [1 (x)] >>\r\nBDC", "q !"),
      ("/NonStruct /MC0 BDC EMC", "! EMC"),
      ("0.5 g/NonStruct <</A <</B (>>)>>>> BDC", "0.5 g!"),
      ("[(a) -3.5 <61> .2 (b)] TJ /NonStruct <<>> BDC", "[(a) -3.5 <61> .2 (b)] TJ !"),
      // What looks like a mark and is none.
      ("(/NonStruct <<>> BDC) Tj", "(/NonStruct <<>> BDC) Tj"),
      ("(\\( /NonStruct <<>> BDC (in) \\)) Tj", "(\\( /NonStruct <<>> BDC (in) \\)) Tj"),
      ("% /NonStruct <<>> BDC\nq", "% /NonStruct <<>> BDC\nq"),
      ("/NonStructure <<>> BDC /P <</MCID 1>> BDC", "/NonStructure <<>> BDC /P <</MCID 1>> BDC"),
      ("/NonStruct BMC", "/NonStruct BMC"),
      (
        "BI /W 4 /H 1 ID \n/NonStruct <<>> BDC\nEI /NonStruct <<>> BDC",
        "BI /W 4 /H 1 ID \n/NonStruct <<>> BDC\nEI !"
      ),
    ])
  func marks(content: String, expected: String) {
    let out = replacingMarks("NonStruct", with: "!", in: Array(content.utf8))
    #expect(String(decoding: out, as: UTF8.self) == expected)
    // Cut off anywhere, content is read to its end and nothing outside a mark is lost.
    for length in 0..<content.utf8.count {
      let part = Array(content.utf8.prefix(length))
      #expect(replacingMarks("P", with: "/P <</MCID 1>> BDC", in: part) == part)
    }
  }
}

struct PDFCompletionTests {
  private static let properties = DocumentProperties(title: "Ein schönes Blatt", language: "de")

  /// Two pages with every kind of element that is completed.
  private static func drawn() throws -> TaggedPDF {
    let font = try Font(path: "/usr/share/texmf/fonts/opentype/public/lm/lmroman10-regular.otf")
    var line = 0.0
    func words(_ text: String) throws -> SceneItem {
      line += 20
      let glyphs = try text.unicodeScalars.enumerated().map { index, scalar in
        GlyphRun.Glyph(
          id: try #require(font.glyph(for: scalar)), offset: Point(6 * Double(index), 0),
          text: String(scalar))
      }
      return .glyphs(
        GlyphRun(font: font, size: 10, color: Color(0), origin: Point(10, line), glyphs: glyphs))
    }
    func group(_ structure: Structure, _ items: [SceneItem]) -> SceneItem {
      .group(Group(name: "", structure: structure, items: items))
    }
    let square = SceneItem.path(
      .rectangle(Rect(minX: 20, minY: 150, maxX: 60, maxY: 180)), Style(fill: Color(0x2255AA)))
    let pages = try (1...2).map { page in
      line = 0
      return Scene(
        id: "page", title: "", description: "", size: Size(width: 200, height: 200), ground: nil,
        items: [
          group(Structure(.artifact), [try words("head")]),
          group(Structure(.heading(1), destination: "top\(page)"), [try words("Title")]),
          group(
            Structure(.paragraph),
            [
              group(Structure(.span), [try words("See")]),
              group(Structure(.link("#top1"), alternative: "To the top"), [try words("there")]),
              group(Structure(.link("https://example.org/?a='b'")), [try words("and here")]),
            ]),
          group(
            Structure(.table),
            [
              group(
                Structure(.row),
                [
                  group(Structure(.headCell), [try words("x")]),
                  group(Structure(.headCell), [try words("y")]),
                ])
            ]),
          group(Structure(.figure, alternative: "Ein Quadrat, größer als 1"), [square]),
          group(Structure(.artifact), [try words("foot")]),
        ])
    }
    return try tagged(
      document: pages, outline: [OutlineEntry("Title", level: 1, destination: "top1")])
  }

  private static func plain(_ pdf: [UInt8]) -> String {
    let folder = ScratchFolder()
    guard write(pdf, to: "\(folder.path)/a.pdf") else { return "" }
    return run("qpdf --qdf --object-streams=disable '\(folder.path)/a.pdf' - | strings").output
  }

  @Test("artifacts leave the tree and are marked; links, heads and figures are completed")
  func elements() throws {
    let bytes = try completed(try Self.drawn(), properties: Self.properties)
    let text = Self.plain(bytes)
    func count(_ word: String) -> Int { text.split(separator: word).count - 1 }
    #expect(count("NonStruct") == 0 && count("/Artifact <</Type /Pagination>> BDC") == 4)
    #expect(count("/Contents (To the top)") == 2)
    #expect(count("/Contents (https://example.org/?a='b')") == 2)
    #expect(count("/Scope /Column") == 4 && count("/BBox [") == 2)
    #expect(count("/S /Figure") == 2 && count("/S /Link") == 4 && count("/Tabs /S") == 2)
    #expect(count("/Lang (de)") == 1 && count("/Group") == 0 && count("CreationDate") == 0)
    // Four artifacts have a place in the parent tree, and nothing stands there.
    #expect(text.matches(of: /(?m)^\s*null$/).count == 4)
    #expect(text.contains("<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">Ein sch"))
    let folder = ScratchFolder()
    #expect(write(bytes, to: "\(folder.path)/a.pdf"))
    #expect(run("qpdf --check '\(folder.path)/a.pdf'").status == 0)
    #expect(run("pdfinfo '\(folder.path)/a.pdf'").output.contains("Ein schönes Blatt"))
    let read = run("pdfinfo -struct-text '\(folder.path)/a.pdf'").output
    #expect(read.contains("\"there\"") && !read.contains("head") && !read.contains("foot"))
  }

  @Test("a font that words in a picture bring along says how its glyphs are numbered")
  func fontOfPicture() throws {
    let svg =
      "<svg xmlns='http://www.w3.org/2000/svg' width='80' height='20'>"
      + "<text x='2' y='15' font-family='DejaVu Sans'>Words α</text></svg>"
    let picture = SceneItem.picture(
      try PictureFile(Array(svg.utf8)), Rect(minX: 0, minY: 0, maxX: 80, maxY: 20))
    let scene = Scene(
      id: "page", title: "", description: "Words", size: Size(width: 80, height: 20),
      ground: Color(0xFFFFFF), items: [picture])
    let text = Self.plain(try pdf([scene], properties: Self.properties))
    func count(_ word: String) -> Int { text.split(separator: word).count - 1 }
    #expect(count("/CIDFontType2") == count("/CIDToGIDMap /Identity"))
  }

  @Test(
    "however the objects are numbered, ordered and packed, the completed file has the same bytes",
    arguments: [
      "--object-streams=generate", "--object-streams=disable", "--linearize",
      "--qdf --stream-data=preserve --normalize-content=n",
      "--object-streams=generate --newline-before-endstream",
    ])
  func anyLayout(options: String) throws {
    let drawn = try Self.drawn()
    let folder = ScratchFolder()
    #expect(write(drawn.bytes, to: "\(folder.path)/a.pdf"))
    let run = run("qpdf \(options) '\(folder.path)/a.pdf' '\(folder.path)/b.pdf'")
    #expect(run.status == 0, "\(run.output)")
    let other = try #require(read("\(folder.path)/b.pdf"))
    #expect(other != drawn.bytes)
    let same = TaggedPDF(bytes: other, elements: drawn.elements)
    #expect(
      try completed(same, properties: Self.properties)
        == completed(drawn, properties: Self.properties))
  }

  @Test("qpdf, which writes by the same rules, changes the order of one key and the hash of all")
  func asQPDFWrites() throws {
    let bytes = try completed(try Self.drawn(), properties: Self.properties)
    let folder = ScratchFolder()
    #expect(write(bytes, to: "\(folder.path)/a.pdf"))
    let run = run(
      "export LC_ALL=C && cd '\(folder.path)' && qpdf --object-streams=disable --deterministic-id a.pdf b.pdf && "
        + "sed -E 's|(/Length [0-9]+) (/Filter /FlateDecode)|\\2 \\1|; s|/ID .*||' a.pdf > c && "
        + "sed -E 's|/ID .*||' b.pdf | cmp - c")
    #expect(run.status == 0, "\(run.output)")
  }

  @Test("strings are read as they were written, in one byte a character and in UTF-16")
  func strings() throws {
    let words = [
      "plain (and) \\ back", "Größe – „so“ … œ €", "α ≤ β, 𝛼", "tab\tnew\nline", "",
      String(repeating: "ab", count: 9000),
    ]
    for word in words {
      var properties = Self.properties
      properties.keywords = [word]
      let bytes = try completed(try Self.drawn(), properties: properties)
      #expect(pdfKeywords(bytes) == (word.isEmpty ? nil : word))
      let folder = ScratchFolder()
      #expect(write(bytes, to: "\(folder.path)/a.pdf"))
      let told = run("pdfinfo -enc UTF-8 '\(folder.path)/a.pdf'").output
      #expect(word.contains { $0.isNewline } || told.contains(word), "\(word)")
    }
  }

  @Test("another structure than was begun, and a damaged file, are errors in one line")
  func refused() throws {
    let drawn = try Self.drawn()
    for elements in [Array(drawn.elements.dropLast()), Array(drawn.elements.reversed()), []] {
      let other = TaggedPDF(bytes: drawn.bytes, elements: elements)
      #expect(throws: ExportError.self) { try completed(other, properties: Self.properties) }
    }
    for part in [0, 1, 100, drawn.bytes.count / 2, drawn.bytes.count - 400] {
      let other = TaggedPDF(bytes: Array(drawn.bytes.prefix(part)), elements: drawn.elements)
      let error = #expect(throws: ExportError.self) {
        try completed(other, properties: Self.properties)
      }
      #expect(error?.description.contains("\n") == false)
    }
  }
}
