// Reads a grid from standard input, cuts it at some levels, and prints what that took.
//
//   contours COLUMNS ROWS REPEATS LEVEL... < VALUES > LINES
//
// VALUES are little-endian doubles, row by row; the nodes lie at whole coordinates. The first line
// of output holds the least times of the repeats in seconds: of the isolines alone, and of a whole
// panel with the mark that draws them, axes and ticks included. Then each isoline is a line
// `LEVEL-INDEX CLOSED X Y X Y ...`.

import Drawing
import Glibc
import Plotting
import Typesetting

let arguments = CommandLine.arguments.dropFirst().compactMap(Double.init)
guard arguments.count > 3 else {
  print("usage: contours COLUMNS ROWS REPEATS LEVEL... < VALUES")
  exit(64)
}
let (columns, rows, repeats) = (Int(arguments[0]), Int(arguments[1]), Int(arguments[2]))
var values = [Double](repeating: 0, count: columns * rows)
let size = columns * rows * MemoryLayout<Double>.size
var count = 0
values.withUnsafeMutableBytes { bytes in
  while let base = bytes.baseAddress, count < size {
    let more = read(0, base + count, size - count)
    if more <= 0 { return }
    count += more
  }
}
guard count == size else {
  print("contours: \(count) of \(size) bytes on standard input")
  exit(65)
}
let field = try ScalarField(
  x: (0..<columns).map(Double.init), y: (0..<rows).map(Double.init), values: values)
let levels = try Levels(Array(arguments[3...]))

let clock = ContinuousClock()
var least = Duration.seconds(1000)
var isolines = Isolines(of: field, at: levels)
for _ in 0..<repeats {
  let time = clock.measure { isolines = Isolines(of: field, at: levels) }
  least = min(least, time)
}
let metrics = Metrics(theme: .light, fonts: try MathFonts.latinModern(), size: .text)
var leastOfMark = Duration.seconds(1000)
for _ in 0..<repeats {
  let panel = Panel(
    x: .linear(from: 0, to: Double(columns - 1)), y: .linear(from: 0, to: Double(rows - 1)),
    marks: [Contours(of: field, at: levels)])
  let figure = Figure(
    id: "contours", title: "Contours", caption: "", alternative: "Contours.",
    size: Size(width: 300, height: 300), arrangement: .panel(panel), steps: [])
  let time = try clock.measure { _ = try laidOut(figure, metrics: metrics) }
  leastOfMark = min(leastOfMark, time)
}
print(least / .seconds(1), leastOfMark / .seconds(1))
for line in isolines.lines {
  var text = "\(line.level) \(line.isClosed ? 1 : 0)"
  for point in line.points { text += " \(point.x) \(point.y)" }
  print(text)
}
