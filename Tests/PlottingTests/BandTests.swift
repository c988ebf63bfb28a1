import Drawing
import Plotting
import Testing
import Typesetting

/// Bands between levels, filled.
@Suite struct BandTests {
  private static let fonts = Result { try MathFonts.latinModern() }

  /// The fills of the bands of a figure, in the order in which they are painted.
  private func fills(
    at levels: [Double], to end: Double, aspect: Panel.Aspect
  ) throws -> [(path: Path, color: Color)] {
    let bands = Contours(
      of: { $0 * $0 + $1 * $1 }, at: try Levels(levels), form: .bands)
    let panel = Panel(
      name: "only", x: .linear(from: -end, to: end), y: .linear(from: -end, to: end),
      aspect: aspect, marks: [bands])
    let figure = Figure(
      id: "test", title: "Test", caption: "", alternative: "A test.",
      size: Size(width: 300, height: 320), arrangement: .panel(panel), steps: [])
    let metrics = Metrics(theme: .light, fonts: try Self.fonts.get(), size: .text)
    return try laidOut(figure, metrics: metrics).scene.items.folded([]) { found, item in
      if case .path(let path, let style) = item, let fill = style.fill, style.evenOdd {
        found.append((path, fill))
      }
    }
  }

  @Test(
    "a line that touches the panel's edge is the border of its band as any other",
    arguments: [3.9, 3.999, 4, 4.001, 4.1])
  func touchingLines(_ level: Double) throws {
    let fills = try fills(at: [1, 2, level], to: 2, aspect: .equal)
    // One fill for each level: what lies below is a hole in it, and no fill of its own.
    #expect(fills.count == 3)
    #expect(Set(fills.map(\.color)).count == 3)
    for fill in fills.prefix(2) {
      let parts = fill.path.elements.count { if case .move = $0 { true } else { false } }
      #expect(parts == 2, "the whole panel and its hole")
    }
  }

  @Test("n levels have n + 1 colours, and only what lies below the first has that of the ground")
  func colours() throws {
    for levels in [[1.0], [1, 2], [0.5, 1, 1.5, 2]] {
      let colors = try fills(at: levels, to: 3, aspect: .free).map(\.color)
      #expect(Set(colors).count == levels.count, "\(levels)")
      #expect(!colors.contains(Theme.light.color(.ground)), "\(levels)")
    }
  }
}
