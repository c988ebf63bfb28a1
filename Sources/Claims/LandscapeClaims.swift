import Models
import Records

private let rounding = "rounding in sums of a few terms of size 1 to 10"
private let differences = "central differences with step $10^{-5}$ of a polynomial of degree 4"

/// The claims of lecture section 3 up to Proposition 1: the network and its landscape.
func landscapeClaims() -> [Claim] {
  modelClaims() + scalarClaims() + jacobianClaims() + minimiserClaims() + saddleClaims()
}

/// (3.1) to (3.3), Figure 3 and Remark 1.
private func modelClaims() -> [Claim] {
  let example = NetworkExample.small
  let network = example.network
  let b = [2, -0.5, 3, 0.25]
  func shift(by b: [Double]) -> Double {
    let inverse = b.map { $0 == 0 ? 0 : 1 / $0 }
    let scaled = product(product(b, example.u), product(inverse, example.v))
    let losses = [
      network.loss(u: product(b, example.u), v: product(inverse, example.v)),
      network.loss(u: example.u, v: example.v),
    ]
    return [
      maximumNorm(difference(example.x.times(scaled), example.x.times(example.theta))),
      abs(losses[0] - losses[1]),
    ].worst
  }
  return [
    Claim(
      "3.1",
      #"$\langle \u \odot \v, \x \rangle$ is the two-layer linear network $\langle \u, \W \x "#
        + #"\rangle$ with $\W = \operatorname{diag}(\v)$."#,
      residual: residual {
        var w = Matrix(rows: 4, columns: 4)
        for j in 0..<4 { w[j, j] = example.v[j] }
        let residuals = (0..<2).map { i in
          example.y[i] - dot(example.u, w.times(Array(example.x.row(i))))
        }
        return abs(network.loss(u: example.u, v: example.v) - dot(residuals, residuals) / 4)
      },
      tolerance: 1e-14, reason: rounding),
    Claim(
      "fig-3", "With 4 inputs and 4 hidden units the dense network has 20 weights, ours 8.",
      residual: Double(
        abs(Matrix(rows: 4, columns: 4).elements.count + example.u.count - 20)
          + abs(network.jacobian(u: example.u, v: example.v).columns - 8)),
      tolerance: 0, reason: "a count"),
    Claim(
      "remark-1",
      #"$f(\x; \B \odot \u, \B^{-1} \odot \v) = f(\x; \u, \v)$ for every $\B$ without a zero "#
        + #"entry (3.2)."#,
      residual: shift(by: b), tolerance: 1e-14, reason: rounding,
      printed: .conditionAdded(
        #"“for any non-zero vector $\B \in \R^d$”: $b_1 = 0$ loses the first coordinate."#,
        residual: shift(by: [0, -0.5, 3, 0.25]))),
    Claim(
      "3.2", #"The loss is constant along the orbits $(\B \odot \u, \B^{-1} \odot \v)$."#,
      residual: abs(
        example.plainLoss(product(b, example.u) + product(b.map { 1 / $0 }, example.v))
          - network.loss(u: example.u, v: example.v)),
      tolerance: 1e-14, reason: rounding),
    Claim(
      "3.3", "$L$ is the mean of half the squared residuals; its Hessian in blocks.",
      residual: [
        abs(network.loss(u: example.u, v: example.v) - example.plainLoss(example.u + example.v)),
        hessianDefect(example),
      ].worst,
      tolerance: 1e-8, reason: differences),
    Claim(
      "3.3-convex",
      #"$L$ is not convex: it is 0 at $(\u, \v)$ and $(-\u, -\v)$ of an interpolator and $\|\y\|^2/(2n)$ "#
        + #"half-way between them."#,
      residual: residual {
        let theta = try projectionByNormalEquations(example.x, example.y, of: [0, 0, 0, 0])
        let weights = try NetworkWeights(interpolator: theta, alpha: 0.5)
        let (u, v) = (weights.u, weights.v)
        let (away, middle) = (u.map { -$0 }, u.map { _ in 0.0 })
        return [
          network.loss(u: u, v: v), network.loss(u: away, v: v.map { -$0 }),
          abs(network.loss(u: middle, v: middle) - dot(example.y, example.y) / 4),
        ].worst
      },
      tolerance: 1e-14, reason: rounding),
  ]
}

