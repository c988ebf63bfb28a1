import Drawing
import Plotting
package import Records
package import Reports
package import Typesetting

/// Draws figures for documents and computes labs, each with the same parameters once only.
package final class FigureShelf: Sendable {
  private let lecture: Lecture
  private let fonts: MathFonts
  private let keep: Subject.Keep
  private let file: @Sendable (FigureSource) throws -> any LectureFigure
  private let shelf: Guarded<Shelf>

  private struct Shelf {
    /// Figures that may be computed already, by their keys.
    var renderings: [String: Rendering] = [:]
    var figures: [String: Illustration] = [:]
    var labs: [String: Lab] = [:]
  }

  /// A shelf that knows some renderings already.
  ///
  /// - Parameters:
  ///   - keep: Where results are kept from run to run.
  ///   - file: The figure of a file beside the document, or of a source in it.
  package init(
    _ lecture: Lecture, fonts: MathFonts, ready: [Rendering] = [],
    keep: @escaping Subject.Keep = { try $2() },
    file: @escaping @Sendable (FigureSource) throws -> any LectureFigure = { _ in
      throw UsageError.other("no sketches are shown here; name a figure of the lecture")
    }
  ) throws {
    self.file = file
    self.lecture = lecture
    self.fonts = fonts
    self.keep = keep
    var first = Shelf()
    for rendering in ready { first.renderings[rendering.figure.key] = rendering }
    shelf = Guarded(first)
  }

  /// A figure with some parameters set, others at their defaults.
  package func figure(
    _ id: String, _ settings: NamedValues, in language: DocumentLanguage = .english
  ) throws -> Illustration {
    guard id.hasSuffix(".figure") else {
      return try drawn(try lecture.figure(named: id), settings, in: language)
    }
    return try sketch(.beside(id), settings, in: language)
  }

  /// A sketch; what is wrong with it has its own place.
  private func sketch(
    _ source: FigureSource, _ settings: NamedValues, in language: DocumentLanguage
  ) throws -> Illustration {
    do {
      return try drawn(try file(source), settings, in: language)
    } catch let failure as CommandFailure {
      throw SketchError(
        failure.description, below: failure.below,
        isWithin: source.isWithin && !failure.below.isEmpty)
    }
  }

  private func drawn(
    _ figure: any LectureFigure, _ settings: NamedValues, in language: DocumentLanguage
  ) throws -> Illustration {
    var figure = figure
    for (name, value) in settings { figure = try figure.setting(name, to: value) }
    let key = figure.key(in: language)
    if let known = shelf.withLock({ $0.figures[key] }) { return known }
    let rendering =
      shelf.withLock { $0.renderings[figure.key] } ?? Rendering(figure, of: lecture)
    let keptKey = rendering.keptKey(in: language)
    let name = "figure\n" + keptKey
    let words = try kept(name, by: keep) { try rendering.words(in: language) }
    let shown = rendering.illustration(
      words, key: keptKey, fonts: fonts, in: language,
      keep: { try self.keep($0 + "\n" + name, $1, $2) })
    shelf.withLock { $0.figures[key] = shown }
    return shown
  }

  /// A lab of the lecture; nil for an unknown id and for a lab of text alone.
  package func lab(_ id: String) throws -> Lab? {
    if let known = shelf.withLock({ $0.labs[id] }) { return known }
    guard let entry = lecture.labs.first(where: { $0.id == id }), let make = entry.make else {
      return nil
    }
    let made = entry.isKept ? try kept("lab \(id)", by: keep, make: make) : try make()
    shelf.withLock { $0.labs[id] = made }
    return made
  }

  /// What documents can refer to.
  package var subject: Subject {
    var subject = Subject(
      figures: lecture.figures.map {
        Subject.Listing(id: $0.id, alias: $0.alias, title: $0.title)
      },
      numberSets: lecture.labs.filter { $0.make != nil }.map(\.id),
      numbers: { try self.lab($0)?.numbers },
      claims: { try kept("claims", by: self.keep) { self.lecture.claims() } },
      draw: { try self.figure($0, $1) }, keep: keep)
    subject.drawSketch = {
      try self.sketch(.within($1), $2, in: DocumentLanguage(rawValue: $0) ?? .english)
    }
    subject.figureOfFile = { [figures = lecture.figures.map(\.id)] name in
      figures.first { $0 == plainName(name) }
    }
    subject.hasSketch = { (try? self.file(.beside($0 + ".figure"))) != nil }
    subject.grounds = lecture.grounds
    subject.drawIn = { try self.figure($1, $2, in: DocumentLanguage(rawValue: $0) ?? .english) }
    return subject
  }
}

