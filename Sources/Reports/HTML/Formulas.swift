package import Typesetting

/// Writes formulas as MathML, and keeps the characters that the page's math font must have.
package struct FormulaMarkup {
  let fonts: MathFonts
  /// Writes formulas as TeX instead, for programs that have MathJax; nil for MathML.
  var tex: PortableTeX?
  /// The characters of all formulas.
  package private(set) var characters: Set<Unicode.Scalar> = []

  /// A writer of formulas for one page.
  package init(fonts: MathFonts) { self.fonts = fonts }

  /// A formula in MathML, in a line or on a line of its own.
  package mutating func formula(_ text: MathText, isDisplay: Bool) throws -> Markup {
    if let tex {
      let source = tex.tex(text)
      return Markup(text: isDisplay ? "\\[\(source)\\]" : "\\(\(source)\\)")
    }
    // The page's words are those of the 10-point design, whatever their size on the screen.
    let mathML = try text.mathML(display: isDisplay, fonts: fonts, size: 10, styling: .classes)
    var isTag = false
    for scalar in mathML.unicodeScalars {
      if scalar == "<" { isTag = true }
      if !isTag { characters.insert(scalar) }
      if scalar == ">" { isTag = false }
    }
    // The browser draws the signs of roots from the font; no text of the formula has them.
    if mathML.contains("<msqrt") || mathML.contains("<mroot") { characters.insert("√") }
    return Markup(trusted: mathML)
  }

  /// Words with formulas between dollar signs.
  mutating func text(_ source: String) throws -> Markup {
    var out = Markup(text: "")
    for piece in try dollarPieces(source) {
      switch piece {
      case .words(let words): out += Markup(text: words)
      case .formula(let tex): out += try formula(try MathText(tex), isDisplay: false)
      }
    }
    return out
  }
}

/// A stretch of words or a formula.
package enum DollarPiece: Hashable, Sendable {
  case words(String)
  case formula(String)
}

/// A dollar sign that begins a formula which never ends.
package struct UnpairedDollar: Error, Hashable, CustomStringConvertible {
  /// Where it stands, in bytes of UTF-8.
  package var offset: Int

  /// One line that says what is wrong and what to do.
  package var description: String {
    "a dollar sign begins a formula that never ends; write \\$ for the sign"
  }
}

/// Text with formulas between dollar signs as one line of words, without TeX.
///
/// Letters that are bold in print are named without it.
/// - Throws: `UnpairedDollar` and `MathError`.
package func spoken(_ source: String) throws -> String {
  try dollarPieces(source).map { piece in
    switch piece {
    case .words(let words): words
    case .formula(let tex): try MathText(tex.replacing(#"\boldsymbol"#, with: "")).words
    }
  }.joined()
}

/// Splits words with formulas between dollar signs; `\\$` is a dollar sign.
///
/// - Throws: `UnpairedDollar`.
package func dollarPieces(_ source: String) throws(UnpairedDollar) -> [DollarPiece] {
  var pieces: [DollarPiece] = []
  var words = ""
  var index = source.startIndex
  while index < source.endIndex {
    let next = source.index(after: index)
    if source[index...].hasPrefix("\\$") {
      words += "$"
      index = source.index(after: next)
    } else if source[index] == "$" {
      guard let end = formulaEnd(in: source, from: next) else {
        throw UnpairedDollar(offset: source.utf8.distance(from: source.startIndex, to: index))
      }
      if !words.isEmpty { pieces.append(.words(words)) }
      words = ""
      pieces.append(.formula(String(source[next..<end])))
      index = source.index(after: end)
    } else {
      words.append(source[index])
      index = next
    }
  }
  if !words.isEmpty { pieces.append(.words(words)) }
  return pieces
}

/// The dollar sign that ends a formula: outside of braces and not after a backslash.
private func formulaEnd(in text: String, from start: String.Index) -> String.Index? {
  var depth = 0
  var index = start
  while index < text.endIndex {
    switch text[index] {
    case "\\":
      index = text.index(after: index)
      if index == text.endIndex { return nil }
    case "{": depth += 1
    case "}": depth -= 1
    case "$" where depth <= 0: return index
    default: break
    }
    index = text.index(after: index)
  }
  return nil
}
