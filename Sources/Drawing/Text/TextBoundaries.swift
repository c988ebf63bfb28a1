import CCairo

/// Where a line of text can or must end, by the line breaking algorithm of Unicode.
///
/// Pango's analysis (Unicode Standard Annex 14, tailored by language); it needs no font, so no
/// font configuration of the system is read.
package struct TextBoundaries: Hashable, Sendable {
  /// Whether a line can end before each Unicode scalar, and before the end of the text.
  package var canBreak: [Bool]
  /// Whether a line must end there, after a line feed for instance.
  package var mustBreak: [Bool]

  /// Analyses a paragraph.
  ///
  /// - Parameters:
  ///   - text: The paragraph.
  ///   - language: A tag such as `en` (BCP 47).
  package init(of text: String, language: String = "en") {
    let utf8 = Array(text.utf8)
    var attributes = [PangoLogAttr](
      repeating: PangoLogAttr(), count: text.unicodeScalars.count + 1)
    utf8.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        pango_get_log_attrs(
          $0.baseAddress, Int32($0.count), 0, pango_language_from_string(language), &attributes,
          Int32(attributes.count))
      }
    }
    canBreak = attributes.map { $0.is_line_break != 0 }
    mustBreak = attributes.map { $0.is_mandatory_break != 0 }
  }
}
