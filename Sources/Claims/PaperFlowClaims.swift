import Elementary
import Models
import Records

/// Flows: states, decay of weights, the jump process, depth, other starts.
func flowPaperClaims() -> [Claim] {
  let example = NetworkExample.small
  return [
    Claim(
      "3.14-states",
      #"The flow reduced to $n$ unknowns has the weights, the loss and the scales of $(\u, \v)$ "#
        + "itself, between its steps too.",
      residual: residual {
        let way = try example.flow().trajectory(until: .times([2]), tolerance: 1e-10)
        return [0.013, 0.4, 1.1, 2].map { time in
          let other = example.integrated(to: time, steps: 800)
          let state = way.state(at: time)
          return [
            distance(state.u, other.u), distance(state.v, other.v),
            abs(state.loss - example.plainLoss(other.u + other.v)),
          ].worst
        }.worst
      },
      tolerance: 1e-8, reason: "two integrations, of order 5 and 4"),
    Claim(
      "3.30-weight-decay",
      #"Weight decay $\lambda$ multiplies all scales by $e^{-2 \lambda t}$: the flow of $(\u, \v)$ "#
        + "with it, by the method of Runge and Kutta.",
      residual: residual {
        let decay = 0.3
        let flow = try example.flow(weightDecay: decay)
        let state = flow.trajectory(until: .times([1.5]), tolerance: 1e-11).last
        let other = example.integrated(to: 1.5, steps: 1500, decay: decay)
        let scales = product(
          zip(state.u, state.v).map { $0 - $1 }, zip(state.u, state.v).map { 0.5 * ($0 + $1) })
        return [
          distance(state.u, other.u), distance(state.v, other.v),
          distance(scales, example.scales.map { exp(-2 * decay * 1.5) * $0 }),
        ].worst
      },
      tolerance: 1e-10, reason: "two integrations, of order 5 and 4"),
    Claim(
      "3.13-process",
      #"The limit $\alpha \to 0$ jumps when $\int \X^\top \r / n \, d\tau$ reaches $\pm 1$: summed "#
        + "over its rests, it does where a weight is not 0, and is below 1 elsewhere.",
      residual: residual {
        let data = try sparseData(12, 25, seed: 3)
        let rests = try SaddleToSaddle(data).rests
        var s = Array(repeating: 0.0, count: 25)
        return zip(rests, rests.dropFirst()).map { rest, next -> Double in
          s = sum(s, next.time - rest.time, times: plainPull(data, rest.theta))
          return zip(s, next.theta).map { s, theta in
            theta == 0 ? (abs(s) - 1).positivePart : abs(s - (theta > 0 ? 1 : -1))
          }.worst
        }.worst
      },
      tolerance: 1e-13, reason: "rounding of least squares on the supports"),
    Claim(
      "3.13-lasso",
      #"The lasso path by its knots is the minimiser of $\risk + \lambda \|\t\|_1$ by coordinate "#
        + "descent; time averages of the jump process are its minimisers where weights only join.",
      residual: residual {
        let data = try sparseData(20, 30, seed: 1)
        let path = try LassoPath(data)
        let process = try SaddleToSaddle(data)
        return [0.8, 1.2, 3].map { time in
          let plain = lasso(data, penalty: 1 / time)
          return [
            distance(path.theta(at: 1 / time), plain),
            distance(process.average(until: time), plain),
          ].worst
        }.worst
      },
      tolerance: 1e-13, reason: "5000 rounds of coordinate descent"),
    Claim(
      "3.21-depth",
      #"The flow of $\u^D - \v^D$, integrated, ends where the gradient of its potential lies in the "#
        + "span of the sample.",
      residual: residual {
        let sample = [1.0, 0.6]
        return [3, 4].map { depth in
          let alpha = 0.4
          let end = deepFlow(sample, label: 1, depth: depth, alpha: alpha)
          let scale = (0..<depth).reduce(1.0) { power, _ in power * alpha }
          let entropy = DeepEntropy(depth: depth, scale: scale)
          let slopes = end.map { entropy.gradient($0) }
          let h = 1e-4
          let difference = (entropy.value(end[0] + h) - entropy.value(end[0] - h)) / (2 * h)
          return [
            abs(slopes[0] / sample[0] - slopes[1] / sample[1]), abs(difference - slopes[0]),
          ].worst
        }.worst
      },
      tolerance: 1e-7, reason: "the flow is integrated until its residual is rounding; quotients"),
    Claim(
      "3.28-bad-minima",
      "Trained on shuffled labels first, the flow ends where it would have; with further samples of "
        + #"random labels it ends elsewhere, at the interpolator of least $D_\phi$ from there."#,
      residual: residual {
        let data = try sparseData(8, 20, seed: 2)
        let same = try BadMinima(data, alpha: 0.3, extra: 0, seed: 2)
        let other = try BadMinima(data, alpha: 0.3, extra: 6, seed: 2)
        let shuffled = distance(data.x.times(same.pretrained).sorted(), data.y.sorted())
        let slope = zip(other.limit, other.pretrained).map { asinh($0 / 0.09) - asinh($1 / 0.09) }
        let isMoved = distance(same.pretrained, same.standard) > 0.1 && other.relativeChange > 0.01
        return [
          same.relativeChange, shuffled, try distanceFromSpan(data.x, slope),
          distance(data.x.times(other.limit), data.y), isMoved ? 0 : 1,
        ].worst
      },
      tolerance: 1e-12, reason: "rounding of dual roots"),
    Claim(
      "3.29-mirror-path",
      #"With one sample of two features the path is $I \sinh(2 \nu \x)$, written out."#,
      residual: residual {
        let path = try MirrorPath(
          try Potential(scales: [0.04, 0.0016]), sample: SIMD2(1, 2), label: 1.6)
        let point = path.point(atDual: 0.3)
        return [
          abs(point.x - 0.04 * sinh(0.6)), abs(point.y - 0.0016 * sinh(1.2)),
          abs(path.limit.x + 2 * path.limit.y - 1.6),
        ].worst
      },
      tolerance: 1e-13, reason: "rounding"),
  ]
}

