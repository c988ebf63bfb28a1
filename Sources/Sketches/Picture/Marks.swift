import Drawing
import Plotting
import Records

/// Level lines, with bands between them.
struct LevelSets: Mark {
  let style: MarkStyle
  let lines: LevelLines
  let window: Window
  let isFilled: Bool
  let hasNumbers: Bool

  func draw(in frame: PanelFrame) throws -> Drawn {
    func fitted(_ lines: [Isoline]) -> [Path] {
      lines.map { Path(fitting: $0.points, tolerance: 0.04, closed: $0.isClosed) }
    }
    let onPage = lines.isolines.mapped { frame.point(window.datum($0)) }
    let borders = fitted(onPage.lines)
    let strokes =
      lines.haveJumps
      ? lines.strokes.map { line in
        Isoline(
          level: line.level, points: line.points.map { frame.point(window.datum($0)) },
          isClosed: line.isClosed)
      } : onPage.lines
    var drawn = Drawn()
    if isFilled {
      for index in lines.levels.indices {
        let region = onPage.region(from: index)
        let path = onPage.path(of: region, lines: borders)
        guard !path.elements.isEmpty else { continue }
        let role = Role.band(above: index, of: lines.levels.count)
        drawn.items.append(
          .path(path, Style(fill: frame.metrics.theme.color(role), evenOdd: true)))
        drawn.grounds.append(Ground(region.rings.map(onPage.points(of:)), role))
      }
    }
    let stroke = frame.metrics.stroke(style.role, style.weight, style.dash)
    let path = Path((lines.haveJumps ? fitted(strokes) : borders).flatMap(\.elements))
    guard !path.elements.isEmpty else { return drawn }
    drawn.items.append(.path(path, Style(stroke: stroke)))
    let obstacles = strokes.map {
      Obstacle.stroke(
        simplified($0.points, tolerance: 0.5), reach: stroke.width / 2 + 0.3, name: style.name)
    }
    if style.weight.keepsWordsOff {
      drawn.obstacles = obstacles
    } else {
      drawn.background = obstacles
    }
    if hasNumbers { drawn.labels = numbers(strokes, obstacles, in: frame) }
    return drawn
  }

  /// The number of each level, on one of its longest lines, where it covers no other if it can.
  ///
  /// - Parameter ink: The lines as words see them, one for each of `strokes`.
  private func numbers(
    _ strokes: [Isoline], _ ink: [Obstacle], in frame: PanelFrame
  ) -> [LabelRequest] {
    lines.levels.indices.compactMap { level in
      let own = strokes.indices.filter { strokes[$0].level == level }.sorted {
        strokes[$0].points.count > strokes[$1].points.count
      }
      let numeral = Numeral(exactly: lines.levels[level])
      let text = numeral.tex.contains("^") ? "$\(numeral.tex)$" : numeral.plain
      let size = frame.metrics.size(.contour)
      let reach = Point(0.27 * size * Double(numeral.plain.count), 0.4 * size)
      func isClear(_ place: Point, on line: Int) -> Bool {
        let box = Rect(
          minX: place.x - reach.x, minY: place.y - reach.y, maxX: place.x + reach.x,
          maxY: place.y + reach.y)
        return frame.rect.contains(box)
          && !ink.indices.contains { $0 != line && ink[$0].touches(box) }
      }
      let places = own.prefix(3).flatMap { index in
        let points = strokes[index].points
        return [0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9, 0.43, 0.57, 0.27, 0.73, 0.03, 0.97].map {
          let place = points[Int($0 * Double(points.count - 1))]
          return (place, isClear: isClear(place, on: index))
        }
      }
      let sorted = (places.filter(\.isClear) + places.filter { !$0.isClear }).map(\.0)
      guard let first = sorted.first else { return nil }
      return LabelRequest(
        text: frame.metrics.spoken(text), anchor: first,
        otherAnchors: Array(sorted.dropFirst().prefix(20)), candidates: [.center], size: .contour,
        role: style.role.ofWords, layer: layer, in: frame)
    }
  }
}

extension Draft {
  /// The words of a drawing at a stated place, or along what it draws.
  func label(
    _ drawing: Drawing, layer: String, role: Role, along places: [Point], line: [Point] = [],
    _ scope: Names
  ) throws -> [any Mark] {
    guard let caption = drawing.caption else { return [] }
    let stated = try caption.at.map { [try point($0, scope)] }
    let sides = caption.placements
    return [
      Note(
        style: MarkStyle(role.ofWords, layer: layer, name: caption.text), text: caption.text,
        places: lifted(stated ?? places), sides: sides.isEmpty ? Note.everySide : sides,
        line: stated == nil && surface == nil && line.count < 12 ? line : [],
        names: caption.text.contains("{{") ? scope : nil)
    ]
  }

