import CMark

extension DocumentSource {
  /// Reads a source: settings, then Markdown with the extensions of the handout format.
  ///
  /// - Parameters:
  ///   - bytes: The file, UTF-8 of at most a million bytes.
  ///   - file: The file's name for messages.
  /// - Throws: `SourceError` at the first fault.
  package init(_ bytes: [UInt8], file: String) throws(SourceError) {
    do {
      try self.init(unnamed: bytes, file: file)
    } catch {
      throw error.inFile(file)
    }
  }

  private init(unnamed bytes: [UInt8], file: String) throws(LineError) {
    guard bytes.count <= 1_000_000 else {
      throw LineError(1, "the source has more than a million bytes; split it")
    }
    guard let decoded = String(validating: bytes, as: UTF8.self) else {
      throw LineError(1, "the source is not UTF-8; save it as UTF-8")
    }
    // A byte-order mark is no part of the text.
    let marked = decoded.unicodeScalars.first == "\u{FEFF}"
    let text = String(decoded.unicodeScalars.dropFirst(marked ? 1 : 0))
      .replacing("\r\n", with: "\n")
    front = try FrontMatter(text)
    self.file = file
    self.text = text
    var body = Substring(text)
    for _ in 0..<front.lineCount {
      body = body.drop { $0 != "\n" }.dropFirst()
    }
    let whole = try DocumentSource.text(body, firstLine: front.lineCount + 1, hiding: [])
    (blocks, notes) = (whole.blocks, whole.notes)
    for variant in Variant.allCases {
      let hidden = Set(BlockKind.allCases.filter { !variant.shows($0) })
      let text = try DocumentSource.text(body, firstLine: front.lineCount + 1, hiding: hidden)
      if text.leavesOut { shorter[variant] = Text(blocks: text.blocks, notes: text.notes) }
    }
  }

  /// Reads Markdown without the blocks of some kinds and all that they define.
  private static func text(
    _ body: Substring, firstLine: Int, hiding hidden: Set<BlockKind>
  ) throws(LineError) -> (blocks: [BlockNode], notes: [[BlockNode]], leavesOut: Bool) {
    let source = try ProtectedSource(body, firstLine: firstLine, hiding: hidden)
    guard hidden.isEmpty || source.leavesOut else { return ([], [], false) }
    var reader = MarkdownReader(source)
    let blocks = try BlockFolder(try reader.read()).folded()
    return (blocks, reader.notes, source.leavesOut)
  }
}

/// Parses running text with formulas, numbers, links and emphasis, such as a caption.
///
/// - Throws: `LineError` when it holds anything but one paragraph.
package func inlineNodes(_ source: String, line: Int) throws(LineError) -> [InlineNode] {
  var reader = MarkdownReader(try ProtectedSource(source, firstLine: line))
  let blocks = try reader.read()
  if blocks.isEmpty { return [] }
  guard blocks.count == 1, case .node(.paragraph(let content)) = blocks[0], reader.notes.isEmpty
  else { throw LineError(line, "a caption is one paragraph of text and formulas") }
  return content
}

/// Turns what cmark-gfm reads into nodes, with the fragments back in their places.
struct MarkdownReader {
  /// A block, or the mark of one's beginning or end.
  enum FlatBlock {
    case node(BlockNode)
    case mark(Fragment)
  }

  private let source: ProtectedSource
  private(set) var notes: [[BlockNode]] = []

  init(_ source: ProtectedSource) { self.source = source }

  /// Registers cmark's extensions, once for the process.
  private static let register: Void = cmark_gfm_core_extensions_ensure_registered()

  private static let maximumDepth = 40

