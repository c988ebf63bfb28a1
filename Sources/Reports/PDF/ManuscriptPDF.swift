package import Drawing
public import Typesetting

extension Manuscript {
  /// The document as a tagged PDF, set on paper.
  ///
  /// - Throws: `SourceError` at the first fault of the source, or what drawing a figure throws.
  public func pdf(
    _ settings: PageSettings, paper: Paper, subject: Subject, fonts: MathFonts
  ) throws -> [UInt8] {
    let (pages, outline) = try self.pages(settings, paper: paper, subject: subject, fonts: fonts)
    let properties = DocumentProperties(
      title: front.title, author: front[.author] ?? "Figures",
      subject: front[.description] ?? "", language: front[.language] ?? "en",
      keywords: ["Software: \(settings.software)"]
        + (settings.origin.isEmpty ? [] : settings.origin + ["Paper: \(paper.rawValue)"]))
    // The title is not in the outline: its parts are.
    let parts = outline.filter { $0.level > 1 }
      .map { OutlineEntry($0.title, level: $0.level - 1, destination: $0.destination) }
    return try Drawing.pdf(document: pages, properties: properties, outline: parts)
  }

  /// The pages of the document, with its headings.
  ///
  /// - Throws: `SourceError` at the first fault of the source, or what drawing a figure throws.
  package func pages(
    _ settings: PageSettings, paper: Paper, subject: Subject, fonts: MathFonts
  ) throws -> (pages: [Scene], outline: [OutlineEntry]) {
    try placing {
      let document = try sheet(for: settings.variant, subject: subject)
      let language = front[.language] ?? "en"
      let setting = TextSetting(
        fonts: fonts, hyphenation: try Hyphenation(language: language), language: language)
      let measures = PageMeasures(paper)
      var setter = HandoutSetter(
        document: document, variant: settings.variant, leavesSpace: settings.leavesSpace,
        measures: measures, setting: setting, style: PrintStyle(size: measures.size))
      try setter.set()
      let variant =
        settings.variant == .student ? nil : front.language.word(settings.variant.word)
      let version = front.versionLine.map { "\(front.title), \($0)" }
      var composer = PageComposer(
        measures: measures, setting: setting, head: front.title,
        foot: [version, variant].compactMap { $0 }.joined(separator: " · "))
      return (try composer.pages(setter.items), setter.outline)
    }
  }
}
