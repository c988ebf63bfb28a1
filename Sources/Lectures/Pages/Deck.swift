import Drawing
import Foundation
package import Plotting
package import Reports
import Templates
package import Typesetting

/// One figure of a deck with its steps.
package struct Slide: Sendable {
  /// A file by its path below the deck's folder.
  package struct File: Codable, Sendable {
    package let path: String
    private let data: Data
    package var bytes: [UInt8] { Array(data) }

    init(_ path: String, _ bytes: [UInt8]) { (self.path, data) = (path, Data(bytes)) }
  }

  let id: String
  let title: String
  /// What to see, with formulas between dollar signs.
  let caption: String
  /// What the steps show, in order.
  let stepTitles: [String]
  /// The language of the figure's words.
  let language: DocumentLanguage
  /// The figure for the page of the deck.
  let shown: DeckScene
  /// The figure for the deck on a phone; nil where it does not fit.
  let phone: DeckScene?
  /// `ID/1.svg` … and `ID.steps.pdf`.
  package let files: [File]

  /// Draws a computed figure at slide size, step by step.
  ///
  /// - Parameter wanted: The language of the words of a figure that states none.
  package init(
    _ rendering: Rendering, theme: Theme, fonts: MathFonts, in wanted: DocumentLanguage = .english
  ) throws {
    id = rendering.id
    language = rendering.figure.language(in: wanted)
    var look = Look(size: .slide, theme: theme, steps: .files)
    look.language = wanted
    let whole = try rendering.scene(look, fonts: fonts)
    title = whole.title
    let figure = try rendering.computed.figure(.slide, in: wanted)
    caption = figure.caption
    stepTitles = figure.steps.map(\.title)
    let pictures = try rendering.files(look, as: [.svg], fonts: fonts)
    look.steps = .pages
    let pages = try rendering.files(look, as: [.pdf], fonts: fonts)
    func scenes(_ first: Scene, _ size: SizeClass, part: String = "") throws -> DeckScene {
      guard theme.name != "print" else { return DeckScene(light: first, dark: nil) }
      var other = Look(size: size, theme: theme.name == "dark" ? .light : .dark, steps: .files)
      other.language = wanted
      let second = try rendering.scene(other, fonts: fonts, part: part)
      return theme.name == "dark"
        ? DeckScene(light: second, dark: first) : DeckScene(light: first, dark: second)
    }
    shown = try scenes(whole, .slide)
    var narrow = Look(size: .column, theme: theme, steps: .files)
    narrow.language = wanted
    phone = (try? rendering.scene(narrow, fonts: fonts, part: "-phone")).flatMap {
      try? scenes($0, .column, part: "-phone")
    }
    let id = id
    files =
      pictures.enumerated().map { File("\(id)/\($0.offset + 1).svg", $0.element.bytes) }
      + pages.map { File("\(id).steps.pdf", $0.bytes) }
  }

  /// What is kept from run to run; the scenes are `Scene.encoded` in base 64.
  struct Kept: Codable {
    let title: String
    let caption: String
    let stepTitles: [String]
    let language: String
    let shown: [String]
    let phone: [String]
    let files: [File]
  }

  /// What is to be kept; nil when a scene holds what is not kept.
  var kept: Kept? {
    guard let shown = shown.kept, let phone = phone.map(\.kept) ?? [] else { return nil }
    return Kept(
      title: title, caption: caption, stepTitles: stepTitles, language: language.rawValue,
      shown: shown, phone: phone, files: files)
  }

  /// What was kept; nil when it is not whole.
  init?(_ kept: Kept, id: String, fonts: MathFonts) {
    guard let shown = DeckScene(kept.shown, fonts: fonts),
      let language = DocumentLanguage(rawValue: kept.language)
    else { return nil }
    self.language = language
    phone = DeckScene(kept.phone, fonts: fonts)
    self.id = id
    title = kept.title
    caption = kept.caption
    stepTitles = kept.stepTitles
    self.shown = shown
    files = kept.files
  }
}

extension DeckScene {
  /// The scenes as text in base 64; nil when one holds what is not kept.
  fileprivate var kept: [String]? {
    let scenes = [light] + (dark.map { [$0] } ?? [])
    let texts = scenes.compactMap(\.encoded).map { base64($0) }
    return texts.count == scenes.count ? texts : nil
  }

  /// What was kept; nil when it is not whole.
  fileprivate init?(_ kept: [String], fonts: MathFonts) {
    let scenes = kept.compactMap { text in
      bytes(ofBase64: text).flatMap { Scene(encoded: $0, font: { fonts.font(at: $0) }) }
    }
    guard let light = scenes.first, scenes.count == kept.count else { return nil }
    self.init(light: light, dark: scenes.dropFirst().first)
  }
}

/// The slides of a lecture in one page that opens from disk.
package struct Deck: Sendable {
  let lecture: Lecture
  let slides: [Slide]
  let theme: Theme
  /// The title of slides that are of no lecture.
  private let ownTitle: String?
  /// What the deck is called.
  var title: String { ownTitle ?? lecture.title }
  /// The language of the page: that of all its slides, else that of the lecture.
  let language: DocumentLanguage

  /// A deck of slides drawn in a theme.
  ///
  /// - Parameter isOwn: Whether they are of no lecture, whose name then stands nowhere.
  package init(of lecture: Lecture, slides: [Slide], theme: Theme, isOwn: Bool = false) {
    ownTitle = isOwn ? slides.map(\.title).joined(separator: ", ") : nil
    self.lecture = lecture
    self.slides = slides
    self.theme = theme
    let languages = Set(slides.map(\.language))
    language = languages.count == 1 ? languages.first ?? .english : lecture.language
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
      let name = language.word(.lecture) + " \(lecture.number)"
      var pages: [SlidePage.Slide] = []
      if ownTitle == nil {
        pages.append(
          SlidePage.Slide(
            id: "deck-start", kind: "first", title: Markup(text: title),
            body: .element("p", [], Markup(text: name))))
      }
      for slide in slides {
        let picture = painter.picture(
          slide.shown, phone: slide.phone, stepTitles: slide.stepTitles)
        let count = picture.stepTitles.count
        pages.append(
          SlidePage.Slide(
            id: slide.id, kind: "", title: words(withFormulas(slide.title)),
            body: .element(
              "figure", [],
              .element(
                "div", [("class", "pic"), ("data-first", "1"), ("data-end", String(count))],
                Markup(trusted: picture.markup))),
            steps: picture.stepTitles.map(words), notes: .element("p", [], words(slide.caption))))
      }
      return try SlidePage.html(
        title: ownTitle ?? name + language.word(.colon) + title,
        description: title + language.word(.colon) + language.word(.stepByStep),
        language: language,
        software: lecture.software,
        slides: pages, glyphs: painter.glyphSheet, darkRules: painter.darkRules,
        look: theme.name == "dark" ? .dark : theme.name == "print" ? .light : .asPreferred,
        templates: Templates(folder: templates), formulas: formulas)
    } catch let error as TemplateError {
      throw documentFailure(error)
    } catch {
      throw CommandFailure(.computation, "the deck: \(error)")
    }
  }
}
