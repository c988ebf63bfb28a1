import Records
import Testing

/// Tables written by their entries.
@Suite("LIBSVM and Matrix Market")
struct EntriesTests {
  private func table(_ text: String) throws -> CSVTable {
    try CSVTable(parsing: Array(text.utf8))
  }

  @Test("LIBSVM: what is not written is 0, remarks and blank lines are passed")
  func libSVM() throws {
    let read = try table("+1 1:0.5 3:-2 # a\n\n-1 2:1e-3\n")
    #expect(read.columns == ["label", "1", "2", "3"])
    #expect(read.values == [[1, 0.5, 0, -2], [-1, 0, 1e-3, 0]] && read.lines == [1, 3])
    for (text, line) in [("1 1:2\n1 2:1 1:3", 2), ("1 1:2\n1 0:1", 2), ("1 1:2\n1 a", 2)] {
      let error = #expect(throws: CSVError.self) { try table(text) }
      #expect("\(error.map { "\($0)" } ?? "")".contains("Line \(line)"))
    }
    #expect(throws: CSVError.self) { try table("1 1:2\nx 1:2") }
    #expect(throws: CSVError.self) { try table("1 99999999:2") }
  }

  @Test("Matrix Market: by entries, by columns, patterns, halves")
  func matrixMarket() throws {
    let head = "%%MatrixMarket matrix"
    let read = try table("\(head) coordinate real general\n% words\n2 3 2\n1 1 1.5\n2 3 -4\n")
    #expect(read.columns == ["1", "2", "3"] && read.values == [[1.5, 0, 0], [0, 0, -4]])
    #expect(try table("\(head) array real general\n2 2\n1\n2\n3\n4").values == [[1, 3], [2, 4]])
    #expect(
      try table("\(head) array integer symmetric\n2 2\n1\n2\n3").values == [[1, 2], [2, 3]])
    #expect(
      try table("\(head) coordinate pattern symmetric\n2 2 2\n1 1\n2 1").values
        == [[1, 1], [1, 0]])
    for text in [
      "\(head) coordinate complex general\n1 1 1\n1 1 1 0", "\(head) coordinate real general",
      "\(head) coordinate real general\n2 2 1\n3 1 1", "\(head) array real general\n2 2\n1",
      "\(head) coordinate real general\n99999999 2 0",
    ] {
      #expect(throws: CSVError.self, "\(text)") { try table(text) }
    }
  }

  @Test("remarks above and columns of one name are named")
  func others() throws {
    let error = #expect(throws: CSVError.self) { try table("# from R\na,b\n1,2") }
    #expect("\(error.map { "\($0)" } ?? "")".contains("remarks"))
    #expect(throws: CSVError.twice(name: "a", column: 2)) { try table("a,a,y\n1,2,3") }
  }
}
