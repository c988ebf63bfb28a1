import Drawing

extension MathMLWriter {
  /// The ink of a box as a path in a token, in the boxes' place on the baseline.
  func svg(
    _ box: MathBox, _ label: String?, _ place: Place, width: Double? = nil
  ) -> MathMLElement {
    let bounds = box.inkBounds
    let height = max(0, -bounds.minY)
    let depth = max(0, bounds.maxY)
    let width = width ?? bounds.maxX
    // In thousandths of the browser's em.
    let unit = 1000 / em(at: place.style.level)
    let path = box.outlines.mapped { $0 * unit }
    var picture = MathMLElement(
      "svg",
      [
        "width": MathMLElement.length(ems(width, place)),
        "height": MathMLElement.length(ems(height + depth, place)),
        "viewBox": [0, -height, width, height + depth].map {
          decimal($0 * unit, 0, leadingZero: true)
        }
        .joined(separator: " "),
        "overflow": "visible",
      ], [MathMLElement("path", ["d": pathData(path, decimals: 0), "fill": "currentColor"])])
    if let label {
      picture["role"] = "img"
      picture["aria-label"] = label
    } else {
      picture["aria-hidden"] = "true"
    }
    let token = MathMLElement("mtext", [:], [picture])
    guard depth > 1e-9 else { return token }
    return MathMLElement(
      "mpadded",
      [
        "voffset": MathMLElement.length(-ems(depth, place)),
        "height": MathMLElement.length(ems(height, place)),
        "depth": MathMLElement.length(ems(depth, place)),
      ], [token])
  }

  func setStyle(_ element: inout MathMLElement, _ name: String, _ rules: String) {
    switch styling {
    case .attributes: element["style"] = rules
    case .classes: element["class"] = name
    }
  }
}

extension MathBox {
  /// Glyphs of a box, with no measures of their own.
  init(_ glyphs: [Glyph], rules: [Rule] = []) {
    self.init(
      width: 0, height: 0, depth: 0, italicCorrection: 0, glyphs: glyphs, rules: rules)
  }

  /// The glyphs and rules moved by a vector, y down.
  func moved(by offset: Point) -> MathBox {
    MathBox(
      glyphs.map { glyph in
        var glyph = glyph
        glyph.origin = glyph.origin + offset
        return glyph
      },
      rules: rules.map { Rule(rect: $0.rect.moved(by: offset), source: $0.source) })
  }

  /// The box's glyphs by character: a grown one can have several pieces.
  var characters: [MathBox] {
    var characters: [[Glyph]] = []
    for glyph in glyphs {
      if glyph.text.isEmpty, !characters.isEmpty {
        characters[characters.count - 1].append(glyph)
      } else {
        characters.append([glyph])
      }
    }
    return characters.map { MathBox($0) }
  }

  /// The outlines of all ink, y down.
  var outlines: Path {
    var elements: [Path.Element] = []
    for glyph in glyphs {
      let scale = glyph.size / glyph.font.unitsPerEm
      elements +=
        glyph.font.outline(of: glyph.id).mapped {
          Point(glyph.origin.x + $0.x * scale, glyph.origin.y - $0.y * scale)
        }.elements
    }
    for rule in rules { elements += Path.rectangle(rule.rect).elements }
    return Path(elements)
  }
}
