import Records

/// Works of a bibliography that a place of the text names, as in `[see @pesme2021, pp. 3-5]`, or
/// within the sentence, as in `@pesme2021`.
package struct Citation: Equatable, Sendable {
  /// One work, with the words before and after it.
  package struct Item: Equatable, Sendable {
    package var key: String
    package var prefix: [Inline] = []
    /// What follows, with the sign that parts it from the work: `, p. 12`.
    package var suffix: [Inline] = []
    /// Whether the authors are named; `-@key` leaves them out.
    package var namesAuthors = true
  }

  package var items: [Item]
  /// Whether the first work's authors stand in the sentence, before what is in brackets.
  package var isInText: Bool
  /// What the source has: the text where nothing can be cited.
  package var source: String

  /// Whether it stands in brackets, where nothing but a citation can be meant.
  var isBracketed: Bool { source.hasPrefix("[") }
}

/// A citation as it stands in the source, with Pandoc's syntax, its words not yet read.
struct CitationSource {
  typealias Bytes = ArraySlice<UInt8>

  struct Item {
    var key: String
    var prefix: Bytes
    var suffix: Bytes
    var namesAuthors: Bool
  }

  private(set) var items: [Item]
  /// What follows: the bracket that closes, where one opened.
  private(set) var end: Int
  let isInText: Bool
  /// What the source has.
  let text: String

  /// What the parser took for text before it reached the key; nil for none.
  var opening: Character? { text.first == "@" ? nil : text.first }

  /// The citation whose first key stands at an `@`; nil for a sign that cites nothing, as in an
  /// address of mail.
  ///
  /// - Throws: `LineError` for a bracket that never ends, or a part of it without a key.
  init?(_ text: [UInt8], at sign: Int, line: Int) throws(LineError) {
    guard Self.begins(text[...], at: sign) else { return nil }
    let hyphen = sign > 0 && text[sign - 1] == UInt8(ascii: "-")
    if let open = Self.opening(text, before: sign) {
      if let end = Syntax.closingBracket(text[sign...]) {
        (self.end, isInText) = (end, false)
        items = try Self.items(text[(open + 1)..<end], line: line)
        self.text = Syntax.string(text[open...end])
        return
      }
      guard open != sign - 1 else {
        throw LineError(line, "'[@' begins a citation that never ends; write ] after it")
      }
    }
    // A key ends with a letter or digit: what follows belongs to the sentence.
    guard let (key, after) = Self.key(text[(sign + 1)...], isAlone: true) else { return nil }
    isInText = !hyphen
    items = [Item(key: key, prefix: [], suffix: [], namesAuthors: !hyphen)]
    end = after
    self.text = Syntax.string(text[(hyphen ? sign - 1 : sign)..<after])
    // Pages in brackets behind belong to it, as in `@key [p. 12]`.
    let bracket = text[after...].drop(while: Ascii.isSpace)
    guard bracket.startIndex - after == 1, bracket.first == Ascii.openBracket,
      let close = Syntax.closingBracket(bracket.dropFirst()),
      close + 1 == text.count || !"([{:".utf8.contains(text[close + 1]),
      bracket.dropFirst().first.map({ !"^[ ".utf8.contains($0) }) ?? false
    else { return }
    let parts = Self.divided(text[(bracket.startIndex + 1)..<close])
    let own = parts[0].contains(UInt8(ascii: "@")) ? nil : parts[0]
    items[0].suffix = own.map { Self.tidy($0) } ?? []
    items += try parts.dropFirst(own == nil ? 0 : 1).map { part throws(LineError) in
      try Self.item(part, line: line)
    }
    end = close + 1
  }

  /// Whether an `@` can begin a key: nothing but a space, a sign that opens, or a hyphen is before it.
  private static func begins(_ text: Bytes, at sign: Int) -> Bool {
    guard let next = text[sign...].dropFirst().first, !Ascii.isSpace(next) else { return false }
    var before = text[text.startIndex..<sign]
    if before.last == UInt8(ascii: "-") { before = before.dropLast() }
    guard let last = before.last else { return true }
    let signs = ["—", "–", "“", "‘", "«", "„", "\u{A0}", "\u{202F}"]
    return Ascii.isSpace(last) || "([{;\"'*_".utf8.contains(last)
      || signs.contains { before.suffix($0.utf8.count).elementsEqual($0.utf8) }
  }

  /// The open bracket around a place; nil for none.
  private static func opening(_ text: [UInt8], before sign: Int) -> Int? {
    guard
      let open = text[..<sign].lastIndex(where: {
        $0 == Ascii.openBracket || $0 == Ascii.closeBracket
      }), text[open] == Ascii.openBracket
    else { return nil }
    let before = open > 0 ? text[open - 1] : Ascii.space
    return before == Ascii.backslash || before == UInt8(ascii: "!") ? nil : open
  }

  /// The parts between semicolons outside of formulas.
  private static func divided(_ text: Bytes) -> [Bytes] {
    var parts: [Bytes] = []
    var (start, isFormula) = (text.startIndex, false)
    for index in text.indices {
      if text[index] == Ascii.dollar { isFormula.toggle() }
      guard text[index] == UInt8(ascii: ";"), !isFormula else { continue }
      parts.append(text[start..<index])
      start = index + 1
    }
    return parts + [text[start...]]
  }

  private static func items(_ text: Bytes, line: Int) throws(LineError) -> [Item] {
    var items: [Item] = []
    for part in divided(text) {
      items.append(
        try item(part, line: line + Syntax.newlines(text[text.startIndex..<part.startIndex])))
    }
    return items
  }

