import Models

// Second ways to the numbers the claims certify: slower or cruder than the code under test, and
// sharing none of its steps beyond sums and products.

/// eᴬ by scaling, 20 terms of the Taylor series, and squaring.
func matrixExponential(_ a: Matrix) -> Matrix {
  let n = a.rows
  var squarings = 0
  var scaled = a
  while scaled.largestMagnitude * Double(n) > 0.5 {
    for k in scaled.elements.indices { scaled.elements[k] /= 2 }
    squarings += 1
  }
  var result = Matrix.identity(n)
  var term = result
  for k in 1...20 {
    term = term.times(scaled)
    for i in term.elements.indices { term.elements[i] /= Double(k) }
    for i in term.elements.indices { result.elements[i] += term.elements[i] }
  }
  for _ in 0..<squarings { result = result.times(result) }
  return result
}

/// θ(t) of θ̇ = Xᵀ(y − Xθ)/n from θ₀, by the exponential of the system extended by a constant.
func flowByExponential(_ x: Matrix, _ y: [Double], from start: [Double], at t: Double) -> [Double] {
  let d = x.columns
  let scale = t / Double(x.rows)
  var system = Matrix(rows: d + 1, columns: d + 1)
  let force = x.transposedTimes(y)
  for j in 0..<d {
    for k in 0..<d {
      system[j, k] = -scale * dot(x.column(j), x.column(k))
    }
    system[j, d] = scale * force[j]
  }
  return Array(matrixExponential(system).times(start + [1])[..<d])
}

/// θ₀ + Xᵀ(XXᵀ)⁻¹(y − Xθ₀) by Cholesky of XXᵀ: the projection onto the interpolators of n ≤ d
/// independent samples; for θ₀ = 0 it is (2.4).
func projectionByNormalEquations(
  _ x: Matrix, _ y: [Double], of start: [Double]
) throws(LinearAlgebraError) -> [Double] {
  let multipliers = try Cholesky(x.gram).solve(difference(y, x.times(start)))
  return sum(start, 1, times: x.transposedTimes(multipliers))
}

/// The largest distance of a vector from the span of the rows of X, by Cholesky of XXᵀ.
func distanceFromSpan(_ x: Matrix, _ vector: [Double]) throws(LinearAlgebraError) -> Double {
  let multipliers = try Cholesky(x.gram).solve(x.times(vector))
  return distance(vector, x.transposedTimes(multipliers))
}

/// (1/2n) Σ (y_i − ⟨θ, x_i⟩)², term by term.
func plainRisk(_ x: Matrix, _ y: [Double], _ theta: [Double]) -> Double {
  var total = 0.0
  for i in 0..<x.rows {
    var product = 0.0
    for j in 0..<x.columns { product += x[i, j] * theta[j] }
    total += (y[i] - product) * (y[i] - product)
  }
  return total / Double(2 * x.rows)
}

/// The gradient of a function by central differences of step h.
func differenceGradient(_ f: ([Double]) -> Double, at point: [Double], step h: Double) -> [Double] {
  point.indices.map { j in
    var (up, down) = (point, point)
    up[j] += h
    down[j] -= h
    return (f(up) - f(down)) / (2 * h)
  }
}

/// The last place found above 0 by bisection at which something still holds.
func bisected(to end: Double, rounds: Int = 60, where holds: (Double) -> Bool) -> Double {
  var (low, high) = (0.0, end)
  for _ in 0..<rounds {
    let middle = (low + high) / 2
    if holds(middle) { low = middle } else { high = middle }
  }
  return low
}

/// The residual that a computation gives; NaN, which fails every claim, when it throws.
func residual(_ compute: () throws -> Double) -> Double {
  (try? compute()) ?? .nan
}

/// The fixed problems the claims of section 2 are tried on.
struct LeastSquaresExample {
  /// The problem.
  let problem: LeastSquares
  /// A start θ₀.
  let start: [Double]

  /// n × d normal data with a dense teacher and the given label noise.
  init(samples n: Int, features d: Int, noise: Double, seed: UInt64) {
    let x = Matrix(rows: n, columns: d, elements: RandomStream(seed: seed).normals(n * d))
    let teacher = RandomStream(seed: seed, stream: 1).normals(d)
    let errors = RandomStream(seed: seed, stream: 2).normals(n)
    problem = LeastSquares(
      DataSet(unchecked: x, y: sum(x.times(teacher), noise, times: errors), teacher: teacher))
    start = RandomStream(seed: seed, stream: 3).normals(d)
  }

  /// 9 samples of 4 features with noise: no interpolator.
  static let over = LeastSquaresExample(samples: 9, features: 4, noise: 1, seed: 7)
  /// 3 samples of 6 features: a 3-dimensional affine set of interpolators.
  static let under = LeastSquaresExample(samples: 3, features: 6, noise: 1, seed: 7)

  /// The data matrix.
  var x: Matrix { problem.x }
  /// The targets.
  var y: [Double] { problem.y }

  /// A vector in Ker X, by the normal equations: w − Xᵀ(XXᵀ)⁻¹Xw for the k-th random w.
  func kernelVector(_ k: Int) throws(LinearAlgebraError) -> [Double] {
    let w = RandomStream(seed: 11, stream: UInt32(k)).normals(problem.features)
    return try projectionByNormalEquations(
      x, Array(repeating: 0, count: problem.samples), of: w)
  }
}
