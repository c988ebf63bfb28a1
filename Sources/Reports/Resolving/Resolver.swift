import Drawing
import Records
import Typesetting

/// Looks up every name of a text: equations, figures, numbers, works, places to link to.
struct Resolver {
  let text: Text
  let manuscript: Manuscript
  let subject: Subject
  let macros: [String: Macro]

  var index: Index
  var meanings = Meanings()
  var shown: [String: ShownFigure] = [:]
  var figures: [ShownFigure] = []
  var files: [ShownFile] = []
  var claims: [ClaimEntry] = []
  var slips: [Slip] = []
  var quotations: [Quotation] = []
  var works: [Work] = []
  private var points: Double?
  private var nextID: Int

  /// A resolver for the text of a variant.
  ///
  /// - Throws: `LineError` for notes that call themselves, names that are used twice and the like.
  init(_ text: Text, of manuscript: Manuscript, subject: Subject) throws(LineError) {
    (self.text, self.manuscript, self.subject) = (text, manuscript, subject)
    let front = manuscript.front
    macros = try front.macros()
    try NoteCalls.check(text)
    index = try Index(
      text, in: front.language,
      lectureNumbers: front[.figures] == "lecture" ? subject.figureNumbers : [:])
    nextID = text.nextID
  }

  var front: FrontMatter { manuscript.front }

  /// The document.
  ///
  /// - Throws: `LineError` at the first name that stands for nothing.
  consuming func resolved() throws(LineError) -> ResolvedDocument {
    (meanings.anchors, meanings.numbers) = (index.anchors, index.numbers)
    meanings.equationNumbers = index.equationNumbers
    works = try citedWorks().anchored
    // Figures come first: numbers and links refer to later ones too.
    for case .block(let block) in index.nodes {
      guard case .picture(let picture) = block.kind else { continue }
      if picture.scheme.isEmpty {
        meanings.files[block.id] = files.count
        files.append(try file(picture, block))
        continue
      }
      meanings.figures[block.id] = figures.count
      let figure = try figure(picture, block)
      figures.append(figure)
      if shown[figure.drawn.id] == nil { shown[figure.drawn.id] = figure }
    }
    try collectClaims()
    for node in index.nodes {
      switch node {
      case .block(let block): try resolve(block)
      case .inline(let inline): try resolve(inline)
      }
    }
    try describeFiles()
    try collectSlips()
    for case .block(let block) in index.nodes {
      guard case .equation = block.kind, let anchor = index.anchors[block.id] else { continue }
      meanings.checks[block.id] = Meanings.Checks(
        claims: claims.filter { $0.place.target == anchor }.map(\.anchor),
        slips: slips.filter { $0.target == anchor }.map(\.anchor))
    }
    let pointsTable = front[.pointsTable] == "true" ? self.pointsTable() : []
    return ResolvedDocument(
      front: front, blocks: pointsTable + text.blocks, notes: index.notes.map { text.notes[$0] },
      meanings: meanings, works: works, quotations: quotations, figures: figures, files: files,
      claims: claims, slips: slips, subject: subject, macros: macros, points: points)
  }

  /// Words with formulas between dollar signs, as running text.
  ///
  /// - Throws: `UnpairedDollar` and `MathError`.
  mutating func inlines(
    ofDollars source: String, line: Int, macros: [String: Macro] = [:]
  ) throws -> [Inline] {
    try dollarPieces(source).map { piece in
      switch piece {
      case .words(let words): return made(.text(words), line)
      case .formula(let tex):
        let inline = made(.formula(tex), line)
        meanings.formulas[inline.id] = try MathText(tex, macros: macros, in: front.language.spoken)
        return inline
      }
    }
  }

  /// Running text that is not in the source.
  mutating func made(_ kind: Inline.Kind, _ line: Int) -> Inline {
    nextID += 1
    return Inline(id: nextID - 1, line: line, kind: kind)
  }

  // MARK: Points

  /// The questions in one row of a table of points.
  private static let tableWidth = 12

  /// Tables of the questions with their points and boxes for marks, the sum in the last; none for a
  /// sheet without points.
  private mutating func pointsTable() -> [Block] {
    guard let points else { return [] }
    var columns: [(head: String, points: String)] = []
    for case .block(let block) in index.nodes {
      guard let number = index.numbers[block.id], let question = meanings.questions[block.id] else {
        continue
      }
      columns.append((number, question.points.map(front.language.number) ?? "–"))
    }
    columns.append((front.language.word(.total), front.language.number(points)))
    let heads = [Word.question, .pointsHead, .marks].map(front.language.word)
    return stride(from: 0, to: columns.count, by: Resolver.tableWidth).map { start in
      let part = columns[start..<min(start + Resolver.tableWidth, columns.count)]
      var rows: [[[Inline]]] = []
      for (head, texts) in zip(heads, [part.map(\.head), part.map(\.points), part.map { _ in "" }])
      {
        rows.append(([head] + texts).map { $0.isEmpty ? [] : [made(.text($0), 1)] })
      }
      nextID += 1
      var table = Block.Table(alignments: [.left] + part.map { _ in .center }, rows: rows)
      table.isForm = true
      return Block(id: nextID - 1, line: 1, kind: .table(table))
    }
  }

