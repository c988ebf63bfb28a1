extension DocumentHTML {
  /// A statement of a claim; see `Markup.init(statement:)`.
  mutating func statement(_ text: String) -> Markup {
    let markup = Markup(statement: text)
    // Letters with accents are formulas, whose characters the page's math font must have.
    if markup.html.contains("<math>") { formulas.need(text) }
    return markup
  }
}

extension Markup {
  /// A statement in plain text whose formulas have indices after `_`, exponents after `^`, and
  /// accents as combining characters.
  ///
  /// An index is a word or stands in braces: `θ_ols`, `e^{−t}`.
  package init(statement text: String) {
    var out = Markup(text: "")
    var rest = text.unicodeScalars[...]
    var words = ""
    func closed() -> Markup { Markup(text: words) }
    while let scalar = rest.first {
      rest = rest.dropFirst()
      if let mark = rest.first, let sign = Markup.accents[mark.value] {
        rest = rest.dropFirst()
        out += closed() + Markup.accented(String(Character(scalar)), sign)
        words = ""
      } else if scalar == "_" || scalar == "^", let inner = Markup.script(&rest) {
        out += closed()
        out += .element(scalar == "_" ? "sub" : "sup", [], Markup(statement: inner))
        words = ""
      } else {
        words.unicodeScalars.append(scalar)
      }
    }
    self = out + closed()
  }

  /// The signs over a letter for combining accents.
  private static let accents: [UInt32: String] = [0x302: "^", 0x303: "~", 0x304: "¯", 0x307: "˙"]

  private static func accented(_ letter: String, _ sign: String) -> Markup {
    .element(
      "math", [],
      .element(
        "mover", [("accent", "true")],
        .element("mi", [], Markup(text: letter))
          + .element("mo", [("stretchy", "false")], Markup(text: sign))))
  }

  /// The braces or the word that `rest` begins with, taken from it; nil where there is neither.
  private static func script(_ rest: inout Substring.UnicodeScalarView) -> String? {
    if rest.first == "{" {
      var depth = 0
      for place in rest.indices {
        if rest[place] == "{" { depth += 1 }
        if rest[place] == "}" { depth -= 1 }
        if depth == 0 {
          let inner = String(rest[rest.index(after: rest.startIndex)..<place])
          rest = rest[rest.index(after: place)...]
          return inner
        }
      }
      return nil
    }
    let word = rest.prefix {
      $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "∞"
    }
    guard !word.isEmpty else { return nil }
    rest = rest.dropFirst(word.count)
    return String(word)
  }
}
