import Drawing
import Foundation
import Reports
import Templates
import TestSupport
import Testing
import Typesetting

/// What a sheet has besides its text, and files that it includes.
@Suite("Sheets and their parts")
struct FurnitureTests {
  private func manuscript(_ source: String, _ files: [String: String]) throws -> Manuscript {
    try Manuscript(Array(source.utf8), file: "labs/main.md") { name in
      guard let text = files[name] else { throw SampleError(description: "no file '\(name)'") }
      return Array(text.utf8)
    }
  }

  private func text(_ source: String, _ variant: Variant, _ files: [String: String] = [:]) throws
    -> String
  {
    let settings = PageSettings.handout(variant, provenance: [], software: "Test")
    let pages = try manuscript(source, files).pages(
      settings, paper: .a4, subject: sampleSubject, fonts: .latinModern()
    ).pages
    return pages.map { page in page.items.map(words).joined(separator: " ") }
      .joined(separator: "\u{C}")
  }

  private func words(_ item: SceneItem) -> String {
    switch item {
    case .group(let group): group.items.map(words).joined(separator: " ")
    case .glyphs(let run): run.glyphs.map(\.text).joined()
    case .path, .picture: ""
    }
  }

  @Test(
    "points stand in tables of twelve columns, the sum in the last", arguments: [1, 11, 12, 30])
  func points(count: Int) throws {
    let questions = (1...count).map { _ in "::: question points=2\nWhy?\n:::\n" }
    let source =
      "---\ntitle: T\npoints-table: true\nversion: v7\nfields: name, date\n---\n\n"
      + questions.joined(separator: "\n")
    let found = try text(source, .student)
    #expect(found.contains("Name:") && found.contains("Date:") && !found.contains("Group:"))
    #expect(found.components(separatedBy: "Marks").count == (count + 12) / 12 + 1)
    #expect(found.contains("Total") && found.contains("\(2 * count)"))
    // At the foot of every page.
    let pages = found.split(separator: "\u{C}")
    for page in pages { #expect(page.filter { !$0.isWhitespace }.contains("T,versionv7")) }
    #expect(!(try text(source.replacing("true", with: "false"), .student)).contains("Total"))
  }

  @Test(
    "settings of furniture are checked",
    arguments: [
      ("points-table: yes", "no points-table 'yes'"), ("fields: name, gruop", "no field 'gruop'"),
    ])
  func settings(line: String, message: String) {
    let error = #expect(throws: SourceError.self) {
      try manuscript("---\ntitle: T\n\(line)\n---\n\nx\n", [:])
    }
    #expect(error?.line == 3 && error?.message.contains(message) == true)
  }

  @Test("a solution begins on the page on which its question ends", arguments: 1...12)
  func together(lines: Int) throws {
    let filler = (0..<(20 + 2 * lines)).map { "Line \($0).\n" }.joined(separator: "\n")
    let found = try text(
      "---\ntitle: T\n---\n\n\(filler)\n\n::: question\nASKED one.\n\n"
        + "::: solution\nFOUND.\n:::\n:::\n", .solution)
    let page = found.split(separator: "\u{C}").first { $0.contains("ASKED") }
    #expect(page?.contains("FOUND") == true)
  }

  @Test("axes are drawn over the grid", arguments: ["axes", "quadrant"])
  func axes(style: String) throws {
    let source = "---\ntitle: T\n---\n\n::: question space=4cm style=\(style)\nDraw.\n:::\n"
    func strokes(_ item: SceneItem) -> Int {
      switch item {
      case .group(let group): group.items.map(strokes).reduce(0, +)
      case .glyphs, .picture: 0
      case .path: 1
      }
    }
    func count(_ source: String) throws -> Int {
      try manuscript(source, [:]).pages(
        .handout(.student, provenance: [], software: "Test"), paper: .a4, subject: sampleSubject,
        fonts: .latinModern()
      ).pages.flatMap(\.items).map(strokes).reduce(0, +)
    }
    // Two axes, each a line and the two of its head.
    #expect(try count(source) == count(source.replacing("style=\(style)", with: "style=grid")) + 6)
  }

