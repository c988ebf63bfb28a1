import Foundation

/// A JSON value whose numbers are the doubles nearest to their text.
indirect enum JSON: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  /// Between two numbers; computed, never read.
  case range(ClosedRange<Double>)
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
  case syntax(String)
  case missing(String)
  case wrongType(String, wanted: String)
  case unknown(String, String)
  case noFiles(String)

  var description: String {
    switch self {
    case .syntax(let reason): reason
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
    do {
      self = try JSONDecoder().decode(JSON.self, from: Data(text.utf8))
    } catch {
      throw ReferenceError.syntax("\(error)")
    }
  }
}

extension JSON: Decodable {
  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let values = try? value.decode([JSON].self) {
      self = .array(values)
    } else if let members = try? value.decode([String: JSON].self) {
      self = .object(members)
    } else if let text = try? value.decode(String.self) {
      self = .string(text)
    } else if let truth = try? value.decode(Bool.self) {
      self = .bool(truth)
    } else {
      self = value.decodeNil() ? .null : .string(try value.decode(String.self))
    }
  }
}
