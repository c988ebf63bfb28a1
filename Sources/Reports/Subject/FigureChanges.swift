/// What a document changes in the words and layers of a figure.
public struct FigureChanges: Hashable, Sendable {
  /// The title, plain text; nil for the figure's own.
  public var title: String?
  /// What the picture shows, for readers who do not see it; nil for the figure's own words.
  public var alternative: String?
  /// The name of the horizontal axes; nil for their own.
  public var xLabel: String?
  /// The name of the vertical axes; nil for their own.
  public var yLabel: String?
  /// Words of the picture with what stands in their place.
  public var words: [Replacement] = []
  /// The layers that are not drawn.
  public var hidden: [String] = []
  /// The layers of the figure's steps that are drawn; nil for all.
  public var shown: [String]?
  /// The language of the figure's words, such as `fr`.
  public var language = "en"
  /// Whether the source asks for the language, which is the document's else.
  public var asksForLanguage = false

  /// Words, with formulas between dollar signs, and what stands in their place.
  public struct Replacement: Hashable, Sendable {
    /// The words as the figure has them.
    public var old: String
    /// What is drawn.
    public var new: String
  }

  /// Where the source asks for them, as in `lab.md:12`; empty where no source does.
  public var place = ""

  /// No changes.
  public init() {}

  /// Whether layers are missing, of which the figure's own words speak.
  var leavesOut: Bool { !hidden.isEmpty || shown != nil }

  /// Whether they need what only the picture knows: its words, axes and layers.
  public var isOfPicture: Bool {
    leavesOut || !words.isEmpty || xLabel != nil || yLabel != nil
  }

  /// The attributes in a source that say them.
  static let attributes = [
    "title", "alt", "xlabel", "ylabel", "words", "hide", "show", "language",
  ]

  /// The changes that attributes ask for.
  ///
  /// - Parameter language: That of the document.
  /// - Throws: `LineError` for words without what stands for them, or an unknown language.
  init(_ attributes: Attributes, in language: DocumentLanguage) throws(LineError) {
    title = attributes["title"]
    alternative = attributes["alt"]
    (xLabel, yLabel) = (attributes["xlabel"], attributes["ylabel"])
    for part in (attributes["words"] ?? "").split(separator: ";") {
      let sides = part.split(separator: "=>", omittingEmptySubsequences: false).map(\.trimmed)
      guard sides.count == 2, !sides[0].isEmpty else {
        throw LineError(
          attributes.line,
          "\(quoted(part.trimmed)) names no words to change; write words=\"old => new; more => other\""
        )
      }
      words.append(Replacement(old: String(sides[0]), new: String(sides[1])))
    }
    hidden = FigureChanges.names(attributes["hide"])
    shown = attributes["show"].map(FigureChanges.names)
    asksForLanguage = attributes["language"] != nil
    self.language =
      try attributes["language"].map { tag throws(LineError) in
        try DocumentLanguage(tag: tag, line: attributes.line).rawValue
      } ?? language.rawValue
  }

  private static func names(_ text: String?) -> [String] {
    (text ?? "").split(separator: ",").map { String($0.trimmed) }
  }

  /// Equal for equal changes, in one line, with the language where it is asked for; empty for none.
  public var key: String {
    let pairs: [(String, String?)] = [
      ("title", title), ("alt", alternative), ("x", xLabel), ("y", yLabel),
      ("words", words.isEmpty ? nil : words.map { "\($0.old)=>\($0.new)" }.joined(separator: ";")),
      ("hide", hidden.isEmpty ? nil : hidden.joined(separator: ",")),
      ("show", shown?.joined(separator: ",")),
      ("language", asksForLanguage ? language : nil),
    ]
    return pairs.compactMap { name, value in value.map { "\(name)=\($0)" } }.joined(separator: " ")
  }
}
