import TestSupport
import Testing

/// What a presentation says to readers who do not see its pictures.
@Suite struct PresentationWordsTests {
  @Test(
    "the words of a presentation are all those of its slides, with stops, and say where it is from")
  func allWords() {
    let folder = ScratchFolder()
    let source = """
      ---
      title: T
      bibliography: works.bib
      ---

      ## Points

      1. one point
      2. another [@one]

      | a | b |
      |---|---|
      | 1 | 2 |

      : Costs of both.

      ## Works

      ::: bibliography
      :::
      """
    let work = "@book{one, title={The Book}, author={Ada Lovelace}, year={1843}}"
    _ = write(Array(source.utf8), to: folder.path + "/t.md")
    _ = write(Array(work.utf8), to: folder.path + "/works.bib")
    let there = "cd '\(folder.path)' &&"
    let run = runFigures("talk t.md -q -f pptx -o .", setup: there)
    #expect(run.status == 0, "\(run.errors)")
    func words(_ slide: Int) -> String {
      let xml = shell("unzip -p '\(folder.path)/t.pptx' ppt/slides/slide\(slide).xml").output
      return xml.matches(of: #/descr="([^"]*)"/#).map { String($0.1) }.joined(separator: "\n")
    }
    let points = words(2)
    #expect(points.contains("1. one point. 2. another (Lovelace"), "\(points)")
    #expect(points.contains("1843). a, b. 1, 2. Costs of both."), "\(points)")
    #expect(words(3).contains("The Book") && words(3).contains("Lovelace"), "\(words(3))")
    let told = runFigures("inspect t.pptx", setup: there)
    #expect(told.output.contains("Remake: figures talk t.md -f pptx\n"), "\(told)")
  }

  @Test("a figure on an old screen is drawn for its place, which is as high and less wide")
  func oldScreens() {
    let folder = ScratchFolder()
    func height(_ aspect: String) -> Double {
      let source = "---\ntitle: T\naspect: '\(aspect)'\n---\n\n## A\n\n![](figure:networks)\n"
      _ = write(Array(source.utf8), to: folder.path + "/t.md")
      let run = runFigures("talk t.md -q -o t.html", setup: "cd '\(folder.path)' &&")
      #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
      let page = text(of: folder.path + "/t.html")
      let box = page.firstMatch(of: #/<svg class="f"[^>]*viewBox="0 0 ([\d.]+) ([\d.]+)"/#)
      guard let box, let width = Double(box.1), let height = Double(box.2) else { return 0 }
      return height / width
    }
    let (wide, old) = (height("16:9"), height("4:3"))
    #expect(wide > 0 && old > 1.2 * wide, "\(wide) \(old)")
  }
}
