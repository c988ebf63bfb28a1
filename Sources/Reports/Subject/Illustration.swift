public import Drawing
public import Plotting
public import Records

/// What a document says about a figure, apart from the picture: enough for most pages, and small
/// enough to keep from run to run.
public struct FigureWords: Hashable, Codable, Sendable {
  /// The title, plain text.
  public let title: String
  /// What to see, with formulas between dollar signs.
  public let caption: String
  /// What the picture shows, for readers who do not see it; plain text.
  public let alternative: String
  /// The numbers that captions and texts quote.
  public let quantities: [Quantity]
  /// What the figure claims, with the residuals that certify it.
  public let claims: [Claim]
  /// The SHA-256 of the data.
  public let hash: String

  /// What is said about a figure.
  public init(
    title: String, caption: String, alternative: String, quantities: [Quantity], claims: [Claim],
    hash: String
  ) {
    self.title = title
    self.caption = caption
    self.alternative = alternative
    self.quantities = quantities
    self.claims = claims
    self.hash = hash
  }
}

/// A figure whose words are fixed.
struct UnchangeableFigure: Error, CustomStringConvertible {
  let id: String
  var description: String { "figure '\(id)' has no other words and layers than its own" }
}

/// A figure as documents show it, whatever computed it.
public struct Illustration: Sendable {
  /// The id, the name of its files.
  public let id: String
  /// The lecture's own name, such as `fig4`; nil where it has none.
  public let alias: String?
  /// What is said about it.
  public let words: FigureWords
  /// The parameters, in the order of the figure.
  public let parameters: [Setting]
  /// What the figure was computed from, in one line: equal for equal figures of one program.
  public let key: String
  /// The plotted data as CSV.
  public let csv: @Sendable () throws -> String
  /// The picture at a size in a theme, with ids that begin with the given prefix.
  public let scene: @Sendable (SizeClass, Theme, _ id: String) throws -> Scene
  /// What each of its steps shows, with formulas between dollar signs; none for a figure that is
  /// there at once.
  public let stepTitles: @Sendable () throws -> [String]
  /// The figure in other words and without some layers; nil where it has only its own.
  private let changed: (@Sendable (FigureChanges) throws -> Illustration)?

  /// A figure from its parts.
  public init(
    id: String, alias: String?, words: FigureWords, parameters: [Setting], key: String,
    csv: @escaping @Sendable () throws -> String,
    scene: @escaping @Sendable (SizeClass, Theme, _ id: String) throws -> Scene,
    stepTitles: @escaping @Sendable () throws -> [String] = { [] },
    changed: (@Sendable (FigureChanges) throws -> Illustration)? = nil
  ) {
    self.id = id
    self.alias = alias
    self.words = words
    self.parameters = parameters
    self.key = key
    self.csv = csv
    self.scene = scene
    self.stepTitles = stepTitles
    self.changed = changed
  }

  /// The figure with changes.
  func changed(by changes: FigureChanges) throws -> Illustration {
    guard !changes.key.isEmpty else { return self }
    guard let changed else { throw UnchangeableFigure(id: id) }
    return try changed(changes)
  }
}
