internal import CMark

/// What begins with one of the extension's characters in running text.
extension MarkdownExtension {
  /// Reads what begins with one of the extension's characters.
  func inline(
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
      case Ascii.openBrace where text.starts(with: "{#".utf8):
        let found = try Syntax.anchor(text, line: number)
        return (.attributes(found.0), found.end)
      case UInt8(ascii: ":"):
        return Syntax.address(bytes, at: start).map { (.address($0.address), $0.end) }
      case UInt8(ascii: "@"):
        guard let found = try CitationSource(bytes, at: start, line: number) else { return nil }
        try limits.count(.citations, number, by: found.items.count)
        return (.citation(found), found.end)
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
}
