import Drawing
import Testing

/// Ids in style sheets: no name of a file makes a selector that is none.
@Suite struct SelectorTests {
  @Test(arguments: [
    ("potential", "potential"), ("3days-web", "\\33 days-web"), ("-3", "-\\33 "), ("-a", "-a"),
    ("--a", "--a"), ("-", "\\2d "), ("a.b (c)", "a\\2e b\\20 \\28 c\\29 "), ("été_1", "été_1"),
    ("a<b", "a\\3c b"),
  ])
  func anIdIsEscaped(_ id: String, _ selector: String) {
    #expect(cssIdentifier(id) == selector)
  }

  @Test func aFileWhoseNameBeginsWithADigitHasItsColours() throws {
    var (light, dark) = (try sampleScene(), try sampleScene(dark: true))
    (light.id, dark.id) = ("3days", "3days")
    let scheme = try ColorScheme(light: light, dark: dark, ink: Color(0x1B1D21))
    let text = svg(light, profile: .web(scheme))
    #expect(text.contains("id=\"3days\"") && text.contains("#\\33 days .f"))
    #expect(!text.contains("#3days{") && !text.contains("#3days ."))
    var second = light
    second.items.removeLast()
    let film = animatedSVG([light, second], seconds: 1, repeats: false)
    #expect(film.contains("@keyframes \\33 days-k") && film.contains("animation:\\33 days-k"))
    #expect(!film.contains("#3days .") && !film.contains("@keyframes 3"))
  }
}
