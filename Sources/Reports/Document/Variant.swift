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
  /// What they alone refer to (notes, works, figures, numbers) goes with them, and what they
  /// define (notes, addresses of links, names) is unknown: everything later sees this source only.
  package func taking(_ variant: Variant) -> DocumentSource {
    guard let text = shorter[variant] else { return self }
    var copy = self
    (copy.blocks, copy.notes) = (text.blocks, text.notes)
    copy.shorter = [:]
    return copy
  }
}