  // MARK: Blocks

  private mutating func resolve(_ block: Block) throws(LineError) {
    if case .environment(let environment) = block.kind,
      let title = environment.attributes["title"]
    {
      meanings.titles[title] = try words(ofTitle: title, line: block.line)
    }
    switch block.kind {
    case .equation(let tex, _): try resolve(block, tex)
    case .picture(let picture) where !picture.scheme.isEmpty: try caption(picture, block)
    case .table(let table):
      try table.attributes?.allow(
        ["number"] + (table.source == nil ? [] : TableSource.attributes), of: "a table")
      if let source = table.source {
        meanings.tables[block.id] = try filled(table, from: source, line: block.line)
      }
    case .environment(let environment) where environment.kind == .question:
      let attributes = environment.attributes
      var question = Meanings.Question(
        points: nil, space: try room(attributes, line: block.line))
      if let text = attributes["points"] {
        let value = try NumericKey.number(text, "points", in: front.language, line: block.line)
        guard (0...100).contains(value), (100 * value).rounded() == 100 * value else {
          throw LineError(
            block.line,
            "points=\(text) must be from 0 to 100, with two digits behind the point at most")
        }
        question.points = value
        points = Shares.sum(points ?? 0, value)
      }
      meanings.questions[block.id] = question
    case .environment(let environment) where environment.kind == .numeric:
      try resolveNumeric(environment.attributes, block)
    case .environment(let environment) where environment.kind == .blank:
      meanings.rooms[block.id] =
        try room(environment.attributes, line: block.line)
        ?? AnswerSpace(height: 3 * AnswerSpace.lineHeight, style: .lines)
    default: break
    }
  }

  /// The room for an answer, with the names of its axes.
  private mutating func room(_ attributes: Attributes, line: Int) throws(LineError) -> AnswerSpace?
  {
    guard var room = try AnswerSpace(attributes, line: line) else { return nil }
    let macros = macros
    func name(_ key: String) throws(LineError) -> [Inline] {
      let text = attributes[key] ?? ""
      return try telling(line, "\(key)=\(quoted(text)): ") {
        try inlines(ofDollars: text, line: line, macros: macros)
      }
    }
    room.names = (try name("xlabel"), try name("ylabel"))
    return room
  }

  /// The words of a block's title, with formulas between dollar signs; one sign alone is itself.
  private mutating func words(ofTitle title: String, line: Int) throws(LineError) -> [Inline] {
    try refuseMarks(in: title, "the title of a block", line)
    let source = (try? dollarPieces(title)) == nil ? title.replacing("$", with: "\\$") : title
    return try telling(line, "in the title \(quoted(title)): ") {
      try inlines(ofDollars: source, line: line, macros: macros).map { inline in
        guard case .text(let words) = inline.kind else { return inline }
        return Inline(id: inline.id, line: line, kind: .text(typographic(words)))
      }
    }
  }

  /// A displayed formula with its numbers, those of the source or that of its name.
  private mutating func resolve(_ block: Block, _ tex: String) throws(LineError) {
    let numbers = index.equationNumbers[block.id] ?? []
    let isTagged = !EquationNumber.tags(in: tex).isEmpty
    // A number of letters and digits needs no care inside \\tag.
    let tag = isTagged ? "" : numbers.first.map { "\\tag{\($0.text)}" } ?? ""
    let formula = try formula(tex + tag, line: block.line, isDisplay: true)
    guard formula.tags.count == numbers.count else {
      throw LineError(
        block.line,
        "a \\tag in the formula numbers no line of it; write it at the end of the formula or of a "
          + "row of its outermost environment")
    }
    meanings.formulas[block.id] = formula
    for number in numbers.dropFirst() {
      meanings.rows["#" + number.name] = numbers.first.map { "#" + $0.name }
    }
  }

  /// Gives a figure its caption: the picture's, or the figure's own for each frame.
  private mutating func caption(_ picture: Block.Picture, _ block: Block) throws(LineError) {
    guard let place = meanings.figures[block.id] else { return }
    var figure = figures[place]
    figure.caption = try caption(of: figure.drawn, picture, block)
    for frame in figure.slider?.frames.indices ?? 0..<0 {
      guard let drawn = figure.slider?.frames[frame].drawn else { continue }
      figure.slider?.frames[frame].caption = try caption(of: drawn, picture, block)
    }
    figures[place] = figure
  }

  /// The words below a picture: those of the source, or the figure's own.
  private mutating func caption(
    of drawn: Illustration, _ picture: Block.Picture, _ block: Block
  ) throws(LineError) -> [Inline] {
    guard picture.caption.isEmpty else { return picture.caption }
    let words = drawn.words
    // A sketch may have a title alone; one without has its name in the title's place.
    let title = words.title == drawn.id ? "" : words.title.replacing("$", with: "\\$")
    return try telling(block.line, "the caption of figure '\(drawn.id)': ") {
      try inlines(
        ofDollars: words.caption.isEmpty ? title : words.caption, line: block.line,
        macros: macros)
    }
  }

