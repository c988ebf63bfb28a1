internal import CMark

/// Blocks that begin and go on at the beginning of lines.
extension MarkdownExtension {
  /// Opens a block at the beginning of a line.
  func open(
    _ parser: OpaquePointer?, _ parent: OpaquePointer, _ input: UnsafeBufferPointer<UInt8>,
    _ own: OpaquePointer?
  ) -> OpaquePointer? {
    let number = line(parser)
    let start = Int(cmark_parser_get_first_nonspace(parser))
    guard start < input.count else { return nil }
    let text = rest(input, from: start)
    guard let first = text.first else { return nil }
    func skipLine() { skip(input, parser) }
    func add(_ kind: cmark_node_type, _ value: Found, to parent: OpaquePointer) -> OpaquePointer? {
      guard let node = cmark_parser_add_child(parser, parent, kind, Int32(start + 1)) else {
        return nil
      }
      cmark_node_set_syntax_extension(node, own)
      set(node, value)
      return node
    }
    func addRow(_ line: ArraySlice<UInt8>, isHead: Bool, count: Int, to table: OpaquePointer)
      -> OpaquePointer?
    {
      guard let row = add(Self.kinds.row, .row(isHead: isHead), to: table) else { return nil }
      let own = Syntax.cells(line)
      // CommonMark drops what is too much without a word.
      if own.dropFirst(count).contains(where: { !$0.isEmpty }) {
        note(
          LineError(
            number,
            "this row of the table has \(own.count) cells and its head \(count); write \\| for a bar "
              + "within a cell"))
      }
      var cells = own.prefix(count).map(Array.init)
      while cells.count < count { cells.append([]) }
      for cell in cells {
        guard let node = add(Self.kinds.leaf, .cell, to: row) else { return nil }
        cmark_node_set_string_content(node, String(decoding: cell, as: UTF8.self))
      }
      return row
    }

    if text.starts(with: ":::".utf8) {
      if start == 0, let place = cut.openings[number] {
        marks.insert(number)
        let environment = cut.environments[place]
        skipLine()
        if environment.kind == .blank, environment.hidden != nil {
          return add(Self.kinds.table, .room(environment), to: parent)
        }
        if let hidden = environment.hidden {
          return add(Self.kinds.table, .leftOut(hidden), to: parent)
        }
        return add(Self.kinds.environment, .environment(environment), to: parent)
      }
      if start == 0, cut.closings.contains(number) {
        marks.insert(number)
        skipLine()
        return parent
      }
      note(
        LineError(
          number,
          "a block mark ':::' stands inside another element; leave a line empty before it"))
      return nil
    }
    if case .table(let alignments)? = found(parent) {
      skipLine()
      return addRow(text, isHead: false, count: alignments.count, to: parent)
    }
    switch first {
    case Ascii.dollar where text.starts(with: [Ascii.dollar, Ascii.dollar]):
      // What ends in its own line and has text behind it stands in running text.
      var isClosed = false
      if let found = try? Syntax.display(text, line: number) {
        isClosed = true
        if !text[found.end...].allSatisfy(Ascii.isSpace) { return nil }
      } else {
        // What is wrong in it is told when it is read.
        isClosed = Self.endsDisplay(text.dropFirst(2))
      }
      return add(CMARK_NODE_CODE_BLOCK, .display(isClosed: isClosed), to: parent)
    case UInt8(ascii: "!") where text.starts(with: [first, Ascii.openBracket]):
      skipLine()
      return openPictures(text, number) { (value) in add(Self.kinds.leaf, value, to: parent) }
    default: break
    }
    guard cmark_node_get_type(parent) == CMARK_NODE_PARAGRAPH,
      let alignments = Syntax.alignments(text),
      let content = cmark_node_get_string_content(parent)
    else { return nil }
    // The last line of the paragraph is the head, if it has as many cells.
    let before = Array(String(cString: content).utf8)
    let lines = Syntax.trimmed(before[...])
    let head = lines[(lines.lastIndex(of: Ascii.newline).map { $0 + 1 } ?? lines.startIndex)...]
    guard !head.isEmpty else { return nil }
    let count = Syntax.cells(head).count
    guard count == alignments.count else {
      if head.first == Ascii.bar, text.first == Ascii.bar {
        note(
          LineError(
            number,
            "the head of the table has \(count) cells and this line \(alignments.count); write "
              + "|\(String(repeating: "---|", count: count))"))
      }
      return nil
    }
    skipLine()
    // What stands before the head stays a paragraph.
    cmark_node_set_string_content(
      parent, String(decoding: lines[..<head.startIndex], as: UTF8.self))
    guard let table = add(Self.kinds.table, .table(alignments), to: parent) else { return nil }
    return addRow(head, isHead: true, count: alignments.count, to: table) == nil ? nil : table
  }