  /// An arrow; on a surface it lies upon it.
  mutating func arrow(
    _ drawing: Drawing, _ start: Point, _ end: Point, _ layer: String, _ draft: inout DraftPanel,
    _ scope: Names
  ) throws -> Shape {
    let role = role(drawing, .ink)
    let weight = drawing.weight(.curve)
    var shape = Shape()
    func places(_ parts: [Double]) -> [Point] { parts.map { start + (end - start) * $0 } }
    if surface == nil {
      shape.marks = [
        Arrow(from: start, to: end, role, weight, layer: layer, name: "arrow")
      ]
    } else {
      let line = lifted(places((0...64).map { Double($0) / 64 }))
      shape.marks = [
        Curve(line, role, weight, drawing.dash, heads: [1], layer: layer, name: "arrow")
      ]
    }
    grow(&draft, [start, end])
    shape.places = [start, end]
    shape.marks += try label(
      drawing, layer: layer, role: role, along: places([0.5, 0.35, 0.65, 0.2, 0.8, 0, 1]), scope)
    shape.words = .arrow(from: start, to: end, draft.dated, drawing.caption?.text, scope)
    return shape
  }

  /// Dots at stated places, or a line through them.
  mutating func places(
    _ drawing: Drawing, _ pairs: [Pair], isLine: Bool, _ layer: String, _ draft: inout DraftPanel,
    _ scope: Names
  ) throws -> Shape {
    let data = try pairs.map { try point($0, scope) }
    guard !isLine || data.count > 1 else {
      throw Fault(
        pairs.first?.place ?? drawing.place,
        "a line goes through two points or more; write: line (0, 0), (1, 1)")
    }
    let name = isLine ? "line" : "points"
    let number = count(of: name)
    let role = role(drawing)
    grow(&draft, data)
    var shape = Shape()
    let hasDots = !isLine || !drawing.marks.isDisjoint(with: [.dots, .cross])
    if isLine {
      // A straight line of the plane bends on a surface.
      let line =
        surface == nil
        ? data
        : lifted(
          zip(data, data.dropFirst()).flatMap { a, b in
            (0...32).map { a + (b - a) * (Double($0) / 32) }
          })
      if drawing.marks.contains(.fill) {
        shape.marks.append(Fill([line], role, opacity: 0.18, layer: layer, name: name))
      }
      shape.marks.append(
        Curve(
          line, role, drawing.weight(), drawing.dash,
          heads: drawing.marks.contains(.arrow) ? [1] : [], smooth: false, layer: layer, name: name)
      )
    }
    if hasDots { shape.marks += dots(lifted(data), drawing, role, layer, name) }
    shape.tables = [Table("\(name)-\(number)", axisColumns(scope), data.map { [$0.x, $0.y] })]
    shape.places = data
    if !isLine { (shape.outside, shape.count) = (outside(data, draft), data.count) }
    shape.marks += try label(
      drawing, layer: layer, role: role, along: isLine ? along(data) : data,
      line: isLine ? data : [], scope)
    shape.words = .places(data, draft.dated, isLine: isLine)
    return shape
  }

  private func axisColumns(_ scope: Names) -> [String] {
    scope.variables.count == 2 ? scope.variables : ["x", "y"]
  }
}

/// A mark upon a heat map: a margin in the colour of the page keeps its lines apart from any colour.
struct OnColours: Mark {
  var mark: any Mark
  var style: MarkStyle { mark.style }

  func draw(in frame: PanelFrame) throws -> Drawn {
    var drawn = try mark.draw(in: frame)
    let ground = frame.metrics.theme.color(.ground)
    drawn.items =
      drawn.items.compactMap { item in
        guard case .path(let path, let style) = item else { return nil }
        // Bands and shaded parts hide the colours, or are meant to be seen upon them.
        if style.fill != nil, style.evenOdd || style.fillOpacity < 1 { return nil }
        // What shows between the dashes of a line is what lies below it.
        var margin = Stroke(ground, width: 0, join: .round)
        if let line = style.stroke, !line.dash.isEmpty {
          (margin.dash, margin.cap) = (line.dash, .butt)
        }
        margin.width = (style.stroke?.width ?? 0) + 1.6
        return .path(path, Style(stroke: margin))
      } + drawn.items
    return drawn
  }
}

extension Mark {
  /// The same with the values that its words quote, in a language.
  func said(in tongue: Tongue) -> any Mark {
    if let note = self as? Note { return note.said(in: tongue) }
    guard var onColours = self as? OnColours else { return self }
    onColours.mark = onColours.mark.said(in: tongue)
    return onColours
  }
}

/// Words at one of some data, with any number of sides.
struct Note: Mark {
  let style: MarkStyle
  var text: String
  let places: [Point]
  let sides: [LabelRequest.Placement]
  /// A line of few points that they name, which has places between its points too.
  var line: [Point] = []
  /// What the values that the words quote are of; nil where they quote none.
  var names: Names?
  var size = TypeSize.label
  /// All sides, best first.
  static let everySide: [LabelRequest.Placement] = [
    .aboveRight(), .right(), .above(), .aboveLeft(), .left(), .below(), .belowRight(),
    .belowLeft(),
  ]

