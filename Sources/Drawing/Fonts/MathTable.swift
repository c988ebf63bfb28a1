import CCairo

/// A constant of the OpenType MATH table; the names are those of the specification.
public enum MathConstant: UInt32, Hashable, Sendable, CaseIterable {
  case scriptPercentScaleDown, scriptScriptPercentScaleDown
  case delimitedSubFormulaMinHeight, displayOperatorMinHeight, mathLeading
  case axisHeight, accentBaseHeight, flattenedAccentBaseHeight
  case subscriptShiftDown, subscriptTopMax, subscriptBaselineDropMin
  case superscriptShiftUp, superscriptShiftUpCramped, superscriptBottomMin
  case superscriptBaselineDropMax, subSuperscriptGapMin, superscriptBottomMaxWithSubscript
  case spaceAfterScript
  case upperLimitGapMin, upperLimitBaselineRiseMin, lowerLimitGapMin, lowerLimitBaselineDropMin
  case stackTopShiftUp, stackTopDisplayStyleShiftUp
  case stackBottomShiftDown, stackBottomDisplayStyleShiftDown
  case stackGapMin, stackDisplayStyleGapMin
  case stretchStackTopShiftUp, stretchStackBottomShiftDown
  case stretchStackGapAboveMin, stretchStackGapBelowMin
  case fractionNumeratorShiftUp, fractionNumeratorDisplayStyleShiftUp
  case fractionDenominatorShiftDown, fractionDenominatorDisplayStyleShiftDown
  case fractionNumeratorGapMin, fractionNumeratorDisplayStyleGapMin
  case fractionRuleThickness
  case fractionDenominatorGapMin, fractionDenominatorDisplayStyleGapMin
  case skewedFractionHorizontalGap, skewedFractionVerticalGap
  case overbarVerticalGap, overbarRuleThickness, overbarExtraAscender
  case underbarVerticalGap, underbarRuleThickness, underbarExtraDescender
  case radicalVerticalGap, radicalDisplayStyleVerticalGap, radicalRuleThickness
  case radicalExtraAscender, radicalKernBeforeDegree, radicalKernAfterDegree
  case radicalDegreeBottomRaisePercent
}

/// A font's OpenType MATH table: lengths in font units, y up.
public struct MathTable: Sendable {
  /// A direction in which glyphs are made larger.
  public enum Axis: Hashable, Sendable { case horizontal, vertical }

  /// A corner of a glyph at which scripts can be moved nearer.
  public enum Corner: UInt32, Hashable, Sendable { case topRight, topLeft, bottomRight, bottomLeft }

  /// One glyph of growing size.
  public struct Variant: Hashable, Sendable {
    /// The glyph.
    public var glyph: UInt32
    /// Its extent along the axis.
    public var advance: Double
  }

  /// One piece of an extensible glyph, from left to right or from bottom to top.
  public struct Part: Hashable, Sendable {
    /// The glyph.
    public var glyph: UInt32
    /// How much of its start may overlap the piece before.
    public var startConnector: Double
    /// How much of its end may overlap the piece after.
    public var endConnector: Double
    /// Its extent along the axis.
    public var fullAdvance: Double
    /// Whether the piece may be left out or repeated.
    public var isExtender: Bool

    /// The piece with its lengths multiplied by a factor.
    public func scaled(by factor: Double) -> Part {
      var part = self
      part.startConnector *= factor
      part.endConnector *= factor
      part.fullAdvance *= factor
      return part
    }
  }

  /// The pieces that a glyph of any size is made from.
  public struct Assembly: Hashable, Sendable {
    /// The pieces, in order along the axis.
    public var parts: [Part]
    /// The italic correction of the whole.
    public var italicCorrection: Double
  }

  /// The font.
  public let font: Font

  /// The MATH table of a font.
  ///
  /// - Throws: `FontError.noMathTable` when it has none.
  public init(of font: Font) throws(FontError) {
    guard hb_ot_math_has_data(font.face) != 0 else { throw .noMathTable(font: font.name) }
    self.font = font
  }

  /// The value of a constant: font units, or a percentage where the name says so.
  public func value(of constant: MathConstant) -> Double {
    Double(hb_ot_math_get_constant(font.font, hb_ot_math_constant_t(constant.rawValue)))
  }

