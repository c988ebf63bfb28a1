import Records
import Typesetting

extension Resolver {
  mutating func parts(_ blocks: [BlockNode]) throws(LineError) -> [Part] {
    var parts: [Part] = []
    for block in blocks { parts.append(try part(block)) }
    return parts
  }

  private mutating func part(_ block: BlockNode) throws(LineError) -> Part {
    switch block {
    case .heading(let heading):
      return .heading(
        level: heading.level, try spans(heading.content),
        anchor: index.headings[heading.line] ?? "")
    case .paragraph(let content): return .paragraph(try spans(content))
    case .quote(let inner): return .quote(try parts(inner))
    case .list(let list):
      var items: [[Part]] = []
      for item in list.items { items.append(try parts(item)) }
      return .list(start: list.start, isTight: list.isTight, items: items)
    case .code(let text, let language): return .code(text, language: language)
    case .rule: return .rule
    case .table(let table):
      var rows: [[[Span]]] = []
      for row in table.rows {
        var cells: [[Span]] = []
        for cell in row { cells.append(try spans(cell)) }
        rows.append(cells)
      }
      return .table(alignments: table.alignments, rows: rows)
    case .equation(let equation): return .equation(try self.equation(equation))
    case .figure(let picture, let line): return .figure(try captioned(picture, line: line))
    case .block(let block): return .block(try self.block(block))
    }
  }

  private mutating func equation(
    _ equation: BlockNode.Equation
  ) throws(LineError) -> Part.Equation {
    let anchor = equation.attributes.anchor
    let number = anchor.flatMap { index.equations[$0] }
    // A number of letters and digits needs no care inside \\tag.
    let tag = number.map { "\\tag{\($0)}" } ?? ""
    return Part.Equation(
      formula: try formula(equation.tex + tag, line: equation.line), number: number,
      anchor: anchor,
      claims: anchor == nil
        ? [] : claims.filter { $0.place.target == anchor }.map(\.anchor),
      slips: anchor == nil ? [] : slips.filter { $0.target == anchor }.map(\.anchor))
  }

  private mutating func captioned(
    _ picture: Fragment.Picture, line: Int
  ) throws(LineError) -> ShownFigure {
    let anchor = index.figures[line]?.anchor
    guard let place = figures.firstIndex(where: { $0.anchor == anchor }) else {
      throw LineError(line, "the figure is not in the document's list")
    }
    var figure = figures[place]
    let own = try inlineNodes(picture.caption, line: line)
    let words = own.isEmpty ? nil : try spans(own)
    figure.caption = if let words { words } else { try caption(figure.drawn, line: line) }
    if var slider = figure.slider {
      for frame in slider.frames.indices {
        slider.frames[frame].caption =
          if let words { words } else { try caption(slider.frames[frame].drawn, line: line) }
      }
      figure.slider = slider
    }
    figures[place] = figure
    return figure
  }

  /// A figure's own caption: words with formulas between dollar signs.
  private func caption(_ figure: Illustration, line: Int) throws(LineError) -> [Span] {
    do {
      return try spansOfDollars(figure.words.caption, macros: macros)
    } catch {
      throw LineError(line, "the caption of figure '\(figure.id)': \(error)")
    }
  }

  private mutating func block(_ block: BlockNode.Block) throws(LineError) -> Part.Block {
    let attributes = block.attributes
    var points: Int?
    if let text = attributes["points"] {
      guard let value = Int(text), (0...100).contains(value) else {
        throw LineError(block.line, "points=\(text) must be a whole number from 0 to 100")
      }
      points = value
      self.points = (self.points ?? 0) + value
    }
    return Part.Block(
      kind: block.kind, number: index.blocks[block.line]?.question, anchor: attributes.anchor,
      title: attributes["title"], points: points,
      space: try AnswerSpace(attributes, line: block.line),
      // What an errata block holds stands in the register already.
      content: block.kind == .errata ? [] : try parts(block.content))
  }

  // MARK: Running text

  mutating func spans(_ content: [InlineNode]) throws(LineError) -> [Span] {
    var spans: [Span] = []
    for node in content { spans.append(try span(node)) }
    return spans
  }

  private mutating func span(_ node: InlineNode) throws(LineError) -> Span {
    switch node {
    case .text(let text): return .text(text)
    case .softBreak: return .softBreak
    case .lineBreak: return .lineBreak
    case .code(let text): return .code(text)
    case .emphasis(let inner): return .emphasis(try spans(inner))
    case .strong(let inner): return .strong(try spans(inner))
    case .link(let target, let inner, let line):
      return .link(target, try linked(target, inner, line: line))
    case .formula(let tex, let line): return .formula(try formula(tex, line: line))
    case .number(let number, let line): return .number(try quotation(number, line: line))
    case .citation(let keys, let line):
      var places: [Int] = []
      for key in keys {
        guard let place = workPlaces[key] else {
          throw LineError(line, "no work \(quoted(key)) in the bibliography")
        }
        places.append(place)
      }
      return .citation(places)
    case .footnote(let note, let line):
      guard source.notes.indices.contains(note) else {
        throw LineError(line, "a note that is nowhere defined")
      }
      if let place = notePlaces[note] { return .footnote(place) }
      notePlaces[note] = notes.count
      notes.append(note)
      return .footnote(notes.count - 1)
    case .standing:
      throw LineError(1, "a figure or equation of its own stands within a line")
    }
  }

