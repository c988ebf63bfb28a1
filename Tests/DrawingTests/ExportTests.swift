import Drawing
import TestSupport
import Testing

struct SVGTests {
  @Test("characters with a meaning in XML are replaced, control characters dropped")
  func escaping() {
    #expect(xmlEscaped("a < b & \"c\" > 'd'") == "a &lt; b &amp; &quot;c&quot; &gt; 'd'")
    #expect(xmlEscaped("\u{0}\u{7}é𝜽\t\n\u{FFFF}") == "é𝜽\t\n")
  }

  @Test("numbers are rounded once and written short")
  func decimals() {
    let cases: [(Double, Int, String)] = [
      (0, 2, "0"), (-0.001, 2, "0"), (0.5, 2, ".5"), (-0.25, 2, "-.25"), (1.005, 2, "1"),
      (12.3456, 3, "12.346"), (100, 2, "100"), (-7.1, 0, "-7"), (0.05, 2, ".05"),
      (999_999.995, 2, "1000000"), (1e-9, 6, "0"), (-1234.5, 1, "-1234.5"),
    ]
    for (value, places, text) in cases { #expect(decimal(value, places) == text) }
    #expect(decimal(0.5, 2, leadingZero: true) == "0.5")
    #expect(decimal(-0.5, 2, leadingZero: true) == "-0.5")
    #expect(decimal(scaled: -5, 2) == "-.05")
    // Every hundredth of a range against an independent way of writing it.
    for whole in -300...300 {
      let text = decimal(Double(whole) / 100, 2)
      #expect(Double(text.replacing("-.", with: "-0.")) == Double(whole) / 100)
      #expect(!text.hasPrefix("0.") && !text.hasSuffix(".") && text != "-0")
    }
  }

  @Test("path data is relative, and rounding never adds up")
  func pathRounding() throws {
    #expect(
      pathData(
        Path([
          .move(Point(1, 2)), .line(Point(3, 2)), .line(Point(3, 5)), .line(Point(2.5, 4)),
          .curve(Point(2, 4), Point(1, 3), Point(1, 2.5)), .close, .line(Point(0, 0)),
        ]), decimals: 2) == "M1 2h2v3l-.5-1c-.5 0-1.5-1-1.5-1.5zl-1-2")
    // Steps of a third of a hundredth: each rounds to nothing or a whole one, the sum stays true.
    let steps = (0...3000).map { Point(Double($0) / 300, Double($0) / 700) }
    let data = pathData(Path(polyline: steps), decimals: 2)
    let end = Self.endPoint(of: data)
    #expect((end.x * 100).rounded() == 1000 && (end.y * 100).rounded() == 429)
  }

  /// Where a path of lines ends, read back from its data.
  private static func endPoint(of data: String) -> Point {
    var (place, command) = (Point.zero, Character("M"))
    var numbers: [Double] = []
    var token = ""
    func flush() {
      if let value = Double(
        token.hasPrefix("-.")
          ? "-0" + token.dropFirst() : token.hasPrefix(".") ? "0" + token : token)
      {
        numbers.append(value)
      }
      token = ""
      let needed = "hv".contains(command) ? 1 : 2
      guard numbers.count == needed else { return }
      switch command {
      case "M": place = Point(numbers[0], numbers[1])
      case "h": place.x += numbers[0]
      case "v": place.y += numbers[0]
      default: place = place + Point(numbers[0], numbers[1])
      }
      numbers = []
    }
    for character in data {
      if character.isLetter {
        flush()
        command = character
      } else if character == " " || character == "-" || (character == "." && token.contains(".")) {
        flush()
        token = character == " " ? "" : String(character)
      } else {
        token.append(character)
      }
    }
    flush()
    return place
  }

