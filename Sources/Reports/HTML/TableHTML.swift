extension DocumentHTML {
  /// A table of the text.
  ///
  /// Where a page is narrower than the table, each row stands as a stack of cells under their heads.
  mutating func table(_ table: Block.Table, _ block: Block) throws -> Markup {
    let rows = table.rows
    var lines: [Markup] = []
    var heads: [Markup] = []
    for (index, row) in rows.enumerated() {
      var cells: [Markup] = []
      for (column, cell) in row.enumerated() {
        let alignment = table.alignment(of: column)
        // Formulas alone are no head for readers of screens.
        let isUnnamed =
          index == 0 && cell.contains(where: \.isFormula) && !cell.contains(where: \.hasLetters)
        let attributes = [
          ("scope", index == 0 ? "col" : nil),
          ("class", alignment == .right ? "n" : alignment == .center ? "c" : nil),
          ("aria-label", isUnnamed ? document.meanings.words(of: cell) : nil),
        ]
        let decimals = table.decimals(of: column)
        let words =
          table.isForm && cell.isEmpty && exchange == nil
          ? Markup.element("span", [("class", "unseen")], Markup(text: document.word(.toFill)))
          : index > 0 && decimals > 0 ? aligned(cell, decimals) : try markup(cell)
        if index == 0 { heads.append(words) }
        let head =
          index > 0 && !table.isForm && exchange == nil && heads.indices.contains(column)
            && !heads[column].html.isEmpty
          ? Markup.element("span", [("class", "h")], heads[column].twin) : Markup(text: "")
        cells.append(.element(index == 0 ? "th" : "td", attributes, head + words))
      }
      lines.append(.element("tr", [], cells.joined()))
    }
    let head = Markup.element("thead", [], lines.prefix(1).joined())
    let body = Markup.element("tbody", [], lines.dropFirst().joined(separator: "\n"))
    let content = head + (rows.count > 1 ? body : Markup(text: ""))
    let stack = table.isForm ? nil : try stackClass(table)
    guard let anchor = document.meanings.anchors[block.id] else {
      let look = table.isForm ? "boxes" : stack
      // Parts of a form are told apart by the question that each begins with.
      let first = rows.first?.dropFirst().first?.plainText ?? ""
      let label =
        table.isForm
        ? "\(document.word(.pointsHead)) \(first)" : tableName(rows.first ?? [])
      return scrolling(label, .element("table", [("class", look)], content))
    }
    let label = "\(document.word(.table)) \(document.meanings.numbers[block.id] ?? "")"
    let caption = Markup.element(
      "caption", [],
      numberLink(label, anchor) + (try markup(table.caption)))
    return scrolling(
      label,
      .element("table", [("id", anchor), ("class", stack)], caption + content))
  }

  /// What a caption begins with: a label that leads to where it stands.
  func numberLink(_ label: String, _ anchor: String) -> Markup {
    let words = Markup(text: label + ".")
    guard exchange == nil else { return words + Markup(text: " ") }
    return .element("a", [("class", "number"), ("href", "#\(anchor)")], words) + Markup(text: " ")
  }

  /// The name of a table without a number: by its heads, counted where two have the same.
  mutating func tableName(_ heads: [[Inline]]) -> String {
    let words = heads.map { document.meanings.words(of: $0).trimmed }.filter { !$0.isEmpty }
    var name = document.word(.table)
    let colon = document.language == .french ? "\u{A0}: " : ": "
    if !words.isEmpty { name += colon + words.joined(separator: ", ") }
    return regionName(name)
  }

  /// At which width of the page a table is stacked; nil for never.
  ///
  /// That is `t0` and `t1` below 20, `t2` below 28, `t3` below 44 ems. In a column all but `t0` are.
  private mutating func stackClass(_ table: Block.Table) throws -> String? {
    let columns = table.rows.map(\.count).max() ?? 0
    guard columns > 1 else { return nil }
    // A letter is about half an em; long cells wrap, and are as wide as their words need at least.
    var width = 0.0
    for column in 0..<columns {
      let cells = table.rows.compactMap { $0.indices.contains(column) ? $0[column] : nil }
      var needed = 0
      for cell in cells {
        let words = document.meanings.words(of: cell)
        needed = max(needed, min(words.count, 16))
        // Code is broken anywhere, words only where they may be divided.
        guard words.count > 16, !cell.contains(where: \.isCode) else { continue }
        let parts = try divided(words).split { " -\u{AD}\u{A0}".contains($0) }
        needed = max(needed, parts.map(\.count).max() ?? 0)
      }
      let hasField = cells.joined().contains { if case .blank = $0.kind { true } else { false } }
      // Two fields beside a number have room in a column of the text.
      width += (hasField ? columns == 3 ? 6.5 : 9 : Double(needed) * 0.5) + 1
    }
    if width > 36 { return "t3" }
    if width > 24 { return "t2" }
    if width > 17 { return "t1" }
    return width > 14 ? "t0" : nil
  }

  /// A number whose decimal sign stands below those of the other rows.
  private func aligned(_ cell: [Inline], _ decimals: Int) -> Markup {
    let text = cell.plainText
    // What says that a number is missing has no decimals beside it.
    guard text.contains(where: \.isNumber) else { return Markup(text: text) }
    let end = text.firstIndex(of: document.language.decimalSign) ?? text.endIndex
    return Markup(text: String(text[..<end]))
      + .element("span", [("class", "d\(decimals)")], Markup(text: String(text[end...])))
  }

  /// A part that scrolls sideways by itself where it is wider than the page.
  func scrolling(_ label: String, _ content: Markup) -> Markup {
    .element("div", [("class", "wide"), ("role", "region"), ("aria-label", label)], content)
  }
}

extension Inline {
  /// Whether it is code, or holds some.
  fileprivate var isCode: Bool {
    if case .code = kind { true } else { inner.contains(where: \.isCode) }
  }

  /// Whether it is words, or holds some.
  fileprivate var hasLetters: Bool {
    switch kind {
    case .text(let text), .code(let text): text.contains(where: \.isLetter)
    default: inner.contains(where: \.hasLetters)
    }
  }
}
