import Foundation
import Reports
import Templates
import Testing
import Typesetting

/// What blocks are called, how they are numbered, and what links to them say.
@Suite("Names and numbers of blocks")
struct NamingTests {
  private func both(_ body: String, _ variant: Variant = .student, head: String = "") throws -> Both
  {
    try Both("---\ntitle: A\n\(head)---\n\n\(body)\n", variant)
  }

  @Test(
    "titles of blocks hold formulas and typographic signs on page and paper",
    arguments: ["theorem", "remark", "question", "hint", "proof"])
  func formulas(kind: String) throws {
    let found = try both(
      "::: question\n::: hint {title=\"T\"}\nA\n:::\n:::\n\n"
        + "::: \(kind) {title=\"The $\\\\pair_1$ d'un prix\"}\nWords.\n:::".replacing(
          "\\\\", with: "\\"),
      head: "macros: \\pair=\\ell\n")
    for text in [found.page, found.paper] {
      #expect(text.contains("Theℓ1d'unprix"), "\(text)")
    }
    #expect(found.html.contains("d’un prix") && !found.html.contains("pair_1$"))
  }

  @Test("one dollar sign in a title is itself; a false formula is told with its line")
  func dollars() throws {
    #expect(try both("::: remark {title=\"Costs $5\"}\nA\n:::").paper.hasSuffix("Costs$5.A"))
    let error = #expect(throws: SourceError.self) {
      try both("Text.\n\n::: remark {title=\"On $\\foo$\"}\nA\n:::")
    }
    #expect(error?.line == 7 && error?.message.contains("title") == true)
  }

  @Test("settings have the signs of running text, and are refused with formulas")
  func settings() throws {
    let found = try both(
      "A", head: "subtitle: The \"one\" -- l'autre...\nauthor: J. O'Neill\n")
    #expect(found.html.contains("The “one” – l’autre…") && found.html.contains("J. O’Neill"))
    let error = #expect(throws: SourceError.self) {
      try both("A", head: "language: en\nsubtitle: The $\\ell_1$ norm\n")
    }
    #expect(error?.line == 4 && error?.message.contains("no formulas") == true)
    #expect(try both("A", head: "subtitle: Between $5 and $6\n").paper.contains("Between$5and$6"))
  }

  @Test("a link without words to an answer says its question, to what has no number what it is")
  func links() throws {
    let found = try both(
      """
      See [](#ch), [](#nu), [](#bk), [](#hi), [](#re), [](#ow).

      ::: question
      A
      :::

      ::: question {#q}
      ::: choice {#ch}
      - [x] yes
      - [ ] no
      :::

      ::: numeric {#nu value=1}
      N
      :::

      ::: blank {#bk space=2cm}
      B
      :::

      ::: hint {#hi}
      H
      :::
      :::

      ::: remark {#re}
      R
      :::

      ::: remark {#ow title="An aside"}
      R
      :::
      """)
    let words = "SeeQuestion2,Question2,Question2,Question2,Remark,Anaside."
    #expect(found.page.contains(words) && found.paper.contains(words), "\(found.page)")
  }

  static let numbered = [
    ("![One.](figure:line){number=A1}\n\n![Two.](figure:line)", ["FigureA1", "Figure1"]),
    (
      "| a |\n|---|\n| 1 |\n\n: One. {#tbl-a number=A1}\n\n| a |\n|---|\n| 1 |\n\n: Two.",
      ["TableA1", "Table1"]
    ),
    (
      "::: example number=7b\nOne.\n:::\n\n::: example\nTwo.\n:::", ["Example7b", "Example1"]
    ),
  ]

  @Test("what has a number of its own takes none of the count", arguments: numbered)
  func count(body: String, words: [String]) throws {
    let found = try both(body)
    for word in words {
      #expect(found.page.contains(word) && found.paper.contains(word), "\(word)")
    }
    // Nor where it is hidden.
    let parts = body.components(separatedBy: "\n\n")
    let split = parts.count / 2 + (parts.count % 2)
    let hidden = parts[..<split].joined(separator: "\n\n")
    let shown = parts[split...].joined(separator: "\n\n")
    guard !hidden.hasPrefix(":::") else { return }
    let source = "::: question\nA\n\n::: solution\n\(hidden)\n:::\n:::\n\n\(shown)"
    for variant in [Variant.student, .solution] {
      #expect(try both(source, variant).paper.contains(words[1]), "\(variant)")
    }
  }

  @Test("figures have the lecture's numbers where a document asks for them")
  func lecture() throws {
    let body = "![One.](figure:curve)\n\n![Two.](figure:line)\n\n![Three.](figure:curve){#fig-x}"
    let counted = try both(body), kept = try both(body, head: "figures: lecture\n")
    #expect(counted.paper == "AFigure1.One.Figure2.Two.Figure3.Three.")
    #expect(kept.paper == "AFigure1.One.Figure1.Two.Figure2.Three.")
  }

  @Test("decimal commas of a file are the language's sign too", arguments: ["en", "de"])
  func decimalCommas(language: String) throws {
    let source = "---\ntitle: A\nlanguage: \(language)\n---\n\n![](table:a.csv)\n"
    let manuscript = try Manuscript(
      Array(source.utf8), file: "a.md", reading: { _ in Array("a;b\n1,5;2000,25\n".utf8) })
    let html = try manuscript.html(
      .handout(.student, provenance: [], software: "Test"), subject: sampleSubject,
      templates: .init(), fonts: .latinModern()
    ).text
    let text = Both.text(of: html)
    #expect(text.contains(language == "en" ? "2000.25" : "2000,25"), "\(text)")
    #expect(text.contains(language == "en" ? "1.5" : "1,5"))
  }

  @Test("numbers beyond those of the machine stay as a file has them")
  func numbers() throws {
    let source = "---\ntitle: A\nlanguage: fr\n---\n\n![](table:a.csv)\n"
    let manuscript = try Manuscript(
      Array(source.utf8), file: "a.md",
      reading: { _ in Array("v\n1e400\n-2.5e-400\n0e5\n1.5e3\n".utf8) })
    let html = try manuscript.html(
      .handout(.student, provenance: [], software: "Test"), subject: sampleSubject,
      templates: .init(), fonts: .latinModern()
    ).text
    for text in [">1e400<", ">−2,5e−400<", ">0<", ">1500<"] {
      #expect(html.contains(text), "\(text)")
    }
  }

  @Test("a displayed formula whose name cannot be is told of its name", arguments: ["", "\n"])
  func names(gap: String) {
    let error = #expect(throws: SourceError.self) {
      try both("$$x$$ {#eq:one}\n\(gap)See [](#eq:one).")
    }
    #expect(error?.line == 5 && error?.message.contains("must be of small letters") == true)
  }

  @Test(
    "comments of other programs are refused, not printed",
    arguments: [
      "%% ZEBRA %%", "Text.\n\n% ZEBRA", "Words\n%% ZEBRA", "#Zebra", "A ``zebra'' b",
      ".. note:: ZEBRA", "=== \"ZEBRA\"",
    ])
  func comments(body: String) {
    let error = #expect(throws: SourceError.self) { try both(body) }
    let message = error?.message ?? ""
    #expect(message.contains("here; write") || message.contains("or write"), "\(message)")
  }
}
