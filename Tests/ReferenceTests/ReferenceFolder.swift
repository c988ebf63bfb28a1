import Foundation

/// One case of a reference file.
struct ReferenceCase {
  let id: String
  let kind: String
  let given: JSON
  /// The columns and rows of a table; empty for other cases.
  let columns: [String]
  let rows: [[Double]]
}

/// What a handler computes for a case.
enum Answer {
  /// A value for each field of `expect`, of the same shape; other fields are ignored.
  case fields([String: JSON])
  /// The same fields from starts that differ by rounding: a number passes where it lies among those
  /// computed. For runs that amplify rounding until no digit of a single one means anything.
  case roundings([[String: JSON]])
  /// For a table: which columns are inputs, and for each other column its value in every row.
  case table(inputs: Set<String>, columns: [String: [Double]])
}

/// Computes the answer to a case.
typealias Handler = @Sendable (ReferenceCase) throws -> Answer

/// What running a folder of reference files gave.
struct ReferenceReport {
  var files = 0
  var cases = 0
  var comparisons = 0
  var strictBars = 0
  var strictPassed = 0
  var strictMisses: [String] = []
  var failures: [String] = []

  var summary: String {
    """
    Reference: \(files) files, \(cases) cases, \(comparisons) comparisons, \
    \(failures.count) failures; strict bars passed: \(strictPassed) of \(strictBars)
    """
  }
}

/// Runs every `*.json` of a folder, and of its folder `experiments` where there is one, through the
/// handlers of its topic, files in alphabetical order.
///
/// - Throws: `ReferenceError.noFiles` when the folder is absent or holds no such file.
func runReference(
  folder: URL, topics: [String: [String: Handler]]
) throws -> ReferenceReport {
  func contents(of folder: URL) -> [URL] {
    let all = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (all ?? []).filter { $0.pathExtension == "json" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }
  let files =
    contents(of: folder) + contents(of: folder.appendingPathComponent("experiments"))
  guard !files.isEmpty else { throw ReferenceError.noFiles(folder.path) }
  var report = ReferenceReport()
  for file in files {
    let name = file.lastPathComponent
    do {
      let text = try String(contentsOf: file, encoding: .utf8)
      try report.run(text, named: name, topics: topics)
    } catch {
      report.failures.append("\(name): \(error)")
    }
  }
  return report
}

extension ReferenceReport {
  /// Runs the cases of one file; a fault of a case does not keep the others from running.
  mutating func run(_ text: String, named name: String, topics: [String: [String: Handler]]) throws
  {
    files += 1
    let file = try JSON(parsing: text)
    let topic = try file.string("topic")
    guard try file.integer("format") == 1 else {
      throw ReferenceError.unknown("format of", name)
    }
    guard let handlers = topics[topic] else { throw ReferenceError.unknown("topic", topic) }
    let all = try file.list("cases")
    guard !all.isEmpty else { throw ReferenceError.missing("cases") }
    for json in all {
      cases += 1
      let id = (try? json.string("id")) ?? "case without id"
      do {
        let comparison = try check(json, topic: topic, handlers: handlers)
        count(comparison, path: "\(name) \(id)")
      } catch {
        failures.append("\(name) \(id): \(error)")
      }
    }
  }

  private mutating func count(_ comparison: Comparison, path: String) {
    comparisons += comparison.count
    let shown = 5
    failures += comparison.failures.prefix(shown).map { "\(path): \($0)" }
    if comparison.failures.count > shown {
      failures.append("\(path): \(comparison.failures.count - shown) more")
    }
    if comparison.count == 0 { failures.append("\(path): nothing was compared") }
    if comparison.strictCount > 0 {
      strictBars += 1
      if comparison.strictMisses == 0 {
        strictPassed += 1
      } else {
        strictMisses.append(
          "\(path): \(comparison.strictMisses) of \(comparison.strictCount) numbers")
      }
    }
  }

  private func check(
    _ json: JSON, topic: String, handlers: [String: Handler]
  ) throws -> Comparison {
    let kind = try json.string("kind")
    guard let handler = handlers[kind] else {
      throw ReferenceError.unknown("kind", "\(kind) of topic \(topic)")
    }
    let isTable = json.has("columns")
    let columns: [String] =
      try isTable
      ? json.list("columns").map {
        guard case .string(let column) = $0 else {
          throw ReferenceError.wrongType("columns", wanted: "a list of strings")
        }
        return column
      } : []
    let rows = isTable ? try json.rows("rows") : []
    guard rows.allSatisfy({ $0.count == columns.count }) else {
      throw ReferenceError.wrongType("rows", wanted: "one entry for each column")
    }
    let answer = try handler(
      ReferenceCase(
        id: try json.string("id"), kind: kind, given: isTable ? .null : try json["given"],
        columns: columns, rows: rows))
    let rules = try Tolerances(try json["tolerance"], kind: kind)
    var comparison = Comparison()
    switch answer {
    case .fields(let fields):
      guard case .object(let expected) = try json["expect"] else {
        throw ReferenceError.wrongType("expect", wanted: "an object")
      }
      for field in expected.keys.sorted() {
        try comparison.compare(
          fields[field], with: expected[field] ?? .null, field: field, path: field, rules: rules)
      }
    case .roundings(let variants):
      guard case .object(let expected) = try json["expect"] else {
        throw ReferenceError.wrongType("expect", wanted: "an object")
      }
      for field in expected.keys.sorted() {
        try comparison.compare(
          hull(variants.map { $0[field] ?? .null }), with: expected[field] ?? .null, field: field,
          path: field, rules: rules)
      }
    case .table(let inputs, let computed):
      try comparison.compareTable(
        columns: columns, rows: rows, inputs: inputs, computed: computed, rules: rules)
    }
    return comparison
  }
}

/// The numbers of several answers of one shape as ranges; the first answer where they are none.
func hull(_ variants: [JSON]) -> JSON {
  switch variants.first {
  case .number:
    let numbers = variants.compactMap { if case .number(let x) = $0 { x } else { nil } }
    guard numbers.count == variants.count, let low = numbers.min(), let high = numbers.max(),
      low.isFinite, high.isFinite
    else { return .null }
    return .range(low...high)
  case .array(let first):
    return .array(
      first.indices.map { k in
        hull(variants.map { if case .array(let a) = $0, k < a.count { a[k] } else { .null } })
      })
  case let other: return other ?? .null
  }
}

extension Comparison {
  /// Compares the computed columns of a table; every column is an input or computed.
  mutating func compareTable(
    columns: [String], rows: [[Double]], inputs: Set<String>, computed: [String: [Double]],
    rules: Tolerances
  ) throws {
    let sizeColumn = columns.firstIndex(of: "size")
    for (c, column) in columns.enumerated() where !inputs.contains(column) {
      guard let values = computed[column], values.count == rows.count else {
        failures.append("column \(column): not computed")
        continue
      }
      for (r, row) in rows.enumerated() {
        try compare(
          .number(values[r]), with: .number(row[c]), field: column, path: "row \(r) \(column)",
          rules: rules, size: sizeColumn.map { row[$0] })
      }
    }
  }
}
