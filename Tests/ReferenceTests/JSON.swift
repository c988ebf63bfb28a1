/// A JSON value whose numbers are the doubles nearest to their text.
indirect enum JSON: Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  static func numbers(_ values: [Double]) -> JSON { .array(values.map { .number($0) }) }
  static func integers(_ values: [Int]) -> JSON { .array(values.map { .number(Double($0)) }) }
  static func rows(_ values: [[Double]]) -> JSON { .array(values.map { .numbers($0) }) }
  static func integer(_ value: Int) -> JSON { .number(Double(value)) }
}

/// What is wrong with a reference file.
enum ReferenceError: Error, CustomStringConvertible {
  case syntax(offset: Int, expected: String)
  case missing(String)
  case wrongType(String, wanted: String)
  case unknown(String, String)
  case noFiles(String)

  var description: String {
    switch self {
    case .syntax(let offset, let expected): "byte \(offset): expected \(expected)"
    case .missing(let field): "the field \(field) is missing"
    case .wrongType(let field, let wanted): "the field \(field) is not \(wanted)"
    case .unknown(let what, let name): "unknown \(what) \(name): no handler is registered for it"
    case .noFiles(let folder):
      "no reference files (*.json) in \(folder): the suite has nothing to check"
    }
  }
}

extension JSON {
  /// The member of an object.
  subscript(name: String) -> JSON {
    get throws {
      guard case .object(let members) = self, let value = members[name] else {
        throw ReferenceError.missing(name)
      }
      return value
    }
  }

  /// Whether this is an object with a member of that name that is not null.
  func has(_ name: String) -> Bool {
    guard case .object(let members) = self, let value = members[name] else { return false }
    return value != .null
  }

  func number(_ name: String) throws -> Double {
    guard case .number(let value) = try self[name] else {
      throw ReferenceError.wrongType(name, wanted: "a number")
    }
    return value
  }

  func integer(_ name: String) throws -> Int {
    guard let value = Int(exactly: try number(name)) else {
      throw ReferenceError.wrongType(name, wanted: "an integer")
    }
    return value
  }

  func string(_ name: String) throws -> String {
    guard case .string(let value) = try self[name] else {
      throw ReferenceError.wrongType(name, wanted: "a string")
    }
    return value
  }

  func list(_ name: String) throws -> [JSON] {
    guard case .array(let values) = try self[name] else {
      throw ReferenceError.wrongType(name, wanted: "a list")
    }
    return values
  }

  func numbers(_ name: String) throws -> [Double] {
    try list(name).map { try $0.asNumber(name) }
  }

  func integers(_ name: String) throws -> [Int] {
    try numbers(name).map {
      guard let value = Int(exactly: $0) else {
        throw ReferenceError.wrongType(name, wanted: "a list of integers")
      }
      return value
    }
  }

  func rows(_ name: String) throws -> [[Double]] {
    try list(name).map { row in
      guard case .array(let values) = row else {
        throw ReferenceError.wrongType(name, wanted: "a list of rows")
      }
      return try values.map { try $0.asNumber(name) }
    }
  }

  private func asNumber(_ name: String) throws -> Double {
    guard case .number(let value) = self else {
      throw ReferenceError.wrongType(name, wanted: "a list of numbers")
    }
    return value
  }

  /// Reads a whole text.
  init(parsing text: String) throws {
    var parser = JSONParser(bytes: Array(text.utf8))
    self = try parser.document()
  }
}

/// A strict recursive-descent parser.
private struct JSONParser {
  let bytes: [UInt8]
  var position = 0

  mutating func document() throws -> JSON {
    let value = try value()
    skipSpace()
    guard position == bytes.count else { throw failure("the end") }
    return value
  }

  private func failure(_ expected: String) -> ReferenceError {
    .syntax(offset: position, expected: expected)
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x0a, 0x0d, 0x09].contains(bytes[position]) {
      position += 1
    }
  }

  private mutating func take(_ character: Character) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == character.asciiValue else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ character: Character) throws {
    guard take(character) else { throw failure("\(character)") }
  }

  private mutating func value() throws -> JSON {
    if take("{") { return try object() }
    if take("[") { return try array() }
    if take("\"") { return .string(try string()) }
    for (word, value) in [("true", JSON.bool(true)), ("false", .bool(false)), ("null", .null)] {
      if bytes[position...].starts(with: word.utf8) {
        position += word.utf8.count
        return value
      }
    }
    let start = position
    while position < bytes.count, "+-.eE0123456789".utf8.contains(bytes[position]) {
      position += 1
    }
    // `Double(_:)` rounds the decimal text correctly.
    guard let number = Double(String(decoding: bytes[start..<position], as: UTF8.self)),
      number.isFinite
    else { throw failure("a value") }
    return .number(number)
  }

  private mutating func object() throws -> JSON {
    var members: [String: JSON] = [:]
    if take("}") { return .object(members) }
    repeat {
      try expect("\"")
      let name = try string()
      try expect(":")
      guard members.updateValue(try value(), forKey: name) == nil else {
        throw failure("one member named \(name)")
      }
    } while take(",")
    try expect("}")
    return .object(members)
  }

  private mutating func array() throws -> JSON {
    var values: [JSON] = []
    if take("]") { return .array(values) }
    repeat { values.append(try value()) } while take(",")
    try expect("]")
    return .array(values)
  }

  private mutating func string() throws -> String {
    var content: [UInt16] = []
    while position < bytes.count, bytes[position] != 0x22 {
      if bytes[position] == 0x5c {
        content.append(try escape())
      } else {
        let start = position
        while position < bytes.count, bytes[position] != 0x22, bytes[position] != 0x5c {
          position += 1
        }
        content += String(decoding: bytes[start..<position], as: UTF8.self).utf16
      }
    }
    guard position < bytes.count else { throw failure("a closing quote") }
    position += 1
    return String(decoding: content, as: UTF16.self)
  }

  /// The UTF-16 unit an escape stands for, from its backslash on; pairs stand for themselves.
  private mutating func escape() throws -> UInt16 {
    let single: [UInt8: UInt16] = [
      0x62: 0x08, 0x66: 0x0c, 0x6e: 0x0a, 0x72: 0x0d, 0x74: 0x09, 0x22: 0x22, 0x5c: 0x5c,
      0x2f: 0x2f,
    ]
    guard position + 1 < bytes.count else { throw failure("an escape") }
    let letter = bytes[position + 1]
    position += 2
    if let unit = single[letter] { return unit }
    let digits = bytes[position..<min(position + 4, bytes.count)]
    guard letter == 0x75, digits.count == 4,
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw failure("one of the escapes b f n r t u \" \\ /") }
    position += 4
    return unit
  }
}
