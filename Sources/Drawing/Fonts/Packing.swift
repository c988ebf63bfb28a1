import CCairo

/// Bytes as a zlib stream, packed at a level from 1, fast, to 9, small.
func deflated(_ bytes: [UInt8], level: Int32 = 9) -> [UInt8]? {
  var count = compressBound(uLong(bytes.count))
  var out = [UInt8](repeating: 0, count: Int(count))
  guard compress2(&out, &count, bytes, uLong(bytes.count), level) == Z_OK else { return nil }
  return Array(out[..<Int(count)])
}

/// Bytes as a gzip file (RFC 1952) without a name and a date: the same for equal bytes.
package func gzipped(_ bytes: [UInt8]) -> [UInt8]? {
  guard let stream = deflated(bytes) else { return nil }
  // Ten bytes of head: magic number, method, no flags, no date, best compression, Unix.
  let head: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3]
  // A zlib stream has two bytes before the packed data and four after.
  let packed = stream.dropFirst(2).dropLast(4)
  let check = UInt32(truncatingIfNeeded: crc32(0, bytes, uInt(bytes.count)))
  let tail = [check, UInt32(truncatingIfNeeded: bytes.count)].flatMap { word in
    (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * UInt32($0))) }
  }
  return head + packed + tail
}

/// A zlib stream unpacked; nil where it is damaged.
func inflated(_ bytes: [UInt8]) -> [UInt8]? {
  var stream = z_stream()
  guard inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
    return nil
  }
  defer { inflateEnd(&stream) }
  var out: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  var bytes = bytes
  return bytes.withUnsafeMutableBufferPointer { source in
    stream.next_in = source.baseAddress
    stream.avail_in = uInt(source.count)
    while true {
      let (status, count) = buffer.withUnsafeMutableBufferPointer { target in
        stream.next_out = target.baseAddress
        stream.avail_out = uInt(target.count)
        return (inflate(&stream, Z_NO_FLUSH), target.count - Int(stream.avail_out))
      }
      out += buffer[..<count]
      if status == Z_STREAM_END { return out }
      guard status == Z_OK else { return nil }
    }
  }
}

/// The SHA-256 of some bytes, as 64 hexadecimal digits.
public func sha256(_ bytes: [UInt8]) -> String { checksum(G_CHECKSUM_SHA256, bytes) }

/// The MD5 of some bytes, as 32 hexadecimal digits: no secret, a name for what is equal.
func md5(_ bytes: [UInt8]) -> String { checksum(G_CHECKSUM_MD5, bytes) }

private func checksum(_ kind: GChecksumType, _ bytes: [UInt8]) -> String {
  guard let text = g_compute_checksum_for_data(kind, bytes, UInt(bytes.count)) else { return "" }
  defer { g_free(text) }
  return String(cString: text)
}
