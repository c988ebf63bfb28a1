import Drawing
import Elementary
import Lectures
import Models
import Plotting
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
  private let azimuth: Double
  private let elevation: Double

  /// Where the leaves of the three-dimensional picture cut the interpolators.
  static let leafPlaces = [-1.3, 0, 1.3]
  /// The leaf that each start of `leaves` lies in.
  static let leafOfStart = [0, 0, 1, 2, 2]
  /// The start of `leaves` that carries the label.
  static let labelledStart = 4

  init(x: Matrix, y: [Double], starts: [[Double]]) throws {
    problem = LeastSquares(try DataSet(x: x, y: y))
    self.starts = starts
    azimuth = -62 * Double.pi / 180
    elevation = 20 * Double.pi / 180
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
    let project = FlowFamily.projector(azimuth, elevation)
    paths = lines.map { $0.map(project) }
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
    let x = Matrix(rows: 2, columns: 3, elements: [0, 2.2, 0.12, 0, -0.12, 0.75])
    let offsets = [[0.52, 1.0], [-0.52, -0.8], [-0.5, 0.8], [-0.5, 0.7], [0.46, -0.85]]
    let centre = [0.3, 0.2]
    let y = [2.2 * centre[0] + 0.12 * centre[1], -0.12 * centre[0] + 0.75 * centre[1]]
    return try FlowFamily(
      x: x, y: y,
      starts: zip(offsets, leafOfStart).map { offset, leaf in
        [leafPlaces[leaf], centre[0] + offset[0], centre[1] + offset[1]]
      })
  }

  /// θ̂_ols, the foot from the origin.
  var leastNorm: [Double] { problem.leastNormSolution }

  /// The direction from the picture to the eye.
  var towardsEye: [Double] {
    [cos(elevation) * cos(azimuth), cos(elevation) * sin(azimuth), sin(elevation)]
  }

  /// A vector in the plane of the picture: itself for d = 2, the orthographic view for d = 3.
  func projected(_ theta: [Double]) -> Point { FlowFamily.projector(azimuth, elevation)(theta) }

  /// The view of a vector.
  var view: @Sendable ([Double]) -> Point { FlowFamily.projector(azimuth, elevation) }

  private static func projector(
    _ azimuth: Double, _ elevation: Double
  ) -> @Sendable ([Double]) -> Point {
    let right = [-sin(azimuth), cos(azimuth), 0]
    let up = [-sin(elevation) * cos(azimuth), -sin(elevation) * sin(azimuth), cos(elevation)]
    return { theta in
      theta.count == 2 ? Point(theta[0], theta[1]) : Point(dot(theta, right), dot(theta, up))
    }
  }

  /// The largest |cos| of the angle between θ₀ − θ_∞ and a direction of the interpolators.
  ///
  /// What Xᵀ(XXᵀ)⁻¹X leaves of the way is its part along the interpolators.
  var angleDefect: Double {
    let x = problem.x
    guard let gram = try? Cholesky(x.timesTransposed(x)) else { return .nan }
    return zip(starts, ends).map { start, end in
      let way = difference(start, end)
      let length = euclideanNorm(way)
      let across = x.transposedTimes(gram.solve(x.times(way)))
      return length == 0 ? 0 : distance(way, across) / length
    }.worst
  }

  /// The largest distance of a flow line's end from the orthogonal projection of its start.
  ///
  /// The projection is found from the normal equations of the constraint, not from the flow.
  var endDistance: Double {
    zip(starts, ends).map { start, end in
      guard let foot = try? leastChange(from: start) else { return .nan }
      return distance(foot, end)
    }.worst
  }

  /// θ₀ + Xᵀ(XXᵀ)⁻¹(y − Xθ₀), lecture (2.15), by a factorisation of XXᵀ.
  private func leastChange(from start: [Double]) throws -> [Double] {
    let x = problem.x
    let multipliers = try Cholesky(x.timesTransposed(x)).solve(problem.residual(start))
    return sum(start, x.transposedTimes(multipliers))
  }

  var claims: [Claim] {
    let where_ = "$d = \(problem.features)$, $n = \(problem.samples)$"
    return [
      Claim(
        id: "fig-2",
        statement: "drawn flow lines arrive at a right angle to the interpolators (\(where_))",
        residual: angleDefect, tolerance: 1e-12, reason: "rounding of one projection"),
      Claim(
        id: "fig-2",
        statement: "drawn flow lines end at the orthogonal projection of their start (\(where_))",
        residual: endDistance, tolerance: 1e-12, reason: #"rounding of one $2 \times 2$ solve"#),
    ]
  }

  func series(_ prefix: String) -> [Table] {
    let names = (1...problem.features).map { "theta\($0)" }
    return zip(1..., lines).map { index, line in
      Table("\(prefix)-path-\(index)", names, line)
    }
  }
}

func scaled(_ v: [Double], _ factor: Double) -> [Double] { v.map { $0 * factor } }
func sum(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 + $1 } }
func unit(_ v: [Double]) -> [Double] { scaled(v, 1 / euclideanNorm(v)) }
func cross(_ a: [Double], _ b: [Double]) -> [Double] {
  [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

/// The part of a vector orthogonal to others of length 1 that are orthogonal to each other.
func orthogonal(_ v: [Double], to others: [[Double]]) -> [Double] {
  others.reduce(v) { difference($0, scaled($1, dot(v, $1))) }
}
