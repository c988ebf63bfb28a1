import Drawing
import Records

/// A glyph's measures, as parts of the em.
struct GlyphMetrics: Sendable {
  var id: UInt32
  /// The advance.
  var width: Double
  /// The ink above the baseline; never negative, as in TeX.
  var height: Double
  /// The ink below the baseline; never negative.
  var depth: Double
  /// How far the top leans beyond the advance.
  var italic: Double
  /// Where accents attach.
  var accent: Double
  /// The ink box, y up.
  var ink: Rect

  var total: Double { height + depth }
}

/// A font with a MATH table, with its measures remembered.
///
/// Safe to share.
final class MathFace: Sendable {
  let font: Font
  let table: MathTable
  /// The constants as parts of the em, by their number; percentages as they are.
  private let constants: [Double]
  private let scale: Double
  private let scriptForms: GlyphAlternates
  private let memory = Guarded(Memory())

  /// What has been asked of the font so far.
  private struct Memory {
    var characters: [UInt32: GlyphMetrics] = [:]
    var glyphs: [UInt32: GlyphMetrics] = [:]
    var constructions: [UInt32: Construction] = [:]
  }

  /// The sizes of a glyph along one axis.
  struct Construction: Sendable {
    /// The sizes in growing order, the glyph itself first.
    var variants: [GlyphMetrics]
    /// The pieces for sizes beyond, in parts of the em; nil when the font has none.
    var assembly: MathTable.Assembly?
  }

  init(_ font: Font) throws(FontError) {
    self.font = font
    table = try MathTable(of: font)
    let scale = 1 / font.unitsPerEm
    var constants: [Double] = []
    for constant in MathConstant.allCases {
      let isPercentage =
        constant == .scriptPercentScaleDown || constant == .scriptScriptPercentScaleDown
        || constant == .radicalDegreeBottomRaisePercent
      constants.append(table.value(of: constant) * (isPercentage ? 0.01 : scale))
    }
    self.constants = constants
    self.scale = scale
    scriptForms = GlyphAlternates(of: font, feature: "ssty")
  }

  /// A constant of the MATH table, as a part of the em or of one.
  func constant(_ constant: MathConstant) -> Double { constants[Int(constant.rawValue)] }

  /// The least overlap of the pieces of an extensible glyph, as a part of the em.
  func minimumOverlap(along axis: MathTable.Axis) -> Double {
    table.minimumConnectorOverlap(along: axis) * scale
  }

  /// The glyph of a character at a level, in the font's form for scripts where it has one.
  func character(
    _ scalar: Unicode.Scalar, at level: MathStyle.Level
  ) throws(FontError) -> GlyphMetrics {
    let form = max(0, level.rawValue - 1)
    let key = scalar.value << 2 | UInt32(form)
    if let known = memory.withLock({ $0.characters[key] }) { return known }
    guard let plain = font.glyph(for: scalar) else {
      throw .missingGlyph(text: String(scalar), font: font.name)
    }
    var glyph = plain
    if form > 0 {
      let forms = scriptForms.alternates(of: plain)
      if !forms.isEmpty { glyph = forms[min(form, forms.count) - 1] }
    }
    let metrics = measure(glyph)
    memory.withLock { $0.characters[key] = metrics }
    return metrics
  }

  /// The measures of a glyph.
  func glyph(_ id: UInt32) -> GlyphMetrics {
    if let known = memory.withLock({ $0.glyphs[id] }) { return known }
    let metrics = measure(id)
    memory.withLock { $0.glyphs[id] = metrics }
    return metrics
  }

  private func measure(_ id: UInt32) -> GlyphMetrics {
    let ink = font.inkBox(of: id)
    return GlyphMetrics(
      id: id, width: font.advance(of: id) * scale, height: max(0, ink.maxY * scale),
      depth: max(0, -ink.minY * scale), italic: table.italicCorrection(of: id) * scale,
      accent: table.topAccentAttachment(of: id) * scale,
      ink: Rect(
        minX: ink.minX * scale, minY: ink.minY * scale, maxX: ink.maxX * scale,
        maxY: ink.maxY * scale))
  }

  /// The sizes in which the font has a glyph along an axis.
  func construction(of id: UInt32, along axis: MathTable.Axis) -> Construction {
    let key = id << 1 | (axis == .vertical ? 1 : 0)
    if let known = memory.withLock({ $0.constructions[key] }) { return known }
    var variants = [glyph(id)]
    for variant in table.variants(of: id, along: axis) where variant.glyph != id {
      variants.append(glyph(variant.glyph))
    }
    var assembly = table.assembly(of: id, along: axis)
    if let found = assembly {
      assembly?.italicCorrection = found.italicCorrection * scale
      assembly?.parts = found.parts.map { $0.scaled(by: scale) }
    }
    let construction = Construction(variants: variants, assembly: assembly)
    memory.withLock { $0.constructions[key] = construction }
    return construction
  }

  /// The kern between a glyph and a script at its right, as a part of the em.
  func kern(
    of id: UInt32, at corner: MathTable.Corner, height: Double
  ) -> Double {
    table.kern(of: id, at: corner, height: height / scale) * scale
  }
}
