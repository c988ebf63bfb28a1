extension ProtectedSource {
  /// Takes formulas, numbers, citations, figures and block marks out of a source.
  ///
  /// Code in back ticks and in fences keeps its characters. Where this reading of code and
  /// Markdown's differ, `MarkdownReader` puts the characters back or refuses.
  ///
  /// - Parameters:
  ///   - source: Markdown with the extensions, without front matter.
  ///   - firstLine: The line of the file in which the source begins.
  ///   - hidden: The kinds of blocks that are left out with all that they define.
  /// - Throws: `LineError` for an extension that is malformed, a label that is defined both
  ///   outside and inside of what is left out, or more of something than a limit allows.
  package init(
    _ source: some StringProtocol, firstLine: Int, hiding hidden: Set<BlockKind> = []
  ) throws(LineError) {
    var scanner = SourceScanner(Array(source.utf8), firstLine: firstLine, hidden: hidden)
    try scanner.scan()
    text = String(decoding: scanner.out, as: UTF8.self)
    fragments = scanner.fragments
    lines = scanner.lines
    unknownLabels = try scanner.labels.unknown()
    leavesOut = scanner.leavesOut
  }
}

/// Reads a source once, from left to right, in bytes of UTF-8.
private struct SourceScanner {
  let bytes: [UInt8]
  private(set) var out: [UInt8] = []
  private(set) var fragments: [Fragment] = []
  private(set) var lines: [Int]
  private(set) var labels = SourceLabels()
  private var limits = SourceLimits()
  private var position = 0
  private var line: Int
  /// The kinds of blocks that are left out.
  private let hidden: Set<BlockKind>
  /// Whether something was left out.
  private(set) var leavesOut = false
  /// What was read before the block that is being left out; nil outside of such a block.
  private var before: (out: Int, fragments: Int, lines: Int)?
  /// Where the label of the last definition begins.
  private var definition = -1
  private var knownLine = 0..<0
  private var knownParagraph = 0..<0

  init(_ bytes: [UInt8], firstLine: Int, hidden: Set<BlockKind>) {
    self.bytes = bytes
    self.hidden = hidden
    line = firstLine
    lines = [firstLine]
    out.reserveCapacity(bytes.count + 64)
  }

  mutating func scan() throws(LineError) {
    try limits.survey(bytes, firstLine: line)
    while position < bytes.count {
      if position == 0 || bytes[position - 1] == Ascii.newline, try scanLineStart() { continue }
      try scanCharacter()
    }
  }

  // MARK: Beginnings of lines

  /// Reads a whole line that is not running text; false where the line is text.
  private mutating func scanLineStart() throws(LineError) -> Bool {
    let end = lineEnd(from: position)
    // Quotation and list marks may stand before a fence; `:::` must stand at the very beginning.
    let start = bytes[position..<end].firstIndex { !Ascii.isBlockPrefix($0) } ?? end
    if let fence = fence(at: start, end: end) {
      copyFencedCode(fence, to: end)
      return true
    }
    guard bytes[start..<end].starts(with: Array(":::".utf8)) else {
      scanDefinition(at: start, end: end)
      return false
    }
    guard start == position else {
      throw LineError(line, "a block mark ':::' must stand at the beginning of its line")
    }
    try scanBlockMark(end: end)
    return true
  }

  private mutating func scanBlockMark(end: Int) throws(LineError) {
    let text = string(position..<end)
    let words = text.drop { $0 == ":" }.drop { $0 == " " }
    let kind: Fragment.Kind
    if words.allSatisfy({ $0 == " " }) {
      kind = .closing
    } else {
      let name = words.prefix { $0 != " " && $0 != "{" }
      var rest = words.dropFirst(name.count)
      rest = rest.drop { $0 == " " }
      if rest.hasPrefix("{"), let brace = rest.lastIndex(of: "}") {
        rest = rest[rest.index(after: rest.startIndex)..<brace]
      }
      kind = .opening(String(name), try Attributes(rest, line: line))
    }
    try limits.count(.blocks, line)
    if before == nil, case .opening(let name, _) = kind, let block = BlockKind(rawValue: name),
      hidden.contains(block)
    {
      before = (out.count, fragments.count, lines.count)
      labels.hidingBlock = (name, line)
      leavesOut = true
    }
    newline()
    append(Fragment(kind: kind, line: line, source: text))
    newline()
    skip(to: min(end + 1, bytes.count))
    newline()
    // Blocks that can be left out hold no others: the next end is theirs.
    if let before, kind == .closing {
      out.removeSubrange(before.out...)
      fragments.removeSubrange(before.fragments...)
      lines.removeSubrange(before.lines...)
      newline()
      self.before = nil
      labels.hidingBlock = nil
    }
  }

