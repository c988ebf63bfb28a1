import Drawing
import Plotting
import Typesetting

/// Sets a resolved document as one column of items, to be cut into pages.
struct HandoutSetter {
  let document: ResolvedDocument
  let variant: Variant
  let leavesSpace: Bool
  let measures: PageMeasures
  let setting: TextSetting
  let style: ColumnStyle

  var items: [FlowItem] = []
  var outline: [OutlineEntry] = []
  /// Hints, for the last page: the question's number and the text.
  var hints: [(question: Int, parts: [Part])] = []
  /// The number of elements so far.
  var elements = 0
  /// The level of the last heading of the text.
  var headingLevel = 1
  var questionNumber = 0
  /// The space that what came last asks for below it.
  var spaceBelow = 0.0
  /// Whether what came last must not end a page.
  var keepsWithNext = false

  /// Where lines stand: how far they are set in, what they are part of, and what is drawn beside.
  struct Place {
    var x = 0.0
    var width: Double
    var levels: [FlowItem.Level] = []
    /// The colour of a rule at the left margin; nil for none.
    var rule: Color?
    /// The item at which the rule begins.
    var ruleStart = 0
  }

  init(
    _ document: ResolvedDocument, variant: Variant, leavesSpace: Bool, measures: PageMeasures,
    setting: TextSetting
  ) {
    self.document = document
    self.variant = variant
    self.leavesSpace = leavesSpace
    self.measures = measures
    self.setting = setting
    var style = ColumnStyle(size: measures.size)
    style.paragraph.leading = 13.8
    self.style = style
  }

  /// Sets all of the document.
  mutating func set() throws {
    let place = Place(width: measures.textWidth)
    try setTitle(place)
    for part in document.parts { try set(part, in: place) }
    if !hints.isEmpty { try setHints(place) }
    if !document.quotations.isEmpty { try setSources(place) }
  }

  // MARK: Blocks

  mutating func set(_ part: Part, in place: Place) throws {
    switch part {
    case .heading(let level, let content, let anchor):
      try heading(level, inlines(content), anchor: anchor, in: place)
    case .paragraph(let content): try paragraph(inlines(content), in: place)
    case .quote(let parts):
      var inner = place
      inner.x += 18
      inner.width -= 36
      inner.levels.append(next(Structure(.quote)))
      for part in parts { try set(part, in: inner) }
    case .list(let start, let isTight, let items):
      try list(items, start: start, isTight: isTight, in: place)
    case .code(let text, _):
      try append(
        setting.column([.code(text)], style: style, width: place.width),
        next(Structure(.paragraph)),
        above: 6, below: 6, in: place)
    case .rule: spaceBelow = max(spaceBelow, 14)
    case .table(_, let rows): try table(rows, in: place)
    case .equation(let equation): try self.equation(equation, in: place)
    case .figure(let figure): try self.figure(figure, in: place)
    case .block(let block): try self.block(block, in: place)
    }
  }

  mutating func heading(
    _ level: Int, _ content: [Inline], anchor: String, in place: Place, isQuestion: Bool = false
  ) throws {
    // Questions are headings of the part that they stand in, all on one level.
    if !isQuestion { headingLevel = level }
    let title = content.plainText
    outline.append(OutlineEntry(title, level: level, destination: anchor))
    try append(
      setting.column([.heading(level: level, content)], style: style, width: place.width),
      next(Structure(.heading(level), destination: anchor)), above: level <= 2 ? 18 : 12, below: 5,
      in: place)
    keepsWithNext = true
  }

  mutating func paragraph(_ content: [Inline], in place: Place, space: Double = 5.5) throws {
    try append(
      setting.column([.paragraph(content)], style: style, width: place.width),
      next(Structure(.paragraph)), above: space, below: space, in: place)
  }

  private mutating func list(
    _ items: [[Part]], start: Int?, isTight: Bool, in place: Place
  ) throws {
    let list = next(Structure(.list))
    for (index, parts) in items.enumerated() {
      let item = next(Structure(.listItem))
      var inner = place
      inner.x += 20
      inner.width -= 20
      inner.levels += [list, item, next(Structure(.listBody))]
      let first = self.items.count
      for part in parts {
        if isTight, case .paragraph(let content) = part {
          try paragraph(inlines(content), in: inner, space: 2)
        } else {
          try set(part, in: inner)
        }
      }
      let label = start.map { "\($0 + index)." } ?? "•"
      try addLabel(label, to: first, levels: place.levels + [list, item], x: place.x)
    }
  }

