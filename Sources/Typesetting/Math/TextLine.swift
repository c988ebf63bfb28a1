public import Drawing

/// Words with formulas between dollar signs, on one line: a label or a heading.
///
/// `\$` is a dollar sign; all other characters outside dollar signs mean themselves.
public struct TextLine: Hashable, Sendable {
  /// The source, as given.
  public let source: String
  /// The words and formulas, from left to right.
  public let pieces: [Nucleus.Text.Piece]

  /// Parses a line.
  ///
  /// - Parameters:
  ///   - source: Words with formulas between dollar signs.
  ///   - macros: Commands of the document, by name without backslash.
  /// - Throws: `MathError` for an unpaired dollar sign or a fault in a formula.
  public init(_ source: String, macros: [String: Macro] = [:]) throws(MathError) {
    self.source = source
    var pieces: [Nucleus.Text.Piece] = []
    let bytes = Array(source.utf8)
    var start = 0
    var position = 0
    func words(to end: Int) {
      guard end > start else { return }
      let text = String(decoding: bytes[start..<end], as: UTF8.self)
      pieces.append(text, .regular, start..<end)
    }
    while position < bytes.count {
      if bytes[position] == 0x5C, position + 1 < bytes.count, bytes[position + 1] == 0x24 {
        words(to: position)
        start = position + 1
        position += 2
      } else if bytes[position] == 0x24 {
        words(to: position)
        let end = try TextLine.closingDollar(in: bytes, from: position, of: source)
        var parser = try MathParser(source, range: position + 1..<end, macros: macros)
        pieces.append(.math(try parser.formula()))
        position = end + 1
        start = position
      } else {
        position += 1
      }
    }
    words(to: position)
    self.pieces = pieces
  }

  private static func closingDollar(
    in bytes: [UInt8], from opening: Int, of source: String
  ) throws(MathError) -> Int {
    var position = opening + 1
    var depth = 0
    while position < bytes.count {
      switch bytes[position] {
      case 0x5C: position += 1
      case 0x7B: depth += 1
      case 0x7D: depth -= 1
      case 0x24 where depth <= 0: return position
      default: break
      }
      position += 1
    }
    throw MathError(
      "this dollar sign begins a formula that never ends; write \\$ for the sign", in: source,
      at: opening..<opening + 1)
  }

  /// Lays the line out: words in the text font, formulas in text style, on one baseline.
  ///
  /// - Parameters:
  ///   - fonts: The fonts.
  ///   - size: The size of the em, in points.
  ///   - face: The face of the words.
  /// - Returns: Glyphs and rules around an origin at the left end of the baseline.
  /// - Throws: `FontError.missingGlyph` for a character that the font lacks.
  public func box(
    in fonts: MathFonts, size: Double, face: Nucleus.Text.Face = .regular
  ) throws(FontError) -> MathBox {
    var setter = Setter(fonts: fonts, size: size)
    let pieces = pieces.map { piece in
      if case .words(let text, _, let range) = piece {
        Nucleus.Text.Piece.words(text, face: face, range: range)
      } else {
        piece
      }
    }
    let box = try setter.piecesBox(pieces, size: size)
    return setter.finished(box)
  }

  /// The line in plain English: the words as they stand, the formulas read as by
  /// `MathText.words`.
  public var words: String { words(in: .english) }

  /// The line with its formulas read in a language.
  public func words(in language: MathLanguage) -> String { pieces.words(in: language) }
}

extension [Nucleus.Text.Piece] {
  /// The text with its formulas read out.
  func words(in language: MathLanguage) -> String {
    map { piece in
      switch piece {
      case .words(let words, _, _): words
      case .math(let list): list.words(in: language)
      }
    }.joined()
  }
}