  @Test("axes to draw in have names, on paper and on the screen")
  func namesOfAxes() throws {
    let names = #"xlabel="$\theta_1$" ylabel="risk""#
    func source(_ style: String) -> String {
      "---\ntitle: T\n---\n\n::: question space=4cm style=\(style) boxes=2 \(names)\nDraw.\n:::\n"
    }
    let settings = PageSettings.handout(.student, provenance: [], software: "Test")
    let html = try manuscript(source("axes"), [:]).html(
      settings, subject: sampleSubject, templates: Templates(), fonts: .latinModern()
    ).text
    #expect(
      html.components(separatedBy: "<span class=\"ay\" aria-hidden=\"true\">risk</span>").count == 3
    )
    #expect(
      html.components(separatedBy: "<span class=\"ax\" aria-hidden=\"true\"><math").count == 3)
    #expect(try text(source("quadrant"), .student).components(separatedBy: "risk").count == 3)
    #expect {
      try manuscript(source("lines"), [:]).pdf(
        settings, paper: .a4, subject: sampleSubject, fonts: .latinModern())
    } throws: {
      "\($0)".contains("xlabel= names an axis")
    }
  }

  @Test("every row of a table in a PDF has its cells, empty ones too")
  func emptyCells() throws {
    let source = "---\ntitle: T\n---\n\n| a | b | c |\n|---|---|---|\n| 1 | | |\n| | 2 | |\n"
    let folder = ScratchFolder()
    let pdf = try manuscript(source, [:]).pdf(
      .handout(.student, provenance: [], software: "Test"), paper: .a4, subject: sampleSubject,
      fonts: .latinModern())
    #expect(write(pdf, to: folder.path + "/a.pdf"))
    let cells = run("pdfinfo -struct '\(folder.path)/a.pdf' | grep -cE '^ *T[DH]'").output
    #expect(cells == "9\n")
  }

  // MARK: Files included

  private let head = "---\ntitle: T\n---\n\n"

  @Test("files stand in their places, fences are left alone, hidden ones stay hidden")
  func included() throws {
    let source =
      head
      + "Before.\n\n::: include parts/one.md\n\nAfter.\n\n```\n::: include parts/one.md\n```\n\n"
      + "::: solution\n::: include secret.md\n:::\n"
    let files = [
      "parts/one.md": "First.\n\n::: include two.md", "parts/two.md": "Second *one*.",
      "secret.md": "CANARY\n",
    ]
    let plain = try text(source, .student, files).filter { !$0.isWhitespace }
    #expect(plain.contains("Before.First.Secondone.After.:::includeparts/one.md"))
    #expect(!plain.contains("CANARY"))
    #expect(try text(source, .solution, files).contains("CANARY"))
  }

  @Test(
    "faults name the file and the line in which they stand",
    arguments: [
      ("a.md", "x\n\n$\\nope$\n", "labs/a.md:3: in the formula"),
      ("a.md", "x\n\n{{lab.nope}}\n", "labs/a.md:3: 'lab' has no number"),
      ("a.md", "::: include a.md\n", "labs/a.md:1: the file 'a.md' includes itself"),
      ("a.md", "::: include ../b.md\n", "labs/a.md:1: the file '../b.md' lies outside"),
      ("a.md", "::: include /b.md\n", "labs/a.md:1: the file '/b.md' lies outside"),
      ("a.md", "x\n::: include b.md\n", "labs/a.md:2: the file 'b.md' cannot be read"),
      ("a.md", "::: include b.txt\n", "labs/a.md:1: 'b.txt' is no file to include"),
      ("a.md", "---\ntitle: X\n---\n", "labs/a.md:1: an included file has no settings"),
      ("a.md", "::: remark\nx\n", "labs/a.md:1: the block 'remark' never ends"),
      ("b.md", "x\n", "labs/main.md:7: the file 'a.md' cannot be read"),
      (
        "a.md", "::: marking\n:::\n",
        "labs/a.md:1: the block 'marking' cannot stand in 'remark' of line 6 of 'labs/main.md'"
      ),
    ])
  func faults(name: String, content: String, message: String) {
    let body =
      content.contains("marking") ? "::: remark\n::: include a.md\n:::\n" : "x\n::: include a.md\n"
    let error = #expect(throws: SourceError.self) {
      try text(head + "\n" + body, .student, [name: content])
    }
    #expect(error.map { "\($0)".hasPrefix(message) } == true, "\(error.map { "\($0)" } ?? "")")
  }

  @Test("files that include each other many times end in one line")
  func bounded() {
    var files: [String: String] = [:]
    for level in 0..<30 {
      files["f\(level).md"] = String(repeating: "::: include f\(level + 1).md\n\n", count: 2)
    }
    files["f30.md"] = "x\n"
    let error = #expect(throws: SourceError.self) {
      try text(head + "::: include f0.md\n", .student, files)
    }
    #expect(error?.message.contains("more than 100 files") == true)
  }

  @Test("a file that is not there is told once, with the line that names it")
  func missing() {
    struct Missing: Error, CustomStringConvertible {
      let description: String
    }
    for (settings, body, message) in [
      ("", "![C](no.png)", "labs/main.md:5: the picture 'no.png' cannot be read: No such file"),
      ("", "![C](table:no.csv)", "labs/main.md:5: the table 'no.csv' cannot be read: No such file"),
      ("", "::: include no.md", "labs/main.md:5: the file 'no.md' cannot be read: No such file"),
      (
        "bibliography: no.bib\n", "[@a]",
        "labs/main.md:3: the bibliography 'no.bib' cannot be read: No such file"
      ),
    ] {
      let source = "---\ntitle: T\n\(settings)---\n\n\(body)\n"
      let error = #expect(throws: SourceError.self) {
        try Manuscript(Array(source.utf8), file: "labs/main.md") { name in
          throw Missing(description: "cannot read 'labs/\(name)': No such file")
        }
      }
      #expect(error.map { "\($0)" } == message + "; put it there, or name one that is")
    }
  }

  @Test("parts of points are written as the language has them")
  func partsOfPoints() throws {
    let questions = "::: question points=1,5\nA ?\n:::\n\n::: question points=0,25\nB ?\n:::\n"
    let both = try Both("---\ntitle: T\nlanguage: fr\npoints-table: true\n---\n\n\(questions)")
    for text in [both.page, both.paper] {
      #expect(text.contains("1,5point") && text.contains("1,50,251,75"), "\(text)")
    }
    #expect(both.html.contains("1,75\u{A0}point\u{A0}"))
    for (text, message) in [
      ("points=1,5", "holds a comma; in English"), ("points=101", "from 0 to 100"),
      ("points=0.125", "two digits"), ("points=many", "is no number; write points=2"),
    ] {
      let error = #expect(throws: SourceError.self) {
        try Both("---\ntitle: T\n---\n\n::: question \(text)\nA\n:::")
      }
      #expect(error?.line == 5 && error?.message.contains(message) ?? false, "\(error as Any)")
    }
  }
}
