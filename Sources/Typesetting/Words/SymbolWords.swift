/// The words of a single character of a formula.
struct SymbolWords {
  let language: MathLanguage

  /// The words of a character in an alphabet, such as "bold theta" or "script capital I".
  func words(for symbol: Nucleus.Symbol) -> String {
    if symbol.alphabet == .doubleStruck, let set = SymbolNames.sets[String(symbol.base)] {
      return set(language)
    }
    let hasAlphabet = symbol.alphabet.scalar(for: symbol.base) == symbol.scalar
    let name = name(of: hasAlphabet ? symbol.base : symbol.scalar)
    // Letterlike signs and letters of a mathematical alphabet have their look in themselves.
    let isFixed =
      "\u{1D400}"..."\u{1D7FF}" ~= symbol.base || "\u{2100}"..."\u{214F}" ~= symbol.base
    return language.told(name, by: isFixed ? "" : adjective(symbol.alphabet, on: symbol.base))
  }

  /// The adjective of an alphabet; empty for the one that letters have when typed plainly.
  func adjective(_ alphabet: MathAlphabet, on scalar: Unicode.Scalar) -> String {
    let isCapitalGreek = "Α"..."Ω" ~= scalar
    let isLetter = scalar.properties.isAlphabetic
    let face: Translated? =
      switch alphabet {
      case .upright: isLetter && !isCapitalGreek ? .upright : nil
      case .italic: isCapitalGreek ? .italic : nil
      case .bold: isLetter && !isCapitalGreek ? .boldUpright : .bold
      case .boldItalic: isCapitalGreek ? .boldItalic : .bold
      case .doubleStruck: .blackboard
      case .calligraphic: .script
      case .fraktur: .fraktur
      case .sans: .sans
      case .mono: .typewriter
      }
    return face?(language) ?? ""
  }

  /// The name of a character: from the table, else from the Unicode character database.
  func name(of scalar: Unicode.Scalar) -> String {
    if let name = SymbolNames.names[String(scalar)] {
      let isCurly = SymbolNames.curly.contains(scalar)
      return language.told(name(language), by: isCurly ? Self.curly(language) : "")
    }
    switch scalar {
    case "A"..."Z": return language.told(String(scalar), by: Translated.capital(language))
    case "a"..."z", "0"..."9": return String(scalar)
    case "Α"..."Ω":
      let small = String(Unicode.Scalar(scalar.value + 0x20) ?? scalar)
      let name = SymbolNames.names[small]?(language) ?? String(scalar)
      return language.told(name, by: Translated.capital(language))
    default: return scalar.properties.name?.lowercased() ?? String(scalar)
    }
  }

  private static let curly = Translated("curly", "bouclé", "geschwungen")

  /// The article and noun of a large operator or of a function's name, as "the sum"; nil for
  /// others.
  func operation(_ name: String) -> String? { SymbolNames.operations[name]?(language) }

  /// The name of a function in full; nil for those that are read as they are written.
  func function(_ name: String) -> String? { SymbolNames.functions[name]?(language) }

  /// The word of an accent.
  func accent(_ mark: Unicode.Scalar) -> String {
    SymbolNames.accents[mark]?(language) ?? name(of: mark)
  }
}
