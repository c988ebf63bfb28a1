package import Drawing
import Plotting
package import Records
package import Typesetting

/// A document with what its names stand for: ready to be set in any format.
package struct ResolvedDocument {
  package var front: FrontMatter
  package var blocks: [Block]
  /// The notes at the foot of the page, in the order of their numbers.
  package var notes: [[Block]]
  /// What names stand for, by the ids of blocks and inlines.
  package var meanings = Meanings()
  /// The works cited, in the order in which they are listed.
  package var works: [Work]
  /// The numbers that the text quotes, in the order of their first use.
  package var quotations: [Quotation]
  /// The figures shown, in their order.
  package var figures: [ShownFigure]
  /// The pictures of files, in their order.
  package var files: [ShownFile]
  /// The statements that were checked.
  package var claims: [ClaimEntry]
  /// What is printed otherwise than it holds, in the order of the places.
  package var slips: [Slip]
  /// What the document is about.
  package var subject: Subject
  /// The document's commands for formulas.
  var macros: [String: Macro]

  /// How works are cited.
  package var citationStyle: CitationStyle { front.citationStyle }

  /// The language of the words that are ours.
  var language: DocumentLanguage { front.language }

  /// A word of ours in the document's language.
  func word(_ word: Word) -> String { language.word(word) }

  /// The title that a block has in the source; nil for none.
  func title(of environment: Block.Environment) -> [Inline]? {
    environment.attributes["title"].flatMap { meanings.titles[$0] }
  }

  /// What an environment is called where it begins, such as "Theorem 1 (Brenier)".
  func label(
    of environment: Block.Environment, _ block: Block, title words: ([Inline]) -> String
  ) -> String {
    let title = title(of: environment).map(words)
    let word = environment.kind.word.map(language.word) ?? ""
    guard environment.kind.isCounted else { return title ?? word }
    return "\(word) \(meanings.numbers[block.id] ?? "")" + (title.map { " (\($0))" } ?? "")
  }

  /// The points of all questions; nil when no question has any.
  package var points: Double?
}

/// What the names of a text stand for, by the ids of its blocks and inlines.
package struct Meanings {
  package var formulas: [Int: MathText] = [:]
  package var quotations: [Int: Quotation] = [:]
  /// Works, by their places in the list.
  package var citations: [Int: [Int]] = [:]
  /// The titles of blocks, by what stands in the source.
  package var titles: [String: [Inline]] = [:]
  /// The words of links that have none of their own.
  package var words: [Int: [Inline]] = [:]
  /// The numbers of notes, from 1, by their calls.
  package var notes: [Int: Int] = [:]
  /// The places of figures among those shown.
  package var figures: [Int: Int] = [:]
  /// The places of files' pictures among those shown.
  package var files: [Int: Int] = [:]
  /// The names that links lead to.
  package var anchors: [Int: String] = [:]
  /// The numbers of figures, tables and questions.
  package var numbers: [Int: String] = [:]
  /// The numbers of equations and of their rows, from top to bottom.
  package var equationNumbers: [Int: [EquationNumber]] = [:]
  /// The equations of numbered rows, by the links to them: `#eq-2` and `#eq-1`.
  package var rows: [String: String] = [:]
  /// The words of a link that are the name of a numbered thing, such as Theorem 1, with no place for a
  /// line to end before the number; nil for all other words.
  package func label(of link: Inline) -> String? {
    guard case .link(let target, let own) = link.kind, own.isEmpty, target.hasPrefix("#"),
      let found = words[link.id], found.count == 1, case .text(let label) = found[0].kind,
      let space = label.lastIndex(of: " "), label[space...].dropFirst().first?.isNumber == true,
      label.count <= 32
    else { return nil }
    return label[..<space] + "\u{A0}" + label[space...].dropFirst()
  }

  /// What was found about equations.
  package var checks: [Int: Checks] = [:]
  package var questions: [Int: Question] = [:]
  /// The keys of numbers to find; none where keys are left out.
  package var numerics: [Int: NumericKey] = [:]
  /// The units of numbers to find: words and formulas.
  package var units: [Int: [Inline]] = [:]
  /// The tables whose rows are in files or data of figures.
  package var tables: [Int: Block.Table] = [:]
  /// The rooms that blocks leave for answers.
  package var rooms: [Int: AnswerSpace] = [:]

  /// The claims about an equation and the slips in it or near it, by their anchors.
  package struct Checks {
    package var claims: [String]
    package var slips: [String]
  }

  package struct Question {
    package var points: Double?
    package var space: AnswerSpace?
  }

  /// The words of running text, with those of links that have none of their own, of formulas and of
  /// numbers.
  func words(of content: [Inline], areSeen: Bool = false) -> String {
    content.map { inline in
      switch inline.kind {
      case .link: (words[inline.id] ?? inline.inner).plainText
      case .formula: formulas[inline.id]?.text(isSeen: areSeen) ?? [inline].plainText
      case .number: quotations[inline.id]?.numeral.plain ?? ""
      case .emphasis, .strong: words(of: inline.inner, areSeen: areSeen)
      default: [inline].plainText
      }
    }.joined()
  }
}

