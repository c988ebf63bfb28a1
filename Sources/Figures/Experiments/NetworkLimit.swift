import Lectures
import Models

/// Where runs on the diagonal network end.
extension NetworkExperiment {
  static let measuresOfLimit = [
    Measure("l1", "ℓ1 norm of the limit"), Measure("l2", "ℓ2 norm of the limit"),
    Measure(
      "support",
      "weights of the limit above a hundredth of the largest planted one; without one, those whose part "
        + "in the predictions is above a hundredth of the largest"),
    Measure("error", "squared distance of the limit to the truth"),
    Measure("effective-alpha", "geometric mean of the scales α at the end"),
    Measure("sharpness", "largest eigenvalue of the Hessian of the loss at the limit"),
    Measure("steps", "steps taken; none for flow"),
    Measure("loss", "loss at the end; none for flow"),
    Measure("steps-to-loss", "steps until the loss is below 1e-4 of the first, to 100 steps"),
    Measure("least-l1", "least ℓ1 norm of an interpolator"),
    Measure("least-l2", "least ℓ2 norm of an interpolator"),
    Measure("test-error", "mean squared error on the rows that are held back; none without any"),
    Measure("limit", "all weights of the limit"),
  ]

  func limit(on data: DataSet, _ measures: Set<String>) throws -> RunResult {
    var values = try interpolators(of: data, measures)
    if rule == "flow" {
      let equations = try data.equations()
      let limit = try Potential(alpha: alpha, dimension: data.features)
        .interpolator(equations.x, equations.y)
      let end = try NetworkWeights(interpolator: limit.theta, alpha: alpha)
      values["effective-alpha"] = [alpha]
      summarise(limit.theta, of: data, end, into: &values, measures)
      return RunResult(values)
    }
    let descent = try descent(on: data)
    if measures.contains("steps-to-loss") {
      values["steps-to-loss"] = stepsToLoss(descent).map { [Double($0)] }
    }
    do throws(SettledDescent.Failure) {
      let settled = try SettledDescent(descent, tolerance: tolerance, most: mostSteps)
      values["steps"] = [Double(settled.steps)]
      values["loss"] = [settled.loss]
      values["effective-alpha"] = [geometricMean(settled.weights.effectiveAlphas)]
      summarise(settled.limit, of: data, settled.weights, into: &values, measures)
      return RunResult(values)
    } catch {
      switch error {
      case .diverged(let steps): return RunResult(status: "diverged", ["steps": [Double(steps)]])
      case .unsettled(let loss):
        return RunResult(status: "unsettled", ["loss": [loss], "steps": [Double(mostSteps)]])
      case .noLimit: return RunResult(status: "limitless", values)
      }
    }
  }

  private func interpolators(
    of data: DataSet, _ measures: Set<String>
  ) throws -> [String: [Double]] {
    var values: [String: [Double]] = [:]
    guard !measures.isDisjoint(with: ["least-l1", "least-l2"]) else { return [:] }
    let equations = try data.equations()
    if measures.contains("least-l1") {
      values["least-l1"] = [try LeastL1Interpolator(equations.x, equations.y).norm]
    }
    if measures.contains("least-l2") {
      values["least-l2"] = [euclideanNorm(try leastL2Interpolator(equations.x, equations.y))]
    }
    return values
  }

  private func summarise(
    _ limit: [Double], of data: DataSet, _ end: NetworkWeights,
    into values: inout [String: [Double]], _ measures: Set<String>
  ) {
    let summary = SparsitySummary(limit, of: data)
    values["l1"] = [summary.l1]
    values["l2"] = [summary.l2]
    values["support"] = [Double(summary.support)]
    values["error"] = summary.squaredError.map { [$0] }
    values["test-error"] = prepared?.testError(limit).map { [$0] }
    values["limit"] = limit
    if measures.contains("sharpness"),
      let edge = try? DiagonalNetwork(data).stepSizeEdge(at: end)
    {
      values["sharpness"] = [2 / edge]
    }
  }

  /// Steps until the loss is below 10⁻⁴ of the first, looked at every 100 steps.
  private func stepsToLoss(_ descent: NetworkDescent) -> Int? {
    var descent = descent
    let first = descent.loss
    while descent.steps < mostSteps, descent.divergedBy == nil {
      descent.advance(by: 100)
      if descent.loss <= 1e-4 * first { return descent.steps }
    }
    return nil
  }
}