  /// Whether a line has the two dollar signs that end a displayed formula.
  private static func endsDisplay(_ text: ArraySlice<UInt8>) -> Bool {
    text.indices.dropLast().contains {
      text[$0] == Ascii.dollar && text[$0 + 1] == Ascii.dollar
    }
  }

  /// Begins the pictures of a line; one that does not end in it goes on in the next.
  private func openPictures(
    _ text: ArraySlice<UInt8>, _ number: Int, add: (Found) -> OpaquePointer?
  ) -> OpaquePointer? {
    var rest = text
    var last: OpaquePointer?
    repeat {
      let read = noting { () throws(LineError) in try Syntax.picture(rest, line: number) }
      guard let read else {
        guard last == nil, fault == nil else {
          note(LineError(number, "a second picture never ends; write each on lines of its own"))
          return last ?? add(.picture(nil, source: []))
        }
        return add(.picture(nil, source: Array(rest)))
      }
      last = add(.picture(shown(read.picture, number), source: []))
      if let last {
        cmark_node_set_string_content(
          last, String(decoding: Syntax.trimmed(read.caption), as: UTF8.self))
      }
      rest = Syntax.trimmed(rest[read.end...])
      if !rest.isEmpty, !rest.starts(with: "![".utf8) {
        note(LineError(number, "text stands behind a picture; begin it on a line of its own"))
        return last
      }
    } while !rest.isEmpty
    return last
  }

  /// A picture, its file noted where it is one.
  private func shown(_ picture: Block.Picture, _ line: Int) -> Block.Picture {
    if picture.scheme == "table", TableSource.isFile(picture.target) {
      tables.append((picture.target, line))
    }
    return picture
  }

  /// Whether an open block goes on in the next line.
  func continues(
    _ parser: OpaquePointer?, _ node: OpaquePointer, _ input: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let number = line(parser)
    let start = Int(cmark_parser_get_first_nonspace(parser))
    let text = start < input.count ? rest(input, from: start) : []
    let isBlank = text.allSatisfy(Ascii.isSpace)
    let isMark = cut.openings[number] != nil || cut.closings.contains(number)
    switch found(node) {
    case .environment(let environment): return number < environment.end
    // A caption may stand right below its table.
    case .table:
      return !isBlank && !isMark && !text.starts(with: ": ".utf8)
        && !text.starts(with: "Table: ".utf8)
    case .display(isClosed: false):
      guard !isBlank, !isMark else {
        note(
          LineError(
            self.line(of: node),
            isBlank
              ? "this formula does not end before the empty line \(number); remove that line, or write "
                + "$$ before it"
              : Syntax.unended))
        return false
      }
      if Self.endsDisplay(text) { set(node, .display(isClosed: true)) }
      return true
    case .picture(nil, let source):
      guard !isBlank, !isMark, !source.isEmpty else { return false }
      let whole = source + [Ascii.newline] + Array(text)
      let first = number - Syntax.newlines(whole[...])
      skip(input, parser)
      let read = noting { () throws(LineError) in try Syntax.picture(whole[...], line: first) }
      guard let read else {
        set(node, .picture(nil, source: whole))
        return true
      }
      if !whole[read.end...].allSatisfy(Ascii.isSpace) {
        note(LineError(number, "text stands behind a picture; begin it on a line of its own"))
      }
      cmark_node_set_string_content(
        node, String(decoding: Syntax.trimmed(read.caption), as: UTF8.self))
      set(node, .picture(shown(read.picture, first), source: []))
      return true
    default: return false
    }
  }

  /// Goes to the end of a line.
  private func skip(_ input: UnsafeBufferPointer<UInt8>, _ parser: OpaquePointer?) {
    let count = input.count - Int(cmark_parser_get_offset(parser)) - 1
    input.withMemoryRebound(to: CChar.self) {
      cmark_parser_advance_offset(parser, $0.baseAddress, Int32(max(count, 0)), 0)
    }
  }

  private func rest(_ input: UnsafeBufferPointer<UInt8>, from start: Int) -> ArraySlice<UInt8> {
    var end = input.count
    while end > start, input[end - 1] == Ascii.newline || input[end - 1] == 0x0D { end -= 1 }
    return Array(input[start..<end])[...]
  }
}
