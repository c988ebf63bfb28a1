import Drawing
import Elementary
import Models
import Records

/// Flow lines of one least-squares problem from several starts, and their picture.
struct FlowFamily: Sendable {
  let problem: LeastSquares
  let starts: [[Double]]
  /// The limit of each flow line.
  let ends: [[Double]]
  /// Each flow line in the plane of the picture.
  let paths: [[Point]]
  private let lines: [[[Double]]]

  /// Where the leaves of the three-dimensional picture cut the interpolators.
  static let leafPlaces = [-1.3, 0, 1.3]
  /// The leaf that each start of `leaves` lies in.
  static let leafOfStart = [0, 0, 1, 2, 2]
  /// The start of `leaves` that carries the label.
  static let labelledStart = 4

  private static let (azimuth, elevation) = (-62 * Double.pi / 180, 20 * Double.pi / 180)
  private static let right = [-sin(azimuth), cos(azimuth), 0]
  private static let up = [
    -sin(elevation) * cos(azimuth), -sin(elevation) * sin(azimuth), cos(elevation),
  ]
  /// The direction from the picture to the eye.
  static let towardsEye = [
    cos(elevation) * cos(azimuth), cos(elevation) * sin(azimuth), sin(elevation),
  ]

  init(x: Matrix, y: [Double], starts: [[Double]]) throws {
    problem = LeastSquares(try DataSet(x: x, y: y))
    self.starts = starts
    let problem = problem
    let slowest = problem.decomposition.singularValues.prefix(problem.rank).last ?? 1
    // Times at which the slowest direction has gone equal parts of its way, then the limit.
    lines = starts.map { start in
      (0..<160).map { k in
        let left = pow(1 - Double(k) / 160, 2)
        let t = -log(left) * Double(problem.samples) / (slowest * slowest)
        return problem.flow(from: start, at: t)
      } + [problem.flow(from: start, at: .infinity)]
    }
    ends = lines.compactMap(\.last)
    paths = lines.map { $0.map(Self.view) }
  }

  /// d = 2, n = 1: five starts.
  static func plane(_ start: [Double]) throws -> FlowFamily {
    try FlowFamily(
      x: Matrix(rows: 1, columns: 2, elements: [0.625, 1]), y: [0.96],
      starts: [start, [0.35, 1.62], [1.5, 1.0], [0, 0], [1.1, -0.8]])
  }

  /// d = 3, n = 1: one start above the plane.
  static func space(_ start: [Double]) throws -> FlowFamily {
    try FlowFamily(
      x: Matrix(rows: 1, columns: 3, elements: [0.1, 0.06, 1]), y: [0.62], starts: [start])
  }

  /// d = 3, n = 2: five starts in three leaves.
  static func leaves() throws -> FlowFamily {
    let offsets = [[0.52, 1.0], [-0.52, -0.8], [-0.5, 0.8], [-0.5, 0.7], [0.46, -0.85]]
    let centre = [0.3, 0.2]
    return try FlowFamily(
      x: Matrix(rows: 2, columns: 3, elements: [0, 2.2, 0.12, 0, -0.12, 0.75]),
      y: [2.2 * centre[0] + 0.12 * centre[1], -0.12 * centre[0] + 0.75 * centre[1]],
      starts: zip(offsets, leafOfStart).map { offset, leaf in
        [leafPlaces[leaf], centre[0] + offset[0], centre[1] + offset[1]]
      })
  }

  /// θ̂_ols, the foot from the origin.
  var leastNorm: [Double] { problem.leastNormSolution }

  /// A vector in the plane of the picture: itself for d = 2, the orthographic view for d = 3.
  static func view(_ theta: [Double]) -> Point {
    theta.count == 2 ? Point(theta[0], theta[1]) : Point(dot(theta, right), dot(theta, up))
  }

  /// The largest |cos| of the angle between θ₀ − θ_∞ and a direction of the interpolators, and the
  /// largest distance of a flow line's end from θ₀ + Xᵀ(XXᵀ)⁻¹(y − Xθ₀), lecture (2.15), both by a
  /// factorisation of XXᵀ and not from the flow.
  var defects: (angle: Double, end: Double) {
    let x = problem.x
    guard let gram = try? Cholesky(x.timesTransposed(x)) else { return (.nan, .nan) }
    func across(_ values: [Double]) -> [Double] { x.transposedTimes(gram.solve(values)) }
    let each = zip(starts, ends).map { start, end in
      let way = difference(start, end)
      let length = euclideanNorm(way)
      return (
        length == 0 ? 0 : distance(way, across(x.times(way))) / length,
        distance(sum(start, 1, times: across(problem.residual(start))), end)
      )
    }
    return (each.map(\.0).worst, each.map(\.1).worst)
  }

  var claims: [Claim] {
    let (angle, end) = defects
    return [
      ("arrive at a right angle to the interpolators", angle, "rounding of one projection"),
      (
        "end at the orthogonal projection of their start", end,
        #"rounding of one $2 \times 2$ solve"#
      ),
    ].map { words, residual, reason in
      Claim(
        "fig-2", "drawn flow lines \(words) ($d = \(problem.features)$, $n = \(problem.samples)$)",
        residual, within: 1e-12, reason)
    }
  }

  func series(_ prefix: String) -> [Table] {
    let names = (1...problem.features).map { "theta\($0)" }
    return zip(1..., lines).map { Table("\(prefix)-path-\($0)", names, $1) }
  }
}

/// A vector of length 1.
func unit(_ v: [Double]) -> [Double] { v.map { $0 * (1 / euclideanNorm(v)) } }

/// The part of a vector orthogonal to others of length 1 that are orthogonal to each other.
func orthogonal(_ v: [Double], to others: [[Double]]) -> [Double] {
  others.reduce(v) { sum($0, -dot(v, $1), times: $1) }
}
