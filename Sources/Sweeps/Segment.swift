import FoundationEssentials
import Glibc
public import Lectures
import Records

/// The first line of a segment: which plan its rows are of, and what their columns are.
public struct SegmentHeader: Hashable, Sendable, Codable {
  /// The form of the file; this program writes and reads 1.
  public var segment = 1
  /// The plan's identity, 64 hexadecimal digits.
  public let plan: String
  /// The number of runs of the whole plan.
  public let runs: Int
  /// Which part of the plan the file is meant to hold; nil for rows of any.
  public var shard: Int?
  /// Of how many parts.
  public var of: Int?
  /// The experiment's id.
  public let experiment: String
  /// The experiment's version.
  public let version: String
  /// The hash of the user's data.
  public let data: String?
  /// Names and values of the parameters that the sweep sets.
  public let set: [[String]]
  /// Names and values of the other parameters: rows of a sweep in which they vary stand beside.
  public let defaults: [[String]]?
  /// The names of the parameters that vary.
  public let columns: [String]
  /// What is recorded.
  public let record: [String]

  /// The header as a line of JSON without its end.
  public var line: String {
    func texts(_ list: [String]) -> JSON { .array(list.map { .string($0) }) }
    func number(_ value: Int?) -> JSON { value.map { .number(Double($0)) } ?? .null }
    return JSON.object([
      ("segment", .number(Double(segment))), ("plan", .string(plan)), ("runs", number(runs)),
      ("shard", number(shard)), ("of", number(of)), ("experiment", .string(experiment)),
      ("version", .string(version)), ("data", data.map { .string($0) } ?? .null),
      ("set", .array(set.map(texts))), ("defaults", .array((defaults ?? []).map(texts))),
      ("columns", texts(columns)), ("record", texts(record)),
    ]).line
  }

  /// The header with rows of any part.
  var withoutShard: SegmentHeader {
    var header = self
    (header.shard, header.of) = (nil, nil)
    return header
  }
}

extension SegmentHeader {
  init?(line: some Sequence<UInt8>) {
    guard let read = try? JSONDecoder().decode(SegmentHeader.self, from: Data(line)),
      read.segment == 1, read.plan.utf8.count == 64,
      (read.set + (read.defaults ?? [])).allSatisfy({ $0.count == 2 })
    else { return nil }
    self = read
  }
}

/// A row: `["KEY",INDEX,"STATUS",[VARIED],[RECORDED]]`.
public struct SegmentRow: Hashable, Sendable {
  /// The run's key, 64 hexadecimal digits.
  public let key: String
  /// The run's place in its plan.
  public let index: Int
  /// `"STATUS",[VARIED],[RECORDED]]`: what must be equal for equal keys.
  let rest: String
}

extension SegmentRow {
  /// The row of a run.
  public init(_ run: SweepPlan.Run, _ result: RunResult, record: [String]) {
    let values = record.map { name -> JSON in
      guard let values = result.values[name], !values.isEmpty else { return .null }
      return values.count == 1 ? .number(values[0]) : .array(values.map { .number($0) })
    }
    let parts = [JSON.string(result.status), .array(run.values), .array(values)]
    self.init(
      key: run.key, index: run.index, rest: parts.map(\.line).joined(separator: ",") + "]")
  }

  /// The row of the same run in another plan.
  ///
  /// - Parameter index: Its place there.
  public func at(_ index: Int) -> SegmentRow { SegmentRow(key: key, index: index, rest: rest) }

  /// The line without its end.
  public var line: String { "[\"\(key)\",\(index),\(rest)" }
}

/// A segment in a file, read line by line in a window that moves along it.
final class SegmentReader {
  let path: String
  private let descriptor: Int32
  let size: Int
  private var window: [UInt8] = []
  private var start = 0
  private static let width = 1 << 18

