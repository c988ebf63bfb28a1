/// How far a number may be from its reference value.
struct Tolerance {
  enum Scale: String { case component, vector, size, exact, none }

  let relative: Double
  let absolute: Double
  let scale: Scale

  init(_ json: JSON) throws {
    relative = try json.number("relative")
    absolute = try json.number("absolute")
    let name = try json.string("scale")
    guard let scale = Scale(rawValue: name) else { throw ReferenceError.unknown("scale", name) }
    self.scale = scale
  }
}

/// The rules of a case: which tolerance belongs to which field.
struct Tolerances {
  /// The fields that hold counts and indices: compared exactly wherever they occur.
  static let exactFields: Set = [
    "rank", "support_l1", "nearest_critical_support", "support", "actual_support", "negative",
    "zero", "positive", "distinct_critical_thetas_of_unique_supports", "pieces_in_window",
    "support_vectors", "on_margin",
  ]

  private let byField: [String: Tolerance]
  private let fallback: Tolerance?
  /// The harder bar, and the one field it applies to where that is not "all that use `default`".
  let strict: Tolerance?
  private let strictField: String?

  init(_ json: JSON, kind: String) throws {
    guard case .object(let members) = json else { throw ReferenceError.missing("tolerance") }
    var all = try members.mapValues { try Tolerance($0) }
    strict = all.removeValue(forKey: "strict")
    fallback = all.removeValue(forKey: "default")
    byField = all
    strictField = kind == "bregman_table" ? "divergence" : nil
  }

  /// The tolerance of a field.
  func of(_ field: String) throws -> Tolerance {
    guard let tolerance = byField[field] ?? fallback else {
      throw ReferenceError.missing("tolerance of \(field)")
    }
    return tolerance
  }

  /// The harder bar of a field, where it has one.
  func strict(of field: String) -> Tolerance? {
    let applies = strictField.map { $0 == field } ?? (byField[field] == nil)
    return applies && !Self.exactFields.contains(field) ? strict : nil
  }
}

/// The outcome of comparing one case.
struct Comparison {
  /// How many numbers, booleans and strings were compared.
  var count = 0
  /// What did not agree, one sentence each.
  var failures: [String] = []
  /// How many numbers missed the harder bar, and how many were held to it.
  var strictMisses = 0
  var strictCount = 0

  /// Compares a field of `expect` with what was computed, recursively.
  ///
  /// `largest` is the largest size in the innermost list that holds a number, `size` the entry of
  /// the column `size` in the same row of a table.
  mutating func compare(
    _ got: JSON?, with want: JSON, field: String, path: String, rules: Tolerances,
    largest: Double? = nil, size: Double? = nil
  ) throws {
    if !Tolerances.exactFields.contains(field), rules.ofOrNil(field)?.scale == Tolerance.Scale.none
    {
      return
    }
    switch (want, got) {
    case (_, nil):
      failures.append("\(path): not computed")
    case (.array(let wanted), .array(let found)):
      guard wanted.count == found.count else {
        failures.append("\(path): \(found.count) entries, not \(wanted.count)")
        return
      }
      let sizes = wanted.compactMap { if case .number(let x) = $0 { abs(x) } else { nil } }
      for (k, pair) in zip(found, wanted).enumerated() {
        try compare(
          pair.0, with: pair.1, field: field, path: "\(path)[\(k)]", rules: rules,
          largest: sizes.max(), size: size)
      }
    case (.object(let wanted), .object(let found)):
      for name in wanted.keys.sorted() {
        try compare(
          found[name], with: wanted[name] ?? .null, field: name, path: "\(path).\(name)",
          rules: rules)
      }
    case (.number(let wanted), .number(let found)):
      try compare(
        found, with: wanted, field: field, path: path, rules: rules,
        largest: largest ?? abs(wanted), size: size)
    case (.number(let wanted), .range(let range)):
      try compare(
        min(max(wanted, range.lowerBound), range.upperBound), with: wanted, field: field,
        path: path, rules: rules, largest: largest ?? abs(wanted), size: size)
    default:
      count += 1
      if got != want { failures.append("\(path): got \(got.map { "\($0)" } ?? ""), want \(want)") }
    }
  }

  private mutating func compare(
    _ got: Double, with want: Double, field: String, path: String, rules: Tolerances,
    largest: Double, size: Double?
  ) throws {
    count += 1
    if Tolerances.exactFields.contains(field) {
      if got != want { failures.append("\(path): got \(got), want exactly \(want)") }
      return
    }
    func allowed(_ tolerance: Tolerance) throws -> Double {
      switch tolerance.scale {
      case .component: return tolerance.absolute + tolerance.relative * abs(want)
      case .vector: return tolerance.absolute + tolerance.relative * largest
      case .size:
        guard let size else { throw ReferenceError.missing("column size for \(path)") }
        return tolerance.absolute + tolerance.relative * size
      case .exact: return 0
      case .none: return .infinity
      }
    }
    let error = abs(got - want)
    let bar = try allowed(try rules.of(field))
    if !(error <= bar) {
      failures.append("\(path): got \(got), want \(want), off by \(error), allowed \(bar)")
    }
    if let strict = rules.strict(of: field) {
      strictCount += 1
      if !(error <= (try allowed(strict))) { strictMisses += 1 }
    }
  }
}

extension Tolerances {
  /// The tolerance of a field, or nil where neither it nor a default is given.
  fileprivate func ofOrNil(_ field: String) -> Tolerance? {
    try? of(field)
  }
}
