import Drawing
import Records
import Typesetting

extension Block.Options {
  /// The sign before an option: a box or, where one is right, a circle; with a cross where the key
  /// is shown and the option right.
  func sign(of index: Int) -> String {
    switch (isOne, isRight(index)) {
    case (false, false): "□"
    case (false, true): "⊠"
    case (true, false): "○"
    case (true, true): "⊗"
    }
  }
}

extension HandoutSetter {
  /// The measures of fields on paper, in points.
  private enum FieldMeasure {
    static let width = 4 * 72 / 2.54
    static let height = 8 * 72 / 25.4
    /// How far a field reaches below the baseline beside it.
    static let depth = 7.0
  }

  /// A line to write on within running text.
  static func line(_ width: Double) -> MathText? {
    try? MathText("\\underline{\\hspace{\(Numeral(width, decimals: 2).tex)pt}}")
  }

  /// What a place to write on is read as, unseen.
  ///
  /// - Parameter isMarked: Whether it is for those who mark, so that it stays one with solutions.
  func toFill(isMarked: Bool = false) throws -> SetLine {
    let words = leavesSpace || isMarked ? document.word(.toFill) : "…"
    return try setting.unseenLine(words, style: style.paragraph)
  }

  mutating func choice(_ environment: Block.Environment, in place: Place) throws {
    var inner = place
    inner.levels.append(next(Structure(.section, destination: environment.attributes.anchor)))
    try set(environment.content, in: inner)
  }

  /// A number to find: a frame to write into, or the value with its tolerance.
  mutating func numeric(
    _ environment: Block.Environment, _ block: Block, in place: Place
  ) throws {
    var inner = place
    inner.levels.append(next(Structure(.section, destination: environment.attributes.anchor)))
    try set(environment.content, in: inner)
    let first = items.count
    let label = document.word(.answerLabel)
    let unit = document.meanings.units[block.id] ?? []
    if let key = document.meanings.numerics[block.id] {
      let look = TextStyle(color: Ink.solution)
      let value = parts(key.quotation?.numeral ?? key.numeral, look)
      let margin = key.written(in: document.language)
      try paragraph(
        [.text(label + " ", look)] + value + (unit.isEmpty ? [] : [.text("\u{A0}", look)])
          + parts(unit, look) + [.text(" (\(document.word(.tolerance)) ", look)]
          + parts(margin.numeral, look) + [.text(margin.sign + ")", look)], in: inner)
      // An answer stands with the last words of its question, as the frame for it does.
      keepTogether(from: first)
      return
    }
    let look = style.paragraph
    let words = try setting.lines([.text(label)], style: look, width: place.width)
    let units = try setting.lines(parts(unit), style: look, width: place.width)
    guard let before = words.first else { return }
    let left = place.x + before.width + 6
    let filling = try toFill()
    var item = FlowItem(
      ascent: FieldMeasure.height - FieldMeasure.depth, depth: FieldMeasure.depth,
      levels: inner.levels + [next(Structure(.paragraph))],
      draw: { origin in
        before.structured(at: Point(origin.x + place.x, origin.y))
          + filling.structured(at: Point(origin.x + left, origin.y))
          + (units.first?.structured(
            at: Point(origin.x + left + FieldMeasure.width + 6, origin.y)) ?? [])
      })
    let margin = marginRule(of: item, in: place)
    item.furniture = { origin in
      let y = origin.y + FieldMeasure.depth
      let frame = Rect(
        minX: origin.x + left, minY: y - FieldMeasure.height,
        maxX: origin.x + left + FieldMeasure.width, maxY: y)
      return margin(origin)
        + AnswerSpace(height: FieldMeasure.height, style: .blank).rules(in: frame)
    }
    item.spaceAbove = max(6, spaceBelow)
    item.breakCost = items.isEmpty ? 0 : FlowItem.never
    add(item)
    spaceBelow = 8
  }

  /// Room for words, or what belongs there.
  mutating func room(
    _ environment: Block.Environment, _ block: Block, in place: Place
  ) throws {
    if environment.isFilled {
      try aside(environment, rule: Ink.solution, in: place)
    } else if leavesSpace, let room = document.meanings.rooms[block.id] {
      try answerSpace(room, in: place)
    }
  }
}
