import Drawing
import Records
package import Typesetting
import Yams

/// The settings at the head of a source, between two lines of `---`: a mapping of YAML.
package struct FrontMatter: Hashable, Sendable {
  /// What a setting is for.
  package enum Key: String, CaseIterable, Sendable {
    case title, subtitle, author, date, description, language, bibliography, citations, duration,
      running
    case figures, macros, version, fields, data, aspect
    case pointsTable = "points-table"

    /// The values that it can have; nil for any.
    fileprivate var choices: [String]? {
      switch self {
      case .figures: ["lecture"]
      case .aspect: SlidePage.Aspect.names
      case .pointsTable: ["true", "false"]
      case .citations: CitationStyle.names
      default: nil
      }
    }
  }

  private var values: [Key: String] = [:]
  /// The lines in which the settings stand.
  private(set) var places: [Key: Int] = [:]
  /// Short commands for formulas: names without backslash, meanings and their lines.
  private var definitions: [Definition] = []
  /// The number of lines, the marks included.
  package private(set) var lineCount = 0

  private struct Definition: Hashable {
    var name: String
    var meaning: String
    var line: Int
  }

  /// The value of a setting; nil when it is not given.
  package subscript(key: Key) -> String? { values[key] }

  /// The title; empty when it is not given.
  package var title: String { values[.title] ?? "" }

  /// The language of the words that are ours.
  package private(set) var language = DocumentLanguage.english

  /// The version in words; nil where none is given.
  var versionLine: String? { self[.version].map { "\(language.word(.version)) \($0)" } }

  /// What whoever fills in a sheet writes at its head.
  enum Field: String, CaseIterable {
    case name, group, date

    var word: Word {
      switch self {
      case .name: .name
      case .group: Word("Group:", "Groupe\u{A0}:", "Gruppe:")
      case .date: Word("Date:", "Date\u{A0}:", "Datum:")
      }
    }
  }

  /// The lines at the head of a sheet with points.
  var fields: [Field] {
    guard let text = values[.fields] else { return [.name] }
    return text.split(separator: ",").compactMap { Field(rawValue: String($0.trimmed)) }
  }

  /// The shape of slides.
  package var aspect: SlidePage.Aspect {
    values[.aspect].flatMap(SlidePage.Aspect.init) ?? .wide
  }

  /// How works are cited.
  package var citationStyle: CitationStyle {
    values[.citations].flatMap(CitationStyle.init) ?? .authorYear
  }

  /// The most bytes of a setting: a title is set at the head of every page.
  private static let longestValue = 2_000
  /// The most bytes of all settings.
  private static let longest = 30_000

  /// Reads the settings at the beginning of a source.
  ///
  /// - Throws: `LineError` for an unknown setting, one given twice, or a missing end or title.
  package init(_ source: some StringProtocol) throws(LineError) {
    // Only the lines up to the end of the settings: there may be many behind it.
    var lines: [Substring] = []
    var rest: Substring? = Substring(source)
    while lines.count < 2 || !["---", "..."].contains(lines[lines.count - 1].trimmed) {
      guard let text = rest else {
        throw LineError(1, "the settings never end; write a line of --- after them")
      }
      let end = text.utf8.firstIndex(of: Ascii.newline)
      lines.append(text[..<(end ?? text.endIndex)])
      rest = end.map { text[text.utf8.index(after: $0)...] }
      guard lines[0].trimmed == "---" else {
        throw LineError(1, "a source begins with settings between two lines of ---, title: … first")
      }
    }
    lineCount = lines.count
    let own = lines[1..<(lines.count - 1)]
    guard own.reduce(0, { $0 + $1.utf8.count }) <= FrontMatter.longest else {
      throw LineError(1, "the settings have more than \(FrontMatter.longest) bytes; write fewer")
    }
    for (key, value) in try FrontMatter.mapping(own.joined(separator: "\n"), below: 1) {
      try read(key, value, lines)
    }
    values[.date] = values[.date].map(language.date)
    guard values[.title] != nil else { throw LineError(1, "the settings lack title: …") }
    for key in [Key.title, .subtitle, .author, .running, .duration] {
      let formulas = (try? dollarPieces(values[key] ?? "")) ?? []
      for case .formula(let tex) in formulas where tex.contains(where: { "\\^_".contains($0) }) {
        throw LineError(
          places[key] ?? 1,
          "the setting \(key.rawValue) holds the formula \(quoted("$\(tex)$")), but no formulas stand "
            + "at the head of a document; write words or signs such as x²")
      }
      if key != .author {
        try refuseMarks(in: values[key] ?? "", "the setting \(key.rawValue)", places[key] ?? 1)
      }
      values[key] = values[key].map { language.typeset(typographic($0)) }
    }
  }

  private static func mapping(
    _ text: String, below line: Int
  ) throws(LineError) -> [(key: Node, value: Node)] {
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw fault(error, text, below: line)
    } catch {
      throw LineError(line, "the settings cannot be read; write name: value on lines of their own")
    }
    guard let node else { return [] }
    guard let mapping = node.mapping else {
      let place = node.mark.map { $0.line + line } ?? line + 1
      let first = text.split(separator: "\n").first { !$0.trimmed.isEmpty } ?? ""
      throw LineError(place, "\(quoted(first.trimmed)) is no setting; write name: value")
    }
    return mapping.map { ($0.key, $0.value) }
  }

  private static func fault(_ error: YamlError, _ text: String, below line: Int) -> LineError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      FrontMatter.fault(problem, in: text, at: max(mark.line, 1), below: line)
    case .duplicatedKeysInMapping(let names, _):
      LineError(
        line
          + (text.split(separator: "\n", omittingEmptySubsequences: false)
            .lastIndex { $0.trimmed.hasPrefix(names.first ?? "") } ?? 0) + 1,
        "the setting \(quoted(names.first ?? "")) is given twice; remove one")
    case .reader(let problem, _, _, _):
      LineError(
        line, "the settings hold a character that YAML does not allow: \(problem); remove it")
    default: LineError(line, "the settings are no YAML; write name: value on lines of their own")
    }
  }

  private static func fault(
    _ problem: String, in text: String, at place: Int, below line: Int
  ) -> LineError {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    // The parser may notice it in the next line.
    for place in [place, place - 1] where lines.indices.contains(place - 1) {
      guard lines[place - 1].prefix(while: { $0.isWhitespace }).contains("\t") else { continue }
      return LineError(
        line + place, "a tab stands before this setting, where YAML has none; write spaces for it")
    }
    let advice =
      [place, place - 1].lazy.compactMap { lines.indices.contains($0 - 1) ? lines[$0 - 1] : nil }
      .compactMap(quotationAdvice).first ?? "put a value that holds ':' or '#' in quotation marks"
    return LineError(line + place, "the settings are no YAML: \(problem); \(advice)")
  }

  /// What to write for quotation marks that a value holds, or that it lacks at its end; nil for none.
  private static func quotationAdvice(_ line: Substring) -> String? {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    let value = line[line.index(after: colon)...].trimmed
    guard let mark = value.first, mark == "'" || mark == "\"" else { return nil }
    guard value.count > 1, value.last == mark else {
      return "end the value with \(mark), as it begins"
    }
    return mark == "'"
      ? "write the apostrophe twice, or put the value in double quotation marks"
      : "write \\\" for the marks within, or put the value in single quotation marks"
  }

  private mutating func read(
    _ key: Node, _ value: Node, _ lines: [some StringProtocol]
  ) throws(LineError) {
    let line = (key.mark?.line ?? 0) + 1
    let name = key.scalar?.string ?? ""
    guard let known = Key(rawValue: name) else {
      throw .unknown(line, "setting", name, among: Key.names)
    }
    places[known] = line
    // YAML ends a value without quotation marks at such a sign.
    if value.scalar?.style == .plain, lines.indices.contains(line - 1),
      lines[line - 1].contains(" #")
    {
      throw LineError(
        line, "' #' begins a comment in \(quoted(name)); put the value in single quotation marks")
    }
    if known == .macros, let mapping = value.mapping {
      for (name, meaning) in mapping {
        let place = (name.mark?.line ?? 0) + 1
        definitions.append(
          Definition(
            name: String((name.scalar?.string ?? "").trimmed.drop { $0 == "\\" }),
            meaning: String((meaning.scalar?.string ?? "").trimmed), line: place))
      }
      return
    }
    // Several authors may stand in a list.
    let parts = value.sequence.map { Array($0) } ?? [value]
    let texts = parts.compactMap { $0.scalar?.string.trimmed }
    guard texts.count == parts.count, parts.count == 1 || known == .author || known == .fields
    else {
      throw LineError(
        line,
        value.scalar == nil && value.sequence == nil
          ? "\(quoted(name)) must be one line of text, without names below it"
          : known == .author
            ? "'author' must be names; write author: [A. Name, B. Name]"
            : value.sequence == nil
              ? "\(quoted(name)) must be one line of text; put it in quotation marks"
              : "\(quoted(name)) must be one text, not a list; give one")
    }
    let text = texts.joined(separator: ", ")[...]
    guard !text.isEmpty else { throw LineError(line, "\(quoted(name)) has no value") }
    if known == .macros { return try define(text, line: line) }
    guard text.utf8.count <= FrontMatter.longestValue else {
      throw LineError(
        line,
        "\(quoted(name)) has more than \(FrontMatter.longestValue) bytes; write a shorter one")
    }
    if known == .language { language = try DocumentLanguage(tag: String(text), line: line) }
    if known == .date, let fault = DocumentLanguage.fault(ofDate: text) {
      throw LineError(line, fault)
    }
    if known == .data {
      let isAddress = ["https://", "http://"].contains { text.lowercased().hasPrefix($0) }
      guard isAddress, !text.contains(where: \.isWhitespace), text.utf8.count <= QRCode.mostBytes
      else {
        throw LineError(
          line,
          "data: \(quoted(text)) is no address; write data: https://…, of \(QRCode.mostBytes) bytes "
            + "at most")
      }
    }
    if known == .fields {
      for part in text.split(separator: ",").map(\.trimmed)
      where Field(rawValue: String(part)) == nil {
        throw .unknown(line, "field", part, among: Field.names)
      }
    }
    if let choices = known.choices, !choices.contains(String(text)) {
      throw .unknown(line, name, text, among: choices)
    }
    values[known] = text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// Definitions in one line, as in `\\R=\\mathbb{R}; \\pair=(#1, #2)`.
  private mutating func define(_ text: some StringProtocol, line: Int) throws(LineError) {
    for part in text.split(whereSeparator: { $0 == ";" || $0 == "\n" }) {
      let words = part.trimmed
      guard words.hasPrefix("\\"), let equals = words.firstIndex(of: "=") else {
        throw LineError(line, "\(quoted(words)) defines no command; write \\name=meaning")
      }
      definitions.append(
        Definition(
          name: String(words[..<equals].dropFirst().trimmed),
          meaning: String(words[words.index(after: equals)...].trimmed), line: line))
    }
  }

  /// What is wrong with the meaning of a command, by its own line; nil where it stands for a formula.
  ///
  /// - Parameter call: The text of a formula that begins with the command.
  func fault(ofCommand call: Substring, _ macros: [String: Macro]) -> LineError? {
    guard call.first == "\\" else { return nil }
    let name = call.dropFirst().prefix { $0.isASCII && $0.isLetter }
    guard let definition = definitions.last(where: { $0.name == name }),
      let macro = macros[definition.name]
    else { return nil }
    let arguments = String(repeating: "{x}", count: macro.argumentCount)
    do throws(MathError) {
      _ = try MathText("\\\(name)\(arguments)", macros: macros)
      return nil
    } catch {
      return LineError(
        definition.line, "the command '\\\(name)' of the settings: \(error.message)",
        suggestion: error.suggestion)
    }
  }

  /// The short commands for formulas, by their names.
  ///
  /// - Throws: `LineError` for a definition without a name or a meaning.
  package func macros() throws(LineError) -> [String: Macro] {
    var macros: [String: Macro] = [:]
    for definition in definitions {
      let (name, body) = (definition.name, definition.meaning)
      guard !name.isEmpty, name.allSatisfy({ $0.isASCII && $0.isLetter }), !body.isEmpty else {
        throw LineError(
          definition.line,
          "\(quoted("\\" + name + "=" + body)) defines no command; write \\name=meaning")
      }
      let count = (1...9).last { body.contains("#\($0)") } ?? 0
      macros[name] = Macro(body, argumentCount: count)
    }
    return macros
  }
}

extension StringProtocol {
  /// Without the spaces at both ends.
  package var trimmed: SubSequence {
    // Most texts begin and end with signs of ASCII, which says it without a look at properties.
    let signs: ClosedRange<UInt8> = 0x21...0x7E
    if let first = utf8.first, signs.contains(first), let last = last?.asciiValue,
      signs.contains(last)
    {
      return self[...]
    }
    let start = firstIndex { !$0.isWhitespace } ?? endIndex
    let end = lastIndex { !$0.isWhitespace }.map(index(after:)) ?? start
    return self[start..<Swift.max(start, end)]
  }
}
