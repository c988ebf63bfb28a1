/// The text of a BibTeX field without its TeX.
enum TeXText {
  /// Accents by their TeX commands, as combining characters.
  private static let accents: [String: Unicode.Scalar] = [
    "'": "\u{301}", "`": "\u{300}", "^": "\u{302}", "\"": "\u{308}", "~": "\u{303}",
    "=": "\u{304}", ".": "\u{307}", "c": "\u{327}", "v": "\u{30C}", "u": "\u{306}",
    "H": "\u{30B}", "k": "\u{328}", "r": "\u{30A}", "d": "\u{323}", "b": "\u{331}",
  ]

  /// Letters and signs by their commands.
  static let letters: [String: String] = [
    "i": "i", "j": "j", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß", "ae": "æ", "AE": "Æ",
    "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ",
    "dj": "đ", "DJ": "Đ", "ldots": "…", "dots": "…", "textellipsis": "…", "textendash": "–",
    "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“",
    "textquotedblright": "”", "textbackslash": "\\", "textasciitilde": "~", "textunderscore": "_",
    "S": "§", "P": "¶", "copyright": "©", "texttrademark": "™",
    "pounds": "£", "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX", "&": "&", "%": "%",
    "_": "_", "#": "#", "$": "\\$", "{": "{", "}": "}", ",": "\u{A0}", ";": " ", ":": " ",
    " ": " ", "\n": " ", "!": "", "-": "", "/": "", "@": "", "relax": "",
    "textperiodcentered": "·", "textdegree": "°", "euro": "€", "texteuro": "€", "slash": "/",
    "backslash": "\\", "textless": "<", "textgreater": ">", "textbar": "|", "textdollar": "\\$",
    "textasciicircum": "^", "textbraceleft": "{", "textbraceright": "}", "textquotesingle": "'",
    "textquotedbl": "\"", "guillemotleft": "«", "guillemotright": "»", "textasteriskcentered": "*",
    "textexclamdown": "¡", "textquestiondown": "¿", "ng": "ŋ", "NG": "Ŋ", "textregistered": "®",
    "nobreakspace": "\u{A0}", "textnumero": "№", "textsection": "§", "textmu": "µ",
    "protect": "", "newblock": " ", "quad": " ", "qquad": " ", "\\": " ", "emdash": "—",
  ]

  /// Commands whose argument is shown as it is.
  private static let plainCommands: Set<String> = [
    "emph", "textit", "textbf", "textsc", "textrm", "textsf", "texttt", "textsl", "textup",
    "textnormal", "text", "mbox", "underline", "uppercase", "enquote", "url", "path", "nolinkurl",
    "textsuperscript", "textsubscript", "mkbibquote", "mkbibemph", "ensuremath", "MakeUppercase",
    "it", "bf", "em", "sc", "rm", "tt", "sl", "sf", "itshape", "bfseries", "scshape", "emshape",
  ]

  /// How deeply accents can stand on one another.
  private static let greatestDepth = 8

  /// An address: as it stands, but for braces and escaped characters.
  static func address(_ raw: String) -> String {
    var text = String(raw.trimmed)
    if text.hasPrefix("\\url{"), text.hasSuffix("}") { text = String(text.dropFirst(5)) }
    for sign in ["_", "%", "&", "#", "$", "~"] { text = text.replacing("\\" + sign, with: sign) }
    return text.filter { $0 != "{" && $0 != "}" }
  }

  /// Text without TeX; formulas keep their dollar signs, a sign of money has a backslash.
  ///
  /// - Throws: `LineError` for a command that is not known.
  static func plain(_ raw: String, _ line: Int) throws(LineError) -> String {
    var out = String.UnicodeScalarView()
    var characters = Array(unescapedFormulas(raw))[...]
    while let character = characters.popFirst() {
      switch character {
      case "{", "}": break
      case "$":
        guard let end = characters.firstIndex(of: "$") else {
          throw LineError(line, "a dollar sign in \(quoted(raw)) has no partner; write \\$")
        }
        out += ("$" + String(characters[..<end]) + "$").unicodeScalars
        characters = characters[(end + 1)...]
      case "~": out.append("\u{A0}")
      case _ where character.isWhitespace: if out.last != " " { out.append(" ") }
      case "`" where characters.first == "`":
        characters = characters.dropFirst()
        out.append("“")
      case "'" where characters.first == "'":
        characters = characters.dropFirst()
        out.append("”")
      case "-" where characters.first == "-":
        let dashes = characters.prefix { $0 == "-" }.count
        characters = characters.dropFirst(dashes)
        out.append(dashes > 1 ? "—" : "–")
      case "\\": out += try command(&characters, line: line, depth: 0).unicodeScalars
      default: out += String(character).unicodeScalars
      }
    }
    return String(String(out).trimmed)
  }

  /// Formulas that a publisher has made text of, as in `{\$}{\$}L^1{\$}{\$}`, as formulas.
  private static func unescapedFormulas(_ raw: String) -> String {
    let mark = "{\\$}{\\$}"
    let parts = raw.split(separator: mark, omittingEmptySubsequences: false)
    guard parts.count > 1, parts.count % 2 == 1 else { return raw }
    return parts.enumerated().map { index, part in
      guard index % 2 == 1 else { return String(part) }
      var formula = part.replacing("{\\backslash}", with: "\\")
      for sign in ["{", "}", "_", "^", "&", "%", "#"] {
        formula = formula.replacing("{\\\(sign)}", with: sign)
        formula = formula.replacing("{\\\(sign){}}", with: sign)
      }
      return "$\(formula)$"
    }.joined()
  }

  /// The text of a command whose backslash was read.
  private static func command(
    _ rest: inout ArraySlice<Character>, line: Int, depth: Int
  ) throws(LineError) -> String {
    guard let first = rest.first else { return "" }
    let word = rest.prefix { $0.isASCII && $0.isLetter }
    let name = word.isEmpty ? String(first) : String(word)
    rest = rest.dropFirst(name.count)
    if let mark = accents[name] {
      guard depth < greatestDepth else { throw LineError(line, "too many accents on one letter") }
      var base = try self.base(&rest, line: line, depth: depth + 1)
      // An accent on nothing is the sign by itself.
      if base.isEmpty { return ["^", "~", "`", "'", "\""].contains(name) ? name : "" }
      base.unicodeScalars.append(mark)
      return composed(base)
    }
    if !word.isEmpty { rest = rest.drop { $0.isWhitespace } }
    if let text = letters[name] { return text }
    // Their arguments follow in braces, which show nothing.
    if plainCommands.contains(name) { return "" }
    // What a sort key or an address holds is not shown.
    if name == "href" || name == "noopsort" || name == "phantom" || name == "vspace" {
      if rest.first == "{", let end = rest.firstIndex(of: "}") { rest = rest[(end + 1)...] }
      return ""
    }
    throw LineError(line, "the command \\\(name) is not supported in a bibliography")
  }

  /// What an accent stands on: a letter, a command, or either in braces.
  private static func base(
    _ rest: inout ArraySlice<Character>, line: Int, depth: Int
  ) throws(LineError) -> String {
    rest = rest.drop { $0.isWhitespace || $0 == "{" }
    guard let first = rest.popFirst(), first != "}" else { return "" }
    return first == "\\" ? try command(&rest, line: line, depth: depth) : String(first)
  }
}
