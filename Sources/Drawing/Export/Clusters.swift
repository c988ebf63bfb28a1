/// Glyphs that stand for a text together: what readers of a PDF copy and search.
struct Cluster: Hashable {
  /// What is read for the glyphs.
  var text: String
  /// How many glyphs there are.
  var count: Int
}

extension GlyphRun {
  /// The clusters in order: one for each glyph that stands for characters, with glyphs behind it
  /// that stand for none; and one for each formula that holds a space.
  ///
  /// Readers take the space that TeX sets around a relation for the end of a word. `α = 1` is one
  /// word: its glyphs are one cluster, read with spaces where they are seen.
  var clusters: [Cluster] {
    var clusters: [Cluster] = []
    var index = glyphs.startIndex
    while index < glyphs.endIndex {
      let end = endOfFormula(from: index)
      if let text = end.flatMap({ spacedText(of: glyphs[index..<$0]) }), let end {
        clusters.append(Cluster(text: text, count: end - index))
        index = end
        continue
      }
      // Glyphs up to the same end hold no space between them.
      for glyph in glyphs[index..<(end ?? index + 1)] {
        if glyph.text.isEmpty, !clusters.isEmpty {
          clusters[clusters.count - 1].count += 1
        } else {
          clusters.append(Cluster(text: glyph.text, count: 1))
        }
      }
      index = end ?? index + 1
    }
    return clusters
  }

  /// The index after the glyphs on one line without a word space or a wide gap; nil for none.
  private func endOfFormula(from start: Int) -> Int? {
    guard !glyphs[start].text.isEmpty, !glyphs[start].isSpace else { return nil }
    var end = start + 1
    while end < glyphs.endIndex, !glyphs[end].isSpace,
      glyphs[end].offset.y == glyphs[start].offset.y, gap(before: end) < 0.9
    {
      end += 1
    }
    return end
  }

  /// The text with spaces where readers see them; nil where there are none.
  private func spacedText(of part: ArraySlice<Glyph>) -> String? {
    var text = ""
    var isSpaced = false
    for index in part.indices {
      if index > part.startIndex, gap(before: index) > 0.1 {
        isSpaced = true
        text += " "
      }
      text += glyphs[index].text
    }
    return isSpaced ? text : nil
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
    // Most glyphs are letters, which their first byte tells.
    guard let first = text.utf8.first, !(0x21...0x7E).contains(first) else { return false }
    return text.allSatisfy(\.isWhitespace)
  }
}
