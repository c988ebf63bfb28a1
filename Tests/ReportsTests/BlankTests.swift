import Drawing
import Foundation
import Reports
import TestSupport
import Testing
import Typesetting

/// Blanks in code, and what goes to those alone who mark.
@Suite("Blanks and marks")
struct BlankTests {
  private static func source(_ body: String) -> String { "---\ntitle: A\n---\n\n\(body)\n" }

  private func moodle(_ body: String) throws -> String {
    try sampleManuscript(Self.source(body)).moodle(
      subject: sampleSubject, fonts: .latinModern())
  }

  private func notebook(_ body: String, _ variant: Variant) throws -> String {
    try sampleManuscript(Self.source(body)).notebook(
      .handout(variant, provenance: [], software: "Test"), subject: sampleSubject)
  }

  @Test(
    "every place to fill in is read as one, and nothing of it is seen",
    arguments: [
      ("en", "to fill in"), ("fr", "à compléter"), ("de", "auszufüllen"),
    ])
  func toFill(language: String, words: String) throws {
    let blank = "{blank width=2cm: zebra}"
    let body = """
      ::: question points=2 space=3cm style=grid boxes=2
      It is \(blank), noted.[^n]

      - \(blank)

      > \(blank)

      | a | b |
      |---|---|
      | 1 | \(blank) |

      : Caption {#tbl-a}

      ::: numeric value=3
      Two plus one?
      :::

      ::: blank space=2cm style=axes
      zebra
      :::

      $\\underline{\\hspace{2cm}}$
      :::

      [^n]: Here too: \(blank).
      """
    let head = "---\ntitle: A\nlanguage: \(language)\npoints-table: true\n---\n\n"
    let both = try Both(head + body + "\n", .student)
    // The name, the marks for the question and in total, two rooms, six blanks and a number.
    #expect(both.words.count { $0.text.trimmed == words } == 12, "\(both.words.map(\.text))")
    #expect(both.html.components(separatedBy: "aria-label=\"\(words)\"").count == 6)
    #expect(both.html.components(separatedBy: "<span class=\"unseen\">\(words)</span>").count == 3)
    #expect(!both.paper.contains("zebra"))
    let filled = try Both(head + body + "\n", .solution)
    #expect(filled.words.count { $0.text.trimmed == words } == 2)
    #expect(filled.html.components(separatedBy: words).count == 3)
  }

  @Test(
    "a file of paper says each place to fill in, whatever stands beside it and wherever it lies",
    arguments: [
      ("Before {blank} after.", 1), ("{blank} and {blank}{blank}", 3),
      ("{blank} $x$ {blank} `c`", 2),
      ("- A {blank} b\n- {blank}\n\n> {blank} c", 3),
      ("| a | b | c |\n|---|---|---|\n| x | {blank} m | {blank} |\n| y | {blank} | {blank} |", 4),
      ("::: numeric value=3 unit=digits\nCount.\n:::\n\n::: numeric value=3\nCount.\n:::", 2),
      (String(repeating: "::: numeric value=3\nCount.\n:::\n\n", count: 12), 12),
    ])
  func file(body: String, count: Int) throws {
    let content = try read(body, with: "qpdf --qdf --object-streams=disable a.pdf - | strings")
    let words = "to fill in".utf16.map { "00" + String($0, radix: 16) }.joined()
    #expect(content.components(separatedBy: "<feff\(words)").count - 1 == count)
  }

  /// What a tool reads in the file for students.
  private func read(_ body: String, with command: String) throws -> String {
    let pdf = try sampleManuscript(Self.source(body)).pdf(
      .handout(.student, provenance: [], software: "Test"), paper: .a4, subject: sampleSubject,
      fonts: .latinModern())
    let folder = ScratchFolder()
    #expect(write(pdf, to: "\(folder.path)/a.pdf"))
    return run("cd '\(folder.path)' && \(command)").output
  }

  @Test("a table on several pages is one, whose head is that of all rows")
  func table() throws {
    let rows = String(repeating: "| 1 | 2 |\n", count: 90)
    let read = try read("| a | b |\n|---|---|\n\(rows)\n: Caption", with: "pdfinfo -struct a.pdf")
    let elements = read.split(separator: "\n").map { String($0).trimmed }
    #expect(elements.count { $0.hasPrefix("Table") } == 1)
    #expect(elements.count { $0.hasPrefix("TH") } == 2)
    #expect(elements.count { $0.hasPrefix("TR") } == 91)
  }

  @Test("a row of code ends in no minus, which readers take for a hyphen, and no hook is copied")
  func minus() throws {
    for shift in 0..<4 {
      let code = String(repeating: "x", count: shift + 1) + String(repeating: " - a", count: 60)
      let read = try read("```\n\(code)\n```", with: "pdftotext a.pdf -")
      #expect(read.count { $0 == "-" } == 60 && !read.contains("↪"), "\(read)")
    }
  }

