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
    guard font.count >= 12 else { return nil }
    let count = Int(font[4]) << 8 + Int(font[5])
    guard font.count >= 12 + 16 * count else { return nil }
    var tables: [FontTable] = []
    for index in 0..<count {
      let entry = font[(12 + 16 * index)..<(28 + 16 * index)]
      func word(_ place: Int) -> Int {
        entry[(entry.startIndex + place)..<(entry.startIndex + place + 4)]
          .reduce(0) { $0 << 8 + Int($1) }
      }
      let table = FontTable(
        tag: entry.prefix(4), checksum: entry.dropFirst(4).prefix(4), offset: word(8),
        length: word(12))
      guard table.offset + table.length <= font.count else { return nil }
      tables.append(table)
    }
    return tables
  }
}

private func bigEndian(_ value: Int) -> [UInt8] {
  (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
}
