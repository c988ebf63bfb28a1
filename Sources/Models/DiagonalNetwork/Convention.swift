/// How a paper writes the diagonal network, so that its α and its step size can be read as the
/// lecture's.
///
/// The lecture has θ = u ⊙ v from u₀ = √2 α 1, v₀ = 0, for which I = α², and L = ‖y − Xθ‖²/(2n). With
/// θ = w₊² − w₋² entry by entry, u = w₊ + w₋ and v = w₊ − w₋ have the same θ and move twice as fast.
public struct Convention: Hashable, Sendable {
  /// What a paper trains.
  public enum Parametrisation: Hashable, Sendable {
    /// θ = u ⊙ v from u₀ = c a 1, v₀ = 0 at the paper's scale a.
    case product(start: Double)
    /// θ = w₊² − w₋² from w₊ = w₋ = c a 1.
    case squares(start: Double)
  }

  /// What a paper's loss is, k of k‖y − Xθ‖².
  public enum Loss: Hashable, Sendable {
    /// k = c/n for n samples: c = ½ in the lecture.
    case mean(Double)
    /// k = c whatever the number of samples.
    case sum(Double)
  }

  /// The paper's name for a reader.
  public let name: String
  /// What it trains.
  public let parametrisation: Parametrisation
  /// Its loss.
  public let loss: Loss

  /// A convention.
  ///
  /// O(1).
  public init(name: String, parametrisation: Parametrisation, loss: Loss) {
    self.name = name
    self.parametrisation = parametrisation
    self.loss = loss
  }

  /// The lecture's own.
  public static let lecture = Convention(
    name: "the lecture", parametrisation: .product(start: 2.squareRoot()), loss: .mean(0.5))
  /// Even, Pesme, Gunasekar and Flammarion 2023: the lecture's.
  public static let even2023 = Convention(
    name: "Even et al. 2023", parametrisation: .product(start: 2.squareRoot()), loss: .mean(0.5))
  /// Pesme, Pillaud-Vivien and Flammarion 2021.
  public static let pesme2021 = Convention(
    name: "Pesme et al. 2021", parametrisation: .squares(start: 1), loss: .mean(0.25))
  /// Pesme and Flammarion 2023, as their poster has it.
  public static let pesme2023 = Convention(
    name: "Pesme and Flammarion 2023", parametrisation: .product(start: 1), loss: .mean(0.5))
  /// Woodworth and others 2020, whose loss is a sum.
  public static let woodworth2020 = Convention(
    name: "Woodworth et al. 2020", parametrisation: .squares(start: 1), loss: .sum(1))
  /// Andriushchenko, Varre, Pillaud-Vivien and Flammarion 2023.
  public static let andriushchenko2023 = Convention(
    name: "Andriushchenko et al. 2023", parametrisation: .product(start: 1), loss: .mean(0.5))

  /// All of them.
  public static let all = [
    lecture, even2023, pesme2021, pesme2023, woodworth2020, andriushchenko2023,
  ]

  /// The lecture's α over the paper's.
  public var alphaFactor: Double {
    switch parametrisation {
    case .product(let start): start / 2.squareRoot()
    case .squares(let start): start * 2.squareRoot()
    }
  }

  /// The lecture's loss times this is the paper's, on n samples.
  ///
  /// O(1).
  public func lossFactor(samples: Int) -> Double {
    switch loss {
    case .mean(let factor): 2 * factor
    case .sum(let factor): 2 * factor * Double(samples)
    }
  }

  /// The lecture's step size, or its time, over the paper's, on n samples.
  ///
  /// O(1).
  public func stepFactor(samples: Int) -> Double {
    switch parametrisation {
    case .product: lossFactor(samples: samples)
    case .squares: 2 * lossFactor(samples: samples)
    }
  }

  /// The lecture's α for one of the paper.
  ///
  /// O(1).
  public func lectureAlpha(_ alpha: Double) -> Double { alphaFactor * alpha }

  /// The paper's α for one of the lecture.
  ///
  /// O(1).
  public func alpha(ofLecture alpha: Double) -> Double { alpha / alphaFactor }

  /// The paper's step size for one of the lecture.
  ///
  /// O(1).
  public func stepSize(ofLecture stepSize: Double, samples: Int) -> Double {
    stepSize / stepFactor(samples: samples)
  }

  /// The lecture's weights (u, v) for the paper's two vectors at any time of a run: (u, v) themselves,
  /// or (w₊ + w₋, w₊ − w₋).
  ///
  /// O(d).
  public func weights(_ first: [Double], _ second: [Double]) -> NetworkWeights {
    switch parametrisation {
    case .product: NetworkWeights(u: first, v: second)
    case .squares: NetworkWeights(p: first.map { 2 * $0 }, q: second.map { 2 * $0 })
    }
  }
}
