/// Tables in a source: rows of cells between bars.
extension Syntax {
  /// The cells of a line, without the spaces around them: bars within formulas, code and after a
  /// backslash divide nothing.
  static func cells(_ line: Bytes) -> [Bytes] {
    var cells: [Bytes] = []
    var text = trimmed(line)
    if text.first == Ascii.bar { text = text.dropFirst() }
    var start = text.startIndex
    var index = start
    while index < text.endIndex {
      switch text[index] {
      case Ascii.backslash: index += 1
      case Ascii.dollar:
        let rest = text[(index + 1)...]
        if let first = rest.first, !Ascii.isSpace(first),
          let end = formulaEnd(rest, isDisplay: false)
        {
          index = end
        }
      case Ascii.backtick:
        let run = text[index...].prefix { $0 == Ascii.backtick }
        index = (codeEnd(after: run, in: text) ?? run.endIndex) - 1
      case Ascii.bar:
        cells.append(withoutEscapes(trimmed(text[start..<index])))
        start = index + 1
      default: break
      }
      index += 1
    }
    // A bar at the end begins no cell.
    let rest = trimmed(text[min(start, text.endIndex)...])
    if !rest.isEmpty || cells.isEmpty { cells.append(withoutEscapes(rest)) }
    return cells
  }

  /// A cell whose code has bars for what a table must write as `\|`.
  private static func withoutEscapes(_ cell: Bytes) -> Bytes {
    guard cell.contains(Ascii.backtick), cell.contains(Ascii.backslash) else { return cell }
    var out: [UInt8] = []
    var index = cell.startIndex
    while index < cell.endIndex {
      let run = cell[index...].prefix { $0 == Ascii.backtick }
      if !run.isEmpty, let end = codeEnd(after: run, in: cell) {
        for place in index..<end {
          let isEscape =
            cell[place] == Ascii.backslash && place + 1 < end && cell[place + 1] == Ascii.bar
          if !isEscape { out.append(cell[place]) }
        }
        index = end
      } else {
        // A backslash keeps what follows from beginning code.
        let count =
          cell[index] == Ascii.backslash && index + 1 < cell.endIndex ? 2 : max(run.count, 1)
        out += cell[index..<(index + count)]
        index += count
      }
    }
    return out[...]
  }

  /// The alignments that the line under a table's head gives; nil for other lines.
  static func alignments(_ line: Bytes) -> [Block.Table.Alignment]? {
    guard line.contains(UInt8(ascii: "-")), line.contains(Ascii.bar) || line.contains(0x3A) else {
      return nil
    }
    var alignments: [Block.Table.Alignment] = []
    for cell in cells(line) {
      let (left, right) = (cell.first == UInt8(ascii: ":"), cell.last == UInt8(ascii: ":"))
      let dashes = cell.dropFirst(left ? 1 : 0).dropLast(right ? 1 : 0)
      guard !dashes.isEmpty, dashes.allSatisfy({ $0 == UInt8(ascii: "-") }) else { return nil }
      alignments.append(left ? right ? .center : .left : right ? .right : .none)
    }
    return alignments
  }
}
