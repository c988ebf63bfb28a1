import Drawing
public import Typesetting

extension Manuscript {
  /// The document as a tagged PDF, set on paper.
  ///
  /// - Throws: `SourceError` at the first fault of the source, or what drawing a figure throws.
  public func pdf(
    _ settings: PageSettings, paper: Paper, subject: Subject, fonts: MathFonts
  ) throws -> [UInt8] {
    do {
      return try unplacedPDF(settings, paper: paper, subject: subject, fonts: fonts)
    } catch let error as FontError {
      throw placed(error)
    }
  }

  /// The fault of a character that no font has, at the first line of the source that has it.
  private func placed(_ error: FontError) -> any Error {
    guard case .missingGlyph(let text, _) = error, let scalar = text.unicodeScalars.first else {
      return error
    }
    var line = 1
    for other in source.text.unicodeScalars {
      if other == scalar {
        return SourceError(
          file: source.file, line: line, message: error.description, suggestion: nil)
      }
      if other == "\n" { line += 1 }
    }
    return error
  }

  private func unplacedPDF(
    _ settings: PageSettings, paper: Paper, subject: Subject, fonts: MathFonts
  ) throws -> [UInt8] {
    let document = try resolved(for: settings.variant, subject: subject)
    let front = document.front
    let language = front[.language] ?? "en"
    let setting = TextSetting(
      fonts: fonts, hyphenation: language.hasPrefix("en") ? try Hyphenation() : nil,
      language: language)
    let measures = PageMeasures(paper)
    var setter = HandoutSetter(
      document, variant: settings.variant, leavesSpace: settings.leavesSpace, measures: measures,
      setting: setting)
    try setter.set()
    var composer = PageComposer(
      measures: measures, setting: setting,
      head: (
        front.title,
        settings.variant == .student ? "" : "\(settings.variant.rawValue) variant"
      ))
    let pages = try composer.pages(setter.items)
    let properties = DocumentProperties(
      title: front.title, author: front[.author] ?? "Figures",
      subject: front[.description] ?? "", language: language,
      keywords: ["Software: \(settings.software)"])
    // The title is not in the outline: its parts are.
    let outline = setter.outline.filter { $0.level > 1 }
      .map { OutlineEntry($0.title, level: $0.level - 1, destination: $0.destination) }
    return try Drawing.pdf(document: pages, properties: properties, outline: outline)
  }
}
