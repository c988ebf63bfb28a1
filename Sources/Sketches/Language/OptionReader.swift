import Records

/// What stands behind the verb of a line that draws: colours, lines, words, in any order.
extension LineReader {
  /// What follows the verb: colours, lines, words, in any order.
  mutating func options(_ drawing: inout Drawing) throws(Fault) {
    while words.next.kind != .end {
      let place = words.here
      switch words.next.kind {
      case .string(let text):
        if drawing.caption != nil {
          throw Fault(
            place, "a drawing has one label; write another with: label \"words\" at (1, 2)")
        }
        try words.take()
        drawing.caption = Caption(text: text, place: place)
      case .name("series"):
        try words.take()
        guard case .number(let value) = words.next.kind, (1...8).contains(value),
          value == value.rounded()
        else { throw fault("a series has a number from 1 to 8; write: series 1") }
        try words.take()
        try set(&drawing, .series(Int(value)), place)
      case .name(let word): try option(word, place, &drawing)
      case .sign(","):
        var ahead = words
        let isAdjacent = words.isAdjacent
        try ahead.take()
        if isAdjacent, ahead.isAdjacent, case .number = ahead.next.kind {
          throw Fault(place, "numbers have a decimal point; write 0.1")
        }
        throw Fault(place, "options are parted by spaces; remove the comma")
      case .sign("="):
        throw Fault(
          place,
          drawing.word == "implicit"
            ? "a curve has one '='; write each on a line of its own"
            : "'=' has no meaning here; options stand alone, as in: red thick")
      case .sign("(") where drawing.caption != nil && drawing.caption?.at == nil:
        throw Fault(place, "'at' is missing before the place of the words; write: at (1, 2)")
      case .number:
        var ahead = words
        let number = try ahead.take()
        if case .name(let word) = ahead.next.kind, Self.stepWords.contains(word) {
          throw Fault(
            place,
            "the word stands before its number; write: \(word) "
              + words.piece(from: number.start, to: number.end))
        }
        if drawing.word == "histogram" {
          throw Fault(place, "'bins' is missing before their number; write: histogram x bins 30")
        }
        throw Fault(place, "\(shown(words.next)) is not expected here; remove it")
      default:
        throw misplaced(after: drawing.lastFormula)
          ?? Fault(place, "\(shown(words.next)) is not expected here; remove it")
      }
    }
    if case .descend(_, _, let rule) = drawing.verb { try check(rule) }
    if case .label = drawing.verb, drawing.caption?.at == nil {
      throw Fault(
        drawing.caption?.place ?? drawing.place, "a label needs a place; write: at (1, 2)")
    }
    if case .recolour = drawing.verb, drawing.ink == nil {
      throw fault("recolour needs a colour; write one of \(Ink.words.joined(separator: ", "))")
    }
  }

  private func set(_ drawing: inout Drawing, _ ink: Ink, _ place: Place) throws(Fault) {
    guard drawing.ink == nil else { throw Fault(place, "a drawing has one colour; leave one out") }
    drawing.ink = ink
  }

  private mutating func option(
    _ word: String, _ place: Place, _ drawing: inout Drawing
  ) throws(Fault) {
    let spelled = ["gray": "grey", "black": "ink", "violet": "purple"][word] ?? word
    if Ink.words.contains(spelled) {
      try words.take()
      return try set(&drawing, .named(spelled), place)
    }
    if let mark = Drawing.Mark(rawValue: word) {
      for pair in [[Drawing.Mark.thick, .thin], [.dashed, .dotted]] where pair.contains(mark) {
        guard drawing.marks.isDisjoint(with: Set(pair).subtracting([mark])) else {
          throw Fault(
            place, "a line is \(pair[0].rawValue) or \(pair[1].rawValue); leave one out")
        }
      }
      guard drawing.known.contains(mark) else {
        throw Fault(place, drawing.unknown(mark))
      }
      try words.take()
      drawing.marks.insert(mark)
      return
    }
    if let side = Caption.Side(rawValue: word) {
      guard drawing.caption != nil else {
        throw Fault(place, "'\(word)' is where a label stands; write the label's words before it")
      }
      try words.take()
      drawing.caption?.sides.append(side)
      return
    }
    if word == "at", drawing.caption != nil {
      guard drawing.caption?.at == nil else {
        throw Fault(place, "a label has one place; leave one out")
      }
      try words.take()
      drawing.caption?.at = try words.pair("(1, 2)")
      return
    }
    if word == "at", drawing.caption == nil, !["levels", "node", "layer"].contains(drawing.word) {
      throw Fault(place, "'at' follows the words that stand there; write \"words\" at (1, 2)")
    }
    guard try late(word, &drawing) else { throw Fault(place, unknownOption(word, drawing)) }
  }

