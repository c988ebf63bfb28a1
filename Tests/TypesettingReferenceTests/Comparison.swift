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
    /// LuaTeX sets a mark over a letter of a font without a MATH table at the letter's right end.
    case marksOnWords = "marks over letters of text fonts are at the middle here"
    /// unicode-math maps some commands to characters that the font lacks, and leaves them out.
    case lostCharacters = "characters that the reference's font lacks are left out there"
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
    // Marks and pieces of grown characters are no anchors: readers of PDF misplace or rename them.
    let anchors = reference.filter {
      !Self.isPiece($0.scalar) && $0.scalar.properties.generalCategory != .nonspacingMark
    }
    for anchor in (anchors.isEmpty ? reference : anchors).prefix(2) {
      for own in ours where own.scalar == Self.plain(anchor.scalar) && !own.isMark {
        let found = Self.match(
          ours, with: reference, movedBy: Point(own.x - anchor.x, own.y - anchor.y))
        if found.offset < best.offset { best = found }
      }
    }
    (offset, marksAtPen, worst) = best
    rule = Self.rule(ours, reference)
  }

  private struct Glyph {
    /// The character; nil for a piece of one, which the PDF names in its own way.
    var scalar: Unicode.Scalar?
    var x: Double
    var y: Double
    /// The end of the glyph drawn before.
    var pen: Point
    var isMark: Bool
    var isMath: Bool
  }

  /// Our glyphs, y up, in the order in which LuaTeX draws them: a mark before its base.
  private static func glyphs(of box: MathBox) -> [Glyph] {
    var glyphs: [Glyph] = []
    var ends: [Point] = [.zero]
    for (index, glyph) in box.glyphs.enumerated() {
      let hasPieces = index + 1 < box.glyphs.count && box.glyphs[index + 1].text.isEmpty
      let scalar = hasPieces ? nil : glyph.text.unicodeScalars.first.map(Self.plain)
      let isMark = scalar.map { $0.properties.generalCategory == .nonspacingMark } ?? false
      // A mark comes after its base here; the glyph before that is one further back.
      let pen = isMark && ends.count > 1 ? ends[ends.count - 2] : ends[ends.count - 1]
      glyphs.append(
        Glyph(
          scalar: scalar, x: glyph.origin.x, y: -glyph.origin.y, pen: Point(pen.x, -pen.y),
          isMark: isMark, isMath: (try? MathTable(of: glyph.font)) != nil))
      // The PDF gives each letter of a ligature the ligature's own place.
      for letter in glyph.text.unicodeScalars.dropFirst() where !isMark {
        var further = glyphs[glyphs.count - 1]
        further.scalar = letter
        glyphs.append(further)
      }
      if !isMark {
        let advance = glyph.font.advance(of: glyph.id) / glyph.font.unitsPerEm * glyph.size
        ends.append(Point(glyph.origin.x + advance, glyph.origin.y))
      }
    }
    return glyphs
  }

  /// The character for one that looks the same: grown bars are read back as relations.
  private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "∣": "|"
    case "∥": "‖"
    default: scalar
    }
  }

  /// Whether a character of the reference can be a piece of a grown one.
  private static func isPiece(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\u{239B}"..."\u{23E1}", "{", "}", "|", "‖", "√", "\u{20D6}"..."\u{20D7}": true
    case "\u{20E1}"..."\u{20EF}": true
    default: false
    }
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
      where free[index]
        && (own.scalar.map { $0 == Self.plain(glyph.scalar) } ?? Self.isPiece(glyph.scalar))
      {
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
    let isOnWord = zip(ours, ours.dropFirst()).contains { base, mark in
      mark.isMark && !base.isMath
    }
    if isOnWord { return .marksOnWords }
    let known = Set(reference.map { plain($0.scalar) })
    let lost = ours.contains { own in own.scalar.map { !known.contains($0) } ?? false }
    return lost && reference.count < ours.count ? .lostCharacters : nil
  }
}
