import Drawing
import Reports

extension Deck {
  /// Lines that put each figure with its steps into Beamer, Typst and reveal.js: every block is a
  /// document that compiles as it stands in the deck's folder.
  package var snippets: String {
    let heads = """
      # The figures in your own slides

      Each figure has a document of Beamer, which reads `ID.steps.pdf` with pdfLaTeX and LuaLaTeX alike,
      one of Typst, which reads `ID/1.svg` and so on, and a slide of reveal.js. Save them in the folder of
      the deck. In this file the section of a figure is found by its id, as `## projection`.

      """
    let parts = lecture.pageOrder(of: slides.map(\.id)).map { page, figures in
      (page: page, slides: figures.compactMap { figure in slides.first { $0.id == figure.id } })
    }
    // A part is named where there are several.
    func head(_ page: String?, _ start: String, _ end: String) -> String {
      parts.count > 1 ? start + lecture.name(ofPage: page) + end : ""
    }
    let contents = parts.map { page, slides in
      "\n" + head(page, "**", "**\n\n")
        + slides.map { "* [`\($0.id)`](#\($0.id)) \(withIndices($0.title))\n" }.joined()
    }
    let blocks = parts.map { page, slides in
      head(page, "\n# ", "\n") + slides.map { "\n" + $0.snippet }.joined()
    }
    return heads + contents.joined() + blocks.joined()
  }
}

extension Slide {
  private var stepCount: Int { max(1, stepTitles.count) }

  fileprivate var snippet: String {
    let plain = withIndices(title)
    return """
      ## \(id)

      \(plain)

      <details><summary>Beamer, Typst, reveal.js</summary>

      ```latex
      \\documentclass[aspectratio=169]{beamer}
      \\setbeamertemplate{navigation symbols}{}
      \\begin{document}
      \\begin{frame}{\(beamerTitle)}
        \\centering
      \(beamerSteps)
      \\end{frame}
      \\end{document}
      ```

      ```typst
      #set document(title: \(typstQuoted(plain)))
      #set page(paper: "presentation-16-9", margin: (x: 1.5cm, y: 1cm))
      #set text(size: 22pt)
      #let steps = (
      \(typstAlternatives)
      )
      #for (step, alternative) in steps.enumerate(start: 1) {
        page[
          #heading(outlined: step == 1, bookmarked: step == 1,
            text(size: 28pt, \(typstTitle)))
          #v(1fr)
          #align(center, image(
            "\(id)/" + str(step) + ".svg", width: 100%, height: 80%, fit: "contain",
            alt: alternative))
          #v(1fr)
        ]
      }
      ```

      ```html
      <section>
      <h2 style="font-size:36px;text-transform:none;margin:0 0 16px">\(revealTitle)</h2>
      <div class="r-stack">
      \(revealSteps)
      </div>
      </section>
      ```

      </details>

      """
  }

  /// The title with its signs of mathematics as formulas: of TeX, of Typst and in MathML.
  private var beamerTitle: String { settingSigns(in: title, texEscaped) { "$\($0.tex)$" } }

  private var typstTitle: String {
    let pieces = settingSigns(in: title, { "#" + typstQuoted($0) + ";" }) { sign in
      let number = sign.number.map { $0 + "\\/" } ?? ""
      return "$\(number)\(sign.letter)\(sign.index.map { "_" + $0 } ?? "")$"
    }
    return "[\(pieces)]"
  }

  private var revealTitle: String {
    settingSigns(in: title, xmlEscaped) { sign in
      let letter = "<mi>\(sign.letter)</mi>"
      let number = sign.number.map { "<mn>\($0)</mn><mo>/</mo>" } ?? ""
      let nucleus = sign.index.map { "<msub>\(letter)<mn>\($0)</mn></msub>" } ?? letter
      return "<math>\(number)\(nucleus)</math>"
    }
  }

