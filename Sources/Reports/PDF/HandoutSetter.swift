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
  var style: PrintStyle

  /// How figures stand on a slide; nil for paper.
  var slide: SlideSetting?
  var items: [FlowItem] = []
  var outline: [OutlineEntry] = []
  /// Hints, for the last page: the question's number and the text.
  var hints: [(question: String, hint: Block.Environment)] = []
  /// The notes that stand at the foot of a page already.
  var setNotes: Set<Int> = []
  /// The number of elements so far.
  var elements = 0
  /// The level of the last heading of the text.
  var headingLevel = 1
  var questionNumber = ""
  /// The space that what came last asks for below it.
  var spaceBelow = 0.0
  /// Whether what came last must not end a page.
  var keepsWithNext = false
  /// Whether what is set stands at the foot of a page.
  var isNote = false

  /// Where lines stand: how far they are set in, what they are part of, and what is drawn beside.
  struct Place {
    var x = 0.0
    var width: Double
    var levels: [FlowItem.Level] = []
    /// The rules at the left margins of the blocks that they stand in.
    var rules: [Rule] = []
  }

  /// A rule at the left margin of a block.
  struct Rule {
    var color: Color
    var x: Double
    /// The item at which it begins.
    var start: Int
  }

  /// Sets all of the document.
  mutating func set() throws {
    let place = Place(width: measures.textWidth)
    try setTitle(place)
    try set(document.blocks, in: place)
    if !hints.isEmpty { try setHints(place) }
    if !document.quotations.isEmpty { try setSources(place) }
  }

  // MARK: Blocks

  mutating func set(_ blocks: [Block], in place: Place) throws {
    for block in blocks {
      try SettingFault.placed(at: block.line) { try set(block, in: place) }
    }
  }

  /// Sets blocks with words that run in where they begin with a paragraph.
  mutating func set(
    _ blocks: [Block], runningIn label: [TextPart], in place: Place, space: Double? = nil
  ) throws {
    let blocks = blocks.filter { !$0.isLeftOut }
    if let first = blocks.first, case .paragraph(let content) = first.kind {
      try paragraph(label + parts(content), in: place, space: space)
      try set(Array(blocks.dropFirst()), in: place)
    } else {
      try paragraph(label, in: place, space: space)
      // Words that introduce what is below never end a page.
      keepsWithNext = !blocks.isEmpty
      try set(blocks, in: place)
      keepsWithNext = false
    }
  }

  private mutating func set(_ block: Block, in place: Place) throws {
    switch block.kind {
    case .heading(let level, let content, _):
      let anchor = document.meanings.anchors[block.id] ?? ""
      try heading(level, parts(content), anchor: anchor, in: place)
    case .paragraph(let content): try paragraph(parts(content), in: place)
    case .quote(let inner):
      var place = place
      place.x += 18
      place.width -= 36
      place.levels.append(next(Structure(.quote)))
      try set(inner, in: place)
    case .list(let inner): try list(inner, in: place)
    case .code(let code): try self.code(code, in: place)
    case .rule: spaceBelow = max(spaceBelow, 14)
    case .table(let table):
      try self.table(document.meanings.tables[block.id] ?? table, block, in: place)
    case .equation: try equation(block, in: place)
    case .picture:
      if let figure = document.meanings.figures[block.id] {
        try self.figure(document.figures[figure], block, in: place)
      } else if let file = document.meanings.files[block.id] {
        try picture(document.files[file], in: place)
      }
    case .environment(let inner): try environment(inner, block, in: place)
    case .leftOut: break
    }
  }

  mutating func heading(
    _ level: Int, _ content: [TextPart], anchor: String, in place: Place, isQuestion: Bool = false
  ) throws {
    // Questions are headings of the part that they stand in, all on one level.
    if !isQuestion { headingLevel = level }
    outline.append(OutlineEntry(content.plainText, level: level, destination: anchor))
    let look = style.headings[min(max(level, 1), style.headings.count) - 1]
    try append(
      setting.lines(content, style: look, width: place.width), leading: look.leading,
      [next(Structure(.heading(level), destination: anchor))], above: level <= 2 ? 18 : 12,
      below: 5, in: place, isOne: true)
    keepsWithNext = true
  }

  mutating func paragraph(
    _ content: [TextPart], in place: Place, space: Double? = nil, look: ParagraphStyle? = nil,
    as structure: Structure.Kind = .paragraph
  ) throws {
    var look = look ?? style.paragraph
    let space = space ?? style.paragraphSpace
    // A line that room for words ends early is not stretched.
    if content.contains(where: \.isRoom) { look.alignment = .left }
    try append(
      setting.lines(content, style: look, width: place.width), leading: look.leading,
      [next(Structure(structure))], above: space, below: space, in: place)
  }

  private mutating func list(_ list: Block.List, in place: Place) throws {
    let level = next(Structure(.list))
    let first = items.count
    defer {
      // Options stand with what is asked, and together where they can.
      for index in items.indices.dropFirst(list.options == nil ? items.count : first) {
        items[index].breakCost = index == first ? FlowItem.never : max(items[index].breakCost, 100)
      }
    }
    for (index, blocks) in list.items.enumerated() {
      let item = next(Structure(.listItem))
      var inner = place
      inner.x += style.inset
      inner.width -= style.inset
      inner.levels += [level, item, next(Structure(.listBody))]
      let first = items.count
      for block in blocks {
        if list.isTight, case .paragraph(let content) = block.kind {
          try paragraph(parts(content), in: inner, space: 2)
        } else {
          try set(block, in: inner)
        }
      }
      let label = list.options?.sign(of: index) ?? list.start.map { "\($0 + index)." } ?? "•"
      // An item without text still shows its label.
      if items.count == first {
        try append(
          [SetLine()], leading: style.paragraph.leading, [next(Structure(.paragraph))], above: 2,
          below: 2, in: inner)
      }
      // The bullet of the sans serif is a square.
      try addLabel(
        label == "•" && slide != nil ? .formula(try MathText("\\bullet")) : .text(label), to: first,
        levels: place.levels + [level, item], x: place.x)
    }
  }

  /// Puts the label of a list's item before its first line, as an item of no height.
  private mutating func addLabel(
    _ label: TextPart, to index: Int, levels: [FlowItem.Level], x: Double
  ) throws {
    guard items.indices.contains(index),
      let line = try setting.lines([label], style: style.paragraph, width: 1000).first
    else { return }
    var item = items[index]
    item.levels = levels + [next(Structure(.label))]
    let shift = x + style.inset - 6 - line.width
    item.draw = { [spanned(line.sceneItems(at: Point($0.x + shift, $0.y)))] }
    item.notes = []
    item.ground = { _ in [] }
    items[index].leading = 0
    items[index].spaceAbove = -(item.depth + items[index].ascent)
    items[index].breakCost = FlowItem.whole
    items.insert(item, at: index)
  }

  /// Keeps items from an index on with each other and with what is before them.
  mutating func keepTogether(from first: Int) {
    for index in items.indices.dropFirst(first) where index > 0 {
      items[index].breakCost = max(items[index].breakCost, FlowItem.never)
    }
  }

  /// Makes it dear to part what stands from an index on, and never leaves its last line alone on the
  /// next page.
  mutating func keepWhole(from first: Int) {
    for index in items.indices.dropFirst(first + 1) {
      items[index].breakCost = max(items[index].breakCost, FlowItem.parted)
    }
    if let last = items.indices.dropFirst(first + 1).last {
      items[last].breakCost = max(items[last].breakCost, FlowItem.never)
    }
  }

  private mutating func equation(_ block: Block, in place: Place) throws {
    guard let formula = document.meanings.formulas[block.id] else { return }
    let structure = Structure(.paragraph, destination: document.meanings.anchors[block.id])
    let first = items.count
    try append(
      setting.displayLines(formula, style: style.paragraph, width: place.width),
      leading: style.paragraph.leading, [next(structure)], above: 8, below: 8, in: place)
    // A display belongs to the text before it.
    keepTogether(from: first)
  }

  private mutating func figure(
    _ figure: ShownFigure, _ block: Block, in place: Place
  ) throws {
    if let slide, let picture = slide.pictures[block.id] {
      return try slideFigure(figure, picture, on: slide, in: place)
    }
    let size: SizeClass = figure.isNarrow ? .column : .text
    let scene = try figure.drawn.scene(size, .light, "g-" + figure.anchor)
    // In columns and lists a figure is drawn smaller where there is less room than it was made for.
    let factor = min(place.width / scene.size.width, 1)
    try picture(
      Size(width: factor * scene.size.width, height: factor * scene.size.height),
      Structure(.figure, alternative: figure.drawn.words.alternative, destination: figure.anchor),
      number: figure.number, caption: figure.caption, in: place
    ) { corner in
      scene.items.map { (factor < 1 ? $0.scaled(by: factor) : $0).moved(by: corner) }
    }
  }

  private mutating func picture(_ file: ShownFile, in place: Place) throws {
    if let slide { return try slidePicture(file, on: slide, in: place) }
    let own = file.picture.size
    // A pixel is 1/96 inch; a picture is never wider than the text nor much higher than half a page.
    var width: Double =
      switch file.width {
      case nil: own.width * 0.75
      case .part(let part): part * place.width
      case .points(let points): points
      }
    width = min(width, place.width, 0.7 * measures.textHeight * own.width / own.height)
    let size = Size(width: width, height: width * own.height / own.width)
    try picture(
      size, Structure(.figure, alternative: file.alternative, destination: file.anchor),
      number: file.number, caption: file.caption, in: place, draw: file.drawn(in: size))
  }

  /// A picture in the middle of the line, its caption below.
  private mutating func picture(
    _ size: Size, _ structure: Structure, number: String, caption: [Inline], in place: Place,
    draw: @escaping (_ corner: Point) -> [SceneItem]
  ) throws {
    var item = item(size, structure, in: place, draw: draw)
    item.spaceAbove = max(10, spaceBelow)
    item.furniture = marginRule(of: item, in: place)
    // A figure never leaves the text before it; a table, a figure or columns stand by themselves.
    let above = items.last?.levels.map(\.structure.kind) ?? []
    item.breakCost =
      above.isEmpty || above.contains(.row) || above.contains(.caption) ? 0 : FlowItem.never
    add(item)
    spaceBelow = 0
    keepsWithNext = true
    let label = TextPart.text("\(document.word(.figure)) \(number). ", .bold)
    let first = items.count
    try paragraph([label] + parts(caption), in: place, space: 6, look: captionLook, as: .caption)
    keepTogether(from: first)
    spaceBelow = 12
  }

  /// A picture in the middle of the line.
  mutating func item(
    _ size: Size, _ structure: Structure, in place: Place,
    draw: @escaping (_ corner: Point) -> [SceneItem]
  ) -> FlowItem {
    let x = place.x + max(0, (place.width - size.width) / 2)
    return FlowItem(
      ascent: size.height, levels: place.levels + [next(structure)],
      draw: { origin in draw(Point(origin.x + x, origin.y - size.height)) })
  }
}

extension ShownFile {
  /// What draws it in a size.
  func drawn(in size: Size) -> (_ corner: Point) -> [SceneItem] {
    { corner in
      let box = Rect(
        minX: corner.x, minY: corner.y, maxX: corner.x + size.width, maxY: corner.y + size.height)
      return [.picture(picture, box)]
    }
  }
}
