/// Which vertical bars of a list are pairs, and which stand alone.
///
/// The bars of `|x|` and `\\|x\\|` have one form for both ends. They are paired by what may stand
/// before, between and after them: a bar after an operand ends a pair or begins a factor, any
/// other begins one; no comma, relation or wide space stands between two bars of a pair, and no
/// pair crosses parentheses. Of all ways that leave the fewest bars alone, the one is taken that
/// ends pairs as early as it can.
struct BarPairs {
  /// The ends of pairs by their beginnings.
  private(set) var ends: [Int: Int] = [:]
  /// Bars without a mate.
  private(set) var lone: Set<Int> = []
  /// Bars that stand for "given": alone in the parentheses of a function.
  private(set) var given: Set<Int> = []

  /// Finds the pairs of a list.
  ///
  /// - Parameter isArgument: Whether the list is what stands in the parentheses of a function.
  init(_ phrases: [Phrase], isArgument: Bool) {
    var groups: [BarGroup] = [BarGroup(isArgument: isArgument)]
    for index in phrases.indices {
      let phrase = phrases[index]
      if phrase.isBar, let scalar = phrase.delimiter {
        groups[groups.count - 1].items.append(.bar(index, scalar))
      } else if phrase.atomClass == .opening {
        let isCall = index > phrases.startIndex && phrases[index - 1].isName
        groups.append(
          BarGroup(
            isArgument: isCall && phrase.delimiter.isBracket, isAngle: phrase.delimiter == "⟨"))
      } else if phrase.isClosing {
        if groups.count > 1 { take(groups.removeLast(), of: phrases) }
        groups[groups.count - 1].items.append(.operand)
      } else {
        if phrase.atomClass == .relation, ["|", "∣"].contains(phrase.delimiter) {
          groups[groups.count - 1].divisions.append(index)
        }
        groups[groups.count - 1].items.append(BarGroup.Item(phrase))
      }
    }
    for group in groups { take(group, of: phrases) }
  }

  private mutating func take(_ group: BarGroup, of phrases: [Phrase]) {
    var alone: [Int] = []
    if group.isBraket {
      for case .bar(let index, _) in group.items { lone.insert(index) }
      return
    }
    if group.items.contains(where: \.isBar) {
      var search = BarSearch(items: group.items, hasScripts: { phrases[$0].hasScripts })
      let pairs = search.best()
      ends.merge(pairs) { first, _ in first }
      let paired = Set(pairs.keys).union(pairs.values)
      for case .bar(let index, _) in group.items where !paired.contains(index) {
        alone.append(index)
      }
      lone.formUnion(alone)
    }
    let divisions = group.divisions + alone.filter { phrases[$0].delimiter == "|" }
    if group.isArgument, divisions.count == 1, !phrases[divisions[0]].hasScripts {
      given.insert(divisions[0])
    }
  }
}

extension Unicode.Scalar? {
  /// Whether the arguments of a function can stand after the delimiter.
  var isBracket: Bool { self == "(" || self == "[" }
}

extension Phrase {
  /// Whether it is a bar whose form does not say which end it is.
  var isBar: Bool { atomClass == .ordinary && ["|", "‖"].contains(delimiter) }

  /// Whether it can be the name of a function.
  var isName: Bool {
    guard case .atom(let atom) = self else { return false }
    return switch atom.nucleus {
    case .symbol(let symbol): symbol.base.properties.isAlphabetic
    case .word, .operatorName, .text, .accent: true
    default: false
    }
  }
}

/// What stands between parentheses, or outside of all.
private struct BarGroup {
  /// A phrase as a neighbour of bars.
  enum Item {
    case bar(Int, Unicode.Scalar)
    /// Something a factor can follow.
    case operand
    /// A sign that wants something after it.
    case sign
    /// A comma, relation or wide space: never between the bars of a pair.
    case divider

    var isBar: Bool { if case .bar = self { true } else { false } }

