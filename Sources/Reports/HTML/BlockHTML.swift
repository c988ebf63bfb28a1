import Drawing

extension DocumentHTML {
  mutating func block(_ block: Part.Block) throws -> Markup {
    switch block.kind {
    case .question: return try question(block)
    case .remark: return try aside("remark", title: block.title ?? "Remark", block)
    case .solution: return try aside("solution", title: block.title ?? "Solution", block)
    case .marking: return try aside("marking", title: block.title ?? "Marking", block)
    case .hint:
      return .element(
        "details", [("class", "hint")],
        .element("summary", [], Markup(text: block.title ?? "Hint")) + (try markup(block.content)))
    case .claims: return try claimsTable()
    case .errata: return try errataTable()
    case .bibliography: return bibliography()
    case .data: return try downloads()
    }
  }

  private mutating func question(_ block: Part.Block) throws -> Markup {
    let number = block.number ?? 0
    let id = block.anchor ?? "question-\(number)"
    var title = Markup(text: "Question \(number)")
    if let words = block.title { title += Markup(text: ". \(words)") }
    if let points = block.points {
      title += .element(
        "span", [("class", "points")],
        Markup(text: " \(points) \(points == 1 ? "point" : "points")"))
    }
    var content = Markup.element(
      "h\(min(sectionLevel + 1, 6))", [("class", "label"), ("id", id + "-label")], title)
    content += try markup(block.content)
    if leavesSpace, let space = block.space {
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
    _ name: String, title: String, _ block: Part.Block
  ) throws -> Markup {
    var attributes = [("class", name)]
    if let anchor = block.anchor { attributes.append(("id", anchor)) }
    return .element(
      "div", attributes,
      .element("p", [("class", "label")], Markup(text: title)) + (try markup(block.content)))
  }
}
