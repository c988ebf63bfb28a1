/// What a register of a program holds.
enum Step: Hashable, Sendable {
  case constant(Double)
  /// One of the two variables.
  case variable(Int)
  /// A column of a table; what is computed of columns alone is a column too.
  case column(Int)
  /// A register of the program outside of a sum over rows.
  case outer(Int)
  case add(Int, Int)
  case subtract(Int, Int)
  case multiply(Int, Int)
  case divide(Int, Int)
  case negate(Int)
  /// A register times a number, plus a number.
  case power(Int, Int)
  case realPower(Int, Double)
  case function(Function, Int)
  case function2(Function2, Int, Int)
  /// A sum over the rows, by its index.
  case sum(Int)
}

/// A sum or mean over the rows of a table: a program of its own whose last register is summed.
struct RowSum: Sendable {
  let steps: [Step]
  let result: Int
  let rows: Int
  let isMean: Bool
}

/// A formula in two variables as a list of steps without jumps.
package struct Program: Sendable {
  let steps: [Step]
  let result: Int
  let sums: [RowSum]
  /// The columns that the sums run over.
  let columns: [[Double]]

  /// The steps of one evaluation.
  package var operations: Int {
    sums.reduce(steps.count) { $0 + $1.steps.count * $1.rows }
  }

  /// The rows that a sum runs over; 0 without a sum.
  package var rows: Int { sums.map(\.rows).max() ?? 0 }

  /// The value, where it depends on no variable.
  package var constant: Double? {
    guard case .constant(let value) = steps[result] else { return nil }
    return value
  }
}

/// A function's value, gradient and second derivatives at a point.
package struct Jet: Hashable, Sendable {
  package var value: Double
  package var x = 0.0
  package var y = 0.0
  package var xx = 0.0
  package var xy = 0.0
  package var yy = 0.0

  package var isFinite: Bool {
    value.isFinite && x.isFinite && y.isFinite && xx.isFinite && xy.isFinite && yy.isFinite
  }
}
