import Drawing

/// A paragraph taken apart for breaking: boxes, spaces and places where lines can end.
struct ParagraphItems {
  /// What stands behind an item of the line breaker.
  enum Piece {
    /// A part of a run of text.
    case fragment(Fragment)
    /// A space between words: the index of its look.
    case space(look: Int)
    /// A part of a formula: its index.
    case formula(Int)
    /// A place where a word can be divided.
    case division
    /// Anything that shows nothing.
    case nothing
  }

  /// A part of a run: all of it unless the run's words can be divided.
  struct Fragment {
    /// The index of the run.
    var run: Int
    /// Where it stands in the run's scalars.
    var range: Range<Int>
  }

  /// Text of one look that is shaped at once.
  struct Run {
    var word: SetWord
    var look: TextLook
    /// The note whose mark the run is.
    var note: String?
  }

  private(set) var items: [BreakItem] = []
  private(set) var pieces: [Piece] = []
  private(set) var runs: [Run] = []
  private(set) var formulas: [FormulaPart] = []
  private(set) var looks: [TextLook] = []
  let style: ParagraphStyle
  let setting: TextSetting
  private let width: Double
  /// The items at which words can be divided that need not be.
  private var divisions: [Int] = []
  /// The part whose look is the last.
  private var partOfLook: Int?

  /// The items without the divisions that lines are first tried without.
  var undivided: [BreakItem] {
    var undivided = items
    for index in divisions {
      undivided[index] = .penalty(cost: BreakItem.never)
    }
    return undivided
  }

  /// Takes a paragraph apart.
  ///
  /// - Parameter width: The width of the lines; what is wider can be divided anywhere.
  init(
    _ content: [TextPart], style: ParagraphStyle, setting: TextSetting, width: Double
  ) throws(FontError) {
    self.style = style
    self.setting = setting
    self.width = width
    let units = Units(content)
    let boundaries = TextBoundaries(of: units.text, language: setting.language)
    // A word of English with its space has five letters and a half.
    items.reserveCapacity(units.count / 2)
    pieces.reserveCapacity(units.count / 2)
    runs.reserveCapacity(units.count / 4)
    var index = 0
    while index < units.count {
      let unit = units[index]
      switch unit.scalar {
      case nil:
        switch units.content[unit.part] {
        case .formula(let formula, let link): try appendFormula(formula, link: link)
        case .note(let note): try appendMark(of: note)
        case .text, .lineBreak: break
        }
        index += 1
      case Units.lineEnd:
        for item in BreakItem.finish { append(item, .nothing) }
        index += 1
      case let scalar? where Units.isSpace(scalar):
        let isBreak = scalar == " " && boundaries.canBreak[index + 1]
        try appendSpace(try takeLook(of: unit.part, of: units), canBreak: isBreak)
        index += 1
      default:
        let end = units.endOfRun(from: index) { boundaries.canBreak[$0] }
        try appendRun(units, index..<end)
        index = end
        if end < units.count, boundaries.canBreak[end], !units[end].isSpace {
          append(.penalty(cost: Cost.explicitHyphen, isHyphen: true), .nothing)
        }
      }
    }
    for item in BreakItem.finish { append(item, .nothing) }
  }

  /// What breaks cost, as in plain TeX.
  enum Cost {
    static let hyphen = 50.0
    static let explicitHyphen = 50.0
    /// Within code or an address, after a sign.
    static let sign = 150.0
    /// Anywhere in what is wider than a line.
    static let anywhere = 4000.0
    static let afterRelation = 500.0
    static let afterBinary = 700.0
  }

  /// Makes the look of a part of the paragraph the last.
  private mutating func takeLook(of part: Int, of units: Units) throws(FontError) -> TextLook {
    if let look = looks.last, partOfLook == part { return look }
    let look = try setting.look(of: units.style(of: part), in: style)
    looks.append(look)
    partOfLook = part
    return look
  }

  private mutating func append(_ item: BreakItem, _ piece: Piece) {
    items.append(item)
    pieces.append(piece)
  }

  private mutating func appendSpace(_ look: TextLook, canBreak: Bool) throws(FontError) {
    if !canBreak { append(.penalty(cost: BreakItem.never), .nothing) }
    let width = try setting.shape(" ", look).width
    // Mono-spaced text keeps its columns; others stretch by a half and shrink by a third, the
    // parameters of Computer Modern.
    let extent =
      look.isMono
      ? LineBreaker.Extent(width: width)
      : LineBreaker.Extent(width: width, stretch: width / 2, shrink: width / 3)
    append(extent, .space(look: looks.count - 1))
  }

