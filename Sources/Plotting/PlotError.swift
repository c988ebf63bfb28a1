/// What keeps a figure from being laid out.
///
/// Every case says where, what and what to do.
public enum PlotError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A scale without an extent.
  case domain(String)
  /// A panel one of whose scales cannot show its data.
  case scale(figure: String, panel: String, reason: String)
  /// A panel with no room left for its drawing.
  case noRoom(figure: String, panel: String)
  /// A datum that is not finite.
  case notFinite(figure: String, panel: String, mark: String)
  /// A formula or character in a label that cannot be set.
  case label(figure: String, panel: String, label: String, reason: String)

  /// One line that names the place and the remedy.
  public var description: String {
    switch self {
    case .domain(let words): "a scale cannot run \(words); give two different finite ends"
    case .scale(let figure, let panel, let reason):
      "figure '\(figure)', panel '\(panel)': \(reason)"
    case .noRoom(let figure, let panel):
      "figure '\(figure)', panel '\(panel)': no room is left beside ticks and labels; "
        + "choose a larger size"
    case .notFinite(let figure, let panel, let mark):
      "figure '\(figure)', panel '\(panel)': the data of '\(mark)' are not finite; "
        + "check the parameters"
    case .label(let figure, let panel, let label, let reason):
      "figure '\(figure)', panel '\(panel)': the label '\(label)' cannot be set: \(reason)"
    }
  }
}
