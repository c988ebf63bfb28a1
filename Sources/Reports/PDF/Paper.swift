/// The paper of a printed document.
public enum Paper: String, CaseIterable, Hashable, Sendable {
  /// 210 x 297 mm.
  case a4
  /// 8.5 x 11 in.
  case letter

  /// The size, in points.
  package var size: (width: Double, height: Double) {
    switch self {
    case .a4: (595.28, 841.89)
    case .letter: (612, 792)
    }
  }
}

/// The measures of a printed page, in points.
package struct PageMeasures {
  package var width: Double
  package var height: Double
  /// The left end of lines.
  package var left: Double
  /// The length of lines: about 80 letters.
  package var textWidth = 440.0
  /// Where text begins.
  package var top = 72.0
  /// Where text and notes end.
  package var bottom: Double
  /// The size of text.
  package var size = 10.5

  /// The height of text and notes.
  package var textHeight: Double { bottom - top }

  package init(_ paper: Paper) {
    (width, height) = paper.size
    left = (width - textWidth) / 2
    bottom = height - 66
  }
}
