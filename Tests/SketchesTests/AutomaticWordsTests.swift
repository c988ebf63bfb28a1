import Drawing
import Lectures
import Plotting
import Sketches
import Testing

/// What `alt: auto` says, and where words of a picture are told to stand.
@Suite struct AutomaticWordsTests {
  private func said(
    _ lines: String, in tag: String = "en", table: String = ""
  ) throws -> String {
    let sketch = try Sketch(
      Array("alt: auto\nlanguage: \(tag)\n\(lines)".utf8), file: "test.figure",
      reading: { _ in Array(table.utf8) }, figures: { _ in Shore() })
    return try sketch.computed().figure(.text, in: tag).alternative
  }

  /// A figure of a lecture with words in English only.
  private struct Shore: LectureFigure {
    let id = "shore"
    let title = "A shore"
    var parameters: [Parameter<Shore>] { [] }
    func computed() throws -> Computed {
      Computed(data: FigureData(series: [])) { size in
        let scale = try Scale(.linear, from: 0, to: 1)
        return Figure(
          id: id, title: title, caption: "", alternative: "Contour plot with a line in it.",
          size: size.page(heights: (column: 180, text: 236)),
          arrangement: .panel(
            Panel(
              name: "panel", x: Coordinate(scale), y: Coordinate(scale),
              marks: [
                Polyline([[Point(0, 0), Point(1, 1)]], .ink, layer: "flow", name: "coast")
              ])),
          steps: [])
      }
    }
  }

  @Test func hyphensOfCaptionsAreDashes() throws {
    let sketch = try Sketch(
      Array(
        "title: T\ncaption: Nadaraya--Watson --- $a--b$ at 1--2\nalt: auto\naxes x in 0..1, y in 0..1\ncurve x\n"
          .utf8),
      file: "test.figure")
    let caption = try sketch.computed().figure(.text, in: "en").caption
    #expect(caption == "Nadaraya–Watson — $a--b$ at 1–2")
  }

  @Test func numbersThatDifferReadDifferently() throws {
    let far = try said("axes x in 0..1, y in 1000000..1000001\ncurve 1000000 + x")
    #expect(far.contains("y from 1000000 to 1000001"), "\(far)")
    let near = try said("axes x in 0.123456..0.123457, y in 0..1\ncurve 0.5", in: "de")
    #expect(near.contains("x von 0,123456 bis 0,123457"), "\(near)")
    let flat = try said("plane x in 0..1, y in 0..1\nheat 2 + 0x", in: "fr")
    #expect(flat.contains("en couleurs, toujours 2"), "\(flat)")
  }

  @Test func oneOfAKindIsOne() throws {
    let table = "h,g\n1,a\n2,a\n4,a\n"
    for (tag, words) in [
      ("en", "1 box of h by g, with the median 2"), ("fr", "1 boîte : h selon g, de médiane 2"),
      ("de", "1 Kasten: h nach g, mit dem Median 2"),
    ] {
      let text = try said("data \"t.csv\"\nboxes h by g", in: tag, table: table)
      #expect(text.contains(words), "\(text)")
    }
    let leaves = try said("plane x in -1..1, y in -1..1\nflow x from (0.5, 0.5)")
    #expect(
      leaves.contains("1 line of the gradient flow of x, which leaves the picture."), "\(leaves)")
  }

  /// Words at a drawing tell it from others.
  @Test func wordsAtADrawingAreSaid() throws {
    let plane = "plane x in -1..1, y in -1..1\n"
    let flow = "flow x^2 + y^2 from (0.5, 0.5)"
    #expect(try said(plane + flow + " \"slow\"").hasSuffix("(“slow”)."))
    #expect(try said(plane + flow + " \"langsam\"", in: "de").hasSuffix("(„langsam“)."))
    #expect(try said(plane + flow + " \"lent\"", in: "fr").hasSuffix("(« lent »)."))
    // A formula is read out in the language.
    let formula = flow + " \"$\\theta$\""
    #expect(try said(plane + formula, in: "de").hasSuffix("(„Theta“)."))
    #expect(try said(plane + formula, in: "fr").hasSuffix("(« thêta »)."))
    #expect(try said(plane + formula).hasSuffix("(“theta”)."))
  }

  @Test func aFigureThatIsShownIsDescribedAsItIsShown() throws {
    let whole = try said("show shore")
    #expect(whole == "A figure of the lecture. Contour plot with a line in it.")
    let less = try said("show shore\nhide flow")
    #expect(less == "A figure of the lecture, “A shore”, without “flow”.")
    let other = try said("show shore\nrelabel \"coast\" \"edge\"")
    #expect(other.hasSuffix("with a line in it; it says “edge” in place of “coast”."), "\(other)")
    let german = try said("show shore", in: "de")
    #expect(german.hasPrefix("Ein Bild der Vorlesung, beschrieben auf Englisch: „"), "\(german)")
  }

  // MARK: Places

  @Test func wordsHaveTheirPlaces() throws {
    let source = """
      alt: auto
      data "t.csv"
      panel: Left
      xlabel: the country
      bars country, gdp "high $x$"
      """
    let table = "country,gdp\nItaly,1\nÖsterreich,2\n"
    let sketch = try Sketch(
      Array(source.utf8), file: "folder/my.figure", reading: { _ in Array(table.utf8) })
    #expect(sketch.place(ofWords: "high x") == "folder/my.figure:5")
    #expect(sketch.place(ofWords: "Left") == "folder/my.figure:3")
    #expect(sketch.place(ofWords: "the country") == "folder/my.figure:4")
    #expect(sketch.place(ofWords: "Österreich") == "folder/my.figure: column 'country', row 2")
    #expect(sketch.place(ofWords: "10") == "folder/my.figure")
    let warned = try Sketch(
      Array("alt: a\naxes x in 0..1, y in 0..1\ncurve x\ncheck 1 = 2 within 0.1: one is two".utf8),
      file: "my.figure"
    ).computed().warnings
    #expect(
      warned == ["my.figure:4: 'one is two' does not hold: the residual is 1, 0.1 is allowed"])
  }

  @Test func aMirrorOfOneNumberIsAnswered() {
    let found = SketchesTests.refusal(
      "alt: a\nphi(t) = exp(t)\nplane u in -2..2, v in -2..2\nflow u*v from (1, 1) mirror phi")
    #expect(
      found
        == "4:29: a mirror is a function of both u and v, and phi is of one number; "
        + "write mirror phi(u) + phi(v)", "\(found)")
  }
}
