/// How much of everything a source can hold, so that any source is read and set in a short time.
///
/// The counts are checked before Markdown is read; no limit is a time.
struct SourceLimits {
  /// What is counted.
  enum Item: Int, CaseIterable {
    case brackets, dollars, numbers, citations, pictures, marks
    case lines, bytes, headings, cells, stars, angles, backticks, depth

    /// The most that a source can have, and what it is called.
    var limit: (count: Int, name: String, advice: String) {
      switch self {
      case .brackets: (5_000, "brackets '['", "split it")
      case .dollars: (10_000, "dollar signs", "split it")
      case .numbers: (5_000, "numbers '{{'", "split it")
      case .citations: (2_000, "keys of citations", "split it")
      case .pictures: (200, "pictures '!['", "split it")
      case .marks: (2_000, "block marks ':::'", "split it")
      case .lines: (4_000, "lines that are not empty", "split it")
      case .bytes: (400_000, "bytes in lines that are not empty", "split it")
      case .headings: (1_000, "headings and rules", "split it")
      case .cells: (10_000, "bars '|'", "split it, or its tables")
      case .stars: (20_000, "characters '*' and '_'", "split it")
      case .angles: (5_000, "characters '<'", "split it")
      case .backticks: (20_000, "back ticks", "split it")
      case .depth:
        (
          20_000, "levels of quotations and steps of two spaces, over all lines",
          "nest less, or split it"
        )
      }
    }
  }

  /// How many there are of each item so far.
  private var counts = [Int](repeating: 0, count: Item.allCases.count)
  /// The most bytes between two spaces, formulas included.
  static let longestWord = 5_000
  /// The most bytes between two empty lines.
  static let longestParagraph = 100_000

  /// Counts one more, or several.
  ///
  /// - Throws: `LineError` for the first one too many.
  mutating func count(_ item: Item, _ line: Int, by number: Int = 1) throws(LineError) {
    counts[item.rawValue] += number
    let limit = item.limit
    guard counts[item.rawValue] <= limit.count else {
      throw LineError(
        line, "the source has more than \(limit.count) \(limit.name); \(limit.advice)")
    }
  }

  /// Counts what a source has line by line, before anything in it is read.
  ///
  /// - Throws: `LineError` for the first line, word or paragraph over a limit.
  mutating func survey(
    _ lines: [ArraySlice<UInt8>], firstLine: Int
  ) throws(LineError) {
    var paragraph = 0
    for (index, text) in lines.enumerated() {
      let line = firstLine + index
      guard let start = text.firstIndex(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else {
        paragraph = 0
        continue
      }
      paragraph += text.count
      guard paragraph <= SourceLimits.longestParagraph else {
        throw LineError(
          line,
          "more than \(SourceLimits.longestParagraph) bytes stand without an empty line between; "
            + "divide them")
      }
      try count(.lines, line)
      try count(.bytes, line, by: text.count)
      try survey(text, from: start, line)
    }
  }

  /// Counts the marks of one line.
  private mutating func survey(
    _ text: ArraySlice<UInt8>, from start: Int, _ line: Int
  ) throws(LineError) {
    let prefix = text[start...].prefix { $0 == UInt8(ascii: ">") || $0 == 0x20 }
    let levels = prefix.count { $0 == UInt8(ascii: ">") } + (start - text.startIndex) / 2
    try count(.depth, line, by: levels)
    // A line of = or - under another makes that a heading.
    let first = text[start]
    let underlines = first == UInt8(ascii: "=") || first == UInt8(ascii: "-")
    if text[prefix.endIndex...].first == UInt8(ascii: "#")
      || underlines && text[start...].allSatisfy({ $0 == first || $0 == 0x20 })
    {
      try count(.headings, line)
    }
    var marks = SIMD16<Int32>.zero
    var word = 0
    var before: UInt8 = 0
    for byte in text[start...] {
      word = byte == 0x20 || byte == 0x09 ? 0 : word + 1
      guard word <= SourceLimits.longestWord else {
        throw LineError(
          line,
          "more than \(SourceLimits.longestWord) bytes stand without a space between; divide them")
      }
      switch byte {
      case 0: throw LineError(line, "a NUL character stands in the text; remove it")
      case Ascii.bar: marks[Item.cells.rawValue] += 1
      case UInt8(ascii: "*"), UInt8(ascii: "_"): marks[Item.stars.rawValue] += 1
      case UInt8(ascii: "<"): marks[Item.angles.rawValue] += 1
      case Ascii.backtick: marks[Item.backticks.rawValue] += 1
      case Ascii.dollar: marks[Item.dollars.rawValue] += 1
      case Ascii.openBrace where before == byte: marks[Item.numbers.rawValue] += 1
      case Ascii.openBracket:
        marks[Item.brackets.rawValue] += 1
        if before == UInt8(ascii: "!") { marks[Item.pictures.rawValue] += 1 }
      default: break
      }
      before = byte
    }
    // In one order, so that of two limits always the same is named.
    for item in [Item.cells, .stars, .angles, .backticks, .dollars, .numbers, .brackets, .pictures]
    {
      let number = marks[item.rawValue]
      if number > 0 { try count(item, line, by: Int(number)) }
    }
  }
}
