import CCairo

/// Files as one ZIP archive (APPNOTE 6.3), packed where that saves something; without dates, the
/// same for equal files.
///
/// - Parameter files: Names with slashes between folders, and bytes; together less than 4 GB.
package func zipFile(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
  var out: [UInt8] = []
  var directory: [UInt8] = []
  for (name, bytes) in files {
    // A zlib stream has two bytes before the packed data and four after.
    let packed = deflated(bytes).map { Array($0.dropFirst(2).dropLast(4)) } ?? bytes
    let isPacked = packed.count < bytes.count
    let body = isPacked ? packed : bytes
    let label = Array(name.utf8)
    let check = UInt32(truncatingIfNeeded: crc32(0, bytes, uInt(bytes.count)))
    // Version 2.0, names in UTF-8, method, the first moment that the format knows.
    let common =
      little(20, 2) + little(0x0800, 2) + little(isPacked ? 8 : 0, 2) + little(0, 2)
      + little(0x21, 2) + little(Int(check), 4) + little(body.count, 4) + little(bytes.count, 4)
      + little(label.count, 2) + little(0, 2)
    directory +=
      little(0x0201_4B50, 4) + little(20, 2) + common + little(0, 2) + little(0, 2) + little(0, 2)
      + little(0, 4) + little(out.count, 4) + label
    out += little(0x0403_4B50, 4) + common + label + body
  }
  let end =
    little(0x0605_4B50, 4) + little(0, 4) + little(files.count, 2) + little(files.count, 2)
    + little(directory.count, 4) + little(out.count, 4) + little(0, 2)
  return out + directory + end
}

private func little(_ value: Int, _ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}
