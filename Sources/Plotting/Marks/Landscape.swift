import Drawing
import Elementary

/// The values of a function over a panel with linear or other continuous scales: nothing that is
/// drawn, but what pages tell at the pointer.
public struct Landscape: Mark {
  /// The layer of axes, which is there at every step.
  public let style = MarkStyle(layer: "axes", name: "landscape")
  private let name: String
  private let make: @Sendable () -> (Double, Double) -> Double

  /// The values of a function of data.
  ///
  /// - Parameters:
  ///   - name: What they are of, with formulas between dollar signs.
  ///   - function: The value at (x, y) in data units.
  public init(_ name: String, of function: @escaping @Sendable (Double, Double) -> Double) {
    self.init(name) { function }
  }

  /// The values of a function that is made for each picture.
  ///
  /// - Parameters:
  ///   - name: What they are of; nothing is told without.
  ///   - make: Gives the function of data.
  public init(_ name: String, by make: @escaping @Sendable () -> (Double, Double) -> Double) {
    (self.name, self.make) = (name, make)
  }

  /// Nothing for a legend.
  public var keys: [LegendKey] { [] }

  /// The values at nodes: at so many that they are right to a thousandth of their range, or at 33 by 33;
  /// nothing where they are not finite, or off by a twentieth of it.
  public func draw(in frame: PanelFrame) -> Drawn {
    var drawn = Drawn()
    guard !name.isEmpty else { return drawn }
    let function = make()
    for cells in [6, 14, 30] {
      guard let (landscape, range) = sampled(function, cells, in: frame) else { return Drawn() }
      // What is so far off says nothing.
      drawn.landscape = landscape.error <= range / 20 ? landscape : nil
      if landscape.error <= range / 1000 { break }
    }
    return drawn
  }

  /// The values at nodes so many cells apart, with their range.
  private func sampled(
    _ function: (Double, Double) -> Double, _ cells: Int, in frame: PanelFrame
  ) -> (PanelReading.Landscape, range: Double)? {
    func value(_ column: Double, _ row: Double) -> Double {
      function(frame.x.value(at: column / Double(cells)), frame.y.value(at: row / Double(cells)))
    }
    let nodes = (-1...(cells + 1)).map(Double.init)
    let values = nodes.map { row in nodes.map { value($0, row) } }
    let all = values.flatMap { $0 }
    guard let low = all.min(), let high = all.max(), all.allSatisfy(\.isFinite), low < high else {
      return nil
    }
    let unit = pow(10, log10((high - low) / 50_000).rounded(.down))
    let whole = values.map { $0.map { ($0 / unit).rounded() } }
    guard whole.allSatisfy({ $0.allSatisfy { abs($0) < 1e15 } }) else { return nil }
    var error = 0.0
    // In the middle of cells the values are farthest from all nodes.
    for row in 0..<cells {
      for column in 0..<cells {
        let rows = (row..<row + 4).map { cubic(Array(whole[$0][column..<column + 4])) }
        let found = cubic(rows) * unit
        error = max(error, abs(found - value(Double(column) + 0.5, Double(row) + 0.5)))
      }
    }
    guard error.isFinite else { return nil }
    let landscape = PanelReading.Landscape(
      name: name, values: whole.flatMap { $0.map { Int($0) } }, unit: unit,
      error: max(error, unit / 2))
    return (landscape, high - low)
  }
}

/// The cubic between the second and third of four values whose slopes are those between their
/// neighbours (Catmull and Rom), in the middle.
private func cubic(_ v: [Double]) -> Double { (9 * (v[1] + v[2]) - v[0] - v[3]) / 16 }
