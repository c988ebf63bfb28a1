/// The labels of notes and of links' addresses: where they are defined and used.
///
/// Markdown knows a label everywhere in a source. What a block defines that is left out must be
/// unknown outside of it.
struct SourceLabels {
  /// The block that is being left out, with its line; nil outside of such a block.
  var hidingBlock: (name: String, line: Int)?
  private var shown: Set<String> = []
  private var hidden: [String: (block: String, blockLine: Int, line: Int)] = [:]
  /// Labels that stand for their characters somewhere.
  private var escaped: Set<String> = []
  private var uses: [(label: String, line: Int)] = []

  /// Notes a definition.
  mutating func define(_ label: String, _ line: Int) {
    let name = SourceLabels.name(label)
    guard let hidingBlock else {
      shown.insert(name)
      return
    }
    if hidden[name] == nil { hidden[name] = (hidingBlock.name, hidingBlock.line, line) }
  }

  /// Notes what may be a use.
  mutating func use(_ label: String, _ line: Int) {
    if hidingBlock == nil { uses.append((SourceLabels.name(label), line)) }
  }

  /// Notes a label after a backslash, which is text.
  mutating func escape(_ label: String) { escaped.insert(SourceLabels.name(label)) }

  /// What to say where a text shows a label that has no meaning there.
  ///
  /// - Throws: `LineError` for a label that is defined both inside and outside of what is hidden.
  func unknown() throws(LineError) -> [String: LineError] {
    for (name, place) in hidden.sorted(by: { $0.value.line < $1.value.line })
    where shown.contains(name) {
      throw LineError(
        place.line,
        "the label \(quoted("[" + name + "]")) is defined outside of the block '\(place.block)' "
          + "too; choose another")
    }
    var unknown: [String: LineError] = [:]
    for (name, line) in uses where !shown.contains(name) && !escaped.contains(name) {
      if unknown[name] != nil { continue }
      let label = quoted("[" + name + "]")
      if let place = hidden[name] {
        unknown[name] = LineError(
          line,
          "\(label) is defined only in the block '\(place.block)' of line \(place.blockLine), "
            + "which not everybody gets; define it outside of that block")
      } else if name.hasPrefix("^") {
        unknown[name] = LineError(
          line,
          "no note \(label); write \(label.dropFirst().dropLast()): … on a line of its own, "
            + "or \\[ for the bracket")
      }
    }
    return unknown
  }

  /// A label as Markdown compares it: in small letters, with single spaces.
  static func name(_ label: some StringProtocol) -> String {
    label.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
