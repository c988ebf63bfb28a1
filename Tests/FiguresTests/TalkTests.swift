import TestSupport
import Testing

/// `figures talk`: one Markdown file becomes a deck, a PDF and a presentation.
@Suite("figures talk") struct TalkTests {
  private static let source = """
    ---
    title: Nine & ninety
    subtitle: A talk
    author: A. Lecturer
    ---

    ::: note
    Welcome \\<everyone>.
    :::

    ## Points

    * one *point* with $x^2$
    * another

    ::: note
    Say it slowly.

    Twice.
    :::

    ## Steps

    ![](figure:loss-landscape)

    ## Side by side

    ::: columns

    ::: column

    ![The caption here](figure:networks)

    :::

    ::: column

    $$ e^{i\\pi} = -1, \\quad \\dot\\theta_t = \\overline{ab} + \\underbrace{\\hat X}_{c} $$

    :::

    :::

    # Second part

    ## Help

    ## Code and numbers

    ```python
    x = 1
    ```

    | a | b |
    |---|--:|
    | 1 | 2 |

    ## A sketch

    ![](figure:my.figure)
    """

  private static let sketch = """
    title: A bowl
    alt: auto
    L(u, v) = u^2 + v^2
    plane u in -1..1, v in -1..1
    levels L at 0.1, 0.5

    """

  private func prepare(_ folder: borrowing ScratchFolder, _ source: String = source) {
    #expect(write(Array(source.utf8), to: folder.path + "/talk.md"))
    #expect(write(Array(Self.sketch.utf8), to: folder.path + "/my.figure"))
  }

