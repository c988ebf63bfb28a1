internal import Elementary
import Models
import Records

private let rounding = "rounding in sums of a few terms of size 1 to 10"
private let differences = "central differences with step 1e-5 of a polynomial of degree 4"

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
      #"The only other critical point is the saddle $u = v = 0$, of curvatures $\pm y$."#,
      residual: saddleDefect(at: 0) + maximumNorm([one.gradient([0, 0]).x]), tolerance: 1e-14,
      reason: rounding,
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

/// (3.5) to (3.7), Remark 2 and the text around.
private func jacobianClaims() -> [Claim] {
  let example = NetworkExample.small
  let network = example.network
  let jacobian = network.jacobian(u: example.u, v: example.v)
  let w = example.u + example.v
  let saddles = (try? network.criticalPoints().filter { $0.kind == .saddle }) ?? []
  let one = NetworkExample(x: Matrix(rows: [[1, 1]]), y: [1], u: [1, 1], v: [1, 0])
  return [
    Claim(
      "remark-2",
      #"The weights of one $\t$ are an orbit where $\theta_j \neq 0$ and both axes where "#
        + #"$\theta_j = 0$."#,
      residual: one.plainLoss(one.u + one.v), tolerance: 0,
      reason: #"the loss at $\u = (1, 1)$, $\v = (1, 0)$ for $\x = (1, 1)$, $y = 1$"#,
      printed: .conditionAdded(
        #"“a full orbit of the group”: that of $\t = (1, 0)$ has $u_2 = v_2 = 0$, at distance 1 "#
          + #"from the minimiser tried."#,
        residual: distanceFromPrintedMinimisers(one))),
    Claim(
      "3.5", #"$L$ is the risk after the map $(\u, \v) \mapsto \u \odot \v$."#,
      residual: abs(network.data.risk(example.theta) - example.plainLoss(w)), tolerance: 1e-14,
      reason: rounding),
    Claim(
      "3.6", #"$\nabla L = \J^\top \nabla \risk$."#,
      residual: {
        let risk = differenceGradient(
          { plainRisk(example.x, example.y, $0) }, at: example.theta, step: 1e-5)
        let loss = differenceGradient(example.plainLoss, at: w, step: 1e-5)
        return maximumNorm(difference(jacobian.transposedTimes(risk), loss))
      }(),
      tolerance: 1e-8, reason: differences),
    Claim(
      "after-3.6",
      #"At critical points of $L$ that are none of $\risk$, $\nabla \risk$ lies in the kernel of "#
        + #"$\J^\top$."#,
      residual: saddles.map { point in
        maximumNorm(
          network.jacobian(u: point.u, v: point.v).transposedTimes(example.pull(point.theta)))
      }.worst,
      tolerance: 1e-13, reason: rounding,
      printed: .corrected(
        "“or elements or in the kernel of the Jacobian”",
        residual: saddles.map { point in
          maximumNorm(network.jacobian(u: point.u, v: point.v).times(point.u + point.v))
        }.worst)),
    Claim(
      "3.7",
      #"$\partial_{u_j} \theta_k = v_k \delta_{jk}$ and $\partial_{v_j} \theta_k = u_k "#
        + #"\delta_{jk}$; $\J$ has rank $d$ where no $(u_j, v_j) = (0, 0)$."#,
      residual: jacobianDefect(example), tolerance: 1e-9, reason: differences),
    Claim(
      "after-3.7",
      #"Where $(u_j, v_j) = (0, 0)$ and $g_j = \nabla \risk(\t_c)_j \neq 0$ the move "#
        + #"$(\varepsilon, -\sign(g_j) \varepsilon)$ changes $L$ by $-|g_j| \varepsilon^2 + "#
        + #"\frac12 \hat{\Sigma}_{jj} \varepsilon^4$."#,
      residual: moveDefect(example) { slope, curvature, size in
        -slope * size * size + curvature * size * size * size * size / 2
      },
      tolerance: 1e-14, reason: rounding,
      printed: .corrected(
        "“these points cannot be extremisers of the loss, since the loss is flat across these "
          + "directions”: a change of 0 is tried.",
        residual: moveDefect(example) { _, _, _ in 0 })),
  ]
}

/// How far a predicted change of L at the origin is from the change of the plain loss.
private func moveDefect(
  _ example: NetworkExample, predicted: (Double, Double, Double) -> Double
) -> Double {
  let d = example.x.columns
  let gradient = example.pull(Array(repeating: 0, count: d)).map { -$0 }
  let zero = Array(repeating: 0.0, count: 2 * d)
  return (0..<d).map { j in
    let size = 0.1
    var w = zero
    w[j] = size
    w[d + j] = gradient[j] < 0 ? size : -size
    let column = example.x.column(j)
    let curvature = dot(column, column) / Double(example.x.rows)
    let change = example.plainLoss(w) - example.plainLoss(zero)
    return abs(change - predicted(abs(gradient[j]), curvature, size))
  }.worst
}

/// J against differences of θ, and its rank by singular values with 0, 1 and 2 dead coordinates.
private func jacobianDefect(_ example: NetworkExample) -> Double {
  let d = example.u.count
  let network = example.network
  let jacobian = network.jacobian(u: example.u, v: example.v)
  var defect = 0.0
  for k in 0..<d {
    let row = differenceGradient(
      { $0[k] * $0[d + k] }, at: example.u + example.v, step: 1e-5)
    defect = [defect, maximumNorm(difference(row, Array(jacobian.row(k))))].worst
  }
  for dead in 0...2 {
    let u = example.u.indices.map { $0 < dead ? 0 : example.u[$0] }
    let v = example.v.indices.map { $0 < dead ? 0 : example.v[$0] }
    let rank = SingularValueDecomposition(network.jacobian(u: u, v: v)).rank()
    if rank != d - dead || network.jacobianRank(u: u, v: v) != rank { return 1 }
  }
  return defect
}

