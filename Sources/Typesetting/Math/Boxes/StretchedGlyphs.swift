import Drawing

extension Setter {
  /// A character grown to at least a length along an axis.
  ///
  /// It is the first variant long enough, else an assembly, else the longest variant, magnified
  /// when it is a delimiter. It is not moved: its baseline is the glyph's, or the bottom of the
  /// assembly.
  mutating func stretched(
    _ scalar: Unicode.Scalar, along axis: MathTable.Axis, to length: Double, _ style: MathStyle,
    reading: Int32? = nil, source: SourceRange
  ) throws(FontError) -> Box {
    let em = em(style)
    let plain = try face.character(scalar, at: style.level)
    let construction = face.construction(of: plain.id, along: axis)
    var best = plain
    var bestLength = 0.0
    for variant in construction.variants {
      let extent = (axis == .vertical ? variant.total : variant.width) * em
      if extent > bestLength { (best, bestLength) = (variant, extent) }
      // Half a unit of rounding must not force the next size.
      if extent >= length - 1e-9 { break }
    }
    if bestLength < length - 1e-9, let assembly = construction.assembly {
      return assembled(
        assembly, along: axis, to: length, em, text: String(scalar), reading: reading,
        source: source)
    }
    // A delimiter that the font cannot make so tall is its tallest one, magnified.
    let magnification = axis == .vertical && bestLength > 0 ? max(1, length / bestLength) : 1
    return box(
      of: best, size: em * magnification, text: String(scalar), reading: reading, source: source)
  }

  /// Puts the pieces of a glyph together: with the fewest extenders that reach the length, the
  /// overlaps as even as the connectors allow.
  mutating func assembled(
    _ assembly: MathTable.Assembly, along axis: MathTable.Axis, to length: Double, _ em: Double,
    text: String, reading: Int32?, source: SourceRange
  ) -> Box {
    let least = face.minimumOverlap(along: axis) * em
    let joined = Joined(assembly.parts.map { $0.scaled(by: em) }, least: least, reaching: length)
    let mark = empty()
    let reading = reading ?? nextReading()
    var across = (over: 0.0, under: 0.0)
    for (index, piece) in joined.pieces.enumerated() {
      let glyph = face.glyph(piece.glyph)
      let isVertical = axis == .vertical
      // Vertical pieces stand on their ink, whatever their baseline.
      append(
        glyph, size: em, x: isVertical ? 0 : piece.start,
        y: isVertical ? piece.start + glyph.depth * em - max(0, glyph.ink.minY) * em : 0,
        text: index == 0 ? text : "", reading: reading, source: source)
      across.over = max(across.over, (isVertical ? glyph.width : glyph.height) * em)
      across.under = max(across.under, isVertical ? 0 : glyph.depth * em)
    }
    return axis == .vertical
      ? box(since: mark, width: across.over, height: joined.length)
      : box(since: mark, width: joined.length, height: across.over, depth: across.under)
  }

  /// Pieces of an extensible glyph in a row.
  private struct Joined {
    var pieces: [(glyph: UInt32, start: Double)] = []
    var length = 0.0

    /// No more extenders than this, which is beyond any page: it bounds the work.
    private static let maximumRepeats = 256

    init(_ parts: [MathTable.Part], least: Double, reaching wanted: Double) {
      let repeats = Joined.repeats(parts, least, reaching: wanted)
      let longest = Joined.extent(parts, repeats, least)
      // Shrink every joint by the same share of what it can give (LuaTeX sets glue there).
      let slack = longest.length - longest.shortest
      let share =
        slack > 0 ? min(1, max(0, (longest.length - max(wanted, longest.shortest)) / slack)) : 0
      var end = 0.0
      var connector = 0.0
      for part in Joined.row(parts, repeats) {
        let most = min(part.startConnector, connector)
        let fewest = min(most, least)
        let overlap = pieces.isEmpty ? 0 : fewest + (most - fewest) * share
        pieces.append((part.glyph, end - overlap))
        end += part.fullAdvance - overlap
        connector = part.endConnector
      }
      length = end
    }

    /// The fewest repeats of every extender with which the pieces can reach a length.
    private static func repeats(
      _ parts: [MathTable.Part], _ least: Double, reaching wanted: Double
    ) -> Int {
      guard Joined.extent(parts, 0, least).length < wanted, parts.contains(where: \.isExtender)
      else { return 0 }
      // From the first on, each repeat adds the same length.
      let once = Joined.extent(parts, 1, least).length
      let step = Joined.extent(parts, 2, least).length - once
      guard once < wanted, step > 0 else { return 1 }
      return 1 + Int(min(Double(maximumRepeats - 1), ((wanted - once) / step - 1e-9).rounded(.up)))
    }

    private static func row(_ parts: [MathTable.Part], _ repeats: Int) -> [MathTable.Part] {
      parts.flatMap { Array(repeating: $0, count: $0.isExtender ? repeats : 1) }
    }

    /// The lengths with the least and the most overlap.
    private static func extent(
      _ parts: [MathTable.Part], _ repeats: Int, _ least: Double
    ) -> (length: Double, shortest: Double) {
      var length = 0.0
      var shortest = 0.0
      var connector: Double?
      for part in row(parts, repeats) {
        let most = connector.map { min($0, part.startConnector) } ?? 0
        length += part.fullAdvance - min(most, least)
        shortest += part.fullAdvance - most
        connector = part.endConnector
      }
      return (length, shortest)
    }
  }
}