  @Test("a slide for each heading, with steps and notes, in a page that lets nothing in")
  func deck() {
    let folder = ScratchFolder()
    prepare(folder)
    let run = runFigures("talk talk.md -q -o talk.html", setup: "cd '\(folder.path)' &&")
    #expect(run.status == 0, "\(run.errors)")
    let page = text(of: folder.path + "/talk.html")
    #expect(page.matches(of: #/<section [^>]*class="slide/#).count == 8)
    #expect(page.contains("<title>Nine &amp; ninety</title>"))
    #expect(page.contains("Welcome &lt;everyone&gt;.") && page.contains("<p>Twice.</p>"))
    #expect(page.contains("default-src &#39;none&#39;") && page.contains("script-src"))
    #expect(!page.contains("http://") || !page.contains("src=\"http"))
    // Names of slides do not run into those of the page's own parts.
    let ids = page.split(separator: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(Set(ids).count == ids.count)
    // All that is drawn by reference is there: glyphs, accents, brackets that grow.
    let used = page.matches(of: #/<use [^>]*?href="#([^"]+)"/#).map { $0.1 }
    #expect(used.count > 20 && Set(used).isSubset(of: Set(ids)), "\(Set(used).subtracting(ids))")
    #expect(page.contains("math .s0{font-size:"))
    // The steps of the figure are those of its deck.
    let steps = page.firstMatch(of: #/id="steps"[^>]*data-steps="(\d+)"/#).flatMap { Int($0.1) }
    #expect((steps ?? 0) > 2)
    #expect(page.contains("class=\"fragment\" data-fragment-index=\"2\""))
    // Phones have a drawing of their own, in larger type.
    #expect(page.contains("<svg class=\"f phone\""))
    #expect(page.contains("The caption here") && page.contains("class=\"part\"") == false)
    #expect(page.contains("class=\"slide part\""))
    let again = runFigures("talk talk.md -o -", setup: "cd '\(folder.path)' &&")
    #expect(again.output == page)
  }

  @Test("a folder of templates holds what is to be different; other shells are the installed ones")
  func ownTemplates() {
    let folder = ScratchFolder()
    prepare(folder)
    #expect(run("mkdir '\(folder.path)/own'").status == 0)
    // A sheet of one's own stands behind the installed one, which it changes.
    #expect(write(Array(".mine{color:red}".utf8), to: folder.path + "/own/slides.css"))
    func talk(_ templates: String) -> Run {
      runFigures("talk talk.md -q --templates \(templates) -o -", setup: "cd '\(folder.path)' &&")
    }
    let own = talk("own")
    #expect(own.status == 0, "\(own.errors)")
    #expect(own.output.contains(".mine{color:red}") && own.output.contains("id=\"deck-speaker\""))
    #expect(own.output.contains(".slide{position:relative"))
    // What is there and cannot be read is a fault.
    #expect(run("mkdir '\(folder.path)/own/slides.js'").status == 0)
    #expect(talk("own").errors.contains("own/slides.js") && talk("own").status != 0)
  }

  @Test("a step that is hidden takes its words and its click along")
  func hiddenStep() {
    let folder = ScratchFolder()
    let sketch = """
      title: Steps
      alt: auto
      axes x in 0..1, y in 0..1
      step: Line
      curve x
      step: Parabola
      curve x^2
      step: Cubic
      curve x^3
      """
    let source = "---\ntitle: T\n---\n\n## One\n\n![C](figure:s.figure){hide=step-2 alt=\"x\"}\n"
    #expect(write(Array((sketch + "\n").utf8), to: folder.path + "/s.figure"))
    #expect(write(Array(source.utf8), to: folder.path + "/a.md"))
    let setup = "cd '\(folder.path)' &&"
    let run = runFigures("talk a.md -q -f html -o out", setup: setup)
    #expect(run.status == 0, "\(run.errors)")
    let page = text(of: "\(folder.path)/out/a.html")
    #expect(page.contains("data-steps=\"2\"") && !page.contains("Parabola"))
    #expect(page.contains("Line") && page.contains("Cubic"))
    #expect(runFigures("talk a.md -q -f pdf --pages steps -o a.pdf", setup: setup).status == 0)
    let paper = shell("pdftotext '\(folder.path)/a.pdf' -").output
    #expect(paper.contains("Line") && paper.contains("Cubic") && !paper.contains("Parabola"))
  }

  @Test("the PDF is tagged and sound, with a page for each slide or each step")
  func pages() {
    let folder = ScratchFolder()
    prepare(folder)
    let setup = "cd '\(folder.path)' &&"
    #expect(runFigures("talk talk.md -q -f pdf -o out", setup: setup).status == 0)
    #expect(
      runFigures("talk talk.md -q --pages steps -o steps.pdf", setup: setup).status == 0)
    func count(_ name: String) -> Int {
      let found = shell("pdfinfo '\(folder.path)/\(name)'").output
      return found.firstMatch(of: #/Pages: +(\d+)/#).flatMap { Int($0.1) } ?? 0
    }
    #expect(count("out/talk.pdf") == 8)
    #expect(count("steps.pdf") > 10)
    let file = "'\(folder.path)/out/talk.pdf'"
    #expect(shell("qpdf --check \(file)").status == 0)
    let structure = shell("pdfinfo -struct \(file)").output
    for name in ["H1", "H2", "P", "Figure", "Formula", "L", "Table"] {
      #expect(structure.contains(name), "the structure has no \(name)")
    }
    let words = shell("pdftotext \(file) -").output
    #expect(words.contains("Side by side") && !words.contains("Say it slowly"))
    #expect(shell("pdfinfo \(file)").output.contains("960 x 540"))
    let old = Self.source.replacing("subtitle: A talk", with: "aspect: 4:3")
    prepare(folder, old)
    #expect(runFigures("talk talk.md -q -f pdf -o .", setup: setup).status == 0)
    #expect(shell("pdfinfo '\(folder.path)/talk.pdf'").output.contains("720 x 540"))
  }

  @Test("a page of a talk is written with a warning that names a slide that is too full")
  func full() {
    let folder = ScratchFolder()
    let items = String(repeating: "* a point with words enough to fill the line\n", count: 40)
    _ = write(Array("---\ntitle: T\n---\n\n## One\n\n\(items)".utf8), to: folder.path + "/t.md")
    let run = runFigures("talk t.md -q -f html -o .", setup: "cd '\(folder.path)' &&")
    #expect(run.status == 0)
    #expect(run.errors.contains("warning: t.md:5: the slide is fuller"), "\(run.errors)")
  }

  /// The height of a word on each page of a PDF that has it, in points.
  private func heights(of word: String, in path: String) -> [Double] {
    shell("pdftotext -bbox '\(path)' -").output.matches(
      of: #/yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(\w+)</#
    )
    .filter { $0.3 == word }.compactMap { found in
      Double(found.2).flatMap { high in Double(found.1).map { high - $0 } }
    }
  }

  @Test("where a slide is full its picture gives room first, and its words keep their size")
  func shares() throws {
    let folder = ScratchFolder()
    let top = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
    let points = String(repeating: "* a point\n", count: 7)
    _ = shell("cp '\(top)/Tests/Pages/night.png' '\(folder.path)/my night.png'")
    let picture = "![A night.](my%20night.png)"
    let source =
      "---\ntitle: T\n---\n\n## One\n\n\(points)\n## Two\n\n\(points)\n\(picture)\n"
    _ = write(Array(source.utf8), to: folder.path + "/t.md")
    let run = runFigures("talk t.md -q -f pdf -o .", setup: "cd '\(folder.path)' &&")
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    let found = heights(of: "point", in: folder.path + "/t.pdf")
    try #require(found.count == 14)
    #expect(found.allSatisfy { abs($0 - found[0]) < 0.01 }, "\(found)")
    #expect(shell("pdfimages -list '\(folder.path)/t.pdf'").output.contains("image"))
  }

  @Test("a presentation shows formulas of titles and notes in signs, as far as they have any")
  func signs() {
    let folder = ScratchFolder()
    let source = """
      ---
      title: T
      ---

      ## Rates $x^2 \\le \\alpha$ and $\\ell_1$

      Text.

      ::: note
      See $\\zeta = c/(2\\sqrt{km})$ and $\\ddot x$.
      :::
      """
    _ = write(Array(source.utf8), to: folder.path + "/t.md")
    let run = runFigures("talk t.md -q -f pptx -o .", setup: "cd '\(folder.path)' &&")
    #expect(run.status == 0, "\(run.errors)")
    let words = shell("cd '\(folder.path)' && unzip -p t.pptx 'ppt/*lides/*.xml'").output
    #expect(words.contains("Rates x² ≤ α and ℓ₁"))
    #expect(words.contains("See ζ = c/(2√(km)) and ẍ."))
  }

  @Test("the words of a presentation say what a step shows, and what statements are called")
  func alternatives() {
    let folder = ScratchFolder()
    let source = """
      ---
      title: T
      ---

      ## Steps

      ![](figure:loss-landscape)

      ## Theorem

      ::: theorem {title="Brenier"}
      One plan.
      :::
      """
    _ = write(Array(source.utf8), to: folder.path + "/t.md")
    let run = runFigures("talk t.md -q -f pptx -o .", setup: "cd '\(folder.path)' &&")
    #expect(run.status == 0, "\(run.errors)")
    func words(_ slide: Int) -> String {
      let xml = shell("unzip -p '\(folder.path)/t.pptx' ppt/slides/slide\(slide).xml").output
      return xml.matches(of: #/descr="([^"]*)"/#).map { String($0.1) }.joined(separator: "\n")
    }
    let whole = (2...12).map(words).last { $0.contains("saddle") && !$0.contains("Theorem") } ?? ""
    #expect(words(2).count < whole.count / 2 && words(2).contains("Levels of the loss"))
    #expect(!words(2).contains("saddle"))
    #expect((2...12).map(words).contains { $0.contains("Theorem 1 (Brenier). One plan.") })
  }

  @Test("a presentation has a slide for each step, with pictures, words for them and notes")
  func presentation() {
    let folder = ScratchFolder()
    prepare(folder)
    let run = runFigures("talk talk.md -q -o talk.pptx", setup: "cd '\(folder.path)' &&")
    #expect(run.status == 0, "\(run.errors)")
    let check = shell(
      """
      cd '\(folder.path)' && python3 - <<'EOF'
      import zipfile
      from xml.dom import minidom
      file = zipfile.ZipFile('talk.pptx')
      assert file.testzip() is None
      names = file.namelist()
      for name in names:
          if name.endswith(('.xml', '.rels')): minidom.parseString(file.read(name))
      slides = [n for n in names if n.startswith('ppt/slides/slide')]
      notes = [n for n in names if n.startswith('ppt/notesSlides/notesSlide')]
      assert len(slides) == len(notes) > 10, names
      text = ''.join(file.read(n).decode() for n in slides)
      assert 'Nine &amp; ninety' in text and 'descr="' in text
      assert 'svgBlip' in text
      spoken = ''.join(file.read(n).decode() for n in notes)
      assert 'Say it slowly.' in spoken and 'Welcome &lt;everyone&gt;.' in spoken
      types = file.read('[Content_Types].xml').decode()
      # Every relationship leads to a part of the file.
      import posixpath
      for name in names:
          if not name.endswith('.rels'): continue
          base = posixpath.dirname(posixpath.dirname(name))
          for link in minidom.parseString(file.read(name)).getElementsByTagName('Relationship'):
              target = posixpath.normpath(posixpath.join(base, link.getAttribute('Target')))
              assert target in names, (name, target)
      for n in names:
          if n.endswith('.png'): assert file.read(n)[:4] == b'\\x89PNG'
      EOF
      """)
    #expect(check.status == 0, "\(check.output)")
    // Where LibreOffice is installed, it opens it: a page for each slide.
    guard shell("command -v soffice").status == 0 else { return }
    let opened = shell(
      "cd '\(folder.path)' && HOME='\(folder.path)' timeout 120 soffice --headless "
        + "--convert-to pdf talk.pptx > log 2>&1; pdfinfo talk.pdf")
    #expect(opened.output.contains("Pages:"), "\(opened.output)")
  }

  @Test("faults have their file and line, and leave what was there")
  func faults() {
    let folder = ScratchFolder()
    let setup = "cd '\(folder.path)' &&"
    prepare(folder)
    #expect(runFigures("talk talk.md -q -o talk.html", setup: setup).status == 0)
    let before = read(folder.path + "/talk.html")
    for (change, words) in [("figure:networks", "no figure"), ("figure:my.figure", "my.figure")] {
      let lines = Self.source.split(separator: "\n", omittingEmptySubsequences: false)
      let line = (lines.firstIndex { $0.contains(change) } ?? 0) + 1
      prepare(folder, Self.source.replacing(change, with: change.replacing("re:", with: "re:no-")))
      let run = runFigures("talk talk.md -o talk.html", setup: setup)
      #expect(run.status == 65, "\(run.errors)")
      #expect(
        run.errors.contains("talk.md:\(line): ") && run.errors.contains(words), "\(run.errors)")
      #expect(read(folder.path + "/talk.html") == before)
    }
    let long = "## Long\n\n" + String(repeating: "A paragraph of its own.\n\n", count: 80)
    prepare(folder, "---\ntitle: T\n---\n\n\(long)")
    let run = runFigures("talk talk.md -f pdf -o .", setup: setup)
    #expect(run.status == 65 && run.errors.contains("talk.md:5: "), "\(run.errors)")
    prepare(folder, "---\ntitle: T\n---\n")
    let none = runFigures("talk talk.md -o .", setup: setup)
    #expect(none.status == 65 && none.errors.contains("no slides"), "\(none.errors)")
    #expect(runFigures("talk none.md", setup: setup).status == 66)
    #expect(runFigures("talk talk.txt", setup: setup).status == 64)
    #expect(runFigures("talk talk.md -f doc", setup: setup).status == 64)
    #expect(runFigures("talk talk.md --pages all", setup: setup).status == 64)
    #expect(runFigures("talk talk.md -f pdf,html -o -", setup: setup).status == 64)
    #expect(runFigures("talk talk.md -f pdf -o talk.html", setup: setup).status == 64)
  }
}
