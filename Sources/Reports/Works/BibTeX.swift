/// The entries of a BibTeX file as they stand there: strings put in, TeX not yet read.
///
/// Read by hand: btparse, the one library for it, ends the process or crashes on one of twenty
/// damaged files, and refuses keys that BibTeX takes.
struct BibTeX {
  /// A value with the line it begins in.
  struct Value {
    var text: String
    var line: Int
    /// The line it ends in.
    var end: Int
    /// A string in it that is nowhere defined.
    var undefined: String?
  }

  struct Entry {
    /// The kind, in small letters.
    var kind: String
    var key: String
    var line: Int
    /// The first value of each field, by names in small letters.
    var fields: [String: Value] = [:]
    /// Fields that are given again, with the lines.
    var repeated: [String: Int] = [:]
  }

  private(set) var entries: [Entry] = []
  private let characters: [Character]
  private var position = 0
  private var line = 1
  /// The strings, by names in small letters; those that every style has to begin with.
  private var strings: [String: String] = [
    "jan": "January", "feb": "February", "mar": "March", "apr": "April", "may": "May",
    "jun": "June", "jul": "July", "aug": "August", "sep": "September", "oct": "October",
    "nov": "November", "dec": "December",
  ]

  /// Reads a file; what stands between entries is comment.
  ///
  /// - Throws: `LineError` for an entry that is malformed.
  init(_ text: String) throws(LineError) {
    characters = Array(text)
    while skip(to: "@") {
      let start = line
      let kind = word { $0.isLetter || $0.isNumber || $0 == "_" }.lowercased()
      switch kind {
      case "comment": skipGroup()
      case "preamble":
        let close = try opening(of: kind)
        _ = try value()
        try expect(close)
      case "string":
        let close = try opening(of: kind)
        let name = word(where: BibTeX.isNameCharacter).lowercased()
        try expect("=")
        strings[name] = try value().text
        skipSpace()
        if peek == "," { advance() }
        try expect(close)
      case "": throw LineError(start, "'@' begins an entry without a kind; write @article{key, …")
      default: entries.append(try entry(kind, start))
      }
    }
  }

  private mutating func entry(_ kind: String, _ start: Int) throws(LineError) -> Entry {
    let close = try opening(of: kind)
    // Any character but those that mean something to BibTeX.
    let key = word { !$0.isWhitespace && !"{},#%\"=".contains($0) && $0 != close }
    let place = line
    skipSpace()
    guard !key.isEmpty, peek != "=" else {
      throw LineError(start, "an entry has no key; write @\(kind){key, …")
    }
    if let next = peek, next != ",", next != close {
      let isComma = line > place
      throw LineError(
        place,
        isComma
          ? "a comma is missing after the key \(quoted(key))"
          : "the key \(quoted(key)) goes on with \(quoted(String(next))); write it in one word, and a "
            + "comma after it")
    }
    var entry = Entry(kind: kind, key: key, line: start)
    while peek == "," {
      advance()
      skipSpace()
      if peek == close || peek == "@" || peek == nil { break }
      let name = word(where: BibTeX.isNameCharacter).lowercased()
      guard !name.isEmpty else { throw LineError(line, "a field of \(quoted(key)) has no name") }
      try expect("=")
      let place = line
      let value = try value()
      if entry.fields[name] == nil {
        entry.fields[name] = value
      } else {
        entry.repeated[name] = place
      }
      skipSpace()
      if let next = peek, BibTeX.isNameCharacter(next) {
        throw LineError(value.end, "a comma is missing after the field '\(name)' of \(quoted(key))")
      }
    }
    if peek == "@" {
      throw LineError(
        start, "the entry \(quoted(key)) never ends; write \(close) before the one of line \(line)")
    }
    try expect(close)
    return entry
  }

  /// The mark that ends what is opened here.
  private mutating func opening(of kind: String) throws(LineError) -> Character {
    skipSpace()
    if peek == "(" {
      advance()
      return ")"
    }
    try expect("{")
    return "}"
  }

  // MARK: Values

  /// Parts in braces, in quotation marks, numbers and names of strings, with # between them.
  private mutating func value() throws(LineError) -> Value {
    skipSpace()
    var value = Value(text: "", line: line, end: line)
    repeat {
      skipSpace()
      switch peek {
      case "{": value.text += try group(until: nil)
      case "\"": value.text += try group(until: "\"")
      default:
        let name = word(where: BibTeX.isNameCharacter)
        guard !name.isEmpty else {
          throw LineError(line, "a value must stand in braces, in quotation marks or be a number")
        }
        if name.allSatisfy(\.isNumber) {
          value.text += name
        } else if let known = strings[name.lowercased()] {
          value.text += known
        } else {
          value.undefined = name
        }
      }
      value.end = line
      skipSpace()
    } while take("#")
    return value
  }

  /// What stands in braces, or up to a mark that is in no braces.
  private mutating func group(until mark: Character?) throws(LineError) -> String {
    let start = line
    advance()
    var depth = 0
    var text = ""
    while let character = peek {
      if depth == 0, character == mark ?? "}" {
        advance()
        return text
      }
      if character == "{" { depth += 1 }
      if character == "}" { depth -= 1 }
      guard depth >= 0 else { break }
      text.append(character)
      advance()
    }
    throw LineError(start, mark == nil ? "a brace never closes" : "a quotation mark never closes")
  }

  private static func isNameCharacter(_ character: Character) -> Bool {
    !character.isWhitespace && !"{}(),#%\"='@".contains(character)
  }

  // MARK: Characters

  private var peek: Character? { position < characters.count ? characters[position] : nil }

  private mutating func advance() {
    if characters[position].isNewline { line += 1 }
    position += 1
  }

  private mutating func take(_ mark: Character) -> Bool {
    guard peek == mark else { return false }
    advance()
    return true
  }

  private mutating func skipSpace() {
    while let character = peek, character.isWhitespace { advance() }
  }

  private mutating func skip(to mark: Character) -> Bool {
    while let character = peek {
      advance()
      if character == mark { return true }
    }
    return false
  }

  /// Skips what stands in braces after `@comment`; the rest of the line where they never close.
  private mutating func skipGroup() {
    skipSpace()
    guard peek == "{" else { return }
    let (place, number) = (position, line)
    if (try? group(until: nil)) == nil { (position, line) = (place, number) }
  }

  private mutating func word(where belongs: (Character) -> Bool) -> String {
    skipSpace()
    var word = ""
    while let character = peek, belongs(character) {
      word.append(character)
      advance()
    }
    return word
  }

  private mutating func expect(_ mark: Character) throws(LineError) {
    skipSpace()
    guard take(mark) else {
      let found = peek.map { quoted(String($0)) } ?? "the end"
      throw LineError(line, "'\(mark)' is missing before \(found)")
    }
  }
}