  /// The same with the values that its words quote.
  func said(in tongue: Tongue) -> Note {
    var note = self
    note.text = settable(names?.quoting(text, in: tongue) ?? text)
    return note
  }

  /// Places all along the line on the page; nil where there is none.
  private func between(in frame: PanelFrame) -> [Point]? {
    let seen = line.map(frame.point).filter(\.isFinite)
    guard seen.count > 1, seen.contains(where: { $0 != seen[0] }) else { return nil }
    let way = ArcLength(seen)
    return linePlaces.map { way.place(at: $0).point }
  }

  func draw(in frame: PanelFrame) throws -> Drawn {
    let anchors = (between(in: frame) ?? places.map(frame.point))
      .filter { $0.isFinite && frame.holds($0) }
    // What is stated by the author stands there, be it beside the panel.
    let stated = anchors.isEmpty ? places.map(frame.point).filter(\.isFinite) : anchors
    // Words keep to the panel: beside the first and last point of a line they would leave it.
    let width = text.contains("$") ? 0 : 0.45 * frame.metrics.size(size) * Double(text.count)
    let height = 0.7 * frame.metrics.size(size)
    func isLevel(_ anchor: Point, _ side: LabelRequest.Placement) -> Bool {
      let top = anchor.y + side.offset.y - side.align.y * height
      return top >= frame.rect.minY - 1 && top + height <= frame.rect.maxY + 1
    }
    func keeps(_ anchor: Point, _ side: LabelRequest.Placement) -> Bool {
      let left = anchor.x + side.offset.x - side.align.x * width
      return left >= frame.rect.minX - 1 && left + width <= frame.rect.maxX + 1
        && isLevel(anchor, side)
    }
    let inner = stated.filter { anchor in sides.contains { keeps(anchor, $0) } }
    let all = stated.count == 1 || inner.isEmpty ? stated : inner
    // Where the only side would lie below the axis, or above the panel, the others are tried.
    let isBeyond =
      !anchors.isEmpty && !all.contains { anchor in sides.contains { isLevel(anchor, $0) } }
    let tried = isBeyond ? Self.everySide.filter { side in all.contains { keeps($0, side) } } : []
    guard let first = all.first else { return Drawn() }
    return Drawn(labels: [
      LabelRequest(
        text: text, anchor: first, otherAnchors: Array(all.dropFirst().prefix(24)),
        candidates: sides.isEmpty ? [.center] : tried.isEmpty ? sides : tried, size: size,
        role: style.role, layer: layer,
        in: frame)
    ])
  }
}

extension Caption {
  /// The sides to try, best first: two that go together are a corner.
  var placements: [LabelRequest.Placement] {
    let corners: [(sides: [Side], placement: LabelRequest.Placement)] = [
      ([.right, .above], .aboveRight()), ([.left, .above], .aboveLeft()),
      ([.right, .below], .belowRight()), ([.left, .below], .belowLeft()),
    ]
    let meant = corners.filter { $0.sides.allSatisfy(sides.contains) }.map(\.placement)
    return meant
      + sides.map { side in
        switch side {
        case .left: .left()
        case .right: .right()
        case .above: .above()
        case .below: .below()
        }
      }
  }
}

/// A field of arrows, whose lengths grow with the root of the vectors'.
struct VectorField: Mark {
  let style: MarkStyle
  let places: [Point]
  let vectors: [Point]
  /// The side of a cell of the grid, as a part of the window's.
  let cell: Point

  func draw(in frame: PanelFrame) throws -> Drawn {
    let stroke = frame.metrics.stroke(style.role, style.weight, style.dash)
    let side = min(cell.x * frame.rect.width, cell.y * frame.rect.height)
    // Directions as they look on the page.
    let onPage = zip(places, vectors).map { place, vector -> (Point, Point) in
      let p = frame.point(place)
      let h = 1e-6 * max(abs(frame.x.domain.end - frame.x.domain.start), 1e-300)
      let size = max(vector.length, 1e-300)
      let q = frame.point(place.x + vector.x / size * h, place.y + vector.y / size * h)
      return (p, (q - p) * (size / h))
    }
    let longest = onPage.map(\.1.length).filter(\.isFinite).max() ?? 0
    var shafts = Path()
    var drawn = Drawn()
    var heads: [SceneItem] = []
    for (p, v) in onPage where v.isFinite && v.length > 0 && longest > 0 {
      let length = 0.9 * side * (v.length / longest).squareRoot()
      guard length > 1 else { continue }
      let half = v * (0.5 * length / v.length)
      let head = min(4.2, 0.5 * length)
      shafts.elements += Path.line(p - half, p + half * (1 - head / length)).elements
      heads.append(
        arrowhead(
          at: p + half - v * (0.5 * head / v.length), along: v, length: head, color: stroke.color))
      drawn.background.append(.stroke([p - half, p + half], reach: 0.6, name: style.name))
    }
    drawn.items = [.path(shafts, Style(stroke: stroke))] + heads
    return drawn
  }
}
