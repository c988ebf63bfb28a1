import Records

/// Writes parts of a resolved document as the Markdown of notebooks.
struct DocumentMarkdown {
  let document: ResolvedDocument
  let tex: PortableTeX
  /// The pictures that the Markdown written since `takePictures` shows, by the names of their files.
  private var pictures: [Attachment] = []
  /// The names that links lead to.
  private let linked: Set<String>

  init(_ document: ResolvedDocument) {
    self.document = document
    tex = PortableTeX(macros: document.macros)
    var linked: Set<String> = []
    let text = Text(blocks: document.blocks, notes: document.notes, nextID: 0)
    for case .inline(let inline) in text.nodes {
      if case .link(let target, _) = inline.kind { linked.insert(String(target.dropFirst())) }
    }
    self.linked = linked
  }

  /// The pictures written so far, which the next cell does not have.
  mutating func takePictures() -> [Attachment] {
    defer { pictures = [] }
    return pictures
  }

  // MARK: Blocks

  /// Blocks one after the other, an empty line between.
  mutating func markdown(_ blocks: [Block]) throws -> String {
    var parts: [String] = []
    for block in blocks {
      let part = try markdown(block)
      if !part.isEmpty { parts.append(part) }
    }
    return parts.joined(separator: "\n\n")
  }

  mutating func markdown(_ block: Block) throws -> String {
    switch block.kind {
    case .heading(let level, let content, _):
      return anchor(of: block)
        + String(repeating: "#", count: min(level, 6)) + " "
        + line(content)
    case .paragraph(let content): return DocumentMarkdown.guarded(words(content))
    case .quote(let inner): return indented(try markdown(inner), by: "> ")
    case .list(let list): return try markdown(list)
    case .code(let code): return fenced(code)
    case .rule: return "***"
    case .table(let table):
      return markdown(document.meanings.tables[block.id] ?? table, block)
    case .equation:
      guard let formula = document.meanings.formulas[block.id] else { return "" }
      // Markdown ends a formula at an empty line.
      let lines = tex.tex(formula).split(separator: "\n").filter { !$0.trimmed.isEmpty }
      let rows = (document.meanings.equationNumbers[block.id] ?? []).dropFirst()
      let names = rows.map(\.name).filter(linked.contains)
      return anchor(of: block) + names.map { "<a id=\"\($0)\"></a>\n\n" }.joined() + "$$\n"
        + lines.joined(separator: "\n") + "\n$$"
    case .picture: return try figure(block)
    case .environment(let environment): return try markdown(environment, block)
    case .leftOut: return ""
    }
  }

  private mutating func markdown(_ list: Block.List) throws -> String {
    var items: [String] = []
    for (index, item) in list.items.enumerated() {
      let mark = list.start.map { "\($0 + index). " } ?? "- "
      let box = list.options == nil ? "" : list.options?.isRight(index) == true ? "[x] " : "[ ] "
      let content = try markdown(item)
      let rest = indented(content, by: String(repeating: " ", count: mark.count))
      items.append(mark + box + rest.dropFirst(mark.count))
    }
    return items.joined(separator: list.isTight ? "\n" : "\n\n")
  }

  /// Code between fences that are longer than any in it.
  func fenced(_ code: Block.Code) -> String {
    var fence = "```"
    let text = code.filled ?? code.text
    while text.contains(fence) { fence += "`" }
    return "\(fence)\(code.language)\n\(text)\(fence)"
  }

  private func markdown(_ table: Block.Table, _ block: Block) -> String {
    var lines: [String] = []
    for (index, row) in table.rows.enumerated() {
      lines.append("| " + row.map { line($0, inCell: true) }.joined(separator: " | ") + " |")
      guard index == 0 else { continue }
      let marks = row.indices.map { column in
        switch table.alignment(of: column) {
        case .none: "---"
        case .left: ":--"
        case .center: ":-:"
        case .right: "--:"
        }
      }
      lines.append("|" + marks.joined(separator: "|") + "|")
    }
    let content = lines.joined(separator: "\n")
    guard let number = document.meanings.numbers[block.id] else { return content }
    let label = "\(document.word(.table)) \(number)"
    return anchor(of: block) + "**\(label).** " + line(table.caption) + "\n\n" + content
  }

