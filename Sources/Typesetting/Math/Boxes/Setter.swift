import Drawing

/// A part of a formula in the making: its measures, and which of the setter's glyphs and rules
/// belong to it.
///
/// The origin is at the left of the baseline; y is up, as in the fonts.
struct Box {
  var width = 0.0
  var height = 0.0
  var depth = 0.0
  /// How far a last single glyph leans beyond the advance.
  var italic = 0.0
  var glyphs: Range<Int>
  var rules: Range<Int>

  var total: Double { height + depth }
}

/// Sets a tree: TeX's algorithm (TeXbook, Appendix G) with the measures of OpenType MATH, as
/// LuaTeX reads them.
///
/// Every box's glyphs lie together in one array, in the order in which they were made; a box is
/// moved by moving its part of the array.
struct Setter {
  let fonts: MathFonts
  let face: MathFace
  /// The em in text style, in points.
  let size: Double
  private let scriptSize: Double
  private let scriptScriptSize: Double
  var glyphs: [PlacedGlyph] = []
  var rules: [PlacedRule] = []
  /// The fonts met so far; glyphs refer to them by place, the math font is the first.
  private var usedFonts: [Font]
  private var reading: Int32 = 0

  /// A glyph at its place.
  struct PlacedGlyph {
    var id: UInt32
    var font: Int32
    /// Its place in reading order.
    var reading: Int32
    var x: Double
    var y: Double
    var size: Double
    var text: String
    var source: SourceRange
  }

  /// A rule at its place, from its lower left corner.
  struct PlacedRule {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
    var source: SourceRange
  }

  init(fonts: MathFonts, size: Double) {
    self.fonts = fonts
    face = fonts.math
    self.size = size
    scriptSize = size * face.constant(.scriptPercentScaleDown)
    scriptScriptSize = size * face.constant(.scriptScriptPercentScaleDown)
    usedFonts = [fonts.math.font]
  }

  // MARK: Measures

  /// The em of a style.
  func em(_ style: MathStyle) -> Double {
    switch style.level {
    case .display, .text: size
    case .script: scriptSize
    case .scriptScript: scriptScriptSize
    }
  }

  /// A constant of the MATH table in a style, in points.
  func constant(_ constant: MathConstant, _ style: MathStyle) -> Double {
    face.constant(constant) * em(style)
  }

  /// A constant that has a second value in display style.
  func constant(
    _ plain: MathConstant, display: MathConstant, _ style: MathStyle
  ) -> Double {
    constant(style.level == .display ? display : plain, style)
  }

  /// The height of the axis on which fractions and delimiters are centred.
  func axis(_ style: MathStyle) -> Double { constant(.axisHeight, style) }

  /// The width of an absent delimiter: plain TeX's 1.2 pt at 10 pt (`\nulldelimiterspace`).
  var nullDelimiterSpace: Double { 0.12 * size }

  // MARK: Making and moving

  /// The next place in reading order, taken before what follows is made.
  mutating func nextReading() -> Int32 {
    reading += 1
    return reading
  }

  /// A box of no ink.
  func empty(width: Double = 0, height: Double = 0, depth: Double = 0) -> Box {
    Box(
      width: width, height: height, depth: depth, glyphs: glyphs.count..<glyphs.count,
      rules: rules.count..<rules.count)
  }

  /// Appends a glyph of the math font.
  mutating func append(
    _ metrics: GlyphMetrics, size: Double, x: Double = 0, y: Double = 0, text: String,
    reading: Int32? = nil, source: SourceRange
  ) {
    glyphs.append(
      PlacedGlyph(
        id: metrics.id, font: 0, reading: reading ?? nextReading(), x: x, y: y, size: size,
        text: text, source: source))
  }

  /// The box of one glyph of the math font.
  mutating func box(
    of metrics: GlyphMetrics, size: Double, text: String, reading: Int32? = nil,
    source: SourceRange
  ) -> Box {
    append(metrics, size: size, text: text, reading: reading, source: source)
    return Box(
      width: metrics.width * size, height: metrics.height * size, depth: metrics.depth * size,
      italic: metrics.italic * size, glyphs: glyphs.count - 1..<glyphs.count,
      rules: rules.count..<rules.count)
  }

  /// Appends a rule, given by its lower left corner.
  mutating func appendRule(
    x: Double, y: Double, width: Double, height: Double, source: SourceRange
  ) {
    rules.append(PlacedRule(x: x, y: y, width: width, height: height, source: source))
  }

  /// Moves a box's ink; the measures stay.
  mutating func move(_ box: Box, x: Double = 0, y: Double = 0) {
    guard x != 0 || y != 0 else { return }
    for index in box.glyphs {
      glyphs[index].x += x
      glyphs[index].y += y
    }
    for index in box.rules {
      rules[index].x += x
      rules[index].y += y
    }
  }

  /// Moves a box up, ink and measures.
  mutating func raise(_ box: inout Box, by y: Double) {
    move(box, y: y)
    box.height += y
    box.depth -= y
  }

  /// The box of all that was made since a mark.
  func box(since mark: Box, width: Double = 0, height: Double = 0, depth: Double = 0) -> Box {
    Box(
      width: width, height: height, depth: depth,
      glyphs: mark.glyphs.lowerBound..<glyphs.count, rules: mark.rules.lowerBound..<rules.count)
  }

  /// Lets a box hold all that was set since it began.
  func extend(_ box: inout Box) {
    box.glyphs = box.glyphs.lowerBound..<glyphs.count
    box.rules = box.rules.lowerBound..<rules.count
  }

  /// Takes back all that was made since a mark.
  mutating func discard(since mark: Box) {
    glyphs.removeSubrange(mark.glyphs.lowerBound...)
    rules.removeSubrange(mark.rules.lowerBound...)
  }

  /// The place of a font among those used.
  mutating func place(of font: Font) -> Int32 {
    if let index = usedFonts.firstIndex(where: { $0 === font }) { return Int32(index) }
    usedFonts.append(font)
    return Int32(usedFonts.count - 1)
  }

  /// The finished box: glyphs in reading order, y down.
  func finished(_ box: Box) -> MathBox {
    let order = glyphs.indices.sorted { glyphs[$0].reading < glyphs[$1].reading }
    return MathBox(
      width: box.width, height: box.height, depth: box.depth, italicCorrection: box.italic,
      glyphs: order.map { index in
        let glyph = glyphs[index]
        return MathBox.Glyph(
          font: usedFonts[Int(glyph.font)], id: glyph.id, size: glyph.size,
          origin: Point(glyph.x, 0 - glyph.y), text: glyph.text, source: glyph.source)
      },
      rules: rules.map { rule in
        MathBox.Rule(
          rect: Rect(
            minX: rule.x, minY: -(rule.y + rule.height), maxX: rule.x + rule.width, maxY: 0 - rule.y
          ),
          source: rule.source)
      })
  }
}
