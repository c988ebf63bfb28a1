public import Drawing

/// A dot at a datum with its name beside it, in one colour.
public struct Spot: Mark {
  /// Colour, lines, layer and name.
  public var style: MarkStyle { dots.style }
  private let dots: Dots
  private let label: Label

  /// A dot with its name.
  ///
  /// - Parameters:
  ///   - text: The words, with formulas between dollar signs.
  ///   - place: The datum (x, y), finite; outside of the panel neither is drawn.
  ///   - sides: The sides of the place to try, best first.
  ///   - shape: The shape of the dot.
  ///   - role: What the colour stands for.
  ///   - diameter: The size on paper, in points.
  ///   - layer: The layer, which a figure's steps reveal.
  ///   - name: What errors and obstacles call it.
  public init(
    _ text: String, at place: Point, _ sides: LabelRequest.Placement...,
    shape: Dots.Shape = .filled, role: Role = .ink,
    diameter: Double = 4.8, layer: String = "data", name: String = "dot"
  ) {
    dots = Dots([place], shape, role, diameter: diameter, layer: layer, name: name)
    label = Label(text, at: .datum(place), sides, size: .label, role: role, layer: layer)
  }

  /// The datum.
  public var extent: Extent { dots.extent }

  /// One dot.
  public var keys: [LegendKey] { dots.keys }

  /// The dot, and words that want a place beside it.
  ///
  /// - Throws: `MarkError.notFinite` for a datum that is not finite.
  public func draw(in frame: PanelFrame) throws -> Drawn {
    var drawn = try dots.draw(in: frame)
    drawn.labels = try label.draw(in: frame).labels
    return drawn
  }
}
