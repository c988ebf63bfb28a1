import ArgumentParser
import Dispatch
import Foundation
import Glibc
import Lectures
import Records
import Sweeps
import Synchronization

/// The command `figures sweep`.
struct SweepCommand: ParsableCommand, WritingVerb {
  static var configuration: CommandConfiguration {
    Tool.verb(
      "sweep", "Carry out the runs of a sweep that are not there yet.",
      """
      Rows go to one file of the folder for each shard, whole at any moment; runs whose rows are in
      the folder are skipped. Code 75 means that runs are left: call it again.

      Examples:
        <command> sweep sweep.toml
        <command> sweep sweep.toml --shard "$SLURM_ARRAY_TASK_ID/200" --time-limit 55m
      """)
  }

  @OptionGroup var options: ConsoleOptions
  @OptionGroup var writing: WritingOptions

  @Argument(help: "The sweep, a TOML file.", completion: .file(extensions: ["toml"]))
  var source: String

  @Option(help: ArgumentHelp("Part k of N, from 0/N to N-1/N.", valueName: "k/N"))
  var shard: String?

  @Option(
    help: ArgumentHelp(
      "The folder of the rows; without it NAME.runs beside NAME.toml.",
      valueName: "dir"), completion: .directory)
  var cache: String?

  @Option(
    help: ArgumentHelp("End after such a time, as 90s, 55m or 2h.", valueName: "time"))
  var timeLimit: String?

  @Option(
    name: .shortAndLong,
    help: "How many runs are carried out at once; as many as there are processors without it.")
  var jobs: Int?

  func run() throws {
    let deadline = try timeLimit.map { seconds() + (try duration($0)) }
    let threads = jobs ?? min(64, ProcessInfo.processInfo.activeProcessorCount)
    try JobOptions.check(threads)
    let shard = try shard.map(Shard.init) ?? .whole
    let plan = try sweepPlan(source)
    let folder = cache ?? defaultFolder
    let header = try planned(0, in: source) { try plan.header(shard: shard) }
    let file = SegmentFile(folder: folder, plan: header, shard: shard)
    let there = try Union(try segmentPaths(in: folder, mustExist: false))
    let (done, known) = (there.indexes(of: file.plan.plan), try there.rows(besides: file.plan.plan))
    let wanted = shard.runs(of: plan.count)
    var waiting: [SweepPlan.Run] = []
    var taken: [SegmentRow] = []
    for place in 0..<wanted {
      let run = try plannedRun(plan, shard.index + place * shard.count, in: source)
      guard !done.contains(run.index) else { continue }
      // Another sweep in this folder has carried it out.
      if !known.isEmpty, let row = known[run.key] {
        taken.append(row.at(run.index))
      } else {
        waiting.append(run)
      }
    }
    console.hint(
      "\(counted(wanted, "run")), \(wanted - waiting.count) there, \(waiting.count) to do")
    announce(waiting, threads: min(threads, waiting.count))
    guard !writing.dryRun else { return }
    let output = try OutputFolder(folder, isArgument: true)
    if !taken.isEmpty { try file.write(taken, to: output) }
    try carryOut(waiting, of: plan, into: file, output, threads: threads, deadline: deadline)
    console.endProgress("\(folder)/\(file.name): \(counted(wanted, "run"))")
  }

  /// Says before runs that take long, or much memory together, what they may take.
  private func announce(_ runs: [SweepPlan.Run], threads: Int) {
    let work = runs.reduce(0) { $0 + $1.experiment.work }
    let cost = Cost(
      work: work / Double(max(1, threads)),
      memory: Double(threads) * (runs.map(\.experiment.memory).max() ?? 0))
    guard cost.seconds > 60 || cost.isLarge else { return }
    console.hint(
      "up to about \(cost.time) on \(counted(threads, "thread"))" + cost.spaceInWords
        + (cost.isLarge && threads > 1 ? "; a smaller -j needs less" : ""))
  }

  private var defaultFolder: String {
    let stem = source.hasSuffix(".toml") ? String(source.dropLast(5)) : source
    return stem + ".runs"
  }

