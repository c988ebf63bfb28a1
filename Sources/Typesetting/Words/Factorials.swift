extension MathWords {
  /// Reads signs `!`: `n!!` is a double factorial and no factorial of one, `!n` a subfactorial, a
  /// sign alone, as above a relation, is its own name, and in `\exists!` the sign says that there is one only.
  ///
  /// - Returns: The index after them; nil where none begin.
  mutating func readFactorial(_ phrases: ArraySlice<Phrase>, _ index: Int) -> Int? {
    if phrases[index].delimiter == "∃", !phrases[index].hasScripts,
      phrases.isFactorial(at: index + 1), !phrases[index + 1].hasScripts
    {
      readSilently(phrases[index])
      readSilently(phrases[index + 1])
      say(.onlyOne)
      return index + 2
    }
    guard phrases.isFactorial(at: index) else { return nil }
    if phrases.count == 1, !phrases[index].hasScripts {
      readSilently(phrases[index])
      say(.exclamationMark)
      return index + 1
    }
    var end = index + 1
    while end - index < 3, phrases.isFactorial(at: end),
      !phrases[end - 1].hasScripts
    {
      end += 1
    }
    for sign in phrases[index..<end] { readSilently(sign) }
    let isBefore =
      index == phrases.startIndex
      || [.relation, .binary, .punctuation, .opening, .op].contains(phrases[index - 1].atomClass)
    let name = text(isBefore && end == index + 1 ? .subfactorialOf : .factorial)
    let counts = ["", text(.double), text(.triple)]
    say(counts[end - index - 1] + name)
    if let last = phrases[end - 1].last { readScripts(of: last) }
    return end
  }
}

extension ArraySlice<Phrase> {
  /// Whether the phrase at an index is the sign `!`.
  func isFactorial(at index: Int) -> Bool {
    indices.contains(index) && self[index].delimiter == "!" && self[index].atomClass == .closing
  }
}
