import Foundation
import Records
import Reports
import Templates
import Testing
import Typesetting

/// The registers of claims and of slips.
@Suite struct RegisterTests {
  private let source = """
    ---
    title: T
    ---

    ## One {#section-1}

    $$x = 1$$ {#eq-2-16}

    ![](figure:line){#fig-b number=B}

    ## Slips {#errata}

    ::: errata
    | place | mark | printed | holds |
    |---|---|---|---|
    | after [](#eq-2-16) | condition added | “for $a_j$” | for $a_j > 0$ |
    :::

    ## Claims {#claims}

    ::: claims
    :::
    """

  private func page(_ claims: [Claim], _ source: String) throws -> String {
    let subject = Subject(
      figures: sampleSubject.figures, numberSets: [], numbers: { _ in nil }, claims: { claims },
      draw: sampleSubject.draw)
    return try sampleManuscript(source).html(
      .handout(.instructor, provenance: [], software: "Test"), subject: subject,
      templates: Templates(), fonts: .latinModern()
    ).text
  }

  private func claim(_ id: String, _ statement: String, printed: Claim.Printed? = nil) -> Claim {
    Claim(
      id: id, statement: statement, residual: 0, tolerance: 1, reason: "below $10^{-3}$",
      printed: printed)
  }

  @Test func formulasOfStatementsAreSetAndNothingIsGuessed() throws {
    let html = try page(
      [
        claim(
          "2.16", #"The limit $\theta_{\mathrm{ols}}$ of run_a^2."#,
          printed: .init(.corrected, statement: "“the $y_j$”", residual: 2))
      ], source)
    let register = try #require(html.components(separatedBy: "id=\"claims\"").last)
    #expect(register.contains("<math") && register.contains("ols"))
    #expect(register.contains("of run_a^2.") && !register.contains("<sub>a"))
    let slips = html.components(separatedBy: "class=\"errata\"").last ?? ""
    for words in ["corrected", "condition added", "“the ", "“for "] {
      #expect(slips.contains(words), "\(words)")
    }
    // The equation carries the mark of its own slip, not of the one after it.
    #expect(html.contains(">corrected</a>") && !html.contains(">condition added</a>"))
  }

  @Test("claims stand in the order of their places, once, as sentences")
  func ordered() throws {
    let twice = claim("line", "the line ends at $x$")
    let html = try page(
      [claim("lines", "It holds."), twice, claim("2.16", "$x$ is 1."), twice], source)
    let rows = html.components(separatedBy: "<tr id=\"claim-").dropFirst()
    #expect(rows.map { String($0.prefix { $0 != "\"" }) } == ["2-16", "2-16-2", "line", "lines"])
    let row = try #require(rows.dropFirst(2).first)
    #expect(
      row.contains("<td>The line ends at ") && row.contains("</math>.</span><p class=\"why\">"))
  }

  @Test func aStatementThatDoesNotParseIsNamed() {
    #expect { try page([claim("2.16", #"For $\nosuch$."#)], source) } throws: { error in
      "\(error)".contains("the claim '2.16'")
    }
    #expect { try page([claim("2.16", "For $x.")], source) } throws: { error in
      "\(error)".contains("the claim '2.16'")
    }
  }

  @Test func marksOfSlipsAreThree() {
    let wrong = source.replacing("condition added", with: "wrong")
    #expect { try page([], wrong) } throws: { error in
      "\(error)".contains("none of corrected, condition added, remark")
    }
  }

  @Test func spokenStatementsHaveNoTeX() throws {
    #expect(
      try spoken(#"For $\boldsymbol{\theta}_0 = \alpha^2$ it is 1."#)
        == "For theta sub 0 equals alpha squared it is 1.")
  }

  @Test(
    "places are named by what stands there",
    arguments: [
      ("2.16", "(2.16)", "eq-2-16"), ("after-2.16", "after (2.16)", "eq-2-16"),
      ("2.16-ridge", "(2.16)", "eq-2-16"), ("section-1", "section 1", "section-1"),
      ("section-1-curvature", "section 1", "section-1"), ("end-of-2.3", "end of section 2.3", ""),
      ("line", "Figure B", "fig-b"), ("line-drift", "Figure B", "fig-b"),
      ("lines", "lines", ""), ("remark-4", "Remark 4", ""),
    ])
  func places(id: String, words: String, target: String) throws {
    let html = try page([claim(id, "It holds.")], source)
    let row = try #require(
      html.components(separatedBy: "id=\"claim-").dropFirst().first {
        $0.hasPrefix(anchorName(id) + "\"")
      })
    let head = row.components(separatedBy: "</th>")[0]
    #expect((head + "<").contains(">\(words)<"), "\(head)")
    #expect(head.contains("href=\"#\(target)\"") == !target.isEmpty, "\(head)")
  }
}
