import Models

/// potential.json.
let potentialHandlers: [String: Handler] = [
  "table": { reference in
    let (alpha, theta) = (try reference.column("alpha"), try reference.column("theta"))
    let potentials = alpha.map { HyperbolicEntropy(alpha: $0) }
    return .table(
      inputs: ["alpha", "theta"],
      columns: [
        "phi": zip(potentials, theta).map { $0.value($1) },
        "gradient": zip(potentials, theta).map { $0.gradient($1) },
        "hessian": zip(potentials, theta).map { $0.hessian($1) },
      ])
  },
  "bregman_table": { reference in
    let (alpha, a, b) = (
      try reference.column("alpha"), try reference.column("a"), try reference.column("b")
    )
    let potentials = alpha.map { HyperbolicEntropy(alpha: $0) }
    return .table(
      inputs: ["alpha", "a", "b"],
      columns: [
        "divergence": potentials.indices.map { potentials[$0].divergence(a[$0], from: b[$0]) },
        "size": potentials.indices.map {
          potentials[$0].value(a[$0]) + potentials[$0].value(b[$0])
            + abs(potentials[$0].gradient(b[$0]) * (a[$0] - b[$0]))
        },
      ])
  },
  "inverse_table": { reference in
    let (alpha, z) = (try reference.column("alpha"), try reference.column("z"))
    return .table(
      inputs: ["alpha", "z"],
      columns: [
        "theta": zip(alpha, z).map { HyperbolicEntropy(alpha: $0).inverseGradient($1) }
      ])
  },
  "vector": { reference in
    let given = reference.given
    let potential = try Potential(scales: try given.numbers("I"))
    let (theta, start) = (try given.numbers("theta"), try given.numbers("theta0"))
    let slopes = zip(potential.gradient(start), difference(theta, start)).map { $0 * $1 }
    return .fields([
      "phi": .number(potential.value(theta)),
      "gradient": .numbers(potential.gradient(theta)),
      "hessian_diagonal": .numbers(potential.hessianDiagonal(theta)),
      "bregman": .number(potential.divergence(theta, from: start)),
      "bregman_size": .number(potential.value(theta) + potential.value(start) + l1Norm(slopes)),
    ])
  },
]

extension ReferenceCase {
  /// The entries of a table's column.
  func column(_ name: String) throws -> [Double] {
    guard let index = columns.firstIndex(of: name) else {
      throw ReferenceError.missing("column \(name)")
    }
    return rows.map { $0[index] }
  }
}
