public import Drawing

/// A table of values as cells of colour.
public struct HeatMap: Mark {
  /// Colour, lines, layer and name.
  public let style: MarkStyle
  private let rows: [[Double]]
  private let columns: Int
  /// The edges of columns and rows.
  private let x: [Double]
  private let y: [Double]
  private var names: (columns: [String], rows: [String]) = ([], [])
  private let colors: ColorScale
  private var numbers: Int?
}

extension HeatMap {
  /// Cells that fill a rectangle of data; the first row lies at the lower end.
  ///
  /// - Parameters:
  ///   - rows: The values, row by row; a cell whose value is not finite is hatched.
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
    let columns = rows.map(\.count).max() ?? 0
    self.init(
      style: MarkStyle(layer: layer, name: name), rows: rows, columns: columns,
      x: places(in: x, parts: columns), y: places(in: y, parts: rows.count), colors: colors,
      numbers: numbers)
  }

  /// Cells between edges of columns and rows, which may lie at any distances; what of them the scales
  /// cannot show is left out.
  public init(
    _ rows: [[Double]], xEdges x: [Double], yEdges y: [Double], _ colors: ColorScale,
    layer: String = "data", name: String = "cells"
  ) {
    self.init(
      style: MarkStyle(layer: layer, name: name), rows: Array(rows.prefix(max(0, y.count - 1))),
      columns: min(rows.map(\.count).max() ?? 0, max(0, x.count - 1)), x: x, y: y, colors: colors)
  }

  /// Cells over names, which the two scales show; the first row lies at the top.
  public init(
    _ rows: [[Double]], columns: [String], rows names: [String], _ colors: ColorScale,
    numbers: Int? = nil, layer: String = "data", name: String = "cells"
  ) {
    func edges(_ count: Int) -> [Double] { places(in: -0.5...Double(count) - 0.5, parts: count) }
    self.init(
      style: MarkStyle(layer: layer, name: name), rows: rows, columns: columns.count,
      x: edges(columns.count), y: edges(names.count), names: (columns, names), colors: colors,
      numbers: numbers)
  }

  /// The edges, and the names if there are some.
  public var extent: Extent {
    guard names.columns.isEmpty else {
      return Extent(x: Span(names: names.columns), y: Span(names: names.rows))
    }
    return Extent(x: x, y: y)
  }

  /// None: a colour bar says what colours mean.
  public var keys: [LegendKey] { [] }

  /// The cells and their numbers: many of equal size as one picture with a pixel for each, else those
  /// of one colour as one path.
  public func draw(in frame: PanelFrame) -> Drawn {
    guard columns > 0, !rows.isEmpty, let left = x.first, let low = y.first else { return Drawn() }
    let across = x.map { frame.point($0, low).x }
    let up = y.map { frame.point(left, $0).y }
    var drawn = Drawn()
    drawn.overhang = Drawn.ofAreas
    let ends = [across[0], across[columns]] + [up[0], up[rows.count]]
    if let all = Rect(around: [Point(ends[0], ends[2]), Point(ends[1], ends[3])]),
      ends.allSatisfy(\.isFinite)
    {
      drawn.guides.append(.region([all.corners], name: style.name))
      drawn.grounds.append(.motley([all.corners]))
      if hasGaps, let shown = all.shared(with: frame.rect) {
        // Lines below all cells, which hide them elsewhere.
        let lines = Hatching.rising.lines(over: shown, gap: 4)
        drawn.items.append(.path(lines, Style(stroke: frame.metrics.stroke(.note, .hair))))
      }
      if let picture = picture(across, up, all, frame) {
        drawn.items.append(picture)
        return drawn
      }
    }
    var paths: [Role: Path] = [:]
    var order: [Role] = []
    for (row, values) in rows.enumerated() where up[row].isFinite && up[row + 1].isFinite {
      let count = min(values.count, columns)
      func isShown(_ column: Int) -> Bool {
        values[column].isFinite && across[column].isFinite && across[column + 1].isFinite
      }
      var start = 0
      while start < count {
        guard isShown(start) else {
          start += 1
          continue
        }
        let role = shade(values[start])
        // Neighbours of one colour are one rectangle.
        var end = start + 1
        while numbers == nil, end < count, isShown(end), shade(values[end]) == role { end += 1 }
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
    return drawn
  }

  /// Whether a cell has no value.
  private var hasGaps: Bool {
    rows.contains { row in row.count < columns || row.contains { !$0.isFinite } }
  }

  /// Many cells that are of one size on the page, within the panel, as one picture.
  private func picture(
    _ across: [Double], _ up: [Double], _ box: Rect, _ frame: PanelFrame
  ) -> SceneItem? {
    func isEven(_ edges: [Double]) -> Bool {
      guard let first = edges.first, let last = edges.last else { return false }
      return edges.enumerated().allSatisfy {
        abs($0.element - first - (last - first) * Double($0.offset) / Double(edges.count - 1))
          < 0.01
      }
    }
    // Some programs smooth all pictures: cells that are seen one by one stay rectangles.
    guard columns * rows.count > 400, numbers == nil, box.width < 4 * Double(columns),
      box.height < 4 * Double(rows.count), isEven(across), isEven(up),
      frame.rect.inset(by: -0.01).contains(box)
    else { return nil }
    let theme = frame.metrics.theme
    var known: [Role: Color] = [:]
    let cells = rows.map { values -> [Color?] in
      let colors = (0..<columns).map { column -> Color? in
        guard column < values.count, values[column].isFinite else { return nil }
        let role = shade(values[column])
        if let color = known[role] { return color }
        known[role] = theme.color(role)
        return known[role]
      }
      return across[0] < across[columns] ? colors : colors.reversed()
    }
    // On the page rows go down.
    let isUpward = up[0] > up[rows.count]
    return PictureFile(cells: isUpward ? cells.reversed() : cells).map { .picture($0, box) }
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
