public import Lectures
import Records

/// A figure as an experiment: what is recorded are the numbers that it quotes.
public struct FigureExperiment: Experiment {
  /// The figure with its parameters.
  private var figure: any LectureFigure
  /// The figure as it came.
  private let usual: any LectureFigure
  /// What figures quote as they came, by their ids.
  private static let usuallyQuoted = Memo<String, [String]>()

  /// A figure whose numbers are recorded.
  public init(_ figure: any LectureFigure) { (self.figure, usual) = (figure, figure) }

  /// What messages call it.
  public static var kind: String { "figure" }
  /// The figure's id.
  public var id: String { figure.id }
  /// The version of the program: a figure has none of its own.
  public var version: String { programVersion }
  /// The figure's title.
  public var abstract: String { figure.title }
  /// Only a run shows what a figure quotes.
  public var measures: [Measure] { [] }

  /// The figure's parameters.
  public var parameters: [Parameter<FigureExperiment>] {
    figure.parameters(within: \FigureExperiment.figure)
  }

  /// The figure's conditions.
  public var conditions: [Condition<FigureExperiment>] {
    figure.conditions(within: \FigureExperiment.figure)
  }

  /// The figure's work.
  public var work: Double { figure.work }
  /// The figure's memory.
  public var memory: Double { figure.memory }

  /// Computes the figure.
  ///
  /// - Parameter measures: The names of numbers that it quotes.
  /// - Returns: Their values; `refused` without any for values of parameters that only the computation
  ///   refuses, as where no run settles.
  /// - Throws: What the figure throws, and `CommandFailure` with code 65 for a name that it quotes
  ///   neither here nor with its other parameters.
  public func run(recording measures: Set<String>) throws -> RunResult {
    let numbers: [Quantity]
    do {
      numbers = try figure.computed().data.numbers
    } catch is RefusedSetting {
      return RunResult(status: "refused", [:])
    }
    let values = Dictionary(
      numbers.map { ($0.name, [$0.value]) }, uniquingKeysWith: { first, _ in first })
    // What a figure quotes may depend on its parameters; what it never quotes is a wrong name.
    let missing = measures.filter { values[$0] == nil }.sorted()
    if !missing.isEmpty {
      let known = try Self.usuallyQuoted.value(usual.id) {
        try usual.computed().data.numbers.map(\.name)
      }
      if let wrong = missing.first(where: { !known.contains($0) }) {
        let hint = NearestName.to(wrong, among: known).map { "did you mean '\($0)'?" }
        throw CommandFailure(
          .badData,
          "\(called) quotes no '\(printable(wrong))'; "
            + (hint ?? "it quotes \(known.joined(separator: ", "))"))
      }
    }
    return RunResult(values.filter { measures.contains($0.key) })
  }
}
