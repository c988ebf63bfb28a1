import Sketches
import Testing

/// Mistakes, each with its line, its column and what to write.
@Suite struct MistakeTests {
  /// A sketch that is right but for what stands in the place of its third line.
  private static func source(_ line: String) -> String {
    "alt: a picture\nL(u, v) = (1 - u*v)^2/2\n\(line)\nplane u in -2..2, v in -2..2\nlevels L at 1, 2\n"
  }

  @Test(arguments: [
    ("levls L at 1", "3:1: no word 'levls'; did you mean 'levels'?"),
    ("levels L for 1, 2", "3:10: 'at' is expected here; write: levels L at 1, 2, 4"),
    (
      "levels L at 1 fill=yes",
      "3:19: '=' has no meaning here; options stand alone, as in: red thick"
    ),
    ("implicit u*v = 1 = 2", "3:18: a curve has one '='; write each on a line of its own"),
    ("point 1, 1", "3:7: a point has brackets; write: points (1, 2), (3, 4)"),
    ("g(u v) = u", "3:5: variables are parted by commas; write: g(u, v) = …"),
    ("levels 2 u at 1", "3:10: a sign is missing before 'u'; write * for a product"),
    ("levels u;v at 1", "3:9: ';' has no meaning here; begin another line"),
    ("levels L.u at 1", "3:8: no name 'L.u'; before the point stands a run, and there is no 'L'"),
    ("levels L 1", "3:10: 'at' is expected here; write: levels L at 1, 2, 4"),
    ("levels L at", "3:12: the formula ends too soon"),
    ("levels L at 1 gren", "3:15: no word 'gren'; did you mean 'grey'?"),
    ("levels L at 1 green", "3:15: no word 'green'; did you mean"),
    ("levels L at 1 red blue", "3:19: a drawing has one colour"),
    ("levels L at 1 \"a\" \"b\"", "3:19: a drawing has one label"),
    ("levels L at 1 left", "3:15: 'left' is where a label stands"),
    ("levels L at 1 red, thick", "3:18: options are parted by spaces"),
    ("levels uv at 1", "3:8: no name 'uv'; write u*v"),
    ("levels 2uv at 1", "3:9: no name 'uv'; write u*v"),
    ("levels sqr(u) at 1", "3:8: no function 'sqr'; did you mean 'sqrt'?"),
    ("levels L(u) at 1", "3:8: L is of 2 numbers, not of 1; write L(u, v)"),
    (
      "levels L at 900, 800",
      "3:1: no level is met in the plane; its values at the samples run from 0 to"
    ),
    ("levels L at 1..3", "3:14: levels are a list with commas; write: levels L at 1, 2, 4"),
    ("levels (u + v at 1", "3:15: 'at' is not expected here"),
    ("levels |u at 1", "3:11: 'at' is not expected here"),
    ("levels u(v) at 1", "3:8: 'u' is no function; write u*(…)"),
    ("levels 3(u)(v) at 1", "3:12: a sign is missing before this bracket"),
    ("levels u** 2 at 1", "3:9: '**' is no sign here; write ^"),
    ("levels mean(u) at 1", "3:8: mean goes over the rows of data, and there are none"),
    ("levels sin at 0.5", ""),
    ("levels u + sin at 1", "3:12: 'sin' is a function; write what it is of: sin(…)"),
    ("levels L + 1 at 1", ""),
    ("levels log(1 + L) at 1", ""),
    ("implicit L = 1", ""),
    ("f(x) = L + x", "3:8: 'L' is a function; write what it is of: L(u, v)"),
    ("check L = 1 within 1", "3:7: 'L' is a function; write what it is of: L(u, v)"),
    ("implicit u = ", "3:14: the formula ends too soon"),
    ("implicit u^2 = -1", "3:1: the curve does not meet the plane"),
    ("implicit u = 1 \"$\\frac1$\"", "3:1"),
    ("flow L at (1, 2)", "3:8: 'from' is expected here; write: flow L from (1, 2)"),
    ("flow L from 1, 2", "3:13: a point is expected; write (1, 2)"),
    ("flow L from (1)", "3:15: a point has two coordinates"),
    ("flow L from (1, 2", "3:13: this bracket has no partner"),
    ("flow log(u) from (-1, 0)", "3:18: log(u) has no gradient at this start"),
    ("descend L from (1, 1)", "3:22: descend needs a step; write: step 0.1"),
    ("descend L from (1, 1) step", "3:27: the formula ends too soon"),
    ("descend L from (1, 1) step -1", "3:29: the step -1 is not allowed"),
    (
      "descend L from (1, 1) step 0.1 steps 2.5",
      "3:38: steps 2.5 is not allowed; give a whole number"
    ),
    ("descend L from (1, 1) step 0.1 nesterov", "3:23: nesterov needs a momentum"),
    ("descend L from (1, 1) step 0.1 momentum 2", "3:41: momentum 2 is not allowed"),
    ("descend L from (1, 1) step 0.1 noise 1", "3:39: noise needs a seed"),
    ("descend L from (1, 1) step 0.1 batch 3 seed 1", "3:38: a batch is taken of the rows of data"),
    ("curve v", "3:7: 'v' is the vertical axis; write: implicit"),
    ("curve u over 3..1", "3:14: 3..1 is empty; give the smaller end first"),
    ("curve (cos(t), sin(t))", "3:23: the range of its parameter is missing"),
    ("curve sqrt(-1 - u^2)", "3:1: sqrt(-1 - u^2) is defined nowhere in this range"),
    ("points a, b", "3:8: points needs columns of a table; write: data \"mine.csv\""),
    ("data mine.csv", "3:6: the name of a file is expected, between quotation marks"),
    ("data \"../mine.csv\"", "3:6: a table lies beside the sketch"),
    ("data \"mine.csv\"", "3:6: tables cannot be read here"),
    ("parameter eta = 2 in 0..1", "3:17: eta = 2 lies outside of 0..1"),
    ("parameter eta = 2", "3:18: a parameter needs a range"),
    ("parameter eta 2", "3:15: a parameter needs a value"),
    ("plane u in 0..1, v in 0..1", "4:1: this panel has axes already, in line 3"),
    ("L = 3", "3:1: 'L' is defined in line 2 already"),
    ("f(x, x) = x", "3:6: 'x' stands twice"),
    ("f(x) = f(x) + 1", "3:8: 'f' is defined by itself"),
    ("f(x) = y + 1", "3:8: no name 'y'; define it: y = …"),
    ("titel: a", "3:1: no words 'titel:'; did you mean 'title:'?"),
    ("title a", "3:1: 'title' wants a colon; write title: …"),
    ("title:", "3:6: 'title:' has no words"),
    ("alt: once more", "3:1: there is a line 'alt:' already"),
    ("check 1 = 2", "3:12: check needs a tolerance"),
    ("check 1 within 2", "3:9: check compares two sides"),
    ("check end1x = 2 within 1", "3:7: 'end1x' is of a flow or a descent"),
    ("arrange 2x2", "3:9: arrange needs row, column or grid 2x3"),
    ("arrange grid 2", "3:14: a grid has rows and columns; write: grid 2x3"),
    ("label \"here\"", "3:7: a label needs a place; write: at (1, 2)"),
    ("label here at (1, 2)", "3:7: label needs words"),
    ("label \"here at (1, 2)", "3:7: this quotation mark has no partner"),
    ("arrow (0, 0) to (1, 1)", "3:7: 'from' is expected here"),
    ("edge a -> b", "3:6: no node 'a'; write one first"),
    ("connect x h all", "3:9: no layer 'x'; write one first"),
    ("show nothing", "3:6: no figure 'nothing'"),
    ("hide levels", "3:1: hide changes a figure that is shown"),
    ("recolour flow", "3:14: recolour needs a colour"),
    ("levels L at 1 series 9", "3:22: a series has a number from 1 to 8"),
    ("levels L at 1 ; 2", "3:15: levels are a list with commas"),
    ("@", "3:1: the character '@' has no meaning here"),
    ("levels 1.2.3 at 1", "3:11: this number has two points"),
    ("17", "3:1: a line begins with a word"),
  ])
  func eachHasItsPlaceAndAdvice(_ line: String, _ wanted: String) {
    let found = refusal(Self.source(line))
    if wanted.isEmpty {
      #expect(found.isEmpty, "\(line): \(found)")
    } else {
      #expect(found.hasPrefix(wanted), "\(line): \(found)")
    }
  }

