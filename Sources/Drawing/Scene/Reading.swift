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

  /// The values of the function that the drawing shows; nil for one that shows none.
  public var landscape: Landscape?

  /// A function of both sides, at nodes with equal steps on the page.
  public struct Landscape: Hashable, Sendable {
    /// What the values are of, with formulas between dollar signs.
    public var name: String
    /// The values in units, square many, row by row from below to above, each from the left to the
    /// right; the outermost nodes lie one step outside of the drawing.
    public var values: [Int]
    /// The unit of the values.
    public var unit: Double
    /// How far cubic interpolation between the values was found to be from the function, at most.
    public var error: Double

    /// A landscape from its parts.
    public init(name: String, values: [Int], unit: Double, error: Double) {
      (self.name, self.values, self.unit, self.error) = (name, values, unit, error)
    }
  }

  /// A reading from its parts.
  public init(rect: Rect, x: Side, y: Side) { (self.rect, self.x, self.y) = (rect, x, y) }
}

/// A place of a drawing that a parameter moves: where pages let readers take hold of it.
public struct SceneHandle: Hashable, Sendable {
  /// The parameter's name.
  public var parameter: String
  /// The place on the page, in points.
  public var place: Point

  /// A handle of a parameter at a place.
  public init(of parameter: String, at place: Point) {
    (self.parameter, self.place) = (parameter, place)
  }
}
