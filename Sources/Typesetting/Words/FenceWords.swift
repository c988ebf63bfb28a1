/// What stands between delimiters: norms, sets, parts of a product.
extension MathWords {
  mutating func read(
    _ fence: Fence, _ left: Phrase, inner: ArraySlice<Phrase>, _ right: Phrase, _ bars: BarPairs,
    isBase: Bool
  ) {
    readSilently(left)
    readFence(fence, inner, bars, endsPlainly: !right.hasScripts && !isBase)
    readSilently(right)
    if let last = right.last { readScripts(of: last, isBase: isBase) }
  }

  private mutating func readFence(
    _ fence: Fence, _ inner: ArraySlice<Phrase>, _ bars: BarPairs, endsPlainly: Bool
  ) {
    let isShort = endsPlainly && inner.isUnit
    let (start, thing): (Translated, Translated) =
      switch fence {
      case .norm: (.normOf, .norm)
      case .bars(3): (.threeBarNormOf, .threeBarNorm)
      case .bars(2): (.twoBarNormOf, .twoBarNorm)
      case .bars where inner.isSet: (.sizeOf, .size)
      case .bars: (.absoluteValueOf, .absoluteValue)
      case .floor: (.floorOf, .floor)
      case .ceiling: (.ceilingOf, .ceiling)
      case .angles: (.innerProductOf, .product)
      case .braces: (.setOf, .set)
      }
    say(start)
    switch fence {
    case .angles: readParted(inner, at: Fence.commas(in: inner).first, by: .and, bars)
    case .braces: readParted(inner, at: Fence.divider(of: inner, bars), by: .suchThat, bars)
    default: read(inner, bars)
    }
    if !isShort || fence == .angles || fence == .braces { say(end(thing)) }
  }

  private mutating func readParted(
    _ phrases: ArraySlice<Phrase>, at divider: Int?, by words: Translated, _ bars: BarPairs
  ) {
    guard let divider, !phrases[divider].hasScripts else { return read(phrases, bars) }
    read(phrases[..<divider], bars)
    readSilently(phrases[divider])
    say(words)
    read(phrases[(divider + 1)...], bars)
  }

  /// Accounts for a delimiter that other words stand for.
  mutating func readSilently(_ phrase: Phrase) {
    switch phrase {
    case .atom(let atom):
      switch atom.nucleus {
      case .symbol(let symbol): read(symbol.text, symbol.range, as: "")
      case .delimiter(let sized): readDelimiter(sized.delimiter, as: "")
      default: break
      }
    case .number, .pause: break
    }
  }

  mutating func readDelimiter(_ delimiter: Nucleus.Delimiter, as phrase: String? = nil) {
    guard let scalar = delimiter.scalar else { return }
    read(String(scalar), delimiter.range, as: phrase ?? symbols.name(of: scalar))
  }

  /// Reads a formula between delimiters that grow with it.
  ///
  /// - Parameter isArgument: Whether they are the parentheses of a function.
  mutating func read(_ fenced: Nucleus.Fenced, isArgument: Bool = false) {
    let fence = Fence(fenced.left.scalar, fenced.right.scalar)
    let inner = fenced.parts.count == 1 ? fenced.parts[0].phrases : []
    if let fence, fenced.parts.count == 1, fence != .angles || Fence.isPair(inner[...]) {
      readDelimiter(fenced.left, as: "")
      readFence(fence, inner[...], BarPairs(inner, isArgument: false), endsPlainly: false)
      readDelimiter(fenced.right, as: "")
      return
    }
    if fence == .braces, fenced.parts.count == 2 {
      return readSet(fenced)
    }
    readDelimiter(fenced.left, as: fenced.left.scalar == "|" ? text(.leftBar) : nil)
    for (index, part) in fenced.parts.enumerated() {
      if index > 0 {
        let middle = fenced.middles[index - 1]
        let isBar = middle.scalar == "|" || middle.scalar == "∣"
        let isGiven = isArgument && fenced.middles.count == 1
        readDelimiter(middle, as: isBar ? text(isGiven ? .given : .tallBar) : nil)
      }
      read(part, isArgument: isArgument && fenced.parts.count == 1)
    }
    readDelimiter(fenced.right, as: fenced.right.scalar == "|" ? text(.rightBar) : nil)
  }

  /// "the set of x such that x is greater than 0 end set".
  private mutating func readSet(_ fenced: Nucleus.Fenced) {
    readDelimiter(fenced.left, as: "")
    say(.setOf)
    read(fenced.parts[0])
    readDelimiter(fenced.middles[0], as: text(.suchThat))
    read(fenced.parts[1])
    say(end(.set))
    readDelimiter(fenced.right, as: "")
  }

  /// "the quantity f end quantity evaluated at x equals 0 end evaluation".
  mutating func readEvaluation(_ fenced: Nucleus.Fenced, of atom: MathAtom) {
    say(.theQuantity)
    read(fenced.parts[0])
    say(end(.quantity))
    readDelimiter(fenced.right, as: "")
    readPlace(of: atom)
  }

  /// Whether the scripts of a bar name a place, as in f|_{x = 0}, or two, as in F|_0^1.
  func isEvaluation(_ atom: MathAtom) -> Bool {
    guard Phrase.atom(atom).delimiter == "|", let place = atom.subscript else { return false }
    return atom.superscript != nil || place.phrases.contains { $0.atomClass == .relation }
  }

  /// "evaluated at x equals 0 end evaluation", "evaluated from 0 to 1 end evaluation".
  mutating func readPlace(of atom: MathAtom) {
    guard let place = atom.subscript else { return }
    say(atom.superscript == nil ? .evaluatedAt : .evaluatedFrom)
    read(place)
    if let last = atom.superscript {
      say(.to)
      read(last)
    }
    if atom.superscript != nil || !place.isAtomic { say(end(.evaluation)) }
  }
}

extension ArraySlice<Phrase> {
  /// Whether the phrases stand for a set: one in braces, or sets that are joined or cut.
  fileprivate var isSet: Bool {
    if let (fence, end) = Fence.beginning(self), fence == .braces { return end == endIndex - 1 }
    if count == 1, case .atom(let atom)? = first, case .fenced(let fenced) = atom.nucleus {
      return Fence(fenced.left.scalar, fenced.right.scalar) == .braces
    }
    return contains { ["∩", "∪", "∖", "⊎"].contains($0.delimiter) }
  }
}
