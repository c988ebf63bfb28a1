import TestSupport
import Testing

/// The labs in French: the text is another, every number the same.
@Suite("Labs in French")
struct FrenchLabTests {
  private static let top = #filePath.split(separator: "/").dropLast(3).reduce("") {
    $0 + "/" + $1
  }
  private static let labs = [
    "least-squares", "diagonal-networks", "noise-and-classification", "steps-and-noise",
    "saddles-and-stopping",
  ]

  private static func source(_ name: String) -> String {
    text(of: "\(top)/Templates/Pages/labs/\(name).md")
  }

  /// What a source has of some kind, in its order.
  private func all(_ pattern: some RegexComponent<Substring>, in source: String) -> [String] {
    source.matches(of: pattern).map { String($0.output) }
  }

  @Test(
    "both texts have the same computed numbers, formulas' digits, points and blocks",
    arguments: labs)
  func sameNumbers(lab: String) {
    let (english, french) = (Self.source(lab), Self.source("fr/" + lab))
    #expect(!french.isEmpty)
    for pattern in [
      #/\{\{[^}]*\}\}/#, #/(?m)^:::.*/#, #/\{#[^}]*\}/#, #/@[a-z]+[0-9]+/#, #/`[^`]+`/#,
    ] {
      #expect(all(pattern, in: english) == all(pattern, in: french))
    }
    // Every number of the text and of its formulas, with one decimal sign.
    func digits(_ source: String) -> [String] {
      let body =
        source.replacing("{,}", with: ".").split(separator: "\n---\n", maxSplits: 1).last ?? ""
      return all(#/\d+(?:\.\d+)*/#, in: String(body)).sorted()
    }
    #expect(digits(english) == digits(french))
    #expect(digits(english).count > 40)
  }

  @Test("formulas have decimal commas, and what is no formula has none of TeX", arguments: labs)
  func decimalCommas(lab: String) {
    let source = Self.source("fr/" + lab)
    let body = source.split(separator: "\n---\n", maxSplits: 1).last ?? ""
    let parts = body.replacing(#/\{\{[^}]*\}\}/#, with: "").split(
      separator: "$", omittingEmptySubsequences: false)
    for (k, part) in parts.enumerated() {
      #expect(
        k % 2 == 0 ? !part.contains("{,}") : part.firstMatch(of: #/[0-9]\.[0-9]/#) == nil, "\(part)"
      )
    }
  }

  @Test("the sheets have the same numbers, and no English word of ours", arguments: labs)
  func sheets(lab: String) {
    let folder = ScratchFolder()
    for language in ["", "--language fr"] {
      let made = runFigures(
        "handout \(lab) \(language) --variant instructor -f html,pdf,ipynb,moodle -q -o '\(folder.path)'"
      )
      #expect(made.status == 0, "\(made.errors)")
    }
    func quoted(_ name: String) -> [String] {
      let page = text(of: "\(folder.path)/\(name).instructor.html")
      return page.matches(of: #/<data value="[^"]*"/#).map { String($0.output) }
    }
    #expect(quoted(lab) == quoted(lab + ".fr") && !quoted(lab).isEmpty)
    let page = text(of: "\(folder.path)/\(lab).fr.instructor.html")
    #expect(page.contains("<html lang=\"fr\""))
    let paper = shell("pdftotext '\(folder.path)/\(lab).fr.instructor.pdf' -").output
    let own = paper.prefix(upTo: paper.ranges(of: "Références").last?.lowerBound ?? paper.endIndex)
    for word in [
      " the ", " of ", "Figure 1. Level", "Figure 1. The", "Figure 1. Gradient", " points of ",
    ] {
      #expect(!own.contains(word), "\(word)")
    }
    // Captions and what pictures show are in French, with commas in their numbers.
    let caption =
      page.firstRange(of: "<figcaption").map { page[$0.upperBound...].prefix(9000) } ?? ""
    #expect(caption.contains(" les ") || caption.contains("flot"), "\(caption)")
    let alternative = page.firstRange(of: "<desc").map { page[$0.upperBound...].prefix(300) } ?? ""
    #expect(alternative.contains(" le ") || alternative.contains(" la "), "\(alternative)")
    #expect(!alternative.contains(" the "))
  }

  @Test(
    "a language that a lab lacks, or that a file says itself, is refused",
    arguments: [
      ("handout least-squares --language xx", "has no text in the language 'xx'"),
      ("handout least-squares --language ../labs", "has no text in the language"),
      ("handout my.md --language fr", "--language is for labs"),
    ])
  func refused(arguments: String, message: String) {
    let run = runFigures(arguments)
    #expect(run.status == 64 && run.errorLines.count == 1, "\(run.errors)")
    #expect(run.errors.contains(message), "\(run.errors)")
  }
}

/// Words of one's own for the lecture's figures, from the Markdown.
@Suite("Figures in other words")
struct FigureWordingTests {
  private func made(_ body: String, language: String = "en") -> (run: Run, page: String) {
    let folder = ScratchFolder()
    let source = "---\ntitle: T\nlanguage: \(language)\n---\n\n\(body)\n"
    #expect(write(Array(source.utf8), to: folder.path + "/my.md"))
    let run = runFigures("handout my.md -f html -q", setup: "cd '\(folder.path)' &&")
    return (run, text(of: folder.path + "/my.student.html"))
  }

  /// The glyph runs and paths of a page's pictures.
  private func ink(_ page: String) -> Int { page.matches(of: #/<use |<path /#).count }

  @Test("title, words, names of axes, what the picture shows, and layers are the source's")
  func changed() {
    let plain = made("![](figure:loss-landscape)").page
    let (run, page) = made(
      "![My caption.](figure:loss-landscape u0=0.3){title=\"My title\" alt=\"My words.\" "
        + "xlabel=\"weight $u$\" hide=separatrix words=\"saddle => point $P$\"}")
    #expect(run.status == 0, "\(run.errors)")
    for words in ["My caption.", "My title", "My words."] { #expect(page.contains(words)) }
    #expect(!page.contains("dashed diagonal"))
    let shown = made(
      "![C.](figure:loss-landscape){alt=\"A.\" show=levels,hyperbola}"
    ).page
    #expect(ink(shown) < ink(plain), "\(ink(shown)) \(ink(plain))")
  }

  @Test("names of axes find room though they are longer than the figure's signs")
  func longNames() {
    let names = "xlabel=\"weight of the input\" ylabel=\"weight of the output layer\""
    for size in ["", " size=column"] {
      let (run, page) = made("![](figure:loss-landscape){\(names)\(size)}")
      // What finds no room is said.
      #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
      let plain = made("![](figure:loss-landscape){xlabel=\"a\" ylabel=\"b\"\(size)}").page
      #expect(ink(page) > ink(plain) + 20, "\(ink(page)) \(ink(plain))")
    }
  }

  @Test("words of the author that find no room are named with their line, kept pictures or not")
  func leftOutWords() {
    let folder = ScratchFolder()
    let long = String(repeating: "a very long name of a thing ", count: 8)
    let source =
      "---\ntitle: T\n---\n\n\n![](figure:loss-landscape){words=\"saddle => \(long)\"}\n"
    #expect(write(Array(source.utf8), to: folder.path + "/my.md"))
    let there = "cd '\(folder.path)' && export XDG_CACHE_HOME='\(folder.path)/cache' &&"
    for _ in 0..<2 {
      let run = runFigures("handout my.md -f html,pdf -q -o out", setup: there)
      #expect(run.status == 0)
      #expect(run.errorLines.count == 1, "\(run.errors)")
      #expect(run.errors.contains("my.md:6: figure 'loss-landscape'"), "\(run.errors)")
    }
  }

  @Test("figures follow the language of the document, or one of their own")
  func language() {
    let french = made("![](figure:loss-landscape)", language: "fr").page
    #expect(!french.contains("Every flow line") && french.contains("flot"))
    let own = made("![](figure:loss-landscape){language=fr}").page
    #expect(!own.contains("Every flow line") && own.contains("flot"))
    let english = made("![](figure:loss-landscape){language=en}", language: "fr").page
    #expect(english.contains("Every flow line"))
    // A parameter changes the numbers and not the language.
    let other = made("![](figure:potential alphas=0.02,3)", language: "fr").page
    #expect(other.contains("0,02") && !other.contains("At alpha"))
  }

  @Test(
    "what a figure does not have is refused with the line and what it has",
    arguments: [
      ("![C](figure:loss-landscape){alt=\"A\" hide=nothing}", "no layer 'nothing'; it has levels"),
      ("![C](figure:loss-landscape){words=\"sadle => x\"}", "no words 'sadle'"),
      ("![C](figure:loss-landscape){words=\"saddle\"}", "old => new"),
      ("![](figure:loss-landscape){hide=flow}", "words of its own"),
      ("![](figure:networks){xlabel=x}", "no horizontal axis"),
      ("![](figure:loss-landscape){language=xx}", "no language 'xx'"),
    ])
  func refused(body: String, message: String) {
    let (run, _) = made(body)
    #expect(run.status == 65, "\(run.errors)")
    #expect(run.errors.contains("my.md:6: ") && run.errors.contains(message), "\(run.errors)")
  }

  @Test("tables of a figure's data, with columns, rows, digits and parameters")
  func tables() {
    let body = """
      ![The ends.](table:loss-landscape series=ends){#tbl-ends columns="u; v => $v_\\infty$" rows=2-4 digits=.2}

      See [](#tbl-ends).
      """
    let wrong = made(
      body.replacing("(table:loss-landscape series=ends)", with: "(table:loss-landscape)"))
    #expect(wrong.run.errors.contains("has several tables; write series= one of flow-1"))
    let (run, page) = made(
      body.replacing(" series=ends)", with: ")").replacing(
        "columns=", with: "series=ends columns="),
      language: "fr")
    #expect(run.status == 0, "\(run.errors)")
    #expect(page.matches(of: #/<td class="n">/#).count == 6)
    let cell = #/<td class="n"><span class="h">[^<]*</span>−?\d<span class="d2">,\d\d</#
    #expect(page.firstMatch(of: cell) != nil)
    #expect(page.contains("Tableau 1"))
  }
}
