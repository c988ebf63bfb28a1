import Records
import Typesetting

/// A formula as it may be written.
func text(_ formula: Expression) -> String { written(formula).text }

private func written(_ formula: Expression) -> (text: String, rank: Int) {
  func inBrackets(_ inner: Expression, below rank: Int) -> String {
    let (text, own) = written(inner)
    return own < rank ? "(\(text))" : text
  }
  /// A factor that begins a product, before which a sign needs no bracket.
  func first(_ inner: Expression) -> String {
    if case .negative = inner { return text(inner) }
    return inBrackets(inner, below: 2)
  }
  switch formula {
  case .number(let value, _): return (short(value), value < 0 ? 1 : 5)
  case .name(let name, _): return (name, 5)
  case .call(let name, let arguments, _):
    return ("\(name)(\(arguments.map(text).joined(separator: ", ")))", 5)
  case .absolute(let inner): return ("|\(text(inner))|", 5)
  case .negative(let inner): return ("-\(inBrackets(inner, below: 3))", 1)
  case .binary(let sign, let a, let b, _):
    switch sign {
    case .add: return ("\(inBrackets(a, below: 1)) + \(inBrackets(b, below: 2))", 1)
    case .subtract: return ("\(inBrackets(a, below: 1)) - \(inBrackets(b, below: 2))", 1)
    case .multiply: return ("\(first(a))*\(inBrackets(b, below: 3))", 2)
    case .divide: return ("\(first(a))/\(inBrackets(b, below: 3))", 2)
    case .power: return ("\(inBrackets(a, below: 5))^\(inBrackets(b, below: 4))", 4)
    }
  }
}

extension Sheet {
  /// The layer of a step.
  func layer(_ step: Int) -> String { step == 0 ? "ground" : "step-\(step)" }

  /// What a drawing is of, as formulas.
  func text(of drawing: Drawing) -> String {
    switch drawing.verb {
    case .implicit(let left, let right):
      "\(Sketches.text(left)) = \(right.map(Sketches.text) ?? "0")"
    case .region(let left, let right, let isBelow):
      "\(Sketches.text(left)) \(isBelow ? "<" : ">") \(Sketches.text(right))"
    case .field(let pair), .parametric(let pair, _, _):
      "(\(Sketches.text(pair.x)), \(Sketches.text(pair.y)))"
    default: drawing.word
    }
  }
}

/// The name of a variable as words with formulas: `theta1` as θ₁, `loss` as a word.
func heading(_ name: String) -> String {
  let digits = String(name.reversed().prefix { $0.isNumber || $0 == "_" }.reversed())
  let letters = String(name.dropLast(digits.count))
  let index = digits.replacing("_", with: "")
  let greek = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda",
    "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "phi", "chi", "psi", "omega",
  ]
  let symbol: String? =
    letters.count == 1 ? letters : greek.contains(letters) ? "\\\(letters)" : nil
  guard let symbol else { return name.replacing("_", with: " ") }
  let tex = index.isEmpty ? "$\(symbol)$" : "$\(symbol)_{\(index)}$"
  // What cannot be set as a formula is a word.
  return (try? TextLine(tex)) == nil ? name : tex
}
