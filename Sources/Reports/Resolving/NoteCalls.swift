/// Which notes call which, checked before any is set: paper sets a note with those that it calls.
struct NoteCalls {
  /// How many notes can call one another in a row.
  static let greatestDepth = 8
  /// How many bytes of text all calls of notes can stand for.
  static let greatestSize = 1_000_000

  /// What each note holds.
  private var contents: [Contents] = []
  /// The bytes of a note with those that it calls, and how many it calls in a row; nil for a note
  /// not yet looked at.
  private var known: [(size: Int, depth: Int)?]

  private typealias Contents = (calls: [(note: Int, line: Int)], size: Int)

  /// Checks the notes of a text.
  ///
  /// - Throws: `LineError` at a block that a note cannot hold, at the call by which a note calls
  ///   itself, by which notes are nested too deeply, or with which they stand for too much text.
  static func check(_ text: Text) throws(LineError) {
    guard !text.notes.isEmpty else { return }
    var calls = NoteCalls(
      contents: text.notes.map(contents), known: Array(repeating: nil, count: text.notes.count))
    for note in text.notes {
      for case .block(let block) in note.nodes {
        switch block.kind {
        case .picture, .heading:
          throw LineError(
            block.line,
            "a note holds no pictures and no headings; put them into the text, with a link to them")
        default: break
        }
      }
    }
    for note in text.notes.indices { _ = try calls.extent(of: note, within: [], line: 1) }
    var sum = 0
    for (note, line) in contents(text.blocks).calls {
      sum += try calls.extent(of: note, within: [], line: line).size
      guard sum <= greatestSize else {
        throw LineError(
          line, "the notes come to more than \(greatestSize) bytes, each counted where it is called"
        )
      }
    }
  }

  private mutating func extent(
    of note: Int, within callers: [Int], line: Int
  ) throws(LineError) -> (size: Int, depth: Int) {
    guard contents.indices.contains(note) else { return (0, 0) }
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
    var (size, depth) = (contents[note].size, 1)
    for (inner, line) in contents[note].calls {
      let part = try extent(of: inner, within: callers + [note], line: line)
      size = min(size + part.size, NoteCalls.greatestSize + 1)
      depth = max(depth, 1 + part.depth)
    }
    guard depth <= NoteCalls.greatestDepth else { throw tooDeep }
    known[note] = (size, depth)
    return (size, depth)
  }

  /// Calls of notes with their lines, and the bytes of words.
  private static func contents(_ blocks: [Block]) -> Contents {
    var contents: Contents = ([], 0)
    for node in blocks.nodes {
      contents.size += 1
      switch node {
      case .block(let block):
        if case .code(let code) = block.kind { contents.size += code.text.utf8.count }
      case .inline(let inline):
        switch inline.kind {
        case .text(let text), .code(let text), .formula(let text):
          contents.size += text.utf8.count
        case .note(let note): contents.calls.append((note, inline.line))
        default: break
        }
      }
    }
    return contents
  }
}
