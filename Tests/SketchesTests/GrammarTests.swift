import Drawing
import Foundation
import Lectures
import Plotting
import Records
import Sketches
import TestSupport
import Testing

/// What the grammar and the page on sketches promise, line by line.
@Suite struct GrammarTests {
  /// The picture's words for readers who do not see it.
  private static func words(
    _ source: String, tables: [String: String] = [:], in language: String = "en"
  ) throws -> String {
    try sketch("alt: auto\n" + source, tables: tables).computed().figure(.text, in: language)
      .alternative
  }

  private static let plane = "plane u in -2..2, v in -2..2\nL(u, v) = u^2 + v^2 + u*v\n"
  private static let groups =
    "h;p;city;day\n1,5;0,5;Paris;2024-01-01\n2,5;1;Nice;2024-01-02\n3;1,5;Lyon;2024-01-05\n"

  /// Lines that are drawn, each in a plane and alone; the first word says why.
  @Test(arguments: [
    ("signs", "curve -2u + 1"), ("signs", "curve exp(-2u)"), ("signs", "curve 3/-2(u + 5)"),
    ("signs", "field (-2v, +2u)"), ("point", "point (1, 2) red \"$p$\" right"),
    ("points", "points (1, 2), (-1, 0.5) cross"),
    ("line", "line (0, 0), (1, 2), (1.5, 0) red dots"),
    ("line", "line (0, 0), (1, 2), (1.5, 0) fill arrow dashed"),
    (
      "mirror",
      "phi(u, v) = exp(u) + exp(v)\ndescend L from (1, 1.5) step 1/20 momentum 0.5 mirror phi steps 30"
    ),
    (
      "mirror",
      "phi(u, v) = exp(u) + exp(v)\ndescend L from (1, 1.5) step 1/20 momentum 0.5 nesterov mirror phi"
    ),
    ("sides", "curve u \"a\" at (1, -2) below"), ("sides", "curve u \"a\" at (1, 0) above left"),
    (
      "surface",
      "surface L view 30, 40\nlevels L at 1, 2\nflow L from (1, 1)\ncritical L\narrow from (0, 0) to (1, 1)"
    ),
    (
      "surface",
      "surface L blue\nimplicit u = v\nregion u < 0\npoints (1, 1)\nline (0, 0), (1, 1)\nlabel \"a\" at (1, 1)"
    ),
    ("surface", "surface 1e300\nflow L from (1, 1)"),
    ("heat", "levels L at 1, 2\nheat L"), ("thin", "levels L at 1 thin dotted numbers series 3"),
    (
      "functions",
      "curve log10(u + 3) + log1p(u + 3) + expm1(u) + asin(u/2) + acos(u/2) + sinh(u) + cosh(u)"
    ),
    ("functions", "curve acosh(u + 4) + atanh(u/3) + ceil(u) + hypot(u, 1) + pow(u + 3, 2)"),
    ("results", "flow L from (1, 1)\ncheck start1x = 1 within 0"),
    ("field", "field (v, -u) thick"),
    ("connect", "layer x 3 at 0\nlayer h 3 at 2\nconnect x h matching"),
    ("adam", "descend L from (1, 1) step 0.1 adam steps 20"),
    ("noise", "descend L from (1, 1) step 0.1 noise 0.5 seed 3 steps 20 cross"),
  ])
  func eachIsDrawn(_ kind: String, _ line: String) throws {
    #expect(refusal("alt: a\n" + Self.plane + line) == "", "\(kind): \(line)")
    let figure = try sketch("alt: a\n" + Self.plane + line).computed().figure(.text, in: "en")
    #expect(figure.size.width > 100)
  }

