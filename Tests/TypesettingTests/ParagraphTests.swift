import Drawing
import Testing
import Typesetting

@Suite("Paragraphs")
struct ParagraphTests {
  static func setting() throws -> TextSetting {
    TextSetting(
      fonts: try .latinModern(), hyphenation: try Hyphenation(Hyphenation.sources[0].value))
  }

  /// Prose with formulas, a link, code, emphasis and a note.
  static func prose() throws -> [TextPart] {
    [
      .text("The gradient flow on the empirical risk "), .formula(try MathText(#"\hat{R}_n"#)),
      .text(" of an overparametrised linear model converges to an interpolator, and "),
      .text("which", .italic), .text(" one depends on the start "),
      .formula(try MathText(#"\boldsymbol{\theta}_0"#)),
      .text(", not on the step size: the limit is the orthogonal projection onto "),
      .formula(
        try MathText(
          #"\mathcal{I} = \{\boldsymbol{\theta} \in \mathbb{R}^d : \boldsymbol{X}\boldsymbol{\theta} = \boldsymbol{y}\}"#
        )), .text("."),
      .note("1"),
      .text(" With two layers, as in "), .text("u * v", .mono),
      .text(", this is no longer so; the implicit regulariser then interpolates between two "),
      .text("well-known norms", TextStyle(link: "#norms")),
      .text(", as Figure 5 shows for three scales of initialisation of the network."),
    ]
  }

  @Test("All lines but the last fill the measure", arguments: [180.0, 240, 345, 455])
  func justified(width: Double) throws {
    let style = ParagraphStyle(size: 10)
    let lines = try ParagraphTests.setting().lines(
      ParagraphTests.prose(), style: style, width: width)
    #expect(lines.count > 2)
    for line in lines.dropLast() { #expect(abs(line.width - width) < 1e-6) }
    #expect(lines[lines.count - 1].width <= width + 1e-6)
    for line in lines {
      for run in line.runs where run.origin.y == 0 {
        #expect(run.glyphs.allSatisfy { $0.offset.x + run.origin.x < width })
      }
    }
  }

  @Test("Raised and lowered characters are small signs above or below the line")
  func scriptSigns() throws {
    let line = try #require(
      try ParagraphTests.setting().lines(
        [.text("s⁻¹ H₂O xᵢ m²")], style: ParagraphStyle(size: 10), width: 300
      ).first)
    #expect(line.text == "s−1 H2O xi m²")
    let raised = line.runs.filter { $0.origin.y < 0 }.flatMap(\.glyphs).map(\.text).joined()
    let lowered = line.runs.filter { $0.origin.y > 0 }.flatMap(\.glyphs).map(\.text).joined()
    #expect(raised == "−1" && lowered == "2i")
  }

  @Test("The text is the same however it is broken")
  func text() throws {
    let setting = try ParagraphTests.setting()
    func joined(_ width: Double) throws -> String {
      let lines = try setting.lines(
        ParagraphTests.prose(), style: ParagraphStyle(size: 10), width: width)
      var text = ""
      for line in lines {
        if text.unicodeScalars.last == "\u{AD}" {
          text.unicodeScalars.removeLast()
        } else if !text.isEmpty, text.last != "-" {
          text += " "
        }
        text += line.text
      }
      return text
    }
    let whole = try joined(1e5)
    #expect(whole.contains("risk capital R hat sub n of an over"))
    for width in [240.0, 300, 345, 400] { #expect(try joined(width) == whole) }
  }

  @Test("What is copied from the glyphs is the text")
  func copied() throws {
    let content = [TextPart.text("Efficient flows, difficult affine offices — “first”")]
    let line = try #require(
      try ParagraphTests.setting().lines(content, style: ParagraphStyle(size: 10), width: 1e5).first
    )
    #expect(line.runs.map(\.text).joined() == line.text)
    // Latin Modern has ligatures for ffi, fl, ffi, ffi and fi.
    #expect(line.runs.flatMap(\.glyphs).count < line.text.unicodeScalars.count)
  }

  @Test("Formulas keep the baseline and their size")
  func baseline() throws {
    let formula = try MathText("x")
    let content = [TextPart.text("a "), .formula(formula), .text(" b")]
    let line = try #require(
      try ParagraphTests.setting().lines(content, style: ParagraphStyle(size: 10), width: 200).first
    )
    guard case .formula(let items, "x", _) = line.items[1], case .glyphs(let run) = items[0] else {
      Issue.record("no formula in \(line.items)")
      return
    }
    #expect(run.origin.y == 0)
    #expect(run.size == 10)
  }

  @Test("A formula that is not broken is as wide as its box")
  func width() throws {
    let setting = try ParagraphTests.setting()
    for tex in Corpus.lecture.map(\.tex) {
      let formula = try MathText(tex)
      let box = try formula.box(in: setting.fonts, size: 10)
      let lines = try setting.lines(
        [.formula(formula)], style: ParagraphStyle(size: 10), width: 1e5)
      #expect(lines.count == 1)
      // Between parts only the lean of characters before other things than characters differs.
      let difference = abs((lines.first?.width ?? 0) - box.width)
      #expect(difference <= 0.25, "\(tex)")
    }
  }

  @Test("A long formula is broken after relations, and nothing of it is lost")
  func brokenFormula() throws {
    let formula = try MathText("a + b + c + d + e = f + g + h + i + j = k + l + m + n")
    let lines = try ParagraphTests.setting().lines(
      [.text("Then "), .formula(formula)], style: ParagraphStyle(size: 10, alignment: .left),
      width: 120)
    #expect(lines.count > 1)
    let letters = lines.flatMap(\.runs).flatMap(\.glyphs).map(\.text).joined()
    #expect(letters.filter { $0 == "=" }.count == 2)
    #expect(letters.filter { $0 == "+" }.count == 11)
    for line in lines.dropLast() { #expect(["+", "="].contains(line.runs.last?.text.last)) }
  }

  @Test("A display wider than the column is broken before relations, its lines inside the column")
  func brokenDisplay() throws {
    let setting = try ParagraphTests.setting()
    let formula = try MathText(
      #"f(x) = a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 \le b_1 + b_2 + b_3 + b_4 \tag{7}"#)
    let width = 150.0
    let lines = try setting.displayLines(formula, style: ParagraphStyle(size: 10), width: width)
    var relations: [Double] = []
    var baselines: Set<Double> = []
    var glyphs = 0
    for line in lines {
      for case .formula(let items, _, _) in line.items {
        for case .glyphs(let run) in items {
          for glyph in run.glyphs {
            let x = run.origin.x + glyph.offset.x
            #expect(x >= 0 && x < width)
            if glyph.text == "=" || glyph.text == "≤" { relations.append(x) }
            glyphs += glyph.text.isEmpty ? 0 : 1
            baselines.insert(run.origin.y.rounded())
          }
        }
      }
    }
    #expect(relations.count == 2)
    #expect(abs(relations[0] - relations[1]) < 1e-9)
    #expect(baselines.count >= 3)
    #expect(glyphs == formula.tree.leaves.count + 3)
  }

  @Test("Words are divided only where the patterns allow it")
  func hyphens() throws {
    let lines = try ParagraphTests.setting().lines(
      ParagraphTests.prose(), style: ParagraphStyle(size: 10), width: 150)
    let hyphenation = try Hyphenation(Hyphenation.sources[0].value)
    for (line, next) in zip(lines, lines.dropFirst())
    where line.text.unicodeScalars.last == "\u{AD}" {
      let head = line.text.unicodeScalars.dropLast().split { $0 == " " }.last.map(String.init) ?? ""
      let tail = next.text.prefix { $0.isLetter }
      let front = head.drop { !$0.isLetter }
      #expect(hyphenation.divisions(of: front + tail).contains(front.count), "\(head)-\(tail)")
    }
    #expect(lines.contains { $0.text.unicodeScalars.last == "\u{AD}" })
  }

  @Test("Links are told with their words on each of their lines")
  func links() throws {
    let lines = try ParagraphTests.setting().lines(
      ParagraphTests.prose(), style: ParagraphStyle(size: 10), width: 200)
    let links = lines.flatMap(\.items).compactMap { item -> (run: GlyphRun, target: String)? in
      if case .text(let run, let target?) = item { (run, target) } else { nil }
    }
    #expect(!links.isEmpty)
    for (run, target) in links {
      #expect(target == "#norms")
      #expect(!run.text.isEmpty && run.origin.x + (run.glyphs.last?.offset.x ?? 0) <= 200)
    }
  }

  @Test("Notes are told with the line of their mark")
  func notes() throws {
    let lines = try ParagraphTests.setting().lines(
      ParagraphTests.prose(), style: ParagraphStyle(size: 10), width: 300)
    #expect(lines.flatMap(\.notes) == ["1"])
    let marks = lines.flatMap(\.items).compactMap { item -> GlyphRun? in
      if case .mark(let run, _) = item { run } else { nil }
    }
    #expect(marks.count == 1 && marks.allSatisfy { $0.origin.y < 0 && $0.size == 7 })
  }

  @Test("Characters that the text font lacks come from the math font, others are an error")
  func characters() throws {
    let setting = try ParagraphTests.setting()
    let style = ParagraphStyle(size: 10)
    let greek = try setting.lines([.text("θ is Greek")], style: style, width: 200)
    #expect(greek.first?.runs.first?.font.name == "LatinModernMath-Regular")
    #expect(greek.first?.text == "θ is Greek")
    #expect(throws: FontError.missingGlyph(text: "漢", font: "LMRoman10-Regular")) {
      try setting.lines([.text("漢字")], style: style, width: 200)
    }
  }

  @Test("Spaces that are not to be broken are not, line breaks are kept")
  func breaks() throws {
    let setting = try ParagraphTests.setting()
    let style = ParagraphStyle(size: 10, alignment: .left)
    let text = (1...20).map { "Figure\u{A0}\($0)" }.joined(separator: " ")
    for line in try setting.lines([.text(text)], style: style, width: 130) {
      #expect(line.text.hasPrefix("Figure"))
    }
    let two = try setting.lines([.text("a "), .lineBreak, .text(" b")], style: style, width: 130)
    #expect(two.map(\.text) == ["a", "b"])
    #expect(try setting.lines([], style: style, width: 100).isEmpty)
    #expect(try setting.lines([.text(" \n ")], style: style, width: 100).isEmpty)
  }
}

extension SetLine {
  /// All runs of glyphs in the line, in reading order.
  var runs: [GlyphRun] {
    items.flatMap { item -> [GlyphRun] in
      switch item {
      case .text(let run, _), .mark(let run, _): [run]
      case .formula(let items, _, _):
        items.compactMap { if case .glyphs(let run) = $0 { run } else { nil } }
      }
    }
  }
}

@Suite("Displays, code and addresses")
struct DisplayTests {
  @Test("Formulas are centred, numbers flush right")
  func places() throws {
    let setting = try ParagraphTests.setting()
    let style = ParagraphStyle(size: 10)
    let formula = try MathText(#"\min_{\theta} \|\theta\|_2 \tag{2.7}"#)
    let line = try #require(setting.displayLines(formula, style: style, width: 300).first)
    #expect(line.text.hasSuffix("(2.7)"))
    #expect(abs(line.width - 300) < 1e-9)
    let box = try MathText(#"\min_{\theta} \|\theta\|_2"#)
      .box(in: setting.fonts, size: 10, style: .display)
    let start = try #require(line.runs.first?.origin.x)
    // The lower limit is not wider than the word here, so the first glyph starts the formula.
    #expect(abs(start - (300 - box.width) / 2) < 0.01)
    // Where there is no room beside the formula, its number has a line of its own.
    let narrow = try setting.displayLines(formula, style: style, width: box.width + 5)
    #expect(narrow.count == 2 && narrow[1].text == "(2.7)")
  }

  @Test(
    "Displays end lines at wide spaces before all else, and before relations rather than operations"
  )
  func ends() throws {
    let setting = try ParagraphTests.setting()
    func lines(_ tex: String, _ part: Double) throws -> [String] {
      let formula = try MathText(tex)
      let width = try formula.box(in: setting.fonts, size: 10, style: .display).width
      let line = try #require(
        setting.displayLines(formula, style: ParagraphStyle(size: 10), width: part * width).first)
      var rows: [(y: Double, text: String)] = []
      for run in line.runs {
        if let last = rows.last, abs(last.y - run.origin.y) < 6 {
          rows[rows.count - 1].text += run.text
        } else {
          rows.append((run.origin.y, run.text))
        }
      }
      return rows.map {
        $0.text.unicodeScalars.filter { $0.value < 0x80 }.map(String.init).joined()
      }
    }
    #expect(try lines(#"1 = 2, \qquad 3 + 4 = 5"#, 0.9) == ["1=2,", "3+4=5"])
    #expect(try lines(#"1 + 2 + 3 = 4 + 5 + 6"#, 0.8) == ["1+2+3", "=4+5+6"])
  }

  @Test("Lines that are ragged have the spaces of their formulas as they are")
  func ragged() throws {
    let setting = try ParagraphTests.setting()
    let formula = try MathText(#"8.55 \times 10^{-13}"#)
    let alone = try setting.lines(
      [.formula(formula)], style: ParagraphStyle(size: 10, alignment: .left), width: 300)
    for width in stride(from: 90.0, to: 140, by: 7) {
      let lines = try setting.lines(
        [.text("One two three "), .formula(formula), .text(" unbreakablewords")],
        style: ParagraphStyle(size: 10, alignment: .left, hyphenates: false), width: width)
      for line in lines {
        guard let sign = line.runs.first(where: { $0.text == "×" }),
          let power = line.runs.first(where: { $0.text == "10" }),
          let own = alone[0].runs.first(where: { $0.text == "×" }),
          let ownPower = alone[0].runs.first(where: { $0.text == "10" })
        else { continue }
        #expect(abs(power.origin.x - sign.origin.x - (ownPower.origin.x - own.origin.x)) < 0.01)
      }
    }
  }

  @Test("A line of code keeps every space")
  func code() throws {
    let setting = try ParagraphTests.setting()
    let style = ParagraphStyle(size: 10)
    func line(_ text: String) throws -> SetLine {
      try setting.verbatimLine([(text, .mono)], style: style)
    }
    let (word, indented) = (try line("return"), try line("    return  x "))
    #expect(abs(indented.width - word.width / 6 * 14) < 1e-9)
    #expect(indented.text == "    return  x ")
    #expect(indented.runs.map(\.text).joined() == indented.text)
  }

  @Test(
    "An address and code end lines after signs, without a hyphen", arguments: [120.0, 160, 220])
  func addresses(width: Double) throws {
    let address =
      "https://example.org/teaching/mathematics_of_deep_learning/lecture_notes_version_3.pdf"
    let setting = try ParagraphTests.setting()
    for style in [TextStyle(isVerbatim: true), TextStyle.mono] {
      let lines = try setting.lines(
        [.text("See the notes "), .text(address, style), .text(" before.")],
        style: ParagraphStyle(size: 10), width: width)
      let text = lines.map(\.text).joined().replacing(" ", with: "")
      #expect(text == "Seethenotes\(address)before.")
      #expect(lines.allSatisfy { $0.width <= width + 1e-6 })
    }
  }

  @Test("What is wider than a line is divided rather than set beyond it")
  func wide() throws {
    let setting = try ParagraphTests.setting()
    let word = String(repeating: "abcdefghij", count: 12)
    for alignment in [ParagraphStyle.Alignment.justified, .left] {
      let lines = try setting.lines(
        [.text("A word: "), .text(word), .text(" and more.")],
        style: ParagraphStyle(size: 10, alignment: alignment), width: 150)
      #expect(lines.allSatisfy { $0.width <= 150 + 1e-6 })
      let text = lines.map(\.text).joined().replacing(" ", with: "").replacing("\u{AD}", with: "")
      #expect(text == "Aword:\(word)andmore.")
    }
  }

  @Test("The extent of a paragraph is that of its widest piece, and of one line")
  func extent() throws {
    let setting = try ParagraphTests.setting()
    let style = ParagraphStyle(size: 10, alignment: .left, hyphenates: false)
    let content: [TextPart] = [.text("one interpolation two")]
    let extent = try setting.extent(of: content, style: style)
    let lines = try setting.lines(content, style: style, width: extent.least + 0.01)
    #expect(lines.map(\.text) == ["one", "interpolation", "two"])
    #expect(abs(lines[1].width - extent.least) < 1e-9)
    let one = try setting.lines(content, style: style, width: extent.whole + 0.01)
    #expect(one.count == 1 && abs((one.first?.width ?? 0) - extent.whole) < 1e-9)
  }

  @Test(
    "No line of an address, a path or a file's name ends in a hyphen that it lacks",
    arguments: [
      "another.person.with.long.name@informatics.university-of-elsewhere.example.org",
      "ftp.university.example.org/mathematics/teaching/interpolation",
      "C:\\teaching\\mathematics\\interpolation\\results\\characterisation.csv",
      "/teaching/mathematics/interpolation/results/characterisation",
      "doi:10.1000/interpolation.text",
    ])
  func addresses(word: String) throws {
    let setting = try ParagraphTests.setting()
    for width in stride(from: 60.0, through: 260, by: 10) {
      for alignment in [ParagraphStyle.Alignment.justified, .left] {
        let lines = try setting.lines(
          [.text("Some more words before \(word), and others.")],
          style: ParagraphStyle(size: 10, alignment: alignment), width: width)
        let text = lines.map(\.text).joined().replacing(" ", with: "")
        #expect(text.contains(word), "\(width): \(lines.map(\.text))")
      }
    }
  }

  @Test("A word wider than its column is divided as its language divides it")
  func narrow() throws {
    let setting = try ParagraphTests.setting()
    let style = ParagraphStyle(size: 10, alignment: .left)
    let lines = try setting.lines([.text("overparametrised")], style: style, width: 60)
    #expect(lines.count == 2 && lines[0].text.hasSuffix("\u{AD}"), "\(lines.map(\.text))")
  }
}
