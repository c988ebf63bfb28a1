public import Drawing

extension EquationTag {
  /// What is printed at the margin, such as (2.13).
  public var words: String {
    let text = self.text.pieces.words(in: .english)
    return hasParentheses ? "(\(text))" : text
  }

  /// Lays the number out.
  ///
  /// - Parameters:
  ///   - fonts: The fonts.
  ///   - size: The size of the em, in points.
  /// - Throws: `FontError.missingGlyph` for a character that the font lacks.
  public func box(in fonts: MathFonts, size: Double) throws(FontError) -> MathBox {
    var setter = Setter(fonts: fonts, size: size)
    let range = text.range
    var pieces = text.pieces
    if hasParentheses {
      pieces.insert(.words("(", face: .regular, range: range), at: 0)
      pieces.append(.words(")", face: .regular, range: range))
    }
    let box = try setter.piecesBox(pieces, size: size)
    return setter.finished(box)
  }
}

extension MathText {
  /// All equation numbers of the formula: its own and those of rows, from top to bottom.
  public var tags: [EquationTag] {
    [tag].compactMap(\.self) + arrays.flatMap { $0.rows.compactMap(\.tag) }
  }

  private var arrays: [MathArray] {
    tree.items.compactMap { if case .array(let array) = $0.atom?.nucleus { array } else { nil } }
  }

  /// Whether each row of the formula has a number, from top to bottom; empty where the formula has
  /// no rows or one number for all.
  public var numberedRows: [Bool] {
    guard tag == nil else { return [] }
    return arrays.map { array in array.rows.map { $0.tag != nil } }
      .filter { $0.contains(true) }.flatMap(\.self)
  }

  /// All equation numbers with the baselines on which they go beside the formula.
  ///
  /// - Parameter box: The formula laid out.
  /// - Returns: Numbers in the order of `tags`, each with the distance of its baseline below the
  ///   formula's, in points: 0 for the formula's own, that of the row for a row's.
  public func tags(beside box: MathBox) -> [(tag: EquationTag, y: Double)] {
    var placed = tag.map { [(tag: $0, y: 0.0)] } ?? []
    for row in arrays.flatMap(\.rows) {
      guard let tag = row.tag else { continue }
      // A character of the row's own lists, large operators apart, stands on its baseline.
      let sources = row.cells.flatMap(\.items).map { item in
        item.atom?.atomClass == .op ? nil : item.symbol?.range
      }
      let glyph = box.glyphs.first { sources.contains($0.source) }
      placed.append((tag, glyph?.origin.y ?? 0))
    }
    return placed
  }
}
