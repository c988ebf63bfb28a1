import Models
import Records
import Testing

/// The forms in which spreadsheets and programs write tables of numbers.
@Suite struct DialectTests {
  private func table(_ text: String) throws(CSVError) -> CSVTable {
    try CSVTable(parsing: Array(text.utf8))
  }

  static let expected = [[1.5, -2, 3], [4, 5e-3, -0.25]]
  static let plain = "a,b,y\n1.5,-2,3\n4,5e-3,-0.25\n"

  /// The plain text in another dialect.
  private static func written(
    _ separator: String, decimal: String = ".", end: String = "\n", quoted: Bool = false
  ) -> String {
    plain.split(separator: "\n").map { line in
      line.split(separator: ",").map {
        let field = $0.replacing(".", with: decimal)
        return quoted ? "\"\(field)\"" : field
      }.joined(separator: separator)
    }.joined(separator: end) + end
  }

  static let texts: [String] = {
    var texts: [String] = []
    for (separator, decimal) in [(",", "."), (";", "."), (";", ","), ("\t", "."), ("\t", ",")] {
      for end in ["\n", "\r\n", "\r"] {
        for quoted in [false, true] {
          texts.append(written(separator, decimal: decimal, end: end, quoted: quoted))
        }
      }
      texts.append("\u{FEFF}" + written(separator, decimal: decimal, end: "\r\n"))
      texts.append("sep=\(separator)\r\n" + written(separator, decimal: decimal, end: "\r\n"))
      // Blanks about fields and at the end of the text.
      texts.append(written(" \(separator) ", decimal: decimal) + "\n  \n")
      // Without names the columns are 1, 2, 3.
      let lines = written(separator, decimal: decimal).split(separator: "\n").dropFirst()
      texts.append(lines.joined(separator: "\n"))
    }
    return texts
  }()

  @Test(arguments: texts) func isRead(_ text: String) throws {
    let read = try table(text)
    #expect(read.values == Self.expected)
    #expect(read.columns == ["a", "b", "y"] || read.columns == ["1", "2", "3"])
    // The lines of a fault are those of the text as an editor shows it.
    #expect(
      read.lines.last == text.split(whereSeparator: \.isNewline).filter { $0.contains(/\d/) }
        .count + (read.columns[0] == "a" ? 1 : 0) + (text.hasPrefix("sep=") ? 1 : 0))
  }

  /// A printed minus sign is one, white space of any kind about a number none of it, and 0 is 0 in any
  /// notation.
  @Test func printedNumbersAreRead() throws {
    let read = try table(
      "a;\u{2212}b\n\u{2212}1,5;\u{A0}2e\u{2212}3 \n 0e-400;\u{2009}\u{2212}0\n")
    #expect(read.values == [[-1.5, 2e-3], [0, 0]])
    #expect(read.columns == ["a", "\u{2212}b"])
    #expect(try table("a\n1e-100\n").values == [[1e-100]])
  }

  /// What cannot be told from something else is refused with the place and what to do.
  @Test(arguments: [
    ("a;b\n1,5;2.5\n", "Line 2, column 2: '2.5' has a decimal point"),
    ("a;b\n1.5;2\n1,5;2\n", "Line 3, column 1: '1,5' has a decimal comma"),
    ("a;b\n1,2\n", "Line 2 has 1 field where the first line has 2"),
    ("a,b\n1;2\n", "Line 2 has 1 field where the first line has 2"),
    ("a,b\n1,5,2\n", "Line 2 has 3 fields where the first line has 2"),
    ("a,b\n\"1,5\",2\n", "'1,5' is not a number: write it with a decimal point"),
    ("a;b\n1.234,5;2\n", "'1.234,5' is not a number: write it with a decimal point"),
    ("a,b\n1 000,2\n", "'1 000' is not a number: write it with a decimal point"),
    ("a,b\n1.5 kg,2\n", "'1.5 kg' is not a number: write it without a unit"),
    ("a,b\n12%,2\n", "'12%' is not a number: write it without a unit"),
    ("a|b|y\n1|2|3\n", "Fields are separated by '|'"),
    ("a | b\n1 | 2\n", "Fields are separated by '|'"),
    ("a b y\n1 -2.5 3\n", "Fields are separated by blanks"),
    ("a\n1 000\n", "without thousands separators"),
    ("a,b\n1.5 -2.5,2\n", "is not a number but several"),
    ("a,b\n1,2\n3,1e-400\n", "Line 3, column 2 (b): '1e-400' is below 1e-100"),
    ("a,b\n-2e-101,1\n", "Line 2, column 1 (a): '-2e-101' is below 1e-100"),
    ("a,b\n1,2\n3,1e400\n", "Line 3, column 2 (b): '1e400' is not finite"),
    ("a,b\nco\u{2212}1,2\n", "is not a number"),
    ("a,b\nNA,2\n", "stands for a missing value"), ("a,b\n,2\n", "(a) is empty: fill it in"),
    ("a,b\nred,2\n", "give words a number each"), ("a,b\n\"1,2\n", "a quote is not closed"),
    ("a,b,\n1,2,\n", "Column 3 has no name"), (";a;b\n0;1;2\n", "Column 1 has no name"),
  ])
  func isRefused(_ text: String, _ words: String) {
    do throws(CSVError) {
      let read = try table(text)
      Issue.record("read as \(read.columns) \(read.values)")
    } catch {
      #expect("\(error)".contains(words), "\(error)")
    }
  }
}
