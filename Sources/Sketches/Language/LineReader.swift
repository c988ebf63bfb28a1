import Records

/// Reads one line of a sketch.
package struct LineReader: Sendable {
  let characters: [Character]
  let number: Int
  var words: Words
  /// Where the names of nodes, layers and figures stand, in their order.
  var namePlaces: [Place] = []

  /// A reader of a line that is not blank.
  package init(_ characters: [Character], number: Int) throws(Fault) {
    self.characters = characters
    self.number = number
    words = try Words([], number: number)
  }

  /// The words that begin a line of drawing.
  package static let verbs = [
    "levels", "implicit", "region", "flow", "descend", "critical", "field", "curve", "points",
    "point", "line", "band", "bars", "histogram", "density", "errors", "boxes", "stems",
    "quartiles", "heat",
    "surface", "arrow",
    "label", "node", "layer",
    "edge", "connect", "show", "hide", "recolour", "relabel",
  ]

  static let others = ["parameter", "data", "plane", "axes", "arrange", "each", "check"]

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
      throw noLine(at: place)
    }
    if let definition = try definition() { return definition }
    try words.take()
    switch first {
    case "parameter": return try parameter()
    case "data":
      if let model = try modelData(place) { return .model(model) }
      guard case .string(let path) = words.next.kind else {
        throw fault(
          "the name of a file is expected, between quotation marks; write: data \"mine.csv\"")
      }
      let where_ = words.here
      try words.take()
      try end("data")
      return .data(path, where_)
    case "plane", "axes": return try frame(isPlane: first == "plane", place)
    case "arrange": return try arrange()
    case "each": return .each(try each(place))
    case "check": return .check(try check(place))
    default:
      guard Self.verbs.contains(first) else {
        if Self.meant[first.lowercased()] == "parameter" { throw Self.unknown(first, place) }
        if let settings = try modelSettings(first, place) { return .model(settings) }
        throw Self.unknown(first, place)
      }
      return .drawing(try drawing(first == "point" ? "points" : first, place))
    }
  }

  /// A line of words: `key: text`.
  private func wordsLine() throws(Fault) -> Line.Kind? {
    let start = characters.firstIndex { !$0.isWhitespace } ?? characters.count
    var end = start
    while end < characters.count, characters[end].isLetter || characters[end] == "-" { end += 1 }
    var colon = end
    while colon < characters.count, characters[colon] == " " { colon += 1 }
    guard colon < characters.count, characters[colon] == ":" || characters[colon] == "：" else {
      return nil
    }
    let name = String(characters[start..<end])
    let place = Place(line: number, column: start + 1)
    guard let key = Line.Key(rawValue: name) else {
      // `f := x` is a slip of a definition.
      guard !name.isEmpty, colon + 1 == characters.count || characters[colon + 1] != "=" else {
        return nil
      }
      throw Self.unknownKey(name, place)
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
  mutating func definition() throws(Fault) -> Line.Kind? {
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
      let second = ahead
      guard try ahead.take(sign: ")") else {
        try checkVariables(second, of: name)
        return nil
      }
    }
    if ["let", "def", "function", "var", "const"].contains(name),
      case .name(let own) = ahead.next.kind
    {
      throw Fault(
        place,
        "a definition begins with its name; write: \(printable(own)) = …, or \(printable(own))(x) = …"
      )
    }
    if ahead.next.kind == .sign(":") {
      let colon = ahead.here
      try ahead.take()
      if ahead.next.kind == .sign("="), ahead.isAdjacent {
        throw Fault(colon, "a definition has an '=' alone; remove the colon")
      }
    }
    guard ahead.next.kind == .sign("=") else { return nil }
    try ahead.take()
    if name == "data", parameters.isEmpty, case .string(let file) = ahead.next.kind {
      throw Fault(place, "data has no '='; write: data \"\(printable(file))\"")
    }
    words = ahead
    if let run = try modelRun(name, place) {
      guard parameters.isEmpty else {
        throw Fault(place, "a run is of no variables; write: \(name) = \(run.word)(…)")
      }
      return .model(run)
    }
    let value = try words.expression()
    try endOfFormula(value)
    return .definition(name: name, parameters: parameters, value, place)
  }

  /// Refuses a definition whose variables have no commas.
  private func checkVariables(_ words: Words, of name: String) throws(Fault) {
    var ahead = words
    while case .name = ahead.next.kind { try ahead.take() }
    guard try ahead.take(sign: ")"), ahead.next.kind == .sign("=") else { return }
    throw words.fault("variables are parted by commas; write: \(printable(name))(u, v) = …")
  }

  private mutating func parameter() throws(Fault) -> Line.Kind {
    let place = words.here
    let example = "write: parameter eta = 0.1 in 0..1: step size"
    let name = try words.name("a parameter needs a name; \(example)")
    try words.demand(sign: "=", "a parameter needs a value; \(example)")
    let value = try words.expression()
    guard try words.take(word: "in") else {
      if words.next.kind == .sign("%"), let fault = misplaced(after: nil) { throw fault }
      throw fault("a parameter needs a range; \(example)")
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

  private mutating func frame(isPlane: Bool, _ place: Place) throws(Fault) -> Line.Kind {
    let word = isPlane ? "plane" : "axes"
    let example = isPlane ? "plane u in -2..2, v in -2..2" : "axes x in 0..1, y in 0..1"
    let x = try axis(example, mayFit: !isPlane)
    guard try words.take(sign: ",") else {
      if words.next.kind == .sign(";") {
        throw fault("a comma parts the two axes; write: \(example)")
      }
      guard words.next.kind == .end else {
        throw misplaced(after: nil)
          ?? fault(
            "\(shown(words.next)) is not expected after a range; a comma and the second axis follow"
          )
      }
      throw fault("\(word) needs a second axis; write: \(example)")
    }
    let y = try axis(example, mayFit: !isPlane)
    guard x.name != y.name else {
      throw Fault(y.place, "both axes are '\(x.name)'; give each a name of its own")
    }
    let equal = words.here
    let isEqual = try words.take(word: "equal")
    if isEqual, x.kind != y.kind || x.kind == .symlog {
      throw Fault(
        equal, "equal steps are for two linear or two log axes; leave out 'equal'")
    }
    if case .name(let other) = words.next.kind, NearestName.to(other, among: ["equal"]) != nil {
      throw fault("no word '\(printable(other))'; did you mean 'equal'?")
    }
    try end(word)
    guard let xRange = x.range, let yRange = y.range else {
      if isEqual { throw Fault(equal, "equal steps are of axes with ranges; \(example)") }
      return .fit(FittedFrame(x: x, y: y, place: place))
    }
    return .frame(
      Frame(
        isPlane: isPlane, x: AxisLine(name: x.name, kind: x.kind, range: xRange, place: x.place),
        y: AxisLine(name: y.name, kind: y.kind, range: yRange, place: y.place), isEqual: isEqual,
        place: place))
  }

  private mutating func axis(_ example: String, mayFit: Bool) throws(Fault) -> AxisLine<Bounds?> {
    let place = words.here
    let name: String
    if case .string(let quoted) = words.next.kind, !quoted.isEmpty {
      try words.take()
      name = quoted
    } else {
      name = try words.name("an axis needs a name; write: \(example)")
    }
    var kind = AxisKind.linear
    for other in [AxisKind.log, .symlog, .linear] where try words.take(word: other.rawValue) {
      kind = other
    }
    guard try words.take(word: "in") else {
      if mayFit, [.sign(","), .end].contains(words.next.kind) {
        return AxisLine(name: name, kind: kind, range: nil, place: place)
      }
      if case .name(let other) = words.next.kind, other.lowercased().hasPrefix("log") {
        throw fault("no word '\(printable(other))'; did you mean 'log'?")
      }
      throw fault("'in' and a range are expected; write: \(example)")
    }
    let range = try words.range()
    if case .name(let word) = words.next.kind, ["log", "symlog"].contains(word) {
      throw fault("'\(word)' stands before the range; write: \(name) \(word) in 1..10")
    }
    return AxisLine(name: name, kind: kind, range: range, place: place)
  }

  private mutating func arrange() throws(Fault) -> Line.Kind {
    let place = words.here
    var layout: Layout
    let word = try words.name("arrange needs row, column or grid 2x3")
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
    try words.demand(sign: "=", "check compares two sides; \(example)")
    let right = try words.expression()
    let end = words.endOfLast
    try words.demand(word: "within", "check needs a tolerance; \(example)")
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
  func end(_ what: String, _ advice: String = "") throws(Fault) {
    guard words.next.kind != .end else { return }
    if words.next.kind == .sign("%"), let fault = misplaced(after: nil) { throw fault }
    throw fault("\(shown(words.next)) is not expected after \(what)\(advice)")
  }

  /// Refuses what stands behind a formula, with what was meant by it.
  private func endOfFormula(_ formula: Expression) throws(Fault) {
    guard words.next.kind != .end else { return }
    if let fault = misplaced(after: formula) { throw fault }
    if case .name(let name) = words.next.kind {
      throw fault("'\(printable(name))' is not expected here; write * for a product")
    }
    if case .number = words.next.kind {
      throw fault("a number is not expected here; write * for a product")
    }
    if case .number(let whole, _) = formula, whole == whole.rounded(), words.next.kind == .sign(",")
    {
      throw fault("numbers have a decimal point; write 0.1")
    }
    try end("a definition")
  }

  func fault(_ words: String) -> Fault { self.words.fault(words) }

  func shown(_ token: Token) -> String {
    switch token.kind {
    case .string: "a string"
    case .end: "the end of the line"
    default: "'\(printable(words.piece(from: token.start, to: token.end)))'"
    }
  }
}
