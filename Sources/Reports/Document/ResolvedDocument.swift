package import Records
package import Typesetting

/// A document with all names replaced by what they stand for: ready to be set in any format.
package struct ResolvedDocument {
  package var front: FrontMatter
  package var parts: [Part]
  /// The notes at the foot of the page, in the order of their numbers.
  package var notes: [[Part]]
  /// The works cited, in the order of the bibliography.
  package var works: [Work]
  /// The numbers that the text quotes, in the order of their first use.
  package var quotations: [Quotation]
  /// The figures shown, in their order.
  package var figures: [ShownFigure]
  /// The statements that were checked.
  package var claims: [ClaimEntry]
  /// What is printed otherwise than it holds, in the order of the places.
  package var slips: [Slip]

  /// The points of all questions; nil when no question has any.
  package var points: Int?
}

/// A block of a resolved document.
package indirect enum Part {
  case heading(level: Int, [Span], anchor: String)
  case paragraph([Span])
  case quote([Part])
  case list(start: Int?, isTight: Bool, items: [[Part]])
  case code(String, language: String)
  case rule
  case table(alignments: [BlockNode.Table.Alignment], rows: [[[Span]]])
  case equation(Equation)
  case figure(ShownFigure)
  case block(Block)

  package struct Equation {
    package var formula: MathText
    /// The number, without parentheses; nil for none.
    package var number: String?
    package var anchor: String?
    /// The claims about it, by their anchors.
    package var claims: [String]
    /// The slips in it or near it, by their anchors.
    package var slips: [String]
  }

  package struct Block {
    package var kind: BlockKind
    /// The number of a question, from 1.
    package var number: Int?
    package var anchor: String?
    package var title: String?
    package var points: Int?
    package var space: AnswerSpace?
    package var content: [Part]
  }
}

/// Room for an answer.
package struct AnswerSpace: Hashable {
  package enum Style: String, CaseIterable { case lines, grid, blank }
  /// The height, in points.
  package var height: Double
  package var style: Style
}

/// A part of a resolved paragraph.
package indirect enum Span {
  case text(String)
  case softBreak
  case lineBreak
  case code(String)
  case emphasis([Span])
  case strong([Span])
  case link(String, [Span])
  case formula(MathText)
  case number(Quotation)
  /// Works, by their places in the bibliography.
  case citation([Int])
  /// A note, by its place.
  case footnote(Int)
}

/// A computed number in a text, with where it comes from.
package struct Quotation: Hashable {
  /// What stands in the text.
  package var numeral: Numeral
  package var value: Double
  /// The figure or data set, and the name within it.
  package var path: String
  /// The parameters it was computed with, as `name=value` in one line.
  package var parameters: String
}

/// A figure as the document shows it.
package struct ShownFigure {
  package var drawn: Illustration
  /// The number in the document.
  package var number: String
  package var anchor: String
  package var caption: [Span]
  /// The size it is asked for in: `text` or `column`.
  package var isNarrow: Bool
  /// A parameter that the reader may move; nil for none.
  package var slider: Slider?

  /// The values of a parameter and the figure drawn with each.
  package struct Slider {
    package var parameter: String
    /// What the parameter is, in a few words.
    package var label: String
    package var frames: [Frame]
    /// The frame that the page shows first.
    package var start: Int
  }

  package struct Frame {
    package var value: String
    package var drawn: Illustration
    package var caption: [Span]
  }
}

/// A checked statement with the name that links lead to.
package struct ClaimEntry {
  package var claim: Claim
  /// The claim's statement and reason, with their formulas.
  package var statement: [Span]
  package var reason: [Span]
  package var anchor: String
  package var place: ClaimPlace
}

/// A row of the register of slips: what is printed and what holds.
package struct Slip {
  package var anchor: String
  /// Where it is, in words.
  package var place: [Span]
  /// The name of that place, if the document has it.
  package var target: String?
  /// How it stands to that place.
  package var relation: ClaimPlace.Relation
  /// What is done to the print.
  package var mark: Claim.Mark
  package var printed: [Span]
  package var holds: [Span]
  /// The claim that certifies what holds; nil for a slip of words.
  package var claim: ClaimEntry?
}
