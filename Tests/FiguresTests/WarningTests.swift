import TestSupport
import Testing

/// What a reader must know of a picture reaches standard error, whichever verb drew it.
@Suite struct WarningTests {
  /// Two of these four runs diverge.
  static let settings = ["nonzeros=3", "samples=4", "features=6", "runs=4", "step=0.5"]
  static let options = settings.map { "--set \($0)" }.joined(separator: " ")
  static let line =
    "figures: warning: figure 'sgd-sparsity': of the shown runs at step=0.5 2 of 4 diverge "
    + "(choose a smaller step); they are not drawn"

  @Test(arguments: [
    "data sgd-sparsity \(options)", "render sgd-sparsity \(options) -q -o out",
    "render sgd-sparsity \(options) -q -o - > out.svg", "slides sgd-sparsity \(options) -q -o out",
  ])
  func isSaidByEachVerb(_ arguments: String) {
    let folder = ScratchFolder()
    let run = runFigures(arguments, setup: "cd '\(folder.path)' &&")
    #expect(run.status == 0)
    #expect(run.errorLines == [Self.line], "\(run.errors)")
  }

  /// Also where the picture is one that an earlier run has kept.
  @Test func isSaidOfKeptPictures() {
    let folder = ScratchFolder()
    let source =
      "---\ntitle: Runs\n---\n\n![](figure:sgd-sparsity \(Self.settings.joined(separator: " ")))\n"
    _ = write(Array(source.utf8), to: folder.path + "/runs.md")
    let there = "cd '\(folder.path)' && export XDG_CACHE_HOME='\(folder.path)/cache' &&"
    for _ in 0..<2 {
      let run = runFigures("handout runs.md -f html -q -o out", setup: there)
      #expect(run.status == 0)
      #expect(run.errorLines == [Self.line], "\(run.errors)")
    }
    #expect(!list(folder.path + "/cache").isEmpty)
  }

  /// How long it may take is said before a computation, and not to those who want no progress.
  @Test func longWorkIsAnnounced() {
    let long = "data sgd-sparsity --set runs=60 --set step=1e12"
    let words =
      "figures: figure 'sgd-sparsity': the computation takes up to about 14 s of a processor"
    #expect(runFigures(long).errorLines.first == words)
    #expect(!runFigures(long + " -q").errors.contains("up to about"))
    #expect(!runFigures("data potential").errors.contains("up to about"))
  }
}
