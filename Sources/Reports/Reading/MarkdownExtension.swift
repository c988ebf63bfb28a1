internal import CMark
import Foundation

/// What the source format adds, as an extension of cmark-gfm: the parser asks it at the beginning of
/// every line that begins nothing of Markdown's own, and at its characters in running text.
///
/// What a node stands for is kept here, and the node holds its place in `found`.
final class MarkdownExtension {
  /// What a node of the extension is.
  enum Found {
    case environment(SourceCut.Environment)
    case leftOut(Numbered)
    /// Room for an answer whose words are left out.
    case room(SourceCut.Environment)
    case display(isClosed: Bool)
    case picture(Block.Picture?, source: [UInt8])
    case table([Block.Table.Alignment])
    case row(isHead: Bool)
    case cell
    // In running text:
    case formula(String)
    case equation(String, Attributes)
    case number(NumberName)
    case citation([String])
    /// An address without marks around it.
    case address(String)
    case attributes(Attributes)
    case blank(width: Double, answer: [UInt8])
  }

  let cut: SourceCut
  private var found: [Found] = []
  /// The lines of what was found in running text, by the places in `found`.
  private var lines: [Int: Int] = [:]
  /// The running text that is being read, the offset reached and its line.
  private var reading: (parent: OpaquePointer, bytes: [UInt8], offset: Int, line: Int)?
  private var limits = SourceLimits()
  /// The files of tables that the text shows, with the lines that name them.
  private(set) var tables: [(name: String, line: Int)] = []
  /// The first fault; hooks cannot throw.
  private(set) var fault: LineError?
  /// The lines of block marks that the parser came to.
  private(set) var marks: Set<Int> = []

  init(_ cut: SourceCut) { self.cut = cut }

  /// The kinds of nodes, the same for all parsers of the process: parts with blocks within, parts
  /// with running text within, and parts with nothing of Markdown's within.
  private static let kinds = (
    environment: cmark_syntax_extension_add_node(0), leaf: cmark_syntax_extension_add_node(0),
    table: cmark_syntax_extension_add_node(0), row: cmark_syntax_extension_add_node(0),
    words: cmark_syntax_extension_add_node(1)
  )

  /// The characters at which `inline` is asked.
  private static let characters: [UInt8] = Array("${@:".utf8)

  /// The parser's table of characters is one for the process.
  private static let lock = NSLock()

