import Figures
import Lectures
import Records
import TestSupport
import Testing
import Tool

/// Steps, slides, and what files say about themselves, through the command.
@Suite struct StepTests {
  @Test func filesOfStepsShareOneViewBox() {
    let folder = ScratchFolder()
    let run = runFigures("render loss-landscape --steps files -f svg -q -o '\(folder.path)'")
    #expect(run.status == 0)
    let files = list(folder.path)
    #expect(files.count >= 3)
    #expect(files.contains("loss-landscape.1.svg"))
    let boxes = Set(
      files.map { name in
        text(of: folder.path + "/" + name).split(separator: "viewBox=\"")[1].prefix { $0 != "\"" }
      })
    #expect(boxes.count == 1)
  }

  @Test func fragmentsAndPages() {
    let folder = ScratchFolder()
    let path = folder.path
    #expect(runFigures("render loss-landscape --steps fragments -q -o '\(path)'").status == 0)
    #expect(runFigures("render loss-landscape --steps pages -q -o '\(path)'").status == 0)
    #expect(runFigures("render loss-landscape -q -o '\(path)'").status == 0)
    let marked = text(of: path + "/loss-landscape.steps.svg")
    #expect(marked.contains("class=\"fragment\" data-fragment-index=\"1\""))
    #expect(!text(of: path + "/loss-landscape.svg").contains("fragment"))
    let steps = Set(
      marked.split(separator: "data-fragment-index=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    )
    let pages = run("pdfinfo '\(path)/loss-landscape.steps.pdf' | grep Pages").output
    #expect(pages.split(separator: " ").last?.dropLast() == "\(steps.count)")
  }

  @Test(arguments: ["svg", "pdf", "png"]) func inspectedCommandRemakesTheFile(_ format: String) {
    let folder = ScratchFolder()
    let path = folder.path
    let made = runFigures(
      "render networks --set width=3 --size slide --theme dark -f \(format) -q -o '\(path)/a'")
    #expect(made.status == 0)
    let file = "\(path)/a/networks.slide.dark.\(format)"
    let seen = runFigures("inspect '\(file)'")
    #expect(seen.status == 0)
    #expect(seen.output.contains("Parameters: width=3"))
    guard let line = seen.output.split(separator: "\n").first(where: { $0.hasPrefix("Remake: ") })
    else {
      Issue.record("no command in \(seen.output)")
      return
    }
    let command = line.dropFirst("Remake: figures ".count)
    #expect(runFigures("\(command) -q -o '\(path)/b'").status == 0)
    #expect(runFigures("diff '\(path)/a' '\(path)/b'").status == 0)
  }

  @Test func differencesAreNamed() {
    let folder = ScratchFolder()
    let path = folder.path
    for (name, width) in [("a", 3), ("b", 4)] {
      _ = runFigures("render networks --set width=\(width) -f svg,png,pdf -q -o '\(path)/\(name)'")
    }
    let run = runFigures("diff '\(path)/a' '\(path)/b'")
    #expect(run.status == 1)
    #expect(run.output.contains("networks.png: Parameters: width=3 / width=4"), "\(run.output)")
    #expect(run.output.contains("pixels differ"))
    _ = write(Array("x,y\n1,2.5\n".utf8), to: path + "/one.csv")
    _ = write(Array("x,y\n1,2.0\n".utf8), to: path + "/two.csv")
    let numbers = runFigures("diff '\(path)/one.csv' '\(path)/two.csv'")
    #expect(numbers.output == "1 of 2 numbers differs, by up to 0.5 (relative 0.2)\n")
  }

  @Test func deckIsOnePageWithoutReferences() {
    let folder = ScratchFolder()
    #expect(runFigures("slides networks loss-landscape -q -o '\(folder.path)'").status == 0)
    let page = text(of: folder.path + "/index.html")
    for word in ["http://", "https://", "src=", "@import", "url("] {
      let own = page.replacing("http://www.w3.org/", with: "").replacing("url(data:", with: "")
      #expect(!own.contains(word), "\(word)")
    }
    #expect(page.contains("data-fragment-index"))
    #expect(page.contains("ArrowRight"))
    let ids = page.split(separator: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(Set(ids).count == ids.count)
    // The words on the documents for other programs are short; the documents have a slide a figure.
    let snippets = text(of: folder.path + "/snippets.md")
    #expect(snippets.split(separator: "\n").count < 40)
    for word in ["beamer.tex", "typst.typ", "reveal.html", "| `loss-landscape` | 5 | Loss"] {
      #expect(snippets.contains(word))
    }
    #expect(text(of: folder.path + "/typst.typ").contains("#figuresteps(\"networks\", [#\"Fully"))
    let formulas = runFigures("slides l1-to-l2 depth -q -o '\(folder.path)/more'")
    #expect(formulas.status == 0, "\(formulas.errors)")
    let more = text(of: folder.path + "/more/beamer.tex")
    #expect(more.contains("from $\\ell_1$ to $\\ell_2$}"))
    #expect(more.contains("\n% The lecture\n\n% l1-to-l2\n") && more.contains("\n% Papers\n"))
    // Every sign of ours is one of LaTeX's too: a question mark stands for what is none.
    let all = runFigures("slides edge-of-stability teachers depth -q -o '\(folder.path)/signs'")
    #expect(all.status == 0 && all.errors.isEmpty, "\(all.errors)")
    let beamer = text(of: folder.path + "/signs/beamer.tex")
    #expect(beamer.contains("{Beyond the edge descent rests where the sharpness is $2/\\eta$}"))
    #expect(beamer.split(separator: "\\begin{frame}").count == 4 && !beamer.contains("?"))
    // Typst and reveal.js set it as mathematics too, and so does the deck.
    let typst = text(of: folder.path + "/signs/typst.typ")
    #expect(typst.contains("[#\"Beyond the edge descent rests where the sharpness is \";$2\\/η$]"))
    let reveal = text(of: folder.path + "/signs/reveal.html")
    let slash = "<mo lspace=\"0\" rspace=\"0\">/</mo>"
    #expect(reveal.contains("is <math><mn>2</mn>\(slash)<mi>η</mi></math></h2>"))
    #expect(reveal.contains("<math><msub><mi>ℓ</mi><mn>1</mn></msub></math> norm</h2>"))
    let deck = text(of: folder.path + "/signs/index.html")
    #expect(deck.contains(/is <math><mn>2<\/mn>.{0,60}<mi>(?:η|𝜂)<\/mi><\/math><\/h2>/))
    // Alternatives of steps say what is new and what was there, in plain words, which are read aloud.
    for document in [beamer, typst, reveal] {
      #expect(
        document.contains("2/η, step 3 of 4: The sharpness, added to: The truth; The weights"))
      #expect(document.contains(/10⁻\p{No}+/))
    }
    // What is installed of LaTeX and Typst compiles them as they stand.
    let script = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
    let tried = shell("timeout 300 '\(script)/Scripts/check-snippets' '\(folder.path)' networks")
    #expect(tried.status == 0, "\(tried.output)")
  }
}
