import Drawing
import Lectures
import Models
import Plotting
import Records

/// Gradient flow on least squares ends at the orthogonal projection: lecture figure 2.
struct Projection: LectureFigure {
  let id = "projection"
  let alias: String? = "fig2"
  let title = "Gradient flow projects onto the interpolators"
  let parameters: [Parameter<Projection>] = [
    .integer("dimension", \.dimension, in: 2...3, "dimension d of the left panel, with n = 1"),
    .reals("start", \.start, in: -3...3, count: 3...3, "the start of the left panel for d = 3"),
    .reals(
      "plane-start", \.planeStart, in: -1...2, count: 2...2,
      "the labelled start of the left panel for d = 2"),
  ]

  var dimension = 3
  var start = [-0.55, 0.15, 2.15]
  var planeStart = [-0.8, 0.6]

  func computed() throws -> Computed {
    let left = try dimension == 3 ? FlowFamily.space(start) : FlowFamily.plane(planeStart)
    let right = try FlowFamily.leaves()
    let patch = dimension == 3 ? FlowPatch.space(left) : FlowPatch.plane(left)
    let claims = [left, right].flatMap(\.claims) + [patch.claim]
    let isAtRest = distance(left.starts[0], left.ends[0]) <= 1e-9
    return Computed(
      of: self,
      numbers: [
        "right-angle.defect": [left, right].map(\.defects.angle).worst,
        "end.distance": [left, right].map(\.defects.end).worst,
      ], series: left.series("left") + right.series("right"), claims: claims,
      facts: [
        "dimension": .count(dimension), "space": .flag(dimension == 3), "atRest": .flag(isAtRest),
        "starts": .count(Set(left.starts).count), "leaves": .count(FlowFamily.leafPlaces.count),
      ]
    ) { size, text in
      spread(
        [dimension == 3 ? spacePanel(left, patch) : planePanel(left, patch), leavesPanel(right)],
        shares: [1, 1.06], column: [1, 1], gap: 10, columnGap: 6, at: size,
        heights: (column: 372, text: 190.8), text)
    }
  }

  /// A panel of equal aspect just around some points.
  func tightPanel(_ name: String, around points: [Point], @MarkBuilder marks: () -> [any Mark])
    -> Panel
  {
    let xs = points.map(\.x)
    let ys = points.map(\.y)
    let pad = 0.06
    return Panel(
      name: name, x: .linear(from: (xs.min() ?? 0) - pad, to: (xs.max() ?? 1) + pad),
      y: .linear(from: (ys.min() ?? 0) - pad, to: (ys.max() ?? 1) + pad), aspect: .equalFilling(),
      frame: .none, marks: marks)
  }
}
