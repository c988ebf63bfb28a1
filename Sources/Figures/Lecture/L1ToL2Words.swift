import Drawing
import Lectures
import Models
import Records

/// What the words say of the limits.
extension L1ToL2Figure {
  func facts(_ outcome: L1ToL2.Outcome, _ marked: Marked?, paths: [[Point]]) -> Facts {
    let sorted = alphas.sorted()
    let flat = flat(outcome)
    let stopped = outcome.flows.count { !$0.isAtLimit }
    let shown = Array(zip(sorted, paths))
    let onAxis = shown.last { ($0.1.last?.x ?? 1) < 0.05 * ($0.1.last?.y ?? 0) }
    // From the scale on beyond which no path is bent.
    let straight = shown.reversed().prefix {
      ($0.1.last?.x ?? 0) > 0.05 && Self.bend($0.1) < Self.straightBend
    }.last
    return [
      "given": .flag(model.dataSet != nil), "prepared": .part(given) { preparation($0, outcome) },
      "determined": .flag(outcome.isDetermined), "combined": .flag(outcome.usesCombinations),
      "stopped": .flag(stopped > 0), "stoppedCount": .count(stopped),
      "flows": .count(outcome.flows.count),
      "crosses": .flag(outcome.flows.contains(where: \.isAtLimit)),
      "l1": Self.brief(outcome.leastL1.l1, 1), "l2": Self.brief(outcome.leastL2.l2, 1),
      "lazy": Self.brief(outcome.lazyAlpha, 2), "paths": .count(paths.count),
      "onAxis": .part(onAxis) { ["alpha": .exactly($0.0), "alone": .flag($0.0 == sorted.first)] },
      "straight": .part(straight) {
        ["alpha": .exactly($0.0), "alone": .flag($0.0 == sorted.last)]
      }, "bothFlat": .flag(flat.l1 && flat.l2), "l1Flat": .flag(flat.l1), "l2Flat": .flag(flat.l2),
      "l1Course": Self.course(outcome.theory.map(\.limit.l1), least: outcome.leastL1.l1),
      "l2Course": Self.course(outcome.theory.map(\.limit.l2).reversed(), least: outcome.leastL2.l2),
      "marked": .part(marked) {
        [
          "alpha": .exactly($0.alpha), "l1": Self.brief($0.limit.l1, 2),
          "l2": Self.brief($0.limit.l2, 2), "among": .flag(sorted.contains($0.alpha)),
          "outside": .flag(!Self.isSeen($0.alpha, outcome)),
        ]
      },
    ]
  }

  /// What was done with the given data, and the errors where it held some back.
  private func preparation(_ given: PreparedTable, _ outcome: L1ToL2.Outcome) -> Facts {
    func error(_ point: L1ToL2.Point?) -> Fact {
      .significant(point.flatMap { given.testError($0.limit.theta) } ?? .nan, 3)
    }
    return given.facts(["small": error(outcome.theory.first), "large": error(outcome.theory.last)])
  }

  /// Whether the norms are the same at every scale.
  func flat(_ outcome: L1ToL2.Outcome) -> (l1: Bool, l2: Bool) {
    (
      Self.isFlat(outcome.theory.map(\.limit.l1), least: outcome.leastL1.l1),
      Self.isFlat(outcome.theory.map(\.limit.l2), least: outcome.leastL2.l2)
    )
  }

  /// Whether a norm of the limit is the same at every scale, but for what nobody sees.
  static func isFlat(_ norms: [Double], least: Double) -> Bool {
    (norms.max() ?? 1) - least <= 1e-6 * least
  }

  /// What a norm does from the scale on at which it should be least: whether it rises all the way,
  /// whether it begins at its least value, and whether it comes to a plateau.
  static func course(_ norms: [Double], least: Double) -> Fact {
    let (low, high) = (norms.least, norms.worst)
    let seen = 0.01 * (high - low)
    let rises = zip(norms, norms.dropFirst()).allSatisfy { $1 >= $0 - seen }
    let tail = norms.suffix(max(2, norms.count / 12))
    return .list([
      [
        "rises": .flag(rises), "fromLeast": .flag(norms[0] - least <= seen),
        "plateau": .flag(tail.worst - tail.least <= seen), "low": brief(low, 2),
        "high": brief(high, 2),
      ]
    ])
  }

  /// A number with some decimals, or as many digits as are not zeros.
  static func brief(_ value: Double, _ decimals: Int) -> Fact {
    abs(value) < 0.1 ? .significant(value, 2) : .decimals(value, decimals)
  }

  /// Whether a scale is among those of the right panels.
  static func isSeen(_ alpha: Double, _ outcome: L1ToL2.Outcome) -> Bool {
    let shown = outcome.theory.map(\.alpha)
    return alpha >= shown.least && alpha <= shown.worst
  }

  /// What a path's bend is below that looks straight: a point in a panel of a hundred.
  static let straightBend = 0.01

  /// How far a path leaves the line between its ends, as a part of its length.
  static func bend(_ path: [Point]) -> Double {
    guard let end = path.last, end.length > 0 else { return .infinity }
    return path.map { abs($0.x * end.y - $0.y * end.x) }.worst / (end.length * end.length)
  }
}