/// Room for an answer.
package struct AnswerSpace {
  package enum Style: String, CaseIterable {
    case lines, grid, axes, quadrant, blank
    var hasAxes: Bool { self == .axes || self == .quadrant }
  }
  /// The height, in points.
  package var height: Double
  package var style: Style
  /// Into how many boxes side by side it is divided.
  package var boxes = 1
  /// The names of its level and its upright axis; empty for none.
  package var names: (x: [Inline], y: [Inline]) = ([], [])
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
  /// What stands behind it; nil in documents whose numbers carry no marks.
  package var evidence: Evidence?
}

/// A figure as the document shows it.
package struct ShownFigure {
  package var drawn: Illustration
  /// The number in the document.
  package var number: String
  package var anchor: String
  package var caption: [Inline]
  /// The size it is asked for in: `text` or `column`.
  package var isNarrow: Bool
  /// A parameter that the reader may move; nil for none.
  package var slider: Slider?

  /// The values of a parameter and the figure drawn with each.
  package struct Slider {
    package var parameter: String
    /// What the parameter is, in a few words; empty where it has a name only.
    package var label: [Inline]
    package var frames: [Frame]
    /// The frame that the page shows first.
    package var start: Int
    /// The command line that draws a frame, all but the value at its end.
    package var command: String
    /// The name that sliders have in common which move together; nil for one that moves alone.
    package var linked: String?
    /// 1 where the values are exponents of ten to readers, −1 where their negatives are; nil for neither.
    package var power: Double?
  }

  package struct Frame {
    package var value: String
    package var drawn: Illustration
    package var caption: [Inline]
  }
}

/// A picture of a file as the document shows it.
package struct ShownFile {
  package var picture: PictureFile
  /// What it shows, for readers who do not see it; plain text.
  package var alternative: String
  package var width: Width?
  /// The number in the document.
  package var number: String
  package var anchor: String
  package var caption: [Inline]

  /// How wide it is asked to be: a part of the text's width, or a length in points.
  package enum Width: Hashable { case part(Double), points(Double) }
}

/// A picture as a file that goes with a cell of a notebook or a question of a course system.
struct Attachment {
  var name: String
  /// The type (RFC 2046).
  var type: String
  /// The bytes in base 64.
  var packed: String
}

extension ResolvedDocument {
  /// What a block shows, with its picture as a file; nil for a block that shows nothing.
  ///
  /// A picture that an earlier run has packed is not packed again.
  func attached(
    _ block: Block
  ) throws -> (picture: Attachment, alternative: String, label: String, caption: [Inline])? {
    if let place = meanings.files[block.id] {
      let file = files[place]
      let picture = Attachment(
        name: "\(file.anchor).\(file.picture.kind.rawValue)", type: file.picture.mediaType,
        packed: base64(file.picture.bytes))
      return (picture, file.alternative, "\(word(.figure)) \(file.number)", file.caption)
    }
    guard let place = meanings.figures[block.id] else { return nil }
    let figure = figures[place]
    let size: SizeClass = figure.isNarrow ? .column : .text
    let packed = try subject.keep("png \(size)\n" + figure.drawn.key, isBase64) {
      base64(try png(figure.drawn.scene(size, .light, "g")))
    }
    let picture = Attachment(name: figure.anchor + ".png", type: "image/png", packed: packed)
    let label = "\(word(.figure)) \(figure.number)"
    return (picture, figure.drawn.words.alternative, label, figure.caption)
  }
}

/// A checked statement with the name that links lead to.
package struct ClaimEntry {
  package var claim: Claim
  /// The claim's statement and reason, with their formulas.
  package var statement: [Inline]
  package var reason: [Inline]
  package var anchor: String
  package var place: ClaimPlace
}

/// A row of the register of slips: what is printed and what holds.
package struct Slip {
  package var anchor: String
  /// Where it is, in words.
  package var place: [Inline]
  /// The name of that place, if the document has it.
  package var target: String?
  /// How it stands to that place.
  package var relation: ClaimPlace.Relation
  /// What is done to the print.
  package var mark: Claim.Mark
  package var printed: [Inline]
  package var holds: [Inline]
  /// The claim that certifies what holds; nil for a slip of words.
  package var claim: ClaimEntry?
}
