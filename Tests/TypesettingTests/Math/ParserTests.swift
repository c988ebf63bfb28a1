import Testing
import Typesetting

@Suite("Parsing formulas")
struct ParserTests {
  @Test(
    "errors name the column and what to do",
    arguments: [
      (#"\frac{1}{2"#, 9, "'}'"), (#"a + \alhpa"#, 5, #"\alpha"#), (#"x}"#, 2, "closes nothing"),
      (#"\left( x"#, 1, #"\right"#), (#"\begin{matrx} a \end{matrx}"#, 1, "matrix"),
      (#"a & b"#, 3, "aligned"), (#"x^2^3"#, 4, "second superscript"),
      (#"\begin{cases} a \end{matrix}"#, 17, #"\begin{cases}"#), (#"\left x"#, 7, "delimiter"),
      (#"\begin{array}{c@c} a \end{array}"#, 16, "use l, c, r, | and *{3}{c}"),
      (#"\begin{array}{*{x}{c}} a \end{array}"#, 15, "*{3}{c}"),
      (#"\begin{array}{*{60}{cc}} a \end{array}"#, 1, "more than 100 columns"),
      (#"{a \over b \over c}"#, 12, "use braces"), (#"\frac\over{b}"#, 6, "stands in braces"),
      (#"a \hline"#, 3, "before its cells"), (#"\textcolor{red}{x}"#, 1, "leave it out"),
      (#"\begin{eqnarray} a \end{eqnarray}"#, 1, "aligned"), (#"\hdotsfor{3}"#, 1, "\\dots"),
      (#"\hspace{2qq}"#, 1, "length"), (#"a \right)"#, 3, #"without \left"#),
      (#"\text{$x"#, 7, "'$'"), (#"x_"#, 2, "argument"), ("α ☃", 3, "U+2603"),
      ("5 % x", 3, #"write \% for the sign"#), ("a\nb = 5 % x\nc", 9, #"\%"#), ("x %", 3, #"\%"#),
      (#"\newcommand{\a}{\a\a}\a"#, 22, "20,000"),
      (#"\sum\limits x \limits"#, 15, "large operator"),
    ])
  func errors(tex: String, column: Int, part: String) {
    let error = #expect(throws: MathError.self) { try MathText(tex) }
    #expect(error?.column == column)
    #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
  }

  @Test("the caret stands under the fault")
  func caret() {
    let error = #expect(throws: MathError.self) { try MathText(#"α + \fraq{1}{2}"#) }
    #expect(
      error?.diagnostic == """
        column 5: unknown command \\fraq; did you mean \\frac?
          α + \\fraq{1}{2}
              ^^^^^
        """)
  }

  @Test("operators can be declared")
  func operators() throws {
    let declared = try MathText(
      #"\DeclareMathOperator{\tr}{tr}\DeclareMathOperator*{\Lip}{Lip} \tr A + \Lip_x f"#)
    let named = try MathText(#"\operatorname{tr} A + \operatorname*{Lip}_x f"#)
    #expect(declared.words == named.words)
    #expect(declared.tree.items.count == named.tree.items.count)
  }

  @Test("of a long line the diagnostic shows the part around the fault")
  func longDiagnostic() throws {
    let source =
      String(repeating: "x + ", count: 100) + #"\frob y"# + String(repeating: " + z", count: 50)
    do {
      _ = try MathText(source)
      Issue.record("accepted")
    } catch {
      let lines = error.diagnostic.split(separator: "\n").map(Array.init)
      #expect(lines.count == 3)
      #expect(lines[1].count <= 76)
      let caret = try #require(lines[2].firstIndex(of: "^"))
      #expect(String(lines[1][caret..<lines[2].count]) == #"\frob"#)
    }
  }

  @Test("too deep and too long are errors, and the deepest that is allowed is set")
  func limits() throws {
    func nested(_ depth: Int, _ open: String, _ close: String) -> String {
      String(repeating: open, count: depth) + "x" + String(repeating: close, count: depth)
    }
    let pairs = [
      ("{", "}"), (#"\left("#, #"\right)"#), (#"\sqrt{"#, "}"), ("x^{", "}"), (#"\hat{"#, "}"),
      (#"\frac{1}{"#, "}"), (#"\begin{matrix}"#, #"\end{matrix}"#), (#"\text{$"#, "$}"),
    ]
    let fonts = try MathFonts.latinModern()
    for (open, close) in pairs {
      #expect(throws: MathError.self, "\(open)") { try MathText(nested(2000, open, close)) }
      // The deepest that is accepted must also be set, on the small stack of a worker thread.
      let deepest = (1...100).last { (try? MathText(nested($0, open, close))) != nil } ?? 0
      #expect(deepest >= 20, "\(open)")
      #expect(try MathText(nested(deepest, open, close)).box(in: fonts, size: 10).width > 0)
    }
    #expect(throws: MathError.self) { try MathText(String(repeating: "x", count: 20_001)) }
  }

  @Test("macros end with the formula that defines them")
  func macros() throws {
    #expect(try MathText(#"\newcommand{\R}{\mathbb{R}}\R"#).tree.leaves.map(\.text) == ["ℝ"])
    #expect(throws: MathError.self) { try MathText(#"\R"#) }
    let document = ["inner": Macro(#"\langle #1, #2\rangle"#, argumentCount: 2)]
    let leaves = try MathText(#"\inner{x}{y}"#, macros: document).tree.leaves
    #expect(leaves.map(\.text) == ["⟨", "𝑥", ",", "𝑦", "⟩"])
    // What the macro made stands at its call, its arguments where they were typed.
    #expect(leaves[0].range == 0..<6 && leaves[1].range == 7..<8)
  }

  @Test(
    "classes: operations without operands are ordinary",
    arguments: [
      ("-x", [AtomClass.ordinary, .ordinary]), ("a-x", [.ordinary, .binary, .ordinary]),
      ("a=-x", [.ordinary, .relation, .ordinary, .ordinary]), ("(-", [.opening, .ordinary]),
      ("a+", [.ordinary, .ordinary]), ("a+=b", [.ordinary, .ordinary, .relation, .ordinary]),
      ("a+-b", [.ordinary, .binary, .ordinary, .ordinary]),
    ])
  func classes(tex: String, expected: [AtomClass]) throws {
    #expect(try MathText(tex).tree.classes().compactMap { $0 } == expected)
  }

  @Test("every command of the summary is accepted with arguments")
  func summary() throws {
    let groups = MathText.supportedCommands
    #expect(groups.flatMap(\.commands).count > 400)
    let fonts = try MathFonts.latinModern()
    for group in groups
    where [
      "ordinary symbols", "relations", "arrows", "Greek letters",
      "binary operations", "large operators", "integrals", "functions", "delimiters",
      "punctuation", "dots", "escaped characters",
    ].contains(group.title) {
      for command in group.commands {
        let box = try MathText(command).box(in: fonts, size: 10)
        #expect(!box.glyphs.isEmpty, "\(command)")
      }
    }
    for command in groups.first(where: { $0.title == "accents" })?.commands ?? [] {
      #expect(try MathText(command + "{x}").box(in: fonts, size: 10).glyphs.count == 2)
    }
  }

  @Test(
    "lines of words with formulas",
    arguments: [
      (#"gradient flow $\theta_\infty$"#, ["gradient flow ", "math"]),
      (#"costs \$5 a_b {x}"#, ["costs $5 a_b {x}"]), ("$x$", ["math"]), ("", []),
    ])
  func lines(source: String, expected: [String]) throws {
    let pieces = try TextLine(source).pieces.map { piece in
      if case .words(let words, _, _) = piece { words } else { "math" }
    }
    #expect(pieces == expected)
    #expect(throws: MathError.self) { try TextLine("a $x") }
  }
}
