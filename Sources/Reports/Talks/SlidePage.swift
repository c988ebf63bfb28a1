package import Templates

/// A deck of slides as one page that opens from disk, without a network.
package struct SlidePage: Sendable {
  /// What one step of a slide shows.
  package struct Step: Sendable {
    let number: Int
    let words: Markup

    package init(number: Int, words: Markup) {
      self.number = number
      self.words = words
    }
  }

  /// One slide.
  package struct Slide: Sendable {
    let id: String
    let kind: String
    let title: Markup
    let body: Markup
    let steps: [Step]
    let notes: Markup

    /// A slide.
    ///
    /// - Parameters:
    ///   - id: Unique in the page; the heading's is the same after `title--`.
    ///   - kind: `first`, `part` or nothing, for the style sheet.
    ///   - title: The heading.
    ///   - body: What stands below; groups of class `fragment` appear step by step.
    ///   - steps: What the steps show, in order; none where all is there from the start.
    ///   - notes: What the speaker says.
    package init(
      id: String, kind: String, title: Markup, body: Markup, steps: [Step] = [],
      notes: Markup = Markup(text: "")
    ) {
      self.id = id
      self.kind = kind
      self.title = title
      self.body = body
      self.steps = steps
      self.notes = notes
    }
  }

  /// The shape of the slides.
  package enum Aspect: String, CaseIterable, Sendable {
    case wide = "16:9"
    case old = "4:3"

    /// The width, in heights.
    var ratio: Double { self == .wide ? 16.0 / 9 : 4.0 / 3 }
  }

  /// The colours of the page.
  package enum Look: Sendable {
    /// Light or dark, as the reader prefers.
    case asPreferred
    case dark
    case light
  }

  let title: String
  let description: String
  let language: DocumentLanguage
  let aspect: Aspect
  let software: String
  let origin: String?
  let slides: [Slide]
  let glyphs: String
  let darkRules: String
  let look: Look

  /// A deck from its parts.
  ///
  /// - Parameters:
  ///   - origin: What it is made of, such as `Talk: my-talk.md`.
  ///   - glyphs: The outlines that the pictures draw.
  ///   - darkRules: What turns the pictures dark.
  package init(
    title: String, description: String, language: DocumentLanguage = .english,
    aspect: Aspect = .wide, software: String, origin: String? = nil, slides: [Slide],
    glyphs: String, darkRules: String, look: Look = .asPreferred
  ) {
    self.title = title
    self.description = description
    self.language = language
    self.aspect = aspect
    self.software = software
    self.origin = origin
    self.slides = slides
    self.glyphs = glyphs
    self.darkRules = darkRules
    self.look = look
  }

  private struct View {
    struct Page {
      let id: String
      let kind: String
      let title: String
      let body: String
      let steps: Int
      let stepTitles: [Line]
      let notes: String
    }
    struct Line {
      let step: Int
      let words: String
    }
    struct Key {
      let key: String
      let words: String
    }

    let language: String
    let look: String
    let scheme: String
    let policy: String
    let description: String
    let software: String
    let origin: String?
    let title: String
    let style: String
    let darkMedia: String
    let darkStyle: String
    let glyphs: String
    let slides: [Page]
    let slideWord: String
    let notesWord: String
    let helpWord: String
    let help: [Key]
    let script: String
  }

  /// The page as HTML.
  ///
  /// - Parameters:
  ///   - formulas: What wrote the formulas, with their fonts.
  ///   - style: Rules besides those of all decks.
  /// - Throws: `TemplateError` when a template is missing, or a fault in it.
  package func html(
    templates: Templates, formulas: FormulaMarkup, style own: String = ""
  ) throws -> String {
    let script = try templates.text(named: "slides.js")
    let help = language.deckKeys.map { View.Key(key: $0.key, words: $0.words) }
    let text =
      slides.map { slide in
        ([slide.title, slide.body, slide.notes] + slide.steps.map(\.words)).map(\.html).joined()
          .visibleText
      }.joined() + help.map(\.words).joined() + PageFonts.furniture
    let faces = try PageFonts(formulas.fonts, text: text, math: formulas.characters)
    let paper = aspect == .wide ? "" : "@page{size:960px 720px}"
    let style =
      faces.rules + (try templates.text(named: "slides.css")) + formulas.rules + own + paper
    let darkStyle =
      ":root{--ground:#15181d;--ink:#e9ebee;--note:#a7adb6;--rule:#4a515b;--band:#1f252e;"
      + "--link:#6fb4ff;--truth:#ff6f66;--string:#7fc08a;--number:#e0a070}" + darkRules
    let view = View(
      language: language.rawValue, look: aspect == .wide ? "wide" : "four-three",
      scheme: look == .light ? "light" : look == .dark ? "dark" : "light dark",
      policy: contentPolicy(styles: [style, darkStyle], scripts: [script]),
      description: description, software: software, origin: origin, title: title, style: style,
      darkMedia: look == .light
        ? "not all" : look == .dark ? "screen" : "screen and (prefers-color-scheme:dark)",
      darkStyle: darkStyle, glyphs: glyphs + formulas.sheet,
      slides: slides.map { slide in
        View.Page(
          id: slide.id, kind: slide.kind, title: slide.title.html, body: slide.body.html,
          steps: max(1, slide.steps.count),
          stepTitles: slide.steps.filter { !$0.words.html.isEmpty }.map {
            View.Line(step: $0.number, words: $0.words.html)
          }, notes: slide.notes.html)
      },
      slideWord: language.deckWord.slide, notesWord: language.word(.notes),
      helpWord: language.deckWord.help, help: help, script: script)
    return try PageShell.slides.filled(with: view, from: templates)
  }
}

extension DocumentLanguage {
  /// What a slide and the list of keys are called.
  fileprivate var deckWord: (slide: String, help: String) {
    switch self {
    case .english: ("slide", "Keys")
    case .french: ("diapositive", "Touches")
    case .german: ("Folie", "Tasten")
    }
  }

  /// The keys of a deck, and what fingers do, with what comes of it.
  fileprivate var deckKeys: [(key: String, words: String)] {
    let keys =
      ["→ ↓ space", "← ↑", "3 ↵", "Home End", "O", "S", "B .", "F", "D", "L", "R", "?"]
    let words =
      switch self {
      case .english:
        [
          "next step, as a click or a swipe to the left", "step back, as a click at the left edge",
          "go to slide 3", "first and last slide", "all slides", "speaker's window with notes",
          "black screen", "full screen", "dark or light", "pointer", "clock from zero",
          "this list",
        ]
      case .french:
        [
          "étape suivante, aussi d’un clic ou d’un balayage", "étape précédente",
          "aller à la diapositive 3", "première et dernière diapositive",
          "toutes les diapositives", "fenêtre de l’orateur avec notes", "écran noir",
          "plein écran", "sombre ou clair", "pointeur", "remettre l’heure à zéro", "cette liste",
        ]
      case .german:
        [
          "nächster Schritt, auch mit Klick oder Wischen", "Schritt zurück", "zu Folie 3",
          "erste und letzte Folie", "alle Folien", "Fenster mit Notizen", "schwarzer Schirm",
          "ganzer Schirm", "dunkel oder hell", "Zeiger", "Uhr auf null", "diese Liste",
        ]
      }
    return zip(keys, words).map { ($0, $1) }
  }
}
