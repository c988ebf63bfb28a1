import Records

/// A number, list or choice of a figure that a user may set: its name, range and meaning.
///
/// Every start of a command makes those of all figures, and asks for a few: what takes time, a path to
/// a property and the words of a range, is made when it is asked for.
public struct Parameter<Owner>: Sendable {
  /// A stored property that a parameter sets.
  public typealias Path<Value> = @Sendable () -> any WritableKeyPath<Owner, Value> & Sendable

  package let name: String
  /// What the parameter is, in a few words; with its unit if it has one.
  package let help: String
  /// The values that are allowed, in words.
  package var range: String { allowed() }
  let allowed: @Sendable () -> String
  /// Whether the parameter has a part in a figure with the values of the others, and why not.
  private(set) var isUsed: @Sendable (Owner) -> Bool = { _ in true }
  private(set) var whyUnused = ""
  package let read: @Sendable (Owner) -> String
  package let write: @Sendable (inout Owner, String) throws(ParameterError) -> Void

  /// The parameter, which has a part in some figures only.
  ///
  /// It has none where the user's data stand in the place of what it describes. There it is in no file
  /// and cannot be set.
  ///
  /// - Parameters:
  ///   - why: What to say to who sets it all the same, such as "is that of the data".
  ///   - isUsed: Whether the parameter has a part in a figure.
  /// - Returns: The same parameter with this condition.
  public func used(
    otherwise why: String, when isUsed: @escaping @Sendable (Owner) -> Bool
  ) -> Parameter {
    var copy = self
    copy.isUsed = isUsed
    copy.whyUnused = why
    return copy
  }

  /// A real number within a closed range.
  public static func real(
    _ name: String, _ path: @autoclosure @escaping Path<Double>,
    in range: ClosedRange<Double>, _ help: String
  ) -> Parameter {
    Parameter(
      name: name, help: help,
      allowed: { "\(typed(range.lowerBound))...\(typed(range.upperBound))" },
      read: { short($0[keyPath: path()]) },
      write: { (owner, text) throws(ParameterError) in
        owner[keyPath: path()] = try number(text, in: range)
      })
  }

  /// A whole number within a closed range, such as a count or the seed of a model.
  public static func integer<Whole: FixedWidthInteger & Sendable>(
    _ name: String, _ path: @autoclosure @escaping Path<Whole>, in range: ClosedRange<Whole>,
    _ help: String
  ) -> Parameter {
    Parameter(
      name: name, help: help, allowed: { "\(range.lowerBound)...\(range.upperBound)" },
      read: { String($0[keyPath: path()]) },
      write: { (owner, text) throws(ParameterError) in
        guard let number = Int(text) else { throw .notANumber(text, "a whole number") }
        guard let value = Whole(exactly: number), range.contains(value) else {
          throw .outOfRange(text, "\(range.lowerBound)...\(range.upperBound)")
        }
        owner[keyPath: path()] = value
      })
  }

  /// Real numbers within a closed range, separated by commas.
  public static func reals(
    _ name: String, _ path: @autoclosure @escaping Path<[Double]>,
    in range: ClosedRange<Double>, count: ClosedRange<Int>, _ help: String
  ) -> Parameter {
    Parameter(
      name: name, help: help,
      allowed: {
        "\(counted(count, "number")) in "
          + "\(typed(range.lowerBound))...\(typed(range.upperBound))"
      },
      read: { $0[keyPath: path()].map(short).joined(separator: ",") },
      write: { (owner, text) throws(ParameterError) in
        var values: [Double] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
          values.append(try number(String(part), in: range))
        }
        guard count.contains(values.count) else {
          throw .outOfRange(text, counted(count, "number"))
        }
        owner[keyPath: path()] = values
      })
  }

  /// One of a few words.
  public static func choice(
    _ name: String, _ path: @autoclosure @escaping Path<String>, of choices: [String],
    _ help: String
  ) -> Parameter {
    Parameter(
      name: name, help: help, allowed: { choices.joined(separator: " or ") },
      read: { $0[keyPath: path()] },
      write: { (owner, text) throws(ParameterError) in
        guard choices.contains(text) else {
          throw .outOfRange(text, choices.joined(separator: " or "))
        }
        owner[keyPath: path()] = text
      })
  }
}

/// Why a value cannot be given to a parameter.
package enum ParameterError: Error, Hashable, Sendable {
  case notANumber(String, String)
  case outOfRange(String, String)
}

private func number(
  _ text: String, in range: ClosedRange<Double>
) throws(ParameterError) -> Double {
  if text.wholeMatch(of: /[-+]?\d+,\d+/) != nil {
    throw .notANumber(
      text, "a number, whose decimal sign is a point: write \(text.replacing(",", with: "."))")
  }
  guard let value = Double(text), value.isFinite, !text.hasPrefix("0x") else {
    throw .notANumber(text, "a finite number")
  }
  guard range.contains(value) else {
    throw .outOfRange(text, "\(typed(range.lowerBound))...\(typed(range.upperBound))")
  }
  return value
}
