import Drawing

/// What text is set with: fonts, language and where its words may be divided.
///
/// Remembers how words are shaped, so one setting serves a whole document; not shared by tasks.
public final class TextSetting {
  /// The fonts of text and formulas.
  public let fonts: MathFonts
  /// Where words may be divided; nil for nowhere.
  public let hyphenation: Hyphenation?
  /// The language, a tag such as `en` (BCP 47).
  public let language: String
  private var words: [ShapeKey: SetWord] = [:]

  private struct ShapeKey: Hashable {
    var text: String
    var font: ObjectIdentifier
    var size: Double

    init(_ text: String, _ look: TextLook) {
      (self.text, font, size) = (text, ObjectIdentifier(look.font), look.size)
    }
  }

  /// A setting.
  ///
  /// - Parameters:
  ///   - fonts: The fonts; characters that those of text lack come from the one of formulas.
  ///   - hyphenation: Where words may be divided; nil for nowhere.
  ///   - language: A tag such as `en` (BCP 47).
  public init(fonts: MathFonts, hyphenation: Hyphenation?, language: String = "en") {
    self.fonts = fonts
    self.hyphenation = hyphenation
    self.language = language
  }

  /// How text of a style looks in a paragraph.
  func look(of text: TextStyle, in paragraph: ParagraphStyle) throws(FontError) -> TextLook {
    let size = paragraph.size * text.scale
    let face = text.face == .regular ? paragraph.face : text.face
    return TextLook(
      font: try fonts.font(for: face, size: size), size: size,
      rise: text.rise * paragraph.size, color: text.color ?? paragraph.color,
      isMono: face == .mono, link: text.link)
  }

  /// Shapes text, which must not contain characters that the font lacks.
  func shape(_ text: String, _ look: TextLook) throws(FontError) -> TextShape {
    try word(text, look).shape
  }

  /// Text as it is set, which must not contain characters that the font lacks.
  func word(_ text: String, _ look: TextLook) throws(FontError) -> SetWord {
    if let known = known(text, look) { return known }
    let scalars = Array(text.unicodeScalars)
    let word = SetWord(
      text: text, scalars: scalars,
      shape: TextShape(try fonts.library.shape(text, in: look.font), size: look.size),
      divisions: divisions(of: scalars))
    words[ShapeKey(text, look)] = word
    return word
  }

  /// Text that was set before.
  func known(_ text: String, _ look: TextLook) -> SetWord? { words[ShapeKey(text, look)] }

  /// Parts of a text that one font can show, the text's own wherever it has the characters, with
  /// the numbers of the scalars at which they begin.
  func partsByFont(
    _ text: String, _ look: TextLook
  ) throws(FontError) -> [(start: Int, word: SetWord, look: TextLook)] {
    if let known = known(text, look) { return [(0, known, look)] }
    var parts: [(start: Int, text: String.UnicodeScalarView, look: TextLook)] = []
    // Raised and lowered signs are set as others, small, where the fonts have not all of them.
    let isRaising = text.unicodeScalars.contains {
      ScriptSign.all[$0] != nil && !hasGlyph(for: $0, look)
    }
    for (index, typed) in text.unicodeScalars.enumerated() {
      var used = look
      var scalar = typed
      if isRaising, let sign = ScriptSign.all[typed] {
        scalar = sign.base
        used.size *= TextStyle.mark.scale
        used.rise += (sign.isLow ? -0.16 : TextStyle.mark.rise) * look.size
      }
      if look.font.glyph(for: scalar) == nil {
        guard fonts.math.font.glyph(for: scalar) != nil else {
          throw .missingGlyph(text: String(typed), font: look.font.name)
        }
        used.font = fonts.math.font
      }
      if let last = parts.indices.last, parts[last].look == used {
        parts[last].text.append(scalar)
      } else {
        parts.append((index, String.UnicodeScalarView([scalar]), used))
      }
    }
    var words: [(start: Int, word: SetWord, look: TextLook)] = []
    for (start, text, look) in parts { words.append((start, try word(String(text), look), look)) }
    return words
  }

  private func hasGlyph(for scalar: Unicode.Scalar, _ look: TextLook) -> Bool {
    look.font.glyph(for: scalar) != nil || fonts.math.font.glyph(for: scalar) != nil
  }

  /// The places in a text where its words can be divided.
  private func divisions(of scalars: [Unicode.Scalar]) -> [Int] {
    guard let hyphenation else { return [] }
    return scalars.split { !$0.isLetter }.filter { $0.count >= 5 }.flatMap { letters in
      hyphenation.divisions(of: letters.string).map { letters.startIndex + $0 }
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isLetter: Bool {
    "a"..."z" ~= self || "A"..."Z" ~= self || value >= 0xC0 && properties.isAlphabetic
  }
}

/// Text of one look as it is set.
struct SetWord {
  var text: String
  var scalars: [Unicode.Scalar]
  var shape: TextShape
  /// The numbers of scalars after which it may be divided.
  var divisions: [Int]
}

/// How a stretch of text looks, with all sizes in points.
struct TextLook: Hashable {
  var font: Font
  var size: Double
  var rise: Double
  var color: Color
  var isMono: Bool
  var link: String?
}

/// A shaped stretch of text, in points.
struct TextShape: Hashable {
  /// The glyphs, measured from the left end of the baseline, y down.
  var glyphs: [GlyphRun.Glyph]
  var width: Double
  /// Where each Unicode scalar begins, and the end; within a ligature, in equal parts.
  private var starts: [Double] = []

  init(_ shape: ShapedText, size: Double) {
    glyphs = shape.glyphs.map {
      GlyphRun.Glyph(id: $0.id, offset: $0.offset * size, text: $0.text)
    }
    width = shape.width * size
    for (index, glyph) in glyphs.enumerated() where !glyph.text.isEmpty {
      let next = glyphs[(index + 1)...].first { !$0.text.isEmpty }?.offset.x ?? width
      let count = glyph.text.unicodeScalars.count
      for k in 0..<count {
        let part = Double(k) / Double(count)
        starts.append(glyph.offset.x + part * (next - glyph.offset.x))
      }
    }
    starts.append(width)
  }

  /// The width of some of the scalars.
  func width(of range: Range<Int>) -> Double {
    let last = starts.count - 1
    return starts[min(range.upperBound, last)] - starts[min(range.lowerBound, last)]
  }
}
