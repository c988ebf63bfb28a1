/// What the name of a claim says of its place: `2.4-ridge` is about (2.4), `after-3.4` stands after
/// it, `fig-5` is Figure 5.
package struct ClaimPlace: Hashable {
  /// The place in words.
  package var words: String
  /// The name of the place in the document; nil where the document has no such place.
  package var target: String?

  /// The place of a claim in a document with some names.
  package init(_ id: String, in index: AnchorIndex) {
    var parts = id.split(separator: "-").map(String.init)[...]
    let isNumber = { (text: String) in text.first?.isNumber == true && text.contains(".") }
    // Words before the place itself, such as "after" or "end of".
    let known = ["before", "after", "end", "of", "sec", "section"]
    let before = Array(parts.prefix { known.contains($0) })
    parts = parts.dropFirst(before.count)
    let name: String
    if let number = parts.first, isNumber(number) {
      let equation = index.equations.first { $0.value == number }?.key
      let section = "section-" + number.replacing(".", with: "-")
      // The end of 2.3 is that of a section, although an equation may have the number too.
      let isSection =
        equation == nil || before.contains { ["end", "sec", "section"].contains($0) }
      name = isSection ? "section \(number)" : "(\(number))"
      target = isSection ? (index.targets.contains(section) ? section : nil) : equation
    } else {
      let names = ["fig": "Figure", "prop": "Proposition", "remark": "Remark"]
      let (kind, number) = (parts.first ?? "", parts.dropFirst().first ?? "")
      name = [names[kind] ?? kind, number].filter { !$0.isEmpty }.joined(separator: " ")
      let anchor = "\(kind)-\(number.lowercased())"
      target = index.targets.contains(anchor) ? anchor : nil
    }
    words = (before.filter { $0 != "sec" && $0 != "section" } + [name]).joined(separator: " ")
  }
}
