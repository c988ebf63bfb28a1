import Models
import Records
import Testing

@Suite("CSV")
struct CSVTests {
  private func table(_ text: String) throws -> CSVTable {
    try CSVTable(parsing: Array(text.utf8))
  }

  @Test(
    "header or not, quotes, byte-order mark, all line ends, blanks",
    arguments: ["\n", "\r\n", "\r"])
  func forms(end: String) throws {
    let expected = [[1, -2.5, 3], [4, 5e-3, -0.6]]
    for text in [
      "a,b,y\n1,-2.5,3\n4,5e-3,-.6\n", "a,b,y\n1,-2.5,3\n4,5e-3,-.6",
      "\u{FEFF}a, b ,y\n 1,\t-2.5 ,3\n4,+5E-3,-0.60\n\n \n",
      "\"a\",\"b\",\"y\"\n\"1\",-2.5,\"3\"\n4,.005,-.6",
    ] {
      let read = try table(text.replacing("\n", with: end))
      #expect(read.columns == ["a", "b", "y"])
      #expect(read.values == expected)
      #expect(read.lines == [2, 3])
    }
    let bare = try table("1,2\n3,4".replacing("\n", with: end))
    #expect(bare.columns == ["1", "2"] && bare.lines == [1, 2])
    #expect(try table("\"2019\",\"a \"\"b\"\", c\"\n1,2").columns == ["2019", "a \"b\", c"])
    #expect(throws: CSVError.unnamed(column: 2)) { try table("a,,c\n1,2,3") }
  }

