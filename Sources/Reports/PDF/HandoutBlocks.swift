import Drawing
import Records
import Typesetting

extension HandoutSetter {
  /// The colours of what is not black.
  enum Ink {
    static let black = Color(0x000000)
    static let note = Color(0x4A4F57)
    static let rule = Color(0xB9BEC6)
    static let ground = Color(0xF4F5F7)
    static let solution = Color(0x1D5FA6)
    static let marking = Color(0xB81F2B)
  }

  mutating func environment(
    _ environment: Block.Environment, _ block: Block, in place: Place
  ) throws {
    switch environment.kind {
    case .question: try question(environment, block, in: place)
    case .remark, .proof: try aside(environment, rule: Ink.rule, in: place)
    case .solution: try aside(environment, rule: Ink.solution, in: place)
    case .marking, .note: try aside(environment, rule: Ink.marking, in: place)
    case .theorem, .lemma, .proposition, .corollary, .definition, .example, .exercise, .algorithm:
      try statement(environment, block, in: place)
    case .hint:
      hints.append((questionNumber, environment))
      try paragraph(
        [.text(document.language.word(.hintBelow), TextStyle(.italic, link: "#hints"))], in: place)
    case .columns: try columns(environment, block, in: place)
    case .column: try set(environment.content, in: place)
    case .choice: try choice(environment, in: place)
    case .numeric: try numeric(environment, block, in: place)
    case .blank: try room(environment, block, in: place)
    case .bibliography: try bibliography(in: place)
    case .claims: try claims(in: place)
    case .errata: try errata(in: place)
    case .data: break
    }
  }

  private mutating func question(
    _ environment: Block.Environment, _ block: Block, in place: Place
  ) throws {
    questionNumber = document.meanings.numbers[block.id] ?? ""
    let question = document.meanings.questions[block.id]
    var title: [TextPart] = [.text("\(document.language.word(.question)) \(questionNumber)")]
    if let words = document.title(of: environment) { title.append(.text(". \(words)")) }
    if let points = question?.points {
      title.append(
        .text(
          " (\(document.language.points(points)))", TextStyle(scale: 0.9, color: Ink.note)))
    }
    let anchor = environment.attributes.anchor ?? "question-\(questionNumber)"
    try heading(headingLevel + 1, title, anchor: anchor, in: place, isQuestion: true)
    let first = items.count
    var content = environment.content
    // The answer's room comes before what is not the student's.
    let rest = content.partition { block in
      if case .environment(let inner) = block.kind {
        inner.kind == .solution || inner.kind == .marking
      } else {
        false
      }
    }
    try set(Array(content[..<rest]), in: place)
    if leavesSpace, let space = question?.space { answerSpace(space, in: place) }
    // Rather an emptier page than a question torn in two.
    for index in items.indices.dropFirst(first) {
      items[index].breakCost = max(items[index].breakCost, FlowItem.torn)
    }
    let answer = items.count
    try set(Array(content[rest...]), in: place)
    // A solution begins on the page on which its question ends.
    if items.indices.contains(answer) { items[answer].breakCost = FlowItem.never }
  }

  /// Room for an answer: strips that may be divided between two pages, the last of which grows where
  /// its page would stay empty.
  mutating func answerSpace(_ space: AnswerSpace, in place: Place) {
    let (x, width, above) = (place.x, place.width, max(6, spaceBelow))
    let heights = space.strips
    func strip(_ index: Int, _ height: Double) -> FlowItem {
      var item = FlowItem(ascent: height, levels: [], draw: { _ in [] })
      let sides = (isFirst: index == 0, isLast: index == heights.count - 1)
      item.furniture = { origin in
        space.rules(
          in: Rect(
            minX: origin.x + x, minY: origin.y - height, maxX: origin.x + x + width, maxY: origin.y),
          sides: sides)
      }
      item.spaceAbove = index == 0 ? above : 0
      // A few strips stay together at either end.
      let isInside = index >= AnswerSpace.least && index <= heights.count - AnswerSpace.least
      item.breakCost = isInside ? FlowItem.torn : FlowItem.never
      return item
    }
    for (index, height) in heights.enumerated() {
      var item = strip(index, height)
      if index == heights.count - 1 {
        item.growth = FlowItem.Growth(
          step: space.style.step, most: 0.75 * space.height, grown: { strip(index, height + $0) })
      }
      add(item)
    }
    spaceBelow = 10
  }

