internal import Elementary
import Models
import Records

private let integration =
  #"Runge and Kutta of order 4 on $(\u, \v)$ with steps of $5 \times 10^{-3}$ or less"#
private let quotients = "differences of order 8 with steps of 0.01 of the integrated flow"
private let slopes = "differences of order 8 with steps of 0.01 of the states"
private let rounding = "rounding in sums of a few terms of size 1 to 10"

/// The claims of lecture section 3.2: (3.14) to (3.28), the flow and its mirror form.
func networkFlowClaims() -> [Claim] {
  weightFlowClaims() + invariantClaims() + potentialClaims() + mirrorClaims()
    + projectionClaimsOfNetwork()
}

/// (3.14) to (3.16) and the residual after (3.15).
private func weightFlowClaims() -> [Claim] {
  let example = NetworkExample.small
  let square = NetworkExample.square
  let integrated = example.integrated(to: 1.5, steps: 600)
  let state = try? example.flow().trajectory(until: .times([1.5]), tolerance: 1e-11).last
  func squareDefect(transposed: Bool) -> Double {
    residual {
      let flow = try square.flow().trajectory(until: .times([1]), tolerance: 1e-11).last
      let other = square.integrated(to: 1, steps: 400) { theta in
        let inner = transposed ? square.x.transposedTimes(theta) : square.x.times(theta)
        return square.x.transposedTimes(difference(square.y, inner)).map { $0 / 2 }
      }
      return distance(product(other.u, other.v), flow.theta)
    }
  }
  return [
    Claim(
      "3.14",
      #"$\dot{\u} = \v \odot \X^\top \r/n$: $\u$ of the reduced flow is that of the flow of $(\u, "#
        + #"\v)$."#,
      residual: distance(state?.u ?? [], or: integrated.u), tolerance: 1e-8, reason: integration),
    Claim(
      "3.15",
      #"$\dot{\v} = \u \odot \X^\top \r/n$: $\v$ of the reduced flow is that of the flow of $(\u, "#
        + #"\v)$."#,
      residual: distance(state?.v ?? [], or: integrated.v), tolerance: 1e-8, reason: integration),
    Claim(
      "after-3.15", #"$\r = \y - \X (\u \odot \v)$."#, residual: squareDefect(transposed: false),
      tolerance: 1e-9, reason: integration,
      printed: .corrected(
        #"“$\r(t) = \y - \X^\top (\u(t) \odot \v(t))$”, which is defined for $n = d$ only: tried "#
          + #"there."#,
        residual: squareDefect(transposed: true))),
    Claim(
      "3.16",
      #"$\dot{\t} = \frac1n \X^\top \r \odot (\u^2 + \v^2)$ for the states of the reduced flow."#,
      residual: FlowMoment.worst { example, moment in
        let (u, v) = (moment.state.u, moment.state.v)
        let rate = sum(product(u, u), 1, times: product(v, v))
        return distance(moment.theta, product(example.pull(moment.state.theta), rate))
      },
      tolerance: 1e-11, reason: slopes),
  ]
}

/// The distance of two vectors; NaN when one is missing.
private func distance(_ a: [Double], or b: [Double]) -> Double {
  a.count == b.count ? distance(a, b) : .nan
}

