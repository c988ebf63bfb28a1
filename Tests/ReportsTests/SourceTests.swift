import Reports
import Templates
import Testing
import Typesetting

@Suite("Sources of documents")
struct SourceTests {
  /// The message for a source that has a fault.
  private func fault(_ body: String) throws -> String {
    let source = "---\ntitle: T\n---\n\n" + body
    let settings = PageSettings.handout(.instructor, provenance: [], software: "Test")
    do {
      _ = try sampleManuscript(source).html(
        settings, subject: sampleSubject, templates: Templates(), fonts: .latinModern())
    } catch let error as SourceError {
      return error.description
    }
    return "no fault"
  }

  @Test(
    "each fault is named with file, line and what to do",
    arguments: [
      ("text\n\n<b>raw</b>", "sample.md:7: raw HTML is not allowed"),
      ("<div>\nx\n</div>", "sample.md:5: raw HTML is not allowed"),
      ("[x](javascript:alert(1))", "sample.md:5: the link 'javascript:alert(1)' is not allowed"),
      ("[x](data:text/html,x)", "sample.md:5: the link 'data:text/html,x' is not allowed"),
      ("[x](#nowhere)", "sample.md:5: no place '#nowhere' to link to"),
      (
        "## A {#here}\n\n[x](#hera)",
        "sample.md:7: no place '#hera' to link to; did you mean '#here'?"
      ),
      ("![](figure:lin)", "sample.md:5: no figure 'lin'; did you mean 'line'?"),
      ("![](figure:line beta=1)", "sample.md:5: figure 'line' has no parameter 'beta'"),
      ("![x](photo:picture.png)", "sample.md:5: a picture is a figure"),
      ("a {{line.lenght}}", "sample.md:5: 'line' has no number 'lenght'; did you mean 'length'?"),
      ("a {{line.area}}", "sample.md:5: 'line' has no number 'area'; it has "),
      (
        "a {{labb.answer}}",
        "sample.md:5: no figure or data set 'labb' to take a number from; did you mean 'lab'?"
      ),
      ("a {{answer}}", "sample.md:5: 'answer' names no number"),
      ("a $x", "sample.md:5: this dollar sign begins a formula that never ends"),
      (
        "a\n\n$$\nx\n\ny$$",
        "sample.md:7: this formula does not end before the empty line 9; remove that line"
      ),
      ("a $5 %$", "'%' begins a comment"), ("$a % b$ c", "write \\% for the sign"),
      ("$$\na = 95 % of\nb\n$$", "write \\% for the sign"), ("$a \\% b$ and $x$", "no fault"),
      ("$$\na = b % said\n+ c\n$$", "no fault"),
      ("[](#größe)", "name the place {#grosse}, and write #grosse here"),
      ("## Größe\n\n[](#größe)", "no place '#größe' to link to; write #grosse"),
      ("::: example title=Ridge by hand\nx\n:::", "quotation marks: title=\"Ridge by hand\""),
      ("::: question space=4 cm\nx\n:::", "no space within a value: space=4cm"),
      ("::: question space = 4cm\nx\n:::", "no space beside the sign of equality: space=4cm"),
      ("::: numeric value=1 tolerance=5 %\n:::", "no space within a value: tolerance=5%"),
      ("::: numeric value=1 000\n:::", "no space within a value: value=1000"),
      ("::: numeric value=0\n:::", "write a tolerance of your own without %"),
      ("::: example title=\"A \"b\" c\"\nx\n:::", "a quotation mark stands within the value"),
      ("$β\u{302}$", "the character U+0302 has no meaning in a formula; write \\hat before"),
      ("a {gap: x} {key: 1}", "sample.md:5: '{gap' is no blank; write {blank: answer}, the brace"),
      ("a {lücke: x}", "or \\{ for the sign"), ("a \\{gap: x}", "no fault"),
      ("| a |\n|---|\n| x |\nTable: W.", "'Table:' begins no caption here; write a colon"),
      ("a $\\alpa$", "sample.md:5: in the formula '\\alpa'"),
      (
        "$$x$$ {#eq-1}\n\n$$y$$ {#eq-1}",
        "sample.md:7: the name '#eq-1' is used twice; give this one or that of line 5"
      ),
      ("$$x$$ {#loss}", "sample.md:5: the equation '#loss' has no number"),
      ("[@first2001]", "sample.md:5: the text cites works but the settings lack bibliography"),
      ("::: qestion\nx\n:::", "sample.md:5: no block 'qestion'"),
      ("::: question pionts=3\nx\n:::", "did you mean 'points'?"),
      ("::: question points=many\nx\n:::", "sample.md:5: points=many is no number; write points=2"),
      ("::: question space=9\nx\n:::", "sample.md:5: space=9 is no length"),
      ("::: solution\nx", "sample.md:5: the block 'solution' never ends"),
      (
        "```r\nx\n\n::: hint\nx\n\n```r\nx\n```\n:::",
        "sample.md:5: the code that begins here does not end before that of line 11; write ``` on"
      ),
      (
        "```r\nx\n::: hint\n```\nx\n:::",
        "or if the code of line 5 ends before the ':::' of line 7, write ``` on a line there"
      ),
      ("x\n\n:::", "sample.md:7: ':::' ends a block that never began"),
      (
        "- a\n  ::: solution\n  x\n  :::",
        "sample.md:6: a block mark ':::' must stand at the beginning"
      ),
      ("> ::: solution\n> x\n> :::", "sample.md:5: a block mark ':::' must stand at the beginning"),
      (
        "::: solution\n::: question\n:::\n:::",
        "sample.md:6: the block 'question' cannot stand in 'solution'"
      ),
      ("text ::: solution", "sample.md:5: ':::' stands in running text"),
    ])
  func faults(body: String, message: String) throws {
    let found = try fault(body)
    #expect(found.contains(message), "\(found)")
    #expect(!found.contains("\n"))
  }

