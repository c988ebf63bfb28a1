import Foundation
import TestSupport
import Testing

/// What is wrong in a sweep or in its data is said with one code and one line, and no row is lost.
@Suite(.serialized) struct SweepFaultTests {
  private func inFolder(_ files: [String: String], _ body: (String) throws -> Void) throws {
    let folder = ScratchFolder()
    for (name, text) in files { _ = write(Array(text.utf8), to: folder.path + "/" + name) }
    try body("cd '\(folder.path)' &&")
  }

  private static let fixed = """
    experiment = "network"
    record = ["l1"]
    [set]
    samples = 30
    features = 20
    [grid]
    seed = [1, 2]
    """
  private static let varied = fixed.replacing("features = 20\n", with: "")
    .replacing("seed = [1, 2]", with: "features = [40, 20]")

  /// Values of a file that do not go together are a fault of the file, whichever verb and run finds it.
  @Test(arguments: [fixed, varied], ["plan s.toml", "sweep s.toml --dry-run", "sweep s.toml"])
  func valuesThatDoNotGoTogether(_ sweep: String, _ verb: String) throws {
    try inFolder(["s.toml": sweep]) { there in
      let run = runFigures(verb, setup: there)
      let place = sweep == Self.fixed ? 0 : 1
      #expect(run.status == 65 && run.errorLines.count == 1, "\(run.status) \(run.errors)")
      #expect(run.errors.contains("s.toml: run \(place): experiment 'network'"), "\(run.errors)")
    }
  }

  @Test("on one processor the runs of a sweep begin at once")
  func oneProcessor() throws {
    let sweep = """
      experiment = "network"
      record = ["l1"]
      [set]
      samples = 5
      features = 8
      [grid]
      seed = [1]
      """
    try inFolder(["s.toml": sweep]) { there in
      // The least of five, and the least of five listings beside them, which begin nothing.
      func least(_ verb: String) -> Duration? {
        (0..<5).map { _ in
          ContinuousClock().measure {
            let run = runFigures(
              verb,
              setup: "\(there) rm -rf s.runs &&"
                + " taskset -c $(taskset -pc $$ | sed 's/.*: //; s/[-,].*//')")
            #expect(run.status == 0, "\(run.errors)")
          }
        }.min()
      }
      let plan = try #require(least("plan s.toml"))
      let runs = try #require(least("sweep s.toml -q"))
      #expect(runs < plan * 3 + .milliseconds(300), "\(runs) against \(plan)")
    }
  }