  private mutating func figure(_ block: Block) throws -> String {
    guard let shown = try document.attached(block) else { return "" }
    pictures.append(shown.picture)
    let words = escaped(shown.alternative).replacing("\n", with: " ")
    return anchor(of: block)
      + "![\(words)](attachment:\(shown.picture.name))\n\n**\(shown.label).** "
      + line(shown.caption)
  }

  private mutating func markdown(
    _ environment: Block.Environment, _ block: Block
  ) throws -> String {
    let content = { (writer: inout DocumentMarkdown) in try writer.markdown(environment.content) }
    switch environment.kind {
    case .question, .choice, .columns, .column: return try content(&self)
    case .hint:
      let title =
        document.title(of: environment).map { line($0) } ?? escaped(document.word(.hint))
      return anchor(of: block)
        + "<details><summary>\(title)</summary>\n\n\(try content(&self))\n\n</details>"
    case .numeric, .blank:
      let asked = try content(&self)
      let answer = numeric(block)
      return [asked, answer].filter { !$0.isEmpty }.joined(separator: "\n\n")
    case .solution, .marking, .note, .remark, .proof, .theorem, .lemma, .proposition, .corollary,
      .definition, .example, .exercise, .algorithm:
      let text = anchor(of: block) + "**\(document.label(of: environment, block) { line($0) }).**"
      let rest = try content(&self)
      let isParagraph =
        if case .paragraph? = environment.content.first?.kind { true } else { false }
      return text + (isParagraph ? " " : "\n\n") + rest
    case .bibliography: return bibliography()
    case .claims: return claims()
    case .errata: return errata()
    case .data: return ""
    }
  }

  /// The value and tolerance of a number to find; empty where they are left out.
  func numeric(_ block: Block) -> String {
    guard let key = document.meanings.numerics[block.id] else { return "" }
    let language = document.language
    let margin = key.written(in: language)
    let unit = document.meanings.units[block.id].map { " " + line($0) } ?? ""
    return "**\(language.word(.answerLabel))** \(language.decimal(key.numeral.plain))\(unit) "
      + "(\(language.word(.tolerance)) \(language.decimal(margin.numeral.plain))\(margin.sign))"
  }

  private func bibliography() -> String {
    document.works.enumerated().map { index, work in
      let entry = work.entry(in: document.language)
      var line = "- <a id=\"\(work.anchor)\"></a>"
      if document.citationStyle == .numeric { line += "\\[\(document.citationLabel(index))\\] " }
      line += escaped(entry.authors) + "*\(ofDollars(entry.title))*"
      for part in WorkPart.parts(entry.rest) {
        switch part {
        case .words(let words): line += ofDollars(words)
        case .address(let address): line += "<\(address)>"
        }
      }
      return line + (work.otherAddress.map { " <\($0)>" } ?? "")
    }.joined(separator: "\n")
  }

  private func claims() -> String {
    document.claims.map { entry in
      "- **\(escaped(entry.place.words)).** \(line(entry.statement)) "
        + "*(\(document.word(entry.claim.holds ? .holds : .fails)))*"
    }.joined(separator: "\n")
  }

  private func errata() -> String {
    document.slips.map { slip in
      "- **\(line(slip.place)).** \(line(slip.holds)) *(\(document.word(.printed))* \(line(slip.printed))"
        + "*; \(document.word(slip.mark.word)))*"
    }.joined(separator: "\n")
  }

  /// The notes, in the order of their numbers; empty for none.
  mutating func notes() throws -> String {
    var out: [String] = []
    for (index, note) in document.notes.enumerated() {
      let mark = "\(index + 1). "
      let content = indented(try markdown(note), by: "   ")
      out.append(mark + "<a id=\"note-\(index + 1)\"></a>" + content.dropFirst(3))
    }
    return out.joined(separator: "\n")
  }

