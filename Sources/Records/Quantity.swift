/// A number that a caption, label or text may quote by its name.
public struct Quantity: Hashable, Codable, Sendable {
  /// The name, such as `error.median`.
  public let name: String
  /// The value, in the units of the quantity.
  public let value: Double

  /// A named number.
  public init(_ name: String, _ value: Double) {
    self.name = name
    self.value = value
  }
}

/// A parameter with the value that was used.
public struct Setting: Hashable, Codable, Sendable {
  /// The name, as typed after `--set`.
  public let name: String
  /// The value, as typed.
  public let value: String
  /// The values that are allowed, in words.
  public let range: String
  /// What the parameter is, in a few words; with its unit if it has one.
  public let help: String

  /// A parameter with its value.
  public init(name: String, value: String, range: String, help: String) {
    self.name = name
    self.value = value
    self.range = range
    self.help = help
  }
}

/// Columns of numbers that belong together, such as the points of a curve or the rows of a lab's
/// data.
public struct Table: Hashable, Codable, Sendable {
  /// The name, unique among the tables it stands with.
  public let name: String
  /// The names of the columns.
  public let columns: [String]
  /// The rows, each as long as `columns`.
  public let rows: [[Double]]

  /// A table from its rows.
  public init(_ name: String, _ columns: [String], _ rows: [[Double]]) {
    self.name = name
    self.columns = columns
    self.rows = rows
  }

  /// The table with a line of names (RFC 4180, lines end with a line feed); numbers are the
  /// shortest that read back as the same double.
  public var csv: String {
    let lines = rows.map { $0.map(\.description).joined(separator: ",") }
    return ([columns.joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
  }
}

/// Names with values, in the order in which they are given.
public typealias NamedValues = [(name: String, value: String)]

extension Sequence where Element: Hashable {
  /// The elements in their order, each once.
  public var distinct: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

extension [Table] {
  /// All tables in one: the name of the table, then every column that any of them has; a column
  /// that a table lacks is empty.
  public var csv: String {
    let columns = flatMap(\.columns).distinct
    var text = (["series"] + columns).joined(separator: ",") + "\n"
    for table in self {
      let places = columns.map { table.columns.firstIndex(of: $0) }
      for row in table.rows {
        text += table.name
        for place in places {
          text += ","
          if let place { text += row[place].description }
        }
        text += "\n"
      }
    }
    return text
  }
}
