/// What a command does.
enum Command: Hashable, Sendable {
  case symbol(Unicode.Scalar, AtomClass, MathAtom.Limits)
  case greek(Unicode.Scalar)
  case function(MathAtom.Limits)
  case accent(Unicode.Scalar, isWide: Bool)
  case alphabet(MathAlphabet)
  case text(Nucleus.Text.Face)
  case space(MathSpace.Width)
  case givenSpace
  case style(MathStyle.Level)
  case fraction(hasRule: Bool, MathStyle.Level?)
  case continuedFraction
  /// Between what stands above and below, in braces: `{n \choose k}`.
  case infix(hasRule: Bool)
  case root
  case sized(Int, AtomClass)
  case stretched(Nucleus.Stretched.Mark, isOver: Bool, takesLabel: Bool)
  case stack(over: Bool, relation: Bool)
  case arrow(Unicode.Scalar)
  case classed(AtomClass)
  case phantom(isDrawn: Bool, width: Bool, height: Bool)
  case operatorName
  case dots
  case substack
  case begin
  case boxed
  case left
  case not
  case tag
  case newCommand
  case newOperator
  case limits(MathAtom.Limits)
  /// Accepted and without effect on the page, as `\nonumber`.
  case ignored
  /// Has meaning only inside another construct, which reads it itself: `\right`, `\\`.
  case part
}

extension Command {
  /// Commands under one heading.
  struct Group: Sendable {
    var title: String
    var commands: [(name: String, command: Command)]
  }

  /// Every command, under the headings of the language's summary.
  static let groups: [Group] = [letters, functions] + symbols + structures

  /// Every command by its name.
  static let all = Dictionary(
    groups.flatMap(\.commands).map { ($0.name, $0.command) }, uniquingKeysWith: { $1 })

  private static let letters = Group(
    title: "Greek letters", commands: pairs(Symbols.greek).map { ($0.name, .greek($0.scalar)) })

  private static let functions = Group(
    title: "functions",
    commands: names(Symbols.functions).map { ($0, .function(.never)) }
      + names(Symbols.functionsWithLimits).map { ($0, .function(.inDisplay)) })

  private static let symbols = Symbols.tables.map { table in
    Group(
      title: table.title,
      commands: pairs(table.pairs).map {
        ($0.name, .symbol($0.scalar, table.atomClass, table.limits))
      })
  }

  static func pairs(_ table: String) -> [(name: String, scalar: Unicode.Scalar)] {
    let words = names(table)
    return stride(from: 0, to: words.count - 1, by: 2).compactMap { index in
      words[index + 1].unicodeScalars.first.map { (words[index], $0) }
    }
  }

  private static func names(_ table: String) -> [String] {
    table.split { $0 == " " || $0 == "\n" }.map(String.init)
  }
}

extension Command.Group {
  fileprivate init(title: String, table: KeyValuePairs<String, Command>) {
    self.init(title: title, commands: table.map { ($0.key, $0.value) })
  }
}

extension Command {
  private static let structures = [
    escapedCharacters, alphabets, text, accents, aboveAndBelow, fractionsAndRoots,
    growingDelimiters, rowsAndColumns, spaces, stylesAndClasses,
  ]

  private static let escapedCharacters = Group(
    title: "escaped characters",
    table: [
      "{": .symbol("{", .opening, .never), "}": .symbol("}", .closing, .never),
      "|": .symbol("‖", .ordinary, .never), "#": .symbol("#", .ordinary, .never),
      "$": .symbol("$", .ordinary, .never), "%": .symbol("%", .ordinary, .never),
      "&": .symbol("&", .ordinary, .never), "_": .symbol("_", .ordinary, .never),
    ])

  private static let alphabets = Group(
    title: "alphabets",
    table: [
      "mathrm": .alphabet(.upright), "mathit": .alphabet(.italic), "mathbf": .alphabet(.bold),
      "boldsymbol": .alphabet(.boldItalic), "bm": .alphabet(.boldItalic),
      "mathbb": .alphabet(.doubleStruck), "mathcal": .alphabet(.calligraphic),
      "mathscr": .alphabet(.calligraphic), "mathfrak": .alphabet(.fraktur),
      "mathsf": .alphabet(.sans), "mathtt": .alphabet(.mono), "pmb": .alphabet(.boldItalic),
      "symrm": .alphabet(.upright), "symit": .alphabet(.italic), "symbf": .alphabet(.bold),
      "symbfit": .alphabet(.boldItalic), "symbb": .alphabet(.doubleStruck),
      "symcal": .alphabet(.calligraphic), "symfrak": .alphabet(.fraktur),
      "symsf": .alphabet(.sans), "symtt": .alphabet(.mono),
    ])

  private static let text = Group(
    title: "text",
    table: [
      "text": .text(.regular), "textrm": .text(.regular), "mbox": .text(.regular),
      "textit": .text(.italic), "textbf": .text(.bold), "textsf": .text(.sans),
      "texttt": .text(.mono), "operatorname": .operatorName, "tag": .tag,
    ])

  private static let accents = Group(
    title: "accents",
    table: [
      "hat": .accent("\u{302}", isWide: false), "tilde": .accent("\u{303}", isWide: false),
      "bar": .accent("\u{304}", isWide: false), "dot": .accent("\u{307}", isWide: false),
      "ddot": .accent("\u{308}", isWide: false), "dddot": .accent("\u{20DB}", isWide: false),
      "vec": .accent("\u{20D7}", isWide: false), "check": .accent("\u{30C}", isWide: false),
      "breve": .accent("\u{306}", isWide: false), "acute": .accent("\u{301}", isWide: false),
      "grave": .accent("\u{300}", isWide: false), "mathring": .accent("\u{30A}", isWide: false),
      "widehat": .accent("\u{302}", isWide: true), "widetilde": .accent("\u{303}", isWide: true),
      "widecheck": .accent("\u{30C}", isWide: true),
    ])

