import Drawing
import Typesetting

/// How one formula's glyphs compare with the reference.
struct Comparison {
  /// Why a formula may differ: conventions of the engines, each met by a rule, not by a list of
  /// formulas.
  enum Rule: String, CaseIterable {
    /// The reference maps `\boldsymbol` to the bold italic alphabet, in which Unicode has no
    /// digits, and leaves them light; here they are bold, as LaTeX sets them.
    case boldDigits = "digits in \\boldsymbol are bold here, light in the reference"
    /// amsmath builds the arrow of `\xrightarrow` from minus signs; here it is the font's own
    /// extensible arrow of the same length.
    case builtArrows = "arrows with labels are built from minus signs in the reference"
  }

  /// The largest offset of a glyph from its reference, in points; infinite when glyphs differ.
  var offset: Double
  /// How many marks of no width were read back at the pen instead of their own place.
  ///
  /// The extraction of the PDF puts a mark of no advance at the end of the glyph drawn before it,
  /// unless it is the first. Such marks count as in place when they agree with that pen.
  var marksAtPen: Int
  /// The rule under which the formula differs; nil for none that is known.
  var rule: Rule?
  /// A glyph that is farthest off, for the report.
  var worst: String

  /// Compares a laid-out formula with its reference, at the best of the anchors for the first
  /// glyph.
  init(_ box: MathBox, with reference: [ReferenceData.Glyph]) {
    let ours = Self.glyphs(of: box)
    var best = (offset: Double.infinity, marks: 0, worst: "no glyph in common")
    for anchor in reference.prefix(2) {
      for own in ours where own.scalar == anchor.scalar && !own.isMark {
        let found = Self.match(
          ours, with: reference, movedBy: Point(own.x - anchor.x, own.y - anchor.y))
        if found.offset < best.offset { best = found }
      }
    }
    (offset, marksAtPen, worst) = best
    rule = Self.rule(ours, reference)
  }

  private struct Glyph {
    var scalar: Unicode.Scalar?
    var x: Double
    var y: Double
    /// The end of the glyph drawn before.
    var pen: Point
    var isMark: Bool
  }

  /// Our glyphs, y up, in the order in which LuaTeX draws them: a mark before its base.
  private static func glyphs(of box: MathBox) -> [Glyph] {
    var glyphs: [Glyph] = []
    var ends: [Point] = [.zero]
    for glyph in box.glyphs {
      let scalar = glyph.text.unicodeScalars.first
      let isMark = scalar.map { $0.properties.generalCategory == .nonspacingMark } ?? false
      // A mark comes after its base here; the glyph before that is one further back.
      let pen = isMark && ends.count > 1 ? ends[ends.count - 2] : ends[ends.count - 1]
      glyphs.append(
        Glyph(
          scalar: scalar, x: glyph.origin.x, y: -glyph.origin.y, pen: Point(pen.x, -pen.y),
          isMark: isMark))
      if !isMark {
        let advance = glyph.font.advance(of: glyph.id) / glyph.font.unitsPerEm * glyph.size
        ends.append(Point(glyph.origin.x + advance, glyph.origin.y))
      }
    }
    return glyphs
  }

  /// Pairs each glyph of the reference with the nearest of ours for the same character.
  private static func match(
    _ ours: [Glyph], with reference: [ReferenceData.Glyph], movedBy shift: Point
  ) -> (offset: Double, marks: Int, worst: String) {
    var free = Array(repeating: true, count: ours.count)
    var largest = (offset: 0.0, marks: 0, worst: "")
    for glyph in reference {
      var nearest: (index: Int, distance: Double, atPen: Bool)?
      for (index, own) in ours.enumerated()
      where free[index] && (own.scalar == glyph.scalar || own.scalar == nil) {
        let direct = max(abs(own.x - shift.x - glyph.x), abs(own.y - shift.y - glyph.y))
        let atPen = max(abs(own.pen.x - shift.x - glyph.x), abs(own.pen.y - shift.y - glyph.y))
        let usesPen = own.isMark && atPen < direct
        let distance = usesPen ? atPen : direct
        if distance < nearest?.distance ?? .infinity { nearest = (index, distance, usesPen) }
      }
      guard let nearest else { return (.infinity, 0, "no \(glyph.scalar) here") }
      free[nearest.index] = false
      if nearest.atPen { largest.marks += 1 }
      if nearest.distance > largest.offset {
        largest.offset = nearest.distance
        largest.worst = "\(glyph.scalar) at (\(glyph.x), \(glyph.y))"
      }
    }
    return largest
  }

  private static func rule(_ ours: [Glyph], _ reference: [ReferenceData.Glyph]) -> Rule? {
    if ours.contains(where: { (0x1D7CE...0x1D7D7).contains($0.scalar?.value ?? 0) }) {
      return .boldDigits
    }
    let minus: Unicode.Scalar = "\u{2212}"
    let arrows = "→←↔⇒⇐↦↪↩".unicodeScalars
    if ours.contains(where: { $0.scalar.map(arrows.contains) ?? false }),
      reference.filter({ $0.scalar == minus }).count > ours.filter({ $0.scalar == minus }).count
    {
      return .builtArrows
    }
    return nil
  }
}
