/// A formula as it was read.
package indirect enum Expression: Hashable, Sendable {
  case number(Double, Place? = nil)
  /// A date as it was written, with its days since the first of January 1970.
  case date(String, Double, Place)
  case name(String, Place)
  case call(String, [Expression], Place)
  case negative(Expression)
  case absolute(Expression)
  case binary(Operator, Expression, Expression, Place)

  package enum Operator: String, Hashable, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case power = "^"
  }
}

extension Expression {
  /// The place of the first name or number in a formula, where it has one.
  var place: Place? {
    switch self {
    case .number(_, let place): place
    case .date(_, _, let place): place
    case .name(_, let place), .call(_, _, let place): place
    case .negative(let inner), .absolute(let inner): inner.place
    case .binary(_, let a, _, let place): a.place ?? place
    }
  }
}

/// A pair of formulas: a point or the two components of a curve or field.
package struct Pair: Hashable, Sendable {
  package let x: Expression
  package let y: Expression
  package let place: Place
}

/// Two ends of a range, which values need not meet before they are computed.
package struct Bounds: Hashable, Sendable {
  package let low: Expression
  package let high: Expression
  package let place: Place
}

extension Words {
  /// How deep brackets, signs and powers may lie in each other.
  package static var deepest: Int { 100 }

  /// A part of a formula: `expr = term {("+"|"-") term}`.
  package mutating func expression(depth: Int = 0, inBars: Bool = false) throws(Fault) -> Expression
  {
    try checkDepth(depth)
    var sum = try term(depth, inBars)
    while true {
      let place = here
      if try take(sign: "+") {
        sum = .binary(.add, sum, try term(depth, inBars), place)
      } else if try take(sign: "-") {
        sum = .binary(.subtract, sum, try term(depth, inBars), place)
      } else {
        return sum
      }
    }
  }

  /// A part of a formula: `term = factor {("*"|"/") factor | adjacent}`.
  private mutating func term(_ depth: Int, _ inBars: Bool) throws(Fault) -> Expression {
    var isNumber = try beginsWithNumber
    var product = try factor(depth, inBars)
    while true {
      let place = here
      if isNumber, isAdjacent, startsAtom(inBars) {
        product = .binary(.multiply, product, try factor(depth, inBars), place)
        isNumber = false
        continue
      }
      let isProduct = try take(sign: "*")
      let isQuotient = isProduct ? false : try take(sign: "/")
      guard isProduct || isQuotient else {
        try refuseBracket(after: product)
        return product
      }
      isNumber = try beginsWithNumber
      product = .binary(isProduct ? .multiply : .divide, product, try factor(depth, inBars), place)
    }
  }

  private func checkDepth(_ depth: Int) throws(Fault) {
    guard depth < Words.deepest else {
      throw fault("the formula is nested too deeply; define a part of it on a line of its own")
    }
  }

  /// Whether a factor begins with a number, be it behind a sign.
  private var beginsWithNumber: Bool {
    get throws(Fault) {
      var ahead = self
      while ahead.next.kind == .sign("-") || ahead.next.kind == .sign("+") { try ahead.take() }
      if case .number = ahead.next.kind { return true }
      return false
    }
  }

  private func startsAtom(_ inBars: Bool) -> Bool {
    switch next.kind {
    case .name: true
    case .sign("("): true
    case .sign("|"): !inBars
    default: false
    }
  }

  /// A bracket right after a factor is a forgotten sign.
  private func refuseBracket(after factor: Expression) throws(Fault) {
    if next.kind == .sign("("), isAdjacent {
      if case .binary(.power, .name(let name, _), .number(let power, _), _) = factor {
        throw fault(
          "a sign is missing before this bracket; write \(name)(x)^\(brief(power)) for the power of a function, or * for a product"
        )
      }
      throw fault("a sign is missing before this bracket; write * for a product")
    }
    if case .name(let name) = next.kind, isAdjacent {
      throw fault("a sign is missing before '\(name)'; write * for a product")
    }
  }

  /// A part of a formula: `factor = "-" factor | atom ["^" factor]`.
  private mutating func factor(_ depth: Int, _ inBars: Bool) throws(Fault) -> Expression {
    try checkDepth(depth)
    if try take(sign: "-") { return .negative(try factor(depth + 1, inBars)) }
    if try take(sign: "+") { return try factor(depth + 1, inBars) }
    let base = try atom(depth, inBars)
    let place = here
    if case .sign(let sign) = next.kind, let power = superscripts.firstIndex(of: sign) {
      try take()
      return .binary(.power, base, .number(Double(power), place), place)
    }
    if next.kind == .sign("*") {
      // Two stars are another language's power.
      var ahead = self
      try ahead.take()
      if ahead.next.kind == .sign("*"), ahead.isAdjacent {
        throw Fault(place, "'**' is no sign here; write ^ for a power")
      }
    }
    guard try take(sign: "^") else { return base }
    return .binary(.power, base, try factor(depth + 1, inBars), place)
  }