  mutating func aside(
    _ environment: Block.Environment, rule: Color, in place: Place
  ) throws {
    let title = environment.kind.word.map(document.language.word) ?? ""
    var inner = place
    inner.x += 14
    inner.width -= 14
    inner.rule = rule
    inner.ruleStart = items.count
    let anchor = environment.attributes.anchor
    inner.levels.append(next(Structure(.section, destination: anchor)))
    let label = TextPart.text(
      (document.title(of: environment) ?? title) + ". ",
      TextStyle(.bold, color: rule == Ink.rule ? nil : rule))
    try set(environment.content, runningIn: [label], in: inner, space: 7)
    spaceBelow = max(spaceBelow, 7)
  }

  /// A statement such as a theorem: its name and number run in.
  private mutating func statement(
    _ environment: Block.Environment, _ block: Block, in place: Place
  ) throws {
    var inner = place
    inner.levels.append(next(Structure(.section, destination: environment.attributes.anchor)))
    var label = environment.kind.word.map(document.language.word) ?? ""
    label += " " + (document.meanings.numbers[block.id] ?? "")
    if let title = document.title(of: environment) { label += " (\(title))" }
    try set(environment.content, runningIn: [.text(label + ". ", .bold)], in: inner, space: 8)
    spaceBelow = max(spaceBelow, 8)
  }

  private mutating func bibliography(in column: Place) throws {
    let language = document.language
    for (index, work) in document.works.enumerated() {
      let entry = work.entry(in: language)
      var line: [TextPart] = []
      if document.citationStyle == .numeric {
        line.append(.text("[\(document.citationLabel(index))] "))
      }
      line.append(.text(entry.authors))
      line += try parts(ofDollars: entry.title, .italic)
      line += try parts(ofDollars: entry.rest, .regular)
      if let address = work.address {
        let link = TextStyle(color: Ink.solution, link: address, isVerbatim: true)
        line += [.text(" "), .text(address, link)]
      }
      var inner = column
      inner.levels.append(next(Structure(.section, destination: "ref-" + anchorName(work.key))))
      try paragraph(line, in: inner, space: 3)
    }
  }

  private mutating func claims(in place: Place) throws {
    for entry in document.claims {
      try paragraph(
        [.text(entry.place.words + ". ", .bold)] + parts(entry.statement)
          + [.text(" (\(document.language.word(entry.claim.holds ? .holds : .fails)))", .italic)],
        in: place, space: 3)
    }
  }

