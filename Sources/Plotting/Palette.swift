public import Drawing

/// The roles that a lecture brings, with their colours in each theme.
public struct Palette: Hashable, Sendable {
  /// A role with its colours.
  public struct Entry: Hashable, Sendable {
    /// The name of the role.
    public let role: String
    /// The colours on white paper, one or the stops of a scale.
    public let light: [Color]
    /// The colours on a dark ground.
    public let dark: [Color]
    /// The greys for print.
    public let print: [Color]
    /// The dashes in print, in line widths; none for a solid line.
    public let dash: [Double]

    /// A role of one colour.
    public init(
      _ role: Role, light: UInt32, dark: UInt32, print: UInt32, dash: [Double] = []
    ) {
      self.init(role, light: [light], dark: [dark], print: [print], dash: dash)
    }

    /// A role with a scale of colours, given by stops at equal distances.
    public init(
      _ role: Role, light: [UInt32], dark: [UInt32], print: [UInt32], dash: [Double] = []
    ) {
      self.role = role.name
      self.light = light.map { Color($0) }
      self.dark = dark.map { Color($0) }
      self.print = print.map { Color($0) }
      self.dash = dash
    }

    func colors(in surroundings: Theme.Surroundings) -> [Color] {
      switch surroundings {
      case .light: light
      case .dark: dark
      case .print: print
      }
    }
  }

  /// The roles with their colours.
  public let entries: [Entry]

  /// A palette of some roles.
  public init(_ entries: [Entry]) { self.entries = entries }

  /// No roles but those that every theme has.
  public static let plain = Palette([])

  /// What is wrong with the colours of roles that meet in one picture, in words; empty when they
  /// can be told apart.
  ///
  /// Every colour is at least 3:1 on the ground (WCAG 2.1, 1.4.11); two colours are at least 15
  /// apart in CAM02-UCS for every kind of sight (Machado 2009, full severity), on paper and in the
  /// dark.
  ///
  /// - Parameter roles: Roles whose lines stand in one picture.
  public func faults(meeting roles: [Role]) -> [String] {
    [Theme.light, .dark].flatMap { base -> [String] in
      let theme = base.with(self)
      let ground = theme.color(.ground)
      var faults: [String] = []
      for role in roles where theme.color(role).contrast(with: ground) < 3 {
        faults.append("\(role.name) is under 3:1 on the ground of the \(theme.name) theme")
      }
      for (index, first) in roles.enumerated() {
        for second in roles[(index + 1)...] {
          let (a, b) = (theme.color(first), theme.color(second))
          guard
            let near = Sight.allCases.first(where: { $0.distance(a, b) < 15 })
          else { continue }
          faults.append(
            "\(first.name) and \(second.name) look alike in the \(theme.name) theme"
              + " (\(near.rawValue) sight)")
        }
      }
      return faults
    }
  }
}
