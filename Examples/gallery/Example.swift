import Drawing
import Elementary
import Plotting

/// A picture of the gallery: what it shows, and how it is made.
struct Example: Sendable {
  /// What it shows, as a heading.
  let title: String
  /// What is seen, for readers who do not see it.
  let words: String
  /// The page, in points.
  let size: Size
  /// What is drawn.
  let arrangement: @Sendable () throws -> Arrangement

  /// A picture of one panel.
  init(
    _ title: String, _ words: String, width: Double = 300, height: Double = 190,
    panel: @escaping @Sendable () throws -> Panel
  ) {
    self.init(title, words, width: width, height: height, arrangement: { .panel(try panel()) })
  }

  /// A picture of several panels.
  init(
    _ title: String, _ words: String, width: Double = 300, height: Double = 190,
    arrangement: @escaping @Sendable () throws -> Arrangement
  ) {
    self.title = title
    self.words = words
    size = Size(width: width, height: height)
    self.arrangement = arrangement
  }

  /// The figure of a name.
  func figure(_ id: String) throws -> Figure {
    Figure(
      id: id, title: title, caption: "", alternative: words, size: size,
      arrangement: try arrangement(), steps: [])
  }
}

/// Numbers of the normal distribution that are the same in every run.
func normals(_ count: Int, seed: UInt64 = 1, mean: Double = 0, deviation: Double = 1) -> [Double] {
  var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
  func uniform() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (Double(state >> 11) + 0.5) / 9_007_199_254_740_992
  }
  return (0..<count).map { _ in
    let (a, b) = (uniform(), uniform())
    return mean + deviation * (-2 * log(a)).squareRoot() * cos(2 * Double.pi * b)
  }
}

/// Numbers at equal steps, both ends included.
func steps(_ start: Double, _ end: Double, _ count: Int) -> [Double] {
  (0..<count).map { start + (end - start) * Double($0) / Double(count - 1) }
}