/// argmin R̂ + λ‖θ‖₁ by 5000 rounds of coordinate descent.
private func lasso(_ data: DataSet, penalty: Double) -> [Double] {
  let n = Double(data.samples)
  let columns = (0..<data.features).map { data.x.column($0) }
  var theta = Array(repeating: 0.0, count: data.features)
  var rest = data.y
  for _ in 0..<5000 {
    for (j, column) in columns.enumerated() {
      let square = dot(column, column) / n
      let wanted = theta[j] * square + dot(column, rest) / n
      let next = (wanted < 0 ? -1 : 1) * (abs(wanted) - penalty).positivePart / square
      rest = sum(rest, theta[j] - next, times: column)
      theta[j] = next
    }
  }
  return theta
}

/// The end of the flow of θ = u^D − v^D on one sample from u = v = α.
private func deepFlow(_ x: [Double], label: Double, depth: Int, alpha: Double) -> [Double] {
  func power(_ base: Double, _ k: Int) -> Double { (0..<k).reduce(1) { p, _ in p * base } }
  func theta(_ w: [Double]) -> [Double] {
    [0, 1].map { power(w[$0], depth) - power(w[2 + $0], depth) }
  }
  let start = Array(repeating: alpha, count: 4)
  // Steps of 0.01.
  let end = rungeKutta(start, to: 200, steps: 20_000) { w in
    let residual = label - dot(x, theta(w))
    return [0, 1].map { Double(depth) * power(w[$0], depth - 1) * residual * x[$0] }
      + [0, 1].map { -Double(depth) * power(w[2 + $0], depth - 1) * residual * x[$0] }
  }
  return theta(end)
}
