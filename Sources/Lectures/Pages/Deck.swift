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
  /// What to see, with formulas between dollar signs.
  let caption: String
  /// What the steps show, in order.
  let stepTitles: [String]
  /// The figure for the page of the deck.
  package let scene: Scene
  /// The same for dark surroundings; nil where the colours are those of paper.
  let dark: Scene?
  /// `ID/1.svg` … and `ID.steps.pdf`.
  package let files: [File]

  /// Draws a computed figure at slide size, step by step.
  package init(_ rendering: Rendering, theme: Theme, fonts: MathFonts) throws {
    id = rendering.id
    var look = Look(size: .slide, theme: theme, steps: .files)
    let whole = try rendering.scene(look, fonts: fonts)
    title = whole.title
    let figure = try rendering.computed.figure(.slide)
    caption = figure.caption
    stepTitles = figure.steps.map(\.title)
    let pictures = try rendering.files(look, as: [.svg], fonts: fonts)
    look.steps = .pages
    let pages = try rendering.files(look, as: [.pdf], fonts: fonts)
    if theme.name == "print" {
      (scene, dark) = (whole, nil)
    } else {
      var other = look
      other.theme = theme.name == "dark" ? .light : .dark
      let second = try rendering.scene(other, fonts: fonts)
      (scene, dark) = theme.name == "dark" ? (second, whole) : (whole, second)
    }
    let id = id
    files =
      pictures.enumerated().map {
        File(path: "\(id)/\($0.offset + 1).svg", bytes: $0.element.bytes)
      }
      + pages.map { File(path: "\(id).steps.pdf", bytes: $0.bytes) }
  }

  /// What is kept from run to run; the scenes are `Scene.encoded` in base 64.
  struct Kept: Codable {
    let title: String
    let caption: String
    let stepTitles: [String]
    let scene: String
    let dark: String?
    let files: [KeptFile]
  }

  /// What is to be kept; nil when a scene holds what is not kept.
  var kept: Kept? {
    guard let scene = scene.encoded else { return nil }
    let other = dark.map(\.encoded)
    if let other, other == nil { return nil }
    return Kept(
      title: title, caption: caption, stepTitles: stepTitles, scene: base64(scene),
      dark: other.flatMap { $0 }.map { base64($0) },
      files: files.map { KeptFile($0.path, $0.bytes) })
  }

  /// What was kept; nil when it is not whole.
  init?(_ kept: Kept, id: String, fonts: MathFonts) {
    func scene(_ text: String) -> Scene? {
      bytes(ofBase64: text).flatMap { Scene(encoded: $0, font: { fonts.font(at: $0) }) }
    }
    guard let whole = scene(kept.scene), let files = kept.files.contents else { return nil }
    dark = kept.dark.flatMap(scene)
    if kept.dark != nil, dark == nil { return nil }
    self.id = id
    title = kept.title
    caption = kept.caption
    stepTitles = kept.stepTitles
    self.scene = whole
    self.files = files.map { File(path: $0.path, bytes: $0.bytes) }
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

  /// The page: a slide for each figure, whose steps the arrow keys show; the notes for the speaker
  /// are the captions.
  ///
  /// Without scripts, and in print, every slide stands complete below the one before.
  ///
  /// - Parameters:
  ///   - fonts: Those of slides.
  ///   - templates: A folder of other templates; nil for the installed ones.
  package func html(fonts: MathFonts, templates: String? = nil) throws -> String {
    do {
      var painter = DeckPainter()
      var formulas = FormulaMarkup(fonts: fonts)
      func words(_ text: String) -> Markup {
        (try? formulas.text(text)) ?? Markup(text: text)
      }
      var pages = [
        SlidePage.Slide(
          id: "deck-start", kind: "first",
          title: .element("h2", [("id", "title--deck-start")], Markup(text: lecture.title)),
          body: .element("p", [], Markup(text: "Lecture \(lecture.number)")))
      ]
      for slide in slides {
        let picture = painter.picture(
          light: slide.scene, dark: slide.dark, stepTitles: slide.stepTitles)
        let count = picture.stepTitles.count
        pages.append(
          SlidePage.Slide(
            id: slide.id, kind: "",
            title: .element("h2", [("id", "title--" + slide.id)], Markup(text: slide.title)),
            body: .element(
              "figure", [],
              .element(
                "div", [("class", "pic"), ("data-first", "1"), ("data-end", String(count))],
                Markup(trusted: picture.markup))),
            steps: picture.stepTitles.enumerated().map {
              SlidePage.Step(number: $0.offset + 1, words: words($0.element))
            }, notes: .element("p", [], words(slide.caption))))
      }
      let page = SlidePage(
        title: "Lecture \(lecture.number): \(lecture.title)",
        description: "\(lecture.title): the figures, step by step", software: lecture.software,
        slides: pages, glyphs: painter.glyphSheet, darkRules: painter.darkRules,
        look: theme.name == "dark" ? .dark : theme.name == "print" ? .light : .asPreferred)
      return try page.html(
        templates: Templates(folder: templates), formulas: formulas)
    } catch let error as TemplateError {
      throw documentFailure(error)
    } catch {
      throw CommandFailure(.computation, "the deck: \(error)")
    }
  }
}
