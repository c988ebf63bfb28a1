package import Plotting

extension Role {
  /// The limit set: interpolators, the maximum margin.
  package static let interpolators = Role("interpolators")
  /// Gradient flow and small-step gradient descent.
  package static let gradientFlow = Role("gradient-flow")
  /// Gradient flow at a place on the scale of α: 0 for the smallest, 1 for the largest;
  /// the lightest still has three to one on the ground.
  package static func gradientFlowAt(_ place: Double) -> Role {
    Role("gradient-flow-at", at: place)
  }
  /// Gradient descent whose steps are large beside those of another run.
  package static let largeSteps = Role("large-steps")
  /// Stochastic gradient descent.
  package static let sgd = Role("sgd")
  /// The first layer's weights v.
  package static let firstLayer = Role("first-layer")
  /// The second layer's weights u.
  package static let secondLayer = Role("second-layer")
}

extension Palette {
  /// The colours of this lecture.
  package static let implicitBias = Palette([
    Entry(.interpolators, light: 0xB81F2B, dark: 0xFF6F66, print: 0x000000),
    Entry(.gradientFlow, light: 0x1D5FA6, dark: 0x6FB4FF, print: 0x3C3C3C),
    Entry(
      .gradientFlowAt(0), light: [0x0B2A52, 0x1D5FA6, 0x4E93D2],
      dark: [0xD6EAFF, 0x6FB4FF, 0x3B7DC2],
      print: [0x000000, 0x3C3C3C, 0x6E6E6E]),
    Entry(.largeSteps, light: 0x4A1A70, dark: 0xE58FB5, print: 0x000000),
    Entry(.sgd, light: 0xD57A00, dark: 0xF8C86A, print: 0x6E6E6E, dash: [4, 2]),
    Entry(.firstLayer, light: 0x07564F, dark: 0x35A99C, print: 0x202020),
    Entry(.secondLayer, light: 0xAC529B, dark: 0xF3BCEA, print: 0x6A6A6A, dash: [3, 1.5]),
  ])
}
