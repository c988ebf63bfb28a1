/// Reads a formula aloud, leaf by leaf.
///
/// A part that could be mistaken for more or less than it is stands between a start and an end,
/// as in "start fraction 1 over n squared end fraction"; a single character or number does not.
struct MathWords {
  let language: MathLanguage
  /// The words, in order.
  private(set) var words: [String] = []
  /// The leaves of the tree that have been read.
  private(set) var leaves: [MathLeaf] = []
  /// How many fractions hold what is read now: each but the outermost is marked.
  var fractions = 0

  /// The words in one line.
  var text: String { words.joined(separator: " ") }

  init(_ language: MathLanguage) { self.language = language }

  /// The names of characters.
  var symbols: SymbolWords { SymbolWords(language: language) }

  mutating func say(_ phrase: String) { words.append(phrase) }

  mutating func say(_ phrase: Translated) { words.append(text(phrase)) }

  /// A phrase in the language.
  func text(_ phrase: Translated) -> String { phrase(language) }

  /// "start fraction".
  func start(_ thing: Translated) -> String { text(.start) + " " + text(thing) }

  /// "end fraction".
  func end(_ thing: Translated) -> String { text(.end) + " " + text(thing) }

  /// A wide space is heard as a comma after the word before.
  mutating func pause() {
    if let last = words.indices.last, !words[last].hasSuffix(",") { words[last] += "," }
  }

  mutating func read(_ leaf: String, _ range: SourceRange, as phrase: String) {
    leaves.append(MathLeaf(text: leaf, range: range))
    if !phrase.isEmpty { say(phrase) }
  }

  // MARK: Lists

  mutating func read(_ list: MathList) { read(list, isArgument: false) }

  /// Reads a list.
  ///
  /// - Parameter isArgument: Whether it stands in the parentheses of a function.
  mutating func read(_ list: MathList, isArgument: Bool) {
    let phrases = list.phrases
    read(phrases[...], BarPairs(phrases, isArgument: isArgument))
  }

  mutating func read(_ phrases: ArraySlice<Phrase>, _ bars: BarPairs) {
    var index = phrases.startIndex
    while index < phrases.endIndex {
      if let end = readIndicator(phrases, index, bars) {
        index = end
      } else if let end = readFactorial(phrases, index) {
        index = end
      } else if let end = bars.ends[index], end < phrases.endIndex {
        readPair(phrases, index, end, bars)
        index = end + 1
      } else if let (fence, end) = Fence.beginning(phrases[index...]) {
        read(
          fence, phrases[index], inner: phrases[(index + 1)..<end], phrases[end], bars,
          isBase: phrases.isFactorial(at: end + 1))
        index = end + 1
      } else if bars.given.contains(index) {
        readSilently(phrases[index])
        say(.given)
        index += 1
      } else if isTwoBars(phrases, index, bars), let second = phrases[index + 1].last {
        readSilently(phrases[index])
        readSilently(phrases[index + 1])
        say(.twoBars)
        readScripts(of: second)
        index += 2
      } else if bars.lone.contains(index), let atom = phrases[index].last, isEvaluation(atom) {
        readSilently(phrases[index])
        readPlace(of: atom)
        index += 1
      } else if let meaning = phrases.relation(at: index), let leaf = phrases[index].leaf {
        read(leaf.text, leaf.range, as: text(meaning))
        index += 1
      } else {
        let isCall = index > phrases.startIndex && phrases[index - 1].isName
        read(phrases[index], isCall: isCall, isBase: phrases.isFactorial(at: index + 1))
        index += 1
      }
    }
  }

  /// Whether two bars without mates stand side by side.
  private func isTwoBars(_ phrases: ArraySlice<Phrase>, _ index: Int, _ bars: BarPairs) -> Bool {
    index + 1 < phrases.endIndex && bars.lone.contains(index) && bars.lone.contains(index + 1)
      && phrases[index].delimiter == "|" && phrases[index + 1].delimiter == "|"
      && !phrases[index].hasScripts
  }

  /// Reads a pair of bars; pairs that hold just another are a norm's delimiter typed as bars.
  private mutating func readPair(
    _ phrases: ArraySlice<Phrase>, _ start: Int, _ end: Int, _ bars: BarPairs
  ) {
    let isNorm = phrases[start].delimiter != "|"
    var depth = 1
    while !isNorm, depth < 3, bars.ends[start + depth] == end - depth,
      phrases[start + depth].delimiter == "|", !phrases[end - depth].hasScripts
    { depth += 1 }
    for inner in 1..<depth {
      readSilently(phrases[start + inner - 1])
      readSilently(phrases[end - inner])
    }
    let first = start + depth - 1
    read(
      isNorm ? .norm : .bars(depth), phrases[first],
      inner: phrases[(first + 1)..<(end - depth + 1)], phrases[end], bars,
      isBase: phrases.isFactorial(at: end + 1))
  }

