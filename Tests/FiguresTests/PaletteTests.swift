import Drawing
import Figures
import Foundation
import Lectures
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
        Role.ink, .note, .interpolators, .gradientFlow, .sgd, .firstLayer, .secondLayer,
      ] {
        let words = dimmed.words(role).mixed(with: end, by: 1 - share)
        #expect(words.contrast(with: theme.color(.ground)) >= 3, "\(role.name), \(share)")
      }
    }
  }

  @Test("lines of every role have three to one on the ground") func linesAreSeen() {
    let scale = [0, 0.25, 0.5, 0.75, 1].map { Role.gradientFlowAt($0) }
    let own: [Role] = [.interpolators, .gradientFlow, .largeSteps, .sgd, .firstLayer, .secondLayer]
    for role in own + scale + (0..<6).map({ Role.series($0) }) {
      let faults = Palette.implicitBias.faults(meeting: [role])
      #expect(faults.isEmpty, "\(faults)")
    }
  }

  @Test("six lines in turn look apart") func linesInTurnLookApart() {
    #expect(Palette.implicitBias.faults(meeting: (0..<6).map { Role.series($0) }).isEmpty)
  }

  @Test("words have 4.5:1 to what lies below them", arguments: Subject.all)
  func wordsAreRead(_ subject: Subject) throws {
    let scene = try rendering(subject.id).scene(
      subject.look, fonts: try fontSet.get().fonts(for: subject.size))
    var fills: [(rings: [[Point]], bounds: Rect, color: Color, opacity: Double)] = []
    scene.items.folded(()) { _, item in
      switch item {
      case .path(let path, let style):
        guard let color = style.fill, let bounds = path.bounds else { return }
        fills.append((rings(of: path), bounds, color, style.fillOpacity))
      case .glyphs(let run) where run.isInked:
        for glyph in run.glyphs {
          let place = run.origin + glyph.offset + Point(0.25 * run.size, -0.25 * run.size)
          let ground = fills.filter { $0.bounds.contains(place) && holds($0.rings, place) }
            .reduce(scene.ground ?? subject.theme.color(.ground)) {
              $0.mixed(with: $1.color, by: $1.opacity)
            }
          let contrast = run.color.contrast(with: ground)
          #expect(
            contrast >= 4.5, "'\(glyph.text)' \(run.color.hex) on \(ground.hex): \(contrast)")
        }
      case .glyphs, .group, .picture: break
      }
    }
  }

  /// The closed parts of a path, curves by their control points.
  private func rings(of path: Path) -> [[Point]] {
    path.elements.reduce(into: []) { rings, element in
      if case .move = element { rings.append([]) }
      if !rings.isEmpty { rings[rings.count - 1] += Path([element]).points }
    }
  }

  /// Whether a place lies inside by the even-odd rule.
  private func holds(_ rings: [[Point]], _ place: Point) -> Bool {
    rings.reduce(false) { isInside, ring in
      zip(ring, ring.dropFirst() + ring.prefix(1)).reduce(isInside) { isInside, side in
        let (a, b) = side
        guard (a.y > place.y) != (b.y > place.y) else { return isInside }
        let x = a.x + (b.x - a.x) * (place.y - a.y) / (b.y - a.y)
        return place.x < x ? !isInside : isInside
      }
    }
  }
}