  /// Notes the label of a note or of a link's address that a line defines, as in `[^a]: words`.
  private mutating func scanDefinition(at start: Int, end: Int) {
    guard start < end, bytes[start] == Ascii.openBracket, let label = label(at: start, limit: end),
      label.end < end, bytes[label.end] == UInt8(ascii: ":")
    else { return }
    definition = start
    labels.define(label.text, line)
  }

  /// The label between a bracket and the next one, and where it ends.
  private func label(at open: Int, limit: Int) -> (text: String, end: Int)? {
    // Markdown reads at most a thousand characters as a label.
    let last = min(limit, open + 1002)
    var index = open + 1
    while index < last {
      switch bytes[index] {
      case Ascii.backslash: index += 1
      case Ascii.openBracket: return nil
      case Ascii.closeBracket: return (string(open + 1..<index), index + 1)
      default: break
      }
      index += 1
    }
    return nil
  }

  private func fence(at start: Int, end: Int) -> (mark: UInt8, count: Int)? {
    guard start < end, bytes[start] == Ascii.backtick || bytes[start] == Ascii.tilde else {
      return nil
    }
    let mark = bytes[start]
    let count = bytes[start..<end].prefix { $0 == mark }.count
    // A line of back ticks with more of them behind is code in running text.
    let isFence = mark == Ascii.tilde || !bytes[(start + count)..<end].contains(mark)
    return count >= 3 && isFence ? (mark, count) : nil
  }

  private mutating func copyFencedCode(_ fence: (mark: UInt8, count: Int), to firstEnd: Int) {
    copy(to: min(firstEnd + 1, bytes.count))
    while position < bytes.count {
      let end = lineEnd(from: position)
      let start = bytes[position..<end].firstIndex { !Ascii.isBlockPrefix($0) } ?? end
      let count = bytes[start..<end].prefix { $0 == fence.mark }.count
      let isEnd =
        count >= fence.count
        && bytes[(start + count)..<end].allSatisfy { $0 == Ascii.space || $0 == Ascii.tab }
      copy(to: min(end + 1, bytes.count))
      if isEnd { return }
    }
  }

  // MARK: Running text

  private mutating func scanCharacter() throws(LineError) {
    switch bytes[position] {
    case Ascii.backslash:
      if position + 1 < bytes.count, bytes[position + 1] == Ascii.openBracket,
        let label = label(at: position + 1, limit: paragraphEnd(from: position))
      {
        labels.escape(label.text)
      }
      copy(to: min(position + 2, bytes.count))
    case Ascii.backtick: scanCode()
    case Ascii.dollar: try scanFormula()
    case Ascii.openBrace where startsWith("{{"): try scanNumber()
    case Ascii.openBrace where startsWith("{#"): try scanAnchor()
    case Ascii.openBracket where startsWith("[@"): try scanCitation()
    case Ascii.openBracket: try scanBracket()
    case Ascii.exclamation where startsWith("!["): try scanPicture()
    case 0xEE where startsWith("\u{E000}") || startsWith("\u{E001}"):
      throw LineError(line, "the character U+E000 or U+E001 has no meaning in a text; remove it")
    case 0: throw LineError(line, "a NUL character stands in the text; remove it")
    default: copy(to: position + 1)
    }
  }

  private mutating func scanBracket() throws(LineError) {
    try limits.count(.brackets, line)
    if position != definition,
      let label = label(at: position, limit: paragraphEnd(from: position))
    {
      // Brackets before a parenthesis are the words of a link.
      let next = label.end < bytes.count ? bytes[label.end] : Ascii.space
      if next != UInt8(ascii: "(") { labels.use(label.text, line) }
    }
    copy(to: position + 1)
  }

  /// The most back ticks in a row that can begin code in running text.
  private static let longestCodeMark = 80

  private mutating func scanCode() {
    let run = bytes[position...].prefix { $0 == Ascii.backtick }.count
    let end = paragraphEnd(from: position)
    var index = position + run
    while index < end, run <= Self.longestCodeMark {
      guard bytes[index] == Ascii.backtick else {
        index += 1
        continue
      }
      let count = bytes[index..<end].prefix { $0 == Ascii.backtick }.count
      index += count
      if count == run { return copy(to: index) }
    }
    copy(to: position + run)
  }

