public import Drawing

/// A stretch of a formula that pages keep on one line.
public struct MathMLPart: Hashable, Sendable {
  /// The `math` element.
  public var text: String
  /// Its width, in ems.
  public var width: Double
  /// The wide space behind it, in ems, which ends a formula: lines end there first; nil within one.
  public var gap: Double?
  /// Whether it begins with a relation: the row of such a part goes on with the one before.
  public var isRelation: Bool
}

extension MathText {
  /// The formula as `math` elements for pages, which break lines between elements only.
  ///
  /// In a line of text the parts end behind relations and binary operations; a short side of a relation
  /// stays with the other. A display is parted at
  /// its wide spaces; what is wider than a narrow page then is parted outside of brackets before
  /// inside, and at the best places that are there: the colon of a set and commas between
  /// statements, relations, commas of lists, operations. Side by side the parts are the formula, with
  /// all spaces but the gaps.
  ///
  /// - Parameters:
  ///   - display: Whether the formula stands on lines of its own.
  ///   - fonts: The fonts whose measures to give.
  ///   - size: The size at which words are measured, in points.
  /// - Returns: For each row of an outermost `aligned` or `gathered` its parts; of other formulas the
  ///   one row. Rows of `cases` and of matrices stay within their delimiters.
  /// - Throws: `FontError.missingGlyph` for a character that the font lacks.
  public func mathMLLines(
    display: Bool, fonts: MathFonts, size: Double
  ) throws(FontError) -> [[MathMLPart]] {
    var rows: [[MathMLPart]] = []
    let style: MathStyle = display ? .display : .text
    for outer in outerRows(of: tree) {
      let row = try opened(outer, style, fonts)
      let classes = row.classes()
      let ranges =
        try FormulaParts(list: row, classes: classes, fonts: fonts, style: style)
        .ranges(display: display)
      var parts: [MathMLPart] = []
      for part in ranges {
        let items = MathList(Array(row.items[part.range]), range: row.range)
        // The space around an operation goes with it.
        var before = display ? classes[..<part.range.lowerBound].compactMap { $0 }.last : nil
        if parts.isEmpty, !rows.isEmpty { before = .ordinary }
        let after = display ? nil : classes[part.range.upperBound...].compactMap { $0 }.first
        var setter = Setter(fonts: fonts, size: 1)
        let box = try setter.box(of: items, style, after: before, before: after)
        var writer = MathMLWriter(fonts: fonts, styling: .classes, size: size)
        let place = MathMLWriter.Place(style: style, isDisplay: display, level: style.level)
        let content = try writer.element(items, place, after: before, before: after)
        let text = content.formula(display ? ["displaystyle": "true"] : [:])
        let isRelation = classes[part.range].first { $0 != nil } == .relation
        parts.append(
          MathMLPart(text: text, width: box.width, gap: part.gap, isRelation: isRelation))
      }
      if !parts.isEmpty { rows.append(parts) }
    }
    return rows
  }

  /// Whether the formula is rows of an outermost `aligned` or `gathered`, perhaps with a sign after.
  public var hasOuterRows: Bool { outerRows(of: tree).count > 1 }
}

/// The rows of an array that is all of a list but signs after it, each as one list; else the list.
private func outerRows(of list: MathList) -> [MathList] {
  guard case .atom(let atom)? = list.items.first, case .array(let array) = atom.nucleus,
    !atom.hasScripts, array.kind == .aligned || array.kind == .gathered
  else { return [list] }
  let rest = Array(list.items.dropFirst())
  let isAlone = rest.allSatisfy { item in
    guard let atom = item.atom else { return true }
    return atom.atomClass == .punctuation || atom.atomClass == .ordinary && atom.symbol != nil
  }
  guard isAlone else { return [list] }
  var rows = array.rows.filter { !$0.cells.allSatisfy(\.isEmpty) }.map { row in
    MathList(Array(row.cells.map(\.items).joined()), range: list.range)
  }
  guard let last = rows.indices.last else { return [list] }
  rows[last].items += rest
  return rows
}

/// The widest that a part of a formula should be on a narrow page, in ems.
private let mostWidth = 14.0

/// The widest side of a relation that stays with the other, and the most that both may have, in ems.
private let boundWidths = (side: 4.3, both: 12.0)

