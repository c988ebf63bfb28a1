import Drawing
package import Typesetting

extension Manuscript {
  /// The talk as a tagged PDF with a page for each slide or each step.
  ///
  /// - Throws: `SourceError` at the first fault of the source, or what drawing a figure throws.
  package func slidesPDF(
    subject: Subject, fonts: MathFonts, software: String, origin: String, isByStep: Bool
  ) throws -> [UInt8] {
    let setter = try talk(subject: subject, fonts: fonts, isByStep: isByStep)
    let properties = DocumentProperties(
      title: front.title, author: front[.author] ?? "Figures",
      subject: front[.description] ?? "", language: front[.language] ?? "en",
      keywords: ["Software: \(software)", origin, "Pages: \(isByStep ? "steps" : "slides")"])
    let parts = setter.outline.filter { $0.level > 1 }
      .map { OutlineEntry($0.title, level: 1, destination: $0.destination) }
    return try Drawing.pdf(
      document: setter.pages.map(\.scene), properties: properties, outline: parts)
  }

  /// What keeps the slides from standing on pages of their size, such as one that is too full; nil
  /// for nothing.
  package func pageFault(subject: Subject, fonts: MathFonts) -> String? {
    do {
      let slides = try talk(subject: subject, fonts: fonts, isByStep: false)
      try placing {
        guard let line = slides.crowded.first else { return }
        throw LineError(
          line, "this slide is so full that its words are small; divide it in two")
      }
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// The pages of the talk.
  func talk(
    subject: Subject, fonts: MathFonts, isByStep: Bool, hasTitles: Bool = true
  ) throws -> TalkSetter {
    let document = try resolved(for: .instructor, subject: subject)
    let language = front[.language] ?? "en"
    let setting = TextSetting(fonts: fonts, hyphenation: nil, language: language)
    var setter = TalkSetter(
      document: document, setting: setting, isByStep: isByStep, hasTitles: hasTitles)
    try placing { try setter.set() }
    return setter
  }
}