  @Test("a label ends no line before its number, and has a plain space for who searches")
  func labels() throws {
    for shift in 0..<40 {
      let words = String(repeating: "x ", count: 30 + shift)
      let read = try read(
        "::: example {#ex}\nE.\n:::\n\n\(words) [](#ex) yes.", with: "pdftotext -layout a.pdf -")
      #expect(read.contains("Example 1 yes") || read.contains("Example 1\n"), "\(shift): \(read)")
    }
  }

  @Test("a row of code ends after a sign of a path, and its ground begins above it on each page")
  func longCode() throws {
    let path = "/srv/" + (1...12).map { "experiment\($0)/" }.joined()
    let read = try read("```\n\(path)\n```", with: "pdftotext -layout a.pdf -")
    let rows = read.split(separator: "\n").filter { $0.contains("experiment") }
    #expect(rows.count > 1 && rows.dropLast().allSatisfy { $0.last == "/" }, "\(rows)")
    let code = "```\n" + String(repeating: "a = 1\n", count: 120) + "```"
    let pages = try sampleManuscript(Self.source(code)).pages(
      .handout(.student, provenance: [], software: "Test"), paper: .a4, subject: sampleSubject,
      fonts: .latinModern()
    ).pages
    #expect(pages.count > 1)
    for page in pages.dropFirst() {
      var (ground, letters) = ([Rect](), [Double]())
      func read(_ item: SceneItem) {
        switch item {
        case .group(let group): group.items.forEach(read)
        case .path(let path, let style):
          if style.fill != nil, let box = path.bounds, box.width > 300 { ground.append(box) }
        case .glyphs(let run): letters.append(run.origin.y)
        case .picture: break
        }
      }
      page.items.forEach(read)
      let first = try #require(ground.map(\.minY).min())
      let top = try #require(letters.filter { $0 > first }.min())
      #expect(top - first > 11, "\(top) \(first)")
    }
  }

  @Test(
    "lines to write on are as wide as their cells, apart and within the text",
    arguments: ["", " width=1cm", " width=9cm", " m"])
  func cells(after: String) throws {
    let blank = after.hasPrefix(" w") ? "{blank\(after)}" : "{blank}\(after)"
    func pages(_ cell: String, _ count: Int) throws -> [Scene] {
      func row(_ cell: String) -> String {
        String(repeating: "| \(cell) ", count: count) + "|\n"
      }
      return try sampleManuscript(Self.source(row("a") + row("--") + row(cell) + row(cell))).pages(
        .handout(.student, provenance: [], software: "Test"), paper: .a4, subject: sampleSubject,
        fonts: .latinModern()
      ).pages
    }
    for count in [4, 8] {
      var lines: [Rect] = []
      func read(_ item: SceneItem) {
        switch item {
        case .group(let group): group.items.forEach(read)
        case .path(let path, let style):
          if style.fill != nil, let box = path.bounds, box.height < 1 { lines.append(box) }
        case .glyphs, .picture: break
        }
      }
      try pages(blank, count).first?.items.forEach(read)
      #expect(lines.count == 2 * count)
      for (line, next) in zip(lines, lines.dropFirst()) where next.minY == line.minY {
        #expect(next.minX - line.maxX >= 5)
      }
      #expect(lines.allSatisfy { $0.width > 22 && $0.minX > 77 && $0.maxX < 519 })
      // Eight millimetres are enough to write in.
      #expect(lines.last.map { $0.minY - lines[0].minY > 22 } == true)
    }
    #expect(throws: SourceError.self) { try pages(blank, 20) }
    #expect(throws: SourceError.self) { try pages("$\(String(repeating: "x", count: 60))$", 4) }
  }

  @Test("the lines of a room are one path, so that nothing between two rooms is in a table")
  func lines() throws {
    func lines(in item: SceneItem) -> Int {
      switch item {
      case .group(let group): group.items.map(lines).reduce(0, +)
      case .path(let path, _): path.elements.count == 2 ? 1 : 0
      case .glyphs, .picture: 0
      }
    }
    let rooms = ["grid", "lines", "blank boxes=3", "blank"].map {
      "::: question space=4cm style=\($0)\nWhy?\n:::"
    }
    let pages = try sampleManuscript(Self.source(rooms.joined(separator: "\n\n"))).pages(
      .handout(.student, provenance: [], software: "Test"), paper: .a4, subject: sampleSubject,
      fonts: .latinModern()
    ).pages
    #expect(pages.first?.items.map(lines).reduce(0, +) == 0)
  }