  /// What people write who come from Python, from TeX, or from another program for plots.
  @Test(arguments: [
    ("param eta = 0.1 in 0..1", "3:1: no word 'param'; did you mean 'parameter'?"),
    ("let a = 3", "3:1: a definition begins with its name; write: a = …"),
    ("def f(x): x^2", "3:1: a definition begins with its name; write: f = …, or f(x) = …"),
    ("a := 3", "3:3: a definition has an '=' alone; remove the colon"),
    ("f(x) = np.exp(x)", "3:8: no function 'np.exp'; write exp alone"),
    ("f(x) = \\frac{1}{2}x", "3:8: formulas are written plainly; write 1/x"),
    ("f(x) = max{x, 0}", "3:11: only round brackets are known; write max(…)"),
    ("f(x) = x{2}", "3:9: only round brackets are known; a name with a number is x1"),
    ("f(x) = 1,5*x", "3:9: numbers have a decimal point; write 0.1"),
    ("f(x) = x mod 2", "3:10: mod is of two numbers; write mod(x, 2)"),
    ("f(x) = x % 2", "3:10: there are no percents; write 0.5 for 50 of them, mod(x, 2)"),
    ("f(x) = x // 2", "3:11: '//' is no sign here; write / for a quotient"),
    ("f(x) = tg(x)", "3:8: no function 'tg'; did you mean 'tan'?"),
    ("f(x) = Sin(x)", "3:8: no function 'Sin'; did you mean 'sin'?"),
    ("f(x) = sh(x)", "3:8: no function 'sh'; did you mean 'sinh'?"),
    ("f(x) = pi x", "3:11: 'x' is not expected here; write * for a product"),
    ("f(x) = sin x", "3:12: 'x' is not expected here; write sin(x), or * for a product"),
    ("parameter eta = 5 % in 0..1", "3:19: there are no percents; write 0.5"),
    ("axes x logarithmic in 1..10, y in 0..1", "3:8: no word 'logarithmic'; did you mean 'log'?"),
    ("axes x in 0..1, y in 0..1 equals", "3:27: no word 'equals'; did you mean 'equal'?"),
    ("levels L at 1 dash", "3:15: no word 'dash'; did you mean 'dashed'?"),
    ("heat L colormap viridis", "3:8: colours of values are chosen by themselves; remove"),
    ("region u < v and v < 0", "3:14: formulas and regions know no 'and' and 'or'; write max"),
    ("gradient_flow L from (1, 1)", "3:1: no word 'gradient_flow'; did you mean 'flow'?"),
    ("contourf L at 1", "3:1: no word 'contourf'; did you mean 'levels'?"),
    ("quiver (u, v)", "3:1: no word 'quiver'; did you mean 'field'?"),
    ("imshow L", "3:1: no word 'imshow'; did you mean 'heat'?"),
    ("errorbar x, y", "3:1: no word 'errorbar'; did you mean 'errors'?"),
    ("axhline 0", "3:1: no word 'axhline'; did you mean 'line'?"),
    ("import \"mine.csv\"", "3:1: no word 'import'; did you mean 'data'?"),
    ("critical points L", "3:10: critical takes the formula alone; write: critical L"),
    ("curve u for u in 0..1", "3:9: a range stands behind 'over', of a curve; write"),
    ("curve (cos(t), sin(t)) over 0..1", "3:29: the parameter is missing; write: over t 0..1"),
    ("line (0, 0) to (1, 1)", "3:13: points are parted by commas; write (1, 2), (3, 4)"),
    ("line (0, 0) -> (1, 1)", "3:13: points are parted by commas; write (1, 2), (3, 4)"),
    ("line from (0, 0) to (1, 1)", "3:6: line takes its points alone; write: line (1, 2)"),
    ("layer x at 0", "3:9: a layer has a number of units; write: layer x 3 at 0"),
    ("connect a to b all", "3:11: connect takes two layers alone; write: connect x h all"),
    ("connect a, b all", "3:10: connect takes two layers alone; write: connect x h all"),
    ("check 1 = 1 within 1%", "3:21: there are no percents; write 0.5"),
    ("x-label: a", "3:1: no words 'x-label:'; did you mean 'xlabel:'?"),
    ("data: \"mine.csv\"", "3:1: 'data' has no colon; write: data \"mine.csv\""),
    ("data = \"mine.csv\"", "3:1: data has no '='; write: data \"mine.csv\""),
    ("levels: L", "3:1: 'levels' has no colon; write: levels …"),
    ("// a comment", "3:1: a comment begins with #; write # before it"),
    ("% a comment", "3:1: a comment begins with #; write # before it"),
    ("/* a comment */", "3:1: a comment begins with #; write # before it"),
  ])
  func habitsOfOthersAreTold(_ line: String, _ wanted: String) {
    let found = refusal(Self.source(line))
    #expect(found.hasPrefix(wanted), "\(line): \(found)")
  }

