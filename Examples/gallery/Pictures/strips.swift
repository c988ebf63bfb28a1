import Plotting

let strips = Example(
  "Every sample as a dot",
  "Three rows of dots, one for each sample, that pile up where values are frequent."
) {
  let samples = ["linear", "cubic", "spline"].enumerated().map { k, name in
    Distributions.Sample(name, normals(45, seed: UInt64(k + 20), mean: 2 - 0.6 * Double(k)))
  }
  return Panel(
    x: .linear("squared error"),
    marks: [Distributions(samples, .strips, .series(3), horizontal: true, width: 0.8)])
}
