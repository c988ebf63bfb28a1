import Drawing
import Lectures
import Plotting
import Records

extension Role {
  static let sizes = Role("sizes")
}

extension Palette {
  static let stranger = Palette([
    Palette.Entry(.sizes, light: 0x7A3E9D, dark: 0xC79BE3, print: 0x555555, dash: [3, 2])
  ])
}

/// Samples that no histogram tells apart.
struct OneSize: DataFault, CustomStringConvertible {
  let description = "the samples are all of one size; give two that differ"
}

/// How many samples fall where: of the samples that came with the package, or of the user's.
struct HistogramFigure: LectureFigure, AcceptsData {
  let id = "sizes"
  let title = "Sizes of a sample"
  let parameters: [Parameter<HistogramFigure>] = [
    .integer("bins", \.bins, in: 2...12, "number of bins"),
    .real("top", \.top, in: 1...1000, "the height of the axis, in samples"),
  ]
  let conditions: [Condition<HistogramFigure>] = [
    Condition("bins <= 10 * top: a lower axis shows nothing of so many bins") {
      Double($0.bins) <= 10 * $0.top
    }
  ]
  var bins = 4
  var top = 8.0
  private var sizes: [Double]

  init(_ text: [UInt8]) throws {
    let table = try CSVTable(parsing: text)
    sizes = table.values.map { $0[0] }
  }

  mutating func take(_ table: CSVTable, target: String) throws {
    guard let column = table.columns.firstIndex(of: target) else {
      let known = table.columns.joined(separator: ", ")
      throw CommandFailure(.badData, "no column '\(printable(target))'; it has \(known)")
    }
    sizes = table.values.map { $0[column] }
  }

  func computed() throws -> Computed {
    guard let low = sizes.min(), let high = sizes.max(), low < high else {
      throw OneSize()
    }
    let width = (high - low) / Double(bins)
    var counts = Array(repeating: 0.0, count: bins)
    for size in sizes { counts[min(Int((size - low) / width), bins - 1)] += 1 }
    let bars = counts.enumerated().map { Point(low + (Double($0) + 0.5) * width, $1) }
    let data = FigureData(
      numbers: [Quantity("samples", Double(sizes.count))],
      series: [Table("bins", ["size", "count"], bars.map { [$0.x, $0.y] })],
      claims: [
        Claim(
          id: "sizes-all", statement: "every sample is in a bin",
          residual: counts.reduce(0, +) - Double(sizes.count), tolerance: 0, reason: "counting")
      ])
    return Computed(data: data, warnings: []) { size in
      Figure(
        id: id, title: title, caption: "\(sizes.count) samples in \(bins) bins.",
        alternative: "Bars of the number of samples in \(bins) bins from \(short(low)) to "
          + "\(short(high)).",
        size: size.page(heights: (column: 130, text: 160)),
        arrangement: .panel(
          Panel(
            name: "sizes", x: try Scale(.linear, from: low, to: high),
            y: try Scale(.linear, from: 0, to: top),
            frame: .ranges(
              x: Axis(linearTicks(from: low, to: high), over: low...high, label: "size"),
              y: Axis(linearTicks(from: 0, to: top), over: 0...top)),
            marks: [
              Bars(bars, width: 0.9 * width, .sizes),
              Dots([Point(sizes[0], 1)], .hollow, .ink, layer: "first", name: "first sample"),
            ])),
        steps: [.init("bars", "The bars"), .init("first", "The first sample")])
    }
  }
}

/// A figure that cannot be made, to see what becomes of the others.
struct FailingFigure: LectureFigure {
  struct Fault: Error, CustomStringConvertible {
    let description = "the method diverged at step 3; choose a smaller step"
  }

  let id = "failing"
  let title = "A figure without a picture"
  let parameters: [Parameter<FailingFigure>] = []

  func computed() throws -> Computed { throw Fault() }
}
