/// A block of a document's text.
///
/// There is one tree: blocks hold blocks and running text, and so do captions, notes and the cells of
/// tables. What a name in it stands for is kept beside it, by identity, in `ResolvedDocument`; HTML
/// and PDF are two functions of both.
package struct Block: Equatable, Sendable {
  /// Tells it from every other block and inline of its document.
  package var id: Int
  /// The line of the source that it begins in, from 1.
  package var line: Int
  package var kind: Kind

  package indirect enum Kind: Equatable, Sendable {
    /// A heading; the anchor is the name that links lead to, nil to have it made of the words.
    case heading(level: Int, [Inline], anchor: String?)
    case paragraph([Inline])
    case quote([Block])
    case list(List)
    case code(Code)
    case rule
    case table(Table)
    /// A formula on lines of its own.
    case equation(String, Attributes)
    case picture(Picture)
    case environment(Environment)
    /// What a variant leaves out, with how many numbered things were in it.
    case leftOut(Numbered)
  }

  package struct List: Equatable, Sendable {
    /// The number of the first item; nil for a list of points.
    package var start: Int?
    /// Whether the items are single lines rather than paragraphs.
    package var isTight: Bool
    package var items: [[Block]]
    /// What the items are to tick; nil for a list that is none of options.
    package var options: Options?
  }

  /// What a list of options says besides their words.
  package struct Options: Equatable, Sendable {
    /// Whether the author says that one option is right.
    package var isOne: Bool
    /// Which options are right; nil where the key is left out.
    package var right: [Bool]?

    /// Whether an option is known to be right.
    func isRight(_ index: Int) -> Bool {
      right.map { $0.indices.contains(index) && $0[index] } ?? false
    }
  }

  package struct Code: Equatable, Sendable {
    package var text: String
    /// The code with what belongs into its blanks; nil where it has none, or keys are left out.
    package var filled: String?
    /// What belongs into its blanks; empty where keys are left out.
    package var keys: [String] = []
    /// Whether it has blanks.
    package var hasBlanks = false
    /// The first word behind the fence, in small letters; empty for none.
    package var language: String
    /// The number of the first line; nil for lines without numbers.
    package var firstLine: Int?
  }

  package struct Table: Equatable, Sendable {
    package enum Alignment: Hashable, Sendable { case none, left, center, right }
    package var alignments: [Alignment]
    /// The rows; the first is the head.
    package var rows: [[[Inline]]]
    package var caption: [Inline] = []
    package var attributes: Attributes?
    /// Whether its cells are boxes to write into.
    package var isForm = false
    /// Where its rows come from, which are in `Meanings.tables` then; nil for those of the source.
    package var source: TableSource?
    /// The digits after the decimal sign at which each column is aligned; 0 or missing for none.
    package var decimals: [Int] = []

    /// The alignment of a column.
    func alignment(of column: Int) -> Alignment {
      alignments.indices.contains(column) ? alignments[column] : .none
    }

    /// The digits at which a column is aligned; 0 for none.
    func decimals(of column: Int) -> Int {
      decimals.indices.contains(column) ? decimals[column] : 0
    }
  }

  /// A picture by what it shows, as in `![](figure:my-figure scale=0.1)`.
  package struct Picture: Equatable, Sendable {
    /// What stands before the colon: `figure`, `table`; empty for a file.
    package var scheme: String
    /// What is shown: the id of a figure, or a file.
    package var target: String
    /// Parameters of the figure.
    package var settings: Attributes
    /// A caption in place of the figure's own; empty for its own.
    package var caption: [Inline]
    package var attributes: Attributes
  }

  /// A part of the text with a role of its own, as in `:::question points=3`.
  package struct Environment: Equatable, Sendable {
    package var kind: EnvironmentKind
    package var attributes: Attributes
    package var content: [Block]

    /// Whether it holds more than what a variant leaves out.
    var isFilled: Bool { content.contains { !$0.isLeftOut } }
  }

  /// Whether a variant leaves it out.
  var isLeftOut: Bool { if case .leftOut = kind { true } else { false } }
}