  /// A place that links lead to, where one does.
  private func anchor(of block: Block) -> String {
    guard let name = document.meanings.anchors[block.id], linked.contains(name) else { return "" }
    return "<a id=\"\(name)\"></a>\n\n"
  }

  private func indented(_ text: String, by mark: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? String(mark.reversed().drop { $0 == " " }.reversed()) : mark + $0 }
      .joined(separator: "\n")
  }

  // MARK: Running text

  /// Running text in one line.
  func line(_ content: [Inline], inCell: Bool = false) -> String {
    words(content, inCell: inCell).replacing("\\\n", with: " ").replacing("\n", with: " ")
  }

  func words(_ content: [Inline], inCell: Bool = false) -> String {
    content.map { words($0, inCell) }.joined()
  }

  private func words(_ inline: Inline, _ inCell: Bool) -> String {
    let meanings = document.meanings
    switch inline.kind {
    case .text(let text):
      let out = escaped(document.language.typeset(text))
      return inCell ? out.replacing("|", with: "\\|") : out
    case .softBreak: return "\n"
    case .lineBreak: return "\\\n"
    case .code(let text):
      var fence = "`"
      while text.contains(fence) { fence += "`" }
      let space = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
      let code = inCell ? text.replacing("|", with: "\\|") : text
      return fence + space + code + space + fence
    case .emphasis(let inner): return "*" + words(inner, inCell: inCell) + "*"
    case .strong(let inner): return "**" + words(inner, inCell: inCell) + "**"
    case .link(let target, let inner):
      let text = words(meanings.words[inline.id] ?? inner, inCell: inCell)
      return "[\(text)](\(target.contains { "()<>".contains($0) } ? "<\(target)>" : target))"
    case .formula:
      guard let formula = meanings.formulas[inline.id] else { return "" }
      let source = tex.tex(formula).replacing("\n", with: " ")
      // A bar would end the cell.
      return "$"
        + (inCell
          ? source.replacing("\\|", with: "\\Vert ").replacing("|", with: "\\vert ") : source)
        + "$"
    case .number:
      return meanings.quotations[inline.id].map { document.language.decimal($0.numeral.plain) }
        ?? ""
    case .citation(let citation):
      return document.parts(of: citation, id: inline.id).map { part in
        switch part {
        case .words(let inner): words(inner, inCell: inCell)
        case .text(let text): escaped(text)
        case .work(let label, let anchor): "[\(escaped(label))](#\(anchor))"
        }
      }.joined()
    case .note:
      return meanings.notes[inline.id].map { "<sup>[\($0)](#note-\($0))</sup>" } ?? ""
    case .blank(_, let answer):
      return answer.isEmpty ? "\\_\\_\\_\\_\\_\\_\\_\\_" : "<u>\(words(answer, inCell: inCell))</u>"
    }
  }

  /// Words with formulas between dollar signs, as bibliographies have them.
  private func ofDollars(_ source: String) -> String {
    let pieces = (try? dollarPieces(source)) ?? [.words(source)]
    return pieces.map { piece in
      switch piece {
      case .words(let words): escaped(words)
      case .formula(let tex): "$\(tex)$"
      }
    }.joined()
  }

  /// Text whose characters mean themselves.
  func escaped(_ text: String) -> String {
    var out = ""
    for character in text {
      if character == "&" {
        out += "&amp;"
        continue
      }
      if "\\`*_[]<>$~".contains(character) { out.append("\\") }
      out.append(character)
    }
    return out
  }

  /// A paragraph none of whose lines begins a heading, a list or the like.
  static func guarded(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let digits = line.prefix { $0.isNumber && $0.isASCII }
      let rest = line.dropFirst(digits.count)
      if !digits.isEmpty, let sign = rest.first, ".)".contains(sign),
        rest.dropFirst().first.map(\.isWhitespace) ?? true
      {
        return digits + "\\" + rest
      }
      return line.first.map { "#+-=:".contains($0) } == true ? "\\" + line : String(line)
    }.joined(separator: "\n")
  }
}
