import Models

extension JSON {
  /// The seeds of the member `data`: `seeds`, or `seed` alone.
  func seeds() throws -> [UInt64] {
    has("seeds") ? try integers("seeds").map { UInt64($0) } : [UInt64(try integer("seed"))]
  }

  /// The distribution of `entries`.
  func features() throws -> Features {
    switch try string("entries") {
    case "gaussian": .gaussian
    case "rademacher": .rademacher
    case let name: throw ReferenceError.unknown("entries", name)
    }
  }

  /// The planted predictor of generated data; a generator may state that its entries are divided by
  /// √s.
  func teacher() throws -> Teacher {
    let teacher = try self["teacher"]
    if teacher.has("dense_norm") { return .dense(norm: try teacher.number("dense_norm")) }
    let nonzeros = try teacher.integer("sparse")
    let isDivided = try string("generator").contains("divided by sqrt s")
    return .sparse(
      nonzeros: nonzeros, size: isDivided ? 1 / Double(nonzeros).squareRoot() : 1)
  }

  /// The data that a member `data` describes, or X and y themselves.
  ///
  /// What `check` states of them is checked.
  func experimentData(seed: UInt64? = nil) throws -> DataSet {
    guard has("data") else {
      return try DataSet(x: Matrix(rows: try rows("X")), y: try numbers("y"))
    }
    let data = try self["data"]
    let generator = try data.string("generator")
    let noise =
      generator.contains("noise ") ? Double(generator.split(separator: " ").last ?? "") : 0
    guard let noise else { throw ReferenceError.unknown("generator", generator) }
    let made = try DataSet.regression(
      samples: try data.integer("samples"), features: try data.integer("features"),
      entries: try data.features(), teacher: try data.teacher(), noise: noise,
      seed: try seed ?? data.seeds()[0])
    if data.has("check") {
      let check = try data["check"]
      let pairs =
        [
          (made.x.elements.reduce(0, +), try check.number("sum_x")),
          (made.y.reduce(0, +), try check.number("sum_y")),
        ] + zip(made.x.elements, try check.numbers("x_first"))
      guard pairs.allSatisfy({ abs($0 - $1) <= 1e-10 * abs($1) }) else {
        throw ReferenceError.wrongType("check", wanted: "what the generator gives")
      }
    }
    return made
  }
}

/// ‖θ − θ⋆‖₂² for data with a teacher.
func squaredError(_ theta: [Double], _ data: DataSet) throws -> Double {
  guard let error = SparsitySummary(theta, of: data).squaredError else {
    throw ReferenceError.missing("teacher")
  }
  return error
}

/// The middle of a sample.
func median(_ sample: [Double]) -> Double { quantile(0.5, of: sample) ?? .nan }