/// The Hessian against differences of the gradient.
private func hessianDefect(_ example: NetworkExample) -> Double {
  let network = example.network
  let d = example.u.count
  let hessian = network.hessian(u: example.u, v: example.v)
  return (0..<2 * d).map { k in
    let column = differenceGradient(
      { w in
        let gradient = network.gradient(u: Array(w[..<d]), v: Array(w[d...]))
        return (gradient.u + gradient.v)[k]
      }, at: example.u + example.v, step: 1e-5)
    return maximumNorm(difference(column, hessian.column(k)))
  }.worst
}

/// (3.4), the text after it, and Figure 4.
private func scalarClaims() -> [Claim] {
  let two = ScalarNetwork(label: 2)
  let one = ScalarNetwork(label: 1)
  let network = DiagonalNetwork(
    DataSet(unchecked: Matrix(rows: [[1]]), y: [1], teacher: nil))
  let minima: [SIMD2<Double>] = [[2, 1], [-4, -0.5], [0.1, 20]]
  let points: [SIMD2<Double>] = [[1.5, -0.5], [0.2, 0.3], [-2, 1]]
  func saddleDefect(at place: Double) -> Double {
    let eigenvalues = network.hessianEigenvalues(u: [place], v: [place])
    return abs(eigenvalues[0] + 1) + abs(eigenvalues[1] - 1)
  }
  return [
    Claim(
      "3.4", #"For $n = d = 1$ and $x = 1$, $L(u, v) = \frac12 (y - uv)^2$."#,
      residual: points.map { abs(one.loss($0) - network.loss(u: [$0.x], v: [$0.y])) }.worst,
      tolerance: 1e-15, reason: rounding),
    Claim(
      "after-3.4-minima", #"The global minima are the hyperbola $uv = y$, where $y \neq 0$."#,
      residual: minima.map { two.loss($0) }.worst, tolerance: 1e-15, reason: rounding,
      printed: .corrected(
        "“the global minima manifold is given by the hyperbola $uv = 1$”: tried at $y = 2$.",
        residual: two.loss([1, 1]))),
    Claim(
      "after-3.4-derivatives", #"$\partial_u L = -(y - uv) v$ and $\partial_v L = -(y - uv) u$."#,
      residual: points.map { point in
        let numeric = differenceGradient(
          { two.loss(SIMD2($0[0], $0[1])) }, at: [point.x, point.y], step: 1e-5)
        let exact = two.gradient(point)
        return maximumNorm(difference(numeric, [exact.x, exact.y]))
      }.worst,
      tolerance: 1e-8, reason: differences),
    Claim(
      "after-3.4-saddle",
      #"Newton's method on $\nabla L$ from 40 random starts ends on $uv = y$ or in the saddle $u = v = "#
        + #"0$, of curvatures $\pm y$."#,
      residual: [
        saddleDefect(at: 0), abs(one.gradient([0, 0]).x), network.searchDefect(saddles: [[0]]),
      ].worst,
      tolerance: 1e-12, reason: "the farthest end from both, and rounding",
      printed: .corrected(
        "“the only other critical point is the saddle-point $u = v = 1$”: at $y = 1$ that is a "
          + "minimum.",
        residual: saddleDefect(at: 1))),
    Claim(
      "fig-4",
      #"At $y = 1$: the minima $uv = 1$ have $L = 0$, and the level set of the saddle is $L = "#
        + #"\frac12$."#,
      residual: (ScalarLevelSet(of: one, level: 0, window: 2.5).polylines(tolerance: 1e-3)
        .joined().map { one.loss($0) }.worst)
        + (ScalarLevelSet(of: one, level: one.loss([0, 0]), window: 2.5)
          .polylines(tolerance: 1e-3).joined().map { abs(one.loss($0) - 0.5) }.worst),
      tolerance: 1e-14, reason: rounding),
  ]
}

