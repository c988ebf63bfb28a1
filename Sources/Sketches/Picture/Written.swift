import Records
import Typesetting

/// A formula as it may be written.
func text(_ formula: Expression) -> String { Notation.source.written(formula).text }

/// What a formula of columns or of the plane is called beside an axis.
///
/// A formula that is set, or the name of a column; what a run gives is called by that alone.
func columnHeading(_ formula: Expression, _ names: Names) -> String {
  if case .name(let name, _) = formula {
    if let own = names.headings[name] { return own.replacing("$", with: "\\$") }
    return heading(name.split(separator: ".").last.map(String.init) ?? name)
  }
  let set = "$\(Notation.set.written(formula).text)$"
  return (try? TextLine(set)) == nil ? text(formula) : set
}

/// How formulas are written: as in a source, or in TeX's language, to be set.
private enum Notation {
  case source, set

  func written(_ formula: Expression) -> (text: String, rank: Int) {
    func text(_ inner: Expression) -> String { written(inner).text }
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
    case .number(let value, _): return (number(value), value < 0 ? 1 : 5)
    case .date(let date, _, _): return (self == .set ? "\\text{\(date)}" : date, 5)
    case .name(let name, _): return (self.name(name), 5)
    case .call(let name, let arguments, _):
      return ("\(function(name))(\(arguments.map(text).joined(separator: ", ")))", 5)
    case .absolute(let inner): return ("|\(text(inner))|", 5)
    case .negative(let inner): return ("-\(inBrackets(inner, below: 3))", 1)
    case .binary(let sign, let a, let b, _):
      switch sign {
      case .add: return ("\(inBrackets(a, below: 1)) + \(inBrackets(b, below: 2))", 1)
      case .subtract: return ("\(inBrackets(a, below: 1)) - \(inBrackets(b, below: 2))", 1)
      case .multiply:
        return (
          "\(first(a))\(self == .set ? product(a, b) : "*")\(inBrackets(b, below: 3))", 2
        )
      case .divide: return ("\(first(a))/\(inBrackets(b, below: 3))", 2)
      case .power:
        let base = inBrackets(a, below: 5)
        return (self == .set ? "\(base)^{\(text(b))}" : "\(base)^\(inBrackets(b, below: 4))", 4)
      }
    }
  }

  /// The sign of a product as it is set: a space behind a number or between letters, a dot where words
  /// or a number follow.
  private func product(_ a: Expression, _ b: Expression) -> String {
    func isLetter(_ formula: Expression) -> Bool {
      if case .name(let name, _) = formula { heading(name).hasPrefix("$") } else { false }
    }
    if case .number = b { return "\\cdot " }
    if case .number = a { return "\\," }
    return isLetter(a) && isLetter(b) ? "\\," : "\\cdot "
  }

  private func number(_ value: Double) -> String {
    self == .set ? Numeral(exactly: value).tex : short(value)
  }

  private func name(_ name: String) -> String {
    guard self == .set else { return name }
    let own = heading(name)
    return own.hasPrefix("$") ? String(own.dropFirst().dropLast()) : "\\text{\(own)}"
  }

  private func function(_ name: String) -> String {
    let isKnown = Function.named(name) != nil || Function2(rawValue: name) != nil
    return self == .set && isKnown ? "\\operatorname{\(name)}" : self.name(name)
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

/// Words with the characters that the fonts of words lack as formulas.
///
/// These are Greek letters, signs, raised and lowered digits. What stands between dollar signs is a formula
/// already.
func settable(_ words: String) -> String {
  guard words.unicodeScalars.contains(where: { $0.value > 0xFF }) else { return words }
  let greek = Array("αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩ")
  let names = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda",
    "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
    "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega",
  ]
  let signs: [Character: String] = [
    "≤": "le", "≥": "ge", "≠": "ne", "≈": "approx", "∼": "sim", "≪": "ll", "≫": "gg", "∝": "propto",
    "∞": "infty", "→": "to", "∇": "nabla", "∂": "partial", "∑": "sum", "∈": "in", "ℓ": "ell",
    "‖": "|", "⊤": "top", "∘": "circ", "⋅": "cdot",
  ]
  let digits = [(Array("₀₁₂₃₄₅₆₇₈₉₋₊"), "_"), (Array("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺"), "^")]
  // The sign of the script that ends the text so far.
  var script = ""
  var isFormula = false
  var before: Character = " "
  // Whether a formula that is made here ends the text so far.
  var isOurs = false
  return words.reduce(into: "") { text, character in
    if character == "$", before != "\\" { isFormula.toggle() }
    before = character
    var piece: String?
    if isFormula {
      piece = nil
    } else if let sign = signs[character] {
      piece = "\\\(sign)"
    } else if let index = greek.firstIndex(of: character) {
      piece = "\\\(names[index])"
    } else if let (list, sign) = digits.first(where: { $0.0.contains(character) }),
      let digit = list.firstIndex(of: character)
    {
      let written = digit < 10 ? "\(digit)" : digit == 10 ? "-" : "+"
      // Digits of one script belong together.
      let isMore = isOurs && script == sign
      if isMore { text.removeLast(2) }
      piece = (isMore ? "" : (isOurs ? "" : "{}") + sign + "{") + written + "}"
      if isMore { text.append("$") }
      script = sign
    }
    if piece == nil || !digits.contains(where: { $0.0.contains(character) }) { script = "" }
    if let piece {
      if isOurs { text.removeLast() }
      text += (isOurs ? "" : "$") + piece + "$"
    } else {
      text.append(character)
    }
    isOurs = piece != nil
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
