extension MathParser {
  /// A letter or digit in the alphabet of its place.
  ///
  /// Letters that follow each other in `\mathrm` and its like make one word.
  mutating func letter(
    _ base: Unicode.Scalar, _ token: Token, command: String? = nil, into items: inout [MathItem]
  ) {
    let chosen = alphabet ?? MathParser.plainAlphabet(of: base)
    if joinsWords(chosen), base.isASCII, alphabet != nil,
      case .atom(let last) = items.last, !last.hasScripts,
      let word = last.joined(with: base, alphabet: chosen, at: token.range)
    {
      items[items.count - 1] = .atom(word)
      return
    }
    let scalar = chosen.scalar(for: base)
    let plain = MathParser.plainAlphabet(of: base)
    let symbol = Nucleus.Symbol(
      base: base, alphabet: scalar == nil ? plain : chosen,
      scalar: scalar ?? plain.scalar(for: base) ?? base, command: command, range: token.range)
    items.append(
      .atom(MathAtom(atomClass: .ordinary, nucleus: .symbol(symbol), range: token.range)))
  }

  private func joinsWords(_ alphabet: MathAlphabet) -> Bool {
    switch alphabet {
    case .upright, .italic, .bold, .sans, .mono: true
    case .boldItalic, .doubleStruck, .calligraphic, .fraktur: false
    }
  }

  /// Plain letters are italic; digits, capital Greek letters and signs are upright.
  static func plainAlphabet(of base: Unicode.Scalar) -> MathAlphabet {
    switch base {
    case "a"..."z", "A"..."Z", "α"..."ω", "ϵ", "ϑ", "ϰ", "ϕ", "ϱ", "ϖ", "∂": .italic
    default: .upright
    }
  }
}

extension MathAtom {
  /// The word made of this atom's letters and one more; nil when this atom has other content.
  fileprivate func joined(
    with letter: Unicode.Scalar, alphabet: MathAlphabet, at range: SourceRange
  ) -> MathAtom? {
    var word: Nucleus.Word
    switch nucleus {
    case .symbol(let symbol)
    where symbol.alphabet == alphabet && symbol.base.isASCII && symbol.base.isLetterOrDigit:
      word = Nucleus.Word(
        letters: String(symbol.base), alphabet: alphabet, command: nil, range: symbol.range)
    case .word(let present) where present.alphabet == alphabet && present.command == nil:
      word = present
    default: return nil
    }
    word.letters.unicodeScalars.append(letter)
    word.range = word.range.lowerBound..<max(word.range.upperBound, range.upperBound)
    return MathAtom(atomClass: .ordinary, nucleus: .word(word), range: word.range)
  }
}

extension Unicode.Scalar {
  fileprivate var isLetterOrDigit: Bool { MathParser.isLetterOrDigit(self) }
}

/// Characters that mean themselves when typed: the signs of the keyboard and every symbol that
/// has a command.
enum TypedCharacters {
  /// What to write instead of a character that is a formula by itself; nil for any other.
  static func remedy(for scalar: Unicode.Scalar) -> String? {
    for (sign, digits) in [("^", "⁰¹²³⁴⁵⁶⁷⁸⁹"), ("_", "₀₁₂₃₄₅₆₇₈₉")] {
      if let digit = Array(digits.unicodeScalars).firstIndex(of: scalar) {
        return "write \(sign)\(digit)"
      }
    }
    return switch scalar {
    case "½": "write \\frac12"
    case "⅓": "write \\frac13"
    case "¼": "write \\frac14"
    case "¾": "write \\frac34"
    case "°": "write ^\\circ"
    case "…": "write \\ldots"
    case "–", "—": "write - for minus"
    case "“", "”", "‘", "’": "use \\text for words, and ' for a prime"
    default: nil
    }
  }

  /// What a typed character stands for.
  struct Meaning: Sendable {
    var scalar: Unicode.Scalar
    var atomClass: AtomClass
    var limits: MathAtom.Limits
  }

  static let all: [Unicode.Scalar: Meaning] = {
    var all: [Unicode.Scalar: Meaning] = [:]
    for table in Symbols.tables {
      for (_, scalar) in Command.pairs(table.pairs) where !scalar.isASCII && all[scalar] == nil {
        all[scalar] = Meaning(scalar: scalar, atomClass: table.atomClass, limits: table.limits)
      }
    }
    for entry in Symbols.typed {
      all[entry.scalar] = Meaning(scalar: entry.set, atomClass: entry.atomClass, limits: .never)
    }
    // Mathematical letters typed as such keep their alphabet.
    let block = (UInt32(0x1D400)...0x1D7FF).compactMap { Unicode.Scalar($0) }
    for scalar in block + "ℂℍℕℙℚℝℤℬℰℱℋℐℒℳℛℯℊℴℭℌℨℎ".unicodeScalars {
      all[scalar] = Meaning(scalar: scalar, atomClass: .ordinary, limits: .never)
    }
    return all
  }()
}
