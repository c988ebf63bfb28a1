/// Code with room for what its readers fill in, as in `y = {blank: 2 * x}`.
enum CodePiece: Hashable {
  case code(String)
  case blank(width: Double, key: String)

  /// The pieces of code; one for code without blanks.
  ///
  /// - Parameter line: The line of the source in which the code begins.
  /// - Throws: `LineError` for a blank that does not end in its line, or whose mark is not right:
  ///   what belongs there would be printed for all.
  static func pieces(_ code: String, line: Int) throws(LineError) -> [CodePiece] {
    guard code.utf8.count >= 7, code.lowercased().contains("blank") else { return [.code(code)] }
    var pieces: [CodePiece] = []
    let text = Array(code.utf8)
    var start = 0
    var index = 0
    while index < text.count {
      guard text[index] == Ascii.openBrace else {
        index += 1
        continue
      }
      let rest = text[index...].prefix { $0 != Ascii.newline }
      let place = line + Syntax.newlines(text[..<index])
      guard Syntax.beginsBlank(rest) else {
        let inside = Syntax.string(rest.dropFirst()).lowercased()
        if inside.prefixMatch(of: #/\s*blank\s*(?:width\s*=[^:}]*)?[:}]/#) != nil {
          throw LineError(
            place,
            "a blank in code is written {blank: answer}, the brace and small letters together")
        }
        index += 1
        continue
      }
      guard let found = try blank(rest, line: place) else {
        throw LineError(
          place,
          "'{blank' begins a blank that does not end in its line; write } after its answer, and "
            + "longer ones as code in ::: solution")
      }
      if start < index { pieces.append(.code(Syntax.string(text[start..<index]))) }
      pieces.append(.blank(width: found.width, key: found.key))
      (start, index) = (found.end, found.end)
    }
    if start < text.count || pieces.isEmpty { pieces.append(.code(Syntax.string(text[start...]))) }
    return pieces
  }

  /// A blank with what belongs there, in which braces pair; nil where it does not end.
  private static func blank(
    _ text: ArraySlice<UInt8>, line: Int
  ) throws(LineError) -> (width: Double, key: String, end: Int)? {
    var depth = 0
    let end = text.firstIndex { byte in
      if byte == Ascii.openBrace { depth += 1 }
      if byte == Ascii.closeBrace { depth -= 1 }
      return depth == 0
    }
    guard let end else { return nil }
    let found = try Syntax.blank(text, closing: end, line: line)
    return (found.width, Syntax.string(found.answer), found.end)
  }
}

extension [CodePiece] {
  /// The code with room in place of what belongs into blanks.
  var open: String {
    map { piece in
      switch piece {
      case .code(let text): text
      // A letter of code is about six points wide.
      case .blank(let width, _): String(repeating: "_", count: Swift.max(Int(width / 6), 3))
      }
    }.joined()
  }

  /// The code with what belongs into its blanks.
  var filled: String {
    map { piece in
      switch piece {
      case .code(let text), .blank(_, let text): text
      }
    }.joined()
  }

  /// What belongs into the blanks.
  var keys: [String] {
    compactMap { if case .blank(_, let key) = $0, !key.isEmpty { key } else { nil } }
  }
}
