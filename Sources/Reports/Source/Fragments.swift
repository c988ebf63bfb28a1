/// What the source format adds to Markdown, taken out of a text before Markdown is read.
package struct Fragment: Hashable, Sendable {
  /// A number that is computed when the document is made, as in `{{figure.name 3}}`.
  package struct Number: Hashable, Sendable {
    /// The figure or data set, then the name, separated by the first dot.
    package var path: String
    /// How many digits: `3` significant ones, or `.2` after the point; empty for the default.
    package var format: String
  }

  /// A picture by its figure's id, as in `![](figure:potential alphas=0.1)`.
  package struct Picture: Hashable, Sendable {
    package var id: String
    package var settings: [(name: String, value: String)]
    /// The source of a caption in place of the figure's own; empty for its own.
    package var caption: String
    package var attributes: Attributes

    package static func == (a: Picture, b: Picture) -> Bool {
      a.id == b.id && a.caption == b.caption && a.attributes == b.attributes
        && a.settings.elementsEqual(b.settings, by: ==)
    }

    package func hash(into hasher: inout Hasher) {
      hasher.combine(id)
      hasher.combine(caption)
    }
  }

  package enum Kind: Hashable, Sendable {
    /// A formula in a line.
    case formula(String)
    /// A formula on lines of its own, with its attributes.
    case display(String, Attributes)
    case number(Number)
    /// Keys of a bibliography, as in `[@pesme2021]`.
    case citation([String])
    case picture(Picture)
    /// The name of a heading, as in `## Title {#sec-flow}`.
    case anchor(String)
    /// The beginning of a block, as in `:::question points=3`.
    case opening(String, Attributes)
    /// The end of a block.
    case closing
  }

  package var kind: Kind
  /// The line it begins in, from 1.
  package var line: Int
  /// Its characters in the source.
  package var source: String

  /// The two characters around a fragment's number in the text that Markdown reads.
  package static let open: Unicode.Scalar = "\u{E000}"
  package static let close: Unicode.Scalar = "\u{E001}"
}

/// A source with its fragments taken out.
package struct ProtectedSource {
  /// Markdown, with a mark for each fragment.
  package var text: String
  package var fragments: [Fragment]
  /// The line of the source for each line of the text, both from 1; index 0 is line 1.
  package var lines: [Int]
  /// What to say where a text shows a label that is not defined, by the label.
  var unknownLabels: [String: LineError] = [:]
  /// Whether blocks were left out.
  var leavesOut = false

  /// The line of the source that a line of the text comes from.
  package func sourceLine(_ line: Int) -> Int {
    lines.isEmpty ? 1 : lines[min(max(line, 1), lines.count) - 1]
  }
}
