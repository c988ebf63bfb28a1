import Records

/// The body of a source cut at its `:::` marks, line by line, before any Markdown is read.
///
/// What a variant leaves out is taken away here: its lines are empty in what Markdown reads, so that
/// nothing in them can define a note, an address or a name. Only how many numbered things they hold
/// is kept, for numbers agree between variants, and the labels that they define, for messages.
struct SourceCut {
  /// A part of the text between two marks.
  struct Environment {
    var kind: EnvironmentKind
    var attributes: Attributes
    var line: Int
    /// The line of the mark that ends it.
    var end: Int
    /// What it holds where that is left out; nil where it is shown.
    var hidden: Numbered?
    /// Where the marks of a choice's options stand in their lines; nil before the first.
    var indent: Int?
  }

  /// The lines, with those that are left out empty.
  private(set) var lines: [ArraySlice<UInt8>]
  let firstLine: Int
  private(set) var environments: [Environment] = []
  /// The environments by the lines of their opening marks, within what is shown.
  private(set) var openings: [Int: Int] = [:]
  /// The lines of closing marks within what is shown.
  private(set) var closings: Set<Int> = []
  private(set) var labels = SourceLabels()
  /// The lines in which options of choices begin.
  private(set) var options: Set<Int> = []
  /// The lines of right options; empty where keys are left out.
  private(set) var rightOptions: Set<Int> = []
  /// Whether the keys of answers are shown.
  let showsKeys: Bool

  /// Whether something is left out.
  var leavesOut: Bool { !showsKeys || environments.contains { $0.hidden != nil } }

  /// Cuts a source.
  ///
  /// - Parameters:
  ///   - source: Markdown without front matter.
  ///   - firstLine: The line of the file in which it begins.
  ///   - variant: For whom.
  /// - Throws: `LineError` for marks that do not pair, an unknown environment, one within another
  ///   that cannot hold it, or more of something than a limit allows.
  init(_ source: [UInt8], firstLine: Int, for variant: Variant) throws(LineError) {
    self.firstLine = firstLine
    showsKeys = variant.showsKeys
    lines = source.split(separator: Ascii.newline, omittingEmptySubsequences: false)
    var limits = SourceLimits()
    try limits.survey(lines, firstLine: firstLine)
    var open: [Int] = []
    var fence: Fence?
    // Where the last fence began, and whether block marks stand behind it.
    var (fenceLine, hidesMarks) = (0, false)
    // What is said besides where marks do not pair behind a code with such in it.
    var advice = ""
    var comment: Int?
    for index in lines.indices {
      let number = firstLine + index
      // Nothing begins or ends with an empty line.
      if lines[index].isEmpty, fence == nil, comment == nil { continue }
      if fence == nil, try takeComment(from: index, number, &comment) {
        if open.contains(where: { environments[$0].hidden != nil }) { lines[index] = [] }
        continue
      }
      let line = lines[index]
      let isFenced = fence != nil
      if let inside = fence {
        if inside.ends(at: line) {
          fence = nil
        } else if hidesMarks, inside.begins(at: line) {
          throw LineError(
            fenceLine,
            "the code that begins here does not end before that of line \(number); write "
              + "\(inside.text) on a line after it")
        }
        if line.starts(with: ":::".utf8), !hidesMarks {
          hidesMarks = true
          if advice.isEmpty {
            advice =
              "; or if the code of line \(fenceLine) ends before the ':::' of line \(number), write "
              + "\(inside.text) on a line there"
          }
        }
      } else {
        fence = Fence(beginningAt: line)
        (fenceLine, hidesMarks) = (number, false)
      }
      let start = line.firstIndex { !Ascii.isBlockPrefix($0) } ?? line.endIndex
      let hiding = open.first { environments[$0].hidden != nil }
      if !isFenced, fence == nil, line[start...].starts(with: ":::".utf8) {
        guard start == line.startIndex else {
          throw LineError(
            number,
            "a block mark ':::' must stand at the beginning of its line; write it outside of lists")
        }
        try limits.count(.marks, number)
        if let environment = try environment(line, number, within: open.last, advice) {
          open.append(environments.count)
          environments.append(environment)
          let isHidden =
            !variant.shows(environment.kind) || environment.kind == .blank && !showsKeys
          if isHidden, hiding == nil {
            environments[environments.count - 1].hidden = Numbered()
          }
          if let hiding, environment.kind.isCounted, environment.attributes["number"] == nil {
            environments[hiding].hidden?.statements[environment.kind, default: 0] += 1
          }
          if hiding == nil { openings[number] = environments.count - 1 }
        } else if let last = open.popLast() {
          environments[last].end = number
          if hiding == nil { closings.insert(number) }
        } else {
          throw LineError(
            number,
            "':::' ends a block that never began; remove it, or write ::: and a name" + advice)
        }
        if hiding != nil { lines[index] = [] }
        continue
      }
      if !isFenced, fence == nil, hiding == nil, SourceCut.isMistakenMark(line[start...]) {
        throw LineError(
          number, "'::' is no block mark; a block begins and ends with three colons, as in ::: hint"
        )
      }
      if !isFenced, fence == nil, hiding == nil, let place = open.last,
        environments[place].kind == .choice
      {
        try readOption(index, of: place)
      }
      try labels.read(
        line, number, within: hiding.map { environments[$0] }, isCode: isFenced || fence != nil)
      guard let hiding else { continue }
      if !isFenced, fence == nil { environments[hiding].hidden?.count(line[start...]) }
      lines[index] = []
    }
    if let fence {
      throw LineError(
        fenceLine, "the code that begins here never ends; write \(fence.text) on a line after it")
    }
    if let comment {
      throw LineError(comment, "the comment '<!--' never ends; write --> after it")
    }
    if let last = open.last {
      let kind = environments[last].kind.rawValue
      throw LineError(
        environments[last].line,
        "the block '\(kind)' never ends; write ::: on a line after it" + advice)
    }
    try labels.check()
  }