  /// Takes what belongs to the verb where it stands behind options.
  private mutating func late(_ word: String, _ drawing: inout Drawing) throws(Fault) -> Bool {
    switch (drawing.verb, word) {
    case (.descend(let field, let points, var rule), _) where Self.stepWords.contains(word):
      try steps(&rule)
      drawing.verb = .descend(field, from: points, rule)
    case (.flow(let field, let points, nil), "mirror"):
      try words.take()
      drawing.verb = .flow(field, from: points, mirror: try words.expression())
    case (.surface(let field, nil), "view"):
      drawing.verb = .surface(field, view: try view())
    case (.histogram(let column, nil), "bins"):
      try words.take()
      drawing.verb = .histogram(column, bins: try words.expression())
    case (.graph(let formula, nil), "over"):
      try words.take()
      drawing.verb = .graph(formula, over: try words.range())
    case (.columns(.points, _), "label"):
      guard drawing.namesColumn == nil else {
        throw fault("points have one column of names; leave one out")
      }
      try words.take()
      drawing.namesColumn = try column()
    case (.columns, "where"), (.histogram, "where"), (.density, "where"):
      guard drawing.rows.isEmpty else {
        throw fault("'where' stands twice; write 'and' between the conditions")
      }
      try words.take()
      drawing.rows = try rowConditions()
    case (.connect(let from, let to, false), "all"),
      (.connect(let from, let to, false), "matching"):
      try words.take()
      drawing.verb = .connect(from, to, isMatching: word == "matching")
    default: return false
    }
    return true
  }

  /// The two angles of a view; nil where none is said.
  mutating func view() throws(Fault) -> Pair? {
    guard try words.take(word: "view") else { return nil }
    let place = words.here
    let first = try words.expression()
    try words.demand(sign: ",", "a view has two angles; write: view -60, 30")
    return Pair(x: first, y: try words.expression(), place: place)
  }

  private func unknownOption(_ word: String, _ drawing: Drawing) -> String {
    let shown = printable(word)
    let own: [String: [String]] = [
      "levels": ["at"], "flow": ["from", "mirror"], "curve": ["over"], "histogram": ["bins"],
      "descend": ["from"] + Self.stepWords, "surface": ["view"], "connect": ["all", "matching"],
      "boxes": ["by"], "points": ["label"],
    ]
    let verbWords = own[drawing.word] ?? []
    let sides = drawing.caption == nil ? [] : Caption.Side.allCases.map(\.rawValue) + ["at"]
    let marks = Drawing.Mark.allCases.filter(drawing.known.contains).map(\.rawValue)
    let options =
      verbWords + (drawing.isOfRows ? ["where"] : []) + Ink.words + ["series"] + marks
      + Caption.Side.allCases.map(\.rawValue)
    var meant = [
      "green": "teal", "yellow": "orange", "pink": "purple", "bold": "thick", "filled": "fill",
      "top": "above", "bottom": "below", "crosses": "cross", "arrows": "arrow", "under": "below",
      "over": "above", "solid": "thick", "lw": "thick", "linewidth": "thick", "thickness": "thick",
      "width": "thick", "ls": "dashed", "linestyle": "dashed", "markers": "dots", "scatter": "dots",
      "dash": "dashed", "dot": "dotted", "heavy": "thick", "north": "above", "south": "below",
      "east": "right", "west": "left", "clabel": "numbers",
    ]
    switch drawing.word {
    case "descend":
      for word in ["lr", "rate", "eta", "stepsize", "learning_rate"] { meant[word] = "step" }
      for word in ["iterations", "iter", "n", "epochs"] { meant[word] = "steps" }
    case "curve": for word in ["from", "in", "on", "range"] { meant[word] = "over" }
    case "connect": for word in ["full", "dense", "every"] { meant[word] = "all" }
    default: break
    }
    if drawing.known.contains(.dots) { meant["dot"] = "dots" }
    // What changes nothing of a drawing was not meant.
    for (word, mark) in meant {
      guard let mark = Drawing.Mark(rawValue: mark) else { continue }
      if !drawing.known.contains(mark) { meant[word] = nil }
    }
    if drawing.isOfRows {
      for word in ["if", "when", "filter", "with", "for"] { meant[word] = "where" }
    }
    if ["color", "colour"].contains(word.lowercased()) {
      return "the colour stands alone; write one of \(Ink.words.joined(separator: ", "))"
    }
    if ["colormap", "cmap", "palette"].contains(word.lowercased()) {
      return "colours of values are chosen by themselves; remove what names them"
    }
    if ["label", "text", "legend", "title"].contains(word), !verbWords.contains(word) {
      return "words stand alone, between quotation marks; write \"words\""
    }
    if let nearest = meant[word.lowercased()] ?? NearestName.to(word, among: options) {
      return "no word '\(shown)'; did you mean '\(nearest)'?"
    }
    if let fault = misplaced(after: drawing.lastFormula) { return fault.words }
    let list = (verbWords + sides + Ink.words + ["series 1 to 8"] + marks).joined(separator: ", ")
    return "no word '\(shown)'; options are \(list)"
  }
}