  private static func item(_ part: Bytes, line: Int) throws(LineError) -> Item {
    let sign = part.indices.first { part[$0] == UInt8(ascii: "@") && begins(part, at: $0) }
    guard let sign, let (key, end) = key(part[(sign + 1)...], isAlone: false) else {
      throw LineError(
        line,
        "\(quoted(Syntax.string(Syntax.trimmed(part)))) cites no work; between semicolons stands one "
          + "with its pages, as in [see @key, p. 3; @other], and \\@ is the sign alone")
    }
    let rest = part[end...]
    if let other = rest.indices.first(where: {
      rest[$0] == UInt8(ascii: "@") && begins(rest, at: $0)
    }) {
      let name = Syntax.string(rest[other...].prefix { !Ascii.isSpace($0) })
      throw LineError(
        line, "write a semicolon before '\(printable(name))', as in [@key, p. 3; @other]")
    }
    let hyphen = sign > part.startIndex && part[sign - 1] == UInt8(ascii: "-")
    return Item(
      key: key, prefix: Syntax.trimmed(part[..<(hyphen ? sign - 1 : sign)]), suffix: tidy(rest),
      namesAuthors: !hyphen)
  }

  /// A key and what follows it: in braces, or up to a space or comma; one within a sentence ends
  /// with a letter or digit, none with a sign that goes on with the sentence, as in `@key: more` and
  /// `@key's`.
  private static func key(_ text: Bytes, isAlone: Bool) -> (String, end: Int)? {
    if text.first == Ascii.openBrace {
      guard let end = text.firstIndex(of: Ascii.closeBrace), end > text.startIndex + 1 else {
        return nil
      }
      return (Syntax.string(text[(text.startIndex + 1)..<end]), end + 1)
    }
    var key = text.prefix { !Ascii.isSpace($0) && $0 != UInt8(ascii: ",") }
    if isAlone {
      let whole = Syntax.string(key).prefix {
        $0.isLetter || $0.isNumber || "_:.#$%&-+?<>~/!’'".contains($0)
      }
      let ended = whole.lastIndex { $0.isLetter || $0.isNumber || $0 == "_" }
      key = key.prefix(ended.map { whole[...$0].utf8.count } ?? 0)
    }
    for genitive in ["'s", "’s"] where key.suffix(genitive.utf8.count).elementsEqual(genitive.utf8)
    {
      key = key.dropLast(genitive.utf8.count)
    }
    while let last = key.last, ":.;!?".utf8.contains(last) { key = key.dropLast() }
    return key.isEmpty ? nil : (Syntax.string(key), key.endIndex)
  }

  /// What follows a work: pages with the dash of ranges, and no line ends before their number.
  private static func tidy(_ source: Bytes) -> Bytes {
    let words = Syntax.string(Syntax.trimmed(source))
    guard let first = words.first else { return [] }
    let isPlace =
      first.isNumber || first == "§" || words.prefix { $0 != " " && $0 != "\n" }.last == "."
    let goesOn = words.hasPrefix("'s") || words.hasPrefix("’s") || ",:.;!?".contains(first)
    let whole = (goesOn ? "" : isPlace ? ", " : " ") + words
    guard !whole.contains(where: { "$`".contains($0) }) else { return Array(whole.utf8)[...] }
    var out = ""
    var rest = whole[...]
    while let character = rest.popFirst() {
      let last = out.last ?? " "
      if character == "-", last.isNumber || last == "–" {
        if last != "–" { out.append(rest.first == "-" || rest.first?.isNumber == true ? "–" : "-") }
      } else if character == " ", last == "." || last == "§", rest.first?.isNumber == true {
        out.append("\u{A0}")
      } else {
        out.append(character)
      }
    }
    return Array(out.utf8)[...]
  }
}

extension MarkdownReader {
  /// A citation in the place of what the parser took for text: the bracket and the words after it.
  mutating func append(
    _ source: CitationSource, _ line: Int, to parts: inout [Part]
  ) throws(LineError) {
    if let sign = source.opening {
      guard let open = parts.lastIndex(where: { $0.text?.contains(sign) ?? false }),
        case .inline(var last) = parts[open], let text = parts[open].text,
        let place = text.lastIndex(of: sign)
      else {
        throw LineError(
          line,
          "this citation stands within other marks; write [@key, p. 3] outside of *, ** and links")
      }
      parts.removeSubrange(open...)
      last.kind = .text(String(text[..<place]))
      if place > text.startIndex { parts.append(.inline(last)) }
    }
    var items: [Citation.Item] = []
    for item in source.items {
      for words in [item.prefix, item.suffix]
      where words.contains(where: { "*`".utf8.contains($0) }) {
        throw LineError(
          line,
          "words beside a cited work are plain; leave * and ` out of "
            + quoted(Syntax.string(Syntax.trimmed(words))))
      }
      items.append(
        Citation.Item(
          key: item.key, prefix: try words(of: Array(item.prefix), line),
          suffix: try words(of: Array(item.suffix), line), namesAuthors: item.namesAuthors))
    }
    let citation = Citation(items: items, isInText: source.isInText, source: source.text)
    parts.append(.inline(inline(line, .citation(citation))))
  }
}

extension MarkdownReader.Part {
  /// The words of a part that is words alone; nil for others.
  fileprivate var text: String? {
    if case .inline(let inline) = self, case .text(let text) = inline.kind { text } else { nil }
  }
}
