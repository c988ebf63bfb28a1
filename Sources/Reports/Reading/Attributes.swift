package import Records

/// Attributes in a source, as in `{#eq-2-13}` or `points=3 space=6cm title="Two words"`.
package struct Attributes: Equatable, Sendable {
  /// The name that links lead to, from `#name`.
  package var anchor: String?
  /// Names and values in their order.
  package var values: NamedValues = []
  /// The line they stand in.
  package var line: Int

  /// The most attributes in one place.
  private static let most = 100

  /// No attributes.
  init(line: Int) { self.line = line }

  /// The attributes of a text without braces.
  ///
  /// - Throws: `LineError` for a word that is no attribute, or one given twice.
  package init(_ text: some StringProtocol, line: Int) throws(LineError) {
    self.line = line
    let words = try Attributes.words(text, line: line)
    guard words.count <= Attributes.most else {
      throw LineError(
        line, "more than \(Attributes.most) attributes stand in one place; write fewer")
    }
    for (place, word) in words.enumerated() {
      if word.hasPrefix("#") {
        guard anchor == nil else { throw LineError(line, "a second name \(quoted(word))") }
        anchor = try Attributes.checkedAnchor(word.dropFirst(), line: line)
        continue
      }
      guard let equals = word.firstIndex(of: "="), equals > word.startIndex else {
        throw LineError(
          line,
          "\(quoted(word)) is no attribute; "
            + (Attributes.remedy(before: values.last, words[place...])
              ?? "write name=value or #name"))
      }
      let name = String(word[..<equals])
      if let sign = word[equals...].dropFirst().first, "“”„«'‘’".contains(sign) {
        throw LineError(
          line,
          "\(quoted(String(sign))) begins no value; write straight quotation marks, as in "
            + "\(name)=\"two words\"")
      }
      guard self[name] == nil else {
        throw LineError(line, "the attribute \(quoted(name)) is given twice; remove one")
      }
      let value = String(word[word.index(after: equals)...])
      let braced = value.lowercased().split(separator: "{", omittingEmptySubsequences: false)
      if braced.dropFirst().contains(where: { $0.drop(while: \.isWhitespace).hasPrefix("blank") }) {
        throw LineError(line, "a blank cannot stand in an attribute; write it into a paragraph")
      }
      values.append((name, value))
    }
  }

  /// What to write where words without a sign of equality follow an attribute, or stand around one.
  private static func remedy(
    before last: (name: String, value: String)?, _ words: ArraySlice<String>
  ) -> String? {
    if let word = words.first, let next = words.dropFirst().first {
      let value = next == "=" ? words.dropFirst(2).first ?? "value" : String(next.dropFirst())
      if next.hasPrefix("="), !word.hasPrefix("=") {
        return "write no space beside the sign of equality: \(printable("\(word)=\(value)"))"
      }
    }
    guard let last else { return nil }
    let rest = words.prefix { !$0.contains("=") && !$0.hasPrefix("#") }
    if last.value.isEmpty, let first = rest.first {
      return "write no space beside the sign of equality: \(printable("\(last.name)=\(first)"))"
    }
    // A number and its unit, or parts of a number, stand without spaces.
    if last.value.last?.isNumber == true, last.name != "title" {
      return
        "write no space within a value: \(printable("\(last.name)=\(last.value)\(rest.joined())"))"
    }
    let whole = ([last.value] + rest).joined(separator: " ")
    return
      "put a value of several words in quotation marks: \(printable("\(last.name)=\"\(whole)\""))"
  }

  /// The value of an attribute; nil when it is not given.
  package subscript(name: String) -> String? { values.first { $0.name == name }?.value }

  /// Refuses attributes that have no meaning here.
  package func allow(_ known: [String], of what: String) throws(LineError) {
    for (name, _) in values where !known.contains(name) {
      let list = known.isEmpty ? "it has none" : "it has \(known.joined(separator: ", "))"
      throw LineError(
        line, "\(what) has no attribute \(quoted(name)); \(list)",
        suggestion: NearestName.to(name, among: known))
    }
  }

  package static func == (a: Attributes, b: Attributes) -> Bool {
    a.anchor == b.anchor && a.line == b.line && a.values.elementsEqual(b.values, by: ==)
  }

  /// A name for a link to lead to: a small letter, then small letters, digits and hyphens.
  private static func checkedAnchor(
    _ name: Substring, line: Int
  ) throws(LineError) -> String {
    let isPlain = name.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
    }
    guard isPlain, name.first?.isLetter == true, name.utf8.count <= 60 else {
      throw LineError(
        line, "the name \(quoted(name)) must be of small letters, digits and hyphens")
    }
    return String(name)
  }

  /// Without some attributes.
  func without(_ names: Set<String>) -> Attributes {
    var rest = self
    rest.values.removeAll { names.contains($0.name) }
    return rest
  }

  /// Splits at spaces, except between double quotes, which are dropped, and within `{{` and `}}`.
  private static func words(
    _ text: some StringProtocol, line: Int
  ) throws(LineError) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    var hasWord = false
    var braces = 0
    // Whether a quotation mark has ended a value, behind which a space must stand.
    var isEnded = false
    for character in text {
      guard
        character.isWhitespace
          || !(isEnded || character == "\"" && hasWord && !isQuoted && word.last != "=")
      else {
        throw LineError(
          line,
          "a quotation mark stands within the value \(quoted(word)); write “ and ” for those within"
        )
      }
      isEnded = character == "\"" && isQuoted
      if character == "{" { braces += 1 }
      if character == "}" { braces -= 1 }
      switch character {
      case "\"":
        isQuoted.toggle()
        hasWord = true
      case " ", "\t", "\n":
        if isQuoted || braces > 1 {
          word.append(" ")
        } else if hasWord {
          words.append(word)
          word = ""
          hasWord = false
        }
      default:
        word.append(character)
        hasWord = true
      }
    }
    guard !isQuoted else { throw LineError(line, "a quotation mark is missing") }
    if hasWord { words.append(word) }
    return words
  }
}
