/// A script in one line, as small as it gets: without comments and spaces, and with short names.
///
/// The Nu HTML checker finds the hash of no script of several, so that a page has one. Statements end
/// with semicolons, and patterns in braces have no values to fall back upon. Names that the script
/// declares by `const`, by `let`, or as parameters of arrow functions become shorter, but for those
/// that stand alone in braces somewhere, where they are names of members.
func oneLine(_ script: String) -> String {
  var parts = scriptParts(script)
  let short = shortNames(in: parts)
  for index in parts.indices where isName(parts, index) {
    parts[index].text = short[parts[index].text] ?? parts[index].text
  }
  var out = ""
  for (index, part) in parts.enumerated() {
    // The last statement of a block needs no end.
    if part.text == ";", index + 1 < parts.count, parts[index + 1].text == "}" { continue }
    guard let last = out.last, let first = part.text.first else {
      out += part.text
      continue
    }
    // Two signs of a sum in a row would be another operator.
    let isSum = part.isApart && last == first && "+-".contains(first)
    if last.isOfName && first.isOfName || isSum { out += " " }
    out += part.text
  }
  return out
}

/// A word, a sign, or quoted text with its quotes.
private struct ScriptPart {
  enum Kind { case word, sign, quoted }

  var text: String
  let kind: Kind
  /// Whether a space stands before it.
  let isApart: Bool
}

extension Character {
  fileprivate var isOfName: Bool { isLetter || isNumber || self == "_" || self == "$" }
}

/// The parts of a script, a text between backquotes cut at what is computed within.
private func scriptParts(_ script: String) -> [ScriptPart] {
  let letters = Array(script)
  var parts: [ScriptPart] = []
  /// For each open brace whether it is within backquotes.
  var braces: [Bool] = []
  var (place, isApart) = (0, false)
  func at(_ index: Int) -> Character? { index < letters.count ? letters[index] : nil }
  func add(_ end: Int, _ kind: ScriptPart.Kind) {
    let end = min(end, letters.count)
    parts.append(ScriptPart(text: String(letters[place..<end]), kind: kind, isApart: isApart))
    (place, isApart) = (end, false)
  }
  /// The end of quoted text from a place within.
  func end(of quote: Character, from start: Int) -> Int {
    var index = start
    while let letter = at(index), letter != quote {
      if quote == "`", letter == "$", at(index + 1) == "{" {
        braces.append(true)
        return index + 2
      }
      index += letter == "\\" ? 2 : 1
    }
    return index + 1
  }
  while let letter = at(place) {
    if letter.isWhitespace {
      (place, isApart) = (place + 1, true)
    } else if letter == "/", at(place + 1) == "/" || at(place + 1) == "*" {
      let isLine = at(place + 1) == "/"
      while let here = at(place), isLine ? !here.isNewline : here != "*" || at(place + 1) != "/" {
        place += place + 1 < letters.count && !isLine && here == "/" ? 2 : 1
      }
      (place, isApart) = (place + (isLine ? 0 : 2), true)
    } else if letter.isOfName {
      var end = place
      while at(end)?.isOfName ?? false { end += 1 }
      add(end, .word)
    } else if "\"'`".contains(letter) {
      add(end(of: letter, from: place + 1), .quoted)
    } else if letter == "/", startsPattern(after: parts.last) {
      var end = place + 1
      while let next = at(end), next != "/" { end += next == "\\" ? 2 : 1 }
      end += 1
      while at(end)?.isLetter ?? false { end += 1 }
      add(end, .quoted)
    } else if letter == "}", braces.popLast() ?? false {
      add(end(of: "`", from: place + 1), .quoted)
    } else {
      if letter == "{" { braces.append(false) }
      add(place + 1, .sign)
    }
  }
  return parts
}

/// Whether a slash begins a pattern rather than divides.
private func startsPattern(after part: ScriptPart?) -> Bool {
  guard let part else { return true }
  switch part.kind {
  case .sign: return !")]}".contains(part.text)
  case .word: return part.text == "return"
  case .quoted: return part.text.hasSuffix("${")
  }
}

/// Whether a part is a name by itself: no member of a thing, and no member's name before a colon.
private func isName(_ parts: [ScriptPart], _ index: Int) -> Bool {
  func sign(_ index: Int) -> String? {
    parts.indices.contains(index) && parts[index].kind == .sign ? parts[index].text : nil
  }
  guard parts[index].kind == .word else { return false }
  if sign(index - 1) == "." { return sign(index - 2) == "." }
  return sign(index + 1) != ":" || sign(index - 1) != "{" && sign(index - 1) != ","
}

/// Short names for those that a script declares, the shortest for those that are used most.
private func shortNames(in parts: [ScriptPart]) -> [String: String] {
  var (declared, members): (Set<String>, Set<String>) = ([], [])
  var counts: [String: Int] = [:]
  var open: [Int] = []
  /// Where declarations go on: the number of open brackets around them.
  var declaring: Int?
  func text(_ index: Int) -> String { parts.indices.contains(index) ? parts[index].text : "" }
  func declares(_ word: String) -> Bool { word == "const" || word == "let" }
  for (index, part) in parts.enumerated() {
    let (before, after) = (text(index - 1), text(index + 1))
    if part.kind == .quoted {
      if part.text.hasPrefix("}") { _ = open.popLast() }
      if part.text.hasSuffix("${") { open.append(index) }
    } else if part.kind == .sign {
      if "([{".contains(part.text) { open.append(index) }
      if ")]}".contains(part.text), let start = open.popLast(), after == "=", text(index + 2) == ">"
      {
        // What stands between is declared, but for what it is without.
        for place in start..<index where "(,[".contains(text(place)) && parts[place].kind == .sign {
          declared.insert(text(place + 1))
        }
      }
      if part.text == ";" || open.count < declaring ?? 0 { declaring = nil }
    } else {
      counts[part.text, default: 0] += 1
      if declares(part.text) { declaring = open.count }
      let isPattern = open.last.map { text($0) == "[" && declares(text($0 - 1)) } ?? false
      let isFirst = declares(before) || before == "," && open.count == declaring
      if isFirst || isPattern || after == "=" && text(index + 2) == ">"
        || text(index - 2) == "catch"
      {
        declared.insert(part.text)
      }
      if open.last.map(text) == "{", before == "{" || before == ",", after == "}" || after == "," {
        members.insert(part.text)
      }
    }
  }
  let names = declared.subtracting(members).filter { $0.count > 1 && ($0.first?.isLetter ?? false) }
  let ordered = names.sorted { (counts[$1] ?? 0, $0) < (counts[$0] ?? 0, $1) }
  let taken = Set(counts.keys).union(["do", "if", "in", "of", "as"])
  let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".map(String.init)
  let short = (letters + letters.flatMap { first in letters.map { first + $0 } }).filter {
    !taken.contains($0)
  }
  return Dictionary(uniqueKeysWithValues: zip(ordered, short).filter { $0.1.count < $0.0.count })
}