/// A list in which formulas between growing delimiters that are wider than a narrow page stand between
/// delimiters of chosen size, so that lines may end within.
private func opened(
  _ list: MathList, _ style: MathStyle, _ fonts: MathFonts
) throws(FontError) -> MathList {
  var items: [MathItem] = []
  for item in list.items {
    guard case .atom(let atom) = item, case .fenced(let fenced) = atom.nucleus else {
      items.append(item)
      continue
    }
    var setter = Setter(fonts: fonts, size: 1)
    let box = try setter.box(of: MathList([item], range: list.range), style)
    // A change of style within would reach beyond the delimiters.
    guard box.width > mostWidth, fenced.parts.allSatisfy(\.isPlain) else {
      items.append(item)
      continue
    }
    // \big has 1.2 em, each of the next ones 0.6 em more.
    let size = min(max(Int(((box.height + box.depth - 0.05) / 0.6).rounded(.up)) - 1, 1), 4)
    func append(_ delimiter: Nucleus.Delimiter, _ atomClass: AtomClass, with scripts: Bool = false)
    {
      guard delimiter.scalar != nil || scripts else { return }
      var sized = atom
      (sized.atomClass, sized.range) = (atomClass, delimiter.range)
      sized.nucleus = .delimiter(Nucleus.SizedDelimiter(delimiter: delimiter, size: size))
      if !scripts { (sized.superscript, sized.subscript) = (nil, nil) }
      items.append(.atom(sized))
    }
    append(fenced.left, .opening)
    for (index, part) in fenced.parts.enumerated() {
      if index > 0 { append(fenced.middles[index - 1], .relation) }
      items += try opened(part, style, fonts).items
    }
    append(fenced.right, .closing, with: atom.hasScripts)
  }
  return MathList(items, range: list.range)
}

/// The parts of a formula between which pages end lines.
private struct FormulaParts {
  /// Items, and the wide space behind them that they are without.
  struct Part {
    var range: Range<Int>
    var gap: Double?
  }

  let list: MathList
  let classes: [AtomClass?]
  let fonts: MathFonts
  let style: MathStyle

  func ranges(display: Bool) throws(FontError) -> [Part] {
    let ends = list.lineEnds(classes)
    guard display else { return try inText(ends).map { Part(range: $0, gap: nil) } }
    var out: [Part] = []
    var start = 0
    let starts = ends.filter { $0.kind == .formula && $0.depth == 0 }.map(\.item)
    for end in starts + [list.items.count] {
      let last = classes[start..<end].lastIndex { $0 != nil }
      let atoms = start..<(end < list.items.count ? last.map { $0 + 1 } ?? end : end)
      let pieces = try parts(of: atoms, ends)
      let gap = end < list.items.count ? try width(of: atoms.upperBound..<end) : nil
      out += pieces.map { Part(range: $0, gap: nil) }
      if !out.isEmpty { out[out.count - 1].gap = gap }
      start = end
    }
    return out
  }

  /// Where lines of text may end: behind signs, in brackets only in what is wider than a narrow page.
  private func inText(_ ends: [LineEnd]) throws(FontError) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var (start, depth) = (0, 0)
    func append(_ end: Int, _ next: Int) throws(FontError) {
      if let last = ranges.last, depth > 0, try width(of: last.lowerBound..<end) <= mostWidth {
        ranges[ranges.count - 1] = last.lowerBound..<end
      } else {
        ranges.append(start..<end)
      }
      (start, depth) = (end, next)
    }
    for end in ends where end.kind != .comma {
      var place = end.item
      // Two relations in a row stay together.
      while end.kind != .formula, place < list.items.count,
        classes[place] == nil || classes[place] == classes[end.item]
      {
        place += 1
      }
      if classes[place...].contains(where: { $0 != nil }) { try append(place, end.depth) }
    }
    if start < list.items.count { try append(list.items.count, 0) }
    return try bound(ranges)
  }

  /// Short sides stay with what they are compared to: 'κ =' at the end of a line says nothing.
  private func bound(_ ranges: [Range<Int>]) throws(FontError) -> [Range<Int>] {
    var out: [Range<Int>] = []
    for range in ranges {
      if let last = out.last, min(try width(of: last), try width(of: range)) <= boundWidths.side,
        try width(of: last.lowerBound..<range.upperBound) <= boundWidths.both
      {
        out[out.count - 1] = last.lowerBound..<range.upperBound
      } else {
        out.append(range)
      }
    }
    return out
  }

  private func width(of range: Range<Int>) throws(FontError) -> Double {
    var setter = Setter(fonts: fonts, size: 1)
    return try setter.box(
      of: MathList(Array(list.items[range]), range: list.range), style
    ).width
  }

  /// A range cut at its best places, and what is too wide then cut further.
  private func parts(of range: Range<Int>, _ ends: [LineEnd]) throws(FontError) -> [Range<Int>] {
    let ends = ends.filter { $0.item > range.lowerBound && $0.item < range.upperBound }
    guard let best = ends.min(), try width(of: range) > mostWidth else {
      return range.isEmpty ? [] : [range]
    }
    let places = ends.filter { ($0.depth, $0.kind) == (best.depth, best.kind) }.map(\.item)
    var pieces: [Range<Int>] = []
    for (start, end) in zip([range.lowerBound] + places, places + [range.upperBound]) {
      // Within brackets lines end no more often than they must.
      if best.depth > 0, let last = pieces.last,
        try width(of: last.lowerBound..<end) <= mostWidth
      {
        pieces[pieces.count - 1] = last.lowerBound..<end
      } else {
        pieces.append(start..<end)
      }
    }
    var out: [Range<Int>] = []
    for piece in pieces { out += try parts(of: piece, ends) }
    return out
  }
}
