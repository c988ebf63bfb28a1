import Records

/// What the source format adds to Markdown, read from bytes of UTF-8.
///
/// Each function reads at a place and gives what stands there with the place after it; nil where
/// something else does.
enum Syntax {
  typealias Bytes = ArraySlice<UInt8>

  /// Where a formula's dollar sign closes: outside of braces and not after a backslash.
  static func formulaEnd(_ text: Bytes, isDisplay: Bool) -> Int? {
    var depth = 0
    var index = text.startIndex
    while index < text.endIndex {
      switch text[index] {
      case Ascii.backslash: index += 1
      case Ascii.openBrace: depth += 1
      case Ascii.closeBrace: depth -= 1
      case Ascii.dollar where depth <= 0:
        if !isDisplay { return index }
        if index + 1 < text.endIndex, text[index + 1] == Ascii.dollar { return index }
      default: break
      }
      index += 1
    }
    return nil
  }

  static let unended =
    "this dollar sign begins a formula that never ends; write \\$ for the sign, and no space "
    + "inside of a formula's two dollar signs"

  /// A formula in a line, at a dollar sign; nil for a sign of money, which stands before a space.
  static func formula(_ text: Bytes, line: Int) throws(LineError) -> (tex: String, end: Int)? {
    let rest = text.dropFirst()
    guard let first = rest.first, !Ascii.isSpace(first) else { return nil }
    guard let end = formulaEnd(rest, isDisplay: false) else {
      // A brace that never closes hides the dollar sign behind it.
      let depth = rest.reduce(0) {
        $0 + ($1 == Ascii.openBrace ? 1 : $1 == Ascii.closeBrace ? -1 : 0)
      }
      throw LineError(
        line,
        depth > 0 && rest.contains(Ascii.dollar)
          ? "a brace of the formula that begins here is never closed; write } where its part ends"
          : unended)
    }
    try refuseBlanks(in: rest[..<end], line: line)
    let tex = string(rest[..<end])
    guard end > rest.startIndex else {
      throw LineError(line, "a formula is empty; write one, or \\$ for the sign")
    }
    // As in other Markdowns, no formula ends after a space or before a digit: those are prices.
    let isPrice =
      Ascii.isSpace(rest[end - 1]) || (end + 1 < rest.endIndex && Ascii.isDigit(rest[end + 1]))
    guard !isPrice || first == Ascii.backslash else {
      throw LineError(
        line,
        "the formula \(quoted(tex)) ends after a space or before a digit; "
          + "write \\$ for a dollar sign")
    }
    return (tex, end + 1)
  }

  /// A formula on lines of its own, at two dollar signs, with attributes.
  static func display(
    _ text: Bytes, line: Int
  ) throws(LineError) -> (tex: String, attributes: Attributes, end: Int) {
    let rest = text.dropFirst(2)
    guard let end = formulaEnd(rest, isDisplay: true) else {
      throw LineError(line, unended)
    }
    try refuseBlanks(in: rest[..<end], line: line)
    let tex = string(rest[..<end])
    guard tex.contains(where: { !$0.isWhitespace }) else {
      throw LineError(line, "a formula is empty; write one, or \\$ for the sign")
    }
    let after = rest[(end + 2)...]
    let lines = line + newlines(rest[..<end])
    guard let found = try attributes(after, of: "an equation", line: lines) else {
      return (tex, try Attributes("", line: line), end + 2)
    }
    return (tex, found.attributes, found.end)
  }

  /// Attributes in braces after spaces.
  static func attributes(
    _ text: Bytes, of what: String, line: Int
  ) throws(LineError) -> (attributes: Attributes, end: Int)? {
    let start = text.firstIndex { $0 != Ascii.space } ?? text.endIndex
    guard start < text.endIndex, text[start] == Ascii.openBrace,
      !text[start...].starts(with: [Ascii.openBrace, Ascii.openBrace])
    else { return nil }
    // Braces within quotation marks are those of a formula.
    var isQuoted = false
    let found = text[start...].firstIndex { byte in
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      return byte == Ascii.closeBrace && !isQuoted
    }
    guard let end = found ?? text[start...].firstIndex(of: Ascii.closeBrace) else {
      throw LineError(line, "'{' after \(what) never ends; write } after its attributes")
    }
    return (try Attributes(string(text[(start + 1)..<end]), line: line), end + 1)
  }

