package import Drawing

/// The sheet of the outlines that the pictures or formulas of a page share; nothing for none.
func glyphSheet(_ definitions: String) -> String {
  definitions.isEmpty
    ? ""
    : "<svg class=\"glyphs\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>\n"
      + "\(definitions)</defs></svg>\n"
}

/// Colours of pictures in a page, which follow the reader's choice of light or dark.
///
/// A picture is written in its light colours. For each of them the style sheet has a rule that
/// puts the dark one in its place; so a light colour may stand for one dark colour only.
package struct PageColors {
  /// Light colours in the order of their first use, each with its dark partner.
  private var pairs: [(light: Color, dark: Color)] = []

  /// A page without pictures.
  package init() {}

  /// The light colour that stands for a pair: the given one, or one that no eye tells from it
  /// where that already stands for another dark colour.
  mutating func key(light: Color, dark: Color) -> Color {
    var candidate = light
    for step in 0..<8 {
      if step > 0 {
        // One step of blue, of 255.
        let up = candidate.blue < 128
        candidate.blue = up ? candidate.blue + 1 : candidate.blue - 1
      }
      guard let known = pairs.first(where: { $0.light == candidate }) else {
        pairs.append((candidate, dark))
        return candidate
      }
      if known.dark == dark { return candidate }
    }
    return light
  }

  /// The rules for a dark page.
  package var darkRules: String {
    pairs.filter { $0.light != $0.dark }.map { pair in
      "svg.f [fill=\"\(pair.light.hex)\"]{fill:\(pair.dark.hex)}"
        + "svg.f [stroke=\"\(pair.light.hex)\"]{stroke:\(pair.dark.hex)}"
    }.joined()
  }

  /// A scene in colours that the page knows how to turn dark.
  ///
  /// - Parameters:
  ///   - light: The scene in the light theme; its ground is left out, the page shows through.
  ///   - dark: The same scene in the dark theme.
  package mutating func scene(light: Scene, dark: Scene) -> Scene {
    var scene = light
    scene.ground = nil
    let partners = dark.items.withoutColors().colors
    var place = 0
    scene.items = light.items.recolored { color in
      defer { place += 1 }
      return place < partners.count ? key(light: color, dark: partners[place]) : color
    }
    return scene
  }
}
