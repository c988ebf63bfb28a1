package import Drawing
import Plotting
package import Records
package import Reports
package import Typesetting

/// A figure with its data, computed once when first asked for, and drawn in any format.
public final class Rendering: Sendable {
  /// The figure with the values of its parameters.
  public let figure: any LectureFigure
  /// The lecture that the figure belongs to.
  package let lecture: Lecture
  /// The user's data that the figure is computed from; nil for its own.
  package let input: InputData?
  /// The settings that are not the figure's own, as a part of ids; empty for none.
  private let idPart: String
  private let results = Guarded<Results?>(nil)

  private struct Results {
    let computed: Computed
    /// The hash of the data, which every file carries.
    let hash: String
  }

  /// A figure that is computed when something of it is first asked for.
  public convenience init(
    _ figure: any LectureFigure, of lecture: Lecture, input: InputData? = nil
  ) {
    self.init(figure, of: lecture, input: input, standard: nil)
  }

  /// The same with settings that may not be the figure's own.
  ///
  /// - Parameter standard: The settings of the figure before any was set: those that differ are a
  ///   part of the ids in its files, so that two may stand in one page; nil where none was set.
  package init(
    _ figure: any LectureFigure, of lecture: Lecture, input: InputData?, standard: [Setting]?
  ) {
    self.figure = figure
    self.lecture = lecture
    self.input = input
    let own = standard ?? figure.settings
    idPart = figure.settings.filter { setting in
      !own.contains { $0.name == setting.name && $0.value == setting.value }
    }.map { "-" + idName($0.name) + "-" + idName($0.value) }.joined()
  }

  /// The figure's id.
  package var id: String { figure.id }

  /// What the models find.
  ///
  /// - Throws: `CommandFailure`: code 65 when the user's data are at fault, else 2.
  public var computed: Computed { get throws { try found.computed } }

  private var found: Results {
    get throws {
      try results.withLock { results in
        if let results { return results }
        do {
          try figure.checkConditions()
          figure.announceWork()
          var computed = try LongWork.during(figure.called, figure.cost) {
            try figure.computed()
          }
          computed.texts = lecture.texts
          // What is written in a file has places of its own.
          for line in computed.warnings {
            Warnings.add(figure.source == nil ? "figure '\(id)': \(line)" : line)
          }
          let made = Results(computed: computed, hash: computed.data.hash)
          results = made
          return made
        } catch let failure as CommandFailure {
          throw failure
        } catch let refused as UsageError {
          throw CommandFailure(.usage, refused.description)
        } catch let refused as RefusedSetting {
          throw CommandFailure(.usage, "figure '\(id)': \(refused)")
        } catch {
          let isTheData = input != nil && error is any DataFault
          throw CommandFailure(
            isTheData ? .badData : .computation, "figure '\(id)': \(error)")
        }
      }
    }
  }

  /// What documents say about the figure, apart from the picture.
  package var words: FigureWords { get throws { try words(in: .english) } }

  /// The same in a language.
  func words(in language: DocumentLanguage) throws -> FigureWords {
    let found = try found
    let shown: Figure
    do {
      shown = try found.computed.figure(.text, in: language)
    } catch {
      throw CommandFailure(.computation, "figure '\(id)': \(error)")
    }
    let data = found.computed.data
    return FigureWords(
      title: shown.title, caption: shown.caption, alternative: shown.alternative,
      quantities: data.numbers, claims: data.claims, hash: found.hash)
  }

  /// The decimal sign of the figure: that of its words, which are English where a lecture has none in
  /// the language.
  func decimalSign(in language: DocumentLanguage) -> String {
    let own = figure.language(in: language)
    let words = try? FigureText.source(of: figure.id, in: own, folder: lecture.texts)
    return (words?.language ?? own).decimal(".")
  }

  /// The scene of a look.
  ///
  /// - Parameter part: What is appended to the id that all ids of the scene begin with.
  package func scene(_ look: Look, fonts: MathFonts, part: String = "") throws -> Scene {
    do {
      var theme = look.theme
      if case .color(let color) = look.ground { theme = theme.with(ground: color) }
      let metrics = Metrics(
        theme: theme.with(lecture.palette).with(figure.palette), fonts: fonts, size: look.size,
        decimalSign: decimalSign(in: look.language))
      let id = (self.id + look.suffix).replacing(".", with: "-") + idPart + part
      let scene = try figure.placing {
        let page = try laidOut(
          try computed.figure(look.size, in: look.language), metrics: metrics, id: id,
          drawsObstacles: look.drawsObstacles)
        for words in page.leftOut { Warnings.add(figure.told(words, at: look.size)) }
        return page.scene
      }
      return look.ground == .none ? scene.withoutGround : scene
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      // Only a size of the user's can be too small.
      if case PlotError.noRoom = error, case .custom = look.size {
        throw CommandFailure(.usage, "\(error)")
      }
      throw CommandFailure(.computation, "\(error)")
    }
  }

