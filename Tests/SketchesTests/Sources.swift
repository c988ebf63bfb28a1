import Lectures
import Records
import Sketches

/// A sketch from its source, with tables by name.
func sketch(_ source: String, tables: [String: String] = [:]) throws -> Sketch {
  try Sketch(
    Array(source.utf8), file: "test.figure",
    reading: { name in
      guard let table = tables[name] else { throw NoTables() }
      return Array(table.utf8)
    })
}

/// What a source is refused with: `line:column: words`; the error as it is when that is no refusal.
func refusal(_ source: String, tables: [String: String] = [:]) -> String {
  do {
    _ = try sketch(source, tables: tables).computed()
    return ""
  } catch let failure as CommandFailure {
    return failure.description.replacing("test.figure:", with: "")
  } catch {
    return "\(error)"
  }
}

extension FigureData {
  /// A number by its name.
  func number(_ name: String) -> Double { numbers.first { $0.name == name }?.value ?? .nan }

  /// The rows of a table.
  func rows(_ name: String) -> [[Double]] { series.first { $0.name == name }?.rows ?? [] }
}

extension Double {
  /// The natural logarithm, by the language's own.
  var logarithm: Double { value(of: "log(x)", at: self) }
  /// The exponential.
  var exponential: Double { value(of: "exp(x)", at: self) }
}

func value(of formula: String, at x: Double) -> Double {
  guard var words = try? Words(Array(formula), number: 1), let tree = try? words.expression() else {
    return .nan
  }
  var names = Names()
  names.variables = ["x"]
  guard let program = try? Compiler.program(tree, names) else { return .nan }
  return Evaluator(program, order: 0).value(x, 0)
}
