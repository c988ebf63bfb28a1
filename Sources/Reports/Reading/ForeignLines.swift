extension ForeignSyntax {
  /// What whole lines give away: admonitions, lists of definitions, parts marked by letters, tables
  /// drawn with signs.
  func faultOfLines() -> LineError? {
    let lines = text.split(separator: Ascii.newline, omittingEmptySubsequences: false).map {
      Syntax.string($0.drop { Ascii.isSpace($0) || $0 == UInt8(ascii: ">") })
    }
    func error(_ index: Int, _ message: String) -> LineError {
      LineError(firstLine + index, message)
    }
    guard let first = lines.first else { return nil }
    let isBox = first.hasPrefix("!!! ") || first.hasPrefix("??? ")
    if isBox || first.hasPrefix("[!") && first.dropFirst(2).drop(while: \.isLetter).hasPrefix("]") {
      return error(
        0, "\(quoted(first)) begins no box here; write ::: remark before it and ::: after it")
    }
    if ["[toc]", "[[_toc_]]", "{:toc}"].contains(first.lowercased()) {
      return error(0, "\(quoted(first)) is not needed: pages have a table of contents; remove it")
    }
    if let comment = lines.first(where: { $0.hasPrefix("%%") })
      ?? (first.hasPrefix("% ") ? first : nil),
      let index = lines.firstIndex(of: comment)
    {
      return error(index, "a percent sign begins no comment here; write <!-- words -->")
    }
    let directive = first.dropFirst(3).drop { $0 == "-" || $0.isASCII && $0.isLowercase }
    if first.hasPrefix(".. ") && !first.hasPrefix(".. ::") && directive.hasPrefix("::")
      || ["=== \"", "===! \"", "===+ \""].contains(where: first.hasPrefix)
    {
      return error(
        0, "\(quoted(first)) begins no box or tab here; write ::: remark before it and ::: after it"
      )
    }
    let signs = first.prefix { $0 == "#" }
    if (1...6).contains(signs.count), let letter = first.dropFirst(signs.count).first,
      letter.isLetter
    {
      return error(
        0,
        "\(quoted("\(signs)\(letter)…")) begins no heading; leave a space after the "
          + "signs, or write \\# for one")
    }
    let isTable =
      lines.count > 1
      && lines.allSatisfy { line in
        let bare = line.trimmed
        return bare.hasPrefix("|") && bare.hasSuffix("|") && bare.count { $0 == "|" } > 2
      }
    if isTable {
      return error(0, "these bars make no table; write a line such as |---|---| below the head")
    }
    if lines.count > 1, lines.allSatisfy({ $0.hasPrefix("| ") && !$0.trimmed.hasSuffix("|") }) {
      return error(0, "bars before lines keep none of them; end each line but the last with \\")
    }
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("(@"), line.contains(")") {
        return error(
          index, "\(quoted("(@")) numbers no example here; write 1. words, or ::: example")
      }
      if line.hasPrefix("+-"), line.hasSuffix("+") || line.hasSuffix("+ ") {
        return error(
          index, "a table drawn with + and - is none here; write | a | b |, then |---|---|")
      }
      if line.hasSuffix("\\\\"), index + 1 < lines.count,
        !lines.contains(where: { $0.trimmed.hasPrefix("\\begin{") })
      {
        return error(index, "the line ends with two backslashes; one ends a line here")
      }
    }
    // A term, and below it a colon: a long line before it is French text, wrapped at its colon.
    if lines.count > 1, first.count < 50, lines[1].hasPrefix(": "), !first.hasPrefix(": ") {
      return error(
        1, "a line that begins with ': ' defines nothing here; write the list as - **Term:** words")
    }
    for (index, line) in lines.enumerated() where index > 0 {
      guard let part = ForeignSyntax.part(line), let before = ForeignSyntax.part(lines[0]),
        before.letter == "a", part.form == before.form, part.letter == "b"
      else { continue }
      return error(
        index,
        "\(quoted(before.form.replacing("x", with: "a"))) and "
          + "\(quoted(part.form.replacing("x", with: "b"))) begin no list and would run together; "
          + "leave an empty line between them")
    }
    return nil
  }

  /// The letter with which a part of a question begins, as in `(a)`, and the form of the mark.
  private static func part(_ line: String) -> (letter: Character, form: String)? {
    let opens = line.hasPrefix("(")
    let rest = line.dropFirst(opens ? 1 : 0)
    guard let letter = rest.first, letter == "a" || letter == "b",
      let sign = rest.dropFirst().first, sign == ")" || sign == "." && !opens,
      rest.dropFirst(2).first == " "
    else { return nil }
    return (letter, (opens ? "(x" : "x") + String(sign))
  }
}