  private static let aboveAndBelow = Group(
    title: "above and below",
    table: [
      "overline": .stretched(.line, isOver: true, takesLabel: false),
      "underline": .stretched(.line, isOver: false, takesLabel: false),
      "overbrace": .stretched(.brace, isOver: true, takesLabel: true),
      "underbrace": .stretched(.brace, isOver: false, takesLabel: true),
      "overbracket": .stretched(.bracket, isOver: true, takesLabel: true),
      "underbracket": .stretched(.bracket, isOver: false, takesLabel: true),
      "overparen": .stretched(.paren, isOver: true, takesLabel: true),
      "underparen": .stretched(.paren, isOver: false, takesLabel: true),
      "overrightarrow": .stretched(.rightArrow, isOver: true, takesLabel: false),
      "overleftarrow": .stretched(.leftArrow, isOver: true, takesLabel: false),
      "underrightarrow": .stretched(.rightArrow, isOver: false, takesLabel: false),
      "underleftarrow": .stretched(.leftArrow, isOver: false, takesLabel: false),
      "overset": .stack(over: true, relation: false),
      "underset": .stack(over: false, relation: false),
      "stackrel": .stack(over: true, relation: true), "xrightarrow": .arrow("→"),
      "xleftarrow": .arrow("←"), "xRightarrow": .arrow("⇒"), "xLeftarrow": .arrow("⇐"),
      "xleftrightarrow": .arrow("↔"), "xmapsto": .arrow("↦"), "xhookrightarrow": .arrow("↪"),
      "xhookleftarrow": .arrow("↩"), "limits": .limits(.always), "nolimits": .limits(.never),
      "displaylimits": .limits(.inDisplay),
    ])

  private static let fractionsAndRoots = Group(
    title: "fractions and roots",
    table: [
      "frac": .fraction(hasRule: true, nil), "dfrac": .fraction(hasRule: true, .display),
      "tfrac": .fraction(hasRule: true, .text), "cfrac": .continuedFraction,
      "binom": .fraction(hasRule: false, nil),
      "dbinom": .fraction(hasRule: false, .display), "tbinom": .fraction(hasRule: false, .text),
      "choose": .infix(hasRule: false), "over": .infix(hasRule: true), "sqrt": .root,
    ])

  private static let growingDelimiters = Group(
    title: "growing delimiters",
    table: [
      "left": .left, "middle": .part, "right": .part,
      "big": .sized(1, .ordinary), "bigl": .sized(1, .opening), "bigr": .sized(1, .closing),
      "bigm": .sized(1, .relation), "Big": .sized(2, .ordinary), "Bigl": .sized(2, .opening),
      "Bigr": .sized(2, .closing), "Bigm": .sized(2, .relation), "bigg": .sized(3, .ordinary),
      "biggl": .sized(3, .opening), "biggr": .sized(3, .closing), "biggm": .sized(3, .relation),
      "Bigg": .sized(4, .ordinary), "Biggl": .sized(4, .opening), "Biggr": .sized(4, .closing),
      "Biggm": .sized(4, .relation),
    ])

  private static let rowsAndColumns = Group(
    title: "rows and columns",
    table: [
      "begin": .begin, "end": .part, "\\": .part, "substack": .substack,
      "hline": .part, "boxed": .boxed,
    ])

  private static let spaces = Group(
    title: "spaces",
    table: [
      ",": .space(.mu(3)), "thinspace": .space(.mu(3)), ":": .space(.mu(4)), ">": .space(.mu(4)),
      "medspace": .space(.mu(4)), ";": .space(.mu(5)), "thickspace": .space(.mu(5)),
      "!": .space(.mu(-3)), "negthinspace": .space(.mu(-3)), "enspace": .space(.em(0.5)),
      "quad": .space(.em(1)), "qquad": .space(.em(2)), " ": .space(.word), "hspace": .givenSpace,
      "mspace": .givenSpace, "kern": .givenSpace, "mkern": .givenSpace, "hskip": .givenSpace,
      "mskip": .givenSpace, "phantom": .phantom(isDrawn: false, width: true, height: true),
      "hphantom": .phantom(isDrawn: false, width: true, height: false),
      "vphantom": .phantom(isDrawn: false, width: false, height: true),
      "smash": .phantom(isDrawn: true, width: true, height: false),
    ])

  private static let stylesAndClasses = Group(
    title: "styles and classes",
    table: [
      "displaystyle": .style(.display), "textstyle": .style(.text), "scriptstyle": .style(.script),
      "scriptscriptstyle": .style(.scriptScript), "mathord": .classed(.ordinary),
      "mathop": .classed(.op), "mathbin": .classed(.binary), "mathrel": .classed(.relation),
      "mathopen": .classed(.opening), "mathclose": .classed(.closing),
      "mathpunct": .classed(.punctuation), "mathinner": .classed(.inner), "dots": .dots,
      "not": .not, "newcommand": .newCommand, "renewcommand": .newCommand,
      "providecommand": .newCommand, "DeclareMathOperator": .newOperator, "nonumber": .ignored,
      "notag": .ignored,
    ])
}
