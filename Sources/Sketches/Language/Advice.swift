import Records

/// What is said of lines that are written as other languages have them.
extension LineReader {
  /// What begins a line in other languages, and the word for it here.
  static let meant = [
    "plot": "curve", "draw": "curve", "contour": "levels", "contours": "levels",
    "contourf": "levels", "isolines": "levels", "scatter": "points", "dots": "points",
    "hist": "histogram", "graph": "curve", "text": "label", "annotate": "label", "note": "label",
    "recolor": "recolour", "gd": "descend", "descent": "descend",
    "gradient_descent": "descend", "gradient_flow": "flow", "flows": "flow", "streamplot": "flow",
    "function": "curve", "param": "parameter", "slider": "parameter", "set": "parameter",
    "ellipse": "implicit", "circle": "implicit", "bar": "bars", "barplot": "bars",
    "heatmap": "heat", "imshow": "heat", "pcolor": "heat", "boxplot": "boxes", "box": "boxes",
    "vector": "field", "vectors": "field", "quiver": "field", "assert": "check",
    "expect": "check", "color": "recolour", "colour": "recolour", "rename": "relabel",
    "xrange": "axes", "xlim": "axes", "ylim": "axes", "file": "data", "csv": "data",
    "read": "data", "import": "data", "load": "data", "table": "data", "errorbar": "errors",
    "errorbars": "errors", "stem": "stems", "hline": "line", "vline": "line", "axhline": "line",
    "axvline": "line", "segment": "line", "fill_between": "region", "wireframe": "surface",
    "plot3d": "surface", "subplot": "panel", "facet": "each", "layout": "arrange",
  ]

  /// What to say of a word that begins no line.
  static func unknown(_ word: String, _ place: Place, models: [String] = []) -> Fault {
    let keys = Line.Key.allCases.map(\.rawValue)
    let all = verbs + others + models
    let shown = printable(word)
    if keys.contains(word.lowercased()) {
      return Fault(place, "'\(shown)' wants a colon; write \(word.lowercased()): …")
    }
    if word.count == 1 {
      return Fault(
        place,
        "no line begins with '\(shown)'; define a function with brackets: \(shown)(x) = …")
    }
    let nearest = meant[word.lowercased()] ?? NearestName.to(word, among: all + keys)
    if let nearest { return Fault(place, "no word '\(shown)'; did you mean '\(nearest)'?") }
    return Fault(
      place,
      "no word '\(shown)'; a line begins with \(verbs.prefix(8).joined(separator: ", ")), …")
  }

  /// What to say of a word before a colon that no line of words begins with.
  static func unknownKey(_ name: String, _ place: Place) -> Fault {
    let keys = Line.Key.allCases.map(\.rawValue)
    if (verbs + others).contains(name) {
      let example = name == "data" ? "data \"mine.csv\"" : "\(name) …"
      return Fault(place, "'\(name)' has no colon; write: \(example)")
    }
    let plain = name.lowercased().replacing("-", with: "")
    let meant = ["lang": "language", "description": "alt", "heading": "title", "subplot": "panel"]
    let nearest = meant[plain] ?? NearestName.to(plain, among: keys)
    return Fault(
      place,
      "no words '\(printable(name)):'; "
        + (nearest.map { "did you mean '\($0):'?" } ?? "there are \(keys.joined(separator: ", "))"))
  }

  /// What to say of a line that begins with no word.
  func noLine(at place: Place) -> Fault {
    let start = String(characters[(place.column - 1)...].prefix(2))
    if start.hasPrefix("%") || ["//", "--", "/*", "<!"].contains(start) {
      return Fault(place, "a comment begins with #; write # before it")
    }
    return Fault(place, "a line begins with a word, such as levels, curve or title:")
  }

  /// Words that say something behind a formula, be it in another line.
  private static let reserved = [
    "at", "from", "to", "by", "over", "in", "on", "view", "bins", "equal", "mirror", "within",
  ]

  /// What was meant by what stands behind a formula, where that can be told.
  func misplaced(after formula: Expression?) -> Fault? {
    switch (formula, words.next.kind) {
    case (_, .name("for")):
      return fault("a range stands behind 'over', of a curve; write: curve x^2 over 0..1")
    case (_, .name("if")), (_, .name("else")), (_, .name("where")):
      return fault(
        "formulas have no cases; write step(x) for 1 where x is above 0, or relu, min, max")
    case (_, .name("and")), (_, .name("or")):
      return fault(
        "formulas and regions know no 'and' and 'or'; write max or min of two differences")
    case (_, .name("mod")):
      return fault("mod is of two numbers; write mod(x, 2)")
    case (.name("lambda", _)?, .name):
      return fault("a function has its variables on the left; write: L(u, v) = u*v")
    case (.name(let name, _)?, .name(let other)) where !Self.reserved.contains(other):
      // One letter, or a number with a name, is of nothing.
      let isFunction = name.count > 1 && name != "pi"
      return fault(
        "'\(printable(other))' is not expected here; write "
          + (isFunction ? "\(name)(\(printable(other))), or * for a product" : "* for a product"))
    case (.name(let name, _)?, .sign("|")):
      return fault("'|' is not expected here; write \(name)(|…|), or * for a product")
    case (_, .sign(")")):
      return fault("this bracket has no partner before it; remove it")
    case (_, .sign("<")), (_, .sign(">")), (_, .sign("<=")), (_, .sign(">=")):
      return words.comparison
    case (_, .sign("!")): return fault("there are no factorials; write the product out")
    case (_, .sign("%")):
      return fault("there are no percents; write 0.5 for 50 of them, mod(x, 2) for a rest")
    case (_, .sign(";")), (_, .sign("&")):
      return fault("\(shown(words.next)) has no meaning here; begin another line")
    case (.name(let name, _)?, .sign("[")), (.name(let name, _)?, .sign("{")):
      let isIndex =
        name.hasSuffix("_") || name.count == 1
      return fault(
        "only round brackets are known; "
          + (isIndex ? "a name with a number is x1" : "write \(name)(…)"))
    case (_, .sign("[")), (_, .sign("{")):
      return fault("only round brackets are known; a name with a number is x1")
    default: return nil
    }
  }
}
