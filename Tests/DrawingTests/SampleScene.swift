import Drawing

/// A scene with one of everything: fills by both rules, strokes solid, dashed and translucent,
/// curves, words with ligature and kerning, mathematics, a halo, nested groups, steps.
func sampleScene(id: String = "sample", dark: Bool = false) throws -> Scene {
  let fonts = "/usr/share/texmf/fonts/opentype/public/"
  let roman = try Font(path: fonts + "lm/lmroman10-regular.otf")
  let math = try Font(path: fonts + "lm-math/latinmodern-math.otf")
  let ink = dark ? Color(0xE9EBEE) : Color(0x1B1D21)
  let red = dark ? Color(0xFF6F66) : Color(0xB81F2B)
  let blue = dark ? Color(0x6FB4FF) : Color(0x1D5FA6)
  let ground = dark ? Color(0x15181D) : Color(0xFFFFFF)
  let fill = dark ? Color(0x232C37) : Color(0xE4EAF1)
  let band = dark ? Color(0x2D3947) : Color(0xD2DBE6)

  func words(_ text: String, at place: Point, halo: Color? = nil) throws -> SceneItem {
    let (glyphs, _) = try roman.shape(text)
    return .glyphs(
      run(roman, 9, glyphs, at: place, halo: halo.map { .init($0, width: 1.5) }))
  }
  func run(
    _ font: Font, _ size: Double, _ glyphs: [GlyphRun.Glyph], at place: Point,
    halo: GlyphRun.Halo? = nil
  ) -> GlyphRun {
    let scale = size / font.unitsPerEm
    let scaled = glyphs.map {
      GlyphRun.Glyph(id: $0.id, offset: $0.offset * scale, text: $0.text)
    }
    return GlyphRun(
      font: font, size: size, color: ink, halo: halo, origin: place, glyphs: scaled)
  }
  let formula = try math.shape("𝛼 = 𝜙(𝜃)")

  let ring = Path(
    Path.circle(center: Point(60, 60), radius: 40).elements
      + Path.circle(center: Point(60, 60), radius: 24).elements)
  let wave = Path(
    fitting: (0...200).map { step in
      let t = Double(step) / 200
      return Point(20 + 150 * t, 100 - 60 * t * (1 - t) * (1 + 4 * t))
    }, tolerance: 0.02)
  return Scene(
    id: id, title: "A sample & its <parts>",
    description: "A ring, a rectangle, a curve through both, and words beside them.",
    size: Size(width: 234, height: 144), ground: ground,
    items: [
      .group(
        Group(
          name: "fills",
          items: [
            .path(ring, Style(fill: band, evenOdd: true)),
            .path(
              .rectangle(Rect(minX: 90.5, minY: 30.25, maxX: 150, maxY: 90)),
              Style(fill: fill, stroke: Stroke(ink, width: 0.4, cap: .butt, join: .miter))),
            .path(
              .circle(center: Point(120, 70), radius: 30),
              Style(fill: blue, fillOpacity: 0.18)),
          ])),
      .group(
        Group(
          name: "lines", step: 1,
          items: [
            .path(wave, Style(stroke: Stroke(red, width: 1.6))),
            .path(
              .line(Point(20, 120), Point(214, 120)),
              Style(stroke: Stroke(ink, width: 0.6, dash: [1.2, 1.8], cap: .butt))),
            .path(
              .line(Point(20, 126), Point(214, 130)),
              Style(stroke: Stroke(blue, width: 1.1, opacity: 0.5))),
          ])),
      .group(
        Group(
          name: "labels", step: 2,
          items: [
            .group(
              Group(
                name: "curve-label", label: "first difference, AVA fitted",
                items: [try words("first difference, AVA fitted", at: Point(90, 60), halo: fill)])),
            .group(
              Group(
                name: "formula", label: "alpha = phi(theta)",
                items: [
                  .glyphs(run(math, 10, formula.glyphs, at: Point(165, 40)))
                ])),
          ])),
    ])
}
