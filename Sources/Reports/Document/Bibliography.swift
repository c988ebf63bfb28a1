import Records
import Typesetting

/// A published work, as a BibTeX entry has it.
package struct Work: Hashable, Sendable {
  /// The key that citations name.
  package var key: String
  /// The kind of entry, such as `article`.
  package var kind: String
  /// The fields by name, in plain text.
  package var fields: [String: String]

  /// The authors as they sign, in order.
  package var authors: [(given: String, family: String)] {
    (fields["author"] ?? "").replacing("\n", with: " ").split(separator: " and ").map { name in
      if let comma = name.firstIndex(of: ",") {
        return (String(name[name.index(after: comma)...].trimmed), String(name[..<comma].trimmed))
      }
      let words = name.split(separator: " ")
      return (words.dropLast().joined(separator: " "), words.last.map(String.init) ?? "")
    }
  }

  /// The authors and year of a citation, as in `Pesme et al., 2021`.
  package var label: String {
    let names = authors.map(\.family)
    let who =
      switch names.count {
      case 0: fields["title"] ?? key
      case 1: names[0]
      case 2: "\(names[0]) and \(names[1])"
      default: "\(names[0]) et al."
      }
    return fields["year"].map { "\(who), \($0)" } ?? who
  }

  /// The authors in full, as in `S. Pesme, L. Pillaud-Vivien and N. Flammarion`.
  package var authorLine: String {
    let names = authors.map { given, family in
      let initials = given.split(whereSeparator: { $0 == " " }).map { word in
        word.split(separator: "-").compactMap { $0.first.map { "\($0)." } }.joined(separator: "-")
      }
      return (initials + [family]).joined(separator: " ")
    }
    guard names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
  }

  /// Where the work appeared, with volume and pages, without the year.
  package var place: String {
    var parts: [String] = []
    if let journal = fields["journal"] {
      parts.append(fields["volume"].map { "\(journal) \($0)" } ?? journal)
    } else if let book = fields["booktitle"] {
      parts.append("In \(book)")
    } else if let school = fields["school"] {
      parts.append("PhD thesis, \(school)")
    }
    for name in ["series", "publisher", "howpublished", "note"] {
      if let value = fields[name] { parts.append(value) }
    }
    if let pages = fields["pages"] { parts.append("pages \(pages)") }
    return parts.joined(separator: ", ")
  }

  /// Where the work can be read; nil where the entry has no address.
  package var address: String? {
    fields["url"] ?? fields["doi"].map { "https://doi.org/\($0)" }
      ?? fields["eprint"].map { "https://arxiv.org/abs/\($0)" }
  }
}

/// The works of a BibTeX file.
package struct Bibliography: Sendable {
  /// The works in the order of the file.
  package let works: [Work]

  /// Reads a BibTeX file: entries with fields in braces, in quotation marks or plain numbers.
  ///
  /// Strings, preambles and concatenation are not supported: they are errors.
  ///
  /// - Throws: `SourceError` at the first fault.
  package init(_ text: String, file: String) throws(SourceError) {
    var parser = BibTeXParser(text)
    do {
      works = try parser.works()
    } catch {
      throw error.inFile(file)
    }
  }

  /// The work of a key.
  package func work(_ key: String, line: Int) throws(LineError) -> Work {
    if let work = works.first(where: { $0.key == key }) { return work }
    throw LineError(
      line, "no work \(quoted(key)) in the bibliography",
      suggestion: NearestName.to(key, among: works.map(\.key)))
  }
}

private struct BibTeXParser {
  private let characters: [Character]
  private var position = 0
  private var line = 1

  init(_ text: String) { characters = Array(text) }

  mutating func works() throws(LineError) -> [Work] {
    var works: [Work] = []
    // What stands between entries is comment.
    while skip(to: "@") {
      let work = try entry()
      guard !works.contains(where: { $0.key == work.key }) else {
        throw LineError(line, "the key \(quoted(work.key)) is used twice")
      }
      works.append(work)
    }
    return works
  }

