import Drawing
import Plotting
import Records

/// The units and edges of a network, gathered from its lines.
struct NetworkDraft {
  private struct Unit {
    var name: String
    var place: Point
    /// How far a unit of a layer stands above the middle of it, in units; nil for one with a place.
    var rise: Double?
    var label: String
    var layer: String
    var role: Role
  }

  private struct Edge {
    var from: Int
    var to: Int
    var role: Role
    var weight: Weight
    var dash: Dash
    var layer: String
    var label: Caption?
    var hasHead: Bool
  }

  private var units: [Unit] = []
  /// The units of each layer by its name; a single unit is a layer of its own.
  private var layers: [String: [Int]] = [:]
  private var edges: [Edge] = []
  fileprivate static let radius = 0.3

  /// Takes a line about a network.
  ///
  /// - Returns: false for any other line.
  mutating func take(_ drawing: Drawing, layer: String, _ scope: Names) throws -> Bool {
    let dash = drawing.dash
    if let caption = drawing.caption { try TextCheck.check(caption) }
    switch drawing.verb {
    case .node(let name, let at):
      try checkNew(name, drawing)
      let place = Point(
        try Compiler.number(at.x, scope), try Compiler.number(at.y, scope))
      guard place.isFinite else {
        throw Fault(at.place, "the coordinates of a node are finite numbers")
      }
      layers[name] = [units.count]
      units.append(
        Unit(
          name: name, place: place, rise: nil, label: drawing.caption?.text ?? heading(name),
          layer: layer,
          role: drawing.ink?.role ?? .ink))
    case .layer(let name, let formula, let at):
      try checkNew(name, drawing)
      let count = try Compiler.number(formula, scope)
      guard count >= 1, count <= 60, count == count.rounded() else {
        throw Fault(
          formula.place ?? drawing.place,
          "a layer of \(brief(count)) units is not allowed; give a whole number in 1..60")
      }
      let x = try Compiler.number(at, scope)
      guard x.isFinite else {
        throw Fault(at.place ?? drawing.place, "a layer stands at a finite number")
      }
      var own: [Int] = []
      for index in 1...Int(count) {
        own.append(units.count)
        let words = drawing.caption.map { numbered($0.text, index, of: Int(count)) }
        units.append(
          Unit(
            name: count == 1 ? name : "\(name)\(index)",
            place: Point(x, (count + 1) / 2 - Double(index)), rise: (count + 1) / 2 - Double(index),
            label: words ?? heading(count == 1 ? name : "\(name)\(index)"), layer: layer,
            role: drawing.ink?.role ?? .ink))
      }
      layers[name] = own
    case .edge(let from, let to):
      let (a, b) = (try unit(from, drawing, 0), try unit(to, drawing, 1))
      edges.append(
        Edge(
          from: a, to: b, role: drawing.ink?.role ?? .ink, weight: drawing.weight(), dash: dash,
          layer: layer, label: drawing.caption, hasHead: drawing.marks.contains(.arrow)))
    case .connect(let from, let to, let isMatching):
      let (a, b) = (try group(from, drawing, 0), try group(to, drawing, 1))
      if isMatching, a.count != b.count {
        throw Fault(
          drawing.place,
          "'\(from)' has \(counted(a.count, "unit")) and '\(to)' \(b.count); matching needs as many"
        )
      }
      var captions = drawing.caption
      let pairs = isMatching ? Array(zip(a, b)) : a.flatMap { i in b.map { (i, $0) } }
      guard edges.count + pairs.count <= 20_000 else {
        throw Fault(drawing.place, "the network has more than 20,000 edges; draw fewer")
      }
      for (i, j) in pairs {
        edges.append(
          Edge(
            from: i, to: j, role: drawing.ink?.role ?? .note, weight: drawing.weight(.rule),
            dash: dash,
            layer: layer, label: captions, hasHead: drawing.marks.contains(.arrow)))
        captions = nil
      }
    default: return false
    }
    return true
  }

  private func checkNew(_ name: String, _ drawing: Drawing) throws {
    guard layers[name] == nil else {
      throw Fault(
        drawing.place(ofName: 0), "'\(name)' is there already; give another name")
    }
    guard units.count < 2000 else {
      throw Fault(drawing.place, "the network has too many units; draw fewer")
    }
  }

  /// The label of a unit of a layer: `_j` and `_i` become its number.
  private func numbered(_ text: String, _ index: Int, of count: Int) -> String {
    guard count > 1 else { return text }
    var words = text
    for letter in ["j", "i", "k", "n"] {
      words = words.replacing("_\(letter)", with: "_{\(index)}")
        .replacing("_{\(letter)}", with: "_{\(index)}")
      if words != text { return words }
    }
    return text
  }

  private func unit(_ name: String, _ drawing: Drawing, _ index: Int) throws -> Int {
    if let index = units.firstIndex(where: { $0.name == name }) { return index }
    if let own = layers[name], own.count == 1 { return own[0] }
    // A single unit of a layer is known by its number as well.
    if name.hasSuffix("1"), let own = layers[String(name.dropLast())], own.count == 1 {
      return own[0]
    }
    throw unknown(name, units.map(\.name), drawing.place(ofName: index), "node")
  }

