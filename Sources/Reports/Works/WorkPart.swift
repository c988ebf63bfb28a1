/// A part of what a list says of a work.
package enum WorkPart: Hashable, Sendable {
  /// Words with formulas between dollar signs.
  case words(String)
  case address(String)

  /// The words of a list's entry, divided at the addresses in them.
  package static func parts(_ text: String) -> [WorkPart] {
    // Without a slash there is none to look for.
    guard text.utf8.contains(UInt8(ascii: "/")) else { return text.isEmpty ? [] : [.words(text)] }
    var parts: [WorkPart] = []
    var start = text.startIndex
    for match in text.matches(of: #/https?:\/\/\S*[^\s.,;:!?)\]"”’]/#) {
      if start < match.range.lowerBound {
        parts.append(.words(String(text[start..<match.range.lowerBound])))
      }
      parts.append(.address(String(match.output).replacing("\\$", with: "$")))
      start = match.range.upperBound
    }
    return start < text.endIndex ? parts + [.words(String(text[start...]))] : parts
  }
}

extension DocumentLanguage {
  /// The edition of a book, by its number or in words: `2nd edition`, `2e édition`, `2. Auflage`.
  func edition(_ text: String) -> String {
    let names = [
      "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    ]
    let small = text.lowercased()
    let digits = small.prefixMatch(of: #/(\d+)(st|nd|rd|th|e|\.)?$/#)?.output.1
    let number = digits.flatMap { Int($0) } ?? names.firstIndex(of: small).map { $0 + 1 }
    guard let number else {
      return small.contains(#/ed\.|[eé]dition|auflage/#) ? text : "\(text) \(word(.edition))"
    }
    let ordinal: String =
      switch self {
      case .english:
        "\(number)"
          + ((11...13).contains(number % 100)
            ? "th" : ["th", "st", "nd", "rd"].dropFirst(number % 10).first ?? "th")
      case .french: number == 1 ? "1re" : "\(number)e"
      case .german: "\(number)."
      }
    return "\(ordinal) \(word(.edition))"
  }
}