  /// Habits of other programs and slips of the hand, each with what to write.
  @Test(arguments: [
    ("plane u in [-2, 2], v in [-2, 2]", "3:12: a range is written with two dots and no brackets"),
    ("plane u in (-2, 2), v in (-2, 2)", "3:12: a range is written with two dots and no brackets"),
    ("levels L at 1 2 3", "3:15: levels are a list with commas"),
    ("levels L at [1, 2]", "3:13: only round brackets are known"),
    ("levels at 1, 2", "3:8: what levels is of is missing before 'at'"),
    ("levels L at 1, 2 color=red", "3:18: the colour stands alone; write one of red, blue"),
    ("levels L at 1, 2 #B81F2B", "3:18: colours are words: red, blue"),
    ("levels L at 1, 2 # B81F2B", ""),
    ("levels L at 1, 2 label \"a\"", "3:18: words stand alone, between quotation marks"),
    ("levels L at 1, 2 'a'", "3:18: words stand between double quotation marks"),
    (
      "descend L from (1, 1) step 0.1 100 steps",
      "3:32: the word stands before its number; write: steps 100"
    ),
    ("descend L from (1, 1) step 0,1", "3:29: numbers have a decimal point; write 0.1"),
    ("descend L from (1, 1) step = 0.1", "3:28: this '=' is too much; remove it"),
    ("descend L from (1, 1) step 0.1 lr 0.2", "3:32: no word 'lr'; did you mean 'step'?"),
    ("descend L from (1, 1) with step 0.1", "3:23: no word 'with'; options are from, step, steps"),
    ("descend L from (1, 1, 1) step 0.1", "3:21: a point has two coordinates"),
    ("flow L from (1, 1) (2, 2)", "3:20: points are parted by commas"),
    ("flow grad(L) from (1, 1)", "3:6: derivatives come by themselves"),
    ("flow ∇L from (1, 1)", "3:6: derivatives come by themselves"),
    ("implicit L == 1", "3:13: this '=' is too much; remove it"),
    ("implicit u*v > 1", "3:14: a curve has an '='; write region for '>'"),
    ("region 0 < u < 1", "3:14: a region has one comparison"),
    ("curve y = u^2", "3:9: curve takes the formula alone"),
    ("curve u^2 from 0 to 1", "3:11: no word 'from'; did you mean 'over'?"),
    ("curve u^2 lw=2", "3:11: no word 'lw'; did you mean 'thick'?"),
    ("curve u^2 dashed dotted", "3:18: a line is dashed or dotted; leave one out"),
    ("curve u^2 thin red thick", "3:20: a line is thick or thin; leave one out"),
    ("curve u^2 \"a\" (1, 1)", "3:15: 'at' is missing before the place of the words"),
    ("f(x) := x^2", "3:6: a definition has an '=' alone; remove the colon"),
    ("f x = x^2", "3:1: no line begins with 'f'; define a function with brackets: f(x) = …"),
    ("f(x) = 2x x", "3:11: 'x' is not expected here; write * for a product"),
    ("f(x) = sin x", "3:12: 'x' is not expected here; write sin(x), or * for a product"),
    ("f(x) = ln|x|", "3:10: '|' is not expected here; write ln(|…|), or * for a product"),
    ("f(x) = if(x > 0, 1, 0)", "3:8: there is no 'if'; write step(x)"),
    ("f(x) = x > 0", "3:10: formulas compare nothing; write step(x)"),
    ("f(x) = \\frac{1}{x}", "3:8: formulas are written plainly"),
    ("f(x) = e^{-x}", "3:10: only round brackets are known"),
    ("f(x) = np.exp(x)", "3:8: no function 'np.exp'; write exp alone"),
    ("f(x) = x[0]", "3:9: only round brackets are known; a name with a number is x1"),
    ("f(x) = x!", "3:9: there are no factorials"),
    ("f(x) = √x", "3:8: a root is a function; write sqrt(x)"),
    ("f(x) = x⁵ + x⁰", ""),
    (
      "axes x in 1..10 log, y in 0..1",
      "3:17: 'log' stands before the range; write: x log in 1..10"
    ),
    ("parameter u = 1 in 0..2", "3:11: 'u' is an axis in line 4 already"),
    ("connect x h full", "3:13: no word 'full'; did you mean 'all'?"),
    ("histogram u 30", "3:13: 'bins' is missing before their number"),
  ])
  func habitsOfOtherProgramsAreAnswered(_ line: String, _ wanted: String) {
    let found = refusal(Self.source(line))
    if wanted.isEmpty {
      #expect(found.isEmpty, "\(line): \(found)")
    } else {
      #expect(found.hasPrefix(wanted), "\(line): \(found)")
    }
  }