  /// Puts the label of a list's item before its first line, as an item of no height.
  private mutating func addLabel(
    _ text: String, to index: Int, levels: [FlowItem.Level], x: Double
  ) throws {
    guard items.indices.contains(index),
      let line = try setting.lines([.text(text)], style: style.paragraph, width: 1000).first
    else { return }
    var label = items[index]
    label.levels = levels + [next(Structure(.label))]
    let shift = x + 14 - line.width
    label.draw = { [spanned(line.sceneItems(at: Point($0.x + shift, $0.y)))] }
    label.notes = []
    items[index].leading = 0
    items[index].spaceAbove = -(label.depth + items[index].ascent)
    items[index].breakCost = ColumnLine.never
    items.insert(label, at: index)
  }

  private mutating func equation(_ equation: Part.Equation, in place: Place) throws {
    let structure = Structure(.paragraph, destination: equation.anchor)
    try append(
      setting.column([.formula(equation.formula)], style: style, width: place.width),
      next(structure), above: 8, below: 8, in: place)
    // A display belongs to the text before it.
    if let last = items.indices.last, items.count > 1 { items[last].breakCost = ColumnLine.never }
  }

  private mutating func table(_ rows: [[[Span]]], in place: Place) throws {
    let table = next(Structure(.table))
    let count = rows.map(\.count).max() ?? 1
    let width = min(place.width / Double(max(count, 1)), 150)
    for (index, row) in rows.enumerated() {
      var ascent = 0.0
      var depth = 0.0
      var cells: [[SetLine]] = []
      var text = style.paragraph
      text.alignment = .left
      text.hyphenates = false
      if index == 0 { text.face = .bold }
      for cell in row {
        let lines = try setting.lines(inlines(cell), style: text, width: width - 8)
        ascent = max(ascent, lines.first?.ascent ?? 0)
        depth = max(
          depth, Double(lines.count - 1) * text.leading + (lines.last?.depth ?? 0))
        cells.append(lines)
      }
      let x = place.x
      let leading = text.leading
      let kind: Structure.Kind = index == 0 ? .headCell : .cell
      var item = FlowItem(
        ascent: ascent, depth: depth, leading: leading + 2,
        levels: place.levels + [table, next(Structure(.row))],
        draw: { origin in
          cells.enumerated().map { column, lines in
            let left = origin.x + x + Double(column) * width
            let content = lines.enumerated().flatMap { number, line in
              line.structured(at: Point(left, origin.y + Double(number) * leading))
            }
            return .group(Group(name: "cell", structure: Structure(kind), items: content))
          }
        })
      item.spaceAbove = index == 0 ? max(8, spaceBelow) : index == 1 ? 4 : 0
      item.breakCost = index == 0 ? 0 : index <= 2 ? ColumnLine.never : 50
      let isHead = index == 0
      let length = Double(count) * width
      let margin = marginRule(of: item, in: place)
      item.furniture = { origin in
        guard isHead else { return margin(origin) }
        let y = origin.y + depth + 3
        return margin(origin)
          + [rule(from: Point(origin.x + x, y), to: Point(origin.x + x + length, y), width: 0.6)]
      }
      add(item)
    }
    spaceBelow = 10
  }

  private mutating func figure(_ figure: ShownFigure, in place: Place) throws {
    let size: SizeClass = figure.isNarrow ? .column : .text
    let scene = try figure.drawn.scene(size, .light, "g-" + figure.anchor)
    let x = place.x + max(0, (place.width - scene.size.width) / 2)
    let height = scene.size.height
    let structure = Structure(
      .figure, alternative: figure.drawn.words.alternative, destination: figure.anchor)
    var item = FlowItem(
      ascent: height, levels: place.levels + [next(structure)],
      draw: { origin in
        scene.items.map { $0.moved(by: Point(origin.x + x, origin.y - height)) }
      })
    item.spaceAbove = max(10, spaceBelow)
    // A figure never leaves the text before it.
    item.breakCost = items.isEmpty ? 0 : ColumnLine.never
    add(item)
    spaceBelow = 0
    keepsWithNext = true
    var caption = style
    caption.paragraph.size = 9
    caption.paragraph.leading = 11.5
    let words = [Inline.text("Figure \(figure.number). ", .bold)] + inlines(figure.caption)
    let first = items.count
    try append(
      setting.column([.paragraph(words)], style: caption, width: place.width),
      next(Structure(.caption)), above: 6, below: 12, in: place)
    for index in first..<items.count { items[index].breakCost = ColumnLine.never }
  }
}
