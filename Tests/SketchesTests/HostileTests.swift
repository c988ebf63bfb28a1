import Lectures
import Plotting
import Records
import Sketches
import Testing

/// Sketches that ask for what cannot be drawn, or for very much: a picture or a fault at its place, soon.
@Suite struct HostileTests {
  private static let plane = "alt: auto\nplane u in -2..2, v in -2..2\n"
  private static let axes = "alt: auto\naxes x in 0..1, y in 0..1\n"

  private static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  private static let cases: [(source: String, told: String)] = [
    // Poles, and what is defined nowhere.
    (plane + "levels 1/(u*v) at -1, 0, 1, 1e6 fill", ""),
    (plane + "heat 1/((u-1)^2+v^2)\nflow -1/((u-1)^2+v^2) from (0, 0.1)", ""),
    (plane + "heat 0/0", "3:1: 0/0 is defined nowhere in the plane; check its formula"),
    (plane + "levels mod(u, 0) at 0", "3:1: mod(u, 0) is defined nowhere"),
    (plane + "region u < u", "3:1: the region does not meet the plane"),
    (axes + "curve sin(1/x)\ncurve tan(1000*x)", ""),
    // Stiff flows and steps that are too large.
    (plane + "flow 1e12*u^2 + 1e-6*v^2 from (1, 1)\ndescend 1e12*u^2 + v^2 from (1, 1) step 1", ""),
    (plane + "descend u^4 - v from (1, 1) step 1e308 adam", ""),
    (plane + "flow u + v from (1, 1) mirror -u^2 - v^2", "3:17: no mirror flow starts here"),
    // Numbers near the ends.
    ("alt: auto\nplane u in 0..1e100, v in -1e100..1e100\nlevels u*v at 1e150, 1e199", ""),
    (
      "alt: auto\nplane u in 0..1e-300, v in 0..1e-300\nlevels u + v at 1e-300",
      "2:12: 0..1e-300 is too narrow to be drawn; widen it"
    ),
    ("alt: auto\nplane u in 0..1e-99, v in 0..1e-99\nlevels u + v at 1e-99", ""),
    (
      "alt: auto\nplane u in 0..1e300, v in 0..1\nheat u",
      "2:12: places of a picture lie within -1e100..1e100; divide the variable"
    ),
    ("alt: auto\naxes x log in 1e-90..1e90, y log in 1e-100..1e100\ncurve x", ""),
    (plane + "surface u*v view 1e300, 5", "3:18: places of a picture lie within"),
    (
      plane + "descend u^2 from (1, 1) step 0.1 noise 1e300 seed 1",
      "3:40: noise 1e300 is not allowed"
    ),
    // Parameters at both ends.
    (
      "alt: auto\nparameter a = 0 in 0..1: s\nparameter b = 1 in 0..1: t\n"
        + "axes x in 0..1, y in 0..1\ncurve x*a + b\npoint (a, b)", ""
    ),
    // Depth and length.
    (
      plane + "heat " + repeated("(", 3000) + "u" + repeated(")", 3000),
      "3:106: the formula is nested too"
    ),
    (plane + "heat " + repeated("-", 5000) + "u", "3:106: the formula is nested too deeply"),
    (
      plane + "heat u" + repeated(" + u*v", 800),
      "3:3008: the formula is nested too deeply; define less on top of each other, and put brackets "
        + "around parts of a long sum"
    ),
    (
      plane + "heat " + repeated("(u" + repeated(" + u*v", 200) + ") + ", 4) + "u", ""
    ),
    (
      plane + "f0(t) = t + 1\n"
        + (1..<40).map { "f\($0)(t) = f\($0 - 1)(t) + f\($0 - 1)(t)\n" }.joined(),
      "5:9: the formula has more than 10000 operations"
    ),
    (plane + "f(t) = g(t)\ng(t) = f(t)\nheat f(u)", "3:8: 'g' is defined by itself"),
    (repeated("#\n", 30_000) + axes + "curve x", ""),
    // Very many of everything.
    (plane + "descend u^2 + v^2 from (1, 1) step 0.001 steps 1000000", ""),
    (
      plane + repeated("descend u^2 + v^2 from (1, 1) step 1e-4 steps 1000000\n", 9),
      "5:1: the sketch asks for too many evaluations"
    ),
    (
      "alt: auto\nparameter a = 1 in 1..2: a\nplane u in -2..2, v in -2..2\neach k in 1, 2, 3, 4, 5, 6\n"
        + "levels k*u^2 + a*v^2 at 1 fill\nstep: x\nflow k*u^2 + v^2 from (a, 1)", ""
    ),
    ("alt: auto\nlayer x 60 at 0\nlayer h 60 at 9\nconnect x h all", ""),
    (
      plane + "levels u at " + (0..<300).map(String.init).joined(separator: ", "),
      "3:1: 300 levels are too many; give at most 254"
    ),
    // Files, lines and letters.
    ("\u{FEFF}alt: auto\r\naxes x in 0..1, y in 0..1\r\ncurve x\r\n", ""),
    ("alt: auto\raxes x in 0..1, y in 0..1\rcurve x\r", ""),
    ("alt: auto\nθ = 3\nλ(σ) = σ^2·θ\naxes ξ in 0..1, υ in 0..3\ncurve λ(ξ)", ""),
    (axes + "curve x\0", "3:1: a zero byte stands here; save the file as UTF-8"),
    ("", "1:1: 'alt:' is missing"),
    (axes + "curve \u{202E}x", "3:7: the character '"),
    ("alt: auto\ndata \"/etc/passwd\"\npoints x, y", "2:6: a table lies beside the sketch"),
    ("alt: auto\ndata \"a/../../b\"\npoints x, y", "2:6: a table lies beside the sketch"),
    (axes + "curve x \"$\\def\\a{\\a\\a}\\a$\"", "3:11: column 2: unknown command \\def"),
  ]

  @Test(.timeLimit(.minutes(1)), arguments: cases.indices)
  func drawnOrRefused(_ index: Int) throws {
    let (source, told) = Self.cases[index]
    let clock = ContinuousClock()
    let start = clock.now
    let found = refusal(source)
    #expect(told.isEmpty ? found.isEmpty : found.hasPrefix(told), "\(source.prefix(200)): \(found)")
    if found.isEmpty { #expect(try !sketch(source).computed().figure(.text).alternative.isEmpty) }
    #expect(clock.now - start < .seconds(20))
  }

  @Test func bytesThatAreNoTextHaveTheirLine() {
    for (bytes, told) in [
      (Array("alt: a\ncurve \"".utf8) + [0xE9, 0x22], "test.figure:2:1: this is no UTF-8 text"),
      ([0xFF, 0xFE, 0x61, 0x00], "test.figure:1:1: a zero byte stands here"),
    ] {
      #expect(throws: CommandFailure.self) {
        do { _ = try Sketch(bytes, file: "test.figure") } catch let failure as CommandFailure {
          #expect(failure.description.hasPrefix(told), "\(failure)")
          throw failure
        }
      }
    }
  }

  @Test func picturesThatCannotBeRightSayIt() throws {
    let warnings = try sketch(Self.plane + "levels sin(1e6*u*v) at 0").computed().warnings
    #expect(warnings.contains { $0.contains("the values change as fast as they were sampled") })
    // What lies far beyond the axes has no ends that were found.
    let far = try sketch(Self.axes + "curve 1e300*(1 + x)").computed().warnings
    #expect(
      far == ["test.figure:3: nothing of this curve lies between the axes; its y is too large"])
  }
}
