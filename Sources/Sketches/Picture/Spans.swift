import Lectures
import Plotting
import Records

extension Tongue {
  /// The ends of a range with so many digits that they read differently.
  func ends(_ low: Double, _ high: Double) -> (String, String) {
    var (a, b) = (Numeral(low), Numeral(high))
    var digits = 5
    while a == b, low != high, digits <= 17 {
      (a, b) = (Numeral(low, significant: digits), Numeral(high, significant: digits))
      digits += 1
    }
    return (spoken(a, low), spoken(b, high))
  }

  /// That values run from one to another, or are always the same.
  func span(_ low: Double, _ high: Double) -> String {
    guard abs(high - low) > 1e-9 * max(abs(low), abs(high)) else {
      let only = spokenNumber(low)
      return self("always \(only)", "toujours \(only)", "immer \(only)")
    }
    let (a, b) = ends(low, high)
    return self("from \(a) to \(b)", "de \(a) à \(b)", "von \(a) bis \(b)")
  }

  private func spoken(_ numeral: Numeral, _ value: Double) -> String {
    let digits = numeral.plain.replacing("\u{2212}", with: "")
    let text = self == .english ? digits : digits.replacing(".", with: ",")
    return value < 0 ? "\(self("minus", "moins", "minus")) \(text)" : text
  }

  /// Words between the quotation marks of the language.
  func quoted(_ words: String) -> String {
    self("“\(words)”", "« \(words) »", "„\(words)“")
  }
}

extension Phrase {
  /// The same with the words that stand at the drawing.
  ///
  /// A formula that the phrase has already is not said again.
  func named(_ caption: Caption?, _ names: Names) -> Phrase {
    guard let text = caption?.text else { return self }
    let plain = text.split(separator: "$", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined()
    @Sendable func letters(_ text: String) -> String { text.filter { $0.isLetter || $0.isNumber } }
    let isOfWords = !letters(plain).isEmpty
    return Phrase { t in
      let own = self(t)
      let said = names.quoting(text, in: t)
      guard isOfWords || !letters(own).contains(letters(said)) else { return own }
      return "\(own) (\(t.quoted(spoken(said, in: t))))"
    }
  }
}

extension Shown {
  /// What the figure shows, with what is changed of it.
  func words(in t: Tongue) -> String {
    guard let figure = try? computed.figure(.text, in: t.rawValue) else { return "" }
    var words: String
    if !hidden.isEmpty {
      // The figure's own words speak of what is not there.
      let gone = t.list(hidden.sorted().map(t.quoted))
      words =
        ", \(t.quoted(figure.title)), "
        + t("without \(gone)", "sans \(gone)", "ohne \(gone)")
    } else if t != .english, figure.alternative == (try? computed.figure(.text))?.alternative {
      words =
        t("", ", décrite en anglais : ", ", beschrieben auf Englisch: ")
        + t.quoted(figure.alternative)
    } else {
      words = ". " + figure.alternative
    }
    let changes = relabelled.sorted { $0.key < $1.key }.map { old, new in
      let (new, old) = (t.quoted(spoken(new, in: t)), t.quoted(spoken(old, in: t)))
      return t("\(new) in place of \(old)", "\(new) au lieu de \(old)", "\(new) statt \(old)")
    }
    if !changes.isEmpty {
      if words.hasSuffix(".") { words.removeLast() }
      words += t("; it says ", " ; on y lit ", "; dort steht ") + t.list(changes)
    }
    return words
  }
}
