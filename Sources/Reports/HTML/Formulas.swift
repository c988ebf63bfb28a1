package import Typesetting

/// Writes formulas as MathML, and keeps the characters that the page's math font must have.
package struct FormulaMarkup {
  let fonts: MathFonts
  /// Writes formulas as TeX instead, for programs that have MathJax; nil for MathML.
  var tex: PortableTeX?
  /// The outlines of accents and signs that formulas draw, by the names that they use them by.
  private var outlines: [(name: String, path: String)] = []
  private var names: [String: String] = [:]
  /// The sizes of parts, in percent, in the order of their first use.
  private var sizes: [String] = []
  /// What was written before: captions of frames repeat most of their formulas.
  private var known: [Key: Markup] = [:]

  private struct Key: Hashable {
    var text: MathText
    var isDisplay: Bool
  }

  /// The characters of all formulas.
  package private(set) var characters: Set<Unicode.Scalar> = []

  /// A writer of formulas for one page.
  package init(fonts: MathFonts) { self.fonts = fonts }

  /// A formula in MathML, in a line or on a line of its own.
  ///
  /// A long one is in parts, between which narrow pages end lines as print does.
  package mutating func formula(_ text: MathText, isDisplay: Bool) throws -> Markup {
    let key = Key(text: text, isDisplay: isDisplay)
    if let known = known[key] { return known }
    let made = try written(text, isDisplay)
    known[key] = made
    return made
  }

  private mutating func written(_ text: MathText, _ isDisplay: Bool) throws -> Markup {
    if let tex {
      let source = tex.tex(text)
      return Markup(text: isDisplay ? "\\[\(source)\\]" : "\\(\(source)\\)")
    }
    let width = try text.box(in: fonts, size: 1, style: isDisplay ? .display : .text).width
    guard width > (isDisplay ? 13 : 8) else { return try whole(text, isDisplay) }
    // The page's words are those of the 10-point design, whatever their size on the screen.
    let lines = try text.mathMLLines(display: isDisplay, fonts: fonts, size: 10)
    if isDisplay {
      // Continued lines stand an em and a half further right, and so do rows that begin with a sign.
      func isContinued(_ index: Int) -> Bool { index > 0 && lines[index].first?.isRelation == true }
      // Lines of one formula are of one size: that in which the widest has room.
      let widest =
        lines.enumerated().flatMap { index, row in
          row.enumerated().map { $1.width + ($0 > 0 || isContinued(index) ? 1.5 : 0) }
        }.max() ?? 0
      let broken = lines.enumerated().map { index, row in
        let name = "b w\(Self.rounded(widest))" + (isContinued(index) ? " on" : "")
        return Markup.element("span", [("class", name)], self.row(row))
      }.joined()
      guard text.hasOuterRows else { return broken }
      return .element(
        "span", [("class", "rows w\(Self.rounded(width))")], try whole(text, true))
        + .element("span", [("class", "broken")], broken)
    }
    return lines.joined().map { part in
      // What is as wide as a narrow screen scrolls by itself there.
      part.width > 15
        ? Markup.element(
          "span", [("class", "im w\(Self.rounded(part.width))"), ("role", "group")] + label(text),
          shown(part.text)) : shown(part.text)
    }.joined(separator: "<wbr>")
  }

  /// Formulas with wide spaces between them, at which a line ends first: those in parts are whole
  /// behind it where they can be.
  private mutating func row(_ parts: [MathMLPart]) -> Markup {
    var out = Markup(text: "")
    var rest = parts[...]
    while !rest.isEmpty {
      let count =
        (rest.firstIndex { $0.gap != nil }.map { $0 + 1 } ?? rest.endIndex) - rest.startIndex
      let parts = rest.prefix(count).map { self.shown($0.text) }.joined(separator: "<wbr>")
      let isOne = count == 1 || rest.startIndex == 0
      out += isOne ? parts : .element("span", [("class", "q")], parts)
      if let gap = rest.prefix(count).last?.gap {
        // Spaces of text end lines and are not seen there.
        out +=
          gap < 1.5 ? Markup(text: " ") : .element("span", [("class", "qq")], Markup(text: " "))
      }
      rest = rest.dropFirst(count)
    }
    return out
  }

  /// What a formula that scrolls is called.
  private func label(_ text: MathText) -> [(String, String)] { [("aria-label", text.words)] }

  /// Whole ems, from 13 to 60.
  private static func rounded(_ width: Double) -> Int {
    min(max(Int(width.rounded(.up)), 13), 60)
  }

  /// The rules by which formulas wider than their column are set smaller, as print does.
  static let styleSheet = (13...60).map { ".w\($0){--w:\($0)}" }.joined()

  private mutating func whole(_ text: MathText, _ isDisplay: Bool) throws -> Markup {
    shown(try text.mathML(display: isDisplay, fonts: fonts, size: 10, styling: .classes))
  }

  /// MathML whose characters the page's font gets.
  private mutating func shown(_ mathML: String) -> Markup {
    characters.formUnion(mathML.visibleText.unicodeScalars)
    // The browser draws the signs of roots from the font; no text of the formula has them.
    if mathML.contains("<msqrt") || mathML.contains("<mroot") { characters.insert("√") }
    return Markup(trusted: sharing(mathML))
  }

  /// MathML that uses outlines of the page in place of its own, and classes for the sizes of parts.
  private mutating func sharing(_ mathML: String) -> String {
    let bytes = Array(mathML.utf8)
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var place = 0
    /// What stands between two texts, if the first is at a place.
    func between(_ start: [UInt8], _ end: [UInt8]) -> (text: String, after: Int)? {
      let first = place + start.count
      guard bytes[place...].starts(with: start),
        let last = bytes[first...].firstIndex(of: end[0]), bytes[last...].starts(with: end)
      else { return nil }
      return (String(decoding: bytes[first..<last], as: UTF8.self), last + end.count)
    }
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: "<"), let (path, after) = between(Marks.path, Marks.pathEnd) {
        let name = names[path] ?? "m\(outlines.count)"
        if names[path] == nil {
          names[path] = name
          outlines.append((name, path))
        }
        out += Array("<use href=\"#\(name)\" fill=\"currentColor\"/>".utf8)
        place = after
      } else if byte == UInt8(ascii: " "), let (size, after) = between(Marks.size, Marks.sizeEnd) {
        let number = sizes.firstIndex(of: size) ?? sizes.count
        if number == sizes.count { sizes.append(size) }
        out += Array(" class=\"s\(number)\"".utf8)
        place = after
      } else {
        out.append(byte)
        place += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// What `sharing` looks for.
  private enum Marks {
    static let path = Array("<path d=\"".utf8)
    static let pathEnd = Array("\" fill=\"currentColor\"/>".utf8)
    static let size = Array(" mathsize=\"".utf8)
    static let sizeEnd = Array("%\"".utf8)
  }

  /// The rules for formulas: those of all pages, and those for the sizes that are used.
  package var rules: String {
    MathText.mathMLStyleSheet + FormulaMarkup.styleSheet
      + sizes.enumerated().map { "math .s\($0){font-size:\($1)%}" }.joined()
  }

  /// The outlines that formulas use, as an element of the page; empty for none.
  package var sheet: String {
    let paths = outlines.map { "<path id=\"\($0.name)\" d=\"\($0.path)\"/>" }
    return glyphSheet(paths.joined(separator: "\n"))
  }

  /// Words with formulas between dollar signs.
  package mutating func text(_ source: String) throws -> Markup {
    var out = Markup(text: "")
    for piece in try dollarPieces(source) {
      switch piece {
      case .words(let words):
        // Signs stay on the line of the formula before them.
        let signs = words.prefix { ".,;:!?)]’”".contains($0) }
        out = signs.isEmpty ? out : out.glued(to: String(signs))
        out += Markup(text: String(words.dropFirst(signs.count)))
      case .formula(let tex):
        let (before, shown) = Markup.joining(out, try formula(try MathText(tex), isDisplay: false))
        out = before + shown
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
  /// One line that says what is wrong and what to do.
  package var description: String {
    "a dollar sign begins a formula that never ends; write \\$ for the sign"
  }
}

/// Text with formulas between dollar signs as one line of words, without TeX.
///
/// Letters that are bold in print are named without it.
/// - Throws: `UnpairedDollar` and `MathError`.
package func spoken(
  _ source: String, in language: MathLanguage = .english
) throws -> String {
  try dollarPieces(source).map { piece in
    switch piece {
    case .words(let words): words
    case .formula(let tex):
      try MathText(tex.replacing(#"\boldsymbol"#, with: ""), in: language).words
    }
  }.joined()
}

/// Splits words with formulas between dollar signs; `\\$` is a dollar sign.
///
/// - Throws: `UnpairedDollar`.
package func dollarPieces(_ source: String) throws(UnpairedDollar) -> [DollarPiece] {
  var pieces: [DollarPiece] = []
  var words: [UInt8] = []
  func closeWords() {
    if !words.isEmpty { pieces.append(.words(Syntax.string(words[...]))) }
    words = []
  }
  var rest = Array(source.utf8)[...]
  while let byte = rest.popFirst() {
    if byte == Ascii.backslash, rest.first == Ascii.dollar {
      words.append(Ascii.dollar)
      rest = rest.dropFirst()
    } else if byte == Ascii.dollar {
      guard let end = Syntax.formulaEnd(rest, isDisplay: false) else { throw UnpairedDollar() }
      closeWords()
      pieces.append(.formula(Syntax.string(rest[..<end])))
      rest = rest[(end + 1)...]
    } else {
      words.append(byte)
    }
  }
  closeWords()
  return pieces
}
