import Typesetting

/// What other Markdowns, TeX and reStructuredText write in running text, with what is written here.
///
/// CommonMark prints all of it as it stands, or drops a backslash; its author would find out on the
/// printed sheet.
struct ForeignSyntax {
  let text: [UInt8]
  let firstLine: Int
  /// The labels that the source defines: what stands between brackets then is a link.
  private let labels: SourceLabels

  /// The first fault of the lines of one paragraph; nil for none.
  static func fault(
    in lines: some Sequence<ArraySlice<UInt8>>, from line: Int, labels: SourceLabels
  ) -> LineError? {
    let text = Array(lines.joined(separator: [Ascii.newline]))
    return ForeignSyntax(text: text, firstLine: line, labels: labels).fault()
  }

  private func fault() -> LineError? {
    if let fault = faultOfLines() { return fault }
    let signs = ForeignSyntax.signs
    var index = 0
    while index < text.count {
      guard signs[Int(text[index])] else {
        index += 1
        continue
      }
      if let message = message(at: index) { return error(index, message) }
      index = end(of: index)
    }
    return nil
  }

  /// The bytes at which something may be wrong, or be passed whole.
  private static let signs: [Bool] = {
    let signs = Array("\\[]~=^{*:@`$<".utf8)
    return (0..<256).map { signs.contains(UInt8($0)) }
  }()

  private func error(_ index: Int, _ message: String) -> LineError {
    LineError(firstLine + Syntax.newlines(text[..<index]), message)
  }

  // MARK: Within lines

  /// What stands at a place and means nothing; nil for what does.
  private func message(at index: Int) -> String? {
    switch text[index] {
    case Ascii.backslash: return messageOfCommand(at: index)
    case Ascii.openBracket: return messageOfBracket(at: index)
    case Ascii.tilde where isBetween(index - 1, index + 1) && messageOfPair(at: index) == nil:
      return "'~' is no space here and would be printed; write a no-break space (U+00A0), or \\~ "
        + "for the sign"
    case UInt8(ascii: "="), Ascii.tilde, UInt8(ascii: "^"): return messageOfPair(at: index)
    case Ascii.openBrace: return messageOfBrace(at: index)
    case UInt8(ascii: "*"): return messageOfStars(at: index)
    case UInt8(ascii: ":"):
      let name = letters(from: index + 1)
      let end = index + 1 + name.count
      let isWord = index == 0 || Ascii.isSpace(text[index - 1])
      if name.count > 2, isWord, starts(":", at: end),
        end + 1 == text.count || Ascii.isSpace(text[end + 1])
      {
        return "':\(name):' is no sign here; write the sign itself, or words"
      }
      guard !name.isEmpty, starts(":`", at: end) else { return nil }
      return "':\(name):`' is no role here; \(Self.role(name))"
    case UInt8(ascii: "@"):
      let kind = letters(from: index + 1)
      guard ["fig", "tbl", "eq", "sec", "thm", "lem", "exr"].contains(kind),
        starts("-", at: index + 1 + kind.count),
        index == 0 || Ascii.isSpace(text[index - 1]) || "([".utf8.contains(text[index - 1])
      else { return nil }
      return "'@\(kind)-…' leads nowhere here; write [](#\(kind)-…)"
    case Ascii.backtick where starts("`r ", at: index):
      // A call of R, which R Markdown would carry out.
      let name = text[(index + 3)...].prefix { isLetter($0) || $0 == UInt8(ascii: ".") }
      guard !name.isEmpty, starts("(", at: name.endIndex), find("`", from: name.endIndex) != nil
      else {
        return nil
      }
      return "'`r …`' is not computed here; write the value, or {{…}} for a number of a figure"
    case Ascii.backtick where starts("``", at: index) && !starts("```", at: index):
      // As TeX has quotation marks; code of two back ticks ends with two.
      guard let end = find("''", from: index + 2),
        !text[(index + 2)..<end].contains(where: { $0 == Ascii.newline || $0 == Ascii.backtick })
      else { return nil }
      return "``words'' are no quotation marks here; write \"words\""
    default: return nil
    }
  }

