import Plotting

let histogram = Example(
  "A histogram with its density",
  "Three hundred samples with two humps, at 0 and at 4, as bars of area 1 and as a smooth line."
) {
  let samples = normals(200, seed: 3) + normals(100, seed: 5, mean: 4, deviation: 0.7)
  return Panel(
    x: .linear("value"), y: .linear("density"),
    marks: [
      Histogram(samples, bins: .width(0.5), density: true),
      Curve.density(of: samples, bandwidth: 0.35, .ink, .curve),
    ])
}
