import Records

/// Lines that draw: the verb with what it is of.
extension LineReader {
  mutating func drawing(_ word: String, _ place: Place) throws(Fault) -> Drawing {
    let verb = try verb(word)
    var drawing = Drawing(verb: verb, word: word, place: place)
    drawing.names = namePlaces
    try options(&drawing)
    return drawing
  }

  private mutating func verb(_ word: String) throws(Fault) -> Drawing.Verb {
    if words.next.kind == .end {
      throw fault("\(word) needs more; write: \(Self.example(word))")
    }
    let follow = ["at", "from", "over", "by"] + (word == "descend" ? ["step", "steps"] : [])
    if case .name(let next) = words.next.kind, follow.contains(next),
      !["arrow", "label", "show"].contains(word)
    {
      var ahead = words
      try ahead.take()
      if ["points", "line"].contains(word), ahead.next.kind == .sign("(") {
        throw fault("\(word) takes its points alone; write: \(word) (1, 2), (3, 4)")
      }
      if ahead.next.kind != .sign("^"), ahead.next.kind != .sign("="), !ahead.isAdjacent {
        throw fault(
          "what \(word) is of is missing before '\(next)'; write: \(Self.example(word))"
        )
      }
    }
    switch word {
    case "levels":
      let field = try words.expression()
      try expect("at", word, after: field)
      return .levels(field, try list())
    case "implicit":
      let field = try words.expression()
      if try words.take(sign: "=") { return .implicit(field, try words.expression()) }
      if case .sign(let sign) = words.next.kind, ["<", "<=", ">", ">="].contains(sign) {
        throw fault("a curve has an '='; write region for '\(sign)'")
      }
      return .implicit(field, nil)
    case "region":
      let left = try words.expression()
      let signs = ["<", "<=", ">", ">="]
      guard case .sign(let sign) = words.next.kind, signs.contains(sign) else {
        throw fault("region needs < or >; write: \(Self.example(word))")
      }
      try words.take()
      let right = try words.expression()
      if case .sign(let other) = words.next.kind, signs.contains(other) {
        throw fault("a region has one comparison; write max of two differences, or two lines")
      }
      return .region(left, right, isBelow: sign.hasPrefix("<"))
    case "flow":
      let field = try words.expression()
      try expect("from", word, after: field)
      let points = try points()
      return .flow(
        field, from: points, mirror: try words.take(word: "mirror") ? try words.expression() : nil)
    case "descend":
      let field = try words.expression()
      try expect("from", word, after: field)
      let points = try points()
      var rule = Drawing.Rule(place: words.here)
      try steps(&rule)
      return .descend(field, from: points, rule)
    case "critical":
      if words.next.kind == .name("points") || words.next.kind == .name("point") {
        throw fault("critical takes the formula alone; write: \(Self.example(word))")
      }
      return .critical(try words.expression())
    case "field": return .field(try words.pair("field (-v, u)"))
    case "curve": return try curve()
    case "points", "line":
      if try isPair() { return .places(try points(), isLine: word == "line") }
      return try columns(word)
    case "band", "bars", "errors", "boxes", "stems", "quartiles": return try columns(word)
    case "histogram":
      let column = try column()
      return .histogram(column, bins: try words.take(word: "bins") ? try words.expression() : nil)
    case "density": return .density(try column())
    case "heat":
      let first = try column()
      guard try words.take(sign: ",") else { return .heat(first) }
      let second = try column()
      try words.demand(sign: ",", "heat needs a formula or 3 columns; write: heat x, y, value")
      return .columns(.heat, [first, second, try column()])
    case "surface":
      let field = try words.expression()
      return .surface(field, view: try view())
    case "arrow":
      try expect("from", word)
      let start = try words.pair("(1, 2)")
      try expect("to", word)
      return .arrow(from: start, to: try words.pair("(1, 2)"))
    case "label":
      guard case .string = words.next.kind else {
        throw fault("label needs words; write: \(Self.example(word))")
      }
      return .label
    case "node":
      let name = try name(word)
      try expect("at", word)
      return .node(name, at: try words.pair("(1, 2)"))
    case "layer":
      let name = try name(word)
      if words.next.kind == .name("at") {
        throw fault("a layer has a number of units; write: \(Self.example(word))")
      }
      let count = try words.expression()
      try expect("at", word)
      return .layer(name, count, at: try words.expression())
    case "edge":
      let start = try name(word)
      try words.demand(sign: "->", "'->' is expected; write: \(Self.example(word))")
      return .edge(start, try name(word))
    case "connect":
      let start = try name(word)
      if [.name("to"), .name("with"), .name("and"), .sign(","), .sign("->")].contains(
        words.next.kind)
      {
        throw fault("connect takes two layers alone; write: \(Self.example(word))")
      }
      let end = try name(word)
      let isMatching = try words.take(word: "matching")
      if !isMatching { _ = try words.take(word: "all") }
      return .connect(start, end, isMatching: isMatching)
    case "show": return try show()
    case "hide": return .hide(try raw())
    case "recolour": return .recolour(try raw())
    default:
      let (old, new) = (try string(word), try string(word))
      return .relabel(old, new)
    }
  }

