import Drawing
package import Models

/// What a figure plots and quotes, as plain numbers.
package struct FigureData: Hashable, Sendable {
  /// Columns of numbers that belong together, such as the points of a curve.
  package struct Series: Hashable, Sendable {
    package var name: String
    package var columns: [String]
    package var rows: [[Double]]

    init(_ name: String, _ columns: [String], _ rows: [[Double]]) {
      self.name = name
      self.columns = columns
      self.rows = rows
    }
  }

  /// A number that a caption or label quotes.
  package struct Number: Hashable, Sendable {
    package var name: String
    package var value: Double

    init(_ name: String, _ value: Double) {
      self.name = name
      self.value = value
    }
  }

  package var numbers: [Number]
  package var series: [Series]
  /// What the figure claims, with the residuals that certify it.
  package var claims: [Claim]

  init(numbers: [Number] = [], series: [Series], claims: [Claim] = []) {
    self.numbers = numbers
    self.series = series
    self.claims = claims
  }

  /// All series in one table: the name of the series, then every column that any series has.
  ///
  /// Numbers are the shortest that read back as the same double; a column that a series lacks is
  /// empty. The quoted numbers form a series `numbers` with the columns `name` and `value`.
  var csv: String {
    var columns: [String] = []
    for name in series.flatMap(\.columns) where !columns.contains(name) { columns.append(name) }
    var text = (["series"] + columns).joined(separator: ",") + "\n"
    for one in series {
      let places = columns.map { one.columns.firstIndex(of: $0) }
      for row in one.rows {
        text += one.name
        for place in places {
          text += ","
          if let place { text += row[place].description }
        }
        text += "\n"
      }
    }
    return text
  }

  /// The SHA-256 of the table and the quoted numbers: equal for equal data.
  var hash: String {
    let quoted = numbers.map { "\($0.name)=\($0.value.description)" }.joined(separator: "\n")
    return sha256(Array((csv + quoted).utf8))
  }

  /// Everything as JSON, with the figure's parameters.
  func json(of entry: LectureEntry) -> String {
    let parameters = entry.settings.map { ($0.name, JSON.string($0.value)) }
    let quoted = numbers.map { ($0.name, JSON.number($0.value)) }
    let tables = series.map { one in
      JSON.object([
        ("name", .string(one.name)), ("columns", .array(one.columns.map { .string($0) })),
        ("rows", .array(one.rows.map { .array($0.map { .number($0) }) })),
      ])
    }
    return JSON.object([
      ("figure", .string(entry.id)), ("title", .string(entry.title)),
      ("parameters", .object(parameters)), ("sha256", .string(hash)),
      ("numbers", .object(quoted)), ("series", .array(tables)),
    ]).text + "\n"
  }
}

/// A JSON value (RFC 8259); objects keep the order of their members.
indirect enum JSON: Hashable, Sendable {
  case string(String)
  case number(Double)
  case bool(Bool)
  case null
  case array([JSON])
  case object([Member])

  struct Member: Hashable, Sendable {
    let name: String
    let value: JSON
  }

  static func object(_ members: [(String, JSON)]) -> JSON {
    .object(members.map { Member(name: $0.0, value: $0.1) })
  }

  /// The value as text; a number that is not finite is `null`.
  var text: String {
    switch self {
    case .string(let string): JSON.quoted(string)
    case .number(let value): value.isFinite ? short(value) : "null"
    case .bool(let value): value ? "true" : "false"
    case .null: "null"
    case .array(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { JSON.quoted($0.name) + ":" + $0.value.text }.joined(separator: ",\n")
        + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
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
