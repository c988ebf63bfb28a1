import Records
import Typesetting

/// Writes a resolved document as the body of a page.
package struct DocumentHTML {
  let document: ResolvedDocument
  var formulas: FormulaMarkup
  /// The pictures of the document's figures.
  var pictures = PagePictures()
  /// The headings of the table of contents, in order.
  package private(set) var headings: [(level: Int, anchor: String, words: Markup)] = []
  /// The captions of the frames of all sliders, as packed in the page.
  var captionBytes = 0
  /// The pictures of files, as packed in the page.
  var fileBytes = 0
  /// The data to download, as packed in the page.
  var downloadBytes = 0
  /// Whether figures list parameters, numbers and data.
  var showsDetails = false
  /// Whether questions leave room for answers.
  var leavesSpace = false
  private(set) var usedMarks: Set<Int> = []
  /// What a part of the document that goes elsewhere has with it; nil for a page.
  var exchange: Exchange?
  /// What the figures of a slide are there, by the ids of their blocks; nil for a page.
  var slidePlaces: [Int: SlidePlace]?
  /// The fields for answers so far.
  var fields = AnswerFields()
  /// How often a name was given to regions without a number: tables and code.
  private(set) var regionNames: [String: Int] = [:]
  /// The level of the last heading of the text.
  private(set) var sectionLevel = 1
  /// What divides long words.
  lazy var softHyphens = SoftHyphens(language: document.language.rawValue)

  /// The text with its notes.
  package mutating func body() throws -> Markup {
    var out = leavesSpace && document.points != nil ? headFields() : Markup(text: "")
    if let address = document.front[.data] {
      out += .element(
        "p", [("class", "data")],
        Markup(text: document.word(.dataAt) + " ")
          + .element("a", [("href", address)], Markup(text: address)))
    }
    out += try markup(document.blocks)
    if !document.notes.isEmpty {
      var items: [Markup] = []
      for (index, note) in document.notes.enumerated() {
        let back = Markup.element(
          "a", [("href", "#note-ref-\(index + 1)"), ("aria-label", document.word(.back))],
          Markup(text: "\u{21A9}\u{FE0E}"))
        items.append(
          .element(
            "li", [("id", "note-\(index + 1)")],
            try markup(note) + .element("p", [("class", "back")], back)))
      }
      out += .element(
        "section", [("class", "notes"), ("aria-labelledby", "notes")],
        .element("h2", [("id", "notes")], Markup(text: document.word(.notes)))
          + .element("ol", [], items.joined()))
      headings.append((2, "notes", Markup(text: document.word(.notes))))
    }
    if fields.isUsed, leavesSpace { out += keptNote() }
    return out
  }

  mutating func markup(_ blocks: [Block]) throws -> Markup {
    var out: [Markup] = []
    for block in blocks where !block.isLeftOut {
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
      let start = list.start == 1 ? nil : list.start.map(String.init)
      var out: [Markup] = []
      for item in list.items { out.append(.element("li", [], try markup(item, list.isTight))) }
      return .element(
        list.start == nil ? "ul" : "ol", [("start", start)], out.joined(separator: "\n"))
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

  /// A name that no other region of the page has: counted where it is given again.
  mutating func regionName(_ name: String) -> String {
    regionNames[name, default: 0] += 1
    let count = regionNames[name, default: 1]
    return count == 1 ? name : "\(name) (\(count))"
  }

  private mutating func code(_ code: Block.Code) -> Markup {
    let known = String(code.language.prefix { $0.isLetter || $0.isNumber })
    let label = regionName(
      known.isEmpty
        ? document.word(.code)
        : "\(document.word(.codeIn)) \(DocumentLanguage.programming(known))")
    var out = Markup(text: "")
    // Keys of what goes elsewhere are for whoever marks.
    exchange?.blanks += code.keys.map { [Inline(id: -1, line: 1, kind: .code($0))] }
    for (index, line) in coloured(code, showsKeys: exchange == nil).enumerated() {
      // The style sheet counts lines; numbers are not copied.
      let content = line.map { text, kind in
        kind == .plain
          ? Markup(text: text)
          : .element("span", [("class", String(kind.rawValue.prefix(3)))], Markup(text: text))
      }.joined()
      var whole = content
      if let first = code.firstLine {
        whole = .element("span", [("class", "ln"), ("data-n", String(first + index))], content)
      }
      whole += Markup(text: "\n")
      // On slides a long line goes on further right than it begins.
      out += slidePlaces == nil ? whole : .element("span", [("class", "l")], whole)
    }
    return .element(
      "pre", [("role", "region"), ("aria-label", label)],
      .element("code", [], out))
  }

  // MARK: Running text

  /// A link; words alone where its place in the document is elsewhere.
  ///
  /// A label keeps to one line.
  private func link(_ target: String, _ words: Markup, isLabel: Bool = false) -> Markup {
    guard exchange == nil || !target.hasPrefix("#") else { return words }
    let page = pageName(ofLink: target)
    let file = page.flatMap { document.subject.pages[$0] } ?? page
    let address = file.map { $0 + target.dropFirst(page?.count ?? 0) } ?? target
    let style = isLabel ? [("class", "g")] : []
    return .element("a", [("href", address)] + style, words)
  }

  mutating func markup(_ content: [Inline]) throws -> Markup {
    var out: [Markup] = []
    for (index, inline) in content.enumerated() {
      var shown = try markup(inline)
      if exchange == nil {
        // Signs that follow a formula or room for words stay on its line.
        if index > 0, content[index - 1].isFormula || content[index - 1].isBlank,
          case .text(let text) = inline.kind,
          let last = out.last
        {
          let typeset = document.language.typeset(text)
          let signs = typeset.prefix { "\u{A0}\u{202F}.,;:!?)]’”»%‰".contains($0) }
          if !signs.isEmpty {
            out[out.count - 1] = last.glued(to: String(signs))
            shown = Markup(text: try divided(String(typeset.dropFirst(signs.count))))
          }
        }
        if inline.isFormula, let last = out.last {
          (out[out.count - 1], shown) = Markup.joining(last, shown)
        }
      }
      out.append(shown)
    }
    return out.joined()
  }

  /// A text with its long words divided where it stands on a page.
  mutating func divided(_ text: String) throws -> String {
    exchange == nil && slidePlaces == nil ? try softHyphens.divided(text) : text
  }

  /// A computed number that says where it comes from and what stands behind it.
  func quoted(_ quotation: Quotation) -> Markup {
    let source =
      "\(quotation.path) = \(quotation.value)"
      + (quotation.parameters.isEmpty
        ? "" : ", " + document.word(.with) + quotation.parameters)
    let number = Markup.element(
      "data", [("value", String(quotation.value)), ("title", source)],
      Markup(trusted: document.language.decimal(quotation.numeral.html)))
    guard exchange == nil, let evidence = quotation.evidence else { return number }
    return number + mark(of: evidence)
  }

  private mutating func markup(_ inline: Inline) throws -> Markup {
    let meanings = document.meanings
    switch inline.kind {
    case .text(let text): return Markup(text: try divided(document.language.typeset(text)))
    case .softBreak: return Markup(text: "\n")
    case .lineBreak: return .void("br")
    case .code(let text): return .element("code", [], Markup(text: text))
    case .emphasis(let inner): return .element("em", [], try markup(inner))
    case .strong(let inner): return .element("strong", [], try markup(inner))
    case .link(let target, let inner):
      let label = meanings.label(of: inline)
      return link(target, try markup(meanings.words[inline.id] ?? inner), isLabel: label != nil)
    case .formula:
      guard let formula = meanings.formulas[inline.id] else { return Markup(text: "") }
      return try formulas.formula(formula, isDisplay: false)
    case .number:
      return meanings.quotations[inline.id].map(quoted) ?? Markup(text: "")
    case .citation(let citation):
      var out = Markup(text: "")
      for part in document.parts(of: citation, id: inline.id) {
        switch part {
        case .words(let words): out += try markup(words)
        case .text(let text): out += Markup(text: text)
        case .work(let label, let anchor): out += link("#" + anchor, Markup(text: label))
        }
      }
      return out
    case .note:
      guard let number = meanings.notes[inline.id] else { return Markup(text: "") }
      if exchange != nil {
        exchange?.notes.append(number)
        return .element("sup", [], Markup(text: String(number)))
      }
      let isFirst = usedMarks.insert(number).inserted
      let attributes = [
        ("id", isFirst ? "note-ref-\(number)" : nil), ("href", "#note-\(number)"),
        ("aria-label", "\(document.word(.note)) \(number)"),
      ]
      let mark = Markup.element(
        "sup", [], .element("a", attributes, Markup(text: String(number))))
      // On wide pages a short note stands beside its line as well.
      guard isFirst, case .paragraph(let words)? = document.notes[number - 1].first?.kind,
        document.notes[number - 1].count == 1
      else { return mark }
      // Calls within it count where the note stands.
      let used = usedMarks
      let twin = try markup(words).twin
      usedMarks = used
      return mark
        + .element(
          "small", [("class", "side")],
          .element("sup", [], Markup(text: String(number))) + Markup(text: " ") + twin)
    case .blank(let width, let answer): return try blank(width, answer)
    }
  }
}
