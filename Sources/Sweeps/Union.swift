import Lectures
import Records

/// The union of segments: each run once, in the order of its plan.
///
/// Unions are associative, commutative and idempotent: the rows of a union depend on the set of rows
/// alone. Equal keys must have equal rows.
public struct Union {
  /// The plans that rows are of, by identity.
  public private(set) var plans: [SegmentHeader] = []
  /// The keys that stand for different rows, with the files that hold them.
  public private(set) var conflicts: [(key: String, files: [String])] = []
  private var files: [SegmentReader] = []
  private var rows: [Row] = []

  /// Where a row stands.
  private struct Row {
    let prefix: UInt64
    let start: Int
    let file: UInt32
    var plan: UInt32
    let index: UInt32
    /// The place of what must be equal, from the start.
    let rest: UInt32
    /// Whether a row of another plan, which comes first, is of the same run.
    var isTwin = false
  }

  /// Reads segments.
  ///
  /// O(R log R) for R rows; 32 bytes are kept of each.
  ///
  /// - Parameter paths: The files.
  /// - Throws: `CommandFailure` with code 65 that names file and line of what is no segment, 66 when
  ///   one cannot be read.
  public init(_ paths: [String]) throws {
    for path in paths { try read(path) }
    let order = plans.indices.sorted { plans[$0].plan < plans[$1].plan }
    let places = order.indices.sorted { order[$0] < order[$1] }
    plans = order.map { plans[$0] }
    rows = rows.map { row in
      var row = row
      row.plan = UInt32(places[Int(row.plan)])
      return row
    }
    try removeTwins()
    rows.sort { ($0.plan, $0.index) < ($1.plan, $1.index) }
  }

  private mutating func read(_ path: String) throws {
    let file = try SegmentReader(path)
    files.append(file)
    func failure(_ line: Int, _ words: String) -> CommandFailure {
      CommandFailure(.badData, "\(printable(path)):\(line): \(words)")
    }
    var (place, number) = (0, 0)
    var plan: Int?
    while place < file.size {
      let start = place
      let bytes: ArraySlice<UInt8>
      (bytes, place) = try file.line(at: start)
      number += 1
      // A file that merge wrote holds several plans, each behind its header.
      if number == 1 || bytes.first == 0x7B {
        guard let header = SegmentHeader(line: bytes)?.withoutShard else {
          throw failure(
            number, "begins no segment of a sweep; name folders and files that sweep wrote")
        }
        plan = plans.firstIndex(of: header) ?? plans.count
        if plan == plans.count { plans.append(header) }
        continue
      }
      guard let plan, let parts = RowParts(bytes), parts.index < plans[plan].runs else {
        throw failure(number, "is no row of a sweep; remove the line, and run its shard again")
      }
      rows.append(
        Row(
          prefix: parts.prefix, start: start, file: UInt32(files.count - 1), plan: UInt32(plan),
          index: UInt32(parts.index), rest: UInt32(parts.rest)))
    }
  }

  /// Keeps of rows with one key the first in the order of plans, and notes those that differ.
  private mutating func removeTwins() throws {
    rows.sort {
      ($0.prefix, $0.plan, $0.index, $0.file, $0.start)
        < ($1.prefix, $1.plan, $1.index, $1.file, $1.start)
    }
    var kept: [Row] = []
    kept.reserveCapacity(rows.count)
    var first = 0
    while first < rows.count {
      var end = first + 1
      while end < rows.count, rows[end].prefix == rows[first].prefix { end += 1 }
      if end == first + 1 {
        kept.append(rows[first])
      } else {
        kept += try distinct(rows[first..<end])
      }
      first = end
    }
    rows = kept
  }

  /// Of rows whose keys begin alike, one for each key and plan.
  private mutating func distinct(_ twins: ArraySlice<Row>) throws -> [Row] {
    var seen: [(key: String, rest: [UInt8], row: Row)] = []
    for var row in twins {
      let line = try line(of: row)
      let key = String(decoding: line.dropFirst(2).prefix(64), as: UTF8.self)
      let rest = Array(line.dropFirst(Int(row.rest)))
      let same = seen.first { $0.key == key }
      if let same, same.rest != rest {
        conflicts.append((key, [files[Int(same.row.file)].path, files[Int(row.file)].path]))
      }
      row.isTwin = same != nil
      if !seen.contains(where: { $0.key == key && $0.row.plan == row.plan }) {
        seen.append((key, rest, row))
      }
    }
    return seen.map(\.row)
  }

