/// The shortest text that reads back as the number; whole numbers without a decimal point.
public func short(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e6 ? String(Int(value)) : value.description
}
