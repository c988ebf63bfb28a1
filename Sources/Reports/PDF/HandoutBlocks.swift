import Drawing
import Records
import Typesetting

extension HandoutSetter {
  /// The colours of what is not black.
  enum Ink {
    static let black = Color(0x000000)
    static let note = Color(0x4A4F57)
    static let rule = Color(0xB9BEC6)
    static let solution = Color(0x1D5FA6)
    static let marking = Color(0xB81F2B)
  }

  mutating func block(_ block: Part.Block, in place: Place) throws {
    switch block.kind {
    case .question: try question(block, in: place)
    case .remark: try aside(block, title: "Remark", rule: Ink.rule, in: place)
    case .solution: try aside(block, title: "Solution", rule: Ink.solution, in: place)
    case .marking: try aside(block, title: "Marking", rule: Ink.marking, in: place)
    case .hint:
      hints.append((questionNumber, block.content))
      try paragraph(
        [
          .text("A hint is on the last page.", TextStyle(.italic, link: "#hints"))
        ], in: place)
    case .bibliography: try bibliography(in: place)
    case .claims: try claims(in: place)
    case .errata: try errata(in: place)
    case .data: break
    }
  }

  private mutating func question(_ block: Part.Block, in place: Place) throws {
    questionNumber = block.number ?? 0
    var title: [Inline] = [.text("Question \(questionNumber)")]
    if let words = block.title { title.append(.text(". \(words)")) }
    if let points = block.points {
      title.append(
        .text(
          " (\(points) \(points == 1 ? "point" : "points"))", TextStyle(scale: 0.9, color: Ink.note)
        ))
    }
    let level = headingLevel + 1
    let anchor = block.anchor ?? "question-\(questionNumber)"
    try heading(level, title, anchor: anchor, in: place, isQuestion: true)
    let first = items.count
    var content = block.content
    // The answer's room comes before what is not the student's.
    let rest = content.partition { part in
      if case .block(let inner) = part {
        inner.kind == .solution || inner.kind == .marking
      } else {
        false
      }
    }
    for part in content[..<rest] { try set(part, in: place) }
    if leavesSpace, let space = block.space { answerSpace(space, in: place) }
    // Rather an emptier page than a question torn in two.
    for index in items.indices.dropFirst(first) {
      items[index].breakCost = max(items[index].breakCost, 40)
    }
    for part in content[rest...] { try set(part, in: place) }
  }

  private mutating func answerSpace(_ space: AnswerSpace, in place: Place) {
    let (x, width, above) = (place.x, place.width, max(6, spaceBelow))
    func room(_ height: Double) -> FlowItem {
      var item = FlowItem(ascent: height, levels: [], draw: { _ in [] })
      item.furniture = { origin in
        space.rules(
          in: Rect(
            minX: origin.x + x, minY: origin.y - height, maxX: origin.x + x + width, maxY: origin.y)
        )
      }
      item.spaceAbove = above
      item.breakCost = ColumnLine.never
      return item
    }
    var item = room(space.height)
    item.growth = FlowItem.Growth(
      step: space.style.step, most: 0.75 * space.height, grown: { room(space.height + $0) })
    add(item)
    spaceBelow = 10
  }

  private mutating func aside(
    _ block: Part.Block, title: String, rule: Color, in place: Place
  ) throws {
    var inner = place
    inner.x += 14
    inner.width -= 14
    inner.rule = rule
    inner.ruleStart = items.count
    inner.levels.append(next(Structure(.section, destination: block.anchor)))
    var content = block.content[...]
    let label = Inline.text(
      (block.title ?? title) + ". ", TextStyle(.bold, color: rule == Ink.rule ? nil : rule))
    // The label runs in where the block begins with a paragraph.
    if case .paragraph(let spans)? = content.first {
      try paragraph([label] + inlines(spans), in: inner, space: 7)
      content = content.dropFirst()
    } else {
      try paragraph([label], in: inner, space: 7)
    }
    for part in content { try set(part, in: inner) }
    spaceBelow = max(spaceBelow, 7)
  }

  private mutating func bibliography(in place: Place) throws {
    for work in document.works {
      var line: [Inline] = [.text(work.authorLine.isEmpty ? "" : work.authorLine + ". ")]
      line.append(.text((work.fields["title"] ?? "") + ". ", .italic))
      if !work.place.isEmpty { line.append(.text(work.place + ", ")) }
      line.append(.text((work.fields["year"] ?? "") + "."))
      if let address = work.address {
        line += [.text(" "), .text(address, TextStyle(color: Ink.solution, link: address))]
      }
      var inner = place
      inner.levels.append(next(Structure(.section, destination: "ref-" + anchorName(work.key))))
      try paragraph(line, in: inner, space: 3)
    }
  }

