package import Lectures
import Records
import TOMLKit

/// Reads values and says where a wrong one stands.
package struct TOMLReader {
  private let text: String
  private let name: String

  /// A reader of a text, which messages call by a name.
  package init(text: String, name: String) {
    self.text = text
    self.name = name
  }

  /// The texts and numbers of a file without tables, by their keys: one, or those of a list.
  ///
  /// - Parameter names: The keys that may stand there.
  /// - Throws: `CommandFailure` with the line of the first that is wrong.
  package func flat(_ names: [String]) throws -> [String: [String]] {
    let root = try root()
    try check(root, knows: names, in: "")
    var found: [String: [String]] = [:]
    for key in root.keys {
      guard let value = root[key] else { continue }
      found[key] =
        try value.array.map { try $0.map { try string($0, key) } } ?? [
          try self.value(value, key)
        ]
    }
    return found
  }

  /// The table of the whole file.
  ///
  /// - Throws: `CommandFailure` with line and column.
  func root() throws -> TOMLTable {
    do {
      return try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      let place = error.source.begin
      throw CommandFailure(
        .badData,
        "\(printable(name)):\(lacking(before: place.line) ?? "\(place.line):\(place.column): is no line of TOML; write each name once, as name = \"words\", name = 2 or name = [\"one\", \"two\"]")"
      )
    } catch {
      throw CommandFailure(
        .badData, "\(printable(name)): is no TOML; see the example in the manual")
    }
  }

  /// What lacks in the line at which reading stopped or one before it, with that line: the quotation
  /// marks around words, or the bracket that ends a list; nil for neither.
  private func lacking(before number: Int) -> String? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let stopped = lines.prefix(number)
    // A list without an end goes on to the next name.
    for (index, line) in stopped.enumerated().reversed().prefix(20) {
      guard let match = line.firstMatch(of: /^\s*([^=#"\[]+?)\s*=\s*(\S.*?)\s*$/) else { continue }
      let (key, value) = (match.1, match.2)
      if value.hasPrefix("[") {
        let after = ([value[...]] + stopped.dropFirst(index + 1)).joined(separator: "\n")
        let bare = after.replacing(/"[^"\n]*"|'[^'\n]*'|#[^\n]*/, with: "")
        guard bare.count(where: { $0 == "[" }) > bare.count(where: { $0 == "]" }) else {
          if index + 1 == number { continue }
          return nil
        }
        return
          "\(index + 1): the list of '\(printable(String(key)))' does not end; write ] behind it"
      }
      let isWord = value.wholeMatch(of: /[\p{L}_][^"'=\[\]{}#]*/) != nil
      guard isWord, !["true", "false", "inf", "nan"].contains(String(value)) else {
        if index + 1 == number { continue }
        return nil
      }
      return "\(index + 1): '\(printable(String(value)))' lacks its quotation marks; write "
        + "\(printable(String(key))) = \"\(printable(String(value)))\""
    }
    return nil
  }

  /// A failure at a key, in the words after its name, with its line where one begins with the key's
  /// last part.
  package func failure(_ key: String, _ words: String) -> CommandFailure {
    let last = key.split(separator: ".").last.map(String.init) ?? key
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { line in
      let start = line.drop { " \t[\"'".contains($0) }
      return start.hasPrefix(last)
        && start.dropFirst(last.count).first.map { !($0.isLetter || $0.isNumber) } ?? true
    }
    let place = line.map { ":\($0 + 1)" } ?? ""
    return CommandFailure(
      .badData, "\(printable(name))\(place): \(printable(key)) \(words)")
  }

  /// Refuses keys that nobody knows.
  func check(_ table: TOMLTable, knows names: [String], in place: String) throws {
    for key in table.keys where !names.contains(key) {
      let hint = NearestName.to(key, among: names).map { "; did you mean '\($0)'?" } ?? ""
      throw failure(
        place + key,
        "is not known\(hint.isEmpty ? "; give \(names.joined(separator: ", "))" : hint)")
    }
  }

  /// A text that must be there.
  func string(_ value: (any TOMLValueConvertible)?, _ key: String) throws -> String {
    guard let value else { throw failure(key, "is missing; give \(key) = \"NAME\"") }
    guard let string = value.string else { throw failure(key, "is no text; put it in quotes") }
    return string
  }

  /// A list of texts, or one; none where the key is missing.
  func strings(_ value: (any TOMLValueConvertible)?, _ key: String) throws -> [String] {
    guard let value else { return [] }
    if let one = value.string { return [one] }
    guard let array = value.array else {
      throw failure(key, "is no list; give \(key) = [\"NAME\", \"NAME\"]")
    }
    return try array.map { try string($0, key) }
  }

  func table(_ value: (any TOMLValueConvertible)?, _ key: String) throws -> TOMLTable {
    guard let value else { return TOMLTable() }
    guard let table = value.table else { throw failure(key, "is no table; write [\(key)]") }
    return table
  }

  func tables(_ value: (any TOMLValueConvertible)?, _ key: String) throws -> [TOMLTable] {
    guard let array = value?.array else { return [try table(value, key)] }
    return try array.map { try table($0, key) }
  }

  /// A value as a user would type it: a number, a word, or a list of them.
  func value(_ value: (any TOMLValueConvertible)?, _ key: String) throws -> String {
    if let number = value?.int { return String(number) }
    if let number = value?.double {
      guard number.isFinite else { throw failure(key, "is not finite; give another value") }
      return short(number)
    }
    if let word = value?.string { return word }
    if let flag = value?.bool { return flag ? "true" : "false" }
    if let list = value?.array {
      return try list.map { try self.value($0, key) }.joined(separator: ",")
    }
    throw failure(key, "is no value; give a number, a text or a list of them")
  }
}
