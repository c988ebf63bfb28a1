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

  /// Panels for which a page is too small are named, and its words are of the others.
  @Test(arguments: [
    ("sgd-sparsity", "the panel 'sweep' is"), ("l1-to-l2", "the panels 'l1', 'l2' are"),
    ("max-margin", "the panels "), ("label-noise", "the panels "), ("saddle-stairs", "the panels "),
    ("mirror-geometry", "the panels "),
  ])
  func isSaidOfPanelsLeftOut(_ figure: String, _ panels: String) {
    let folder = ScratchFolder()
    for language in ["en", "fr"] {
      let run = runFigures(
        "render \(figure) --language \(language) --size 150x130 -q -o '\(folder.path)'")
      let said = run.errorLines.filter { $0.contains("left out at 150x130") }
      #expect(run.status == 0 && said.count == 1, "\(run.errors)")
      #expect(
        said.first?.contains("figure '\(figure)': \(panels)") == true
          && said.first?.hasSuffix("; a width or a height of 170 pt has room") == true, "\(said)")
      for file in list(folder.path) {
        let svg = text(of: "\(folder.path)/\(file)")
        let words = svg.split(separator: "<desc").dropFirst().first.map(String.init) ?? ""
        let spoken = words.prefix(while: { $0 != "<" })
        #expect(
          spoken.count > 40
            && ["Right", "middle", "Middle", "Three panels", "; so does", "the right"]
              .allSatisfy { !spoken.contains($0) }
            && ["À droite", "milieu", "Trois panneaux", "; de même"]
              .allSatisfy { !spoken.contains($0) },
          "\(file): \(spoken)")
      }
    }
    let wide = runFigures("render \(figure) --size 170x130 -q -o '\(folder.path)'")
    #expect(wide.status == 0 && !wide.errors.contains("left out at"), "\(wide.errors)")
  }

  @Test func isSaidOfAMarkBeyondItsScales() {
    let folder = ScratchFolder()
    let render = "render l1-to-l2 -q -o '\(folder.path)' --set alpha="
    let beyond = "alpha=10000 lies beyond the scales of the right panels and has no mark there"
    #expect(runFigures(render + "10000").errors.contains(beyond))
    #expect(!runFigures(render + "1").errors.contains("beyond the scales"))
  }
}