  /// A computed number, at two braces.
  static func number(_ text: Bytes, line: Int) throws(LineError) -> (name: NumberName, end: Int) {
    let inside = text.dropFirst(2).prefix { $0 != Ascii.newline }
    guard
      let end = inside.indices.dropLast().first(where: {
        inside[$0] == Ascii.closeBrace && inside[$0 + 1] == Ascii.closeBrace
      })
    else {
      throw LineError(
        line, "'{{' begins a number that never ends; write }} after it, or \\{{ for the signs")
    }
    return (try NumberName(string(inside[..<end]), line: line), end + 2)
  }

  /// Whether a blank begins at a brace.
  static func beginsBlank(_ text: Bytes) -> Bool {
    let word = Array("{blank".utf8)
    guard text.starts(with: word), let next = text.dropFirst(word.count).first else { return false }
    return next == Ascii.closeBrace || next == UInt8(ascii: ":") || Ascii.isSpace(next)
  }

  /// What a brace begins that was meant for a blank, as `{ blank:` or `{blanc:`; nil for anything else.
  ///
  /// Printed as it stands, it would show the answer to all.
  ///
  /// - Parameter inFormula: Whether words and a colon may stand in braces, as in a formula.
  static func mistakenBlank(_ text: Bytes, inFormula: Bool = false) -> String? {
    guard text.first == Ascii.openBrace, !beginsBlank(text) else { return nil }
    let inside = text.dropFirst().drop(while: Ascii.isSpace)
    let name = string(inside.prefix { !Ascii.isSpace($0) && !":}{=;-".utf8.contains($0) })
    let rest = inside.dropFirst(name.utf8.count).drop(while: Ascii.isSpace)
    // The word itself is never meant for anything else, whatever follows it.
    let word = name.lowercased()
    if !word.hasPrefix("blank") || word.dropFirst(5).first?.isLetter == true {
      guard let next = rest.first, next == UInt8(ascii: ":") || next == Ascii.closeBrace,
        NearestName.to(word, among: ["blank"]) != nil || !inFormula && otherNames.contains(word)
      else { return nil }
    }
    return "'{\(name)' is no blank; write {blank: answer}, the brace and small letters together"
      + (word.hasPrefix("blank") ? "" : ", or \\{ for the sign")
  }

  /// What authors of any language call a blank, in small letters.
  private static let otherNames: Set<String> = [
    "lücke", "luecke", "leer", "antwort", "lösung", "loesung", "feld", "trou", "blanc", "vide",
    "réponse", "reponse", "champ", "gap", "answer", "solution",
  ]

  /// What is wrong where a brace ends nothing after a blank: the answer was to go on before it.
  static func brokenBlank(_ text: Bytes, at index: Int) -> String? {
    guard let end = (try? blank(text[index...], line: 1))?.end else { return nil }
    let start = text[..<index].lastIndex(of: Ascii.newline) ?? text.startIndex
    var depth = 0
    var isQuoted = false
    for place in start..<text.endIndex where !(index..<end).contains(place) {
      if place > end, text[place] == Ascii.newline { break }
      if place > text.startIndex, text[place - 1] == Ascii.backslash { continue }
      switch text[place] {
      case Ascii.backtick, Ascii.dollar: isQuoted.toggle()
      case Ascii.openBrace where !isQuoted: depth += 1
      case Ascii.closeBrace where !isQuoted: depth -= 1
      default: break
      }
      if place > index, depth < 0 {
        return "a brace } ends nothing after a blank; write \\} for one within its answer"
      }
      depth = max(depth, 0)
    }
    return nil
  }