  /// Whether a line has two colons where a block mark has three: what was to be hidden would show.
  private static func isMistakenMark(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: "::".utf8) else { return false }
    let words = String(decoding: line, as: UTF8.self).dropFirst(2).trimmed
    let name = String(words.prefix { $0 != " " && $0 != "{" }).lowercased()
    let known = EnvironmentKind.names + ["figure", "include"]
    return name.isEmpty || known.contains(name) || NearestName.to(name, among: known) != nil
  }

  /// Takes what a comment says out of a line, so that nothing in it is read; its marks stay for
  /// Markdown.
  ///
  /// - Parameter open: The line in which a comment that goes on began; nil for none.
  /// - Returns: Whether the line is one of a comment.
  /// - Throws: `LineError` for text behind a comment.
  private mutating func takeComment(
    from index: Int, _ number: Int, _ open: inout Int?
  ) throws(LineError) -> Bool {
    let (mark, end) = ("<!--".utf8, "-->".utf8)
    var inside = lines[index]
    var kept: ArraySlice<UInt8> = []
    if open == nil {
      // What stands in far enough is code, or Markdown finds out.
      guard let start = inside.firstIndex(where: { !Ascii.isBlockPrefix($0) }),
        inside[start...].starts(with: mark), inside.prefix(while: { $0 == Ascii.space }).count < 4
      else { return false }
      open = number
      kept = inside[..<start] + mark
      inside = inside[start...].dropFirst(mark.count)
    }
    lines[index] = kept
    guard let place = inside.indices.first(where: { inside[$0...].starts(with: end) }) else {
      return true
    }
    guard inside[(place + end.count)...].allSatisfy(Ascii.isSpace) else {
      throw LineError(number, "text stands behind a comment; begin it on a line of its own")
    }
    lines[index] = kept + [Ascii.space] + end
    open = nil
    return true
  }

  /// Takes the mark of an option out of its line, as in `- [x] words`, and keeps whether it is right
  /// only where keys are shown.
  private mutating func readOption(_ index: Int, of place: Int) throws(LineError) {
    guard let mark = OptionMark(lines[index]) else {
      if Syntax.string(lines[index]).contains(#/^ *(-|\*|\+)\[[ xX]\]/#) {
        throw LineError(
          firstLine + index,
          "the mark of an option needs a space behind its dash, as in - [x] words")
      }
      return
    }
    guard environments[place].indent ?? mark.indent == mark.indent else {
      throw LineError(
        firstLine + index,
        "this mark of an option stands further in or out than the first one; options are one list")
    }
    environments[place].indent = mark.indent
    options.insert(firstLine + index)
    if mark.isRight, showsKeys { rightOptions.insert(firstLine + index) }
    lines[index] = mark.line[...]
  }

  /// What a mark opens; nil for one that closes.
  ///
  /// - Parameter advice: What is said besides of one that cannot stand there.
  private func environment(
    _ line: ArraySlice<UInt8>, _ number: Int, within outer: Int?, _ advice: String
  ) throws(LineError) -> Environment? {
    // Tabs and spaces that do not break are spaces here.
    var text = String(decoding: line, as: UTF8.self)
    if line.contains(where: { $0 == Ascii.tab || $0 > 0x7F }) {
      text = String(text.map { $0.isWhitespace ? " " : $0 })
    }
    let words = text.drop { $0 == ":" }.trimmed
    if words.isEmpty { return nil }
    let name = String(words.prefix { $0 != " " && $0 != "{" })
    var rest = words.dropFirst(name.count).trimmed
    if rest.hasPrefix("{"), let brace = rest.lastIndex(of: "}") {
      rest = rest[rest.index(after: rest.startIndex)..<brace]
    }
    let known = EnvironmentKind.names + ["figure", "include"]
    guard !name.isEmpty else {
      throw LineError(
        number,
        "the name of a block stands without braces before its attributes; write ::: "
          + EnvironmentKind.written(rest))
    }
    guard let kind = EnvironmentKind(rawValue: name) else {
      throw .unknown(number, "block", name, among: known)
    }
    let attributes = try Attributes(rest, line: number)
    let around = outer.map { environments[$0] }
    guard kind.canStand(in: around?.kind) else {
      guard let around else {
        throw LineError(
          number,
          "the block '\(name)' stands alone; write ::: columns on a line before it, and ::: after all "
            + "of them")
      }
      throw LineError(
        number,
        "the block '\(name)' cannot stand in '\(around.kind.rawValue)' of line \(around.line); "
          + "write ::: before it" + advice)
    }
    try attributes.allow(kind.attributes, of: "the block '\(name)'")
    // Whoever does not get the key gets nothing that tells it.
    let isKept = kind != .numeric || showsKeys
    return Environment(
      kind: kind, attributes: isKept ? attributes : attributes.without(["value", "tolerance"]),
      line: number, end: number)
  }

  /// What Markdown reads.
  var text: [UInt8] { Array(lines.joined(separator: [Ascii.newline])) }
}

