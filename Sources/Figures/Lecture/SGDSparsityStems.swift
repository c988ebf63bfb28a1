import Drawing
import Lectures
import Models
import Plotting

/// The weights of the truth and of both limits as stems.
extension SGDSparsityFigure {
  /// The weights with those of the truth's support first, times the truth's sign there.
  private func shownOrder(_ weights: [Double], _ run: SGDSparsity.Run) -> [Double] {
    guard let teacher = run.teacher else { return weights }
    let support = teacher.indices.filter { teacher[$0] != 0 }
    let rest = teacher.indices.filter { teacher[$0] == 0 }
    return support.map { teacher[$0] < 0 ? -weights[$0] : weights[$0] } + rest.map { weights[$0] }
  }

  func stemPanel(_ kind: String, _ run: SGDSparsity.Run, _ ends: SettlingRuns, _ text: FigureText)
    -> Panel
  {
    let (own, role) =
      switch kind {
      case "flow": (run.flow.theta, Role.gradientFlow)
      case "sgd": (run.sgd.theta, .sgd)
      default: (run.teacher ?? [], .ink)
      }
    let weights = shownOrder(own, run)
    let everything = [run.flow.theta, run.sgd.theta].flatMap { shownOrder($0, run) } + weights
    // Nothing is known of the user's weights: words stand above the stems, not between them, and
    // so they do where they speak of runs that are missing.
    let isGiven = run.teacher == nil
    let isAbove = isGiven || kind == "sgd" && ends.diverged + ends.unsettled > 0
    let (most, least) = (max(0, everything.max() ?? 0), min(0, everything.min() ?? 0))
    let top = isGiven ? (most > least ? most : 1) : max(1, most)
    let bottom = isGiven ? least : min(-0.2, least)
    func label(_ name: String, _ x: Double, _ size: TypeSize, _ role: Role) -> Label {
      let sides: [LabelRequest.Placement] =
        !isAbove ? [] : x == 0 ? [.aboveRight()] : [.aboveLeft()]
      return Label(
        text[name], at: .fraction(Point(x, 1)), sides, size: size, role: role, layer: kind)
    }
    let d = Double(weights.count)
    let ticks =
      isGiven ? linearTicks(from: bottom, to: top, count: 4) : [Tick(0, "0"), Tick(1, "1")]
    return Panel(
      name: kind, x: .linear(from: 0, to: d + 1), y: .linear(from: bottom, to: top),
      frame: .ranges(
        x: kind == "sgd"
          ? Axis(countTicks(to: weights.count), over: 1...d, label: text["coordinate"]) : nil,
        y: Axis(ticks, over: isGiven ? bottom...top : 0...1)),
      padding: Insets(top: isAbove ? (isGiven ? 17 : 26) : 5)
    ) {
      Rule.y(0, .note, .hair, .solid, layer: "axes", name: "zero")
      Stems(
        weights.numbered, role, dotsAbove: isGiven ? 0.03 * (top - bottom) : 0.035, layer: kind,
        name: "weights")
      label("title-\(kind)", isAbove ? 0 : 0.12, .label, role)
      label("notes-\(kind)", 1, .tick, kind == "truth" ? .note : role)
    }
  }
}
