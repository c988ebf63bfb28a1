internal import CMark

/// Reads what a cut has left of a source.
///
/// - Parameter table: The table of a file, by its name and the line that names it.
/// - Throws: `LineError` for the first fault of it.
func text(
  of cut: SourceCut, table: (String, _ line: Int) throws(LineError) -> TableFile
) throws(LineError) -> Text {
  let own = MarkdownExtension(cut)
  return try own.parse { root throws(LineError) in
    var tables: [String: TableFile] = [:]
    for (name, line) in own.tables { tables[name] = try table(name, line) }
    var reader = MarkdownReader(own: own, tables: tables)
    let blocks = try reader.children(root, 0)
    return Text(blocks: blocks, notes: reader.notes, nextID: reader.nextID)
  }
}

/// Turns the nodes of cmark-gfm into the tree.
struct MarkdownReader {
  let own: MarkdownExtension
  /// The tables of files, by their names.
  let tables: [String: TableFile]
  var notes: [[Block]] = []
  var nextID = 0
  /// The line that running text has reached.
  var line = 1

  static let maximumDepth = 40

  mutating func block(_ line: Int, _ kind: Block.Kind) -> Block {
    nextID += 1
    return Block(id: nextID - 1, line: line, kind: kind)
  }

  private mutating func environment(
    _ line: Int, _ kind: EnvironmentKind, _ attributes: Attributes, _ content: [Block]
  ) -> Block {
    let inner = Block.Environment(kind: kind, attributes: attributes, content: content)
    return block(line, .environment(inner))
  }

  mutating func inline(_ line: Int, _ kind: Inline.Kind) -> Inline {
    nextID += 1
    return Inline(id: nextID - 1, line: line, kind: kind)
  }

  // MARK: Blocks

  mutating func children(_ node: OpaquePointer, _ depth: Int) throws(LineError) -> [Block] {
    var out: [Block] = []
    for child in Children(node) {
      for block in try blocks(child, depth) {
        try refuseCaption(out.last, before: block)
        if let captioned = try captioned(out.last, by: block) {
          out[out.count - 1] = captioned
        } else if let row = inRow(out.last, with: block) {
          out[out.count - 1] = row
        } else {
          out.append(block)
        }
      }
    }
    return out
  }

  private mutating func blocks(
    _ node: OpaquePointer, _ depth: Int
  ) throws(LineError) -> [Block] {
    let line = own.line(of: node)
    guard depth < MarkdownReader.maximumDepth else {
      throw LineError(line, "lists and quotations are nested too deeply")
    }
    if let found = own.found(node) { return [try block(found, node, line, depth)] }
    switch cmark_node_get_type(node) {
    case CMARK_NODE_PARAGRAPH: return try paragraph(node, line)
    case CMARK_NODE_HEADING: return [try heading(node, line)]
    case CMARK_NODE_BLOCK_QUOTE: return [block(line, .quote(try children(node, depth + 1)))]
    case CMARK_NODE_LIST:
      let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
      var items: [[Block]] = []
      let lines = Children(node).map { own.line(of: $0) }
      for item in Children(node) { items.append(try children(item, depth + 2)) }
      var list = Block.List(
        start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil,
        isTight: cmark_node_get_list_tight(node) != 0, items: items)
      list.options = try options(lines, items)
      return [block(line, .list(list))]
    case CMARK_NODE_CODE_BLOCK:
      let info = String(cString: cmark_node_get_fence_info(node))
      return [block(line, .code(try code(literal(node), info, line)))]
    case CMARK_NODE_THEMATIC_BREAK:
      let dashes = own.cut.lines[line - own.cut.firstLine].split(separator: 0x20)
      guard dashes.count < 2 || dashes.contains(where: { $0.count < 2 || $0.first != 0x2D }) else {
        throw LineError(line, "these dashes make no table; write | a | b |, then |---|---|")
      }
      return [block(line, .rule)]
    case CMARK_NODE_FOOTNOTE_DEFINITION:
      notes.append(try children(node, depth + 1))
      return []
    case CMARK_NODE_HTML_BLOCK where MarkdownReader.isComment(literal(node)): return []
    default:
      throw LineError(
        line,
        "raw HTML is not allowed; write Markdown, `code` or a comment alone, as <!-- words -->")
    }
  }

