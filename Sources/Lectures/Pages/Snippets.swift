import Drawing
import Reports

extension Deck {
  /// Files that put each figure with its steps into Beamer, Typst and reveal.js, by their paths below
  /// the deck's folder: a document for each program, which compiles as it stands there, and
  /// `snippets.md`, which says how to use them.
  package var snippets: [(path: String, text: String)] {
    [
      ("beamer.tex", beamer), ("typst.typ", typst), ("reveal.html", reveal),
      ("snippets.md", guide),
    ]
  }

  /// The slides of each page of the lecture, whose name is empty where there is one page only.
  private var parts: [(name: String, slides: [Slide])] {
    let order = lecture.pageOrder(of: slides.map(\.id))
    return order.map { page, figures in
      (
        order.count > 1 ? lecture.name(ofPage: page) : "",
        figures.compactMap { figure in slides.first { $0.id == figure.id } }
      )
    }
  }

  /// The slides in one language, each part below its name as a comment.
  private func all(_ comment: (String) -> String, _ form: (Slide) -> String) -> String {
    parts.map { name, slides in
      (name.isEmpty ? "" : "\n" + comment(name) + "\n")
        + slides.map { "\n" + comment($0.id) + "\n" + form($0) }.joined()
    }.joined()
  }

  private var guide: String {
    let lists = parts.map { name, slides in
      "\n| \(name.isEmpty ? "Figure" : name) | Steps | Title |\n|---|---|---|\n"
        + slides.map { "| `\($0.id)` | \($0.stepCount) | \(withIndices($0.title)) |\n" }.joined()
    }
    return """
      # The figures in your own slides

      Each of these files has a slide for each figure, below a comment with the figure's id. Take what you
      need, or leave out what you do not. Those for Beamer and Typst compile as they stand in this folder;
      that for reveal.js holds sections for a page of yours.

      | Program | File | Take into your slides |
      |---|---|---|
      | Beamer | `beamer.tex`, for pdfLaTeX and LuaLaTeX alike | the definition of `\\figurestep` and a frame |
      | Typst | `typst.typ` | the definition of `figuresteps` and a call of it |
      | reveal.js | `reveal.html` | a `<section>` |

      The pictures are `ID/1.svg` and so on, one for each step, and the pages of `ID.steps.pdf`. Every step
      has an alternative text, for readers who do not see it.

      """ + lists.joined()
  }

  private var beamer: String {
    """
    \\documentclass[aspectratio=169]{beamer}
    \\setbeamertemplate{navigation symbols}{}
    % A step of a figure: its id, the number of the step, and what it shows.
    \\newcommand{\\figurestep}[3]{\\only<#2>{\\includegraphics[alt={#3},
      width=\\textwidth,height=0.87\\textheight,keepaspectratio,page=#2]{#1.steps.pdf}}}
    \\begin{document}
    \(all({ "% " + $0 }, \.frame))
    \\end{document}

    """
  }

  private var typst: String {
    """
    #set document(title: \(typstQuoted(title)))
    #set page(paper: "presentation-16-9", margin: (x: 1.5cm, y: 1cm))
    #set text(size: 22pt)
    // A page for each step of a figure: its id, its title, and what each step shows.
    #let figuresteps(id, title, ..steps) = for (index, alternative) in steps.pos().enumerate(start: 1) {
      page[
        #heading(outlined: index == 1, bookmarked: index == 1, text(size: 25pt, title))
        #v(1fr)
        #align(center, image(
          id + "/" + str(index) + ".svg", width: 100%, height: 80%, fit: "contain",
          alt: alternative))
        #v(1fr)
      ]
    }
    \(all({ "// " + $0 }, \.call))
    """
  }

  private var reveal: String {
    "<!-- Sections for the slides of reveal.js. -->\n" + all({ "<!-- \($0) -->" }, \.section)
  }
}

extension Slide {
  fileprivate var stepCount: Int { max(1, stepTitles.count) }

  /// The figure as a frame of Beamer, each step with what it shows for readers who do not see it.
  fileprivate var frame: String {
    let steps = (1...stepCount).map { step in
      "  \\figurestep{\(id)}{\(step)}{\(texString(alternative(of: step)))}%\n"
    }
    return "\\begin{frame}{\(beamerTitle)}\n  \\centering\n" + steps.joined() + "\\end{frame}\n"
  }

  /// The figure as pages of Typst.
  fileprivate var call: String {
    let steps = (1...stepCount).map { "  \(typstQuoted(alternative(of: $0))),\n" }
    return "#figuresteps(\(typstQuoted(id)), \(typstTitle),\n" + steps.joined() + ")\n"
  }

  /// The figure as a slide of reveal.js.
  fileprivate var section: String {
    """
    <section>
    <h2 style="font-size:36px;text-transform:none;margin:0 0 16px">\(revealTitle)</h2>
    <div class="r-stack">
    \(revealSteps)
    </div>
    </section>

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
      let number = sign.number.map { "<mn>\($0)</mn><mo lspace=\"0\" rspace=\"0\">/</mo>" } ?? ""
      let nucleus = sign.index.map { "<msub>\(letter)<mn>\($0)</mn></msub>" } ?? letter
      return "<math>\(number)\(nucleus)</math>"
    }
  }

  /// What the picture of a step shows: what is new, and what was there before.
  private func alternative(of step: Int) -> String {
    guard step < stepCount else { return shown.light.description }
    let name = withIndices(title)
    // What is there from the start may be called as the figure is, which says nothing new.
    let titles = stepTitles.prefix(step)
      .map { (try? spoken($0, in: language.spoken)) ?? $0 }
      .map { $0 == name || $0 == title ? "" : $0 }
    let start =
      "\(name), \(language.word(.step)) \(step) \(language.word(.of)) \(stepCount)"
    guard let new = titles.last, !new.isEmpty else { return start }
    let before = titles.dropLast().filter { !$0.isEmpty }.joined(separator: "; ")
    let colon = language.word(.colon)
    return start + colon + new
      + (before.isEmpty ? "" : ", \(language.word(.addedTo))" + colon + before)
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

/// Words that LaTeX keeps as a string and does not set: plain text, but for signs that mean something to it.
func texString(_ text: String) -> String {
  text.map { character in
    if "{}$&%#_".contains(character) { return "\\\(character)" }
    return "\n\u{A0}\u{202F}\\^~".contains(character) ? " " : String(character)
  }.joined()
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
        "beamer.tex: '\(character)' is a sign that LaTeX's fonts lack and stands as '?' in Beamer; "
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
