import Records

extension Evidence {
  /// The sign of the mark and its word.
  private var mark: (sign: String, word: Word) {
    switch self {
    case .proven: ("∎", .proven)
    case .checked: ("✓", .checked)
    case .measured: ("∼", .measured)
    }
  }

  var sign: String { mark.sign }
  var word: Word { mark.word }
}

extension DocumentHTML {
  /// The mark after a number: proven, with the bounds; checked, which leads to the claim where that is
  /// listed; measured.
  func mark(of evidence: Evidence) -> Markup {
    let language = document.language
    var words = language.word(evidence.word)
    var target: String?
    switch evidence {
    case .proven(let enclosure):
      let bounds = [enclosure.lower, enclosure.upper].map { language.decimal("\($0)") }
      words += " \(language.word(.between)) \(bounds[0])\(language.word(.and))\(bounds[1])"
    case .checked(let claim):
      target = document.claims.first { $0.claim.id == claim }?.anchor
    case .measured: break
    }
    let mark = Markup.element(
      target == nil ? "span" : "a",
      [
        ("href", target.map { "#" + $0 }), ("role", target == nil ? "img" : nil),
        ("aria-label", words), ("title", words),
      ], Markup(text: evidence.sign))
    return .element("sup", [("class", "ev")], mark)
  }

  /// What stands behind the numbers of a figure, as many of each kind, for its caption, such as
  /// "9 numbers proven, 3 checked"; nil where numbers carry no marks.
  func marks(of drawn: Illustration) -> Markup? {
    let kinds = drawn.words.quantities.compactMap { evidence(of: $0, in: drawn) }
    guard !kinds.isEmpty else { return nil }
    let words = document.language.numbers(known: kinds.map(\.word))
    return .element("span", [("class", "ck")], Markup(text: words + "."))
  }

  /// What stands behind a number of a figure, with the six digits that its list shows.
  func evidence(of quantity: Quantity, in drawn: Illustration) -> Evidence? {
    document.subject.grounds?.evidence(
      for: "\(drawn.id).\(quantity.name)", value: quantity.value, key: drawn.key
    ) { Numeral($0, significant: 6).plain }
  }
}
