extension MathWords {
  /// Reads a nucleus without its atom's scripts.
  ///
  /// - Parameter isAlone: Whether no scripts follow, which would make a short phrase ambiguous.
  mutating func read(_ nucleus: Nucleus, isAlone: Bool) {
    switch nucleus {
    case .symbol(let symbol):
      read(symbol.text, symbol.range, as: symbols.words(for: symbol))
    case .word(let word): read(word)
    case .text(let text): read(text)
    case .list(let list): read(list)
    case .operatorName(let list): readOperatorName(list)
    case .fraction(let fraction): read(fraction, isAlone: isAlone)
    case .radical(let radical): read(radical, isAlone: isAlone)
    case .accent(let accent): read(accent)
    case .fenced(let fenced): read(fenced)
    case .delimiter(let sized): readDelimiter(sized.delimiter)
    case .stretched(let stretched): read(stretched)
    case .stack(let stack): read(stack)
    case .arrow(let arrow): read(arrow)
    case .array(let array): read(array)
    case .phantom(let phantom): if phantom.isDrawn { read(phantom.base) }
    }
  }

  private mutating func read(_ word: Nucleus.Word) {
    let name = word.command == nil ? nil : symbols.function(word.letters)
    let face =
      switch word.alphabet {
      case .upright: ""
      case .bold: text(.bold)
      default: symbols.adjective(word.alphabet, on: "A")
      }
    read(word.letters, word.range, as: language.told(name ?? word.letters, by: face))
  }

  private mutating func read(_ text: Nucleus.Text) {
    for piece in text.pieces {
      switch piece {
      case .math(let list): read(list)
      case .words(let words, let face, let range):
        let trimmed = words.split { $0 == " " || $0 == "\u{A0}" }.joined(separator: " ")
        // A single letter of text would sound like a variable.
        let isLetter = trimmed.count == 1 && trimmed.first?.isLetter == true
        let adjective = face.adjective ?? (isLetter ? .upright : nil)
        read(words, range, as: language.told(trimmed, by: adjective.map { self.text($0) } ?? ""))
      }
    }
  }

  private mutating func readOperatorName(_ list: MathList) {
    for case .atom(let atom) in list.items {
      switch atom.nucleus {
      case .symbol(let symbol) where symbol.alphabet == .upright && !atom.hasScripts:
        read(symbol.text, symbol.range, as: symbols.name(of: symbol.base))
      default: read(atom)
      }
    }
  }

  private mutating func read(_ fraction: Nucleus.Fraction, isAlone: Bool) {
    if let left = fraction.left { readDelimiter(left, as: "") }
    if fraction.hasRule, isAlone, let words = fraction.commonWords {
      readSilently(fraction.numerator)
      readSilently(fraction.denominator)
      return say(words)
    }
    let isChoice = !fraction.hasRule && fraction.left?.scalar == "("
    let isShort =
      isAlone && fractions == 0 && fraction.numerator.isAtomic && fraction.denominator.isAtomic
    let kind: Translated = fraction.hasRule ? .fraction : isChoice ? .binomial : .stack
    let isMarked = !isShort || !(fraction.hasRule || isChoice)
    if isMarked { say(start(kind)) }
    fractions += 1
    read(fraction.numerator)
    say(isChoice ? .choose : fraction.hasRule ? .outOf : .over)
    read(fraction.denominator)
    fractions -= 1
    if isMarked { say(end(kind)) }
    if let right = fraction.right { readDelimiter(right, as: "") }
  }

  /// Accounts for a list that other words stand for.
  mutating func readSilently(_ list: MathList) {
    for leaf in list.leaves { read(leaf.text, leaf.range, as: "") }
  }

  private mutating func read(_ radical: Nucleus.Radical, isAlone: Bool) {
    if let degree = radical.degree {
      say(.rootOfDegree)
      read(degree)
      read("√", radical.range, as: text(.rootOf))
    } else {
      read("√", radical.range, as: text(.squareRootOf))
    }
    read(radical.radicand)
    if !(isAlone && radical.radicand.isAtomic) { say(end(.root)) }
  }

  private mutating func read(_ accent: Nucleus.Accent) {
    let name = language.told(
      symbols.accent(accent.mark), by: accent.isWide ? text(.wide) : "")
    if accent.base.isAtomic {
      read(accent.base)
      read(String(accent.mark), accent.range, as: name)
    } else {
      read(String(accent.mark), accent.range, as: name + " " + text(.over))
      read(accent.base)
      say(text(.end) + " " + name)
    }
  }

