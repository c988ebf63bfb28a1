import Lectures
import Models

/// What runs on the diagonal network are at moments from their start on.
extension NetworkExperiment {
  static let measuresOfPath = [
    Measure("time", "time of flow, or steps taken"), Measure("loss", "loss"),
    Measure("l1", "ℓ1 norm of the predictor"), Measure("l2", "ℓ2 norm of the predictor"),
    Measure("support", "weights above a hundredth of the largest planted one, or as for the limit"),
    Measure("error", "squared distance to the truth"),
  ]

  func path(on data: DataSet) throws -> RunResult {
    var values: [String: [Double]] = [:]
    func take(_ time: Double, _ theta: [Double], loss: Double) {
      let summary = SparsitySummary(theta, of: data)
      let found = [
        "time": time, "loss": loss, "l1": summary.l1, "l2": summary.l2,
        "support": Double(summary.support), "error": summary.squaredError,
      ]
      for (name, value) in found { if let value { values[name, default: []].append(value) } }
    }
    if rule == "flow" {
      let times = (1..<moments).map { until * Double($0) / Double(moments - 1) }
      let flow = try DiagonalFlow(data.x, data.y, alpha: alpha)
      let path = flow.trajectory(until: .times(times))
      guard path.isComplete else { return RunResult(status: "unfinished", [:]) }
      for time in [0] + times {
        let state = path.state(at: time)
        take(time, state.theta, loss: state.loss)
      }
      return RunResult(values)
    }
    var descent = try descent(on: data)
    for moment in 0..<moments {
      let steps = Int((until * Double(moment) / Double(moments - 1)).rounded())
      descent.advance(by: steps - descent.steps)
      guard descent.divergedBy == nil else { return RunResult(status: "diverged", [:]) }
      take(Double(descent.steps), descent.theta, loss: descent.loss)
    }
    return RunResult(values)
  }
}
