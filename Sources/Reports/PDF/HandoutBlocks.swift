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
      let first = items.count
      try paragraph(
        [.text(document.word(.hintBelow), TextStyle(.italic, link: "#hints"))], in: place)
      if first > 0 { items[first].breakCost = FlowItem.never }
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
    var title: [TextPart] = [.text("\(document.word(.question)) \(questionNumber)")]
    if let words = document.title(of: environment) { title += [.text(". ")] + parts(words) }
    if let points = question?.points {
      title.append(
        .text(
          " (\(document.language.points(points)))", TextStyle(scale: 0.9, color: Ink.note)))
    }
    let anchor = environment.attributes.anchor ?? "question-\(questionNumber)"
    try heading(headingLevel + 1, title, anchor: anchor, in: place, isQuestion: true)
    let first = items.count
    func isOne(_ block: Block, of kinds: [EnvironmentKind]) -> Bool {
      if case .environment(let inner) = block.kind { kinds.contains(inner.kind) } else { false }
    }
    var content = environment.content
    // The answer's room comes before what is not the student's.
    let rest = content.partition { isOne($0, of: [.solution, .marking]) }
    try set(Array(content[..<rest]), in: place)
    if leavesSpace, let space = question?.space { try answerSpace(space, in: place) }
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
  mutating func answerSpace(_ space: AnswerSpace, in place: Place) throws {
    let (x, width, above) = (place.x, place.width, max(6, spaceBelow))
    let heights = space.strips
    func line(_ name: [Inline]) throws -> SetLine? {
      guard !name.isEmpty else { return nil }
      return try setting.lines(parts(name), style: style.paragraph, width: width).first
    }
    let names = (x: try line(space.names.x), y: try line(space.names.y))
    let filling = try toFill()
    let levels = place.levels + [next(Structure(.paragraph))]
    func strip(_ index: Int, _ height: Double) -> FlowItem {
      // All is read where it begins.
      var item = FlowItem(
        ascent: height, levels: index == 0 ? levels : [],
        draw: { index == 0 ? filling.structured(at: Point($0.x + x, $0.y - height + 12)) : [] })
      let sides = (isFirst: index == 0, isLast: index == heights.count - 1)
      item.furniture = { origin in
        space.rules(
          in: Rect(
            minX: origin.x + x, minY: origin.y - height, maxX: origin.x + x + width, maxY: origin.y),
          sides: sides, names: names)
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
    let title = environment.kind.word.map(document.word) ?? ""
    var inner = place
    inner.x += 14
    inner.width -= 14
    let first = items.count
    inner.rules.append(Rule(color: rule, x: inner.x - 8, start: first))
    let anchor = environment.attributes.anchor
    inner.levels.append(next(Structure(.section, destination: anchor)))
    let look = TextStyle(.bold, color: rule == Ink.rule ? nil : rule)
    let label = document.title(of: environment).map { parts($0, look) } ?? [.text(title, look)]
    try set(environment.content, runningIn: label + [.text(". ", look)], in: inner, space: 7)
    keepWhole(from: first)
    spaceBelow = max(spaceBelow, 7)
  }

  /// A statement such as a theorem: its name and number run in.
  private mutating func statement(
    _ environment: Block.Environment, _ block: Block, in place: Place
  ) throws {
    var inner = place
    inner.levels.append(next(Structure(.section, destination: environment.attributes.anchor)))
    if slide != nil {
      inner.x += 14
      inner.width -= 14
      inner.rules.append(Rule(color: Ink.solution, x: inner.x - 8, start: items.count))
    }
    var label = environment.kind.word.map(document.word) ?? ""
    label += " " + (document.meanings.numbers[block.id] ?? "")
    var words: [TextPart] = [.text(label, .bold)]
    if let title = document.title(of: environment) {
      words += [.text(" (", .bold)] + parts(title, .bold) + [.text(")", .bold)]
    }
    words.append(.text(". ", .bold))
    let first = items.count
    try set(environment.content, runningIn: words, in: inner, space: 8)
    keepWhole(from: first)
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
      func link(_ address: String) -> TextPart {
        .text(address, TextStyle(color: Ink.solution, link: address, isVerbatim: true))
      }
      for part in WorkPart.parts(entry.rest) {
        switch part {
        case .words(let words): line += try parts(ofDollars: words, .regular)
        case .address(let address): line.append(link(address))
        }
      }
      if let address = work.otherAddress { line += [.text(" "), link(address)] }
      var inner = column
      inner.levels.append(next(Structure(.section, destination: work.anchor)))
      try paragraph(line, in: inner, space: 3)
    }
  }

  private mutating func claims(in place: Place) throws {
    for entry in document.claims {
      try paragraph(
        [.text(entry.place.words + ". ", .bold)] + parts(entry.statement)
          + [.text(" (\(document.word(entry.claim.holds ? .holds : .fails)))", .italic)],
        in: place, space: 3)
    }
  }

  private mutating func errata(in place: Place) throws {
    for slip in document.slips {
      try paragraph(
        [.text(document.meanings.words(of: slip.place) + ". ", .bold)] + parts(slip.holds)
          + [.text(" (\(document.word(.printed)) ", .italic)] + parts(slip.printed)
          + [.text("; \(document.word(slip.mark.word)))", .italic)], in: place, space: 3)
    }
  }
}