  private func group(_ name: String, _ drawing: Drawing, _ index: Int) throws -> [Int] {
    if let own = layers[name] { return own }
    if let index = units.firstIndex(where: { $0.name == name }) { return [index] }
    throw unknown(name, layers.keys.sorted(), drawing.place(ofName: index), "layer")
  }

  private func unknown(
    _ name: String, _ known: [String], _ place: Place, _ kind: String
  ) -> Fault {
    let layer = String(name.reversed().drop(while: \.isNumber).reversed())
    if let own = layers[layer], own.count > 1, kind == "node" {
      return Fault(
        place,
        layer == name
          ? "'\(name)' is a layer; its nodes are \(name)1 to \(name)\(own.count)"
          : "no node '\(name)'; the nodes of '\(layer)' are \(layer)1 to \(layer)\(own.count)")
    }
    let nearest = NearestName.to(name, among: known)
    return Fault(
      place,
      "no \(kind) '\(printable(name))'"
        + (nearest.map { "; did you mean '\($0)'?" }
          ?? (known.isEmpty
            ? "; write one first: \(kind) \(name) …"
            : "; there are \(list: Array(known.prefix(8)))"))
    )
  }

  /// Spreads the layers over the height of axes, around their middle.
  mutating func spread(over window: Window) {
    let most = Double(layers.values.map(\.count).max() ?? 1)
    for index in units.indices {
      guard let rise = units[index].rise else { continue }
      units[index].place.y = window.y.value(at: 0.5 + rise / most)
    }
  }

  /// What the network takes of the plane.
  var extent: Rect? {
    Rect(around: units.map(\.place)).map { $0.inset(by: -1.6 * Self.radius) }
  }

  /// The marks: edges below units.
  func shape() -> Shape {
    var shape = Shape()
    // An edge that is drawn again replaces the first.
    var place: [[Int]: Int] = [:]
    for (index, edge) in edges.enumerated() { place[[edge.from, edge.to]] = index }
    let last = edges.indices.filter { place[[edges[$0].from, edges[$0].to]] == $0 }
    let places = units.map(\.place)
    for index in last {
      let edge = edges[index]
      let ends = [places[edge.from], places[edge.to]]
      guard edge.hasHead else {
        shape.marks.append(
          Polyline([ends], edge.role, edge.weight, edge.dash, layer: edge.layer, name: "edge"))
        continue
      }
      let style = MarkStyle(edge.role, edge.weight, layer: edge.layer, name: "edge")
      if let heads = shape.marks.last as? HeadedEdges, heads.style == style {
        shape.marks.removeLast()
        shape.marks.append(HeadedEdges(style: style, ends: heads.ends + [ends], units: places))
      } else {
        shape.marks.append(HeadedEdges(style: style, ends: [ends], units: places))
      }
    }
    for layer in Set(units.map(\.layer)).sorted() {
      let own = units.filter { $0.layer == layer }.map { unit in
        let role = unit.role == .ink ? nil : unit.role
        return Network.Node(unit.place, unit.label, isFilled: role != nil, role: role)
      }
      shape.marks.append(Network(own, radius: Self.radius, beside: places, layer: layer))
    }
    for edge in edges {
      guard let caption = edge.label else { continue }
      let (a, b) = (units[edge.from].place, units[edge.to].place)
      let sides = caption.placements
      shape.marks.append(
        Note(
          style: MarkStyle(edge.role.ofWords, layer: edge.layer, name: caption.text),
          text: caption.text, places: [0.5, 0.4, 0.6, 0.33, 0.67].map { a + (b - a) * $0 },
          sides: sides.isEmpty
            ? [.above(3), .aboveRight(2), .aboveLeft(2), .below(3), .belowRight(2), .belowLeft(2)]
            : sides))
    }
    shape.tables = [
      Table(
        "edges", ["from.x", "from.y", "to.x", "to.y"],
        last.map {
          let (a, b) = (units[edges[$0].from].place, units[edges[$0].to].place)
          return [a.x, a.y, b.x, b.y]
        })
    ]
    let names = layers.sorted { ($0.value.first ?? 0) < ($1.value.first ?? 0) }
      .map { (name: $0.key, count: $0.value.count) }
    shape.words = .network(names, edges: last.count)
    return shape
  }
}

/// Edges with heads that end at the circles of units, below which they begin.
private struct HeadedEdges: Mark {
  let style: MarkStyle
  let ends: [[Point]]
  let units: [Point]

  func draw(in frame: PanelFrame) throws -> Drawn {
    let gap = Network([], radius: NetworkDraft.radius, beside: units).radius(in: frame)
    var drawn = Drawn()
    for pair in ends {
      let arrow = try Arrow(
        from: pair[0], to: pair[1], style.role, style.weight, gap: gap, layer: layer,
        name: style.name
      ).draw(in: frame)
      drawn.items += arrow.items
      drawn.obstacles += arrow.obstacles
    }
    return drawn
  }
}