  /// One picture for each step, each with what it shows for readers who do not see it.
  private var beamerSteps: String {
    (1...stepCount).map { step in
      "  \\only<\(step)>{\\includegraphics[alt={\(texEscaped(alternative(of: step)))},"
        + "\n    width=\\textwidth,height=0.78\\textheight,keepaspectratio,"
        + "page=\(step)]{\(id).steps.pdf}}%"
    }.joined(separator: "\n")
  }

  private var typstAlternatives: String {
    (1...stepCount).map { "  \(typstQuoted(alternative(of: $0)))," }.joined(separator: "\n")
  }

  /// What the picture of a step shows: what is new, and what was there before.
  private func alternative(of step: Int) -> String {
    guard step < stepCount else { return shown.light.description }
    let titles = stepTitles.prefix(step).map { (try? spoken($0)) ?? $0 }.filter { !$0.isEmpty }
    let start = "\(withIndices(title)), step \(step) of \(stepCount)"
    guard let new = titles.last else { return start }
    let before = titles.dropLast().joined(separator: "; ")
    return "\(start): \(new)"
      + (before.isEmpty ? "" : ", added to: \(before)")
  }

  /// The first step is there from the start; each of the others takes the place of the one before.
  private var revealSteps: String {
    (1...stepCount).map { step in
      let isFirst = step == 1
      let isLast = step == stepCount
      let kind =
        isFirst
        ? (isLast ? "" : " class=\"fragment fade-out\" data-fragment-index=\"0\"")
        : isLast
          ? " class=\"fragment\" data-fragment-index=\"\(step - 2)\""
          : " class=\"fragment current-visible\" data-fragment-index=\"\(step - 2)\""
      // As large as the slide allows, whatever the theme says of pictures.
      return "<img\(kind) src=\"\(id)/\(step).svg\" "
        + "style=\"width:100%;max-width:100%;height:540px;max-height:none;object-fit:contain;"
        + "margin:auto\" alt=\"\(xmlEscaped(alternative(of: step)))\">"
    }.joined(separator: "\n")
  }
}

