import Drawing
import Plotting
import Records

/// Flows and descents, and where they end.
extension Draft {
  mutating func flow(
    _ drawing: Drawing, _ field: Expression, _ starts: [Pair], _ mirror: Expression?,
    _ layer: String, _ window: Window, _ scope: Names
  ) throws -> Shape {
    let program = try program(field, scope)
    let potential = try mirror.map { try self.mirror($0, scope) }
    let points = try starts.map { try point($0, scope) }
    guard !isCheck else { return Shape() }
    let integrator = FlowIntegrator(program, mirror: potential, window: window, budget: budget)
    let role = role(drawing, Role("blue"))
    var shape = Shape()
    var lines: [FlowLine] = []
    var ends: [Point] = []
    for (point, start) in zip(points, starts) {
      let line = try integrator.line(from: point)
      guard line.value.isFinite || line.points.count > 1 else {
        throw Fault(
          start.place,
          mirror == nil
            ? "\(text(field)) has no gradient at this start; choose another"
            : "no mirror flow starts here; the mirror must be strictly convex and have two derivatives"
        )
      }
      let number = count(of: "flow")
      let end = line.points.last ?? point
      paths.append((point, end))
      lines.append(line)
      shape.tables.append(
        Table("flow-\(number)", scope.variables, line.points.map { [$0.x, $0.y] }))
      shape.numbers += [
        Quantity("flow-\(number).end", line.value),
        Quantity("flow-\(number).end.\(scope.variables[0])", end.x),
        Quantity("flow-\(number).end.\(scope.variables[1])", end.y),
        Quantity("flow-\(number).slope", line.slope),
      ]
      shape.marks.append(
        Curve(
          lifted(line.points), role, drawing.weight(), drawing.dash,
          heads: drawing.marks.contains(.arrow) ? [0.55] : [], layer: layer, name: "flow line"))
      if line.end == .critical { ends.append(end) }
    }
    shape.marks += dots(starts, points, ends, role, layer)
    shape.marks += try label(
      drawing, layer: layer, role: role, along: along(longest(lines.map(\.points), in: window)),
      scope)
    shape.words = .flow(lines, of: text(field), isMirror: mirror != nil)
    return shape
  }

  mutating func descend(
    _ drawing: Drawing, _ field: Expression, _ starts: [Pair], _ rule: Drawing.Rule,
    _ layer: String, _ window: Window, _ scope: Names
  ) throws -> Shape {
    let program = try program(field, scope)
    let potential = try rule.mirror.map { try self.mirror($0, scope) }
    let points = try starts.map { try point($0, scope) }
    let plan = try plan(rule, program, drawing, scope)
    guard !isCheck else { return Shape() }
    let role = role(drawing, Role("orange"))
    var shape = Shape()
    var paths: [[Point]] = []
    var ended: [Point] = []
    var ends: [Phrase.PathEnd] = []
    for start in points {
      let number = count(of: "descent")
      let path = try plan.path(
        of: program, from: start, mirror: potential, window: window, path: number, budget: budget)
      let end = path.points.last ?? start
      self.paths.append((start, end))
      let points = path.shown
      paths.append(points)
      shape.tables.append(
        Table("descent-\(number)", scope.variables, points.map { [$0.x, $0.y] }))
      shape.numbers += [
        Quantity("descent-\(number).end", path.value),
        Quantity("descent-\(number).end.\(scope.variables[0])", end.x),
        Quantity("descent-\(number).end.\(scope.variables[1])", end.y),
        Quantity("descent-\(number).slope", path.slope),
        Quantity("descent-\(number).steps", Double(path.points.count - 1)),
      ].filter { $0.value.isFinite }
      if let left = path.leftAfter {
        shape.numbers.append(Quantity("descent-\(number).left-after", Double(left)))
        shape.warnings.append(
          path.isDiverged
            ? "line \(drawing.place.line): descent-\(number) runs away; it left the picture after \(counted(left, "step"))"
            : "line \(drawing.place.line): descent-\(number) left the picture after \(counted(left, "step"))"
        )
        ends.append(.left(after: left))
      } else {
        ended.append(end)
        ends.append(.at(path.value, steps: path.points.count - 1))
      }
      shape.marks.append(
        Polyline(
          [lifted(points)], role, drawing.weight(), drawing.dash, layer: layer,
          name: "descent"))
      let inner = lifted(Array(points.dropFirst().dropLast()))
      let hasDots = drawing.marks.contains(.dots)
      if hasDots || drawing.marks.contains(.cross) {
        shape.marks.append(
          Dots(
            inner, hasDots ? .disc : .cross, role, diameter: hasDots ? 2.6 : 3.4,
            isObstacle: false, layer: layer, name: "iterate"))
      }
    }
    shape.marks += dots(starts, points, ended, role, layer)
    shape.marks += try label(
      drawing, layer: layer, role: role, along: along(longest(paths, in: window)), scope)
    let kind: Phrase.Rule =
      rule.isAdam
      ? .adam
      : rule.isNesterov
        ? .nesterov : rule.momentum != nil ? .momentum : rule.mirror != nil ? .mirror : .plain
    let chance = Phrase.Chance(batch: plan.batch?.size, hasNoise: plan.noise != nil)
    shape.words = .descent(kind, chance, on: text(field), ends)
    return shape
  }

