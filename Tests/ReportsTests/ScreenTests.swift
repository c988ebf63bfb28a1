import Drawing
import Foundation
import Plotting
import Records
import Reports
import Templates
import TestSupport
import Testing
import Typesetting

@Suite("Pages on screens")
struct ScreenTests {
  private func page(_ source: String, for variant: Variant = .instructor) throws -> String {
    let settings = PageSettings.handout(variant, provenance: ["Tested."], software: "Test")
    return try sampleManuscript(source).html(
      settings, subject: sampleSubject, templates: Templates(), fonts: .latinModern()
    ).text
  }

  private let front = "---\ntitle: A\n---\n\n"

  private func letters(_ mathML: String) -> String {
    mathML.replacing(/<[^>]*>/, with: "")
  }

  @Test("a source with headings of the first level has all one level below its title")
  func headingsOfTheFirstLevel() throws {
    let html = try page(front + "# A\n\n## B\n\n# C\n")
    #expect(html.matches(of: /<h1/).count == 1)
    #expect(html.contains(/<h2[^>]*>.*A/) && html.contains(/<h3[^>]*>.*B/))
    #expect(html.contains(/<h2[^>]*>.*C/))
    let usual = try page(front + "## A\n\n### B\n")
    #expect(usual.contains(/<h2[^>]*>.*A/) && usual.contains(/<h3[^>]*>.*B/))
  }

