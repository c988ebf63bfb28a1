/// A block of a document's text, as the source has it.
package indirect enum BlockNode: Hashable, Sendable {
  case heading(Heading)
  case paragraph([InlineNode])
  case quote([BlockNode])
  case list(List)
  case code(String, language: String)
  case rule
  case table(Table)
  case equation(Equation)
  case figure(Fragment.Picture, line: Int)
  case block(Block)

  package struct Heading: Hashable, Sendable {
    package var level: Int
    package var content: [InlineNode]
    /// The name that links lead to; nil to have it made of the words.
    package var anchor: String?
    package var line: Int
  }

  package struct List: Hashable, Sendable {
    /// The number of the first item; nil for a list of points.
    package var start: Int?
    /// Whether the items are single lines rather than paragraphs.
    package var isTight: Bool
    package var items: [[BlockNode]]
  }

  package struct Table: Hashable, Sendable {
    package enum Alignment: Hashable, Sendable { case none, left, center, right }
    package var alignments: [Alignment]
    /// The rows; the first is the head.
    package var rows: [[[InlineNode]]]
  }

  package struct Equation: Hashable, Sendable {
    package var tex: String
    package var attributes: Attributes
    package var line: Int
  }

  /// A part of the text with a role of its own, as in `:::question points=3`.
  package struct Block: Hashable, Sendable {
    package var kind: BlockKind
    package var attributes: Attributes
    package var content: [BlockNode]
    package var line: Int
  }
}

/// What a block between `:::` marks is.
package enum BlockKind: String, CaseIterable, Hashable, Sendable {
  /// Something to know beside the thread.
  case remark
  /// Something to do, with points and room for an answer.
  case question
  /// Help, folded away or on the last page.
  case hint
  /// The answer; not in the student's variant.
  case solution
  /// How to mark answers; in the instructor's variant only.
  case marking
  /// The table of checked claims.
  case claims
  /// The table of printed slips with what holds; its own text is a table of further ones.
  case errata
  /// The works cited.
  case bibliography
  /// Downloads of the data behind figures.
  case data

  /// The attributes that it takes.
  package var attributes: [String] {
    switch self {
    case .remark: ["title"]
    case .question: ["points", "space", "style", "title"]
    case .hint, .solution, .marking: ["title"]
    case .claims: ["for"]
    case .errata, .bibliography, .data: []
    }
  }

  /// Whether the block has a text of its own.
  package var hasContent: Bool {
    switch self {
    case .remark, .question, .hint, .solution, .marking, .errata: true
    case .claims, .bibliography, .data: false
    }
  }
}

/// A part of a paragraph, as the source has it.
package indirect enum InlineNode: Hashable, Sendable {
  case text(String)
  /// The end of a line of the source.
  case softBreak
  /// The end of a line that is meant.
  case lineBreak
  case code(String)
  case emphasis([InlineNode])
  case strong([InlineNode])
  case link(String, [InlineNode], line: Int)
  case formula(String, line: Int)
  case number(Fragment.Number, line: Int)
  case citation([String], line: Int)
  /// A note at the foot of the page, by its place in `DocumentSource.notes`.
  case footnote(Int, line: Int)
  /// What must stand on lines of its own; paragraphs are split at it.
  case standing(BlockNode)

  /// Whether it must stand on lines of its own.
  package var isStanding: Bool { if case .standing = self { true } else { false } }
}

/// What a source says: settings, blocks, and notes.
package struct DocumentSource: Hashable, Sendable {
  package var file: String
  package var front: FrontMatter
  package var blocks: [BlockNode]
  /// The notes in the order of their first use.
  package var notes: [[BlockNode]]
  /// The file's characters, for finding the place of one.
  var text = ""
  /// The texts of the variants that leave something out, read without it.
  var shorter: [Variant: Text] = [:]

  /// The blocks and notes of a variant.
  struct Text: Hashable, Sendable {
    var blocks: [BlockNode]
    var notes: [[BlockNode]]
  }
}
