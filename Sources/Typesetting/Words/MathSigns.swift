extension MathText {
  /// The formula in one line of characters, for places that take no formulas, such as a title or
  /// a speaker's notes: x² ≤ α, (a + b)/2, √(x + 1); nil for what has no such form: arrays, marks
  /// along or above several characters.
  public var signs: String? { tree.signs }
}

extension MathList {
  fileprivate var signs: String? {
    var out = ""
    var (isAfterOperand, isAfterName) = (false, false)
    for item in items {
      switch item {
      case .atom(let atom):
        guard let text = atom.signs else { return nil }
        let isSpaced = atom.atomClass == .relation || atom.atomClass == .binary && isAfterOperand
        if isAfterName, !text.hasPrefix("("), !text.hasPrefix("[") { out += " " }
        out += isSpaced ? " \(text) " : atom.atomClass == .punctuation ? text + " " : text
        isAfterOperand = ![.relation, .binary, .opening, .punctuation].contains(atom.atomClass)
        isAfterName = atom.atomClass == .op
      case .space(let space):
        switch space.width {
        case .word: out += " "
        case .em(let width) where width >= 1: out += " "
        case .mu(let width) where width >= 5: out += " "
        default: break
        }
      default: break
      }
    }
    return out.split(separator: " ").joined(separator: " ")
  }
}

extension MathAtom {
  fileprivate var signs: String? {
    guard let base = nucleus.signs else { return nil }
    var out = base
    if let subscripted = self.subscript {
      guard let text = subscripted.signs else { return nil }
      out += raised(
        text, by: "_", from: "0123456789+−=()aehijklmnoprstuvxβγρφχ",
        to: "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ")
    }
    if let superscripted = superscript {
      guard let text = superscripted.signs else { return nil }
      out += raised(
        text, by: "^", from: "0123456789+−=()abcdefghijklmnoprstuvwxyzT⊤′″∗⋆∘",
        to: "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᵀ′″*⋆°")
    }
    return out
  }
}

/// A script in its own characters where all have some, else behind a mark.
private func raised(_ text: String, by mark: String, from plain: String, to raised: String)
  -> String
{
  let forms = Dictionary(zip(plain, raised)) { first, _ in first }
  let found = text.filter { $0 != " " }.map { forms[$0] }
  if !found.contains(nil) { return String(found.compactMap(\.self)) }
  return mark + (text.count == 1 ? text : "(\(text))")
}

extension Nucleus {
  fileprivate var signs: String? {
    switch self {
    case .symbol(let symbol): return symbol.sign
    case .word(let word): return word.letters
    case .text(let text):
      let parts = text.pieces.map { piece in
        switch piece {
        case .words(let words, _, _): words
        case .math(let list): list.signs
        }
      }
      return parts.contains(nil) ? nil : parts.compactMap(\.self).joined()
    case .list(let list), .operatorName(let list): return list.signs
    case .fraction(let fraction):
      guard fraction.hasRule, let above = fraction.numerator.signs,
        let below = fraction.denominator.signs
      else { return nil }
      return "\(enclosed(above))/\(enclosed(below))"
    case .radical(let radical):
      guard radical.degree == nil, let inner = radical.radicand.signs else { return nil }
      return "√" + (inner.count == 1 ? inner : "(\(inner))")
    case .accent(let accent):
      guard let base = accent.base.signs, base.count == 1,
        accent.mark.properties.canonicalCombiningClass != .notReordered
      else { return nil }
      return base + String(accent.mark)
    case .fenced(let fenced):
      var out = fenced.left.sign
      for (index, part) in fenced.parts.enumerated() {
        guard let text = part.signs else { return nil }
        out += (index > 0 ? " \(fenced.middles[index - 1].sign) " : "") + text
      }
      return out + fenced.right.sign
    case .delimiter(let sized): return sized.delimiter.sign
    case .phantom(let phantom): return phantom.isDrawn ? phantom.base.signs : ""
    case .arrow(let arrow) where arrow.above.isEmpty && arrow.below?.isEmpty ?? true:
      return " \(arrow.scalar) "
    case .arrow, .stretched, .stack, .array: return nil
    }
  }

  /// A part of a fraction, in parentheses where it is more than one sign or number.
  private func enclosed(_ text: String) -> String {
    text.count == 1 || text.allSatisfy(\.isNumber) ? text : "(\(text))"
  }
}

extension Nucleus.Symbol {
  /// The character as text shows it: letters of formulas as those of words.
  fileprivate var sign: String {
    switch scalar {
    case "∶": ":"
    case "∣": "|"
    default: scalar.value >= 0x1D400 ? String(base) : String(scalar)
    }
  }
}

extension Nucleus.Delimiter {
  fileprivate var sign: String { scalar.map(String.init) ?? "" }
}
