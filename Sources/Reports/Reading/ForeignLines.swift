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
    if let index = lines.firstIndex(where: ForeignSyntax.isLabel) {
      return error(
        index,
        "\(quoted(lines[index].trimmed)) names nothing here; write {#name} behind the heading or "
          + "the equation")
    }
    return faultOfParts(lines)
  }

  /// A name for what follows, as in `(intro)=`.
  private static func isLabel(_ line: String) -> Bool {
    let words = line.trimmed
    return words.hasPrefix("(") && words.hasSuffix(")=") && words.utf8.count > 3
      && words.dropFirst().dropLast(2).allSatisfy {
        $0.isASCII && ($0.isLetter || $0.isNumber || "-_:.".contains($0))
      }
  }

  /// Parts marked as no list is: the first and the second of them begin lines of one paragraph.
  private func faultOfParts(_ lines: [String]) -> LineError? {
    let marks = lines.map(ForeignSyntax.mark)
    for (first, second) in [("a", "b"), ("A", "B"), ("i", "ii"), ("I", "II"), ("1", "2")] {
      for (index, mark) in marks.enumerated() where mark?.name == first {
        guard let mark,
          let next = marks[index...].firstIndex(where: {
            $0?.name == second && $0?.form == mark.form
          })
        else { continue }
        return LineError(
          firstLine + next,
          "\(quoted(mark.form.replacing("x", with: first))) and "
            + "\(quoted(mark.form.replacing("x", with: second))) begin no list and would run "
            + "together; leave an empty line before each")
      }
    }
    return nil
  }

  /// The letter or number with which a line begins a part, as in `(a)`, and the form of the mark.
  private static func mark(_ line: String) -> (name: String, form: String)? {
    let opens = line.hasPrefix("(")
    let rest = line.dropFirst(opens ? 1 : 0)
    let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
    guard (1...2).contains(name.count), let sign = rest.dropFirst(name.count).first,
      sign == ")" || sign == "." && !opens, rest.dropFirst(name.count + 1).first == " "
    else { return nil }
    return (String(name), (opens ? "(x" : "x") + String(sign))
  }
}
