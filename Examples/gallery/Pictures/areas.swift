import Drawing
import Elementary
import Plotting

let areas = Example(
  "Areas", "Two bells that overlap, the second lower and wider."
) {
  func bell(_ middle: Double, _ width: Double) -> [Point] {
    steps(-4, 8, 120).map { x in
      let z = (x - middle) / width
      return Point(x, exp(-z * z / 2) / width)
    }
  }
  let bells = [bell(0, 1), bell(3, 1.6)]
  return Panel(
    x: .linear("score"), y: .linear("density", ticks: .none),
    marks: bells.enumerated().flatMap { index, bell -> [any Mark] in
      [
        Fill.area(bell, .series(index), opacity: 0.25), Curve(bell, .series(index)),
        Label(
          ["before", "after"][index], at: .datum(bell[[38, 78][index]]), .above(6),
          role: .series(index)),
      ]
    })
}