  private mutating func claims(in place: Place) throws {
    for entry in document.claims {
      try paragraph(
        [.text(entry.place.words + ". ", .bold)] + inlines(entry.statement)
          + [.text(entry.claim.holds ? " Holds." : " Fails.")], in: place, space: 3)
    }
  }

  private mutating func errata(in place: Place) throws {
    for slip in document.slips {
      try paragraph(
        [.text(slip.place.plainText + ". ", .bold)] + inlines(slip.holds)
          + [.text(" Printed: ", .italic)] + inlines(slip.printed)
          + [.text(" (\(slip.mark.rawValue))", .italic)], in: place, space: 3)
    }
  }

  // MARK: What is not in the source

  mutating func setTitle(_ place: Place) throws {
    let front = document.front
    if let running = front[.running] {
      try paragraph([.text(running, TextStyle(scale: 0.9, color: Ink.note))], in: place)
    }
    try heading(1, [.text(front.title)], anchor: "title", in: place)
    if let subtitle = front[.subtitle] {
      try paragraph([.text(subtitle, TextStyle(.italic))], in: place)
    }
    var facts = [front[.author], front[.duration]].compactMap { $0 }
    if let points = document.points { facts.append("\(points) points") }
    if document.points != nil, variant != .student { facts.append("\(variant.rawValue) variant") }
    if !facts.isEmpty {
      let line = facts.joined(separator: ", ")
      try paragraph([.text(line, TextStyle(color: Ink.note))], in: place)
    }
    if leavesSpace, document.points != nil { try nameLine(place) }
  }

  private mutating func nameLine(_ place: Place) throws {
    let first = items.count
    try paragraph([.text("Name:")], in: place, space: 10)
    guard items.indices.contains(first) else { return }
    let (x, width) = (place.x, place.width)
    items[first].furniture = { origin in
      [
        rule(
          from: Point(origin.x + x + 36, origin.y + 2),
          to: Point(origin.x + x + width, origin.y + 2),
          width: 0.5)
      ]
    }
  }

  mutating func setHints(_ place: Place) throws {
    try heading(2, [.text("Hints")], anchor: "hints", in: place)
    for (number, parts) in hints {
      var content = parts[...]
      let label = Inline.text("Question \(number). ", .bold)
      if case .paragraph(let spans)? = content.first {
        try paragraph([label] + inlines(spans), in: place)
        content = content.dropFirst()
      } else {
        try paragraph([label], in: place)
      }
      for part in content { try set(part, in: place) }
    }
  }

  /// Where the computed numbers in the text come from.
  mutating func setSources(_ place: Place) throws {
    try heading(2, [.text("Where the numbers come from")], anchor: "numbers", in: place)
    var small = style
    small.paragraph.size = 9
    small.paragraph.leading = 11.5
    small.paragraph.alignment = .left
    small.paragraph.hyphenates = false
    small.paragraph.color = Ink.note
    var sets: [(name: String, quotations: [Quotation])] = []
    for quotation in document.quotations {
      let name = String(quotation.path.prefix { $0 != "." })
      if let place = sets.firstIndex(where: { $0.name == name }) {
        sets[place].quotations.append(quotation)
      } else {
        sets.append((name, [quotation]))
      }
    }
    for (name, quotations) in sets {
      let parameters = quotations.first?.parameters ?? ""
      var line: [Inline] = [
        .text(name, .bold), .text(parameters.isEmpty ? "" : " was computed with \(parameters)"),
      ]
      // A parameter that the text quotes is in that list already.
      let given = parameters.split(separator: " ").map { $0.prefix { $0 != "=" } }
      let rest = quotations.filter { !given.contains($0.path.dropFirst(name.count + 1)) }
      for (index, quotation) in rest.enumerated() {
        line.append(.text(index == 0 ? ": " : ", "))
        line += inlines([.number(quotation)])
        line.append(.text(" is \(quotation.path.dropFirst(name.count + 1))"))
      }
      line.append(.text("."))
      try append(
        setting.column([.paragraph(line)], style: small, width: place.width),
        next(Structure(.paragraph)), above: 4, below: 4, in: place)
    }
  }

