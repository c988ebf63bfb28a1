import Drawing

/// A part of a formula in a line: between relations and operations, where lines can end.
struct FormulaPart {
  /// The part's items of the formula's tree.
  var list: MathList
  var box: MathBox
  /// How far the ink is moved left: the space before the first atom belongs to the gap.
  var inset: Double
  var width: Double
  var color: Color
  var link: String?
  /// The language in which it is read aloud.
  var language: MathLanguage
  /// The space to the next part, and what it costs to end the line there; nil after the last.
  var gap: (space: LineBreaker.Extent, cost: Double)?
}

extension FormulaPart {
  /// A formula in parts: each relation and binary operation of the outermost list is a part, and
  /// so is what stands between two of them.
  ///
  /// The spaces stretch as plain TeX's `\medmuskip` and `\thickmuskip`; the line can end after a
  /// relation or operation.
  static func parts(
    of formula: MathText, _ fonts: MathFonts, _ style: ParagraphStyle, link: String?
  ) throws(FontError) -> [FormulaPart] {
    let list = formula.tree
    let classes = list.classes()
    let pieces = ranges(of: list, classes)
    var parts: [FormulaPart] = []
    for (index, piece) in pieces.enumerated() {
      let before = index == 0 ? nil : classes[pieces[index - 1].upperBound - 1]
      let after =
        index + 1 == pieces.count ? nil : classes[pieces[index + 1].lowerBound]
      let first = classes[piece.lowerBound]
      let last = classes[piece.upperBound - 1]
      let items = MathList(Array(list.items[piece]), range: list.range)
      let next = after == nil ? nil : list.items[pieces[index + 1].lowerBound]
      var setter = Setter(fonts: fonts, size: style.size)
      let box = try setter.box(of: items.followed(by: next), .text, after: before, before: after)
      let mu = style.size / 18
      let inset = before.flatMap { b in first.map { b.space(before: $0, at: .text).mu * mu } } ?? 0
      let space = last.flatMap { l in after.map { l.space(before: $0, at: .text) } }
      let trailing = (space?.mu ?? 0) * mu
      // The last character keeps its lean before the next part, as inside one list.
      let lean = next?.symbol != nil ? box.italic : 0
      let gap = space.map { space in
        let stretch = space == .thick ? 5 * mu : space == .medium ? 2 * mu : 0
        let shrink = space == .medium ? 4 * mu : 0
        return (
          LineBreaker.Extent(width: trailing, stretch: stretch, shrink: shrink), cost(after: last)
        )
      }
      parts.append(
        FormulaPart(
          list: items, box: setter.finished(box), inset: inset,
          width: box.width - inset - trailing + lean, color: style.color, link: link,
          language: formula.language, gap: gap))
    }
    return parts
  }

  private static func cost(after atomClass: AtomClass?) -> Double {
    switch atomClass {
    case .relation: ParagraphItems.Cost.afterRelation
    case .binary: ParagraphItems.Cost.afterBinary
    default: BreakItem.never
    }
  }

  /// The items between relations and operations, and these.
  private static func ranges(of list: MathList, _ classes: [AtomClass?]) -> [Range<Int>] {
    guard list.isPlain else { return list.items.isEmpty ? [] : [0..<list.items.count] }
    var ranges: [Range<Int>] = []
    var start = 0
    for (index, atomClass) in classes.enumerated()
    where (atomClass == .relation || atomClass == .binary)
      // Explicit space beside an operator stays in one part with both neighbours.
      && (index == 0 || classes[index - 1] != nil)
      && (index + 1 == classes.count || classes[index + 1] != nil)
    {
      if start < index { ranges.append(start..<index) }
      ranges.append(index..<(index + 1))
      start = index + 1
    }
    if start < classes.count { ranges.append(start..<classes.count) }
    return ranges
  }
}

extension MathList {
  /// The list with an empty space after an accent that something follows: it keeps its lean.
  fileprivate func followed(by next: MathItem?) -> MathList {
    guard next != nil, case .accent = items.last?.atom?.nucleus else {
      return self
    }
    let end = range.upperBound..<range.upperBound
    return MathList(items + [.space(MathSpace(width: .mu(0), range: end))], range: range)
  }
}
