import Records

/// A sketch as it was read: its words, its names, its panels with what is drawn in them.
package struct Sheet: Sendable {
  package struct ParameterLine: Sendable {
    let name: String
    let value: Expression
    let range: Bounds
    let help: String
    let place: Place
  }

  /// A panel: its axes and what is drawn in it, back to front.
  struct PanelSheet: Sendable {
    var title: String?
    var frame: Frame?
    var fit: FittedFrame?
    var xLabel: String?
    var yLabel: String?
    /// The drawings with the number of their step; 0 before the first.
    var drawings: [(drawing: Drawing, step: Int)] = []
    var line = 1
    /// The name over whose values the panel is repeated, and the index of the value of this one.
    var each: Each?
    var value = 0
  }

  var words: [Line.Key: String] = [:]
  package private(set) var parameters: [ParameterLine] = []
  var definitions: [(name: String, definition: Names.Definition, place: Place)] = []
  var tables: [(path: String, place: Place)] = []
  /// Lines that name models of the lecture.
  private(set) var models: [ModelLine] = []
  var panels: [PanelSheet] = []
  var steps: [String] = []
  var layout = Layout.row
  var isShared = false
  /// Whether a line says how panels lie.
  var isArranged: Bool { arrangePlace != nil }
  private var arrangePlace: Place?
  var checks: [Check] = []
  /// The lines of the source, for messages; those before its first are empty.
  let source: [[Character]]
  /// The first line that cannot be read; what stands before it is looked at first.
  private(set) var fault: Fault?

  /// The largest source, in bytes.
  package static let largest = 1 << 16
  /// The most lines that draw.
  package static let mostDrawings = 200

  /// The number of the first line.
  let firstLine: Int

  /// Reads a source, which begins in a line of its file.
  ///
  /// - Throws: `Fault` where the source is no text or too large.
  package init(_ bytes: [UInt8], firstLine: Int = 1) throws(Fault) {
    self.firstLine = firstLine
    let start = Place(line: firstLine, column: 1)
    guard bytes.count <= Self.largest else {
      throw Fault(start, "a sketch has at most 64 kB; make two of it")
    }
    let plain = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    guard let text = String(validating: plain, as: UTF8.self), !plain.contains(0) else {
      let lines = plain.split(separator: 0x0A, omittingEmptySubsequences: false)
      let index = lines.firstIndex {
        $0.contains(0) || String(validating: $0, as: UTF8.self) == nil
      }
      let hasZero = lines[index ?? 0].contains(0)
      throw Fault(
        Place(line: firstLine + (index ?? 0), column: 1),
        hasZero
          ? "a zero byte stands here; save the file as UTF-8, and remove what is no text"
          : "this is no UTF-8 text; save the file as UTF-8")
    }
    source =
      Array(repeating: [Character](), count: firstLine - 1)
      + text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
      .split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
    var panel = PanelSheet()
    var count = 0
    for (index, characters) in source.enumerated().dropFirst(firstLine - 1) {
      do throws(Fault) {
        var reader = try LineReader(characters, number: index + 1)
        guard let line = try reader.line() else { continue }
        if case .drawing(let drawing) = line.kind {
          count += 1
          guard count <= Self.mostDrawings else {
            throw Fault(
              drawing.place, "a sketch draws at most \(Self.mostDrawings) things; make two of it")
          }
        }
        try take(line, into: &panel)
      } catch {
        fault = error
        break
      }
    }
    panels.append(panel)
    // Lines before the first panel belong to all, unless they draw.
    if panels.count > 1, panels[0].drawings.isEmpty, panels[0].title == nil {
      let common = panels.removeFirst()
      for index in panels.indices {
        if panels[index].frame == nil { panels[index].fit = panels[index].fit ?? common.fit }
        if panels[index].fit == nil { panels[index].frame = panels[index].frame ?? common.frame }
        panels[index].xLabel = panels[index].xLabel ?? common.xLabel
        panels[index].yLabel = panels[index].yLabel ?? common.yLabel
        panels[index].each = panels[index].each ?? common.each
      }
    }
    if isShared, let first = panels.compactMap(\.frame).first {
      for index in panels.indices where panels[index].fit == nil {
        panels[index].frame = panels[index].frame ?? first
      }
    }
    repeatPanels()
    if fault == nil, let place = arrangePlace, case .grid(let rows, let columns) = layout,
      panels.count > rows * columns
    {
      let wide = max(columns, (panels.count + 11) / 12)
      fault = Fault(
        place,
        "a grid of \(rows)x\(columns) has \(rows * columns) places, and there are \(panels.count) "
          + "panels; write: arrange grid \((panels.count + wide - 1) / wide)x\(wide)")
    }
    if fault == nil, panels.map(\.drawings.count).reduce(0, +) > Self.mostDrawings,
      let place = panels.compactMap(\.each?.place).first
    {
      fault = Fault(
        place,
        "a sketch draws at most \(Self.mostDrawings) things, in all panels; give fewer values")
    }
  }

  private mutating func take(_ line: Line, into panel: inout PanelSheet) throws(Fault) {
    let start = Place(line: line.number, column: 1)
    switch line.kind {
    case .words(let key, let text):
      switch key {
      case .step: steps.append(text)
      case .panel:
        panels.append(panel)
        panel = PanelSheet()
        panel.title = text
        panel.line = line.number
      case .xlabel:
        if panel.xLabel != nil {
          throw Fault(start, "this panel has an xlabel already; leave one out")
        }
        panel.xLabel = text
      case .ylabel:
        if panel.yLabel != nil {
          throw Fault(start, "this panel has a ylabel already; leave one out")
        }
        panel.yLabel = text
      default:
        if words[key] != nil {
          throw Fault(start, "there is a line '\(key.rawValue):' already; leave one out")
        }
        if key == .language { try checkLanguage(text, line.number) }
        words[key] = text
      }
    case .definition(let name, let parameters, let body, let place):
      try checkNew(name, place)
      definitions.append(
        (name, Names.Definition(parameters: parameters, body: body, line: line.number), place))
    case .parameter(let name, let value, let range, let help, let place):
      try checkNew(name, place)
      parameters.append(
        ParameterLine(name: name, value: value, range: range, help: help, place: place))
    case .model(let line):
      if case .run(let name) = line.kind { try checkNew(name, line.place) }
      models.append(line)
    case .data(let path, let place): tables.append((path, place))
    case .frame(let frame):
      try checkNew(axes: frame.place, panel)
      panel.frame = frame
    case .fit(let fit):
      try checkNew(axes: fit.place, panel)
      panel.fit = fit
    case .arrange(let layout, let isShared):
      self.layout = layout
      self.isShared = isShared
      arrangePlace = start
    case .each(let each):
      if panel.each != nil {
        throw Fault(
          start, "this panel goes over values already; begin another with 'panel:'")
      }
      panel.each = each
    case .drawing(let drawing): panel.drawings.append((drawing, steps.count))
    case .check(let check): checks.append(check)
    }
  }

  private func checkNew(axes place: Place, _ panel: PanelSheet) throws(Fault) {
    guard let other = panel.frame?.place ?? panel.fit?.place else { return }
    throw Fault(
      place, "this panel has axes already, in line \(other.line); begin another with 'panel:'")
  }

  private func checkNew(_ name: String, _ place: Place) throws(Fault) {
    let known =
      definitions.map { ($0.name, $0.place.line) } + parameters.map { ($0.name, $0.place.line) }
      + models.compactMap { line in
        if case .run(let name) = line.kind { (name, line.place.line) } else { nil }
      }
    if let other = known.first(where: { $0.0 == name }) {
      throw Fault(
        place, "'\(printable(name))' is defined in line \(other.1) already; give it another name")
    }
    if name == "mean" || name == "sum" {
      throw Fault(place, "'\(name)' goes over the rows of data; give your function another name")
    }
  }

  private func checkLanguage(_ text: String, _ line: Int) throws(Fault) {
    guard Tongue(rawValue: Tongue.main(text)) != nil else {
      let column = (source[line - 1].firstIndex(of: ":") ?? 0) + 2
      throw Fault(
        Place(line: line, column: column),
        "no words in '\(printable(text))'; write en, fr or de, or leave the line out")
    }
  }

  /// A fault with the line of the source that it stands on.
  package func fault(_ fault: Fault) -> SketchFault {
    let index = min(max(fault.place.line - 1, 0), max(source.count - 1, 0))
    return SketchFault(
      line: fault.place.line, column: fault.place.column, fault.words,
      in: source.isEmpty ? "" : String(source[index]))
  }
}
