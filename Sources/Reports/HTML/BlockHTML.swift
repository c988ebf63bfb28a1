import Drawing
import Foundation

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
    case .claims: return claimsTable()
    case .errata: return errataTable()
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

  // MARK: Registers

  private func claimsTable() -> Markup {
    let rows = document.claims.map { entry -> Markup in
      let claim = entry.claim
      let place =
        entry.equation.map {
          Markup.element("a", [("href", "#\($0)")], Markup(text: "(\(claim.id))"))
        } ?? Markup(text: claim.id)
      let words =
        Markup(text: claim.statement)
        + .element("p", [("class", "why")], Markup(text: claim.reason))
      let verdict = Markup.element(
        "td", [("class", claim.holds ? "yes" : "no")], Markup(text: claim.holds ? "holds" : "fails")
      )
      return .element(
        "tr", [("id", entry.anchor)],
        .element("th", [("scope", "row")], place) + .element("td", [], words)
          + number(claim.residual) + number(claim.tolerance) + verdict)
    }
    let failed = document.claims.filter { !$0.claim.holds }.count
    let verdict =
      failed == 0
      ? Markup(text: "All \(document.claims.count) hold.")
      : .element("strong", [], Markup(text: "\(failed) of \(document.claims.count) fail."))
    return .element("p", [], verdict)
      + table(
        "claims", label: "Table of claims",
        ["place", "statement", "residual", "tolerance", "verdict"], rows)
  }

  private func errataTable() -> Markup {
    let slips = document.claims.filter { $0.claim.printed != nil }
    let rows = slips.compactMap { entry -> Markup? in
      guard let printed = entry.claim.printed else { return nil }
      let place =
        entry.equation.map {
          Markup.element("a", [("href", "#\($0)")], Markup(text: "(\(entry.claim.id))"))
        } ?? Markup(text: entry.claim.id)
      let holds = Markup.element(
        "a", [("href", "#\(entry.anchor)")], Markup(text: entry.claim.statement))
      return .element(
        "tr", [],
        .element("th", [("scope", "row")], place)
          + .element("td", [], Markup(text: printed.statement))
          + (printed.residual.map { number($0) }
            ?? .element("td", [("class", "n")], Markup(text: "–")))
          + .element("td", [], holds) + number(entry.claim.residual))
    }
    return table(
      "errata", label: "Table of printed slips",
      ["place", "printed", "residual", "holds", "residual"], rows)
  }

  private func number(_ value: Double) -> Markup {
    .element("td", [("class", "n")], Markup(number: significant(value, digits: 2)))
  }

  private func table(
    _ name: String, label: String, _ heads: [String], _ rows: [Markup]
  ) -> Markup {
    let head = heads.map { Markup.element("th", [("scope", "col")], Markup(text: $0)) }.joined()
    return scrolling(
      label,
      .element(
        "table", [("class", name)],
        .element("thead", [], .element("tr", [], head))
          + .element("tbody", [], rows.joined(separator: "\n"))))
  }

  private func bibliography() -> Markup {
    let items = document.works.map { work -> Markup in
      var line = Markup(text: work.authorLine.isEmpty ? "" : work.authorLine + ". ")
      line += .element("cite", [], Markup(text: work.fields["title"] ?? ""))
      line += Markup(text: ". ")
      if !work.place.isEmpty { line += Markup(text: work.place + ", ") }
      line += Markup(text: (work.fields["year"] ?? "") + ".")
      if let address = work.address {
        line += Markup(text: " ") + .element("a", [("href", address)], Markup(text: address))
      }
      return .element("li", [("id", "ref-" + anchorName(work.key))], line)
    }
    return .element("ul", [("class", "works")], items.joined(separator: "\n"))
  }

  private mutating func downloads() throws -> Markup {
    // A figure that stands twice, with a slider the second time, has its data here once.
    let first = document.figures.indices.filter { index in
      !document.figures[..<index].contains { $0.drawn.id == document.figures[index].drawn.id }
    }
    let items = try first.map { index -> Markup in
      let figure = document.figures[index]
      let drawn = figure.drawn
      let packed = try keep("data\n" + drawn.key) {
        base64(gzipped(Array(shortened(try drawn.csv()).utf8)) ?? [])
      }
      downloadBytes += packed.utf8.count
      let link = Markup.element(
        "a",
        [("download", drawn.id + ".csv.gz"), ("href", "data:application/gzip;base64," + packed)],
        Markup(text: drawn.id + ".csv.gz"))
      let place = Markup.element(
        "a", [("href", "#\(figure.anchor)")], Markup(text: "Figure \(figure.number)"))
      return .element(
        "li", [],
        place + Markup(text: ": ") + link + Markup(text: ", SHA-256 ")
          + .element("code", [], Markup(text: drawn.hash)))
    }
    return .element("ul", [("class", "data")], items.joined(separator: "\n"))
  }
}

/// A table of comma-separated values with six significant digits.
private func shortened(_ csv: String) -> String {
  csv.split(separator: "\n").map { line in
    line.split(separator: ",", omittingEmptySubsequences: false).map { cell in
      guard cell.utf8.count > 7, let value = Double(cell) else { return String(cell) }
      // The shortest text of the rounded value: 0.2, not 0.200000.
      return Double(String(format: "%.6g", value))?.description ?? String(cell)
    }.joined(separator: ",")
  }.joined(separator: "\n") + "\n"
}