  private static func role(_ name: String) -> String {
    switch name {
    case "math", "eq": "write formulas as $x^2$ and links to them as [](#eq-1)"
    case "cite", "cite:p", "cite:t": "write [@key]"
    default: "write links as [](#name) and code between back ticks"
    }
  }

  private func messageOfCommand(at index: Int) -> String? {
    if starts("\\(", at: index) || starts("\\[", at: index) {
      let isLine = starts("\\(", at: index)
      guard let end = find(isLine ? "\\)" : "\\]", from: index + 2) else { return nil }
      let inside = text[(index + 2)..<end]
      let isFormula =
        inside.contains { "\\^_=<>+".utf8.contains($0) }
        || isLine && !inside.contains(where: Ascii.isSpace) && !inside.isEmpty
        || !isLine && ForeignSyntax.isSymbol(inside)
      guard isFormula else { return nil }
      return isLine
        ? "'\\(' begins no formula here; write $…$" : "'\\[' begins no formula here; write $$…$$"
    }
    let name = letters(from: index + 1)
    if starts("\\,", at: index), isBetween(index - 1, index + 2) {
      return
        "'\\,' is TeX's thin space, and a comma would be printed; write a narrow no-break space "
        + "(U+202F), or the number as a formula, $10\\,000$"
    }
    guard !name.isEmpty else {
      return starts("\\@ref(", at: index) ? "'\\@ref(…)' is no link here; write [](#name)" : nil
    }
    let end = index + 1 + name.count
    let isCalled =
      end < text.count && (text[end] == Ascii.openBrace || text[end] == Ascii.openBracket)
    let isWord = index == 0 || Ascii.isSpace(text[index - 1]) || text[index - 1] == 0x28
    let isAlone = end >= text.count || !(Ascii.isDigit(text[end]) || text[end] == Ascii.backslash)
    let isKnown =
      isWord && isAlone
      && (name == "item" || Self.pageCommands.contains(name) || (try? MathText("\\" + name)) != nil)
    guard isCalled || isKnown else { return nil }
    let advice =
      switch name {
      case "ref", "eqref", "autoref", "cref", "Cref", "pageref": "write links as [](#name)"
      case "cite", "citep", "citet", "parencite", "textcite": "write [@key]"
      case "item": "write a list: - words"
      case "label": "write names as {#name}"
      case "begin", "end": "write formulas between $$ and lists and blocks as Markdown"
      case "footnote": "write a note as [^1] and below [^1]: words"
      case "emph", "textit", "textbf", "texttt": "write *words*, **words** or `words`"
      case "includegraphics": "write ![caption](photo.png)"
      case "section", "subsection", "chapter", "paragraph": "write ## Heading"
      case "newcommand", "renewcommand", "def", "DeclareMathOperator":
        "write macros: \\R=\\mathbb{R} in the head of the file"
      case "SI", "qty", "si", "unit", "ce":
        "write units as a formula, $3\\times 10^8\\,\\mathrm{m/s}$"
      case _ where Self.pageCommands.contains(name): "remove it; pages are filled by the program"
      default: "write formulas between dollar signs, or \\\\ for the backslash"
      }
    return "the command '\\\(name)' stands in text, where TeX means nothing; \(advice)"
  }

  /// Whether one letter alone stands in brackets, which is a formula.
  private static func isSymbol(_ inside: ArraySlice<UInt8>) -> Bool {
    let words = inside.filter { !Ascii.isSpace($0) }
    return words.count == 1 && Syntax.string(words[...]).first?.isLetter == true
  }

  private static let pageCommands: Set<String> = [
    "newpage", "pagebreak", "clearpage", "noindent", "medskip", "bigskip", "smallskip",
    "vfill", "hfill", "centering", "maketitle", "tableofcontents",
  ]

