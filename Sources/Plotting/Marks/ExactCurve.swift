public import Drawing

/// A curve known by a formula: its point and its derivative at each parameter, in data units.
public struct ParametricCurve: Sendable {
  /// The parameters from the start to the end of the curve; the first may be the larger.
  public let start: Double
  /// The last parameter.
  public let end: Double
  /// The point and the derivative with respect to the parameter.
  public let at: @Sendable (Double) -> (Point, Point)

  /// A curve over a range of its parameter.
  public init(
    from start: Double, to end: Double, _ at: @escaping @Sendable (Double) -> (Point, Point)
  ) {
    self.start = start
    self.end = end
    self.at = at
  }

  /// Points along the curve on the page, near enough to tell what words would cover.
  var samples: [Point] {
    (0...40).map { at(start + (end - start) * Double($0) / 40).0 }
  }

  /// The curve on the page as cubic arcs within 0.01 pt; the panel's scales are linear.
  func path(in frame: PanelFrame) -> Path {
    let origin = frame.point(0, 0)
    let low = min(start, end)
    let at = at
    // A curve traced backwards runs along its parameter with the sign changed.
    let backwards = start > end
    let shift = start + end
    return Path(
      curve: { t in
        let (point, derivative) = at(backwards ? shift - t : t)
        let along = backwards ? derivative * -1 : derivative
        return (frame.point(point), frame.point(along) - origin)
      }, over: low...max(start, end), tolerance: 0.01)
  }
}

/// Curves drawn from their formulas, as one stroke style.
public struct ExactCurves: Mark {
  /// Colour, lines, layer and name.
  public let style: MarkStyle
  private let curves: [ParametricCurve]

  /// Curves given by formulas that lie inside the panel.
  public init(
    _ curves: [ParametricCurve], _ role: Role, _ weight: Weight, _ dash: Dash = .solid,
    layer: String = "data", name: String = "curve"
  ) {
    style = MarkStyle(role, weight, dash, layer: layer, name: name)
    self.curves = curves
  }

  /// Points along the curves.
  public var extent: Extent {
    Extent(curves.flatMap(\.samples))
  }

  /// The curves; strong ones are obstacles.
  public func draw(in frame: PanelFrame) -> Drawn {
    let stroke = stroke(in: frame)
    var path = Path()
    var drawn = Drawn()
    for curve in curves {
      path.elements += curve.path(in: frame).elements
      drawn.keepWords(off: curve.samples.map(frame.point), style.weight, stroke, name: style.name)
    }
    drawn.items = [.path(path, Style(stroke: stroke))]
    return drawn
  }
}
