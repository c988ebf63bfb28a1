import Drawing
import Typesetting

extension HandoutSetter {
  /// A level of structure that no other item has.
  mutating func next(_ structure: Structure) -> FlowItem.Level {
    elements += 1
    return FlowItem.Level(structure: structure, number: elements)
  }

  /// How far a line may reach beyond its column, in points: nothing that eyes see.
  private static let slack = 1.0

  /// Adds an item; one after a heading stays with it.
  mutating func add(_ item: FlowItem) {
    var item = item
    if keepsWithNext { item.breakCost = FlowItem.never }
    keepsWithNext = false
    items.append(item)
    spaceBelow = 0
  }

  /// The rules at the left margins of the blocks that an item stands in, beside it.
  func marginRule(of item: FlowItem, in place: Place) -> (Point) -> [SceneItem] {
    // A rule joins that of the item above, but for the first.
    let (count, bottom) = (items.count, item.depth + 4)
    return { origin in
      place.rules.map { rule in
        let top = item.ascent + 2 + (count > rule.start ? item.spaceAbove + 2 : 0)
        let x = origin.x + rule.x
        return .path(
          .line(Point(x, origin.y - top), Point(x, origin.y + bottom)),
          Style(stroke: Stroke(rule.color, width: 1.5, cap: .butt)))
      }
    }
  }

  /// Adds the lines of one block.
  ///
  /// - Parameter isOne: Whether no page may begin within it.
  mutating func append(
    _ lines: [SetLine], leading: Double, _ elements: [FlowItem.Level], above: Double,
    below: Double, in place: Place, isOne: Bool = false
  ) throws {
    let filling = try lines.contains(where: \.hasRoom) ? toFill() : SetLine()
    for (index, line) in lines.enumerated() {
      guard line.width <= place.width + HandoutSetter.slack else {
        throw SettingFault(
          "a formula, or words that no line may end in, is wider than the paper; divide it, as in "
            + "\\begin{aligned} … \\\\ … \\end{aligned} between $$, or make it shorter")
      }
      var item = FlowItem(
        ascent: line.ascent, depth: line.depth, leading: leading, levels: place.levels + elements,
        draw: { line.structured(at: Point($0.x + place.x, $0.y), filling: filling) })
      item.spaceAbove = index == 0 ? max(above, spaceBelow) : 0
      // A page neither ends after the first line of a block nor begins with the last one.
      let isInside = index > 0 && (isOne || index == 1 || index == lines.count - 1)
      item.breakCost = isInside ? FlowItem.never : 0
      item.notes = try notes(calledIn: line)
      item.furniture = marginRule(of: item, in: place)
      add(item)
    }
    spaceBelow = below
  }

  /// The notes whose marks stand in a line, each where it is first called.
  mutating func notes(calledIn line: SetLine) throws -> [FlowItem.Note] {
    let notes = try line.notes.compactMap { Int($0) }.flatMap { number in
      setNotes.insert(number).inserted ? try note(number) : []
    }
    guard notes.reduce(0, { $0 + $1.height }) <= 0.7 * measures.textHeight else {
      let first = notes.first.flatMap { document.notes[$0.number - 1].first?.line } ?? 1
      throw LineError(
        first,
        "the notes of one line are longer than two thirds of the page; put them into the text")
    }
    return notes
  }

  /// A note with those that it calls in turn.
  private mutating func note(_ number: Int) throws -> [FlowItem.Note] {
    guard document.notes.indices.contains(number - 1) else { return [] }
    var inner = self
    (inner.items, inner.spaceBelow, inner.keepsWithNext) = ([], 0, false)
    // A note that is called in a note is set like it.
    if !isNote { inner.style = style.notes }
    inner.isNote = true
    let place = Place(width: measures.textWidth, levels: [inner.next(Structure(.note))])
    let mark = TextPart.text("\(number)\u{A0}", .mark)
    try inner.set(document.notes[number - 1], runningIn: [mark], in: place)
    (elements, setNotes) = (inner.elements, inner.setNotes)
    var own = FlowItem.Note(number: number, items: inner.items)
    for index in own.items.indices { own.items[index].notes = [] }
    return [own] + inner.items.flatMap(\.notes)
  }
}

extension SetLine {
  /// Whether a line to write on stands in it.
  var hasRoom: Bool {
    items.contains { if case .formula(_, words: "", _) = $0 { true } else { false } }
  }

  /// What stands in the line, each part in an element of the document's structure.
  ///
  /// - Parameter filling: What lines to write on are read as.
  func structured(at origin: Point, filling: SetLine = SetLine()) -> [SceneItem] {
    var out: [SceneItem] = []
    var words: [SceneItem] = []
    func closeWords() {
      if !words.isEmpty { out.append(spanned(words)) }
      words = []
    }
    for item in items {
      switch item {
      case .text(let run, nil): words.append(SceneItem.glyphs(run).moved(by: origin))
      case .text(let run, let target?):
        closeWords()
        let structure = Structure(.link(target), alternative: run.text)
        out.append(
          .group(
            Group(
              name: "link", structure: structure, items: [SceneItem.glyphs(run).moved(by: origin)]))
        )
      case .formula(let glyphs, let spoken, _):
        closeWords()
        let glyphs = glyphs.map { $0.moved(by: origin) }
        if spoken.isEmpty {
          // A line to write on.
          guard case .path(let line, _)? = glyphs.first, let start = line.bounds?.minX else {
            break
          }
          out.append(spanned(glyphs + filling.sceneItems(at: Point(start, origin.y))))
          break
        }
        let structure = Structure(.formula, alternative: spoken)
        out.append(.group(Group(name: "formula", structure: structure, items: glyphs)))
      case .mark(let run, _): words.append(SceneItem.glyphs(run).moved(by: origin))
      }
    }
    closeWords()
    return out
  }
}

extension [SceneItem] {
  /// The words of an element that holds nothing else: they need no elements of their own, for a space
  /// that is not seen ends each line but the last and those that end in a divided word.
  var joinedWords: [SceneItem] {
    var out: [SceneItem] = []
    for item in self {
      guard case .group(let group) = item, group.structure == Structure(.span) else { return self }
      if case .glyphs(var run)? = out.last, let last = run.glyphs.last, last.text != "\u{AD}",
        let space = run.font.glyph(for: " ")
      {
        let width = run.font.advance(of: last.id) * run.size / run.font.unitsPerEm
        let offset = Point(last.offset.x + width, last.offset.y)
        run.glyphs.append(GlyphRun.Glyph(id: space, offset: offset, text: " "))
        out[out.count - 1] = .glyphs(run)
      }
      out += group.items
    }
    return out
  }
}

/// Words as one element of the document's structure.
func spanned(_ items: [SceneItem]) -> SceneItem {
  .group(Group(name: "words", structure: Structure(.span), items: items))
}