  private mutating func errata(in place: Place) throws {
    for slip in document.slips {
      try paragraph(
        [.text(document.meanings.words(of: slip.place) + ". ", .bold)] + parts(slip.holds)
          + [.text(" (\(document.language.word(.printed)) ", .italic)] + parts(slip.printed)
          + [.text("; \(document.language.word(slip.mark.word)))", .italic)], in: place, space: 3)
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
    var facts = [front[.author], front[.date], front[.duration]].compactMap { $0 }
    if let points = document.points { facts.append(document.language.points(points)) }
    if document.points != nil, variant != .student {
      facts.append(document.language.word(variant.word))
    }
    if !facts.isEmpty {
      let line = facts.joined(separator: ", ")
      try paragraph([.text(line, TextStyle(color: Ink.note))], in: place)
    }
    if let address = front[.data] { try dataLine(address, place) }
    if leavesSpace, document.points != nil { try nameLine(place) }
  }

  /// Where the data of the sheet lie: the address, and a code of it for cameras at the right.
  private mutating func dataLine(_ address: String, _ place: Place) throws {
    let link = TextStyle(color: Ink.solution, link: address, isVerbatim: true)
    let words = [TextPart.text(document.language.word(.dataAt) + " "), .text(address, link)]
    let side = 56.0
    let look = style.paragraph
    let lines = try setting.lines(words, style: look, width: place.width - side - 18)
    guard let code = QRCode(address) else {
      return try paragraph(words, in: place)
    }
    let alternative = document.language.word(.codeOfAddress)
    let left = place.x + place.width - side
    let (text, picture) = (
      next(Structure(.paragraph)),
      Structure(.figure, alternative: "\(alternative) \(address)")
    )
    var item = FlowItem(
      ascent: side, levels: place.levels + [next(Structure(.section))],
      draw: { origin in
        let top = origin.y - side
        let words = lines.enumerated().flatMap { index, line in
          line.structured(
            at: Point(origin.x + place.x, top + look.size + Double(index) * look.leading))
        }
        return [
          .group(Group(name: "element-\(text.number)", structure: text.structure, items: words)),
          .group(
            Group(
              name: "code", structure: picture,
              items: code.modules(in: Point(origin.x + left, top), side: side))),
        ]
      })
    item.spaceAbove = max(10, spaceBelow)
    add(item)
    spaceBelow = 8
  }

  /// The lines for a name and the like, side by side; the name has twice the room.
  private mutating func nameLine(_ place: Place) throws {
    let fields = document.front.fields
    let shares = fields.map { $0 == .name ? 2.0 : 1 }
    let unit = (place.width - 12 * Double(fields.count - 1)) / max(shares.reduce(0, +), 1)
    var placed: [(line: SetLine, x: Double, end: Double)] = []
    var x = place.x
    for (field, share) in zip(fields, shares) {
      let words = [TextPart.text(document.language.word(field.word))]
      if let line = try setting.lines(words, style: style.paragraph, width: place.width).first {
        placed.append((line, x, x + share * unit))
      }
      x += share * unit + 12
    }
    guard !placed.isEmpty else { return }
    var item = FlowItem(
      ascent: style.paragraph.size, depth: 4, leading: style.paragraph.leading,
      levels: place.levels + [next(Structure(.paragraph))],
      draw: { origin in
        placed.flatMap { $0.line.structured(at: Point(origin.x + $0.x, origin.y)) }
      })
    item.spaceAbove = max(10, spaceBelow)
    item.furniture = { origin in
      placed.map { line, x, end in
        rule(
          from: Point(origin.x + x + line.width + 5, origin.y + 2),
          to: Point(origin.x + end, origin.y + 2), width: 0.5)
      }
    }
    add(item)
    spaceBelow = 10
  }

  mutating func setHints(_ place: Place) throws {
    try heading(2, [.text(document.language.word(.hints))], anchor: "hints", in: place)
    for (number, hint) in hints {
      var inner = place
      if let anchor = hint.attributes.anchor {
        inner.levels.append(next(Structure(.section, destination: anchor)))
      }
      // A hint may stand by itself.
      var label = number.isEmpty ? "" : "\(document.language.word(.question)) \(number). "
      if let title = document.title(of: hint) { label += title + ". " }
      try set(hint.content, runningIn: [.text(label, .bold)], in: inner)
    }
  }

  /// Where the computed numbers in the text come from.
  mutating func setSources(_ place: Place) throws {
    try heading(2, [.text(document.language.word(.numbers))], anchor: "numbers", in: place)
    var small = style.small(9)
    small.alignment = .left
    small.hyphenates = false
    small.color = Ink.note
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
      var line: [TextPart] = [
        .text(name, .bold),
        .text(parameters.isEmpty ? "" : document.language.word(.computedWith) + parameters),
      ]
      // A parameter that the text quotes is in that list already.
      let given = parameters.split(separator: " ").map { $0.prefix { $0 != "=" } }
      let rest = quotations.filter { !given.contains($0.path.dropFirst(name.count + 1)) }
      for (index, quotation) in rest.enumerated() {
        line.append(.text(index == 0 ? ": " : ", "))
        line.append(part(quotation, .regular))
        line.append(
          .text(document.language.word(.isNumber) + quotation.path.dropFirst(name.count + 1)))
      }
      line.append(.text("."))
      try paragraph(line, in: place, space: 4, look: small)
    }
  }