  private mutating func scanFormula() throws(LineError) {
    let isDisplay = startsWith("$$")
    let start = position + (isDisplay ? 2 : 1)
    let limit = paragraphEnd(from: position)
    // A dollar sign before a space is one of money.
    if !isDisplay, start >= limit || Ascii.isSpace(bytes[start]) {
      return copy(to: start)
    }
    guard let end = formulaEnd(from: start, limit: limit, isDisplay: isDisplay) else {
      throw LineError(
        line, "this dollar sign begins a formula that never ends; write \\$ for the sign")
    }
    let tex = string(start..<end)
    guard tex.contains(where: { !$0.isWhitespace }) else {
      throw LineError(line, "a formula is empty")
    }
    var next = end + (isDisplay ? 2 : 1)
    // As in other Markdowns, no formula ends after a space or before a digit: those are prices.
    let isPrice =
      Ascii.isSpace(bytes[end - 1])
      || (next < bytes.count && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[next]))
    guard isDisplay || !isPrice || bytes[position + 1] == Ascii.backslash else {
      throw LineError(
        line,
        "the formula \(quoted(tex)) ends after a space or before a digit; "
          + "write \\$ for a dollar sign")
    }
    try limits.count(.formulas, line)
    guard isDisplay else {
      return take(.formula(tex), to: next)
    }
    var attributes = try Attributes("", line: line)
    let brace = bytes[next..<limit].firstIndex { $0 != Ascii.space } ?? limit
    if brace < limit, bytes[brace] == Ascii.openBrace {
      guard let close = bytes[brace..<limit].firstIndex(of: Ascii.closeBrace) else {
        throw LineError(
          lineNumber(at: brace), "'{' after an equation never ends; write } after its attributes")
      }
      attributes = try Attributes(string(brace + 1..<close), line: lineNumber(at: brace))
      next = close + 1
    }
    take(.display(tex, attributes), to: next)
  }

  /// The dollar sign that ends a formula: outside of braces and not after a backslash.
  private func formulaEnd(from start: Int, limit: Int, isDisplay: Bool) -> Int? {
    var depth = 0
    var index = start
    while index < limit {
      switch bytes[index] {
      case Ascii.backslash: index += 1
      case Ascii.openBrace: depth += 1
      case Ascii.closeBrace: depth -= 1
      case Ascii.dollar where depth <= 0:
        if !isDisplay { return index }
        if index + 1 < limit, bytes[index + 1] == Ascii.dollar { return index }
      default: break
      }
      index += 1
    }
    return nil
  }

  private mutating func scanNumber() throws(LineError) {
    try limits.count(.numbers, line)
    let limit = lineEnd(from: position)
    guard
      let end = (position..<limit).dropLast().first(where: {
        bytes[$0] == Ascii.closeBrace && bytes[$0 + 1] == Ascii.closeBrace
      })
    else { throw LineError(line, "'{{' begins a number that never ends; write }} after it") }
    let number = try Fragment.Number(string(position + 2..<end), line: line)
    take(.number(number), to: end + 2)
  }

  private mutating func scanAnchor() throws(LineError) {
    let limit = lineEnd(from: position)
    guard let end = bytes[position..<limit].firstIndex(of: Ascii.closeBrace) else {
      throw LineError(line, "'{#' begins a name that never ends; write } after it")
    }
    let attributes = try Attributes(string(position + 1..<end), line: line)
    try attributes.allow([], of: "a heading")
    take(.anchor(attributes.anchor ?? ""), to: end + 1)
  }

  private mutating func scanCitation() throws(LineError) {
    let limit = paragraphEnd(from: position)
    guard let end = bytes[position..<limit].firstIndex(of: Ascii.closeBracket) else {
      throw LineError(line, "'[@' begins a citation that never ends; write ] after it")
    }
    var keys: [String] = []
    for part in string(position + 1..<end).split(separator: ";", omittingEmptySubsequences: false) {
      let key = part.drop { $0.isWhitespace }
      guard key.hasPrefix("@"), key.dropFirst().contains(where: { !$0.isWhitespace }) else {
        throw LineError(line, "\(quoted(part)) is no key of a citation; write [@key; @other]")
      }
      let name = key.dropFirst().prefix { !$0.isWhitespace }
      guard key.dropFirst(name.count + 1).allSatisfy(\.isWhitespace) else {
        throw LineError(line, "separate the keys of a citation by semicolons: [@key; @other]")
      }
      try limits.count(.citations, line)
      keys.append(String(name))
    }
    take(.citation(keys), to: end + 1)
  }

  private mutating func scanPicture() throws(LineError) {
    let limit = paragraphEnd(from: position)
    guard let middle = bracketEnd(from: position + 1, limit: limit),
      bytes[(middle + 1)..<limit].starts(with: Array("(figure:".utf8))
    else {
      // Each of these was looked for to the paragraph's end.
      try limits.count(.openPictures, line)
      return copy(to: position + 2)
    }
    try limits.count(.figures, line)
    guard let end = bytes[middle..<limit].firstIndex(of: Ascii.closeParenthesis) else {
      throw LineError(line, "'(figure:' never ends; write ) after it")
    }
    let caption = string(position + 2..<middle)
    let words = string(middle + 9..<end)
    let id = words.prefix { !$0.isWhitespace }
    let settings = try Attributes(words.dropFirst(id.count), line: line)
    guard !id.isEmpty, settings.anchor == nil else {
      throw LineError(line, "write a figure as ![caption](figure:id name=value){#name}")
    }
    var attributes = try Attributes("", line: line)
    var next = end + 1
    if next < limit, bytes[next] == Ascii.openBrace {
      guard let close = bytes[next..<limit].firstIndex(of: Ascii.closeBrace) else {
        throw LineError(line, "'{' after a figure never ends; write } after its attributes")
      }
      attributes = try Attributes(string(next + 1..<close), line: line)
      next = close + 1
    }
    take(
      .picture(
        Fragment.Picture(
          id: String(id), settings: settings.values, caption: caption, attributes: attributes)),
      to: next)
  }

  /// The bracket that closes the one at a place, with brackets, formulas and escapes inside.
  private func bracketEnd(from open: Int, limit: Int) -> Int? {
    var depth = 0
    var index = open
    var isFormula = false
    while index < limit {
      switch bytes[index] {
      case Ascii.backslash: index += 1
      case Ascii.dollar: isFormula.toggle()
      case Ascii.openBracket where !isFormula: depth += 1
      case Ascii.closeBracket where !isFormula:
        depth -= 1
        if depth == 0 { return index }
      default: break
      }
      index += 1
    }
    return nil
  }
}

