package import Drawing
import Elementary

/// Words ask for more contrast than lines: 4.5:1 (WCAG 2.1, 1.4.3), and a little more, so that those
/// of steps gone by, which slides fade, keep 3:1.
private let wordContrast = 5.0

extension Theme {
  /// The colour of words that name what a role draws: the role's own where it is read on the
  /// grounds, else the next of its hue that is, darker on paper and lighter in the dark.
  ///
  /// On the way from the role's colour it lies as far in the dark as in the light, so that the two are
  /// pairs: one picture on a page has both.
  ///
  /// - Parameter grounds: What lies below the words; the page without any.
  package func words(_ role: Role, on grounds: (Theme) -> [Color] = { _ in [] }) -> Color {
    let part = [self, twin].compactMap { $0?.part(of: role, on: grounds) }.max() ?? 0
    return part == 0 ? color(role) : color(role).blended(with: end, by: part)
  }

  /// What is read best on the page.
  private var end: Color {
    let (black, white, page) = (Color(0x000000), Color(0xFFFFFF), color(.ground))
    return white.contrast(with: page) > black.contrast(with: page) ? white : black
  }

  /// How far on the way to the end a role's colour is read.
  private func part(of role: Role, on grounds: (Theme) -> [Color]) -> Double {
    var below = grounds(self)
    if below.isEmpty { below = [color(.ground)] }
    func isRead(_ part: Double) -> Bool {
      let moved = color(role).blended(with: end, by: part)
      return below.allSatisfy { moved.contrast(with: $0) >= wordContrast }
    }
    if below.allSatisfy({ color(role).contrast(with: $0) >= wordContrast }) { return 0 }
    // The contrast grows along the way; nine halves are finer than a byte.
    return (1...9).reduce(1.0) { part, power in
      let less = part - 1 / Double(1 << power)
      return isRead(less) ? less : part
    }
  }
}

extension Color {
  /// The mixture in OKLab (Ottosson 2020), which keeps the hue on the way to black or white.
  fileprivate func blended(with other: Color, by part: Double) -> Color {
    // OKLab is linear in the cube roots of these responses, and so is a mixture.
    let root = cones + (other.cones - cones) * part
    let linear = SIMD3(
      (SIMD3(4.0767416621, -3.3077115913, 0.2309699292) * root * root * root).sum(),
      (SIMD3(-1.2684380046, 2.6097574011, -0.3413193965) * root * root * root).sum(),
      (SIMD3(-0.0041960863, -0.7034186147, 1.7076147010) * root * root * root).sum())
    func byte(_ value: Double) -> UInt8 { UInt8(Color.encoded(min(max(value, 0), 1)) * 255 + 0.5) }
    return Color(red: byte(linear.x), green: byte(linear.y), blue: byte(linear.z))
  }

  /// The cube roots of OKLab’s cone responses.
  private var cones: SIMD3<Double> {
    let parts = linear
    let responses = SIMD3(
      (SIMD3(0.4122214708, 0.5363325363, 0.0514459929) * parts).sum(),
      (SIMD3(0.2119034982, 0.6806995451, 0.1073969566) * parts).sum(),
      (SIMD3(0.0883024619, 0.2817188376, 0.6299787005) * parts).sum())
    return SIMD3(
      pow(responses.x, 1.0 / 3), pow(responses.y, 1.0 / 3), pow(responses.z, 1.0 / 3))
  }
}
