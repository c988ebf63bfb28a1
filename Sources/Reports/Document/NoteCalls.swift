/// Which notes call which, checked before any is set: paper sets a note with those that it calls.
struct NoteCalls {
  /// How many notes can call one another in a row.
  static let greatestDepth = 8
  /// How many bytes of text all calls of notes can stand for.
  static let greatestSize = 1_000_000

  private let notes: [[BlockNode]]
  /// The bytes of a note with those that it calls, and how many it calls in a row; nil for a note
  /// not yet looked at.
  private var known: [(size: Int, depth: Int)?]

  /// Checks the notes of a source.
  ///
  /// - Throws: `LineError` at the call by which a note calls itself, by which notes are nested too
  ///   deeply, or with which they stand for too much text.
  static func check(_ source: DocumentSource) throws(LineError) {
    guard !source.notes.isEmpty else { return }
    var calls = NoteCalls(source)
    for note in source.notes.indices { _ = try calls.extent(of: note, within: [], line: 1) }
    var sum = 0
    for (note, line) in source.blocks.contents.calls {
      sum += try calls.extent(of: note, within: [], line: line).size
      guard sum <= greatestSize else {
        throw LineError(
          line, "the notes come to more than \(greatestSize) bytes, each counted where it is called"
        )
      }
    }
  }

  private init(_ source: DocumentSource) {
    notes = source.notes
    known = Array(repeating: nil, count: source.notes.count)
  }

  private mutating func extent(
    of note: Int, within callers: [Int], line: Int
  ) throws(LineError) -> (size: Int, depth: Int) {
    guard notes.indices.contains(note) else { return (0, 0) }
    if callers.contains(note) {
      throw LineError(
        line,
        callers.last == note
          ? "a note calls itself; call another or none"
          : "a note calls itself by way of another; take one of the calls out")
    }
    let tooDeep = LineError(
      line, "more than \(NoteCalls.greatestDepth) notes call one another in a row; call fewer")
    guard callers.count < NoteCalls.greatestDepth else { throw tooDeep }
    if let found = known[note] { return found }
    let contents = notes[note].contents
    var (size, depth) = (contents.size, 1)
    for (inner, line) in contents.calls {
      let part = try extent(of: inner, within: callers + [note], line: line)
      size = min(size + part.size, NoteCalls.greatestSize + 1)
      depth = max(depth, 1 + part.depth)
    }
    guard depth <= NoteCalls.greatestDepth else { throw tooDeep }
    known[note] = (size, depth)
    return (size, depth)
  }
}

/// What text holds: calls of notes with their lines, and the bytes of its words.
private struct TextContents {
  var calls: [(note: Int, line: Int)] = []
  var size = 0

  mutating func read(_ content: [InlineNode]) {
    for node in content {
      size += 1
      switch node {
      case .text(let text), .code(let text), .formula(let text, _): size += text.utf8.count
      case .emphasis(let inner), .strong(let inner), .link(_, let inner, _): read(inner)
      case .footnote(let note, let line): calls.append((note, line))
      case .softBreak, .lineBreak, .number, .citation, .standing: break
      }
    }
  }

  mutating func read(_ blocks: [BlockNode]) {
    for block in blocks {
      switch block {
      case .heading(let heading): read(heading.content)
      case .paragraph(let content): read(content)
      case .quote(let inner): read(inner)
      case .list(let list): for item in list.items { read(item) }
      case .table(let table): for cell in table.rows.joined() { read(cell) }
      case .block(let block): read(block.content)
      case .code, .rule, .equation, .figure: break
      }
    }
  }
}

extension [BlockNode] {
  fileprivate var contents: TextContents {
    var contents = TextContents()
    contents.read(self)
    return contents
  }
}
