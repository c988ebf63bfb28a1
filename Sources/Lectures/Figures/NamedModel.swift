/// A computation of a lecture that sketches call by a name: an experiment, some of whose parameters
/// are set already, with short names for others.
public struct NamedModel: Sendable {
  /// Where a sketch names a model.
  public enum Part: Hashable, Sendable {
    /// After `data`: what a run gives are columns, and its settings hold for the runs below it.
    case data
    /// At the beginning of a line of settings that hold for the runs below it.
    case settings
    /// Behind the sign of equality, as what a name stands for.
    case run
  }

  /// The name, a word of letters and low lines.
  public let name: String
  /// Where a sketch names it.
  public let part: Part
  /// What is carried out.
  public let experiment: any Experiment
  /// The parameters that a sketch sets, by its names for them.
  public let parameters: [String: String]
  /// The measure that is a list for which the name of a run itself stands; nil where there is none.
  public let main: String?
  /// Whether every measure is a list, one value for each moment of the run.
  public let isPath: Bool
  /// Measures that are computed only where a sketch names them.
  public let onDemand: Set<String>

  /// A model.
  ///
  /// - Parameters:
  ///   - name: A word of letters and low lines.
  ///   - part: Where a sketch names it.
  ///   - experiment: What is carried out.
  ///   - parameters: The parameters that a sketch sets, by its names for them.
  ///   - main: The measure that is a list for which the name of a run itself stands.
  ///   - isPath: Whether every measure is a list over moments.
  ///   - onDemand: Measures that are computed only where a sketch names them.
  public init(
    _ name: String, _ part: Part, _ experiment: any Experiment, parameters: [String: String],
    main: String? = nil, isPath: Bool = false, onDemand: Set<String> = []
  ) {
    self.name = name
    self.part = part
    self.experiment = experiment
    self.parameters = parameters
    self.main = main
    self.isPath = isPath
    self.onDemand = onDemand
  }
}
