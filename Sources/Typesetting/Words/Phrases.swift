/// A list of items as it is read: digits joined to numbers.
enum Phrase {
  /// Digits and decimal points; the last atom can have scripts.
  case number(String, [MathAtom])
  /// Any other atom.
  case atom(MathAtom)
  /// A wide space, which is heard as a pause.
  case pause

  /// The atom whose scripts follow the phrase.
  var last: MathAtom? {
    switch self {
    case .number(_, let atoms): atoms.last
    case .atom(let atom): atom
    case .pause: nil
    }
  }

  var hasScripts: Bool { last?.hasScripts ?? false }

  /// The delimiter that the phrase is; nil for anything else.
  var delimiter: Unicode.Scalar? {
    guard case .atom(let atom) = self else { return nil }
    switch atom.nucleus {
    case .symbol(let symbol): return symbol.scalar
    case .delimiter(let sized): return sized.delimiter.scalar
    default: return nil
    }
  }

  /// The class as typed.
  var atomClass: AtomClass? { if case .atom(let atom) = self { atom.atomClass } else { nil } }

  /// Whether it ends what an opening delimiter began: the signs ! and ? only stand as close.
  var isClosing: Bool { atomClass == .closing && !["!", "?"].contains(delimiter) }
}

extension MathList {
  /// The items as they are read.
  var phrases: [Phrase] {
    var phrases: [Phrase] = []
    var index = items.startIndex
    while index < items.endIndex {
      switch items[index] {
      case .style: index += 1
      case .space(let space):
        if space.isWide { phrases.append(.pause) }
        index += 1
      case .atom(let atom):
        if let number = WrittenNumber(items[index...]) {
          phrases.append(.number(number.text, number.atoms))
          index = number.end
        } else {
          phrases.append(.atom(atom))
          index += 1
        }
      }
    }
    return phrases.splittingTrailingPoints
  }
}

extension [Phrase] {
  /// A point belongs to a number only between digits.
  fileprivate var splittingTrailingPoints: [Phrase] {
    flatMap { phrase -> [Phrase] in
      guard case .number(var digits, var atoms) = phrase else { return [phrase] }
      var before: [Phrase] = []
      var after: [Phrase] = []
      while digits.first == ".", digits.count > 1 {
        before.append(.atom(atoms.removeFirst()))
        digits.removeFirst()
      }
      while digits.last == ".", let point = atoms.popLast() {
        after.insert(.atom(point), at: 0)
        digits.removeLast()
      }
      return before + (digits.isEmpty ? [] : [.number(digits, atoms)]) + after
    }
  }
}

extension MathSpace {
  /// Whether the space parts formulas, as `\quad` does.
  var isWide: Bool {
    switch width {
    case .mu(let mu): mu >= 18
    case .em(let em): em >= 1
    case .points(let points): points >= 10
    case .word: false
    }
  }
}

/// Delimiters whose pair has a meaning of its own.
enum Fence: Hashable {
  case norm
  /// So many bars at each side.
  case bars(Int)
  case angles
  case braces
  case floor
  case ceiling

  /// The fence of a pair of delimiters; nil for those that are read one by one.
  init?(_ left: Unicode.Scalar?, _ right: Unicode.Scalar?) {
    switch (left, right) {
    case ("‖", "‖"): self = .norm
    case ("|", "|"): self = .bars(1)
    case ("⟨", "⟩"): self = .angles
    case ("{", "}"): self = .braces
    case ("⌊", "⌋"): self = .floor
    case ("⌈", "⌉"): self = .ceiling
    default: return nil
    }
  }

  /// Finds the end of a fence whose delimiters are told apart by their classes.
  ///
  /// - Returns: The fence that begins at the first of the phrases and the index of its end; nil
  ///   when none begins there or it never ends.
  static func beginning(_ phrases: ArraySlice<Phrase>) -> (fence: Fence, end: Int)? {
    guard let first = phrases.first, !first.hasScripts, first.atomClass == .opening,
      let opening = first.delimiter
    else { return nil }
    let rest = phrases.dropFirst()
    var depth = 0
    for index in rest.indices {
      guard let scalar = rest[index].delimiter else { continue }
      if rest[index].atomClass == .opening, scalar == opening { depth += 1 }
      guard rest[index].atomClass == .closing, let fence = Fence(opening, scalar) else { continue }
      if depth == 0 { return fence == .angles && !isPair(rest[..<index]) ? nil : (fence, index) }
      depth -= 1
    }
    return nil
  }

  /// Whether phrases are two, parted by the only comma outside parentheses.
  static func isPair(_ phrases: ArraySlice<Phrase>) -> Bool { commas(in: phrases).count == 1 }

  /// The commas outside parentheses.
  static func commas(in phrases: ArraySlice<Phrase>) -> [Int] {
    outside(phrases) { phrases[$0].delimiter == "," && !phrases[$0].hasScripts }
  }

  /// The phrases outside parentheses that something holds of.
  static func outside(_ phrases: ArraySlice<Phrase>, where holds: (Int) -> Bool) -> [Int] {
    var depth = 0
    return phrases.indices.filter { index in
      switch phrases[index].atomClass {
      case .opening: depth += 1
      case .closing where phrases[index].isClosing: depth -= 1
      default: break
      }
      return depth == 0 && holds(index)
    }
  }

  /// The sign between the elements of a set and what they meet.
  static func divider(of inner: ArraySlice<Phrase>, _ bars: BarPairs) -> Int? {
    outside(inner) { index in
      [":", "∶", "∣"].contains(inner[index].delimiter) || inner[index].isRelationBar
        || (bars.lone.contains(index) && inner[index].delimiter == "|")
    }.first
  }
}

extension Phrase {
  /// Whether it is a bar with the space of a relation.
  var isRelationBar: Bool { atomClass == .relation && delimiter == "|" }
}