  @Test("every profile is well-formed; every id begins with the scene's and is there once")
  func wellFormed() throws {
    let scene = try sampleScene()
    let scheme = try ColorScheme(
      light: scene, dark: try sampleScene(dark: true), ink: Color(0x1B1D21))
    let folder = ScratchFolder()
    for (name, profile) in [
      ("plain", SVGProfile.plain), ("web", .web(scheme)), ("edit", .edit),
    ] {
      let text = svg(
        scene, profile: profile, fragments: name == "web", metadata: [("a", "<&>"), ("b", "c")])
      let path = "\(folder.path)/\(name).svg"
      #expect(write(Array(text.utf8), to: path))
      let lint = run("xmllint --nonet --noout '\(path)'")
      #expect(lint.status == 0, "\(name): \(lint.output)")
      let ids = text.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
      #expect(ids.allSatisfy { $0 == "sample" || $0.hasPrefix("sample-") })
      #expect(Set(ids).count == ids.count)
      let references = text.matches(of: /xlink:href="#([^"]*)"/).map { String($0.output.1) }
      #expect(Set(references).isSubset(of: Set(ids)))
    }
  }

  @Test("the plain profile has no class, style or text; fragments only when asked for")
  func plain() throws {
    let text = svg(try sampleScene())
    for word in ["class=", "style", "<text", "opacity=\"0\"", "clip", "filter", "rgba"] {
      #expect(!text.contains(word), "\(word)")
    }
    let revealed = svg(try sampleScene(), fragments: true)
    #expect(
      revealed.contains("<g id=\"sample-lines\" class=\"fragment\" data-fragment-index=\"1\">"))
    #expect(revealed.contains("<g id=\"sample-fills\">"))
  }

  @Test("the web profile has no colour outside its style sheet, and every rule is scoped")
  func web() throws {
    let scene = try sampleScene()
    let scheme = try ColorScheme(
      light: scene, dark: try sampleScene(dark: true), ink: Color(0x1B1D21))
    let text = svg(scene, profile: .web(scheme))
    let parts = text.split(separator: "</style>")
    #expect(!parts[1].contains("#1b1d21") && !parts[1].contains("fill=\"#"))
    #expect(parts[0].contains("color:#1b1d21") && parts[0].contains("color:#e9ebee"))
    #expect(parts[0].contains(":currentColor}"))
    let rules = parts[0].split(separator: "<style>\n")[1].split(separator: "\n")
    for rule in rules {
      #expect(
        rule.hasPrefix("#sample")
          || rule.hasPrefix("@media screen and (prefers-color-scheme:dark){#sam"))
    }
    let classes = Set(
      text.matches(of: /class="([^"]*)"/).flatMap { $0.output.1.split(separator: " ") })
    for name in classes { #expect(rules.contains { $0.hasPrefix("#sample .\(name){") }) }
  }

  @Test("a colour scheme refuses pictures that differ in more than colour")
  func schemes() throws {
    let scene = try sampleScene()
    var other = try sampleScene(dark: true)
    other.items.removeLast()
    #expect(throws: ColorSchemeError.shapesDiffer(id: "sample")) {
      try ColorScheme(light: scene, dark: other)
    }
    let square = Path.rectangle(Rect(minX: 0, minY: 0, maxX: 1, maxY: 1))
    func two(_ a: UInt32, _ b: UInt32) -> Scene {
      Scene(
        id: "x", title: "", description: "", size: Size(width: 1, height: 1), ground: nil,
        items: [.path(square, Style(fill: Color(a))), .path(square, Style(fill: Color(b)))])
    }
    #expect(throws: ColorSchemeError.ambiguous(Color(1), Color(2), Color(9))) {
      try ColorScheme(light: two(1, 1), dark: two(2, 9))
    }
    // Colours that no eye tells apart count as one.
    #expect(throws: Never.self) { try ColorScheme(light: two(1, 1), dark: two(2, 3)) }
  }

  @Test("the edit profile has words as text in named fonts, and layers")
  func edit() throws {
    let text = svg(try sampleScene(), profile: .edit)
    #expect(text.contains(">first difference, AVA fitted</text>"))
    #expect(text.contains("font-family=\"'LM Roman 10', 'Latin Modern Roman'\""))
    #expect(text.contains("inkscape:groupmode=\"layer\" inkscape:label=\"lines\""))
    #expect(!text.contains("<use"))
  }

  @Test("the edit profile keeps mathematical spaces and raised parts, in one piece of text")
  func editedFormulas() throws {
    var scene = try sampleScene()
    let font = try Font(path: "/usr/share/texmf/fonts/opentype/public/lm/lmroman10-regular.otf")
    let places: [(String, Point)] = [
      ("a", Point(0, 0)), ("b", Point(5, 0)), ("=", Point(13.3, 0)), ("2", Point(21.1, -4)),
    ]
    let glyphs = try places.map { text, offset in
      let scalar = try #require(text.unicodeScalars.first)
      return GlyphRun.Glyph(id: try #require(font.glyph(for: scalar)), offset: offset, text: text)
    }
    scene.items = [
      .glyphs(
        GlyphRun(font: font, size: 10, color: Color(0), origin: Point(10, 50), glyphs: glyphs))
    ]
    let text = svg(scene, profile: .edit)
    #expect(text.contains(" x=\"10\" y=\"50\""))
    #expect(
      text.contains(
        ">ab<tspan x=\"23.3\" y=\"50\">=</tspan><tspan x=\"31.1\" y=\"46\">2</tspan></text>"))
  }
}