  /// The dots at the starts and the ends of paths, and where starts that are parameters are taken hold
  /// of.
  private func dots(
    _ starts: [Pair], _ points: [Point], _ ends: [Point], _ role: Role, _ layer: String
  ) -> [any Mark] {
    var marks: [any Mark] = []
    if !ends.isEmpty {
      marks.append(Dots(lifted(ends), .filled, role, layer: layer, name: "end"))
    }
    marks.append(Dots(lifted(points), .hollow, role, layer: layer, name: "start"))
    return marks
      + zip(starts, points).flatMap { start, point -> [any Mark] in
        let names = Set(sheet.parameters.map(\.name))
        return zip([start.x, start.y], lifted([point, point])).compactMap { formula, place in
          guard case .name(let name, _) = formula, names.contains(name) else { return nil }
          return Handle(of: name, at: place)
        }
      }
  }

  private func plan(
    _ rule: Drawing.Rule, _ field: Program, _ drawing: Drawing, _ scope: Names
  ) throws -> DescentPlan {
    // The step may change with the number k of the step.
    var counting = scope
    counting.variables = scope.values["k"] == nil && scope.definitions["k"] == nil ? ["k"] : []
    counting.otherVariables.formUnion(scope.variables)
    let step = rule.step ?? .number(.nan)
    var plan = DescentPlan(step: try Compiler.program(step, counting))
    func value(_ formula: Expression, _ what: String, in range: ClosedRange<Double>, whole: Bool)
      throws -> Double
    {
      let value = try valued(formula, scope)
      guard range.contains(value), !whole || value == value.rounded() else {
        throw Fault(
          formula.place ?? drawing.place,
          "\(what) \(brief(value)) is not allowed; give \(whole ? "a whole number in " : "")"
            + "\(short(range.lowerBound))..\(short(range.upperBound))")
      }
      return value
    }
    if let fixed = plan.step.constant, !(fixed > 0 && fixed.isFinite), !isCheck {
      throw Fault(
        step.place ?? drawing.place,
        "the step \(brief(fixed)) is not allowed; give one above 0")
    }
    if let steps = rule.steps {
      plan.steps = Int(try value(steps, "steps", in: 0...1_000_000, whole: true))
    }
    if let momentum = rule.momentum {
      plan.momentum = try value(momentum, "momentum", in: 0...1, whole: false)
    }
    plan.isNesterov = rule.isNesterov
    plan.isAdam = rule.isAdam
    let seeds = 0...9_007_199_254_740_991.0
    if let batch = rule.batch {
      guard field.rows > 0 else {
        throw Fault(
          batch.size.place ?? drawing.place,
          "a batch is taken of the rows of data, over which the formula has no mean or sum")
      }
      plan.batch = (
        Int(try value(batch.size, "batch", in: 1...Double(field.rows), whole: true)),
        Int(try value(batch.seed, "seed", in: seeds, whole: true))
      )
    }
    if let noise = rule.noise {
      plan.noise = (
        try value(noise.size, "noise", in: 0...1e100, whole: false),
        Int(try value(noise.seed, "seed", in: seeds, whole: true))
      )
    }
    return plan
  }