  // MARK: Running text

  /// Running text as the parts of a paragraph.
  func parts(_ content: [Inline], _ style: TextStyle = .regular) -> [TextPart] {
    content.flatMap { parts($0, style) }
  }

  private func parts(_ inline: Inline, _ style: TextStyle) -> [TextPart] {
    let meanings = document.meanings
    switch inline.kind {
    case .text(let text): return [.text(document.language.typeset(text), style)]
    case .softBreak: return [.text(" ", style)]
    case .lineBreak: return [.lineBreak]
    case .code(let text):
      var mono = style
      (mono.face, mono.scale, mono.isVerbatim) = (.mono, 0.95 * style.scale, true)
      return [.text(text, mono)]
    case .emphasis(let inner):
      var slanted = style
      slanted.face =
        switch style.face {
        case .bold: .boldItalic
        case .italic: .regular
        default: .italic
        }
      return parts(inner, slanted)
    case .strong(let inner):
      var strong = style
      strong.face = style.face == .italic ? .boldItalic : .bold
      return parts(inner, strong)
    case .link(let target, let inner):
      let words = meanings.words[inline.id] ?? inner
      var linked = style
      (linked.link, linked.color) = (meanings.rows[target] ?? target, Ink.solution)
      // An address is set as what it is.
      linked.isVerbatim = target.hasSuffix(words.plainText) && !target.hasPrefix("#")
      return parts(words, linked)
    case .formula:
      return meanings.formulas[inline.id].map { [.formula($0, link: style.link)] } ?? []
    case .number: return meanings.quotations[inline.id].map { [part($0, style)] } ?? []
    case .citation:
      let marks = document.citationStyle.marks
      var out: [TextPart] = [.text(marks.open, style)]
      for (index, place) in (meanings.citations[inline.id] ?? []).enumerated() {
        var linked = style
        linked.link = "#ref-" + anchorName(document.works[place].key)
        linked.color = Ink.solution
        if index > 0 { out.append(.text(marks.between, style)) }
        out.append(.text(document.citationLabel(place), linked))
      }
      return out + [.text(marks.close, style)]
    case .note: return meanings.notes[inline.id].map { [.note(String($0))] } ?? []
    case .blank(let width, let answer):
      guard answer.isEmpty else {
        var filled = style
        filled.color = Ink.solution
        return parts(answer, filled)
      }
      return Self.line(width).map { [.formula($0)] } ?? []
    }
  }

  func part(_ quotation: Quotation, _ style: TextStyle) -> TextPart {
    part(quotation.numeral, style)
  }

  func part(_ numeral: Numeral, _ style: TextStyle) -> TextPart {
    // The fonts of words have no raised signs.
    let text = document.language.decimal(numeral.plain)
    if text.contains(where: { "⁰¹²³⁴⁵⁶⁷⁸⁹".contains($0) }),
      let formula = try? MathText(document.language.decimalTeX(numeral.tex))
    {
      return .formula(formula, link: style.link)
    }
    return .text(text, style)
  }

  /// Words with formulas between dollar signs.
  private func parts(ofDollars source: String, _ style: TextStyle) throws -> [TextPart] {
    try dollarPieces(source).map { piece in
      switch piece {
      case .words(let words): .text(words, style)
      case .formula(let tex): .formula(try MathText(tex))
      }
    }
  }
}

extension AnswerSpace.Style {
  /// The distance of its lines; room grows by whole ones.
  var step: Double {
    switch self {
    case .lines: AnswerSpace.lineHeight
    case .grid, .axes, .quadrant: 5 * 72 / 25.4
    case .blank: 1
    }
  }
}

extension AnswerSpace {
  /// How many strips stay together at either end of the room.
  static let least = 3

