public import Drawing
public import Plotting

/// A figure with everything that a document says about it, whatever computed it.
public struct DrawnFigure: Sendable {
  /// A parameter with the value that was used.
  public struct Parameter: Hashable, Codable, Sendable {
    /// The name, as typed after `--set`.
    public var name: String
    /// The value, as typed.
    public var value: String
    /// The values that are allowed, in words.
    public var range: String
    /// What the parameter is, in a few words.
    public var help: String

    /// A parameter with its value.
    public init(name: String, value: String, range: String, help: String) {
      self.name = name
      self.value = value
      self.range = range
      self.help = help
    }
  }

  /// A number that a text may quote by its name.
  public struct Quantity: Hashable, Codable, Sendable {
    /// The name, such as `l1.sgd.median`.
    public var name: String
    /// The value.
    public var value: Double

    /// A named number.
    public init(name: String, value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// The id, the name of its files.
  public var id: String
  /// The lecture's own name, such as `fig4`; nil where it has none.
  public var alias: String?
  /// The title, plain text.
  public var title: String
  /// What to see, with formulas between dollar signs.
  public var caption: String
  /// What the picture shows, for readers who do not see it; plain text.
  public var alternative: String
  /// The parameters, in the order of the figure.
  public var parameters: [Parameter]
  /// The numbers that captions and texts quote.
  public var quantities: [Quantity]
  /// What the figure claims, with the residuals that certify it.
  public var claims: [ReportedClaim]
  /// The plotted data as CSV.
  public var csv: @Sendable () throws -> String
  /// The SHA-256 of the data.
  public var hash: String
  /// What the figure was computed from, in one line: equal for equal figures of one program.
  public var key: String
  /// The picture at a size in a theme, with ids that begin with the given prefix.
  public var scene: @Sendable (SizeClass, Theme, _ id: String) throws -> Scene

  /// A figure from its parts.
  public init(
    id: String, alias: String?, title: String, caption: String, alternative: String,
    parameters: [Parameter], quantities: [Quantity], claims: [ReportedClaim],
    csv: @escaping @Sendable () throws -> String, hash: String, key: String,
    scene: @escaping @Sendable (SizeClass, Theme, _ id: String) throws -> Scene
  ) {
    self.id = id
    self.alias = alias
    self.title = title
    self.caption = caption
    self.alternative = alternative
    self.parameters = parameters
    self.quantities = quantities
    self.claims = claims
    self.csv = csv
    self.hash = hash
    self.key = key
    self.scene = scene
  }
}

/// A statement that was checked by a computation, with the number that certifies it.
public struct ReportedClaim: Hashable, Codable, Sendable {
  /// An equation number such as `2.16`, or a name such as `prop-1`.
  public var id: String
  /// What is claimed, in one sentence of plain text.
  public var statement: String
  /// How far the computation is from the statement.
  public var residual: Double
  /// The largest residual that still counts as agreement.
  public var tolerance: Double
  /// Why the tolerance has this size.
  public var reason: String
  /// Whether the residual lies within the tolerance.
  public var holds: Bool
  /// What is printed where that differs from what holds, and the residual it leaves, if any.
  public var printed: Printed?

  /// The printed form of a statement, where it is a slip.
  public struct Printed: Hashable, Codable, Sendable {
    /// What is printed, in one sentence of plain text.
    public var statement: String
    /// The residual of the printed form; nil where the slip changes words and no number.
    public var residual: Double?

    /// A printed form and the residual it leaves.
    public init(statement: String, residual: Double?) {
      self.statement = statement
      self.residual = residual
    }
  }

  /// A checked statement.
  public init(
    id: String, statement: String, residual: Double, tolerance: Double, reason: String,
    holds: Bool, printed: Printed?
  ) {
    self.id = id
    self.statement = statement
    self.residual = residual
    self.tolerance = tolerance
    self.reason = reason
    self.holds = holds
    self.printed = printed
  }
}
