import Elementary
import Records

extension Setting {
  /// Values for a slider over the range of a number, its own among them: about eleven, at equal
  /// distances, or with equal ratios where the ends differ a hundredfold; none for what is no number.
  ///
  /// - Parameter isReal: Whether fractions are allowed where the range and the value are whole.
  func sliderValues(isReal: Bool) -> [String] {
    let ends = range.replacing("...", with: " ").split(separator: " ")
    guard ends.count == 2, let low = Double(ends[0]), let high = Double(ends[1]),
      let own = Double(value), low < high, low.isFinite, high.isFinite
    else { return [] }
    let isWhole = !isReal && (ends + [value[...]]).allSatisfy { Int($0) != nil }
    let isSpread = low > 0 && high / low >= 100
    let values = (0...10).map { index -> Double in
      let part = Double(index) / 10
      let place = isSpread ? low * pow(high / low, part) : low + (high - low) * part
      if isWhole { return place.rounded() }
      // Two digits of the value, or of the distance to the next.
      let digits = 1 - log10(isSpread ? place : (high - low) / 10).rounded(.down)
      let unit = pow(10, abs(digits))
      let round = digits < 0 ? (place / unit).rounded() * unit : (place * unit).rounded() / unit
      return min(max(round, low), high)
    }
    return Set(values + [own]).sorted().map { $0 == own ? value : short($0) }
  }
}

extension Resolver {
  /// The slider that a picture asks for; nil for a picture without.
  ///
  /// - Throws: `LineError` for values that are none, or a start that is not among them.
  mutating func slider(
    _ picture: Block.Picture, _ changes: FigureChanges, id: String, line: Int
  ) throws(LineError) -> ShownFigure.Slider? {
    guard let name = picture.attributes["slider"] else { return nil }
    let given = picture.settings.values.last { $0.name == name }?.value
    let listed = picture.attributes["values"]?.split(separator: ";").map(String.init)
    var usual = given
    var values = listed ?? []
    if listed == nil {
      let known = try draw(id, picture.settings.values, changes, line: line).parameters
      guard let own = known.first(where: { $0.name == name }) else {
        let names = known.map(\.name)
        throw LineError(
          line,
          "figure '\(printable(id))' has no parameter \(quoted(name)) to slide; "
            + (names.isEmpty
              ? "it has none" : "it has \(names.map(printable).joined(separator: ", "))"),
          suggestion: NearestName.to(name, among: names))
      }
      usual = own.value
      let isSketch = id.hasSuffix(".figure") || manuscript.sketches[id] != nil
      values = own.sliderValues(isReal: isSketch)
    }
    guard (2...61).contains(values.count) else {
      throw LineError(line, "a slider needs values=\"a;b;c\", 2 to 61 of them")
    }
    let chosen = picture.attributes["start"] ?? usual ?? values[values.count / 2]
    guard let start = values.firstIndex(where: { isSame($0, chosen) }) else {
      let values = values.joined(separator: ";")
      throw LineError(
        line,
        "the slider starts at \(quoted(chosen)), which is not one of its values \(printable(values)); "
          + "add it to them")
    }
    let power = picture.attributes["power"].map { ["+": 1.0, "-": -1.0][$0] }
    guard power != .some(nil), power == nil || values.allSatisfy({ Double($0) != nil }) else {
      throw LineError(line, "a slider of exponents has numbers and power=\"+\" or power=\"-\"")
    }
    var frames: [ShownFigure.Frame] = []
    for value in values {
      let others = picture.settings.values.filter { $0.name != name }
      let drawn = try draw(id, others + [(name, value)], changes, line: line)
      frames.append(ShownFigure.Frame(value: value, drawn: drawn, caption: []))
    }
    let help = frames.first?.drawn.parameters.first { $0.name == name }?.help ?? ""
    // A parameter without words is called by its name alone.
    let label = picture.attributes["label"] ?? (help == name ? "" : help)
    let words = try telling(line, "the label of the slider: ") {
      try inlines(ofDollars: label, line: line, macros: macros)
    }
    let others = picture.settings.values.filter { $0.name != name }.map { "\($0.name)=\($0.value)" }
    let call =
      ["figures", "render", id] + others.flatMap { ["--set", $0] } + ["--set", name + "="]
    return ShownFigure.Slider(
      parameter: name, label: words, frames: frames, start: start,
      command: manuscript.sketches[id] != nil ? "" : call.map(shellWord).joined(separator: " "),
      linked: picture.attributes["linked"], power: power ?? nil)
  }
}

/// Whether two values of a parameter are one, such as 0.1 and 0.10.
private func isSame(_ one: String, _ other: String) -> Bool {
  guard one != other else { return true }
  guard let value = Double(one) else { return false }
  return value == Double(other)
}

/// A word of a command line, between quotes where a shell would read it otherwise.
private func shellWord(_ word: String) -> String {
  let isPlain = word.allSatisfy {
    $0.isASCII && ($0.isLetter || $0.isNumber) || "+,-./:=@_".contains($0)
  }
  return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
}
