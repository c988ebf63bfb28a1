import ArgumentParser
import Drawing
import Lectures
import Plotting
import Records
import Reports

/// How pictures look and where fonts are: options that several commands share.
struct StyleOptions: ParsableArguments {
  @Option(help: "Colours: light, dark or print.", completion: .themes)
  var theme = "light"

  @Option(help: "Size: column, text, slide or WIDTHxHEIGHT in points.", completion: .sizes)
  var size = "text"

  @Option(help: "Pixels to the inch of PNG files.")
  var dpi = 192.0

  @Option(
    help: "SVG for: slide (any program), web (a page), edit (Inkscape).",
    completion: .list(Profile.allCases.map(\.rawValue)))
  var profile = "slide"

  @Option(
    help: "Steps as: fragments (in one SVG), files, or pages (of one PDF).",
    completion: .list(StepForm.allCases.map(\.rawValue)))
  var steps: String?

  @Option(help: "Ground of pictures: none, or a colour such as '#fdf6e3', which halos have too.")
  var ground: String?

  @Option(
    help: "Language of the words: en, fr or de; where a figure has none, English.",
    completion: .list(DocumentLanguage.allCases.map(\.rawValue)))
  var language = "en"

  @OptionGroup var faces: FontOptions

  /// All of it, checked.
  func look() throws -> Look {
    var look = Look(
      size: try chosenSize(), theme: try chosenTheme(), profile: try chosenProfile(),
      steps: try steps.map { try choice($0, as: "steps") }, dpi: try chosenDPI())
    look.language = try choice(language, as: "language")
    if let ground { look.ground = try chosenGround(ground) }
    return look
  }

  private func chosenGround(_ text: String) throws -> PageGround {
    if text == "none" { return .none }
    guard text.hasPrefix("#"), text.count == 7, let hex = UInt32(text.dropFirst(), radix: 16) else {
      throw UsageError.other(
        "no ground '\(printable(text))'; give none or a colour of six digits such as '#fdf6e3'")
    }
    guard profile != "web" else {
      throw UsageError.other("--profile web has light and dark grounds; leave out --ground")
    }
    return .color(Color(hex))
  }

  private func chosenProfile() throws -> Profile {
    let found: Profile = try choice(profile, as: "profile")
    guard found != .web || theme == "light" else {
      throw UsageError.other("--profile web has light and dark colours; leave out --theme")
    }
    return found
  }

  /// The theme of that name.
  func chosenTheme() throws -> Theme { try Theme.named(theme) }

  /// The size class of that name.
  func chosenSize() throws -> SizeClass {
    switch size {
    case "column": return .column
    case "text": return .text
    case "slide": return .slide
    default:
      let (least, most) = (SizeClass.least, SizeClass.largestSide)
      let parts = size.split(separator: "x", omittingEmptySubsequences: false)
      let unit = parts.last.map(lettersAtEnd) ?? ""
      guard parts.count == 2, let width = points(parts[0], unit),
        let height = points(parts[1], unit),
        (least.width...most).contains(width), (least.height...most).contains(height)
      else {
        throw UsageError.other(
          "no size '\(printable(size))'; give column, text, slide or WIDTHxHEIGHT (12x8cm) "
            + "between \(short(least.width))x\(short(least.height)) and "
            + "\(short(most))x\(short(most)) points")
      }
      return .custom(Size(width: width, height: height))
    }
  }

  /// A length in points: a number with a unit of its own, or in that of the other side.
  private func points(_ text: Substring, _ unit: String) -> Double? {
    let units = ["": 1, "pt": 1, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72]
    let own = lettersAtEnd(text)
    guard let factor = units[own.isEmpty ? unit : own] else { return nil }
    return Double(text.dropLast(own.count)).map { $0 * factor }
  }

  private func lettersAtEnd(_ text: Substring) -> String {
    String(text.reversed().prefix { $0.isLetter }.reversed())
  }

  /// The resolution, checked.
  func chosenDPI() throws -> Double {
    guard dpi.isFinite, (36...1200).contains(dpi) else {
      throw UsageError.other("--dpi \(dpi) is not allowed; give 36...1200")
    }
    return dpi
  }
}

extension Theme {
  /// The theme of a name.
  ///
  /// - Throws: `UsageError` for a name that none has.
  static func named(_ name: String) throws -> Theme {
    if let found = all.first(where: { $0.name == name }) { return found }
    throw UsageError.other("no theme '\(printable(name))'; give light, dark or print")
  }
}

/// Which values a figure's parameters get.
struct ParameterOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("A parameter of the figure; may be repeated.", valueName: "name=value"),
    completion: .settings)
  var settings: [String] = []

  @Option(help: "The seed of figures that draw random numbers.")
  var seed: Int?

  /// The figure, or experiment, with the given values; a seed goes to those that have one.
  func applied<Owner: Parametrised>(to figure: Owner) throws -> Owner {
    guard !(figure is UnreadFigure) else { return figure }
    var figure = figure
    var names: Set<String> = []
    if let seed, figure.parameterNames.contains("seed") {
      figure = try figure.setting("seed", to: String(seed))
    }
    for text in settings {
      guard let equals = text.firstIndex(of: "=") else {
        throw UsageError.other("--set \(printable(text)) lacks a value; give name=value")
      }
      let name = String(text[..<equals])
      figure = try figure.setting(name, to: String(text[text.index(after: equals)...]))
      names.insert(name)
    }
    try figure.checkConditions(set: names)
    return figure
  }
}
