public import Records

/// What a sweep repeats: a run with parameters that gives numbers.
///
/// A run is a function of its parameters alone; nothing else, such as the machine or the number of
/// threads, may show in its numbers.
public protocol Experiment: Parametrised {
  /// Raised whenever a run of the same parameters gives other numbers than before.
  var version: String { get }
  /// What a run is, in one sentence.
  var abstract: String { get }
  /// What can be recorded, in the order of its columns; empty where only a run shows it.
  var measures: [Measure] { get }
  /// Carries out the run.
  ///
  /// - Parameter measures: The names of what is recorded; the rest need not be computed.
  /// - Throws: What keeps the experiment from being one; a run that diverges is a result.
  func run(recording measures: Set<String>) throws -> RunResult
}

extension Experiment {
  /// What messages call it.
  public static var kind: String { "experiment" }
}

/// Something that a run gives.
public struct Measure: Hashable, Sendable {
  /// Lower-case letters, digits, dots and hyphens.
  public let name: String
  /// What it is, in a few words, with its unit where it has one.
  public let meaning: String

  /// A measure from its name and what it is.
  public init(_ name: String, _ meaning: String) {
    self.name = name
    self.meaning = meaning
  }
}

/// How a run ended, and what it gave.
public struct RunResult: Hashable, Sendable {
  /// One word of letters: `done`, `diverged` or another.
  public let status: String
  /// Values by the name of a measure: one, or several as the weights of a limit are.
  ///
  /// What is missing has no value in this run.
  public let values: [String: [Double]]

  /// The result of a run.
  public init(status: String = "done", _ values: [String: [Double]]) {
    self.status = status
    self.values = values
  }
}

/// An experiment that can be carried out on the user's own data.
public protocol ExperimentOnData: Experiment {
  /// Takes the data of a table.
  ///
  /// - Parameters:
  ///   - table: One row for each sample.
  ///   - target: The name of the column of targets; the others are features.
  /// - Throws: `CSVError`, or `CommandFailure` with code 65 for data that it cannot use.
  mutating func take(_ table: CSVTable, target: String) throws
}

/// An experiment on data of which only the entries that are not 0 are kept.
public protocol ExperimentOnSparseData: Experiment {
  /// Takes the data.
  ///
  /// - Parameters:
  ///   - table: The samples.
  ///   - heldOut: Samples of another file that are predicted and not fitted.
  /// - Throws: `CommandFailure` with code 65 for data that it cannot use.
  mutating func take(_ table: SparseTable, heldOut: SparseTable?) throws
}