  mutating func critical(
    _ drawing: Drawing, _ field: Expression, _ layer: String, _ window: Window, _ scope: Names
  ) throws -> Shape {
    let program = try program(field, scope)
    let number = count(of: "critical")
    guard !isCheck else { return Shape() }
    let found = try criticalPoints(of: program, in: window, budget: budget)
    let role = role(drawing, .ink)
    var shape = Shape()
    func places(_ kind: CriticalPoint.Kind) -> [Point] {
      found.filter { $0.kind == kind }.map(\.place)
    }
    // A curve of critical points is no set of dots.
    for (kind, form, size) in [
      (CriticalPoint.Kind.flat, Dots.Shape.disc, 2.4), (.minimum, .diamond, 5.6),
      (.maximum, .ring, 5), (.saddle, .saddle, 6),
    ] where !places(kind).isEmpty && (kind != .flat || places(kind).count < 4) {
      shape.marks.append(
        Dots(lifted(places(kind)), form, role, diameter: size, layer: layer, name: kind.rawValue))
    }
    let flat = found.filter { $0.kind == .flat }.map { abs($0.value) < 1e-12 ? 0 : $0.value }
    // Values that read the same are said once.
    var said: Set<String> = []
    let values = flat.sorted().filter { said.insert(brief($0)).inserted }
    if flat.count >= 4 {
      let plain = Evaluator(program, order: 0)
      let sizes = [0.1, 0.3, 0.5, 0.7, 0.9].flatMap { x in
        [0.1, 0.5, 0.9].map { y -> Double in
          let datum = window.datum(Point(x, y))
          return abs(plain.value(datum.x, datum.y))
        }
      }
      let width = max(sizes.filter(\.isFinite).max() ?? 1, 1e-300)
      for value in values.prefix(6) {
        let lines = try TouchingLines(
          of: program, at: value, in: window, width: width, budget: budget
        ).lines
        shape.marks += lines.map {
          Curve(lifted($0), role, drawing.weight(), drawing.dash, layer: layer, name: "flat")
        }
      }
    }
    let prefix = "critical-\(number)"
    shape.tables = [
      Table(
        prefix, scope.variables + ["value", "slope", "eigenvalue-1", "eigenvalue-2"],
        found.map {
          [$0.place.x, $0.place.y, $0.value, $0.slope, $0.eigenvalues.large, $0.eigenvalues.small]
        })
    ]
    shape.numbers =
      [
        Quantity("\(prefix).minima", Double(places(.minimum).count)),
        Quantity("\(prefix).saddles", Double(places(.saddle).count)),
        Quantity("\(prefix).maxima", Double(places(.maximum).count)),
      ] + (found.isEmpty ? [] : [Quantity("\(prefix).slope", found.map(\.slope).max() ?? 0)])
    if found.isEmpty {
      shape.warnings = [
        "line \(drawing.place.line): no critical point of \(text(field)) was found in the plane"
      ]
    }
    shape.marks += try label(
      drawing, layer: layer, role: role, along: found.map(\.place), scope)
    shape.words = .critical(
      of: text(field), minima: places(.minimum).count, saddles: places(.saddle).count,
      maxima: places(.maximum).count,
      curves: values)
    return shape
  }
}
