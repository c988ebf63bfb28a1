import Drawing

/// A paragraph taken apart for breaking: boxes, spaces and places where lines can end.
struct ParagraphItems {
  /// What stands behind an item of the line breaker.
  enum Piece {
    /// A part of a run of text.
    case fragment(Fragment)
    /// A space between words, in the look of the text around.
    case space(TextLook)
    /// A part of a formula.
    case formula(FormulaPart)
    /// A place where a word can be divided.
    case division
    /// A place where a line can end within a run, without a hyphen.
    case seam
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
    var scalars: [Unicode.Scalar]
    var text: String
    var look: TextLook
    var shape: TextShape
    /// The note whose mark the run is.
    var note: String?
  }

  private(set) var items: [BreakItem] = []
  private(set) var pieces: [Piece] = []
  private(set) var runs: [Run] = []
  let style: ParagraphStyle
  let setting: TextSetting
  private let width: Double
  /// The items at which words can be divided that need not be.
  private var divisions: [Int] = []
  /// The look of the last style that was asked for.
  private var known: (style: TextStyle, look: TextLook)?

  /// The items without the divisions that lines are first tried without.
  var undivided: [BreakItem] {
    var undivided = items
    for index in divisions {
      undivided[index] = .penalty(width: 0, cost: BreakItem.never, isHyphen: false)
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
    let units = Units(content, style: style)
    let boundaries = TextBoundaries(of: units.text, language: setting.language)
    var index = 0
    while index < units.count {
      switch units[index] {
      case .scalar(let scalar, _) where scalar == Units.lineEnd:
        for item in BreakItem.finish { append(item, .nothing) }
        index += 1
      case .scalar(let scalar, let style) where Units.isSpace(scalar):
        let isBreak = scalar == " " && boundaries.canBreak[index + 1]
        try appendSpace(try look(of: units.styles[style]), canBreak: isBreak)
        index += 1
      case .scalar:
        let end = units.endOfRun(from: index) { boundaries.canBreak[$0] }
        try appendRun(units, index..<end)
        index = end
        if end < units.count, boundaries.canBreak[end], !units[end].isSpace {
          append(.penalty(width: 0, cost: Cost.explicitHyphen, isHyphen: true), .nothing)
        }
      case .formula(let formula, let link):
        try appendFormula(formula, link: link)
        index += 1
      case .note(let note):
        try appendMark(of: note)
        index += 1
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

  private mutating func look(of style: TextStyle) throws(FontError) -> TextLook {
    if let known, known.style == style { return known.look }
    let look = try setting.look(of: style, in: self.style)
    known = (style, look)
    return look
  }

  private mutating func append(_ item: BreakItem, _ piece: Piece) {
    items.append(item)
    pieces.append(piece)
  }

  private mutating func appendSpace(_ look: TextLook, canBreak: Bool) throws(FontError) {
    if !canBreak { append(.penalty(width: 0, cost: BreakItem.never, isHyphen: false), .nothing) }
    let width = try setting.shape(" ", look).width
    // Mono-spaced text keeps its columns; others stretch by a half and shrink by a third, the
    // parameters of Computer Modern.
    let isElastic = style.alignment == .justified && !look.isMono
    append(
      .glue(
        width: width, stretch: isElastic ? width / 2 : 0, shrink: isElastic ? width / 3 : 0),
      .space(look))
  }

  private mutating func appendMark(of note: String) throws(FontError) {
    let look = try look(of: .mark)
    let shape = try setting.shape(note, look)
    let scalars = Array(note.unicodeScalars)
    runs.append(Run(scalars: scalars, text: note, look: look, shape: shape, note: note))
    append(
      .box(width: shape.width), .fragment(Fragment(run: runs.count - 1, range: scalars.indices)))
  }

  private mutating func appendFormula(
    _ formula: MathText, link: String?
  ) throws(FontError) {
    for part in try FormulaPart.parts(of: formula, setting.fonts, style, link: link) {
      append(.box(width: part.width), .formula(part))
      guard let gap = part.gap else { continue }
      // The space around a relation or operation vanishes when the line ends there.
      append(.penalty(width: 0, cost: gap.cost, isHyphen: false), .nothing)
      let isElastic = style.alignment == .justified
      append(
        .glue(
          width: gap.width, stretch: isElastic ? gap.stretch : 0,
          shrink: isElastic ? gap.shrink : 0), .nothing)
    }
  }

  /// Appends a run of text with the places where its words can be divided.
  private mutating func appendRun(
    _ units: Units, _ range: Range<Int>
  ) throws(FontError) {
    guard case .scalar(_, let styleIndex) = units[range.lowerBound] else { return }
    let textStyle = units.styles[styleIndex]
    let look = try look(of: textStyle)
    var scalars: [Unicode.Scalar] = []
    var given: [Int] = []
    for index in range {
      guard case .scalar(let scalar, _) = units[index] else { continue }
      if scalar == Units.softHyphen { given.append(scalars.count) } else { scalars.append(scalar) }
    }
    let isAddress = units.isAddress(around: range)
    for part in try setting.partsByFont(scalars, look) {
      let text = Array(scalars[part.range])
      let string = text.string
      let shape = try setting.shape(string, part.look)
      runs.append(Run(scalars: text, text: string, look: part.look, shape: shape))
      var places = given.map { $0 - part.range.lowerBound }.filter { 0 < $0 && $0 < text.count }
      let isWide = shape.width > width
      let isOptional =
        style.hyphenates && !textStyle.isVerbatim && !isAddress && places.isEmpty
      if isOptional { places = setting.divisions(of: text) }
      let hyphen = places.isEmpty ? 0 : try setting.shape("-", part.look).width
      var ends = places.map { (place: $0, end: BreakEnd.hyphen) }
      if textStyle.isVerbatim || isAddress {
        ends += signs(in: text).map { (place: $0, end: BreakEnd.sign) }
      }
      if isWide {
        ends += (1..<max(text.count, 1)).map { (place: $0, end: BreakEnd.anywhere) }
      }
      // Of several ways to end at a place the cheapest is the first.
      ends.sort { ($0.place, $0.end.rawValue) < ($1.place, $1.end.rawValue) }
      var start = 0
      for (place, end) in ends + [(text.count, .anywhere)] where place > start {
        let fragment = Fragment(run: runs.count - 1, range: start..<place)
        append(.box(width: shape.width(of: fragment.range)), .fragment(fragment))
        if place < text.count {
          switch end {
          case .hyphen:
            // A word wider than its line, as in a table, is divided at once.
            if isOptional, !isWide { divisions.append(items.count) }
            append(.penalty(width: hyphen, cost: Cost.hyphen, isHyphen: true), .division)
          case .sign: append(.penalty(width: 0, cost: Cost.sign, isHyphen: false), .seam)
          case .anywhere: append(.penalty(width: 0, cost: Cost.anywhere, isHyphen: false), .seam)
          }
        }
        start = place
      }
    }
  }

  /// How a line can end within a run, from the best way on.
  private enum BreakEnd: Int { case hyphen, sign, anywhere }

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
  enum Unit {
    /// A character and the index of its style.
    case scalar(Unicode.Scalar, Int)
    case formula(MathText, link: String?)
    case note(String)

    var isSpace: Bool {
      if case .scalar(let scalar, _) = self { Units.isSpace(scalar) } else { false }
    }
  }

  static let lineEnd: Unicode.Scalar = "\u{2028}"
  static let softHyphen: Unicode.Scalar = "\u{AD}"

  private var units: [Unit] = []
  private(set) var styles: [TextStyle] = []
  var count: Int { units.count }
  subscript(index: Int) -> Unit { units[index] }

  static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\u{A0}" }

  init(_ content: [TextPart], style: ParagraphStyle) {
    for inline in content {
      switch inline {
      case .text(let text, let style):
        let index = index(of: style)
        for scalar in text.unicodeScalars { append(scalar, index) }
      case .formula(let formula, let link): units.append(.formula(formula, link: link))
      case .note(let note): units.append(.note(note))
      case .lineBreak:
        dropSpace()
        units.append(.scalar(Units.lineEnd, index(of: .regular)))
      }
    }
    dropSpace()
  }

  private mutating func index(of style: TextStyle) -> Int {
    if let index = styles.firstIndex(of: style) { return index }
    styles.append(style)
    return styles.count - 1
  }

  private mutating func append(_ scalar: Unicode.Scalar, _ style: Int) {
    switch scalar {
    case " ", "\n", "\t", "\r":
      // Spaces at the start of a line or after another vanish.
      guard let last = units.last else { return }
      if case .scalar(let before, _) = last, before == " " || before == Units.lineEnd { return }
      units.append(.scalar(" ", style))
    default: units.append(.scalar(scalar, style))
    }
  }

  private mutating func dropSpace() {
    if case .scalar(" ", _)? = units.last { units.removeLast() }
  }

  /// The text for finding line breaks; formulas and marks stand in it as letters, so that
  /// punctuation and suffixes stay with them.
  var text: String {
    var scalars = String.UnicodeScalarView()
    for unit in units {
      if case .scalar(let scalar, _) = unit { scalars.append(scalar) } else { scalars.append("x") }
    }
    return String(scalars)
  }

  /// Whether the word around some text is an address, a path or the name of a file: a hyphen would be a
  /// sign of it.
  func isAddress(around range: Range<Int>) -> Bool {
    func sign(_ index: Int) -> Unicode.Scalar? {
      guard (0..<count).contains(index), case .scalar(let scalar, _) = units[index],
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
    guard case .scalar(_, let style) = units[start] else { return start }
    var end = start + 1
    while end < count, case .scalar(let scalar, style) = units[end], !Units.isSpace(scalar),
      scalar != Units.lineEnd, !canBreak(end) || units[end - 1].isSoftHyphen
    { end += 1 }
    return end
  }
}

extension Units.Unit {
  fileprivate var isSoftHyphen: Bool {
    if case .scalar(Units.softHyphen, _) = self { true } else { false }
  }
}

extension Collection<Unicode.Scalar> {
  /// The scalars as text.
  var string: String {
    var view = String.UnicodeScalarView()
    for scalar in self { view.append(scalar) }
    return String(view)
  }
}
