public import Records

/// What stands behind a number that a document quotes.
public enum Evidence: Hashable, Sendable {
  /// The digits quoted are those of both bounds of an enclosure that was proven.
  case proven(Enclosure)
  /// A claim, by its id, compares what computes it with a second route.
  case checked(claim: String)
  /// One program computed it.
  case measured
}

/// What stands behind the numbers of a lecture, by their paths: a figure or lab, a dot, a name.
public struct Grounds: Sendable {
  /// Numbers with proven bounds; the ids are paths.
  public let proven: [Enclosure]
  /// Claims that give numbers a second route, with what the paths of these begin with.
  public let checked: [(numbers: String, claim: String)]

  /// The keys of figures at their usual parameters, which alone the proofs are about.
  public let usual: Set<String>

  /// What is known of numbers.
  ///
  /// - Parameters:
  ///   - proven: Enclosures whose ids are paths.
  ///   - checked: Beginnings of paths, each with the id of the claim about them.
  ///   - usual: The keys of figures at their usual parameters.
  public init(
    proven: [Enclosure], checked: [(numbers: String, claim: String)], usual: Set<String>
  ) {
    self.proven = proven
    self.checked = checked
    self.usual = usual
  }

  /// What stands behind a number as it is written.
  ///
  /// An enclosure counts when it is that of this very value, and each of its bounds is written like it.
  ///
  /// - Parameters:
  ///   - path: The path.
  ///   - value: The value.
  ///   - key: The key of the figure whose number it is; nil for that of a lab.
  ///   - written: A value as the document writes it.
  public func evidence(
    for path: String, value: Double, key: String?, written: (Double) -> String
  ) -> Evidence {
    // A language or other words follow the key after a space.
    let isUsual = key.map { key in usual.contains { key == $0 || key.hasPrefix($0 + " ") } } ?? true
    if isUsual, let found = proven.first(where: { $0.id == path }), found.holds(value),
      written(found.lower) == written(value), written(found.upper) == written(value)
    {
      return .proven(found)
    }
    let claim = checked.filter { path.hasPrefix($0.numbers) }
      .max { $0.numbers.utf8.count < $1.numbers.utf8.count }?.claim
    return claim.map { .checked(claim: $0) } ?? .measured
  }
}

extension Enclosure {
  /// Whether a computed value is within the bounds, up to roundings of its own.
  fileprivate func holds(_ value: Double) -> Bool {
    let room = 1e-9 * abs(value)
    return isProven && value >= lower - room && value <= upper + room
  }
}
