/// A part of a document's text.
public indirect enum Block: Hashable, Sendable {
  /// A heading; level 1 is the highest.
  case heading(level: Int, [Inline])
  /// A paragraph.
  case paragraph([Inline])
  /// A list; numbered from a start, or with bullets.
  case list([[Block]], start: Int?)
  /// A quotation, set in from both sides.
  case quotation([Block])
  /// A formula on a line of its own, its number flush right.
  case formula(MathText)
  /// Lines of code, as they are.
  case code(String)
}

/// How the parts of a document's text are set.
public struct ColumnStyle: Hashable, Sendable {
  /// Plain paragraphs.
  public var paragraph: ParagraphStyle
  /// Headings, from the highest level; deeper ones look like the last.
  public var headings: [ParagraphStyle]
  /// Code.
  public var code: ParagraphStyle
  /// Notes at the foot of the page.
  public var footnote: ParagraphStyle
  /// The space between paragraphs that are not indented, in points.
  public var paragraphSpace: Double
  /// The space above a heading, in points; half of it stands below.
  public var headingSpace: Double
  /// The space above and below a displayed formula, in points.
  public var displaySpace: Double
  /// How far lists and quotations are set in, in points.
  public var inset: Double

  /// The style of handouts at a size in points: justified text, bold headings to the left.
  public init(size: Double = 10) {
    paragraph = ParagraphStyle(size: size, leading: 1.3 * size)
    headings = [1.6, 1.25, 1.05].map { scale in
      ParagraphStyle(
        size: scale * size, leading: 1.25 * scale * size, alignment: .left, hyphenates: false,
        face: .bold)
    }
    code = ParagraphStyle(
      size: 0.9 * size, leading: 1.2 * size, alignment: .left, hyphenates: false, face: .mono)
    footnote = ParagraphStyle(size: 0.8 * size, leading: size)
    paragraphSpace = 0.6 * size
    headingSpace = 1.4 * size
    displaySpace = 0.8 * size
    inset = 1.8 * size
  }
}

/// A line of a column, with what a builder of pages must know of it.
public struct ColumnLine: Hashable, Sendable {
  /// What a line belongs to.
  public enum Role: Hashable, Sendable {
    /// A heading of a level.
    case heading(Int)
    /// A paragraph.
    case paragraph
    /// A displayed formula, with its words.
    case formula(words: String)
    /// Code.
    case code
  }

  /// What contains a line, from the outside in.
  public enum Container: Hashable, Sendable {
    /// The item of a list, by the list's and the item's number in the column.
    case item(list: Int, item: Int)
    /// A quotation, by its number in the column.
    case quotation(Int)
  }

  /// A note of the line.
  public struct Note: Hashable, Sendable {
    /// The note.
    public var note: Footnote
    /// The note's lines, its mark included.
    public var lines: [SetLine]
  }

  /// The line.
  public var line: SetLine
  /// The distance of its left end from that of the column, in points.
  public var x: Double
  /// The label of a list's item that stands before the line, measured from the column's left.
  public var label: SetLine?
  /// What it belongs to.
  public var role: Role
  /// What contains it, from the outside in.
  public var containers: [Container]
  /// The number of the block in the column: lines of one paragraph have the same.
  public var block: Int
  /// The least distance of its baseline from the one above, in points.
  public var leading: Double
  /// The space above it besides, in points; none at the top of a page.
  public var spaceAbove: Double
  /// What it costs to begin a page with the line; 10 000 forbids it.
  public var breakCost: Double
  /// The notes whose marks stand in the line.
  public var notes: [Note]

  /// The cost that forbids a page to begin with a line.
  public static let never = 10_000.0

  /// The distance of the line's baseline from that of a line above it on the same page.
  ///
  /// The line's leading, unless the two would touch: then a tenth of it remains between them
  /// (plain TeX's `\baselineskip`, `\lineskiplimit` and `\lineskip`).
  public func distance(below line: SetLine) -> Double {
    let extent = line.depth + self.line.ascent
    return (extent > leading ? extent + 0.1 * leading : leading) + spaceAbove
  }
}
