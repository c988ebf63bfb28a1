import TestSupport
import Testing

@Suite("figures math")
struct MathCommandTests {
  /// Runs the command, with text on its standard input where there is some.
  static func run(_ arguments: String, input: String = "") -> Run {
    runFigures("math \(arguments)", setup: input.isEmpty ? "" : "printf '%s' '\(input)' |")
  }

  @Test("SVG is the default; the formula's words are in it")
  func svg() {
    let run = MathCommandTests.run(#"'\frac{1}{2} x'"#)
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output.hasPrefix("<svg ") && run.output.contains("one half x</desc>"))
    #expect(MathCommandTests.run(#"'\frac{1}{2} x'"#).output == run.output)
  }

  @Test(
    "Formats by name, from an argument or standard input",
    arguments: [
      ("-f text 'x_1'", "", "x sub 1\n"), ("-f text -", "x_1\n", "x sub 1\n"),
      ("-f text -", "\u{FEFF}x_1\r\n", "x sub 1\n"),
      ("-f mathml x", "", "<math><mi>𝑥</mi></math>\n"),
      (#"-f text 'a = b \tag{2.7}'"#, "", "a equals b, equation (2.7)\n"),
    ])
  func formats(arguments: String, input: String, output: String) {
    let run = MathCommandTests.run(arguments, input: input)
    #expect(run.status == 0)
    #expect(run.output == output)
  }

  @Test("PDF and PNG begin as such files do")
  func binary() {
    #expect(MathCommandTests.run("-f pdf x | head -c 5").output == "%PDF-")
    #expect(MathCommandTests.run("-f png x | tail -c +2 | head -c 3").output == "PNG")
  }

  @Test("Several formats go to files of one name")
  func files() {
    let folder = ScratchFolder()
    let run = MathCommandTests.run(
      "-f svg,pdf,png,mathml,text -o '\(folder.path)/new/sum.svg' 'x^2'")
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      list(folder.path) == ["mml", "pdf", "png", "svg", "txt"].map { "new/sum." + $0 })
  }

  @Test(
    "Faults have their exit codes and one line, bad formulas a line of carets",
    arguments: [
      (#"'\fraq{1}{2}'"#, 65, "did you mean \\frac?\n  \\fraq{1}{2}\n  ^^^^^\n"),
      ("'{x'", 65, "never closed"), ("x -f gif", 64, "no format 'gif'"),
      ("x --size 0", 64, "--size 0.0 is not allowed"), ("x -f svg,pdf", 64, "give -o"),
      ("x --font /no/such.otf", 2, "/no/such.otf"),
      ("x --fonts /no/such", 2, "fonts-lmodern"),
      ("x --font /usr/share/texmf/fonts/opentype/public/lm/lmroman10-regular.otf", 2, "MATH table"),
      ("x -o /proc/no/such.svg", 73, "/proc/no"),
    ])
  func faults(arguments: String, status: Int32, message: String) {
    let run = MathCommandTests.run(arguments)
    #expect(run.status == status)
    #expect(run.errors.hasPrefix("figures: ") && run.errors.contains(message), "\(run.errors)")
    #expect(run.output.isEmpty)
    if status != 65 { #expect(run.errors.filter { $0 == "\n" }.count == 1) }
  }

  @Test("Help lists the language from the parser's tables")
  func help() {
    let run = MathCommandTests.run("--help")
    #expect(run.status == 0)
    for command in [#"\frac"#, #"\underbrace"#, #"\begin{cases}"#, #"\coloneqq"#, #"\norm"#] {
      #expect(run.output.contains(command), "\(command)")
    }
  }
}
