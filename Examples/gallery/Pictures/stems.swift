import Drawing
import Elementary
import Plotting

let stems = Example(
  "Stems",
  "Forty weights: five large ones of either sign, the others nearly zero."
) {
  let noise = normals(40, seed: 7, deviation: 0.04)
  let large = [3: 1.0, 11: -0.8, 17: 0.6, 26: 0.9, 34: -0.5]
  let weights = noise.enumerated().map { Point(Double($0), $1 + (large[$0] ?? 0)) }
  return Panel(
    x: .linear("index $j$"), y: .linear("weight $\\theta_j$"),
    marks: [
      Rule.y(0, .rule, .hair, .solid),
      Stems(weights, .series(0), dotsAbove: 0.2),
    ])
}
