import Drawing
public import Plotting
public import Records
package import Reports

/// A figure of a lecture: parameters, what is computed from them, and how it is shown.
///
/// The id is the name of its files.
///
/// A figure is a value, and its facts are properties of the value, so that one may come from a
/// file as well as from a type of its own.
public protocol LectureFigure: Parametrised {
  /// The lecture's own number, such as `fig4`; nil for a figure that the lecture does not have.
  var alias: String? { get }
  /// The title, plain text.
  var title: String { get }
  /// The colours that the figure brings besides those of its lecture.
  var palette: Palette { get }
  /// The tag of the language of its words, such as `fr`; nil for that of the document around it.
  var language: String? { get }
  /// The file that the figure is written in; nil for one of a lecture.
  var source: SourceFile? { get }
  /// Where words of the picture stand in the source of the figure, as `my.figure:5`; nil for a
  /// figure of a lecture.
  ///
  /// - Parameter words: The words as they are read out, or a part of them.
  func place(ofWords words: String) -> String?
  /// Runs the models.
  ///
  /// - Throws: Whatever the models throw; its description is printed after the figure's id.
  func computed() throws -> Computed
}

extension LectureFigure {
  /// None, unless the figure says otherwise.
  public var alias: String? { nil }

  /// What messages call it.
  public static var kind: String { "figure" }

  /// None, unless the figure says otherwise.
  public var palette: Palette { .plain }

  /// That of the document, unless the figure says otherwise.
  public var language: String? { nil }

  /// None, unless the figure says otherwise.
  public var source: SourceFile? { nil }

  /// None, unless the figure says otherwise.
  public func place(ofWords words: String) -> String? { nil }

  /// What is said of words that find no room in the picture of a size.
  func told(_ words: LeftOut, at size: SizeClass) -> String {
    place(ofWords: words.label).map { words.told(at: $0, size: size) } ?? words.description
  }

  /// Draws the figure; words that cannot be set are told at their place in its source.
  ///
  /// - Throws: `CommandFailure` with code 65 for these, and what `draw` throws.
  func placing<Result>(_ draw: () throws -> Result) throws -> Result {
    do {
      return try draw()
    } catch PlotError.label(let figure, let panel, let label, let reason) {
      guard let place = place(ofWords: label) else {
        throw PlotError.label(figure: figure, panel: panel, label: label, reason: reason)
      }
      throw CommandFailure(
        .badData, "\(place): the label '\(printable(label))' cannot be set: \(reason)")
    } catch let error as FontError {
      guard case .missingGlyph(let text, _) = error, let place = place(ofWords: text) else {
        throw error
      }
      throw CommandFailure(.badData, "\(place): \(error)")
    }
  }

  /// The language of its words and numbers in a document.
  package func language(in document: DocumentLanguage) -> DocumentLanguage {
    guard let language else { return document }
    let main = language.lowercased().prefix { $0 != "-" && $0 != "_" }
    return DocumentLanguage(rawValue: String(main)) ?? document
  }

  /// The figure, what its file holds, and the values of its parameters, in one line.
  package var key: String {
    ([id] + (source.map { [$0.hash] } ?? []) + settings.map { "\($0.name)=\($0.value)" })
      .joined(separator: " ")
  }

  /// The parameters as those of a value that holds the figure.
  ///
  /// - Parameter place: Where it holds a figure of this type.
  package func parameters<Whole>(
    within place: any WritableKeyPath<Whole, any LectureFigure> & Sendable
  ) -> [Parameter<Whole>] {
    parameters.map { parameter in
      Parameter<Whole>(
        name: parameter.name, help: parameter.help, allowed: parameter.allowed,
        read: { ($0[keyPath: place] as? Self).map(parameter.read) ?? "" },
        write: { (whole, text) throws(ParameterError) in
          guard var figure = whole[keyPath: place] as? Self else { return }
          try parameter.write(&figure, text)
          whole[keyPath: place] = figure
        }
      ).used(otherwise: parameter.whyUnused) {
        ($0[keyPath: place] as? Self).map(parameter.isUsed) ?? true
      }
    }
  }

  /// The conditions as those of a value that holds the figure.
  package func conditions<Whole>(
    within place: any WritableKeyPath<Whole, any LectureFigure> & Sendable
  ) -> [Condition<Whole>] {
    conditions.map { condition in
      Condition(condition.words) { whole in
        !((whole[keyPath: place] as? Self).map(condition.isBroken) ?? false)
      }
    }
  }
}

/// The file that a figure is written in, as the provenance of a picture names it.
public struct SourceFile: Hashable, Sendable {
  /// The name without folders.
  public let name: String
  /// The SHA-256 of its bytes and of those of its tables.
  public let hash: String

