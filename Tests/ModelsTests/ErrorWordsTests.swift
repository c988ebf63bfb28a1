import Glibc
import Models
import Records
import TestSupport
import Testing

/// What errors say to a user: words, and no name of a Swift case or argument.
@Suite struct ErrorWordsTests {
  static let all: [any Error & CustomStringConvertible] = [
    SettledDescent.Failure.diverged(by: 907),
    ProvenInterpolator.Failure.noRoot, ProvenInterpolator.Failure.notContracting,
    SettledDescent.Failure.unsettled(loss: 6.410047184316149e-10),
    SettledDescent.Failure.noLimit(.dependentRows(row: 100)),
    DiagonalNetworkError.notPositive(name: "alpha", value: -1.234567890123e-9),
    DiagonalNetworkError.notFinite(name: "X"),
    DiagonalNetworkError.shape(name: "y", expected: 3, got: 2),
    DiagonalNetworkError.dependentRows(row: 5),
    DiagonalNetworkError.contradiction(row: 5, like: nil, rows: 6, columns: 9),
    DiagonalNetworkError.contradiction(row: 5, like: 1, rows: 6, columns: 9),
    DiagonalNetworkError.contradiction(row: 5, like: nil, rows: 12, columns: 5),
    DiagonalNetworkError.notConverged(method: "the dual Newton iteration", residual: 3.2109e-5),
    DiagonalNetworkError.notConverged(method: "the simplex method", residual: .nan),
    DiagonalNetworkError.noStep(least: 3e-12, spread: 1.2345678e9),
    DiagonalNetworkError.tooLarge(name: "d", value: 30, limit: 20),
    DescentError.badStart(count: 1, wanted: 2), DescentError.badStep("a step size of 0"),
    DescentError.badBatch("a batch of 0 samples"), DescentError.badCheckpoints,
    DescentError.diverged(step: 7), DescentError.unsettled(steps: 100_000),
    ClassificationError.noMinimiser, ClassificationError.notSeparable,
    ClassificationError.flowTooStiff(logTime: 3), ClassificationError.badTimes,
    ClassificationError.badScale(logAlpha: .infinity),
    LinearAlgebraError.notPositiveDefinite(pivot: 1), LinearAlgebraError.singular(pivot: 1),
    DataError.empty(rows: 0, columns: 1), DataError.mismatch(rows: 1, targets: 2),
    DataError.notFinite(row: 1, column: 2), DataError.notFinite(row: 1, column: nil),
    DataError.tooLarge(what: "5000000 entries", limit: "4000000"), DataError.zeroRow(1),
    DataError.notALabel(row: 1),
    DataError.badParameter(name: "margin", value: -1, range: "[0, 1e100]"),
    CSVError.empty, CSVError.noRows, CSVError.notUTF8(line: 1), CSVError.blankLine(2),
    CSVError.tooLarge(what: "columns", limit: 10), CSVError.noFeatures,
    CSVError.fieldCount(line: 2, found: 1, wanted: 3), CSVError.unnamed(column: 1),
    CSVError.mixedDecimals(line: 2, column: 1, text: "1,5"),
    CSVError.mixedHeader(column: 1, text: "a"), CSVError.badQuote(line: 1, column: 2),
    CSVError.missing(line: 1, column: 2, name: "a"),
    CSVError.notANumber(line: 1, column: 2, name: "a", text: "NA"),
    CSVError.notFinite(line: 1, column: 2, name: "a", text: "inf"),
    CSVError.tooSmall(line: 1, column: 2, name: "a", text: "1e-400"), CSVError.separator("blanks"),
    CSVError.target("z", matches: 0, columns: ["a"]),
    CSVError.notALabel(line: 1, name: "y", text: "3"),
    CSVError.oneClass(name: "y", label: "1"), CSVError.comment("#"),
    CSVError.twice(name: "a", column: 2), CSVError.notDivided(rows: 1),
    CSVError.entry(line: 2, text: "3 1", wanted: "ROW COLUMN VALUE"),
  ]

  @Test func areSentences() {
    for error in Self.all {
      let words = "\(error)"
      #expect(words.split(separator: " ").count >= 5, "\(words)")
      #expect(!words.contains("\n"))
      // `name(label: value)` is what Swift prints for a case, `word.word` for a member.
      #expect(!words.contains(#/\w\(\w+: /#), "\(words)")
      #expect(!words.contains(#/Optional|\bnil\b|\bnan\b/#), "\(words)")
      // Nobody reads a number of sixteen digits in a message.
      #expect(!words.contains(#/[0-9]\.[0-9]{7}/#), "\(words)")
    }
  }

  /// A new case of an error has no place above until somebody puts it there.
  @Test func areAll() throws {
    let here = try #require(text(of: #filePath))
    var count = 0
    for source in try sources("Models") + sources("Records") {
      for error in source.matches(
        of:
          #/enum (\w+): [^{]*\b(?:Error|DataFault)\b[^{]*\{([\s\S]*?)\n *(?:///[^\n]*\n *)*public var description/#
      ) {
        for found in error.output.2.matches(of: #/\n *case (\w+)/#) {
          let name = "\(error.output.1).\(found.output.1)"
          #expect(here.contains(name), "no words of \(name) are tested")
          count += 1
        }
      }
    }
    #expect(count > 30)
  }

  /// Errors reach users as their descriptions; these few are turned into words where they are caught.
  @Test func haveWords() throws {
    let caught = ["ParameterError", "MarkError", "Refusal", "SystemFault", "LineError", "Damage"]
    var count = 0
    for source in try sources("") {
      for error in source.matches(
        of:
          #/\n *(?:public |package )?(?:enum|struct) (\w+): ([^{]*\b(?:Error|DataFault)\b[^{]*)\{/#
      )
      where !caught.contains(String(error.output.1)) {
        #expect(error.output.2.contains("CustomStringConvertible"), "\(error.output.1)")
        count += 1
      }
    }
    #expect(count > 15)
  }

  /// The texts of the Swift files below a folder of the sources.
  private func sources(_ folder: String) throws -> [String] {
    let root = #filePath.replacing(#/Tests/ModelsTests/.*/#, with: "Sources/" + folder)
    let tree = try #require(files(below: root))
    return tree.filter { $0.hasSuffix(".swift") }.compactMap { text(of: $0) }
  }

  /// The paths of all files below a folder.
  private func files(below root: String) -> [String]? {
    guard let folder = opendir(root) else { return nil }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted().flatMap { name in files(below: "\(root)/\(name)") ?? ["\(root)/\(name)"] }
  }

  private func text(of path: String) -> String? {
    read(path).map { String(decoding: $0, as: UTF8.self) }
  }
}
