package import Templates

/// A deck of slides as one page that opens from disk, without a network.
package struct SlidePage: Sendable {
  /// One slide: a picture whose groups appear step by step.
  package struct Slide: Sendable {
    let id: String
    let title: String
    let stepTitles: [String]
    let picture: String

    /// A slide.
    ///
    /// - Parameters:
    ///   - id: Unique in the page.
    ///   - title: Plain text.
    ///   - stepTitles: What the steps show, in order.
    ///   - picture: An SVG element; groups of class `fragment` are the steps.
    package init(id: String, title: String, stepTitles: [String], picture: String) {
      self.id = id
      self.title = title
      self.stepTitles = stepTitles
      self.picture = picture
    }
  }

  private let title: String
  private let number: Int
  private let colors: String
  private let slides: [Slide]

  /// A deck from its parts; colours are written as `#rrggbb`.
  package init(
    title: String, number: Int, ground: String, ink: String, note: String, isDark: Bool,
    slides: [Slide]
  ) {
    self.title = title
    self.number = number
    colors =
      "html{color-scheme:\(isDark ? "dark" : "light");background:\(ground);color:\(ink)}"
      + "ol,.keys{color:\(note)}"
    self.slides = slides
  }

  private struct View {
    let title: String
    let number: Int
    let style: String
    let script: String
    let slides: [Slide]
  }

  /// The page as HTML.
  ///
  /// - Throws: `TemplateError` when a template is missing, or a fault in it.
  package func html(templates: Templates) throws -> String {
    let style = colors + (try templates.text(named: "slides.css"))
    let script = try templates.text(named: "slides.js")
    let view = View(
      title: title, number: number, style: style, script: script, slides: slides)
    return try PageShell.slides.filled(with: view, from: templates)
  }
}