  /// Reads the blocks of the outermost level.
  mutating func read() throws(LineError) -> [FlatBlock] {
    MarkdownReader.register
    guard let parser = cmark_parser_new(CMARK_OPT_FOOTNOTES | CMARK_OPT_SMART) else { return [] }
    defer { cmark_parser_free(parser) }
    if let tables = cmark_find_syntax_extension("table") {
      cmark_parser_attach_syntax_extension(parser, tables)
    }
    let text = source.text
    cmark_parser_feed(parser, text, text.utf8.count)
    guard let root = cmark_parser_finish(parser) else { return [] }
    defer { cmark_node_free(root) }
    var blocks: [FlatBlock] = []
    for node in Children(root) {
      if let mark = try blockMark(node) {
        blocks.append(.mark(mark))
      } else {
        blocks += try self.blocks(node, depth: 0).map(FlatBlock.node)
      }
    }
    return blocks
  }

  private func line(_ node: OpaquePointer) -> Int {
    source.sourceLine(Int(cmark_node_get_start_line(node)))
  }

  /// The mark that a paragraph of the outermost level consists of; nil for other blocks.
  private func blockMark(_ node: OpaquePointer) throws(LineError) -> Fragment? {
    guard type(node) == "paragraph", let child = cmark_node_first_child(node),
      cmark_node_next(child) == nil, type(child) == "text",
      case .fragment(let index)? = pieces(literal(child)).first, pieces(literal(child)).count == 1
    else { return nil }
    let fragment = source.fragments[index]
    switch fragment.kind {
    case .opening, .closing: return fragment
    default: return nil
    }
  }

  // MARK: Blocks

  private mutating func blocks(
    _ node: OpaquePointer, depth: Int
  ) throws(LineError) -> [BlockNode] {
    guard depth < MarkdownReader.maximumDepth else {
      throw LineError(line(node), "lists and quotations are nested too deeply")
    }
    switch type(node) {
    case "paragraph": return split(try inlines(node, depth: depth))
    case "heading": return [.heading(try heading(node))]
    case "block_quote": return [.quote(try children(node, depth))]
    case "list": return [.list(try list(node, depth))]
    case "code_block":
      let info = String(cString: cmark_node_get_fence_info(node))
      return [
        .code(try restored(literal(node), node), language: try restored(info, node))
      ]
    case "thematic_break": return [.rule]
    case "table": return [.table(try table(node, depth))]
    case "footnote_definition":
      notes.append(try children(node, depth))
      return []
    case "html_block":
      throw LineError(line(node), "raw HTML is not allowed; write Markdown or `code`")
    case let other: throw LineError(line(node), "a block of the kind \(other) is not supported")
    }
  }

  private mutating func children(
    _ node: OpaquePointer, _ depth: Int
  ) throws(LineError) -> [BlockNode] {
    var nodes: [BlockNode] = []
    for child in Children(node) { nodes += try blocks(child, depth: depth + 1) }
    return nodes
  }

  private mutating func heading(_ node: OpaquePointer) throws(LineError) -> BlockNode.Heading {
    var anchor: String?
    var content = try inlines(node, depth: 0, anchor: { anchor = $0 })
    guard !content.contains(where: \.isStanding) else {
      throw LineError(line(node), "a figure or equation of its own cannot stand in a heading")
    }
    if case .text(let last)? = content.last {
      let text = last.reversed().drop { $0 == " " }.reversed()
      content[content.count - 1] = .text(String(text))
    }
    return BlockNode.Heading(
      level: Int(cmark_node_get_heading_level(node)), content: content, anchor: anchor,
      line: line(node))
  }

  private mutating func list(
    _ node: OpaquePointer, _ depth: Int
  ) throws(LineError) -> BlockNode.List {
    let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
    var items: [[BlockNode]] = []
    for item in Children(node) { items.append(try children(item, depth + 1)) }
    return BlockNode.List(
      start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil,
      isTight: cmark_node_get_list_tight(node) != 0, items: items)
  }

  private mutating func table(
    _ node: OpaquePointer, _ depth: Int
  ) throws(LineError) -> BlockNode.Table {
    let count = Int(cmark_gfm_extensions_get_table_columns(node))
    let letters = cmark_gfm_extensions_get_table_alignments(node)
    let alignments = (0..<count).map { column -> BlockNode.Table.Alignment in
      switch letters?[column] {
      case UInt8(ascii: "l"): .left
      case UInt8(ascii: "c"): .center
      case UInt8(ascii: "r"): .right
      default: .none
      }
    }
    var rows: [[[InlineNode]]] = []
    for row in Children(node) {
      var cells: [[InlineNode]] = []
      for cell in Children(row) {
        let content = try inlines(cell, depth: depth)
        guard !content.contains(where: \.isStanding) else {
          throw LineError(line(row), "a figure or equation of its own cannot stand in a table")
        }
        cells.append(content)
      }
      rows.append(cells)
    }
    return BlockNode.Table(alignments: alignments, rows: rows)
  }

