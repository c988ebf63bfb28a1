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
    case citation(CitationSource)
    /// An address without marks around it.
    case address(String)
    case attributes(Attributes)
    case blank(width: Double, answer: [UInt8])
  }

  let cut: SourceCut
  var found: [Found] = []
  /// The lines of what was found in running text, by the places in `found`.
  var lines: [Int: Int] = [:]
  /// The running text that is being read, the offset reached and its line.
  var reading: (parent: OpaquePointer, bytes: [UInt8], offset: Int, line: Int)?
  var limits = SourceLimits()
  /// The files of tables that the text shows, with the lines that name them.
  var tables: [(name: String, line: Int)] = []
  /// The first fault; hooks cannot throw.
  private(set) var fault: LineError?
  /// The lines of block marks that the parser came to.
  var marks: Set<Int> = []

  init(_ cut: SourceCut) { self.cut = cut }

  /// The kinds of nodes, the same for all parsers of the process: parts with blocks within, parts
  /// with running text within, and parts with nothing of Markdown's within.
  static let kinds = (
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

  func set(_ node: OpaquePointer, _ value: Found) {
    if let place = cmark_node_get_user_data(node).map({ Int(bitPattern: $0) - 1 }) {
      found[place] = value
      return
    }
    found.append(value)
    cmark_node_set_user_data(node, UnsafeMutableRawPointer(bitPattern: found.count))
  }

  /// Keeps the fault that stands first in the source.
  func note(_ error: LineError) {
    if error.line < fault?.line ?? .max { fault = error }
  }

  func noting<T>(_ read: () throws(LineError) -> T?) -> T? {
    do {
      return try read()
    } catch {
      note(error)
      return nil
    }
  }

  func line(_ parser: OpaquePointer?) -> Int {
    cut.firstLine + Int(cmark_parser_get_line_number(parser)) - 1
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
