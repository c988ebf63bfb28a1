import Records
package import Typesetting

/// The settings at the head of a source, between two lines of `---`.
package struct FrontMatter: Hashable, Sendable {
  /// What a setting is for.
  package enum Key: String, CaseIterable, Sendable {
    case title, subtitle, author, description, language, bibliography, duration, running
    case figures, macros
  }

  private var values: [Key: String] = [:]
  /// The number of lines, the marks included.
  package private(set) var lineCount = 0

  /// The value of a setting; nil when it is not given.
  package subscript(key: Key) -> String? { values[key] }

  /// The title; empty when it is not given.
  package var title: String { values[.title] ?? "" }

  /// The most bytes of a setting: a title is set at the head of every page.
  private static let longestValue = 2_000
  /// The most bytes of the short commands for formulas.
  private static let longestMacros = 20_000

  /// Reads the settings at the beginning of a source.
  ///
  /// - Throws: `LineError` for an unknown setting, one given twice, or a missing end or title.
  package init(_ source: some StringProtocol) throws(LineError) {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.first?.trimmed == "---" else {
      throw LineError(1, "a source begins with settings between two lines of ---, title: … first")
    }
    guard let end = lines.dropFirst().firstIndex(where: { $0.trimmed == "---" }) else {
      throw LineError(1, "the settings never end; write a line of --- after them")
    }
    for index in 1..<max(end, 1) {
      let line = lines[index].trimmed
      if line.isEmpty || line.hasPrefix("#") { continue }
      guard let colon = line.firstIndex(of: ":") else {
        throw LineError(index + 1, "\(quoted(line)) is no setting; write name: value")
      }
      let name = String(line[..<colon].trimmed)
      guard let key = Key(rawValue: name) else {
        let known = Key.allCases.map(\.rawValue)
        throw LineError(
          index + 1, "no setting \(quoted(name)); there are \(known.joined(separator: ", "))",
          suggestion: NearestName.to(name, among: known))
      }
      guard values[key] == nil else {
        throw LineError(index + 1, "the setting \(quoted(name)) is given twice")
      }
      let value = line[line.index(after: colon)...].trimmed
      guard !value.isEmpty else { throw LineError(index + 1, "\(quoted(name)) has no value") }
      let longest = key == .macros ? FrontMatter.longestMacros : FrontMatter.longestValue
      guard value.utf8.count <= longest else {
        throw LineError(
          index + 1, "\(quoted(name)) has more than \(longest) bytes; write a shorter one")
      }
      values[key] = String(value)
    }
    guard values[.title] != nil else { throw LineError(1, "the settings lack title: …") }
    lineCount = end + 1
  }
}

extension FrontMatter {
  /// Short commands for formulas, from `macros: \\R=\\mathbb{R}; \\pair=(#1, #2)`.
  ///
  /// - Throws: `LineError` for a definition without a name or a meaning.
  package func macros() throws(LineError) -> [String: Macro] {
    var macros: [String: Macro] = [:]
    for definition in (values[.macros] ?? "").split(separator: ";") {
      let text = definition.trimmed
      guard text.hasPrefix("\\"), let equals = text.firstIndex(of: "=") else {
        throw LineError(1, "\(quoted(text)) defines no command; write \\name=meaning")
      }
      let name = text[..<equals].dropFirst().trimmed
      let body = text[text.index(after: equals)...].trimmed
      guard !name.isEmpty, name.allSatisfy({ $0.isASCII && $0.isLetter }), !body.isEmpty else {
        throw LineError(1, "\(quoted(text)) defines no command; write \\name=meaning")
      }
      let count = (1...9).last { body.contains("#\($0)") } ?? 0
      macros[String(name)] = Macro(String(body), argumentCount: count)
    }
    return macros
  }
}

extension StringProtocol {
  /// Without the spaces at both ends.
  package var trimmed: SubSequence {
    let start = firstIndex { !$0.isWhitespace } ?? endIndex
    let end = lastIndex { !$0.isWhitespace }.map(index(after:)) ?? start
    return self[start..<Swift.max(start, end)]
  }
}
