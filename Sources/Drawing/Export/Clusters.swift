internal import CCairo

extension GlyphRun {
  /// The text as readers copy and search it, and its clusters in order: one for each glyph that stands
  /// for characters, with glyphs behind it that stand for none; and one for each formula that holds a
  /// space.
  ///
  /// Readers take the space that TeX sets around a relation for the end of a word. `α = 1` is one
  /// word: its glyphs are one cluster, read with spaces where they are seen.
  var clustered: (text: String, clusters: [cairo_text_cluster_t]) {
    var text = ""
    var clusters: [cairo_text_cluster_t] = []
    clusters.reserveCapacity(glyphs.count)
    func append(_ part: String, glyphs: Int) {
      text += part
      clusters.append(
        cairo_text_cluster_t(num_bytes: Int32(part.utf8.count), num_glyphs: Int32(glyphs)))
    }
    var index = glyphs.startIndex
    while index < glyphs.endIndex {
      let (end, isSpaced) = endOfFormula(from: index)
      if isSpaced {
        append(spacedText(of: glyphs[index..<end]), glyphs: end - index)
      } else {
        for glyph in glyphs[index..<end] {
          if glyph.text.isEmpty, !clusters.isEmpty {
            clusters[clusters.count - 1].num_glyphs += 1
          } else {
            // A search for words types no other space.
            append(glyph.text == "\u{A0}" ? " " : glyph.text, glyphs: 1)
          }
        }
      }
      index = end
    }
    return (text, clusters)
  }

  /// Whether no glyph has ink.
  var isBlank: Bool {
    glyphs.allSatisfy { glyph in
      // Signs of ASCII have ink, which saves asking the font for nearly all of them.
      if glyph.text.utf8.count == 1, let byte = glyph.text.utf8.first, byte > 0x20 { return false }
      let box = font.inkBox(of: glyph.id)
      return box.width == 0 && box.height == 0
    }
  }

  /// The index after the glyphs on one line without a word space or a wide gap, and whether readers
  /// see a space between them.
  private func endOfFormula(from start: Int) -> (end: Int, isSpaced: Bool) {
    var end = start + 1
    guard !glyphs[start].text.isEmpty, !glyphs[start].isSpace else { return (end, false) }
    var isSpaced = false
    while end < glyphs.endIndex, !glyphs[end].isSpace,
      glyphs[end].offset.y == glyphs[start].offset.y
    {
      let gap = gap(before: end)
      guard gap < 0.9 else { break }
      if gap > GlyphRun.leastSpace { isSpaced = true }
      end += 1
    }
    return (end, isSpaced)
  }

  /// The least white that readers take for a space, in ems.
  private static let leastSpace = 0.1

  /// The text with spaces where readers see them.
  private func spacedText(of part: ArraySlice<Glyph>) -> String {
    var text = ""
    for index in part.indices {
      if index > part.startIndex, gap(before: index) > GlyphRun.leastSpace { text += " " }
      text += glyphs[index].text
    }
    return text
  }

  /// The white before a glyph, in ems.
  private func gap(before index: Int) -> Double {
    let previous = glyphs[index - 1]
    let advance = font.advance(of: previous.id) * size / font.unitsPerEm
    return (glyphs[index].offset.x - previous.offset.x - advance) / size
  }
}

extension GlyphRun.Glyph {
  fileprivate var isSpace: Bool {
    // Most glyphs are letters or the space, which their first byte tells.
    guard let first = text.utf8.first, !(0x21...0x7E).contains(first) else { return false }
    return first == 0x20 && text.utf8.count == 1 || text.allSatisfy(\.isWhitespace)
  }
}