  // MARK: Running text

  func inlines(_ spans: [Span], _ style: TextStyle = .regular) -> [Inline] {
    spans.flatMap { inlines($0, style) }
  }

  private func inlines(_ span: Span, _ style: TextStyle) -> [Inline] {
    switch span {
    case .text(let text): return [.text(text, style)]
    case .softBreak: return [.text(" ", style)]
    case .lineBreak: return [.lineBreak]
    case .code(let text):
      var mono = style
      mono.face = .mono
      mono.scale = 0.95 * style.scale
      return [.text(text, mono)]
    case .emphasis(let inner):
      var slanted = style
      slanted.face =
        switch style.face {
        case .bold: .boldItalic
        case .italic: .regular
        default: .italic
        }
      return inlines(inner, slanted)
    case .strong(let inner):
      var strong = style
      strong.face = style.face == .italic ? .boldItalic : .bold
      return inlines(inner, strong)
    case .link(let target, let inner):
      var linked = style
      linked.link = target
      linked.color = Ink.solution
      return inlines(inner, linked)
    case .formula(let formula): return [.formula(formula, link: style.link)]
    case .number(let quotation):
      // The fonts of words have no raised signs.
      let text = quotation.numeral.plain
      if text.contains(where: { "⁰¹²³⁴⁵⁶⁷⁸⁹".contains($0) }),
        let formula = try? MathText(quotation.numeral.tex)
      {
        return [.formula(formula, link: style.link)]
      }
      return [.text(text, style)]
    case .citation(let places):
      var out: [Inline] = [.text("(", style)]
      for (index, place) in places.enumerated() {
        let work = document.works[place]
        var linked = style
        linked.link = "#ref-" + anchorName(work.key)
        linked.color = Ink.solution
        if index > 0 { out.append(.text("; ", style)) }
        out.append(.text(work.label, linked))
      }
      return out + [.text(")", style)]
    case .footnote(let index):
      guard document.notes.indices.contains(index) else { return [] }
      let content = document.notes[index].flatMap { part -> [Inline] in
        if case .paragraph(let spans) = part { inlines(spans) } else { [] }
      }
      return [.footnote(Footnote(mark: String(index + 1), content))]
    }
  }
}

extension AnswerSpace.Style {
  /// The distance of its lines; room grows by whole ones.
  var step: Double {
    switch self {
    case .lines: AnswerSpace.lineHeight
    case .grid: 5 * 72 / 25.4
    case .blank: 1
    }
  }
}

extension AnswerSpace {
  /// The lines, grid or frame to write on, within a rectangle.
  func rules(in area: Rect) -> [SceneItem] {
    let color = HandoutSetter.Ink.rule
    var out: [SceneItem] = []
    switch style {
    case .blank:
      out.append(
        .path(
          .rectangle(area),
          Drawing.Style(stroke: Stroke(color, width: 0.5, cap: .butt, join: .miter))))
    case .lines:
      let count = Int(area.height / AnswerSpace.lineHeight)
      for index in 0..<count {
        let y = area.minY + Double(index + 1) * AnswerSpace.lineHeight
        out.append(rule(from: Point(area.minX, y), to: Point(area.maxX, y), width: 0.5))
      }
    case .grid:
      // Squares of 5 mm, in whole numbers both ways.
      let side = style.step
      let columns = Int(area.width / side)
      let rows = max(1, Int(area.height / side))
      let right = area.minX + Double(columns) * side
      let bottom = area.minY + Double(rows) * side
      for row in 0...rows {
        let y = area.minY + Double(row) * side
        out.append(rule(from: Point(area.minX, y), to: Point(right, y), width: 0.3))
      }
      for column in 0...columns {
        let x = area.minX + Double(column) * side
        out.append(rule(from: Point(x, area.minY), to: Point(x, bottom), width: 0.3))
      }
    }
    return out
  }
}

/// A straight grey line.
func rule(from start: Point, to end: Point, width: Double) -> SceneItem {
  .path(.line(start, end), Style(stroke: Stroke(HandoutSetter.Ink.rule, width: width, cap: .butt)))
}

extension [Inline] {
  /// The words, formulas in words.
  var plainText: String {
    map { inline in
      switch inline {
      case .text(let text, _): text
      case .formula(let formula, _): formula.words
      case .footnote: ""
      case .lineBreak: " "
      }
    }.joined()
  }
}
