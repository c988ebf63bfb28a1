import Drawing
import Plotting

let network = Example(
  "A network",
  "Three inputs, four hidden units and one output, each joined with all units of the next layer.",
  height: 170
) {
  let layers = [3, 4, 1].enumerated().map { layer, count in
    (0..<count).map { Point(2 * Double(layer), Double(count - 1) / 2 - Double($0)) }
  }
  let names = ["x", "h", "y"]
  let edges = zip(layers, layers.dropFirst()).flatMap { a, b in
    a.flatMap { p in b.map { [p, $0] } }
  }
  let nodes = zip(layers, names).flatMap { places, name in
    places.enumerated().map {
      Network.Node($1, "$\(name)" + (places.count > 1 ? "_\($0 + 1)$" : "$"), isFilled: name == "h")
    }
  }
  return Panel(
    aspect: .equal, frame: .none,
    marks: [Polyline(edges, .rule, .rule), Network(nodes, radius: 0.3)])
}