  private func messageOfBracket(at index: Int) -> String? {
    if starts("[[", at: index), let end = find("]]", from: index + 2), !starts("(", at: end + 2) {
      let inside = Syntax.string(text[(index + 2)..<end])
      let isLink = inside.contains("\n") || labels.defines(inside) || labels.defines("[\(inside)]")
      if !isLink, !inside.isEmpty, !inside.hasPrefix("^") {
        return index > 0 && text[index - 1] == UInt8(ascii: "!")
          ? "'![[' shows nothing here; write ![caption](photo.png)"
          : "\(quoted("[[" + inside + "]]")) is no link here; write [words](https://…) or [](#name)"
      }
    }
    if index > 0, text[index - 1] == UInt8(ascii: "^"), find("]", from: index) != nil {
      return "'^[' begins no note here; write [^1] and below, on a line of its own, [^1]: words"
    }
    guard let end = find("]", from: index) else { return nil }
    if starts("(", at: end + 1) { return messageOfAddress(at: end + 2) }
    guard !text[(index + 1)..<end].contains(Ascii.openBracket) else { return nil }
    if starts("{", at: end + 1), end + 2 < text.count, ".#".utf8.contains(text[end + 2]) {
      return "'[words]{…}' has no meaning here; write *words* or **words**"
    }
    return nil
  }

  /// An address with a space within, which makes no link.
  private func messageOfAddress(at start: Int) -> String? {
    guard let end = find(")", from: start) else { return nil }
    let parts = Syntax.string(text[start..<end]).trimmed.split(
      maxSplits: 1, whereSeparator: \.isWhitespace)
    guard parts.count == 2, let sign = parts[1].first, !"\"'(".contains(sign),
      ["http:", "https:", "mailto:", "#"].contains(where: parts[0].hasPrefix)
    else { return nil }
    return "the address \(quoted("\(parts[0]) \(parts[1])")) has a space, and makes no link; write "
      + "%20 for it"
  }

  /// Stars of which there are two at one end of words and one at the other; the sign alone is printed.
  private func messageOfStars(at index: Int) -> String? {
    let star = UInt8(ascii: "*")
    let run = text[index...].prefix { $0 == star }
    guard index == 0 || text[index - 1] != star, (1...2).contains(run.count),
      run.endIndex < text.count, !Ascii.isSpace(text[run.endIndex]),
      !isWord(index - 1), let start = text[run.endIndex...].firstIndex(of: star)
    else { return nil }
    let other = text[start...].prefix { $0 == star }
    let inside = text[run.endIndex..<start]
    // Whatever else could pair with them, code or formulas, leaves nothing to say.
    guard run.count + other.count == 3, !Ascii.isSpace(text[start - 1]), !isWord(other.endIndex),
      !inside.contains(where: { "\\`$[]".utf8.contains($0) }),
      !text[other.endIndex...].contains(star),
      !text[..<index].contains(star)
    else { return nil }
    return
      "\(quoted(Syntax.string(text[index..<other.endIndex]))) has two stars at one end and one at "
      + "the other; write *words* or **words**"
  }

  private func isWord(_ index: Int) -> Bool {
    text.indices.contains(index) && (isLetter(text[index]) || Ascii.isDigit(text[index]))
  }

