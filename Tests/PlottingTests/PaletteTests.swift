import Drawing
import Plotting
import Testing

/// Roles of a lecture's own, and whether their colours can be told apart.
@Suite struct PaletteTests {
  private let flow = Role("flow")
  private let descent = Role("descent")

  @Test func aThemeTakesThePalettesColours() {
    let palette = Palette([
      .init(flow, light: 0x1D5FA6, dark: 0x6FB4FF, print: 0x3C3C3C, dash: [4, 2])
    ])
    #expect(Theme.light.with(palette).color(flow) == Color(0x1D5FA6))
    #expect(Theme.dark.with(palette).color(flow) == Color(0x6FB4FF))
    #expect(Theme.print.with(palette).dashes(flow) == [4, 2])
    #expect(Theme.light.with(palette).dashes(flow).isEmpty)
    // Without the palette the role is unknown and drawn in ink.
    #expect(Theme.light.color(flow) == Theme.light.color(.ink))
  }

  @Test func aScaleMeetsItsStops() {
    let scale = Palette([
      .init(flow, light: [0x000000, 0x808080, 0xFFFFFF], dark: [0, 1], print: [0, 1])
    ])
    let theme = Theme.light.with(scale)
    let places = [-1, 0, 0.5, 1, 2].map { theme.color(Role("flow", at: $0)).hex }
    #expect(places == ["#000000", "#000000", "#808080", "#ffffff", "#ffffff"])
  }

  @Test func coloursThatLookAlikeAreNamed() {
    let alike = Palette([
      .init(flow, light: 0xB81F2B, dark: 0xFF6F66, print: 0),
      .init(descent, light: 0x6B6B00, dark: 0xE0B000, print: 0),
    ])
    let faults = alike.faults(meeting: [flow, descent])
    #expect(faults.contains { $0.contains("flow and descent look alike") }, "\(faults)")
    let pale = Palette([.init(flow, light: 0xFFE080, dark: 0x303030, print: 0)])
    #expect(pale.faults(meeting: [flow]).count == 2)
    let apart = Palette([
      .init(flow, light: 0x1D5FA6, dark: 0x6FB4FF, print: 0),
      .init(descent, light: 0xD57A00, dark: 0xF7C062, print: 0),
    ])
    #expect(apart.faults(meeting: [flow, descent]).isEmpty)
  }

  /// Against colorspacious 1.1.2: CAM02-UCS, and Machado's matrices at full severity.
  @Test func distancesAreThoseOfAnIndependentComputation() {
    let (a, b) = (Color(0x1D5FA6), Color(0xD57A00))
    let expected: [(Sight, Double)] = [
      (.usual, 62.8258), (.deutan, 61.7316), (.protan, 53.8711), (.tritan, 55.2940),
    ]
    for (sight, value) in expected {
      #expect(abs(sight.distance(a, b) - value) < 0.05, "\(sight)")
    }
  }
}
