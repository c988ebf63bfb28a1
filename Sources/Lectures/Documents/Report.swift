import Plotting
package import Reports
import Templates
package import Typesetting

/// The report on a lecture as a page.
///
/// - Parameters:
///   - renderings: Figures that are computed already; others are when the text asks for them.
///   - templates: The folder of other templates than the installed ones.
///   - keep: Where results are kept from run to run.
/// - Throws: `CommandFailure` when the text has a fault, a template is missing or a figure cannot
///   be drawn.
package func report(
  on lecture: Lecture, renderings: [Rendering] = [], fonts: MathFonts, templates: String? = nil,
  keep: @escaping Subject.Keep = { try $2() }
) throws -> HTMLPage {
  do {
    let templates = try Templates(folder: templates)
    let text = try lecture.manuscript(Templates.Name.report.rawValue, templates: templates)
    let shelf = try FigureShelf(lecture, fonts: fonts, ready: renderings, keep: keep)
    let settings = PageSettings.report(
      provenance: [
        "Written by \(lecture.software). All pictures and numbers were computed together with "
          + "this page; it loads nothing from a network."
      ], software: "\(lecture.software)")
    return try text.html(settings, subject: shelf.subject, templates: templates, fonts: fonts)
  } catch {
    throw documentFailure(error)
  }
}
