import Records
import Reports

/// How a drawn line goes from its first point to its last, so that words can say it.
///
/// Ups and downs below a twentieth of its height count as none. A line over more than two decades is
/// looked at by its ratios.
struct Course: Hashable {
  private enum Kind { case stays, rises, falls, peaks, dips, wavers }

  private let kind: Kind
  /// What the words of the kind name: the ends, and what lies between them.
  private let numbers: [Double]

  /// The course of a line by its heights, in their order.
  init(_ heights: [Double]) {
    let values = heights.filter(\.isFinite)
    guard let first = values.first, let last = values.last, let low = values.min(),
      let high = values.max(), let top = values.firstIndex(of: high),
      let bottom = values.firstIndex(of: low)
    else {
      (kind, numbers) = (.stays, [])
      return
    }
    let isWide = low > 0 && high > 100 * low
    let places = isWide ? values.map(Course.logarithm) : values
    let slack = 0.05 * (places[top] - places[bottom])
    func isRise(_ part: some Sequence<Double>) -> Bool {
      var most = -Double.infinity
      for place in part {
        if place < most - slack { return false }
        most = max(most, place)
      }
      return true
    }
    func isFall(_ part: some Sequence<Double>) -> Bool { isRise(part.map { -$0 }) }
    if high - low <= 0.01 * max(abs(low), abs(high)) {
      (kind, numbers) = (.stays, [last])
    } else if isRise(places) {
      (kind, numbers) = (.rises, [first, last])
    } else if isFall(places) {
      (kind, numbers) = (.falls, [first, last])
    } else if isRise(places[...top]) && isFall(places[top...]) {
      (kind, numbers) = (.peaks, [first, high, last])
    } else if isFall(places[...bottom]) && isRise(places[bottom...]) {
      (kind, numbers) = (.dips, [first, low, last])
    } else {
      (kind, numbers) = (.wavers, [low, high])
    }
  }

  /// Ascending with the logarithm to the base 2, and equal to it at the powers.
  private static func logarithm(_ value: Double) -> Double {
    Double(value.exponent) + value.significand - 1
  }

  /// The course after a noun, such as "falls from 0.3 to 0.05".
  func words(in language: DocumentLanguage) -> String {
    func words(_ digits: Int) -> [String] {
      numbers.map { language.decimal(Numeral($0, significant: digits).plain) }
    }
    // What goes from one number to another is said by two numbers that differ.
    let digits = (2...5).first { zip(words($0), words($0).dropFirst()).allSatisfy { $0 != $1 } }
    let said = words(digits ?? 5)
    guard !said.isEmpty else {
      return language.word(Word("has no point", "n’a aucun point", "hat keinen Punkt"))
    }
    let pattern =
      switch kind {
      case .stays: Word("stays at 1", "reste à 1", "bleibt bei 1")
      case .rises: Word("rises from 1 to 2", "monte de 1 à 2", "steigt von 1 auf 2")
      case .falls: Word("falls from 1 to 2", "descend de 1 à 2", "fällt von 1 auf 2")
      case .peaks:
        Word(
          "rises from 1 to 2, then falls to 3", "monte de 1 à 2, puis descend à 3",
          "steigt von 1 auf 2 und fällt dann auf 3")
      case .dips:
        Word(
          "falls from 1 to 2, then rises to 3", "descend de 1 à 2, puis remonte à 3",
          "fällt von 1 auf 2 und steigt dann auf 3")
      case .wavers:
        Word(
          "goes up and down between 1 and 2", "monte et descend entre 1 et 2",
          "schwankt zwischen 1 und 2")
      }
    return language.word(pattern).split(separator: " ").map { word in
      let digit = word.first?.wholeNumberValue ?? 0
      return digit > 0 ? said[digit - 1] + word.dropFirst() : String(word)
    }.joined(separator: " ")
  }
}
