import Drawing
import Foundation
import Reports
import TestSupport
import Testing
import Typesetting

/// Every kind of running text and of blocks in every container, in both formats.
@Suite("One tree")
struct TreeTests {
  /// Running text with the words that both formats must show for it.
  static let inlines: [(source: String, words: String)] = [
    ("plainword", "plainword"), ("*slanted*", "slanted"), ("**strong**", "strong"),
    ("`code_x`", "code_x"), ("[link](https://example.org)", "link"), ("[](#first)", "First"),
    ("[](#eq-7)", "(7)"), ("<https://example.org/a_b>", "https://example.org/a_b"),
    ("$x$", "𝑥"), ("{{lab.answer 4}}", "42.12"), ("[@first2001]", "(OneandTwo,2001)"),
    ("call[^n]", "call"), ("\"quoted\"", "\"quoted\""), ("a\\\nb", "ab"), ("\\$5", "$5"),
    ("*in **both** `c`*", "inbothc"), ("$|a|$ bar", "|𝑎|bar"), ("&amp;", "&"),
    ("fill {blank: words} in", "fillwordsin"),
    ("{blank width=2cm: a $x$ {{lab.answer 4}}}", "a𝑥42.12"),
  ]

  /// Blocks with the words that both formats must show for them.
  static let blocks: [(source: String, words: String)] = [
    ("para", "para"), ("> quoted", "quoted"), ("- one\n- two", "onetwo"), ("3. three", "three"),
    ("```python\nif x:\n    y\n```", "ifx:y"), ("$$u$$", "𝑢"), ("$$\nu\n+ v\n= w\n$$", "𝑢+𝑣=𝑤"),
    ("| h |\n|--:|\n| cell |", "hcell"), ("| h |\n|---|\n| c |\n\n: Words. {#tbl-t}", "Words."),
    ("![Seen *so*.](figure:line){#own}", "Seenso."), ("### Deeper", "Deeper"),
    ("a\n$$u$$\nb", "a𝑢b"),
    ("::: choice\nAsked.\n\n- [x] one $x$\n- [ ] two\n\n  more\n:::", "Asked.one𝑥twomore"),
    (
      "::: numeric value={{lab.answer 4}} tolerance=2% unit=$s$\nAsked.\n:::",
      "Asked.Answer:42.12𝑠(tolerance2%)"
    ),
    ("::: blank\nThe *words*.\n:::", "Thewords."),
  ]

  /// Places for running text.
  static let lines: [(name: String, wrap: @Sendable (String) -> String)] = [
    ("paragraph", { $0 }), ("list", { "- " + $0.replacing("\n", with: "\n  ") }),
    ("quotation", { "> " + $0.replacing("\n", with: "\n> ") }),
    ("cell", { "| h |\n|---|\n| \($0.replacing("\\\n", with: "")) |" }),
    ("head of a table", { "| \($0.replacing("\\\n", with: "")) |\n|---|\n| c |" }),
    ("caption", { "![\($0)](figure:line){#cap}" }),
    ("caption of a table", { "| h |\n|---|\n| c |\n\n: \($0) {#tbl-c}" }),
    ("heading", { "### \($0.replacing("\\\n", with: ""))" }),
    ("note", { "Note[^outer].\n\n[^outer]: \($0)" }),
    ("emphasis", { "*\($0)*" }),
  ]

  /// Places for blocks.
  static let containers: [(name: String, wrap: @Sendable (String) -> String)] = [
    ("text", { $0 }), ("list", { "- x\n\n" + indented($0, "  ") }),
    ("quotation", { indented($0, "> ") }),
    ("note", { "Note[^o].\n\n[^o]: n\n\n" + indented($0, "    ") }),
    ("question", { "::: question\n\($0)\n:::" }), ("hint", { "::: hint\n\($0)\n:::" }),
    ("solution", { "::: question\n::: solution\n\($0)\n:::\n:::" }),
    ("marking", { "::: marking\n\($0)\n:::" }), ("remark", { "::: remark\n\($0)\n:::" }),
    ("list in a quotation", { indented("- x\n\n" + indented($0, "  "), "> ") }),
  ]

