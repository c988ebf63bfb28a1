import Drawing
import Testing
import Typesetting

@Suite("Words")
struct WordsTests {
  @Test(
    "Formulas are read in plain English",
    arguments: [
      (#"\|\theta_\infty\|"#, "the norm of theta sub infinity"),
      (#"\sum_{i=1}^n x_i"#, "the sum from i equals 1 to n of x sub i"),
      (#"\min_\theta f"#, "the minimum over theta of f"),
      (#"\lim_{t \to \infty} x"#, "the limit as t tends to infinity of x"),
      (#"\frac{1}{2n}"#, "start fraction 1 over 2 n end fraction"),
      (#"\frac{1}{n} X"#, "1 over n capital X"),
      (#"\frac{1}{2} x"#, "one half x"),
      (#"\boldsymbol{X}^\top \boldsymbol{y}"#, "bold capital X transposed bold y"),
      (#"X^{-1} = 10^{-1}"#, "capital X inverse equals 10 to the power minus 1 end power"),
      (#"\hat{\theta}_{\text{ols}}"#, "theta hat sub ols"),
      (#"\hat{\theta}_{ols}"#, "theta hat sub o l s end sub"),
      (#"\sqrt{x} + y"#, "the square root of x plus y"),
      (#"\sqrt{x + y}"#, "the square root of x plus y end root"),
      (#"\langle u, v \rangle"#, "the inner product of u and v end product"),
      (
        #"\{ x \in \mathbb{R} : x > 0 \}"#,
        "the set of x in the reals such that x is greater than 0 end set"
      ),
      (#"a \quad b"#, "a, b"),
      (#"f''(x)"#, "f double prime open parenthesis x close parenthesis"),
      (#"{\theta_2}^2"#, "the quantity theta sub 2 end quantity squared"),
    ])
  func readings(tex: String, words: String) throws {
    #expect(try MathText(tex).words == words)
  }

  @Test("Every leaf is read exactly once")
  func leaves() throws {
    for tex in Corpus.all.map(\.tex) {
      let formula = try MathText(tex)
      #expect(count(formula.spokenLeaves) == count(formula.tree.leaves), "\(tex)")
    }
  }

  private func count(_ leaves: [MathLeaf]) -> [MathLeaf: Int] {
    leaves.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  @Test("The lecture has 181 formulas, the wider set 60 or more")
  func sizes() {
    #expect(Corpus.lecture.count == 181)
    #expect(Corpus.wider.count >= 60)
    #expect(Set(Corpus.wider).count == Corpus.wider.count)
    #expect(Corpus.field.count >= 300)
  }

  @Test("Formulas that look different have different words")
  func distinct() throws {
    let fonts = try MathFonts.latinModern()
    var seen: [String: (tex: String, look: [String])] = [:]
    for tex in Corpus.all.map(\.tex) {
      let formula = try MathText(tex)
      let box = try formula.box(in: fonts, size: 10)
      // What a reader sees: glyphs and rules at their places, to a hundredth of a point.
      let look =
        box.glyphs.map { "\($0.id) \(round($0.origin.x)) \(round($0.origin.y)) \($0.size)" }
        + box.rules.map { "\(round($0.rect.minX)) \(round($0.rect.maxX)) \(round($0.rect.minY))" }
      if let other = seen[formula.words] {
        #expect(other.look == look, "'\(tex)' and '\(other.tex)' are both '\(formula.words)'")
      }
      seen[formula.words] = (tex, look)
    }
  }

  private func round(_ value: Double) -> Double { (value * 100).rounded() / 100 }

  @Test(
    "Pairs that are easily confused",
    arguments: [
      (#"\frac{1}{n^2}"#, #"\left(\frac{1}{n}\right)^2"#), (#"\frac{a}{b}^2"#, #"\frac{a}{b^2}"#),
      (#"x_{i+1}"#, #"x_i+1"#), (#"\sqrt{x}y"#, #"\sqrt{xy}"#), (#"\|x\| + y"#, #"\|x + y\|"#),
      (#"x"#, #"X"#), (#"\theta"#, #"\boldsymbol{\theta}"#), (#"\mathbf{X}"#, #"\boldsymbol{X}"#),
      (#"\|x\|_2"#, #"\|x_2\|"#), (#"\hat{x}_i"#, #"\widehat{x_i}"#), (#"\mathrm{d}"#, "d"),
      (#"||x||"#, #"\|x\|"#), (#"\ldots"#, #"\cdots"#), (#"\phi"#, #"\varphi"#),
      (#"\sum_{i=1}^n x"#, #"\sum_{i=1^n} x"#), (#"ab"#, #"\text{ab}"#), (#"1 2_3"#, #"1 {2_3}_4"#),
      (#"\dot{x} y"#, #"x \cdot y"#), (#"\bar{x} y"#, "x | y"), ("f''", #"f^{\prime\prime}"#),
      (#"f''"#, #"f'"#), (#"a^{-1}"#, #"a^- 1"#), (#"x'^2"#, #"{x'}^2"#),
    ])
  func pairs(a: String, b: String) throws {
    #expect(try MathText(a).words != MathText(b).words)
  }
}
