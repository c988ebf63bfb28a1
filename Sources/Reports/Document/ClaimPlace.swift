/// What the name of a claim says of its place: `2.4-ridge` is about (2.4), `after-3.4` stands after
/// it, `fig-5` is Figure 5.
package struct ClaimPlace: Hashable {
  /// The place in words.
  package var words: String
  /// The name of the place in the document; nil where the document has no such place.
  package var target: String?

  /// The place of a claim in a document with some names.
  package init(_ id: String, in index: AnchorIndex) {
    let parts = id.split(separator: "-").map(String.init)
    let isNumbered = { (text: String) in text.first?.isNumber == true && text.contains(".") }
    if let number = parts.first(where: isNumbered) {
      let before = parts.prefix { $0 != number }.joined(separator: " ")
      let equation = index.equations.first { $0.value == number }?.key
      let section = "section-" + number.replacing(".", with: "-")
      // The end of 2.3 is that of a section, although an equation has the number too.
      let isSection = equation == nil || ["end of", "sec", "section"].contains(before)
      let label = isSection ? "section \(number)" : "(\(number))"
      words = before.isEmpty || before == "sec" ? label : "\(before) \(label)"
      target = isSection ? (index.targets.contains(section) ? section : nil) : equation
      return
    }
    let names = ["fig": "Figure", "prop": "Proposition", "remark": "Remark"]
    let kind = parts.first ?? ""
    let number = parts.dropFirst().first ?? ""
    words = ([names[kind] ?? kind] + parts.dropFirst().prefix(1)).joined(separator: " ")
    let anchor = "\(kind)-\(number.lowercased())"
    target = index.targets.contains(anchor) ? anchor : nil
  }
}
