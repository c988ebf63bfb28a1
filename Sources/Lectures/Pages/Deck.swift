package import Drawing
package import Plotting
import Reports
import Templates
package import Typesetting

/// One figure of a deck with its steps.
package struct Slide: Sendable {
  /// A file by its path below the deck's folder.
  package struct File: Sendable {
    package let path: String
    package let bytes: [UInt8]
  }

  let id: String
  let title: String
  /// What the steps show, in order.
  let stepTitles: [String]
  /// The figure for the page of the deck.
  package let scene: Scene
  /// `ID/1.svg` … and `ID.steps.pdf`.
  package let files: [File]

  /// Draws a computed figure at slide size, step by step.
  package init(_ rendering: Rendering, theme: Theme, fonts: MathFonts) throws {
    id = rendering.id
    var look = Look(size: .slide, theme: theme, steps: .files)
    let whole = try rendering.scene(look, fonts: fonts)
    title = whole.title
    stepTitles = try rendering.computed.figure(.slide).steps.map(\.title)
    scene = whole
    let pictures = try rendering.files(look, as: [.svg], fonts: fonts)
    look.steps = .pages
    let pages = try rendering.files(look, as: [.pdf], fonts: fonts)
    let id = id
    files =
      pictures.enumerated().map {
        File(path: "\(id)/\($0.offset + 1).svg", bytes: $0.element.bytes)
      }
      + pages.map { File(path: "\(id).steps.pdf", bytes: $0.bytes) }
  }
}

/// The slides of a lecture in one page that opens from disk.
package struct Deck: Sendable {
  let lecture: Lecture
  let slides: [Slide]
  let theme: Theme

  /// A deck of slides drawn in a theme.
  package init(of lecture: Lecture, slides: [Slide], theme: Theme) {
    self.lecture = lecture
    self.slides = slides
    self.theme = theme
  }

  /// The page: a slide for each figure, whose steps the arrow keys show.
  ///
  /// Without scripts, and in print, every slide stands complete below the one before.
  ///
  /// - Parameter templates: A folder of other templates; nil for the installed ones.
  package func html(templates: String? = nil) throws -> String {
    do {
      let page = SlidePage(
        title: lecture.title, number: lecture.number, ground: theme.color(.ground).hex,
        ink: theme.color(.ink).hex, note: theme.color(.note).hex, isDark: theme.name == "dark",
        slides: slides.map { slide in
          SlidePage.Slide(
            id: slide.id, title: slide.title, stepTitles: slide.stepTitles,
            picture: svg(slide.scene, fragments: true, form: .inline(class: "f")))
        })
      return try page.html(templates: Templates(folder: templates))
    } catch let error as TemplateError {
      throw documentFailure(error)
    }
  }

  /// The lines that put a figure with its steps into Beamer, Typst and reveal.js.
  package var snippets: String {
    slides.map { slide in
      let last = slide.stepTitles.count
      return """
        ## \(slide.title)

        Beamer:

            \\begin{frame}{\(slide.title)}
              \\foreach \\k in {1,...,\(last)} {\\includegraphics<\\k>[width=\\textwidth,page=\\k]{\(slide.id).steps.pdf}}
            \\end{frame}

        Typst (touying or polylux; one image for each subslide):

            #for k in range(1, \(last + 1)) {
              page(image("\(slide.id)/" + str(k) + ".svg", width: 100%))
            }

        reveal.js:

            <section><h2>\(slide.title)</h2><div class="r-stack">
              \((1...max(1, last)).map { "<img class=\"fragment\" src=\"\(slide.id)/\($0).svg\" alt=\"\">" }.joined())
            </div></section>

        """
    }.joined(separator: "\n")
  }
}
