/// A number as a user types it for a parameter, in messages: `0.05`, `1e-8`; all its digits.
public func typed(_ value: Double) -> String { Numeral(exactly: value).scientific }

/// The shortest text that reads back as the number, for files and commands; whole numbers below
/// 10¹⁵ have all their digits and no decimal point.
public func short(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : value.description
}
