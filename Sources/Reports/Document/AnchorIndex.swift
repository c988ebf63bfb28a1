/// The places of a document that links can lead to, with the numbers that stand for them.
package struct AnchorIndex {
  package struct Figure: Hashable {
    package var anchor: String
    package var number: String
  }

  /// Equations by their names, with their numbers.
  package var equations: [String: String] = [:]
  /// Figures by the lines of their sources.
  package var figures: [Int: Figure] = [:]
  /// The names of headings by their lines.
  package var headings: [Int: String] = [:]
  /// The names of blocks by their lines, with the numbers of questions.
  package var blocks: [Int: (anchor: String?, question: Int?)] = [:]
  /// What to write for a link without words, by name: `(2.13)`, `Figure 4`, `Question 2`.
  package var labels: [String: String] = [:]
  /// The words of headings by their names, for links without words.
  package var titles: [String: [InlineNode]] = [:]
  /// The places of the names in the document, counted.
  package var order: [String: Int] = [:]
  /// All names.
  package var targets: Set<String> = []
  /// Whether the document lists claims besides those of its figures.
  package var listsClaims = false
  /// Whether the document lists the works that it cites.
  package var listsWorks = false

  /// No places.
  package init() {}

  /// The places of a source.
  ///
  /// - Throws: `LineError` for a name that is used twice, or an equation without a number.
  package init(_ source: DocumentSource) throws(LineError) {
    var walker = AnchorWalker(keepsLectureNumbers: source.front[.figures] == "lecture")
    // The names that authors chose come first; made ones keep out of their way.
    for block in source.blocks { try walker.reserve(block) }
    for block in source.blocks { try walker.visit(block) }
    self = walker.index
  }
}

/// A text as a name for a place: small letters, digits and hyphens.
package func anchorName(_ text: String) -> String {
  var name = ""
  for scalar in text.lowercased().unicodeScalars {
    switch scalar {
    case "a"..."z", "0"..."9": name.unicodeScalars.append(scalar)
    default: if !name.isEmpty, name.last != "-" { name.append("-") }
    }
  }
  while name.last == "-" { name.removeLast() }
  return name.isEmpty ? "part" : String(name.prefix(60))
}

private struct AnchorWalker {
  let keepsLectureNumbers: Bool
  var index = AnchorIndex()
  private var questions = 0
  private var figureCount = 0
  /// How often a name was made of the same words.
  private var counts: [String: Int] = [:]
  private var numbers: Set<String> = []

  init(keepsLectureNumbers: Bool) { self.keepsLectureNumbers = keepsLectureNumbers }

  // MARK: Names that authors chose

  mutating func reserve(_ node: BlockNode) throws(LineError) {
    switch node {
    case .heading(let heading): try claim(heading.anchor, heading.line)
    case .equation(let equation): try claim(equation.attributes.anchor, equation.line)
    case .figure(let picture, let line): try claim(picture.attributes.anchor, line)
    case .block(let block):
      try claim(block.attributes.anchor, block.line)
      for inner in block.content { try reserve(inner) }
    case .quote(let blocks): for inner in blocks { try reserve(inner) }
    case .list(let list): for inner in list.items.joined() { try reserve(inner) }
    default: break
    }
  }