  /// The words of a link; those of its target where it has none.
  private mutating func linked(
    _ target: String, _ inner: [InlineNode], line: Int
  ) throws(LineError) -> [Span] {
    guard target.hasPrefix("#") else {
      return inner.isEmpty ? [.text(target)] : try spans(inner)
    }
    let name = String(target.dropFirst())
    guard index.targets.contains(name) else {
      throw LineError(
        line, "no place \(quoted(target)) to link to",
        suggestion: NearestName.to(name, among: index.targets.sorted()).map { "#" + $0 })
    }
    if !inner.isEmpty { return try spans(inner) }
    if let title = index.titles[name] { return try spans(title) }
    return [.text(index.labels[name] ?? name.replacing("claim-", with: "claim "))]
  }

  /// A formula, in which computed numbers may stand.
  private mutating func formula(_ tex: String, line: Int) throws(LineError) -> MathText {
    var out = ""
    var rest = tex[...]
    while let start = rest.firstRange(of: "{{"),
      let end = rest[start.upperBound...].firstRange(of: "}}"),
      let number = try? Fragment.Number(String(rest[start.upperBound..<end.lowerBound]), line: line)
    {
      let quotation = try self.quotation(number, line: line)
      out += rest[..<start.lowerBound] + "{" + quotation.numeral.tex + "}"
      rest = rest[end.upperBound...]
    }
    out += rest
    do {
      return try MathText(out, macros: macros)
    } catch {
      let place = out.utf8.prefix(error.range.lowerBound)
      throw LineError(
        line + place.count { $0 == 0x0A }, "in the formula \(quoted(tex.trimmed)): \(error)")
    }
  }

  // MARK: Numbers

  private mutating func quotation(
    _ number: Fragment.Number, line: Int
  ) throws(LineError) -> Quotation {
    let dot = number.path.firstIndex(of: ".") ?? number.path.endIndex
    let set = String(number.path[..<dot])
    let name = String(number.path[dot...].dropFirst())
    let (quantities, parameters) = try quantities(of: set, line: line)
    guard let found = quantities.first(where: { $0.name == name }) else {
      throw LineError(
        line, "'\(set)' has no number \(quoted(name))",
        suggestion: NearestName.to(name, among: quantities.map(\.name)))
    }
    let quotation = Quotation(
      numeral: written(found.value, format: number.format), value: found.value, path: number.path,
      parameters: parameters)
    if !quotations.contains(quotation) { quotations.append(quotation) }
    return quotation
  }

  /// The numbers of a figure as the document shows it first, or of a data set.
  private mutating func quantities(
    of set: String, line: Int
  ) throws(LineError) -> (quantities: [Quantity], parameters: String) {
    if let listing = subject.figures.first(where: { $0.id == set || $0.alias == set }) {
      let drawn: Illustration
      if let figure = shown[listing.id] {
        drawn = figure.drawn
      } else {
        drawn = try draw(listing.id, [], line: line)
      }
      let parameters = drawn.parameters.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
      return (drawn.words.quantities, parameters)
    }
    do {
      if let found = try subject.numbers(set) { return (found.quantities, found.parameters) }
    } catch {
      throw LineError(line, "\(error)")
    }
    let known = subject.figures.map(\.id) + subject.numberSets
    throw LineError(
      line, "no figure or data set \(quoted(set)) to take a number from",
      suggestion: NearestName.to(set, among: known))
  }
}

/// A number with so many significant digits, or so many after the point where the format begins
/// with a point; without a format whole numbers exactly and others with four significant digits.
private func written(_ value: Double, format: String) -> Numeral {
  if format.hasPrefix("."), let digits = Int(format.dropFirst()) {
    return Numeral(value, decimals: digits)
  }
  return Int(format).map { Numeral(value, significant: $0) } ?? Numeral(value)
}

extension AnswerSpace {
  /// The room that attributes ask for; nil for none.
  ///
  /// - Throws: `LineError` for a length or style that is not known.
  package init?(_ attributes: Attributes, line: Int) throws(LineError) {
    let style = attributes["style"] ?? "blank"
    guard let known = Style(rawValue: style) else {
      throw LineError(
        line, "no style \(quoted(style)); there are lines, grid, blank",
        suggestion: NearestName.to(style, among: Style.allCases.map(\.rawValue)))
    }
    guard let text = attributes["space"] else {
      guard attributes["style"] == nil else {
        throw LineError(line, "style=\(style) needs space=, as in space=4cm")
      }
      return nil
    }
    let units: [(String, Double)] = [
      ("cm", 72 / 2.54), ("mm", 7.2 / 2.54), ("in", 72), ("pt", 1),
      ("lines", AnswerSpace.lineHeight),
    ]
    for (unit, points) in units where text.hasSuffix(unit) {
      guard let value = Double(text.dropLast(unit.count)), value > 0, value * points <= 720 else {
        break
      }
      self.init(height: value * points, style: known)
      return
    }
    throw LineError(
      line, "space=\(text) is no length; write space=4cm, 40mm, 2in, 120pt or 6lines, at most 25cm")
  }

  /// The distance of two lines to write on, in points: 8 mm.
  package static let lineHeight = 8 * 72 / 25.4
}

/// Words with formulas between dollar signs.
///
/// - Throws: `UnpairedDollar` and `MathError`.
func spansOfDollars(_ text: String, macros: [String: Macro] = [:]) throws -> [Span] {
  try dollarPieces(text).map { piece in
    switch piece {
    case .words(let words): .text(words)
    case .formula(let tex): .formula(try MathText(tex, macros: macros))
    }
  }
}