  /// Opens a file.
  ///
  /// - Throws: `CommandFailure` with code 66 when it cannot be read.
  init(_ path: String) throws {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG
    else {
      throw CommandFailure(
        .noInput, "cannot read '\(printable(path))': it is no file that can be opened")
    }
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Calls with the bytes from a place to the next end of a line, and where the line after begins.
  ///
  /// - Throws: `CommandFailure` with code 66 when the file cannot be read, 65 for a line of more
  ///   than 64 MB.
  func line(at place: Int) throws -> (bytes: ArraySlice<UInt8>, next: Int) {
    var wanted = Self.width
    while true {
      if place >= start, place < start + window.count || place == size {
        let part = window[(place - start)...]
        if let end = part.firstIndex(of: 0x0A) { return (part[..<end], start + end + 1) }
        if start + window.count >= size { return (part, size) }
        wanted = max(wanted, 2 * part.count)
      }
      guard wanted <= 1 << 26 else {
        throw CommandFailure(
          .badData, "'\(printable(path))' has a line of more than 64 MB; it is no segment")
      }
      try move(to: place, count: wanted)
    }
  }

  private func move(to place: Int, count: Int) throws {
    let wanted = min(count, size - place)
    var read = 0
    window = try [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
      while read < wanted {
        let got = pread(
          descriptor, buffer.baseAddress?.advanced(by: read), wanted - read, off_t(place + read))
        if got < 0, errno == EINTR { continue }
        guard got > 0 else {
          throw CommandFailure(
            .noInput, "cannot read '\(printable(path))': it ends before its size, or the disk fails"
          )
        }
        read += got
      }
      filled = read
    }
    start = place
  }
}

/// The parts of a row that its order and its identity need.
struct RowParts {
  /// The key's first 64 bits.
  let prefix: UInt64
  /// The place in the plan.
  let index: Int
  /// The place in the line behind the index: status, varied and recorded values.
  let rest: Int

  /// Reads the beginning of a row; nil for what is none.
  init?(_ line: ArraySlice<UInt8>) {
    let first = line.startIndex
    // ["64 digits",
    guard line.count > 70, line[first] == 0x5B, line[first + 1] == 0x22, line[first + 66] == 0x22,
      line[first + 67] == 0x2C
    else { return nil }
    var prefix: UInt64 = 0
    for (place, byte) in line[(first + 2)..<(first + 66)].enumerated() {
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x61...0x66: digit = byte - 0x57
      default: return nil
      }
      if place < 16 { prefix = prefix << 4 | UInt64(digit) }
    }
    var place = first + 68
    var index = 0
    while place < line.endIndex, (0x30...0x39).contains(line[place]) {
      guard index < SweepFile.mostRuns else { return nil }
      index = 10 * index + Int(line[place] - 0x30)
      place += 1
    }
    guard place > first + 68, place < line.endIndex, line[place] == 0x2C,
      line[line.endIndex - 2] == 0x5D, line[line.endIndex - 1] == 0x5D
    else { return nil }
    self.prefix = prefix
    self.index = index
    rest = place + 1 - first
  }
}

/// The fields of a row behind its index: `"STATUS",[VARIED],[RECORDED]]`, as the texts they have.
struct RowFields {
  let status: ArraySlice<UInt8>
  let varied: [ArraySlice<UInt8>]
  /// Of each measure its values, one as a rule.
  let recorded: [[ArraySlice<UInt8>]]

  /// Reads the fields; nil for what is no such row.
  init?(_ line: ArraySlice<UInt8>) {
    var scan = RowScan(line: line)
    guard let status = scan.scalar(), scan.skip(0x2C), let varied = scan.list({ $0.scalar() }),
      scan.skip(0x2C),
      let recorded = scan.list({ scan in
        scan.next == 0x5B ? scan.list { $0.scalar() } : scan.scalar().map { [$0] }
      }), scan.skip(0x5D), scan.next == nil
    else { return nil }
    (self.status, self.varied, self.recorded) = (status, varied, recorded)
  }
}

/// A place in a row.
private struct RowScan {
  let line: ArraySlice<UInt8>
  var place: Int

  init(line: ArraySlice<UInt8>) { (self.line, place) = (line, line.startIndex) }

  var next: UInt8? { place < line.endIndex ? line[place] : nil }

  mutating func skip(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    place += 1
    return true
  }

  /// A text with its quotes, or a number, or null.
  mutating func scalar() -> ArraySlice<UInt8>? {
    let start = place
    if skip(0x22) {
      while let byte = next, byte != 0x22 { place += byte == 0x5C ? 2 : 1 }
      return skip(0x22) ? line[start..<place] : nil
    }
    while let byte = next, byte != 0x2C, byte != 0x5D {
      guard (0x30...0x39).contains(byte) || "+-.enul".utf8.contains(byte) else { return nil }
      place += 1
    }
    return place > start ? line[start..<place] : nil
  }

  mutating func list<Item>(_ item: (inout RowScan) -> Item?) -> [Item]? {
    guard skip(0x5B) else { return nil }
    var items: [Item] = []
    if skip(0x5D) { return items }
    while let next = item(&self) {
      items.append(next)
      if skip(0x5D) { return items }
      guard skip(0x2C) else { return nil }
    }
    return nil
  }
}
