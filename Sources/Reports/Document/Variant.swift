/// For whom a handout is made.
public enum Variant: String, CaseIterable, Hashable, Sendable {
  /// Questions with room for answers; neither solutions nor marks.
  case student
  /// Questions with their solutions.
  case solution
  /// Solutions and how to mark answers.
  case instructor

  /// Whether a block is part of the variant.
  package func shows(_ kind: BlockKind) -> Bool {
    switch kind {
    case .solution: self != .student
    case .marking: self == .instructor
    default: true
    }
  }
}

extension DocumentSource {
  /// The source with the blocks that a variant does not show taken out.
  ///
  /// What they alone refer to (notes, works, figures, numbers) goes with them: everything later
  /// sees this source only.
  package func taking(_ variant: Variant) -> DocumentSource {
    func kept(_ blocks: [BlockNode]) -> [BlockNode] {
      blocks.compactMap { node in
        guard case .block(var block) = node else { return node }
        guard variant.shows(block.kind) else { return nil }
        block.content = kept(block.content)
        return .block(block)
      }
    }
    var copy = self
    // Marks stand in the outermost level or in a question; the reader refuses them elsewhere.
    copy.blocks = kept(blocks)
    return copy
  }
}
