extension DocumentHTML {
  mutating func environment(
    _ environment: Block.Environment, _ block: Block
  ) throws -> Markup {
    switch environment.kind {
    case .question: return try question(environment, block)
    case .hint:
      return .element(
        "details",
        [("class", "hint")] + (environment.attributes.anchor.map { [("id", $0)] } ?? []),
        .element(
          "summary", [],
          try title(of: environment) ?? Markup(text: document.language.word(.hint)))
          + (try markup(environment.content)))
    case .columns, .column:
      return .element(
        "div",
        [("class", environment.kind.rawValue)]
          + (environment.attributes.anchor.map { [("id", $0)] } ?? []),
        try markup(environment.content))
    case .choice: return try choice(environment)
    case .numeric: return try numeric(environment, block)
    case .blank: return try room(environment, block)
    case .claims: return try claimsTable()
    case .errata: return try errataTable()
    case .bibliography: return try bibliography()
    case .data: return try downloads()
    case .remark, .solution, .marking, .note, .proof: return try aside(environment)
    case .theorem, .lemma, .proposition, .corollary, .definition, .example, .exercise, .algorithm:
      return try statement(environment, block)
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
    var title = Markup(text: "\(document.language.word(.question)) \(number)")
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
      content += answerField(space, of: id)
    }
    return .element(
      "section", [("class", "question"), ("id", id), ("aria-labelledby", id + "-label")], content)
  }

  mutating func aside(
    _ environment: Block.Environment, class name: String? = nil
  ) throws -> Markup {
    let title = environment.kind.word.map(document.language.word) ?? ""
    var attributes = [("class", name ?? environment.kind.rawValue)]
    if let anchor = environment.attributes.anchor { attributes.append(("id", anchor)) }
    return .element(
      "div", attributes,
      .element(
        "p", [("class", "label")], try self.title(of: environment) ?? Markup(text: title))
        + (try markup(environment.content)))
  }

  /// A statement such as a theorem: its name and number, then its words.
  private mutating func statement(
    _ environment: Block.Environment, _ block: Block
  ) throws -> Markup {
    let number = document.meanings.numbers[block.id] ?? ""
    var label = environment.kind.word.map(document.language.word) ?? ""
    label += " " + number
    let title = try self.title(of: environment)
    var attributes = [("class", "statement")]
    if let anchor = environment.attributes.anchor { attributes.append(("id", anchor)) }
    return .element(
      "div", attributes,
      .element(
        "p", [("class", "label")],
        Markup(text: label)
          + (title.map { Markup(text: " (") + $0 + Markup(text: ")") } ?? Markup(text: "")))
        + (try markup(environment.content)))
  }
}