  @Test(
    "settings are checked",
    arguments: [
      ("x", ":1: a source begins with settings"), ("---\ntitle: a", ":1: the settings never end"),
      ("---\nauthor: a\n---\n", "lack title"), ("---\ntitel: a\n---\n", "did you mean 'title'?"),
      ("---\ntitle: a\ntitle: b\n---\n", ":3: the setting 'title' is given twice"),
      ("---\ntitle: 'L'eau'\n---\n", ":2: the settings are no YAML"),
      ("---\ntitle: 'L'eau'\n---\n", "write the apostrophe twice"),
      ("---\ntitle: \"a \"b\"\"\n---\n", "single quotation marks"),
      ("---\ntitle: 'a\n---\n", "end the value with '"),
      ("---\ntitle: a\ndate: 2026-13-45\n---\n", ":3: date: '2026-13-45' is no day"),
      ("---\ntitle: a\ndate: 2026-02-29\n---\n", ":3: date: '2026-02-29' is no day"),
      ("---\ntitle: a\ndate: today\n---\n", ":3: date: 'today' would be printed"),
      ("---\ntitle: a *b*\n---\n", ":2: the setting title holds '*b*'"),
      ("---\ntitle: a\nmacros:\n\tR: b\n---\n", ":4: a tab stands before this setting"),
    ])
  func settings(source: String, message: String) {
    #expect {
      try sampleManuscript(source)
    } throws: { error in
      "\(error)".contains(message)
    }
  }

  @Test("a faulty command is told at its own line, and where it is used only")
  func faultyCommands() throws {
    func fault(_ body: String) -> String {
      do {
        _ = try Both("---\ntitle: T\nmacros: \\R=\\mathbbb{R}; \\x=a\n---\n\n\(body)")
        return "no fault"
      } catch { return "\(error)" }
    }
    #expect(fault("$\\R$").hasPrefix("sample.md:3: the command '\\R' of the settings: unknown"))
    #expect(fault("$\\x + \\foo$").hasPrefix("sample.md:6: in the formula"))
    #expect(fault("$\\x$") == "no fault")
  }

  @Test("a hundred damaged sources end in one line each or in a whole page")
  func mutants() throws {
    var state: UInt64 = 7
    func random(_ bound: Int) -> Int {
      // Knuth's linear congruential generator (MMIX); its high bits.
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let original = Array(sampleSource.utf8)
    let scraps = [
      "$", "$$", "{", "}", "{{", "}}", ":::", "\n", "[", "](", "`", "```\n", "<", "\\", "|", "> ",
      "\u{0}", "\u{E000}", "![](figure:",
    ]
    let settings = PageSettings.handout(.student, provenance: [], software: "Test")
    let templates = try Templates()
    let fonts = try MathFonts.latinModern()
    var failures = 0
    for _ in 0..<100 {
      var bytes = original
      for _ in 0...random(4) {
        let place = random(bytes.count)
        switch random(4) {
        case 0: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random(12)))
        case 1: bytes.insert(contentsOf: Array(scraps[random(scraps.count)].utf8), at: place)
        case 2: bytes[place] = UInt8(random(256))
        default: bytes.removeSubrange(place...)
        }
        if bytes.isEmpty { bytes = [0x2D] }
      }
      do {
        let manuscript = try Manuscript(
          bytes, file: "mutant.md", reading: { _ in Array(sampleWorks.utf8) })
        let html = try manuscript.html(
          settings, subject: sampleSubject, templates: templates, fonts: fonts
        ).text
        #expect(html.hasSuffix("</html>\n"))
        #expect(
          !html.contains("CANARY-SOL")
            || !String(decoding: bytes, as: UTF8.self).contains("::: solution"))
      } catch let error as SourceError {
        failures += 1
        #expect(!error.description.contains("\n") && error.description.hasPrefix("mutant.md:"))
      }
    }
    // Most damage is noticed.
    #expect(failures > 30)
  }

  @Test("a bibliography is read, and its faults are named")
  func bibliography() throws {
    let works = try Bibliography(sampleWorks, file: "w.bib").works
    #expect(works.map { $0.label() } == ["One and Two, 2001", "Three, 2002"])
    #expect(works[0].authorLine() == "A. One and B. Two")
    for (text, message) in [
      ("@article{a, year = 2000}", "w.bib:1: the entry 'a' lacks the field 'title'"),
      ("@misc{a, titel = {x}}", "it has 'titel': write title = {…}"),
      ("@artikle{a, title = {x}}", "did you mean 'article'?"),
      ("@misc{a, title = {x, year = 2}", "w.bib:1: '}' is missing before the end"),
      ("@misc{a, title = {\\foo x}, year = 2}", "w.bib:1: the command \\foo is not supported"),
    ] {
      #expect {
        try Bibliography(text, file: "w.bib")
      } throws: { error in
        "\(error)".contains(message)
      }
    }
  }

  @Test(
    "an address of a work that no link may lead to is refused at its line",
    arguments: [
      "url = {javascript:alert(1)}", "url = {file:///etc/passwd}", "url = {JavaScript:x}",
      "url = {data:text/html,x}", "url = {//example.org}", "url = {#top}", "url = {https://a b}",
      "url = {www.example.org}", "doi = {10.1/a b}", "url = {\\url{ftp://a.b}}",
    ])
  func addresses(field: String) {
    let error = #expect(throws: SourceError.self) {
      try Bibliography("@misc{a, title = {x}, year = 2,\n  \(field)}", file: "w.bib")
    }
    #expect(error?.file == "w.bib" && error?.line == 2)
  }

  @Test(
    "an address of a work stands as it was written",
    arguments: [
      ("url = {https://a.b/c_d--e~f%20g}", "https://a.b/c_d--e~f%20g"),
      ("url = {https://a.b/c\\_d\\%20}", "https://a.b/c_d%20"),
      ("url = {\\url{https://a.b/c}}", "https://a.b/c"),
      ("doi = {10.1/a_b}", "https://doi.org/10.1/a_b"),
      ("doi = {https://doi.org/10.1/a}", "https://doi.org/10.1/a"),
      ("eprint = {2001.00001}", "https://arxiv.org/abs/2001.00001"),
    ])
  func address(field: String, address: String) throws {
    let text = "@misc{a, title = {x}, year = 2, \(field)}"
    #expect(try Bibliography(text, file: "w.bib").works[0].address == address)
  }

  @Test(
    "accents stand on letters and on one another",
    arguments: [
      ("Nguy{\\~{\\^e}}n", "Nguy\u{1EC5}n"), ("\\v{S}\\'{\\i}\\c c", "\u{160}\u{ED}\u{E7}"),
      ("\\H{o}\\\"u", "\u{151}\u{FC}"), ("\\url{a}", "a"),
    ])
  func accents(source: String, text: String) throws {
    let work = try Bibliography("@misc{a, title = {\(source)}, year = 2}", file: "w.bib").works[0]
    #expect(Array(work.fields["title", default: ""].unicodeScalars) == Array(text.unicodeScalars))
  }

  @Test("a link without words shows a heading's formulas as formulas")
  func headingLabels() throws {
    let manuscript = try sampleManuscript(
      "---\ntitle: T\n---\n\n## The norm $\\|\\theta\\|$ {#norms}\n\nSee [](#norms).\n")
    let document = try manuscript.resolved(for: .student, subject: sampleSubject)
    guard case .paragraph(let content)? = document.blocks.last?.kind,
      let words = document.meanings.words[content[1].id],
      words.contains(where: { document.meanings.formulas[$0.id] != nil })
    else {
      Issue.record("no formula in the link")
      return
    }
  }

  @Test("prices in dollars are refused with the way out; a byte-order mark is skipped")
  func prices() throws {
    let head = "\u{FEFF}---\ntitle: T\n---\n\n"
    let error = #expect(throws: SourceError.self) {
      try sampleManuscript(head + "It costs $4.20 and that $3.10.\n")
    }
    #expect(error?.line == 5 && error?.message.contains("\\$") == true)
    _ = try sampleManuscript(head + "It costs \\$4.20, $x$ and $y$, $\\alpha$.\n")
  }
}
