import Records

extension MarkdownReader {
  /// What the items of a list are to tick; nil for a list that is none of options.
  ///
  /// - Parameter lines: The lines in which the items begin.
  /// - Throws: `LineError` for an item without a mark among others, or one without words.
  func options(_ lines: [Int], _ items: [[Block]]) throws(LineError) -> Block.Options? {
    guard let first = lines.first(where: own.cut.options.contains) else {
      // What looks like an option elsewhere would tell its key to everybody.
      for (line, item) in zip(lines, items) {
        if case .paragraph(let words)? = item.first?.kind,
          case let text = words.prefix(3).map({ $0 }).plainText.lowercased(),
          text.hasPrefix("[x]") || text.hasPrefix("[ ] ")
        {
          throw LineError(
            line,
            "'\(text.prefix(3))' marks an option, which stands in a choice; write ::: choice before the list, "
              + "outside of other elements, or ( ) and (x) for the characters")
        }
      }
      return nil
    }
    for (line, item) in zip(lines, items) {
      guard own.cut.options.contains(line) else {
        throw LineError(
          line, "the options beside this one are marked; begin it with [x] or [ ] as they do")
      }
      guard !item.isEmpty else { throw LineError(line, "an option has no words; write some") }
    }
    guard lines.count > 1 else {
      throw LineError(first, "a choice has at least two options; write another as - [ ]")
    }
    return Block.Options(
      isOne: false, right: own.cut.showsKeys ? lines.map(own.cut.rightOptions.contains) : nil)
  }

  /// Checks that a choice has one list of options, and marks that list where one option is right.
  func check(
    _ environment: SourceCut.Environment, _ content: inout [Block]
  ) throws(LineError) {
    let line = environment.line
    var found: [Int] = []
    for (place, block) in content.enumerated() {
      if case .list(let list) = block.kind, list.options != nil { found.append(place) }
    }
    guard let place = found.first, case .list(var list) = content[place].kind else {
      throw LineError(
        line,
        "this choice has no options; write a list, - [x] before a right one and - [ ] before others"
      )
    }
    guard found.count == 1 else {
      throw LineError(
        content[found[1]].line,
        "a choice has one list of options; begin another block with ::: choice"
      )
    }
    switch environment.attributes["answers"] {
    case nil, "several": break
    case "one": list.options?.isOne = true
    case let other?:
      throw LineError(
        line, "answers=\(other) is not known; write answers=one, or answers=several",
        suggestion: NearestName.to(other, among: ["one", "several"]))
    }
    if let right = list.options?.right {
      let count = right.count { $0 }
      guard count > 0 else {
        throw LineError(line, "no option of this choice is right; mark one as - [x]")
      }
      guard count == 1 || list.options?.isOne == false else {
        throw LineError(
          line, "\(count) options of this choice are right; mark one, or leave answers=one out")
      }
    }
    for case .inline(let inline) in list.items.flatMap(\.nodes) {
      try refuseBlanks(in: [inline], "an option")
    }
    content[place].kind = .list(list)
  }

  /// Refuses room for an answer where no field can stand.
  func refuseBlanks(in content: [Inline], _ place: String) throws(LineError) {
    for inline in content {
      if case .blank = inline.kind {
        throw LineError(
          inline.line, "a blank cannot stand in \(place); write it into a paragraph or a table")
      }
      try refuseBlanks(in: inline.inner, place)
    }
  }

  /// The answer in a blank: words with formulas and numbers.
  mutating func words(of answer: [UInt8], _ line: Int) throws(LineError) -> [Inline] {
    var out: [Inline] = []
    var start = 0
    var index = 0
    func plain(_ end: Int) -> String {
      Syntax.string(answer[start..<end]).replacing("\n", with: " ")
    }
    while index < answer.count {
      let kind: (Inline.Kind, end: Int)?
      switch answer[index] {
      case Ascii.dollar where index == 0 || answer[index - 1] != Ascii.backslash:
        kind = try Syntax.formula(answer[index...], line: line).map { (.formula($0.tex), $0.end) }
      case Ascii.openBrace where answer[index...].starts(with: [Ascii.openBrace, Ascii.openBrace]):
        let found = try Syntax.number(answer[index...], line: line)
        kind = (.number(found.name), found.end)
      default: kind = nil
      }
      guard let kind else {
        index += 1
        continue
      }
      if index > start { out.append(inline(line, .text(plain(index)))) }
      out.append(inline(line, kind.0))
      (start, index) = (kind.end, kind.end)
    }
    if index > start { out.append(inline(line, .text(plain(index).replacing("\\$", with: "$")))) }
    return out
  }
}