  /// A part of a formula: `atom = number | name | name "(" expr {"," expr} ")" | "(" expr ")" | "|" expr "|"`.
  private mutating func atom(_ depth: Int, _ inBars: Bool) throws(Fault) -> Expression {
    let place = here
    switch next.kind {
    case .number(let value):
      try take()
      if case .number = next.kind, isAdjacent {
        throw fault("this number has two points; write one")
      }
      return .number(value, place)
    case .date(let text, let day):
      try take()
      return .date(text, day, place)
    case .name(let name):
      try take()
      if name == "if" {
        throw Fault(
          place, "there is no 'if'; write step(x) for 1 where x is above 0, or relu, min, max")
      }
      guard next.kind == .sign("("), isAdjacent else { return .name(name, place) }
      let opening = here
      try take()
      if next.kind == .sign(")") {
        throw fault("\(name) has nothing between its brackets; write what it is of")
      }
      var arguments = [try expression(depth: depth + 1)]
      while try take(sign: ",") { arguments.append(try expression(depth: depth + 1)) }
      try close(")", opening)
      return .call(name, arguments, place)
    case .sign("("):
      let opening = here
      try take()
      let inner = try expression(depth: depth + 1)
      try close(")", opening)
      return inner
    case .sign("|"):
      let opening = here
      try take()
      let inner = try expression(depth: depth + 1, inBars: true)
      try close("|", opening)
      return .absolute(inner)
    case .end: throw Fault(place, "the formula ends too soon; write a number, a name or a bracket")
    case .string(let text):
      guard let day = day(ofDate: text) else {
        throw Fault(place, "a formula is expected here, not words")
      }
      try take()
      return .date(text, day, place)
    case .sign("/") where isAdjacent:
      throw Fault(
        place,
        "'//' is no sign here; write / for a quotient, floor(x/2) for a whole one, # before a comment"
      )
    case .sign("["), .sign("{"):
      throw Fault(place, "only round brackets are known; write ( and ), ranges and lists without")
    case .sign("="): throw Fault(place, "this '=' is too much; remove it")
    case .sign(let sign):
      throw Fault(place, "a number, a name or a bracket is expected, not '\(sign)'")
    }
  }

  /// What to say of a sign of comparison in a formula.
  var comparison: Fault {
    fault("formulas compare nothing; write step(x) for 1 where x is above 0, or a line of region")
  }

  private mutating func close(_ sign: String, _ opening: Place) throws(Fault) {
    guard try take(sign: sign) else {
      switch next.kind {
      case .end:
        throw Fault(
          opening, "this \(sign == "|" ? "bar" : "bracket") has no partner; end with '\(sign)'")
      case .sign(","): throw fault("a comma has no meaning here; remove it, or write a point")
      case .sign("<"), .sign(">"), .sign("<="), .sign(">="): throw comparison
      case .sign("=") where sign == ")":
        throw fault("'=' has no meaning inside of brackets; remove it")
      case .name(let name):
        throw fault("'\(name)' is not expected here; write * for a product, or '\(sign)'")
      default: throw fault("'\(sign)' is missing here")
      }
    }
  }

  /// A point: `"(" expr "," expr ")"`.
  package mutating func pair(_ example: String) throws(Fault) -> Pair {
    let place = here
    try demand(sign: "(", "a point is expected; write \(example)")
    let x = try expression(depth: 1)
    try demand(sign: ",", "a point has two coordinates; write \(example)")
    let y = try expression(depth: 1)
    if next.kind == .sign(",") {
      throw fault("a point has two coordinates; write \(example)")
    }
    try close(")", place)
    return Pair(x: x, y: y, place: place)
  }

  /// A range: `expr ".." expr`.
  package mutating func range() throws(Fault) -> Bounds {
    let place = here
    let isBracket = next.kind == .sign("(") || next.kind == .sign("[")
    if isBracket, (try? bracketedRange()) != nil {
      throw Fault(place, "a range is written with two dots and no brackets; write 0..1")
    }
    let low = try expression()
    if next.kind == .sign("...") {
      throw fault("a range has two dots; write 0..1")
    }
    try demand(sign: "..", "a range is expected; write 0..1")
    return Bounds(low: low, high: try expression(), place: place)
  }

  /// A range as other programs write it, `(0, 1)` or `[0, 1]`.
  private func bracketedRange() throws(Fault) -> Pair {
    var ahead = self
    try ahead.take()
    let place = ahead.here
    let low = try ahead.expression(depth: 1)
    guard try ahead.take(sign: ",") else { throw Fault(place, "") }
    return Pair(x: low, y: try ahead.expression(depth: 1), place: place)
  }
}