/// The mark of an option at the beginning of a list's item: `- [x]` for a right one, `- [ ]` for a
/// wrong one.
private struct OptionMark {
  /// How far the item's own mark stands in.
  let indent: Int
  let isRight: Bool
  /// The line without the mark.
  let line: [UInt8]

  init?(_ text: ArraySlice<UInt8>) {
    let start = text.firstIndex { $0 != Ascii.space } ?? text.endIndex
    let number = text[start...].prefix(while: Ascii.isDigit)
    guard number.count < 10, let sign = text[number.endIndex...].first,
      number.isEmpty ? "-*+".utf8.contains(sign) : ".)".utf8.contains(sign)
    else { return nil }
    let rest = text[(number.endIndex + 1)...]
    let bracket = rest.prefix { $0 == Ascii.space }
    let mark = rest[bracket.endIndex...].prefix(3)
    guard !bracket.isEmpty, mark.count == 3, mark.first == Ascii.openBracket,
      mark.last == Ascii.closeBracket, let letter = mark.dropFirst().first,
      " xX".utf8.contains(letter)
    else { return nil }
    let words = rest[mark.endIndex...]
    guard words.first.map(Ascii.isSpace) ?? true else { return nil }
    indent = start - text.startIndex
    isRight = letter != Ascii.space
    line = Array(text[..<bracket.startIndex] + [Ascii.space] + words.drop(while: Ascii.isSpace))
  }
}

