public import Drawing

/// A table of values as cells of colour.
public struct HeatMap: Mark {
  /// Colour, lines, layer and name.
  public let style: MarkStyle
  private let rows: [[Double]]
  private let columns: Int
  private let x: ClosedRange<Double>
  private let y: ClosedRange<Double>
  private let names: (columns: [String], rows: [String])
  private let colors: ColorScale
  private let numbers: Int?

  /// Cells that fill a rectangle of data; the first row lies at the lower end.
  ///
  /// - Parameters:
  ///   - rows: The values, row by row; a cell whose value is not finite stays empty.
  ///   - x: Where the outer edges of the first and the last column lie.
  ///   - y: Where those of the first and the last row lie.
  ///   - colors: The colours of values.
  ///   - numbers: The decimals of numbers in the cells; nil for none.
  ///   - layer: The layer, which a figure's steps reveal.
  ///   - name: What errors and obstacles call it.
  public init(
    _ rows: [[Double]], x: ClosedRange<Double>, y: ClosedRange<Double>, _ colors: ColorScale,
    numbers: Int? = nil, layer: String = "data", name: String = "cells"
  ) {
    style = MarkStyle(layer: layer, name: name)
    self.rows = rows
    columns = rows.map(\.count).max() ?? 0
    (self.x, self.y) = (x, y)
    names = ([], [])
    self.colors = colors
    self.numbers = numbers
  }

  /// Cells over names, which the two scales show; the first row lies at the top.
  public init(
    _ rows: [[Double]], columns: [String], rows names: [String], _ colors: ColorScale,
    numbers: Int? = nil, layer: String = "data", name: String = "cells"
  ) {
    style = MarkStyle(layer: layer, name: name)
    self.rows = rows
    self.columns = columns.count
    (x, y) = (-0.5...Double(columns.count) - 0.5, -0.5...Double(names.count) - 0.5)
    self.names = (columns, names)
    self.colors = colors
    self.numbers = numbers
  }

  /// The edges, and the names if there are some.
  public var extent: Extent {
    guard names.columns.isEmpty else {
      return Extent(x: Span(names: names.columns), y: Span(names: names.rows))
    }
    return Extent(x: [x.lowerBound, x.upperBound], y: [y.lowerBound, y.upperBound])
  }

  /// None: a colour bar says what colours mean.
  public var keys: [LegendKey] { [] }

  /// The cells, those of one colour as one path, and their numbers.
  ///
  /// - Throws: `MarkError.notFinite` for edges that the scales cannot show.
  public func draw(in frame: PanelFrame) throws -> Drawn {
    func edges(_ range: ClosedRange<Double>, _ count: Int) -> [Double] {
      (0...max(1, count)).map {
        (range.lowerBound * Double(count - $0) + range.upperBound * Double($0)) / Double(count)
      }
    }
    guard columns > 0, !rows.isEmpty else { return Drawn() }
    let across = edges(x, columns).map { frame.point($0, y.lowerBound).x }
    let up = edges(y, rows.count).map { frame.point(x.lowerBound, $0).y }
    try check(across.map { Point($0, 0) } + up.map { Point(0, $0) })
    var paths: [Role: Path] = [:]
    var order: [Role] = []
    var drawn = Drawn()
    for (row, values) in rows.enumerated() {
      var start = 0
      while start < values.count {
        guard values[start].isFinite else {
          start += 1
          continue
        }
        let role = shade(values[start])
        // Neighbours of one colour are one rectangle.
        var end = start + 1
        while numbers == nil, end < values.count, values[end].isFinite, shade(values[end]) == role {
          end += 1
        }
        if let box = Rect(around: [
          Point(across[start], up[row]), Point(across[end], up[row + 1]),
        ]) {
          if paths[role] == nil { order.append(role) }
          // A hair of overlap: no seam shows between two cells.
          paths[role, default: Path()].elements += Path.rectangle(box.inset(by: -0.2)).elements
          if let numbers { drawn.labels.append(label(values[start], numbers, role, box, frame)) }
        }
        start = end
      }
    }
    // The lightest last: what overlaps is seen least.
    for role in order.sorted(by: { ($0.place ?? 0) < ($1.place ?? 0) }) {
      guard let path = paths[role] else { continue }
      drawn.items.append(.path(path, Style(fill: frame.metrics.theme.color(role))))
    }
    if let all = Rect(around: [Point(across[0], up[0]), Point(across[columns], up[rows.count])]) {
      drawn.guides.append(.region([all.corners], name: style.name))
      drawn.grounds.append(.motley([all.corners]))
    }
    return drawn
  }

  /// One of 128 shades: more are not told apart, and files stay small.
  private func shade(_ value: Double) -> Role {
    let role = colors.role(value)
    return Role(role.name, at: ((role.place ?? 0) * 127).rounded() / 127)
  }

  private func label(
    _ value: Double, _ decimals: Int, _ cell: Role, _ box: Rect, _ frame: PanelFrame
  ) -> LabelRequest {
    let theme = frame.metrics.theme
    let color = theme.color(cell)
    let contrasts = [Role.ink, .ground].map { theme.color($0).contrast(with: color) }
    var request = LabelRequest(
      text: frame.metrics.spoken(Tick.number(value, decimals)), anchor: box.center,
      candidates: [.center], size: .tick,
      role: contrasts[0] >= contrasts[1] ? .ink : .ground, layer: layer, in: frame,
      isFixed: true, isOnPatch: true)
    request.widest = box.width
    return request
  }
}

/// A picture from a file over a rectangle of data.
public struct Picture: Mark {
  /// Colour, lines, layer and name.
  public let style: MarkStyle
  private let file: PictureFile
  private let x: ClosedRange<Double>
  private let y: ClosedRange<Double>

  /// A picture whose corners lie at data.
  public init(
    _ file: PictureFile, x: ClosedRange<Double>, y: ClosedRange<Double>, layer: String = "data",
    name: String = "picture"
  ) {
    style = MarkStyle(layer: layer, name: name)
    self.file = file
    (self.x, self.y) = (x, y)
  }

  /// The corners.
  public var extent: Extent {
    Extent(x: [x.lowerBound, x.upperBound], y: [y.lowerBound, y.upperBound])
  }

  /// The picture, which words keep off.
  ///
  /// - Throws: `MarkError.notFinite` for corners that the scales cannot show.
  public func draw(in frame: PanelFrame) throws -> Drawn {
    let corners = [
      frame.point(x.lowerBound, y.lowerBound), frame.point(x.upperBound, y.upperBound),
    ]
    try check(corners)
    guard let box = Rect(around: corners) else { return Drawn() }
    return Drawn(items: [.picture(file, box)], obstacles: [.box(box, name: style.name)])
  }
}