struct StepTests {
  @Test("steps add layers and change nothing else")
  func build() throws {
    let scene = try sampleScene()
    #expect(scene.stepCount == 2)
    let steps = scene.buildUp
    #expect(steps.count == 2)
    #expect(steps[0].items == Array(scene.items[..<2]))
    #expect(steps[1] == scene)
    #expect(scene.upTo(step: 0).items == [scene.items[0]])
    #expect(steps.allSatisfy { $0.size == scene.size && $0.id == scene.id })
  }
}

struct PDFTests {
  static let properties = DocumentProperties(
    title: "A sample & its (parts)", subject: "What is shown.", keywords: ["seed: 1"])

  @Test("sound, tagged, fonts embedded, words found, no dates, no page group")
  func soundness() throws {
    let scene = try sampleScene()
    let bytes = try pdf([scene, scene.upTo(step: 1)], properties: Self.properties)
    let folder = ScratchFolder()
    let path = "\(folder.path)/a.pdf"
    #expect(write(bytes, to: path))
    let check = run("qpdf --check '\(path)'")
    #expect(check.status == 0, "\(check.output)")
    let info = run("pdfinfo '\(path)'").output
    for line in [
      "Tagged:          yes", "Pages:           2", "PDF version:     1.5", "234 x 144 pts",
    ] {
      #expect(info.contains(line), "\(line)")
    }
    #expect(!info.contains("CreationDate") && !info.contains("ModDate"))
    let fonts = run("pdffonts '\(path)'").output
    let rows = fonts.split(separator: "\n").dropFirst(2)
    // Two subsets of each font: characters of Latin 1, and all others.
    #expect(rows.count == 4 && !fonts.contains("Type 3"))
    for row in rows {
      #expect(row.contains(" yes yes yes "), "\(row)")
      #expect(row.contains("+LMRoman10-Regular") || row.contains("+LatinModernMath-Regular"))
    }
    let words = run("pdftotext -layout '\(path)' -").output
    #expect(words.contains("difference, AVA"))
    #expect(words.contains("𝛼") && words.contains("𝜙(𝜃)"))
    let plain = run("qpdf --qdf --object-streams=disable '\(path)' -").output
    let count = { (word: String) in plain.split(separator: word).count - 1 }
    #expect(count("/S /Figure") == 2)
    #expect(count("/Alt (A ring, a rectangle") == 2)
    #expect(count("/Group") == 0)
    #expect(count("pdfuaid:part>1<") == 1)
    #expect(plain.contains("/DisplayDocTitle true") && plain.contains("/Lang (en)"))
  }

