extension Path {
  /// Cubic Bézier curves along a curve given by a formula and its derivative.
  ///
  /// Each cubic has the curve's points and derivatives at its ends (Hermite interpolation); a
  /// stretch is halved until the cubic is within the tolerance of the curve, measured across the
  /// curve at five inner parameters.
  ///
  /// - Parameters:
  ///   - curve: The point and the derivative by the parameter. Both must be finite on the whole
  ///     range; a stretch on which they are not is left out, and the path begins anew after it.
  ///   - range: The parameters.
  ///   - tolerance: The greatest distance, above 0, in the unit of the points.
  public init(
    curve: (Double) -> (Point, Point), over range: ClosedRange<Double>, tolerance: Double
  ) {
    precondition(tolerance > 0, "a tolerance is a positive length")
    var elements: [Path.Element] = []
    /// A place on the curve.
    struct Place {
      var parameter: Double
      var point: Point
      var slope: Point
      var isFinite: Bool { point.isFinite && slope.isFinite }
    }
    func place(_ parameter: Double) -> Place {
      let (point, slope) = curve(parameter)
      return Place(parameter: parameter, point: point, slope: slope)
    }
    func isNear(_ cubic: Cubic, _ from: Place, _ to: Place) -> Bool {
      for sixth in 1...5 {
        let t = Double(sixth) / 6
        let truth = place(from.parameter + (to.parameter - from.parameter) * t)
        let off = cubic.at(t) - truth.point
        // A shift along the curve moves no ink.
        let speed = truth.slope.length
        let across = speed > 0 ? abs(off.cross(truth.slope)) / speed : off.length
        if !(across <= tolerance) { return false }
      }
      return true
    }
    func add(_ from: Place, _ to: Place, depth: Int) {
      if from.isFinite, to.isFinite, depth >= 1 {
        let third = (to.parameter - from.parameter) / 3
        let cubic = Cubic(
          a: from.point, b: from.point + from.slope * third, c: to.point - to.slope * third,
          d: to.point)
        if isNear(cubic, from, to) || depth == 20 {
          if elements.isEmpty || elements.last?.end != from.point {
            elements.append(.move(from.point))
          }
          elements.append(.curve(cubic.b, cubic.c, cubic.d))
          return
        }
      }
      guard depth < 20 else { return }
      let middle = place((from.parameter + to.parameter) / 2)
      add(from, middle, depth: depth + 1)
      add(middle, to, depth: depth + 1)
    }
    add(place(range.lowerBound), place(range.upperBound), depth: 0)
    self.init(elements)
  }
}

extension Point {
  /// Whether both coordinates are numbers.
  public var isFinite: Bool { x.isFinite && y.isFinite }
}

extension Path.Element {
  /// Where the step ends; nil for a closing line.
  var end: Point? {
    switch self {
    case .move(let p), .line(let p), .curve(_, _, let p): p
    case .close: nil
    }
  }
}
