/// A number as it is typed: digits with a point, and with commas or spaces between their groups.
///
/// `1{,}000` and `1\,000` are one thousand, and `3{,}14` has a decimal comma. A space joins digits
/// only in threes: `2\,3` is two numbers.
struct WrittenNumber {
  /// Digits, points and commas; spaces are left out.
  private(set) var text = ""
  /// The atoms; the last can have scripts.
  private(set) var atoms: [MathAtom] = []
  /// The index after the number.
  private(set) var end: Int

  /// The number that some items begin with; nil where they begin with something else.
  init?(_ items: ArraySlice<MathItem>) {
    guard let first = items.first?.atom, first.isDigit else { return nil }
    let alphabet = first.alphabet
    func run(from start: Int) -> ArraySlice<MathItem> {
      let rest = items[start...]
      let after = rest.firstIndex { item in
        guard let atom = item.atom else { return true }
        return !atom.isDigit || atom.alphabet != alphabet
      }
      guard let scripted = rest.firstIndex(where: { $0.atom?.hasScripts ?? false }),
        scripted < after ?? rest.endIndex
      else { return rest[..<(after ?? rest.endIndex)] }
      return rest[...scripted]
    }
    end = items.startIndex
    take(run(from: end))
    var isGrouped = (1...3).contains(text.count)
    while atoms.last?.hasScripts != true, end < items.endIndex {
      if items[end].atom?.isCommaInBraces == true, !text.hasSuffix("."), !text.contains(".") {
        let next = run(from: end + 1)
        guard next.first?.atom?.isNumeral == true else { break }
        take(items[end...end])
        take(next)
        isGrouped = false
      } else if case .space(let space) = items[end], space.isNarrow {
        let next = run(from: end + 1)
        let digits = next.compactMap { $0.atom?.character }.joined()
        guard isGrouped, text.allSatisfy(\.isNumber), digits.prefix(while: \.isNumber).count == 3
        else { break }
        end += 1
        take(next)
      } else {
        break
      }
    }
  }

  private mutating func take(_ items: ArraySlice<MathItem>) {
    for item in items {
      guard let atom = item.atom else { continue }
      text += atom.character
      atoms.append(atom)
    }
    end = items.endIndex
  }
}

extension MathSpace {
  /// Whether the space can stand between groups of digits.
  fileprivate var isNarrow: Bool {
    switch width {
    case .mu(let mu): (0...5).contains(mu)
    case .word: true
    case .em, .points: false
    }
  }
}

extension MathAtom {
  /// The symbol, be it in braces.
  private var inner: Nucleus.Symbol? {
    if case .list(let list) = nucleus { list.bareAtom?.inner } else { symbol }
  }

  fileprivate var character: String { inner.map { String($0.base) } ?? "" }

  fileprivate var alphabet: MathAlphabet? { inner.map { $0.base == "." ? .upright : $0.alphabet } }

  /// Whether it is a digit from 0 to 9.
  fileprivate var isNumeral: Bool { atomClass == .ordinary && symbol?.isNumeral == true }

  /// Whether it is a digit or a point.
  fileprivate var isDigit: Bool { isNumeral || atomClass == .ordinary && symbol?.base == "." }

  /// Whether it is a comma that parts nothing, as in `{,}`.
  fileprivate var isCommaInBraces: Bool {
    atomClass == .ordinary && inner?.base == "," && !hasScripts
  }
}
