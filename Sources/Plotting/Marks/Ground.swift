public import Drawing

/// A filled part of the page that words may stand on.
public struct Ground: Hashable, Sendable {
  /// Closed outlines on the page; the even-odd rule says what is inside.
  public var outlines: [[Point]]
  /// The colour.
  public var role: Role
  /// The opacity, from 0 to 1.
  public var opacity: Double
  /// Whether it has many colours, such as a heat map: words on it stand in the page's colour.
  public var isMotley = false

  /// A part of the page with many colours.
  public static func motley(_ outlines: [[Point]]) -> Ground {
    var ground = Ground(outlines, .ground)
    ground.isMotley = true
    return ground
  }

  /// A fill of a role inside closed outlines.
  public init(_ outlines: [[Point]], _ role: Role, opacity: Double = 1) {
    self.outlines = outlines
    self.role = role
    self.opacity = opacity
  }
}

/// All fills of a picture, and so what lies below any words.
///
/// Everything is decided by roles, never by colours, so that all themes are laid out alike.
struct Grounds {
  private var fills: [(ground: Ground, step: Int)] = []

  /// Adds a fill over all others, which appears with a step of the figure; 0 for no step.
  mutating func add(_ ground: Ground, step: Int) { fills.append((ground, step)) }

  /// A fill that is seen at a point, as far as it decides the colour.
  private struct Layer: Hashable {
    let role: Role
    let opacity: Double
  }

  /// The one colour that lies below a box.
  ///
  /// Neighbouring bands of a background count as one colour, their middle. Nil where different
  /// things lie below, or something that appears only after the words do: a halo would be seen
  /// there as a blot.
  func color(below box: Rect, step: Int, theme: Theme) -> Color? {
    guard let stacks = stacks(below: box, step: step) else { return nil }
    if stacks.count == 1, let stack = stacks.first { return Self.color(stack, theme) }
    let heights = stacks.map(Self.height)
    guard let low = heights.compactMap({ $0 }).min(), let high = heights.compactMap({ $0 }).max(),
      !heights.contains(nil), high - low <= 0.3
    else { return nil }
    return theme.color(.band((low + high) / 2))
  }

  /// The colours that lie below a box at the last step.
  func colors(below box: Rect, theme: Theme) -> [Color] {
    (stacks(below: box, step: .max) ?? []).map { Self.color($0, theme) }
  }

  /// What is seen at places all over a box; nil where one of them is not there yet.
  private func stacks(below box: Rect, step: Int) -> Set<[Layer]>? {
    var stacks: Set<[Layer]> = []
    for column in 0...4 {
      for row in 0...2 {
        let place = Point(
          box.minX + box.width * Double(column) / 4, box.minY + box.height * Double(row) / 2)
        guard let stack = stack(at: place, step: step) else { return nil }
        stacks.insert(stack)
      }
    }
    return stacks
  }

  private static func color(_ stack: [Layer], _ theme: Theme) -> Color {
    stack.reversed().reduce(theme.color(.ground)) {
      $0.mixed(with: theme.color($1.role), by: $1.opacity)
    }
  }

  /// Whether a part with many colours is seen below a box.
  func isMotley(below box: Rect, step: Int) -> Bool {
    (box.corners + [box.center]).contains { place in
      fills.last {
        $0.step <= step && $0.ground.opacity >= 1 && isInside(place, $0.ground.outlines)
      }?
      .ground.isMotley == true
    }
  }

  /// The fills seen at a point, the uppermost first; nil where one of them is not there yet.
  private func stack(at place: Point, step: Int) -> [Layer]? {
    var stack: [Layer] = []
    for (ground, itsStep) in fills.reversed() where isInside(place, ground.outlines) {
      guard itsStep <= step else { return nil }
      stack.append(Layer(role: ground.role, opacity: ground.opacity))
      if ground.opacity >= 1 { break }
    }
    return stack
  }

  /// The height of a band of a background; that of the bare page is 0.
  private static func height(_ stack: [Layer]) -> Double? {
    guard let top = stack.first else { return 0 }
    guard top.opacity >= 1, top.role.name == Role.band(0).name else { return nil }
    return top.role.place
  }
}