  @Test("a formula with spaces around its signs is one word, and is copied with them")
  func formulasAreWords() throws {
    let font = try Font(path: "/usr/share/texmf/fonts/opentype/public/lm/lmroman10-regular.otf")
    func glyphs(_ places: [(String, Double)]) throws -> [GlyphRun.Glyph] {
      try places.map { text, x in
        let scalar = try #require(text.unicodeScalars.first)
        return GlyphRun.Glyph(
          id: try #require(font.glyph(for: scalar)), offset: Point(x, 0), text: text)
      }
    }
    // The second line has a kern and a word's space, and no space of mathematics.
    let lines = [
      try glyphs([("a", 0), ("=", 7.8), ("1", 18.4), (",", 23.4), ("2", 32.6)]),
      try glyphs([("o", 0), ("n", 5), ("e", 10.3), (" ", 14.7), ("x", 18)]),
    ]
    var scene = try sampleScene()
    scene.items = lines.enumerated().map { index, glyphs in
      .glyphs(
        GlyphRun(
          font: font, size: 10, color: Color(0), origin: Point(10, 50 + 30 * Double(index)),
          glyphs: glyphs))
    }
    let folder = ScratchFolder()
    let path = "\(folder.path)/a.pdf"
    #expect(write(try pdf([scene], properties: Self.properties), to: path))
    let words = run("pdftotext -bbox '\(path)' -").output.matches(of: />(.*?)<\/word>/)
      .map { String($0.output.1) }
    #expect(words == ["a = 1, 2", "one", "x"])
    #expect(run("pdftotext '\(path)' -").output.contains("a = 1, 2\n"))
    #expect(!run("pdffonts '\(path)'").output.contains(" yes yes no "))
  }

  @Test("a page with only a ground is a page; one with nothing is refused")
  func blank() throws {
    var scene = try sampleScene()
    scene.items = []
    #expect(try !pdf([scene], properties: Self.properties).isEmpty)
    scene.ground = nil
    #expect(throws: ExportError.emptyPage(scene.id)) {
      try pdf([try sampleScene(), scene], properties: Self.properties)
    }
  }
}

struct PNGTests {
  @Test("chunks in order with right checksums; density and texts recorded")
  func chunks() throws {
    let bytes = try png(try sampleScene(), dpi: 192, keywords: [("Seed", "1")])
    #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    var chunks: [(type: String, data: [UInt8])] = []
    var place = 8
    func number(_ at: Int) -> UInt32 { bytes[at..<at + 4].reduce(0) { $0 << 8 | UInt32($1) } }
    while place < bytes.count {
      let length = Int(number(place))
      let body = Array(bytes[(place + 4)..<(place + 8 + length)])
      #expect(number(place + 8 + length) == Self.checksum(body))
      chunks.append((String(decoding: body.prefix(4), as: UTF8.self), Array(body.dropFirst(4))))
      place += 12 + length
    }
    #expect(
      chunks.map(\.type).filter { $0 != "IDAT" } == [
        "IHDR", "pHYs", "iTXt", "iTXt", "iTXt", "IEND",
      ])
    // 234 x 144 pt at 192 dpi; 192 / 0.0254 = 7559.06 pixels to the metre.
    #expect(Array(chunks[0].data.prefix(8)) == [0, 0, 2, 112, 0, 0, 1, 128])
    #expect(chunks[1].data == [0, 0, 29, 135, 0, 0, 29, 135, 1])
    #expect(
      String(decoding: chunks[2].data, as: UTF8.self) == "Title\0\0\0\0\0A sample & its <parts>")
    #expect(String(decoding: chunks[4].data, as: UTF8.self) == "Seed\0\0\0\0\u{0}1")
  }

  /// CRC-32 by polynomial division, most significant bit first on reflected bytes.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var rest: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      for bit in 0..<8 {
        let input = UInt32(byte >> UInt8(bit) & 1)
        let top = (rest >> 31) ^ input
        rest = rest << 1 ^ (top == 1 ? 0x04C1_1DB7 : 0)
      }
    }
    var reflected: UInt32 = 0
    for bit in 0..<32 where rest >> UInt32(bit) & 1 == 1 { reflected |= 1 << UInt32(31 - bit) }
    return ~reflected
  }

  @Test("a picture too large for memory is refused")
  func tooLarge() throws {
    #expect(throws: ExportError.self) { try png(try sampleScene(), dpi: 1e6) }
    #expect(throws: ExportError.self) { try png(try sampleScene(), dpi: 0) }
  }
}

