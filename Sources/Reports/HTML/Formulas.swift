import Drawing
package import Typesetting

/// Sets formulas for a page, and keeps what the page's style sheet must know about them.
package struct FormulaMarkup {
  let fonts: MathFonts
  let macros: [String: Macro]
  /// The depths of formulas below the baseline that the page uses, in hundredths of the em.
  private var depths: Set<Int> = []

  /// A setter of formulas for one page.
  package init(fonts: MathFonts, macros: [String: Macro] = [:]) {
    self.fonts = fonts
    self.macros = macros
  }

  /// A formula as a picture of its outlines, read as its words.
  package mutating func formula(
    _ tex: String, style: MathStyle
  ) throws -> Markup {
    let text = try MathText(tex, macros: macros)
    let box = try text.box(in: fonts, size: 10, style: style)
    let ink = box.inkBounds
    let left = min(0, ink.minX) - 0.2
    let right = max(box.width, ink.maxX) + 0.2
    let top = min(-box.height, ink.minY) - 0.2
    let bottom = max(box.depth, ink.maxY) + 0.2
    let depth = Int((bottom * 10).rounded())
    depths.insert(depth)
    let path = FormulaMarkup.outlines(box)
    let words = text.tree.leaves.map(\.text).joined()
    let view = [left, top, right - left, bottom - top].map { decimal($0, 2) }
    return Markup.element(
      "svg",
      [
        ("class", "m d\(depth)"), ("role", "img"), ("aria-label", words),
        ("width", decimal((right - left) / 10, 3, leadingZero: true) + "em"),
        ("height", decimal((bottom - top) / 10, 3, leadingZero: true) + "em"),
        ("viewBox", view.joined(separator: " ")),
      ], Markup.element("path", [("d", pathData(path, decimals: 2))]))
  }

  /// Words with formulas between dollar signs.
  package mutating func line(_ source: String) throws -> Markup {
    var out = Markup(text: "")
    for piece in try dollarPieces(source) {
      switch piece {
      case .words(let words): out += Markup(text: words)
      case .formula(let tex): out += try formula(tex, style: .text)
      }
    }
    return out
  }

  /// The rules that put the formulas on their baselines.
  package var styleRules: String {
    depths.sorted().map { ".d\($0){vertical-align:\(decimal(scaled: -$0, 2))em}" }.joined()
  }

  private static func outlines(_ box: MathBox) -> Path {
    var elements: [Path.Element] = []
    for item in box.items(at: .zero, color: Color(0)) {
      switch item {
      case .glyphs(let run): elements += run.outlines.elements
      case .path(let path, _): elements += path.elements
      case .group: break
      }
    }
    return Path(elements)
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