  /// How far a glyph's top leans beyond its advance.
  public func italicCorrection(of glyph: UInt32) -> Double {
    Double(hb_ot_math_get_glyph_italics_correction(font.font, glyph))
  }

  /// The horizontal place to which accents are aligned; half the advance when the font has none.
  public func topAccentAttachment(of glyph: UInt32) -> Double {
    Double(hb_ot_math_get_glyph_top_accent_attachment(font.font, glyph))
  }

  /// The kern at a corner of a glyph at a height above the baseline.
  public func kern(of glyph: UInt32, at corner: Corner, height: Double) -> Double {
    Double(
      hb_ot_math_get_glyph_kerning(
        font.font, glyph, hb_ot_math_kern_t(corner.rawValue), Int32(height.rounded())))
  }

  /// The least overlap of the pieces of an extensible glyph.
  public func minimumConnectorOverlap(along axis: Axis) -> Double {
    Double(hb_ot_math_get_min_connector_overlap(font.font, axis.direction))
  }

  /// The glyph in growing sizes, itself first; empty when the font has only the one.
  public func variants(of glyph: UInt32, along axis: Axis) -> [Variant] {
    var count: UInt32 = 0
    let total = hb_ot_math_get_glyph_variants(font.font, glyph, axis.direction, 0, &count, nil)
    guard total > 0 else { return [] }
    var records = [hb_ot_math_glyph_variant_t](repeating: .init(), count: Int(total))
    count = total
    hb_ot_math_get_glyph_variants(font.font, glyph, axis.direction, 0, &count, &records)
    return records.prefix(Int(count)).map {
      Variant(glyph: $0.glyph, advance: Double($0.advance))
    }
  }

  /// The pieces of a glyph of any size; nil when the font has none.
  public func assembly(of glyph: UInt32, along axis: Axis) -> Assembly? {
    var count: UInt32 = 0
    var italics: hb_position_t = 0
    let total = hb_ot_math_get_glyph_assembly(
      font.font, glyph, axis.direction, 0, &count, nil, &italics)
    guard total > 0 else { return nil }
    var records = [hb_ot_math_glyph_part_t](repeating: .init(), count: Int(total))
    count = total
    hb_ot_math_get_glyph_assembly(
      font.font, glyph, axis.direction, 0, &count, &records, &italics)
    let parts = records.prefix(Int(count)).map {
      Part(
        glyph: $0.glyph, startConnector: Double($0.start_connector_length),
        endConnector: Double($0.end_connector_length), fullAdvance: Double($0.full_advance),
        isExtender: $0.flags.rawValue & HB_OT_MATH_GLYPH_PART_FLAG_EXTENDER.rawValue != 0)
    }
    return Assembly(parts: parts, italicCorrection: Double(italics))
  }
}

extension MathTable.Axis {
  fileprivate var direction: hb_direction_t {
    self == .horizontal ? HB_DIRECTION_LTR : HB_DIRECTION_BTT
  }
}

/// The substitutions of one feature, such as `ssty`, for single glyphs.
public struct GlyphAlternates: Sendable {
  private let font: Font
  private let lookups: [UInt32]

  /// The alternates of a font that a feature gives, by its tag of four letters.
  public init(of font: Font, feature: String) {
    self.font = font
    let tag = feature.utf8.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let table = UInt32(0x4753_5542)  // GSUB
    let features: [hb_tag_t] = [tag, 0]
    let set = hb_set_create()
    defer { hb_set_destroy(set) }
    hb_ot_layout_collect_lookups(font.face, table, nil, nil, features, set)
    var found: [UInt32] = []
    var lookup = hb_codepoint_t.max  // HB_SET_VALUE_INVALID starts the walk.
    while hb_set_next(set, &lookup) != 0 { found.append(lookup) }
    lookups = found
  }

  /// The alternates of a glyph, in the font's order; empty for none.
  public func alternates(of glyph: UInt32) -> [UInt32] {
    for lookup in lookups {
      var buffer = [hb_codepoint_t](repeating: 0, count: 8)
      var count = UInt32(buffer.count)
      let total = hb_ot_layout_lookup_get_glyph_alternates(
        font.face, lookup, glyph, 0, &count, &buffer)
      if total > 0 { return Array(buffer.prefix(Int(count))) }
    }
    return []
  }
}
