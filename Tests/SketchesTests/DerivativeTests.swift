import Sketches
import TestSupport
import Testing

/// Formulas against 130-digit differences: values, gradients and second derivatives.
@Suite struct DerivativeTests {
  private static let values = String(
    decoding: read(
      #filePath.replacing("DerivativeTests.swift", with: "Values/derivatives.txt")) ?? [],
    as: UTF8.self)

  /// The program of a formula of x and y.
  private static func program(_ formula: String) throws -> Program {
    var words = try Words(Array(formula), number: 1)
    var names = Names()
    names.variables = ["x", "y"]
    return try Compiler.program(try words.expression(), names)
  }

  @Test func jetsAreThoseOfAThousandFormulas() throws {
    let lines = Self.values.split(separator: "\n")
    #expect(lines.count == 1000)
    var worst = 0.0
    for line in lines {
      let parts = line.split(separator: "\t").map(String.init)
      let numbers = parts.dropFirst().compactMap(Double.init)
      #expect(numbers.count == 8, "\(line)")
      let program = try Self.program(parts[0])
      let jet = Evaluator(program, order: 2).jet(numbers[0], numbers[1])
      let found = [jet.value, jet.x, jet.y, jet.xx, jet.xy, jet.yy]
      // A derivative that vanishes is rounding beside the others.
      let size = max(numbers[2...].map(abs).max() ?? 1, 1)
      for (have, want) in zip(found, numbers[2...]) {
        let error = abs(have - want) / (want == 0 ? size : abs(want))
        #expect(error <= 1e-12, "\(parts[0]) at \(numbers[0]), \(numbers[1]): \(found)")
        worst = max(worst, error)
      }
      // One route for a point, another for a grid, a third with gradients only.
      let grid = Evaluator(program, order: 0, isForGrid: true)
      let many = grid.values(
        Array(repeating: numbers[0], count: 70), Array(repeating: numbers[1], count: 70))
      #expect(many.allSatisfy { $0 == jet.value }, "\(parts[0])")
      let first = Evaluator(program, order: 1).jet(numbers[0], numbers[1])
      #expect(first.x == jet.x && first.y == jet.y, "\(parts[0])")
    }
    #expect(worst > 1e-17)
  }

  @Test func powersHaveTheirDerivativesAtZero() throws {
    let jet = Evaluator(try Self.program("x^2*y + y^3 + x"), order: 2).jet(0, 0)
    #expect([jet.value, jet.x, jet.y, jet.xx, jet.xy, jet.yy] == [0, 1, 0, 0, 0, 0])
    let square = Evaluator(try Self.program("x² + 2y²"), order: 2).jet(1, 2)
    #expect(
      [square.value, square.x, square.y, square.xx, square.xy, square.yy] == [9, 2, 8, 2, 0, 4])
  }

  @Test(arguments: [
    ("2x^2", 18.0), ("-x^2", -9), ("2^3^2", 512), ("1/2x", 1.5), ("6/2(1+2)", 9), ("2e-1x", 0.6),
    ("|x - 5| + |y|", 6), ("|2x|*|-y|", 24), ("x - -y", 7), ("2^-1", 0.5), ("3 − x", 0),
    ("x·y × 2", 24), ("max(1, x, y, 2)", 4), ("mod(7.5, 2)", 1.5), ("log(e)", 1), ("ln(1)", 0),
    ("atan2(y, y)", .pi / 4), ("relu(-x) + step(0)", 1), ("2(x+y)(1)", .nan),
    ("erf(0.5)", 0.5204998778130465),
    ("erf(3)", 0.9999779095030014), ("cbrt(-27)", -3), ("log2(8)", 3),
  ])
  func grammarOfFormulas(_ formula: String, _ wanted: Double) throws {
    guard !wanted.isNaN else {
      #expect(throws: Fault.self) { try Self.program(formula) }
      return
    }
    let value = Evaluator(try Self.program(formula), order: 0).value(3, 4)
    #expect(abs(value - wanted) <= 4e-16 * max(1, abs(wanted)), "\(formula): \(value)")
  }

  @Test func meansGoOverRowsAsOneLoopWould() throws {
    var names = Names()
    names.variables = ["a", "b"]
    names.columns["x"] = (0..<150).map { Double($0) / 10 }
    names.columns["y"] = (0..<150).map { Double($0 * $0 % 17) }
    var words = try Words(
      Array("mean((y - a*x - b)^2)/2 + sum(x)/1000 + mean((x - mean(x))^2)"), number: 1)
    let program = try Compiler.program(try words.expression(), names)
    let (x, y) = (names.columns["x"] ?? [], names.columns["y"] ?? [])
    let n = 150.0
    let (a, b) = (0.7, -1.3)
    let rests = zip(x, y).map { $1 - a * $0 - b }
    let mean = x.reduce(0, +) / n
    let value =
      rests.reduce(0) { $0 + $1 * $1 } / n / 2 + x.reduce(0, +) / 1000
      + x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
    let slope = zip(x, rests).reduce(0) { $0 - $1.0 * $1.1 } / n
    let jet = Evaluator(program, order: 2).jet(a, b)
    #expect(abs(jet.value - value) < 1e-12 * value)
    #expect(abs(jet.x - slope) < 1e-12 * abs(slope))
    #expect(abs(jet.xx - x.reduce(0) { $0 + $1 * $1 } / n) < 1e-10)
    #expect(abs(jet.yy - 1) < 1e-14)
    #expect(abs(jet.xy - mean) < 1e-13)
    let grid = Evaluator(program, order: 0, isForGrid: true).values([a, 0, a], [b, 0, b])
    #expect(abs(grid[0] - value) < 1e-12 * value)
    #expect(grid[0] == grid[2])
  }
}