  static func indented(_ text: String, _ mark: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { mark + $0 }
      .joined(separator: "\n")
  }

  private func source(_ text: String) -> String {
    """
    ---
    title: T
    bibliography: works.bib
    ---

    ## First {#first}

    $$e$$ {#eq-7}

    BEGIN

    \(text)

    END

    [^n]: NOTED

    ::: bibliography
    :::
    """
  }

  /// What stands between two marks.
  private func between(_ text: String) -> Substring {
    let start = text.firstRange(of: "BEGIN")?.upperBound ?? text.endIndex
    return text[start...]
  }

  private func check(_ source: String, _ words: String, _ place: String) throws {
    let both: Both
    do {
      both = try Both(source)
    } catch let error as SourceError {
      // What is refused is refused in both, with a remedy.
      #expect(error.message.contains(";") || error.message.contains("cannot"), "\(place): \(error)")
      #expect(error.line > 8, "\(place): \(error)")
      return
    }
    #expect(between(both.page).contains(words), "\(place): page \(both.page)")
    #expect(between(both.paper).contains(words), "\(place): paper \(both.paper)")
    if source.contains("[^n]."), !source.contains("[^o]") {
      #expect(both.paper.components(separatedBy: "NOTED").count == 2, "\(place)")
    }
    // Every link leads to something, every name stands once.
    var ids: Set<Substring> = []
    for match in both.html.matches(of: /\sid="([^"]*)"/) {
      #expect(ids.insert(match.1).inserted, "\(place): the id \(match.1) stands twice")
    }
    for match in both.html.matches(of: /href="#([^"]*)"/) {
      #expect(ids.contains(match.1), "\(place): nothing is called #\(match.1)")
    }
  }

  @Test("running text is the same on the page and on paper, wherever it stands")
  func running() throws {
    for line in TreeTests.lines {
      for inline in TreeTests.inlines {
        try check(
          source(line.wrap(inline.source)), inline.words, "\(inline.source) in \(line.name)")
      }
    }
  }

  @Test("blocks are the same on the page and on paper, wherever they stand, or refused in both")
  func blocks() throws {
    for container in TreeTests.containers {
      for block in TreeTests.blocks {
        try check(
          source(container.wrap(block.source)), block.words, "\(block.source) in \(container.name)")
      }
    }
  }

  @Test("notes are printed once, wherever they are called, with all that they hold")
  func notes() throws {
    for line in TreeTests.lines where line.name != "note" {
      let both = try Both(source(line.wrap("called[^n]") + "\n\nAnd again[^n]."))
      #expect(both.paper.components(separatedBy: "NOTED").count == 2, "\(line.name)")
    }
    let both = try Both(
      source(
        "Called[^b].\n\n[^b]: First.\n\n    - item\n\n    ```\n    code\n    ```\n\n    > quoted"))
    for words in ["First.", "item", "code", "quoted"] { #expect(both.paper.contains(words)) }
  }

  @Test("notes have names in the structure of the PDF, and none is longer than its page")
  func noteNames() throws {
    let folder = ScratchFolder()
    let text = source("One[^n], two[^m].\n\n[^m]: Other.")
    let pdf = try sampleManuscript(text).pdf(
      .handout(.student, provenance: [], software: "Test"), paper: .a4, subject: sampleSubject,
      fonts: .latinModern())
    #expect(write(pdf, to: folder.path + "/a.pdf"))
    let (names, _) = run(
      "qpdf --qdf --object-streams=disable '\(folder.path)/a.pdf' - | grep -ac '/ID (note-00000[12])'"
    )
    #expect(names == "2\n")
    let long = String(repeating: "word ", count: 4000)
    let error = #expect(throws: (any Error).self) { try Both(source("x[^m]\n\n[^m]: \(long)")) }
    #expect("\(error.map { "\($0)" } ?? "")".contains("put them into the text"))
  }

  @Test("code on paper starts as far right as in the source, and wraps behind a hook")
  func indentation() throws {
    let long = "    result = " + (1...30).map { "value\($0)" }.joined(separator: " + ")
    let both = try Both(
      source("```python\ndef f():\n    if x:\n\n        return 1\n\ttabbed\n\(long)\n```"))
    func x(_ start: String) -> Double? {
      both.words.first { $0.text.hasPrefix(start) }.map { word in
        let spaces = Double(word.text.prefix { $0 == " " }.count)
        return word.origin.x + spaces * 0.525 * word.size
      }
    }
    let left = both.words.first { $0.text.hasPrefix("def") }?.origin.x ?? 0
    // The spaces are glyphs of their own line, so that they are copied.
    for word in ["    ", "        "] {
      #expect(both.words.contains { $0.text == word || $0.text.hasPrefix(word) })
    }
    for word in both.words where word.text.contains("value") || word.text.contains("return") {
      #expect(word.origin.x >= left)
    }
    let row = both.words.filter { $0.text.contains("value") }
    #expect(Set(row.map(\.origin.y)).count > 1)
  }

  @Test("two pictures on one line are two figures with their own numbers")
  func pictures() throws {
    let both = try Both(source("![first](figure:line) ![second](figure:curve)"))
    #expect(both.paper.contains("Figure1.first") && both.paper.contains("Figure2.second"))
    #expect(both.page.contains("Figure1.first") && both.page.contains("Figure2.second"))
  }

  @Test("figures and tables have the same numbers in every variant", arguments: Variant.allCases)
  func numbers(variant: Variant) throws {
    let both = try Both(
      source(
        """
        ::: question
        ::: solution
        ![](figure:line)

        | a |
        |---|
        | b |

        : Hidden.
        :::
        :::

        ![](figure:curve){#shown}

        | a |
        |---|
        | b |

        : Shown. {#tbl-shown}

        See [](#shown) and [](#tbl-shown).
        """), variant)
    #expect(both.paper.contains("SeeFigure2andTable2."))
  }

  @Test("cells stand where the source says, and never over each other", arguments: [2, 5, 9])
  func alignment(columns: Int) throws {
    let row = (0..<columns).map { "word\($0)" }
    let marks = (0..<columns).map { ["---", "--:", ":-:"][$0 % 3] }
    let numbers = (0..<columns).map { String(repeating: "1", count: $0 + 1) }
    let table = [row, marks, numbers].map { "| " + $0.joined(separator: " | ") + " |" }
    let both = try Both(source(table.joined(separator: "\n")))
    let cells = both.words.filter { $0.text.hasPrefix("word") || $0.text.allSatisfy { $0 == "1" } }
      .filter { !$0.text.isEmpty }
    for line in Dictionary(grouping: cells, by: \.origin.y).values {
      let sorted = line.sorted { $0.origin.x < $1.origin.x }
      #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $0.origin.x < $1.origin.x })
    }
  }

  @Test("long words of tables are broken, too many columns are refused with the line")
  func wideTables() throws {
    let word = String(repeating: "Donaudampfschifffahrt", count: 4)
    let both = try Both(source("| a | b |\n|---|---|\n| \(word) | second |"))
    let second = both.words.first { $0.text == "second" }?.origin.x ?? 0
    for part in both.words where "Donaudampfschifffahrt".contains(part.text.prefix(4)) {
      #expect(part.origin.x + Double(part.text.count) * 0.3 * part.size < second)
    }
    let row = "|" + String(repeating: " 1234567890123 |", count: 30)
    let rule = "|" + String(repeating: "---|", count: 30)
    let error = #expect(throws: (any Error).self) { try Both(source("\(row)\n\(rule)\n\(row)")) }
    #expect("\(error.map { "\($0)" } ?? "")".contains("wider than the paper"))
  }
}