  /// Appends a space, which changes its width in justified lines only.
  private mutating func append(_ space: LineBreaker.Extent, _ piece: Piece) {
    let isElastic = style.alignment == .justified
    append(
      .glue(
        width: space.width, stretch: isElastic ? space.stretch : 0,
        shrink: isElastic ? space.shrink : 0), piece)
  }

  private mutating func appendMark(of note: String) throws(FontError) {
    let look = try setting.look(of: .mark, in: style)
    let word = try setting.word(note, look)
    runs.append(Run(word: word, look: look, note: note))
    append(
      .box(width: word.shape.width),
      .fragment(Fragment(run: runs.count - 1, range: word.scalars.indices)))
  }

  private mutating func appendFormula(
    _ formula: MathText, link: String?
  ) throws(FontError) {
    for part in try FormulaPart.parts(of: formula, setting.fonts, style, link: link) {
      append(.box(width: part.width), .formula(formulas.count))
      formulas.append(part)
      guard let gap = part.gap else { continue }
      // The space around a relation or operation vanishes when the line ends there.
      append(.penalty(cost: gap.cost), .nothing)
      append(gap.space, .nothing)
    }
  }

  /// Appends a run of text with the places where its words can be divided.
  private mutating func appendRun(_ units: Units, _ range: Range<Int>) throws(FontError) {
    let part = units[range.lowerBound].part
    let look = try takeLook(of: part, of: units)
    var given: [Int] = []
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(range.count)
    for index in range {
      guard let scalar = units[index].scalar else { continue }
      if scalar == Units.softHyphen { given.append(scalars.count) } else { scalars.append(scalar) }
    }
    // Code and addresses are divided at their signs, without a hyphen.
    let hasSigns = units.style(of: part).isVerbatim || units.isAddress(around: range)
    let text = scalars.string
    if let word = setting.known(text, look) {
      return try append(word, look, given: given, hasSigns: hasSigns)
    }
    for part in try setting.partsByFont(text, look) {
      let given = given.map { $0 - part.start }
      try append(part.word, part.look, given: given, hasSigns: hasSigns)
    }
  }

  /// Appends text of one font.
  ///
  /// - Parameters:
  ///   - given: The places at which its writer lets it be divided.
  ///   - hasSigns: Whether it is divided after signs.
  private mutating func append(
    _ word: SetWord, _ look: TextLook, given: [Int], hasSigns: Bool
  ) throws(FontError) {
    let run = runs.count
    runs.append(Run(word: word, look: look))
    let count = word.scalars.count
    let isWide = word.shape.width > width
    var places = given.filter { 0 < $0 && $0 < count }
    let isOptional = style.hyphenates && !hasSigns && places.isEmpty
    if isOptional { places = word.divisions }
    var ends: [(Int, end: BreakItem)] = []
    if !places.isEmpty {
      let hyphen = try setting.shape("-", look).width
      let end = BreakItem.penalty(width: hyphen, cost: Cost.hyphen, isHyphen: true)
      ends = places.map { ($0, end) }
    }
    if hasSigns { ends += signs(in: word.scalars).map { ($0, .penalty(cost: Cost.sign)) } }
    if isWide { ends += (1..<max(count, 1)).map { ($0, .penalty(cost: Cost.anywhere)) } }
    // Of several ways to end at a place the cheapest is the first.
    if hasSigns || isWide { ends.sort { ($0.0, $0.end.cost) < ($1.0, $1.end.cost) } }
    var start = 0
    func fragment(to end: Int) {
      let range = start..<end
      append(
        .box(width: word.shape.width(of: range)), .fragment(Fragment(run: run, range: range)))
      start = end
    }
    for (place, end) in ends where place > start {
      fragment(to: place)
      // A word wider than its line, as in a table, is divided at once.
      if end.isHyphen, isOptional, !isWide { divisions.append(items.count) }
      append(end, end.isHyphen ? .division : .nothing)
    }
    if count > start { fragment(to: count) }
  }

