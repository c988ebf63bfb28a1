public import Records

/// What documents are about: figures, computed numbers and checked statements, found by name.
///
/// Documents know nothing of a lecture; whoever makes them fills this in.
public struct Subject: Sendable {
  /// A figure that can be asked for.
  public struct Listing: Hashable, Sendable {
    /// The id.
    public var id: String
    /// The name in the lecture, such as `fig4`; nil where it has none.
    public var alias: String?
    /// The title, plain text.
    public var title: String

    /// A figure's listing.
    public init(id: String, alias: String?, title: String) {
      self.id = id
      self.alias = alias
      self.title = title
    }
  }

  /// Numbers that no figure has, such as those of a lab's data, under the name of the set.
  public struct NumberSet: Hashable, Sendable {
    /// The name before the first dot of a number's path.
    public var name: String
    /// What the numbers were computed with, in one line.
    public var parameters: String
    /// The numbers.
    public var quantities: [Quantity]

    /// A set of numbers.
    public init(name: String, parameters: String, quantities: [Quantity]) {
      self.name = name
      self.parameters = parameters
      self.quantities = quantities
    }
  }

  /// Finds a text that an earlier run made for the same key and that `accepts` takes, or makes it.
  ///
  /// What is made must depend on the key and on the program alone.
  public typealias Keep =
    @Sendable (_ key: String, _ accepts: (String) -> Bool, _ make: () throws -> String) throws ->
    String

  /// The figures, in order.
  public var figures: [Listing]

  /// The numbers of figures by their ids and names, where the names are those of numbers: that of
  /// `fig4` is 4.
  var figureNumbers: [String: String] {
    var numbers: [String: String] = [:]
    for figure in figures {
      guard let alias = figure.alias, let name = alias.wholeMatch(of: #/fig([0-9]+|[a-z])/#)?.1
      else {
        continue
      }
      (numbers[figure.id], numbers[alias]) = (name.uppercased(), name.uppercased())
    }
    return numbers
  }

  /// The names of sets of numbers besides those of figures.
  public var numberSets: [String]
  /// The numbers of a set; nil for an unknown name.
  public var numbers: @Sendable (_ set: String) throws -> NumberSet?
  /// Statements besides those of figures, in the order of the lecture.
  public var claims: @Sendable () throws -> [Claim]
  /// A figure with some parameters set, others at their defaults; errors say what is wrong in one
  /// line.
  public var draw: @Sendable (_ id: String, _ settings: NamedValues) throws -> Illustration
  /// The same with the words of a language, by its tag such as `fr`; nil where figures have words in
  /// English only.
  public var drawIn:
    (@Sendable (_ language: String, _ id: String, _ settings: NamedValues) throws -> Illustration)?
  /// The pages beside the document that links may lead to, such as `papers.html`, with the names of
  /// their files.
  public var pages: [String: String] = [:]
  /// A figure whose source stands in the document, with the words of a language; nil where none can
  /// be drawn.
  public var drawSketch:
    (@Sendable (_ language: String, SketchSource, _ settings: NamedValues) throws -> Illustration)?
  /// Whether a file with a figure of a name, without its ending, lies beside the document.
  public var hasSketch: @Sendable (_ name: String) -> Bool = { _ in false }
  /// The id of the figure whose file has a name, without its ending; nil for none.
  public var figureOfFile: @Sendable (_ name: String) -> String? = { _ in nil }
  /// What stands behind numbers, which carry marks then; nil where they carry none.
  public var grounds: Grounds?
  /// Where results are kept from run to run; nowhere unless given.
  public var keep: Keep

  /// A subject from its parts.
  public init(
    figures: [Listing], numberSets: [String] = [],
    numbers: @escaping @Sendable (String) throws -> NumberSet? = { _ in nil },
    claims: @escaping @Sendable () throws -> [Claim] = { [] },
    draw: @escaping @Sendable (String, NamedValues) throws -> Illustration,
    keep: @escaping Keep = { try $2() }
  ) {
    self.figures = figures
    self.numberSets = numberSets
    self.numbers = numbers
    self.claims = claims
    self.draw = draw
    self.keep = keep
  }
}
