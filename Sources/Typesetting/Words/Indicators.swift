extension MathWords {
  /// Reads the indicator of an event, as `\mathbf{1}\{x>0\}`, `\mathbb{1}[x>0]` and
  /// `\mathbb{1}_A`: not a one times a set.
  ///
  /// - Returns: The index after it; nil where none begins.
  mutating func readIndicator(
    _ phrases: ArraySlice<Phrase>, _ index: Int, _ bars: BarPairs
  ) -> Int? {
    guard let name = IndicatorName(phrases[index]) else { return nil }
    if name.hasScripts { return readIndex(of: name, phrases[index]) ? index + 1 : nil }
    let next = index + 1
    guard next < phrases.endIndex else { return nil }
    if let (fence, end) = Fence.beginning(phrases[next...]), fence == .braces {
      let inner = phrases[(next + 1)..<end]
      let isEvent = inner.holdsRelation && Fence.divider(of: inner, bars) == nil
      guard name.isCertain || isEvent else { return nil }
      read(name.text, name.range, as: "")
      readSilently(phrases[next])
      say(name.words(.indicator, language))
      read(inner, bars)
      say(self.end(.indicatorEnd))
      readSilently(phrases[end])
      if let last = phrases[end].last { readScripts(of: last) }
      return end + 1
    }
    if case .atom(let atom) = phrases[next], case .fenced(let fenced) = atom.nucleus,
      Fence(fenced.left.scalar, fenced.right.scalar) == .braces, fenced.parts.count == 1
    {
      let inner = fenced.parts[0].phrases
      let bars = BarPairs(inner, isArgument: false)
      let isEvent = inner[...].holdsRelation && Fence.divider(of: inner[...], bars) == nil
      guard name.isCertain || isEvent else { return nil }
      read(name.text, name.range, as: "")
      readDelimiter(fenced.left, as: "")
      say(name.words(.indicator, language))
      read(inner[...], bars)
      say(self.end(.indicatorEnd))
      readDelimiter(fenced.right, as: "")
      readScripts(of: atom)
      return next + 1
    }
    guard name.isCertain, phrases[next...].beginsBracketedEvent else { return nil }
    read(name.text, name.range, as: name.words(.indicator, language))
    return next
  }

  /// Reads an indicator whose event is its index.
  private mutating func readIndex(of name: IndicatorName, _ phrase: Phrase) -> Bool {
    guard let atom = phrase.last, let event = atom.subscript, atom.superscript == nil else {
      return false
    }
    let inner = event.phrases
    if let (fence, end) = Fence.beginning(inner[...]), fence == .braces,
      end == inner.endIndex - 1, !inner[end].hasScripts
    {
      let inside = inner[(inner.startIndex + 1)..<end]
      let bars = BarPairs(inner, isArgument: false)
      guard name.isCertain || inside.holdsRelation else { return false }
      read(name.text, name.range, as: name.words(.indicatorOfEvent, language))
      readSilently(inner[inner.startIndex])
      read(inside, bars)
      readSilently(inner[end])
      say(self.end(.indicatorEnd))
      return true
    }
    guard name.isBlackboard || name.isCertain && inner[...].holdsRelation else { return false }
    read(name.text, name.range, as: name.words(.indicatorOf, language))
    readArgument(event, end: .indicatorEnd)
    return true
  }
}

/// The sign of an indicator: a one, or the letter I, in whatever alphabet.
private struct IndicatorName {
  /// The sign.
  let text: String
  let range: SourceRange
  /// Whether the sign has an index or a power.
  let hasScripts: Bool
  /// Whether it can hardly be anything else before braces: a bold or blackboard one.
  let isCertain: Bool
  /// Whether it is a blackboard one.
  let isBlackboard: Bool
  private let alphabet: MathAlphabet
  private let letter: Unicode.Scalar

  init?(_ phrase: Phrase) {
    guard let atom = phrase.last, case .symbol(let symbol) = atom.nucleus else { return nil }
    if case .number(let digits, let atoms) = phrase, atoms.count > 1 || digits != "1" {
      return nil
    }
    guard symbol.base == "1" || symbol.base == "I", atom.atomClass == .ordinary else { return nil }
    (text, range) = (symbol.text, symbol.range)
    hasScripts = atom.hasScripts
    isBlackboard = symbol.alphabet == .doubleStruck && symbol.base == "1"
    isCertain =
      isBlackboard || symbol.base == "1" && [.bold, .boldItalic].contains(symbol.alphabet)
    (alphabet, letter) = (symbol.alphabet, symbol.base)
  }

  /// "the bold indicator of".
  func words(_ phrase: Translated, _ language: MathLanguage) -> String {
    let symbols = SymbolWords(language: language)
    let face = symbols.adjective(alphabet, on: letter)
    let name = letter == "I" ? language.told(symbols.name(of: letter), by: face) : face
    switch language {
    case .english: return "the " + language.told(phrase(language), by: name)
    case .french, .german:
      let sign = letter == "I" ? name : language.told("1", by: name)
      return (name.isEmpty ? "" : sign + ", ") + phrase(language)
    }
  }
}

extension ArraySlice<Phrase> {
  /// Whether a relation stands among the phrases, outside parentheses.
  fileprivate var holdsRelation: Bool {
    !Fence.outside(self) { self[$0].atomClass == .relation }.isEmpty
  }

  /// Whether the phrases begin with parentheses or brackets that hold a relation.
  fileprivate var beginsBracketedEvent: Bool {
    guard let first else { return false }
    if case .atom(let atom) = first, case .fenced(let fenced) = atom.nucleus,
      fenced.left.scalar.isBracket, fenced.parts.count == 1
    {
      return fenced.parts[0].phrases[...].holdsRelation
    }
    guard first.atomClass == .opening, first.delimiter.isBracket else { return false }
    var depth = 0
    for index in indices {
      if self[index].atomClass == .opening { depth += 1 }
      if self[index].isClosing { depth -= 1 }
      if depth == 0 { return self[(startIndex + 1)..<index].holdsRelation }
    }
    return false
  }
}
