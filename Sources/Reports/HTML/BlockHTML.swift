extension DocumentHTML {
  mutating func environment(
    _ environment: Block.Environment, _ block: Block
  ) throws -> Markup {
    switch environment.kind {
    case .question: return try question(environment, block)
    case .hint:
      return .element(
        "details", [("class", "hint"), ("id", environment.attributes.anchor)],
        .element("summary", [], try title(of: environment) ?? Markup(text: document.word(.hint)))
          + (try markup(environment.content)))
    case .columns, .column:
      return .element(
        "div", [("class", environment.kind.rawValue), ("id", environment.attributes.anchor)],
        try markup(environment.content))
    case .choice: return try choice(environment)
    case .numeric: return try numeric(environment, block)
    case .blank: return try room(environment, block)
    case .claims: return try claimsTable()
    case .errata: return try errataTable()
    case .bibliography: return try bibliography()
    case .data: return try downloads()
    case .remark, .solution, .marking, .note, .proof: return try aside(environment, block)
    case .theorem, .lemma, .proposition, .corollary, .definition, .example, .exercise, .algorithm:
      return try aside(environment, block, class: "statement")
    }
  }

  private mutating func title(of environment: Block.Environment) throws -> Markup? {
    try document.title(of: environment).map { try markup($0) }
  }

  private mutating func question(
    _ environment: Block.Environment, _ block: Block
  ) throws -> Markup {
    let number = document.meanings.numbers[block.id] ?? ""
    let question = document.meanings.questions[block.id]
    let id = environment.attributes.anchor ?? "question-\(number)"
    fields.beginQuestion(id)
    defer { fields.beginQuestion(nil) }
    var title = Markup(text: "\(document.word(.question)) \(number)")
    if let words = try self.title(of: environment) { title += Markup(text: ". ") + words }
    if let points = question?.points {
      title += .element(
        "span", [("class", "points")],
        Markup(text: " " + document.language.points(points)))
    }
    var content = Markup.element(
      "h\(min(sectionLevel + 1, 6))", [("class", "label"), ("id", id + "-label")], title)
    content += try markup(environment.content)
    if leavesSpace, let space = question?.space {
      content += try answerField(space, of: id)
    }
    return .element(
      "section", [("class", "question"), ("id", id), ("aria-labelledby", id + "-label")], content)
  }

  /// A block below its label: its title or the word for it, and of statements word, number, title.
  mutating func aside(
    _ environment: Block.Environment, _ block: Block, class name: String? = nil
  ) throws -> Markup {
    let word = Markup(text: environment.kind.word.map(document.word) ?? "")
    let title = try self.title(of: environment)
    var label = title ?? word
    if environment.kind.isCounted {
      label = word + Markup(text: " " + (document.meanings.numbers[block.id] ?? ""))
      if let title { label += Markup(text: " (") + title + Markup(text: ")") }
    }
    return .element(
      "div",
      [("class", name ?? environment.kind.rawValue), ("id", environment.attributes.anchor)],
      .element("p", [("class", "label")], label) + (try markup(environment.content)))
  }
}
