import Drawing
import Foundation
import Plotting
import Typesetting

// A picture from the libraries alone, as SVG, PDF and PNG beside each other.
let folder = URL(filePath: CommandLine.arguments[1])
let points = stride(from: 0.0, through: 4, by: 0.05).map { Point($0, $0 * $0 / 16) }
let figure = Figure(
  id: "parabola", title: "A parabola", caption: "", alternative: "A rising parabola.",
  size: SizeClass.text.page(heights: (column: 130, text: 180)),
  arrangement: .panel(
    Panel(
      name: "plane", x: try Scale(.linear, from: 0, to: 4), y: try Scale(.linear, from: 0, to: 1),
      frame: .ranges(
        x: Axis(linearTicks(from: 0, to: 4), over: 0...4, label: "$x$"),
        y: Axis(linearTicks(from: 0, to: 1), over: 0...1)),
      marks: [
        Curve(points, .ink, .curve, layer: "curve", name: "parabola"),
        Label("$x^2/16$", at: .datum(points[60]), .aboveLeft(), .below(), layer: "curve"),
      ])),
  steps: [])
let metrics = Metrics(theme: .light, fonts: try MathFonts.latinModern(), size: .text)
let page = try laidOut(figure, metrics: metrics)
guard page.leftOut.isEmpty else { throw page.leftOut[0] }
try Data(svg(page.scene).utf8).write(to: folder.appending(path: "parabola.svg"))
try Data(
  pdf(
    [page.scene],
    properties: DocumentProperties(title: figure.title, subject: figure.alternative, keywords: []))
).write(to: folder.appending(path: "parabola.pdf"))
try Data(png(page.scene, dpi: 96)).write(to: folder.appending(path: "parabola.png"))

extension LeftOut: @retroactive Error {}
