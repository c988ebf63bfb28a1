import Drawing
import Records

/// A language in which a sketch has words of its own.
enum Tongue: String, CaseIterable, Sendable {
  case english = "en"
  case french = "fr"
  case german = "de"

  /// The language of a tag such as `fr-CA`; English for one that has no words here.
  init(_ tag: String) {
    self = Tongue(rawValue: Tongue.main(tag)) ?? .english
  }

  /// The language of a tag without its country.
  static func main(_ tag: String) -> String {
    String(tag.lowercased().prefix { $0 != "-" && $0 != "_" })
  }

  /// The words of this language.
  func callAsFunction(_ english: String, _ french: String, _ german: String) -> String {
    switch self {
    case .english: english
    case .french: french
    case .german: german
    }
  }

  /// So many of something.
  func counted(_ count: Int, _ one: (String, String, String), _ more: (String, String, String))
    -> String
  {
    let words = count == 1 ? one : more
    return "\(count) \(self(words.0, words.1, words.2))"
  }

  /// A number in few digits.
  func number(_ value: Double) -> String {
    guard value.isFinite else {
      return value.isNaN
        ? self("not a number", "pas un nombre", "keine Zahl")
        : (value > 0 ? "" : "minus ") + self("infinity", "l’infini", "unendlich")
    }
    let rounded = Numeral(value, significant: 4)
    // A whole number below a million has no power of ten.
    let text = rounded.plain.replacing("\u{2212}", with: "-")
    return self == .english ? text : text.replacing(".", with: ",")
  }

  /// A number as a screen reader says it aright.
  func spokenNumber(_ value: Double) -> String {
    value < 0 ? "\(self("minus", "moins", "minus")) \(number(-value))" : number(value)
  }

  /// A place in a plane.
  func place(_ point: Point) -> String {
    let (x, y) = (spokenNumber(point.x), spokenNumber(point.y))
    return "(\(x)\(self(", ", " ; ", "; "))\(y))"
  }

  /// Words as an enumeration.
  func list(_ words: [String]) -> String {
    guard words.count > 1, let last = words.last else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(self("and", "et", "und")) \(last)"
  }

  /// Numbers as an enumeration; with commas as decimal signs they are parted by semicolons.
  func list(_ values: [Double]) -> String {
    let words = values.map(spokenNumber)
    guard self != .english, words.count > 1, words.contains(where: { $0.contains(",") }),
      let last = words.last
    else { return list(words) }
    return words.dropLast().joined(separator: self("; ", " ; ", "; "))
      + " \(self("and", "et", "und")) \(last)"
  }

  /// What the vertical axis of a histogram is called.
  var density: String { self("density", "densité", "Dichte") }
}

/// What is drawn, for readers who do not see it, in the words of any language.
struct Phrase: Sendable {
  private let say: @Sendable (Tongue) -> String

  init(_ say: @escaping @Sendable (Tongue) -> String) { self.say = say }

  /// Nothing to be said.
  static let none = Phrase { _ in "" }

  func callAsFunction(_ tongue: Tongue) -> String { say(tongue) }

  /// The same, of what lies beside the axes.
  var isOutside: Phrase {
    Phrase {
      self($0)
        + $0(
          ", which lies outside of the axes", ", hors des axes", " (liegt außerhalb der Achsen)")
    }
  }
}
