import Testing
import Typesetting

@Suite struct SignsTests {
  /// Formulas where no formula can stand, as one writes them on a keyboard of all characters.
  @Test(arguments: [
    (#"x^2 \le \alpha"#, "x² ≤ α"), (#"\ell_1"#, "ℓ₁"), (#"\boldsymbol\theta_\infty"#, "θ_∞"),
    (#"a-b"#, "a − b"), ("-1", "−1"), (#"\frac{a+b}{2}"#, "(a + b)/2"), (#"\tfrac12 x"#, "1/2x"),
    (#"\sqrt2\,n"#, "√2n"), (#"\sqrt{x+1}"#, "√(x + 1)"), (#"\hat x"#, "x\u{302}"),
    (#"\log x, \log(n)"#, "log x, log(n)"), (#"f \colon \mathbb R \to \mathbb R"#, "f: ℝ → ℝ"),
    (#"e^{-\lambda t}"#, "e^(−λt)"), (#"X^\top X"#, "XᵀX"), (#"\sum_{i=1}^n x_i"#, "∑ᵢ₌₁ⁿ xᵢ"),
    (#"\left\|\theta\right\|_1"#, "‖θ‖₁"), (#"f'(x)"#, "f′(x)"), (#"x_{ij}"#, "xᵢⱼ"),
    (#"n \text{ odd}"#, "n odd"),
  ])
  func signs(tex: String, signs: String) throws {
    #expect(try MathText(tex).signs == signs)
  }

  @Test(arguments: [
    #"\begin{pmatrix}1\\2\end{pmatrix}"#, #"\underbrace{a+b}_n"#, #"\binom n k"#, #"\widehat{ab}"#,
    #"\sqrt[3]{x}"#, #"\overset{!}{=}"#,
  ])
  func none(tex: String) throws { #expect(try MathText(tex).signs == nil) }
}