  /// A paragraph, split where something in it stands on lines of its own.
  private func split(_ content: [InlineNode]) -> [BlockNode] {
    var blocks: [BlockNode] = []
    var open: [InlineNode] = []
    func close() {
      let isEmpty = open.allSatisfy {
        if case .text(let text) = $0 { text.trimmed.isEmpty } else { $0 == .softBreak }
      }
      if !isEmpty {
        while open.first == .softBreak { open.removeFirst() }
        while open.last == .softBreak { open.removeLast() }
        blocks.append(.paragraph(open))
      }
      open = []
    }
    for inline in content {
      if case .standing(let block) = inline {
        close()
        blocks.append(block)
      } else {
        open.append(inline)
      }
    }
    close()
    return blocks
  }

  // MARK: Running text

  private func inlines(
    _ node: OpaquePointer, depth: Int, anchor: (String) -> Void = { _ in }
  ) throws(LineError) -> [InlineNode] {
    guard depth < MarkdownReader.maximumDepth else {
      throw LineError(line(node), "emphasis and links are nested too deeply")
    }
    var nodes: [InlineNode] = []
    for child in Children(node) {
      switch type(child) {
      case "text":
        for node in try texts(child, anchor: anchor) {
          if case .text(let text) = node, case .text(let before)? = nodes.last {
            nodes[nodes.count - 1] = .text(before + text)
          } else {
            nodes.append(node)
          }
        }
      case "softbreak": nodes.append(.softBreak)
      case "linebreak": nodes.append(.lineBreak)
      case "code": nodes.append(.code(try restored(literal(child), node)))
      case "emph": nodes.append(.emphasis(try inner(child, depth)))
      case "strong": nodes.append(.strong(try inner(child, depth)))
      case "link":
        let target = try restored(String(cString: cmark_node_get_url(child)), node)
        let content = try inner(child, depth)
        nodes.append(.link(try checkedTarget(target, line(node)), content, line: line(node)))
      case "image":
        throw LineError(
          line(node), "a picture is a figure: ![caption](figure:id); other images are not allowed")
      case "footnote_reference":
        // cmark counts the notes in the order of their first use, and puts the number here.
        nodes.append(.footnote((Int(literal(child)) ?? 1) - 1, line: line(node)))
      case "html_inline":
        throw LineError(line(node), "raw HTML is not allowed; write \\< for the sign")
      case let other: throw LineError(line(node), "\(other) is not supported in text")
      }
    }
    return nodes
  }

  /// What stands inside emphasis or a link: running text only.
  private func inner(_ node: OpaquePointer, _ depth: Int) throws(LineError) -> [InlineNode] {
    let content = try inlines(node, depth: depth + 1)
    guard !content.contains(where: \.isStanding) else {
      throw LineError(line(node), "a figure or equation of its own cannot stand in emphasis")
    }
    return content
  }