  /// Carries out runs on several threads and writes their rows now and then.
  ///
  /// - Throws: `CommandFailure` with code 75 when runs are left, and what a run throws.
  private func carryOut(
    _ runs: [SweepPlan.Run], of plan: SweepPlan, into file: SegmentFile, _ output: OutputFolder,
    threads: Int, deadline: Double?
  ) throws {
    guard !runs.isEmpty else { return }
    Interruption.hold()
    let work = SharedWork(runs, recording: plan.record)
    // Dispatch has one thread on one processor, which this one is: runs would begin a second later.
    for _ in 0..<min(threads, runs.count) {
      Thread.detachNewThread { work.goOn() }
    }
    let begin = seconds()
    let most = Cost(
      work: runs.reduce(0) { $0 + $1.experiment.work } / Double(min(threads, runs.count)), memory: 0
    )
    let cost = most.seconds > 60 ? "; up to about \(most.time)" : ""
    var (written, writing) = (begin, 0.0)
    var isStopped = false
    // What was written: a run that ends while the last rows are written is left for the next call.
    var rows: [SegmentRow] = []
    while !isStopped {
      let isDone = work.wait(milliseconds: 100)
      isStopped =
        isDone || Interruption.requested != nil || deadline.map { seconds() >= $0 } ?? false
      // Of runs that take long the first rows are far; a terminal shows that something goes on.
      if !isStopped, console.showsProgress, rows.isEmpty, seconds() - begin > 1 {
        console.overwrite(
          "\(work.rows.count) of \(runs.count) runs, \(Int(seconds() - begin)) s so far" + cost)
      }
      // Writing takes the more time the more rows there are; it is to stay a twentieth of all.
      guard isStopped || seconds() - written > max(10, 20 * writing) else { continue }
      let start = seconds()
      rows = work.rows
      try file.write(rows, to: output)
      (written, writing) = (seconds(), seconds() - start)
      guard !rows.isEmpty else {
        console.progress("0 of \(runs.count) runs")
        continue
      }
      let rest =
        (written - begin) / Double(rows.count) * Double(runs.count - rows.count)
      console.progress(
        "\(rows.count) of \(runs.count) runs, "
          + "about \(Int(rest.rounded(.up))) s more")
    }
    work.stop()
    if let (index, failure) = work.failure {
      throw CommandFailure(
        (failure as? CommandFailure)?.code ?? .computation,
        "\(printable(source)): run \(index): \(failure); \(counted(rows.count, "row")) kept")
    }
    let left = runs.count - rows.count
    guard left > 0 else { return }
    guard left < runs.count || Interruption.requested != nil else {
      throw CommandFailure(
        .computation,
        "no run of \(runs.count) came to its end within --time-limit; give a longer time")
    }
    let words = "\(counted(left, "run")) left of \(runs.count); call the same again"
    if Interruption.requested == SIGINT { throw CommandFailure(.interrupted, words) }
    throw CommandFailure(.again, words)
  }

  /// A time as 90s, 55m, 2h or 1h30m in seconds.
  private func duration(_ text: String) throws -> Double {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86400]
    var (total, digits) = (0.0, "")
    for character in text {
      if let unit = units[character], let number = Double(digits), number.isFinite {
        total += number * unit
        digits = ""
      } else {
        digits.append(character)
      }
    }
    guard digits.isEmpty, total > 0, !text.isEmpty else {
      throw UsageError.other(
        "--time-limit \(printable(text)) is no time; give one as 90s, 55m or 2h")
    }
    return total
  }
}

/// Runs that threads take one by one, and the rows of those that are done.
private final class SharedWork: Sendable {
  private let runs: [SweepPlan.Run]
  private let record: [String]
  private let next = Atomic<Int>(0)
  private let state = Guarded<State>(State())
  private let ended = DispatchSemaphore(value: 0)

  private struct State: Sendable {
    var rows: [SegmentRow] = []
    var failure: (index: Int, error: any Error)?
  }

  init(_ runs: [SweepPlan.Run], recording record: [String]) {
    self.runs = runs
    self.record = record
  }

  /// Takes runs until none is left.
  func goOn() {
    while true {
      let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard place < runs.count else { return }
      let run = runs[place]
      do {
        let result = try run.experiment.run(recording: Set(record))
        let row = SegmentRow(run, result, record: record)
        let isLast = state.withLock { state in
          state.rows.append(row)
          return state.rows.count == runs.count
        }
        if isLast { ended.signal() }
      } catch {
        // The first in the plan's order, whichever thread was first.
        state.withLock { state in
          if run.index < state.failure?.index ?? .max { state.failure = (run.index, error) }
        }
        stop()
        ended.signal()
      }
    }
  }

  /// Whether all is done or one has failed.
  func wait(milliseconds: Int) -> Bool {
    ended.wait(timeout: .now() + .milliseconds(milliseconds)) == .success
  }

  /// Lets no thread begin another run.
  func stop() { next.store(runs.count, ordering: .relaxed) }

  var rows: [SegmentRow] { state.withLock { $0.rows } }
  var failure: (index: Int, error: any Error)? { state.withLock { $0.failure } }
}

/// The file of one shard.
private struct SegmentFile {
  let folder: String
  let plan: SegmentHeader
  let shard: Shard

  /// Named by plan and shard: another sweep in the same folder has another.
  var name: String { "\(plan.plan.prefix(16)).\(shard.index)-of-\(shard.count).jsonl" }

  private var path: String { folder + "/" + name }

  /// Writes the rows that the file has, and these, in the order of the plan.
  func write(_ rows: [SegmentRow], to output: OutputFolder) throws {
    var lines: [Int: SegmentRow] = [:]
    if access(path, F_OK) == 0 {
      for row in try Union([path]).rows(of: plan.plan) { lines[row.index] = row }
    }
    for row in rows { lines[row.index] = row }
    var text = plan.line + "\n"
    for index in lines.keys.sorted() { text += lines[index].map { $0.line + "\n" } ?? "" }
    try output.write(Array(text.utf8), as: name, isDurable: true)
  }
}
