import Drawing
import Plotting
package import Typesetting

/// Writes a resolved document as the body of a page.
package struct DocumentHTML {
  let document: ResolvedDocument
  var formulas: FormulaMarkup
  package private(set) var colors = PageColors()
  /// The headings of the table of contents, in order.
  package private(set) var headings: [(level: Int, anchor: String, words: Markup)] = []
  /// The size of the frames of all sliders, as packed in the page.
  package private(set) var frameBytes = 0
  /// Whether figures list parameters, numbers and data.
  let showsDetails: Bool
  /// Whether questions leave room for answers.
  let leavesSpace: Bool
  private var usedMarks: Set<Int> = []
  /// The level of the last heading of the text.
  private(set) var sectionLevel = 1

  /// A writer for one page.
  package init(
    _ document: ResolvedDocument, fonts: MathFonts, showsDetails: Bool, leavesSpace: Bool
  ) {
    self.document = document
    self.showsDetails = showsDetails
    self.leavesSpace = leavesSpace
    formulas = FormulaMarkup(fonts: fonts)
  }

  /// The text with its notes.
  package mutating func body() throws -> Markup {
    var out = try markup(document.parts)
    if !document.notes.isEmpty {
      var items: [Markup] = []
      for (index, note) in document.notes.enumerated() {
        let back = Markup.element(
          "a", [("href", "#note-ref-\(index + 1)"), ("aria-label", "Back to the text")],
          Markup(text: "\u{21A9}\u{FE0E}"))
        items.append(
          .element(
            "li", [("id", "note-\(index + 1)")],
            try markup(note) + .element("p", [("class", "back")], back)))
      }
      out += .element(
        "section", [("class", "notes"), ("aria-labelledby", "notes")],
        .element("h2", [("id", "notes")], Markup(text: "Notes"))
          + .element("ol", [], items.joined()))
      headings.append((2, "notes", Markup(text: "Notes")))
    }
    return out
  }

  mutating func markup(_ parts: [Part]) throws -> Markup {
    var out: [Markup] = []
    for part in parts { out.append(try markup(part)) }
    return out.joined(separator: "\n")
  }

  private mutating func markup(_ part: Part) throws -> Markup {
    switch part {
    case .heading(let level, let content, let anchor):
      let words = try markup(content)
      headings.append((level, anchor, words))
      sectionLevel = level
      return .element("h\(min(level, 6))", [("id", anchor)], words)
    case .paragraph(let content): return .element("p", [], try markup(content))
    case .quote(let inner): return .element("blockquote", [], try markup(inner))
    case .list(let start, let isTight, let items):
      var attributes: [(String, String)] = []
      if let start, start != 1 { attributes = [("start", String(start))] }
      var out: [Markup] = []
      for item in items { out.append(.element("li", [], try itemMarkup(item, isTight))) }
      return .element(start == nil ? "ul" : "ol", attributes, out.joined(separator: "\n"))
    case .code(let text, let language):
      let known = language.prefix { $0.isLetter || $0.isNumber }
      let label = known.isEmpty ? "Code" : "Code in \(known)"
      return .element(
        "pre", [("tabindex", "0"), ("role", "region"), ("aria-label", label)],
        .element("code", [], Markup(text: text)))
    case .rule: return .void("hr")
    case .table(let alignments, let rows): return try table(alignments, rows)
    case .equation(let equation): return try self.equation(equation)
    case .figure(let figure): return try self.figure(figure)
    case .block(let block): return try self.block(block)
    }
  }

  private mutating func itemMarkup(_ parts: [Part], _ isTight: Bool) throws -> Markup {
    guard isTight else { return try markup(parts) }
    var out: [Markup] = []
    for part in parts {
      if case .paragraph(let content) = part {
        out.append(try markup(content))
      } else {
        out.append(try markup(part))
      }
    }
    return out.joined(separator: "\n")
  }

  private mutating func table(
    _ alignments: [BlockNode.Table.Alignment], _ rows: [[[Span]]]
  ) throws -> Markup {
    var lines: [Markup] = []
    for (index, row) in rows.enumerated() {
      var cells: [Markup] = []
      for (column, cell) in row.enumerated() {
        var attributes: [(String, String)] = index == 0 ? [("scope", "col")] : []
        let alignment = alignments.indices.contains(column) ? alignments[column] : .none
        if alignment == .right { attributes.append(("class", "n")) }
        if alignment == .center { attributes.append(("class", "c")) }
        cells.append(.element(index == 0 ? "th" : "td", attributes, try markup(cell)))
      }
      lines.append(.element("tr", [], cells.joined()))
    }
    let head = Markup.element("thead", [], lines.prefix(1).joined())
    let body = Markup.element("tbody", [], lines.dropFirst().joined(separator: "\n"))
    return scrolling(
      "Table", .element("table", [], head + (rows.count > 1 ? body : Markup(text: ""))))
  }

  /// A part that scrolls sideways by itself where the screen is narrow.
  func scrolling(_ label: String, _ content: Markup) -> Markup {
    .element(
      "div", [("class", "wide"), ("role", "region"), ("aria-label", label), ("tabindex", "0")],
      content)
  }

  private mutating func equation(_ equation: Part.Equation) throws -> Markup {
    let formula = try formulas.formula(equation.formula, isDisplay: true)
    guard let anchor = equation.anchor, let number = equation.number else {
      return .element(
        "div", [("class", "eq")],
        .element(
          "div",
          [("class", "eqm"), ("role", "group"), ("aria-label", "Equation"), ("tabindex", "0")],
          formula))
    }
    let label = "Equation \(number)"
    var side = Markup.element(
      "a", [("class", "no"), ("href", "#\(anchor)"), ("aria-label", label)],
      Markup(text: "(\(number))"))
    if let first = equation.claims.first,
      let entry = document.claims.first(where: { $0.anchor == first })
    {
      side += .element(
        "a",
        [
          ("class", entry.claim.holds ? "ck" : "ck no"), ("href", "#\(first)"),
          (
            "title",
            "residual \(significant(entry.claim.residual, digits: 2)), tolerance "
              + significant(entry.claim.tolerance, digits: 2)
          ),
        ],
        Markup(
          text: entry.claim.printed != nil ? "corrected" : entry.claim.holds ? "checked" : "fails"))
    }
    return .element(
      "div", [("class", "eq"), ("id", anchor)],
      .element(
        "div", [("class", "eqm"), ("role", "group"), ("aria-label", label), ("tabindex", "0")],
        formula) + .element("div", [("class", "eqs")], side))
  }

  // MARK: Running text

  mutating func markup(_ spans: [Span]) throws -> Markup {
    var out: [Markup] = []
    for span in spans { out.append(try markup(span)) }
    return out.joined()
  }

  private mutating func markup(_ span: Span) throws -> Markup {
    switch span {
    case .text(let text): return Markup(text: text)
    case .softBreak: return Markup(text: "\n")
    case .lineBreak: return .void("br")
    case .code(let text): return .element("code", [], Markup(text: text))
    case .emphasis(let inner): return .element("em", [], try markup(inner))
    case .strong(let inner): return .element("strong", [], try markup(inner))
    case .link(let target, let inner):
      return .element("a", [("href", target)], try markup(inner))
    case .formula(let formula):
      let markup = try formulas.formula(formula, isDisplay: false)
      // A formula as long as a narrow screen scrolls by itself there.
      let width = try formula.box(in: formulas.fonts, size: 1).width
      guard width > 12 else { return markup }
      return .element(
        "span", [("class", "im"), ("tabindex", "0"), ("role", "group"), ("aria-label", "Formula")],
        markup)
    case .number(let quotation):
      let source =
        "\(quotation.path) = \(quotation.value)"
        + (quotation.parameters.isEmpty ? "" : ", with \(quotation.parameters)")
      return .element(
        "data", [("value", String(quotation.value)), ("title", source)],
        Markup(number: quotation.text))
    case .citation(let places):
      let links = places.map { place in
        Markup.element(
          "a", [("href", "#ref-\(anchorName(document.works[place].key))")],
          Markup(text: document.works[place].label))
      }
      return Markup(text: "(") + links.joined(separator: "; ") + Markup(text: ")")
    case .footnote(let index):
      let number = index + 1
      var attributes = [("href", "#note-\(number)"), ("aria-label", "Note \(number)")]
      if usedMarks.insert(index).inserted { attributes.insert(("id", "note-ref-\(number)"), at: 0) }
      return .element("sup", [], .element("a", attributes, Markup(text: String(number))))
    }
  }

  // MARK: Figures

  private mutating func figure(_ figure: ShownFigure) throws -> Markup {
    let label = "Figure \(figure.number)"
    let caption = try markup(figure.caption)
    var content = Markup(
      trusted: svg(
        try scene(figure.drawn, figure, "g-" + figure.anchor),
        form: .inline(class: figure.isNarrow ? "f narrow" : "f")))
    content += Markup(text: "\n")
    if let slider = figure.slider { content += try self.slider(slider, of: figure) }
    content += .element(
      "figcaption", [("id", "caption-" + figure.anchor)],
      .element(
        "a", [("class", "number"), ("href", "#\(figure.anchor)")], Markup(text: label + "."))
        + Markup(text: " ") + .element("span", [], caption))
    let drawn = Markup.element("figure", [("id", figure.anchor)], content)
    return showsDetails ? drawn + details(of: figure, label: label) : drawn
  }

  private mutating func scene(
    _ drawn: DrawnFigure, _ figure: ShownFigure, _ id: String
  ) throws -> Scene {
    let size: SizeClass = figure.isNarrow ? .column : .text
    return colors.scene(
      light: try drawn.scene(size, .light, id), dark: try drawn.scene(size, .dark, id))
  }

  /// A control that moves through the frames; hidden until the script runs.
  private mutating func slider(
    _ slider: ShownFigure.Slider, of figure: ShownFigure
  ) throws -> Markup {
    let id = "g-" + figure.anchor
    var table = LineTable()
    for frame in slider.frames {
      let picture = svg(try scene(frame.drawn, figure, id), form: .inline(class: "f"))
      let lines = picture.split(separator: "\n", omittingEmptySubsequences: true)
      // All but the svg element itself, which stays.
      let inner = lines.dropFirst().dropLast().map(String.init)
      table.add(inner, caption: try markup(frame.caption).html, value: frame.value)
    }
    let packed = base64(gzipped(Array(table.json.utf8)) ?? [])
    frameBytes += packed.utf8.count
    let label = Markup.element(
      "label", [("for", "slide-" + figure.anchor)],
      Markup(text: slider.help + " ") + .element("code", [], Markup(text: slider.parameter)))
    return .element(
      "div",
      [
        ("class", "slide"), ("data-for", figure.anchor), ("hidden", ""), ("data-frames", packed),
      ],
      label
        + .void(
          "input",
          [
            ("type", "range"), ("id", "slide-" + figure.anchor), ("min", "0"),
            ("max", String(slider.frames.count - 1)), ("step", "1"),
            ("value", String(slider.start)), ("aria-valuetext", slider.frames[slider.start].value),
          ])
        + .element(
          "output", [("for", "slide-" + figure.anchor)],
          Markup(text: slider.frames[slider.start].value)))
  }

  private func details(of figure: ShownFigure, label: String) -> Markup {
    let drawn = figure.drawn
    var content = Markup.element("p", [], Markup(text: drawn.alternative))
    if !drawn.parameters.isEmpty {
      let rows = drawn.parameters.map { parameter in
        row(
          parameter.name,
          [parameter.value, parameter.range, parameter.help].map(Markup.init(text:)))
      }
      content += scrolling(
        "Parameters of \(label)",
        listing("Parameters", ["name", "value", "allowed", "meaning"], rows))
    }
    if !drawn.quantities.isEmpty {
      let rows = drawn.quantities.map { quantity in
        row(quantity.name, [Markup(number: significant(quantity.value, digits: 6))])
      }
      content += scrolling("Numbers of \(label)", listing("Numbers", ["name", "value"], rows))
    }
    content += .element(
      "p", [],
      Markup(text: "SHA-256 of the data: ") + .element("code", [], Markup(text: drawn.hash)))
    return .element(
      "details", [], .element("summary", [], Markup(text: "\(label) in numbers")) + content)
  }

  private func row(_ name: String, _ cells: [Markup]) -> Markup {
    .element(
      "tr", [],
      .element("th", [("scope", "row")], .element("code", [], Markup(text: name)))
        + cells.map { .element("td", [], $0) }.joined())
  }

  private func listing(_ caption: String, _ heads: [String], _ rows: [Markup]) -> Markup {
    let head = heads.map { Markup.element("th", [("scope", "col")], Markup(text: $0)) }.joined()
    return .element(
      "table", [],
      .element("caption", [], Markup(text: caption))
        + .element("thead", [], .element("tr", [], head))
        + .element("tbody", [], rows.joined(separator: "\n")))
  }
}

