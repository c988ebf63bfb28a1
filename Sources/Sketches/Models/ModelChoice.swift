import Lectures
import Models
import Records

/// Settings of models with their values.
extension ModelRuns {
  /// A parameter with its values, as the text that it is set to and as numbers.
  struct Choice {
    let name: String
    let parameter: String
    let values: [(text: String, number: Double)]
    let isRange: Bool
    let place: Place
  }

  func choice(
    _ setting: ModelSetting, of model: NamedModel, _ line: ModelLine
  ) throws -> Choice {
    guard let parameter = model.parameters[setting.name] else {
      let known = model.parameters.keys.sorted()
      let hint =
        NearestName.to(setting.name, among: known).map { "did you mean '\($0)'?" }
        ?? "there is \(known.joined(separator: ", "))"
      throw Fault(
        setting.place, "\(model.name) has no setting '\(printable(setting.name))'; \(hint)")
    }
    let values = try values(of: setting, line)
    for value in values {
      do {
        _ = try model.experiment.setting(parameter, to: value.text)
      } catch {
        let range = model.experiment.settings.first { $0.name == parameter }?.range
        throw Fault(
          setting.place,
          "\(setting.name)=\(printable(value.text)) is not allowed; give "
            + (range?.replacing("...", with: "..") ?? "another value"))
      }
    }
    var isRange = false
    if case .range = setting.value { isRange = true }
    return Choice(
      name: setting.name, parameter: parameter, values: values, isRange: isRange,
      place: setting.place)
  }

  private func values(
    of setting: ModelSetting, _ line: ModelLine
  ) throws -> [(text: String, number: Double)] {
    func plain(_ value: Double) -> (String, Double) {
      (value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)", value)
    }
    switch setting.value {
    case .one(.name(let word, let place)):
      // A word that stands for no number is one of the words that a parameter takes.
      guard let value = try? Compiler.number(.name(word, place), names) else {
        return [(word, .nan)]
      }
      return [plain(value)]
    case .one(let formula): return [plain(try Compiler.number(formula, names))]
    case .range(let bounds, let isLog, let count):
      if case .data = line.kind {
        throw Fault(bounds.place, "data have one value of each setting; give runs a range")
      }
      let (low, high) = (
        try Compiler.number(bounds.low, names), try Compiler.number(bounds.high, names)
      )
      guard low.isFinite, high.isFinite, low < high, !isLog || low > 0 else {
        throw Fault(
          bounds.place,
          isLog && low <= 0
            ? "steps of a log range begin above 0; write 1e-3..1 log"
            : "\(short(low))..\(short(high)) is empty; give the smaller end first")
      }
      let asked = try count.map { try Compiler.number($0, names) }
      if let asked, !((2...Double(Self.mostRuns)).contains(asked) && asked == asked.rounded()) {
        throw Fault(
          count?.place ?? bounds.place,
          "a count of \(brief(asked)) is not allowed; give a whole number in 2..\(Self.mostRuns)")
      }
      let isWhole = low == low.rounded() && high == high.rounded()
      if asked == nil, !isLog, isWhole, high - low < Double(Self.mostRuns) {
        return (0...Int(high - low)).map { plain(low + Double($0)) }
      }
      let steps = Int(asked ?? 21)
      if isLog { return logarithmicGrid(from: low, to: high, count: steps).map(plain) }
      return (0..<steps).map { k in
        plain(k == steps - 1 ? high : low + Double(k) * (high - low) / Double(steps - 1))
      }
    }
  }
}
