package import Reports
import Templates
package import Typesetting

/// The report on a lecture as a page, or one of the pages beside it.
///
/// - Parameters:
///   - page: The name of the page; nil for the report. The lecture's claims stand in the report,
///     those of figures where the figures are.
///   - name: The name of the report's file, to which links of other pages lead.
///   - renderings: Figures that are computed already; others are when the text asks for them.
///   - templates: The folder of other templates than the installed ones.
///   - keep: Where results are kept from run to run.
///   - file: The figure of a file beside the text, or of a source in it.
/// - Throws: `CommandFailure` when the text has a fault, a template is missing or a figure cannot
///   be drawn.
package func report(
  on lecture: Lecture, page: String? = nil, named name: String = "report.html",
  renderings: [Rendering] = [], fonts: MathFonts, templates: String? = nil,
  keep: @escaping Subject.Keep = { try $2() },
  file: @escaping @Sendable (FigureSource) throws -> any LectureFigure
) throws -> HTMLPage {
  do {
    let templates = try Templates(folder: templates)
    let text = try lecture.manuscript("\(page ?? "report").md", templates: templates)
    let shelf = try FigureShelf(lecture, fonts: fonts, ready: renderings, keep: keep, file: file)
    let settings = PageSettings.report(
      provenance: [text.computedWith("\(lecture.software)")], software: "\(lecture.software)",
      origin: ["Page: \(page ?? "report")"])
    var subject = shelf.subject
    subject.pages = Dictionary(
      uniqueKeysWithValues: lecture.pages.map { ("\($0).html", "\($0).html") })
    subject.pages["report.html"] = name
    if page != nil { subject.claims = { [] } }
    return try text.html(settings, subject: subject, templates: templates, fonts: fonts)
  } catch {
    throw documentFailure(error)
  }
}
