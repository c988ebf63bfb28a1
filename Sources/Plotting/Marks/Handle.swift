public import Drawing

/// The place of a parameter in a panel, such as the start of a run: nothing that is drawn, but where
/// readers of a page with a slider over the parameter can take hold of it.
public struct Handle: Mark {
  /// The layer of axes, which is there at every step.
  public let style = MarkStyle(layer: "axes", name: "handle")
  private let parameter: String
  private let place: Point

  /// A handle of a parameter, by its name, at a place in data units.
  public init(of parameter: String, at place: Point) {
    (self.parameter, self.place) = (parameter, place)
  }

  /// Nothing for a legend.
  public var keys: [LegendKey] { [] }

  /// The place on the page.
  ///
  /// - Throws: `MarkError.notFinite` for a place that is not finite.
  public func draw(in frame: PanelFrame) throws -> Drawn {
    try check([place])
    var drawn = Drawn()
    drawn.handles = [SceneHandle(of: parameter, at: frame.point(place))]
    return drawn
  }
}
