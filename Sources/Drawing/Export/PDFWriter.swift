extension PDFFile {
  /// The file of what can be reached from the catalogue, with other information.
  ///
  /// Objects are numbered in the order in which they are met, keys sorted, whatever numbers and order
  /// they had; streams that are not packed are, apart from metadata. The identifier is a hash of what
  /// is written, so that equal files have equal identifiers.
  ///
  /// - Throws: `ExportError.memory` when there is not enough memory.
  func written(information: PDFValue) throws(ExportError) -> [UInt8] {
    guard let catalogue = trailer["/Root"] else { throw .structure("there is no catalogue") }
    var file = self
    let information = file.add(information)
    var writer = PDFWriter(file: file)
    // Bytes above 127 say that the file is no text.
    writer.out += Array("%PDF-1.5\n%".utf8) + [0xBF, 0xF7, 0xA2, 0xFE, 10]
    for value in [catalogue, information] { _ = writer.number(of: value.number ?? 0) }
    while writer.places.count < writer.found.count { try writer.writeNext() }
    writer.end(catalogue, information)
    return writer.out
  }
}

private struct PDFWriter {
  let file: PDFFile
  var out: [UInt8] = []
  /// The objects met, in order.
  var found: [Int] = []
  /// Where those written begin.
  var places: [Int] = []
  private var numbers: [Int: Int] = [:]

  init(file: PDFFile) {
    self.file = file
    out.reserveCapacity(file.objects.values.reduce(1000) { $0 + 150 + ($1.data?.count ?? 0) })
  }

  /// The number that an object has in the new file.
  mutating func number(of object: Int) -> Int {
    if let known = numbers[object] { return known }
    found.append(object)
    numbers[object] = found.count
    return found.count
  }

  mutating func writeNext() throws(ExportError) {
    let object = file.objects[found[places.count]] ?? PDFFile.Object(value: .null)
    places.append(out.count)
    write("\(places.count) 0 obj\n")
    if let data = object.data {
      try write(object.value, stream: data)
    } else {
      write(object.value)
    }
    write("\nendobj\n")
  }

  private mutating func write(_ value: PDFValue, stream data: [UInt8]) throws(ExportError) {
    var value = value
    var data = data
    value["/Length"] = nil
    let isPacked = value["/Filter"] == nil && value["/Type"] != .token("/Metadata")
    if isPacked {
      guard let packed = deflated(data, level: 4) else { throw .memory }
      data = packed
    }
    write(value, end: " /Length \(data.count)" + (isPacked ? " /Filter /FlateDecode" : ""))
    write("\nstream\n")
    out += data
    write("endstream")
  }

  mutating func write(_ text: String) { out += text.utf8 }

  /// Writes a value.
  ///
  /// - Parameter end: The last entries of a dictionary, as they are written.
  mutating func write(_ value: PDFValue, end: String = "") {
    switch value {
    case .token(let text): write(text)
    case .string(let bytes): write(string: bytes)
    case .reference(let object):
      write(file.objects[object] == nil ? "null" : "\(number(of: object)) 0 R")
    case .array(let items):
      write("[ ")
      for item in items {
        write(item)
        write(" ")
      }
      write("]")
    case .dictionary(let entries):
      write("<<")
      for entry in entries.sorted(by: { $0.key < $1.key }) where entry.value != .null {
        write(" \(entry.key) ")
        write(entry.value)
      }
      write(end + " >>")
    }
  }

  /// A string between parentheses or, with many bytes that are not ASCII, as hexadecimal digits.
  private mutating func write(string bytes: [UInt8]) {
    let foreign = bytes.count { $0 > 126 || (24..<32).contains($0) }
    let isText = bytes.allSatisfy { $0 >= 24 || [8, 9, 10, 12, 13].contains($0) }
    guard isText, 5 * foreign <= bytes.count else {
      let digits = Array("0123456789abcdef".utf8)
      write("<")
      for byte in bytes { out += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
      return write(">")
    }
    write("(")
    for byte in bytes {
      switch byte {
      case 8: write("\\b")
      case 9: write("\\t")
      case 10: write("\\n")
      case 12: write("\\f")
      case 13: write("\\r")
      case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\"): out += [0x5C, byte]
      case 32...126, 160...: out.append(byte)
      default: out += [0x5C, 0x30 + byte >> 6, 0x30 + byte >> 3 & 7, 0x30 + byte & 7]
      }
    }
    write(")")
  }

  mutating func end(_ catalogue: PDFValue, _ information: PDFValue) {
    let start = out.count
    let size = found.count + 1
    write("xref\n0 \(size)\n0000000000 65535 f \n")
    for place in places {
      let digits = String(place)
      write(String(repeating: "0", count: max(0, 10 - digits.count)) + digits + " 00000 n \n")
    }
    write("trailer << /Info ")
    write(information)
    write(" /Root ")
    write(catalogue)
    write(" /Size \(size) /ID [")
    // As qpdf does, which wrote these files before: so they keep their bytes.
    let texts = file[information.number].entries.sorted { $0.key < $1.key }.map {
      if case .string(let bytes) = $0.value { [0x20] + bytes } else { [UInt8]() }
    }
    let seed = Array((md5(out) + " QPDF ").utf8) + texts.joined()
    let identifier = md5(Array(seed.prefix { $0 != 0 }))
    write("<\(identifier)><\(identifier)>] >>\nstartxref\n\(start)\n%%EOF\n")
  }
}
