/// What the name of a claim says of its place: `2.4-ridge` is about (2.4), `after-3.4` stands after
/// it, `fig-5` is Figure 5, and the name of a figure with any ending is that figure.
package struct ClaimPlace: Hashable {
  /// How a claim or a slip stands to a place.
  package enum Relation: String {
    case before, at, after
    /// At the end of a section.
    case end

    /// The relation that some words begin with, such as "after (3.4)"; `at` without one.
    package init(words: String) {
      let first = words.prefix { $0.isLetter }
      self = Relation(rawValue: String(first)) ?? .at
    }
  }

  /// The place in words.
  package var words: String
  /// The name of the place in the document; nil where the document has no such place.
  package var target: String?
  package var relation: Relation
}

extension ClaimPlace {
  /// The place of a claim in a document with some names and figures.
  init(_ id: String, in index: Index, figures: [ShownFigure], _ language: DocumentLanguage) {
    // A sketch's claims have no words of their own for where they stand; each is called as it is listed.
    if let dots = id.ranges(of: ".check-").last {
      let figure = figures.first { $0.drawn.id == id[..<dots.lowerBound] }
      self.init(words: id, target: figure?.anchor, relation: .at)
      return
    }
    // Of figures `a` and `a-b` the longer name counts.
    let named = figures.filter { id == $0.drawn.id || id.hasPrefix($0.drawn.id + "-") }
    if let figure = named.max(by: { $0.drawn.id.count < $1.drawn.id.count }) {
      self.init(
        words: language.word(.figure) + " \(figure.number)", target: figure.anchor, relation: .at)
      return
    }
    var parts = id.split(separator: "-").map(String.init)[...]
    let relation = Relation(words: parts.first ?? "")
    if relation != .at { parts = parts.dropFirst() }
    if parts.first == "of" { parts = parts.dropFirst() }
    let asksForSection = parts.first == "sec" || parts.first == "section"
    if asksForSection { parts = parts.dropFirst() }
    let place: (name: String, target: String?)
    if let number = parts.first, number.first?.isNumber == true {
      let equation = index.equations.first { $0.value == number }?.key
      let section = "section-" + number.replacing(".", with: "-")
      // The end of 2.3 is that of a section, although an equation may have the number too.
      let isSection = asksForSection || relation == .end || equation == nil
      place =
        isSection
        ? ("\(language.word(.section)) \(number)", index.targets.contains(section) ? section : nil)
        : ("(\(number))", equation)
    } else {
      let names: [String: Word] = [
        "fig": .figure, "prop": .proposition, "remark": .remark,
      ]
      let (kind, number) = (parts.first ?? "", parts.dropFirst().first ?? "")
      let anchor = "\(kind)-\(number.lowercased())"
      place = (
        [names[kind].map(language.word) ?? kind, number].filter { !$0.isEmpty }.joined(
          separator: " "),
        index.targets.contains(anchor) ? anchor : nil
      )
    }
    let before =
      switch relation {
      case .at: ""
      case .before: language.word(.before) + " "
      case .after: language.word(.after) + " "
      case .end: language.word(.endOf) + " "
      }
    self.init(words: before + place.name, target: place.target, relation: relation)
  }
}
