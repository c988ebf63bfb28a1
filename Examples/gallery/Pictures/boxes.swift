import Plotting

let boxes = Example(
  "Box plots",
  "The spread of four samples: medians rise from 0 to 3, the last sample has a long tail upwards."
) {
  let samples = (0..<4).map { k in
    let (seed, mean) = (UInt64(k + 1), Double(k))
    let tail = k == 3 ? [7.5, 8.4] : []
    let values = normals(60, seed: seed, mean: mean, deviation: 0.6 + 0.2 * mean) + tail
    return Distributions.Sample("group \(k + 1)", values)
  }
  return Panel(y: .linear("score"), marks: [Distributions(samples, .boxes)])
}
