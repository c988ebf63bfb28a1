import Reports
import Testing

/// What other Markdowns and TeX write: each is refused with its line and what to write here, for
/// CommonMark would print it as it stands.
@Suite("Syntax of other programs")
struct ForeignSyntaxTests {
  private func fault(_ body: String) -> String {
    do {
      _ = try Both("---\ntitle: T\n---\n\n" + body)
    } catch {
      return "\(error)"
    }
    return "no fault"
  }

  @Test(
    "is refused with what to write",
    arguments: [
      ("\\[a = b\\]", 5, "write $$…$$"), ("x \\(n\\) y", 5, "write $…$"),
      ("a\nb \\(x^2 + 1\\)", 6, "write $…$"),
      ("See \\ref{eq:1}.", 5, "[](#name)"), ("As \\citep{a} shows", 5, "[@key]"),
      ("\\begin{equation}\na\n\\end{equation}", 5, "between $$"),
      ("\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}", 5, "between $$"),
      ("- a\n- the rate \\alpha is", 6, "between dollar signs"), ("a\n\n\\newpage", 7, "remove it"),
      ("x\\footnote{y}", 5, "[^1]"), ("a ^[note] b", 5, "[^1]"),
      ("[[Page]]", 5, "[words]"), ("a ==b c== d", 5, "**words**"), ("~~gone~~", 5, "\\~~"),
      ("H~2~O", 5, "$\\mathrm"), ("x^2^", 5, "$x^2$"), ("{ref}`a`", 5, "[](#name)"),
      (":math:`x`", 5, "$x^2$"), ("[see @a, p. 3]", 5, "bibliography: file.bib"),
      ("as @fig-loss shows", 5, "[](#fig-"), ("[a]{.red}", 5, "**words**"),
      ("**a**{.x}", 5, "remove it"), ("{: .class}", 5, "remove it"),
      ("> [!NOTE]\n> a", 5, "::: remark"), ("!!! note\n    a", 5, "::: remark"),
      ("Term\n: What it is", 6, "**Term:**"), ("[TOC]", 5, "remove it"),
      ("+---+---+\n| a | b |\n+---+---+", 5, "| a | b |"),
      ("a) one\nb) two", 6, "an empty line"), ("(a) one\nmore\n(b) two", 7, "an empty line"),
      ("one \\\\\ntwo", 5, "one ends a line"),
      ("```{python}\nx\n```", 5, "write ```python"), ("```math\nx\n```", 5, "$$"),
      ("::: {.callout-note}\nx\n:::", 5, "::: remark"),
      ("a<br>b", 5, "end the line with \\"), ("x<sub>2</sub>", 5, "$x_2$"),
      ("| a |\n|---|\n| x^2^ |", 7, "$x^2$"), ("## A ~~b~~", 5, "\\~~"),
      (":: solution\nx\n::", 5, "three colons"), ("a\n\n::", 7, "three colons"),
      ("> ::Soluton", 5, "three colons"),
      ("x { blank: y} z", 5, "write {blank: answer}"), ("{Blank: y}", 5, "write {blank: answer}"),
      ("{Blank width=3cm: y}", 5, "write {blank: answer}"),
      ("{blank= y}", 5, "write {blank: answer}"), ("{blank; y}", 5, "write {blank: answer}"),
      ("{blank- y}", 5, "write {blank: answer}"), ("{blank：y}", 5, "write {blank: answer}"),
      ("::: question title=\"{blank: y}\"\nx\n:::", 5, "cannot stand in an attribute"),
      ("{blank: a} y}", 5, "ends nothing after a blank"),
      ("{blanc: y}", 5, "write {blank: answer}"), ("$a = {blank: 42}$", 5, "end the formula"),
      ("$$\na\n= { blank: 42}\n$$", 7, "end the formula"),
      ("a\n\n| a | b |\n| 1 | 2 |", 7, "|---|---|"),
      ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", 7, "3 cells and its head 2"),
      ("![a](ma photo.png)", 5, "(<ma photo.png>)"),
      ("::: question title=“Two words”\nx\n:::", 5, "straight quotation marks"),
      ("```python\nx\n\n::: question\ny\n:::", 5, "write ``` on a line after it"),
      ("$$\n\\begin{equation} x \\end{equation}\n$$", 6, "what stands in it alone"),
      ("$$x \\label{eq:a}$$", 5, "{#eq-name}"), ("$\\eqref{a}$", 5, "[](#eq-name)"),
      ("a $ x^2 $ b $y", 5, "no space inside"), ("$x^{2$ b", 5, "write } where"),
      ("\\item one", 5, "- words"), ("\\@ref(fig:p)", 5, "[](#name)"),
      ("the `r mean(x)` is", 5, "write the value"), ("a :bulb: b", 5, "or words"),
      ("- [ ] todo", 5, "::: choice"),
      ("10\\,000 m", 5, "a comma would be printed"), ("Fig.~1", 5, "no-break space"),
      ("5~km", 5, "no-break space"), ("\\newcommand{\\R}{x}", 5, "write macros:"),
      ("\\SI{3}{m}", 5, "units as a formula"), ("{{< pagebreak >}}", 5, "no shortcode"),
      ("(@good) First", 5, "::: example"),
      ("![a](board photo (1).jpg)", 5, "(<board photo (1).jpg>)"),
      ("  Right     Left\n-------     ------\n     12     12", 6, "|---|---|"),
      ("| a\n| b", 5, "end each line but the last with"),
      ("| a | b |\n|--|", 6, "|---|---|"), ("a **bold text* b", 5, "**words**"),
      ("*bold text**", 5, "**words**"), ("A [link](http://x y) here", 5, "%20"),
      ("a {blank: } b", 5, "write {blank}"), ("```python\nx = {blank:}\n```", 6, "write {blank}"),
      ("$\\SI{3e8}{m/s}$", 5, "\\mathrm{m}"), ("$\\ce{H2O}$", 5, "\\mathrm{H_2O}"),
      ("1. un\n   a. one\n   b. two", 7, "an empty line"), ("i. one\nii. two", 6, "an empty line"),
      ("A. one\nB. two", 6, "an empty line"), ("text\n(1) one\n(2) two", 7, "an empty line"),
      ("(intro)=\n\n## A", 5, "{#name}"), ("\\[ n \\] or", 5, "write $$…$$"),
      ("\\[n\\]", 5, "write $$…$$"), ("@smith2020 says", 5, "bibliography: file.bib"),
      ("Table: Words\n\n| a |\n|---|\n| b |", 5, "begins no caption"),
      ("```{note}\nx\n```", 5, "write ::: remark before it"),
      ("```{admonition} Two words\nx\n```", 5, "write ::: remark title=\"Two words\" before it"),
      ("```{prf:theorem}\nx\n```", 5, "write ::: theorem before it"),
      ("```{code-block} r\nx\n```", 5, "write ```r"), ("```{math}\nx\n```", 5, "between $$"),
      ("::: {#thm-line}\nx\n:::", 5, "write ::: theorem {#thm-line}"),
      ("::: {.callout-note}\nx\n:::", 5, "write ::: remark"),
      ("::: remark title=\"See *this*\"\nx\n:::", 5, "holds '*this*'"),
      ("::: remark title=\"See [](#a)\"\nx\n:::", 5, "holds '[](#a)'"),
      ("::: remark title=\"See [@a]\"\nx\n:::", 5, "holds '[@a]'"),
      ("<!-- a\n\nb", 5, "write -->"), ("<!-- a --> b", 5, "behind a comment"),
      ("Before <!-- a\n\nis 42 --> b", 5, "does not end in its block"),
      ("words\nbefore <!- a -> b", 6, "does not end in its block"),
      ("## Head <!-- a\n\nText --> b", 5, "does not end in its block"),
      ("- Before <!-- a: 42\n- next --> b", 5, "does not end in its block"),
      ("| a | b |\n|---|---|\n| 1 <!-- x | 2 --> |", 7, "does not end in its block"),
      ("a\n\n```\nx = 1\n\n## Head\n\nb", 7, "never ends; write ``` on a line"),
      ("::: column\na\n:::", 5, "write ::: columns on a line before it"),
      ("::: question\n::: choice\n-[x] one\n- [ ] two\n:::\n:::", 7, "a space behind its dash"),
    ])
  func refused(body: String, line: Int, advice: String) {
    let found = fault(body)
    #expect(found.hasPrefix("sample.md:\(line): "), "\(found)")
    #expect(found.contains(advice), "\(found)")
  }

