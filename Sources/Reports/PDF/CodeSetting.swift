import Drawing
import Typesetting

extension HandoutSetter {
  /// The measures of code on paper.
  private enum CodeMeasure {
    /// From the ground's edge to the letters.
    static let padding = 6.0
    /// Spaces that a tab stands for at most.
    static let tab = 4
    /// How much further in than its line what is left over stands, in letters.
    static let hang = 2
  }

  /// Sets code on a quiet ground: spaces are kept, and what is wider than the column goes on in the
  /// next line behind a hook.
  mutating func code(_ code: Block.Code, in place: Place) throws {
    let look = style.code
    let advance = try setting.verbatimLine([("0", .mono)], style: look).width
    let lines = coloured(code)
    let digits = code.firstLine.map { String($0 + lines.count).count } ?? 0
    let gutter = digits > 0 ? Double(digits + 2) * advance : 0
    let room = place.width - 2 * CodeMeasure.padding - gutter
    let columns = max(Int(room / advance), 8)
    let elements = [next(Structure(.paragraph)), next(Structure(.code))]
    let left = place.x + CodeMeasure.padding + gutter
    let hook = try setting.verbatimLine([("↪", TextStyle(color: Ink.note))], style: look)
    var rows: [(line: SetLine, x: Double, mark: SetLine?)] = []
    for (index, source) in lines.enumerated() {
      let text = letters(of: source)
      let indent = text.prefix { $0.character == " " }.count
      let hang = min(indent + CodeMeasure.hang, columns / 2)
      for (part, row) in wrapped(text, columns, hang: hang).enumerated() {
        var mark = part == 0 ? nil : hook
        if part == 0, let first = code.firstLine {
          let number = String(first + index)
          let padded = String(repeating: " ", count: max(digits - number.count, 0)) + number
          mark = try setting.verbatimLine(
            [(padded, TextStyle(.mono, color: Ink.note))], style: look)
        }
        let line = try setting.verbatimLine(stretches(of: row), style: look)
        rows.append((line, part == 0 ? 0 : Double(hang) * advance, mark))
      }
    }
    let (ascent, depth) = (0.75 * look.size, 0.25 * look.size)
    let above = max(6, spaceBelow) + CodeMeasure.padding
    for (index, row) in rows.enumerated() {
      var item = FlowItem(
        ascent: max(row.line.ascent, ascent), depth: max(row.line.depth, depth),
        leading: look.leading, levels: place.levels + elements,
        draw: { row.line.structured(at: Point($0.x + left + row.x, $0.y)) })
      item.spaceAbove = index == 0 ? above : 0
      item.breakCost =
        index == 1 || index > 0 && index == rows.count - 1 ? FlowItem.never : index == 0 ? 0 : 20
      let (isFirst, isLast) = (index == 0, index == rows.count - 1)
      let top = ascent + (isFirst ? CodeMeasure.padding : 0)
      let bottom = isLast ? depth + CodeMeasure.padding : look.leading - ascent + 0.2
      item.ground = { origin in
        let left = origin.x + place.x
        let area = Rect(
          minX: left, minY: origin.y - top, maxX: left + place.width, maxY: origin.y + bottom)
        return [.path(.rectangle(area), Style(fill: Ink.ground))]
      }
      // The ground begins as far above the letters on each of its pages.
      item.continued = (
        isFirst ? 0 : CodeMeasure.padding,
        { corner in
          let left = corner.x + place.x
          let area = Rect(
            minX: left, minY: corner.y, maxX: left + place.width,
            maxY: corner.y + CodeMeasure.padding + 0.2)
          return isFirst ? [] : [.path(.rectangle(area), Style(fill: Ink.ground))]
        }
      )
      let rule = marginRule(of: item, in: place)
      item.furniture = { origin in
        guard let mark = row.mark else { return rule(origin) }
        // Hooks stand before what is left over, numbers at the margin.
        let x =
          mark == hook ? left + row.x - mark.width - 0.3 * advance : place.x + CodeMeasure.padding
        let drawn = mark.sceneItems(at: Point(origin.x + x, origin.y))
        // A hook is no sign of the code, so that it is not copied with it.
        return rule(origin) + (mark == hook ? drawn.map(\.asPath) : drawn)
      }
      add(item)
    }
    if !rows.isEmpty { spaceBelow = 6 + CodeMeasure.padding }
  }

  private typealias Letter = (character: Character, kind: CodeToken)

  /// The letters of a line, with spaces for its tabs.
  private func letters(of line: [(text: String, kind: CodeToken)]) -> [Letter] {
    var letters: [Letter] = []
    for (text, kind) in line {
      for character in text {
        if character == "\t" {
          let count = CodeMeasure.tab - letters.count % CodeMeasure.tab
          letters += Array(repeating: (" ", kind), count: count)
        } else {
          letters.append((character, kind))
        }
      }
    }
    return letters
  }

  /// Letters of one kind together, in its colour.
  private func stretches(of row: ArraySlice<Letter>) -> [(text: String, style: TextStyle)] {
    var stretches: [(text: String, style: TextStyle)] = []
    for (character, kind) in row {
      let style = TextStyle(.mono, color: Ink.code(kind))
      if stretches.last?.style == style {
        stretches[stretches.count - 1].text.append(character)
      } else {
        stretches.append((String(character), style))
      }
    }
    return stretches
  }

  /// A line in rows of so many letters at most, rather divided after a space and before an operator,
  /// for readers take a minus at the end of a row for a hyphen; else after a sign such as the slash of a
  /// path.
  ///
  /// All but the first row stand further in.
  private func wrapped(_ line: [Letter], _ columns: Int, hang: Int) -> [ArraySlice<Letter>] {
    var rows: [ArraySlice<Letter>] = []
    var rest = line[...]
    var room = columns
    while rest.count > room {
      var end = rest.startIndex + room
      let second = rest[(rest.startIndex + room / 2)..<end]
      let spaces = second.indices.filter { rest[$0].character == " " }
      if let space = spaces.last(where: { !endsInOperator(rest[..<$0]) }) ?? spaces.last {
        end = space + 1
      } else if let sign = second.lastIndex(where: { "/\\,;.)]}_=&?|:".contains($0.character) }) {
        end = sign + 1
      } else if rest[end - 1].character == "-" {
        end -= 1
      }
      rows.append(rest[..<end])
      rest = rest[end...]
      room = columns - hang
    }
    return rows + [rest]
  }
}

/// Whether code ends in a word of signs, such as `-` or `<=`.
private func endsInOperator(_ code: ArraySlice<(character: Character, kind: CodeToken)>) -> Bool {
  let word = code.reversed().prefix { $0.character != " " }
  return !word.isEmpty && word.allSatisfy { "+-*/%@=<>!&|^~?:.".contains($0.character) }
}

extension SceneItem {
  /// Glyphs as what their outlines fill.
  fileprivate var asPath: SceneItem {
    guard case .glyphs(let run) = self else { return self }
    return .path(run.outlines, Style(fill: run.color))
  }
}

extension HandoutSetter.Ink {
  /// The colour of a kind of code; nil for that of text.
  static func code(_ kind: CodeToken) -> Color? {
    switch kind {
    case .plain: nil
    case .keyword: solution
    case .string: Color(0x2E6B34)
    case .comment: Color(0x5F656E)
    case .number: Color(0x8A3B12)
    }
  }
}
