import Records

/// A word of a line of a sketch.
package struct Token: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case number(Double)
    /// A date as it stands, with its days since the first of January 1970.
    case date(String, Double)
    case name(String)
    case string(String)
    /// A sign such as `(`, `..` or `->`.
    case sign(String)
    case end
  }

  package let kind: Kind
  /// The index of its first character in the line.
  package let start: Int
  /// The index after its last character.
  package let end: Int
}

/// The words of one line, read one after the other.
///
/// A value: a copy goes back to where it was made.
package struct Words: Sendable {
  private let characters: [Character]
  private let line: Int
  private var position: Int
  /// The word that comes next.
  package private(set) var next: Token
  /// The index after the word read last.
  private var lastEnd = 0

  /// The words of a line from an index on.
  package init(_ line: [Character], number: Int, from start: Int = 0) throws(Fault) {
    characters = line
    self.line = number
    position = start
    next = Token(kind: .end, start: start, end: start)
    next = try scan()
    lastEnd = start
  }

  /// The place of an index.
  package func place(_ index: Int) -> Place { Place(line: line, column: index + 1) }

  /// The place of the next word.
  package var here: Place { place(next.start) }

  /// Whether the next word follows the last without a space.
  package var isAdjacent: Bool { next.start == lastEnd }

  /// Takes the next word.
  @discardableResult
  package mutating func take() throws(Fault) -> Token {
    let token = next
    lastEnd = token.end
    next = try scan()
    return token
  }

  /// Takes the next word if it is a sign.
  package mutating func take(sign: String) throws(Fault) -> Bool {
    guard next.kind == .sign(sign) else { return false }
    try take()
    return true
  }

  /// Takes the next word if it is a name.
  package mutating func take(word: String) throws(Fault) -> Bool {
    guard next.kind == .name(word) else { return false }
    try take()
    return true
  }

  /// What is wrong at the next word.
  func fault(_ words: String) -> Fault { Fault(here, words) }

  /// Takes a sign without which the line means nothing.
  mutating func demand(sign: String, _ words: @autoclosure () -> String) throws(Fault) {
    guard try take(sign: sign) else { throw fault(words()) }
  }

  /// Takes a word without which the line means nothing.
  mutating func demand(word: String, _ words: @autoclosure () -> String) throws(Fault) {
    guard try take(word: word) else { throw fault(words()) }
  }

  /// Takes a name that must stand here.
  mutating func name(_ words: @autoclosure () -> String) throws(Fault) -> String {
    guard case .name(let name) = next.kind else { throw fault(words()) }
    try take()
    return name
  }

  /// Takes what comes up to the next space: an id or a value of somebody else's language.
  package mutating func takeRaw() throws(Fault) -> (text: String, place: Place) {
    let start = next.start
    if case .string(let text) = next.kind {
      try take()
      return (text, place(start))
    }
    var end = start
    while end < characters.count, !characters[end].isWhitespace, characters[end] != "#" { end += 1 }
    let text = String(characters[start..<end])
    position = end
    lastEnd = end
    next = try scan()
    return (text, place(start))
  }

  /// The characters between two indices, as they stand.
  package func piece(from start: Int, to end: Int) -> String {
    String(characters[start..<max(start, min(end, characters.count))])
  }

  /// The index after the word read last.
  package var endOfLast: Int { lastEnd }

  /// The rest of the line as it stands, without a comment; nothing is left behind it.
  package mutating func rest() -> String {
    let text = plainText(characters[next.start...])
    position = characters.count
    next = Token(kind: .end, start: position, end: position)
    return text
  }

  private mutating func scan() throws(Fault) -> Token {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
    let start = position
    guard start < characters.count, characters[start] != "#" else {
      if isColour(start) {
        throw Fault(
          place(start),
          "colours are words: \(Ink.words.joined(separator: ", ")); behind # stands a comment, after "
            + "a space")
      }
      return Token(kind: .end, start: start, end: start)
    }
    let first = characters[start]
    if first == "\"" || first == "“" { return try string(from: start) }
    if first.isASCIIDigit || (first == "." && isDigit(start + 1)) { return try number(from: start) }
    if isLetter(first) {
      while position < characters.count, isInName(characters[position]) || isDot(position) {
        position += 1
      }
      return Token(kind: .name(piece(from: start, to: position)), start: start, end: position)
    }
    if superscripts.contains(String(first)) {
      position += 1
      return Token(kind: .sign(String(first)), start: start, end: position)
    }
    for sign in ["...", "..", "->", "<=", ">="] where starts(with: sign, at: start) {
      position += sign.count
      return Token(kind: .sign(sign), start: start, end: position)
    }
    position += 1
    if let sign = signs[first] { return Token(kind: .sign(sign), start: start, end: position) }
    let meant: [Character: String] = [
      "'": "words stand between double quotation marks; write \"words\"",
      "‘": "words stand between double quotation marks; write \"words\"",
      "\\": "formulas are written plainly; write 1/x, sqrt(x), alpha",
      "√": "a root is a function; write sqrt(x)",
      "∂": "derivatives come by themselves; name the function alone",
      "∇": "derivatives come by themselves; name the function alone",
      "∞": "infinity is no number here; give a large one",
    ]
    throw Fault(
      place(start),
      meant[first]
        ?? "the character '\(printable(String(first)))' has no meaning here; remove it")
  }

  /// Whether a colour such as #B81F2B stands at an index.
  private func isColour(_ index: Int) -> Bool {
    let word = characters[index...].prefix { !$0.isWhitespace }.dropFirst()
    return (word.count == 6 || word.count == 3 && word.contains(where: \.isLetter))
      && word.allSatisfy(\.isHexDigit) && word.contains(where: \.isNumber)
  }

  private func starts(with text: String, at index: Int) -> Bool {
    zip(characters[index...].prefix(text.count), text).allSatisfy { $0 == $1 }
      && index + text.count <= characters.count
  }

  private func isDigit(_ index: Int) -> Bool {
    index < characters.count && characters[index].isASCIIDigit
  }

  /// Whether a point parts a run from what it gives, as in `theta.l1`.
  private func isDot(_ index: Int) -> Bool {
    characters[index] == "." && index + 1 < characters.count && isLetter(characters[index + 1])
  }

  private mutating func string(from start: Int) throws(Fault) -> Token {
    var text = ""
    position = start + 1
    let close: [Character] = characters[start] == "\"" ? ["\""] : ["”", "\""]
    while position < characters.count, !close.contains(characters[position]) {
      if characters[position] == "\\", position + 1 < characters.count,
        characters[position + 1] == "\""
      {
        position += 1
      }
      text.append(characters[position])
      position += 1
    }
    guard position < characters.count else {
      throw Fault(place(start), "this quotation mark has no partner; end the words with \"")
    }
    position += 1
    return Token(kind: .string(text), start: start, end: position)
  }

  private mutating func number(from start: Int) throws(Fault) -> Token {
    if let end = Words.endOfDate(in: characters, from: start) {
      position = end
      let text = piece(from: start, to: end)
      guard let day = day(ofDate: text) else {
        throw Fault(
          place(start),
          "\(text) is no date; write one such as 2024-12-31, or spaces around '-' for a difference")
      }
      return Token(kind: .date(text, day), start: start, end: end)
    }
    while isDigit(position) { position += 1 }
    if position < characters.count, characters[position] == ".",
      !(position + 1 < characters.count && characters[position + 1] == ".")
    {
      position += 1
      while isDigit(position) { position += 1 }
    }
    if position < characters.count, characters[position] == "e" || characters[position] == "E" {
      var after = position + 1
      if after < characters.count, "+-−".contains(characters[after]) { after += 1 }
      if isDigit(after) {
        position = after
        while isDigit(position) { position += 1 }
      }
    }
    let text = piece(from: start, to: position)
    guard let value = Double(text.replacing("−", with: "-")), value.isFinite else {
      throw Fault(
        place(start), "\(printable(text)) is no number that can be held; give a smaller one")
    }
    return Token(kind: .number(value), start: start, end: position)
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}

private func isLetter(_ character: Character) -> Bool { character.isLetter || character == "_" }

func isInName(_ character: Character) -> Bool {
  isLetter(character) || (character.isNumber && !superscripts.contains(String(character)))
}

/// What a column is called in formulas: `_` stands for what no name holds.
func asName(_ column: String) -> String {
  String(column.map { isInName($0) ? $0 : "_" }.reversed().drop { $0 == "_" }.reversed())
}

/// Words of a line without a comment, which begins at a # between spaces: `#` itself is a character
/// of formulas and of names.
package func plainText(_ characters: ArraySlice<Character>) -> String {
  let end = characters.indices.first { index in
    characters[index] == "#"
      && (index == characters.startIndex || characters[index - 1].isWhitespace)
      && (index + 1 == characters.endIndex || characters[index + 1].isWhitespace)
  }
  return characters[..<(end ?? characters.endIndex)].trimmed
}

extension BidirectionalCollection<Character> {
  /// The text without white space about it.
  var trimmed: String {
    guard let start = firstIndex(where: { !$0.isWhitespace }),
      let end = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[start...end])
  }
}

/// The signs of powers, by their values.
let superscripts = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]

/// Signs, those of print as those of a keyboard.
private let signs: [Character: String] = [
  "(": "(", ")": ")", ",": ",", "=": "=", "+": "+", "-": "-", "−": "-", "–": "-", "*": "*",
  "·": "*", "×": "*", "⋅": "*", "/": "/", "÷": "/", "^": "^", "|": "|", ":": ":", "→": "->",
  "<": "<", ">": ">", "≤": "<=", "≥": ">=", "[": "[", "]": "]", "{": "{", "}": "}", ";": ";",
  "…": "...", "‥": "..", "!": "!", "%": "%", "&": "&",
]
