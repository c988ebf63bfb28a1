import Drawing
import Reports

extension Deck {
  /// Lines that put each figure with its steps into Beamer, Typst and reveal.js: every block is a
  /// document that compiles as it stands in the deck's folder.
  package var snippets: String {
    let heads = """
      # The figures in your own slides

      Each block for Beamer and Typst is a whole document: save it in the folder of the deck and compile
      it, or copy the frame. Beamer reads `ID.steps.pdf` with pdfLaTeX and LuaLaTeX alike, Typst reads
      `ID/1.svg` and so on. Each block for reveal.js is a slide, to be put beside the others.

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
        + slides.map { "* [\(withIndices($0.title))](#\($0.id))\n" }.joined()
    }
    let blocks = parts.map { page, slides in
      head(page, "\n## ", "\n") + slides.map { "\n" + $0.snippet }.joined()
    }
    return heads + contents.joined() + blocks.joined()
  }
}

extension Slide {
  private var stepCount: Int { max(1, stepTitles.count) }

  fileprivate var snippet: String {
    let title = withIndices(title)
    return """
      <a id="\(id)"></a>

      ### \(title)

      Beamer:

      ```latex
      \\documentclass[aspectratio=169]{beamer}
      \\setbeamertemplate{navigation symbols}{}
      \\begin{document}
      \\begin{frame}{\(texEscaped(title))}
        \\centering
      \(beamerSteps)
      \\end{frame}
      \\end{document}
      ```

      Typst:

      ```typst
      #set document(title: \(typstQuoted(title)))
      #set page(paper: "presentation-16-9", margin: (x: 1.5cm, y: 1cm))
      #set text(size: 22pt)
      #let steps = (
      \(typstAlternatives)
      )
      #for (step, alternative) in steps.enumerate(start: 1) {
        page[
          #heading(outlined: step == 1, bookmarked: step == 1, text(size: 28pt, \(typstQuoted(title))))
          #v(1fr)
          #align(center, image(
            "\(id)/" + str(step) + ".svg", width: 100%, height: 80%, fit: "contain",
            alt: alternative))
          #v(1fr)
        ]
      }
      ```

      reveal.js:

      ```html
      <section>
      <h2 style="font-size:36px;text-transform:none;margin:0 0 16px">\(xmlEscaped(title))</h2>
      <div class="r-stack">
      \(revealSteps)
      </div>
      </section>
      ```

      """
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

  /// What the picture of a step shows.
  private func alternative(of step: Int) -> String {
    guard step < stepCount else { return shown.light.description }
    let title = stepTitles.indices.contains(step - 1) ? stepTitles[step - 1] : ""
    let words = (try? spoken(title)) ?? title
    return "Step \(step) of \(stepCount)" + (words.isEmpty ? "" : ": \(words)")
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

/// A title, which is plain text, with the indices of its norms as formulas.
func setNorms(_ title: String) -> String {
  title.replacing(/ℓ(\d)/) { "$\\ell_\($0.1)$" }
}

/// The same with signs of their own.
private func withIndices(_ title: String) -> String {
  title.replacing("ℓ1", with: "ℓ₁").replacing("ℓ2", with: "ℓ₂")
}

/// Words as a string of Typst.
private func typstQuoted(_ text: String) -> String {
  let inner = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    .replacing("\n", with: " ")
  return "\"\(inner)\""
}