/// Words as LaTeX sets them with any engine: signs that mean something in it escaped, letters that
/// its fonts lack in mathematics, numbers above and below the line as one formula.
///
/// What is left, such as letters of other scripts, is a question mark, and a warning says so.
func texEscaped(_ text: String) -> String {
  let known: [Character: String] = [
    "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "%": "\\%",
    "#": "\\#", "_": "\\_", "^": "\\textasciicircum{}", "~": "\\textasciitilde{}", "–": "--",
    "—": "---", "’": "'", "‘": "`", "“": "``", "”": "''", "…": "\\ldots{}", "\u{A0}": "~",
    "\u{202F}": "~", "\n": " ",
  ]
  let formulas: [Character: String] = [
    "ℓ": "\\ell", "−": "-", "∞": "\\infty", "→": "\\to", "≤": "\\le", "≥": "\\ge", "≈": "\\approx",
    "×": "\\times", "·": "\\cdot", "⋅": "\\cdot", "∈": "\\in", "⊙": "\\odot", "⋆": "\\star",
    "∥": "\\|", "‖": "\\|", "≠": "\\ne", "≪": "\\ll", "≫": "\\gg", "′": "'", "∇": "\\nabla",
    "∂": "\\partial", "√": "\\surd", "±": "\\pm", "α": "\\alpha", "β": "\\beta", "γ": "\\gamma",
    "δ": "\\delta", "ε": "\\varepsilon", "ϵ": "\\epsilon", "ζ": "\\zeta", "η": "\\eta",
    "θ": "\\theta", "ι": "\\iota", "κ": "\\kappa", "λ": "\\lambda", "μ": "\\mu", "ν": "\\nu",
    "ξ": "\\xi", "π": "\\pi", "ρ": "\\rho", "σ": "\\sigma", "τ": "\\tau", "φ": "\\varphi",
    "ϕ": "\\phi", "χ": "\\chi", "ψ": "\\psi", "ω": "\\omega", "Γ": "\\Gamma", "Δ": "\\Delta",
    "Θ": "\\Theta", "Λ": "\\Lambda", "Ξ": "\\Xi", "Π": "\\Pi", "Σ": "\\Sigma", "Φ": "\\Phi",
    "Ψ": "\\Psi", "Ω": "\\Omega",
  ]
  // A run of them is one index: two behind each other are a fault of TeX's.
  let indices: [(sign: String, signs: String, plain: String)] = [
    ("^", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿ", "0123456789-+n"), ("_", "₀₁₂₃₄₅₆₇₈₉₋₊ᵢⱼ", "0123456789-+ij"),
  ]
  var out = ""
  var formula = ""
  func close() {
    if !formula.isEmpty { out += "$\(formula)$" }
    formula = ""
  }
  var rest = text[...]
  while let character = rest.first {
    if let index = indices.first(where: { $0.signs.contains(character) }) {
      let run = rest.prefix { index.signs.contains($0) }
      let plain = Dictionary(uniqueKeysWithValues: zip(index.signs, index.plain))
      let words = String(run.compactMap { plain[$0] })
      formula += index.sign + (words.count == 1 ? words : "{\(words)}")
      rest = rest.dropFirst(run.count)
      continue
    }
    rest = rest.dropFirst()
    if let sign = formulas[character] {
      // None begins with a letter, which a command before it would take.
      formula += sign
      continue
    }
    close()
    // Letters of Latin-1 and Latin Extended-A are in every text font; others would stop pdfLaTeX.
    let isPlain = character.unicodeScalars.allSatisfy { $0.value < 0x180 }
    if known[character] == nil, !isPlain {
      Warnings.add(
        "snippets.md: '\(character)' is a sign that LaTeX's fonts lack and stands as '?' in Beamer; "
          + "choose other words for titles and alternative texts")
    }
    out += known[character] ?? (isPlain ? String(character) : "?")
  }
  close()
  return out
}

/// A sign of mathematics in a title, which is plain text: a letter, perhaps with an index or below a
/// number, as ℓ₁ and 2/η.
struct TitleSign {
  /// What stands before the letter and a stroke.
  let number: String?
  let letter: String
  /// What stands below the letter.
  let index: String?

  /// The sign in the language of TeX.
  var tex: String {
    let name = texEscaped(letter).filter { $0 != "$" }
    return (number.map { $0 + "/" } ?? "") + name + (index.map { "_" + $0 } ?? "")
  }
}

/// A title with its words in one form and its signs in another.
func settingSigns(
  in title: String, _ words: (String) -> String, _ form: (TitleSign) -> String
) -> String {
  var out = ""
  var rest = title[...]
  while let sign = rest.firstMatch(of: /(?:(\d+)\/)?([ℓα-ωΑ-Ω])(\d)?/) {
    let before = String(rest[..<sign.range.lowerBound])
    out += before.isEmpty ? "" : words(before)
    out += form(
      TitleSign(
        number: sign.1.map(String.init), letter: String(sign.2), index: sign.3.map(String.init)))
    rest = rest[sign.range.upperBound...]
  }
  return rest.isEmpty ? out : out + words(String(rest))
}

/// A title with its signs as formulas between dollar signs.
func withFormulas(_ title: String) -> String {
  settingSigns(in: title, { $0.replacing("$", with: "\\$") }) { "$\($0.tex)$" }
}

/// A title with the indices of norms as signs of their own.
private func withIndices(_ title: String) -> String {
  title.replacing("ℓ1", with: "ℓ₁").replacing("ℓ2", with: "ℓ₂")
}

/// Words as a string of Typst.
private func typstQuoted(_ text: String) -> String {
  let inner = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    .replacing("\n", with: " ")
  return "\"\(inner)\""
}
