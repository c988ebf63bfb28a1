import Records
import Typesetting

/// Looks up every name of a source: equations, figures, numbers, works, places to link to.
package struct Resolver {
  let source: DocumentSource
  let subject: Subject
  let bibliography: Bibliography?
  var macros: [String: Macro] = [:]

  var index: AnchorIndex
  var shown: [String: ShownFigure] = [:]
  var figures: [ShownFigure] = []
  var claims: [ClaimEntry] = []
  var slips: [Slip] = []
  var quotations: [Quotation] = []
  var notes: [Int] = []
  /// The places of notes and of works, by the note in the source and by the key.
  var notePlaces: [Int: Int] = [:]
  var workPlaces: [String: Int] = [:]
  var works: [Work] = []
  var points: Int?

  /// A resolver for a source of which nothing is left out any more.
  package init(_ source: DocumentSource, subject: Subject, bibliography: Bibliography?) {
    self.source = source
    self.subject = subject
    self.bibliography = bibliography
    index = AnchorIndex()
  }

  /// The document.
  ///
  /// - Throws: `SourceError` at the first name that stands for nothing.
  package mutating func resolved() throws(SourceError) -> ResolvedDocument {
    do {
      return try unnamed()
    } catch {
      throw error.inFile(source.file)
    }
  }

  private mutating func unnamed() throws(LineError) -> ResolvedDocument {
    macros = try source.front.macros()
    try NoteCalls.check(source)
    index = try AnchorIndex(source)
    works = try citedWorks()
    workPlaces = Dictionary(works.enumerated().map { ($1.key, $0) }) { first, _ in first }
    try drawFigures(source.blocks)
    try collectClaims()
    try collectSlips()
    let parts = try self.parts(source.blocks)
    var setNotes: [[Part]] = []
    // A note may refer to further notes, which are appended while this runs.
    while setNotes.count < notes.count {
      setNotes.append(try self.parts(source.notes[notes[setNotes.count]]))
    }
    return ResolvedDocument(
      front: source.front, parts: parts, notes: setNotes, works: works, quotations: quotations,
      figures: figures, claims: claims, slips: slips, points: points)
  }

  // MARK: Before the text

  /// The works that are cited anywhere, in the order of the bibliography.
  private func citedWorks() throws(LineError) -> [Work] {
    var keys: Set<String> = []
    let citations = source.citations
    for citation in citations {
      guard let bibliography else {
        throw LineError(
          citation.line, "the text cites works but the settings lack bibliography: file.bib")
      }
      for key in citation.keys { keys.insert(try bibliography.work(key, line: citation.line).key) }
    }
    if let first = citations.first, !index.listsWorks {
      throw LineError(
        first.line, "the text cites works but has no list of them; write ::: bibliography and :::")
    }
    return bibliography?.works.filter { keys.contains($0.key) } ?? []
  }

  /// Draws the figures in their order, so that numbers and links can refer to later ones.
  private mutating func drawFigures(_ blocks: [BlockNode]) throws(LineError) {
    for block in blocks {
      switch block {
      case .figure(let picture, let line):
        let figure = try self.figure(picture, line: line)
        figures.append(figure)
        if shown[figure.drawn.id] == nil { shown[figure.drawn.id] = figure }
      case .block(let block): try drawFigures(block.content)
      case .quote(let inner): try drawFigures(inner)
      case .list(let list): for item in list.items { try drawFigures(item) }
      default: break
      }
    }
  }

  private func figure(
    _ picture: Fragment.Picture, line: Int
  ) throws(LineError) -> ShownFigure {
    let id = try figureID(picture.id, line: line)
    try picture.attributes.allow(
      ["size", "number", "slider", "values", "start", "label"], of: "a figure")
    let drawn = try draw(id, picture.settings, line: line)
    let size = picture.attributes["size"] ?? "text"
    guard size == "text" || size == "column" else {
      throw LineError(line, "no size \(quoted(size)); a figure has size=text or size=column")
    }
    let place = index.figures[line, default: AnchorIndex.Figure(anchor: id, number: "")]
    var figure = ShownFigure(
      drawn: drawn, number: place.number, anchor: place.anchor, caption: [],
      isNarrow: size == "column", slider: nil)
    figure.slider = try slider(picture, id: id, line: line)
    // What the page shows first, prints and shows without scripts is the frame it starts with.
    if let slider = figure.slider { figure.drawn = slider.frames[slider.start].drawn }
    return figure
  }

  private func slider(
    _ picture: Fragment.Picture, id: String, line: Int
  ) throws(LineError) -> ShownFigure.Slider? {
    guard let name = picture.attributes["slider"] else { return nil }
    guard let values = picture.attributes["values"]?.split(separator: ";").map(String.init),
      (2...61).contains(values.count)
    else { throw LineError(line, "a slider needs values=\"a;b;c\", 2 to 61 of them") }
    let chosen = picture.attributes["start"] ?? values[values.count / 2]
    guard let start = values.firstIndex(of: chosen) else {
      throw LineError(
        line, "the slider starts at \(quoted(chosen)), which is not one of its values")
    }
    var frames: [ShownFigure.Frame] = []
    for value in values {
      let others = picture.settings.filter { $0.name != name }
      let drawn = try draw(id, others + [(name, value)], line: line)
      frames.append(ShownFigure.Frame(value: value, drawn: drawn, caption: []))
    }
    let help = frames.first?.drawn.parameters.first { $0.name == name }?.help ?? name
    let label = picture.attributes["label"] ?? help
    return ShownFigure.Slider(parameter: name, label: label, frames: frames, start: start)
  }

  private func figureID(_ name: String, line: Int) throws(LineError) -> String {
    if let found = subject.figures.first(where: { $0.id == name || $0.alias == name }) {
      return found.id
    }
    throw LineError(
      line, "no figure \(quoted(name))",
      suggestion: NearestName.to(name, among: subject.figures.map(\.id)))
  }

  func draw(
    _ id: String, _ settings: [(name: String, value: String)], line: Int
  ) throws(LineError) -> Illustration {
    do {
      return try subject.draw(id, settings)
    } catch {
      throw LineError(line, "\(error)")
    }
  }
}
