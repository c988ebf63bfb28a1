import Records

extension EnvironmentKind {
  /// The block that other programs mean by a name of theirs: `callout-note`, `thm-line`, `admonition`.
  init?(foreign name: some StringProtocol) {
    let words = name.lowercased().split { !($0.isLetter || $0.isNumber) }
    let known: [String: EnvironmentKind] = [
      "thm": .theorem, "lem": .lemma, "prp": .proposition, "cor": .corollary, "def": .definition,
      "exm": .example, "exr": .exercise, "alg": .algorithm, "callout": .remark,
      "admonition": .remark, "note": .remark, "warning": .remark, "tip": .remark,
      "important": .remark, "attention": .remark, "caution": .remark, "danger": .remark,
      "error": .remark, "seealso": .remark, "topic": .remark, "sidebar": .remark,
      "dropdown": .hint,
    ]
    let found = words.lazy.compactMap { word in
      known[String(word)]
        ?? EnvironmentKind(rawValue: String(word)).flatMap { $0.word == nil ? nil : $0 }
    }.first
    guard let found else { return nil }
    self = found
  }

  /// A block whose attributes stand in the braces of other programs, as it is written here: `remark`
  /// for `.callout-note`, `theorem {#thm-line}` for `#thm-line`.
  static func written(_ braced: some StringProtocol) -> String {
    let words = braced.split(whereSeparator: \.isWhitespace)
    let classed = words.lazy.filter { $0.hasPrefix(".") }.compactMap {
      EnvironmentKind(foreign: $0)
    }
    let name = words.first { $0.hasPrefix("#") }
    let named = name.flatMap { EnvironmentKind(foreign: $0.split(separator: "-").first ?? "") }
    let kind = classed.first ?? named ?? .remark
    return kind.rawValue + (name.map { " " + printable("{\($0)}") } ?? "")
  }
}

extension MarkdownReader {
  /// That a caption of other programs is none.
  static func noCaption(_ line: Int) -> LineError {
    LineError(
      line,
      "'Table:' begins no caption here; write a colon and a space alone, as in : Words., below the "
        + "table")
  }

  /// Refuses a caption of other programs above a table.
  func refuseCaption(_ before: Block?, before block: Block) throws(LineError) {
    guard case .table = block.kind, let before, case .paragraph(let words) = before.kind,
      case .text(let text)? = words.first?.kind, text.hasPrefix("Table: ")
    else { return }
    throw MarkdownReader.noCaption(before.line)
  }

  /// What to write for a fence with braces, which begins a cell or a box of other programs.
  static func directive(_ info: String) -> String {
    let inside = info.drop { "{:.".contains($0) }
    let name = inside.prefix { !$0.isWhitespace && $0 != "}" && $0 != "," }
    let rest = (info.firstIndex(of: "}").map { info[info.index(after: $0)...] } ?? "").trimmed
    let start = "\(quoted(info)) begins no cell or box here; "
    switch name.lowercased() {
    case "math": return start + "write the formula between $$ and $$"
    case "figure", "image": return start + "write ![caption](photo.png)"
    case "table", "list-table", "csv-table":
      return start + "write | a | b |, then |---|---|"
    case "include", "literalinclude": return start + "write ::: include part.md"
    case "bibliography": return start + "write ::: bibliography and :::"
    case "code-block", "code", "code-cell", "sourcecode":
      let language = rest.lowercased().prefix { $0.isLetter }
      return start + "code is shown; write ```"
        + (language.hasPrefix("ipython") || language.isEmpty ? "python" : String(language))
    default: break
    }
    if let kind = EnvironmentKind(foreign: name) {
      let title = rest.isEmpty ? "" : " " + printable("title=\"\(rest.replacing("\"", with: ""))\"")
      return start + "write ::: \(kind.rawValue)\(title) before it and ::: after it"
    }
    let word = name.prefix { $0.isLetter || $0.isNumber }
    return start + "code is shown; write ```\(word.lowercased())"
  }
}

/// Refuses marks of Markdown where words and formulas stand only, as in the titles of blocks: they would
/// be printed.
func refuseMarks(in text: String, _ what: String, _ line: Int) throws(LineError) {
  let pieces = (try? dollarPieces(text)) ?? [.words(text)]
  for case .words(let words) in pieces {
    guard let mark = mark(in: words) else { continue }
    throw LineError(
      line,
      "\(what) holds \(quoted(mark)), but words and formulas stand there only; write it in the text"
    )
  }
}

/// The first mark of Markdown in words: a link, a citation, stress or code; nil for none.
private func mark(in words: String) -> String? {
  func part(_ opening: String, _ closing: String) -> String? {
    guard let start = words.firstRange(of: opening),
      let end = words[start.upperBound...].firstRange(of: closing)
    else { return nil }
    let inside = words[start.upperBound..<end.lowerBound]
    let isPair =
      words[..<start.lowerBound].last?.isLetter != true && inside.first?.isWhitespace == false
      && inside.last?.isWhitespace == false && words[end.upperBound...].first?.isLetter != true
    return isPair ? String(words[start.lowerBound..<end.upperBound]) : nil
  }
  if let bracket = words.firstRange(of: "]("),
    let start = words[..<bracket.lowerBound].lastIndex(of: "["),
    let end = words[bracket.upperBound...].firstIndex(of: ")")
  {
    return String(words[start...end])
  }
  return part("[@", "]") ?? part("**", "**") ?? part("*", "*") ?? part("`", "`")
}
