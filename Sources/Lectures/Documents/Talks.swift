package import Reports

/// What a talk is written as.
package enum TalkFormat: String, CaseIterable, Sendable {
  case html, pdf, pptx
}

extension Documents {
  /// The bytes of a talk's file; a warning names a slide of the page that is too full.
  ///
  /// - Parameter isByStep: Whether the PDF has a page for each step, not for each slide.
  package func file(
    _ talk: Manuscript, _ format: TalkFormat, isByStep: Bool = false
  ) throws -> [UInt8] {
    let subject = shelf.subject
    let origin = "Talk: \(talk.file.split(separator: "/").last ?? "")"
    // A browser cuts what paper refuses.
    if format != .pptx, let fault = talk.pageFault(subject: subject, fonts: fonts) {
      Warnings.add(fault)
    }
    switch format {
    case .html:
      let page = try talk.deck(
        subject: subject, templates: templates, fonts: fonts, software: lecture.software,
        origin: origin)
      return Array(page.utf8)
    case .pdf:
      return try talk.slidesPDF(
        subject: subject, fonts: fonts, software: lecture.software, origin: origin,
        isByStep: isByStep)
    case .pptx:
      return try talk.presentation(
        subject: subject, fonts: fonts, software: lecture.software, origin: origin)
    }
  }
}

/// Whether a document says of itself that it is a talk: by its name, such as `talk.md`, by its
/// shape, or by notes for a speaker.
package func isTalk(_ bytes: [UInt8], named name: String) -> Bool {
  let file = name.split(separator: "/").last ?? ""
  let words = file.lowercased().split { !$0.isLetter }
  if words.contains(where: { ["talk", "slides", "deck"].contains(String($0)) }) { return true }
  let lines = bytes.split(separator: 10).map { String(decoding: $0, as: UTF8.self) }
  return lines.contains { line in
    line.hasPrefix("aspect:") || line.wholeMatch(of: #/:::+ *note *\r?/#) != nil
  }
}
