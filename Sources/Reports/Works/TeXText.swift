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
    "i": "ı", "j": "ȷ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß", "ae": "æ", "AE": "Æ",
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
    "cprime": "’", "Cprime": "’", "cdprime": "”", "Cdprime": "”", "sim": "~", "string": "",
    "allowbreak": "", "glqq": "„", "grqq": "“", "glq": "‚", "grq": "‘", "flqq": "«", "frqq": "»",
  ]

  /// Commands whose argument is shown as it is.
  private static let plainCommands: Set<String> = [
    "emph", "textit", "textbf", "textsc", "textrm", "textsf", "texttt", "textsl", "textup",
    "textnormal", "text", "mbox", "underline", "uppercase",
    "textsuperscript", "textsubscript", "mkbibemph", "MakeUppercase",
    "it", "bf", "em", "sc", "rm", "tt", "sl", "sf", "itshape", "bfseries", "scshape", "emshape",
  ]

  /// How deeply accents can stand on one another.
  private static let greatestDepth = 8

  /// Commands whose argument is an address, or a path of one.
  private static let addressCommands: Set<String> = ["url", "nolinkurl", "path"]

  /// An address: as it stands, but for braces, escaped characters and commands for signs.
  ///
  /// - Throws: `LineError` for a command that is no sign.
  static func address(_ raw: String, _ line: Int) throws(LineError) -> String {
    // A tilde as old exports write it.
    let text =
      raw.utf8.contains(Ascii.dollar)
      ? raw.replacing(#/\$\s*\\sim\s*\$/#, with: "~") : raw
    var rest = Array(text.trimmed)[...]
    var out = ""
    while let character = rest.popFirst() {
      guard character == "\\" else {
        if !"{}".contains(character) { out.append(character) }
        continue
      }
      let name = name(&rest)
      if name.first?.isLetter ?? false { rest = rest.drop { $0 == " " } }
      if let sign = letters[name] {
        out += sign.replacing("\\$", with: "$")
      } else if name.count == 1, name.first?.isLetter == false {
        out += name
      } else if !plainCommands.contains(name), !addressCommands.contains(name) {
        throw LineError(
          line, "the command \\\(name) stands in an address; write the sign that it is for")
      }
    }
    return out
  }

  /// The address that begins here, up to a space or the end of the braces around it; nil for none.
  private static func bareAddress(
    _ rest: inout ArraySlice<Character>, _ line: Int
  ) throws(LineError) -> String? {
    guard ["http://", "https://"].contains(where: { rest.starts(with: $0) }) else { return nil }
    var depth = 0
    let found = rest.prefix { character in
      if character == "{" { depth += 1 }
      if character == "}" { depth -= 1 }
      return depth >= 0 && !character.isWhitespace
    }
    rest = rest[found.endIndex...]
    return try address(String(found), line).replacing("$", with: "\\$")
  }

  /// What stands in the braces that open here, which are passed; nil where none do.
  private static func group(_ rest: inout ArraySlice<Character>) -> String? {
    guard rest.first == "{" else { return nil }
    var (index, depth) = (rest.startIndex, 0)
    while index < rest.endIndex {
      switch rest[index] {
      case "\\": index += 1
      case "{": depth += 1
      case "}":
        depth -= 1
        guard depth == 0 else { break }
        let inside = String(rest[(rest.startIndex + 1)..<index])
        rest = rest[(index + 1)...]
        return inside
      default: break
      }
      index += 1
    }
    return nil
  }

  /// Text without TeX; formulas keep their dollar signs, a sign of money has a backslash.
  ///
  /// - Throws: `LineError` for a command that is not known.
  static func plain(_ raw: String, _ line: Int) throws(LineError) -> String {
    var out = String.UnicodeScalarView()
    var characters = Array(unescapedFormulas(raw))[...]
    while true {
      // An address is no text of TeX: two hyphens and a tilde are what they are.
      if out.last.map({ !$0.properties.isAlphabetic }) ?? true,
        let address = try bareAddress(&characters, line)
      {
        out += address.unicodeScalars
      }
      guard let character = characters.popFirst() else { break }
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
      case "'": out.append("’")
      case "`": out.append("‘")
      case "\"":
        let begins = out.last.map { $0.properties.isWhitespace || "([".unicodeScalars.contains($0) }
        out.append(begins ?? true ? "“" : "”")
      case "-" where characters.first == "-":
        let dashes = characters.prefix { $0 == "-" }.count
        characters = characters.dropFirst(dashes)
        out.append(dashes > 1 ? "—" : "–")
      case "\\": out += try command(&characters, line: line, depth: 0).unicodeScalars
      default: out += String(character).unicodeScalars
      }
    }
    return withoutTags(String(String(out).trimmed))
  }

  /// Text without the tags in which publishers write titles, as in `<i>Drosophila</i>`; what is lowered
  /// or raised becomes a formula.
  private static func withoutTags(_ text: String) -> String {
    guard text.contains("</") else { return text }
    return text.replacing(#/<(sub|sup)>\s*([A-Za-z0-9+−-]{1,12})\s*<\/\1>/#) { match in
      let sign = match.output.1 == "sub" ? "_" : "^"
      return "$\(sign){\(match.output.2.replacing("−", with: "-"))}$"
    }.replacing(#/<(i|b|em|strong|u|tt|sc|scp|inf|italic|bold|jats:[a-z]+)>(.*?)<\/\1>/#) { match in
      String(match.output.2)
    }
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
    let name = name(&rest)
    guard let first = name.first else { return "" }
    let isWord = first.isASCII && first.isLetter
    if let mark = accents[name] {
      guard depth < greatestDepth else { throw LineError(line, "too many accents on one letter") }
      var base = try self.base(&rest, line: line, depth: depth + 1)
      // An accent on nothing is the sign by itself.
      if base.isEmpty { return ["^", "~", "`", "'", "\""].contains(name) ? name : "" }
      // A letter without its dot is for what stands on it.
      base = base == "ı" ? "i" : base == "ȷ" ? "j" : base
      base.unicodeScalars.append(mark)
      return composed(base)
    }
    if isWord { rest = rest.drop { $0.isWhitespace } }
    if name == "(", let end = rest.indices.first(where: { rest[$0...].starts(with: "\\)") }) {
      defer { rest = rest[(end + 2)...] }
      return "$\(String(rest[..<end]))$"
    }
    if name == "ensuremath", let formula = group(&rest) { return "$\(formula)$" }
    if name == "enquote" || name == "mkbibquote", depth < greatestDepth, let words = group(&rest) {
      return "“\(try plain(words, line))”"
    }
    if addressCommands.contains(name), let raw = group(&rest) {
      return try address(raw, line).replacing("$", with: "\\$")
    }
    if let text = letters[name] ?? journalCommands[name] { return text }
    // Their arguments follow in braces, which show nothing.
    if plainCommands.contains(name) { return "" }
    // What a sort key or an address holds is not shown.
    if name == "href" || name == "noopsort" || name == "phantom" || name == "vspace" {
      if rest.first == "{", let end = rest.firstIndex(of: "}") { rest = rest[(end + 1)...] }
      return ""
    }
    throw LineError(
      line,
      "the command \\\(name) is not supported in a bibliography; write the letter or sign, or "
        + "$…$ around a formula")
  }

  /// The name of a command whose backslash was read, which is passed.
  private static func name(_ rest: inout ArraySlice<Character>) -> String {
    let word = rest.prefix { $0.isASCII && $0.isLetter }
    let name = word.isEmpty ? String(rest.prefix(1)) : String(word)
    rest = rest.dropFirst(name.count)
    return name
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