/// A figure that no lecture has, as documents name it.
package enum FigureSource: Sendable {
  /// A file beside the document, whose name ends in `.figure`.
  case beside(String)
  /// A source in the document.
  case within(SketchSource)

  fileprivate var isWithin: Bool { if case .within = self { true } else { false } }
}

extension LectureFigure {
  /// What tells the figure with its settings from others, as a document in a language shows it.
  fileprivate func key(in language: DocumentLanguage) -> String {
    key + (language == .english ? "" : " in \(language.rawValue)")
  }
}

extension Rendering {
  /// What its results are kept by: who changes the text of a figure sees it, whatever was kept.
  func keptKey(in language: DocumentLanguage) -> String {
    let text = try? FigureText.source(of: id, in: language, folder: lecture.texts).text
    return
      "\(figure.key(in: language)) \(figure.language ?? "") \(sha256(Array((text ?? "").utf8)))"
  }

  /// The figure as documents show it, its picture and data computed when they are asked for.
  ///
  /// - Parameter key: What its results are kept by, as `keptKey(in:)` has it.
  fileprivate func illustration(
    _ words: FigureWords, key: String, fonts: MathFonts, in language: DocumentLanguage,
    wording: FigureWording? = nil, keep: @escaping Subject.Keep
  ) -> Illustration {
    Illustration(
      id: id, alias: figure.alias, words: words, parameters: figure.settings,
      key: key + (wording.map { " " + $0.changes.key } ?? ""),
      csv: { try keep("csv", { _ in true }) { try self.computed.data.csv } },
      scene: { size, theme, id in
        func draw() throws -> LaidOut {
          let metrics = Metrics(
            theme: theme.with(self.lecture.palette).with(self.figure.palette), fonts: fonts,
            size: size, decimalSign: self.decimalSign(in: language))
          let figure = try self.computed.figure(size, in: language)
          let page = try self.figure.placing {
            try laidOut(try wording?.applied(to: figure) ?? figure, metrics: metrics, id: id)
          }
          // Words that are to change must be there; other sizes may have fewer.
          if size == .text { try wording?.check(self.id) }
          return page
        }
        let key = "\(size) \(theme.surroundings.rawValue) \(id) \(wording?.changes.key ?? "")"
        let isKept = theme == .light || theme == .dark
        let (scene, leftOut) = try keptScene(
          key, by: isKept ? keep : { try $2() }, fonts: fonts,
          told: { self.figure.told($0, at: size) },
          draw)
        let place = wording.map { $0.changes.place + ": " } ?? ""
        for words in leftOut { Warnings.add(place + words) }
        return scene
      },
      stepTitles: {
        let figure = try self.computed.figure(.slide, in: language)
        return try (wording?.applied(to: figure) ?? figure).steps.map(\.title)
      },
      changed: { changes in
        let wording = FigureWording(changes)
        if changes.asksForLanguage, self.figure.language(in: language) != language {
          Warnings.add(
            "\(changes.place): figure '\(self.id)' has its words in "
              + "\(self.figure.language ?? "") alone, so language=\(language.rawValue) changes nothing; leave it "
              + "out, or leave the line 'language:' out of the sketch")
        }
        let other = FigureWords(
          title: changes.title ?? words.title, caption: words.caption,
          alternative: changes.alternative ?? words.alternative,
          quantities: words.quantities, claims: words.claims, hash: words.hash)
        let changed = self.illustration(
          other, key: key, fonts: fonts, in: language, wording: wording, keep: keep)
        // A fault of what the picture is to show is one of the text, before it is set.
        if changes.isOfPicture { _ = try changed.scene(.text, .light, self.id) }
        return changed
      })
  }
}

/// A scene that an earlier run drew for the same key, or drawn now, and what is said of words left
/// out of it.
private func keptScene(
  _ key: String, by keep: Subject.Keep, fonts: MathFonts,
  told: @escaping (LeftOut) -> String, _ draw: @escaping () throws -> LaidOut
) throws -> (Scene, leftOut: [String]) {
  struct Kept: Codable {
    var scene: String
    var leftOut: [String]
  }
  var found: (Scene, [String])?
  func read(_ text: String) -> Bool {
    found = nil
    guard let kept = try? decoded(Kept.self, from: text), let bytes = bytes(ofBase64: kept.scene),
      let scene = Scene(encoded: bytes, font: { fonts.font(at: $0) })
    else { return false }
    found = (scene, kept.leftOut)
    return true
  }
  func drawn() throws -> (Scene, [String]) {
    let page = try draw()
    return (page.scene, page.leftOut.map(told))
  }
  _ = try keep("scene " + key, read) {
    let (scene, leftOut) = try drawn()
    found = (scene, leftOut)
    // What cannot be kept is drawn each time.
    guard let bytes = scene.encoded else { return "" }
    return try encoded(Kept(scene: base64(bytes), leftOut: leftOut))
  }
  return try found ?? drawn()
}
