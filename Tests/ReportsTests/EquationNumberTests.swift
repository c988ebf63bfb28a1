import Reports
import Testing
import Typesetting

/// Numbers of equations: by name, by `number=` and by `\tag`, the same on screen, on paper and in
/// notebooks.
@Suite("Numbers of equations")
struct EquationNumberTests {
  private static let source = """
    ---
    title: Q
    ---

    $$a = b \\tag{7}$$

    $$c = d \\tag*{$\\star$}$$ {#star}

    $$\\begin{align} e &= f \\tag{8a} \\\\ g &= h \\\\ i &= j \\tag{8b} \\end{align}$$ {#both}

    $$k = l$$ {#eq-2-13}

    $$\\begin{gather} m = n \\end{gather} \\tag{A.1}$$

    Links [](#eq-7), [](#star), [](#both), [](#eq-8b), [](#eq-2-13), [](#eq-a-1).
    """

  @Test("what is tagged is numbered on screen and paper, and linked to by its number")
  func tags() throws {
    let both = try Both(EquationNumberTests.source)
    let links = "Links(7),⋆,(8a),(8b),(2.13),(A.1)."
    #expect(both.page.hasSuffix(links), "\(both.page)")
    #expect(both.paper.hasSuffix(links), "\(both.paper)")
    for (name, number) in [("eq-7", "(7)"), ("eq-8b", "(8b)"), ("eq-2-13", "(2.13)")] {
      #expect(both.html.contains("id=\"\(name)\""))
      #expect(both.html.firstRange(of: "href=\"#\(name)\" aria-label=\"Equation ") != nil)
      #expect(both.html.components(of: ">\(number)</a>") == 2, "\(number)")
      #expect(both.words.filter { $0.text == number }.count == 2, "\(number)")
    }
    // The second row has no number, and keeps its place.
    #expect(both.html.contains("(8a)</a><span></span><a id=\"eq-8b\""))
  }

  @Test("notebooks have the same numbers and count no rows of their own")
  func notebook() throws {
    let settings = PageSettings.handout(.student, provenance: [], software: "Test")
    let text = try sampleManuscript(EquationNumberTests.source)
      .notebook(settings, subject: sampleSubject)
    for tag in ["{7}", "*{$\\\\star$}", "{8a}", "{8b}", "{2.13}", "{A.1}"] {
      #expect(text.components(of: "\\\\tag" + tag) == 1, "\(tag)")
    }
    #expect(text.contains("begin{align*}") && text.contains("begin{gather*}"))
    #expect(!text.contains("begin{align}"))
    #expect(text.contains("a id=\\\"eq-8b\\\">"))
  }

  @Test(
    "what contradicts or numbers nothing is refused with its line",
    arguments: [
      ("$x \\tag{1}$", 5, "write $$ around"),
      ("$$x \\tag{1}$$\n\n$$y \\tag{1}$$", 7, "that of line 5 another"),
      ("$$x \\tag{2}$$ {#eq-1}", 5, "leave one of them out"),
      ("$$x \\tag{2}$$ {#a number=3}", 5, "leave one of them out"),
      ("$$\\frac{\\begin{aligned} a \\tag{1} \\end{aligned}}{b}$$", 5, "numbers no line"),
      ("$$x \\tag{1} \\tag{2}$$", 5, "a second \\tag"), ("$$x$$ {#loss}", 5, "\\tag{…} in it"),
    ])
  func faults(body: String, line: Int, message: String) {
    let error = #expect(throws: SourceError.self) {
      try Both("---\ntitle: T\n---\n\n" + body)
    }
    #expect(error?.line == line)
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test("which rows of a formula have numbers")
  func rows() throws {
    #expect(try MathText("a \\tag{1}").numberedRows == [])
    #expect(
      try MathText("\\begin{align} a \\\\ b \\tag{1} \\end{align}").numberedRows == [false, true])
    #expect(try MathText("\\begin{align} a \\\\ b \\end{align}").numberedRows == [])
  }
}

extension String {
  /// How often a text stands in it.
  fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