  private mutating func claim(_ name: String?, _ line: Int) throws(LineError) {
    guard let name else { return }
    guard index.targets.insert(name).inserted else {
      throw LineError(line, "the name \(quoted("#" + name)) is used twice")
    }
    guard !name.hasPrefix("claim-"), !name.hasPrefix("ref-"), !name.hasPrefix("note-"),
      !name.hasPrefix("slip-")
    else {
      throw LineError(
        line, "names with claim-, slip-, ref- and note- are made by the program; take another")
    }
  }

  /// A name that is not yet used, made of a text.
  private mutating func free(_ text: String) -> String {
    let stem = anchorName(text)
    var name = stem
    var count = counts[stem] ?? 1
    while !index.targets.insert(name).inserted {
      count += 1
      name = "\(stem)-\(count)"
    }
    counts[stem] = count
    return name
  }

  // MARK: All places

  mutating func visit(_ node: BlockNode) throws(LineError) {
    switch node {
    case .heading(let heading):
      let name = heading.anchor ?? free(heading.content.plainText)
      index.headings[heading.line] = name
      place(name)
      if let anchor = heading.anchor { index.titles[anchor] = heading.content.withoutMarks }
    case .equation(let equation): try visit(equation)
    case .figure(let picture, let line): visit(picture, line)
    case .block(let block): try visit(block)
    case .quote(let blocks): for inner in blocks { try visit(inner) }
    case .list(let list): for inner in list.items.joined() { try visit(inner) }
    case .paragraph, .code, .rule, .table: break
    }
  }

  private mutating func place(_ name: String) { index.order[name] = index.order.count }

  private mutating func visit(_ equation: BlockNode.Equation) throws(LineError) {
    let attributes = equation.attributes
    try attributes.allow(["number"], of: "an equation")
    guard let anchor = attributes.anchor else {
      guard attributes["number"] == nil else {
        throw LineError(equation.line, "an equation with a number needs a name: {#eq-1 number=1}")
      }
      return
    }
    // The lecture's number stands in the name: eq-2-13 is (2.13).
    let digits = anchor.hasPrefix("eq-") ? anchor.dropFirst(3) : ""
    let isNumber = !digits.isEmpty && digits.split(separator: "-").allSatisfy { Int($0) != nil }
    guard
      let number = attributes["number"]
        ?? (isNumber ? String(digits.replacing("-", with: ".")) : nil)
    else {
      throw LineError(
        equation.line,
        "the equation \(quoted("#" + anchor)) has no number; name it like #eq-2-13 "
          + "or write {#\(anchor) number=…}")
    }
    guard numbers.insert(number).inserted else {
      throw LineError(equation.line, "the equation number \(quoted(number)) is used twice")
    }
    index.equations[anchor] = number
    place(anchor)
    index.labels[anchor] = "(\(number))"
  }

  private mutating func visit(_ picture: Fragment.Picture, _ line: Int) {
    figureCount += 1
    let number = picture.attributes["number"] ?? String(figureCount)
    let anchor = picture.attributes.anchor ?? free("fig-" + picture.id)
    index.figures[line] = AnchorIndex.Figure(anchor: anchor, number: number)
    index.labels[anchor] = "Figure \(number)"
    place(anchor)
  }

  private mutating func visit(_ block: BlockNode.Block) throws(LineError) {
    var number: Int?
    if block.kind == .question {
      questions += 1
      number = questions
      if let anchor = block.attributes.anchor { index.labels[anchor] = "Question \(questions)" }
    }
    if block.kind == .claims { index.listsClaims = true }
    if block.kind == .bibliography { index.listsWorks = true }
    index.blocks[block.line] = (block.attributes.anchor, number)
    if let anchor = block.attributes.anchor { place(anchor) }
    for inner in block.content { try visit(inner) }
  }
}

extension [InlineNode] {
  /// The words, without marks and formulas' TeX commands.
  package var plainText: String {
    map { node in
      switch node {
      case .text(let text), .code(let text): text
      case .softBreak, .lineBreak: " "
      case .emphasis(let inner), .strong(let inner), .link(_, let inner, _): inner.plainText
      case .formula(let tex, _): tex
      case .number, .citation, .footnote, .standing: ""
      }
    }.joined()
  }
}

extension [InlineNode] {
  /// The words with their formulas, but without links, notes and citations.
  fileprivate var withoutMarks: [InlineNode] {
    flatMap { node -> [InlineNode] in
      switch node {
      case .link(_, let inner, _): inner.withoutMarks
      case .emphasis(let inner): [.emphasis(inner.withoutMarks)]
      case .strong(let inner): [.strong(inner.withoutMarks)]
      case .footnote, .citation, .standing: []
      default: [node]
      }
    }
  }
}

extension DocumentSource {
  /// Every citation with its line, in the text and in the notes.
  package var citations: [(keys: [String], line: Int)] {
    var found: [(keys: [String], line: Int)] = []
    func read(_ content: [InlineNode]) {
      for node in content {
        switch node {
        case .citation(let keys, let line): found.append((keys, line))
        case .emphasis(let inner), .strong(let inner), .link(_, let inner, _): read(inner)
        case .footnote(let index, _): notesUsed(index)
        default: break
        }
      }
    }
    var seen: Set<Int> = []
    func notesUsed(_ index: Int) {
      guard notes.indices.contains(index), seen.insert(index).inserted else { return }
      read(notes[index])
    }
    func read(_ blocks: [BlockNode]) {
      for block in blocks {
        switch block {
        case .heading(let heading): read(heading.content)
        case .paragraph(let content): read(content)
        case .quote(let inner): read(inner)
        case .list(let list): for item in list.items { read(item) }
        case .table(let table): for cell in table.rows.joined() { read(cell) }
        case .figure(let picture, let line):
          if let caption = try? inlineNodes(picture.caption, line: line) { read(caption) }
        case .block(let block): read(block.content)
        case .code, .rule, .equation: break
        }
      }
    }
    read(blocks)
    return found
  }
}