  private mutating func entry() throws(LineError) -> Work {
    let start = line
    let kind = word().lowercased()
    let known = [
      "article", "inproceedings", "book", "incollection", "phdthesis", "misc", "techreport",
    ]
    guard known.contains(kind) else {
      throw LineError(
        start,
        "no entry of the kind \(quoted("@" + kind)); there are \(known.joined(separator: ", "))",
        suggestion: NearestName.to(kind, among: known))
    }
    try expect("{")
    let key = word(allowing: "-_:.+/")
    guard !key.isEmpty else { throw LineError(line, "an entry has no key") }
    var fields: [String: String] = [:]
    skipSpace()
    while peek == "," {
      advance()
      skipSpace()
      if peek == "}" { break }
      let name = word(allowing: "-_").lowercased()
      guard !name.isEmpty else { throw LineError(line, "a field of \(quoted(key)) has no name") }
      try expect("=")
      guard fields[name] == nil else {
        throw LineError(line, "the field \(quoted(name)) of \(quoted(key)) is given twice")
      }
      fields[name] = try value(of: name)
      skipSpace()
    }
    try expect("}")
    for name in ["title", "year"] where fields[name] == nil {
      throw LineError(start, "the entry \(quoted(key)) lacks the field '\(name)'")
    }
    return Work(key: key, kind: kind, fields: fields)
  }

  private mutating func value(of name: String) throws(LineError) -> String {
    skipSpace()
    let start = line
    var raw = ""
    switch peek {
    case "{":
      var depth = 0
      repeat {
        guard let character = peek else { throw LineError(start, "a brace never closes") }
        if character == "{" { depth += 1 }
        if character == "}" { depth -= 1 }
        raw.append(character)
        advance()
      } while depth > 0
      raw = String(raw.dropFirst().dropLast())
    case "\"":
      advance()
      while let character = peek, character != "\"" {
        raw.append(character)
        advance()
      }
      try expect("\"")
    default:
      raw = word()
      guard !raw.isEmpty, raw.allSatisfy(\.isNumber) else {
        throw LineError(
          start, "the field '\(name)' must stand in braces, in quotation marks or be a number")
      }
    }
    return try BibTeXText.plain(raw, line: start)
  }

  // MARK: Characters

  private var peek: Character? { position < characters.count ? characters[position] : nil }

  private mutating func advance() {
    if characters[position] == "\n" { line += 1 }
    position += 1
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

  private mutating func word(allowing others: String = "") -> String {
    skipSpace()
    var word = ""
    while let character = peek,
      character.isLetter || character.isNumber || others.contains(character)
    {
      word.append(character)
      advance()
    }
    return word
  }

  private mutating func expect(_ mark: Character) throws(LineError) {
    skipSpace()
    guard peek == mark else {
      let found = peek.map { quoted(String($0)) } ?? "the end"
      throw LineError(line, "'\(mark)' is missing before \(found)")
    }
    advance()
  }
}

/// The text of a BibTeX field without its TeX.
private enum BibTeXText {
  /// Accents by their TeX commands, as combining characters.
  private static let accents: [Character: Unicode.Scalar] = [
    "'": "\u{301}", "`": "\u{300}", "^": "\u{302}", "\"": "\u{308}", "~": "\u{303}",
    "c": "\u{327}", "v": "\u{30C}", "=": "\u{304}", "u": "\u{306}", "H": "\u{30B}",
  ]

  static func plain(_ raw: String, line: Int) throws(LineError) -> String {
    var out = String.UnicodeScalarView()
    var characters = Array(raw)[...]
    while let character = characters.popFirst() {
      switch character {
      case "{", "}", "$": break
      case "~": out.append("\u{A0}")
      case "\n", "\t", " ": if out.last != " " { out.append(" ") }
      case "-" where characters.first == "-":
        characters = characters.drop { $0 == "-" }
        out.append("\u{2013}")
      case "\\":
        guard let command = characters.popFirst() else { break }
        if let mark = accents[command] {
          characters = characters.drop { $0 == "{" || $0 == " " }
          guard let base = characters.popFirst() else { break }
          out += String(base == "\\" ? "i" : base).unicodeScalars
          if base == "\\" { characters = characters.dropFirst() }
          out.append(mark)
        } else if "&%_#$".contains(command) {
          out += String(command).unicodeScalars
        } else {
          throw LineError(line, "the command \\\(command) is not supported in a bibliography")
        }
      default: out += String(character).unicodeScalars
      }
    }
    return String(String(out).trimmed)
  }
}
