import Records
import Typesetting

/// Puts what stands between the marks of a block into the block.
struct BlockFolder {
  private let flat: [MarkdownReader.FlatBlock]

  init(_ flat: [MarkdownReader.FlatBlock]) { self.flat = flat }

  /// The blocks, nested.
  ///
  /// - Throws: `LineError` for an unknown block, one that never ends, or an end too many.
  func folded() throws(LineError) -> [BlockNode] {
    var open: [BlockNode.Block] = []
    var finished: [BlockNode] = []
    func add(_ node: BlockNode) {
      if open.isEmpty { finished.append(node) } else { open[open.count - 1].content.append(node) }
    }
    for item in flat {
      switch item {
      case .node(let node): add(node)
      case .mark(let mark):
        if case .opening(let name, let attributes) = mark.kind {
          open.append(try block(name, attributes, mark.line, within: open.last))
        } else if let block = open.popLast() {
          guard block.kind.hasContent || block.content.isEmpty else {
            throw LineError(block.line, "the block '\(block.kind.rawValue)' takes no text")
          }
          add(.block(block))
        } else {
          throw LineError(mark.line, "':::' ends a block that never began")
        }
      }
    }
    if let block = open.last {
      throw LineError(
        block.line, "the block '\(block.kind.rawValue)' never ends; write ::: on a line after it")
    }
    return finished
  }

  private func block(
    _ name: String, _ attributes: Attributes, _ line: Int, within outer: BlockNode.Block?
  ) throws(LineError) -> BlockNode.Block {
    let known = BlockKind.allCases.map(\.rawValue)
    guard let kind = BlockKind(rawValue: name) else {
      throw LineError(
        line, "no block \(quoted(name)); there are \(known.joined(separator: ", "))",
        suggestion: NearestName.to(name, among: known))
    }
    if let outer {
      // Hints, solutions and marks belong to a question; nothing else nests.
      let isPart = kind == .hint || kind == .solution || kind == .marking
      guard outer.kind == .question, isPart else {
        throw LineError(
          line,
          "the block '\(name)' cannot stand in '\(outer.kind.rawValue)' of line \(outer.line); "
            + "write ::: before it")
      }
    }
    try attributes.allow(kind.attributes, of: "the block '\(name)'")
    return BlockNode.Block(kind: kind, attributes: attributes, content: [], line: line)
  }
}
