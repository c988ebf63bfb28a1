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
    return rounded(isWide ? from * pow(to / from, part) : from + (to - from) * part, digits: 5)
  }
}

/// Those values with the digits that tell each from its neighbours, five at most, for the eye: what
/// is read in a picture that moves.
package func legible(_ course: [Double]) -> [Double] {
  course.indices.map { index in
    let value = course[index]
    guard index > 0, index < course.count - 1 else { return value }
    let gap = min(abs(value - course[index - 1]), abs(course[index + 1] - value))
    let fewest = (2...4).first { abs(rounded(value, digits: $0) - value) < gap / 20 }
    return fewest.map { rounded(value, digits: $0) } ?? value
  }
}

/// A number to some significant digits.
private func rounded(_ value: Double, digits: Int) -> Double {
  guard value != 0, value.isFinite else { return value }
  let most = pow(10, Double(digits))
  var scale = 1.0
  while abs(value) * scale < most / 10 { scale *= 10 }
  while abs(value) * scale >= most { scale /= 10 }
  return (value * scale).rounded() / scale
}