/// A fence of code, in which nothing but its end has a meaning.
struct Fence {
  let mark: UInt8
  let count: Int

  /// The fence that a line begins; nil for other lines.
  init?(beginningAt line: ArraySlice<UInt8>) {
    // Quotation and list marks may stand before a fence.
    let start = line.firstIndex { !Ascii.isBlockPrefix($0) } ?? line.endIndex
    guard start < line.endIndex, line[start] == Ascii.backtick || line[start] == Ascii.tilde else {
      return nil
    }
    mark = line[start]
    let (mark, rest) = (line[start], line[start...])
    count = rest.prefix { $0 == mark }.count
    // A line of back ticks with more of them behind is code in running text.
    guard count >= 3, mark == Ascii.tilde || !rest.dropFirst(count).contains(mark) else {
      return nil
    }
  }

  /// The line that ends it.
  var text: String { String(repeating: Character(Unicode.Scalar(mark)), count: count) }

  /// Whether a line would begin another one like it, with the name of a language.
  func begins(at line: ArraySlice<UInt8>) -> Bool {
    Fence(beginningAt: line).map { $0.mark == mark && $0.count == count } ?? false
  }

  func ends(at line: ArraySlice<UInt8>) -> Bool {
    let start = line.firstIndex { !Ascii.isBlockPrefix($0) } ?? line.endIndex
    let found = line[start...].prefix { $0 == mark }.count
    return found >= count && line[start...].dropFirst(found).allSatisfy(Ascii.isSpace)
  }
}

extension Numbered {
  /// Counts what a line of Markdown opens, without the marks of lists and quotations before it.
  mutating func count(_ line: ArraySlice<UInt8>) {
    let words = Syntax.string(line)
    if words.hasPrefix(": "), endsTable, !words.contains(#/\{#[^}]*\snumber=/#) { tables += 1 }
    endsTable = line.contains(Ascii.bar) || endsTable && line.isEmpty
    var rest = line
    while rest.starts(with: "![".utf8) {
      // One that does not end here goes on in the next line.
      guard let read = try? Syntax.picture(rest, line: 1) else {
        figures += 1
        return
      }
      let picture = read.picture
      if picture.attributes["number"] == nil {
        if picture.scheme == "table" {
          tables += 1
        } else if picture.scheme == "figure" {
          targets.append(picture.target)
        } else {
          figures += 1
        }
      }
      rest = Syntax.trimmed(rest[read.end...])
    }
  }
}

/// Characters that reading knows, as bytes.
enum Ascii {
  static let newline = UInt8(ascii: "\n")
  static let space = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")
  static let backslash = UInt8(ascii: "\\")
  static let backtick = UInt8(ascii: "`")
  static let tilde = UInt8(ascii: "~")
  static let dollar = UInt8(ascii: "$")
  static let bar = UInt8(ascii: "|")
  static let openBrace = UInt8(ascii: "{")
  static let closeBrace = UInt8(ascii: "}")
  static let openBracket = UInt8(ascii: "[")
  static let closeBracket = UInt8(ascii: "]")
  static let closeParenthesis = UInt8(ascii: ")")

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == space || byte == tab || byte == newline || byte == UInt8(ascii: "\r")
  }

  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

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