  /// A file: the end of its name after the figure's id, and its bytes.
  package struct File: Sendable {
    package let suffix: String
    package let bytes: [UInt8]
  }

  /// The files of a look in some formats: of each format one, or one for each step.
  package func files(_ look: Look, as formats: [Format], fonts: MathFonts) throws -> [File] {
    let whole = try scene(look, fonts: fonts)
    return try formats.flatMap { try files(of: whole, look, $0, fonts) }
  }

  private func files(
    of whole: Scene, _ look: Look, _ format: Format, _ fonts: MathFonts
  ) throws -> [File] {
    let end = ".\(format.rawValue)"
    switch look.steps {
    case nil:
      return [File(suffix: look.suffix + end, bytes: try bytes([whole], look, format, fonts))]
    case .fragments, .pages:
      let pages = look.steps == .pages ? whole.buildUp : [whole]
      return [
        File(suffix: look.suffix + ".steps" + end, bytes: try bytes(pages, look, format, fonts))
      ]
    case .files:
      return try whole.buildUp.enumerated().map { index, page in
        var page = page
        page.id += "-\(index + 1)"
        let note = ("Step", "\(index + 1) of \(whole.stepCount)")
        return File(
          suffix: "\(look.suffix).\(index + 1)\(end)",
          bytes: try bytes([page], look, format, fonts, note: note))
      }
    }
  }

  private func bytes(
    _ pages: [Scene], _ look: Look, _ format: Format, _ fonts: MathFonts,
    note: (String, String)? = nil
  ) throws -> [UInt8] {
    let lines = try provenance(look) + (note.map { [(name: $0.0, value: $0.1)] } ?? [])
    return try CommandFailure.telling(.computation, "figure '\(id)': ") {
      switch format {
      case .svg:
        let text = svg(
          pages[0], profile: try profile(look, fonts: fonts),
          fragments: look.steps == .fragments, metadata: lines)
        return Array(text.utf8)
      case .png: return try png(pages[0], dpi: look.dpi, keywords: lines)
      case .eps: return try eps(pages[0], keywords: lines)
      case .pdf:
        let properties = DocumentProperties(
          title: pages[0].title, subject: pages[0].description,
          keywords: lines.map { "\($0.name): \($0.value)" })
        return try pdf(pages, properties: properties)
      }
    }
  }

  /// The exporter's profile; that for pages needs the figure's colours in the dark as well.
  private func profile(_ look: Look, fonts: MathFonts) throws -> SVGProfile {
    switch look.profile {
    case .slide: return .plain
    case .edit: return .edit
    case .web:
      var dark = look
      dark.theme = .dark
      return .web(
        try ColorScheme(
          light: try scene(look, fonts: fonts), dark: try scene(dark, fonts: fonts),
          ink: look.theme.color(.ink)))
    }
  }

  /// How a file was made: what every file carries.
  package func provenance(_ look: Look) throws -> NamedValues {
    let parameters = figure.settings.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
    var lines = [
      (name: "Figure", value: id), (name: "Parameters", value: parameters),
      (name: "Options", value: look.options.joined(separator: " ")),
    ].filter { !$0.value.isEmpty }
    if let input = input {
      lines.append((name: "Input SHA-256", value: input.hash))
      lines.append((name: "Input target", value: input.target))
      if !input.options.isEmpty {
        lines.append((name: "Input options", value: input.options.joined(separator: " ")))
      }
    }
    if let source = figure.source {
      lines.append((name: "Source", value: source.name))
      lines.append((name: "Source SHA-256", value: source.hash))
    }
    lines.append((name: "Data SHA-256", value: try found.hash))
    lines.append((name: "Software", value: lecture.software))
    return lines
  }
}

/// A name or value as a part of an id: letters, digits and hyphens, each other sign as its number.
private func idName(_ text: String) -> String {
  text.unicodeScalars.map { scalar in
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-": String(scalar)
    case ".": "-"
    default: "_" + String(scalar.value, radix: 16)
    }
  }.joined()
}