  @Test func whatOnlyTheComputationRefusesIsARow() throws {
    let sweep = """
      experiment = "effective-alpha"
      record = ["l1.sgd"]
      [set]
      samples = 10
      features = 20
      [grid]
      alpha = [0.1, 1]
      """
    try inFolder(["s.toml": sweep.replacing("l1.sgd", with: "sgd.effective")]) { there in
      let list = runFigures(
        "data effective-alpha -f json --set samples=10 --set features=20", setup: there)
      let name = try #require(
        list.output.split(separator: "\"numbers\":{\"").last?.prefix { $0 != "\"" })
      _ = shell("\(there) sed -i 's/sgd.effective/\(name)/' s.toml")
      let run = runFigures("sweep s.toml -q", setup: there)
      #expect(run.status == 0, "\(run.errors)")
      let rows = runFigures("merge s.runs --complete", setup: there).output.split(separator: "\n")
      #expect(
        rows.count == 3 && rows[1].contains(",done,") && rows[2].contains(",refused,"), "\(rows)")
    }
  }

  /// A run that ends while the rows are written for the last time is carried out again.
  @Test func noRowIsLostAtTheTimeLimit() throws {
    let sweep = """
      experiment = "network"
      record = ["l1"]
      [set]
      samples = 60
      features = 200
      [grid]
      seed = {from = 1, count = 40}
      """
    try inFolder(["s.toml": sweep]) { there in
      var calls = 0
      var status: Int32 = 75
      while status != 0, calls < 200 {
        let run = runFigures("sweep s.toml --time-limit 0.1s -j 2", setup: there)
        (status, calls) = (run.status, calls + 1)
        guard status == 75 || status == 0 else { continue }
        let missing = runFigures("merge s.runs", setup: there).output.split(separator: "\n")
        let left = run.errors.split(separator: " runs left")
        let told = left.count > 1 ? left[0].split(separator: " ").last.flatMap { Int($0) } : nil
        if let told { #expect(40 - (missing.count - 1) == told, "\(run.errors)") }
      }
      #expect(status == 0)
      #expect(runFigures("merge s.runs --complete", setup: there).status == 0)
    }
  }

  /// Six rows of four features and a target, as other programs write them.
  private static let table = """
    a,b,c,d,y
    1.5,2,0.25,7,1
    -0.5,1,1.5,7,2.5
    2.25,-1,0.5,7,0.5
    """

  private static let sweepOfData = """
    experiment = "network"
    record = ["l1", "limit"]
    data = "mine.csv"
    target = "y"
    [set]
    rule = "flow"
    """

  private func row(_ table: String, _ more: String = "") throws -> (row: String, run: Run) {
    var found = ""
    var last = Run(output: "", errors: "", status: -1)
    try inFolder(["s.toml": Self.sweepOfData + more, "mine.csv": table]) { there in
      last = runFigures("sweep s.toml -q", setup: there)
      let rows = runFigures("merge s.runs", setup: there).output.split(separator: "\n")
      found = rows.count > 1 ? String(rows[1]) : ""
    }
    return (found, last)
  }

  @Test func otherWritersGiveTheSameRow() throws {
    let plain = try row(Self.table).row
    #expect(plain.contains("done"))
    let commas = Self.table.replacing(",", with: ";").replacing(".", with: ",")
    for text in [
      "\u{FEFF}" + Self.table, Self.table.replacing("\n", with: "\r\n"), commas,
      "\u{FEFF}" + commas.replacing("\n", with: "\r\n") + "\r\n", "sep=;\r\n" + commas,
    ] {
      #expect(try row(text).row == plain)
    }
    // A row that is there twice says nothing new.
    let twice = try row(Self.table + "\n1.5,2,0.25,7,1").row
    func numbers(_ row: String) -> [Double] { row.split(separator: ",").compactMap { Double($0) } }
    for (a, b) in zip(numbers(twice), numbers(plain)) { #expect(abs(a - b) < 1e-9) }
  }

  @Test func faultsOfTablesNameLineAndRemedy() throws {
    let named = "name," + Self.table.replacing("\n", with: "\ncat5,")
    let words = try row(named).run
    #expect(words.status == 65)
    #expect(words.errors.contains("Line 2, column 1 (name): 'cat5'"), "\(words.errors)")
    #expect(words.errors.contains("leave the column out"), "\(words.errors)")
    let contradiction = try row(Self.table + "\n3,4,0.5,14,9").run
    #expect(contradiction.status == 65, "\(contradiction.errors)")
    #expect(
      contradiction.errors.contains("the data: line 5 has the features of line 2"),
      "\(contradiction.errors)")
  }

  @Test func dataArePreparedByRunsAndFigures() throws {
    let text = Self.table + "\n0.5,3,-1,7,1.25"
    let held = "\n[grid]\nfold = [0, 1]"
    let more = "\nfolds = 2\ncentring = \"targets\"\nintercept = \"feature\"" + held
    let run = try row(text, more)
    #expect(run.run.status == 0, "\(run.run.errors)")
    // A limit of five weights: four features and the column of ones.
    #expect(run.row.hasPrefix("network,") || run.row.split(separator: ",").count > 6, "\(run.row)")
    #expect(try row(text, "\nfolds = 1").run.status == 65)
    try inFolder(["mine.csv": text]) { there in
      let options =
        "--data mine.csv --target y --test 0.25 --centring columns --scaling rms --intercept"
      let drawn = runFigures("render l1-to-l2 \(options) -f svg -q -o out.svg", setup: there)
      #expect(drawn.status == 0, "\(drawn.errors)")
      let seen = runFigures("inspect out.svg", setup: there).output
      #expect(
        seen.contains(
          "--data FILE.csv --target y --test 0.25 --centring columns --scaling rms --intercept"),
        "\(seen)")
      let picture = shell("\(there) cat out.svg").output
      for words in [
        "From each column of the given data its mean is taken out.",
        "Each feature is divided by the root of its mean square.", "A column of ones is one more",
        "Of 4 rows 1 is held back",
      ] { #expect(picture.contains(words), "\(words)") }
      for wrong in [
        "--test 1", "--test 5/5", "--test x", "--centring rows", "--scaling std", "--test-seed 2",
      ] {
        let run = runFigures("data l1-to-l2 --data mine.csv --target y \(wrong)", setup: there)
        #expect(run.status == 64 && run.errorLines.count == 1, "\(wrong): \(run.errors)")
      }
      #expect(runFigures("data l1-to-l2 --intercept", setup: there).status == 64)
    }
  }

  /// A terminal sees each second how far a long computation is, a pipe nothing.
  @Test func longComputationsAreSeenToGoOn() {
    let long = "data sgd-sparsity --set features=1000 --set runs=30"
    let piped = runFigures(long)
    #expect(piped.status == 0 && !piped.errors.contains(" of up to "), "\(piped.errors)")
    let seen = shell("TERM=xterm script -qec \"'\(figures)' \(long) > /dev/null\" /dev/null")
    #expect(seen.output.contains(" s of up to "), "\(seen.output.suffix(400))")
    #expect(seen.output.contains(" in this stage"))
  }
}
