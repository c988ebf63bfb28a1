import Records
import Typesetting

extension DocumentHTML {
  mutating func equation(_ block: Block) throws -> Markup {
    guard let text = document.meanings.formulas[block.id] else { return Markup(text: "") }
    let formula = try formulas.formula(text, isDisplay: true)
    // The number stands in the formula there.
    if exchange != nil { return .element("p", [], formula) }
    let numbers = document.meanings.equationNumbers[block.id] ?? []
    let word = document.word(.equation)
    let label = numbers.first.map { word + " " + readOut($0) } ?? word
    let shown = Markup.element(
      "div",
      [
        ("class", "eqm"), ("role", "group"), ("aria-label", label),
        ("data-tex", PortableTeX(macros: document.macros).tex(text)),
      ], formula)
    guard let first = numbers.first else { return .element("div", [("class", "eq")], shown) }
    var links: [Markup] = []
    for (index, number) in numbers.enumerated() {
      links.append(
        .element(
          "a",
          [
            ("id", index == 0 ? nil : number.name), ("class", "no"), ("href", "#" + number.name),
            ("aria-label", word + " " + readOut(number)),
          ],
          try number.label.map { Markup(text: $0) }
            ?? formulas.formula(try MathText(number.formula), isDisplay: false)))
    }
    var side = links.joined()
    let rows = text.numberedRows
    if rows.contains(true) {
      // A row without a number keeps its place.
      var rest = links[...]
      side = rows.map {
        $0 ? rest.popFirst() ?? Markup(text: "") : .element("span", [], Markup(text: ""))
      }
      .joined()
    }
    if let checks = document.meanings.checks[block.id], let label = first.label,
      let mark = mark(of: checks, label: label)
    {
      side += mark
    }
    return .element(
      "div", [("class", "eq"), ("id", first.name)],
      shown + .element("div", [("class", rows.contains(true) ? "eqs rows" : "eqs")], side))
  }

  /// A number as it is read out.
  private func readOut(_ number: EquationNumber) -> String {
    number.label.map { _ in number.text }
      ?? (try? MathText(number.formula, in: document.language.spoken).words) ?? number.text
  }

  /// What was found about an equation: a link to its slip, or to the claim that checks it.
  private func mark(of checks: Meanings.Checks, label: String) -> Markup? {
    let slips = document.slips.filter { checks.slips.contains($0.anchor) }
    func isOwn(_ slip: Slip) -> Bool { document.meanings.words(of: slip.place) == label }
    // A slip in the equation itself counts before one in the words near it.
    if let slip = slips.first(where: isOwn) ?? slips.first {
      return .element(
        "a", [("class", "ck"), ("href", "#\(slip.anchor)")],
        Markup(text: document.word(isOwn(slip) ? slip.mark.word : .nearSlip)))
    }
    let entries = document.claims.filter { checks.claims.contains($0.anchor) }
    guard let entry = entries.first(where: { !$0.claim.holds }) ?? entries.first else { return nil }
    let verdict = document.word(entry.claim.holds ? .checked : .fails)
    return .element(
      "a",
      [
        ("class", entry.claim.holds ? "ck" : "ck no"), ("href", "#\(entry.anchor)"),
        ("aria-label", verdict),
      ], Markup(text: entry.claim.holds ? "✓" : "✗"))
  }
}