/// (3.8), (3.12) and (3.9).
private func minimiserClaims() -> [Claim] {
  let example = NetworkExample.small
  let one = NetworkExample(x: Matrix(rows: [[1, 1]]), y: [1], u: [1, 1], v: [1, 0])
  let square = NetworkExample.square
  let printed = Claim.Printed.corrected(
    #"“$\left\{\sign(\t_\star) \sqrt{|\t_\star|} \odot \B, \sqrt{|\t_\star|} \odot \B^{-1} : "#
      + #"\t_\star \in \set, \B \in \R^d, \B \neq 0\right\}$”: it has $u_j = v_j = 0$ where "#
      + #"$\theta_j = 0$."#,
    residual: distanceFromPrintedMinimisers(one))
  /// The loss at an orbit of an interpolator and where θ_j = 0 on an axis; and whether it is
  /// ‖y − X(u ⊙ v)‖²/(2n), which is 0 at interpolators alone, at 20 random weights.
  func minimiserDefect() throws -> Double {
    let theta = try Potential(alpha: 0.3, dimension: 4).interpolator(example.x, example.y).theta
    let b = [1, -2, 0.5, 3]
    let u = theta.indices.map { (theta[$0] < 0 ? -1 : 1) * abs(theta[$0]).squareRoot() * b[$0] }
    let v = theta.indices.map { abs(theta[$0]).squareRoot() / b[$0] }
    let squares = (0..<20).map { k -> Double in
      let w = RandomStream(seed: 14, stream: UInt32(k)).normals(8)
      let (u, v) = (Array(w[..<4]), Array(w[4...]))
      return abs(example.network.loss(u: u, v: v) / example.plainLoss(w) - 1)
    }
    let ends = [example.network.loss(u: u, v: v), one.network.loss(u: one.u, v: one.v)]
    return (squares + ends).worst
  }
  func gradientDefect(transposed: Bool) -> Double {
    let inner =
      transposed ? square.x.transposedTimes(square.theta) : square.x.times(square.theta)
    let pull = square.x.transposedTimes(difference(square.y, inner)).map { $0 / 2 }
    let formula = product(square.v, pull) + product(square.u, pull)
    let numeric = differenceGradient(square.plainLoss, at: square.u + square.v, step: 1e-5)
    return maximumNorm(sum(formula, 1, times: numeric))
  }
  let origin = Array(repeating: 0.0, count: 4)
  let idle = DiagonalNetwork(DataSet(unchecked: example.x, y: [0, 0], teacher: nil))
  return [
    Claim(
      "3.8",
      #"$L = \|\y - \X (\u \odot \v)\|^2/(2n)$, so that the $(\u, \v)$ with $\X (\u \odot \v) = \y$ are "#
        + #"its minimisers, with those where $\theta_j = 0$ among them."#,
      residual: residual { try minimiserDefect() }, tolerance: 1e-13, reason: rounding,
      printed: printed),
    Claim(
      "3.9",
      #"$\nabla_{\u} L = -\frac1n \v \odot \X^\top (\y - \X (\u \odot \v))$, and $\nabla_{\v} L$ "#
        + #"with $\u$ in front."#,
      residual: gradientDefect(transposed: false), tolerance: 1e-9, reason: differences,
      printed: .corrected(
        #"“$-\frac1n \v \odot \X^\top (\y - \X^\top (\u \odot \v))$”, which is defined for $n = "#
          + #"d$ only: tried there."#,
        residual: gradientDefect(transposed: true))),
    Claim(
      "after-3.9",
      #"$(\zero, \zero)$ is a saddle of least curvature $-\|\X^\top \y\|_\infty/n$; for $\X^\top "#
        + #"\y = \zero$ it is a minimum."#,
      residual: abs(
        example.network.hessianEigenvalues(u: origin, v: origin)[0]
          + maximumNorm(example.pull(origin))) + idle.loss(u: origin, v: origin),
      tolerance: 1e-14, reason: rounding),
    Claim(
      "3.12",
      #"Of the critical points that the supports give, those with $\X (\u \odot \v) = \y$ have $L = "#
        + #"0$, and beside the others $L$ falls and rises, by $\mp |g_j| \varepsilon^2 + \frac12 "#
        + #"\hat{\Sigma}_{jj} \varepsilon^4$."#,
      residual: residual {
        try example.network.criticalPoints().map { point in
          plainRisk(example.x, example.y, point.theta) < 1e-25
            ? example.network.loss(u: point.u, v: point.v)
            : example.network.moveDefect(at: point, size: 0.1)
        }.worst
      },
      tolerance: 1e-14, reason: rounding,
      printed: printed),
  ]
}

