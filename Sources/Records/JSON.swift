/// A JSON value (RFC 8259); objects keep the order of their members.
public indirect enum JSON: Hashable, Sendable {
  /// A text.
  case string(String)
  /// A number; one that is not finite is written as `null`.
  case number(Double)
  /// A truth value.
  case bool(Bool)
  /// Nothing.
  case null
  /// Values in their order.
  case array([JSON])
  /// Named values in their order.
  case object([Member])

  /// A named value of an object.
  public struct Member: Hashable, Sendable {
    let name: String
    let value: JSON
  }

  /// An object from names and values.
  public static func object(_ members: [(String, JSON)]) -> JSON {
    .object(members.map { Member(name: $0.0, value: $0.1) })
  }

  /// The value as text, each member of an object on a line of its own; a number that is not finite is
  /// `null`.
  public var text: String { written(between: ",\n") }

  /// The value as text in one line, as files of JSON lines have it.
  public var line: String { written(between: ",") }

  private func written(between members: String) -> String {
    switch self {
    case .string(let string): JSON.quoted(string)
    case .number(let value): value.isFinite ? short(value) : "null"
    case .bool(let value): value ? "true" : "false"
    case .null: "null"
    case .array(let values):
      "[" + values.map { $0.written(between: members) }.joined(separator: ",") + "]"
    case .object(let values):
      "{"
        + values.map { JSON.quoted($0.name) + ":" + $0.value.written(between: members) }
        .joined(separator: members) + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    // Most long texts are packed bytes, which need no escapes.
    let needsEscapes = text.utf8.contains {
      $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "<")
    }
    guard needsEscapes else { return "\"\(text)\"" }
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case _ where scalar.value < 0x20 || scalar == "<":
        // "<" as well, so that the text may stand inside a script element.
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
