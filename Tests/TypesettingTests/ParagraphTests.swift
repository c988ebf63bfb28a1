import Drawing
import Testing
import Typesetting

@Suite("Paragraphs")
struct ParagraphTests {
  static func setting() throws -> TextSetting {
    TextSetting(fonts: try .latinModern(), hyphenation: try Hyphenation())
  }

  /// Prose with formulas, a link, code, emphasis and a note.
  static func prose() throws -> [Inline] {
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
      .footnote(Footnote(mark: "1", [.text("For the proof see the notes.")])),
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
    let content = [Inline.text("Efficient flows, difficult affine offices — “first”")]
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
    let content = [Inline.text("a "), .formula(formula), .text(" b")]
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
    let column = try setting.column([.formula(formula)], style: ColumnStyle(), width: width)
    var relations: [Double] = []
    var baselines: Set<Double> = []
    var glyphs = 0
    for line in column.map(\.line) {
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
    let hyphenation = try Hyphenation()
    for (line, next) in zip(lines, lines.dropFirst()) where line.isHyphenated {
      let head = line.text.unicodeScalars.dropLast().split { $0 == " " }.last.map(String.init) ?? ""
      let tail = next.text.prefix { $0.isLetter }
      let front = head.drop { !$0.isLetter }
      #expect(hyphenation.divisions(of: front + tail).contains(front.count), "\(head)-\(tail)")
    }
    #expect(lines.contains { $0.isHyphenated })
  }

  @Test("Links have rectangles on each of their lines")
  func links() throws {
    let lines = try ParagraphTests.setting().lines(
      ParagraphTests.prose(), style: ParagraphStyle(size: 10), width: 200)
    let links = lines.flatMap(\.links)
    #expect(!links.isEmpty)
    for link in links {
      #expect(link.target == "#norms")
      #expect(link.area.width > 0 && link.area.maxX <= 200 + 1e-6)
    }
  }

  @Test("Notes are told with the line of their mark")
  func notes() throws {
    let lines = try ParagraphTests.setting().lines(
      ParagraphTests.prose(), style: ParagraphStyle(size: 10), width: 300)
    #expect(lines.flatMap(\.footnotes).map(\.mark) == ["1"])
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

@Suite("Columns")
struct ColumnTests {
  static func blocks() throws -> [Block] {
    let prose = try ParagraphTests.prose()
    return [
      .heading(level: 1, [.text("Implicit bias")]), .paragraph(prose),
      .formula(try MathText(#"\min_{\theta} \|\theta\|_2 \tag{2.7}"#)), .paragraph(prose),
      .list(
        [[.paragraph([.text("one")])], [.paragraph(prose), .code("let x = 1\n  y")]], start: 1),
      .quotation([.paragraph(prose)]), .heading(level: 2, [.text("Next")]), .paragraph(prose),
    ]
  }

  @Test("Lines stay together where a page must not end")
  func breaks() throws {
    let column = try ParagraphTests.setting().column(
      try ColumnTests.blocks(), style: ColumnStyle(), width: 300)
    for (above, line) in zip(column, column.dropFirst()) {
      if case .heading = above.role { #expect(line.breakCost == ColumnLine.never) }
      if case .formula = line.role { #expect(line.breakCost == ColumnLine.never) }
    }
    let paragraphs = column.filter { $0.role == .paragraph }
    for block in Set(paragraphs.map(\.block)).sorted() {
      let lines = paragraphs.filter { $0.block == block }
      guard lines.count > 1 else { continue }
      #expect(lines[1].breakCost == ColumnLine.never)
      #expect(lines[lines.count - 1].breakCost == ColumnLine.never)
      if lines.count > 4 { #expect(lines[2].breakCost == 0) }
    }
  }

  @Test("Formulas are centred, numbers flush right, lists and quotations set in")
  func places() throws {
    let setting = try ParagraphTests.setting()
    let column = try setting.column(try ColumnTests.blocks(), style: ColumnStyle(), width: 300)
    let display = try #require(
      column.first { if case .formula = $0.role { true } else { false } })
    #expect(display.line.text.hasSuffix("(2.7)"))
    #expect(abs(display.line.width - 300) < 1e-9)
    let box = try MathText(#"\min_{\theta} \|\theta\|_2"#)
      .box(in: setting.fonts, size: 10, style: .display)
    let start = try #require(display.line.runs.first?.origin.x)
    // The lower limit is not wider than the word here, so the first glyph starts the formula.
    #expect(abs(start - (300 - box.width) / 2) < 0.01)
    let items = column.filter {
      $0.containers.contains { if case .item = $0 { true } else { false } }
    }
    #expect(items.compactMap(\.label).map(\.text) == ["1.", "2."])
    #expect(items.allSatisfy { $0.x == 18 })
    let quotation = column.filter { $0.containers == [.quotation(2)] }
    #expect(!quotation.isEmpty && quotation.allSatisfy { $0.line.width <= 264 + 1e-6 })
  }

  @Test("Notes are set at the width of the column, in small letters")
  func notes() throws {
    let column = try ParagraphTests.setting().column(
      try ColumnTests.blocks(), style: ColumnStyle(), width: 300)
    let notes = column.flatMap(\.notes)
    #expect(notes.count == 5)
    for note in notes {
      #expect(note.lines.first?.text.hasPrefix("1 For the proof") == true)
      #expect(note.lines.first?.runs.map(\.size).max() == 8)
    }
  }

  @Test("Lines never collide, and baselines keep their distance")
  func distances() throws {
    let column = try ParagraphTests.setting().column(
      try ColumnTests.blocks(), style: ColumnStyle(), width: 300)
    for (above, line) in zip(column, column.dropFirst()) {
      let distance = line.distance(below: above.line)
      #expect(distance >= line.leading)
      #expect(distance >= above.line.depth + line.line.ascent)
      // Inside a paragraph of plain text the baselines lie on a grid.
      if above.block == line.block, above.line.depth <= 3, line.line.ascent <= 8 {
        #expect(distance == line.leading)
      }
    }
  }
}
