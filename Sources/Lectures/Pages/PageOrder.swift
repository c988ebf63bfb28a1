import Reports
import Templates

extension Lecture {
  /// Figures in the order of the pages that show them, with their numbers there; those that no page
  /// shows come last, under no page.
  func pageOrder(
    of ids: [String]
  ) -> [(page: String?, figures: [(id: String, number: String?)])] {
    let templates = try? Templates(folder: texts.isEmpty ? nil : texts)
    var rest = ids
    var parts: [(page: String?, figures: [(id: String, number: String?)])] = []
    for page in ["report"] + pages {
      let text = (try? templates?.text(named: page + ".md")) ?? ""
      let shown = rest.compactMap { id in
        // The id ends where a name does: one may begin another.
        text.ranges(of: "figure:\(id)").first { range in
          text[range.upperBound...].first.map { $0 == ")" || $0.isWhitespace } ?? true
        }.map { (place: $0.lowerBound, id: id) }
      }.sorted { $0.place < $1.place }.enumerated().map { index, found in
        // A page states the numbers of its figures or counts them.
        let line = text[found.place...].prefix { !$0.isNewline }
        let stated = line.firstMatch(of: /[ {]number=([^ }]+)/).map { String($0.1) }
        return (id: found.id, number: stated ?? (page == "report" ? nil : "\(index + 1)"))
      }
      rest.removeAll { id in shown.contains { $0.id == id } }
      if !shown.isEmpty { parts.append((page, shown)) }
    }
    return rest.isEmpty ? parts : parts + [(nil, rest.map { ($0, nil) })]
  }

  /// What readers call a page.
  func name(ofPage page: String?) -> String {
    guard let page else { return language.word(.others) }
    return page == "report"
      ? language.word(.theLecture) : page.prefix(1).uppercased() + page.dropFirst()
  }
}