  private func line(of row: Row) throws -> ArraySlice<UInt8> {
    try files[Int(row.file)].line(at: row.start).bytes
  }

  /// The number of runs that rows are of.
  public var count: Int { rows.count { !$0.isTwin } }

  /// The places in a plan that rows are of.
  public func indexes(of plan: String) -> Set<Int> {
    Set(rows.lazy.filter { plans[Int($0.plan)].plan == plan }.map { Int($0.index) })
  }

  /// The rows of a plan.
  ///
  /// - Throws: `CommandFailure` with code 66 when a file can no longer be read.
  public func rows(of plan: String) throws -> [SegmentRow] {
    try rows.filter { plans[Int($0.plan)].plan == plan }.map(segmentRow)
  }

  /// The rows of other plans, by their keys.
  ///
  /// - Throws: `CommandFailure` with code 66 when a file can no longer be read.
  public func rows(besides plan: String) throws -> [String: SegmentRow] {
    let others = try rows.filter { plans[Int($0.plan)].plan != plan }.map(segmentRow)
    return Dictionary(others.map { ($0.key, $0) }) { first, _ in first }
  }

  private func segmentRow(_ row: Row) throws -> SegmentRow {
    let line = try line(of: row)
    return SegmentRow(
      key: String(decoding: line.dropFirst(2).prefix(64), as: UTF8.self), index: Int(row.index),
      rest: String(decoding: line.dropFirst(Int(row.rest)), as: UTF8.self))
  }

  /// The number of rows of each plan.
  public var counts: [Int] {
    rows.reduce(into: Array(repeating: 0, count: plans.count)) { $0[Int($1.plan)] += 1 }
  }

  /// The runs of a plan that no row is of, at most some.
  public func missing(plan: Int, most: Int) -> [Int] {
    var missing: [Int] = []
    var next = 0
    for row in rows where Int(row.plan) == plan {
      while next < Int(row.index), missing.count < most {
        missing.append(next)
        next += 1
      }
      next = Int(row.index) + 1
    }
    while next < plans[plan].runs, missing.count < most {
      missing.append(next)
      next += 1
    }
    return missing
  }

  /// All rows as segments, plan by plan: what merge reads again.
  ///
  /// - Throws: `CommandFailure` with code 66 when a file can no longer be read.
  public func segments() throws -> [UInt8] {
    var out: [UInt8] = []
    var plan: UInt32?
    for row in rows {
      if plan != row.plan {
        plan = row.plan
        out += plans[Int(row.plan)].line.utf8
        out.append(0x0A)
      }
      out += try line(of: row)
      out.append(0x0A)
    }
    return out
  }

  /// All rows as one table: what the sweeps set and vary, the status, what was recorded.
  ///
  /// A recorded list takes as many columns as the longest, with numbers from 1. A value that is not
  /// there, or not finite, is empty.
  ///
  /// - Parameter status: The status of the rows to be written; nil for all.
  /// - Returns: The table, and how many rows were left out.
  /// - Throws: `CommandFailure` with code 66 when a file can no longer be read, 65 for a damaged row.
  public func csv(only status: String? = nil) throws -> (table: [UInt8], left: Int) {
    var table = UnionTable(plans)
    let wanted = status.map { Array(JSON.string($0).line.utf8) }
    while true {
      table.begin(rows: rows.count)
      var left = 0
      for row in rows where !row.isTwin {
        let fields = try fields(of: row)
        if let wanted, !fields.status.elementsEqual(wanted) {
          left += 1
        } else {
          table.write(fields, plan: Int(row.plan))
        }
      }
      if let bytes = table.finish() { return (bytes, left) }
    }
  }

  private func fields(of row: Row) throws -> RowFields {
    let line = try line(of: row)
    guard let fields = RowFields(line[(line.startIndex + Int(row.rest))...]) else {
      throw CommandFailure(
        .badData,
        "\(printable(files[Int(row.file)].path)): the row of run \(row.index) is damaged; "
          + "remove the file, and run its shard again")
    }
    return fields
  }
}
