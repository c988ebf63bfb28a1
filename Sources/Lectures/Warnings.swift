import Records

/// What a command has to say besides its results, whatever part of it found it out.
///
/// The lines are written to standard error when the work is done, each once and in the order of
/// the alphabet: they do not depend on how many figures were worked on at once.
package enum Warnings {
  private static let lines = Guarded<Set<String>>([])
  @TaskLocal private static var recorder: Recorder?
  private static let announcer = Guarded<(@Sendable (String) -> Void)?>(nil)
  private static let announced = Guarded<Set<String>>([])

  private final class Recorder: Sendable {
    let lines = Guarded<Set<String>>([])
  }

  /// Adds a line.
  package static func add(_ line: String) {
    lines.withLock { _ = $0.insert(line) }
    recorder?.lines.withLock { _ = $0.insert(line) }
  }

  /// Takes all lines, sorted; a claim that fails at several settings is one line.
  package static func take() -> [String] {
    lines.withLock { lines in
      defer { lines = [] }
      return folded(lines.sorted())
    }
  }

  /// Lines of which those of one claim, as sketches word them, are one, with the settings and the
  /// largest residual.
  private static func folded(_ lines: [String]) -> [String] {
    var folded: [String] = []
    var settings: [String: [(setting: String, residual: String)]] = [:]
    for line in lines {
      guard
        let parts = line.wholeMatch(
          of:
            /(?<claim>.* does not hold) at (?<setting>.*): the residual is (?<residual>\S+), (?<rest>\S+ is allowed)/
        )
      else {
        folded.append(line)
        continue
      }
      // Its place in the list is that of the first.
      let key = "\(parts.claim)\n\(parts.rest)"
      if settings[key] == nil { folded.append(key) }
      settings[key, default: []].append((String(parts.setting), String(parts.residual)))
    }
    return folded.map { key in
      guard let all = settings[key] else { return key }
      let parts = key.split(separator: "\n")
      func number(_ text: String) -> Double { Double(text.split(separator: " ").last ?? "") ?? 0 }
      let sorted = all.sorted {
        (number($0.setting), $0.setting) < (number($1.setting), $1.setting)
      }
      let named = sorted.prefix(6).map(\.setting).joined(separator: "; ")
      let more = sorted.count > 6 ? " and \(sorted.count - 6) more" : ""
      let worst = all.max { number($0.residual) < number($1.residual) }?.residual ?? ""
      return "\(parts[0]) at \(named)\(more): the residual is \(worst)"
        + "\(all.count > 1 ? " at the most" : ""), \(parts[1])"
    }
  }

  /// A result with the lines that were added while it was made, sorted: who keeps the result keeps
  /// them, and adds them again when it is used.
  package static func recorded<Result>(
    _ make: () throws -> Result
  ) rethrows -> (result: Result, lines: [String]) {
    let inner = Recorder()
    let result = try $recorder.withValue(inner, operation: make)
    let lines = inner.lines.withLock { $0.sorted() }
    recorder?.lines.withLock { $0.formUnion(lines) }
    return (result, lines)
  }

  /// Sets who says at once what cannot wait for the end, such as that a computation takes long.
  package static func announce(by sayer: @escaping @Sendable (String) -> Void) {
    announcer.withLock { $0 = sayer }
  }

  /// Says a line at once and once, where somebody listens.
  package static func announce(_ line: String) {
    guard announced.withLock({ $0.insert(line).inserted }) else { return }
    announcer.withLock { $0 }?(line)
  }
}
