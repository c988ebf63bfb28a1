public import Drawing

/// How a stretch of text looks.
public struct TextStyle: Hashable, Sendable {
  /// The faces of text.
  public typealias Face = Nucleus.Text.Face

  /// The face.
  public var face: Face
  /// The size as a part of the paragraph's.
  public var scale: Double
  /// How far the baseline is raised, as a part of the paragraph's size.
  public var rise: Double
  /// The colour; nil for the paragraph's.
  public var color: Color?
  /// Where the text leads; nil for nowhere.
  public var link: String?
  /// Whether the text is code or an address: lines end in it after signs, never with a hyphen.
  public var isVerbatim: Bool

  /// A style; plain text of the paragraph unless stated.
  public init(
    _ face: Face = .regular, scale: Double = 1, rise: Double = 0, color: Color? = nil,
    link: String? = nil, isVerbatim: Bool = false
  ) {
    self.isVerbatim = isVerbatim || face == .mono
    self.face = face
    self.scale = scale
    self.rise = rise
    self.color = color
    self.link = link
  }

  /// Plain text.
  public static let regular = TextStyle()
  /// Emphasis.
  public static let italic = TextStyle(.italic)
  /// Strong emphasis.
  public static let bold = TextStyle(.bold)
  /// Code.
  public static let mono = TextStyle(.mono)
  /// Small text.
  public static let small = TextStyle(scale: 0.8)
  /// A raised figure, as the mark of a footnote.
  public static let mark = TextStyle(scale: 0.7, rise: 0.36)
}

/// A part of a paragraph.
public enum TextPart: Hashable, Sendable {
  /// Text of one style; runs of spaces and line feeds are one space, U+00A0 is never divided.
  case text(String, TextStyle = .regular)
  /// A formula in the line.
  case formula(MathText, link: String? = nil)
  /// The mark of a note, such as "1".
  case note(String)
  /// The end of a line within the paragraph.
  case lineBreak
}

/// How a paragraph is set.
public struct ParagraphStyle: Hashable, Sendable {
  /// Where the space of a line goes.
  public enum Alignment: Hashable, Sendable {
    /// Between the words: both margins are straight.
    case justified
    /// To the right, the right margin is ragged.
    case left
    /// To both sides.
    case center
  }

  /// The size of the text, in points.
  public var size: Double
  /// The distance of baselines, in points.
  public var leading: Double
  /// Where the space of a line goes.
  public var alignment: Alignment
  /// The space before the first line, in points.
  public var indent: Double
  /// Whether words may be divided.
  public var hyphenates: Bool
  /// The face of text that has no other.
  public var face: TextStyle.Face
  /// The colour of text that has no other.
  public var color: Color

  /// A style; justified and hyphenated text of a size unless stated.
  public init(
    size: Double = 10, leading: Double? = nil, alignment: Alignment = .justified,
    indent: Double = 0, hyphenates: Bool = true, face: TextStyle.Face = .regular,
    color: Color = Color(0x000000)
  ) {
    self.size = size
    self.leading = leading ?? 1.25 * size
    self.alignment = alignment
    self.indent = indent
    self.hyphenates = hyphenates
    self.face = face
    self.color = color
  }
}

/// A line of a paragraph, ready to be placed.
public struct SetLine: Hashable, Sendable {
  /// A part of a line.
  public enum Item: Hashable, Sendable {
    /// Glyphs of one look, spaces included.
    case text(GlyphRun, link: String?)
    /// A formula, or the part of one that stands in the line, with its words.
    case formula([SceneItem], words: String, link: String?)
    /// The mark of a note.
    case mark(GlyphRun, note: String)
  }

  /// What stands in the line, in reading order, measured from the left end of its baseline.
  public var items: [Item] = []
  /// The width of what stands in the line, in points.
  public var width = 0.0
  /// How far the line reaches above its baseline, in points.
  public var ascent = 0.0
  /// How far the line reaches below its baseline, in points.
  public var depth = 0.0
  /// The text of the line; a formula stands in it as its words, a divided word ends in U+00AD.
  public var text = ""
  /// How far the spaces stretch (above 0) or shrink (below 0), as a part of what they can.
  public var stretch = 0.0

  /// A line in which nothing stands yet.
  public init() {}

  /// The marks of notes that stand in the line.
  public var notes: [String] {
    items.compactMap { if case .mark(_, let note) = $0 { note } else { nil } }
  }

  /// The line's items for a scene.
  ///
  /// - Parameter origin: Where the left end of the baseline goes, in points, y down.
  public func sceneItems(at origin: Point) -> [SceneItem] {
    items.flatMap { item -> [SceneItem] in
      switch item {
      case .text(let run, _), .mark(let run, _): [.glyphs(run.moved(by: origin))]
      case .formula(let items, _, _): items.map { $0.moved(by: origin) }
      }
    }
  }
}

extension GlyphRun {
  func moved(by offset: Point) -> GlyphRun {
    var run = self
    run.origin = run.origin + offset
    return run
  }
}

extension SceneItem {
  package func moved(by offset: Point) -> SceneItem {
    switch self {
    case .glyphs(let run): return .glyphs(run.moved(by: offset))
    case .path(let path, let style): return .path(path.mapped { $0 + offset }, style)
    case .picture(let file, let rect): return .picture(file, rect.moved(by: offset))
    case .group(var group):
      group.items = group.items.map { $0.moved(by: offset) }
      return .group(group)
    }
  }
}
