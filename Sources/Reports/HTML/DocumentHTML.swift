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
  /// The pictures of files, as packed in the page.
  var fileBytes = 0
  /// The data to download, as packed in the page.
  var downloadBytes = 0
  /// Whether figures list parameters, numbers and data.
  let showsDetails: Bool
  /// Whether questions leave room for answers.
  let leavesSpace: Bool
  private var usedMarks: Set<Int> = []
  /// What a part of the document that goes elsewhere has with it; nil for a page.
  var exchange: Exchange?
  /// The fields for answers so far.
  var fields = AnswerFields()
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
    var out = leavesSpace && document.points != nil ? headFields() : Markup(text: "")
    if let address = document.front[.data] {
      out += .element(
        "p", [("class", "data")],
        Markup(text: document.language.word(.dataAt) + " ")
          + .element("a", [("href", address)], Markup(text: address)))
    }
    out += try markup(document.blocks)
    if !document.notes.isEmpty {
      var items: [Markup] = []
      for (index, note) in document.notes.enumerated() {
        let back = Markup.element(
          "a", [("href", "#note-ref-\(index + 1)"), ("aria-label", document.language.word(.back))],
          Markup(text: "\u{21A9}\u{FE0E}"))
        items.append(
          .element(
            "li", [("id", "note-\(index + 1)")],
            try markup(note) + .element("p", [("class", "back")], back)))
      }
      out += .element(
        "section", [("class", "notes"), ("aria-labelledby", "notes")],
        .element("h2", [("id", "notes")], Markup(text: document.language.word(.notes)))
          + .element("ol", [], items.joined()))
      headings.append((2, "notes", Markup(text: document.language.word(.notes))))
    }
    if fields.isUsed, leavesSpace { out += keptNote() }
    return out
  }

  mutating func markup(_ blocks: [Block]) throws -> Markup {
    var out: [Markup] = []
    for block in blocks {
      if case .leftOut = block.kind { continue }
      out.append(try SettingFault.placed(at: block.line) { try markup(block) })
    }
    return out.joined(separator: "\n")
  }

  private mutating func markup(_ block: Block) throws -> Markup {
    switch block.kind {
    case .heading(let level, let content, _):
      let words = try markup(content)
      let anchor = document.meanings.anchors[block.id] ?? ""
      headings.append((level, anchor, words))
      sectionLevel = level
      return .element("h\(min(level, 6))", [("id", anchor)], words)
    case .paragraph(let content): return .element("p", [], try markup(content))
    case .quote(let inner): return .element("blockquote", [], try markup(inner))
    case .list(let list):
      if let options = list.options { return try self.options(options, list, block) }
      var attributes: [(String, String)] = []
      if let start = list.start, start != 1 { attributes = [("start", String(start))] }
      var out: [Markup] = []
      for item in list.items { out.append(.element("li", [], try markup(item, list.isTight))) }
      return .element(list.start == nil ? "ul" : "ol", attributes, out.joined(separator: "\n"))
    case .code(let code): return self.code(code)
    case .rule: return .void("hr")
    case .table(let table):
      return try self.table(document.meanings.tables[block.id] ?? table, block)
    case .equation: return try equation(block)
    case .picture: return try figure(block)
    case .environment(let environment): return try self.environment(environment, block)
    case .leftOut: return Markup(text: "")
    }
  }

  /// The blocks of a list's item; the paragraphs of a tight list are no elements.
  mutating func markup(_ item: [Block], _ isTight: Bool) throws -> Markup {
    guard isTight else { return try markup(item) }
    var out: [Markup] = []
    for block in item {
      if case .paragraph(let content) = block.kind {
        out.append(try markup(content))
      } else {
        out.append(try markup(block))
      }
    }
    return out.joined(separator: "\n")
  }

  private func code(_ code: Block.Code) -> Markup {
    let known = code.language.prefix { $0.isLetter || $0.isNumber }
    let label =
      known.isEmpty
      ? document.language.word(.code) : "\(document.language.word(.codeIn)) \(known)"
    var out = Markup(text: "")
    for (index, line) in coloured(code).enumerated() {
      // The style sheet counts lines; numbers are not copied.
      let content = line.map { text, kind in
        kind == .plain
          ? Markup(text: text)
          : .element("span", [("class", String(kind.rawValue.prefix(3)))], Markup(text: text))
      }.joined()
      if let first = code.firstLine {
        out += .element("span", [("class", "ln"), ("data-n", String(first + index))], content)
      } else {
        out += content
      }
      out += Markup(text: "\n")
    }
    return .element(
      "pre", [("tabindex", "0"), ("role", "region"), ("aria-label", label)],
      .element("code", [], out))
  }

  private mutating func table(_ table: Block.Table, _ block: Block) throws -> Markup {
    let (alignments, rows) = (table.alignments, table.rows)
    var lines: [Markup] = []
    for (index, row) in rows.enumerated() {
      var cells: [Markup] = []
      for (column, cell) in row.enumerated() {
        var attributes: [(String, String)] = index == 0 ? [("scope", "col")] : []
        let alignment = alignments.indices.contains(column) ? alignments[column] : .none
        if alignment == .right { attributes.append(("class", "n")) }
        if alignment == .center { attributes.append(("class", "c")) }
        let decimals = table.decimals.indices.contains(column) ? table.decimals[column] : 0
        let words =
          index > 0 && decimals > 0 ? aligned(cell, decimals) : try markup(cell)
        cells.append(.element(index == 0 ? "th" : "td", attributes, words))
      }
      lines.append(.element("tr", [], cells.joined()))
    }
    let head = Markup.element("thead", [], lines.prefix(1).joined())
    let body = Markup.element("tbody", [], lines.dropFirst().joined(separator: "\n"))
    let content = head + (rows.count > 1 ? body : Markup(text: ""))
    guard let anchor = document.meanings.anchors[block.id] else {
      let look = table.isForm ? [("class", "boxes")] : []
      // Parts of a form are told apart by the question that each begins with.
      let first = rows.first?.dropFirst().first?.plainText ?? ""
      let label =
        table.isForm
        ? "\(document.language.word(.pointsHead)) \(first)" : document.language.word(.table)
      return scrolling(label, .element("table", look, content))
    }
    let label = "\(document.language.word(.table)) \(document.meanings.numbers[block.id] ?? "")"
    let caption = Markup.element(
      "caption", [],
      .element("a", [("class", "number"), ("href", "#\(anchor)")], Markup(text: label + "."))
        + Markup(text: " ") + (try markup(table.caption)))
    return scrolling(label, .element("table", [("id", anchor)], caption + content))
  }

  /// A number whose decimal sign stands below those of the other rows.
  private func aligned(_ cell: [Inline], _ decimals: Int) -> Markup {
    let text = cell.plainText
    let end = text.firstIndex(of: document.language.decimalSign) ?? text.endIndex
    return Markup(text: String(text[..<end]))
      + .element("span", [("class", "d\(decimals)")], Markup(text: String(text[end...])))
  }

  /// A part that scrolls sideways by itself where the screen is narrow.
  func scrolling(_ label: String, _ content: Markup) -> Markup {
    .element(
      "div", [("class", "wide"), ("role", "region"), ("aria-label", label), ("tabindex", "0")],
      content)
  }

  private mutating func equation(_ block: Block) throws -> Markup {
    guard let text = document.meanings.formulas[block.id] else { return Markup(text: "") }
    let formula = try formulas.formula(text, isDisplay: true)
    // The number stands in the formula there.
    if exchange != nil { return .element("p", [], formula) }
    let numbers = document.meanings.equationNumbers[block.id] ?? []
    let word = document.language.word(.equation)
    let label = numbers.first.map { word + " " + readOut($0) } ?? word
    let shown = Markup.element(
      "div", [("class", "eqm"), ("role", "group"), ("aria-label", label), ("tabindex", "0")],
      formula)
    guard let first = numbers.first else { return .element("div", [("class", "eq")], shown) }
    var links: [Markup] = []
    for (index, number) in numbers.enumerated() {
      let name = index == 0 ? [] : [("id", number.name)]
      links.append(
        .element(
          "a",
          name + [
            ("class", "no"), ("href", "#" + number.name),
            ("aria-label", word + " " + readOut(number)),
          ],
          try number.label.map { Markup(text: $0) }
            ?? formulas.formula(try MathText(number.formula), isDisplay: false)))
    }
    var side = links.joined()
    let rows = text.numberedRows
    if rows.contains(true) {
      // A row without a number keeps its place.
      var rest = links[...]
      side = rows.map {
        $0 ? rest.popFirst() ?? Markup(text: "") : .element("span", [], Markup(text: ""))
      }
      .joined()
    }
    if let checks = document.meanings.checks[block.id], let label = first.label,
      let mark = mark(of: checks, label: label)
    {
      side += mark
    }
    return .element(
      "div", [("class", "eq"), ("id", first.name)],
      shown + .element("div", [("class", rows.contains(true) ? "eqs rows" : "eqs")], side))
  }

  /// A number as it is read out.
  private func readOut(_ number: EquationNumber) -> String {
    number.label.map { _ in number.text } ?? (try? MathText(number.formula).words) ?? number.text
  }

  /// What was found about an equation: a link to its slip, or to the claim that checks it.
  private func mark(of checks: Meanings.Checks, label: String) -> Markup? {
    let slips = document.slips.filter { checks.slips.contains($0.anchor) }
    func isOwn(_ slip: Slip) -> Bool { document.meanings.words(of: slip.place) == label }
    // A slip in the equation itself counts before one in the words near it.
    if let slip = slips.first(where: isOwn) ?? slips.first {
      return .element(
        "a", [("class", "ck"), ("href", "#\(slip.anchor)")],
        Markup(text: isOwn(slip) ? slip.mark.rawValue : "note"))
    }
    let entries = document.claims.filter { checks.claims.contains($0.anchor) }
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

  /// A link; words alone where its place in the document is elsewhere.
  private func link(_ target: String, _ words: Markup) -> Markup {
    exchange != nil && target.hasPrefix("#") ? words : .element("a", [("href", target)], words)
  }

  mutating func markup(_ content: [Inline]) throws -> Markup {
    var out: [Markup] = []
    for inline in content { out.append(try markup(inline)) }
    return out.joined()
  }

  /// A computed number that says where it comes from.
  func quoted(_ quotation: Quotation) -> Markup {
    let source =
      "\(quotation.path) = \(quotation.value)"
      + (quotation.parameters.isEmpty
        ? "" : ", " + document.language.word(.with) + quotation.parameters)
    return .element(
      "data", [("value", String(quotation.value)), ("title", source)],
      Markup(trusted: document.language.decimal(quotation.numeral.html)))
  }

  private mutating func markup(_ inline: Inline) throws -> Markup {
    let meanings = document.meanings
    switch inline.kind {
    case .text(let text): return Markup(text: document.language.typeset(text))
    case .softBreak: return Markup(text: "\n")
    case .lineBreak: return .void("br")
    case .code(let text): return .element("code", [], Markup(text: text))
    case .emphasis(let inner): return .element("em", [], try markup(inner))
    case .strong(let inner): return .element("strong", [], try markup(inner))
    case .link(let target, let inner):
      return link(target, try markup(meanings.words[inline.id] ?? inner))
    case .formula:
      guard let formula = meanings.formulas[inline.id] else { return Markup(text: "") }
      let markup = try formulas.formula(formula, isDisplay: false)
      // A formula as long as a narrow screen scrolls by itself there.
      let width = try formula.box(in: formulas.fonts, size: 1).width
      guard width > 12 else { return markup }
      return .element(
        "span",
        [
          ("class", "im"), ("tabindex", "0"), ("role", "group"),
          ("aria-label", document.language.word(.formula)),
        ],
        markup)
    case .number:
      return meanings.quotations[inline.id].map(quoted) ?? Markup(text: "")
    case .citation:
      let links = (meanings.citations[inline.id] ?? []).map { place in
        link(
          "#ref-\(anchorName(document.works[place].key))",
          Markup(text: document.citationLabel(place)))
      }
      let marks = document.citationStyle.marks
      return Markup(text: marks.open) + links.joined(separator: marks.between)
        + Markup(text: marks.close)
    case .note:
      guard let number = meanings.notes[inline.id] else { return Markup(text: "") }
      if exchange != nil {
        exchange?.notes.append(number)
        return .element("sup", [], Markup(text: String(number)))
      }
      var attributes = [
        ("href", "#note-\(number)"), ("aria-label", "\(document.language.word(.note)) \(number)"),
      ]
      if usedMarks.insert(number).inserted {
        attributes.insert(("id", "note-ref-\(number)"), at: 0)
      }
      return .element("sup", [], .element("a", attributes, Markup(text: String(number))))
    case .blank(let width, let answer): return try blank(width, answer)
    }
  }
}
