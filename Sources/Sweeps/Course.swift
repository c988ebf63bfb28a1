import Elementary

/// Values from one end to the other, both of them exactly: by equal factors where both have one sign
/// and are a hundred times apart or more, else by equal steps; those between with five digits.
///
/// - Parameter count: How many, at least 2.
package func course(from: Double, to: Double, count: Int) -> [Double] {
  let isWide = from * to > 0 && max(abs(from / to), abs(to / from)) >= 100
  return (0..<count).map { index in
    let part = Double(index) / Double(count - 1)
    if index == 0 { return from }
    if index == count - 1 { return to }
    return rounded(isWide ? from * pow(to / from, part) : from + (to - from) * part)
  }
}

/// A number to five significant digits.
private func rounded(_ value: Double) -> Double {
  guard value != 0, value.isFinite else { return value }
  var scale = 1.0
  while abs(value) * scale < 1e4 { scale *= 10 }
  while abs(value) * scale >= 1e5 { scale /= 10 }
  return (value * scale).rounded() / scale
}
