import Records

/// The rows of several plans as one CSV table.
struct UnionTable {
  private var bytes: [UInt8] = []
  /// Names of the columns that plans set or vary, in the order in which plans name them.
  private let parameters: [String]
  /// The measures, each with its number of columns, and the most values that a row has of it.
  private let measures: [String]
  private var widths: [Int]
  private var wanted: [Int]
  private let plans: [SegmentHeader]
  /// Of each plan, for each parameter where its value is: the text that is set, or the place.
  private let sources: [[Source]]
  private let places: [[Int?]]

  private enum Source {
    case none, fixed([UInt8]), varied(Int)
  }

  init(_ plans: [SegmentHeader]) {
    self.plans = plans
    let parameters = plans.flatMap { plan in plan.set.map { $0[0] } + plan.columns }.distinct
    let measures = plans.flatMap(\.record).distinct
    (self.parameters, self.measures) = (parameters, measures)
    widths = Array(repeating: 1, count: measures.count)
    wanted = widths
    sources = plans.map { plan in
      parameters.map { name in
        if let place = plan.columns.firstIndex(of: name) { return .varied(place) }
        return (plan.set + (plan.defaults ?? [])).first { $0[0] == name }.map {
          .fixed(Array(quotedCSV($0[1]).utf8))
        }
          ?? .none
      }
    }
    places = plans.map { plan in measures.map { plan.record.firstIndex(of: $0) } }
  }

  /// The table; nil when a row has more values than its columns: there are as many then, and all
  /// must be written anew.
  mutating func finish() -> [UInt8]? {
    guard wanted != widths else { return bytes }
    widths = wanted
    return nil
  }

  /// Writes the line of names.
  mutating func begin(rows: Int) {
    bytes = []
    bytes.reserveCapacity(rows * 12 * (parameters.count + 1 + widths.reduce(0, +)))
    let names =
      parameters + ["status"]
      + zip(measures, widths).flatMap { name, width in
        width == 1 ? [name] : (1...width).map { "\(name)\($0)" }
      }
    bytes += names.map(quotedCSV).joined(separator: ",").utf8
    bytes.append(0x0A)
  }

  mutating func write(_ row: RowFields, plan: Int) {
    for source in sources[plan] {
      switch source {
      case .none: break
      case .fixed(let text): bytes += text
      case .varied(let place): if place < row.varied.count { append(row.varied[place]) }
      }
      bytes.append(0x2C)
    }
    append(row.status)
    for (column, place) in places[plan].enumerated() {
      let values = place.flatMap { $0 < row.recorded.count ? row.recorded[$0] : nil } ?? []
      wanted[column] = max(wanted[column], values.count)
      for number in 0..<widths[column] {
        bytes.append(0x2C)
        if number < values.count { append(values[number]) }
      }
    }
    bytes.append(0x0A)
  }

  /// A value of JSON as a field of CSV.
  private mutating func append(_ value: ArraySlice<UInt8>) {
    // null
    if value.first == 0x6E { return }
    guard value.first == 0x22 else {
      bytes += value
      return
    }
    let inner = value.dropFirst().dropLast()
    guard inner.contains(where: { $0 == 0x5C || $0 == 0x2C || $0 == 0x22 }) else {
      bytes += inner
      return
    }
    bytes += quotedCSV(unescapedJSON(inner)).utf8
  }
}

/// A field of CSV (RFC 4180), in quotes where it needs them.
private func quotedCSV(_ text: String) -> String {
  guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
  return "\"" + text.replacing("\"", with: "\"\"") + "\""
}

/// The text of a JSON string of ours, whose escapes are `\"`, `\\`, `\n` and `\u00XX`.
private func unescapedJSON(_ bytes: ArraySlice<UInt8>) -> String {
  var out: [UInt8] = []
  var place = bytes.startIndex
  while place < bytes.endIndex {
    let byte = bytes[place]
    place += 1
    guard byte == 0x5C, place < bytes.endIndex else {
      out.append(byte)
      continue
    }
    let escape = bytes[place]
    place += 1
    switch escape {
    case 0x6E: out.append(0x0A)
    case 0x75:
      let digits = String(decoding: bytes[place...].prefix(4), as: UTF8.self)
      out +=
        String(UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init).map(String.init) ?? "").utf8
      place = min(place + 4, bytes.endIndex)
    default: out.append(escape)
    }
  }
  return String(decoding: out, as: UTF8.self)
}
