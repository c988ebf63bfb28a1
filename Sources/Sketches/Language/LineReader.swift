import Records

/// Reads one line of a sketch.
package struct LineReader: Sendable {
  private let characters: [Character]
  private let number: Int
  private var words: Words

  /// A reader of a line that is not blank.
  package init(_ characters: [Character], number: Int) throws(Fault) {
    self.characters = characters
    self.number = number
    words = try Words([], number: number)
  }

  /// The words that begin a line of drawing.
  package static let verbs = [
    "levels", "implicit", "region", "flow", "descend", "critical", "field", "curve", "points",
    "line",
    "bars", "histogram", "errors", "boxes", "heat", "surface", "arrow", "label", "node", "layer",
    "edge", "connect", "show", "hide", "recolour", "relabel",
  ]

  private static let others = ["parameter", "data", "plane", "axes", "arrange", "check"]

  /// The line; nil for a comment.
  ///
  /// - Throws: `Fault` at the first place that cannot be read.
  package mutating func line() throws(Fault) -> Line? {
    guard let kind = try kind() else { return nil }
    return Line(number: number, kind: kind)
  }

  private mutating func kind() throws(Fault) -> Line.Kind? {
    if let words = try wordsLine() { return words }
    words = try Words(characters, number: number)
    let place = words.here
    guard case .name(let first) = words.next.kind else {
      if words.next.kind == .end { return nil }
      throw Fault(place, "a line begins with a word, such as levels, curve or title:")
    }
    if let definition = try definition() { return definition }
    try words.take()
    switch first {
    case "parameter": return try parameter()
    case "data":
      guard case .string(let path) = words.next.kind else {
        throw Fault(words.here, "the name of a file is expected; write: data \"mine.csv\"")
      }
      let where_ = words.here
      try words.take()
      try end("data")
      return .data(path, where_)
    case "plane", "axes": return .frame(try frame(isPlane: first == "plane", place))
    case "arrange": return try arrange()
    case "check": return .check(try check(place))
    default:
      guard Self.verbs.contains(first) else { throw unknown(first, place) }
      return .drawing(try drawing(first, place))
    }
  }

  private func unknown(_ word: String, _ place: Place) -> Fault {
    let keys = Line.Key.allCases.map(\.rawValue)
    let all = Self.verbs + Self.others
    let shown = printable(word)
    if keys.contains(word.lowercased()) {
      return Fault(place, "'\(shown)' wants a colon; write \(word.lowercased()): …")
    }
    let known = [
      "plot": "curve", "draw": "curve", "contour": "levels", "contours": "levels",
      "scatter": "points", "hist": "histogram", "graph": "curve", "text": "label",
      "recolor": "recolour", "gd": "descend", "descent": "descend", "function": "curve",
      "param": "parameter", "set": "parameter", "ellipse": "implicit", "bar": "bars",
      "heatmap": "heat", "boxplot": "boxes", "vector": "field", "assert": "check",
      "expect": "check", "color": "recolour", "colour": "recolour", "xrange": "axes",
      "xlim": "axes", "ylim": "axes", "file": "data", "csv": "data", "read": "data",
    ]
    let nearest = known[word.lowercased()] ?? NearestName.to(word, among: all + keys)
    if let nearest { return Fault(place, "no word '\(shown)'; did you mean '\(nearest)'?") }
    return Fault(
      place,
      "no word '\(shown)'; a line begins with \(Self.verbs.prefix(8).joined(separator: ", ")), …")
  }

  /// A line of words: `key: text`.
  private func wordsLine() throws(Fault) -> Line.Kind? {
    let start = characters.firstIndex { !$0.isWhitespace } ?? characters.count
    var end = start
    while end < characters.count, characters[end].isLetter { end += 1 }
    var colon = end
    while colon < characters.count, characters[colon] == " " { colon += 1 }
    guard colon < characters.count, characters[colon] == ":" || characters[colon] == "：" else {
      return nil
    }
    let name = String(characters[start..<end])
    let place = Place(line: number, column: start + 1)
    let keys = Line.Key.allCases.map(\.rawValue)
    guard let key = Line.Key(rawValue: name) else {
      guard !name.isEmpty else { return nil }
      let nearest = NearestName.to(name.lowercased(), among: keys)
      throw Fault(
        place,
        "no words '\(printable(name)):'; "
          + (nearest.map { "did you mean '\($0):'?" } ?? "there are \(keys.joined(separator: ", "))")
      )
    }
    let text = plainText(characters[(colon + 1)...])
    if text.isEmpty, key != .panel {
      throw Fault(
        Place(line: number, column: colon + 1),
        "'\(name):' has no words; write them after the colon")
    }
    return .words(key, text)
  }

  /// `name = expr` or `name(name, …) = expr`; nil for any other line.
  private mutating func definition() throws(Fault) -> Line.Kind? {
    var ahead = words
    let place = ahead.here
    guard case .name(let name) = try ahead.take().kind else { return nil }
    var parameters: [String] = []
    if ahead.next.kind == .sign("("), ahead.isAdjacent {
      try ahead.take()
      repeat {
        guard case .name(let parameter) = ahead.next.kind else { return nil }
        if parameters.contains(parameter) {
          // Only a definition repeats a name that way; elsewhere it is a call.
          var rest = ahead
          try rest.take()
          if rest.next.kind == .sign(")") {
            try rest.take()
            if rest.next.kind == .sign("=") {
              throw Fault(ahead.here, "'\(parameter)' stands twice; give each a name of its own")
            }
          }
          return nil
        }
        parameters.append(parameter)
        try ahead.take()
      } while try ahead.take(sign: ",")
      guard try ahead.take(sign: ")") else { return nil }
    }
    guard ahead.next.kind == .sign("=") else { return nil }
    try ahead.take()
    words = ahead
    let value = try words.expression()
    try end("a definition")
    return .definition(name: name, parameters: parameters, value, place)
  }

  private mutating func parameter() throws(Fault) -> Line.Kind {
    let place = words.here
    let example = "write: parameter eta = 0.1 in 0..1: step size"
    guard case .name(let name) = words.next.kind else {
      throw Fault(place, "a parameter needs a name; \(example)")
    }
    try words.take()
    guard try words.take(sign: "=") else {
      throw Fault(words.here, "a parameter needs a value; \(example)")
    }
    let value = try words.expression()
    guard try words.take(word: "in") else {
      throw Fault(words.here, "a parameter needs a range; \(example)")
    }
    let range = try words.range()
    var help = name
    if try words.take(sign: ":") {
      help = words.rest()
    } else {
      try end("a parameter", "; before words there stands a colon")
    }
    return .parameter(name: name, value, range, help: help.isEmpty ? name : help, place)
  }

  private mutating func frame(isPlane: Bool, _ place: Place) throws(Fault) -> Frame {
    let word = isPlane ? "plane" : "axes"
    let example = isPlane ? "plane u in -2..2, v in -2..2" : "axes x in 0..1, y in 0..1"
    let x = try axis(example)
    guard try words.take(sign: ",") else {
      throw Fault(words.here, "\(word) needs a second axis; write: \(example)")
    }
    let y = try axis(example)
    guard x.name != y.name else {
      throw Fault(y.place, "both axes are '\(x.name)'; give each a name of its own")
    }
    let isEqual = try words.take(word: "equal")
    if isEqual, let spread = [x, y].first(where: { $0.kind != .linear }) {
      throw Fault(
        spread.place, "equal steps are for two linear axes; leave out '\(spread.kind)' or 'equal'")
    }
    try end(word)
    return Frame(isPlane: isPlane, x: x, y: y, isEqual: isEqual, place: place)
  }

  private mutating func axis(_ example: String) throws(Fault) -> AxisLine {
    let place = words.here
    guard case .name(let name) = words.next.kind else {
      throw Fault(place, "an axis needs a name; write: \(example)")
    }
    try words.take()
    var kind = AxisLine.Kind.linear
    for other in [AxisLine.Kind.log, .symlog, .linear] where try words.take(word: other.rawValue) {
      kind = other
    }
    guard try words.take(word: "in") else {
      throw Fault(words.here, "'in' and a range are expected; write: \(example)")
    }
    return AxisLine(name: name, kind: kind, range: try words.range(), place: place)
  }

  private mutating func arrange() throws(Fault) -> Line.Kind {
    let place = words.here
    var layout: Layout
    guard case .name(let word) = words.next.kind else {
      throw Fault(place, "arrange needs row, column or grid 2x3")
    }
    try words.take()
    switch word {
    case "row": layout = .row
    case "column": layout = .column
    case "grid":
      let size = words.here
      var text = ""
      while words.next.kind != .end, words.next.kind != .name("shared") {
        text += try words.takeRaw().text
      }
      let parts = text.replacing("×", with: "x").split(separator: "x").map { Int($0) ?? 0 }
      guard parts.count == 2, parts.allSatisfy({ (1...12).contains($0) }) else {
        throw Fault(size, "a grid has rows and columns; write: grid 2x3")
      }
      layout = .grid(rows: parts[0], columns: parts[1])
    default:
      throw Fault(place, "no arrangement '\(printable(word))'; write row, column or grid 2x3")
    }
    let isShared = try words.take(word: "shared")
    try end("arrange")
    return .arrange(layout, isShared: isShared)
  }

  private mutating func check(_ place: Place) throws(Fault) -> Check {
    let example = "write: check f(1) = 0 within 1e-9"
    let start = words.next.start
    let left = try words.expression()
    guard try words.take(sign: "=") else {
      throw Fault(words.here, "check compares two sides; \(example)")
    }
    let right = try words.expression()
    let end = words.endOfLast
    guard try words.take(word: "within") else {
      throw Fault(words.here, "check needs a tolerance; \(example)")
    }
    let tolerance = try words.expression()
    var text = words.piece(from: start, to: end)
    if try words.take(sign: ":") {
      let own = words.rest()
      if !own.isEmpty { text = own }
    } else {
      try self.end("check", "; before words there stands a colon")
    }
    return Check(left: left, right: right, tolerance: tolerance, words: text, place: place)
  }

  /// Refuses what stands behind the end of a line.
  private func end(_ what: String, _ advice: String = "") throws(Fault) {
    guard words.next.kind != .end else { return }
    throw Fault(words.here, "\(shown(words.next)) is not expected after \(what)\(advice)")
  }

  private func shown(_ token: Token) -> String {
    switch token.kind {
    case .string: "a string"
    case .end: "the end of the line"
    default: "'\(printable(words.piece(from: token.start, to: token.end)))'"
    }
  }
}