  @Test(
    "what looks like it and is none is text",
    arguments: [
      ("C:\\Users\\x and \\\\server\\share", "C:\\Users\\xand\\server\\share"),
      ("\\[1\\] and \\(see below\\)", "[1]and(seebelow)"),
      ("2*x and **a *b* c**", "2*xandabc"), ("[a](http://x \"y z\")", "a"), ("- - -", ""),
      ("`\\ref{a}` and `[[x]]`", "\\ref{a}and[[x]]"),
      ("a == b and c == d", "a==bandc==d"), ("~5 and ~6", "~5and~6"), ("2^3 and 2^4", "2^3and2^4"),
      ("mail me [at a@b.example](mailto:a@b.example)", "mailmeata@b.example"),
      ("[[1]](https://example.org)", "[1]"), ("\\==a\\==", "==a=="), ("[x] @ 3 p.m.", "[x]@3p.m."),
      ("X ~ N and 1\\, 2", "X~Nand1,2"), ("| a |\n|---|\n| `x \\| y` |", "ax|y"),
      ("(a) one\n\n(b) two", "(a)one(b)two"), ("\\[...\\] @home and @ 3", "[...]@homeand@3"),
      ("std::vector, and ::text", "std::vector,and::text"),
      ("{a: b} and {key: 1}", "{a:b}and{key:1}"),
      ("<!-- a secret\n::: solution\n-->\ntext <!-- more --> here", "texthere"),
      ("see https://example.org/a--b_c_d. Then", "seehttps://example.org/a--b_c_d.Then"),
      (
        "Une phrase assez longue pour que la ligne soit coupée avant ce signe\n: voilà",
        "Unephraseassezlonguepourquelalignesoitcoupéeavantcesigne:voilà"
      ),
    ])
  func allowed(body: String, text: String) throws {
    let both = try Both("---\ntitle: Q\n---\n\n" + body)
    #expect(both.page.contains(text), "\(both.page)")
    #expect(both.paper == "Q" + text, "\(both.paper)")
  }

