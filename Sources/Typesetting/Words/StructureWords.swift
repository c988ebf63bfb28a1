extension MathWords {
  /// Reads a nucleus without its atom's scripts.
  ///
  /// - Parameter isAlone: Whether no scripts follow, which would make a short phrase ambiguous.
  mutating func read(_ nucleus: Nucleus, isAlone: Bool) {
    switch nucleus {
    case .symbol(let symbol):
      read(symbol.text, symbol.range, as: SymbolWords.words(for: symbol))
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
    let name = word.command == nil ? word.letters : SymbolWords.functions[word.letters]
    let face =
      switch word.alphabet {
      case .upright: ""
      case .bold: "bold"
      default: SymbolWords.adjective(word.alphabet, on: "A")
      }
    let phrase = name ?? word.letters
    read(word.letters, word.range, as: face.isEmpty ? phrase : face + " " + phrase)
  }

  private mutating func read(_ text: Nucleus.Text) {
    for piece in text.pieces {
      switch piece {
      case .math(let list): read(list)
      case .words(let words, let face, let range):
        let trimmed = words.split { $0 == " " || $0 == "\u{A0}" }.joined(separator: " ")
        // A single letter of text would sound like a variable.
        let isLetter = trimmed.count == 1 && trimmed.first?.isLetter == true
        let adjective = face == .regular ? (isLetter ? "upright" : "") : face.adjective
        read(words, range, as: adjective.isEmpty ? trimmed : adjective + " " + trimmed)
      }
    }
  }

  private mutating func readOperatorName(_ list: MathList) {
    for case .atom(let atom) in list.items {
      switch atom.nucleus {
      case .symbol(let symbol) where symbol.alphabet == .upright && !atom.hasScripts:
        read(symbol.text, symbol.range, as: SymbolWords.name(of: symbol.base))
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
    let kind = fraction.hasRule ? "fraction" : isChoice ? "binomial" : "stack"
    let isMarked = !isShort || kind == "stack"
    if isMarked { say("start \(kind)") }
    fractions += 1
    read(fraction.numerator)
    say(isChoice ? "choose" : "over")
    read(fraction.denominator)
    fractions -= 1
    if isMarked { say("end \(kind)") }
    if let right = fraction.right { readDelimiter(right, as: "") }
  }

  private mutating func readSilently(_ list: MathList) {
    for leaf in list.leaves { read(leaf.text, leaf.range, as: "") }
  }

  private mutating func read(_ radical: Nucleus.Radical, isAlone: Bool) {
    if let degree = radical.degree {
      say("the root of degree")
      read(degree)
      read("√", radical.range, as: "of")
    } else {
      read("√", radical.range, as: "the square root of")
    }
    read(radical.radicand)
    if !(isAlone && radical.radicand.isAtomic) { say("end root") }
  }

  private mutating func read(_ accent: Nucleus.Accent) {
    let name = (accent.isWide ? "wide " : "") + SymbolWords.accent(accent.mark)
    if accent.base.isAtomic {
      read(accent.base)
      read(String(accent.mark), accent.range, as: name)
    } else {
      read(String(accent.mark), accent.range, as: name + " over")
      read(accent.base)
      say("end " + name)
    }
  }

  private mutating func read(_ stretched: Nucleus.Stretched) {
    let name =
      switch stretched.mark {
      case .line: "line"
      case .brace: "brace"
      case .bracket: "bracket"
      case .paren: "parenthesis"
      case .rightArrow: "right arrow"
      case .leftArrow: "left arrow"
      }
    say("\(name) \(stretched.isOver ? "over" : "under")")
    if let scalar = stretched.scalar { read(String(scalar), stretched.range, as: "") }
    read(stretched.base)
    say("end \(name)")
  }

  private mutating func read(_ stack: Nucleus.Stack) {
    read(stack.base)
    for (script, place) in [(stack.over, "above"), (stack.under, "below")] {
      guard let script else { continue }
      say("with")
      read(script)
      say(place)
    }
  }

  private mutating func read(_ arrow: Nucleus.Arrow) {
    let name =
      switch arrow.scalar {
      case "→": "arrow to"
      case "←": "arrow from"
      default: "long " + SymbolWords.name(of: arrow.scalar)
      }
    read(String(arrow.scalar), arrow.range, as: name)
    for (label, place) in [(arrow.above, "above"), (arrow.below, "below")] {
      guard let label, !label.isEmpty else { continue }
      say("with")
      read(label)
      say(place)
    }
  }

  // MARK: Arrays

  private mutating func read(_ array: MathArray) {
    if let left = array.left { readDelimiter(left, as: "") }
    let kind = array.spokenKind
    let part = array.spokenPart
    say("start \(kind)")
    for (number, row) in array.rows.enumerated() {
      say("\(part) \(number + 1)")
      for (column, cell) in row.cells.enumerated() {
        if column > 0, array.kind == .cases {
          pause()
        } else if column > 0, array.kind != .aligned {
          say("next")
        }
        read(cell)
      }
    }
    say("end \(kind)")
    if let right = array.right { readDelimiter(right, as: "") }
  }
}

extension MathArray {
  fileprivate var spokenKind: String {
    switch kind {
    case .cases: return "cases"
    case .aligned, .gathered: return "lines"
    case .substack: return "stack"
    case .matrix, .smallMatrix, .array:
      let size = "\(rows.count) by \(columns.count)"
      let inside =
        switch left?.scalar {
        case "(": " in parentheses"
        case "[": " in brackets"
        case "{": " in braces"
        case "|": " in bars"
        case "‖": " in double bars"
        default: ""
        }
      let small = kind == .smallMatrix ? "small " : ""
      return "\(size) \(small)\(kind == .array ? "array" : "matrix")\(inside)"
    }
  }

  fileprivate var spokenPart: String {
    switch kind {
    case .cases: "case"
    case .aligned, .gathered, .substack: "line"
    case .matrix, .smallMatrix, .array: "row"
    }
  }
}

extension Nucleus.Fraction {
  /// "one half" and its like; nil for others.
  fileprivate var commonWords: String? {
    guard numerator.digits == "1" else { return nil }
    return switch denominator.digits {
    case "2": "one half"
    case "3": "one third"
    case "4": "one quarter"
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
  fileprivate var adjective: String {
    switch self {
    case .regular: ""
    case .italic: "italic"
    case .bold: "bold"
    case .boldItalic: "bold italic"
    case .sans: "sans-serif"
    case .mono: "typewriter"
    }
  }
}

extension MathList {
  /// The list in plain English.
  var words: String {
    var reader = MathWords()
    reader.read(self)
    return reader.text
  }
}

extension MathText {
  /// The formula in plain English, for readers who do not see it.
  ///
  /// Every character is accounted for, and different formulas have different words: fractions,
  /// scripts and roots that hold more than one character end with a word that says so. An
  /// equation's number is not part of the words.
  public var words: String { tree.words }

  /// The leaves of the tree that the words account for, for tests.
  package var spokenLeaves: [MathLeaf] {
    var reader = MathWords()
    reader.read(tree)
    return reader.leaves
  }
}
