import Drawing

extension DocumentHTML {
  mutating func environment(
    _ environment: Block.Environment, _ block: Block
  ) throws -> Markup {
    switch environment.kind {
    case .question: return try question(environment, block)
    case .remark: return try aside("Remark", environment)
    case .solution: return try aside("Solution", environment)
    case .marking: return try aside("Marking", environment)
    case .hint:
      return .element(
        "details",
        [("class", "hint")] + (environment.attributes.anchor.map { [("id", $0)] } ?? []),
        .element("summary", [], Markup(text: environment.attributes["title"] ?? "Hint"))
          + (try markup(environment.content)))
    case .claims: return try claimsTable()
    case .errata: return try errataTable()
    case .bibliography: return try bibliography()
    case .data: return try downloads()
    }
  }

  private mutating func question(
    _ environment: Block.Environment, _ block: Block
  ) throws -> Markup {
    let number = document.meanings.numbers[block.id] ?? ""
    let question = document.meanings.questions[block.id]
    let id = environment.attributes.anchor ?? "question-\(number)"
    var title = Markup(text: "Question \(number)")
    if let words = environment.attributes["title"] { title += Markup(text: ". \(words)") }
    if let points = question?.points {
      title += .element(
        "span", [("class", "points")],
        Markup(text: " \(points) \(points == 1 ? "point" : "points")"))
    }
    var content = Markup.element(
      "h\(min(sectionLevel + 1, 6))", [("class", "label"), ("id", id + "-label")], title)
    content += try markup(environment.content)
    if leavesSpace, let space = question?.space {
      // Heights are classes, for the page's policy lets no style attributes in.
      let steps = Int((space.height / AnswerSpace.lineHeight).rounded(.up))
      content += .element(
        "div",
        [("class", "answer \(space.style.rawValue) h\(min(steps, 32))"), ("aria-hidden", "true")])
    }
    return .element(
      "section", [("class", "question"), ("id", id), ("aria-labelledby", id + "-label")], content)
  }

  private mutating func aside(
    _ title: String, _ environment: Block.Environment
  ) throws -> Markup {
    var attributes = [("class", environment.kind.rawValue)]
    if let anchor = environment.attributes.anchor { attributes.append(("id", anchor)) }
    return .element(
      "div", attributes,
      .element(
        "p", [("class", "label")], Markup(text: environment.attributes["title"] ?? title))
        + (try markup(environment.content)))
  }
}
