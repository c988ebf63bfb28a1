internal import Elementary

/// eˣ.
func exponential(_ x: Double) -> Double { exp(x) }

/// log x.
func logarithm(_ x: Double) -> Double { log(x) }

/// m · 10ᵏ, the double nearest to it for |k| ≤ 22.
func decimal(_ m: Double, exponent k: Int) -> Double {
  let power = (0..<abs(k)).reduce(1.0) { result, _ in 10 * result }
  return k < 0 ? m / power : m * power
}