  /// Reads a phrase.
  ///
  /// - Parameters:
  ///   - isCall: Whether the name of a function stands before it.
  ///   - isBase: Whether it is what a factorial is of: then its end is said.
  private mutating func read(_ phrase: Phrase, isCall: Bool, isBase: Bool) {
    switch phrase {
    case .atom(let atom):
      if isCall, case .fenced(let fenced) = atom.nucleus, fenced.left.scalar.isBracket {
        read(fenced, isArgument: true)
        return readScripts(of: atom, isBase: isBase)
      }
      read(atom, isBase: isBase)

    case .pause: pause()
    case .number(let digits, let atoms):
      readNumber(digits, atoms)
      if let last = atoms.last { readScripts(of: last, baseIsNumber: true, isBase: isBase) }
    }
  }

  private mutating func readNumber(_ digits: String, _ atoms: [MathAtom]) {
    guard case .symbol(let first)? = atoms.first?.nucleus else { return }
    for atom in atoms {
      // A comma can stand in braces.
      if case .list(let list) = atom.nucleus { readSilently(list) }
      readLeaf(of: atom.nucleus, as: "")
    }
    say(language.told(digits, by: symbols.adjective(first.alphabet, on: first.base)))
  }

  // MARK: Atoms

  /// Reads an atom.
  ///
  /// - Parameter isBase: Whether it is what a factorial is of: then its end is said.
  mutating func read(_ atom: MathAtom, isBase: Bool = false) {
    if atom.atomClass == .op, let operation = operation(atom.nucleus) {
      // "arg min over x of", not "arg the minimum".
      if case .word(let word) = atom.nucleus, words.last == "arg" {
        read(word.letters, word.range, as: word.letters)
        if !atom.hasScripts { return }
      } else {
        readLeaf(of: atom.nucleus, as: operation)
      }
      return readLimits(of: atom)
    }
    if case .fenced(let fenced) = atom.nucleus, fenced.left.scalar == nil,
      fenced.right.scalar == "|", fenced.parts.count == 1, atom.subscript != nil
    {
      return readEvaluation(fenced, of: atom)
    }
    if case .list(let list) = atom.nucleus, list.isEmpty { return readLoneScripts(of: atom) }
    if case .list(let list) = atom.nucleus, atom.hasScripts, !list.isEnclosed {
      say(.theQuantity)
      read(list)
      say(end(.quantity))
    } else {
      read(atom.nucleus, isAlone: !atom.hasScripts && !isBase)
    }
    if case .stretched = atom.nucleus {
      readLabels(of: atom)
    } else if atom.atomClass == .op, atom.limits != .never {
      readLimits(of: atom)
    } else {
      readScripts(of: atom, isBase: isBase)
    }
  }

  /// "from i equals 1 to n of", "over theta of", "as t tends to infinity of".
  private mutating func readLimits(of atom: MathAtom) {
    let isLimit = if case .word(let word) = atom.nucleus { word.letters == "lim" } else { false }
    if let lower = atom.subscript {
      say(isLimit ? .asLimit : atom.superscript == nil ? .over : .from)
      read(lower)
    }
    if let upper = atom.superscript {
      say(atom.subscript == nil ? .upTo : .to)
      read(upper)
    }
    say(.of)
  }

  private mutating func readLabels(of atom: MathAtom) {
    for script in [atom.superscript, atom.subscript] {
      guard let script else { continue }
      say(.labelled)
      read(script)
      say(end(.label))
    }
  }

  mutating func readScripts(
    of atom: MathAtom, baseIsNumber: Bool = false, isBase: Bool = false
  ) {
    if let script = atom.subscript {
      say(.sub)
      readArgument(script, end: .sub, isBase: isBase && atom.superscript == nil)
    }
    guard var script = atom.superscript else { return }
    // One by one: two typed apart are "prime prime", the single character is "double prime".
    let primes = script.items.prefix { $0.isPrime }
    for case .atom(let prime) in primes { read(prime.nucleus, isAlone: true) }
    script.items.removeFirst(primes.count)
    if !primes.isEmpty, script.isEmpty { return }
    readPower(script, baseIsNumber: baseIsNumber, isBase: isBase)
  }

  private mutating func readPower(_ script: MathList, baseIsNumber: Bool, isBase: Bool) {
    if let symbol = script.bareAtom?.symbol {
      let phrase: String? =
        switch symbol.scalar {
        case "2": text(.squared)
        case "3": text(.cubed)
        case "⊤": text(.transposed)
        case "∘" where baseIsNumber: text(.degrees)
        case _ where symbol.base == "T": text(.superscript) + " " + symbols.words(for: symbol)
        case "⋆", "∗", "†", "‡", "⟂", "⊥", "+", "−", "∘", "×":
          text(.superscript) + " " + symbols.words(for: symbol)
        default: nil
        }
      if let phrase { return read(symbol.text, symbol.range, as: phrase) }
    }
    if !baseIsNumber, let (sign, one) = script.minusOne {
      readLeaf(of: sign.nucleus, as: "")
      return readLeaf(of: one.nucleus, as: text(.inverse))
    }
    // An index in parentheses, as in x^{(k)}, and a name are no powers.
    let isIndex = script.isBracketed || script.isName
    say(isIndex ? .superscript : .power)
    readArgument(script, end: isIndex ? .superscript : .powerEnd, isBase: isBase)
  }