  static let places = [
    "```python\ny = {blank: zebra * x}\n```", "Write `y = {blank: zebra}` here.",
    "    y = {blank width=2cm: zebra}", "- `{blank: zebra}`",
    "::: question\n```python\nd = {blank: {\"zebra\": 1}}\n```\n:::",
    "::: columns\n::: column\n`{blank:zebra}`\n:::\n\n::: column\nB\n:::\n:::",
  ]

  @Test("what belongs into a blank of code is in no file of students", arguments: places)
  func code(body: String) throws {
    let student = try Both(Self.source(body), .student)
    for text in [
      student.html, student.paper, try notebook(body, .student),
    ] {
      #expect(!text.contains("zebra") && !text.contains("blank:"), "\(text.suffix(300))")
    }
    // Nor does anything in them depend on it.
    let other = body.replacing("zebra", with: "longer_zebra")
    #expect(try Both(Self.source(other), .student).html == student.html)
    let solution = try Both(Self.source(body), .solution)
    #expect(solution.page.contains("zebra") && solution.paper.contains("zebra"))
    #expect(!solution.page.contains("blank"))
    #expect(try notebook(body, .solution).contains("zebra"))
  }

  @Test("code with a blank leaves room where its answer was, and nothing else changes")
  func room() throws {
    let both = try Both(
      Self.source("```python\nf(1, {blank width=2cm: {2: 3}}, {4: 5})\n```"), .student)
    #expect(both.paper == "Af(1,_________,{4:5})")
    let filled = try Both(
      Self.source("```python\nf(1, {blank width=2cm: {2: 3}}, {4: 5})\n```"), .solution)
    #expect(filled.paper == "Af(1,{2:3},{4:5})")
  }

  @Test(
    "a blank in code that would print its answer is refused",
    arguments: [
      "```\ny = {blank: zebra\n}\n```", "```\ny = { blank: zebra}\n```",
      "```\ny = {Blank: zebra}\n```", "Write `{BLANK width=2cm: zebra}`.",
    ])
  func mistakes(body: String) {
    let error = #expect(throws: SourceError.self) { try Both(Self.source(body), .student) }
    #expect(error?.message.contains("zebra") == false && error?.message.contains("blank") == true)
  }

  @Test("code that only looks like a blank stays as it is")
  func others() throws {
    let code = "{black: 1} f\"{rank:5}\" {blankets: 2} \\frac{a}{b}"
    #expect(try Both(Self.source("```\n\(code)\n```")).paper == "A" + Both.plain(code))
  }

  @Test("Moodle shows marks to nobody but those who mark, whatever is asked")
  func marking() throws {
    let fields = [
      "::: numeric value=3\nTwo plus one?\n:::", "::: choice\n- [x] yes\n- [ ] no\n:::",
    ]
    for field in fields {
      let xml = try moodle(
        """
        ::: question points=2
        \(field)

        ::: solution
        SECRET-SOLUTION
        :::

        ::: marking
        SECRET-MARK
        :::
        :::
        """)
      #expect(!xml.contains("SECRET-MARK") && xml.contains("SECRET-SOLUTION"))
    }
    let essay = try moodle(
      "::: question\nWhy?\n\n::: marking\nSECRET-MARK\n:::\n:::")
    let key = try #require(essay.firstRange(of: "<graderinfo"))
    #expect(try #require(essay.firstRange(of: "SECRET-MARK")).lowerBound > key.lowerBound)
  }

  @Test("Moodle asks for what is missing in code, and gives it to those who mark")
  func codeInMoodle() throws {
    let xml = try moodle(
      "::: question points=3\n```python\ny = {blank: zebra}\n```\n\n"
        + "::: choice\n- [x] yes\n- [ ] no\n:::\n:::")
    #expect(xml.contains("type=\"essay\"") && xml.contains("type=\"multichoice\""))
    for part in xml.split(separator: "<question type").dropFirst() {
      let asked = part.prefix(
        upTo: part.firstRange(of: "</questiontext>")?.lowerBound ?? part.endIndex)
      #expect(!asked.contains("zebra"))
    }
    #expect(xml.contains("zebra"))
  }

  @Test("a question without points counts nothing in Moodle; notes are one list")
  func points() throws {
    let xml = try moodle("A[^a] and B[^b].\n\n[^a]: One.\n[^b]: Two.\n\n::: question\nWhy?\n:::")
    #expect(!xml.contains("<defaultgrade>1.0"))
    #expect(!xml.contains("&lt;/hr&gt;"))
    #expect(xml.components(separatedBy: "&lt;hr&gt;").count == 2)
    #expect(xml.contains("&lt;p&gt;&lt;sup&gt;1&lt;/sup&gt; One."))
  }
}
