import Drawing

/// The level sets of a function of two variables: lines, or bands between them, over the whole
/// panel.
public struct Contours: Mark {
  /// How a level set is shown.
  public enum Form: Hashable, Sendable {
    /// Lines.
    case lines
    /// Bands that darken with the value, and lines between them.
    case bands
  }

  /// Colour, lines, layer and name.
  public let style: MarkStyle
  private let function: @Sendable (Double, Double) -> Double
  private let levels: Levels
  private let interpolation: Interpolation
  private let form: Form

  /// The level sets of a function.
  ///
  /// - Parameters:
  ///   - function: The value at (x, y) in data units; where it is not finite nothing is drawn.
  ///   - levels: The values at which the sets lie.
  ///   - interpolation: How the function runs between the nodes at which it is sampled:
  ///     `.squareRoot` for what grows like a square from 0.
  ///   - form: Lines, or filled bands between them.
  ///   - role: What the colour of the lines stands for.
  ///   - weight: The width of the lines, by what they are for.
  ///   - layer: The layer, which a figure's steps reveal.
  ///   - name: What errors and obstacles call it.
  public init(
    of function: @escaping @Sendable (Double, Double) -> Double, at levels: Levels,
    interpolation: Interpolation = .linear, form: Form = .lines, _ role: Role = .rule,
    _ weight: Weight = .level, layer: String, name: String
  ) {
    self.function = function
    self.levels = levels
    self.interpolation = interpolation
    self.form = form
    style = MarkStyle(role, weight, layer: layer, name: name)
  }

  /// A node to every 1.5 pt of the panel; lines are cubic arcs within 0.04 pt of the chords.
  ///
  /// - Throws: `MarkError.notFinite` for data that are not finite.
  public func draw(in frame: PanelFrame) throws -> Drawn {
    let (columns, rows) = (nodes(frame.rect.width), nodes(frame.rect.height))
    // Nodes lie at equal steps of the page, so that a log scale is sampled as well as it is seen.
    let field = try ScalarField(
      x: 0...1, columns: columns, y: 0...1, rows: rows
    ) { function(frame.x.value(at: $0), frame.y.value(at: $1)) }
    let isolines = Isolines(of: field, at: levels, interpolation: interpolation).mapped {
      Point(
        frame.rect.minX + $0.x * frame.rect.width, frame.rect.maxY - $0.y * frame.rect.height)
    }
    let paths = isolines.lines.map {
      Path(fitting: $0.points, tolerance: 0.04, closed: $0.isClosed)
    }
    var drawn = Drawn()
    if form == .bands {
      let count = Double(max(1, levels.values.count - 1))
      // Each region lies on the one below: no seam shows between two bands.
      for index in levels.values.indices {
        let path = isolines.path(of: isolines.region(from: index), lines: paths)
        guard !path.elements.isEmpty else { continue }
        let color = frame.metrics.theme.color(.band(Double(index) / count))
        drawn.items.append(.path(path, Style(fill: color, evenOdd: true)))
      }
    }
    let lines = Path(paths.flatMap(\.elements))
    guard !lines.elements.isEmpty else { return drawn }
    let stroke = stroke(in: frame)
    drawn.items.append(.path(lines, Style(stroke: stroke)))
    guard style.weight.keepsWordsOff else { return drawn }
    let reach = stroke.width / 2 + 1
    drawn.obstacles = isolines.lines.map {
      .stroke(simplified($0.points, tolerance: 0.5), reach: reach, name: style.name)
    }
    return drawn
  }

  private func nodes(_ length: Double) -> Int { min(600, max(24, Int(length / 1.5))) }
}
