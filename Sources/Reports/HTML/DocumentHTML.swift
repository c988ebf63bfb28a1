import Drawing
import Plotting
import Records
import Typesetting

/// Writes a resolved document as the body of a page.
package struct DocumentHTML {
  let document: ResolvedDocument
  var formulas: FormulaMarkup
  /// The pictures of the document's figures.
  let pictures: PagePictures
  let keep: Subject.Keep
  /// The headings of the table of contents, in order.
  package private(set) var headings: [(level: Int, anchor: String, words: Markup)] = []
  /// The captions of the frames of all sliders, as packed in the page.
  var captionBytes = 0
  /// The data to download, as packed in the page.
  var downloadBytes = 0
  /// Whether figures list parameters, numbers and data.
  let showsDetails: Bool
  /// Whether questions leave room for answers.
  let leavesSpace: Bool
  private var usedMarks: Set<Int> = []
  /// The level of the last heading of the text.
  private(set) var sectionLevel = 1

  /// A writer for one page.
  init(
    _ document: ResolvedDocument, pictures: PagePictures, keep: @escaping Subject.Keep,
    fonts: MathFonts, showsDetails: Bool, leavesSpace: Bool
  ) {
    self.document = document
    self.pictures = pictures
    self.keep = keep
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
    if let mark = mark(of: equation, label: "(\(number))") { side += mark }
    return .element(
      "div", [("class", "eq"), ("id", anchor)],
      .element(
        "div", [("class", "eqm"), ("role", "group"), ("aria-label", label), ("tabindex", "0")],
        formula) + .element("div", [("class", "eqs")], side))
  }

  /// What was found about an equation: a link to its slip, or to the claim that checks it.
  private func mark(of equation: Part.Equation, label: String) -> Markup? {
    let slips = document.slips.filter { equation.slips.contains($0.anchor) }
    // A slip in the equation itself counts before one in the words near it.
    if let slip = slips.first(where: { $0.place.plainText == label }) ?? slips.first {
      let isOwn = slip.place.plainText == label
      return .element(
        "a", [("class", "ck"), ("href", "#\(slip.anchor)")],
        Markup(text: isOwn ? slip.mark.rawValue : "note"))
    }
    let entries = document.claims.filter { equation.claims.contains($0.anchor) }
    guard let entry = entries.first(where: { !$0.claim.holds }) ?? entries.first else { return nil }
    let claim = entry.claim
    return .element(
      "a",
      [
        ("class", claim.holds ? "ck" : "ck no"), ("href", "#\(entry.anchor)"),
        (
          "title",
          "residual \(Numeral(claim.residual, significant: 2).plain), tolerance "
            + Numeral(claim.tolerance, significant: 2).plain
        ),
      ], Markup(text: claim.holds ? "checked" : "fails"))
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
        Markup(number: quotation.numeral))
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
}