  /// The places after signs of code and addresses, but not between two of them.
  private func signs(in text: [Unicode.Scalar]) -> [Int] {
    let signs = "/_.?&=#:;,-+*()[]{}<>|@%~".unicodeScalars
    return text.indices.dropFirst(2).dropLast(1).filter {
      signs.contains(text[$0 - 1]) && !signs.contains(text[$0])
    }
  }
}

/// A paragraph as single characters and objects, its spaces collapsed.
private struct Units {
  struct Unit {
    /// nil for a formula and for the mark of a note.
    var scalar: Unicode.Scalar?
    /// The part of the paragraph that it comes from.
    var part: Int

    var isSpace: Bool { scalar.map(Units.isSpace) ?? false }
  }

  static let lineEnd: Unicode.Scalar = "\u{2028}"
  static let softHyphen: Unicode.Scalar = "\u{AD}"

  let content: [TextPart]
  private var units: [Unit] = []
  var count: Int { units.count }
  subscript(index: Int) -> Unit { units[index] }

  static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\u{A0}" }

  init(_ content: [TextPart]) {
    self.content = content
    for (part, inline) in content.enumerated() {
      switch inline {
      case .text(let text, _):
        for scalar in text.unicodeScalars { append(Unit(scalar: scalar, part: part)) }
      case .formula, .note: units.append(Unit(scalar: nil, part: part))
      case .lineBreak:
        dropSpace()
        units.append(Unit(scalar: Units.lineEnd, part: part))
      }
    }
    dropSpace()
  }

  /// The style of a part of the paragraph.
  func style(of part: Int) -> TextStyle {
    if case .text(_, let style) = content[part] { style } else { .regular }
  }

  private mutating func append(_ unit: Unit) {
    switch unit.scalar {
    case " ", "\n", "\t", "\r":
      // Spaces at the start of a line or after another vanish.
      guard let last = units.last, last.scalar != " ", last.scalar != Units.lineEnd else { return }
      units.append(Unit(scalar: " ", part: unit.part))
    default: units.append(unit)
    }
  }

  private mutating func dropSpace() {
    if units.last?.scalar == " " { units.removeLast() }
  }

  /// The text for finding line breaks; formulas and marks stand in it as letters, so that
  /// punctuation and suffixes stay with them.
  var text: String { units.map { $0.scalar ?? "x" }.string }

  /// Whether the word around some text is an address, a path or the name of a file: a hyphen would be a
  /// sign of it.
  func isAddress(around range: Range<Int>) -> Bool {
    func sign(_ index: Int) -> Unicode.Scalar? {
      guard (0..<count).contains(index), let scalar = units[index].scalar,
        !Units.isSpace(scalar), scalar != Units.lineEnd
      else { return nil }
      return scalar
    }
    var start = range.lowerBound
    while sign(start - 1) != nil { start -= 1 }
    var slashes = 0
    var index = start
    while let scalar = sign(index) {
      switch scalar {
      case "@", "\\": return index > start || scalar == "\\"
      case "/": slashes += 1
      case "." where index > start:
        // Between letters or digits, not at the end of a sentence or of a shortened word.
        let (before, after) = (sign(index - 1), sign(index + 1))
        if let before, let after,
          before.properties.isAlphabetic || before.properties.numericType != nil,
          after.properties.isAlphabetic && index - start > 2
        {
          return true
        }
      default: break
      }
      index += 1
    }
    return slashes > 1
  }

  /// Where the text of one style ends, or a line can.
  func endOfRun(from start: Int, canBreak: (Int) -> Bool) -> Int {
    let part = units[start].part
    func isOfStyle(_ other: Int) -> Bool { other == part || style(of: other) == style(of: part) }
    var end = start + 1
    while end < count, let scalar = units[end].scalar, !Units.isSpace(scalar),
      scalar != Units.lineEnd, !canBreak(end) || units[end - 1].scalar == Units.softHyphen,
      isOfStyle(units[end].part)
    { end += 1 }
    return end
  }
}

extension Collection<Unicode.Scalar> {
  /// The scalars as text.
  var string: String {
    // Short words need no memory of their own: scalar for scalar they would take it.
    String(unsafeUninitializedCapacity: reduce(0) { $0 + UTF8.width($1) }) { bytes in
      var count = 0
      for scalar in self {
        for byte in scalar.utf8 {
          bytes[count] = byte
          count += 1
        }
      }
      return count
    }
  }
}
