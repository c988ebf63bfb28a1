/// A line that draws its panel once for each value of a name.
package struct Each: Hashable, Sendable {
  package let name: String
  /// Numbers; none where the name stands for words.
  package let values: [Expression]
  package let words: [String]
  /// How many panels there are.
  var count: Int { max(values.count, words.count) }
  package let place: Place

  /// The most values.
  package static let most = 24
}

extension LineReader {
  /// `each name in number, …`.
  mutating func each(_ start: Place) throws(Fault) -> Each {
    let example = "write: each eta in 0.1, 0.3, 1"
    guard case .name(let name) = words.next.kind else {
      throw fault("each needs a name; \(example)")
    }
    let place = words.here
    try words.take()
    var isIn = name != "in"
    if isIn { isIn = try words.take(word: "in") }
    guard isIn else {
      throw Fault(name == "in" ? place : words.here, "each needs a name and its values; \(example)")
    }
    var values: [Expression] = []
    var said: [String] = []
    repeat {
      if case .string(let word) = words.next.kind, values.isEmpty {
        try words.take()
        said.append(word)
      } else {
        if !said.isEmpty { throw fault("the values are all words or all numbers; \(example)") }
        values.append(try words.expression())
      }
    } while try words.take(sign: ",")
    switch words.next.kind {
    case .sign(".."), .sign(";"), .number:
      throw fault("the values are a list with commas; \(example)")
    default: try end("the values")
    }
    guard max(values.count, said.count) <= Each.most else {
      throw Fault(start, "each has at most \(Each.most) values; give fewer")
    }
    return Each(name: name, values: values, words: said, place: place)
  }
}
