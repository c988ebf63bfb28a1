import CCairo

extension Font {
  /// Shapes a line of text, with ligatures and kerning as the font has them.
  ///
  /// - Returns: Glyphs with offsets and total advance in font units, y down; each glyph carries
  ///   the characters it stands for.
  /// - Throws: `FontError.missingGlyph` for a character that the font lacks.
  public func shape(
    _ text: String
  ) throws(FontError) -> (glyphs: [GlyphRun.Glyph], advance: Double) {
    let buffer = hb_buffer_create()
    defer { hb_buffer_destroy(buffer) }
    let utf8 = Array(text.utf8)
    utf8.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        hb_buffer_add_utf8(buffer, $0.baseAddress, Int32($0.count), 0, Int32($0.count))
      }
    }
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR)
    hb_buffer_set_script(buffer, HB_SCRIPT_LATIN)
    hb_buffer_set_language(buffer, hb_language_from_string("en", 2))
    hb_shape(font, buffer, nil, 0)
    var count: UInt32 = 0
    let infos = hb_buffer_get_glyph_infos(buffer, &count)
    let positions = hb_buffer_get_glyph_positions(buffer, &count)
    guard let infos, let positions else { return ([], 0) }
    var glyphs: [GlyphRun.Glyph] = []
    var pen = 0.0
    for i in 0..<Int(count) {
      let start = Int(infos[i].cluster)
      let end = i + 1 < Int(count) ? Int(infos[i + 1].cluster) : utf8.count
      let source = String(decoding: utf8[start..<max(start, end)], as: UTF8.self)
      if infos[i].codepoint == 0 { throw .missingGlyph(text: source, font: name) }
      let offset = Point(pen + Double(positions[i].x_offset), -Double(positions[i].y_offset))
      glyphs.append(.init(id: infos[i].codepoint, offset: offset, text: source))
      pen += Double(positions[i].x_advance)
    }
    return (glyphs, pen)
  }
}
