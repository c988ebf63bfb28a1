import Drawing
import Elementary
import Plotting

let dates = Example(
  "Dates",
  "A temperature through two years, between 2 degrees in January and 20 in July."
) {
  let start = day(2024, 1, 1)
  let noise = normals(105, seed: 6, deviation: 1.3)
  let weeks = noise.enumerated().map { week, z in
    let x = start + 7 * Double(week)
    return Point(x, 11 - 9 * cos(2 * Double.pi * (x - start - 15) / 365.25) + z)
  }
  return Panel(
    x: .date(), y: .linear("mean of the week", format: .suffix("°")),
    marks: [Polyline([weeks], .series(0), .curve, join: .round)])
}
