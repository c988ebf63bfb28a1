import Models
import Testing

@Suite("Interpolators of least l1 norm") struct LeastL1Tests {
  /// The least ℓ1 norm over all bases: every minimum is attained at a vertex.
  private func leastOverBases(_ x: Matrix, _ y: [Double]) -> Double {
    var least = Double.infinity
    func visit(_ chosen: [Int], from next: Int) {
      if chosen.count == x.rows {
        if let values = try? LU(x.selecting(columns: chosen)).solve(y) {
          least = min(least, l1Norm(values))
        }
        return
      }
      for j in next..<max(next, x.columns) { visit(chosen + [j], from: j + 1) }
    }
    visit([], from: 0)
    return least
  }

  @Test("all bases of 150 small instances, some of integers with ties")
  func enumeration() throws {
    for index in 0..<150 {
      let stream = RandomStream(seed: 5, stream: UInt32(index))
      let n = 1 + stream.integer(below: 4, at: 0)
      let d = n + 1 + stream.integer(below: 4, at: 1)
      let integers = index % 2 == 1
      func entry(_ k: Int) -> Double {
        integers
          ? Double(stream.integer(below: 5, at: 10 + UInt64(k)) - 2)
          : stream.normal(at: 10 + UInt64(k))
      }
      let x = Matrix(rows: n, columns: d, elements: (0..<n * d).map(entry))
      let y = (0..<n).map { entry(1000 + $0) }
      guard SingularValueDecomposition(x).rank() == n, maximumNorm(y) > 0 else { continue }
      let found = try LeastL1Interpolator(x, y)
      #expect(relative(found.norm, leastOverBases(x, y)) < 1e-12, "instance \(index)")
      #expect(found.residual < 1e-12)
      #expect(found.dualDefect < 1e-10)
      #expect(relative(l1Norm(found.smallAlphaLimit), found.norm) < 1e-10)
      if found.margin > 1e-9 { #expect(found.isUnique) }
    }
  }

  @Test("200 instances at n = 20, d = 50, by their certificates")
  func certificates() throws {
    var certified = 0
    for index in 0..<200 {
      let instance = RandomInstance(index: UInt64(index), samples: 20, features: 50)
      let found = try LeastL1Interpolator(instance.x, instance.y)
      #expect(found.residual < 1e-12, "instance \(index)")
      #expect(found.dualDefect < 1e-9, "instance \(index)")
      #expect(found.support.count <= 20)
      if found.isUnique { certified += 1 }
    }
    // Random data have one minimiser.
    #expect(certified == 200)
  }

  /// A planted vector of few entries makes every basis degenerate: n − 5 of its variables are 0.
  @Test(arguments: [1, 2, 3, 1_000_000] as [UInt64]) func degenerateProgramsEnd(seed: UInt64) throws
  {
    let data = try DataSet.regression(
      samples: 40, features: 500, entries: .gaussian, teacher: .sparse(nonzeros: 5), seed: seed)
    let least = try LeastL1Interpolator(data.x, data.y)
    #expect(least.dualDefect < 1e-9 && least.residual < 1e-12)
    #expect(least.norm <= 5 + 1e-9)
  }

  @Test("a segment of minimisers is found, with its point of largest entropy")
  func ties() throws {
    let found = try LeastL1Interpolator(Matrix(rows: [[1, 1]]), [1])
    #expect(!found.isUnique)
    #expect(relative(found.smallAlphaLimit, [0.5, 0.5]) < 1e-14)
    let twice = try LeastL1Interpolator(
      Matrix(rows: [[1, 1, 1, 0.5], [1, 0, -0.5, 1]]), [1, 0.25])
    #expect(!twice.isUnique)
    // 40-digit arithmetic.
    let limit = [0.3936394197300477, 0.319081740809857, 0.28727883946009536, 0]
    #expect(relative(twice.smallAlphaLimit, limit) < 1e-13)
    // It is where θ_∞(α) goes.
    let potential = try Potential(alpha: 1e-8, dimension: 4)
    let small = try potential.interpolator(
      Matrix(rows: [[1, 1, 1, 0.5], [1, 0, -0.5, 1]]), [1, 0.25])
    #expect(relative(small.theta, limit) < 1e-7)
  }

  @Test("a single column that interpolates is unique though degenerate")
  func degenerate() throws {
    let found = try LeastL1Interpolator(Matrix(rows: [[1, 2, 0, 1], [0, 1, 3, -1]]), [2, 1])
    #expect(found.support == [1])
    #expect(relative(found.theta, [0, 1, 0, 0]) < 1e-15)
    #expect(found.isUnique)
    #expect(found.margin > 0)
  }

  @Test("y = 0 and dependent rows")
  func edges() throws {
    let zero = try LeastL1Interpolator(Matrix(rows: [[1, 2]]), [0])
    #expect(zero.theta == [0, 0] && zero.isUnique && zero.residual == 0)
    #expect(throws: DiagonalNetworkError.dependentRows(row: 1)) {
      try LeastL1Interpolator(Matrix(rows: [[1, 2], [2, 4]]), [1, 2])
    }
  }
}
