public import Drawing

/// A formula or line laid out: glyphs and rules around an origin at the left of the baseline.
///
/// Lengths are in points.
public struct MathBox: Sendable {
  /// A glyph in its place.
  public struct Glyph: Hashable, Sendable {
    /// The font.
    public var font: Font
    /// The glyph's index in the font.
    public var id: UInt32
    /// The size of the em.
    public var size: Double
    /// The glyph's origin, y down.
    public var origin: Point
    /// The characters it stands for; empty for further pieces of the same character.
    public var text: String
    /// Where its leaf stands in the source.
    public var source: SourceRange
  }

  /// A filled rectangle, such as a fraction's rule.
  public struct Rule: Hashable, Sendable {
    /// The rectangle, y down.
    public var rect: Rect
    /// Where its command stands in the source.
    public var source: SourceRange
  }

  /// The advance from the origin to the right.
  public let width: Double
  /// The extent above the baseline.
  public let height: Double
  /// The extent below the baseline.
  public let depth: Double
  /// How far the last glyph leans beyond the advance.
  public let italicCorrection: Double
  /// The glyphs, in reading order.
  public let glyphs: [Glyph]
  /// The rules.
  public let rules: [Rule]

  /// The smallest rectangle around the ink, from the origin, y down; empty for no ink.
  public var inkBounds: Rect {
    var bounds: Rect?
    for glyph in glyphs {
      let ink = glyph.ink
      guard ink.width > 0 || ink.height > 0 else { continue }
      bounds = bounds?.union(ink) ?? ink
    }
    for rule in rules { bounds = bounds?.union(rule.rect) ?? rule.rect }
    return bounds ?? Rect(minX: 0, minY: 0, maxX: 0, maxY: 0)
  }

  /// The glyphs and rules for a scene.
  ///
  /// - Parameters:
  ///   - origin: Where the left end of the baseline goes, in points, y down.
  ///   - color: The colour of the ink.
  /// - Returns: Runs of glyphs of one font, size and baseline in reading order, with the
  ///   characters they stand for, then rules as filled rectangles.
  public func items(at origin: Point, color: Color) -> [SceneItem] {
    var runs: [GlyphRun] = []
    var baseline = 0.0
    for glyph in glyphs {
      if let last = runs.last, last.font === glyph.font, last.size == glyph.size,
        baseline == glyph.origin.y
      {
        let start = last.origin.x - origin.x
        runs[runs.count - 1].glyphs.append(
          GlyphRun.Glyph(
            id: glyph.id, offset: Point(glyph.origin.x - start, 0), text: glyph.text))
      } else {
        baseline = glyph.origin.y
        runs.append(
          GlyphRun(
            font: glyph.font, size: glyph.size, color: color, origin: origin + glyph.origin,
            glyphs: [GlyphRun.Glyph(id: glyph.id, offset: .zero, text: glyph.text)]))
      }
    }
    let bars = rules.map { rule in
      SceneItem.path(.rectangle(rule.rect.moved(by: origin)), Style(fill: color))
    }
    return runs.map(SceneItem.glyphs) + bars
  }
}

extension MathBox.Glyph {
  /// The ink of the glyph, from the origin of its box, y down.
  public var ink: Rect {
    let ink = font.inkBox(of: id)
    let scale = size / font.unitsPerEm
    return Rect(
      minX: origin.x + ink.minX * scale, minY: origin.y - ink.maxY * scale,
      maxX: origin.x + ink.maxX * scale, maxY: origin.y - ink.minY * scale)
  }
}

extension MathText {
  /// Lays the formula out, without its number.
  ///
  /// - Parameters:
  ///   - fonts: The fonts.
  ///   - size: The size of the em in text style, in points.
  ///   - style: `.text` for formulas in a line, `.display` for those on lines of their own.
  /// - Returns: Glyphs and rules around an origin at the left end of the baseline.
  /// - Throws: `FontError.missingGlyph` for a character that the font lacks.
  public func box(
    in fonts: MathFonts, size: Double, style: MathStyle = .text
  ) throws(FontError) -> MathBox {
    var setter = Setter(fonts: fonts, size: size)
    let box = try setter.box(of: tree, style)
    return setter.finished(box)
  }
}
