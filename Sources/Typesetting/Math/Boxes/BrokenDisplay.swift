import Drawing

extension MathText {
  /// Lays the formula out in display style, on several lines where it is wider than a column.
  ///
  /// Lines end behind a wide space, else before a relation, else before a binary operation, of the
  /// outermost list (TeXbook, chapter 18: displays are broken before operations). Relations stand under
  /// the first one, operations and further formulas two ems to its right. What still does not fit is
  /// set smaller, to seven tenths at the least.
  ///
  /// - Returns: The box, the baseline of its first line at the origin, and that of its last line
  ///   below it.
  func columnBox(
    in fonts: MathFonts, size: Double, width: Double
  ) throws(FontError) -> (box: MathBox, lastBaseline: Double) {
    let whole = try box(in: fonts, size: size, style: .display)
    if whole.width <= width { return (whole, 0) }
    let broken = try BrokenDisplay(tree, fonts, size: size, width: width)
    let (box, last) = broken.stacked
    if box.width <= width { return (box, last) }
    let smaller = max(0.7, width / box.width) * size
    return try BrokenDisplay(tree, fonts, size: smaller, width: width).stacked
  }
}

/// A formula in lines.
private struct BrokenDisplay {
  private let size: Double
  private var lines: [(box: MathBox, x: Double)] = []

  init(
    _ list: MathList, _ fonts: MathFonts, size: Double, width: Double
  ) throws(FontError) {
    self.size = size
    let classes = list.classes()
    func set(_ range: Range<Int>) throws(FontError) -> MathBox {
      var setter = Setter(fonts: fonts, size: size)
      // Spaces at the end of a line are not seen.
      let end = range.upperBound < list.items.count ? classes[range].lastIndex { $0 != nil } : nil
      let range = range.lowerBound..<(end.map { $0 + 1 } ?? range.upperBound)
      // A continued line keeps the class of its first atom, as if something stood before it.
      let box = try setter.box(
        of: MathList(Array(list.items[range]), range: list.range), .display,
        after: range.lowerBound == 0 ? nil : .ordinary)
      return setter.finished(box)
    }
    let places = list.lineEnds(classes).filter { $0.depth == 0 && $0.kind != .comma }
    let indent = try Self.indent(places, width: width, size: size) {
      (end) throws(FontError) in
      try set(0..<end).width
    }
    var start = 0
    while start < list.items.count {
      let isContinued = start > 0
      let atomClass = classes[start]
      let space = isContinued ? atomClass.map { Self.space(before: $0, size) } ?? 0 : 0
      let shift = isContinued && atomClass != .relation ? 2 * size : 0
      let x = isContinued ? indent + shift - space : 0
      var end = list.items.count
      var chosen = try set(start..<end)
      if x + chosen.width > width {
        var best: (end: LineEnd, box: MathBox)?
        for place in places where place.item > start {
          let box = try set(start..<place.item)
          guard x + box.width <= width || best == nil else { break }
          // The better place counts, unless it leaves half the line empty within a formula.
          let isBetter =
            best.map {
              place.kind <= $0.end.kind
                || $0.end.kind != .formula && x + $0.box.width < width / 2
            } ?? true
          if isBetter { best = (place, box) }
        }
        if let best { (end, chosen) = (best.end.item, best.box) }
      }
      lines.append((chosen, x))
      start = end
    }
  }

  /// Where the relations of continued lines stand: under the first, unless it is far right.
  private static func indent(
    _ places: [LineEnd], width: Double, size: Double,
    _ measure: (Int) throws(FontError) -> Double
  ) throws(FontError) -> Double {
    guard let first = places.first(where: { $0.kind == .relation }) else { return 0 }
    let x = try measure(first.item)
    return x <= 0.4 * width ? x + space(before: .relation, size) : 2 * size
  }

  private static func space(before atomClass: AtomClass, _ size: Double) -> Double {
    AtomClass.ordinary.space(before: atomClass, at: .display).mu / 18 * size
  }

  /// The lines one below the other, as far apart as the rows of `aligned`.
  var stacked: (box: MathBox, lastBaseline: Double) {
    var glyphs: [MathBox.Glyph] = []
    var rules: [MathBox.Rule] = []
    var y = 0.0
    var depth = 0.0
    var width = 0.0
    for (index, line) in lines.enumerated() {
      if index > 0 { y += max(1.5 * size, depth + line.box.height + 0.4 * size) }
      let moved = line.box.moved(by: Point(line.x, y))
      glyphs += moved.glyphs
      rules += moved.rules
      depth = line.box.depth
      width = max(width, line.x + line.box.width)
    }
    let box = MathBox(
      width: width, height: lines.first?.box.height ?? 0, depth: y + depth, italicCorrection: 0,
      glyphs: glyphs, rules: rules)
    return (box, y)
  }
}
