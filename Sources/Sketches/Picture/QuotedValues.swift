import Records

/// Words in which values are quoted: `{{eta}}` or `{{1/eta 2}}`, a formula of numbers and how many
/// digits are shown.
extension Names {
  /// Words with their values, as numbers of a language: in a formula as TeX.
  ///
  /// - Parameters:
  ///   - numbers: What else can be quoted by its name, such as `flow-1.end`; nil for words in a picture,
  ///     which quote none.
  ///   - place: Where the words begin.
  /// - Throws: `Fault` for a name that stands for nothing.
  func quoted(
    in text: String, numbers: [String: Double]? = nil, tongue: Tongue, at place: Place
  ) throws(Fault) -> String {
    guard text.contains("{{") else { return text }
    let signs = Array(text)
    var (result, index, isFormula) = ("", 0, false)
    func isPair(_ sign: Character, at index: Int) -> Bool {
      index + 1 < signs.count && signs[index] == sign && signs[index + 1] == sign
    }
    while index < signs.count {
      if signs[index] == "\\", index + 1 < signs.count {
        result += String(signs[index...index + 1])
        index += 2
        continue
      }
      if signs[index] == "$" { isFormula.toggle() }
      let end = (index + 2..<max(index + 2, signs.count)).first { isPair("}", at: $0) }
      guard isPair("{", at: index), let end else {
        result.append(signs[index])
        index += 1
        continue
      }
      let start = Place(line: place.line, column: place.column + index + 2)
      if let value = try value(Array(signs[index + 2..<end]), numbers, at: start) {
        result += value.written(isFormula: isFormula, tongue: tongue)
      } else {
        result += String(signs[index...end + 1])
      }
      index = end + 2
    }
    return result
  }

  /// The same of words that were looked at before.
  func quoting(_ text: String, in tongue: Tongue, numbers: [String: Double] = [:]) -> String {
    (try? quoted(in: text, numbers: numbers, tongue: tongue, at: Place(line: 1, column: 1))) ?? text
  }

  /// The value of what stands between the brackets; nil for TeX, which has double brackets, too.
  private func value(
    _ signs: [Character], _ numbers: [String: Double]?, at place: Place
  ) throws(Fault) -> QuotedValue? {
    var formula = signs
    var digits: Int?
    let parts = String(signs).split(separator: " ")
    if parts.count > 1, let count = parts.last.flatMap({ Int($0) }), (1...15).contains(count) {
      digits = count
      formula = Array(parts.dropLast().joined(separator: " "))
    }
    let name = String(formula).filter { $0 != " " }
    if let known = numbers?[name] {
      return QuotedValue(value: known, digits: digits)
    }
    guard !signs.contains("\\"), var words = try? Words(formula, number: place.line),
      let expression = try? words.expression(), words.next.kind == .end
    else { return nil }
    if name.wholeMatch(of: /[a-z]+-\d+(\.[\w.-]+)?/) != nil,
      let kind = name.split(separator: "-").first.map(String.init), values[kind] == nil,
      LineReader.verbs.contains(kind) || ["flow", "descent"].contains(kind)
    {
      guard let numbers else {
        throw Fault(
          place,
          "'\(printable(name))' is a number of a drawing, which title:, caption:, alt: and step: quote; in the picture write a formula"
        )
      }
      let nearest = NearestName.to(name, among: numbers.keys.sorted())
      throw Fault(
        place,
        "no number '\(printable(name))'; "
          + (nearest.map { "did you mean '\($0)'?" }
            ?? (numbers.isEmpty
              ? "what is drawn has none" : "there are \(some: numbers.keys.sorted())"))
      )
    }
    do {
      return QuotedValue(value: try Compiler.number(expression, self), digits: digits)
    } catch {
      throw Fault(
        Place(line: place.line, column: place.column + error.place.column - 1), error.words)
    }
  }
}

/// A value that words quote.
private struct QuotedValue {
  let value: Double
  let digits: Int?

  func written(isFormula: Bool, tongue: Tongue) -> String {
    let number =
      digits.map { Numeral(value, rounding: $0) } ?? Numeral(value, significant: 4).trimmed
    let text = isFormula ? number.tex : number.plain
    return tongue == .english ? text : text.replacing(".", with: isFormula ? "{,}" : ",")
  }
}

extension Finished {
  /// Words of the author with the values that they quote.
  func quoting(_ text: String, in tongue: Tongue) -> String {
    names.quoting(text, in: tongue, numbers: numbers)
  }
}

extension Draft {
  /// The numbers of all drawings.
  var numbersByName: [String: Double] {
    Dictionary(numbers.map { ($0.name, $0.value) }) { first, _ in first }
  }

  /// Refuses words of lines that quote what is not there.
  func checkQuotedValues() throws(Fault) {
    var scope = names
    for each in sheet.panels.compactMap(\.each) where each.words.isEmpty {
      scope.values[each.name] = 0.5
    }
    for (lines, numbers) in [(sheet.wordLines, numbersByName), (sheet.lettering, nil)] {
      for line in lines {
        let start = Place(line: line.line, column: line.column)
        _ = try scope.quoted(in: line.text, numbers: numbers, tongue: .english, at: start)
      }
    }
  }
}