  /// Marks around words: `==words==`, `~~words~~`, `H~2~O`, `x^2^`.
  private func messageOfPair(at index: Int) -> String? {
    let sign = text[index]
    let run = text[index...].prefix { $0 == sign }
    guard run.count <= 2, run.endIndex < text.count, !Ascii.isSpace(text[run.endIndex]) else {
      return nil
    }
    let mark = String(repeating: Character(Unicode.Scalar(sign)), count: run.count)
    guard let end = find(mark, from: run.endIndex), !Ascii.isSpace(text[end - 1]) else {
      return nil
    }
    let inside = text[run.endIndex..<end]
    switch mark {
    case "==", "~~":
      guard !inside.contains(Ascii.newline) else { return nil }
      return "'\(mark)' around words means nothing here; write *words* or **words**, or "
        + "\\\(mark.first == "=" ? "==" : "~~") for the signs"
    case "~", "^":
      guard inside.count <= 10,
        inside.allSatisfy({ isLetter($0) || Ascii.isDigit($0) || $0 == 0x2B || $0 == 0x2D }),
        index > 0, isLetter(text[index - 1]) || Ascii.isDigit(text[index - 1])
      else { return nil }
      return "'\(mark)\(Syntax.string(inside))\(mark)' is not raised or lowered here; write a "
        + "formula, as in $\\mathrm{H}_2\\mathrm{O}$ or $x^2$"
    default: return nil
    }
  }

  private func messageOfBrace(at index: Int) -> String? {
    if let message = Syntax.mistakenBlank(text[index...]) { return message }
    if Syntax.beginsBlank(text[index...]) { return Syntax.brokenBlank(text[...], at: index) }
    if starts("{:", at: index) || starts("{.", at: index) || starts("{%", at: index) {
      guard let end = find("}", from: index), !text[index..<end].contains(Ascii.newline) else {
        return nil
      }
      return "\(quoted(Syntax.string(text[index...end]))) has no meaning here; remove it"
    }
    guard let end = find("}", from: index), starts("`", at: end + 1) else { return nil }
    let name = Syntax.string(text[(index + 1)..<end])
    guard !name.isEmpty, name.allSatisfy({ $0.isLetter || "-:".contains($0) }) else { return nil }
    return "'{\(name)}`' is no role here; \(Self.role(name))"
  }

  /// Whether letters or digits stand at both places; a full stop may stand at the first.
  private func isBetween(_ before: Int, _ after: Int) -> Bool {
    (isWord(before) || before >= 0 && text[before] == UInt8(ascii: ".")) && isWord(after)
  }

  // MARK: Steps

  /// Where what begins at a place ends: code, formulas, numbers and addresses are passed whole.
  private func end(of index: Int) -> Int {
    let rest = text[index...]
    switch text[index] {
    case Ascii.backslash: return index + 2
    case Ascii.backtick:
      let run = rest.prefix { $0 == Ascii.backtick }
      return Syntax.codeEnd(after: run, in: text[...]) ?? run.endIndex
    case Ascii.dollar where rest.starts(with: [Ascii.dollar, Ascii.dollar]):
      return (try? Syntax.display(rest, line: 1))?.end ?? index + 2
    case Ascii.dollar: return (try? Syntax.formula(rest, line: 1))??.end ?? index + 1
    case Ascii.openBrace where rest.starts(with: [Ascii.openBrace, Ascii.openBrace]):
      return (try? Syntax.number(rest, line: 1))?.end ?? index + 2
    case Ascii.openBrace where Syntax.beginsBlank(rest): return index + 6
    case UInt8(ascii: "<"):
      let inside = rest.dropFirst().prefix { !Ascii.isSpace($0) && $0 != UInt8(ascii: "<") }
      return inside.firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? index + 1
    case Ascii.closeBracket where starts("(", at: index + 1):
      return find(")", from: index + 2) ?? index + 1
    case UInt8(ascii: "="), Ascii.tilde, UInt8(ascii: "^"):
      return rest.prefix { $0 == text[index] }.endIndex
    default: return index + 1
    }
  }

  private func starts(_ mark: String, at index: Int) -> Bool {
    index <= text.count && text[index...].starts(with: mark.utf8)
  }

  private func find(_ mark: String, from start: Int) -> Int? {
    guard start <= text.count else { return nil }
    let bytes = Array(mark.utf8)
    return text[start...].indices.first { text[$0...].starts(with: bytes) }
  }

  private func letters(from start: Int) -> String {
    guard start <= text.count else { return "" }
    return Syntax.string(text[start...].prefix(while: isLetter))
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
