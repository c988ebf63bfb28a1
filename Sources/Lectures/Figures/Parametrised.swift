public import Records

/// What has parameters that a user may set: a figure, or an experiment.
public protocol Parametrised: Sendable {
  /// What messages call one, such as `figure`.
  static var kind: String { get }
  /// The id: lower-case letters, digits and hyphens.
  var id: String { get }
  /// What a user may set.
  var parameters: [Parameter<Self>] { get }
  /// What values of several parameters must meet together.
  var conditions: [Condition<Self>] { get }
  /// The floating-point operations of a computation at the most, as an estimate: what takes seconds is
  /// said before it begins.
  var work: Double { get }
  /// The bytes that it holds at the most, as an estimate.
  var memory: Double { get }
}

extension Parametrised {
  /// None, unless the type says otherwise.
  public var conditions: [Condition<Self>] { [] }

  /// Nothing worth a word, unless the type says otherwise.
  public var work: Double { 0 }

  /// Nothing worth a word, unless the type says otherwise.
  public var memory: Double { 0 }

  /// Its place in messages, such as "figure 'my-figure'".
  package var called: String { "\(Self.kind) '\(id)'" }

  /// The parameters that have a part, with their values.
  public var settings: [Setting] {
    parameters.filter { $0.isUsed(self) }.map {
      Setting(name: $0.name, value: $0.read(self), range: $0.range, help: $0.help)
    }
  }

  /// The names of all parameters, those that have no part with the user's data too.
  package var parameterNames: [String] { parameters.map(\.name) }

  /// The id and the values of its parameters, in one line.
  package var key: String {
    ([id] + settings.map { "\($0.name)=\($0.value)" }).joined(separator: " ")
  }

  /// The same with another value of a parameter.
  ///
  /// - Throws: `UsageError` for an unknown name or a value that is not allowed.
  public func setting(_ name: String, to text: String) throws -> Self {
    guard let parameter = parameters.first(where: { $0.name == name }) else {
      throw UsageError.unknownParameter(
        of: called, name, known: parameterNames,
        nearest: NearestName.to(name, among: parameterNames))
    }
    guard parameter.isUsed(self) else {
      throw UsageError.other(
        "\(called): "
          + (parameter.whyUnused.hasPrefix("needs") ? "" : "with --data ")
          + "\(name) \(parameter.whyUnused); leave it out")
    }
    var copy = self
    do {
      try parameter.write(&copy, text)
    } catch ParameterError.notANumber(let text, let kind) {
      throw UsageError.badValue(of: called, name, text, "is not \(kind)", parameter.range)
    } catch ParameterError.outOfRange(let text, let range) {
      throw UsageError.badValue(of: called, name, text, "is not allowed", range)
    }
    return copy
  }

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
      "\(called): \(parts.filter { !$0.isEmpty }.joined(separator: " and ")) "
        + "\(named.count == 1 ? "does" : "do") not meet: \(broken.words)")
  }
}