  private mutating func read(_ stretched: Nucleus.Stretched) {
    // A line at space alone is one to write on, which says nothing.
    let isRoom = stretched.base.items.allSatisfy { if case .space = $0 { true } else { false } }
    if case .line = stretched.mark, isRoom { return }
    let name: Translated =
      switch stretched.mark {
      case .line: .line
      case .brace: .brace
      case .bracket: .bracket
      case .paren: .parenthesis
      case .rightArrow: .rightArrow
      case .leftArrow: .leftArrow
      }
    say(text(name) + " " + text(stretched.isOver ? .over : .under))
    if let scalar = stretched.scalar { read(String(scalar), stretched.range, as: "") }
    read(stretched.base)
    say(end(name))
  }

  private mutating func read(_ stack: Nucleus.Stack) {
    read(stack.base)
    for (script, place) in [(stack.over, Translated.above), (stack.under, .below)] {
      guard let script else { continue }
      say(.with)
      read(script)
      say(place)
    }
  }

  private mutating func read(_ arrow: Nucleus.Arrow) {
    let name =
      switch arrow.scalar {
      case "→": text(.arrowTo)
      case "←": text(.arrowFrom)
      default: language.told(symbols.name(of: arrow.scalar), by: text(.long))
      }
    read(String(arrow.scalar), arrow.range, as: name)
    for (label, place) in [(arrow.above, Translated.above), (arrow.below, .below)] {
      guard let label, !label.isEmpty else { continue }
      say(.with)
      read(label)
      say(place)
    }
  }

  // MARK: Arrays

  private mutating func read(_ array: MathArray) {
    if array.kind == .boxed {
      say(text(.start) + " " + name(of: array))
      for cell in array.rows.flatMap(\.cells) { read(cell) }
      return say(text(.end) + " " + name(of: array))
    }
    if let left = array.left { readDelimiter(left, as: "") }
    let kind = name(of: array)
    say(text(.start) + " " + kind)
    for (number, row) in array.rows.enumerated() {
      say(text(array.spokenPart) + " \(number + 1)")
      for (column, cell) in row.cells.enumerated() {
        if column > 0, array.kind == .cases {
          pause()
        } else if column > 0, array.kind != .aligned {
          say(.next)
        }
        read(cell)
      }
    }
    say(text(.end) + " " + kind)
    if let right = array.right { readDelimiter(right, as: "") }
  }

  /// "2 by 3 small matrix in parentheses".
  private func name(of array: MathArray) -> String {
    switch array.kind {
    case .cases: return text(.cases)
    case .aligned, .gathered: return text(.lines)
    case .substack: return text(.stack)
    case .boxed: return text(.box)
    case .matrix, .smallMatrix, .array:
      let inside: Translated? =
        switch array.left?.scalar {
        case "(": .inParentheses
        case "[": .inBrackets
        case "{": .inBraces
        case "|": .inBars
        case "‖": .inDoubleBars
        default: nil
        }
      let thing = language.told(
        text(array.kind == .array ? .array : .matrix),
        by: array.kind == .smallMatrix ? text(.small) : "")
      let size = "\(array.rows.count) \(text(.by)) \(array.columns.count)"
      return language.told(thing, by: size) + (inside.map { " " + text($0) } ?? "")
    }
  }
}

extension MathArray {
  fileprivate var spokenPart: Translated {
    switch kind {
    case .cases: .caseOf
    case .aligned, .gathered, .substack: .lineOf
    case .matrix, .smallMatrix, .array, .boxed: .row
    }
  }
}

extension Nucleus.Fraction {
  /// "one half" and its like; nil for others.
  fileprivate var commonWords: Translated? {
    guard numerator.digits == "1" else { return nil }
    return switch denominator.digits {
    case "2": .half
    case "3": .third
    case "4": .quarter
    default: nil
    }
  }
}

extension MathList {
  /// The digits of a list that is a number in plain figures.
  fileprivate var digits: String? {
    guard isAtomic, case .number(let digits, let atoms)? = phrases.first,
      case .symbol(let first)? = atoms.first?.nucleus, first.alphabet == .upright
    else { return nil }
    return digits
  }
}

extension Nucleus.Text.Face {
  fileprivate var adjective: Translated? {
    switch self {
    case .regular: nil
    case .italic: .italic
    case .bold: .bold
    case .boldItalic: .boldItalic
    case .sans: .sans
    case .mono: .typewriter
    }
  }
}

extension MathList {
  /// The list in plain words.
  func words(in language: MathLanguage) -> String {
    var reader = MathWords(language)
    reader.read(self)
    return reader.text
  }
}

extension MathText {
  /// The formula in plain words of its language, for readers who do not see it.
  ///
  /// Every character is accounted for, and different formulas have different words: fractions,
  /// scripts and roots that hold more than one character end with a word that says so. An
  /// equation's number is not part of the words.
  public var words: String { tree.words(in: language) }

  /// The leaves of the tree that the words account for, for tests.
  package var spokenLeaves: [MathLeaf] {
    var reader = MathWords(language)
    reader.read(tree)
    return reader.leaves
  }
}
