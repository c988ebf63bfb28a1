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
  // The experiments of the papers.
  "bad_minima": badMinimaHandlers,
  "depth": depthHandlers,
  "edge_of_stability": edgeOfStabilityHandlers,
  "grokking": grokkingHandlers,
  "hundred_runs": hundredRunsHandlers,
  "label_noise": labelNoiseHandlers,
  "large_steps_logistic": largeStepsHandlers,
  "lasso_path": lassoPathHandlers,
  "mirror_geometry": mirrorGeometryHandlers,
  "momentum": momentumHandlers,
  "ols_null": leastSquaresNullHandlers,
  "positive_network_noise": positiveNetworkHandlers,
  "saddle_stairs": saddleStairsHandlers,
  "step_size_sweep": stepSizeSweepHandlers,
  "stochastic_band": stochasticBandHandlers,
  "teachers": teachersHandlers,
  "three_margins": threeMarginsHandlers,
  "toy_dynamics": toyDynamicsHandlers,
  "uncentred": uncentredHandlers,
  "woodworth": woodworthHandlers,
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
