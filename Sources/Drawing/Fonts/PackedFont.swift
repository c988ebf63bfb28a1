/// A font file packed for a page: WOFF 1.0 (W3C Recommendation, 2012), each table a zlib stream.
///
/// - Parameter font: An OpenType or TrueType file.
/// - Returns: The file to embed as `font/woff`; nil when the tables do not lie in the file.
package func packedFont(_ font: [UInt8]) -> [UInt8]? {
  guard let tables = FontTable.tables(of: font) else { return nil }
  var directory: [UInt8] = []
  var body: [UInt8] = []
  let start = 44 + 20 * tables.count
  for table in tables {
    let plain = Array(font[table.offset..<table.offset + table.length])
    // A table that does not shrink stays as it is.
    let packed = deflated(plain).flatMap { $0.count < plain.count ? $0 : nil } ?? plain
    directory += table.tag
    for number in [start + body.count, packed.count, table.length] {
      directory += bigEndian(number)
    }
    directory += table.checksum
    body += packed
    while body.count % 4 != 0 { body.append(0) }
  }
  let plainSize = 12 + 16 * tables.count + tables.reduce(0) { $0 + ($1.length + 3) / 4 * 4 }
  var head = Array("wOFF".utf8) + font[..<4]
  // The length, the number of tables with a reserved zero, the plain length, version 1.0; neither
  // metadata nor private data.
  for number in [start + body.count, tables.count << 16, plainSize, 1 << 16, 0, 0, 0, 0, 0] {
    head += bigEndian(number)
  }
  return head + directory + body
}

/// An entry of a font file's table directory.
private struct FontTable {
  var tag: ArraySlice<UInt8>
  var checksum: ArraySlice<UInt8>
  var offset: Int
  var length: Int

  static func tables(of font: [UInt8]) -> [FontTable]? {
    guard font.count >= 12, let count = bigEndian(font, at: 4, count: 2) else { return nil }
    var tables: [FontTable] = []
    for entry in (0..<count).map({ 12 + 16 * $0 }) {
      guard let offset = bigEndian(font, at: entry + 8, count: 4),
        let length = bigEndian(font, at: entry + 12, count: 4), offset + length <= font.count
      else { return nil }
      tables.append(
        FontTable(
          tag: font[entry..<entry + 4], checksum: font[entry + 4..<entry + 8], offset: offset,
          length: length))
    }
    return tables
  }
}

private func bigEndian(_ value: Int) -> [UInt8] {
  (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
}
