internal import CMark

/// Paragraphs and what stands in their lines.
extension MarkdownReader {
  /// A part of a paragraph: what stands in its lines, or on lines of its own.
  enum Part {
    case inline(Inline)
    case equation(String, Attributes, line: Int)
    case attributes(Attributes, line: Int)
  }

  /// A paragraph, split where a formula in it stands on lines of its own.
  mutating func paragraph(
    _ node: OpaquePointer, _ line: Int
  ) throws(LineError) -> [Block] {
    try refuseForeign(node, line)
    var blocks: [Block] = []
    var open: [Part] = []
    var parts = try parts(node, line, 0)
    var attributes: Attributes?
    // Attributes end the caption of a table; elsewhere they are refused.
    if case .attributes(let last, _)? = parts.last, case .inline(let first)? = parts.first,
      case .text(let text) = first.kind, text.hasPrefix(": ")
    {
      attributes = last
      parts.removeLast()
    }
    func isEmpty(_ part: Part) -> Bool {
      guard case .inline(let inline) = part else { return false }
      if case .text(let text) = inline.kind { return text.trimmed.isEmpty }
      return inline.kind == .softBreak
    }
    for part in parts + [.equation("", try Attributes("", line: line), line: -1)] {
      guard case .equation(let tex, let equation, let equationLine) = part else {
        open.append(part)
        continue
      }
      if !open.allSatisfy(isEmpty) {
        while let first = open.first, isEmpty(first) { open.removeFirst() }
        while let last = open.last, isEmpty(last) { open.removeLast() }
        let content = try running(open)
        blocks.append(block(content.first?.line ?? line, .paragraph(content)))
      }
      open = []
      if equationLine >= 0 { blocks.append(block(equationLine, .equation(tex, equation))) }
    }
    if let attributes, let last = blocks.last { captionAttributes[last.id] = attributes }
    return blocks
  }

  /// Whether text holds what was to begin a comment, and is none: Markdown would print it.
  ///
  /// Whoever wants the signs writes a stroke before them.
  private func showsComment(_ text: String, _ line: Int) -> Bool {
    // Typography may have made dashes of the signs.
    let marks = ["<!-", "<!\u{2013}", "<!\u{2014}"]
    guard text.contains("<!"), marks.contains(where: { text.contains($0) }) else { return false }
    let index = line - own.cut.firstLine
    guard own.cut.lines.indices.contains(index) else { return true }
    let source = Syntax.string(own.cut.lines[index])
    let isWanted = source.contains { "\\&".contains($0) }
    return !isWanted || source.replacing("\\<", with: "").contains("<!-")
  }

  /// Running text in which nothing stands on lines of its own.
  mutating func running(
    _ node: OpaquePointer, _ line: Int
  ) throws(LineError) -> [Inline] {
    try running(try parts(node, line, 0))
  }

  func running(_ parts: [Part]) throws(LineError) -> [Inline] {
    var out: [Inline] = []
    for part in parts {
      switch part {
      case .inline(let inline): out.append(inline)
      case .equation(_, _, let line):
        throw LineError(
          line, "a displayed formula cannot stand here; write it between single dollar signs")
      case .attributes(let attributes, let line):
        throw LineError(
          line,
          "'{#\(attributes.anchor ?? "")}' belongs behind a heading, an equation, a figure or "
            + "the caption of a table")
      }
    }
    return out
  }

