import Models

/// The names of a row of samples: `x1` to `xd`, then the label.
func sampleColumns(_ features: Int) -> [String] { (1...features).map { "x\($0)" } + ["y"] }

/// Samples with their labels, a row each.
func sampleRows(_ x: Matrix, _ y: [Double]) -> [[Double]] {
  (0..<x.rows).map { Array(x.row($0)) + [y[$0]] }
}