/// Frames of a picture that share most of their lines: each line once, and for each frame the
/// places of its lines.
private struct LineTable {
  private var lines: [String] = []
  private var places: [String: Int] = [:]
  private var frames: [[Int]] = []
  private var captions: [String] = []
  private var values: [String] = []

  mutating func add(_ picture: [String], caption: String, value: String) {
    frames.append(
      picture.map { line in
        if let place = places[line] { return place }
        places[line] = lines.count
        lines.append(line)
        return lines.count - 1
      })
    captions.append(caption)
    values.append(value)
  }

  /// The table as JSON that may stand in a script element.
  var json: String {
    func list(_ texts: [String]) -> String {
      "[" + texts.map(jsonString).joined(separator: ",") + "]"
    }
    let places = frames.map { "[" + $0.map(String.init).joined(separator: ",") + "]" }
    return "{\"l\":\(list(lines)),\"f\":[\(places.joined(separator: ","))],"
      + "\"c\":\(list(captions)),\"v\":\(list(values))}"
  }
}

/// A text as a JSON string without `<`, so that it may stand in a script element.
package func jsonString(_ text: String) -> String {
  var out = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": out += "\\\""
    case "\\": out += "\\\\"
    case "\n": out += "\\n"
    case "<": out += "\\u003c"
    case _ where scalar.value < 0x20:
      let digits = String(scalar.value, radix: 16)
      out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: out.unicodeScalars.append(scalar)
    }
  }
  return out + "\""
}
