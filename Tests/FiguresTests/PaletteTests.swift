import Figures
import Plotting
import Testing

/// The lecture's colours can be told apart where they meet.
@Suite struct LecturePaletteTests {
  @Test(arguments: [
    [Role.gradientFlow, .sgd, .interpolators], [.firstLayer, .secondLayer],
  ])
  func rolesThatMeetLookApart(_ roles: [Role]) {
    #expect(Palette.implicitBias.faults(meeting: roles).isEmpty)
  }
}