  @Test(arguments: [
    ("curve sin^2(u)", "4:12: a sign is missing before this bracket; write sin(x)^2"),
    ("curve ln u", "4:10: 'u' is not expected here; write ln(u)"),
    ("levels sin u at 0.5", "4:12: 'u' is not expected here; write sin(u)"),
    ("levels sinu at 0.5", "4:8: no name 'sinu'; write sin(u)"),
    ("levels u+v) at 0.5", "4:11: this bracket has no partner before it; remove it"),
    ("levels L form (1, 2)", "4:10"),
    ("flow L form (1, 2)", "4:8: 'from' is expected here, not 'form'"),
    ("f(u) = where(u < 0, -u, u^2)", "4:16: formulas compare nothing; write step(x)"),
    ("curve where(u, 1, 2)", "4:7: no function 'where'; write step(x)"),
    ("f(u) = u if u > 0 else 0", "4:10: formulas have no cases; write step(x)"),
    ("g = lambda u, v: u*v", "4:12: a function has its variables on the left"),
    ("levels L at 0,05, 0,5", "4:14: numbers have a decimal point; write 0.5"),
    ("levels L at 0,5, 1", "4:14: numbers have a decimal point; write 0.5"),
    ("levels L at 0,05", "4:14: numbers have a decimal point"),
    ("levels L at 1,2,4", ""), ("line (1, 2)", "4:6: a line goes through two points or more"),
    ("surface 1e308*u", "4:1: 1e+308*u is too high for a picture; divide it"),
    ("surface L\nheat L", "5:1: heat cannot lie on a surface; begin a panel of its own"),
    ("surface L\nnode a at (0, 0)", "5:1: node cannot lie on a surface"),
    ("implicit u^2 + v^2 = 0", "4:1: the two sides are equal in points at most"),
  ])
  func eachIsRefusedWithAWayOut(_ line: String, _ words: String) {
    let found = refusal("alt: a\n" + Self.plane + line)
    #expect(words.isEmpty ? found.isEmpty : found.contains(words), "\(line): \(found)")
  }

