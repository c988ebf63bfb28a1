import Records

/// A condition that several parameters of a figure meet together.
public struct Condition<Owner>: Sendable {
  /// The condition with the names of its parameters, such as "samples < features", and why, in one
  /// line.
  package let words: String
  /// Whether the values meet it; nil where only the computation shows.
  private let holds: (@Sendable (Owner) -> Bool)?

  /// A condition that the values alone meet or do not.
  public init(_ words: String, holds: @escaping @Sendable (Owner) -> Bool) {
    self.words = words
    self.holds = holds
  }

  /// A condition that only the computation shows; the figure refuses it with `RefusedSetting`.
  public init(_ words: String) {
    self.words = words
    holds = nil
  }

  /// Whether the values do not meet it, as far as they alone show.
  func isBroken(by owner: Owner) -> Bool { holds.map { !$0(owner) } ?? false }
}

/// Values of parameters that do not go together, as the computation shows; exit code 64.
public struct RefusedSetting: Error, Hashable, Sendable, CustomStringConvertible {
  /// The parameters with their values, what is wrong, what to do, in one line.
  public let description: String

  /// Values that are refused, in words.
  public init(_ description: String) { self.description = description }
}

extension LectureFigure {
  /// The conditions in words.
  package var conditionsInWords: [String] { conditions.map(\.words) }

  /// Checks the conditions that the values alone show.
  ///
  /// - Parameter set: The names of the parameters that the user has set, nil where that is not known.
  /// - Throws: `UsageError` for the first that is not met.
  package func checkConditions(set: Set<String>? = nil) throws {
    guard let broken = conditions.first(where: { $0.isBroken(by: self) }) else { return }
    let named = settings.filter { setting in
      broken.words.split { !($0.isLetter || $0 == "-") }.contains { $0 == setting.name }
    }
    func words(_ settings: [Setting]) -> String {
      settings.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
    }
    let chosen = named.filter { set?.contains($0.name) ?? true }
    let others = named.filter { setting in set.map { !$0.contains(setting.name) } ?? false }
    let parts = [words(chosen), others.isEmpty ? "" : "the default \(words(others))"]
    throw UsageError.other(
      "figure '\(id)': \(parts.filter { !$0.isEmpty }.joined(separator: " and ")) "
        + "\(named.count == 1 ? "does" : "do") not meet: \(broken.words)")
  }
}
