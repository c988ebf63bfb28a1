import Foundation
import Lectures
import Records
import Sweeps
import Testing

@Suite final class UnionTests {
  /// Where this test's files lie until it ends.
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("u-\(UUID().uuidString.prefix(8))")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private static let sweep = """
    experiment = "sums"
    [grid]
    a = [-1, 0, 1, 2.5]
    b = [10, 20, 30]
    sign = ["plus", "minus"]
    """

  /// A file with rows of a plan.
  private func segment(_ plan: SweepPlan, _ indexes: [Int], shard: Shard? = nil) throws -> String {
    let rows = try indexes.map { index in
      let run = try plan.run(at: index)
      let result = try run.experiment.run(recording: Set(plan.record))
      return SegmentRow(run, result, record: plan.record).line
    }
    return try file(([try plan.header(shard: shard).line] + rows).map { $0 + "\n" }.joined())
  }

  private func file(_ text: String) throws -> String {
    let file = folder.appendingPathComponent("\(UUID().uuidString.prefix(8)).jsonl")
    try Data(text.utf8).write(to: file)
    return file.path
  }

  private func csv(_ paths: [String]) throws -> String {
    String(decoding: try Union(paths).csv().table, as: UTF8.self)
  }

  /// Whatever the cut, the order and the twins: the same bytes.
  @Test func unionsAreAssociativeCommutativeAndIdempotent() throws {
    let plan = try plan(Self.sweep)
    let whole = try csv([try segment(plan, Array(0..<plan.count))])
    #expect(whole.split(separator: "\n").count == 25)
    var generator = Generator(state: 7)
    for _ in 0..<30 {
      let cuts = (0..<4).map { _ in (0..<plan.count).filter { _ in generator.next() & 1 == 0 } }
      let missing = (0..<plan.count).filter { index in !cuts.contains { $0.contains(index) } }
      let parts = try (cuts + [missing]).map { try segment(plan, $0) }
      #expect(try csv(parts) == whole)
      #expect(try csv(parts.reversed() + parts) == whole)
      let left = try file(String(decoding: try Union(Array(parts[..<2])).segments(), as: UTF8.self))
      let right = try file(
        String(decoding: try Union(Array(parts[2...])).segments(), as: UTF8.self))
      let (one, two) = (try Union([left, right]), try Union([right, left, parts[0]]))
      #expect(try one.csv().table == Array(whole.utf8))
      #expect(try one.segments() == two.segments())
      #expect(one.counts == [plan.count])
    }
  }

  @Test func tablesHaveAColumnForEachValue() throws {
    let plan = try plan("experiment = \"sums\"\n[set]\nseed = 3\n[grid]\na = [-2, 0.5]")
    let lines = try csv([try segment(plan, [0, 1])]).split(separator: "\n")
    #expect(
      lines == [
        "seed,a,status,sum,both1,both2,ratio", "3,-2,diverged,,,,",
        "3,0.5,done,-0.5,0.5,-1,-0.5",
      ])
  }

  /// Sketches draw columns without empty fields.
  @Test func rowsOfOneStatusAlone() throws {
    let plan = try plan("experiment = \"sums\"\n[set]\nseed = 3\n[grid]\na = [-2, 0.5]")
    let union = try Union([try segment(plan, [0, 1])])
    let (table, left) = try union.csv(only: "done")
    #expect(left == 1 && !String(decoding: table, as: UTF8.self).contains("diverged"))
    #expect(try union.csv(only: "don").left == 2)
  }

  /// Where another sweep varies a parameter, its value is told, set or not.
  @Test func defaultsStandBesideOtherSweeps() throws {
    let first = try plan("experiment = \"sums\"\n[grid]\na = [1, 2]")
    let second = try plan("experiment = \"sums\"\n[grid]\na = [3]\nsign = [\"minus\"]")
    let table = try csv([try segment(first, [0, 1]), try segment(second, [0])])
    let lines = table.split(separator: "\n").map { $0.split(separator: ",") }
    let column = try #require(lines[0].firstIndex(of: "sign"))
    #expect(lines.dropFirst().map { $0[column] }.sorted() == ["minus", "plus", "plus"])
  }

  @Test func notFiniteIsEmpty() throws {
    let plan = try plan("experiment = \"sums\"\nrecord = [\"ratio\"]\n[grid]\na = [2]\nb = [0]")
    #expect(try csv([try segment(plan, [0])]).hasSuffix("2,0,done,\n"))
  }

  @Test func whatIsMissingIsNamed() throws {
    let plan = try plan(Self.sweep)
    let union = try Union([try segment(plan, [0, 1, 2, 5, 23])])
    #expect(union.count == 5 && union.counts == [5])
    #expect(union.missing(plan: 0, most: 4) == [3, 4, 6, 7])
    #expect(union.missing(plan: 0, most: 100).count == 19)
  }

  /// A run of two plans counts for both, and is one line of a table.
  @Test func plansShareRuns() throws {
    let (one, two) = (
      try plan("experiment = \"sums\"\n[grid]\na = [1, 2]"),
      try plan("experiment = \"sums\"\n[grid]\na = [2, 3, 4]")
    )
    let paths = [try segment(one, [0, 1]), try segment(two, [0, 1, 2])]
    let union = try Union(paths)
    #expect(union.count == 4 && union.counts.sorted() == [2, 3] && union.conflicts.isEmpty)
    #expect(try csv(paths).split(separator: "\n").count == 5)
    #expect(try csv(paths) == csv(paths.reversed()))
  }

  @Test func equalKeysHoldEqualRows() throws {
    let plan = try plan(Self.sweep)
    let right = try segment(plan, [7, 8])
    let text = try String(contentsOfFile: right, encoding: .utf8)
    let wrong = try file(text.replacingOccurrences(of: "\"done\"", with: "\"other\""))
    #expect(text != (try String(contentsOfFile: wrong, encoding: .utf8)))
    let union = try Union([right, wrong])
    #expect(union.conflicts.count == 2 && union.conflicts[0].files == [right, wrong])
  }

  @Test func damagedFilesAreNamedWithTheirLine() throws {
    let plan = try plan(Self.sweep)
    let text = try String(contentsOfFile: try segment(plan, [0, 1]), encoding: .utf8)
    for (damaged, line) in [
      ("a,b\n1,2\n", 1), (String(text.dropLast(2)), 3), (text + "[]\n", 4),
      (text.replacingOccurrences(of: "\",1,", with: "\",99,"), 3), ("\u{0}\u{FF}", 1),
      (text + "{\"segment\":2}\n", 4),
    ] {
      do {
        _ = try Union([try file(damaged)])
        Issue.record("accepted \(damaged)")
      } catch let failure as CommandFailure {
        #expect(failure.code == .badData && failure.description.contains(".jsonl:\(line): "))
      }
    }
    // Every cut of a file is refused or has fewer rows; none crashes.
    for length in 0..<text.utf8.count {
      let cut = try file(String(decoding: Array(text.utf8.prefix(length)), as: UTF8.self))
      if let union = try? Union([cut]) { #expect(union.count < 2 || length == text.utf8.count - 1) }
    }
  }
}

/// Numbers for tests, always the same (xorshift64).
private struct Generator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state >> 9
  }
}