  @Test("the target becomes y, the other columns X in order")
  func target() throws {
    let read = try table("a,y,b\n1,2,3\n4,5,6")
    let data = try read.regression(target: "y")
    #expect(data.x == Matrix(rows: [[1, 3], [4, 6]]) && data.y == [2, 5])
    #expect(try table("1,2,3\n4,5,6").regression(target: "3").y == [3, 6])
    #expect(throws: CSVError.target("z", matches: 0, columns: ["a", "y", "b"])) {
      try read.regression(target: "z")
    }
    #expect(throws: CSVError.self) { try table("y,y,a\n1,2,3").regression(target: "y") }
    #expect(throws: CSVError.noFeatures) { try table("y\n1").regression(target: "y") }
    let classes = try table("a,c\n1,1\n2,0\n3,1").classification(target: "c")
    #expect(classes.labels == [1, -1, 1])
    #expect(try table("a,c\n1,1\n2,-1").classification(target: "c").labels == [1, -1])
    #expect(throws: CSVError.notALabel(line: 3, name: "c", text: "-1")) {
      try table("a,c\n1,0\n2,-1").classification(target: "c")
    }
  }

  @Test("one class, and a name that two columns bear, are refused")
  func classes() {
    #expect(throws: CSVError.oneClass(name: "c", label: "0")) {
      try table("a,c\n1,0\n2,0").classification(target: "c")
    }
    #expect(throws: CSVError.oneClass(name: "c", label: "1")) {
      try table("a,c\n1,1").classification(target: "c")
    }
    #expect(throws: CSVError.notALabel(line: 2, name: "c", text: "2")) {
      try table("a,c\n1,2\n2,1").classification(target: "c")
    }
    let words = "\(CSVError.target("y", matches: 2, columns: ["y", "y"]))"
    #expect(words.hasSuffix("give each a name of its own."))
  }

  @Test("each fault is named with its line and column")
  func faults() {
    let long = String(repeating: "9", count: CSVTable.largestField + 1)
    let wide = String(repeating: "1,", count: CSVTable.largestWidth) + "1"
    let cases: [(String, CSVError)] = [
      ("", .empty), ("\n\r\n  \n", .empty), ("\u{FEFF}", .empty), ("a,b\n", .noRows),
      ("a,b\n1,2\n\n3,4", .blankLine(3)),
      ("a,b\n1,2,3", .fieldCount(line: 2, found: 3, wanted: 2)),
      ("a,b\n1,2\n3", .fieldCount(line: 3, found: 1, wanted: 2)),
      ("a,b\n1,", .missing(line: 2, column: 2, name: "b")),
      ("1,2\n,4", .missing(line: 2, column: 1, name: "1")),
      ("a,b\n1,x", .notANumber(line: 2, column: 2, name: "b", text: "x")),
      ("a,b\n1;2,3", .notANumber(line: 2, column: 1, name: "a", text: "1;2")),
      ("a\n0x1p3", .notANumber(line: 2, column: 1, name: "a", text: "0x1p3")),
      ("a\n1.2.3", .notANumber(line: 2, column: 1, name: "a", text: "1.2.3")),
      ("a\n1e", .notANumber(line: 2, column: 1, name: "a", text: "1e")),
      ("a\n.", .notANumber(line: 2, column: 1, name: "a", text: ".")),
      ("a\n\u{1}", .notANumber(line: 2, column: 1, name: "a", text: "?")),
      ("a,b\n1,NaN", .notFinite(line: 2, column: 2, name: "b", text: "NaN")),
      ("nan,1", .notFinite(line: 1, column: 1, name: "1", text: "nan")),
      ("a\n-Infinity", .notFinite(line: 2, column: 1, name: "a", text: "-Infinity")),
      ("a\n1e999", .notFinite(line: 2, column: 1, name: "a", text: "1e999")),
      ("a\n1e101", .notFinite(line: 2, column: 1, name: "a", text: "1e101")),
      ("1,x,3\n4,5,6", .mixedHeader(column: 2, text: "x")),
      ("a,\"b\n1,2", .badQuote(line: 1, column: 2)),
      ("a,b\n1,\"2\" 3", .badQuote(line: 2, column: 2)),
      ("a\n\u{0}", .notUTF8(line: 2)),
      ("a\n\(long)", .tooLarge(what: "bytes in a field of line 2", limit: CSVTable.largestField)),
      (wide, .tooLarge(what: "columns", limit: CSVTable.largestWidth)),
    ]
    for (text, error) in cases {
      #expect(throws: error, "\(text.prefix(40))") { try table(text) }
      #expect(!error.description.contains("\n") && error.description.last == ".")
    }
    #expect(throws: CSVError.notUTF8(line: 2)) {
      try CSVTable(parsing: [0x61, 0x0A, 0xFF, 0xFE])
    }
    #expect(throws: CSVError.tooLarge(what: "bytes", limit: CSVTable.largestText)) {
      try CSVTable(parsing: Array(repeating: 0x31, count: CSVTable.largestText + 1))
    }
  }

  @Test("a quoted field goes on in the next line, and lines are counted on")
  func lineBreaksInQuotes() throws {
    let read = try table("\"loss\n(mean)\",\"b\r\nc\"\n1,2\n3,4\n")
    #expect(read.columns == ["loss (mean)", "b c"] && read.values == [[1, 2], [3, 4]])
    #expect(read.lines == [4, 5])
    #expect(throws: CSVError.notANumber(line: 4, column: 1, name: "a b", text: "x")) {
      try table("\"a\nb\"\n1\nx")
    }
    let long = "\"" + String(repeating: "9\n", count: CSVTable.largestField)
    #expect(throws: CSVError.badQuote(line: 2, column: 1)) { try table("a\n\(long)") }
  }

  @Test("100 000 mutated texts give a table or a typed error, never a crash")
  func fuzz() {
    let seeds = [
      "a,b,y\n1,-2.5,3\n4,5e-3,-.6\n", "\u{FEFF}\"x\"\"1\",y\r\n1,2\r\n3,4\r\n", "1,2\n3,4",
      "name, größe ,θ\r-1e-3,+2,3\r", "y\n1", "\n\n,,\n\"\",",
    ].map { Array($0.utf8) }
    let tokens: [[UInt8]] = [
      ",", "\"", "\"\"", "\n", "\r", "\r\n", "nan", "-inf", "1e400", "1e-400", "\u{FEFF}", " ",
      "\t", "0", ";", "e", ".", "\u{0}", "𝜃", "e\u{301}",
    ].map { Array($0.utf8) }
    let draws = RandomStream(seed: 2026)
    var read = 0
    var refused = 0
    for trial in 0..<100_000 {
      let base = UInt64(trial) * 64
      func draw(_ bound: Int, _ k: Int) -> Int { draws.integer(below: bound, at: base + UInt64(k)) }
      var text = seeds[draw(seeds.count, 0)]
      for m in 0...draw(3, 1) {
        let at = draw(text.count + 1, 4 * m + 4)
        switch draw(4, 4 * m + 5) {
        case 0 where at < text.count: text[at] = UInt8(draw(256, 4 * m + 6))
        case 1 where at < text.count: text.remove(at: at)
        case 2: text.insert(contentsOf: tokens[draw(tokens.count, 4 * m + 6)], at: at)
        default: text.append(contentsOf: text[..<at])
        }
      }
      do throws(CSVError) {
        let table = try CSVTable(parsing: text)
        read += 1
        #expect(table.values.joined().allSatisfy { abs($0) <= 1e100 })
        #expect(
          table.values.allSatisfy { $0.count == table.columns.count }
            && table.values.count == table.lines.count)
        _ = try? table.regression(target: table.columns[0])
        _ = try? table.classification(target: "y")
      } catch {
        refused += 1
        #expect(!error.description.isEmpty)
      }
    }
    // Both outcomes are common, or the mutations are not a test.
    #expect(read > 5000 && refused > 10_000, "\(read) read, \(refused) refused")
  }
}
