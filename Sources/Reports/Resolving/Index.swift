/// The places of a document that links can lead to, with the numbers that stand for them: what one
/// walk over its text finds.
package struct Index {
  /// What the walk came to, in order.
  private(set) var nodes: [Visited] = []
  /// Equations by their names, with their numbers.
  private(set) var equations: [String: String] = [:]
  /// The names of headings, equations, pictures, tables and environments, by their ids.
  private(set) var anchors: [Int: String] = [:]
  /// The numbers of equations and of their rows, by the ids of the equations.
  private(set) var equationNumbers: [Int: [EquationNumber]] = [:]
  /// The numbers of pictures, tables and questions, by their ids.
  private(set) var numbers: [Int: String] = [:]
  /// What to write for a link without words, by name: `(2.13)`, `Figure 4`, `Question 2`.
  private(set) var labels: [String: String] = [:]
  /// What to write for a link without words where it is a formula, by name.
  private(set) var labelFormulas: [String: String] = [:]
  /// The words of headings by their names, for links without words.
  private(set) var titles: [String: [Inline]] = [:]
  /// The places of the names in the document, counted.
  private(set) var order: [String: Int] = [:]
  /// All names.
  var targets: Set<String> = []
  /// The lines of the names that authors chose.
  private var chosen: [String: Int] = [:]
  /// The notes in the order of their first calls.
  private(set) var notes: [Int] = []
  /// Citations with their lines.
  private(set) var citations: [(citation: Citation, line: Int)] = []
  /// The kinds of environments that the document has.
  private(set) var environments: Set<EnvironmentKind> = []

  /// How often a name was made of the same words.
  private var counts: [String: Int] = [:]
  private var counted = Numbered()
  private var questions = 0
  /// The lines of equations by their numbers.
  private var takenNumbers: [String: Int] = [:]
  private var level = 1

  /// No places.
  init() {}

  /// The language of the labels.
  private var language = DocumentLanguage.english
  /// The numbers that figures have in the lecture, by what sources call them.
  private var lectureNumbers: [String: String] = [:]

  /// The places of a text.
  ///
  /// - Parameter lectureNumbers: The numbers that figures have in the lecture, by what sources call
  ///   them; none where the document counts its own.
  /// - Throws: `LineError` for a name that is used twice, an equation without a number, or a
  ///   heading that skips a level.
  init(
    _ text: Text, in language: DocumentLanguage, lectureNumbers: [String: String] = [:]
  ) throws(LineError) {
    (self.language, self.lectureNumbers) = (language, lectureNumbers)
    nodes = text.nodes
    // The names that authors chose come first; made ones keep out of their way.
    for case .block(let block) in nodes { try reserve(block.ownAnchor, block.line) }
    for node in nodes {
      switch node {
      case .block(let block): try visit(block)
      case .inline(let inline):
        if case .citation(let citation) = inline.kind { citations.append((citation, inline.line)) }
        if case .note(let note) = inline.kind, !notes.contains(note) { notes.append(note) }
      }
    }
  }

  private mutating func reserve(_ name: String?, _ line: Int) throws(LineError) {
    guard let name else { return }
    guard targets.insert(name).inserted else {
      throw LineError(
        line,
        "the name \(quoted("#" + name)) is used twice; give this one or that of line "
          + "\(chosen[name] ?? 0) another")
    }
    chosen[name] = line
    guard !["claim-", "ref-", "note-", "slip-"].contains(where: name.hasPrefix) else {
      throw LineError(
        line, "names with claim-, slip-, ref- and note- are made by the program; take another")
    }
  }

  /// A name that is not yet used, made of a text.
  private mutating func free(_ text: String) -> String {
    let stem = anchorName(text)
    var name = stem
    var count = counts[stem] ?? 1
    while !targets.insert(name).inserted {
      count += 1
      name = "\(stem)-\(count)"
    }
    counts[stem] = count
    return name
  }

  private mutating func place(_ block: Block, _ name: String) {
    anchors[block.id] = name
    order[name] = order.count
  }

  private mutating func visit(_ block: Block) throws(LineError) {
    switch block.kind {
    case .heading(let level, let content, let anchor):
      guard level <= self.level + 1 else {
        throw LineError(
          block.line,
          "a heading of level \(level) follows one of level \(self.level); write "
            + "\(String(repeating: "#", count: self.level + 1))")
      }
      self.level = level
      let name = anchor ?? free(content.plainText)
      place(block, name)
      titles[name] = content.withoutMarks
    case .equation(let tex, let attributes): try visit(block, tex, attributes)
    case .picture(let picture):
      // What has a number of its own takes none of the count.
      let own = picture.attributes["number"] ?? lectureNumbers[picture.target]
      if own == nil { counted.figures += 1 }
      let number = own ?? String(counted.figures)
      let anchor = picture.attributes.anchor ?? free("fig-" + picture.target)
      name(block, anchor, .figure, number)
    case .table(let table):
      guard !table.caption.isEmpty || table.attributes?.anchor != nil else { break }
      let own = table.attributes?["number"]
      if own == nil { counted.tables += 1 }
      let number = own ?? String(counted.tables)
      name(block, table.attributes?.anchor ?? free("tbl-\(number)"), .table, number)
    case .environment(let environment):
      environments.insert(environment.kind)
      let anchor = environment.attributes.anchor
      if environment.kind == .question {
        questions += 1
        numbers[block.id] = String(questions)
        let label = "\(language.word(.question)) \(questions)"
        if let anchor { labels[anchor] = label }
        // What stands in a question is called by it.
        for case .environment(let inner) in environment.content.map(\.kind)
        where [.choice, .numeric, .blank, .hint].contains(inner.kind) {
          if let name = inner.attributes.anchor { labels[name] = label }
        }
      } else if let anchor, labels[anchor] == nil, let word = environment.kind.word {
        let title = environment.attributes["title"].flatMap { $0.contains("$") ? nil : $0 }
        labels[anchor] = title ?? language.word(word)
      }
      if environment.kind.isCounted, let word = environment.kind.word {
        let own = environment.attributes["number"]
        if own == nil { counted.statements[environment.kind, default: 0] += 1 }
        let number = own ?? String(counted.statements[environment.kind, default: 0])
        numbers[block.id] = number
        if let anchor { labels[anchor] = "\(language.word(word)) \(number)" }
      }
      if let anchor { place(block, anchor) }
    case .leftOut(let numbered):
      counted.figures += numbered.figures + numbered.targets.count { lectureNumbers[$0] == nil }
      counted.tables += numbered.tables
      counted.statements.merge(numbered.statements) { $0 + $1 }
    case .paragraph, .quote, .list, .code, .rule: break
    }
  }

  private mutating func name(_ block: Block, _ anchor: String, _ kind: Word, _ number: String) {
    numbers[block.id] = number
    labels[anchor] = "\(language.word(kind)) \(number)"
    place(block, anchor)
  }

  private mutating func visit(
    _ block: Block, _ tex: String, _ attributes: Attributes
  ) throws(LineError) {
    try attributes.allow(["number"], of: "an equation")
    let anchor = attributes.anchor
    guard anchor != nil || attributes["number"] == nil else {
      throw LineError(block.line, "an equation with a number needs a name: {#eq-1 number=1}")
    }
    // The lecture's number stands in the name: eq-2-13 is (2.13).
    let digits = anchor.flatMap { $0.hasPrefix("eq-") ? $0.dropFirst(3) : nil } ?? ""
    let isNumber = !digits.isEmpty && digits.split(separator: "-").allSatisfy { Int($0) != nil }
    let given =
      attributes["number"] ?? (isNumber ? String(digits.replacing("-", with: ".")) : nil)
    var numbers = EquationNumber.tags(in: tex)
    if let first = numbers.first, let given, numbers.count > 1 || first.text != given {
      throw LineError(
        block.line,
        "the equation has the number \(quoted(given)) by its name and \(quoted(first.text)) by "
          + "\\tag; leave one of them out")
    }
    if numbers.isEmpty, let anchor {
      guard let given else {
        throw LineError(
          block.line,
          "the equation \(quoted("#" + anchor)) has no number; name it like #eq-2-13, write "
            + "{#\(anchor) number=…}, or \\tag{…} in it")
      }
      numbers = [EquationNumber(text: given)]
    }
    for index in numbers.indices {
      let number = numbers[index]
      if let first = takenNumbers.updateValue(block.line, forKey: number.text) {
        throw LineError(
          block.line,
          "the equation number \(quoted(number.text)) is used twice; give this one or that of line "
            + "\(first) another")
      }
      let name = (index == 0 ? anchor : nil) ?? free("eq-" + number.text)
      numbers[index].name = name
      equations[name] = number.text
      labels[name] = number.label
      if number.label == nil { labelFormulas[name] = number.formula }
      if index == 0 { place(block, name) } else { order[name] = order.count }
    }
    if !numbers.isEmpty { equationNumbers[block.id] = numbers }
  }
}

extension Block {
  /// The name that its author chose.
  fileprivate var ownAnchor: String? {
    switch kind {
    case .heading(_, _, let anchor): anchor
    case .equation(_, let attributes): attributes.anchor
    case .picture(let picture): picture.attributes.anchor
    case .table(let table): table.attributes?.anchor
    case .environment(let environment): environment.attributes.anchor
    case .paragraph, .quote, .list, .code, .rule, .leftOut: nil
    }
  }
}

/// A text as a name for a place: small letters without their accents, digits and hyphens.
package func anchorName(_ text: String) -> String {
  var name = ""
  for scalar in text.lowercased().unicodeScalars {
    switch scalar {
    case "a"..."z", "0"..."9": name.unicodeScalars.append(scalar)
    default:
      if let letters = scalar.latinLetters {
        name += letters
      } else if !name.isEmpty, name.last != "-", !scalar.properties.isDiacritic {
        name.append("-")
      }
    }
  }
  while name.last == "-" { name.removeLast() }
  return name.isEmpty ? "part" : String(name.prefix(60))
}

extension Unicode.Scalar {
  /// The letters a small Latin letter is made of: e for é, oe for œ; nil for any other character.
  package var latinLetters: String? {
    guard self != "ß" else { return "ss" }
    guard let name = properties.name,
      let word = ["LATIN SMALL LETTER ", "LATIN SMALL LIGATURE "].first(where: name.hasPrefix)
    else { return nil }
    let letters = name.dropFirst(word.count).prefix { $0 != " " }
    return letters.count <= 2 ? letters.lowercased() : nil
  }
}
