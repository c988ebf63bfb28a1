import Lectures
import Plotting
import Sketches
import Testing
import Typesetting

/// Numbers with powers of ten in words of sketches.
@Suite struct SmallNumberTests {
  private func labels(_ source: String) throws -> [String] {
    let figure = try sketch("alt: auto\n" + source).computed().figure(.text)
    let metrics = Metrics(theme: .light, fonts: try MathFonts.latinModern(), size: .text)
    return try laidOut(figure, metrics: metrics).labels.map(\.text)
  }

  @Test(arguments: ["1e-4", "1e-12", "2e24", "1e299"])
  func numbersOfLevelsAreFormulas(_ level: String) throws {
    let labels = try labels(
      "plane x in -1..1, y in -1..1\nlevels (x^2 + 2*y^2)*\(level) at 0.5*\(level), \(level) numbers"
    )
    #expect(labels.contains { $0.contains("10^{") }, "\(labels)")
  }

  @Test func quotedNumbersAreSetInWords() throws {
    let labels = try labels(
      """
      parameter a = 0.000025 in 1e-30..1: step
      axes x in -1..1, y in -1..1
      label "eta = {{a}}" at (0, 0)
      label "10⁻²⁴ and x₁₂" at (0, 0.5)
      """)
    #expect(labels.contains { $0.contains("{}^{-5}") }, "\(labels)")
    #expect(labels.contains("10${}^{-24}$ and x${}_{12}$"), "\(labels)")
  }
}