  @Test(
    "the parts of a formula are the formula, and end where lines of print may",
    arguments: [
      (
        #"x_1 x_2 x_3 x_4 x_5 + y_1 y_2 y_3 y_4 y_5 = z_1 z_2 z_3 z_4 z_5 z_6"#, false,
        ["x1x2x3x4x5+", "y1y2y3y4y5=", "z1z2z3z4z5z6"]
      ),
      (#"|x_1 - x_2 - x_3| :\!= |y_1 - y_2 - y_3|"#, false, ["|x1−x2−x3|∶=", "|y1−y2−y3|"]),
      // A short side stays with the other, where both together are no longer than a line's half.
      (#"f(a - b) = |a - b|"#, false, ["f(a−b)=|a−b|"]),
      (#"u_0 = \sqrt2 \, (x^{k_1}, x^{k_2})"#, false, ["u0=2(xk1,xk2)"]),
      (
        #"k = |y|_2 \max_j |x_j|_2 / (2 a^2 s_1^2) |z|_2 |z|_3 = 1"#, false,
        ["k=", "|y|2maxj|xj|2/(2a2s12)|z|2|z|3=", "1"]
      ),
      // What fits on a narrow page is whole, but formulas with a wide space between them.
      (#"x_1 + x_2 = y - z"#, true, ["x1+x2=y−z"]),
      (#"a = -b, \qquad n \le d"#, true, ["a=−b,", "n≤d"]),
      // Relations come before operations, and these stay where what is between relations fits.
      (
        #"a + b + c + d + e :\!= f + g + m + i + j = k"#, true,
        ["a+b+c+d+e", "∶=f+g+m+i+j", "=k"]
      ),
      (
        #"a = b + c + d + e + f + g + m + i + j"#, true,
        ["a", "=b", "+c", "+d", "+e", "+f", "+g", "+m", "+i", "+j"]
      ),
      // A set ends lines at its colon and behind commas, never at a sign of its conditions.
      (
        #"s = \{ (a + b + c + d, e + f) : k \in n, \ l \ne m \}"#, true,
        ["s", "={(a+b+c+d,e+f)", "∶k∈n,l≠m}"]
      ),
      (
        #"s = \{ (a + b + c + d + e + f, g + n + i + j + k) : l \in m \}"#, true,
        ["s", "={(a+b+c+d+e+f,", "g+n+i+j+k)", "∶l∈m}"]
      ),
    ])
  func parts(tex: String, display: Bool, expected: [String]) throws {
    let formula = try MathText(tex)
    let fonts = try MathFonts.latinModern()
    let rows = try formula.mathMLLines(display: display, fonts: fonts, size: 10)
    try #require(rows.count == 1)
    func plain(_ text: String) -> String {
      String(
        String.UnicodeScalarView(
          letters(text).unicodeScalars.map { scalar in
            // Slanted letters as they are typed.
            (0x1D44E...0x1D467).contains(scalar.value)
              ? Unicode.Scalar(scalar.value - 0x1D44E + 0x61) ?? scalar : scalar
          }))
    }
    #expect(rows[0].map { plain($0.text) } == expected)
    let whole = try formula.box(in: fonts, size: 1, style: display ? .display : .text).width
    #expect(abs(rows[0].reduce(0) { $0 + $1.width + ($1.gap ?? 0) } - whole) < 0.2)
  }

  @Test("a wide formula between growing brackets ends lines within, but where a style would leak")
  func openedFences() throws {
    let fonts = try MathFonts.latinModern()
    func parts(_ tex: String) throws -> [MathMLPart] {
      try MathText(tex).mathMLLines(display: true, fonts: fonts, size: 10).flatMap { $0 }
    }
    let set =
      #"S = \left\{ \left( \alpha_1 \sqrt{\beta_2} + b, \gamma_3 + \delta_4 \right) : \theta \in \Theta, "#
      + #"b_j \ne 0, \frac{c_k}{2} \le 1 \right\}^2"#
    let opened = try parts(set)
    #expect(opened.count > 2 && opened.allSatisfy { $0.width <= 14.5 }, "\(opened.map(\.width))")
    #expect(opened.last?.text.contains("<msup") == true)
    let styled = try parts(set.replacing("b_j", with: #"\textstyle b_j"#))
    #expect(styled.count == 2, "\(styled.map(\.width))")
    #expect(try parts(#"a = \left( b + c \right)"#).count == 1)
  }

  @Test(
    "lines of a display end at its wide spaces first, and no sign or bracket is parted from a formula"
  )
  func wideSpaces() throws {
    let long = #"b_1 + b_2 + b_3 + b_4 + b_5 + b_6 + b_7 = c"#
    let html = try page(
      front + #"$$a = c, \quad \#(long), \qquad d = e$$"# + "\n\nOf ($x$) it is.\n")
    #expect(
      html.contains(
        /<\/math> <span class="q"><math[^\n]*<wbr>[^\n]*<\/span><span class="qq"> <\/span><math/))
    #expect(html.contains(/<span class="g">\(<math>.*?<\/math>\)<\/span>/))
  }

  @Test("cases keep their brace on narrow pages, and lines of one formula are of one size")
  func cases() throws {
    let fonts = try MathFonts.latinModern()
    let formula = try MathText(
      #"f(x) = \begin{cases} a_1 + a_2 + a_3 & \text{for } x < 0, \\ b & \text{else.} \end{cases}"#)
    let rows = try formula.mathMLLines(display: true, fonts: fonts, size: 10)
    #expect(rows.count == 1 && rows[0].filter { $0.text.contains("<mtable") }.count == 1)
    let html = try page(
      front + #"$$\begin{aligned} a &= b \\ c &= d_1 + d_2 + d_3 + d_4 + d_5 + d_6 \end{aligned}$$"#
    )
    let sizes = html.matches(of: /<span class="b (w\d+)/).map { String($0.1) }
    #expect(sizes.count == 2 && Set(sizes).count == 1, "\(sizes)")
  }

  @Test("letters that reach below the line do not lower their subscripts")
  func descenders() throws {
    let html = try page(front + "Of $\\phi_1$, $\\beta_j$ and $x_1$.\n")
    #expect(html.matches(of: /<msub><mpadded depth="0">/).count == 2)
  }

  @Test("values of a slider that are exponents are powers of ten to readers")
  func powers() throws {
    func output(_ power: String) throws -> String {
      try page(
        front + "![A.](figure:line){slider=alpha values=\"-2;0;16\" start=16 power=\(power)}\n")
    }
    #expect(try output("\"-\"").contains(">10<sup>−16</sup></output>"))
    let html = try output("+")
    #expect(html.contains(">10<sup>16</sup></output>") && html.contains("aria-valuetext=\"10^16\""))
    #expect(throws: SourceError.self) { try output("2") }
    #expect(try output("+ label=\"$\\alpha$\"").contains(" aria-label=\"alpha\""))
    #expect(try !output("+ label=\"scale $\\alpha$\"").contains(" aria-label=\"alpha\""))
  }

  @Test("high rows of equations keep apart")
  func jots() throws {
    let html = try page(
      "\(front)$$\\begin{aligned} a &= \\frac{1}{n} \\\\ b &= \\frac{1}{n} \\end{aligned}$$\n")
    #expect(html.contains("<mtd class=\"r j\">") && html.contains("mtd.j{padding:.1em 0 .3em}"))
    #expect(!(try page("\(front)$\\begin{matrix} a \\\\ b \\end{matrix}$\n")).contains("x j"))
  }

  @Test("braces of a formula may stand within quotation marks of attributes")
  func bracesInAttributes() throws {
    let html = try page("\(front)::: remark {title=\"On $x_{10}$\"}\nA.\n:::\n")
    #expect(html.contains("<msub"))
  }

  @Test("rows are aligned on wide pages, and broken on narrow ones")
  func rows() throws {
    let long = (1...9).map { "\\alpha_\($0)" }.joined(separator: " + ")
    let rows = "\\begin{aligned} a &= \(long) \\\\ &= \(long) \\end{aligned}"
    let html = try page("\(front)$$\(rows)$$\n")
    #expect(html.contains("<span class=\"rows w"))
    #expect(html.contains("<span class=\"broken\"><span class=\"b w"))
    #expect(html.matches(of: /<wbr>/).count == 17)
    // A row that begins with a sign goes on with the one before.
    #expect(html.matches(of: /class="b w\d+ on"/).count == 1)
  }

  @Test("signs stay on the line of the formula that they follow")
  func signs() throws {
    let html = try page("\(front)For $x$, and (as $y$) it *is*: $z$; not so.\n")
    #expect(html.contains("<span class=\"g\"><math>"))
    #expect(html.matches(of: /<\/math>[,);]<\/span>/).count == 3)
  }

  @Test("tables without numbers have names of their own")
  func tableNames() throws {
    let table = "| step | error |\n|---|---|\n| 1 | 2 |\n\n"
    let html = try page("\(front)\(table)Words.\n\n\(table)Words.\n\n| a |\n|---|\n| 1 |\n")
    for name in ["Table: step, error", "Table: step, error (2)", "Table: a"] {
      #expect(html.contains("aria-label=\"\(name)\""), "no table is called \(name)")
    }
  }

  @Test("French registers and figures have French words")
  func french() throws {
    let source = """
      ---
      title: Essai
      language: fr
      ---

      ![](figure:line){#fig-1}

      ## Fautes

      ::: errata
      :::

      ## Énoncés

      ::: claims
      :::
      """
    let settings = PageSettings.report(provenance: [], software: "Test")
    let html = try sampleManuscript(source).html(
      settings, subject: sampleSubject, templates: Templates(), fonts: .latinModern()
    ).text
    let shown = html.replacing(
      /<style>.*?<\/style>|<script>.*?<\/script>/.dotMatchesNewlines(), with: "")
    for word in [
      "1 vérification réussie", "en chiffres", "résidu", "corrigé", "énoncé", "Paramètres",
      "Tableau des affirmations", "1 affirmation vérifiée.", "copier le TeX",
    ] {
      #expect(shown.contains(word), "the page lacks \(word)")
    }
    for word in [
      "residual", "Holds", "holds", "Printed", "printed", "in numbers", "statement", "allowed",
      "checked",
    ] {
      #expect(!shown.contains(word), "the page says \(word)")
    }
  }

  @Test("a caption says in words how many numbers are known in which way, and which checks hold")
  func knownNumbers() throws {
    let quantities = ["a": 1.5, "b": 2.5, "c": 3.5, "other.d": 4, "other.e": 5, "last": 6]
    var subject = Subject(
      figures: [.init(id: "line", alias: nil, title: "A line")],
      draw: { id, _ in sampleFigure(id, quantities: quantities) })
    subject.grounds = Grounds(
      proven: ["a", "b", "c"].map { name in
        let value = quantities[name] ?? 0
        return Enclosure(id: "line.\(name)", statement: name, lower: value, upper: value)
      }, checked: [("line.other.", "2.16")], usual: ["line"])
    for (language, words, checks) in [
      ("en", "3 numbers proven, 2 checked, 1 measured.", "1 check holds"),
      ("fr", "3 nombres prouvés, 2 vérifiés, 1 mesuré.", "1 vérification réussie"),
      ("de", "3 Zahlen bewiesen, 2 geprüft, 1 gemessen.", "1 Prüfung bestanden"),
    ] {
      let html = try sampleManuscript(
        "---\ntitle: T\nlanguage: \(language)\n---\n\n![](figure:line)\n"
      ).html(
        .report(provenance: [], software: "Test"), subject: subject, templates: Templates(),
        fonts: .latinModern()
      ).text
      #expect(html.contains(">\(words)<"), "\(language)")
      #expect(html.contains(">\(checks)<"), "\(language)")
    }
  }

  @Test("a slider says the command of its state, and which others move with it")
  func sliders() throws {
    let html = try page(
      "\(front)![](figure:line){#fig-1 slider=alpha linked=scale values=\"0.1;0.2;0.4\"}\n")
    #expect(html.contains("data-command=\"figures render line --set alpha=\""))
    #expect(html.contains("data-linked=\"scale\""))
    #expect(html.contains("<button type=\"button\" class=\"play\"></button>"))
  }

  @Test("scripts are no larger than 12 kB, those for sliders and answers together")
  func scripts() throws {
    let both = """
      ---
      title: A
      fields: name
      ---

      ![](figure:line){#fig-1 slider=alpha values="0.1;0.2"}

      ::: question points=1
      A
      :::

      """
    let pages = [try page(sampleSource), try page(both, for: .student)]
    #expect(pages[1].contains(" data-keep=") && pages[1].contains("class=\"slide\""))
    for html in pages {
      let scripts = html.matches(of: /<script>(.*?)<\/script>/.dotMatchesNewlines())
      #expect(scripts.count == 1)
      #expect(scripts.reduce(0) { $0 + $1.1.utf8.count } <= 12_000)
      // What is quoted stays, with its spaces, and so do names of members; own names are short.
      for part in ["\" × 10^\"", ".preventDefault()", "{ArrowRight:"] {
        #expect(html.contains(part), "\(part)")
      }
      for part in ["preventDefault=", "panelAt", "/*"] {
        #expect(!scripts.contains { $0.1.contains(part) }, "\(part)")
      }
    }
  }

  @Test("blocks of code have names of their own, with the languages' names")
  func codeNames() throws {
    let fence = "```r\n1\n```\n\n"
    let html = try page(front + fence + fence + "```python\n1\n```\n\n```klingon\n1\n```\n")
    for name in ["Code in R", "Code in R (2)", "Code in Python", "Code in klingon"] {
      #expect(html.contains("aria-label=\"\(name)\""), "\(name)")
    }
  }

  @Test("the style sheet is of rules that validators know, and addresses hold no spaces")
  func validRules() throws {
    // Letters of fonts can make any word.
    let html = try page(front + "A.\n").replacing(/base64,[A-Za-z0-9+\/=]+/, with: "")
    for name in ["@container", "container-type", "cqi", "::details-content", "field-sizing"] {
      #expect(!html.contains(name), "\(name)")
    }
    for address in html.matches(of: /(?:href|src)="([^"]*)"/) {
      #expect(!address.1.contains(" "), "\(address.1)")
    }
  }

  @Test("what is filled in at the head of a sheet stands with its word")
  func headLabels() throws {
    let source = "---\ntitle: A\nfields: name, group\n---\n\n::: question points=1\nA\n:::\n"
    let settings = PageSettings.handout(.student, provenance: [], software: "Test")
    let html = try sampleManuscript(source).html(
      settings, subject: sampleSubject, templates: Templates(), fonts: .latinModern()
    ).text
    #expect(html.contains(/<label [^>]*class="group">Group: <input [^>]*><\/label>/))
  }

  @Test("the fonts of a page have its spaces, that which breaks no line as wide as others")
  func spaces() throws {
    // WOFF 1.0 and the tables of OpenType, read without a library for them.
    let program = """
      import base64, re, struct, zlib
      found = re.findall(r"font/woff;base64,([A-Za-z0-9+/=]+)", open("file").read())
      for text in found:
          font = base64.b64decode(text)
          tables = {}
          for i in range(struct.unpack(">H", font[12:14])[0]):
              tag, start, packed, size, _ = struct.unpack(">4sIIII", font[44 + 20 * i:64 + 20 * i])
              part = font[start:start + packed]
              tables[tag] = zlib.decompress(part) if packed < size else part
          cmap = tables[b"cmap"]
          def glyph(c):
              for i in range(struct.unpack(">H", cmap[2:4])[0]):
                  at = struct.unpack(">I", cmap[8 + 8 * i:12 + 8 * i])[0]
                  kind = struct.unpack(">H", cmap[at:at + 2])[0]
                  if kind == 4:
                      n = struct.unpack(">H", cmap[at + 6:at + 8])[0] // 2
                      words = struct.unpack(">%dH" % ((len(cmap) - at) // 2), cmap[at:at + (len(cmap) - at) // 2 * 2])
                      ends, starts = words[7:7 + n], words[8 + n:8 + 2 * n]
                      deltas, offsets = words[8 + 2 * n:8 + 3 * n], words[8 + 3 * n:8 + 4 * n]
                      for k in range(n):
                          if starts[k] <= c <= ends[k]:
                              if offsets[k] == 0: return (c + deltas[k]) % 65536
                              return words[8 + 3 * n + k + offsets[k] // 2 + c - starts[k]]
              return 0
          count = struct.unpack(">H", tables[b"hhea"][34:36])[0]
          def width(g):
              return struct.unpack(">H", tables[b"hmtx"][4 * min(g, count - 1):][:2])[0]
          print(glyph(0x20) > 0, glyph(0xA0) > 0, width(glyph(0x20)) == width(glyph(0xA0)),
                300 < width(glyph(0x20)) < 400, width(glyph(0x6D)) > 400)
      """
    let folder = ScratchFolder()
    #expect(
      write(
        Array(try page(front + "Deux : *mots*, **p.\u{A0}1**.\n").utf8), to: folder.path + "/file"))
    #expect(write(Array(program.utf8), to: folder.path + "/read.py"))
    let (output, status) = run("cd '\(folder.path)' && /usr/bin/python3 read.py")
    #expect(status == 0)
    // The font of formulas is the last, where there is one.
    let faces = output.split(separator: "\n").prefix(3)
    #expect(faces == Array(repeating: "True True True True True", count: 3)[...])
  }

  @Test("a slider's value has the sign of the language, and its label may hold formulas")
  func sliderWords() throws {
    let html = try page(
      "---\ntitle: A\nlanguage: de\n---\n\n"
        + "![A.](figure:line){slider=alpha values=\"0.1;0.2\" start=0.1 label=\"Start $u$\"}\n")
    #expect(html.contains(">0,1</output>"))
    #expect(!html.contains("$u$") && html.contains(/<label for="slide-[^"]*">Start <math/))
  }

  @Test("signs behind room for words stay on its line")
  func signsOfBlanks() throws {
    let settings = PageSettings.handout(.student, provenance: [], software: "Test")
    let html = try sampleManuscript(front + "It is {blank: a}, or {blank}.\n").html(
      settings, subject: sampleSubject, templates: Templates(), fonts: .latinModern()
    ).text
    #expect(html.components(separatedBy: "<input").count == 3)
    #expect(!html.contains(/<input[^>]*>[,.]/) || html.contains(/<span[^>]*><input[^>]*>,<\/span>/))
  }
}
