import Foundation
import Records

/// Texts as a JSON array without `<`, so that it may stand in a script element.
func jsonArray(_ texts: [String]) -> String { JSON.array(texts.map { .string($0) }).text }

/// A value as a text that `decoded` reads back exactly.
package func encoded(_ value: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  return String(decoding: try encoder.encode(value), as: UTF8.self)
}

/// The value of a text of `encoded`.
package func decoded<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
  let decoder = JSONDecoder()
  decoder.nonConformingFloatDecodingStrategy = .convertFromString(
    positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  return try decoder.decode(type, from: Data(text.utf8))
}

/// A value that an earlier run made for the same key, or made now; what was kept and cannot be read
/// as such a value is made anew.
package func kept<Value: Codable>(
  _ key: String, by keep: Subject.Keep, make: @escaping () throws -> Value
) throws -> Value {
  var found: Value?
  func accepts(_ text: String) -> Bool {
    found = try? decoded(Value.self, from: text)
    return found != nil
  }
  let text = try keep(key, accepts) { try encoded(try make()) }
  return try found ?? decoded(Value.self, from: text)
}