/// (3.17) to (3.20).
private func invariantClaims() -> [Claim] {
  let example = NetworkExample.small
  func velocityDefect(_ factor: Double) -> Double {
    FlowMoment.worst { example, moment in
      let norms = zip(moment.state.theta, example.scales).map { hypot($0, $1) }
      let formula = product(norms, example.pull(moment.state.theta)).map { factor * $0 }
      return distance(moment.theta, formula)
    }
  }
  /// u² + v² of the states against a multiple of √(θ² + I²), with θ of the states, which is computed
  /// from the multipliers, and I of the start.
  func squaresDefect(_ factor: Double) -> Double {
    FlowMoment.worst { example, moment in
      let state = moment.state
      let squares = sum(product(state.u, state.u), 1, times: product(state.v, state.v))
      return distance(squares, zip(state.theta, example.scales).map { factor * hypot($0, $1) })
    }
  }
  return [
    Claim(
      "3.17", #"$\I = (\u^2 - \v^2)/2$ of the reduced flow's states is that of the start."#,
      residual: residual {
        let state = try example.flow().trajectory(until: .times([2])).last
        return distance(zip(state.u, state.v).map { ($0 - $1) * ($0 + $1) / 2 }, example.scales)
      },
      tolerance: 1e-14, reason: rounding),
    Claim(
      "3.18",
      #"$\dot{\I} = \u \odot \dot{\u} - \v \odot \dot{\v} = \zero$ for the states of the reduced "#
        + #"flow."#,
      residual: FlowMoment.worst { _, moment in
        distance(product(moment.state.u, moment.u), product(moment.state.v, moment.v))
      },
      tolerance: 1e-11, reason: slopes),
    Claim(
      "3.19", #"$\u^2 + \v^2 = 2 \sqrt{\t^2 + \I^2}$ for the states of the reduced flow."#,
      residual: squaresDefect(2), tolerance: 1e-13, reason: rounding,
      printed: .corrected(
        #"“$\u^2 + \v^2 = \sqrt{\t^2 + \I^2}$”"#, residual: squaresDefect(1))),
    Claim(
      "3.20",
      #"$\dot{\t} = \frac2n \X^\top \r \odot \sqrt{\t^2 + \I^2} = -2 \sqrt{\t^2 + \I^2} \odot "#
        + #"\nabla \risk(\t)$ for the states of the reduced flow."#,
      residual: velocityDefect(2), tolerance: 1e-11, reason: slopes,
      printed: .corrected(
        #"“$\dot{\t}(t) = -\frac2n \X^\top \r(t) \odot \sqrt{\t(t)^2 + \I^2}$”"#,
        residual: velocityDefect(-2))),
  ]
}

/// (3.21), (3.22), (3.24), (3.25) and the Euclidean remark.
private func potentialClaims() -> [Claim] {
  let scales = [0.5, 1, 2]
  let points: [[Double]] = [[2, -1, 0.3], [1, 0.5, -4], [-0.2, 3, 0]]
  guard let potential = try? Potential(scales: scales) else { return [] }
  func plain(_ theta: [Double]) -> Double {
    theta.indices.reduce(0) { $0 + plainPotential(theta[$1], scales[$1]) }
  }
  func gradientDefect(_ factor: Double) -> Double {
    points.map { theta in
      let numeric = differenceGradient(plain, at: theta, step: 1e-5)
      let asinhs = theta.indices.map { factor * asinh(theta[$0] / scales[$0]) }
      let ours = potential.gradient(theta).map { 2 * factor * $0 }
      return [maximumNorm(difference(asinhs, numeric)), maximumNorm(difference(ours, numeric))]
        .worst
    }.worst
  }
  func divergenceDefect(printed: Bool) -> Double {
    points.map { a in
      points.map { b in
        abs(
          potential.divergence(a, from: b)
            - plainDivergence(a, b, scales, slopeAt: printed ? a : b))
      }.worst
    }.worst
  }
  return [
    Claim(
      "3.21", #"$\phi_{\I}$, with $|I_j|$ in it, is the potential of the flow for either sign."#,
      residual: [
        points.map { abs(potential.value($0) - plain($0)) }.worst,
        mirrorDefect(signed: false),
      ].worst,
      tolerance: 1e-10, reason: quotients,
      printed: .corrected(
        #"“$\theta_j \sinh^{-1} \frac{\theta_j}{I_j} - \sqrt{\theta_j^2 + I_j^2} + I_j$”: with "#
          + #"the sign of $I_j$ the flow of (3.23) runs backwards where $I_j < 0$."#,
        residual: mirrorDefect(signed: true))),
    Claim(
      "3.22", #"$\partial_{\theta_j} \phi_{\I} = \frac12 \sinh^{-1} \frac{\theta_j}{|I_j|}$."#,
      residual: gradientDefect(0.5), tolerance: 1e-9,
      reason: "central differences with step $10^{-5}$",
      printed: .corrected(
        #"“$\partial_{\theta_j} \phi = \sinh^{-1} \left(\frac{\theta_j}{I_j}\right)$”"#,
        residual: gradientDefect(1))),
    Claim(
      "3.24",
      #"$D_\phi(\t, \t') = \phi(\t) - \phi(\t') - \langle \nabla \phi(\t'), \t - \t' \rangle \ge "#
        + #"0$: the sign at 400 pairs, where it is 0 for one point twice."#,
      residual: [divergenceDefect(printed: false), negativeDivergence(of: potential)].worst,
      tolerance: 1e-13, reason: rounding,
      printed: .corrected(
        #"“$\phi(\t) - \phi(\t') - \langle \nabla \phi(\t), \t - \t' \rangle$”: that is "#
          + #"$-D_\phi(\t', \t) \le 0$."#,
        residual: divergenceDefect(printed: true))),
    Claim(
      "after-3.24",
      #"$\frac12 \|\t\|^2$ gives $\frac12 \|\t - \t'\|^2$; so does $2 \alpha^2 \phi_\alpha$ for "#
        + #"large $\alpha$."#,
      residual: residual {
        let flat = try Potential(alpha: 1e4, dimension: 3)
        let square = points.map { dot(difference($0, points[0]), difference($0, points[0])) / 2 }
        return zip(points, square).map {
          abs(2e8 * flat.divergence($0, from: points[0]) - $1)
        }.worst
      },
      tolerance: 1e-12, reason: #"the next term of (3.31) is $\theta^4/\alpha^4 = 10^{-14}$"#),
    Claim(
      "3.25",
      #"$\partial_{\theta_j}^2 \phi_{\I} = \frac{1}{2 \sqrt{\theta_j^2 + I_j^2}} > 0$, and no "#
        + #"mixed derivative."#,
      residual: points.map { theta in
        (0..<3).map { j in
          let row = differenceGradient({ potential.gradient($0)[j] }, at: theta, step: 1e-5)
          var exact = [0.0, 0, 0]
          exact[j] = 0.5 / (theta[j] * theta[j] + scales[j] * scales[j]).squareRoot()
          let ours = abs(potential.hessianDiagonal(theta)[j] - exact[j])
          return [maximumNorm(difference(row, exact)), ours].worst
        }.worst
      }.worst,
      tolerance: 1e-9, reason: "central differences with step $10^{-5}$"),
  ]
}

/// How far the divergence of random pairs is below 0, and that of a point from itself from 0.
private func negativeDivergence(of potential: Potential) -> Double {
  let stream = RandomStream(seed: 13)
  let points = (0..<20).map { k in
    (0..<3).map { 3 * stream.normal(at: UInt64(3 * k + $0)) }
  }
  return points.flatMap { a in
    points.map { b in
      let divergence = potential.divergence(a, from: b)
      return a == b ? abs(divergence) : divergence > 0 ? 0 : 1
    }
  }.worst
}

/// d∇φ/dt + ∇R̂ along the integrated flow, where one coordinate has I < 0.
private func mirrorDefect(signed: Bool, factor: Double = 0.5) -> Double {
  let example = NetworkExample.negative
  let (theta, derivative) = example.velocity(at: 1)
  let pull = example.pull(theta)
  return theta.indices.map { j in
    // d/dt of factor · asinh(θ/I).
    let scale = signed ? example.scales[j] : abs(example.scales[j])
    let change = factor * derivative[j] / scale / hypot(1, theta[j] / scale)
    return abs(change - pull[j])
  }.worst
}

/// (3.23), (3.26), (3.27) and the bound after Figure 5.
private func mirrorClaims() -> [Claim] {
  let example = NetworkExample.small
  let scales = example.scales.map { abs($0) }
  let times = [0.2, 1, 4]
  let flow = try? example.flow().trajectory(until: .times([4]), tolerance: 1e-11)
  // By the method of Runge and Kutta on the weights, and by the flow of n unknowns.
  let states =
    times.map { time -> [Double] in
      let w = example.integrated(to: time, steps: 800)
      return product(w.u, w.v)
    } + times.map { flow?.state(at: $0).theta ?? example.theta.map { _ in .nan } }
  func mirrored(_ theta: [Double]) -> [Double] {
    zip(theta, scales).map { asinh($0 / $1) / 2 }
  }
  let firstLoss = example.plainLoss(example.u + example.v)
  return [
    Claim(
      "3.23",
      #"$\frac{d}{dt} \nabla \phi_{\I}(\t) = -\nabla \risk(\t)$ for the states of the reduced flow."#,
      residual: FlowMoment.worst { example, moment in
        distance(moment.mirror, example.pull(moment.state.theta))
      },
      tolerance: 1e-11, reason: slopes,
      printed: .remark(
        #"“$\frac{d \nabla_{\t} \phi}{dt} = -\nabla_{\t} \risk(\t)$” stands, but not with $\nabla "#
          + #"\phi$ as printed in (3.22), which is tried."#,
        residual: mirrorDefect(signed: false, factor: 1))),
    Claim(
      "after-fig-5",
      #"The flow converges: $L(t) \le L(0) \exp(-4 \min_j |I_j| \, \lambda_{\mathrm{min}}(\X "#
        + #"\X^\top) t/n)$ where no $I_j$ is 0."#,
      residual: zip(times + times, states).map { time, theta in
        let least = SymmetricEigen(example.x.gram).values[1]
        let rate = 4 * (scales.least) * least / 2
        return (plainRisk(example.x, example.y, theta) / firstLoss - exp(-rate * time)).positivePart
      }.worst,
      tolerance: 0, reason: "the excess over a bound"),
    Claim(
      "3.26",
      #"$\nabla \phi_{\I}(\t(t)) - \nabla \phi_{\I}(\t_0)$ lies in the span of the samples at all "#
        + #"times."#,
      residual: residual {
        try states.map {
          try distanceFromSpan(
            example.x, difference(mirrored($0), mirrored(example.theta)))
        }.worst
      },
      tolerance: 1e-8, reason: integration),
  ]
}

/// (3.27), (3.28) and the text after it.
private func projectionClaimsOfNetwork() -> [Claim] {
  let example = NetworkExample.small
  let scales = example.scales.map { abs($0) }
  guard let potential = try? Potential(scales: scales),
    let end = try? potential.interpolator(example.x, example.y, from: example.theta).theta,
    let basis = try? (0..<6).map({ try kernelVector(example.x, $0) })
  else { return [] }
  let later = example.integrated(to: 120, steps: 24_000)
  func pythagorasDefect(printed: Bool) -> Double {
    basis.map { move in
      let other = sum(end, 1, times: move)
      func d(_ a: [Double], _ b: [Double]) -> Double {
        plainDivergence(a, b, scales, slopeAt: printed ? a : b)
      }
      return abs(d(other, example.theta) - d(other, end) - d(end, example.theta))
    }.worst
  }
  return [
    Claim(
      "3.27",
      #"$D_\phi(\hat{\t}, \t_0) = D_\phi(\hat{\t}, \t_\infty) + D_\phi(\t_\infty, \t_0)$ for "#
        + #"every interpolator $\hat{\t}$."#,
      residual: pythagorasDefect(printed: false), tolerance: 1e-13, reason: rounding,
      printed: .remark(
        #"“$D_\phi(\hat{\t}, \t_0) = D_\phi(\hat{\t}, \t_\infty) + D_\phi(\t_\infty, \t_0)$” "#
          + #"stands, but not with $D_\phi$ as printed in (3.24), which is tried."#,
        residual: pythagorasDefect(printed: true))),
    Claim(
      "3.28", #"$\t_\infty = \arg\min_{\t \in \set} D_\phi(\t, \t_0)$."#,
      residual: distance(product(later.u, later.v), end)
        + [
          0,
          basis.map {
            plainDivergence(end, example.theta, scales, slopeAt: example.theta)
              - plainDivergence(
                sum(end, 0.1, times: $0), example.theta, scales, slopeAt: example.theta)
          }.worst,
        ].worst,
      tolerance: 1e-8, reason: integration),
    Claim(
      "3.28-unique",
      #"Every other interpolator is further from $\t_0$, by its own divergence from $\t_\infty$."#,
      residual: basis.flatMap { move in
        [1e-3, 0.1, 5].map { size in
          let other = sum(end, size, times: move)
          let excess =
            potential.divergence(other, from: example.theta)
            - potential.divergence(end, from: example.theta)
          let own = potential.divergence(other, from: end)
          return own > 0 ? abs(excess - own) / own * size * size : 1
        }
      }.worst,
      tolerance: 1e-12, reason: #"rounding of a difference of two divergences near 1"#),
    Claim(
      "after-3.28", "Gradient flow ends at the interpolator of least divergence from the start.",
      residual: residual {
        distance(try example.flow().trajectory(until: .interpolation).last.theta, end)
      },
      tolerance: 1e-10, reason: #"the flow is followed to $\|\r\| = 10^{-12} \|\y\|$"#,
      printed: .corrected(
        #"“GD converges to the interpolator which has minimal Bregman divergence to the initial "#
          + #"condition”: its distance at $\eta = 0.1$."#,
        residual: residual {
          var descent = try NetworkDescent(
            DataSet(x: example.x, y: example.y), from: example.weights, stepSize: 0.1, batch: .full)
          descent.advance(by: 4000)
          return distance(descent.theta, end)
        })),
  ]
}

/// A vector in Ker X by the normal equations.
private func kernelVector(_ x: Matrix, _ k: Int) throws -> [Double] {
  let w = RandomStream(seed: 12, stream: UInt32(k)).normals(x.columns)
  return try projectionByNormalEquations(
    x, Array(repeating: 0, count: x.rows), of: w)
}
