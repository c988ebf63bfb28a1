import Drawing
import Figures
import Foundation
import Plotting
import Testing

/// The lecture's colours can be told apart where they meet.
@Suite struct LecturePaletteTests {
  @Test(arguments: [
    [Role.gradientFlow, .sgd, .interpolators], [.firstLayer, .secondLayer],
    [.gradientFlow, .largeSteps],
  ])
  func rolesThatMeetLookApart(_ roles: [Role]) {
    #expect(Palette.implicitBias.faults(meeting: roles).isEmpty)
  }

  @Test("words of steps gone by keep three to one on the ground of the slides")
  func wordsOfStepsGoneByAreRead() throws {
    let folder = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
    let sheet = shell("cat '\(folder)/Templates/Pages/slides.css'").output
    let rules = sheet.split(separator: "\n").filter {
      $0.contains(".view .old:not([id*=\"-axes-\"]){filter:")
    }
    #expect(rules.count == 2 && !sheet.contains(".old{opacity"))
    for (rule, theme) in zip(rules, [Theme.light, .dark]) {
      let parts = rule.split(separator: "brightness(")
      let share = try #require(parts.last?.split(separator: ")").first.flatMap { Double($0) })
      // On white towards white, in the dark towards black.
      let end = Color(theme.color(.ground) == Color(0xFFFFFF) ? 0xFFFFFF : 0x000000)
      let dimmed = theme.with(.implicitBias)
      for role in [
        Role.ink, .note, .interpolators, .gradientFlow, .sgdText, .firstLayer, .secondLayer,
      ] {
        let words = dimmed.color(role).mixed(with: end, by: 1 - share)
        let (a, b) = (luminance(words), luminance(theme.color(.ground)))
        #expect((max(a, b) + 0.05) / (min(a, b) + 0.05) >= 3, "\(role.name), \(share)")
      }
    }
  }

  /// The relative luminance of a colour (WCAG 2.1).
  private func luminance(_ color: Color) -> Double {
    let parts = [color.red, color.green, color.blue].map { byte -> Double in
      let value = Double(byte) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
}
