import Drawing
import Foundation
import Reports
import Testing
import Typesetting

/// What fills a sheet: columns, room for answers, fields that keep what is typed, where data lie.
@Suite("Sheets")
struct SheetTests {
  private func paper(_ body: String, _ variant: Variant = .student, head: String = "") throws
    -> Both
  {
    try Both("---\ntitle: Q\n\(head)---\n\n\(body)", variant)
  }

  @Test("room in several boxes has axes in each, and is refused in too many")
  func boxes() throws {
    func source(_ boxes: String) -> String {
      "---\ntitle: A\n---\n\n::: question space=4cm style=axes boxes=\(boxes)\nDraw.\n:::\n"
    }
    let both = try Both(source("3"), .student)
    #expect(both.html.matches(of: /<textarea [^>]*axes/).count == 3)
    #expect(both.html.contains("<div class=\"boxes\">"))
    #expect(throws: SourceError.self) { try Both(source("9"), .student) }
  }

  @Test("axes in boxes part an even number of squares, as many in each box")
  func squares() throws {
    let source = "---\ntitle: A\n---\n\n::: question space=5cm style=axes boxes=3\nDraw.\n:::\n"
    let pages = try sampleManuscript(source).pages(
      .handout(.student, provenance: [], software: "Test"), paper: .a4, subject: sampleSubject,
      fonts: try MathFonts.latinModern()
    ).pages
    /// The places of upright lines of a width.
    func lines(_ width: Double) -> [Double] {
      pages[0].items.folded([]) { found, item in
        guard case .path(let path, let style) = item, style.stroke?.width == width else { return }
        let points = path.points
        found += stride(from: 0, to: points.count - 1, by: 2).map { points[$0...$0 + 1] }
          .filter { $0.first?.x == $0.last?.x }.compactMap(\.first?.x)
      }
    }
    let (grid, axes) = (lines(0.3), lines(0.9))
    #expect(axes.count == 3 && grid.count % 3 == 0)
    for (index, axis) in axes.enumerated() {
      let box = grid[(index * grid.count / 3)..<((index + 1) * grid.count / 3)]
      #expect(box.count % 2 == 1 && box.count { $0 < axis - 1 } == box.count { $0 > axis + 1 })
    }
  }

  @Test("a paragraph of words is one element, read with a space or a divided word between lines")
  func words() throws {
    let words = String(repeating: "Interpolation extraordinarily ", count: 30) + "ends."
    let pages = try sampleManuscript("---\ntitle: A\n---\n\n\(words)\n").pages(
      .handout(.student, provenance: [], software: "Test"), paper: .a4, subject: sampleSubject,
      fonts: try MathFonts.latinModern()
    ).pages
    let found = pages[0].items.folded((spans: 0, lines: 0, text: "")) { found, item in
      if case .group(let group) = item, group.structure?.kind == .span { found.spans += 1 }
      guard case .glyphs(let run) = item, run.text.count > 20 else { return }
      found.lines += 1
      found.text += run.text
    }
    #expect(found.spans == 0 && found.lines > 5)
    #expect(found.text.replacing("\u{AD}", with: "") == words)
  }

  @Test(
    "a hint stands on paper in every variant, and what it numbers is there",
    arguments: Variant.allCases)
  func solvedHints(variant: Variant) throws {
    let source = """
      ::: question
      Why?

      ::: hint
      By $$a = b$$ {#eq-h number=H1}
      :::

      ::: solution
      From [](#eq-h).
      :::
      :::

      """
    let paper = try paper(source, variant).paper
    #expect(paper.contains("Ahintisattheend.") && paper.contains("HintsQuestion1.By"))
    #expect(paper.matches(of: #/\(H1\)/#).count == (variant == .student ? 1 : 2), "\(paper)")
  }

  @Test("rows of several lines are further apart than lines, on paper")
  func airyRows() throws {
    let words = Array(repeating: "explanation", count: 14).joined(separator: " ")
    let both = try paper("| a | b |\n|---|---|\n| x | \(words) |\n| y | \(words) |\n")
    let lines = Set(both.words.filter { $0.text.contains("explanation") }.map(\.origin.y)).sorted()
    let steps = zip(lines, lines.dropFirst()).map { $1 - $0 }
    let least = try #require(steps.min())
    let rows = try #require(steps.max())
    #expect(lines.count >= 4 && rows > 1.3 * least, "\(steps)")
  }

  @Test("long heads wrap on paper, and cells of words have the width")
  func longHeads() throws {
    let head = "measured duration of the method as the pupils have written it down (in seconds)"
    let cell = "nothing to report in spite of all the noise that came from the room beside"
    let both = try Both(
      "---\ntitle: T\n---\n\n| a | \(head) | b |\n|---|--:|---|\n| LU | 1.5 | \(cell) |\n")
    func lines(_ words: String) -> Int {
      let parts = words.split(separator: " ").filter { $0.count > 3 }
      let places = both.words.filter { word in parts.contains { word.text.contains($0) } }
      return Set(places.map(\.origin.y)).count
    }
    #expect(lines(cell) == 1 && lines(head) > 1)
  }

