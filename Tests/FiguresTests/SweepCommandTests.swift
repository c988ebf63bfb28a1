import Foundation
import TestSupport
import Testing

/// Sweeps by the command: what researchers rely on when machines fail.
@Suite(.serialized) struct SweepCommandTests {
  private static let sweep = """
    experiment = "network"
    record = ["l1", "l2", "support", "error", "effective-alpha", "sharpness", "steps", "limit"]
    [set]
    samples = 8
    features = 16
    nonzeros = 2
    most-steps = 65536
    [grid]
    rule = ["flow", "sgd"]
    alpha = {from = 0.1, to = 1, count = 2, scale = "log"}
    step = [0.05, 5]
    seed = {from = 1, count = 3}
    """

  private func inFolder(_ sweep: String = Self.sweep, _ body: (String) throws -> Void) throws {
    let folder = ScratchFolder()
    _ = write(Array(sweep.utf8), to: folder.path + "/s.toml")
    try body("cd '\(folder.path)' &&")
  }

  @Test func shardsAndThreadsDoNotShow() throws {
    try inFolder { there in
      #expect(runFigures("plan s.toml --count", setup: there).output == "24\n")
      let plan = runFigures("plan s.toml", setup: there).output.split(separator: "\n")
      #expect(plan.count == 24 && Set(plan).count == 24)
      #expect(runFigures("sweep s.toml -q -j 1", setup: there).status == 0)
      for shard in (0..<7).reversed() {
        #expect(
          runFigures("sweep s.toml -q -j 2 --cache parts --shard \(shard)/7", setup: there).status
            == 0)
      }
      let whole = runFigures("merge s.runs", setup: there)
      let parts = runFigures("merge parts --complete", setup: there)
      #expect(whole.status == 0 && whole.output == parts.output)
      #expect(whole.errors.contains("24 of 24 runs"))
      let rows = whole.output.split(separator: "\n")
      #expect(rows.count == 25 && rows[0].hasSuffix("limit15,limit16"))
      // Runs that diverge are results.
      #expect(rows.count { $0.contains(",diverged,") } == 6, "\(whole.output)")
      #expect(rows.count { $0.contains(",done,") } == 18)
    }
  }

  @Test func whatIsThereIsNotDoneAgain() throws {
    try inFolder { there in
      let first = runFigures("sweep s.toml --shard 1/3", setup: there)
      #expect(first.errors.contains("8 runs, 0 there, 8 to do"))
      let again = runFigures("sweep s.toml --shard 1/3", setup: there)
      #expect(again.status == 0 && again.errors.contains("8 runs, 8 there, 0 to do"))
      // Cut otherwise, and in another sweep that shares runs.
      let rest = runFigures("sweep s.toml", setup: there)
      #expect(rest.errors.contains("24 runs, 8 there, 16 to do"))
      _ = shell("\(there) sed 's/count = 3/count = 4/' s.toml > more.toml")
      let more = runFigures("sweep more.toml --cache s.runs", setup: there)
      #expect(more.status == 0 && more.errors.contains("32 runs, 24 there, 8 to do"))
      let merged = runFigures("merge s.runs", setup: there)
      #expect(merged.output.split(separator: "\n").count == 33)
      #expect(merged.errors.contains("24 of 24 runs") && merged.errors.contains("32 of 32 runs"))
    }
  }

  /// A sweep of one long run and many short ones, stopped in the middle.
  @Test(arguments: ["TERM", "HUP", "INT"]) func signalsLeaveWholeFiles(_ signal: String) throws {
    let long = """
      experiment = "network"
      record = ["l1", "steps"]
      [set]
      samples = 20
      features = 200
      nonzeros = 2
      most-steps = 100000000
      step = 1e-9
      [zip]
      rule = ["flow", "flow", "flow", "sgd"]
      seed = [1, 2, 3, 4]
      """
    try inFolder(long) { there in
      let run = shell(
        """
        \(there) ( env --default-signal=\(signal) '\(figures)' sweep s.toml -q -j 2 & p=$!; sleep 2; kill -\(signal) $p; s=$SECONDS
        wait $p; echo "code $? after $((SECONDS - s))" )
        """)
      #expect(
        run.output.contains("code \(signal == "INT" ? 130 : 75) after 0")
          || run.output.contains("code \(signal == "INT" ? 130 : 75) after 1"), "\(run.output)")
      #expect(run.output.contains("1 run left of 4; call the same again"))
      let rows = shell("\(there) ls -A s.runs | wc -l; cat s.runs/*.jsonl | wc -l").output
      #expect(
        rows.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) } == ["1", "4"])
      #expect(runFigures("merge s.runs --complete", setup: there).status == 75)
    }
  }

  @Test func timeLimitsAskToBeCalledAgain() throws {
    let long = Self.sweep.replacingOccurrences(
      of: "most-steps = 65536", with: "most-steps = 100000000"
    )
    .replacingOccurrences(of: "step = [0.05, 5]", with: "step = [1e-9]")
    try inFolder(long) { there in
      let run = runFigures("sweep s.toml --time-limit 1s", setup: there)
      #expect(run.status == 75 && run.errors.contains("left of 12; call the same again"))
      for wrong in ["", "5", "m", "-1s", "1x", "infs", "0s"] {
        #expect(runFigures("sweep s.toml --time-limit='\(wrong)'", setup: there).status == 64)
      }
    }
  }

  @Test func callsInWhichNoRunEndsSaySo() throws {
    let long = Self.sweep.replacing("most-steps = 65536", with: "most-steps = 100000000")
      .replacing("step = [0.05, 5]", with: "step = [1e-9]")
      .replacing("\"flow\", \"sgd\"", with: "\"sgd\"")
    try inFolder(long) { there in
      let run = runFigures("sweep s.toml -q --time-limit 1s", setup: there)
      #expect(run.status == 2)
      #expect(run.errors.contains("no run of 6 came to its end"), "\(run.errors)")
    }
  }

  @Test func tablesHaveNamesOfTablesAndNeverThoseOfTheirRows() throws {
    try inFolder { there in
      #expect(runFigures("sweep s.toml -q", setup: there).status == 0)
      let other = runFigures("merge s.runs -o x.xlsx", setup: there)
      #expect(other.status == 64 && other.errors.contains(".csv or .jsonl"), "\(other.errors)")
      let before = shell("\(there) cat s.runs/*").output
      let own = runFigures("merge s.runs -o s.runs/*.jsonl", setup: there)
      #expect(own.status == 73 && own.errors.contains("that this command reads"), "\(own.errors)")
      #expect(!before.isEmpty && shell("\(there) cat s.runs/*").output == before)
    }
  }

  /// Three of the six runs of SGD diverge and have no norm: a sketch tells how many it leaves out.
  @Test func sketchesLeaveOutWhatDiverged() throws {
    try inFolder { there in
      #expect(runFigures("sweep s.toml -q", setup: there).status == 0)
      #expect(runFigures("merge s.runs -o t.csv -q", setup: there).status == 0)
      let sketch = "title: Runs\nalt: auto\ndata \"t.csv\"\npoints seed, l1\n"
      _ = shell("\(there) printf '\(sketch.replacing("\n", with: "\\n"))' > q.figure")
      let drawn = runFigures("render q.figure -f svg -o q", setup: there)
      #expect(drawn.status == 0)
      #expect(
        drawn.errors.contains("q.figure:3: of 24 rows some lack a value: 6 of l1 (6 diverged)"),
        "\(drawn.errors)")
    }
  }

  @Test func figuresAreExperimentsToo() throws {
    let figure = """
      experiment = "l1-to-l2"
      record = ["l1.least", "l2.least"]
      [set]
      samples = 5
      features = 10
      nonzeros = 2
      [grid]
      seed = [1, 2]
      """
    try inFolder(figure) { there in
      #expect(runFigures("sweep s.toml -q", setup: there).status == 0)
      let table = runFigures("merge s.runs", setup: there).output
      #expect(
        table.hasPrefix("samples,features,nonzeros,seed,status,l1.least,l2.least\n5,10,2,1,done,"))
      let one = runFigures(
        "data l1-to-l2 -f json --set samples=5 --set features=10 --set nonzeros=2 --set seed=2",
        setup: there
      ).output
      let least = try #require(table.split(separator: "\n").last?.split(separator: ",")[5])
      #expect(one.contains("\"l1.least\":\(least),"))
      _ = shell("\(there) sed -i 's/l1.least/l1.lest/; s/, \"l2.least\"//' s.toml")
      let wrong = runFigures("sweep s.toml", setup: there)
      #expect(
        wrong.status == 65 && wrong.errors.contains("quotes no 'l1.lest'; did you mean 'l1.least'?")
      )
    }
  }

  @Test func theUsersDataStandBesideTheSweep() throws {
    let own = """
      experiment = "network"
      record = ["l1", "least-l1", "least-l2", "l2"]
      data = "mine.csv"
      target = "y"
      [grid]
      rule = ["flow"]
      alpha = [1e-6, 100]
      """
    try inFolder(own) { there in
      _ = shell("\(there) printf 'a,b,c,y\\n1,2,0.5,1\\n0.5,-1,1,2\\n' > mine.csv")
      #expect(runFigures("sweep s.toml -q", setup: there).status == 0)
      let rows = runFigures("merge s.runs", setup: there).output.split(separator: "\n").map {
        $0.split(separator: ",")
      }
      let small = rows[1].suffix(4).compactMap { Double($0) }
      let large = rows[2].suffix(4).compactMap { Double($0) }
      #expect(abs(small[0] / small[1] - 1) < 0.05 && abs(large[3] / large[2] - 1) < 1e-3)
      #expect(
        runFigures("sweep s.toml", setup: there + " sed -i 's/mine/yours/' s.toml &&").status == 66)
      #expect(
        runFigures(
          "sweep s.toml", setup: there + " sed -i 's/yours/mine/; s/\"y\"/\"z\"/' s.toml &&"
        )
        .status == 65)
    }
  }

  /// All samples but one are fitted, and that one predicted: by folds, and by a file of its own.
  @Test func samplesAreHeldBack() throws {
    let own = """
      experiment = "sparse"
      record = ["l1", "train-samples", "test-error"]
      data = "mine.csv"
      target = "y"
      [set]
      alpha = 10
      folds = 3
      [grid]
      fold = [0, 1, 2]
      """
    try inFolder(own) { there in
      let rows = ["1,2,0.5,1", "0.5,-1,1,2", "3,1,-1,0.5"]
      func table(_ rows: [String]) -> String { (["a,b,c,y"] + rows).joined(separator: "\\n") }
      func merged(_ name: String) -> [String] {
        #expect(runFigures("sweep \(name).toml -q", setup: there).status == 0)
        return runFigures("merge \(name).runs", setup: there).output.split(separator: "\n")
          .dropFirst().map { $0.split(separator: ",").suffix(3).joined(separator: ",") }
      }
      _ = shell("\(there) printf '\(table(rows))\\n' > mine.csv")
      let folds = merged("s")
      #expect(folds.count == 3 && Set(folds).count == 3)
      // Each sample is held back once: the same three numbers with a file for it.
      let files = rows.indices.map { k in
        let rest = rows.indices.filter { $0 != k }.map { rows[$0] }
        _ = shell(
          """
          \(there) printf '\(table(rest))\\n' > mine.csv; printf '\(table([rows[k]]))\\n' > held.csv
          sed '/fold/d; s/target/test-data = "held.csv"\\ntarget/' s.toml > k\(k).toml
          """)
        return merged("k\(k)").first ?? ""
      }
      #expect(Set(files) == Set(folds))
      let run = runFigures(
        "sweep k0.toml", setup: there + " sed -i 's/,b,c/,c,b/' held.csv && ")
      #expect(run.status == 65 && run.errors.contains("test-data"))
      for (key, words) in [("test = 0.5", "folds"), ("fold = 3", "fold")] {
        let wrong = there + " sed '/^fold =/d; s/^folds = 3/folds = 3\\n\(key)/' s.toml > w.toml &&"
        let run = runFigures("sweep w.toml", setup: wrong)
        #expect(run.status == 65 && run.errors.contains(words), "\(run.errors)")
      }
    }
  }

  /// What takes long is said before it begins, and what a setting takes is listed.
  @Test func costsAreSaid() throws {
    let own = """
      experiment = "sparse"
      [set]
      problem = "gd"
      samples = 1000000
      entries = 50
      steps = 100000
      [grid]
      seed = [1, 2]
      """
    try inFolder(own) { there in
      let run = runFigures("sweep s.toml --dry-run -j 2", setup: there)
      #expect(run.status == 0 && run.errors.contains("up to about"), "\(run.errors)")
      #expect(run.errors.contains("h on 2 threads"))
    }
    let listed = runFigures(
      "list sparse --set samples=100000 --set features=1000000 --set entries=100")
    #expect(listed.output.contains("takes up to about 41 s of a processor and 550 MB"), "\(listed)")
    #expect(runFigures("list --set samples=10").status == 64)
    #expect(runFigures("list potential --set alphas=0.1").status == 0)
  }

  @Test func conflictsAreReported() throws {
    try inFolder { there in
      #expect(runFigures("sweep s.toml -q --shard 0/4", setup: there).status == 0)
      _ = shell("\(there) cp -r s.runs other && sed -i 's/\"done\",/\"gone\",/' other/*")
      let run = runFigures("merge s.runs other -o t.csv", setup: there)
      #expect(run.status == 1 && run.errors.contains("with different rows"))
      #expect(list(there.split(separator: "'")[1] + "").contains("t.csv") == false)
      #expect(runFigures("merge nowhere", setup: there).status == 66)
      #expect(runFigures("merge s.toml", setup: there).status == 65)
    }
  }
}