  mutating func parts(
    _ node: OpaquePointer, _ line: Int, _ depth: Int
  ) throws(LineError) -> [Part] {
    guard depth < MarkdownReader.maximumDepth else {
      throw LineError(line, "emphasis and links are nested too deeply")
    }
    var parts: [Part] = []
    if depth == 0 { self.line = line }
    for child in Children(node) {
      if let found = own.found(child) {
        self.line = own.line(ofInline: child) ?? self.line
        try append(found, self.line, to: &parts)
        continue
      }
      let line = self.line
      let kind: Inline.Kind
      switch cmark_node_get_type(child) {
      case CMARK_NODE_TEXT:
        var text = literal(child)
        if text.utf8.contains(UInt8(ascii: ":")), text.contains(":::") {
          throw LineError(
            line, "':::' stands in running text; put it at the beginning of a line of its own")
        }
        // The bracket of a citation ends here.
        if case .inline(let last)? = parts.last, case .citation(let citation) = last.kind,
          citation.isBracketed, text.hasPrefix("]")
        {
          text.removeFirst()
        }
        if showsComment(text, line) {
          throw LineError(
            line,
            "a comment that begins here does not end in its block; write --> after it there, begin it "
              + "on a line of its own, or write \\<! for the signs")
        }
        if let fault = own.cut.labels.fault(in: text, line: line) { throw fault }
        if text.isEmpty { continue }
        kind = .text(composed(text))
      case CMARK_NODE_SOFTBREAK:
        kind = .softBreak
        self.line += 1
      case CMARK_NODE_LINEBREAK:
        kind = .lineBreak
        self.line += 1
      case CMARK_NODE_CODE:
        for piece in try CodePiece.pieces(literal(child), line: line) {
          switch piece {
          case .code(let text): parts.append(.inline(inline(line, .code(text))))
          case .blank(let width, let key):
            let isShown = own.cut.showsKeys && !key.isEmpty
            let answer = isShown ? [inline(line, .code(key))] : []
            parts.append(.inline(inline(line, .blank(width: width, answer))))
          }
        }
        continue
      case CMARK_NODE_EMPH: kind = .emphasis(try running(try self.parts(child, line, depth + 1)))
      case CMARK_NODE_STRONG: kind = .strong(try running(try self.parts(child, line, depth + 1)))
      case CMARK_NODE_LINK:
        let target = try checkedTarget(String(cString: cmark_node_get_url(child)), line)
        var words = try running(try self.parts(child, line, depth + 1))
        // An address as the words of a link is no link of its own.
        words = words.flatMap { word in
          guard case .link(let own, let inner) = word.kind, inner.plainText == own else {
            return [word]
          }
          return inner
        }
        guard !words.contains(where: \.isLink) else {
          throw LineError(line, "a link or citation cannot stand within a link")
        }
        try refuseBlanks(in: words, "a link")
        kind = .link(target, words)
      case CMARK_NODE_IMAGE:
        throw LineError(
          line,
          "a picture stands on lines of its own, as ![caption](figure:id){#name} or "
            + "![caption](photo.png); leave an empty line before and after it")
      case CMARK_NODE_FOOTNOTE_REFERENCE:
        // cmark counts the notes in the order of their first use, and puts the number here.
        kind = .note((Int(literal(child)) ?? 1) - 1)
      case CMARK_NODE_HTML_INLINE where MarkdownReader.isComment(literal(child)):
        self.line += literal(child).count { $0 == "\n" }
        continue
      default:
        throw LineError(line, "raw HTML is not allowed; \(MarkdownReader.advice(literal(child)))")
      }
      parts.append(.inline(inline(line, kind)))
    }
    return parts
  }

  private mutating func append(
    _ found: MarkdownExtension.Found, _ line: Int, to parts: inout [Part]
  ) throws(LineError) {
    switch found {
    case .formula(let tex): parts.append(.inline(inline(line, .formula(tex))))
    case .number(let name): parts.append(.inline(inline(line, .number(name))))
    case .address(let address):
      // The scheme before the colon is text so far.
      if case .inline(var last)? = parts.last, case .text(let text) = last.kind {
        let scheme = address.prefix { $0 != ":" }
        last.kind = .text(String(text.dropLast(scheme.count)))
        parts[parts.count - 1] = .inline(last)
        if text == scheme { parts.removeLast() }
      }
      let words = [inline(line, .text(address))]
      let isLink = (try? checkedTarget(address, line)) != nil
      parts.append(.inline(isLink ? inline(line, .link(address, words)) : words[0]))
    case .citation(let source): try append(source, line, to: &parts)
    case .equation(let tex, let attributes):
      parts.append(.equation(tex, attributes, line: line))
    case .attributes(let attributes): parts.append(.attributes(attributes, line: line))
    case .blank(let width, let answer):
      parts.append(.inline(inline(line, .blank(width: width, try words(of: answer, line)))))
    case .environment, .leftOut, .room, .display, .picture, .table, .row, .cell: break
    }
  }
}

extension Inline {
  /// Whether it leads elsewhere, or something in it does.
  fileprivate var isLink: Bool {
    switch kind {
    case .link, .citation: true
    default: inner.contains(where: \.isLink)
    }
  }
}

/// The address of a link, which must lead to a page, a mail address or a place in the document.
func checkedTarget(_ target: String, _ line: Int) throws(LineError) -> String {
  let isPlain = target.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
  let lower = target.lowercased()
  let isKnown =
    ["https://", "http://", "mailto:", "#"].contains { lower.hasPrefix($0) }
    || pageName(ofLink: target) != nil
  guard isPlain || !isKnown else {
    throw LineError(line, "the link \(quoted(target)) holds a space; write %20 for it")
  }
  guard isKnown, target.count > 1 else { throw forbiddenLink(target, line) }
  return target
}

/// The page of a link to one beside the document, such as `papers.html#noise`; nil for other links.
func pageName(ofLink target: String) -> String? {
  let name = target.prefix { $0 != "#" }
  let isName = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-.".contains($0)) }
  return name.hasSuffix(".html") && isName ? String(name) : nil
}

func forbiddenLink(_ target: String, _ line: Int) -> LineError {
  LineError(
    line, "the link \(quoted(target)) is not allowed; link to https:, http:, mailto: or #name")
}
