import ArgumentParser
import Glibc
import Lectures
import Records
import Sweeps

/// The command `figures merge`.
struct MergeCommand: ParsableCommand, WritingVerb {
  static var configuration: CommandConfiguration {
    Tool.verb(
      "merge", "Make one table of the rows of sweeps.",
      """
      A CSV file has a line for each run; JSON lines (.jsonl) keep keys and plans, and can be merged
      again. The last line says how many runs are there; --complete asks for all. Runs that
      diverged have empty fields: --only done leaves out their rows.

      Examples:
        <command> merge sweep.runs -o sweep.csv
        <command> merge sweep.runs --only done -o sweep.csv
        <command> merge node1 node2 more.jsonl -o all.jsonl
      """)
  }

  @OptionGroup var options: ConsoleOptions
  @OptionGroup var writing: WritingOptions

  @Argument(
    help: "Folders that sweep wrote, and files of JSON lines.", completion: .file())
  var sources: [String]

  @Option(
    name: .shortAndLong, help: "The table, a name in .csv or .jsonl; - for standard output.",
    completion: .file())
  var output = "-"

  @Option(
    name: .shortAndLong, help: "csv or jsonl, where the name does not say it.",
    completion: .list(["csv", "jsonl"]))
  var format: String?

  @Option(
    help: ArgumentHelp(
      "Rows of one status alone, as done, diverged or unsettled, in a CSV file.",
      valueName: "status"))
  var only: String?

  @Flag(help: "Write nothing and end with code 75 while runs are missing.")
  var complete = false

  func run() throws {
    let isCSV = try chosenFormat() == "csv"
    guard only == nil || isCSV else {
      throw UsageError.other("--only chooses rows of CSV; leave it out, or write a name in .csv")
    }
    let segments = try sources.flatMap { try segmentPaths(in: $0, mustExist: true) }
    let union = try Union(segments)
    segments.forEach(SourcesRead.note)
    if let (key, files) = union.conflicts.first {
      throw CommandFailure(
        .claimFailed,
        "\(counted(union.conflicts.count, "run")) with different rows, first \(key.prefix(16)) in "
          + files.map { "'\(printable($0))'" }.joined(separator: " and ")
          + "; remove the file that is wrong",
        below: union.conflicts.dropFirst().prefix(20).map {
          "  \($0.key.prefix(16)) in \($0.files.map(printable).joined(separator: ", "))"
        })
    }
    let counts = union.counts
    let lines = union.plans.indices.map { completeness(of: $0, count: counts[$0], union) }
    let isComplete = zip(union.plans, counts).allSatisfy { $0.runs == $1 }
    if complete, !isComplete {
      throw CommandFailure(.again, lines.joined(separator: "; "))
    }
    guard union.count > 0 else {
      throw CommandFailure(
        .badData,
        "there are no rows in \(sources.map { "'\(printable($0))'" }.joined(separator: ", ")); "
          + "name the folder that sweep wrote")
    }
    let (table, left) = isCSV ? try union.csv(only: only) : (try union.segments(), 0)
    guard left < union.count else {
      throw CommandFailure(
        .badData,
        "no row has the status '\(printable(only ?? ""))'; leave --only out to see which there are")
    }
    try write(table, to: output, console: console)
    if left > 0 { console.notice("\(counted(left, "row")) of another status left out") }
    for line in lines { isComplete ? console.hint(line) : console.notice(line) }
  }

  private func chosenFormat() throws -> String {
    if let format {
      guard ["csv", "jsonl"].contains(format) else {
        throw UsageError.other("no format '\(printable(format))'; give csv or jsonl")
      }
      return format
    }
    if output.hasSuffix(".jsonl") { return "jsonl" }
    let name = output.split(separator: "/").last ?? ""
    let ending = name.lastIndex(of: ".").map { name[name.index(after: $0)...] }
    guard let ending, ending != "csv", ending != "txt" else { return "csv" }
    throw UsageError.other(
      "-o \(printable(output)): tables are written as .csv or .jsonl; give such a name, or -f csv")
  }

  private func completeness(of plan: Int, count: Int, _ union: Union) -> String {
    let header = union.plans[plan]
    let missing = header.runs - count
    let begin = "\(header.experiment) \(header.plan.prefix(8)): \(count) of \(header.runs) runs"
    guard missing > 0 else { return begin }
    let first = union.missing(plan: plan, most: 8).map(String.init).joined(separator: ", ")
    return begin + ", missing \(first)\(missing > 8 ? " and \(missing - 8) more" : "")"
  }
}

/// The segments in a folder, sorted; a file by itself.
///
/// - Parameter mustExist: Whether a folder that is not there is a fault.
/// - Throws: `CommandFailure` with code 66.
func segmentPaths(in path: String, mustExist: Bool) throws -> [String] {
  var status = stat()
  guard stat(path, &status) == 0 else {
    if !mustExist, errno == ENOENT { return [] }
    throw CommandFailure(
      .noInput,
      "cannot read '\(printable(path))': \(systemReason()); name a folder that sweep wrote")
  }
  guard status.kind == S_IFDIR else { return [path] }
  // A shard that is being written has a temporary beside it, which does not end so.
  return try filesBelow(path).filter { $0.hasSuffix(".jsonl") && !$0.hasPrefix(".") }
    .map { path + "/" + $0 }
}
