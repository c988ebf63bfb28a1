/// A name in the parts that BibTeX knows.
package struct PersonName: Hashable, Sendable {
  /// The initials of the given names, each with its stop: `J.-P.`.
  package var initials: [String] = []
  /// Words before the family name that begin with small letters, as in `van der Vaart`.
  package var von = ""
  package var family = ""
  /// What stands behind the family name: `Jr.` of `King, Jr.` is one.
  package var junior = ""

  /// The name as citations have it: `van der Vaart`.
  package var short: String { von.isEmpty ? family : "\(von) \(family)" }

  /// The name as lists have it, with initials and a `Jr.` behind.
  package var initialled: String {
    let name = (initials + [short]).joined(separator: " ")
    return junior.isEmpty ? name : "\(name), \(junior)"
  }

  /// The names of a list, split at `and` in no braces; `others` stands for more, and is left out.
  ///
  /// - Throws: `LineError` for a name with more than two commas, or TeX that is not known.
  static func list(
    _ text: String, line: Int
  ) throws(LineError) -> (names: [PersonName], hasMore: Bool) {
    var names: [PersonName] = []
    var hasMore = false
    var words: [[Token]] = [[]]
    let tokens = tokens(text)
    if tokens.contains(where: {
      if case .word(let word) = $0 { word.hasSuffix(";") } else { false }
    }) {
      throw LineError(line, "';' stands in the names \(quoted(text)); write 'and' between them")
    }
    for token in tokens {
      if case .word(let word) = token, word.lowercased() == "and" {
        words.append([])
      } else {
        words[words.count - 1].append(token)
      }
    }
    for name in words where !name.isEmpty {
      if name == [.word("others")] {
        hasMore = true
      } else {
        names.append(try PersonName(name, line: line))
      }
    }
    return (names, hasMore)
  }

  /// A word of a name, or a comma; what is in braces stays together.
  private enum Token: Hashable {
    case word(String)
    case comma
  }

  private static func tokens(_ text: String) -> [Token] {
    var tokens: [Token] = []
    var word = ""
    var depth = 0
    func close() {
      if !word.isEmpty { tokens.append(.word(word)) }
      word = ""
    }
    for character in text {
      switch character {
      case "{":
        depth += 1
        word.append(character)
      case "}":
        depth -= 1
        word.append(character)
      case "," where depth == 0:
        close()
        tokens.append(.comma)
      case "~" where depth == 0 && word.last != "\\": close()
      case _ where depth == 0 && character.isWhitespace: close()
      default: word.append(character)
      }
    }
    close()
    return tokens
  }

  /// The parts of a name: `First von Last`, `von Last, First` or `von Last, Jr, First`.
  private init(_ tokens: [Token], line: Int) throws(LineError) {
    let parts = tokens.split(separator: .comma, omittingEmptySubsequences: false).map { part in
      part.compactMap { if case .word(let word) = $0 { word } else { nil } }
    }
    guard parts.count <= 3 else {
      let words = parts.joined().joined(separator: " ")
      throw LineError(
        line, "the name \(quoted(words)) has too many commas; write Last, First and Last, First")
    }
    let last = parts[0]
    var own = last[...]
    if parts.count == 1 {
      // The first word with a small letter ends the given names; the last word is never one of them.
      let end = last.dropLast().firstIndex(where: PersonName.isSmall) ?? max(last.count - 1, 0)
      initials = try PersonName.initials(Array(last[..<end]), line)
      own = last[end...]
    } else {
      initials = try PersonName.initials(parts.last ?? [], line)
    }
    let end = own.dropLast().lastIndex(where: PersonName.isSmall).map { $0 + 1 } ?? own.startIndex
    von = try TeXText.plain(own[..<end].joined(separator: " "), line)
    family = try TeXText.plain(own[end...].joined(separator: " "), line)
    if parts.count == 3 { junior = try TeXText.plain(parts[1].joined(separator: " "), line) }
  }

  private static func initials(_ given: [String], _ line: Int) throws(LineError) -> [String] {
    try given.map { word throws(LineError) in
      // Letters that belong together: `{\relax Ch}arles` is Ch.
      if word.hasPrefix("{\\relax "), let end = word.firstIndex(of: "}") {
        return try TeXText.plain(String(word[..<end].dropFirst(8)), line) + "."
      }
      return try TeXText.plain(word, line).split(separator: "-").compactMap { part in
        // Initials may stand without spaces, as in P.J.
        let names = part.split(separator: ".").compactMap { name in
          name.first { $0.isLetter || $0.isNumber }.map { "\($0)." }
        }
        return names.isEmpty ? nil : names.joined(separator: " ")
      }.joined(separator: "-")
    }.filter { !$0.isEmpty }
  }

  /// Whether a word begins with a small letter, in no braces but those of an accent.
  private static func isSmall(_ word: String) -> Bool {
    var depth = 0
    var isSpecial = false
    var characters = Array(word)[...]
    while let character = characters.popFirst() {
      switch character {
      case "{":
        depth += 1
        if depth == 1 { isSpecial = characters.first == "\\" }
      case "}": depth -= 1
      case "\\":
        // The name of an accent is no letter of the word: \\'e, but \\o and \\ss are.
        let name = characters.prefix { $0.isASCII && $0.isLetter }
        if let letter = TeXText.letters[String(name)]?.first { return letter.isLowercase }
        characters = characters.dropFirst(max(name.count, 1))
      default:
        if character.isLetter, depth == 0 || isSpecial { return character.isLowercase }
      }
    }
    return false
  }
}