  /// A line that is right, for each verb.
  static func example(_ verb: String) -> String {
    switch verb {
    case "levels": "levels L at 1, 2, 4"
    case "implicit": "implicit u*v = 1"
    case "region": "region u*v < 1"
    case "flow": "flow L from (1, 2)"
    case "descend": "descend L from (1, 2) step 0.1"
    case "critical": "critical L"
    case "field": "field (-v, u)"
    case "curve": "curve x^2"
    case "histogram": "histogram x bins 30"
    case "density": "density x"
    case "band": "band x, low, high"
    case "errors": "errors x, y, error"
    case "boxes": "boxes y by group"
    case "heat": "heat L"
    case "points": "points x, y, or: points (1, 2)"
    case "stems": "stems j, weight"
    case "quartiles": "quartiles x, y"
    case "surface": "surface L view 30, 35"
    case "arrow": "arrow from (0, 0) to (1, 1)"
    case "label": "label \"words\" at (1, 2)"
    case "node": "node a at (0, 0) \"$a$\""
    case "layer": "layer x 3 at 0 \"$x_j$\""
    case "edge": "edge x1 -> h2"
    case "connect": "connect x h all"
    case "show": "show ID name=value"
    case "hide": "hide LAYER"
    case "recolour": "recolour LAYER red"
    case "relabel": "relabel \"old\" \"new\""
    default: "\(verb) x, y"
    }
  }

  mutating func expect(
    _ word: String, _ verb: String, after formula: Expression? = nil
  ) throws(Fault) {
    guard try words.take(word: word) else {
      if case .name(let other) = words.next.kind,
        NearestName.to(other, among: [word]) != nil
      {
        throw fault("'\(word)' is expected here, not '\(other)'; write: \(Self.example(verb))")
      }
      if formula != nil, words.next.kind != .name("for"), let fault = misplaced(after: formula) {
        throw fault
      }
      if case .number? = formula, case .name(let other) = words.next.kind {
        throw fault("a sign is missing before '\(printable(other))'; write * for a product")
      }
      let found = words.next.kind == .end ? "'\(word)' is missing" : "'\(word)' is expected here"
      throw fault("\(found); write: \(Self.example(verb))")
    }
  }

  /// What comes up to the next space.
  private mutating func raw() throws(Fault) -> String {
    let (text, place) = try words.takeRaw()
    namePlaces.append(place)
    return text
  }

  mutating func name(_ verb: String) throws(Fault) -> String {
    namePlaces.append(words.here)
    let name = try words.name("a name is expected; write: \(Self.example(verb))")
    return name
  }

  private mutating func string(_ verb: String) throws(Fault) -> String {
    namePlaces.append(words.here)
    guard case .string(let text) = words.next.kind else {
      throw fault("words between quotation marks are expected; write: \(Self.example(verb))")
    }
    try words.take()
    return text
  }

  private mutating func list() throws(Fault) -> [Expression] {
    let start = words.next.start
    var values = [try words.expression()]
    while try words.take(sign: ",") { values.append(try words.expression()) }
    if let comma = decimalComma(in: words.piece(from: start, to: words.endOfLast)) {
      throw Fault(
        words.place(start + comma), "numbers have a decimal point; write 0.5, and 1, 2 for a list")
    }
    switch words.next.kind {
    case .sign(".."), .sign(";"), .number:
      throw fault("levels are a list with commas; write: levels L at 1, 2, 4")
    default: break
    }
    return values
  }

  /// Where a comma stands for a decimal point in a list: within digits that no list begins with, or
  /// without a space where others have one.
  private func decimalComma(in list: String) -> Int? {
    let signs = Array(list)
    func digit(_ index: Int) -> Bool { signs.indices.contains(index) && signs[index].isNumber }
    let commas = signs.indices.filter { signs[$0] == "," }
    let isSpaced = commas.contains { $0 + 1 < signs.count && signs[$0 + 1].isWhitespace }
    return commas.first {
      digit($0 - 1) && digit($0 + 1) && (isSpaced || signs[$0 + 1] == "0" && digit($0 + 2))
    }
  }

