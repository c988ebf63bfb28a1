/// ∫ f over [a, b] for a smooth f: 10-point Gauss–Legendre on equal pieces.
///
/// An analytic f whose nearest singularity is a few piece lengths away is integrated to rounding.
func integral(
  from a: Double, to b: Double, pieces: Int = 64, of f: (Double) -> Double
) -> Double {
  let half = 0.5 * (b - a) / Double(pieces)
  var sum = 0.0
  for piece in 0..<pieces {
    let centre = a + Double(2 * piece + 1) * half
    for (node, weight) in gaussLegendre {
      sum += weight * (f(centre - node * half) + f(centre + node * half))
    }
  }
  return sum * half
}

/// The positive nodes and their weights of the 10-point rule on [−1, 1].
let gaussLegendre: [(Double, Double)] = [
  (0.148874338981631210884826001129720, 0.295524224714752870173815619188769),
  (0.433395394129247190799265943165784, 0.269266719309996355091226921569469),
  (0.679409568299024406234327365114874, 0.219086362515982043995534934228163),
  (0.865063366688984510732096688423493, 0.149451349150580593145863396957668),
  (0.973906528517171720077964012084452, 0.066671344308688137593568809893332),
]