  @Test("a caption may stand right below its table")
  func closeCaption() throws {
    let both = try paper("| a |\n|---|\n| x |\n: Words. {#tbl-a}\n\nSee [](#tbl-a).\n")
    #expect(
      both.page.contains("Table1.Words.a") && both.page.contains("SeeTable1."), "\(both.page)")
    #expect(both.paper.contains("Table1.Words.a"))
  }

  @Test("a space that does not break begins headings and items too")
  func firmSpaces() throws {
    let both = try paper("##\u{A0}Title\n\n-\u{A0}one\n-\u{A0}two\n\n27.\u{A0}May\n")
    #expect(both.html.contains(">Title</h2>") && both.html.contains("<li>one</li>"))
    #expect(both.html.contains("27.\u{A0}May"))
  }

  @Test("long words may be divided on the screen, in text and not in code")
  func longWords() throws {
    let word = "Donaudampfschifffahrtsgesellschaft"
    let both = try paper("\(word), kurz, `\(word)`\n", head: "language: de\n")
    #expect(both.html.contains("Do\u{AD}nau") && both.html.contains("<code>\(word)</code>"))
    #expect(both.page.contains("\(word),kurz,\(word)"))
  }

  @Test("a date and a label stay whole at the end of a line")
  func wholeLabels() throws {
    let both = try Both(
      "---\ntitle: Am 27. November\nlanguage: de\ndate: 2026-11-27\n---\n\n::: example {#ex}\nE.\n:::\n\n[](#ex)\n"
    )
    #expect(both.html.contains("27.\u{A0}November 2026"))
    // A reader searches for a plain space: the line is kept whole otherwise.
    #expect(both.html.contains("<a href=\"#ex\" class=\"g\">Beispiel 1</a>"))
    #expect(both.html.contains("Am 27.\u{A0}November"))
  }

  @Test("the head of a table stands again on each page, and is read once")
  func longTable() throws {
    let rows = (1...120).map { "| row\($0) | \($0) |" }.joined(separator: "\n")
    let source = "---\ntitle: Q\n---\n\n| Name | Value |\n|---|---|\n\(rows)"
    let pages = try sampleManuscript(source).pages(
      .handout(.student, provenance: [], software: "Test"), paper: .a4, subject: sampleSubject,
      fonts: try MathFonts.latinModern()
    ).pages
    #expect(pages.count > 2)
    for (number, page) in pages.enumerated() {
      let heads = page.items.folded((read: 0, shown: 0)) { count, item in
        if case .glyphs(let run) = item, run.text == "Name" { count.shown += 1 }
        if case .group(let group) = item, group.structure?.kind == .headCell { count.read += 1 }
      }
      #expect(heads.shown == 1)
      #expect(heads.read == (number == 0 ? 2 : 0))
    }
    #expect(try Both(source, .student).paper.matches(of: #/Name/#).count == 1)
  }

  @Test("columns stand side by side from one height on, and text below the longest")
  func columns() throws {
    let both = try paper(
      """
      ::: columns
      ::: column
      alpha $x$

      gamma

      delta
      :::

      ::: column
      beta
      :::
      :::

      omega
      """)
    func place(_ word: String) throws -> Both.Word {
      try #require(both.words.first { $0.text.contains(word) })
    }
    let (alpha, beta, delta, omega) = (
      try place("alpha"), try place("beta"), try place("delta"), try place("omega")
    )
    #expect(abs(alpha.origin.y - beta.origin.y) < 1)
    #expect(beta.origin.x - alpha.origin.x > 200 && alpha.origin.x == omega.origin.x)
    #expect(omega.origin.y > delta.origin.y + 10 && delta.origin.y > beta.origin.y + 20)
    #expect(both.page == "alphaxgammadeltabetaomega".replacing("x", with: "𝑥"))
    #expect(both.html.contains("<div class=\"columns\"><div class=\"column\">"))
  }

  @Test("a short table stays on one page, whatever stands before and after it", arguments: 20...34)
  func shortTables(lines: Int) throws {
    let filler = (0..<lines).map { "Filler \($0).\n\n" }.joined()
    let both = try paper(
      filler + "| head | b |\n|---|---|\n| one | 1 |\n| two | 2 |\n| three | 3 |\n\n"
        + "![Caption.](figure:line)\n")
    let pages = try ["head", "one", "two", "three"].map { word in
      try #require(both.words.first { $0.text == word }).page
    }
    #expect(Set(pages).count == 1, "\(pages)")
  }

  @Test("pictures of one line stand side by side, and one too wide for its place is drawn smaller")
  func row() throws {
    let both = try paper(
      "![One.](figure:line) ![Two.](figure:line){size=column}\n\nText.\n\n![Three.](figure:line)")
    func place(_ word: String) throws -> Both.Word {
      try #require(both.words.first { $0.text.contains(word) })
    }
    let (one, two, three) = (try place("One"), try place("Two"), try place("Three"))
    #expect(abs(one.origin.y - two.origin.y) < 1 && two.origin.x > one.origin.x + 150)
    #expect(three.origin.y > one.origin.y + 50)
    #expect(both.html.components(separatedBy: "<div class=\"column\">").count == 3)
    #expect(both.paper.contains("Figure3."))
  }

  static let openings = [
    "1. zebra\n2. stop", "- zebra", "```\nzebra\nb\n```", "| zebra | b |\n|---|---|\n| 1 | 2 |",
    "> zebra", "$$x = \\text{zebra}$$", "![zebra](figure:line)",
  ]

  @Test("what a block is called never ends a page without its first words", arguments: openings)
  func labels(opening: String) throws {
    for kind in ["theorem", "remark", "algorithm"] {
      for lines in 30...36 {
        let filler = (0..<lines).map { "Filler \($0).\n\n" }.joined()
        let both = try paper(filler + "::: \(kind) {title=\"Called\"}\n\(opening)\n:::\n\nText.")
        let label = try #require(both.words.firstIndex { $0.text.contains("Called") })
        let first = both.words.first { $0.text.contains("zebra") } ?? both.words[label + 1]
        #expect(first.page == both.words[label].page, "\(kind), \(lines) lines: \(opening)")
      }
    }
  }

  @Test("a solution that has room on its page is not parted", arguments: 26...38)
  func solutions(lines: Int) throws {
    let filler = (0..<lines).map { "Filler \($0).\n\n" }.joined()
    let words = String(repeating: "Words and more of them. ", count: 60)
    let question = "::: question\nWhy?\n\nAnd how?\n\n::: solution\n\(words)\n:::\n:::\n\n"
    let both = try paper(
      filler + "::: question\nHow?\n\n::: solution\nalpha\n\nbeta\n\n```\nomega\n```\n:::\n:::\n\n"
        + question + question, .solution)
    func place(_ word: String) throws -> Both.Word {
      try #require(both.words.first { $0.text.contains(word) })
    }
    let (alpha, omega) = (try place("alpha"), try place("omega"))
    // Where it is parted nevertheless, there was no room below; and never before its last line alone.
    #expect(alpha.page == omega.page || alpha.origin.y > 700, "\(alpha) \(omega)")
    #expect(try place("beta").page == omega.page)
  }

  @Test("a line that room for words ends early is not stretched")
  func ragged() throws {
    func stop(_ rest: String) throws -> Double {
      let both = try paper("Because {blank width=5cm: a}. \(rest)")
      return try #require(both.words.first { $0.text.hasPrefix(".") }).origin.x
    }
    let short = try stop("End.")
    let blank = try MathText("\\underline{\\hspace{100pt}}")
    let underlined = try MathText("\\underline{x}")
    #expect(blank.words.isEmpty && !underlined.words.isEmpty)
    #expect(abs(try stop("And {blank width=13cm: b} and so on to the end.") - short) < 0.01)
  }

  @Test(
    "columns are refused where they cannot be",
    arguments: [
      ("::: columns\nText.\n:::", 6, "::: column before"),
      ("::: column\nText.\n:::", 5, "stands alone"),
      ("::: columns\n::: column\nA\n:::\n:::", 5, "two to four"),
      (
        "::: columns\n::: column\n"
          + String(repeating: "A\n\n", count: 60) + ":::\n::: column\nB\n:::\n:::", 5,
        "higher than the page"
      ),
    ])
  func refused(body: String, line: Int, message: String) {
    do {
      _ = try paper(body)
      Issue.record("no fault")
    } catch {
      #expect(
        "\(error)".contains("sample.md:\(line): ") && "\(error)".contains(message), "\(error)")
    }
  }

  @Test("room for answers and the lines at the head are fields that keep what is typed")
  func fields() throws {
    let body =
      "::: question points=2 space=3lines style=lines\nA\n:::\n\n::: question {#why space=2cm}\nB\n:::"
    let both = try paper(body, head: "fields: name, date\n")
    for id in ["answer_question-1", "answer_why", "answer__head", "answer__head_2"] {
      #expect(both.html.contains("id=\"\(id)\" data-keep"), "\(id)")
    }
    #expect(both.html.contains("<textarea class=\"answer lines h3\""))
    #expect(both.html.contains("<label for=\"answer__head\" class=\"name\">Name: <input"))
    #expect(try !paper(body, .solution).html.contains("<textarea"))
  }

  @Test("the address of the data is a link on the screen and a code on paper")
  func data() throws {
    let both = try paper("A", head: "data: https://example.org/d.zip\n")
    #expect(both.html.contains("Data: <a href=\"https://example.org/d.zip\">"))
    #expect(both.paper == "QData:https://example.org/d.zipA")
    for wrong in [
      "example.org", "https://a b", "ftp://a", "https://" + String(repeating: "a", count: 210),
    ] {
      let error = #expect(throws: SourceError.self) { try paper("A", head: "data: \(wrong)\n") }
      #expect(error?.line == 3 && error?.message.contains("write data: https") == true)
    }
  }

  /// Pages of long questions, by the heights of their rooms and texts.
  private static func long(_ seed: Int) -> String {
    (0..<14).map { index in
      let size = (index * 7 + seed * 5) % 9
      let words = String(
        repeating: "Words of a question that go on for a while. ", count: 2 + size * 2)
      let style = ["lines", "grid", "blank"][(index + seed) % 3]
      let formula = index % 3 == 0 ? "\n\n$$\\sum_{k=1}^n \\frac{1}{k^2}$$\n" : ""
      return "::: question points=1 space=\(2 + size)cm style=\(style)\n\(words)\(formula)\n\n"
        + "::: solution\n\(String(repeating: "An answer in full. ", count: 5 + size * 4))\n:::\n:::"
    }.joined(separator: "\n\n")
  }

  @Test(
    "no page but the last leaves more than 15 % empty, no solution begins a page", arguments: 0..<6)
  func bottoms(seed: Int) throws {
    let fonts = try MathFonts.latinModern()
    for variant in [Variant.student, .solution] {
      let manuscript = try sampleManuscript("---\ntitle: Q\n---\n\n" + SheetTests.long(seed))
      let settings = PageSettings.handout(variant, provenance: [], software: "Test")
      let pages = try manuscript.pages(
        settings, paper: .a4, subject: sampleSubject, fonts: fonts
      ).pages
      #expect(pages.count > 2)
      let measures = PageMeasures(.a4)
      for (number, page) in pages.enumerated().dropLast() {
        let lowest = page.items.map { Self.bottom(of: $0, above: measures.bottom + 5) }.max() ?? 0
        let empty = (measures.bottom - lowest) / measures.textHeight
        #expect(empty < 0.15, "page \(number + 1) of \(pages.count), \(variant): \(empty)")
      }
      guard variant == .solution else { continue }
      let both = try Both("---\ntitle: Q\n---\n\n" + SheetTests.long(seed), variant)
      for number in 1..<pages.count {
        let first = both.words.first { $0.page == number }
        #expect(first?.text.hasPrefix("Solution") == false, "page \(number + 1)")
      }
    }
  }

  /// How far down an item reaches, without what stands in the margins of the page.
  private static func bottom(of item: SceneItem, above limit: Double) -> Double {
    switch item {
    case .group(let group): group.items.map { bottom(of: $0, above: limit) }.max() ?? 0
    case .path(let path, _):
      path.elements.map { element in
        switch element {
        case .move(let point), .line(let point), .curve(_, _, let point): point.y
        case .close: 0.0
        }
      }.filter { $0 <= limit }.max() ?? 0
    case .glyphs(let run): run.origin.y <= limit ? run.origin.y : 0
    case .picture(_, let box): box.maxY <= limit ? box.maxY : 0
    }
  }

  @Test(
    "options and hints stand on the page of their question, and pages have no holes for pictures")
  func pagesOfQuestions() throws {
    let picture = "![Board.](board.svg){width=8cm}"
    for lines in stride(from: 20, through: 56, by: 4) {
      let filler = (0..<lines).map { "Line \($0).\n\n" }.joined()
      let question =
        "::: question points=1 space=4lines style=lines\nWhich?\n\n::: hint\nH.\n:::\n\n"
        + "::: choice\nSelect.\n\n- [x] alpha\n- [ ] omega\n:::\n:::\n\n"
      let both = try Both(
        "---\ntitle: T\n---\n\n" + filler + question
          + Array(repeating: picture, count: 6).joined(separator: "\n\n"), .student)
      func page(of word: String) -> Int? { both.words.first { $0.text.contains(word) }?.page }
      #expect(page(of: "Select.") == page(of: "omega"), "\(lines)")
      #expect(page(of: "Which") == page(of: "hint"), "\(lines)")
      let last = both.words.map(\.page).max() ?? 0
      for number in 0..<last {
        let lowest = both.words.filter { $0.page == number && $0.size > 8.6 }.map(\.origin.y).max()
        #expect(lowest ?? 0 > 0.8 * 842 - 72, "page \(number + 1) of \(last + 1), \(lines) lines")
      }
    }
  }
}
