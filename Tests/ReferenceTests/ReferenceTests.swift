import Foundation
import Testing

/// The handlers of every topic, one file each under `Topics`.
let topics: [String: [String: Handler]] = [
  "diagonal_flow": diagonalFlowHandlers,
  "interpolators": interpolatorsHandlers,
  "landscape": landscapeHandlers,
  "least_squares": leastSquaresHandlers,
  "level_sets": levelSetsHandlers,
  "margin": marginHandlers,
  "potential": potentialHandlers,
  "sgd": descentHandlers,
  "stochastic_flow": stochasticFlowHandlers,
]

@Suite("Reference")
struct ReferenceTests {
  /// The folder named by REFERENCE_DIR, or the copies beside these tests.
  static let folder: URL? =
    ProcessInfo.processInfo.environment["REFERENCE_DIR"].map { URL(fileURLWithPath: $0) }
    ?? Bundle.module.url(forResource: "Values", withExtension: nil)

  @Test("every reference file agrees at its stated tolerance")
  func files() throws {
    let report = try runReference(folder: try #require(Self.folder), topics: topics)
    for failure in report.failures { Issue.record("\(failure)") }
    for miss in report.strictMisses { print("strict bar missed: \(miss)") }
    print(report.summary)
  }
}
