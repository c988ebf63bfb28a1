import CCairo

/// The objects of a PDF as Cairo 1.16 writes it.
///
/// Every object stands in clear, with one classic cross-reference table. Objects can be changed
/// and the file written anew.
struct PDFFile {
  /// The objects' bodies by number; index 0 is unused.
  private var objects: [[UInt8]]
  /// The number of the document catalogue.
  let root: Int
  /// The number of the information dictionary.
  let info: Int

  /// Reads the objects.
  ///
  /// - Throws: `ExportError.structure` when the file is laid out otherwise.
  init(_ bytes: [UInt8]) throws(ExportError) {
    guard let start = PDFFile.lastNumber(after: "startxref", in: bytes),
      let size = PDFFile.lastNumber(after: "/Size", in: bytes),
      let root = PDFFile.lastNumber(after: "/Root", in: bytes),
      let info = PDFFile.lastNumber(after: "/Info", in: bytes),
      start < bytes.count, bytes[start...].starts(with: Array("xref\n".utf8)), size < bytes.count
    else { throw .structure("no classic cross-reference table") }
    self.root = root
    self.info = info
    // Entries are lines of 20 bytes: ten digits of offset, five of generation, one letter.
    guard var table = bytes[start...].dropFirst(5).firstIndex(of: 0x0A) else {
      throw .structure("the cross-reference table is cut off")
    }
    table += 1
    guard table + 20 * size <= bytes.count else {
      throw .structure("the cross-reference table is cut off")
    }
    var offsets: [(number: Int, offset: Int)] = []
    for number in 1..<max(size, 1) {
      let entry = bytes[(table + 20 * number)...].prefix(10)
      offsets.append((number, entry.reduce(0) { $0 * 10 + Int($1 &- 0x30) }))
    }
    objects = Array(repeating: [], count: size)
    let ordered = offsets.sorted { $0.offset < $1.offset }
    for (index, entry) in ordered.enumerated() {
      let end = index + 1 < ordered.count ? ordered[index + 1].offset : start
      let head = Array("\(entry.number) 0 obj\n".utf8)
      let tail = Array("\nendobj\n".utf8)
      guard entry.offset >= 0, entry.offset + head.count + tail.count <= end,
        bytes[entry.offset...].starts(with: head),
        bytes[..<end].suffix(tail.count).elementsEqual(tail)
      else { throw .structure("object \(entry.number) is not where the table says") }
      objects[entry.number] = Array(bytes[(entry.offset + head.count)..<(end - tail.count)])
    }
  }

  private static func lastNumber(after word: String, in bytes: [UInt8]) -> Int? {
    let text = Array(word.utf8)
    var index = bytes.count - text.count
    while index >= 0, index > bytes.count - 400 {
      if bytes[index...].starts(with: text) {
        let digits = bytes[(index + text.count)...].drop { $0 == 0x20 || $0 == 0x0A }
          .prefix { $0 >= 0x30 && $0 <= 0x39 }
        return Int(String(decoding: digits, as: UTF8.self))
      }
      index -= 1
    }
    return nil
  }

  /// The numbers of the objects whose text begins as asked, ascending.
  func numbers(where matches: (String) -> Bool) -> [Int] {
    objects.indices.filter { matches(String(decoding: objects[$0].prefix(64), as: UTF8.self)) }
  }

  /// Adds entries at the end of the dictionary that an object is.
  mutating func insert(_ entries: String, into number: Int) {
    guard let end = objects[number].lastIndex(of: UInt8(ascii: ">")) else { return }
    objects[number].insert(contentsOf: Array(entries.utf8), at: end - 1)
  }

  /// Takes the transparency group out of a page: pdfTeX warns at two of them on one page.
  mutating func removePageGroup(from number: Int) throws(ExportError) {
    let text = String(decoding: objects[number], as: UTF8.self)
    guard let start = text.firstRange(of: "   /Group <<")?.lowerBound,
      let end = text[start...].firstRange(of: ">>\n")?.upperBound
    else { throw .structure("a page without the group that Cairo writes") }
    objects[number] = Array(text[..<start].utf8) + Array(text[end...].utf8)
  }

  /// The body of an object.
  func body(of number: Int) -> [UInt8] { objects[number] }

  /// Puts other bytes in an object's place.
  mutating func replace(_ number: Int, with body: [UInt8]) { objects[number] = body }

  /// Puts another body in an object's place.
  mutating func replace(_ number: Int, with body: String) { objects[number] = Array(body.utf8) }

  /// Adds an object and returns its number.
  mutating func append(_ body: String) -> Int {
    objects.append(Array(body.utf8))
    return objects.count - 1
  }

  /// The whole file, its objects in the order of their numbers.
  ///
  /// Its identifier is a hash of its contents, so that equal files have equal identifiers.
  func serialized() -> [UInt8] {
    var out = Array("%PDF-1.5\n".utf8) + [0x25, 0xB5, 0xED, 0xAE, 0xFB, 0x0A]
    var offsets: [Int] = []
    for number in 1..<objects.count {
      offsets.append(out.count)
      out += Array("\(number) 0 obj\n".utf8) + objects[number] + Array("\nendobj\n".utf8)
    }
    let identifier = sha256(out).prefix(32).uppercased()
    let start = out.count
    out += Array("xref\n0 \(objects.count)\n0000000000 65535 f \n".utf8)
    for offset in offsets {
      let digits = String(offset)
      out += Array((String(repeating: "0", count: 10 - digits.count) + digits).utf8)
      out += Array(" 00000 n \n".utf8)
    }
    let trailer = """
      trailer
      << /Size \(objects.count) /Root \(root) 0 R /Info \(info) 0 R /ID [<\(identifier)> <\(identifier)>] >>
      startxref
      \(start)
      %%EOF

      """
    return out + Array(trailer.utf8)
  }
}

/// The SHA-256 of some bytes, as 64 hexadecimal digits.
public func sha256(_ bytes: [UInt8]) -> String {
  guard let text = g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes, UInt(bytes.count)) else {
    return ""
  }
  defer { g_free(text) }
  return String(cString: text)
}
