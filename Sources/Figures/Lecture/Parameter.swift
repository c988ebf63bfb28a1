/// A number, list or choice of a figure that a user may set: its name, range and meaning.
struct Parameter<Owner>: Sendable {
  let name: String
  /// What the parameter is, in a few words; with its unit if it has one.
  let help: String
  /// The values that are allowed, in words.
  let range: String
  let read: @Sendable (Owner) -> String
  let write: @Sendable (inout Owner, String) throws(ParameterError) -> Void

  /// A real number within a closed range.
  static func real(
    _ name: String, _ path: any WritableKeyPath<Owner, Double> & Sendable,
    in range: ClosedRange<Double>, _ help: String
  ) -> Parameter {
    Parameter(
      name: name, help: help, range: "\(short(range.lowerBound))...\(short(range.upperBound))",
      read: { short($0[keyPath: path]) },
      write: { (owner, text) throws(ParameterError) in
        owner[keyPath: path] = try number(text, in: range)
      })
  }

  /// A whole number within a closed range.
  static func integer(
    _ name: String, _ path: any WritableKeyPath<Owner, Int> & Sendable, in range: ClosedRange<Int>,
    _ help: String
  ) -> Parameter {
    Parameter(
      name: name, help: help, range: "\(range.lowerBound)...\(range.upperBound)",
      read: { String($0[keyPath: path]) },
      write: { (owner, text) throws(ParameterError) in
        guard let value = Int(text) else { throw .notANumber(text, "a whole number") }
        guard range.contains(value) else {
          throw .outOfRange(text, "\(range.lowerBound)...\(range.upperBound)")
        }
        owner[keyPath: path] = value
      })
  }

  /// Real numbers within a closed range, separated by commas.
  static func reals(
    _ name: String, _ path: any WritableKeyPath<Owner, [Double]> & Sendable,
    in range: ClosedRange<Double>, count: ClosedRange<Int>, _ help: String
  ) -> Parameter {
    Parameter(
      name: name, help: help,
      range: "\(count.lowerBound) to \(count.upperBound) numbers in "
        + "\(short(range.lowerBound))...\(short(range.upperBound))",
      read: { $0[keyPath: path].map(short).joined(separator: ",") },
      write: { (owner, text) throws(ParameterError) in
        var values: [Double] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
          values.append(try number(String(part), in: range))
        }
        guard count.contains(values.count) else {
          throw .outOfRange(text, "\(count.lowerBound) to \(count.upperBound) numbers")
        }
        owner[keyPath: path] = values
      })
  }

  /// One of a few words.
  static func choice(
    _ name: String, _ path: any WritableKeyPath<Owner, String> & Sendable, of choices: [String],
    _ help: String
  ) -> Parameter {
    Parameter(
      name: name, help: help, range: choices.joined(separator: " or "),
      read: { $0[keyPath: path] },
      write: { (owner, text) throws(ParameterError) in
        guard choices.contains(text) else {
          throw .outOfRange(text, choices.joined(separator: " or "))
        }
        owner[keyPath: path] = text
      })
  }
}

/// Why a value cannot be given to a parameter.
enum ParameterError: Error, Hashable, Sendable {
  case notANumber(String, String)
  case outOfRange(String, String)
}

/// The shortest text that reads back as the number; whole numbers without a decimal point.
func short(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e6 ? String(Int(value)) : value.description
}

private func number(
  _ text: String, in range: ClosedRange<Double>
) throws(ParameterError) -> Double {
  guard let value = Double(text), value.isFinite, !text.hasPrefix("0x") else {
    throw .notANumber(text, "a finite number")
  }
  guard range.contains(value) else {
    throw .outOfRange(text, "\(short(range.lowerBound))...\(short(range.upperBound))")
  }
  return value
}
