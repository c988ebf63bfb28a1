package import Drawing
import Plotting

/// A picture of a slide whose groups appear step by step, in colours of its page.
package struct DeckPicture: Codable, Sendable {
  /// The `svg` element.
  package var markup: String
  /// What each step shows, with formulas between dollar signs; one at least.
  package var stepTitles: [String]
}

/// A scene of a slide in the colours of its page.
package struct DeckScene: Sendable {
  package let light: Scene
  /// The same in dark colours; nil for a page that has only the colours of `light`.
  package let dark: Scene?

  package init(light: Scene, dark: Scene?) { (self.light, self.dark) = (light, dark) }
}

/// Pictures of slides that share their glyphs and follow the page's light or dark.
package struct DeckPainter {
  private var colors = PageColors()
  private var glyphs = GlyphSheet(sharedAs: "g")

  /// Nothing painted yet.
  package init() {}

  /// A picture.
  ///
  /// - Parameters:
  ///   - phone: The drawing for narrow screens, with ids of its own; nil for the same.
  package mutating func picture(
    _ wide: DeckScene, phone: DeckScene?, stepTitles: [String]
  ) -> DeckPicture {
    DeckPicture(
      markup: (phone.map { markup($0, class: "f phone") } ?? "") + markup(wide, class: "f"),
      stepTitles: stepTitles.isEmpty ? [""] : stepTitles)
  }

  private mutating func markup(_ shown: DeckScene, class name: String) -> String {
    var scene = shown.light
    scene.ground = nil
    if let dark = shown.dark { scene = colors.scene(light: shown.light, dark: dark) }
    return inlineSVG(scene, class: name, fragments: true, glyphs: &glyphs)
  }

  /// The outlines of all glyphs, as an element of the page.
  package var glyphSheet: String { Reports.glyphSheet(glyphs.definitions) }

  /// The rules for a dark page.
  package var darkRules: String { colors.darkRules }
}

/// The pictures of a talk's figures.
struct TalkPictures: Codable {
  /// By the figures' anchors.
  var pictures: [String: DeckPicture] = [:]
  var glyphs = ""
  var darkRules = ""

  /// The pictures of the figures that slides show; those that an earlier run has drawn are not
  /// drawn again.
  static func of(_ document: ResolvedDocument, narrow: Set<String>) throws -> TalkPictures {
    let keys = document.figures.map { figure in
      [
        figure.anchor,
        narrow.contains(figure.anchor) ? "column" : document.front.aspect.figure.name,
        figure.drawn.key,
      ]
      .joined(separator: "\n")
    }
    return try kept(
      "talk, with drawings for phones\n" + keys.joined(separator: "\n\n"),
      by: document.subject.keep
    ) {
      var painter = DeckPainter()
      var made = TalkPictures()
      for figure in document.figures {
        let isNarrow = narrow.contains(figure.anchor)
        let id = "g-" + figure.anchor
        func shown(_ size: SizeClass, _ id: String) throws -> DeckScene {
          DeckScene(
            light: try figure.drawn.scene(size, .light, id),
            dark: try figure.drawn.scene(size, .dark, id))
        }
        // What does not fit into a column is shown as it is.
        let phone = isNarrow ? nil : try? shown(.column, "p-" + figure.anchor)
        let size = document.front.aspect.figure
        let alone = isNarrow || size == .slide ? nil : try? shown(size, id)
        made.pictures[figure.anchor] = painter.picture(
          try alone ?? shown(isNarrow ? .column : .slide, id), phone: phone,
          stepTitles: try figure.drawn.stepTitles())
      }
      (made.glyphs, made.darkRules) = (painter.glyphSheet, painter.darkRules)
      return made
    }
  }
}