/// A part of running text.
package struct Inline: Equatable, Sendable {
  package var id: Int
  package var line: Int
  package var kind: Kind

  package indirect enum Kind: Equatable, Sendable {
    case text(String)
    /// The end of a line of the source.
    case softBreak
    /// The end of a line that is meant.
    case lineBreak
    case code(String)
    case emphasis([Inline])
    case strong([Inline])
    /// Words that lead to an address, or to a name after #.
    case link(String, [Inline])
    case formula(String)
    /// A number that is computed when the document is made, as in `{{figure.name 3}}`.
    case number(NumberName)
    case citation(Citation)
    /// The call of a note, by its place in `Text.notes`.
    case note(Int)
    /// Room for an answer within a line, so many points wide, with what belongs there.
    case blank(width: Double, [Inline])
  }

  /// The running text within.
  package var inner: [Inline] {
    switch kind {
    case .emphasis(let inner), .strong(let inner), .link(_, let inner), .blank(_, let inner): inner
    case .citation(let citation): citation.items.flatMap { $0.prefix + $0.suffix }
    default: []
    }
  }
}

/// The name of a computed number.
package struct NumberName: Hashable, Sendable {
  /// The figure or data set, then the name, separated by the first dot.
  package var path: String
  /// How many digits: `3` significant ones, or `.2` after the point; empty for the default.
  package var format: String
}

/// How many things that are counted a text opens, by their kinds.
package struct Numbered: Equatable, Sendable {
  package var figures = 0
  /// What sources call the figures that are not among these: those of a lecture may have numbers.
  package var targets: [String] = []
  package var tables = 0
  /// Statements such as theorems.
  package var statements: [EnvironmentKind: Int] = [:]
  /// Whether the line before was one of a table, whose caption the next may be.
  var endsTable = false
}

/// The text of a document in one variant: blocks and notes.
package struct Text: Equatable, Sendable {
  package var blocks: [Block]
  /// The notes in the order of their first use.
  package var notes: [[Block]]
  /// An id that nothing in the text has, nor any greater one.
  package var nextID: Int
}

// MARK: The walk

/// What a walk comes to.
enum Visited {
  case block(Block)
  case inline(Inline)
}

extension Text {
  /// Every block and inline once, in the order in which readers meet them: outer ones before what
  /// they hold, captions and cells with their block, and a note where it is first called.
  var nodes: [Visited] {
    var walker = Walker(notes: notes)
    walker.walk(blocks)
    return walker.nodes
  }
}

extension [Block] {
  /// The blocks and inlines, without what is in notes.
  var nodes: [Visited] { Text(blocks: self, notes: [], nextID: 0).nodes }
}

private struct Walker {
  let notes: [[Block]]
  var seen: Set<Int> = []
  var nodes: [Visited] = []

  mutating func walk(_ blocks: [Block]) {
    for block in blocks {
      nodes.append(.block(block))
      for part in block.parts {
        switch part {
        case .blocks(let blocks): walk(blocks)
        case .inlines(let inlines): walk(inlines)
        }
      }
    }
  }

  private mutating func walk(_ inlines: [Inline]) {
    for inline in inlines {
      nodes.append(.inline(inline))
      if case .note(let note) = inline.kind, notes.indices.contains(note),
        seen.insert(note).inserted
      {
        walk(notes[note])
      }
      walk(inline.inner)
    }
  }
}

extension Block {
  /// What a block holds.
  enum Part {
    case blocks([Block])
    case inlines([Inline])
  }

  /// What the block holds, in order.
  var parts: [Part] {
    switch kind {
    case .heading(_, let content, _), .paragraph(let content): [.inlines(content)]
    case .quote(let inner): [.blocks(inner)]
    case .list(let list): list.items.map(Part.blocks)
    case .table(let table): ([table.caption] + table.rows.joined()).map(Part.inlines)
    case .picture(let picture): [.inlines(picture.caption)]
    case .environment(let environment): [.blocks(environment.content)]
    case .code, .rule, .equation, .leftOut: []
    }
  }
}

extension [Inline] {
  /// The words, formulas as TeX, without marks; numbers, citations and notes are left out.
  package var plainText: String {
    map { inline in
      switch inline.kind {
      case .text(let text), .code(let text): text
      case .softBreak, .lineBreak: " "
      case .emphasis, .strong, .link: inline.inner.plainText
      case .formula(let tex): tex
      case .number, .citation, .note, .blank: ""
      }
    }.joined()
  }

  /// The words with their formulas, but without links, notes and citations.
  var withoutMarks: [Inline] {
    flatMap { inline -> [Inline] in
      var copy = inline
      switch inline.kind {
      case .link(_, let inner): return inner.withoutMarks
      case .emphasis(let inner): copy.kind = .emphasis(inner.withoutMarks)
      case .strong(let inner): copy.kind = .strong(inner.withoutMarks)
      case .note, .citation, .blank: return []
      default: break
      }
      return [copy]
    }
  }
}
