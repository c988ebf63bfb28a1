extension ArraySlice<Phrase> {
  /// What a relation means here, where its neighbours tell; nil for any other phrase.
  func relation(at index: Int) -> Translated? {
    let phrase = self[index]
    guard phrase.atomClass == .relation, !phrase.hasScripts, let sign = phrase.delimiter else {
      return nil
    }
    let (before, next) = (self[..<index], self[(index + 1)...].first)
    switch sign {
    case "∣":
      // A whole number divides another; anything else is given something.
      let depth = before.reduce(0) {
        $0 + ($1.atomClass == .opening ? 1 : $1.isClosing ? -1 : 0)
      }
      let isOnly = count { $0.atomClass == .relation } == 1
      let areNumbers = [before.last, next].allSatisfy { $0?.isWholeNumberName ?? false }
      return depth == 0 && isOnly && areNumbers ? nil : .given
    case "→":
      return before.contains(where: \.isColon) ? .arrowOfMap : nil
    case "∼": return next?.isDistributionName ?? false ? .distributedAs : nil
    default: return nil
    }
  }
}

extension Phrase {
  /// The sign that the phrase is, with its place in the source.
  var leaf: (text: String, range: SourceRange)? {
    guard case .atom(let atom) = self else { return nil }
    return atom.symbol.map { ($0.text, $0.range) }
  }

  /// Whether it is a colon, however it was typed.
  fileprivate var isColon: Bool {
    if [":", "∶"].contains(delimiter) { return true }
    guard case .atom(let atom) = self, case .list(let list) = atom.nucleus else { return false }
    return [[":"], ["∶"]].contains(list.leaves.map(\.text))
  }

  /// Whether it can stand for a whole number: digits or a small Latin letter.
  fileprivate var isWholeNumberName: Bool {
    if case .number = self { return !hasScripts }
    guard case .atom(let atom) = self, !atom.hasScripts, let symbol = atom.symbol else {
      return false
    }
    return "a"..."z" ~= symbol.base && symbol.alphabet == .italic
  }

  /// Whether it can name a distribution: a capital in a face of its own, or a word.
  fileprivate var isDistributionName: Bool {
    guard case .atom(let atom) = self else { return false }
    return switch atom.nucleus {
    case .word, .operatorName, .text: true
    case .symbol(let symbol): "A"..."Z" ~= symbol.base
    default: false
    }
  }
}
