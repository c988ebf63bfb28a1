/// Pictures in a source, as `![caption](photo.png){width=60%}`.
extension Syntax {
  /// Where the parenthesis ends that a target begins with; those of a name are in pairs.
  private static func closingParenthesis(_ target: Bytes, from start: Int) -> Int? {
    var depth = start == target.startIndex ? 0 : 1
    for index in target[start...].indices {
      if target[index] == UInt8(ascii: "(") { depth += 1 }
      if target[index] == Ascii.closeParenthesis { depth -= 1 }
      if depth == 0 { return index }
    }
    return target[start...].firstIndex(of: Ascii.closeParenthesis)
  }

  /// A picture, at `![`; nil where the text ends before the picture does.
  static func picture(
    _ text: Bytes, line: Int
  ) throws(LineError) -> (picture: Block.Picture, caption: Bytes, end: Int)? {
    guard let middle = closingBracket(text.dropFirst(2)) else { return nil }
    let caption = text[(text.startIndex + 2)..<middle]
    let target = text[(middle + 1)...]
    guard target.first == UInt8(ascii: "(") else {
      if target.isEmpty { return nil }
      throw LineError(
        line, "a picture is ![caption](figure:id name=value){#name}; write \\![ for the characters")
    }
    // A name between < and > may have any signs, as in Markdown.
    let inside = trimmed(target.dropFirst())
    let quoted =
      inside.first == UInt8(ascii: "<") ? inside.firstIndex(of: UInt8(ascii: ">")) : nil
    guard let end = closingParenthesis(target, from: quoted ?? target.startIndex) else {
      return nil
    }
    let words = string(target[(quoted.map { $0 + 1 } ?? target.startIndex + 1)..<end]).trimmed
    let whole =
      quoted.map { string(inside[(inside.startIndex + 1)..<$0]) }
      ?? String(words.prefix { !$0.isWhitespace })
    let start = whole.prefix { $0.isLetter }
    let hasScheme = whole.dropFirst(start.count).first == ":"
    let scheme = hasScheme ? String(start) : ""
    let name = hasScheme ? whole.dropFirst(start.count + 1) : whole[...]
    guard ["figure", "table", ""].contains(scheme) else {
      throw LineError(
        line,
        "a picture is a figure, a table or a file beside the source: ![caption](figure:id), "
          + "![caption](table:file.csv) or (table:id), ![caption](photo.png); nothing is fetched from elsewhere"
      )
    }
    guard !words.contains(" \"") && !words.contains(" '") else {
      throw LineError(
        line,
        "a picture has no title in quotation marks here; write it as the caption between the brackets, "
          + "or as {alt=\"words\"}")
    }
    // What follows the name are settings; a word that is none belongs to the name.
    let parts = words.split(separator: " ")
    let rest =
      quoted == nil ? parts.dropFirst().prefix { !$0.contains("=") && $0.first != "#" } : []
    guard rest.isEmpty || parts.dropFirst(1 + rest.count).first?.first == "=" else {
      let full = (parts.prefix(1) + rest).joined(separator: " ")
      let settings = parts.dropFirst(1 + rest.count).map { " " + $0 }.joined()
      throw LineError(
        line,
        "the name of the picture holds a space; write it as ![caption](<\(full)>\(settings))")
    }
    let settings = try Attributes(
      quoted == nil ? words.dropFirst(whole.count) : words[...], line: line)
    guard !name.isEmpty, settings.anchor == nil else {
      throw LineError(line, "write a figure as ![caption](figure:id name=value){#name}")
    }
    let found =
      target[(end + 1)...].first == Ascii.openBrace
      ? try Syntax.attributes(target[(end + 1)...], of: "a figure", line: line) : nil
    let picture = Block.Picture(
      scheme: scheme, target: String(name), settings: settings, caption: [],
      attributes: found?.attributes ?? Attributes(line: line))
    return (picture, caption, found?.end ?? end + 1)
  }
}
