import Drawing
public import Lectures
public import Plotting
import Records

/// A figure that is written in a small language: formulas, data and what is drawn of them, a line
/// each.
///
/// The language is described in `docs/sketches.md`. A sketch is a figure of a lecture like any
/// other: it has parameters, data, claims, steps and words.
public struct Sketch: LectureFigure {
  /// The name of its file without the ending.
  public let id: String
  /// The words after `title:` with the values that they quote; the id without such a line.
  public var title: String {
    let tongue = Tongue(language ?? "en")
    guard let words = sheet.words[.title] else { return id }
    // Numbers of drawings are known when these are computed.
    guard words.contains("{{"), let draft = try? drafted().draft else {
      return spoken(names.quoting(words, in: tongue))
    }
    return SheetWords(sheet, id: id, draft: draft.finished, in: tongue).title
  }
  /// What the lines `parameter` name.
  public let parameters: [Parameter<Sketch>]
  /// The file with the hash of it and of its tables.
  public let source: SourceFile?

  private let file: String
  private let usualLanguage: String?
  private let sheet: Sheet
  private let names: Names
  private let texts: [String: [String]]
  private let models: [NamedModel]
  private let table: CSVTable?
  private let leftOut: [String]
  private let figures: @Sendable (String) throws -> any LectureFigure
  /// How many samples are taken along a side, as a part of those of a picture: tests of very many
  /// sources take fewer.
  package var detail = 1.0
  /// The values of the parameters.
  private var values: [String: Double]

  /// The language of its words after `language:`; nil where it has that of a document.
  public var language: String? { sheet.words[.language] ?? usualLanguage }

  /// The colours that sketches name.
  public var palette: Palette { .sketches }

  /// Where words of the picture stand: in a line of the source, in a row of a table, or in the file
  /// somewhere.
  public func place(ofWords words: String) -> String? {
    let file = printable(file)
    if let line = sheet.line(ofWords: words) { return "\(file):\(line)" }
    for column in texts.keys.sorted() {
      guard let row = texts[column]?.firstIndex(where: { $0.contains(words) }) else { continue }
      return "\(file): column '\(printable(column))', row \(row + 1)"
    }
    return file
  }

  /// Reads a sketch and finds the first fault in it.
  ///
  /// - Parameters:
  ///   - bytes: The source, UTF-8, at most 64 kB.
  ///   - file: The name of the file, for messages.
  ///   - id: The id; nil for the last part of the file's name without `.figure`.
  ///   - firstLine: The line of the file in which the source begins.
  ///   - language: The tag of the language of one without a line `language:`; nil for that of the
  ///     document that shows it.
  ///   - reading: Gives the bytes of a table beside the source.
  ///   - models: The models of a lecture that lines may name.
  ///   - figures: The figures of a lecture, for `show`.
  /// - Throws: `CommandFailure`: code 65 for a fault of the source or its data, 66 for a table that is
  ///   not there.
  public init(
    _ bytes: [UInt8], file: String, id: String? = nil, firstLine: Int = 1, language: String? = nil,
    reading: (String) throws -> [UInt8] = { _ in throw NoTables() },
    models: [NamedModel] = [],
    figures: @escaping @Sendable (String) throws -> any LectureFigure = { throw NoFigure(name: $0) }
  ) throws {
    self.file = file
    self.figures = figures
    self.models = models
    usualLanguage = language
    self.id = Sketch.id(of: id ?? file)
    do {
      sheet = try Sheet(bytes, firstLine: firstLine)
    } catch {
      let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      let own = lines.dropFirst(error.place.line - firstLine).first ?? []
      let line = String(decoding: own.prefix(100), as: UTF8.self)
      throw Sketch.failure(
        SketchFault(
          line: error.place.line, column: error.place.column, error.words, in: visibleLine(line)),
        file)
    }
    var reader = SheetReader(sheet)
    do {
      try reader.read(reading: reading, models: models, figures: figures)
    } catch let fault as Fault {
      throw Sketch.failure(sheet.fault(fault), file)
    } catch let unread as UnreadTable {
      let fault = sheet.fault(unread.fault)
      throw CommandFailure(
        unread.isMissing ? .noInput : .badData, "\(printable(file)):\(fault)", below: fault.excerpt)
    }
    names = reader.names
    texts = reader.texts
    table = reader.table
    leftOut = reader.leftOut
    values = reader.values
    parameters = sheet.parameters.map { line in
      let range = reader.ranges[line.name] ?? 0...1
      return .real(line.name, \.[parameter: line.name], in: range, line.help)
    }
    source = SourceFile(
      name: String(file.split(separator: "/").last ?? ""), hash: sha256(bytes + reader.tableBytes))
  }

