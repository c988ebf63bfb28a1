import Glibc

/// |got − want| relative to |want|; absolute where want is 0.
func relative(_ got: Double, _ want: Double) -> Double {
  want == 0 ? abs(got) : abs(got - want) / abs(want)
}

/// baseᵉ.
func power(_ base: Double, _ exponent: Double) -> Double {
  pow(base, exponent)
}

/// The largest |got − want| over the largest |want|.
func relative(_ got: [Double], _ want: [Double]) -> Double {
  guard got.count == want.count else { return .infinity }
  let size = want.map { abs($0) }.max() ?? 0
  let error = zip(got, want).map { abs($0 - $1) }.max() ?? 0
  return size == 0 ? error : error / size
}