extension Drawing {
  /// Whether rows of a table are drawn.
  fileprivate var isOfRows: Bool {
    switch verb {
    case .columns, .histogram, .density: true
    default: false
    }
  }

  /// The words of how it looks that say something of it, be it what it is already.
  fileprivate var known: Set<Mark> {
    let lines: Set<Mark> = [.thick, .thin, .dashed, .dotted]
    switch verb {
    case .levels: return lines.union([.fill, .numbers])
    case .implicit: return lines.union([.fill])
    case .region: return lines.union([.fill])
    case .flow, .field, .edge, .connect: return lines.union([.arrow])
    case .descend: return lines.union([.dots, .cross])
    case .critical: return lines
    case .graph, .parametric: return lines.union([.fill, .arrow])
    case .places(_, let isLine):
      return isLine
        ? lines.union([.fill, .dots, .cross, .arrow]) : [.dots, .cross, .fill, .thick, .thin]
    case .columns(let verb, _):
      switch verb {
      case .points, .errors: return [.dots, .cross, .fill, .thick, .thin]
      case .line: return lines.union([.fill, .dots, .cross, .stepped])
      case .quartiles: return lines.union([.fill, .dots, .cross])
      case .bars: return [.fill, .stacked, .horizontal]
      case .band, .boxes: return [.fill]
      case .stems: return [.dots]
      case .heat: return []
      }
    case .histogram: return [.fill]
    case .density: return lines.union([.fill])
    case .arrow: return [.thick, .thin, .arrow]
    case .heat, .surface, .label, .node, .layer, .show, .hide, .recolour, .relabel: return []
    }
  }

  /// What to say of a word that changes nothing of it.
  fileprivate func unknown(_ mark: Mark) -> String {
    if word == "arrow" {
      return "an arrow is not \(mark.rawValue); write: line (0, 0), (1, 1) arrow \(mark.rawValue)"
    }
    let others = Mark.allCases.filter(known.contains).map(\.rawValue)
    return "'\(mark.rawValue)' changes nothing of \(word); leave it out"
      + (others.isEmpty ? "" : ", or write \(others.joined(separator: ", "))")
  }

  /// The formula that a verb ends with, where it is one that may be followed by more of it.
  fileprivate var lastFormula: Expression? {
    switch verb {
    case .graph(let formula, nil), .critical(let formula), .heat(let formula),
      .surface(let formula, nil), .implicit(_, let formula?), .implicit(let formula, nil),
      .region(_, let formula, _):
      caption == nil && ink == nil && marks.isEmpty ? formula : nil
    default: nil
    }
  }
}
