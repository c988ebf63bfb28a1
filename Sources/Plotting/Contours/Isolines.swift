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
}

/// All isolines of a field at some levels, and the regions between them.
///
/// A value equal to a level counts as above it. Where two opposite corners of a cell are above a
/// level and the others below, the mean of the four decides which are joined. The points lie on
/// the edges of the grid, interpolated once for each edge, so that lines and regions share them
/// exactly.
public struct Isolines: Sendable {
  /// The levels.
  public let levels: Levels
  /// The lines, by level; at each level first the open ones, then the closed.
  public let lines: [Isoline]
  /// The stretches of the field's rim between two lines.
  let rim: [RimStretch]

  /// Cuts a field at all levels in one sweep over its cells.
  ///
  /// - Parameters:
  ///   - field: The samples.
  ///   - levels: Where to cut.
  ///   - interpolation: How the field runs between nodes; values for which it is not defined, such
  ///     as negative ones for a logarithm, count as not known.
  public init(of field: ScalarField, at levels: Levels, interpolation: Interpolation = .linear) {
    var sweep = IsolineSweep(field: field, levels: levels.values, interpolation: interpolation)
    sweep.run()
    let (lines, ends) = sweep.lines()
    self.levels = levels
    self.lines = lines
    rim = Rim(field: field, sweep: sweep, ends: ends).stretches()
  }

  private init(levels: Levels, lines: [Isoline], rim: [RimStretch]) {
    self.levels = levels
    self.lines = lines
    self.rim = rim
  }

  /// The same lines with every point replaced by one nearer to its level, given by its index; the
  /// rim of the field stays.
  public func refined(_ better: (Point, Int) -> Point) -> Isolines {
    Isolines(
      levels: levels,
      lines: lines.map { line in
        Isoline(
          level: line.level, points: line.points.map { better($0, line.level) },
          isClosed: line.isClosed)
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
