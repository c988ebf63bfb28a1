/// A part of a formula that is drawn with characters: what no back end may drop or repeat.
public struct MathLeaf: Hashable, Sendable {
  /// The characters as set: 𝜽 for `\boldsymbol{\theta}`.
  public var text: String
  /// Where it stands in the source.
  public var range: SourceRange
}

extension MathList {
  /// The leaves of the tree, in its order.
  ///
  /// Rules and empty delimiters are no leaves.
  public var leaves: [MathLeaf] {
    var leaves: [MathLeaf] = []
    collect(into: &leaves)
    return leaves
  }

  fileprivate func collect(into leaves: inout [MathLeaf]) {
    for case .atom(let atom) in items {
      atom.nucleus.collect(into: &leaves)
      atom.superscript?.collect(into: &leaves)
      atom.subscript?.collect(into: &leaves)
    }
  }
}

extension Nucleus {
  fileprivate func collect(into leaves: inout [MathLeaf]) {
    switch self {
    case .symbol(let symbol):
      leaves.append(MathLeaf(text: symbol.text, range: symbol.range))
    case .word(let word): leaves.append(MathLeaf(text: word.letters, range: word.range))
    case .text(let text): text.collect(into: &leaves)
    case .list(let list), .operatorName(let list): list.collect(into: &leaves)
    case .fraction(let fraction):
      fraction.left?.collect(into: &leaves)
      fraction.numerator.collect(into: &leaves)
      fraction.denominator.collect(into: &leaves)
      fraction.right?.collect(into: &leaves)
    case .radical(let radical):
      radical.degree?.collect(into: &leaves)
      leaves.append(MathLeaf(text: "√", range: radical.range))
      radical.radicand.collect(into: &leaves)
    case .accent(let accent):
      leaves.append(MathLeaf(text: String(accent.mark), range: accent.range))
      accent.base.collect(into: &leaves)
    case .fenced(let fenced): fenced.collect(into: &leaves)
    case .delimiter(let sized): sized.delimiter.collect(into: &leaves)
    case .stretched(let stretched):
      if let scalar = stretched.scalar {
        leaves.append(MathLeaf(text: String(scalar), range: stretched.range))
      }
      stretched.base.collect(into: &leaves)
    case .stack(let stack):
      stack.over?.collect(into: &leaves)
      stack.base.collect(into: &leaves)
      stack.under?.collect(into: &leaves)
    case .arrow(let arrow):
      arrow.above.collect(into: &leaves)
      leaves.append(MathLeaf(text: String(arrow.scalar), range: arrow.range))
      arrow.below?.collect(into: &leaves)
    case .array(let array): array.collect(into: &leaves)
    case .phantom(let phantom):
      if phantom.isDrawn { phantom.base.collect(into: &leaves) }
    }
  }
}

extension Nucleus.Text {
  fileprivate func collect(into leaves: inout [MathLeaf]) {
    for piece in pieces {
      switch piece {
      case .words(let words, _, let range): leaves.append(MathLeaf(text: words, range: range))
      case .math(let list): list.collect(into: &leaves)
      }
    }
  }
}

extension Nucleus.Delimiter {
  fileprivate func collect(into leaves: inout [MathLeaf]) {
    if let scalar { leaves.append(MathLeaf(text: String(scalar), range: range)) }
  }
}

extension Nucleus.Fenced {
  fileprivate func collect(into leaves: inout [MathLeaf]) {
    left.collect(into: &leaves)
    for (index, part) in parts.enumerated() {
      if index > 0 { middles[index - 1].collect(into: &leaves) }
      part.collect(into: &leaves)
    }
    right.collect(into: &leaves)
  }
}

extension MathArray {
  fileprivate func collect(into leaves: inout [MathLeaf]) {
    left?.collect(into: &leaves)
    for row in rows { for cell in row.cells { cell.collect(into: &leaves) } }
    right?.collect(into: &leaves)
  }
}

extension Nucleus.Symbol {
  /// Whether the symbol is a Latin letter or a digit in one of the alphabets of text.
  var isPlainText: Bool {
    switch alphabet {
    case .upright, .bold, .sans, .mono: break
    case .italic, .boldItalic, .doubleStruck, .calligraphic, .fraktur: return false
    }
    switch base {
    case "a"..."z", "A"..."Z", "0"..."9": return command == nil
    default: return false
    }
  }

  /// What the symbol is read back as: the letter typed for `\mathbf{x}`, else the character set.
  var text: String { String(isPlainText ? base : scalar) }
}

extension Nucleus.Stretched {
  /// Whether the atom's scripts are labels at the middle of the mark.
  var takesLabel: Bool {
    switch mark {
    case .brace, .bracket, .paren: true
    case .line, .rightArrow, .leftArrow: false
    }
  }

  /// The character stretched along the formula; nil for a line, which is a rule.
  public var scalar: Unicode.Scalar? {
    switch (mark, isOver) {
    case (.line, _): nil
    case (.brace, true): "\u{23DE}"
    case (.brace, false): "\u{23DF}"
    case (.bracket, true): "\u{23B4}"
    case (.bracket, false): "\u{23B5}"
    case (.paren, true): "\u{23DC}"
    case (.paren, false): "\u{23DD}"
    case (.rightArrow, true): "\u{20D7}"
    case (.rightArrow, false): "\u{20EF}"
    case (.leftArrow, true): "\u{20D6}"
    case (.leftArrow, false): "\u{20EE}"
    }
  }
}
