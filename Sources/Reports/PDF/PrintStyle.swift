import Typesetting

/// How the parts of a printed text look.
struct PrintStyle {
  /// Plain paragraphs.
  var paragraph: ParagraphStyle
  /// Headings, from the highest level; deeper ones look like the last.
  var headings: [ParagraphStyle]
  /// Code.
  var code: ParagraphStyle
  /// The space above and below paragraphs.
  var paragraphSpace: Double
  /// How far lists are set in.
  var inset = 20.0

  /// The text of a page: justified, with bold headings to the left.
  init(size: Double) {
    paragraph = ParagraphStyle(size: size, leading: 13.8 / 10.5 * size)
    headings = [1.6, 1.25, 1.05].map { scale in
      ParagraphStyle(
        size: scale * size, leading: 1.25 * scale * size, alignment: .left, hyphenates: false,
        face: .bold)
    }
    code = ParagraphStyle(
      size: 0.9 * size, leading: 1.2 * size, alignment: .left, hyphenates: false, face: .mono)
    paragraphSpace = 5.5
  }

  /// Notes at the foot of a page of this text.
  var notes: PrintStyle {
    var notes = PrintStyle(size: 0.8 * paragraph.size)
    notes.paragraph.leading = paragraph.size
    notes.paragraphSpace = 2
    notes.inset = 14
    return notes
  }

  /// Smaller text beside the thread, such as a caption.
  func small(_ size: Double) -> ParagraphStyle {
    var small = paragraph
    (small.size, small.leading) = (size, 11.5 / 9 * size)
    return small
  }
}