  private mutating func block(
    _ found: MarkdownExtension.Found, _ node: OpaquePointer, _ line: Int, _ depth: Int
  ) throws(LineError) -> Block {
    switch found {
    case .environment(let environment):
      var content = try children(node, depth)
      if environment.kind == .choice { try check(environment, &content) }
      if environment.kind == .columns {
        for inner in content where !inner.isColumn {
          throw LineError(
            inner.line, "this stands in columns, but in none of them; write ::: column before it")
        }
        guard (2...4).contains(content.count) else {
          throw LineError(environment.line, "columns are two to four; write ::: column before each")
        }
      }
      guard environment.kind.hasContent || content.isEmpty else {
        throw LineError(
          environment.line, "the block '\(environment.kind.rawValue)' takes no text")
      }
      return self.environment(line, environment.kind, environment.attributes, content)
    case .leftOut(let numbered): return block(line, .leftOut(numbered))
    case .room(let environment):
      let content = block(line, .leftOut(environment.hidden ?? Numbered()))
      return self.environment(line, environment.kind, environment.attributes, [content])
    case .display:
      let bytes = Array(literal(node).utf8)[...]
      let read = try Syntax.display(bytes, line: line)
      guard bytes[read.end...].allSatisfy(Ascii.isSpace) else {
        throw LineError(
          line + Syntax.newlines(bytes[..<read.end]),
          "text stands behind a displayed formula; begin it on a line of its own")
      }
      return block(line, .equation(read.tex, read.attributes))
    case .picture(var picture?, _):
      picture.caption = try running(node, line)
      try refuseBlanks(in: picture.caption, "a caption")
      guard picture.scheme == "table" else { return block(line, .picture(picture)) }
      var source = TableSource(file: nil, picture: picture)
      source.picture.caption = []
      if TableSource.isFile(picture.target) {
        try picture.settings.allow([], of: "a table of a file")
        guard let file = tables[picture.target] else {
          throw LineError(line, "the table \(quoted(picture.target)) cannot be read")
        }
        source.file = file
      }
      return block(
        line,
        .table(
          Block.Table(
            alignments: [], rows: [], caption: picture.caption, attributes: picture.attributes,
            source: source)))
    case .table(let alignments):
      var rows: [[[Inline]]] = []
      for row in Children(node) {
        try refuseForeign(row, own.line(of: row))
        var cells: [[Inline]] = []
        for cell in Children(row) { cells.append(try running(cell, own.line(of: cell))) }
        rows.append(cells)
      }
      return block(line - 1, .table(Block.Table(alignments: alignments, rows: rows)))
    case .picture, .row, .cell, .formula, .equation, .number, .citation, .attributes, .blank,
      .address:
      throw LineError(
        line,
        "this picture never ends; write ![caption](figure:id){#name} or ![caption](photo.png), or \\![ for "
          + "the characters")
    }
  }

  /// Pictures of one line side by side: columns with a picture each; nil for other blocks.
  private mutating func inRow(_ before: Block?, with block: Block) -> Block? {
    guard let row = before, row.line == block.line, case .picture(let last) = block.kind else {
      return nil
    }
    var pictures: [(block: Block, picture: Block.Picture)] = []
    if case .picture(let first) = row.kind { pictures = [(row, first)] }
    if case .environment(let columns) = row.kind { pictures = columns.pictures }
    guard !pictures.isEmpty else { return nil }
    // Parts of the text's width are greater ones of a column's.
    let share = Double(pictures.count + 1)
    pictures = pictures.map { ($0.block, $0.picture.wider(by: share / (share - 1))) }
    pictures.append((block, last.wider(by: share)))
    let line = row.line
    let content = pictures.map { block, picture in
      var block = block
      block.kind = .picture(picture)
      return environment(line, .column, Attributes(line: line), [block])
    }
    return environment(line, .columns, Attributes(line: line), content)
  }

  /// A table with the caption that the paragraph after it is, as in `: Words. {#tbl-times}`; nil
  /// for other paragraphs.
  private mutating func captioned(_ before: Block?, by block: Block) throws(LineError) -> Block? {
    guard var table = before, case .table(var content) = table.kind, content.caption.isEmpty,
      case .paragraph(var words) = block.kind, let first = words.first,
      case .text(let text) = first.kind
    else { return nil }
    guard !text.hasPrefix("Table: ") else { throw MarkdownReader.noCaption(block.line) }
    guard text.hasPrefix(": ") else { return nil }
    words[0].kind = .text(String(text.dropFirst(2)))
    try refuseBlanks(in: words, "a caption")
    content.caption = words
    content.attributes = captionAttributes.removeValue(forKey: block.id)
    table.kind = .table(content)
    return table
  }

  /// The attributes at the ends of paragraphs that may be captions, by the paragraphs' ids.
  var captionAttributes: [Int: Attributes] = [:]

  private mutating func heading(_ node: OpaquePointer, _ line: Int) throws(LineError) -> Block {
    try refuseForeign(node, line)
    var parts = try parts(node, line, 0)
    var anchor: String?
    if case .attributes(let attributes, _)? = parts.last {
      try attributes.allow([], of: "a heading")
      anchor = attributes.anchor
      parts.removeLast()
    }
    var content = try running(parts)
    try refuseBlanks(in: content, "a heading")
    if let last = content.last, case .text(let text) = last.kind {
      content[content.count - 1].kind = .text(String(text.reversed().drop { $0 == " " }.reversed()))
    }
    return block(
      line,
      .heading(level: Int(cmark_node_get_heading_level(node)), content, anchor: anchor))
  }

