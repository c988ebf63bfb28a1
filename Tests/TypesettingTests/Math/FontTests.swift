import Drawing
import Glibc
import Testing
import Typesetting

@Suite("Fonts for formulas")
struct FontTests {
  /// Math fonts of Debian's packages fonts-texgyre-math and fonts-stix.
  static let others = [
    "/usr/share/texmf/fonts/opentype/public/tex-gyre-math/texgyrepagella-math.otf",
    "/usr/share/texmf/fonts/opentype/public/tex-gyre-math/texgyretermes-math.otf",
    "/usr/share/fonts/opentype/stix-word/STIXMath-Regular.otf",
  ]

  @Test("other math fonts set the wider set", arguments: others)
  func otherFonts(path: String) throws {
    try #require(
      access(path, R_OK) == 0, "\(path) is missing: install what packages-test.txt lists")
    let fonts = try MathFonts(mathFontFile: path)
    for tex in Formulas.wider {
      let box = try MathText(tex).box(in: fonts, size: 10, style: .display)
      #expect(box.width > 0 && box.width.isFinite, "\(tex)")
    }
    let integral = try MathText(#"\int_0^\infty"#).box(in: fonts, size: 10, style: .display)
    for script in integral.glyphs.dropFirst() {
      #expect(!Ink(script).overlaps(Ink(integral.glyphs[0])))
    }
    let fraction = try MathText(#"\frac{f_j}{g^2}"#).box(in: fonts, size: 10)
    let rule = try #require(fraction.rules.first)
    for glyph in fraction.glyphs { #expect(!Ink(glyph).overlaps(Ink(rule))) }
  }

  @Test("words can come from a second file")
  func textFont() throws {
    let folders = MathFonts.defaultFolders
    let fonts = try MathFonts(
      mathFontFile: folders[1] + "/latinmodern-math.otf",
      textFontFile: folders[0] + "/lmsans10-regular.otf")
    let box = try TextLine("loss $L(x)$").box(in: fonts, size: 10)
    #expect(box.glyphs.first?.font.name == "LMSans10-Regular")
    #expect(box.glyphs.last?.font.name == "LatinModernMath-Regular")
  }

  @Test("words on slides are sans serif, formulas stay in Latin Modern Math")
  func sans() throws {
    let box = try TextLine("rate $\\max \\eta$").box(in: .latinModernSans(), size: 10)
    let names = box.glyphs.map(\.font.name)
    #expect(names.first == "LMSans10-Regular")
    #expect(names.contains("LMRoman10-Regular") && names.last == "LatinModernMath-Regular")
  }

  @Test(
    "the design size follows the size",
    arguments: [
      (5.0, "LMRoman5-Regular"), (7, "LMRoman7-Regular"), (9.963, "LMRoman10-Regular"),
      (12, "LMRoman12-Regular"), (24, "LMRoman17-Regular"),
    ])
  func designSizes(size: Double, name: String) throws {
    #expect(try MathFonts.latinModern().font(size: size).name == name)
  }

  @Test("a font without a MATH table, a missing file and a missing glyph are named")
  func errors() throws {
    let text = MathFonts.defaultFolders[0] + "/lmroman10-regular.otf"
    #expect(throws: FontError.noMathTable(font: "LMRoman10-Regular")) {
      try MathFonts(mathFontFile: text)
    }
    let missing = #expect(throws: FontError.self) {
      try MathFonts.latinModern(folders: ["/nowhere"])
    }
    #expect(missing?.description.contains("fonts-lmodern") == true)
    let glyph = #expect(throws: FontError.self) {
      try MathText(#"\text{☃}"#).box(in: .latinModern(), size: 10)
    }
    #expect(glyph?.description.contains("☃") == true)
  }

  @Test("glyphs of a run carry their characters, in reading order")
  func characters() throws {
    let box = try MathText(#"\hat{\alpha}_1^2 = \frac{a}{\sqrt{b}}"#).box(
      in: .latinModern(), size: 10)
    let text = box.items(at: .zero, color: Color(0)).map { item in
      if case .glyphs(let run) = item { run.text } else { "" }
    }.joined()
    #expect(Array(text.unicodeScalars) == Array("𝛼\u{302}21=𝑎√𝑏".unicodeScalars))
  }

  @Test("numbers of equations stand apart, each with its row's baseline")
  func tags() throws {
    let text = try MathText(#"E = mc^2 \tag{2.1}"#)
    let fonts = try MathFonts.latinModern()
    #expect(try text.box(in: fonts, size: 10).glyphs.count == 5)
    let rows = try MathText(#"\begin{align} a &= b \tag{1} \\ c &= d \tag*{II} \end{align}"#)
    let tags = rows.tags(beside: try rows.box(in: fonts, size: 10, style: .display))
    #expect(tags.count == 2 && tags[1].y - tags[0].y == 15)
  }
}