    init(_ phrase: Phrase) {
      switch phrase.atomClass {
      case .relation, .punctuation: self = .divider
      case .binary, .op: self = .sign
      default: if case .pause = phrase { self = .divider } else { self = .operand }
      }
    }
  }

  /// Whether the parentheses hold the arguments of a function.
  var isArgument: Bool
  /// Whether they are angle brackets.
  var isAngle = false
  var items: [Item] = []
  /// The phrases that are bars with a relation's space.
  var divisions: [Int] = []

  /// Whether one or two bars divide what stands between angle brackets, as in ⟨a|A|b⟩.
  var isBraket: Bool {
    let bars = items.indices.filter { items[$0].isBar }
    guard isAngle, bars.count == 1 || bars.count == 2, let first = bars.first, let last = bars.last
    else { return false }
    let isDivided = items.contains { if case .divider = $0 { true } else { false } }
    return !isDivided && first > 0 && last < items.count - 1 && (first == last || last > first + 1)
  }
}

/// Tries the ways to pair the bars of a group, those that are likelier first.
private struct BarSearch {
  private enum Choice { case open, close, alone }

  let items: [BarGroup.Item]
  let hasScripts: (Int) -> Bool
  /// How many choices are tried at most.
  var budget = 20_000
  var fewest = Int.max
  var found: [Int: Int] = [:]

  /// The most bars for which more ways than one are tried.
  private static let mostBars = 32

  mutating func best() -> [Int: Int] {
    let bars = items.count(where: \.isBar)
    if bars > BarSearch.mostBars { budget = 0 }
    follow(State())
    return found
  }

  /// How far the list was read.
  private struct State {
    var place = 0
    /// The places of bars that begin a pair, among the items.
    var open: [Int] = []
    var pairs: [Int: Int] = [:]
    var alone = 0
    /// Whether a factor can follow what was read last.
    var isAfterOperand = false
  }

  private mutating func follow(_ start: State) {
    var state = start
    while true {
      while state.place < items.count, !items[state.place].isBar {
        read(&state)
      }
      // Bars that still wait for their mate are alone.
      guard state.place < items.count, state.alone < fewest else { break }
      let choices = self.choices(state)
      for choice in choices.dropLast() where budget > 0 {
        budget -= 1
        follow(taking(choice, state))
        if fewest == 0 { return }
      }
      guard let choice = budget > 0 ? choices.last : choices.first else { break }
      state = taking(choice, state)
    }
    let alone = state.alone + state.open.count
    if state.place == items.count, alone < fewest { (fewest, found) = (alone, state.pairs) }
  }

  private func read(_ state: inout State) {
    switch items[state.place] {
    case .divider:
      // No pair holds this.
      state.alone += state.open.count
      state.open = []
      state.isAfterOperand = false
    case .sign: state.isAfterOperand = false
    case .operand, .bar: state.isAfterOperand = true
    }
    state.place += 1
  }

  /// What a bar can be, the likeliest first; alone comes last.
  private func choices(_ state: State) -> [Choice] {
    guard case .bar(let index, let scalar) = items[state.place] else { return [.alone] }
    var choices: [Choice] = []
    if let open = state.open.last, case .bar(_, scalar) = items[open] {
      // A single sign can stand for the argument, as in |·|.
      if state.isAfterOperand || state.place == open + 2 { choices.append(.close) }
    }
    let canBegin = !hasScripts(index) && state.place + 1 < items.count
    if canBegin { choices.append(.open) }
    return choices + [.alone]
  }

  private func taking(_ choice: Choice, _ state: State) -> State {
    guard case .bar(let index, _) = items[state.place] else { return state }
    var next = state
    next.place += 1
    switch choice {
    case .open:
      next.open.append(state.place)
      next.isAfterOperand = false
    case .close:
      if let open = next.open.popLast(), case .bar(let first, _) = items[open] {
        next.pairs[first] = index
      }
      next.isAfterOperand = true
    case .alone:
      next.alone += 1
      next.isAfterOperand = hasScripts(index)
    }
    return next
  }
}
