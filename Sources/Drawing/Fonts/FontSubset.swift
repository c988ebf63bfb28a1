import CCairo

/// The file of a font with only the glyphs of some characters, for embedding in a page.
///
/// Variants and assembly parts of the MATH table and what GSUB makes of the characters stay, so
/// that formulas look as with the whole font; hinting goes. A space that breaks no line becomes as
/// wide as others: Latin Modern's own is half as wide again.
///
/// - Parameters:
///   - path: A font file.
///   - scalars: The characters; those that the font lacks are passed over.
/// - Returns: An OpenType file; the same for equal sets of characters.
/// - Throws: `FontError.unreadable` when HarfBuzz cannot read or cut the file.
public func fontSubset(
  path: String, scalars: some Sequence<Unicode.Scalar>
) throws(FontError) -> [UInt8] {
  guard let blob = hb_blob_create_from_file_or_fail(path),
    let input = hb_subset_input_create_or_fail()
  else { throw .unreadable(path: path) }
  let face = hb_face_create(blob, 0)
  defer {
    hb_face_destroy(face)
    hb_blob_destroy(blob)
    hb_subset_input_destroy(input)
  }
  let wanted = hb_subset_input_unicode_set(input)
  for scalar in scalars { hb_set_add(wanted, scalar.value) }
  hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING.rawValue)
  guard let cut = hb_subset_or_fail(face, input) else { throw .unreadable(path: path) }
  defer { hb_face_destroy(cut) }
  guard evenSpaces(of: cut) else { throw .unreadable(path: path) }
  let file = bytes(of: hb_face_reference_blob(cut))
  guard !file.isEmpty else { throw .unreadable(path: path) }
  return file
}

/// Gives U+00A0 the width of U+0020 in a face that is being made.
///
/// - Returns: Whether the face could be changed, or need not be.
private func evenSpaces(of face: OpaquePointer) -> Bool {
  let font = hb_font_create(face)
  defer { hb_font_destroy(font) }
  var (space, fixed): (hb_codepoint_t, hb_codepoint_t) = (0, 0)
  guard hb_font_get_nominal_glyph(font, 0x20, &space) != 0,
    hb_font_get_nominal_glyph(font, 0xA0, &fixed) != 0, space != fixed
  else { return true }
  // The last of the widths that hhea counts holds for all glyphs that follow; side bearings go on.
  let (head, metrics) = (hb_tag_t(0x6868_6561), hb_tag_t(0x686D_7478))
  var (hhea, hmtx) = (
    bytes(of: hb_face_reference_table(face, head)),
    bytes(of: hb_face_reference_table(face, metrics))
  )
  let glyphs = Int(hb_face_get_glyph_count(face))
  guard hhea.count >= 36 else { return false }
  let count = Int(hhea[34]) << 8 + Int(hhea[35])
  guard count > 0, glyphs < 1 << 16, hmtx.count >= 4 * count + 2 * (glyphs - count) else {
    return false
  }
  var whole: [UInt8] = []
  for glyph in 0..<glyphs {
    let width = 4 * min(glyph == Int(fixed) ? Int(space) : glyph, count - 1)
    let bearing = glyph < count ? 4 * glyph + 2 : 4 * count + 2 * (glyph - count)
    whole += hmtx[width..<(width + 2)] + hmtx[bearing..<(bearing + 2)]
  }
  hmtx = whole
  (hhea[34], hhea[35]) = (UInt8(glyphs >> 8), UInt8(glyphs & 0xFF))
  return add(hhea, as: head, to: face) && add(hmtx, as: metrics, to: face)
}

/// What a blob holds, which is released.
private func bytes(of blob: OpaquePointer?) -> [UInt8] {
  defer { hb_blob_destroy(blob) }
  var length: UInt32 = 0
  guard let data = hb_blob_get_data(blob, &length), length > 0 else { return [] }
  return data.withMemoryRebound(to: UInt8.self, capacity: Int(length)) {
    Array(UnsafeBufferPointer(start: $0, count: Int(length)))
  }
}

private func add(_ bytes: [UInt8], as tag: hb_tag_t, to face: OpaquePointer) -> Bool {
  let blob = bytes.withUnsafeBytes { bytes in
    hb_blob_create(
      bytes.baseAddress?.assumingMemoryBound(to: CChar.self), UInt32(bytes.count),
      HB_MEMORY_MODE_DUPLICATE, nil, nil)
  }
  defer { hb_blob_destroy(blob) }
  return hb_face_builder_add_table(face, tag, blob) != 0
}