  /// - Throws: `LineError` for a blank within a formula, which would print its answer.
  private static func refuseBlanks(in formula: Bytes, line: Int) throws(LineError) {
    for index in formula.indices where formula[index] == Ascii.openBrace {
      guard
        beginsBlank(formula[index...]) || mistakenBlank(formula[index...], inFormula: true) != nil
      else {
        continue
      }
      throw LineError(
        line + newlines(formula[..<index]),
        "a blank stands within a formula; end the formula before it, as in $a =$ {blank: $42$}")
    }
  }

  /// Room for an answer in a line, at `{blank`, as in `{blank: words}` or `{blank width=4cm: $x$}`.
  static func blank(
    _ text: Bytes, line: Int
  ) throws(LineError) -> (width: Double, answer: Bytes, end: Int) {
    var depth = 0
    var index = text.startIndex
    var end: Int?
    while end == nil, index < text.endIndex {
      switch text[index] {
      case Ascii.backslash: index += 1
      case Ascii.backtick:
        // A brace within code ends nothing.
        let run = text[index...].prefix { $0 == Ascii.backtick }
        index = (codeEnd(after: run, in: text) ?? run.endIndex) - 1
      case Ascii.openBrace: depth += 1
      case Ascii.closeBrace:
        depth -= 1
        if depth == 0 { end = index }
      default: break
      }
      index += 1
    }
    guard let end else {
      throw LineError(line, "'{blank' begins a blank that never ends; write } after its answer")
    }
    return try blank(text, closing: end, line: line)
  }

  /// The width of a blank whose brace closes at an end, and its answer.
  static func blank(
    _ text: Bytes, closing end: Int, line: Int
  ) throws(LineError) -> (width: Double, answer: Bytes, end: Int) {
    let inside = text[(text.startIndex + 6)..<end]
    let colon = inside.firstIndex(of: UInt8(ascii: ":")) ?? inside.endIndex
    let width = try blankWidth(inside[..<colon], line: line)
    let answer = trimmed(inside[colon...].dropFirst())
    guard !answer.isEmpty || colon == inside.endIndex else {
      throw LineError(
        line, "a blank has nothing behind its colon; write {blank} for one without an answer")
    }
    return (width, answer, end + 1)
  }

  /// The width of a blank by what stands before its colon, in points; 3 cm unless stated.
  private static func blankWidth(_ text: Bytes, line: Int) throws(LineError) -> Double {
    let attributes = try Attributes(string(text), line: line)
    try attributes.allow(["width"], of: "a blank")
    guard let text = attributes["width"] else { return 3 * 72 / 2.54 }
    guard let width = length(text), (10...400).contains(width) else {
      throw LineError(line, "width=\(text) is no length; write width=4cm, at most 14cm")
    }
    return width
  }

  /// The end of code that begins with some backticks; nil where it never ends.
  static func codeEnd(after run: Bytes, in text: Bytes) -> Int? {
    var place = run.endIndex
    while let start = text[place...].firstIndex(of: Ascii.backtick) {
      let other = text[start...].prefix { $0 == Ascii.backtick }
      if other.count == run.count { return other.endIndex }
      place = other.endIndex
    }
    return nil
  }

  /// A length in points, as in `4cm`; nil for what is none.
  static func length(_ text: String) -> Double? {
    let units: [(String, Double)] = [
      ("cm", 72 / 2.54), ("mm", 7.2 / 2.54), ("in", 72), ("pt", 1),
      ("lines", AnswerSpace.lineHeight),
    ]
    for (unit, points) in units where text.hasSuffix(unit) {
      // The sign of the decimals is the author's.
      return Double(text.dropLast(unit.count).replacing(",", with: ".")).map { $0 * points }
    }
    return nil
  }