  private mutating func points() throws(Fault) -> [Pair] {
    var points = [try words.pair("(1, 2)")]
    while try words.take(sign: ",") { points.append(try words.pair("(1, 2)")) }
    if [.sign("("), .sign("->"), .sign(";"), .name("to"), .name("and")].contains(words.next.kind) {
      throw fault("points are parted by commas; write (1, 2), (3, 4)")
    }
    return points
  }

  /// Whether a pair comes next, which begins like a formula in brackets.
  private func isPair() throws(Fault) -> Bool {
    var ahead = words
    guard try ahead.take(sign: "("), (try? ahead.expression(depth: 1)) != nil else { return false }
    return try ahead.take(sign: ",")
  }

  private mutating func curve() throws(Fault) -> Drawing.Verb {
    if try isPair() {
      let pair = try words.pair("curve (cos(t), sin(t)) over t 0..2*pi")
      try words.demand(word: "over", "the range of its parameter is missing; write: over t 0..2*pi")
      let name = try words.name("the parameter is missing; write: over t 0..1")
      _ = try words.take(word: "in")
      return .parametric(pair, parameter: name, over: try words.range())
    }
    let graph = try words.expression()
    if words.next.kind == .sign("=") {
      throw fault("curve takes the formula alone; write: curve x^2, or implicit y = x^2")
    }
    guard try words.take(word: "over") else { return .graph(graph, over: nil) }
    return .graph(graph, over: try words.range())
  }

  /// A column by its name, or as a formula of columns.
  mutating func column() throws(Fault) -> Expression {
    if case .string(let name) = words.next.kind {
      let place = words.here
      try words.take()
      return .name(name, place)
    }
    return try words.expression()
  }

  private mutating func columns(_ word: String) throws(Fault) -> Drawing.Verb {
    guard let verb = Drawing.ColumnVerb(rawValue: word) else { return .columns(.points, []) }
    var columns = [try column()]
    if verb == .boxes {
      try expect("by", word)
      columns.append(try column())
      return .columns(verb, columns)
    }
    let count = [.band, .errors].contains(verb) ? 3 : 2
    while columns.count < count {
      try words.demand(sign: ",", "\(word) needs \(count) columns; write: \(Self.example(word))")
      columns.append(try column())
    }
    return .columns(verb, columns)
  }

  /// Takes the words that say how a descent steps, as many as come.
  mutating func steps(_ rule: inout Drawing.Rule) throws(Fault) {
    while case .name(let word) = words.next.kind {
      guard Self.stepWords.contains(word) else { return }
      try words.take()
      switch word {
      case "step": rule.step = try words.expression()
      case "steps": rule.steps = try words.expression()
      case "momentum": rule.momentum = try words.expression()
      case "nesterov": rule.isNesterov = true
      case "adam": rule.isAdam = true
      case "mirror": rule.mirror = try words.expression()
      default:
        let size = try words.expression()
        try words.demand(word: "seed", "\(word) needs a seed; write: \(word) 1 seed 1")
        let chance = Drawing.Chance(size: size, seed: try words.expression())
        if word == "batch" { rule.batch = chance } else { rule.noise = chance }
      }
    }
  }

  static let stepWords = [
    "step", "steps", "momentum", "nesterov", "adam", "mirror", "batch", "noise",
  ]

  func check(_ rule: Drawing.Rule) throws(Fault) {
    guard rule.step != nil else {
      throw Fault(rule.place, "descend needs a step; write: step 0.1")
    }
    if rule.isNesterov, rule.momentum == nil {
      throw Fault(rule.place, "nesterov needs a momentum; write: momentum 0.9 nesterov")
    }
    if rule.isAdam, rule.momentum != nil {
      throw Fault(rule.place, "adam has a momentum of its own; leave one out")
    }
  }

  private mutating func show() throws(Fault) -> Drawing.Verb {
    let id = try raw()
    var settings: [Drawing.Setting] = []
    while words.next.kind != .end {
      let (text, place) = try words.takeRaw()
      guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
        throw Fault(place, "'\(printable(text))' is no setting; write name=value without spaces")
      }
      settings.append(
        Drawing.Setting(
          name: String(text[..<equals]), value: String(text[text.index(after: equals)...]),
          place: place))
    }
    return .show(id, settings)
  }
}
