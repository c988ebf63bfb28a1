import Records
import Typesetting

/// Running text as paper sets it.
extension HandoutSetter {
  /// Running text as the parts of a paragraph.
  func parts(_ content: [Inline], _ style: TextStyle = .regular) -> [TextPart] {
    content.flatMap { parts($0, style) }
  }

  private func parts(_ inline: Inline, _ style: TextStyle) -> [TextPart] {
    let meanings = document.meanings
    switch inline.kind {
    case .text(let text): return [.text(document.language.typeset(text), style)]
    case .softBreak: return [.text(" ", style)]
    case .lineBreak: return [.lineBreak]
    case .code(let text):
      var mono = style
      (mono.face, mono.scale, mono.isVerbatim) = (.mono, 0.95 * style.scale, true)
      return [.text(text, mono)]
    case .emphasis(let inner):
      var slanted = style
      slanted.face =
        switch style.face {
        case .bold: .boldItalic
        case .italic: .regular
        default: .italic
        }
      return parts(inner, slanted)
    case .strong(let inner):
      var strong = style
      strong.face = style.face == .italic ? .boldItalic : .bold
      return parts(inner, strong)
    case .link(let target, let inner):
      let words = meanings.words[inline.id] ?? inner
      var linked = style
      (linked.link, linked.color) = (meanings.rows[target] ?? target, Ink.solution)
      // An address is set as what it is.
      if let label = meanings.label(of: inline) { return [.text(label, linked)] }
      linked.isVerbatim = target.hasSuffix(words.plainText) && !target.hasPrefix("#")
      return parts(words, linked)
    case .formula:
      return meanings.formulas[inline.id].map { [.formula($0, link: style.link)] } ?? []
    case .number: return meanings.quotations[inline.id].map { parts($0.numeral, style) } ?? []
    case .citation(let citation):
      return document.parts(of: citation, id: inline.id).flatMap { part -> [TextPart] in
        switch part {
        case .words(let words): return words.flatMap { parts($0, style) }
        case .text(let text): return [.text(text, style)]
        case .work(let label, let anchor):
          var linked = style
          (linked.link, linked.color) = ("#" + anchor, Ink.solution)
          return [.text(label, linked)]
        }
      }
    case .note: return meanings.notes[inline.id].map { [.note(String($0))] } ?? []
    case .blank(let width, let answer):
      guard answer.isEmpty else {
        var filled = style
        filled.color = Ink.solution
        return parts(answer, filled)
      }
      return Self.line(width).map { [.formula($0)] } ?? []
    }
  }

  /// A number; a power of ten is a formula, or has raised words in a colour, which formulas have not.
  func parts(_ numeral: Numeral, _ style: TextStyle) -> [TextPart] {
    let text = document.language.decimal(numeral.plain)
    // The fonts of words have no raised signs.
    guard let start = text.firstIndex(where: { "⁻⁰¹²³⁴⁵⁶⁷⁸⁹".contains($0) }) else {
      return [.text(text, style)]
    }
    if style.color == nil,
      let formula = try? MathText(
        document.language.decimalTeX(numeral.tex), in: document.language.spoken)
    {
      return [.formula(formula, link: style.link)]
    }
    var raised = style
    (raised.scale, raised.rise) = (TextStyle.mark.scale * style.scale, TextStyle.mark.rise)
    let power = text[start...].map { $0.wholeNumberValue.map(String.init) ?? "\u{2212}" }.joined()
    return [.text(String(text[..<start]), style), .text(power, raised)]
  }

  /// Words with formulas between dollar signs.
  func parts(ofDollars source: String, _ style: TextStyle) throws -> [TextPart] {
    try dollarPieces(source).map { piece in
      switch piece {
      case .words(let words): .text(words, style)
      case .formula(let tex): .formula(try MathText(tex, in: document.language.spoken))
      }
    }
  }
}

extension TextPart {
  /// Whether it is a line to write on.
  var isRoom: Bool {
    guard case .formula(let formula, _) = self, formula.tree.items.count == 1,
      case .atom(let atom)? = formula.tree.items.first, case .stretched = atom.nucleus
    else { return false }
    return formula.words.isEmpty
  }
}

extension [TextPart] {
  /// The words, formulas in words.
  var plainText: String {
    map { part in
      switch part {
      case .text(let text, _): text
      case .formula(let formula, _): formula.words
      case .note: ""
      case .lineBreak: " "
      }
    }.joined()
  }
}