  @Test func namesOfNetworksHaveTheirColumns() {
    let net = "alt: auto\nlayer x 3 at 0\nlayer h 4 at 2\n"
    #expect(
      refusal(net + "edge x1 -> h7\n").hasPrefix(
        "4:12: no node 'h7'; the nodes of 'h' are h1 to h4"))
    #expect(refusal(net + "connect x g all\n").hasPrefix("4:11: no layer 'g'"))
    #expect(refusal(net + "layer h 2 at 4\n").hasPrefix("4:7: 'h' is there already"))
    #expect(refusal(net + "layer g 0 at 4\n").hasPrefix("4:9: a layer of 0 units is not allowed"))
  }

  @Test func theFirstFaultIsTold() {
    #expect(refusal("alt: a\ncurve x^2\nlevls\n").hasPrefix("2:1: curve needs axes"))
    #expect(
      refusal("alt: a\naxes x in 0..1, y in 0..1\nf(t) = g(t)\ncurve f\nh = 1 +\n").hasPrefix("3:8")
    )
    #expect(
      refusal("title: a\naxes x in 0..1, y in 0..1\ncurve x\n").hasPrefix("1:1: 'alt:' is missing"))
    #expect(
      refusal("alt: a\naxes x log in 0..1, y in 0..1\n").hasPrefix(
        "2:15: a log axis begins above 0"))
    #expect(refusal("alt: a\naxes x in 3..1, y in 0..1\n").hasPrefix("2:11: 3..1 is empty"))
    #expect(refusal("").hasPrefix("1:1"))
    #expect(refusal("alt: \u{0}").hasPrefix("1:1: a zero byte stands here"))
    #expect(
      refusal(String(repeating: "# x\n", count: 20_000)).hasPrefix(
        "1:1: a sketch has at most 64 kB"))
  }

  @Test func limitsAreCounts() {
    let plane = "alt: a\nplane u in -2..2, v in -2..2\n"
    let many = plane + String(repeating: "label \"a\" at (0, 0)\n", count: 201)
    #expect(refusal(many).hasPrefix("203:1: a sketch draws at most 200 things"))
    var doubled = plane + "f0(x) = x + u\n"
    for k in 1...40 { doubled += "f\(k)(x) = f\(k - 1)(x) + f\(k - 1)(2x)\n" }
    #expect(refusal(doubled + "levels f40(v) at 1\n").contains("more than 10000 operations"))
    let long = plane + "descend u^2 from (1, 1) step 1e-9 steps 500000\n"
    #expect(refusal(long) == "")
    let slow =
      long + String(repeating: "descend u^2 from (1, 1) step 1e-9 steps 500000\n", count: 4)
    #expect(refusal(slow).hasPrefix("7:1: the sketch asks for too many evaluations"))
    let deep = plane + "levels " + String(repeating: "(", count: 500) + "u at 1\n"
    #expect(refusal(deep).contains("nested too deeply"))
    let minus = plane + "levels " + String(repeating: "-", count: 5000) + "u at 1\n"
    #expect(refusal(minus).contains("nested too deeply"))
  }

  @Test func theExcerptShowsTheCaretBelowTheFault() {
    let fault = SketchFault(line: 3, column: 5, "words", in: "ab\tcdef")
    #expect(fault.excerpt == ["ab\tcdef", "  \t ^"])
    let long = SketchFault(line: 3, column: 301, "words", in: String(repeating: "x", count: 400))
    #expect(long.excerpt[0].count == 100)
    #expect(long.excerpt[1].count == 71)
  }
}
