import Foundation
import Lectures
import Plotting
import Tool

let texts = Lecture.resource("Stranger_Stranger.resources/Texts")
let sizes = FileManager.default.contents(atPath: texts + "/sizes.csv").map { Array($0) } ?? []
var figures: [any LectureFigure] = [try HistogramFigure(sizes)]
if ProcessInfo.processInfo.environment["STRANGER_FAILS"] != nil { figures.append(FailingFigure()) }

await Tool.run(
  Lecture(
    command: "stranger", version: "0.3", abstract: "Draws a stranger's figure.",
    examples: "Example: stranger render sizes", number: 1, title: "Samples and their sizes",
    figures: figures, labs: [Lab.Entry("reading")], palette: .stranger, texts: texts))
