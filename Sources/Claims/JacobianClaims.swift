internal import Elementary
import Models
import Records

private let rounding = "rounding in sums of a few terms of size 1 to 10"
private let differences = "central differences with step $10^{-5}$ of a polynomial of degree 4"

/// (3.5) to (3.7), Remark 2 and the text around.
func jacobianClaims() -> [Claim] {
  let example = NetworkExample.small
  let network = example.network
  let jacobian = network.jacobian(u: example.u, v: example.v)
  let w = example.u + example.v
  let saddles = (try? network.criticalPoints().filter { $0.kind == .saddle }) ?? []
  let one = NetworkExample(x: Matrix(rows: [[1, 1]]), y: [1], u: [1, 1], v: [1, 0])
  return [
    Claim(
      "remark-2",
      #"Weights of one $\t$ at three scales are one orbit where $\theta_j \neq 0$; where $\theta_j = "#
        + #"0$ they lie on an axis, and points of both axes have the same loss."#,
      residual: residual { try orbitDefect() }, tolerance: 1e-13, reason: rounding,
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
func distanceFromPrintedMinimisers(_ example: NetworkExample) -> Double {
  let theta = example.theta
  let off = theta.indices.filter { theta[$0] == 0 }
  return ([0] + off.map { hypot(example.u[$0], example.v[$0]) }).worst
}
