/// How the places of a drawing on the page are read as data.
public struct PanelReading: Hashable, Sendable {
  /// One side of a drawing.
  public struct Side: Hashable, Sendable {
    /// How equal steps along the side change the data.
    public enum Kind: Hashable, Sendable {
      /// By equal differences.
      case linear
      /// By equal ratios.
      case log
      /// Nearly linearly up to the given size, by equal ratios beyond.
      case symlog(Double)
      /// By names, the first at 0, the next at 1.
      case names([String])
      /// In days since the first of January 1970.
      case date
    }

    /// What is read, with formulas between dollar signs; empty where the picture does not say.
    public var name: String
    /// How data are spread.
    public var kind: Kind
    /// The datum at the left or lower end.
    public var start: Double
    /// The datum at the right or upper end.
    public var end: Double

    /// A side from its parts.
    public init(name: String, kind: Kind, start: Double, end: Double) {
      (self.name, self.kind, self.start, self.end) = (name, kind, start, end)
    }
  }

  /// The drawing's place on the page, in points.
  public var rect: Rect
  /// From the left to the right.
  public var x: Side
  /// From below to above.
  public var y: Side

  /// A reading from its parts.
  public init(rect: Rect, x: Side, y: Side) { (self.rect, self.x, self.y) = (rect, x, y) }
}