struct ExportersTests {
  private static func all(_ id: String) throws -> [[UInt8]] {
    let scene = try sampleScene(id: id)
    return [
      Array(svg(scene).utf8), try pdf([scene], properties: PDFTests.properties), try png(scene),
      Array(description(of: scene).utf8),
    ]
  }

  @Test("the same bytes twice, after other scenes, and at once on many threads")
  func deterministic() async throws {
    let first = try Self.all("sample")
    _ = try Self.all("another")
    #expect(try Self.all("sample") == first)
    let same = try await withThrowingTaskGroup(of: Bool.self) { group in
      for index in 0..<24 {
        group.addTask {
          let files = try Self.all(index % 3 == 0 ? "another" : "sample")
          return index % 3 == 0 || files == first
        }
      }
      return try await group.reduce(true) { $0 && $1 }
    }
    #expect(same)
  }

  @Test("SVG by librsvg, PDF by poppler and our PNG show the same picture")
  func parity() throws {
    let scene = try sampleScene()
    let folder = ScratchFolder()
    let path = folder.path
    #expect(write(Array(svg(scene).utf8), to: "\(path)/a.svg"))
    #expect(write(try pdf([scene], properties: PDFTests.properties), to: "\(path)/a.pdf"))
    #expect(write(try png(scene, dpi: 576), to: "\(path)/png.png"))
    #expect(run("rsvg-convert -w 1872 '\(path)/a.svg' -o '\(path)/svg.png'").status == 0)
    #expect(run("pdftocairo -r 576 -png -singlefile '\(path)/a.pdf' '\(path)/pdf'").status == 0)
    let pictures = ["png", "svg", "pdf"].compactMap { Pixels(png: "\(path)/\($0).png") }
    try #require(pictures.count == 3)
    // Drawn at 576 dpi and averaged over 4 x 4 pixels to 144 dpi: what remains is how the
    // rasterisers weigh an edge within a pixel, not where it lies.
    let reduced = pictures.map { $0.reduced(by: 4) }
    let ours = try #require(reduced[0].difference(from: reduced[1]))
    // librsvg draws by Cairo, as our PNG does; only the rounding of paths to 1/100 pt differs.
    #expect(ours.mean < 0.05 && ours.greatest < 12, "SVG against PNG: \(ours)")
    let others = try #require(reduced[0].difference(from: reduced[2]))
    // Poppler by its Cairo side, since its own rasteriser widens thin strokes to whole pixels (mean
    // 0.44, greatest 53). Measured: 0.11 and 29, at the edges of glyphs drawn from the font's file.
    #expect(others.mean < 0.2 && others.greatest < 40, "PDF against PNG: \(others)")
  }
}

struct DescriptionTests {
  @Test("the sample scene as text is the one looked at")
  func golden() throws {
    #expect(goldenDifference(description(of: try sampleScene()), from: "sample.scene.txt") == nil)
    #expect(goldenDifference(svg(try sampleScene()), from: "sample.svg") == nil)
  }
}
