/// A number or name of a displayed formula, or of one of its rows.
package struct EquationNumber: Hashable, Sendable {
  /// What is printed, parentheses apart: `2.13`, or TeX's text such as `$\star$`.
  var text: String
  var hasParentheses = true
  /// What links lead to.
  var name = ""

  /// Whether the text has no TeX.
  private var isPlain: Bool { !text.contains { "\\$~^_{}".contains($0) } }

  /// What is printed, where that is plain text; nil where it has TeX.
  var label: String? { isPlain ? hasParentheses ? "(\(text))" : text : nil }

  /// What is printed, as a formula.
  var formula: String { "\\text{\(hasParentheses ? "(\(text))" : text)}" }

  /// The numbers that a formula's `\tag`s give it, in their order.
  static func tags(in tex: String) -> [EquationNumber] {
    var found: [EquationNumber] = []
    var rest = tex[...]
    while let mark = rest.firstIndex(where: { $0 == "\\" || $0 == "%" }) {
      let after = rest[mark...].dropFirst()
      guard rest[mark] == "\\" else {
        rest = after.drop { !$0.isNewline }
        continue
      }
      let name = after.prefix { $0.isASCII && $0.isLetter }
      rest = after.dropFirst(max(name.count, 1))
      guard name == "tag" else { continue }
      let isStarred = rest.first == "*"
      var group = rest.dropFirst(isStarred ? 1 : 0).drop { $0.isWhitespace }
      guard group.popFirst() == "{" else { continue }
      var (depth, text) = (0, "")
      while let character = group.popFirst() {
        if character == "{" { depth += 1 }
        if character == "}" { depth -= 1 }
        if depth < 0 { break }
        text.append(character)
        if character == "\\", let next = group.popFirst() { text.append(next) }
      }
      found.append(EquationNumber(text: String(text.trimmed), hasParentheses: !isStarred))
      rest = group
    }
    return found
  }
}
