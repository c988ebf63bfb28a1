import Elementary
import Models
import Records

/// Lengths and areas of the curves that the figures draw, from points of their own.
func curveClaims() -> [Claim] {
  [
    Claim(
      "fig-5-measures",
      #"A contour of $\phi_\alpha$ has the length and the area of the curve that bisection on rays finds."#,
      residual: residual {
        let potential = try Potential(alpha: 0.5, dimension: 2)
        let curve = try PotentialLevelCurve(of: potential, level: potential.value([1, 0]))
        let found = rayMeasures { x, y in
          plainPotential(x, 0.25) + plainPotential(y, 0.25) - plainPotential(1, 0.25)
        }
        return [abs(curve.area / found.area - 1), abs(curve.length / found.length - 1)].worst
      },
      tolerance: 1e-11, reason: "chords and sectors of 1600 rays, extrapolated once"),
    Claim(
      "fig-4-measures",
      #"The two branches $uv = 1 \pm \sqrt{2 c}$ in the window have the length of their chords, and what "#
        + #"lies between them the area $2 [k (1 + \log(W^2/k))]$ from one $k$ to the other."#,
      residual: residual {
        let (level, width) = (0.08, 2.5)
        let set = ScalarLevelSet(of: ScalarNetwork(label: 1), level: level, window: width)
        let products = [1 - (2 * level).squareRoot(), 1 + (2 * level).squareRoot()]
        func below(_ k: Double) -> Double { k * (1 + log(width * width / k)) }
        let lengths = products.map { k in
          extrapolated { count in
            // Points with equal steps of log u.
            let points = (0...count).map { i -> [Double] in
              let u = exp(
                log(k / width) + Double(i) / Double(count) * log(width * width / k))
              return [u, k / u]
            }
            return zip(points, points.dropFirst()).reduce(0) { $0 + distance($1.0, $1.1) }
          }
        }
        let area = 2 * (below(products[1]) - below(products[0]))
        return [
          abs(set.length / (2 * (lengths[0] + lengths[1])) - 1), abs(set.sublevelArea / area - 1),
        ].worst
      },
      tolerance: 1e-12, reason: "chords of 1600 points a branch, extrapolated once"),
    Claim(
      "2.2-ellipses",
      "A level set of the risk of two weights is the ellipse around the solution of the normal equations, "
        + "with the length and the area that bisection on rays finds.",
      residual: residual {
        let example = LeastSquaresExample(samples: 5, features: 2, noise: 1, seed: 9)
        let centre = try Cholesky(example.x.transposed.gram).solve(
          example.x.transposedTimes(example.y))
        let least = plainRisk(example.x, example.y, centre)
        let curve = try RiskLevelCurve(
          of: DataSet(x: example.x, y: example.y), level: least + 0.7)
        let found = rayMeasures(period: 2 * .pi) { x, y in
          plainRisk(example.x, example.y, [centre[0] + x, centre[1] + y]) - least - 0.7
        }
        // The half axes are the roots of 2 · 0.7 over the eigenvalues of the Hessian.
        let eigen = SymmetricEigen(example.x.transposed.gram).values.map { $0 / 5 }
        return [
          distance([curve.centre.x, curve.centre.y], centre), abs(curve.minimumRisk - least),
          abs(curve.area / found.area - 1), abs(curve.length / found.length - 1),
          abs(curve.shortSemiAxis - (1.4 / eigen[0]).squareRoot()),
          abs(curve.longSemiAxis - (1.4 / eigen[1]).squareRoot()),
        ].worst
      },
      tolerance: 1e-9, reason: "chords and sectors of 1600 rays, extrapolated once"),
  ]
}

/// A quantity at 800 and at 1600 points, extrapolated as one whose error falls like their square.
private func extrapolated(_ quantity: (Int) -> Double) -> Double {
  (4 * quantity(1600) - quantity(800)) / 3
}

/// Length and area of a closed curve f = 0 around 0, which every ray meets once within 20: its arc over
/// the given angle, a part of the whole circle, as often as that goes in.
private func rayMeasures(
  period: Double = .pi / 2, _ f: (Double, Double) -> Double
) -> (length: Double, area: Double) {
  func points(_ count: Int) -> [[Double]] {
    (0...count).map { i in
      let angle = period * Double(i) / Double(count)
      let (x, y) = (cos(angle), sin(angle))
      let radius = bisected(to: 20) { f($0 * x, $0 * y) < 0 }
      return [radius * x, radius * y]
    }
  }
  func measure(_ piece: ([Double], [Double]) -> Double) -> Double {
    extrapolated { count in
      let way = points(count)
      return zip(way, way.dropFirst()).reduce(0) { $0 + piece($1.0, $1.1) }
    } * (2 * .pi / period)
  }
  return (
    measure { distance($0, $1) }, measure { 0.5 * ($0[0] * $1[1] - $0[1] * $1[0]) }
  )
}
