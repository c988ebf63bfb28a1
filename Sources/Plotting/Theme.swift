public import Drawing

/// What a colour stands for; one object has one role, and so one colour, in every figure.
public enum Role: Hashable, Sendable {
  /// The page.
  case ground
  /// Text, truth and data.
  case ink
  /// Tick numbers, notes and test risk.
  case note
  /// Contour lines and guides.
  case rule
  /// The limit set: interpolators, the maximum margin.
  case interpolators
  /// Gradient flow and small-step gradient descent.
  case gradientFlow
  /// Gradient flow at a place on the scale of α: 0 for the smallest, 1 for the largest.
  case gradientFlowAt(Double)
  /// Stochastic gradient descent: marks and lines.
  case sgd
  /// Stochastic gradient descent: words.
  case sgdText
  /// The first layer's weights v.
  case firstLayer
  /// The second layer's weights u.
  case secondLayer
  /// The fill between two contour lines: 0 for the lowest band, 1 for the highest.
  case band(Double)
}

/// The colours of a document, by role, and the dashes that stand in for them in grey print.
public struct Theme: Hashable, Sendable {
  /// The name by which the theme is asked for.
  public let name: String
  private let fixed: Fixed
  private let ramp: [Color]
  private let bands: [Color]
  /// Whether roles are told apart by dashes as well.
  public let usesDashes: Bool

  private struct Fixed: Hashable, Sendable {
    let ground, ink, note, rule, interpolators, gradientFlow, sgd, sgdText, firstLayer: Color
    let secondLayer: Color
  }

  /// Dark ink on white paper.
  public static let light = Theme(
    name: "light",
    fixed: Fixed(
      ground: Color(0xFFFFFF), ink: Color(0x1B1D21), note: Color(0x5A6069), rule: Color(0xC3C8CF),
      interpolators: Color(0xB81F2B), gradientFlow: Color(0x1D5FA6), sgd: Color(0xD57A00),
      sgdText: Color(0x955000), firstLayer: Color(0x07564F), secondLayer: Color(0xAC529B)),
    ramp: [0x0B2A52, 0x1D5FA6, 0x4E93D2, 0x86B9E6].map { Color($0) },
    bands: [0xFFFFFF, 0xF3F6F9, 0xE4EAF1, 0xD2DBE6].map { Color($0) }, usesDashes: false)

  /// Light ink on a dark ground, for screens and slides.
  public static let dark = Theme(
    name: "dark",
    fixed: Fixed(
      ground: Color(0x15181D), ink: Color(0xE9EBEE), note: Color(0xA7ADB6), rule: Color(0x4A515B),
      interpolators: Color(0xFF6F66), gradientFlow: Color(0x6FB4FF), sgd: Color(0xF7C062),
      sgdText: Color(0xF7C062), firstLayer: Color(0x35A99C), secondLayer: Color(0xF3BCEA)),
    ramp: [0xD6EAFF, 0x6FB4FF, 0x4186CC, 0x2F6299].map { Color($0) },
    bands: [0x15181D, 0x1B2129, 0x232C37, 0x2D3947].map { Color($0) }, usesDashes: false)

  /// Greys and dashes that survive a copier.
  public static let print = Theme(
    name: "print",
    fixed: Fixed(
      ground: Color(0xFFFFFF), ink: Color(0x000000), note: Color(0x4A4A4A), rule: Color(0xBDBDBD),
      interpolators: Color(0x000000), gradientFlow: Color(0x3C3C3C), sgd: Color(0x6E6E6E),
      sgdText: Color(0x555555), firstLayer: Color(0x202020), secondLayer: Color(0x6A6A6A)),
    ramp: [0x000000, 0x3C3C3C, 0x6E6E6E, 0x8C8C8C].map { Color($0) },
    bands: [0xFFFFFF, 0xF7F7F7, 0xEEEEEE, 0xE2E2E2].map { Color($0) }, usesDashes: true)

  /// All themes, the default first.
  public static let all = [light, dark, print]

  /// The colour of a role.
  public func color(_ role: Role) -> Color {
    switch role {
    case .ground: fixed.ground
    case .ink: fixed.ink
    case .note: fixed.note
    case .rule: fixed.rule
    case .interpolators: fixed.interpolators
    case .gradientFlow: fixed.gradientFlow
    case .gradientFlowAt(let place): Theme.interpolate(ramp, at: place)
    case .sgd: fixed.sgd
    case .sgdText: fixed.sgdText
    case .firstLayer: fixed.firstLayer
    case .secondLayer: fixed.secondLayer
    case .band(let height): Theme.interpolate(bands, at: height)
    }
  }

  /// The dashes, in line widths, by which a role is known without colour; none for a solid line.
  public func dashes(_ role: Role) -> [Double] {
    guard usesDashes else { return [] }
    return switch role {
    case .sgd: [4, 2]
    case .secondLayer: [3, 1.5]
    default: []
    }
  }

  private static func interpolate(_ stops: [Color], at place: Double) -> Color {
    let x = min(max(place, 0), 1) * Double(stops.count - 1)
    let index = min(Int(x), stops.count - 2)
    return stops[index].mixed(with: stops[index + 1], by: x - Double(index))
  }
}
