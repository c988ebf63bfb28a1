import Testing
import Tool

/// What `figures diff` says of two texts tells them apart.
@Suite struct DiffTests {
  private func words(_ a: String, _ b: String) throws -> String {
    try difference(of: Array(a.utf8), Array(b.utf8), named: "file").joined(separator: "\n")
  }

  @Test func longLinesAreCutAroundTheFirstDifference() throws {
    let start = String(repeating: "word ", count: 40)
    let end = String(repeating: " rest", count: 40)
    #expect(
      try words("one\n\(start)cat\(end)\n", "one\n\(start)dog\(end)\n")
        == "line 2, character 201: '…word word word word cat rest rest rest rest rest rest rest r…' / "
        + "'…word word word word dog rest rest rest rest rest rest rest r…'")
    #expect(try words("a cat", "a dog") == "line 1: 'a cat' / 'a dog'")
    #expect(try words("a\nb", "a") == "line 2: 'b' / ''")
    #expect(try words(start, start + "x").hasSuffix("word ' / '…word word word word x'"))
  }

  @Test func whatLooksAlikeIsNamed() throws {
    #expect(try words("a\r\nb", "a\nb") == "line 1: 'a\u{FFFD}' / 'a'")
    #expect(try words("a\u{1}b", "a\u{2}b") == "line 1, character 2: U+0001 / U+0002")
    #expect(try words("e\u{301}", "\u{E9}").hasPrefix("line 1: "))
  }

  @Test func numbersAreCounted() throws {
    #expect(
      try words("x 1 y 2", "x 1 y 3") == "1 of 2 numbers differs, by up to 1 (relative 0.33)")
    #expect(try words("x 1", "x 2") == "1 of 1 number differs, by up to 1 (relative 0.5)")
    #expect(
      try words("x 1 y 2e-9", "x 2 y 3e-9")
        == "2 of 2 numbers differ, by up to 1 (relative 0.5)")
    #expect(
      try words("x 1.0", "x 1")
        == "the same numbers, written in another way; line 1: 'x 1.0' / 'x 1'")
  }
}
