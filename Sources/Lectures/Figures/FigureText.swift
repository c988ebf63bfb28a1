public import Drawing
public import Plotting
public import Records
package import Reports
import Templates

/// Something that the words of a figure depend on.
public enum Fact: Sendable {
  /// Words that are the same in every language, such as a formula.
  case text(String)
  /// Whether something holds, which turns words on and off.
  case flag(Bool)
  /// A number, written as the language has it: `NAME.plain` in words, `NAME.tex` in formulas.
  case number(Numeral)
  /// How many: `NAME.n`, and `NAME.one` where it is one.
  case count(Int)
  /// A part of the words for each of some things.
  case list([Facts])
  /// How a drawn line goes, by its heights from left to right: `NAME` is a verb with its numbers,
  /// such as "falls from 0.3 to 0.05".
  case course([Double])

  /// A part of the words about something, left out where there is nothing.
  public static func part<Value>(_ value: Value?, _ facts: (Value) -> Facts) -> Fact {
    .list(value.map { [facts($0)] } ?? [])
  }
  /// A number with all its digits.
  public static func exactly(_ value: Double) -> Fact { .number(Numeral(exactly: value)) }
  /// A number with some decimals.
  public static func decimals(_ value: Double, _ count: Int) -> Fact {
    .number(Numeral(value, decimals: count))
  }
  /// A number with some significant digits.
  public static func significant(_ value: Double, _ count: Int) -> Fact {
    .number(Numeral(value, significant: count))
  }

  fileprivate func view(_ language: DocumentLanguage) -> Any {
    switch self {
    case .text(let text): text
    case .flag(let holds): holds
    case .number(let number):
      ["plain": language.decimal(number.plain), "tex": language.decimalTeX(number.tex)]
    case .count(let count): ["n": String(count), "one": count == 1] as [String: Any]
    case .course(let heights): Course(heights).words(in: language)
    case .list(let parts): parts.map { $0.mapValues { $0.view(language) } }
    }
  }
}

/// What the words of a figure depend on, by the names that its text uses.
public typealias Facts = [String: Fact]

/// The words of a figure in one language.
///
/// They are the file `figures/ID.LANGUAGE.md` of the lecture's texts, filled with facts by Mustache:
/// a title, then the sections `caption`, `alternative`, `steps` and `labels`, the last two with a
/// line `name: words` for each layer or label. In labels ⏎ begins a new line.
public struct FigureText: Sendable {
  /// The title, plain text; nil where the text has none.
  public private(set) var title: String?
  /// What to see, with formulas between dollar signs.
  public private(set) var caption = ""
  /// What the picture shows, for readers who do not see it; plain text.
  public private(set) var alternative = ""
  /// The titles of the steps by their layers, in their order.
  public private(set) var steps: [Figure.Step] = []
  private var labels: [String: String] = [:]
  private let language: DocumentLanguage
  private let file: String

  /// The words of a label; its name, with a warning, where the text has none.
  public subscript(_ name: String) -> String {
    if let words = labels[name] { return words }
    Warnings.add("\(file) has no words for the label '\(name)'; write a line '\(name): …' there")
    return name
  }

  /// A number within a formula, as the language writes it.
  public func tex(_ number: Numeral) -> String { language.decimalTeX(number.tex) }

  /// Reads the words of a figure.
  ///
  /// - Parameters:
  ///   - id: The figure's id.
  ///   - facts: What the words depend on.
  ///   - language: The language; English where there is no text in it.
  ///   - folder: The folder of the lecture's texts; empty for that of templates.
  /// - Throws: `TemplateError` for a text that cannot be read or filled.
  package init(
    of id: String, _ facts: Facts, in language: DocumentLanguage = .english, folder: String = ""
  ) throws {
    let (source, spoken) = try FigureText.source(of: id, in: language, folder: folder)
    self.language = spoken
    file = "figures/\(id).\(spoken.rawValue).md"
    let text = try filled(source, with: facts.mapValues { $0.view(spoken) }, file: file)
    var section = ""
    for line in text.split(separator: "\n") {
      if line.hasPrefix("# ") {
        title = spoken.typeset(FigureText.words(line.dropFirst(2)))
      } else if line.hasPrefix("## ") {
        section = line.dropFirst(3).trimmingPrefix(while: \.isWhitespace).description
      } else {
        add(line, to: section)
      }
    }
    caption = spoken.typeset(FigureText.words(caption[...]))
    alternative = spoken.typeset(FigureText.words(alternative[...]))
    labels = labels.mapValues(spoken.typeset)
    steps = steps.map { Figure.Step($0.layer, spoken.typeset($0.title)) }
  }

  /// The text of a figure before it is filled, and its language; English where there is none in
  /// another.
  static func source(
    of id: String, in language: DocumentLanguage, folder: String
  ) throws -> (text: String, language: DocumentLanguage) {
    let templates = try Templates(folder: folder.isEmpty ? nil : folder)
    if language != .english,
      let text = try? templates.text(named: "figures/\(id).\(language.rawValue).md")
    {
      return (text, language)
    }
    return (try templates.text(named: "figures/\(id).en.md"), .english)
  }

  private mutating func add(_ line: Substring, to section: String) {
    switch section {
    case "caption": caption += " " + line
    case "alternative": alternative += " " + line
    default:
      guard let colon = line.firstIndex(of: ":") else { return }
      let name = FigureText.words(line[..<colon])
      let words = FigureText.words(line[line.index(after: colon)...])
      if section == "steps" {
        // A step whose words are turned off is none.
        if !words.isEmpty { steps.append(Figure.Step(name, words)) }
      } else {
        // A condition may leave a line empty.
        labels[name] = words.split(separator: "⏎").map(\.trimmed).filter { !$0.isEmpty }
          .joined(separator: "\n")
      }
    }
  }

  /// Words with one blank between them.
  private static func words(_ text: Substring) -> String {
    text.split(separator: " ").joined(separator: " ")
  }
}

extension Figure {
  /// A figure with the words of its text; its steps are those of the text.
  public init(
    _ figure: any LectureFigure, _ text: FigureText, size: Size, arrangement: Arrangement
  ) {
    self.init(
      id: figure.id, title: text.title ?? figure.title, caption: text.caption,
      alternative: text.alternative, size: size, arrangement: arrangement, steps: text.steps)
  }
}
