public import Drawing

/// A stretch of a formula that pages keep on one line.
public struct MathMLPart: Hashable, Sendable {
  /// The `math` element.
  public var text: String
  /// Its width, in ems.
  public var width: Double
}

extension MathText {
  /// The formula as `math` elements for pages, which break lines between elements only.
  ///
  /// The parts end where lines of print may: in a display before a relation or a binary operation of
  /// the outermost list, in a line of text after one. Side by side they are the formula, with all
  /// spaces.
  ///
  /// - Parameters:
  ///   - display: Whether the formula stands on lines of its own.
  ///   - fonts: The fonts whose measures to give.
  ///   - size: The size at which words are measured, in points.
  /// - Returns: For each row of an outermost `aligned` or `gathered` its parts; of other formulas the
  ///   one row.
  /// - Throws: `FontError.missingGlyph` for a character that the font lacks.
  public func mathMLLines(
    display: Bool, fonts: MathFonts, size: Double
  ) throws(FontError) -> [[MathMLPart]] {
    var rows: [[MathMLPart]] = []
    for outer in outerRows(of: tree) {
      let row = try opened(outer, display ? .display : .text, fonts)
      var parts: [MathMLPart] = []
      let classes = row.classes()
      let ranges = try stretches(of: row, classes, display: display) { (range) throws(FontError) in
        var setter = Setter(fonts: fonts, size: 1)
        let items = MathList(Array(row.items[range]), range: row.range)
        return try setter.box(of: items, display ? .display : .text).width
      }
      for range in ranges {
        let items = MathList(Array(row.items[range]), range: row.range)
        // The space around an operation goes with it.
        let before = display ? classes[..<range.lowerBound].compactMap { $0 }.last : nil
        let after = display ? nil : classes[range.upperBound...].compactMap { $0 }.first
        let style: MathStyle = display ? .display : .text
        var setter = Setter(fonts: fonts, size: 1)
        let box = try setter.box(of: items, style, after: before, before: after)
        var writer = MathMLWriter(fonts: fonts, styling: .classes, size: size)
        let place = MathMLWriter.Place(style: style, isDisplay: display, level: style.level)
        let content = try writer.element(items, place, after: before, before: after)
        var math = MathMLElement("math", [:], content.name == "mrow" ? content.children : [content])
        if display { math["displaystyle"] = "true" }
        var text = ""
        math.write(to: &text)
        parts.append(MathMLPart(text: text, width: box.width))
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
  guard case .atom(let atom)? = list.items.first, !atom.hasScripts,
    case .array(let array) = atom.nucleus, array.kind == .aligned || array.kind == .gathered
  else { return [list] }
  let rest = Array(list.items.dropFirst())
  let isAlone = rest.allSatisfy { item in
    guard case .atom(let atom) = item else { return true }
    return atom.atomClass == .punctuation
      || atom.atomClass == .ordinary && { if case .symbol = atom.nucleus { true } else { false } }()
  }
  guard isAlone else { return [list] }
  var rows = array.rows.map { row in
    MathList(row.cells.flatMap(\.items), range: list.range)
  }.filter { !$0.isEmpty }
  guard let last = rows.indices.last else { return [list] }
  rows[last].items += rest
  return rows
}

/// The widest that a part of a formula should be on a narrow page, in ems.
private let mostWidth = 14.0

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
    let isPlain = fenced.parts.allSatisfy { part in
      part.items.allSatisfy { if case .style = $0 { false } else { true } }
    }
    guard box.width > mostWidth, isPlain else {
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

/// The ranges of items between the places where lines may end: outside of brackets and bars, and
/// inside where a stretch would be wider than the column of a narrow page.
private func stretches(
  of list: MathList, _ classes: [AtomClass?], display: Bool,
  _ width: (Range<Int>) throws(FontError) -> Double
) throws(FontError) -> [Range<Int>] {
  let all = finest(of: list, classes, display: display)
  let depths = depths(in: list, classes)
  var ranges: [Range<Int>] = []
  for range in all {
    // A line ends after the operation or before it, whose depth counts.
    let place = display ? range.lowerBound : range.lowerBound - 1
    if let last = ranges.last, depths[max(place, 0)] > 0,
      try width(last.lowerBound..<range.upperBound) <= mostWidth
    {
      ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
    } else {
      ranges.append(range)
    }
  }
  return ranges
}

/// In how many brackets and bars each item stands.
private func depths(in list: MathList, _ classes: [AtomClass?]) -> [Int] {
  var depth = 0
  var open: [Unicode.Scalar] = []
  return list.items.indices.map { index in
    defer {
      switch classes[index] {
      case .opening: depth += 1
      case .closing: depth = max(depth - 1, 0)
      default: break
      }
    }
    if case .atom(let atom) = list.items[index], case .symbol(let symbol) = atom.nucleus,
      classes[index] == .ordinary, symbol.base == "‖" || symbol.base == "|"
    {
      if open.last == symbol.base { open.removeLast() } else { open.append(symbol.base) }
    }
    return depth + open.count
  }
}

/// The ranges of items between all places where lines may end.
private func finest(
  of list: MathList, _ classes: [AtomClass?], display: Bool
) -> [Range<Int>] {
  let isPlain = list.items.allSatisfy { if case .style = $0 { false } else { true } }
  guard isPlain, !list.items.isEmpty else { return list.isEmpty ? [] : [0..<list.items.count] }
  var ranges: [Range<Int>] = []
  var start = 0
  for (index, item) in list.items.enumerated() {
    let place: Int
    switch (classes[index], item) {
    case (.relation, _), (.binary, _): place = display ? index : index + 1
    // A wide space parts what has little to do with each other.
    case (_, .space(let space)) where space.isWide: place = index + 1
    default: continue
    }
    let before = classes[start..<max(place, start)].compactMap { $0 }
    let after = classes[place...].compactMap { $0 }.first
    // Two relations in a row stay together, and a part has more than spaces.
    guard !before.isEmpty, let after, !(before.last == .relation && after == .relation) else {
      continue
    }
    ranges.append(start..<place)
    start = place
  }
  ranges.append(start..<list.items.count)
  return ranges
}

extension MathSpace {
  /// Whether it is an em or wider.
  fileprivate var isWide: Bool {
    switch width {
    case .mu(let width): width >= 18
    case .em(let width): width >= 1
    case .points(let width): width >= 10
    case .word: false
    }
  }
}
