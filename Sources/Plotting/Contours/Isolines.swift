public import Drawing

/// A line along which a sampled field has one value.
public struct Isoline: Hashable, Sendable {
  /// The index of its value among the levels.
  public var level: Int
  /// Its points in the field's coordinates; for a closed line the first is not repeated.
  ///
  /// Walking along it, with x to the right and y up, lower values lie to the left.
  public var points: [Point]
  /// Whether it comes back to its start; otherwise it begins and ends at the rim of the field.
  public var isClosed: Bool

  /// A line, or a part of one.
  public init(level: Int, points: [Point], isClosed: Bool) {
    (self.level, self.points, self.isClosed) = (level, points, isClosed)
  }
}

/// All isolines of a field at some levels, and the regions between them.
///
/// A value equal to a level counts as above it. Where two opposite corners of a cell are above a
/// level and the others below, the value at the saddle between them decides which are joined, or
/// the mean of the four. The points lie on the edges of the grid, interpolated once for each edge,
/// so that lines and regions share them exactly.
public struct Isolines: Sendable {
  /// The levels.
  public let levels: Levels
  /// The lines, by level; at each level first the open ones, then the closed.
  public let lines: [Isoline]
  /// The stretches of the field's rim between two lines.
  let rim: [RimStretch]
}

extension Isolines {
  /// Cuts a field at all levels in one sweep over its cells.
  ///
  /// - Parameters:
  ///   - field: The samples.
  ///   - levels: Where to cut.
  ///   - interpolation: How the field runs between nodes; values for which it is not defined, such
  ///     as negative ones for a logarithm, count as not known.
  ///   - saddle: The value at the saddle in a cell, given by the column and row of its lower left
  ///     node; nil where it is not known.
  ///   - linesOnly: Whether nothing will be asked about the regions between the lines.
  public init(
    of field: ScalarField, at levels: Levels, interpolation: Interpolation = .linear,
    linesOnly: Bool = false,
    saddle: ((_ column: Int, _ row: Int) -> Double?)? = nil
  ) {
    var sweep = IsolineSweep(
      field: field, levels: levels.values, interpolation: interpolation, saddle: saddle)
    sweep.run()
    let (lines, ends) = sweep.lines()
    let rim = linesOnly ? [] : Rim(field: field, sweep: sweep, ends: ends).stretches()
    self.init(levels: levels, lines: lines, rim: rim)
  }

  /// The same lines through better points, given by the line's index; the rim of the field stays, so
  /// that open lines must end on the edges on which they ended.
  public func refined(_ better: [[Point]]) -> Isolines {
    Isolines(
      levels: levels,
      lines: zip(lines, better).map { line, points in
        Isoline(level: line.level, points: points, isClosed: line.isClosed)
      },
      rim: rim)
  }

  /// The same lines with every point replaced by its image, as on a page.
  ///
  /// A map that mirrors the plane, such as one to y down, also swaps left and right.
  public func mapped(_ transform: (Point) -> Point) -> Isolines {
    Isolines(
      levels: levels,
      lines: lines.map {
        Isoline(level: $0.level, points: $0.points.map(transform), isClosed: $0.isClosed)
      },
      rim: rim.map {
        var stretch = $0
        stretch.points = $0.points.map(transform)
        return stretch
      })
  }
}
