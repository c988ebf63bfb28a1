import Drawing
import Records

/// Words that were left out of a picture, which has no room for them.
public struct LeftOut: Hashable, Sendable, CustomStringConvertible {
  /// The figure.
  public let figure: String
  /// The panel.
  public let panel: String
  /// The words, with formulas read out.
  public let label: String

  /// How many names of an axis are left out, of which the label is the first, and how many it has; nil for
  /// a label alone.
  public let names: Names?

  /// Whether what the words name lies outside of the panel's axes, where no size has room for them.
  public let isOutside: Bool

  /// Names of an axis that are left out.
  public struct Names: Hashable, Sendable {
    /// The first that is left out.
    public let first: String
    /// How many are left out.
    public let count: Int
    /// How many the axis has.
    public let all: Int
  }

  package init(
    figure: String, panel: String, label: String, names: Names? = nil,
    isOutside: Bool = false
  ) {
    self.figure = figure
    self.panel = panel
    self.label = label
    self.names = names
    self.isOutside = isOutside
  }

  private var what: String {
    guard let names else { return "the label '\(label)'" }
    return "\(names.count) of the \(names.all) names below the axis, such as '\(label)',"
  }

  private func verb(_ one: String, _ more: String) -> String { names?.count ?? 1 == 1 ? one : more }

  private static let outside =
    "stands outside of the axes and is left out; give it another place, or wider axes"

  /// One line that says what is missing and what to do.
  public var description: String {
    if isOutside { return "figure '\(figure)', panel '\(panel)': \(what) \(Self.outside)" }
    return
      "figure '\(figure)', panel '\(panel)': \(what) \(verb("finds", "find")) no room and "
      + "\(verb("is", "are")) left out; a larger size has more"
  }

  /// The same for a figure of the user's, by the place at which the words stand in its source, with
  /// the size that has no room for them.
  public func told(at place: String, size: SizeClass) -> String {
    // Panels of a sketch are called by their numbers, those that are shown within by names behind.
    let parts = panel.split(separator: "-")
    let number = parts.count > 1 && parts[0] == "panel" ? " of panel \(parts[1])" : ""
    if isOutside { return "\(place): \(what)\(number) \(Self.outside)" }
    let sized =
      switch size {
      case .column, .text, .slide: "size \(size)"
      case .custom(let own): "\(brief(own.width)) x \(brief(own.height)) pt"
      }
    return
      "\(place): \(what)\(number) \(verb("finds", "find")) no room at \(sized) and "
      + "\(verb("is", "are")) left out; a larger "
      + (names == nil ? "size or another place has more" : "size, or shorter names, have more")
  }

  private func brief(_ length: Double) -> String { Numeral(length).trimmed.plain }
}
