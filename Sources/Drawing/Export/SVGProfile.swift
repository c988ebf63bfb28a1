/// For whom an SVG file is written.
public enum SVGProfile: Hashable, Sendable {
  /// For every program: presentation attributes only, plain colours, text as outlines.
  case plain
  /// For a page that it stands in: colours by class, for light and dark surroundings.
  case web(ColorScheme)
  /// For Inkscape and the like: words as text in their font, groups as named layers.
  case edit
}

/// The colours of a scene for light and for dark surroundings.
public struct ColorScheme: Hashable, Sendable {
  /// A colour and what takes its place in the dark.
  struct Pair: Hashable, Sendable {
    var light: Color
    var dark: Color
  }
  /// The colours in the order of their first use.
  let pairs: [Pair]
  /// The colour of text, which a page may set by its own; nil for none.
  let ink: Color?

  /// The colours of one picture laid out twice.
  ///
  /// - Parameters:
  ///   - light: The picture in light colours.
  ///   - dark: The same in dark colours: equal but for them.
  ///   - ink: The colour of text in the light picture, written as `currentColor`.
  /// - Throws: `ColorSchemeError` when the two differ in more, or one light colour has two dark.
  public init(light: Scene, dark: Scene, ink: Color? = nil) throws(ColorSchemeError) {
    let (before, after) = (light.items.withoutColors(), dark.items.withoutColors())
    guard before.items == after.items else { throw .shapesDiffer(id: light.id) }
    var pairs: [Pair] = []
    let grounds = [light.ground, dark.ground].compactMap { $0 }
    if grounds.count == 2 { pairs.append(Pair(light: grounds[0], dark: grounds[1])) }
    for (one, two) in zip(before.colors, after.colors) {
      if let known = pairs.first(where: { $0.light == one }) {
        // Steps of a ramp may be told apart in one theme and not in the other.
        guard known.dark.isNear(two) else { throw .ambiguous(one, known.dark, two) }
      } else {
        pairs.append(Pair(light: one, dark: two))
      }
    }
    self.pairs = pairs
    self.ink = ink
  }
}

extension Color {
  /// Whether no channel differs by more than two steps of 255, which no eye tells apart.
  fileprivate func isNear(_ other: Color) -> Bool {
    [(red, other.red), (green, other.green), (blue, other.blue)].allSatisfy {
      abs(Int($0.0) - Int($0.1)) <= 2
    }
  }
}

/// What can be wrong with the two pictures of a colour scheme.
public enum ColorSchemeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// They differ in more than colours.
  case shapesDiffer(id: String)
  /// A light colour stands for two dark ones.
  case ambiguous(Color, Color, Color)

  /// One line that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .shapesDiffer(let id):
      "the light and the dark picture of '\(id)' differ in more than colours; lay both out alike"
    case .ambiguous(let light, let one, let two):
      "\(light.hex) becomes \(one.hex) and \(two.hex) in the dark; tell the two apart when light"
    }
  }
}

extension ColorScheme {
  /// The value of a paint in CSS: the ink, or a custom property.
  func paint(_ color: Color) -> String? {
    if color == ink { return "currentColor" }
    return pairs.firstIndex { $0.light == color }.map { "var(--c\($0))" }
  }

  /// The class that gives a colour to `fill` or `stroke`.
  func className(_ property: String, _ color: Color) -> String? {
    pairs.firstIndex { $0.light == color }.map { "\(property.prefix(1))\($0)" }
  }

  /// Rules that hold only inside the element with an id.
  func styleSheet(id: String) -> String {
    let id = cssIdentifier(id)
    func properties(_ color: (Pair) -> Color) -> String {
      var rules = pairs.enumerated().filter { $0.element.light != ink }
        .map { "--c\($0.offset):\(color($0.element).hex)" }
      if let pair = pairs.first(where: { $0.light == ink }) {
        rules.append("color:\(color(pair).hex)")
      }
      return rules.joined(separator: ";")
    }
    var out = "#\(id){\(properties(\.light))}\n"
    out += "@media screen and (prefers-color-scheme:dark){#\(id){\(properties(\.dark))}}\n"
    for pair in pairs {
      guard let paint = paint(pair.light) else { continue }
      for property in ["fill", "stroke"] {
        guard let name = className(property, pair.light) else { continue }
        out += "#\(id) .\(name){\(property):\(paint)}\n"
      }
    }
    return out
  }
}

/// An id as style sheets write it: what no selector begins with or holds, such as a digit at the
/// start or a point, stands by its number (CSS Object Model, 2.1).
package func cssIdentifier(_ id: String) -> String {
  var out = ""
  for (index, scalar) in id.unicodeScalars.enumerated() {
    let isFirst = index == 0 || index == 1 && id.hasPrefix("-")
    switch scalar {
    case "a"..."z", "A"..."Z", "_", "\u{80}"...: out.unicodeScalars.append(scalar)
    case "0"..."9" where !isFirst: out.unicodeScalars.append(scalar)
    case "-" where id != "-": out.append("-")
    default: out += "\\\(String(scalar.value, radix: 16)) "
    }
  }
  return out
}