// MARK: Moving on

extension SourceScanner {
  private func startsWith(_ text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private mutating func lineEnd(from start: Int) -> Int {
    if !knownLine.contains(start) { knownLine = start..<endOfLine(from: start) }
    return knownLine.upperBound
  }

  private func endOfLine(from start: Int) -> Int {
    bytes[start...].firstIndex(of: Ascii.newline) ?? bytes.count
  }

  private func lineNumber(at place: Int) -> Int {
    line + bytes[position..<place].count { $0 == Ascii.newline }
  }

  /// Where the paragraph ends: at an empty line, at a block mark or at the end.
  private mutating func paragraphEnd(from start: Int) -> Int {
    if !knownParagraph.contains(start) { knownParagraph = start..<endOfParagraph(from: start) }
    return knownParagraph.upperBound
  }

  private func endOfParagraph(from start: Int) -> Int {
    var end = endOfLine(from: start)
    while end < bytes.count {
      let next = endOfLine(from: end + 1)
      let line = bytes[(end + 1)..<next]
      if line.allSatisfy(Ascii.isSpace) || line.starts(with: Array(":::".utf8)) { return end }
      end = next
    }
    return end
  }

  /// Copies to the text for Markdown.
  private mutating func copy(to end: Int) {
    for byte in bytes[position..<end] {
      out.append(byte)
      if byte == Ascii.newline {
        line += 1
        lines.append(line)
      }
    }
    position = end
  }

  private mutating func skip(to end: Int) {
    line += bytes[position..<end].count { $0 == Ascii.newline }
    position = end
  }

  private mutating func newline() {
    out.append(Ascii.newline)
    lines.append(line)
  }

  private mutating func append(_ fragment: Fragment) {
    out += Array("\(Fragment.open)\(fragments.count)\(Fragment.close)".utf8)
    fragments.append(fragment)
  }

  private mutating func take(_ kind: Fragment.Kind, to end: Int) {
    append(Fragment(kind: kind, line: line, source: string(position..<end)))
    skip(to: end)
  }
}

extension Fragment.Number {
  /// A number by its name, with the count of its digits after a space.
  package init(_ text: String, line: Int) throws(LineError) {
    let words = text.split(separator: " ")
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

/// Characters that the scanner knows, as bytes.
private enum Ascii {
  static let newline = UInt8(ascii: "\n")
  static let space = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")
  static let backslash = UInt8(ascii: "\\")
  static let backtick = UInt8(ascii: "`")
  static let tilde = UInt8(ascii: "~")
  static let dollar = UInt8(ascii: "$")
  static let exclamation = UInt8(ascii: "!")
  static let openBrace = UInt8(ascii: "{")
  static let closeBrace = UInt8(ascii: "}")
  static let openBracket = UInt8(ascii: "[")
  static let closeBracket = UInt8(ascii: "]")
  static let closeParenthesis = UInt8(ascii: ")")

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == space || byte == tab || byte == newline || byte == UInt8(ascii: "\r")
  }

  /// Whether a byte can stand before a block within quotations and lists.
  static func isBlockPrefix(_ byte: UInt8) -> Bool {
    switch byte {
    case space, tab, UInt8(ascii: ">"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: ")"):
      true
    default: false
    }
  }
}
