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
    fields["url"] ?? fields["doi"].map { Work.address($0, at: "https://doi.org/") }
      ?? fields["eprint"].map { Work.address($0, at: "https://arxiv.org/abs/") }
  }

  /// The address of an identifier, which may be an address already.
  private static func address(_ identifier: String, at site: String) -> String {
    let lower = identifier.lowercased()
    let isAddress = ["https://", "http://"].contains { lower.hasPrefix($0) }
    return isAddress ? identifier : site + identifier
  }

  /// The fields that hold addresses, which are no TeX.
  fileprivate static let addressFields: Set<String> = ["url", "doi", "eprint"]
}

/// The works of a BibTeX file.
package struct Bibliography: Sendable {
  /// The works in the order of the file.
  package let works: [Work]
  /// The places of the works by their keys.
  private let places: [String: Int]

  /// Reads a BibTeX file: entries with fields in braces, in quotation marks or plain numbers.
  ///
  /// Strings, preambles and concatenation are not supported: they are errors.
  ///
  /// - Throws: `SourceError` at the first fault.
  package init(_ text: String, file: String) throws(SourceError) {
    var parser = BibTeXParser(text)
    do {
      works = try parser.works()
      places = Dictionary(works.enumerated().map { ($1.key, $0) }) { first, _ in first }
    } catch {
      throw error.inFile(file)
    }
  }

  /// The work of a key.
  package func work(_ key: String, line: Int) throws(LineError) -> Work {
    if let place = places[key] { return works[place] }
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
    var keys: Set<String> = []
    // What stands between entries is comment.
    while skip(to: "@") {
      let work = try entry()
      guard keys.insert(work.key).inserted else {
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
    var lines: [String: Int] = [:]
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
      lines[name] = line
      fields[name] = try value(of: name)
      skipSpace()
    }
    try expect("}")
    for name in ["title", "year"] where fields[name] == nil {
      throw LineError(start, "the entry \(quoted(key)) lacks the field '\(name)'")
    }
    let work = Work(key: key, kind: kind, fields: fields)
    if let address = work.address {
      let field = ["url", "doi", "eprint"].first { fields[$0] != nil }
      let line = field.flatMap { lines[$0] } ?? start
      guard try !checkedTarget(address, line).hasPrefix("#") else {
        throw LineError(line, "the link \(quoted(address)) leads to no page; write its address")
      }
    }
    return work
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
    return Work.addressFields.contains(name)
      ? BibTeXText.address(raw) : try BibTeXText.plain(raw, line: start)
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

  /// Letters with accents as single characters, by the characters that are canonically the same.
  private static let accented: [Character: Character] = {
    var letters: [Character: Character] = [:]
    for value in Array(UInt32(0xC0)...0x24F) + Array(0x1E00...0x1EFF) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      letters[Character(scalar)] = Character(scalar)
    }
    return letters
  }()

  /// How deeply accents can stand on one another.
  private static let greatestDepth = 8

  /// An address: as it stands, but for braces and escaped characters.
  static func address(_ raw: String) -> String {
    var text = String(raw.trimmed)
    if text.hasPrefix("\\url{"), text.hasSuffix("}") { text = String(text.dropFirst(5)) }
    for sign in ["_", "%", "&", "#", "$", "~"] { text = text.replacing("\\" + sign, with: sign) }
    return text.filter { $0 != "{" && $0 != "}" }
  }

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
      case "\\": out += try command(&characters, line: line, depth: 0).unicodeScalars
      default: out += String(character).unicodeScalars
      }
    }
    return String(String(out).trimmed)
  }

  /// The text of a command whose backslash was read.
  private static func command(
    _ rest: inout ArraySlice<Character>, line: Int, depth: Int
  ) throws(LineError) -> String {
    guard let first = rest.first else { return "" }
    let letters = rest.prefix { $0.isASCII && $0.isLetter }
    let name = letters.isEmpty ? String(first) : String(letters)
    rest = rest.dropFirst(name.count)
    if name.count == 1, let mark = accents[first] {
      guard depth < greatestDepth else { throw LineError(line, "too many accents on one letter") }
      var base = try self.base(&rest, line: line, depth: depth + 1)
      if !base.isEmpty { base.unicodeScalars.append(mark) }
      return String(base.map { accented[$0] ?? $0 })
    }
    switch name {
    case "i": return "i"
    case "j": return "j"
    case "url" where rest.first == "{":
      let address = rest.dropFirst().prefix { $0 != "}" }
      rest = rest.dropFirst(address.count + 2)
      return String(address)
    case "&", "%", "_", "#", "$": return name
    default: throw LineError(line, "the command \\\(name) is not supported in a bibliography")
    }
  }

  /// What an accent stands on: a letter, a command, or either in braces.
  private static func base(
    _ rest: inout ArraySlice<Character>, line: Int, depth: Int
  ) throws(LineError) -> String {
    rest = rest.drop { $0 == " " || $0 == "{" }
    guard let first = rest.popFirst(), first != "}" else { return "" }
    return first == "\\" ? try command(&rest, line: line, depth: depth) : String(first)
  }
}
