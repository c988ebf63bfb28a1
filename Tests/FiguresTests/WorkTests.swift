import TestSupport
import Testing

/// Sources under a megabyte that ask for much work: each ends with a result or a line that names a
/// limit, within two seconds of processor and a gigabyte.
@Suite("Work that a source asks for")
struct WorkTests {
  struct Source: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    var head = "title: T"
    var testDescription: String { name }

    init(_ name: String, _ text: String, head: String = "title: T") {
      (self.name, self.text, self.head) = (name, text, head)
    }
  }

  private static func times(_ count: Int, _ text: String) -> String {
    String(repeating: text, count: count)
  }

  private static let refused = [
    Source("a title of 120000 words", "x", head: "title: " + times(120_000, "word ")),
    Source("a heading of 100000 words", "## " + times(100_000, "word ")),
    Source("brackets", times(100_000, "[")),
    Source("stars", times(100_000, "*a ")),
    Source("links", times(50_000, "[a](http://b) ")),
    Source("addresses", times(60_000, "<http://a.b> ")),
    Source("formulas", times(50_000, "$x$ ")),
    Source("long formulas", times(40, "$" + times(9_000, "x+") + "x$\n\n")),
    Source("beginnings of pictures", times(100_000, "![")),
    Source("headings", times(100_000, "# a\n")),
    Source("underlined headings", times(100_000, "a\n=\n")),
    Source("notes", times(50_000, "x[^1] ") + "\n\n[^1]: y\n"),
    Source("uses of one note", times(9_000, "a[^1]\n\n") + "[^1]: y\n"),
    Source("a table of 80000 rows", "|a|b|\n|-|-|\n" + times(80_000, "|c|d|\n")),
    Source(
      "slips", "::: errata\n|a|b|c|\n|-|-|-|\n" + times(80_000, "|a|b|c|\n") + ":::\n"),
    Source("nested quotations", times(10_000, times(30, ">") + "a\n\n")),
    Source("a word of 900000 letters", times(900_000, "a")),
    Source("a paragraph of a megabyte", times(14_000, times(10, "words ") + "\n")),
    Source("lines of code", "```\n" + times(150_000, "code\n") + "```\n"),
    Source("hard ends of lines", times(200_000, "a\\\n")),
    Source("items of a list", times(100_000, "- a\n")),
    Source("displays", times(9_000, "$$x$$\n\n")),
    Source(
      "attributes", "::: remark " + (0..<60_000).map { "a\($0)=b" }.joined(separator: " ") + "\n:::"
    ),
    Source("numbers that never end", times(200_000, "{{")),
  ]

  private static let read = [
    Source("a heading of 800 words", "## " + times(800, "word ")),
    Source("a title of 300 words", "x", head: "title: " + times(300, "word ")),
    Source("entities", times(40, times(1_500, "&amp; ") + "\n\n")),
    Source("empty lines", times(900_000, "\n") + "a"),
  ]

  /// Makes HTML or PDF of a source under both limits.
  private func make(_ source: Source, _ format: String) -> Run {
    let folder = ScratchFolder()
    let text = "---\n\(source.head)\n---\n\n\(source.text)\n"
    #expect(text.utf8.count < 1_000_000)
    #expect(write(Array(text.utf8), to: folder.path + "/a.md"))
    return runFigures(
      "handout '\(folder.path)/a.md' -q -f \(format) -o '\(folder.path)/out'",
      setup: isSanitized ? "" : "ulimit -t 2; ulimit -v 1000000;")
  }

  @Test("what is over a limit is refused in one line", arguments: refused, ["html", "pdf"])
  func overLimits(_ source: Source, _ format: String) {
    let run = make(source, format)
    #expect(run.status == 65, "\(source.name): \(run.status) \(run.errors.prefix(200))")
    #expect(run.errorLines.count == 1 && run.errors.contains("a.md:"), "\(run.errors.prefix(300))")
  }

  @Test("what is within the limits is set", arguments: read, ["html", "pdf"])
  func withinLimits(_ source: Source, _ format: String) {
    let run = make(source, format)
    #expect(run.status == 0, "\(source.name): \(run.status) \(run.errors.prefix(300))")
  }
}