  private func texts(
    _ node: OpaquePointer, anchor: (String) -> Void
  ) throws(LineError) -> [InlineNode] {
    var nodes: [InlineNode] = []
    for piece in pieces(literal(node)) {
      switch piece {
      case .text(let text):
        if text.contains(":::") {
          throw LineError(
            line(node), "':::' stands in running text; put it at the beginning of a line of its own"
          )
        }
        if let fault = unknownLabel(in: text) { throw fault }
        nodes.append(.text(text))
      case .fragment(let index):
        let fragment = source.fragments[index]
        switch fragment.kind {
        case .formula(let tex): nodes.append(.formula(tex, line: fragment.line))
        case .number(let number): nodes.append(.number(number, line: fragment.line))
        case .citation(let keys): nodes.append(.citation(keys, line: fragment.line))
        case .display(let tex, let attributes):
          let equation = BlockNode.Equation(tex: tex, attributes: attributes, line: fragment.line)
          nodes.append(.standing(.equation(equation)))
        case .picture(let picture):
          nodes.append(.standing(.figure(picture, line: fragment.line)))
        case .anchor(let name):
          guard type(node.parent) == "heading" else {
            throw LineError(
              fragment.line, "'{#\(name)}' belongs behind a heading, an equation or a figure")
          }
          anchor(name)
        case .opening, .closing:
          throw LineError(
            fragment.line,
            "a block mark ':::' stands inside another element; leave a line empty "
              + "before it")
        }
      }
    }
    return nodes
  }

  /// What is wrong with a label that stands in a text because it is not defined.
  private func unknownLabel(in text: String) -> LineError? {
    guard !source.unknownLabels.isEmpty else { return nil }
    let parts = text.utf8.split(separator: UInt8(ascii: "["), omittingEmptySubsequences: false)
    for part in parts.dropFirst() {
      guard let end = part.firstIndex(of: UInt8(ascii: "]")) else { continue }
      let label = String(decoding: part[..<end], as: UTF8.self)
      if let fault = source.unknownLabels[SourceLabels.name(label)] { return fault }
    }
    return nil
  }

  /// A text in which fragments became characters of the source again: code and addresses.
  private func restored(_ text: String, _ node: OpaquePointer) throws(LineError) -> String {
    var out = ""
    for piece in pieces(text) {
      switch piece {
      case .text(let text): out += text
      case .fragment(let index):
        let fragment = source.fragments[index]
        switch fragment.kind {
        case .opening, .closing:
          throw LineError(
            fragment.line, "a block mark ':::' stands inside code; put the code between fences")
        default: out += fragment.source
        }
      }
    }
    return out
  }

  private enum Piece {
    case text(String)
    case fragment(Int)
  }

  /// Splits a text at the marks of fragments.
  private func pieces(_ text: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = text.unicodeScalars[...]
    while let start = rest.firstIndex(of: Fragment.open),
      let end = rest[start...].firstIndex(of: Fragment.close)
    {
      if start > rest.startIndex { pieces.append(.text(String(rest[..<start]))) }
      let index = Int(String(rest[rest.index(after: start)..<end])) ?? -1
      if source.fragments.indices.contains(index) { pieces.append(.fragment(index)) }
      rest = rest[rest.index(after: end)...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    return pieces
  }
}

/// The address of a link, which must lead to a page, a mail address or a place in the document.
func checkedTarget(_ target: String, _ line: Int) throws(LineError) -> String {
  let isPlain = target.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
  let lower = target.lowercased()
  let isKnown = ["https://", "http://", "mailto:", "#"].contains { lower.hasPrefix($0) }
  guard isKnown, isPlain, target.count > 1 else {
    throw LineError(
      line, "the link \(quoted(target)) is not allowed; link to https:, http:, mailto: or #name")
  }
  return target
}

private func type(_ node: OpaquePointer?) -> String {
  guard let node else { return "" }
  // cmark-gfm 0.29 has no words for these two.
  switch cmark_node_get_type(node) {
  case CMARK_NODE_FOOTNOTE_DEFINITION: return "footnote_definition"
  case CMARK_NODE_FOOTNOTE_REFERENCE: return "footnote_reference"
  default: return String(cString: cmark_node_get_type_string(node))
  }
}

private func literal(_ node: OpaquePointer) -> String {
  cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
}

extension OpaquePointer {
  fileprivate var parent: OpaquePointer? { cmark_node_parent(self) }
}

/// The children of a node, in order.
private struct Children: Sequence, IteratorProtocol {
  private var node: OpaquePointer?

  init(_ parent: OpaquePointer) { node = cmark_node_first_child(parent) }

  mutating func next() -> OpaquePointer? {
    defer { node = node.flatMap { cmark_node_next($0) } }
    return node
  }
}
