import Models
import TestSupport
import Testing

/// Figures of the user's own data.
@Suite struct UserDataTests {
  /// Six samples of eight features that are ±1, from two of which y is made.
  static let table: String = {
    var lines = ["a,b,c,d,e,f,g,h,y"]
    var state: UInt64 = 12345
    for _ in 0..<6 {
      let signs = (0..<8).map { _ -> Int in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 63 == 0 ? 1 : -1
      }
      lines.append((signs + [2 * signs[1] - signs[4]]).map(String.init).joined(separator: ","))
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  private func run(_ text: String, _ arguments: String) -> (run: Run, files: [String]) {
    let folder = ScratchFolder()
    _ = write(Array(text.utf8), to: folder.path + "/mine.csv")
    let run = runFigures(
      "\(arguments) --data mine.csv -q -o out", setup: "cd '\(folder.path)' &&")
    return (run, list(folder.path).filter { $0 != "mine.csv" })
  }

  @Test func isDrawnAndRemembered() {
    let folder = ScratchFolder()
    _ = write(Array(Self.table.utf8), to: folder.path + "/mine.csv")
    let there = "cd '\(folder.path)' &&"
    let options = "--data mine.csv --target y --set runs=3 --set step=0.02"
    #expect(runFigures("render sgd-sparsity \(options) -q -o out", setup: there).status == 0)
    let hash = TestSupport.run("sha256sum < '\(folder.path)/mine.csv'").output.prefix(64)
    let seen = runFigures("inspect out/sgd-sparsity.svg", setup: there).output
    #expect(seen.contains("Input SHA-256: \(hash)\n"))
    #expect(seen.contains("--data FILE.csv --target y"))
    #expect(!seen.contains("mine.csv"))
    let data = runFigures("data sgd-sparsity \(options)", setup: there).output
    #expect(data.contains("\nweights,8.0,"))
    #expect(!data.contains("\nweights,9.0,"))
  }

  /// Steps and scales follow the units: none of these needs a setting.
  @Test(arguments: [
    (1.0, 1.0, 0.0), (100, 1, 0), (0.01, 1, 0), (1, 1000, 0), (1, 0.001, 0), (1, 1, 3),
  ])
  func anyUnitsAreDrawn(features: Double, targets: Double, mean: Double) throws {
    let data = try DataSet.regression(
      samples: 10, features: 20, entries: .uncentred(mean: mean), teacher: .sparse(nonzeros: 2),
      seed: 4)
    let lines = (0..<10).map { i in
      (data.x.row(i).map { features * $0 } + [targets * data.y[i]]).map(\.description)
        .joined(separator: ",")
    }
    let names = (0..<20).map { "x\($0)" } + ["y"]
    let (run, files) = run(
      ([names.joined(separator: ",")] + lines).joined(separator: "\n"),
      "render sgd-sparsity --target y --set runs=4")
    #expect(run.status == 0, "\(run.errors)")
    #expect(files == ["out/sgd-sparsity.svg"])
  }

  @Test func faultsNameLineAndColumn() {
    let bad = Self.table.replacing("\n1,", with: "\none,", maxReplacements: 1)
    let (run, files) = run(bad, "render sgd-sparsity --target y")
    #expect(run.status == 65)
    #expect(run.errors.contains("column 1 (a): 'one' is not a number"), "\(run.errors)")
    #expect(files.isEmpty)
  }

  @Test func targetsMustBeColumns() {
    let (run, files) = run(Self.table, "render sgd-sparsity --target z")
    #expect(run.status == 65)
    #expect(run.errors.contains("No column is named 'z'"), "\(run.errors)")
    #expect(files.isEmpty)
    #expect(self.run(Self.table, "render sgd-sparsity").run.status == 64)
  }

  @Test func contradictionsAreFaultsOfTheData() {
    let (run, files) = run("a,b,y\n1,1,1\n1,1,2\n", "render sgd-sparsity --target y")
    #expect(run.status == 65)
    #expect(run.errorLines.count == 1)
    #expect(files.isEmpty)
  }

  @Test func sizesAreChecked() {
    let (run, _) = run("a,y\n1,1\n", "render sgd-sparsity --target y")
    #expect(run.status == 65)
    #expect(run.errors.contains("2 to 400 rows"), "\(run.errors)")
  }
}
