import Elementary
import Models
public import Records

/// What the lecture's models say of the experiments of the papers, each by a second route, on small
/// instances.
///
/// O(1): instances of fixed size, at most 20 samples of 40 features.
public func paperClaims() -> [Claim] {
  flowPaperClaims() + descentPaperClaims() + noisePaperClaims() + marginPaperClaims()
    + randomClaims() + measureClaims() + paperFigureClaims() + partClaims() + curveClaims()
    + routeClaims()
}

/// Normal X, n × d, with a sparse teacher.
func sparseData(
  _ n: Int, _ d: Int, entries: Features = .gaussian, seed: UInt64
) throws -> DataSet {
  try DataSet.regression(
    samples: n, features: d, entries: entries, teacher: .sparse(nonzeros: 2), seed: seed)
}

/// −∇R̂ by plain sums.
func plainPull(_ data: DataSet, _ theta: [Double]) -> [Double] {
  NetworkExample(x: data.x, y: data.y, u: theta, v: theta).pull(theta)
}

/// SGD on (u, v) in plain sums, over the samples of stream 10.
func plainDescent(
  _ data: DataSet, alpha: Double, stepSize: Double, steps: Int
) -> (theta: [Double], gains: [Double], integral: Double) {
  var u = Array(repeating: 2.squareRoot() * alpha, count: data.features)
  var v = u.map { _ in 0.0 }
  var gains = v
  var integral = 0.0
  let stream = RandomStream(seed: 5, stream: 10)
  for k in 0..<steps {
    integral += stepSize * plainRisk(data.x, data.y, product(u, v))
    let row = Array(data.x.row(stream.integer(below: data.samples, at: UInt64(k))))
    let i = stream.integer(below: data.samples, at: UInt64(k))
    let a = row.map { stepSize * (data.y[i] - dot(row, product(u, v))) * $0 }
    for j in a.indices {
      (u[j], v[j]) = (u[j] + a[j] * v[j], v[j] + a[j] * u[j])
      gains[j] -= log(abs((1 - a[j]) * (1 + a[j])))
    }
  }
  return (product(u, v), gains, integral)
}
