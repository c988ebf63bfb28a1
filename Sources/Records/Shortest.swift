/// The shortest text that reads back as the number, for files and commands; whole numbers below
/// 10¹⁵ have all their digits and no decimal point.
public func short(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : value.description
}
