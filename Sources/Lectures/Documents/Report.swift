import Plotting
package import Reports
import Templates
package import Typesetting

/// The report on a lecture.
package struct Report {
  let lecture: Lecture
  /// Figures that are computed already; others are when the text asks for them.
  let renderings: [Rendering]
  let fonts: MathFonts
  /// The folder of other templates than the installed ones.
  let templates: String?
  /// Where results are kept from run to run.
  let keep: Subject.Keep

  /// A report on a lecture.
  package init(
    on lecture: Lecture, renderings: [Rendering] = [], fonts: MathFonts, templates: String? = nil,
    keep: @escaping Subject.Keep = { try $2() }
  ) {
    self.lecture = lecture
    self.renderings = renderings
    self.fonts = fonts
    self.templates = templates
    self.keep = keep
  }

  /// The page as HTML.
  package var html: String { get throws { try page.text } }

  /// The page.
  ///
  /// - Throws: `CommandFailure` when the text has a fault, a template is missing or a figure cannot
  ///   be drawn.
  package var page: HTMLPage {
    get throws {
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
  }
}
