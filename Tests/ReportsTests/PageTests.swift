import Drawing
import Reports
import Templates
import Testing
import Typesetting

@Suite("Pages of HTML")
struct PageTests {
  private func page(_ source: String = sampleSource, _ variant: Variant = .instructor) throws
    -> String
  {
    let settings = PageSettings.handout(variant, provenance: ["Tested."], software: "Test")
    return try sampleManuscript(source).html(
      settings, subject: sampleSubject, templates: Templates(), fonts: .latinModern()
    ).text
  }

  @Test("text is escaped, ids are unique, links lead somewhere, nothing is loaded")
  func soundness() throws {
    let html = try page()
    #expect(html.contains("Lines &amp; curves"))
    var ids: Set<Substring> = []
    for match in html.matches(of: /\sid="([^"]*)"/) {
      #expect(ids.insert(match.1).inserted, "the id \(match.1) is used twice")
    }
    for match in html.matches(of: /href="#([^"]*)"/) {
      #expect(ids.contains(match.1), "a link leads to #\(match.1), which is nowhere")
    }
    #expect(html.matches(of: /\s(?:src|srcset|style|onload)=/).isEmpty)
    #expect(html.contains("default-src 'none'") || html.contains("default-src &#39;none&#39;"))
  }

  @Test("the page's math font has the sign of roots", arguments: ["\\sqrt{x}", "\\sqrt[3]{x}"])
  func roots(tex: String) throws {
    var formulas = FormulaMarkup(fonts: try .latinModern())
    _ = try formulas.formula(try MathText("x"), isDisplay: false)
    #expect(!formulas.characters.contains("√"))
    _ = try formulas.formula(try MathText(tex), isDisplay: false)
    #expect(formulas.characters.contains("√"))
  }

  @Test("what the source says is in the page")
  func content() throws {
    let html = try page()
    for words in [
      "<em>with</em>", "<code>code $x$</code>", "42.12</data>", "five dollars $5",
      "One and Two, 2001", "id=\"eq-2-13\"", "(2.13)", "Figure 1", "<cite>The First</cite>",
      "::: solution", "CANARY-SOLUTION", "−1.5\u{A0}×\u{A0}10<sup>−7</sup>", "3\u{A0}points",
      "A remark",
      "CANARY-NOTE",
    ] {
      #expect(html.contains(words), "the page lacks \(words)")
    }
  }

  @Test("no variant shows what it must not", arguments: Variant.allCases)
  func canaries(variant: Variant) throws {
    let html = try page(sampleSource, variant)
    #expect(html.contains("CANARY-SOLUTION") == (variant != .student))
    #expect(html.contains("CANARY-NOTE") == (variant != .student))
    #expect(html.contains("CANARY-MARKING") == (variant == .instructor))
    #expect(html.contains("lab.tiny") == (variant != .student))
    #expect(html.contains("What is it?"))
  }

  @Test("a number is the same wherever it stands, and follows its parameter")
  func numbers() throws {
    let source = sampleSource.replacing("five dollars", with: "{{line.length 4}} {{fig1.length 4}}")
    #expect(try page(source).contains(">0.25</data>"))
    let changed = source.replacing("alpha=0.2", with: "alpha=0.4")
    let html = try page(changed)
    #expect(html.matches(of: />0.5<\/data>/).count == 2)
    #expect(!html.contains(">0.25</data>"))
  }

  @Test("the same page twice")
  func sameBytes() throws {
    #expect(try page() == page())
  }

  @Test("a light colour stands for one dark colour only")
  func colors() {
    var colors = PageColors()
    func scene(_ fills: [UInt32]) -> Scene {
      Scene(
        id: "s", title: "", description: "", size: Size(width: 1, height: 1), ground: nil,
        items: fills.map { fill in
          .path(.line(.zero, Point(1, 1)), Style(fill: Color(fill)))
        })
    }
    let mixed = colors.scene(
      light: scene([0xFFFFFF, 0xFFFFFF, 0xFFFFFF]), dark: scene([0x111111, 0x222222, 0x111111]))
    let fills = mixed.items.compactMap { item -> Color? in
      if case .path(_, let style) = item { style.fill } else { nil }
    }
    #expect(fills == [Color(0xFFFFFF), Color(0xFFFFFE), Color(0xFFFFFF)])
    #expect(colors.darkRules.contains("[fill=\"#fffffe\"]{fill:#222222}"))
  }

  @Test("the policy holds the hash of the style sheet")
  func policy() {
    // SHA-256 of the empty text in base 64 (RFC 6920 and FIPS 180-4).
    let policy = contentPolicy(styles: [""], scripts: [])
    #expect(policy.contains("'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"))
    #expect(!policy.contains("script-src"))
  }
}
