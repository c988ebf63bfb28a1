import CCairo

/// The file of a font with only the glyphs of some characters, for embedding in a page.
///
/// Variants and assembly parts of the MATH table and what GSUB makes of the characters stay, so
/// that formulas look as with the whole font; hinting goes.
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
  let result = hb_face_reference_blob(cut)
  defer { hb_blob_destroy(result) }
  var length: UInt32 = 0
  guard let data = hb_blob_get_data(result, &length), length > 0 else {
    throw .unreadable(path: path)
  }
  return data.withMemoryRebound(to: UInt8.self, capacity: Int(length)) {
    Array(UnsafeBufferPointer(start: $0, count: Int(length)))
  }
}