  /// The picture of a file; what it is read as follows when its caption's formulas are known.
  private func file(_ picture: Block.Picture, _ block: Block) throws(LineError) -> ShownFile {
    let line = block.line
    try picture.settings.allow([], of: "the picture of a file")
    try picture.attributes.allow(["width", "alt", "number"], of: "the picture of a file")
    guard let found = manuscript.pictures[picture.target] else {
      throw LineError(line, "the picture \(quoted(picture.target)) cannot be read")
    }
    let alternative = picture.attributes["alt"].map { String($0.trimmed) } ?? ""
    guard !alternative.isEmpty || !picture.caption.plainText.trimmed.isEmpty else {
      throw LineError(
        line,
        "the picture \(quoted(picture.target)) has no words for readers who do not see it; write a "
          + "caption between the brackets, or {alt=\"what it shows\"}")
    }
    return ShownFile(
      picture: found, alternative: alternative,
      width: try ShownFile.Width(picture.attributes["width"], line: line),
      number: index.numbers[block.id] ?? "", anchor: index.anchors[block.id] ?? "",
      caption: picture.caption)
  }

  /// Pictures of files are read as their captions, where nothing else is given.
  private mutating func describeFiles() throws(LineError) {
    for place in files.indices where files[place].alternative.isEmpty {
      files[place].alternative = String(meanings.words(of: files[place].caption).trimmed)
    }
  }

  private mutating func figure(
    _ picture: Block.Picture, _ block: Block
  ) throws(LineError) -> ShownFigure {
    let line = block.line
    let id = try figureID(picture.target, line: line)
    try picture.attributes.allow(
      [
        "size", "number", "slider", "values", "start", "label", "linked", "power",
        "steps",
      ]
        + FigureChanges.attributes,
      of: "a figure")
    if let steps = picture.attributes["steps"], steps != "none" {
      throw LineError(
        line,
        "no steps=\(quoted(steps)); a figure on a slide appears step by step unless steps=none")
    }
    var changes = try FigureChanges(picture.attributes, in: front.language)
    let place = manuscript.placed(LineError(line, ""))
    changes.place = "\(place.file):\(place.line)"
    let drawn = try draw(id, picture.settings.values, changes, line: line)
    guard !changes.leavesOut || changes.alternative != nil && !picture.caption.isEmpty else {
      throw LineError(
        line,
        "a figure without some of its layers needs words of its own; write a caption between the "
          + "brackets and {alt=\"what it shows\"}")
    }
    let size = picture.attributes["size"] ?? "text"
    guard size == "text" || size == "column" else {
      throw LineError(line, "no size \(quoted(size)); a figure has size=text or size=column")
    }
    var figure = ShownFigure(
      drawn: drawn, number: index.numbers[block.id] ?? "", anchor: index.anchors[block.id] ?? id,
      caption: [], isNarrow: size == "column", slider: nil)
    figure.slider = try slider(picture, changes, id: id, line: line)
    // What the page shows first, prints and shows without scripts is the frame it starts with.
    if let slider = figure.slider { figure.drawn = slider.frames[slider.start].drawn }
    return figure
  }

  func figureID(_ name: String, line: Int) throws(LineError) -> String {
    if let found = subject.figures.first(where: { $0.id == name || $0.alias == name }) {
      return found.id
    }
    // A file beside the document is looked for when it is drawn.
    if name.hasSuffix(".figure") || manuscript.sketches[name] != nil { return name }
    // A lecture's sketch may be called as its file is, with accents and spaces.
    if let found = subject.figureOfFile(name) { return found }
    let file = "figure:\(name).figure"
    throw LineError(
      line, "no figure \(quoted(name))",
      suggestion: subject.hasSketch(name)
        ? (name.contains(where: \.isWhitespace) ? "<\(file)>" : file)
        : NearestName.to(name, among: subject.figures.map(\.id)))
  }

  func draw(
    _ id: String, _ settings: NamedValues, _ changes: FigureChanges? = nil, line: Int
  ) throws(LineError) -> Illustration {
    do {
      let language = changes?.language ?? front.language.rawValue
      var drawn: Illustration
      if let sketch = manuscript.sketches[id], let drawSketch = subject.drawSketch {
        drawn = try drawSketch(language, sketch, settings)
      } else if language != DocumentLanguage.english.rawValue, let drawIn = subject.drawIn {
        drawn = try drawIn(language, id, settings)
      } else {
        drawn = try subject.draw(id, settings)
      }
      if let changes { drawn = try drawn.changed(by: changes) }
      return drawn
    } catch let error as SketchError {
      throw LineError(line, error)
    } catch {
      throw LineError(line, "\(error)")
    }
  }
}
