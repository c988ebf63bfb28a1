/// What a citation shows: words of the source, signs and words of ours, and names of works, which
/// lead to the list.
enum CitationPart {
  case words([Inline])
  case text(String)
  case work(String, anchor: String)
}

extension ResolvedDocument {
  /// The parts of a citation in their order.
  func parts(of citation: Citation, id: Int) -> [CitationPart] {
    guard let places = meanings.citations[id] else { return [.text(citation.source)] }
    let hasWords = citation.items.contains { !$0.prefix.isEmpty || !$0.suffix.isEmpty }
    let marks = citationStyle.marks(hasWords: hasWords, in: language)
    func anchor(_ place: Int) -> String { works[place].anchor }
    var parts: [CitationPart] = []
    if citation.isInText, let first = places.first {
      parts = [.work(works[first].who(in: language), anchor: anchor(first)), .text(" ")]
    }
    parts.append(.text(marks.open))
    for (index, (item, place)) in zip(citation.items, places).enumerated() {
      if index > 0 { parts.append(.text(marks.between)) }
      if !item.prefix.isEmpty { parts += [.words(item.prefix), .text(" ")] }
      let isNamed = citation.isInText && index == 0 || !item.namesAuthors
      let label =
        citationStyle == .authorYear && isNamed
        ? works[place].year(in: language) : citationLabel(place)
      parts.append(.work(label, anchor: anchor(place)))
      if !item.suffix.isEmpty { parts.append(.words(item.suffix)) }
    }
    return parts + [.text(marks.close)]
  }

  /// What stands for a work in a citation.
  func citationLabel(_ place: Int) -> String {
    switch citationStyle {
    case .authorYear: works[place].label(in: language)
    case .numeric: String(place + 1)
    }
  }
}

extension CitationStyle {
  /// What stands around and between the works of a citation; works with words are told apart by more.
  func marks(
    hasWords: Bool, in language: DocumentLanguage
  ) -> (open: String, between: String, close: String) {
    let semicolon = language.typeset(language == .french ? " ; " : "; ")
    return switch self {
    case .authorYear: ("(", semicolon, ")")
    case .numeric: ("[", hasWords ? semicolon : ", ", "]")
    }
  }
}
