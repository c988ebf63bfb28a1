public import Drawing

/// The colours of a document, by role, and the dashes that stand in for them in grey print.
public struct Theme: Hashable, Sendable {
  /// For what surroundings the colours are made.
  public enum Surroundings: String, CaseIterable, Sendable {
    /// Dark ink on white paper.
    case light
    /// Light ink on a dark ground, for screens and slides.
    case dark
    /// Greys and dashes that survive a copier.
    case print

    fileprivate var twin: Surroundings? {
      switch self {
      case .light: .dark
      case .dark: .light
      case .print: nil
      }
    }
  }

  /// For what surroundings the colours are made.
  public private(set) var surroundings: Surroundings
  /// The colours of each role: one, or the stops of its scale at equal distances.
  private var colors: [String: [Color]]
  /// Those of the twin.
  private var others: [String: [Color]]
  /// Whether pictures in the colours of the twin may take the place of those in these.
  private var isPaired = true
  private var dashes: [String: [Double]] = [:]

  /// The name by which the theme is asked for.
  public var name: String { surroundings.rawValue }

  private init(_ surroundings: Surroundings) {
    self.surroundings = surroundings
    colors = Theme.common(surroundings)
    others = surroundings.twin.map(Theme.common) ?? [:]
    for entry in Palette.common.entries { add(entry) }
  }

  /// The colours that no palette gives.
  private static func common(_ surroundings: Surroundings) -> [String: [Color]] {
    let (ground, ink, note, rule, bands): (UInt32, UInt32, UInt32, UInt32, [UInt32]) =
      switch surroundings {
      case .light:
        (0xFFFFFF, 0x1B1D21, 0x5A6069, 0xC3C8CF, [0xFFFFFF, 0xF3F6F9, 0xE4EAF1, 0xD2DBE6])
      case .dark:
        (0x15181D, 0xE9EBEE, 0xA7ADB6, 0x4A515B, [0x15181D, 0x1B2129, 0x232C37, 0x2D3947])
      case .print:
        (0xFFFFFF, 0x000000, 0x4A4A4A, 0xBDBDBD, [0xFFFFFF, 0xF7F7F7, 0xEEEEEE, 0xE2E2E2])
      }
    return [
      Role.ground.name: [Color(ground)], Role.ink.name: [Color(ink)],
      Role.note.name: [Color(note)], Role.rule.name: [Color(rule)],
      Role.band(0).name: bands.map { Color($0) },
    ]
  }

  /// Dark ink on white paper.
  public static let light = Theme(.light)
  /// Light ink on a dark ground, for screens and slides.
  public static let dark = Theme(.dark)
  /// Greys and dashes that survive a copier.
  public static let print = Theme(.print)

  /// All themes, the default first.
  public static let all = [light, dark, print]

  /// The theme with the roles of a palette besides its own.
  public func with(_ palette: Palette) -> Theme {
    var theme = self
    for entry in palette.entries { theme.add(entry) }
    return theme
  }

  private mutating func add(_ entry: Palette.Entry) {
    colors[entry.role] = entry.colors(in: surroundings)
    if let twin = surroundings.twin { others[entry.role] = entry.colors(in: twin) }
    if surroundings == .print, !entry.dash.isEmpty { dashes[entry.role] = entry.dash }
  }

  /// The theme on a ground of another colour: halos, hollow dots and the lowest band follow it.
  ///
  /// It has no twin: colours of the other surroundings are not read on the same ground.
  public func with(ground: Color) -> Theme {
    var theme = self
    let old = colors[Role.ground.name]?.first
    theme.colors = colors.mapValues { stops in stops.map { $0 == old ? ground : $0 } }
    theme.isPaired = false
    return theme
  }

  /// The same roles in the dark, or in the light; none in print.
  ///
  /// One picture on a page has the colours of both.
  var twin: Theme? {
    guard isPaired, let surroundings = surroundings.twin else { return nil }
    var theme = self
    theme.surroundings = surroundings
    swap(&theme.colors, &theme.others)
    return theme
  }

  /// The colour of a role; ink for a role that no palette has given colours.
  public func color(_ role: Role) -> Color {
    let stops = colors[role.name] ?? colors[Role.ink.name] ?? []
    guard stops.count > 1 else { return stops.first ?? Color(0x000000) }
    let x = min(max(role.place ?? 0, 0), 1) * Double(stops.count - 1)
    let index = min(Int(x), stops.count - 2)
    return stops[index].mixed(with: stops[index + 1], by: x - Double(index))
  }

  /// The dashes, in line widths, by which a role is known without colour; none for a solid line.
  public func dashes(_ role: Role) -> [Double] { dashes[role.name] ?? [] }
}
