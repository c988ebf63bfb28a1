import Typesetting

/// Formulas for MathJax, which other programs show: commands of a document, and those of ours that
/// MathJax lacks, are replaced by what they stand for.
struct PortableTeX {
  private let macros: [String: Macro]

  /// The commands of ours that MathJax does not know.
  private static let own = ["norm", "norm*", "abs", "abs*", "argmin", "argmax"]

  init(macros: [String: Macro]) {
    var all = macros
    for name in PortableTeX.own where all[name] == nil { all[name] = Macro.builtIn[name] }
    if all["bm"] == nil { all["bm"] = Macro("\\boldsymbol{#1}", argumentCount: 1) }
    self.macros = all
  }

  /// A formula that was read before, with its commands replaced.
  func tex(_ formula: MathText) -> String {
    var allowance = 200
    var source = expanded(formula.source[...], &allowance).trimmed.description
    guard source.contains("\\begin{") else { return source }
    for name in PortableTeX.counted {
      for mark in ["begin", "end"] {
        source = source.replacing("\\\(mark){\(name)}", with: "\\\(mark){\(name)*}")
      }
    }
    return source
  }

  /// The environments whose rows other programs may count; here only `\tag` numbers.
  private static let counted = [
    "equation", "align", "gather", "multline", "flalign", "alignat", "eqnarray",
  ]

  private func expanded(_ tex: Substring, _ allowance: inout Int) -> String {
    var out = ""
    var rest = tex
    while let slash = rest.firstIndex(of: "\\") {
      out += rest[..<slash]
      let after = rest[rest.index(after: slash)...]
      let letters = after.prefix { $0.isASCII && $0.isLetter }
      guard !letters.isEmpty else {
        out += "\\" + after.prefix(1)
        rest = after.dropFirst()
        continue
      }
      rest = after[letters.endIndex...]
      let starred = rest.first == "*" ? macros[letters + "*"] : nil
      guard let macro = starred ?? macros[String(letters)], allowance > 0 else {
        out += "\\" + letters
        continue
      }
      allowance -= 1
      if starred != nil { rest = rest.dropFirst() }
      let body = replaced(macro, &rest)
      let text = expanded(body[...], &allowance)
      // A command's name ends where a letter does not follow.
      let endsInName = text.reversed().drop { $0.isLetter }.first == "\\"
      out += text + (endsInName && rest.first?.isLetter == true ? " " : "")
    }
    return out + rest
  }

  /// The body of a macro with its arguments, which are taken from what follows the call.
  private func replaced(_ macro: Macro, _ rest: inout Substring) -> String {
    var arguments: [String] = []
    if let standard = macro.defaultArgument {
      let after = rest.drop { $0.isWhitespace }
      if after.first == "[", let end = after.firstIndex(of: "]") {
        arguments.append(String(after[after.index(after: after.startIndex)..<end]))
        rest = after[after.index(after: end)...]
      } else {
        arguments.append(standard)
      }
    }
    while arguments.count < macro.argumentCount {
      rest = rest.drop { $0.isWhitespace }
      arguments.append(PortableTeX.argument(&rest))
    }
    var body = macro.body
    for (index, argument) in arguments.enumerated() {
      body = body.replacing("#\(index + 1)", with: argument)
    }
    return body
  }

  private static func argument(_ rest: inout Substring) -> String {
    guard let first = rest.first else { return "" }
    guard first == "{" else {
      let isCommand = first == "\\"
      let name = rest.dropFirst().prefix { $0.isASCII && $0.isLetter }
      let count = isCommand ? 1 + max(name.count, 1) : 1
      defer { rest = rest.dropFirst(count) }
      return String(rest.prefix(count))
    }
    var depth = 0
    var isEscaped = false
    for index in rest.indices {
      let character = rest[index]
      if !isEscaped, character == "{" { depth += 1 }
      if !isEscaped, character == "}" { depth -= 1 }
      isEscaped = !isEscaped && character == "\\"
      if depth == 0 {
        let argument = rest[rest.index(after: rest.startIndex)..<index]
        rest = rest[rest.index(after: index)...]
        return String(argument)
      }
    }
    return ""
  }
}