  /// The heights of the strips that the room can be divided into, from the top; one where it cannot.
  var strips: [Double] {
    let height =
      switch style {
      case .lines, .blank: AnswerSpace.lineHeight
      case .grid: 2 * style.step
      case .axes, .quadrant: self.height
      }
    let count = Int(self.height / height)
    guard count >= 2 * AnswerSpace.least else { return [self.height] }
    return [self.height - Double(count - 1) * height] + Array(repeating: height, count: count - 1)
  }

  /// The lines, grid or frame to write on, within a rectangle: the room, or a strip of it.
  func rules(
    in area: Rect, sides: (isFirst: Bool, isLast: Bool) = (true, true)
  ) -> [SceneItem] {
    let color = HandoutSetter.Ink.rule
    var out: [SceneItem] = []
    switch style {
    case .blank:
      let stroke = Drawing.Style(stroke: Stroke(color, width: 0.5, cap: .butt, join: .miter))
      guard !sides.isFirst || !sides.isLast else { return [.path(.rectangle(area), stroke)] }
      let (left, right) = (area.minX, area.maxX)
      var edges = [left, right].map { (Point($0, area.minY), Point($0, area.maxY)) }
      if sides.isFirst { edges.append((Point(left, area.minY), Point(right, area.minY))) }
      if sides.isLast { edges.append((Point(left, area.maxY), Point(right, area.maxY))) }
      out += edges.map { .path(.line($0, $1), stroke) }
    case .lines:
      let count = Int(area.height / AnswerSpace.lineHeight + 1e-6)
      for index in 0..<count {
        let y = area.maxY - Double(count - 1 - index) * AnswerSpace.lineHeight
        out.append(rule(from: Point(area.minX, y), to: Point(area.maxX, y), width: 0.5))
      }
    case .grid, .axes, .quadrant:
      // Squares of 5 mm, in whole numbers both ways.
      let side = style.step
      let columns = Int(area.width / side)
      let rows = max(1, Int(area.height / side + 1e-6))
      let right = area.minX + Double(columns) * side
      let bottom = area.maxY
      let top = bottom - Double(rows) * side
      for row in 0...rows {
        let y = top + Double(row) * side
        out.append(rule(from: Point(area.minX, y), to: Point(right, y), width: 0.3))
      }
      for column in 0...columns {
        let x = area.minX + Double(column) * side
        out.append(rule(from: Point(x, top), to: Point(x, bottom), width: 0.3))
      }
      guard style != .grid else { break }
      // The axes cross in the middle, or one square from the corner.
      let isCorner = style == .quadrant
      let x = area.minX + Double(isCorner ? 1 : columns / 2) * side
      let y = top + Double(isCorner ? rows - 1 : (rows + 1) / 2) * side
      out += AnswerSpace.arrow(from: Point(area.minX, y), to: Point(right, y))
      out += AnswerSpace.arrow(from: Point(x, bottom), to: Point(x, top))
    }
    return out
  }
}

extension AnswerSpace {
  /// An axis with its head.
  private static func arrow(from start: Point, to end: Point) -> [SceneItem] {
    let (isLevel, size) = (start.y == end.y, 5.0)
    let heads = [-0.45, 0.45].map { part in
      isLevel
        ? Point(end.x - size, end.y + part * size) : Point(end.x + part * size, end.y + size)
    }
    let stroke = Drawing.Style(stroke: Stroke(HandoutSetter.Ink.note, width: 0.9, cap: .butt))
    return ([(start, end)] + heads.map { ($0, end) }).map { .path(.line($0, $1), stroke) }
  }
}

/// A straight grey line.
func rule(from start: Point, to end: Point, width: Double) -> SceneItem {
  .path(.line(start, end), Style(stroke: Stroke(HandoutSetter.Ink.rule, width: width, cap: .butt)))
}

extension [TextPart] {
  /// The words, formulas in words.
  var plainText: String {
    map { part in
      switch part {
      case .text(let text, _): text
      case .formula(let formula, _): formula.words
      case .note: ""
      case .lineBreak: " "
      }
    }.joined()
  }
}
