import Drawing
import Records

/// What a run of the command has to show: the files it wrote, or would have written, and what it
/// found; with `--json` all of it becomes one object on standard output.
final class Journal: Sendable {
  /// The journal of the verb that runs.
  @TaskLocal static var current = Journal()

  /// What becomes of a file.
  enum Change: String {
    case created, replaced, unchanged

    /// The same for a run that writes nothing.
    var foreseen: String {
      switch self {
      case .created: "would create"
      case .replaced: "would replace"
      case .unchanged: "would leave as it is"
      }
    }
  }

  /// Whether results go into one JSON object.
  let isJSON: Bool
  /// Whether nothing is written.
  let isDry: Bool

  private struct Entries {
    var members: [(String, JSON)] = []
    var files: [JSON] = []
    var output: String?
    var warnings: [String] = []
  }
  private let entries = Guarded(Entries())

  /// An empty journal.
  init(isJSON: Bool = false, isDry: Bool = false) {
    self.isJSON = isJSON
    self.isDry = isDry
  }

  /// Adds members of the verb's own to the object.
  func add(_ members: [(String, JSON)]) { entries.withLock { $0.members += members } }

  /// Adds a text that would go to standard output.
  func add(output text: String) { entries.withLock { $0.output = ($0.output ?? "") + text } }

  /// Adds a line of standard error.
  func add(warning line: String) { entries.withLock { $0.warnings.append(line) } }

  /// Adds a file.
  ///
  /// - Parameter path: Its path, `-` for standard output.
  func add(file path: String, _ bytes: [UInt8], _ change: Change) {
    let file = JSON.object([
      ("path", .string(path)), ("bytes", .number(Double(bytes.count))),
      ("sha256", .string(sha256(bytes))), ("change", .string(change.rawValue)),
    ])
    entries.withLock { $0.files.append(file) }
  }

  /// The whole as one object.
  ///
  /// - Parameters:
  ///   - command: The verb.
  ///   - failure: The exit code and the line that says what went wrong; nil when nothing did.
  func object(of command: String, failure: (code: Int32, line: String)? = nil) -> JSON {
    entries.withLock { entries in
      let error: JSON =
        failure.map {
          .object([("code", .number(Double($0.code))), ("message", .string($0.line))])
        } ?? .null
      return .object(
        [("command", .string(command))] + entries.members
          + (entries.output.map { [("output", .string($0))] } ?? [])
          + [
            ("dryRun", .bool(isDry)), ("files", .array(entries.files)),
            ("warnings", .array(entries.warnings.map { .string($0) })), ("error", error),
          ])
    }
  }
}