// MARK: Drawings

extension LineReader {
  private mutating func drawing(_ word: String, _ place: Place) throws(Fault) -> Drawing {
    let verb = try verb(word)
    var drawing = Drawing(verb: verb, word: word, place: place)
    try options(&drawing)
    return drawing
  }

  private mutating func verb(_ word: String) throws(Fault) -> Drawing.Verb {
    if words.next.kind == .end {
      throw Fault(words.here, "\(word) needs more; write: \(Self.example(word))")
    }
    switch word {
    case "levels":
      let field = try words.expression()
      try expect("at", word)
      return .levels(field, try list())
    case "implicit":
      let field = try words.expression()
      if try words.take(sign: "=") { return .implicit(field, try words.expression()) }
      return .implicit(field, nil)
    case "region":
      let left = try words.expression()
      let signs = ["<", "<=", ">", ">="]
      guard case .sign(let sign) = words.next.kind, signs.contains(sign) else {
        throw Fault(words.here, "region needs < or >; write: \(Self.example(word))")
      }
      try words.take()
      return .region(left, try words.expression(), isBelow: sign.hasPrefix("<"))
    case "flow":
      let field = try words.expression()
      try expect("from", word)
      let points = try points()
      return .flow(
        field, from: points, mirror: try words.take(word: "mirror") ? try words.expression() : nil)
    case "descend":
      let field = try words.expression()
      try expect("from", word)
      let points = try points()
      var rule = Drawing.Rule(place: words.here)
      try steps(&rule)
      return .descend(field, from: points, rule)
    case "critical": return .critical(try words.expression())
    case "field": return .field(try words.pair("field (-v, u)"))
    case "curve": return try curve()
    case "points", "line", "bars", "errors", "boxes": return try columns(word)
    case "histogram":
      let column = try column()
      return .histogram(column, bins: try words.take(word: "bins") ? try words.expression() : nil)
    case "heat": return .heat(try words.expression())
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
        throw Fault(words.here, "label needs words; write: \(Self.example(word))")
      }
      return .label
    case "node":
      let name = try name(word)
      try expect("at", word)
      return .node(name, at: try words.pair("(1, 2)"))
    case "layer":
      let name = try name(word)
      let count = try words.expression()
      try expect("at", word)
      return .layer(name, count, at: try words.expression())
    case "edge":
      let start = try name(word)
      guard try words.take(sign: "->") else {
        throw Fault(words.here, "'->' is expected; write: \(Self.example(word))")
      }
      return .edge(start, try name(word))
    case "connect":
      let (start, end) = (try name(word), try name(word))
      let isMatching = try words.take(word: "matching")
      if !isMatching { _ = try words.take(word: "all") }
      return .connect(start, end, isMatching: isMatching)
    case "show": return try show()
    case "hide": return .hide(try words.takeRaw().text)
    case "recolour": return .recolour(try words.takeRaw().text)
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
    case "errors": "errors x, y, error"
    case "boxes": "boxes y by group"
    case "heat": "heat L"
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

  private mutating func expect(_ word: String, _ verb: String) throws(Fault) {
    guard try words.take(word: word) else {
      let found = words.next.kind == .end ? "'\(word)' is missing" : "'\(word)' is expected here"
      throw Fault(words.here, "\(found); write: \(Self.example(verb))")
    }
  }

  private mutating func name(_ verb: String) throws(Fault) -> String {
    guard case .name(let name) = words.next.kind else {
      throw Fault(words.here, "a name is expected; write: \(Self.example(verb))")
    }
    try words.take()
    return name
  }

  private mutating func string(_ verb: String) throws(Fault) -> String {
    guard case .string(let text) = words.next.kind else {
      throw Fault(
        words.here, "words between quotation marks are expected; write: \(Self.example(verb))")
    }
    try words.take()
    return text
  }

  private mutating func list() throws(Fault) -> [Expression] {
    var values = [try words.expression()]
    while try words.take(sign: ",") { values.append(try words.expression()) }
    if words.next.kind == .sign("..") {
      throw Fault(words.here, "levels are a list; write: levels L at 1, 2, 4")
    }
    return values
  }

  private mutating func points() throws(Fault) -> [Pair] {
    var points = [try words.pair("(1, 2)")]
    while try words.take(sign: ",") { points.append(try words.pair("(1, 2)")) }
    return points
  }

  private mutating func curve() throws(Fault) -> Drawing.Verb {
    // A pair begins like a formula in brackets.
    var ahead = words
    if try ahead.take(sign: "("), (try? ahead.expression(depth: 1)) != nil,
      try ahead.take(sign: ",")
    {
      let pair = try words.pair("curve (cos(t), sin(t)) over t 0..2*pi")
      guard try words.take(word: "over") else {
        throw Fault(
          words.here, "the range of its parameter is missing; write: over t 0..2*pi")
      }
      let name = try name("curve")
      _ = try words.take(word: "in")
      return .parametric(pair, parameter: name, over: try words.range())
    }
    let graph = try words.expression()
    guard try words.take(word: "over") else { return .graph(graph, over: nil) }
    return .graph(graph, over: try words.range())
  }

  /// A column by its name, or as a formula of columns.
  private mutating func column() throws(Fault) -> Expression {
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
    let count = verb == .errors ? 3 : 2
    while columns.count < count {
      guard try words.take(sign: ",") else {
        throw Fault(words.here, "\(word) needs \(count) columns; write: \(Self.example(word))")
      }
      columns.append(try column())
    }
    return .columns(verb, columns)
  }

  /// Takes the words that say how a descent steps, as many as come.
  private mutating func steps(_ rule: inout Drawing.Rule) throws(Fault) {
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
        guard try words.take(word: "seed") else {
          throw Fault(words.here, "\(word) needs a seed; write: \(word) 1 seed 1")
        }
        let seed = try words.expression()
        if word == "batch" { rule.batch = (size, seed) } else { rule.noise = (size, seed) }
      }
    }
  }

  private static let stepWords = [
    "step", "steps", "momentum", "nesterov", "adam", "mirror", "batch", "noise",
  ]

  private func check(_ rule: Drawing.Rule) throws(Fault) {
    guard rule.step != nil else {
      throw Fault(rule.place, "descend needs a step; write: step 0.1")
    }
    if rule.isNesterov, rule.momentum == nil {
      throw Fault(rule.place, "nesterov needs a momentum; write: momentum 0.9 nesterov")
    }
    if rule.mirror != nil, rule.momentum != nil || rule.isAdam {
      throw Fault(rule.place, "a mirror goes with plain steps; leave out momentum and adam")
    }
    if rule.isAdam, rule.momentum != nil {
      throw Fault(rule.place, "adam has a momentum of its own; leave one out")
    }
  }

  private mutating func show() throws(Fault) -> Drawing.Verb {
    let id = try words.takeRaw().text
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

  /// What follows the verb: colours, lines, words, in any order.
  private mutating func options(_ drawing: inout Drawing) throws(Fault) {
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
        else { throw Fault(words.here, "a series has a number from 1 to 8; write: series 1") }
        try words.take()
        try set(&drawing, .series(Int(value)), place)
      case .name(let word): try option(word, place, &drawing)
      case .sign(","): throw Fault(place, "options are parted by spaces; remove the comma")
      case .sign("="):
        throw Fault(place, "'=' has no meaning here; define a function on a line of its own")
      default: throw Fault(place, "\(shown(words.next)) is not expected here; remove it")
      }
    }
    if case .descend(_, _, let rule) = drawing.verb { try check(rule) }
    if case .label = drawing.verb, drawing.caption?.at == nil {
      throw Fault(
        drawing.caption?.place ?? drawing.place, "a label needs a place; write: at (1, 2)")
    }
    if case .recolour = drawing.verb, drawing.ink == nil {
      throw Fault(
        words.here, "recolour needs a colour; write one of \(Ink.words.joined(separator: ", "))")
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
    case (.connect(let from, let to, false), "all"),
      (.connect(let from, let to, false), "matching"):
      try words.take()
      drawing.verb = .connect(from, to, isMatching: word == "matching")
    default: return false
    }
    return true
  }

  /// The two angles of a view; nil where none is said.
  private mutating func view() throws(Fault) -> Pair? {
    guard try words.take(word: "view") else { return nil }
    let place = words.here
    let first = try words.expression()
    guard try words.take(sign: ",") else {
      throw Fault(words.here, "a view has two angles; write: view -60, 30")
    }
    return Pair(x: first, y: try words.expression(), place: place)
  }

  private func unknownOption(_ word: String, _ drawing: Drawing) -> String {
    let shown = printable(word)
    let words: [String: [String]] = [
      "levels": ["at"], "flow": ["from", "mirror"], "curve": ["over"], "histogram": ["bins"],
      "descend": [
        "from", "step", "steps", "momentum", "nesterov", "adam", "mirror", "batch", "noise",
      ],
    ]
    let options =
      Ink.words + ["series"] + Drawing.Mark.allCases.map(\.rawValue)
      + Caption.Side.allCases.map(\.rawValue) + (words[drawing.word] ?? [])
    let meant = [
      "green": "teal", "yellow": "orange", "pink": "purple", "bold": "thick", "filled": "fill",
      "label": "a string between quotation marks", "top": "above", "bottom": "below",
      "crosses": "cross", "color": "red", "arrows": "arrow", "under": "below", "over": "above",
      "solid": "thick",
    ]
    if let nearest = NearestName.to(word, among: options) ?? meant[word] {
      return "no word '\(shown)'; did you mean '\(nearest)'?"
    }
    return "no word '\(shown)'; options are \(Ink.words.joined(separator: ", ")), series 1 to 8, "
      + Drawing.Mark.allCases.map(\.rawValue).joined(separator: ", ")
  }
}