  /// Reads what the cut has left, and hands over the tree.
  func parse<Result>(
    _ read: (OpaquePointer) throws(LineError) -> Result
  ) throws(LineError) -> Result {
    MarkdownExtension.lock.lock()
    defer { MarkdownExtension.lock.unlock() }
    let memory = cmark_get_default_mem_allocator()
    guard let parser = cmark_parser_new(CMARK_OPT_FOOTNOTES | CMARK_OPT_SMART),
      let own = cmark_syntax_extension_new("figures")
    else { throw LineError(1, "there is no memory left") }
    defer {
      cmark_parser_free(parser)
      cmark_syntax_extension_free(memory, own)
    }
    // The extension outlives the parser within this call.
    cmark_syntax_extension_set_private(own, Unmanaged.passUnretained(self).toOpaque(), nil)
    var list: UnsafeMutablePointer<cmark_llist>?
    for character in MarkdownExtension.characters {
      list = cmark_llist_append(memory, list, UnsafeMutableRawPointer(bitPattern: UInt(character)))
    }
    cmark_syntax_extension_set_special_inline_chars(own, list)
    setHooks(own)
    cmark_parser_attach_syntax_extension(parser, own)
    cut.text.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      cmark_parser_feed(parser, start.assumingMemoryBound(to: CChar.self), bytes.count)
    }
    guard let root = cmark_parser_finish(parser) else {
      throw LineError(1, "there is no memory left")
    }
    defer { cmark_node_free(root) }
    for line in (Array(cut.openings.keys) + Array(cut.closings)).sorted()
    where !marks.contains(line) {
      note(
        LineError(
          line,
          "a block mark ':::' stands inside another element; leave a line empty before it, "
            + "or put code between fences"))
    }
    if let fault { throw fault }
    return try read(root)
  }

  private func setHooks(_ own: OpaquePointer) {
    cmark_syntax_extension_set_match_inline_func(own) { own, _, parent, character, parser in
      MarkdownExtension.of(own)?.inline(character, parent, parser, own)
    }
    cmark_syntax_extension_set_open_block_func(own) { own, indented, parser, parent, input, count in
      guard let input, let parent, indented == 0 else { return nil }
      let line = UnsafeBufferPointer(start: input, count: Int(count))
      return MarkdownExtension.of(own)?.open(parser, parent, line, own)
    }
    cmark_syntax_extension_set_match_block_func(own) { own, parser, input, count, node in
      guard let input, let node else { return 0 }
      let line = UnsafeBufferPointer(start: input, count: Int(count))
      return MarkdownExtension.of(own)?.continues(parser, node, line) == true ? 1 : 0
    }
    cmark_syntax_extension_set_can_contain_func(own) { _, node, child in
      let (kind, kinds) = (cmark_node_get_type(node), MarkdownExtension.kinds)
      let isBlock = Int32(child.rawValue) & CMARK_NODE_TYPE_MASK == CMARK_NODE_TYPE_BLOCK
      switch kind {
      case kinds.environment:
        return isBlock && child != CMARK_NODE_ITEM && child != kinds.row ? 1 : 0
      case kinds.table: return child == kinds.row ? 1 : 0
      case kinds.row: return child == kinds.leaf ? 1 : 0
      case kinds.leaf: return isBlock ? 0 : 1
      default: return 0
      }
    }
    cmark_syntax_extension_set_contains_inlines_func(own) { _, node in
      cmark_node_get_type(node) == MarkdownExtension.kinds.leaf ? 1 : 0
    }
  }

  private static func of(_ own: OpaquePointer?) -> MarkdownExtension? {
    cmark_syntax_extension_get_private(own).map {
      Unmanaged<MarkdownExtension>.fromOpaque($0).takeUnretainedValue()
    }
  }

  // MARK: Nodes

  /// What a node of the extension is; nil for Markdown's own.
  func found(_ node: OpaquePointer) -> Found? {
    guard cmark_node_get_syntax_extension(node) != nil,
      let place = cmark_node_get_user_data(node).map({ Int(bitPattern: $0) - 1 }),
      found.indices.contains(place)
    else { return nil }
    return found[place]
  }

  private func set(_ node: OpaquePointer, _ value: Found) {
    if let place = cmark_node_get_user_data(node).map({ Int(bitPattern: $0) - 1 }) {
      found[place] = value
      return
    }
    found.append(value)
    cmark_node_set_user_data(node, UnsafeMutableRawPointer(bitPattern: found.count))
  }

  /// Keeps the fault that stands first in the source.
  private func note(_ error: LineError) {
    if error.line < fault?.line ?? .max { fault = error }
  }

  private func noting<T>(_ read: () throws(LineError) -> T?) -> T? {
    do {
      return try read()
    } catch {
      note(error)
      return nil
    }
  }

  private func line(_ parser: OpaquePointer?) -> Int {
    cut.firstLine + Int(cmark_parser_get_line_number(parser)) - 1
  }

  // MARK: Lines

  /// Opens a block at the beginning of a line.
  private func open(
    _ parser: OpaquePointer?, _ parent: OpaquePointer, _ input: UnsafeBufferPointer<UInt8>,
    _ own: OpaquePointer?
  ) -> OpaquePointer? {
    let number = line(parser)
    let start = Int(cmark_parser_get_first_nonspace(parser))
    guard start < input.count else { return nil }
    let text = rest(input, from: start)
    guard let first = text.first else { return nil }
    func skipLine() {
      let count = input.count - Int(cmark_parser_get_offset(parser)) - 1
      input.withMemoryRebound(to: CChar.self) {
        cmark_parser_advance_offset(parser, $0.baseAddress, Int32(max(count, 0)), 0)
      }
    }
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

    if text.starts(with: Array(":::".utf8)) {
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
    guard !head.isEmpty, Syntax.cells(head).count == alignments.count else { return nil }
    skipLine()
    // What stands before the head stays a paragraph.
    cmark_node_set_string_content(
      parent, String(decoding: lines[..<head.startIndex], as: UTF8.self))
    guard let table = add(Self.kinds.table, .table(alignments), to: parent) else { return nil }
    return addRow(head, isHead: true, count: alignments.count, to: table) == nil ? nil : table
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
      last = add(.picture(shown(read.picture.picture, number), source: []))
      if let last {
        cmark_node_set_string_content(
          last, String(decoding: Syntax.trimmed(read.picture.caption), as: UTF8.self))
      }
      rest = Syntax.trimmed(rest[read.end...])
      if !rest.isEmpty, !rest.starts(with: Array("![".utf8)) {
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
  private func continues(
    _ parser: OpaquePointer?, _ node: OpaquePointer, _ input: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let number = line(parser)
    let start = Int(cmark_parser_get_first_nonspace(parser))
    let text = start < input.count ? rest(input, from: start) : []
    let isBlank = text.allSatisfy(Ascii.isSpace)
    let isMark = cut.openings[number] != nil || cut.closings.contains(number)
    switch found(node) {
    case .environment(let environment): return number < environment.end
    case .table: return !isBlank && !isMark
    case .display(isClosed: false):
      guard !isBlank, !isMark else {
        note(LineError(self.line(of: node), Syntax.unended))
        return false
      }
      let ends = text.indices.dropLast().contains {
        text[$0] == Ascii.dollar && text[$0 + 1] == Ascii.dollar
      }
      if ends { set(node, .display(isClosed: true)) }
      return true
    case .picture(nil, let source):
      guard !isBlank, !isMark, !source.isEmpty else { return false }
      let whole = source + [Ascii.newline] + Array(text)
      let first = number - Syntax.newlines(whole[...])
      let count = input.count - Int(cmark_parser_get_offset(parser)) - 1
      input.withMemoryRebound(to: CChar.self) {
        cmark_parser_advance_offset(parser, $0.baseAddress, Int32(max(count, 0)), 0)
      }
      let read = noting { () throws(LineError) in try Syntax.picture(whole[...], line: first) }
      guard let read else {
        set(node, .picture(nil, source: whole))
        return true
      }
      if !whole[read.end...].allSatisfy(Ascii.isSpace) {
        note(LineError(number, "text stands behind a picture; begin it on a line of its own"))
      }
      cmark_node_set_string_content(
        node, String(decoding: Syntax.trimmed(read.picture.caption), as: UTF8.self))
      set(node, .picture(shown(read.picture.picture, first), source: []))
      return true
    default: return false
    }
  }

  private func rest(_ input: UnsafeBufferPointer<UInt8>, from start: Int) -> ArraySlice<UInt8> {
    var end = input.count
    while end > start, input[end - 1] == Ascii.newline || input[end - 1] == 0x0D { end -= 1 }
    return Array(input[start..<end])[...]
  }

  // MARK: Running text

  /// Reads what begins with one of the extension's characters.
  private func inline(
    _ character: UInt8, _ parent: OpaquePointer?, _ parser: OpaquePointer?, _ own: OpaquePointer?
  ) -> OpaquePointer? {
    guard let parent, let chunk = cmark_inline_parser_get_chunk(parser)?.pointee,
      let data = chunk.data
    else { return nil }
    let start = Int(cmark_inline_parser_get_offset(parser))
    if reading?.parent != parent || reading?.offset ?? 0 > start {
      let bytes = Array(UnsafeBufferPointer(start: data, count: Int(chunk.len)))
      reading = (parent, bytes, 0, line(of: parent))
    }
    guard var reading, start < reading.bytes.count else { return nil }
    reading.line += Syntax.newlines(reading.bytes[reading.offset..<start])
    reading.offset = start
    self.reading = reading
    let (bytes, number) = (reading.bytes, reading.line)
    let text = bytes[start...]
    let result = noting { () throws(LineError) -> (Found, end: Int)? in
      switch character {
      case Ascii.dollar where text.starts(with: [Ascii.dollar, Ascii.dollar]):
        let found = try Syntax.display(text, line: number)
        return (.equation(found.tex, found.attributes), found.end)
      case Ascii.dollar:
        return try Syntax.formula(text, line: number).map { (.formula($0.tex), $0.end) }
      case Ascii.openBrace where text.starts(with: [Ascii.openBrace, Ascii.openBrace]):
        let found = try Syntax.number(text, line: number)
        return (.number(found.name), found.end)
      case Ascii.openBrace where Syntax.beginsBlank(text):
        let found = try Syntax.blank(text, line: number)
        // The answer ends here where it is not shown.
        return (
          .blank(width: found.width, answer: cut.showsKeys ? Array(found.answer) : []), found.end
        )
      case Ascii.openBrace where text.starts(with: Array("{#".utf8)):
        let found = try Syntax.anchor(text, line: number)
        return (.attributes(found.0), found.end)
      case UInt8(ascii: ":"):
        return Syntax.address(bytes, at: start).map { (.address($0.address), $0.end) }
      case UInt8(ascii: "@"):
        guard start > 0, bytes[start - 1] == Ascii.openBracket,
          start < 2 || bytes[start - 2] != Ascii.backslash
        else { return nil }
        let found = try Syntax.citation(text, line: number)
        try limits.count(.citations, number, by: found.keys.count)
        return (.citation(found.keys), found.end)
      default: return nil
      }
    }
    guard let result,
      let node = cmark_node_new_with_mem_and_ext(
        Self.kinds.words, cmark_get_default_mem_allocator(), own)
    else { return nil }
    set(node, result.0)
    lines[found.count - 1] = number
    cmark_inline_parser_set_offset(parser, Int32(result.end))
    return node
  }

  /// The line of a node in running text.
  func line(ofInline node: OpaquePointer) -> Int? {
    cmark_node_get_user_data(node).flatMap { lines[Int(bitPattern: $0) - 1] }
  }

  /// The line of the source in which a block begins.
  func line(of node: OpaquePointer) -> Int {
    let line = cut.firstLine + Int(cmark_node_get_start_line(node)) - 1
    // The head of a table was read when its second line came.
    if let row = cmark_node_parent(node), case .row(isHead: true)? = found(row) { return line - 1 }
    return line
  }
}
