import Models
import Records
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

  /// What describes generated data has no part in a figure of given ones, and is in no file of it.
  @Test func parametersOfGeneratedDataHaveNoPart() {
    for (setting, words) in [
      ("--set samples=5", "with --data samples is that of the data"),
      ("--set nonzeros=2", "with --data nonzeros has no part"),
      ("--set seed=2", "with --data seed has no part"),
      ("--seed 2", "with --data seed has no part"),
    ] {
      let run = run(Self.table, "data l1-to-l2 --target y \(setting)", output: false)
      #expect(run.status == 64 && run.errors.contains(words), "\(run.errors)")
    }
    let folder = ScratchFolder()
    _ = write(Array(Self.table.utf8), to: folder.path + "/mine.csv")
    let there = "cd '\(folder.path)' &&"
    #expect(
      runFigures("render l1-to-l2 --data mine.csv --target y -o out", setup: there).status == 0)
    let seen = runFigures("inspect out/l1-to-l2.svg", setup: there).output
    #expect(seen.contains("alphas=") && !seen.contains("nonzeros") && !seen.contains("seed="))
  }

  /// The numbers of a figure of given data, and what is said beside them.
  private func numbers(_ text: String, _ figure: String, _ options: String = "") -> (
    values: [String: String], run: Run
  ) {
    let run = run(text, "data \(figure) --target y -f json \(options)", output: false)
    var values: [String: String] = [:]
    for match in run.output.matches(of: #/"([a-z0-9.\-]+)": ?(-?[0-9.e+\-]+)/#) {
      values[String(match.1)] = String(match.2)
    }
    return (values, run)
  }

  private func run(_ text: String, _ arguments: String, output: Bool) -> Run {
    let folder = ScratchFolder()
    _ = write(Array(text.utf8), to: folder.path + "/mine.csv")
    return runFigures("\(arguments) --data mine.csv", setup: "cd '\(folder.path)' &&")
  }

  /// Regression data as a CSV text, the features in one unit and the targets in another.
  private func text(
    samples: Int, features: Int, unit: Double = 1, targetUnit: Double = 1, repeated: Int = 0,
    seed: UInt64
  ) throws -> String {
    let data = try DataSet.regression(
      samples: samples, features: features, teacher: .sparse(nonzeros: 2), seed: seed)
    let rows = (Array(0..<samples) + Array(0..<repeated)).map { i in
      (data.x.row(i).map { unit * $0 } + [targetUnit * data.y[i]]).map(\.description)
        .joined(separator: ",")
    }
    let names = (0..<features).map { "x\($0)" } + ["y"]
    return ([names.joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
  }

  @Test func supportHasNoUnit() throws {
    // Powers of two and ten, so that steps and scales of one digit change alike.
    let supports = try [(1.0, 1.0), (1, 1e-4), (100, 1), (1e-2, 1e-2)].map { unit, targetUnit in
      let text = try text(samples: 8, features: 16, unit: unit, targetUnit: targetUnit, seed: 5)
      return numbers(text, "sgd-sparsity", "--set runs=3").values["support.flow.median"]
    }
    #expect(supports[0] != nil && supports[0] != "0")
    #expect(Set(supports).count == 1, "\(supports)")
  }

  @Test func rowsThatFollowFromOthersAreSaid() throws {
    let once = numbers(try text(samples: 6, features: 12, seed: 2), "l1-to-l2")
    let twice = numbers(try text(samples: 6, features: 12, repeated: 2, seed: 2), "l1-to-l2")
    #expect(once.run.status == 0 && once.run.errors.isEmpty, "\(once.run.errors)")
    #expect(twice.run.status == 0, "\(twice.run.errors)")
    #expect(twice.run.errors.contains("2 of 8 rows follow from the others"))
    #expect(once.values["l1.least"] == twice.values["l1.least"])
  }

  @Test func oneInterpolatorIsSaid() throws {
    let found = numbers(try text(samples: 9, features: 5, seed: 3), "l1-to-l2")
    #expect(found.run.status == 0, "\(found.run.errors)")
    #expect(found.run.errors.contains("one predictor alone"), "\(found.run.errors)")
    #expect(Double(found.values["l1.least"] ?? "").map { abs($0 - 2) < 1e-9 } ?? false)
  }

  @Test func moreRowsThanColumnsAreTheCause() {
    let run = run("a,b,y\n1,2,1\n2,1,1\n1,1,5\n", "data l1-to-l2 --target y", output: false)
    #expect(run.status == 65)
    #expect(run.errors.contains("more samples (3) than features (2)"), "\(run.errors)")
    #expect(run.errors.contains("line 4"), "\(run.errors)")
  }

  @Test func namelessColumnsAreRefused() {
    for name in ["", "\"\"", "Unnamed: 0"] {
      let run = run("\(name),a,y\n0,1,1\n", "data l1-to-l2 --target y", output: false)
      #expect(run.status == 65 && run.errors.contains("Column 1 has no name"), "\(run.errors)")
    }
  }

  @Test func stepsAreChosenAtWhichRunsSettle() throws {
    // The mean of the features is far larger than their spread: the edge of θ_ℓ1 is none of SGD's.
    for seed in UInt64(1)...4 {
      let data = try DataSet.regression(
        samples: 8, features: 20, entries: .uncentred(mean: 4), teacher: .sparse(nonzeros: 2),
        seed: seed)
      var model = SGDSparsity()
      model.seeds = 6
      try model.use(data)
      model.sweepAlphas = []
      let shown = try model.outcome().shown
      #expect(shown.diverged == 0, "seed \(seed), step \(model.stepSize)")
      #expect(!shown.runs.isEmpty)
    }
  }

  @Test func supportsDoNotDependOnTheUnit() throws {
    let data = try DataSet.regression(
      samples: 8, features: 15, teacher: .sparse(nonzeros: 2), seed: 5)
    func supports(_ unit: Double) throws -> [Int] {
      var model = SGDSparsity()
      model.seeds = 4
      try model.use(try DataSet(x: data.x, y: data.y.map { unit * $0 }))
      model.sweepAlphas = []
      return try model.outcome().shown.runs.flatMap { [$0.sgd.support, $0.flow.support] }
    }
    let right = try supports(1)
    #expect(right.count == 8)
    for unit in [0.1, 0.5, 2.54, 10, 60, 1e6] { #expect(try supports(unit) == right, "\(unit)") }
  }

  /// What is no result at all is refused with the condition and the direction that helps.
  @Test(arguments: [
    ("l1-to-l2", "samples=100 features=40", "samples=100 features=40 do not meet"),
    ("l1-to-l2", "features=3 samples=2", "features=3 and the default nonzeros=5 do not meet"),
    ("l1-to-l2", "features=30", "features=30 and the default samples=40 do not meet"),
    ("sgd-sparsity", "runs=2 step=1e12", "choose a smaller step"),
    ("sgd-sparsity", "runs=1 step=1e-12", "choose another step"),
    ("effective-alpha", "alpha=1", "choose a smaller step or a smaller alpha"),
  ])
  func conditionsAreRefused(figure: String, settings: String, words: String) {
    let options = settings.split(separator: " ").map { "--set \($0)" }.joined(separator: " ")
    let run = runFigures("data \(figure) \(options)")
    #expect(run.status == 64)
    #expect(run.errors.contains(words), "\(run.errors)")
    let name = words.split(separator: "=")[0].split(separator: " ").last.map(String.init) ?? ""
    #expect(runFigures("list").output.contains(name))
  }
}
