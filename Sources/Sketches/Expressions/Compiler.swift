import Records

/// Turns formulas into programs.
package struct Compiler {
  let names: Names
  /// The most steps of a formula, with the functions it calls.
  package static let mostOperations = 10_000

  var columns: [[Double]] = []
  var sums: [RowSum] = []
  var outer = Block()
  /// The steps within a sum over rows; nil outside of one.
  var inner: Block?
  private var visited = 0
  private var depth = 0
  /// The names that are being inlined, innermost last.
  private var calls: [String] = []
  /// The columns of tables that the formula at hand names, itself or by what it calls.
  var used: Set<String> = []

  /// Steps, each once.
  struct Block {
    var steps: [Step] = []
    var known: [Step: Int] = [:]

    mutating func add(_ step: Step) -> Int {
      if let index = known[step] { return index }
      steps.append(step)
      known[step] = steps.count - 1
      return steps.count - 1
    }
  }

  typealias Local = [String: Int]

  private init(_ names: Names) { self.names = names }

  /// A formula of the panel's variables.
  ///
  /// - Throws: `Fault` at a name that stands for nothing.
  package static func program(_ formula: Expression, _ names: Names) throws(Fault) -> Program {
    var compiler = Compiler(names)
    let result = try compiler.compiled(formula, [:], isTop: true)
    return Program(
      steps: compiler.outer.steps, result: result, sums: compiler.sums, columns: compiler.columns)
  }

  /// A number.
  package static func number(_ formula: Expression, _ names: Names) throws(Fault) -> Double {
    var plain = names
    plain.otherVariables.formUnion(names.variables)
    plain.variables = []
    let program = try program(formula, plain)
    return program.constant ?? Evaluator(program, order: 0).value(0, 0)
  }

  /// A formula of columns, row by row.
  ///
  /// - Returns: nil where it depends on no column.
  package static func column(_ formula: Expression, _ names: Names) throws(Fault) -> [Double]? {
    let (compiler, result) = try inRows(formula, names)
    guard case .column(let index)? = compiler.inner?.steps[result] else { return nil }
    return compiler.columns[index]
  }

  /// Whether each row lacks a finite value in a column that a formula names; nil where it names none.
  package static func lacking(_ formula: Expression, _ names: Names) throws(Fault) -> [Bool]? {
    lacking(try inRows(formula, names).compiler.used, names)
  }

  /// A formula compiled for the rows of the data, with the step that is its value.
  private static func inRows(
    _ formula: Expression, _ names: Names
  ) throws(Fault) -> (compiler: Compiler, result: Int) {
    var plain = names
    plain.variables = []
    var compiler = Compiler(plain)
    compiler.inner = Block()
    let result = try compiler.compiled(formula, [:], isTop: true)
    return (compiler, result)
  }

  static func lacking(_ used: Set<String>, _ names: Names) -> [Bool]? {
    let columns = used.compactMap { names.columns[$0] }
    guard let count = columns.first?.count, columns.allSatisfy({ $0.count == count }) else {
      return nil
    }
    return (0..<count).map { row in columns.contains { !$0[row].isFinite } }
  }

  /// Looks for names that stand for nothing in a definition, whatever calls it.
  package static func check(
    _ definition: Names.Definition, named name: String, _ names: Names
  ) throws(Fault) {
    var all = names
    // A definition may speak of the variables of any panel, and of rows.
    all.variables = all.otherVariables.sorted()
    var compiler = Compiler(all)
    if !all.columns.isEmpty { compiler.inner = Block() }
    compiler.calls = [name]
    var local: Local = [:]
    for parameter in definition.parameters {
      let register = compiler.outer.add(.variable(local.count))
      local[parameter] = compiler.inner == nil ? register : compiler.add(.outer(register))
    }
    _ = try compiler.compiled(definition.body, local)
  }

  mutating func add(_ step: Step) -> Int {
    if inner == nil { return outer.add(step) }
    return inner?.add(step) ?? 0
  }

  private func step(_ index: Int) -> Step { inner?.steps[index] ?? outer.steps[index] }

  mutating func constant(_ value: Double) -> Int { add(.constant(value)) }

  private mutating func column(_ values: [Double]) -> Int {
    if let known = columns.firstIndex(where: { $0 == values }) { return add(.column(known)) }
    columns.append(values)
    return add(.column(columns.count - 1))
  }

  mutating func compiled(
    _ formula: Expression, _ local: Local, isTop: Bool = false
  ) throws(Fault) -> Int {
    visited += 1
    depth += 1
    defer { depth -= 1 }
    switch formula {
    case .number(let value, _), .date(_, let value, _): return constant(value)
    case .name(let name, let place):
      try checkSize(place)
      return try named(name, at: place, local, isTop: isTop)
    case .call(let name, let arguments, let place):
      try checkSize(place)
      return try call(name, arguments, at: place, local)
    case .negative(let inner): return unary(.negate(0), try compiled(inner, local))
    case .absolute(let inner): return unary(.function(.abs, 0), try compiled(inner, local))
    case .binary(let sign, let a, let b, let place):
      try checkSize(place)
      let left = try compiled(a, local)
      if sign == .power, let power = try wholeOrReal(b, local) {
        return unary(power, left)
      }
      let right = try compiled(b, local)
      let step: Step =
        switch sign {
        case .add: .add(0, 0)
        case .subtract: .subtract(0, 0)
        case .multiply: .multiply(0, 0)
        case .divide: .divide(0, 0)
        case .power: .function2(.pow, 0, 0)
        }
      return binary(step, left, right)
    }
  }

  private func checkSize(_ place: Place) throws(Fault) {
    guard visited <= Self.mostOperations else {
      throw Fault(
        place, "the formula has more than \(Self.mostOperations) operations; make it smaller")
    }
    guard depth < 300 else {
      throw Fault(
        place,
        "the formula is nested too deeply; define less on top of each other, and put brackets around "
          + "parts of a long sum")
    }
  }

  /// The power with an exponent that is a number.
  private mutating func wholeOrReal(_ b: Expression, _ local: Local) throws(Fault) -> Step? {
    let index = try compiled(b, local)
    guard case .constant(let exponent) = step(index) else { return nil }
    if exponent == exponent.rounded(), abs(exponent) <= 64 { return .power(0, Int(exponent)) }
    return .realPower(0, exponent)
  }

  private mutating func named(
    _ name: String, at place: Place, _ local: Local, isTop: Bool
  ) throws(Fault) -> Int {
    if let index = local[name] { return index }
    if inner != nil, let values = names.columns[name] {
      used.insert(name)
      return column(values)
    }
    if let index = names.variables.firstIndex(of: name) {
      // Within a sum, what the variables give comes from outside.
      let register = outer.add(.variable(index))
      return inner == nil ? register : add(.outer(register))
    }
    if let value = names.values[name] { return constant(value) }
    if let definition = names.definitions[name] {
      if definition.parameters.isEmpty {
        return try inlined(name, definition.body, [:], at: place)
      }
      // A function's name alone is the function of the panel's variables; within a function, whose
      // variables are its own, it is not.
      if isTop || local.isEmpty, definition.parameters.count <= names.variables.count {
        let variables = names.variables.map { Expression.name($0, place) }
        return try call(
          name, Array(variables.prefix(definition.parameters.count)), at: place, local)
      }
      let arguments = definition.parameters.joined(separator: ", ")
      throw Fault(
        place, "'\(printable(name))' is a function; write what it is of: \(name)(\(arguments))")
    }
    if isTop, let function = Function.named(name), let variable = names.variables.first {
      return unary(
        .function(function, 0), try compiled(.name(variable, place), local))
    }
    if names.columns[name] != nil {
      throw Fault(
        place,
        names.variables.count == 2
          ? names.columnInPlane(name)
          : "'\(printable(name))' is a column; write mean(\(printable(name))) or sum(\(printable(name)))"
      )
    }
    if names.results.contains(name) {
      throw Fault(place, "'\(printable(name))' is not computed yet; use it in check only")
    }
    if let value = Names.constants[name] { return constant(value) }
    throw names.unknown(name, at: place)
  }

  private mutating func inlined(
    _ name: String, _ body: Expression, _ local: Local, at place: Place
  ) throws(Fault) -> Int {
    if calls.contains(name) {
      throw Fault(
        place, "'\(printable(name))' is defined by itself; write it without its own name")
    }
    calls.append(name)
    defer { calls.removeLast() }
    return try compiled(body, local)
  }

  private mutating func call(
    _ name: String, _ arguments: [Expression], at place: Place, _ local: Local
  ) throws(Fault) -> Int {
    func demand(_ count: Int, _ form: String) throws(Fault) {
      guard arguments.count == count else {
        throw Fault(
          place,
          "\(printable(name)) is of \(counted(count, "number")), not of \(arguments.count); write \(form)"
        )
      }
    }
    if let definition = names.definitions[name], !definition.parameters.isEmpty {
      try demand(
        definition.parameters.count, "\(name)(\(definition.parameters.joined(separator: ", ")))")
      var inside: Local = [:]
      for (parameter, argument) in zip(definition.parameters, arguments) {
        inside[parameter] = try compiled(argument, local)
      }
      return try inlined(name, definition.body, inside, at: place)
    }
    if name == "mean" || name == "sum" {
      try demand(1, "\(name)(x)")
      return try rowSum(arguments[0], isMean: name == "mean", at: place, local)
    }
    if let function = Function.named(name) {
      try demand(1, "\(name)(x)")
      return unary(.function(function, 0), try compiled(arguments[0], local))
    }
    if let function = Function2(rawValue: name) {
      if function == .min || function == .max, arguments.count > 2 {
        var result = try compiled(arguments[0], local)
        for other in arguments.dropFirst() {
          result = binary(.function2(function, 0, 0), result, try compiled(other, local))
        }
        return result
      }
      try demand(2, "\(name)(x, y)")
      let first = try compiled(arguments[0], local)
      if function == .pow, let power = try wholeOrReal(arguments[1], local) {
        return unary(power, first)
      }
      return binary(.function2(function, 0, 0), first, try compiled(arguments[1], local))
    }
    throw names.unknown(name, at: place, isForCall: true)
  }

  // MARK: Steps with what is known already

  private mutating func unary(_ step: Step, _ a: Int) -> Int {
    func apply(_ x: Double) -> Double {
      switch step {
      case .negate: -x
      case .power(_, let n): wholePower(x, n)
      case .realPower(_, let p): Function2.pow(x, p, order: 0).0
      case .function(let function, _): function(x, order: 0).0
      default: .nan
      }
    }
    switch self.step(a) {
    case .constant(let value): return constant(apply(value))
    case .column(let index): return column(columns[index].map(apply))
    default: break
    }
    return switch step {
    case .negate: add(.negate(a))
    case .power(_, 0): constant(1)
    case .power(_, 1): a
    case .power(_, let n): add(.power(a, n))
    case .realPower(_, let p): add(.realPower(a, p))
    case .function(let function, _): add(.function(function, a))
    default: a
    }
  }

  mutating func binary(_ step: Step, _ a: Int, _ b: Int) -> Int {
    func apply(_ x: Double, _ y: Double) -> Double {
      switch step {
      case .add: x + y
      case .subtract: x - y
      case .multiply: x * y
      case .divide: x / y
      case .function2(let function, _, _): function(x, y, order: 0).0
      default: .nan
      }
    }
    switch (self.step(a), self.step(b)) {
    case (.constant(let x), .constant(let y)): return constant(apply(x, y))
    case (.column(let i), .constant(let y)): return column(columns[i].map { apply($0, y) })
    case (.constant(let x), .column(let j)): return column(columns[j].map { apply(x, $0) })
    case (.column(let i), .column(let j)) where columns[i].count == columns[j].count:
      return column(zip(columns[i], columns[j]).map(apply))
    default: break
    }
    return switch step {
    case .add: add(.add(a, b))
    case .subtract: add(.subtract(a, b))
    case .multiply: a == b ? add(.power(a, 2)) : add(.multiply(a, b))
    case .divide: add(.divide(a, b))
    case .function2(let function, _, _): add(.function2(function, a, b))
    default: a
    }
  }
}