/// The distance of (u, v) with X = [1 1], y = 1 from the printed set (3.8) of minimisers: where
/// θ_j = 0 that set has u_j = v_j = 0 only.
private func distanceFromPrintedMinimisers(_ example: NetworkExample) -> Double {
  let theta = example.theta
  let off = theta.indices.filter { theta[$0] == 0 }
  return ([0] + off.map { hypot(example.u[$0], example.v[$0]) }).worst
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
  func minimiserDefect(_ id: String) -> Double {
    residual {
      // Orbits of interpolators other than the limit, and the axes where θ_j = 0.
      let theta = try Potential(alpha: 0.3, dimension: 4)
        .interpolator(example.x, example.y).theta
      let b = id == "3.8" ? [1, -2, 0.5, 3] : [-1, 0.1, 2, 5]
      let u = theta.indices.map { (theta[$0] < 0 ? -1 : 1) * abs(theta[$0]).squareRoot() * b[$0] }
      let v = theta.indices.map { abs(theta[$0]).squareRoot() / b[$0] }
      return example.plainLoss(u + v) + one.plainLoss(one.u + one.v)
    }
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
      "3.8", #"The minimisers are all $(\u, \v)$ with $\X (\u \odot \v) = \y$."#,
      residual: minimiserDefect("3.8"), tolerance: 1e-20, reason: "squares of rounding",
      printed: printed),
    Claim(
      "3.9",
      #"$\nabla_{\u} L = -\frac1n \v \odot \X^\top (\y - \X (\u \odot \v))$, and $\nabla_{\v} L$ "#
        + #"with $\u$ in front."#,
      residual: gradientDefect(transposed: false), tolerance: 1e-8, reason: differences,
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
      #"All extremisers of $L$ are global minima: the $(\u, \v)$ with $\X (\u \odot \v) = \y$."#,
      residual: minimiserDefect("3.12"), tolerance: 1e-20, reason: "squares of rounding",
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
      tolerance: 1e-12, reason: "rounding of the normal equations"),
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
      tolerance: 1e-12, reason: "rounding of eigenvalues",
      printed: .conditionAdded(
        #"“All the other critical points are saddle-points, given by $\t_c = \t(\u_c, \v_c)$ such "#
          + #"that” (3.13): the number of such points that are minima."#,
        residual: Double(points.count { plainRisk(example.x, example.y, $0.theta) < 1e-25 }))),
    Claim(
      "prop-1",
      #"For $\X = (1 \; 2)$, $y = 2$ Newton's method on $\nabla L$ ends in minima or the one "#
        + #"predicted saddle only."#,
      residual: searchDefect(), tolerance: 1e-9,
      reason: #"the farthest end from $\risk = 0$ and from the saddle, of 40 random starts"#),
    Claim(
      "prop-1-count",
      #"For generic data the saddles are the supports of fewer than $n$ coordinates: $\sum_{k<n} "#
        + #"\binom{d}{k}$ of them."#,
      residual: Double(
        [(1, 2), (2, 4), (3, 5)].reduce(0) { $0 + saddleCountDefect(samples: $1.0, features: $1.1) }
      ),
      tolerance: 0, reason: "counts at $(n, d) = (1, 2)$, $(2, 4)$, $(3, 5)$: 1, 5 and 16"),
  ]
}

/// How far the number of distinct saddles of a random network is from the sum of binomials.
private func saddleCountDefect(samples n: Int, features d: Int) -> Int {
  let example = LeastSquaresExample(samples: n, features: d, noise: 1, seed: 8)
  let network = DiagonalNetwork(DataSet(unchecked: example.x, y: example.y, teacher: nil))
  let saddles = ((try? network.criticalPoints()) ?? []).filter { $0.kind == .saddle }
  let different = saddles.reduce(into: [[Double]]()) { kept, point in
    if !kept.contains(where: { distance($0, point.theta) < 1e-9 }) { kept.append(point.theta) }
  }
  var (binomial, total) = (1, 0)
  for k in 0..<n {
    total += binomial
    binomial = binomial * (d - k) / (k + 1)
  }
  return abs(different.count - total)
}

/// Newton's method on ∇L = 0 from random starts: how far an end is from the predicted points.
private func searchDefect() -> Double {
  let network = DiagonalNetwork(
    DataSet(unchecked: Matrix(rows: [[1, 2]]), y: [2], teacher: nil))
  let predicted = ((try? network.criticalPoints()) ?? []).filter { $0.kind == .saddle }
  guard predicted.count == 1 else { return .nan }
  var worst = 0.0
  for k in 0..<40 {
    var w = RandomStream(seed: 41, stream: UInt32(k)).normals(4)
    for _ in 0..<60 {
      let (u, v) = (Array(w[..<2]), Array(w[2...]))
      let gradient = network.gradient(u: u, v: v)
      let step = SingularValueDecomposition(network.hessian(u: u, v: v))
        .leastNormSolution(gradient.u + gradient.v, cutoff: 1e-9)
      w = difference(w, step)
    }
    let theta = product(Array(w[..<2]), Array(w[2...]))
    let interpolation = plainRisk(network.data.x, network.data.y, theta).squareRoot()
    worst = [worst, [interpolation, distance(theta, predicted[0].theta)].least].worst
  }
  return worst
}
