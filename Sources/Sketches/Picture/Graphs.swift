import Drawing
import Plotting
import Records

/// Graphs and curves of a parameter.
extension Draft {
  mutating func graph(
    _ drawing: Drawing, _ formula: Expression, _ range: Bounds?, _ layer: String,
    _ window: Window, _ scope: Names
  ) throws -> Shape {
    var single = scope
    single.variables = [scope.variables[0]]
    single.vertical = scope.variables[1]
    let program = try program(formula, single)
    let number = count(of: "curve")
    let ends =
      try range.map { try self.ends($0, scope) } ?? (window.x.domain.start, window.x.domain.end)
    guard !isCheck else { return Shape() }
    if window.x.kind == .log, ends.0 <= 0 {
      throw Fault(range?.place ?? drawing.place, "the axis is log; give a range above 0")
    }
    let curve = try CurvePieces(graph: program, over: ends, in: window, budget: budget)
    guard !curve.pieces.isEmpty else {
      throw Fault(
        drawing.place, "\(text(formula)) is defined nowhere in this range; check its formula")
    }
    return try drawn(
      curve.pieces, drawing, "curve-\(number)", layer, scope, scope.variables,
      words: .graph(of: text(formula)), window: window)
  }

  mutating func parametric(
    _ drawing: Drawing, _ pair: Pair, _ parameter: String, _ range: Bounds, _ layer: String,
    _ window: Window, _ scope: Names
  ) throws -> Shape {
    var single = scope
    single.otherVariables.formUnion(scope.variables)
    single.variables = [parameter]
    single.values[parameter] = nil
    single.definitions[parameter] = nil
    let (first, second) = (try program(pair.x, single), try program(pair.y, single))
    let ends = try self.ends(range, scope)
    let number = count(of: "curve")
    guard !isCheck else { return Shape() }
    let curve = try CurvePieces(first, second, over: ends, in: window, budget: budget)
    guard !curve.pieces.isEmpty else {
      throw Fault(drawing.place, "the curve is defined nowhere in this range; check its formulas")
    }
    return try drawn(
      curve.pieces, drawing, "curve-\(number)", layer, scope, scope.variables,
      words: .curve(sheet.text(of: drawing)), window: window)
  }

  /// A curve in pieces with its data and words.
  private mutating func drawn(
    _ pieces: [[Point]], _ drawing: Drawing, _ name: String, _ layer: String, _ scope: Names,
    _ columns: [String], words: Phrase, window: Window
  ) throws -> Shape {
    let role = role(drawing)
    var shape = Shape()
    if drawing.marks.contains(.fill) {
      // Down to 0, or to the edge where 0 is not shown.
      let range = window.y.range
      let base =
        window.y.kind == .log ? range.lowerBound : min(max(0, range.lowerBound), range.upperBound)
      let outlines = pieces.compactMap { piece -> [Point]? in
        guard let first = piece.first, let last = piece.last else { return nil }
        return [Point(first.x, base)] + piece + [Point(last.x, base)]
      }
      shape.marks += outlines.map {
        Fill([$0], role, opacity: 0.18, layer: layer, name: name) as any Mark
      }
    }
    for (index, piece) in pieces.enumerated() {
      let isLast = index == pieces.count - 1
      shape.marks.append(
        Curve(
          lifted(piece), role, drawing.weight(), drawing.dash,
          heads: drawing.marks.contains(.arrow) && isLast ? [0.55] : [], layer: layer, name: name))
    }
    shape.tables = [
      Table(
        name, ["piece"] + columns,
        pieces.enumerated().flatMap { index, piece in
          piece.map { [Double(index + 1), $0.x, $0.y] }
        })
    ]
    let all = pieces.flatMap { $0 }.filter { window.holds($0) }
    shape.marks += try label(drawing, layer: layer, role: role, along: along(all), scope)
    shape.words = words
    shape.places = pieces.flatMap { $0 }
    return shape
  }
}

/// The line with the longest way in a window; of a short one words could be those of another.
func longest(_ lines: [[Point]], in window: Window) -> [Point] {
  func length(_ line: [Point]) -> Double {
    let places = line.filter { window.holds($0) }.map(window.place)
    return zip(places, places.dropFirst()).reduce(0) { $0 + ($1.1 - $1.0).length }
  }
  return lines.map { ($0, length($0)) }.max { $0.1 < $1.1 }?.0 ?? []
}

/// Places along a line at which its words may stand, the best first.
func along(_ points: [Point]) -> [Point] {
  guard points.count > 1 else { return points }
  return linePlaces.map { points[Int($0 * Double(points.count - 1))] }
}

/// The parts of a line's length at which its name is tried, the best first.
let linePlaces = [0.6, 0.4, 0.75, 0.25, 0.5, 0.88, 0.12, 0.95, 0.05, 0.33, 0.67]