  /// A file by its name and the hash of what the figure is made of.
  public init(name: String, hash: String) {
    self.name = name
    self.hash = hash
  }
}

/// What the models found, and the figure that shows it at any size.
public struct Computed: Sendable {
  /// The plotted data and the numbers quoted.
  public let data: FigureData
  /// What a reader of the figure must know of the computation, such as runs that diverged: one line
  /// each.
  public let warnings: [String]
  /// The folder of the lecture's texts; empty for that of templates.
  package var texts = ""
  private let make: @Sendable (SizeClass, DocumentLanguage, _ texts: String) throws -> Figure

  /// The results of the models with the figure that shows them and has words of its own.
  public init(
    data: FigureData, warnings: [String] = [],
    figure: @escaping @Sendable (SizeClass) throws -> Figure
  ) {
    self.init(data: data, warnings: warnings) { size, _ in try figure(size) }
  }

  /// The results of the models with the figure that shows them in the words of a language, by its tag
  /// such as `fr`.
  public init(
    data: FigureData, warnings: [String] = [],
    figure: @escaping @Sendable (SizeClass, _ language: String) throws -> Figure
  ) {
    self.data = data
    self.warnings = warnings
    make = { size, language, _ in try figure(size, language.rawValue) }
  }

  /// The results of the models with the figure that shows them, whose words are a text for each
  /// language.
  ///
  /// - Parameters:
  ///   - owner: The figure, after whose id the texts are called.
  ///   - data: The plotted data and the numbers quoted.
  ///   - facts: What the words depend on; `slide` is added, which holds for the size of a slide.
  ///   - warnings: What a reader must know of the computation.
  ///   - figure: The figure for a size, with its words.
  public init(
    of owner: any LectureFigure, data: FigureData, facts: Facts, warnings: [String] = [],
    figure: @escaping @Sendable (SizeClass, FigureText) throws -> Figure
  ) {
    self.data = data
    self.warnings = warnings
    let id = owner.id
    make = { size, language, texts in
      let facts = facts.merging(["slide": .flag(size == .slide)]) { own, _ in own }
      return try figure(size, try FigureText(of: id, facts, in: language, folder: texts))
    }
  }

  /// The figure for a size, in English where its words are in no other language.
  ///
  /// - Throws: Whatever keeps it from being made, such as a text that cannot be read.
  public func figure(_ size: SizeClass) throws -> Figure { try figure(size, in: .english) }

  /// The figure for a size with the words of a language, by its tag; English for one without words.
  package func figure(_ size: SizeClass, in tag: String) throws -> Figure {
    try make(size, DocumentLanguage(rawValue: tag) ?? .english, texts)
  }

  /// The figure for a size with the words of a language.
  package func figure(_ size: SizeClass, in language: DocumentLanguage) throws -> Figure {
    try make(size, language, texts)
  }
}

/// What a figure plots and quotes, as plain numbers.
public struct FigureData: Hashable, Sendable {
  /// The numbers that captions and labels quote.
  public var numbers: [Quantity]
  /// What is plotted.
  public var series: [Table]
  /// What the figure claims, with the residuals that certify it.
  public var claims: [Claim]

  /// The data of a figure.
  public init(numbers: [Quantity] = [], series: [Table], claims: [Claim] = []) {
    self.numbers = numbers
    self.series = series
    self.claims = claims
  }

  /// All series in one table.
  public var csv: String { series.csv }

  /// The SHA-256 of the table and the quoted numbers: equal for equal data.
  package var hash: String {
    let quoted = numbers.map { "\($0.name)=\($0.value.description)" }.joined(separator: "\n")
    return sha256(Array((csv + quoted).utf8))
  }

  /// Everything as the text of a JSON file, with the figure's parameters.
  package func json(of figure: any LectureFigure) -> String { value(of: figure).text + "\n" }

  /// Everything as a JSON value, with the figure's parameters.
  package func value(of figure: any LectureFigure) -> JSON {
    let parameters = figure.settings.map { ($0.name, JSON.string($0.value)) }
    let quoted = numbers.map { ($0.name, JSON.number($0.value)) }
    let tables = series.map { one in
      JSON.object([
        ("name", .string(one.name)), ("columns", .array(one.columns.map { .string($0) })),
        ("rows", .array(one.rows.map { .array($0.map { .number($0) }) })),
      ])
    }
    return JSON.object([
      ("figure", .string(figure.id)), ("title", .string(figure.title)),
      ("parameters", .object(parameters)), ("sha256", .string(hash)),
      ("numbers", .object(quoted)), ("series", .array(tables)),
    ])
  }
}
