import Foundation
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

  @Test(arguments: [
    ("(1-x)^2 + 100*(y-x^2)^2", "0.1", "-2..2", 1), ("(x^2 + y^2 - 0.5)^2", "0.00001", "-1..1", 2),
    ("(1.5-x+x*y)^2+(2.25-x+x*y^2)^2+(2.625-x+x*y^3)^2", "0.5", "-2..4", 1),
  ])
  func narrowValleysAreNotTorn(
    _ formula: String, _ level: String, _ range: String, _ count: Int
  ) throws {
    let lines = try lines(formula, at: level, in: range, within: 1e-8)
    #expect(lines.count == count, "\(lines.map(\.count))")
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

  /// The level lines of a formula in a window, each as its points.
  private func lines(
    _ formula: String, at level: String, in range: String, _ more: String = "",
    within most: Double = 1e-10
  ) throws -> [[[Double]]] {
    let data = try sketch(
      "alt: auto\nplane x in \(range), y in \(range)\nlevels \(formula) at \(level) \(more)"
    ).computed().data
    #expect(data.number("levels.defect") < most)
    let rows = data.rows("levels")
    return Dictionary(grouping: rows) { $0[1] }.sorted { $0.key < $1.key }.map {
      $0.value.map { Array($0[2...]) }
    }
  }

  @Test(arguments: [
    // The saddle on a sample, on an edge, in a cell; four lines and six.
    ("x^2 - y^2", "-2..2", 0.0, 0.0, 2), ("x^2 - y^2", "-2..2.02", 0, 0, 2),
    ("y^2 - 3*x^2", "-1..1.5", 0, 0, 2), ("x*y", "-2..2", 0, 0, 2),
    ("(x-0.013)^2 - (y-0.017)^2", "-2..2", 0.013, 0.017, 2),
    ("(x-0.2)^2 - 2*(y-0.1)^2 + (x-0.2)*(y-0.1)", "-2..2.1", 0.2, 0.1, 2),
    ("x^3 - 3*x*y^2", "-2..2", 0, 0, 3), ("x^3 - 3*x*y^2", "-2..2.03", 0, 0, 3),
    ("(x-0.013)^3 - 3*(x-0.013)*(y-0.017)^2", "-2..2", 0.013, 0.017, 3),
    ("(x^2 + y^2)^2 - 2*(x^2 - y^2)", "-2..2.1", 0, 0, 2),
    ("(x^2 - 1)^2 - 1 + y^2", "-2..2", 0, 0, 2), ("sin(x)*sin(y)", "-2..2.5", 0, 0, 2),
  ])
  func linesThroughASaddleMeetThere(
    _ formula: String, _ range: String, _ x: Double, _ y: Double, _ count: Int
  ) throws {
    for sign in ["", "-1*"] {
      let lines = try lines("\(sign)(\(formula))", at: "0", in: range)
      let passes = lines.joined().filter { abs($0[0] - x) < 1e-7 && abs($0[1] - y) < 1e-7 }
      #expect(passes.count == count, "\(sign)\(formula)")
      // No line ends inside.
      let ends = range.replacing("..", with: " ").split(separator: " ").compactMap { Double($0) }
      for line in lines {
        for end in [line[0], line[line.count - 1]] where line[0] != line[line.count - 1] {
          let isOut = end.contains { place in ends.contains { abs(place - $0) < 1e-9 } }
          let isClosed =
            abs(line[0][0] - line[line.count - 1][0]) < 0.05
            && abs(line[0][1] - line[line.count - 1][1]) < 0.05
          #expect(isOut || isClosed, "\(formula): \(end)")
        }
      }
    }
  }

  /// Each line stays on one side of the saddle, whatever the mean of four samples says.
  @Test(arguments: [("1e-6", 1.0, 1.0), ("-1e-6", -1, 1)])
  func aThinNeckIsJoinedAsItIs(_ level: String, _ x: Double, _ y: Double) throws {
    let lines = try lines("(x-0.002)*(y-0.007)", at: level, in: "-1..1")
    #expect(lines.count == 2)
    for line in lines {
      let sides = Set(line.map { ($0[0] - 0.002) * x + ($0[1] - 0.007) * y > 0 })
      #expect(sides.count == 1)
    }
  }

  @Test func noLineRunsAlongAJump() throws {
    let half = try lines("sign(x)*y", at: "0.5", in: "-2..2.1")
    #expect(half.count == 2)
    for line in half {
      #expect(line.allSatisfy { abs(abs($0[1]) - 0.5) < 1e-12 && $0[0] * $0[1] > -1e-9 })
      // Up to the jump.
      #expect(line.contains { abs($0[0]) < 0.002 })
    }
    for point in try lines("1/(x - y/3)", at: "-4, -1, 1, 4", in: "-2..2").joined() {
      #expect(abs(point[0] - point[1] / 3) > 0.2)
    }
    for point in try lines("tan(x + y/2)", at: "2", in: "-4..4").joined() {
      #expect(abs(tan(point[0] + point[1] / 2) - 2) < 1e-6)
    }
    #expect(try lines("floor(x)", at: "-0.5, 0, 0.5", in: "-2..2", "fill").isEmpty)
    #expect(try lines("step(x^2 + y^2 - 1)", at: "0.5", in: "-2..2", "fill").isEmpty)
    // Roots are steep and no jumps.
    #expect(try lines("cbrt(x - 0.1)", at: "0", in: "-2..2", within: 1e-4).count == 1)
    let root = "sqrt(|x - 0.1|)*sign(x - 0.1)"
    #expect(try lines(root, at: "0", in: "-2..2", within: 1e-4).count == 1)
  }

  @Test func formulasThatOnlyJumpSaySo() {
    let plane = "alt: auto\nplane x in -2..2, y in -2..2\n"
    #expect(
      refusal(plane + "levels floor(x) at 0.5").contains(
        "3:1: no level has a line: floor(x) jumps across them; write 'fill' to see where"))
    #expect(
      refusal(plane + "implicit sign(x) = 0.5").contains("3:1: the two sides are equal nowhere"))
  }

  /// Necks and lobes narrower than a cell: the lines are right, or it is said that they are not proven.
  @Test(
    arguments: [0.5, 0.1, 0.01],
    [
      // Half the width, where it lies, how it is turned.
      (0.264, 0.397, 0.0), (-0.41, 0.123, 0.785398), (0.3004, -0.221, 0.4),
    ])
  func thinNecksAreNotClaimed(_ part: Double, _ place: (Double, Double, Double)) throws {
    let w = part * 4 / 300 / 2
    let (c, s) = (cos(place.2), sin(place.2))
    let a = "(\(c)*(x - (\(place.0))) + \(s)*(y - (\(place.1))))"
    let b = "(\(c)*(y - (\(place.1))) - \(s)*(x - (\(place.0))))"
    let ovals = "((\(a) - 0.6)^2 + \(b)^2)*((\(a) + 0.6)^2 + \(b)^2)"
    for (formula, level, count) in [
      ("\(b)^2 - \(a)^2", w * w, 2), (ovals, (0.36 + w * w) * (0.36 + w * w), 1),
      (ovals, (0.36 - w * w) * (0.36 - w * w), 2), ("(hypot(\(a), \(b)) - 0.9)^2", w * w, 2),
      ("min((\(a) - 0.5)^2 + \(b)^2, (\(a) + \(0.5 + 2 * w))^2 + \(b)^2)", 0.25, 2),
    ] {
      let source = "alt: auto\nplane x in -2..2, y in -2..2\nlevels \(formula) at \(level)"
      let told = refusal(source)
      guard told.isEmpty else {
        #expect(told.contains("no level is met"), "\(told)")
        continue
      }
      let data = try sketch(source).computed().data
      let drawn = Set(data.rows("levels").map { $0[1] }).count
      #expect(drawn == count || data.number("levels.unproven") > 0, "\(formula) at \(level)")
    }
  }
}
