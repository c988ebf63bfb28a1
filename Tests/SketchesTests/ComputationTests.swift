import Drawing
import Lectures
import Models
import Plotting
import Records
import Sketches
import Testing

/// What sketches compute, against closed forms and against loops of their own.
@Suite struct ComputationTests {
  static let deeper = """
    alt: auto
    parameter eta = 0.05 in 0.001..0.5: step size
    L(u, v) = (1 - u^2*v)^2/2
    plane u in -2.4..2.4, v in -1..2.6 equal
    levels L at 0.02, 0.125, 0.5, 1, 2, 4, 8, 16, 32 fill
    implicit u^2*v = 1 red
    flow L from (-2, 2.3), (-0.9, -0.7), (0.6, 2.2), (-1.6, -0.5) blue arrow
    descend L from (1.9, 1.9) step eta steps 60 orange dots
    descend L from (2.2, 1.2) step eta/4 momentum 0.9 steps 80 purple dots
    check end1x^2*end1y = 1 within 1e-9: the first flow line ends on the minima
    check end1x^2/2 - end1y^2 = 2^2/2 - 2.3^2 within 1e-8: it keeps its invariant
    """

  @Test func levelsLieOnTheirLevel() throws {
    let data = try sketch(Self.deeper).computed().data
    let rows = data.rows("levels")
    #expect(rows.count > 3000)
    for row in rows {
      let s = 1 - row[2] * row[2] * row[3]
      #expect(abs(s * s / 2 - row[0]) < 1e-12 * 100)
    }
    #expect(data.number("levels.defect") < 1e-12)
    for row in data.rows("implicit-1") { #expect(abs(row[1] * row[1] * row[2] - 1) < 1e-11) }
  }

  @Test func flowLinesKeepTheirInvariantAndEndOnTheMinima() throws {
    let data = try sketch(Self.deeper).computed().data
    for (index, start) in [(-2.0, 2.3), (-0.9, -0.7), (0.6, 2.2), (-1.6, -0.5)].enumerated() {
      let line = data.rows("flow-\(index + 1)")
      let invariant = start.0 * start.0 / 2 - start.1 * start.1
      for p in line { #expect(abs(p[0] * p[0] / 2 - p[1] * p[1] - invariant) < 2e-8) }
      let end = try #require(line.last)
      #expect(abs(end[0] * end[0] / 2 - end[1] * end[1] - invariant) < 1e-9)
      #expect(data.number("flow-\(index + 1).slope") < 1e-9)
    }
    #expect(abs(data.number("flow-1.end")) < 1e-18)
    // The second runs into the set of saddles.
    #expect(abs(data.number("flow-2.end") - 0.5) < 1e-12)
    let failed = data.claims.filter { !$0.holds }
    #expect(failed.isEmpty)
  }

  /// min ½(x − 1)² + 50(y − ½)²: the flow is exp(−t), exp(−100 t), so (y − ½) = c (x − 1)¹⁰⁰.
  @Test func aNarrowValleyIsFollowedToItsEnd() throws {
    let data = try sketch(
      """
      alt: auto
      plane x in -1..2, y in -1..2
      flow (x-1)^2/2 + 50(y-0.5)^2 from (0.2, 1.5)
      flow (x-1)^4 + (y-0.5)^4 from (0.2, 1.5)
      critical (x-1)^4 + (y-0.5)^2
      """
    ).computed().data
    let end = try #require(data.rows("flow-1").last)
    #expect(abs(end[0] - 1) < 1e-12 && abs(end[1] - 0.5) < 1e-12)
    for p in data.rows("flow-1") where p[1] > 0.5 + 1e-4 {
      // t from x, then y.
      let t = -(((1 - p[0]) / 0.8).logarithm)
      #expect(abs((p[1] - 0.5) - (-100 * t).exponential) < 1e-6)
    }
    let flat = try #require(data.rows("flow-2").last)
    #expect(abs(flat[0] - 1) < 1e-5 && abs(flat[1] - 0.5) < 1e-5)
  }

  @Test func descentsAreThoseOfALoop() throws {
    let source = """
      alt: auto
      plane u in -3..3, v in -3..3
      descend (u^2 + 3v^2)/2 + u*v/4 from (2, 1) step 0.1 steps 25
      descend (u^2 + 3v^2)/2 + u*v/4 from (2, 1) step 0.1 momentum 0.8 steps 25
      descend (u^2 + 3v^2)/2 + u*v/4 from (2, 1) step 0.1 momentum 0.8 nesterov steps 25
      descend (u^2 + 3v^2)/2 + u*v/4 from (2, 1) step 0.5/k steps 25
      """
    let data = try sketch(source).computed().data
    func gradient(_ w: SIMD2<Double>) -> SIMD2<Double> {
      SIMD2(w.x + w.y / 4, 3 * w.y + w.x / 4)
    }
    for (index, (beta, isNesterov, isDecaying)) in [
      (0.0, false, false), (0.8, false, false), (0.8, true, false), (0.0, false, true),
    ].enumerated() {
      var w = SIMD2(2.0, 1.0)
      var before = w
      let rows = data.rows("descent-\(index + 1)")
      #expect(rows.count == 26)
      for k in 0..<25 {
        let eta = isDecaying ? 0.5 / Double(k + 1) : 0.1
        // The heavy ball in its other form: two iterates in place of a velocity.
        let place = isNesterov ? w + beta * (w - before) : w
        let next = w + beta * (w - before) - eta * gradient(place)
        (before, w) = (w, next)
        #expect(abs(rows[k + 1][0] - w.x) < 1e-13 && abs(rows[k + 1][1] - w.y) < 1e-13)
      }
    }
  }

  @Test func aLongPathIsShownByPartOfIt() throws {
    let source = "alt: a\nplane u in -2..2, v in -2..2\ndescend u^2 + v^2 from (1, 1) step 1e-6 "
    let data = try sketch(source + "steps 300000 dots\n").computed().data
    let rows = data.rows("descent-1")
    #expect(rows.count <= 20_001 && rows.count > 10_000)
    #expect(rows.last?[0] == data.number("descent-1.end.u"))
    #expect(data.number("descent-1.steps") == 300_000)
    #expect(try sketch(source + "steps 200\n").computed().data.rows("descent-1").count == 201)
  }

  @Test func batchesAndNoiseComeFromTheStreams() throws {
    let table = "x,y\n" + (0..<20).map { "\($0),\(3 * $0 + $0 % 3)" }.joined(separator: "\n")
    let source = """
      alt: auto
      data "t.csv"
      plane a in -1..5, b in -5..5
      descend mean((y - a*x - b)^2)/2 from (0, 0) step 0.002 batch 3 seed 5 noise 0.5 seed 9 steps 30
      """
    let data = try sketch(source, tables: ["t.csv": table]).computed().data
    let rows = data.rows("descent-1")
    let (samples, normals) = (RandomStream(seed: 5, stream: 2), RandomStream(seed: 9, stream: 3))
    var (a, b) = (0.0, 0.0)
    for k in 0..<30 {
      var (ga, gb) = (0.0, 0.0)
      for i in samples.integers(below: 20, count: 3, from: UInt64(3 * k)) {
        let (x, y) = (Double(i), Double(3 * i + i % 3))
        let rest = y - a * x - b
        ga -= x * rest / 3
        gb -= rest / 3
      }
      ga += 0.5 * normals.normal(at: UInt64(2 * k))
      gb += 0.5 * normals.normal(at: UInt64(2 * k + 1))
      a -= 0.002 * ga
      b -= 0.002 * gb
      #expect(abs(rows[k + 1][0] - a) < 1e-12 && abs(rows[k + 1][1] - b) < 1e-12)
    }
    #expect(try sketch(source, tables: ["t.csv": table]).computed().data == data)
  }

  /// Himmelblau's function has four minima, four saddles and one maximum (to 12 digits from sympy).
  @Test func himmelblausNinePointsAreFound() throws {
    let data = try sketch(
      """
      alt: auto
      plane x in -5..5, y in -5..5
      critical (x^2 + y - 11)^2 + (x + y^2 - 7)^2
      """
    ).computed().data
    #expect(data.number("critical-1.minima") == 4)
    #expect(data.number("critical-1.saddles") == 4)
    #expect(data.number("critical-1.maxima") == 1)
    let minima = [
      (3, 2), (-2.805118086952745, 3.131312518250573), (-3.779310253377747, -3.283185991286169),
      (3.584428340330492, -1.848126526964404),
    ]
    for (x, y) in minima {
      #expect(data.rows("critical-1").contains { abs($0[0] - x) < 1e-9 && abs($0[1] - y) < 1e-9 })
    }
    #expect(data.number("critical-1.slope") < 1e-9)
  }

  /// Mirror flow of ½|w − c|² with h = Σ w log w from (1, 1): in the dual it runs straight, so
  /// log(u)/(…) is exact: both coordinates solve ẇ = −w (w − c), w(t) = c/(1 + (c − 1) e^(−ct)).
  @Test func mirrorFlowEndsWhereItsLimitLies() throws {
    let data = try sketch(
      """
      alt: auto
      plane u in 0.05..3, v in 0.05..3
      h(u, v) = u*log(u) - u + v*log(v) - v
      flow ((u - 2)^2 + (v - 0.5)^2)/2 from (1, 1) mirror h
      flow (u + v - 2)^2/2 from (0.5, 0.25) mirror h
      """
    ).computed().data
    let end = try #require(data.rows("flow-1").last)
    #expect(abs(end[0] - 2) < 1e-10 && abs(end[1] - 0.5) < 1e-10)
    for p in data.rows("flow-1") where p[0] < 1.99 {
      // e^(−2t) from u, then v with c = ½.
      let decay = 2 / p[0] - 1
      let v = 0.5 / (1 - 0.5 * decay.squareRoot().squareRoot())
      #expect(abs(p[1] - v) < 1e-7)
    }
    // A line of minima: multiplicative updates keep u : v.
    let other = try #require(data.rows("flow-2").last)
    #expect(abs(other[0] - 4.0 / 3) < 1e-9 && abs(other[1] - 2.0 / 3) < 1e-9)
  }

  @Test func graphsBreakAtPolesAndBeginAtTheirEnds() throws {
    let data = try sketch(
      """
      alt: auto
      axes m in -3..3, loss in -1..4
      curve tan(m)
      curve sqrt(m)
      curve step(m)
      curve 1/m^2
      curve m^2
      """
    ).computed().data
    func pieces(_ name: String) -> Int { Set(data.rows(name).map { $0[0] }).count }
    #expect(pieces("curve-1") == 3)
    #expect(pieces("curve-2") == 1)
    #expect(abs(data.rows("curve-2")[0][1]) < 1e-12)
    #expect(pieces("curve-3") == 2)
    #expect(pieces("curve-5") == 1)
    for row in data.rows("curve-5") where row[2] < 4 {
      #expect(abs(row[2] - row[1] * row[1]) < 1e-14)
    }
  }

  @Test func histogramsHaveAreaOneAndQuartilesAreThoseOfR() throws {
    let table =
      "g,v\n" + [1.0, 2, 3, 4, 10].map { "a,\($0)" }.joined(separator: "\n") + "\nb,5\nb,7\n"
    let data = try sketch(
      """
      alt: auto
      data "t.csv"
      boxes v by g
      panel: histogram
      histogram v bins 4
      """, tables: ["t.csv": table]
    ).computed().data
    #expect(abs(data.number("histogram-1.area") - 1) < 1e-14)
    #expect(data.rows("histogram-1").map { $0[2] } == [3, 2, 1, 1])
    #expect(data.number("boxes-1.median.a") == 3)
    #expect(data.number("boxes-1.median.b") == 6)
    let a = data.rows("boxes-1")[0]
    #expect(a == [1, 5, 1, 2, 3, 4, 4])
  }

  @Test func aParameterChangesWhatItIsIn() throws {
    let one = try sketch(Self.deeper)
    let other = try one.setting("eta", to: "0.01")
    #expect(one.settings.map(\.value) == ["0.05"])
    #expect(other.settings.map(\.value) == ["0.01"])
    let paths = try [one, other].map { try $0.computed().data.rows("descent-1") }
    #expect(paths[0] != paths[1])
    #expect(throws: UsageError.self) { try one.setting("eta", to: "2") }
    #expect(throws: UsageError.self) { try one.setting("nu", to: "2") }
  }

  @Test func aNodeInAPlaneLeavesThePageToThePlane() throws {
    let figure = try sketch(
      """
      alt: auto
      node v at (2, -1) "c"
      plane x in -5..5, y in -5..5 equal
      levels x^2 + y^2 at 1, 4, 9
      """
    ).computed().figure(.text)
    #expect(figure.size.width > 250 && figure.size.height > 250)
  }
}
