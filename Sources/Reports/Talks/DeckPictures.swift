package import Drawing
import Plotting

/// A picture of a slide whose groups appear step by step, in colours of its page.
package struct DeckPicture: Codable, Sendable {
  /// The `svg` element.
  package var markup: String
  /// What each step shows, with formulas between dollar signs; one at least.
  package var stepTitles: [String]
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
  ///   - dark: The same in dark colours; nil for a page that has only the colours of `light`.
  package mutating func picture(light: Scene, dark: Scene?, stepTitles: [String]) -> DeckPicture {
    var scene = light
    scene.ground = nil
    if let dark { scene = colors.scene(light: light, dark: dark) }
    return DeckPicture(
      markup: inlineSVG(scene, class: "f", fragments: true, glyphs: &glyphs),
      stepTitles: stepTitles.isEmpty ? [""] : stepTitles)
  }

  /// The outlines of all glyphs, as an element of the page.
  package var glyphSheet: String {
    glyphs.definitions.isEmpty
      ? ""
      : "<svg class=\"glyphs\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>\n"
        + "\(glyphs.definitions)</defs></svg>\n"
  }

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
  static func of(
    _ document: ResolvedDocument, narrow: Set<String>, keep: Subject.Keep
  ) throws -> TalkPictures {
    let keys = document.figures.map { figure in
      [figure.anchor, narrow.contains(figure.anchor) ? "column" : "slide", figure.drawn.key]
        .joined(separator: "\n")
    }
    return try kept("talk\n" + keys.joined(separator: "\n\n"), by: keep) {
      var painter = DeckPainter()
      var made = TalkPictures()
      for figure in document.figures {
        let size: SizeClass = narrow.contains(figure.anchor) ? .column : .slide
        let id = "g-" + figure.anchor
        made.pictures[figure.anchor] = painter.picture(
          light: try figure.drawn.scene(size, .light, id),
          dark: try figure.drawn.scene(size, .dark, id), stepTitles: try figure.drawn.stepTitles())
      }
      (made.glyphs, made.darkRules) = (painter.glyphSheet, painter.darkRules)
      return made
    }
  }
}