  /// Code with the words behind its fence: its language, and `lines` for numbers, as in
  /// `python {lines=10}`.
  private func code(
    _ text: String, _ info: String, _ line: Int
  ) throws(LineError) -> Block.Code {
    let language = info.prefix { !$0.isWhitespace && $0 != "{" }
    let word = info.drop { "{:.".contains($0) }.prefix { $0.isLetter || $0.isNumber }
    guard !info.hasPrefix("{") || word.isEmpty || word == "lines" else {
      throw LineError(line, MarkdownReader.directive(info))
    }
    guard !["math", "mermaid"].contains(language.lowercased()) else {
      throw LineError(
        line,
        language.lowercased() == "math"
          ? "a fence holds code; write the formula between $$ and $$"
          : "no pictures are drawn from code; write ![caption](picture.svg)")
    }
    let isFenced = !info.isEmpty
    let pieces = try CodePiece.pieces(text, line: line + (isFenced ? 1 : 0))
    var code = Block.Code(text: pieces.open, language: language.lowercased())
    code.hasBlanks = pieces.contains { if case .blank = $0 { true } else { false } }
    if code.hasBlanks, own.cut.showsKeys { (code.filled, code.keys) = (pieces.filled, pieces.keys) }
    guard let brace = info.firstIndex(of: "{"), info.hasSuffix("}") else { return code }
    let inside = info[info.index(after: brace)...].dropLast()
    let attributes = try Attributes(inside, line: line)
    try attributes.allow(["lines"], of: "a block of code")
    if let text = attributes["lines"] {
      guard let first = Int(text), (0...99_999).contains(first) else {
        throw LineError(line, "lines=\(text) is no number of a line; write lines=1")
      }
      code.firstLine = first
    }
    return code
  }

  /// Whether HTML is one comment and nothing else.
  static func isComment(_ html: String) -> Bool {
    let text = html.trimmed
    return text.hasPrefix("<!--") && text.firstRange(of: "-->")?.upperBound == text.endIndex
  }

  /// What to write in place of an element.
  static func advice(_ html: String) -> String {
    switch html.drop(while: { "</".contains($0) }).prefix(while: \.isLetter).lowercased() {
    case "br": "end the line with \\"
    case "sub", "sup": "write a formula, as in $x_2$ or $x^2$"
    case "b", "strong": "write **words**"
    case "i", "em": "write *words*"
    case "a": "write [words](https://…) or [](#name)"
    case "img": "write ![caption](photo.png)"
    case "code", "kbd": "write `code`"
    default: "write \\< for the sign"
    }
  }

  /// Refuses what means something to other programs only.
  func refuseForeign(_ node: OpaquePointer, _ line: Int) throws(LineError) {
    let last = own.cut.firstLine + Int(cmark_node_get_end_line(node)) - 1
    let range = (line - own.cut.firstLine)...max(last, line) - own.cut.firstLine
    let lines = own.cut.lines[range.clamped(to: 0...own.cut.lines.count - 1)]
    if let fault = ForeignSyntax.fault(in: lines, from: line, labels: own.cut.labels) {
      throw fault
    }
  }
}

func literal(_ node: OpaquePointer) -> String {
  cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
}

/// The children of a node, in order.
struct Children: Sequence, IteratorProtocol {
  private var node: OpaquePointer?

  init(_ parent: OpaquePointer) { node = cmark_node_first_child(parent) }

  mutating func next() -> OpaquePointer? {
    defer { node = node.flatMap { cmark_node_next($0) } }
    return node
  }
}

extension Block.Environment {
  /// The pictures of one line that it sets side by side; none in other blocks.
  fileprivate var pictures: [(block: Block, picture: Block.Picture)] {
    guard kind == .columns else { return [] }
    let found = content.compactMap { column -> (Block, Block.Picture)? in
      guard case .environment(let inner) = column.kind, inner.content.count == 1,
        case .picture(let picture) = inner.content[0].kind,
        inner.content[0].line == content[0].line
      else { return nil }
      return (inner.content[0], picture)
    }
    return found.count == content.count ? found : []
  }
}

extension Block.Picture {
  /// The picture with so many times the part of a width that it asks for, all of it at most.
  fileprivate func wider(by factor: Double) -> Block.Picture {
    guard let text = attributes["width"], text.hasSuffix("%"), let part = Double(text.dropLast()),
      (1...100).contains(part)
    else { return self }
    var wider = self
    wider.attributes = attributes.without(["width"])
    wider.attributes.values.append(("width", "\(min(factor * part, 100))%"))
    return wider
  }
}

extension Block {
  fileprivate var isColumn: Bool {
    if case .environment(let environment) = kind { environment.kind == .column } else { false }
  }
}