  /// The scripts of nothing, which belong to what follows: those of an isotope.
  private mutating func readLoneScripts(of atom: MathAtom) {
    for (script, phrase) in [(atom.subscript, Translated.sub), (atom.superscript, .superscript)] {
      guard let script else { continue }
      say(phrase)
      read(script)
    }
  }

  /// A list, followed by its end unless it is a single character, number or word, and what
  /// follows could not be taken for a part of it.
  mutating func readArgument(_ list: MathList, end: Translated, isBase: Bool = false) {
    read(list)
    if !list.isAtomic || isBase { say(self.end(end)) }
  }

  /// The words of a large operator; nil for anything else.
  private func operation(_ nucleus: Nucleus) -> String? {
    switch nucleus {
    case .symbol(let symbol): symbols.operation(String(symbol.scalar))
    case .word(let word): word.command == nil ? nil : symbols.operation(word.letters)
    default: nil
    }
  }

  private mutating func readLeaf(of nucleus: Nucleus, as phrase: String) {
    switch nucleus {
    case .symbol(let symbol): read(symbol.text, symbol.range, as: phrase)
    case .word(let word): read(word.letters, word.range, as: phrase)
    default: break
    }
  }
}

extension MathItem {
  fileprivate var isUprightLetter: Bool {
    guard let symbol, atom?.hasScripts == false else { return false }
    return symbol.alphabet == .upright && symbol.base.properties.isAlphabetic
  }

  fileprivate var isPrime: Bool {
    ["′", "″", "‴", "⁗"].contains(symbol?.scalar) && atom?.hasScripts == false
  }
}

extension ArraySlice<Phrase> {
  /// Whether the phrases are one character, number or word with at most single scripts.
  var isUnit: Bool {
    guard count == 1, let phrase = first, phrase.isAtomicBase else { return false }
    return [phrase.last?.subscript, phrase.last?.superscript].allSatisfy { $0?.isAtomic ?? true }
  }
}

extension Phrase {
  /// Whether the phrase, its scripts apart, is heard as one thing.
  fileprivate var isAtomicBase: Bool {
    switch self {
    case .number: true
    case .pause: false
    case .atom(let atom):
      switch atom.nucleus {
      case .symbol: true
      case .word(let word): word.letters.count > 0 && atom.atomClass != .op
      case .text(let text): text.pieces.count == 1
      case .accent(let accent): accent.base.isAtomic
      case .list(let list): list.isAtomic
      default: false
      }
    }
  }
}

extension MathList {
  /// Whether the list is heard as one thing: a character, number or word without scripts.
  var isAtomic: Bool {
    let phrases = phrases
    return phrases.count == 1 && phrases[0].isAtomicBase && !phrases[0].hasScripts
  }

  /// Whether the list is a part between delimiters and nothing else.
  fileprivate var isEnclosed: Bool {
    if case .fenced = bareAtom?.nucleus { true } else { false }
  }

  /// Whether the list is one pair of parentheses or brackets and what they hold.
  fileprivate var isBracketed: Bool {
    let phrases = phrases
    if phrases.count == 1, case .atom(let atom) = phrases[0], !atom.hasScripts,
      case .fenced(let fenced) = atom.nucleus
    {
      return fenced.left.scalar.isBracket
    }
    guard phrases.count > 2, phrases[0].delimiter.isBracket, phrases[0].atomClass == .opening,
      let last = phrases.last, last.isClosing, !last.hasScripts
    else { return false }
    return !phrases.dropFirst().dropLast().contains { $0.atomClass == .opening || $0.isClosing }
  }

  /// Whether the list is a word, as in x^{\mathrm{new}}.
  fileprivate var isName: Bool {
    guard let atom = bareAtom else {
      return items.count > 1 && items.allSatisfy { $0.isUprightLetter }
    }
    return switch atom.nucleus {
    case .word, .text: true
    default: false
    }
  }

  /// The two atoms of -1.
  fileprivate var minusOne: (MathAtom, MathAtom)? {
    guard items.count == 2, let sign = items[0].atom, let one = items[1].atom,
      sign.symbol?.scalar == "−", one.symbol?.scalar == "1", !sign.hasScripts, !one.hasScripts
    else { return nil }
    return (sign, one)
  }
}
