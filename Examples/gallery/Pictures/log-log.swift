import Drawing
import Elementary
import Plotting

let logLog = Example(
  "A power law and its fit",
  "Errors fall from 1 to a thousandth as the samples grow from 10 to a hundred thousand, along a "
    + "line of slope minus three quarters."
) {
  let noise = normals(13, seed: 8, deviation: 0.18)
  let data = noise.enumerated().map { k, z in
    let n = pow(10, 1 + Double(k) / 3)
    return Point(n, 5 * pow(n, -0.75) * exp(z))
  }
  return Panel(
    x: .log("samples $n$"), y: .log("error"),
    marks: [
      Rule.slope(-0.75, through: Point(10, 5 * pow(10, -0.75)), .series(1), .curve),
      Dots(data, .hollow, .series(0)),
      Label(
        "$5\\,n^{-3/4}$", at: .datum(Point(2000, 5 * pow(2000, -0.75))), .aboveRight(5),
        role: .series(1)),
    ])
}
