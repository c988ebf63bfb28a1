import Drawing
import Plotting
package import Templates

/// A deck of slides as one page that opens from disk, without a network.
package enum SlidePage {
  /// One slide.
  package struct Slide: Sendable {
    let id: String
    let kind: String
    let title: Markup
    let body: Markup
    let steps: [Markup]
    let notes: Markup

    /// A slide.
    ///
    /// - Parameters:
    ///   - id: Unique in the page; the heading's is the same after `title--`.
    ///   - kind: `first`, `part` or nothing, for the style sheet.
    ///   - title: The words of the heading.
    ///   - body: What stands below; groups of class `fragment` appear step by step.
    ///   - steps: What the steps show, in order; none where all is there from the start.
    ///   - notes: What the speaker says.
    package init(
      id: String, kind: String, title: Markup, body: Markup, steps: [Markup] = [],
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

    /// The drawing of a figure that has the slide for itself; its place on an old screen is as high and
    /// less wide.
    var figure: SizeClass {
      self == .wide ? .slide : .custom(Size(width: 334, height: 190))
    }
  }

  /// The colours of the page.
  package enum Look: String, Sendable {
    /// Light or dark, as the reader prefers.
    case asPreferred = "light dark"
    case dark
    case light
  }

  /// The page as HTML.
  ///
  /// - Parameters:
  ///   - origin: What it is made of, such as `Talk: my-talk.md`.
  ///   - glyphs: The outlines that the pictures draw.
  ///   - darkRules: What turns the pictures dark.
  ///   - own: Rules besides those of all decks.
  ///   - formulas: What wrote the formulas, with their fonts.
  /// - Throws: `TemplateError` when a template is missing, or a fault in it.
  package static func html(
    title: String, description: String, language: DocumentLanguage = .english,
    aspect: Aspect = .wide, software: String, origin: String? = nil, slides: [Slide],
    glyphs: String, darkRules: String, look: Look = .asPreferred, style own: String = "",
    templates: Templates, formulas: FormulaMarkup
  ) throws -> String {
    let script = try templates.text(named: "slides.js")
    let help = language.deckKeys
    let words = help.map(\.words) + [language.word(.next), language.word(.last)]
    let text =
      slides.map { slide in
        ([slide.title, slide.body, slide.notes] + slide.steps).joined().html.visibleText
      }.joined() + words.joined() + PageFonts.furniture
    let faces = try PageFonts(formulas.fonts, text: text, math: formulas.characters)
    let paper = aspect == .wide ? "" : "@page{size:960px 720px}"
    // A sheet of one's own comes behind the installed one and says what is to be different.
    let (sheet, installed) = (
      try templates.text(named: "slides.css"), try Templates().text(named: "slides.css")
    )
    let style =
      faces.rules + installed + formulas.rules + own + paper + (sheet == installed ? "" : sheet)
    let darkStyle =
      ":root{--ground:#15181d;--ink:#e9ebee;--note:#a7adb6;--rule:#4a515b;--band:#1f252e;"
      + "--link:#6fb4ff;--truth:#ff6f66;--string:#7fc08a;--number:#e0a070}" + darkRules
    return try PageShell.slides.filled(
      with: [
        "language": language.rawValue, "look": aspect == .wide ? "wide" : "four-three",
        "scheme": look.rawValue,
        "policy": contentPolicy(styles: [style, darkStyle], scripts: [script]),
        "description": description, "software": software, "origin": origin, "title": title,
        "style": style,
        "darkMedia": look == .light
          ? "not all" : look == .dark ? "screen" : "screen and (prefers-color-scheme:dark)",
        "darkStyle": darkStyle, "glyphs": glyphs + formulas.sheet, "slides": slides.map(\.view),
        "slideWord": language.word(.slide), "notesWord": language.word(.notes),
        "helpWord": language.word(.keys),
        "nextWord": language.word(.next), "lastWord": language.word(.last),
        "help": help.map { ["key": $0.key, "words": $0.words] }, "script": script,
      ], from: templates)
  }
}

extension SlidePage.Slide {
  /// What the shell of the deck takes of it.
  fileprivate var view: [String: Any] {
    let head = Markup.element("h2", [("id", "title--" + id)], title)
    let told = steps.enumerated().filter { !$0.element.html.isEmpty }
    return [
      "id": id, "kind": kind, "title": head.html, "body": body.html, "steps": max(1, steps.count),
      "stepTitles": told.map {
        ["step": $0.offset + 1, "words": $0.element.html] as [String: Any]
      },
      "notes": notes.html,
    ]
  }
}

extension Word {
  fileprivate static let slide = Word("slide", "diapositive", "Folie")
  fileprivate static let keys = Word("Keys", "Touches", "Tasten")
  fileprivate static let next = Word("Next:", "Ensuite\u{202F}:", "Danach:")
  fileprivate static let last = Word("The end", "Fin", "Ende")
}

extension DocumentLanguage {
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
