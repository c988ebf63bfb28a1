import TestSupport
import Testing

/// The marks that say what stands behind a number.
@Suite("Marks of numbers") struct EvidenceTests {
  @Test("a sheet marks its numbers, in each language, and paper says it in words")
  func sheet() {
    let folder = ScratchFolder()
    for (language, words) in [
      ("", ["proven between 0.650", "\"checked\"", "proven: 1.13", "checked: 8.55 × 10"]),
      (
        "--language fr",
        ["prouvé entre 0,650", "\"vérifié\"", "prouvé : 1,13", "vérifié : 8,55 × 10"]
      ),
    ] {
      let run = runFigures(
        "handout diagonal-networks \(language) --variant solution -f html,pdf -q -o '\(folder.path)'"
      )
      #expect(run.status == 0, "\(run.errors)")
      let name = "\(folder.path)/diagonal-networks\(language.isEmpty ? "" : ".fr").solution"
      let page = text(of: name + ".html")
      let paper = shell("pdftotext '\(name).pdf' - | tr '\\n' ' '").output
      #expect(page.contains(words[0]) && page.contains(words[1]))
      #expect(page.contains(">∎<") && page.contains(">✓<"))
      #expect(paper.contains(words[2]) && paper.contains(words[3]))
    }
  }

  @Test("expected values are enclosures where they are proven")
  func expected() {
    let folder = ScratchFolder()
    let run = runFigures("handout diagonal-networks --variant instructor -q -o '\(folder.path)'")
    #expect(run.status == 0, "\(run.errors)")
    let program = """
      import json, sys
      entries = json.load(open(sys.argv[1]))["expected"]
      proven = [e for e in entries if e["known by"] == "proof"]
      assert all(e["lower"] - 1e-9 <= e["value"] <= e["upper"] + 1e-9 for e in proven)
      assert {e["known by"][:5] for e in entries} == {"proof", "claim"}
      # At alpha = 10 the excess is smaller than what intervals of doubles tell.
      assert "alpha-10.l2-excess" not in {e["name"] for e in proven}
      print(len(proven))
      """
    let file = "\(folder.path)/diagonal-networks.instructor.data/diagonal-networks.expected.json"
    let found = shell(
      "cat > '\(folder.path)/a.py' <<'END'\n\(program)\nEND\npython3 '\(folder.path)/a.py' '\(file)'"
    )
    #expect((Int(found.output.split(separator: "\n").first ?? "") ?? 0) > 8, "\(found.errors)")
  }

  @Test("with another parameter a number that was proven is proven no more")
  func otherParameter() {
    let folder = ScratchFolder()
    // The least norm is that of the truth, 5, for other data too: it is the same number, of which
    // nothing was proven.
    let source = """
      ---
      title: T
      ---

      ![](figure:l1-to-l2 seed=2)

      {{l1-to-l2.l1.least 6}}
      """
    #expect(write(Array(source.utf8), to: folder.path + "/a.md"))
    let run = runFigures("handout '\(folder.path)/a.md' -f html -o -")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("seed=2\">5.00000</data>"))
    #expect(!run.output.contains("∎") && run.output.contains("<sup class=\"ev\">"))
  }
}