  @Test("an address in text is a link and is not divided by hyphens")
  func addresses() throws {
    let address = "https://example.org/" + String(repeating: "implementation-", count: 9) + "end"
    let both = try Both(
      "---\ntitle: Q\n---\n\nWords before (\(address)) and [\(address)](\(address)).")
    #expect(both.html.contains("(<a href=\"\(address)\">\(address)</a>)"))
    #expect(both.paper.contains("(\(address))"))
  }

  @Test("comments leave no trace in any variant, whatever they hold", arguments: Variant.allCases)
  func comments(variant: Variant) throws {
    let both = try Both(
      """
      ---
      title: Q
      ---

      <!-- ::: question
      ![SECRET](figure:nothing) $\\SECRET
      :::
      -->

      Before.

      ::: question
      Ask. <!-- SECRET
      goes on -->

      ::: solution
      <!-- ![](figure:line) -->
      Answer.
      :::
      :::

      ![](figure:line)
      """, variant)
    #expect(!both.html.contains("SECRET"))
    #expect(both.page.contains("Figure1."))
  }

  @Test(
    "notes of one name stand once",
    arguments: [
      ("a[^1]\n\n[^1]: b\n[^1]: c", 8, "stands in line 7 already")
    ])
  func notes(body: String, line: Int, message: String) {
    let found = fault(body)
    #expect(found.hasPrefix("sample.md:\(line): ") && found.contains(message), "\(found)")
  }

  @Test("a note that only what is hidden calls is no fault")
  func hiddenCall() throws {
    let source =
      "---\ntitle: Q\n---\n\n::: question\nA.\n\n::: solution\nB[^1].\n:::\n:::\n\n[^1]: C."
    #expect(try !Both(source, .student).html.contains("C."))
    #expect(try Both(source, .solution).page.contains("C."))
  }

  @Test("line ends, marks of order and of direction, letters with accents apart")
  func characters() throws {
    let plain = try Both("---\ntitle: Q\n---\n\nÉté à x\n\n```\na\n  b\n```\n")
    for other in [
      "---\rtitle: Q\r---\r\rE\u{301}te\u{301} a\u{300} x\r\r```\ra\r  b\r```\r",
      "\u{FEFF}---\r\ntitle: Q\r\n---\r\n\r\nÉt\u{200B}é\u{200E} à\u{2028}x\r\n\r\n```\r\na\r\n  b\r\n```\r\n",
    ] {
      let both = try Both(other)
      #expect(both.html == plain.html || both.page == plain.page)
      #expect(both.paper == plain.paper)
    }
    #expect(fault("\u{0}").contains("NUL"))
  }

  @Test(
    "what no font has and what is wider than the paper has its line",
    arguments: [
      ("a\n\n$\\text{\u{1E9B}}$", 7, "no glyph"),
      (
        "a\n\n$$\\text{" + String(repeating: "words that go on ", count: 12) + "}$$", 7,
        "wider than the paper"
      ),
      ("a\n\n- b $" + String(repeating: "\\quad\\sum", count: 40) + "$", 7, "wider than the paper"),
    ])
  func unset(body: String, line: Int, message: String) {
    do {
      _ = try Both("---\ntitle: T\n---\n\n" + body)
      Issue.record("no fault")
    } catch {
      #expect("\(error)".contains("sample.md:\(line): "), "\(error)")
      #expect("\(error)".contains(message), "\(error)")
    }
  }

  @Test(
    "faults of formulas in several lines show the line at fault",
    arguments: [
      ("$$\na = b\n\\nope\n$$", 7, "'\\nope': column 1"), ("$$a\n+ \\nope$$", 6, "column 3"),
    ])
  func formulas(body: String, line: Int, message: String) {
    let found = fault(body)
    #expect(found.hasPrefix("sample.md:\(line): ") && found.contains(message), "\(found)")
  }

  @Test("an empty cell beyond the head is none")
  func emptyCells() throws {
    #expect(try Both("---\ntitle: Q\n---\n\n| a | b |\n|---|---|\n| 1 | 2 | |").paper == "Qab12")
  }
}
