import Drawing
import Foundation
import Plotting
import Typesetting

// One of eight common charts as SVG: charts NAME FILE.
let charts = [
  "line-band": lineBand, "grouped-bars": groupedBars, "histogram": histogram, "boxes": boxes,
  "heat-map": heatMap, "contours": contours, "log-log": logLog, "small-multiples": smallMultiples,
]
let (name, file) = (CommandLine.arguments[1], CommandLine.arguments[2])
guard let chart = charts[name] else {
  print("no chart \(name); there are \(charts.keys.sorted().joined(separator: ", "))")
  exit(64)
}
let metrics = Metrics(theme: .light, fonts: try MathFonts.latinModern(), size: .text)
let page = try laidOut(try chart.figure(name), metrics: metrics)
try Data(svg(page.scene).utf8).write(to: URL(filePath: file))
