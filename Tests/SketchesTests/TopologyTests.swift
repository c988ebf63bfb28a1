import Lectures
import Sketches
import Testing

/// Where level lines are proven to run as the true ones do, and where that is not claimed.
@Suite struct TopologyTests {
  private func open(_ formula: String, at level: String) throws -> [[Double]] {
    let data = try sketch(
      """
      alt: auto
      plane x in -2..2, y in -2..2
      levels \(formula) at \(level)
      """
    ).computed().data
    let count = data.number("levels.unproven")
    #expect(count == Double(data.rows("levels.unproven").count))
    return data.rows("levels.unproven")
  }

  @Test(arguments: [
    ("x^2 + y^2", "1"), ("x^2 + 3*y^2 + x*y", "0.5, 1, 2"), ("exp(x) - y", "0.3"),
    ("sin(2x)*y + x", "0.7"), ("log(3 + x) + sqrt(3 + y)", "2.3"), ("tanh(x - y) + atan(x)", "0.2"),
    ("(x^2 + y^2)^2 - 2*(x^2 - y^2)", "0.5"), ("x*y", "0.3, 1"), ("softplus(x) + |y - 0.1|", "1.5"),
  ])
  func ordinaryLevelsAreProven(_ formula: String, _ level: String) throws {
    let open = try open(formula, at: level)
    #expect(open.count <= (formula.contains("|") ? 8 : 0), "\(formula): \(open.prefix(3))")
  }

  @Test(arguments: [
    // A level through a saddle, two lobes that touch, an isolated point, a thin neck, a pole.
    ("x*y", "0", 0.0, 0.0), ("(x^2 + y^2)^2 - 2*(x^2 - y^2)", "0", 0, 0),
    ("((x-0.3)^2 + y^2)*((x+0.5)^2 + y^2 - 0.04)", "0", 0.3, 0),
    ("y^2 - x^2", "1e-7", 0, 0), ("1/(x - 0.1)", "2", 0.1, 0.7),
  ])
  func hardCasesAreMarked(_ formula: String, _ level: String, _ x: Double, _ y: Double) throws {
    let open = try open(formula, at: level)
    #expect(!open.isEmpty, "\(formula)")
    #expect(
      open.contains { abs($0[0] - x) < 0.03 && abs($0[1] - y) < 0.03 },
      "\(formula): \(open.prefix(3))")
    // Only the hard places are.
    if !formula.contains("/") {
      #expect(open.allSatisfy { abs($0[0] - x) < 0.3 && abs($0[1] - y) < 0.3 }, "\(formula)")
    }
  }

  /// Two variables over the same interval are two variables: their product has both signs.
  @Test func equalIntervalsAreNotEqualNumbers() throws {
    let open = try open("(x - 0.0033)*(y - 0.0033)", at: "0")
    #expect(open.contains { abs($0[0]) < 0.03 && abs($0[1]) < 0.03 })
    #expect(open.allSatisfy { abs($0[0]) < 0.03 && abs($0[1]) < 0.03 })
  }

  @Test func theFirstExampleKnowsItsDegenerateLevel() throws {
    let data = try sketch(ComputationTests.deeper).computed().data
    let open = data.rows("levels.unproven")
    // The level ½ holds the line u = 0, on which the gradient vanishes.
    #expect(open.contains { abs($0[0]) < 0.02 })
    #expect(open.allSatisfy { abs($0[0]) < 0.1 || abs($0[1]) < 0.1 })
  }
}