/// (3.10), (3.11), (3.13) and Proposition 1.
private func saddleClaims() -> [Claim] {
  let example = NetworkExample.small
  let network = example.network
  let points = (try? network.criticalPoints()) ?? []
  let saddles = points.filter { $0.kind == .saddle }
  func gradient(_ points: [CriticalPoint], onSupport: Bool) -> Double {
    points.map { point in
      let pull = example.pull(point.theta)
      // A point may have an empty support, or a full one.
      let part = pull.indices.filter { (point.theta[$0] != 0) == onSupport }
      return ([0] + part.map { abs(pull[$0]) }).worst
    }.worst
  }
  return [
    Claim(
      "3.10", #"The support is where $\t$ is not 0; each point's lies in the one given."#,
      residual: Double(points.count { !Set($0.actualSupport).isSubset(of: $0.support) }),
      tolerance: 0, reason: "a count"),
    Claim(
      "after-3.10", #"$\nabla \risk(\t_c)_j = 0$ for $j \in \supp(\t_c)$."#,
      residual: gradient(saddles, onSupport: true), tolerance: 1e-13, reason: rounding,
      printed: .corrected(
        #"“$\nabla_{\t} \risk(\t)_j = 0$ for $j \notin \supp(\t_c)$”"#,
        residual: gradient(saddles, onSupport: false))),
    Claim(
      "3.11", #"$\t_c$ minimises $\risk$ among the vectors with its support."#,
      residual: residual {
        try points.filter { $0.isUnique && !$0.support.isEmpty }.map { point in
          let columns = example.x.selecting(columns: point.support)
          let normal = try Cholesky(columns.transposed.gram)
            .solve(columns.transposedTimes(example.y))
          return maximumNorm(difference(normal, point.support.map { point.theta[$0] }))
        }.worst
      },
      tolerance: 1e-13, reason: "rounding of the normal equations"),
    Claim(
      "after-3.11", "All points of the orbit of a saddle are critical.",
      residual: saddles.map { point in
        let b = [2, -0.5, 3, 0.25]
        let orbit = product(b, point.u) + product(b.map { 1 / $0 }, point.v)
        return maximumNorm(differenceGradient(example.plainLoss, at: orbit, step: 1e-5))
      }.worst,
      tolerance: 1e-8, reason: differences),
    Claim(
      "3.13",
      #"A restricted minimiser is a saddle where it does not interpolate, and strict: "#
        + #"$\lambda_{\mathrm{min}} \le -\|\g\|_\infty$ with $\g = \nabla \risk(\t_c)$."#,
      residual: points.map { point in
        let least = network.hessianEigenvalues(u: point.u, v: point.v)[0]
        let slope = maximumNorm(example.pull(point.theta))
        let interpolates = plainRisk(example.x, example.y, point.theta) < 1e-25
        return interpolates ? (-least).positivePart : (least + slope).positivePart
      }.worst,
      tolerance: 1e-13, reason: "rounding of eigenvalues",
      printed: .conditionAdded(
        #"“All the other critical points are saddle-points, given by $\t_c = \t(\u_c, \v_c)$ such "#
          + #"that” (3.13): the number of such points that are minima."#,
        residual: Double(points.count { plainRisk(example.x, example.y, $0.theta) < 1e-25 }))),
    Claim(
      "prop-1",
      #"For $\X = (1 \; 2)$, $y = 2$ Newton's method on $\nabla L$ ends in minima or the one "#
        + #"predicted saddle only."#,
      residual: residual {
        let network = DiagonalNetwork(
          DataSet(unchecked: Matrix(rows: [[1, 2]]), y: [2], teacher: nil))
        let predicted = try network.criticalPoints().filter { $0.kind == .saddle }.map(\.theta)
        return predicted.count == 1 ? network.searchDefect(saddles: predicted) : .nan
      },
      tolerance: 1e-13,
      reason: #"the farthest end from $\risk = 0$ and from the saddle, of 40 random starts"#),
    Claim(
      "prop-1-count",
      #"For three sets of normal data the saddles are the least-squares solutions on the supports of "#
        + #"fewer than $n$ coordinates, $\sum_{k<n} \binom{d}{k}$ of them, one to one."#,
      residual: residual {
        try [(1, 2), (2, 4), (3, 5)].map { n, d in
          let example = LeastSquaresExample(samples: n, features: d, noise: 1, seed: 8)
          return try DiagonalNetwork(
            DataSet(unchecked: example.x, y: example.y, teacher: nil)
          ).saddleDefect()
        }.worst
      },
      tolerance: 1e-11,
      reason: #"normal equations at $(n, d) = (1, 2)$, $(2, 4)$, $(3, 5)$: 1, 5 and 16 saddles"#),
  ]
}
