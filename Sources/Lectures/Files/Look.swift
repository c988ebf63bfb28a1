package import Drawing
package import Plotting
package import Reports
package import Typesetting

/// For whom an SVG file is written.
package enum Profile: String, CaseIterable, Sendable {
  /// For every slide program and viewer; the default.
  case slide
  /// For a page it is put into: one file for light and dark surroundings.
  case web
  /// For Inkscape: words as text, layers by name.
  case edit
}

/// How the steps of a figure are told apart in its files.
package enum StepForm: String, CaseIterable, Sendable {
  /// One SVG whose groups reveal.js shows one after the other.
  case fragments
  /// A file for each step, all of one size.
  case files
  /// One PDF with a page for each step.
  case pages
}

/// What lies below a picture.
package enum PageGround: Hashable, Sendable {
  /// The ground of the theme.
  case theme
  /// Nothing: the picture lies on whatever it is put on.
  case none
  /// A colour, which halos have too.
  case color(Color)

  /// The ground as the command has it; nil for that of the theme.
  var text: String? {
    switch self {
    case .theme: nil
    case .none: "none"
    case .color(let color): color.hex
    }
  }
}

/// How a figure is drawn, but for the format of the file.
package struct Look: Sendable {
  package var size = SizeClass.text
  package var theme = Theme.light
  package var profile = Profile.slide
  package var steps: StepForm?
  /// What lies below the picture.
  package var ground = PageGround.theme
  /// The language of the words; a figure without words in it has English ones.
  package var language = DocumentLanguage.english
  /// Whether the picture shows what its words keep off, and the places tried for them.
  package var drawsObstacles = false
  /// Pixels to the inch of PNG files.
  package var dpi = 192.0

  /// A look; the defaults are those of the command.
  package init(
    size: SizeClass = .text, theme: Theme = .light, profile: Profile = .slide,
    steps: StepForm? = nil, dpi: Double = 192
  ) {
    self.size = size
    self.theme = theme
    self.profile = profile
    self.steps = steps
    self.dpi = dpi
  }

  /// What stands between a figure's id and the format's ending; empty for the defaults.
  package var suffix: String {
    var parts: [String] = []
    if size != .text { parts.append(size.name) }
    if theme != .light { parts.append(theme.name) }
    if profile != .slide { parts.append(profile.rawValue) }
    if let text = ground.text { parts.append("ground-" + text.replacing("#", with: "")) }
    if language != .english { parts.append(language.rawValue) }
    if drawsObstacles { parts.append("obstacles") }
    return parts.map { "." + $0 }.joined()
  }

  /// The options of `figures render` that ask for this look, without those for the defaults.
  package var options: [String] {
    var words: [String] = []
    if size != .text { words += ["--size", size.name] }
    if theme != .light { words += ["--theme", theme.name] }
    if profile != .slide { words += ["--profile", profile.rawValue] }
    if let steps { words += ["--steps", steps.rawValue] }
    if let text = ground.text { words += ["--ground", text] }
    if language != .english { words += ["--language", language.rawValue] }
    if drawsObstacles { words.append("--draw-obstacles") }
    return words
  }
}

/// The fonts for every size of picture, read when first used.
package struct FontSet: Sendable {
  /// Latin Modern Roman, for paper.
  package let roman: MathFonts
  /// Latin Modern Sans, for slides.
  package let sans: MathFonts

  /// The fonts of some folders.
  ///
  /// - Parameter folders: Where the font files are; Debian's folders when empty.
  /// - Throws: `CommandFailure` with code 2 when a font is missing.
  package init(folders: [String]) throws {
    roman = try mathFonts(for: .text, folders: folders)
    sans = try mathFonts(for: .slide, folders: folders)
  }

  /// The fonts for a size.
  package func fonts(for size: SizeClass) -> MathFonts { size == .slide ? sans : roman }
}

/// Latin Modern, with sans words on slides.
///
/// - Throws: `CommandFailure` with code 2 when a font is missing.
package func mathFonts(for size: SizeClass, folders: [String]) throws -> MathFonts {
  let places = folders.isEmpty ? MathFonts.defaultFolders : folders
  return try CommandFailure.telling(.computation) {
    size == .slide
      ? try MathFonts.latinModernSans(folders: places) : try MathFonts.latinModern(folders: places)
  }
}

/// A file format of pictures.
package enum Format: String, CaseIterable, Sendable {
  case svg, pdf, png, eps
}
