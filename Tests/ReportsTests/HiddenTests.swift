import Reports
import Templates
import TestSupport
import Testing
import Typesetting

/// What a block defines that a variant leaves out is unknown outside of it.
@Suite("What is hidden")
struct HiddenTests {
  /// Something that a block defines, with a secret in it, and what uses it elsewhere.
  struct Definition: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let use: String
    var testDescription: String { name }
  }

  static let definitions = [
    Definition(name: "note", text: "[^s]: The answer is zebra.", use: "Why?[^s]"),
    Definition(name: "note in capitals", text: "[^S]: The answer is zebra.", use: "Why?[^s]"),
    Definition(
      name: "note of paragraphs", text: "[^s]: One.\n\n    Zebra.\n\n    - zebra", use: "Why?[^s]"),
    Definition(name: "address", text: "[s]: https://zebra.org", use: "[words][s]"),
    Definition(name: "collapsed address", text: "[s]: https://zebra.org", use: "[s][]"),
    Definition(name: "short address", text: "[s]: https://zebra.org", use: "[s]"),
    Definition(name: "address with a title", text: "[s]: https://e.org 'zebra'", use: "[s]"),
    Definition(name: "quoted address", text: "> [s]: https://zebra.org", use: "[s]"),
    Definition(name: "quoted note", text: "> [^s]: zebra", use: "Why?[^s]"),
    Definition(name: "label over two lines", text: "[a b]: https://zebra.org", use: "[a\nb]"),
    Definition(name: "heading", text: "### Zebra {#secret}", use: "[](#secret)"),
    Definition(name: "equation", text: "$$zebra$$ {#eq-9-9}", use: "[](#eq-9-9)"),
    Definition(name: "figure", text: "![zebra](figure:line){#secret}", use: "[](#secret)"),
    Definition(name: "figure's number", text: "![zebra](figure:line)", use: "{{line.length}}"),
    Definition(name: "macro", text: "$\\newcommand{\\z}{\\text{zebra}} \\z$", use: "$\\z$"),
    Definition(name: "nothing", text: "zebra", use: "Why?"),
  ]

  private func source(_ definition: Definition, _ kind: String, uses: Bool) -> String {
    """
    ---
    title: T
    ---

    ::: question
    \(uses ? definition.use : "Why?")

    ::: \(kind)
    Because.

    \(definition.text)
    :::
    :::

    After it: \(uses ? definition.use : "why?")
    """
  }

  @Test(
    "a student's page and paper hold nothing of what is hidden, whatever uses it",
    arguments: HiddenTests.definitions, ["solution", "marking"])
  func secrets(_ definition: Definition, kind: String) throws {
    for uses in [false, true] {
      let settings = PageSettings.handout(.student, provenance: [], software: "Test")
      do {
        let manuscript = try sampleManuscript(source(definition, kind, uses: uses))
        let html = try manuscript.html(
          settings, subject: sampleSubject, templates: Templates(), fonts: .latinModern()
        ).text.lowercased()
        #expect(!html.contains("zebra") && !html.contains("secret"))
        let pdf = try manuscript.pdf(
          settings, paper: .a4, subject: sampleSubject, fonts: .latinModern())
        let text = paperText(pdf).lowercased()
        #expect(text.contains("why") || uses)
        #expect(!text.contains("zebra") && !text.contains("secret"))
      } catch let error as SourceError {
        // Without a use nothing is wrong; with one the line of the use is named.
        #expect(uses, "\(error)")
        #expect([6, 7, 15, 16, 17, 18, 19].contains(error.line), "\(error)")
        #expect(!error.description.lowercased().contains("zebra"), "\(error)")
      }
    }
  }

  /// The words, addresses and properties of a PDF.
  private func paperText(_ pdf: [UInt8]) -> String {
    let folder = ScratchFolder()
    let file = folder.path + "/a.pdf"
    #expect(write(pdf, to: file))
    let (text, status) = run(
      "pdftotext '\(file)' - && qpdf --qdf --object-streams=disable '\(file)' - | strings")
    #expect(status == 0)
    return text
  }

  @Test("a label must not be defined both inside and outside of what is hidden")
  func twice() {
    let source = """
      ---
      title: T
      ---

      [a] and [a]

      ::: question
      ::: solution
      [a]: https://one.org
      :::
      :::

      [A]: https://two.org
      """
    let error = #expect(throws: SourceError.self) { try sampleManuscript(source) }
    #expect(error?.line == 9)
  }

  @Test("a block sees what stands outside, and its own notes")
  func own() throws {
    let source = """
      ---
      title: T
      ---

      ::: question
      ::: solution
      Own[^own], other[^other], [link].

      [^own]: OWN
      :::
      :::

      Other[^other].

      [^other]: OTHER

      [link]: https://link.org
      """
    let manuscript = try sampleManuscript(source)
    func page(_ variant: Variant) throws -> String {
      try manuscript.html(
        .handout(variant, provenance: [], software: "Test"), subject: sampleSubject,
        templates: Templates(), fonts: .latinModern()
      ).text
    }
    let (student, solution) = (try page(.student), try page(.solution))
    #expect(!student.contains("OWN") && student.contains("OTHER"))
    #expect(solution.contains("OWN") && solution.contains("OTHER"))
    #expect(solution.contains("https://link.org") && !student.contains("https://link.org"))
  }

  @Test("a note that is nowhere defined is refused at its call; an escaped bracket is text")
  func unknown() throws {
    let head = "---\ntitle: T\n---\n\n"
    let error = #expect(throws: SourceError.self) {
      try sampleManuscript(head + "Text.\n\nCall[^nowhere].\n")
    }
    #expect(error?.line == 7)
    _ = try sampleManuscript(head + "A set \\[^a-z] and `[^a-z]`.\n\n    [^a-z]\n")
  }

  @Test(
    "notes that call themselves, or too many others, are refused at the call",
    arguments: [
      ("x[^1]\n\n[^1]: y[^1]\n", 7), ("x[^1]\n\n[^1]: y[^2]\n\n[^2]: z[^1]\n", 9),
      ("x[^a]\n\n[^a]: [^b]\n\n[^b]: [^c]\n\n[^c]: *[^a]*\n", 11),
      ("x[^1]\n\n[^1]: y\n\n    > - [^1]\n", 9),
    ])
  func rings(text: String, line: Int) throws {
    for variant in Variant.allCases {
      let manuscript = try sampleManuscript("---\ntitle: T\n---\n\n" + text)
      let settings = PageSettings.handout(variant, provenance: [], software: "Test")
      let html = #expect(throws: SourceError.self) {
        try manuscript.html(
          settings, subject: sampleSubject, templates: Templates(), fonts: .latinModern())
      }
      #expect(html?.line == line && html?.message.contains("note") == true)
      let pdf = #expect(throws: SourceError.self) {
        try manuscript.pdf(settings, paper: .a4, subject: sampleSubject, fonts: .latinModern())
      }
      #expect(pdf == html)
    }
  }

  @Test("notes that call many notes stand for a bounded text")
  func manyNotes() throws {
    let chain = (0..<30).map { "[^\($0)]: y[^\($0 + 1)][^\($0 + 1)]\n\n" }.joined()
    let big = String(repeating: "word ", count: 1000)
    for text in [
      "x[^0]\n\n\(chain)[^30]: z\n",
      String(repeating: "x[^1] ", count: 300) + "\n\n[^1]: \(big)\n",
    ] {
      let manuscript = try sampleManuscript("---\ntitle: T\n---\n\n" + text)
      let error = #expect(throws: SourceError.self) {
        try manuscript.html(
          .handout(.student, provenance: [], software: "Test"), subject: sampleSubject,
          templates: Templates(), fonts: .latinModern())
      }
      #expect(error?.message.contains("notes") == true)
    }
  }
}