  /// The name of a heading or a caption, at `{#`.
  static func anchor(_ text: Bytes, line: Int) throws(LineError) -> (Attributes, end: Int) {
    let inside = text.dropFirst().prefix { $0 != Ascii.newline }
    guard let end = inside.firstIndex(of: Ascii.closeBrace) else {
      throw LineError(line, "'{#' begins a name that never ends; write } after it")
    }
    return (try Attributes(string(inside[..<end]), line: line), end + 1)
  }

  /// An address whose scheme stands before a colon; the end is that of the address, without the signs
  /// of the sentence around it.
  static func address(_ text: [UInt8], at colon: Int) -> (address: String, end: Int)? {
    guard text[colon...].starts(with: "://".utf8) else { return nil }
    let scheme = text[..<colon].reversed().prefix { (0x61...0x7A).contains($0) }.reversed()
    guard ["http", "https"].contains(String(decoding: Array(scheme), as: UTF8.self)) else {
      return nil
    }
    let start = colon - scheme.count
    if start > 0,
      text[start - 1] > 0x7F || Ascii.isDigit(text[start - 1])
        || (0x41...0x5A).contains(text[start - 1])
    {
      return nil
    }
    var end =
      text[(colon + 3)...].firstIndex { Ascii.isSpace($0) || "<>[]`$|".utf8.contains($0) }
      ?? text.count
    while end > colon + 3 {
      let last = text[end - 1]
      let inside = text[start..<end]
      let isOpen =
        inside.count { $0 == UInt8(ascii: "(") } >= inside.count { $0 == Ascii.closeParenthesis }
      guard "?!.,:;*_~'\"".utf8.contains(last) || last == Ascii.closeParenthesis && !isOpen else {
        break
      }
      end -= 1
    }
    guard end > colon + 3 else { return nil }
    return (string(text[start..<end]), end)
  }

  /// The bracket that ends a text, with brackets, formulas and escapes inside; nil where none does.
  static func closingBracket(_ text: Bytes) -> Int? {
    var (index, depth, isFormula) = (text.startIndex, 0, false)
    while index < text.endIndex {
      switch text[index] {
      case Ascii.backslash: index += 1
      case Ascii.dollar: isFormula.toggle()
      case Ascii.openBracket where !isFormula: depth += 1
      case Ascii.closeBracket where !isFormula:
        if depth == 0 { return index }
        depth -= 1
      default: break
      }
      index += 1
    }
    return nil
  }

  static func trimmed(_ text: Bytes) -> Bytes {
    let start = text.firstIndex { !Ascii.isSpace($0) } ?? text.endIndex
    let end = text.lastIndex { !Ascii.isSpace($0) }.map { $0 + 1 } ?? start
    return text[start..<max(start, end)]
  }

  static func newlines(_ text: Bytes) -> Int { text.count { $0 == Ascii.newline } }

  static func string(_ bytes: Bytes) -> String { String(decoding: bytes, as: UTF8.self) }
}

extension NumberName {
  /// A number by its name, with the count of its digits after a space.
  package init(_ text: String, line: Int) throws(LineError) {
    let words = text.split(separator: " ")
    if text.hasPrefix("<") {
      throw LineError(
        line,
        "\(quoted("{{\(text)}}")) is no shortcode here; pages are filled by the program, and "
          + "::: include part.md puts another file in")
    }
    let fault = LineError(
      line,
      "\(quoted(text)) names no number; write {{figure.name}}, {{figure.name 3}} or "
        + "{{figure.name .2}}")
    guard (1...2).contains(words.count), words[0].contains("."), words[0].first != "." else {
      throw fault
    }
    let format = words.count == 2 ? words[1] : ""
    let digits = format.hasPrefix(".") ? format.dropFirst() : format
    guard format.isEmpty || (Int(digits).map { (0...15).contains($0) } ?? false), format != "0"
    else { throw fault }
    self.init(path: String(words[0]), format: String(format))
  }
}