  /// The value of a parameter.
  private subscript(parameter name: String) -> Double {
    get { values[name] ?? .nan }
    set { values[name] = newValue }
  }

  /// The id of a file: its name without folders and ending, in letters without accents, digits and
  /// hyphens.
  package static func id(of file: String) -> String {
    var name = String(file.split(separator: "/").last ?? "sketch")
    if name.hasSuffix(".figure") { name.removeLast(7) }
    let plain = plainName(name)
    return plain.contains { $0 != "-" } ? plain : "sketch"
  }

  private static func failure(_ fault: SketchFault, _ file: String) -> CommandFailure {
    CommandFailure(.badData, "\(printable(file)):\(fault)", below: fault.excerpt)
  }

  /// A line of the source with what it became.
  public struct ExplainedLine: Hashable, Sendable {
    /// The line, from 1.
    public let number: Int
    /// The line as it stands.
    public let source: String
    /// What it became: what was drawn, the value of a definition, the residual of a check.
    public let words: String
  }

  /// What each line became.
  ///
  /// - Throws: `CommandFailure`, as `computed` does.
  public func explanation() throws -> [ExplainedLine] {
    let (draft, scope) = try drafted()
    var lines: [(Int, String)] = draft.explained
    for line in sheet.parameters {
      lines.append(
        (line.place.line, "a parameter with the value \(brief(scope.values[line.name] ?? .nan))"))
    }
    for (name, definition, place) in sheet.definitions {
      var words = "a function of \(list: definition.parameters)"
      if definition.parameters.isEmpty {
        let value = try? Compiler.number(definition.body, scope)
        words = value.map { "the number \(brief($0))" } ?? "a name for \(text(definition.body))"
      }
      lines.append((place.line, "\(name) is \(words)"))
    }
    return lines.sorted { $0.0 < $1.0 }.map { number, words in
      ExplainedLine(number: number, source: String(sheet.source[number - 1]), words: words)
    }
  }

  /// Computes what the lines draw.
  ///
  /// - Throws: `CommandFailure` with code 65 for a line that cannot be drawn with these values.
  public func computed() throws -> Computed {
    let draft = try drafted().draft
    let finished = draft.finished
    let data = FigureData(numbers: draft.numbers, series: draft.tables, claims: draft.claims)
    let file = printable(file)
    let warnings = (leftOut + draft.warnings).map { words in
      words.hasPrefix("line ") ? "\(file):\(words.dropFirst(5))" : "\(file): \(words)"
    }
    return Computed(data: data, warnings: warnings) { [id, sheet, language] size, wanted in
      let tongue = Tongue(language ?? wanted)
      let words = SheetWords(sheet, id: id, draft: finished, in: tongue)
      return try picture(of: finished, id: id, words: words, size: size, in: tongue)
    }
  }

  private func drafted() throws -> (draft: Draft, scope: Names) {
    var scope = names
    for (name, value) in values { scope.values[name] = value }
    do {
      let runs = try ModelRuns(
        sheet.models, models, table: table, scope, isCheck: false, mentions: sheet.mentions)
      scope = runs.names
      var draft = try Draft(
        sheet, scope, texts: texts, isCheck: false, detail: detail, figures: figures)
      draft.take(runs)
      let set = sheet.parameters.map(\.name).filter { values[$0] != names.values[$0] }
      try draft.check(
        named: id, at: set.map { "\($0) = \(brief(values[$0] ?? .nan))" }.joined(separator: ", "))
      return (draft, scope)
    } catch let fault as Fault {
      throw Sketch.failure(sheet.fault(fault), file)
    }
  }
}

/// A table is asked for where none can be read.
public struct NoTables: Error, CustomStringConvertible {
  /// What to say.
  public let description = "tables cannot be read here"
  /// Nothing to be said besides.
  public init() {}
}

/// A lecture's figure is asked for where there is none of the name.
public struct NoFigure: Error, CustomStringConvertible {
  private let name: String
  /// No figure of the name.
  public init(name: String) { self.name = name }
  /// What to say.
  public var description: String { "no figure '\(printable(name))'" }
}