  @Test func unitsAndEmptyAxesAreTold() {
    #expect(
      refusal("alt: a\nplane u in -2..2 cm, v in -2..2\ncurve u").contains(
        "2:18: 'cm' is not expected after a range"))
    #expect(refusal("alt: a\naxes x in 0..1, y in 0..1\ny = x^2").contains("nothing is drawn"))
  }

  @Test func aSignBeforeANumberLeavesItsProduct() throws {
    let data = try sketch(
      "alt: a\nf(x) = -2x\ng(x) = 1/-2(x + 1)\naxes x in 0..1, y in 0..1\ncurve f\ncheck f(3) = -6 within 0\ncheck g(3) = -2 within 0"
    ).computed().data
    for claim in data.claims { #expect(claim.residual == 0, "\(claim.statement)") }
  }

  // MARK: Tables

  @Test func decimalCommasStandBesideWordsAndDates() throws {
    let tables = ["m.csv": Self.groups]
    let data = try sketch("alt: a\ndata \"m.csv\"\npoints h, p", tables: tables).computed().data
    #expect(data.rows("points-1") == [[1.5, 0.5], [2.5, 1], [3, 1.5]])
    for line in ["boxes h by city", "bars city, p", "line day, p", "histogram h bins 2"] {
      #expect(refusal("alt: a\ndata \"m.csv\"\n\(line)", tables: tables) == "", "\(line)")
    }
  }

  @Test func theCellThatIsWrongIsNamed() {
    let word = ["m.csv": "h;p\n1;2\n2;x\n3;4\n"]
    #expect(
      refusal("alt: a\ndata \"m.csv\"\npoints h, p", tables: word).contains(
        "Line 3, column 2 (p): 'x' is not a number"))
    let words = ["m.csv": "hours,city\n1,A\n2,B\n"]
    #expect(
      refusal(
        "alt: a\ndata \"m.csv\"\nL(w, b) = mean(w*city + b)\nplane w in 0..1, b in 0..1\nlevels L at 1",
        tables: words
      ).contains("the column 'city' holds words, such as 'A'"))
  }

  @Test func barsAtOnePlaceAreTheirMean() throws {
    let table = ["d.csv": "y,g\n2,a\n3,b\n5,a\n4,b\n"]
    let computed = try sketch("alt: auto\ndata \"d.csv\"\nbars g, y", tables: table).computed()
    #expect(computed.warnings.contains { $0.contains("the bars are their means") })
    #expect(
      try computed.figure(.text, in: "en").alternative.contains("2 bars of the means of y over g"))
  }

  // MARK: Lines that touch their level

  @Test func aValleyOfMinimaIsDrawn() throws {
    let source = "alt: auto\nL(u, v) = (u^2 - v)^2\nplane u in -1.8..1.8, v in -1.8..1.8\n"
    let data = try sketch(source + "levels L at 0, 0.1").computed().data
    let valley = data.rows("levels").filter { $0[0] == 0 }
    #expect(valley.count > 50)
    for row in valley { #expect(abs(row[2] * row[2] - row[3]) < 1e-6) }
    #expect(data.number("levels.count") == 2)
    for line in ["implicit (u^2 - v)^2 = 0", "implicit 3 = 3 - (u^2 - v)^2"] {
      let rows = try sketch(source + line).computed().data.rows("implicit-1")
      #expect(rows.count > 50)
      for row in rows { #expect(abs(row[1] * row[1] - row[2]) < 1e-6) }
    }
    let kink = try sketch(source + "implicit abs(u + v) = 0").computed().data.rows("implicit-1")
    #expect(kink.count > 50)
    for row in kink { #expect(abs(row[1] + row[2]) < 1e-9) }
  }

  @Test func aLevelMetInAPointIsSaid() throws {
    let computed = try sketch("alt: auto\n" + Self.plane + "levels L at 0, 1").computed()
    #expect(computed.warnings.contains { $0.contains("the level 0 has no line") })
    #expect(try computed.figure(.text, in: "en").alternative.contains("the level 1 of L"))
  }

  // MARK: Words

  @Test(arguments: [
    ("arrow from (0.5, 0.5) to (-1, 2) \"$w$\"", "an arrow from (0.5, 0.5) to (minus 1, 2), named"),
    ("label \"the plane\" at (1, 1)", "the words “the plane” at (1, 1)"),
    ("points (1, 2), (0, 0)", "points at (1, 2) and (0, 0)"),
    ("curve u + 10", "the graph of u + 10, which lies outside of the axes"),
    (
      "descend L from (1, 1) step 0.1 noise 0.1 seed 1",
      "of gradient descent with noise on L, which ends"
    ),
    (
      "descend L from (1, 1) step 5 steps 9",
      "1 path of gradient descent on L, which leaves the picture"
    ),
    ("levels L - 1 at -0.5, 0.00002", "levels minus 0.5 and 2"),
  ])
  func thePictureIsToldAsItIs(_ line: String, _ words: String) throws {
    let found = try Self.words(Self.plane + line)
    #expect(found.contains(words), "\(found)")
  }

  @Test func batchesScalesAndRangesAreNamed() throws {
    let table = ["d.csv": "x,y\n1,2\n2,3\n3,5\n4,4\n"]
    let batch = "data \"d.csv\"\nR(a, b) = mean((y - a*x - b)^2)\nplane a in -2..2, b in -2..4\n"
    #expect(
      try Self.words(batch + "descend R from (0, 0) step 0.01 batch 2 seed 1", tables: table)
        .contains("of stochastic gradient descent with batches of 2 on R"))
    #expect(
      try Self.words("axes x symlog in -10..10, y symlog in -10..10\ncurve x^3").contains(
        "on a scale that is logarithmic on both sides of 0"))
    #expect(
      try Self.words("data \"d.csv\"\nhistogram y bins 2", tables: table).contains("from 2 to 5"))
    #expect(
      try Self.words("language: de\n" + Self.plane + "levels L at 0.05, 0.25, 1", in: "de")
        .contains(
          "die Höhenlinien 0,05; 0,25 und 1"))
    #expect(
      try Self.words("plane x in -2..2, y in -2..2\nheat x^2/2 + 5y^2").contains("from 0 to 22"))
  }

  @Test func aPathThatRunsAwayIsDrawnToTheEdge() throws {
    let computed = try sketch(
      "alt: auto\nq(x, y) = (x^2 + 10y^2)/2\nplane x in -2..2, y in -2..2\ndescend q from (1.5, 1) step 0.3 steps 50"
    ).computed()
    #expect(
      computed.warnings.contains { $0.contains("runs away; it left the picture after 2 steps") })
    #expect(computed.data.rows("descent-1").count == 3)
  }

  // MARK: The page on sketches

  /// Every word of code on the page's tables of lines and drawings stands in a sketch that is drawn.
  @Test func everyWordOfThePageIsTried() throws {
    let top = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
      .standardized.path
    let page = String(decoding: read("\(top)/docs/sketches.md") ?? [], as: UTF8.self)
    let folder = URL(filePath: "\(top)/Examples/sketches")
    let examples = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "figure" }.map { try String(contentsOf: $0, encoding: .utf8) }
    let tests = try FileManager.default.contentsOfDirectory(
      at: URL(filePath: #filePath).deletingLastPathComponent(), includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "swift" }.map { try String(contentsOf: $0, encoding: .utf8) }
    let tried = Set(
      (examples + tests).joined(separator: "\n").split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    )
    let parts = page.components(separatedBy: "\n## ")
    let grammar = parts.filter { part in
      ["Lines", "What is drawn", "Formulas"].contains { part.hasPrefix($0 + "\n") }
    }
    #expect(grammar.count == 3)
    var missing: [Substring] = []
    for part in grammar {
      for (index, piece) in part.components(separatedBy: "`").enumerated() where index % 2 == 1 {
        for word in piece.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "_" })
        where word.first?.isLetter == true && !tried.contains(word)
          && !["country", "gdp"].contains(word)
        {
          missing.append(word)
        }
      }
    }
    #expect(missing.isEmpty, "\(missing)")
  }
}
