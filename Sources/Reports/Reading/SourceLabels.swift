/// The labels of notes and of links' addresses that lines define.
///
/// Markdown knows a label everywhere in a source. What an environment defines that is left out is
/// unknown outside of it, and a text that shows such a label says why.
struct SourceLabels {
  private var shown: Set<String> = []
  private var hidden: [String: (environment: SourceCut.Environment, line: Int)] = [:]
  /// Labels after a backslash somewhere: they stand for their characters.
  private var escaped: Set<String> = []

  /// The lines that define notes, hidden or not.
  private var notes: [String: Int] = [:]

  /// Notes what a line defines, as `[^a]: words` does.
  mutating func read(
    _ line: ArraySlice<UInt8>, _ number: Int, within environment: SourceCut.Environment?,
    isCode: Bool
  ) throws(LineError) {
    guard line.contains(Ascii.openBracket) else { return }
    let start = line.firstIndex { !Ascii.isBlockPrefix($0) } ?? line.endIndex
    if start < line.endIndex, line[start] == Ascii.openBracket,
      let label = SourceLabels.label(line[start...]), label.rest.first == UInt8(ascii: ":")
    {
      if let environment {
        if hidden[label.name] == nil { hidden[label.name] = (environment, number) }
      } else {
        shown.insert(label.name)
      }
      if label.name.hasPrefix("^"), !isCode {
        guard notes[label.name] == nil else {
          throw LineError(
            number,
            "the note \(quoted("[" + label.name + "]")) stands in line \(notes[label.name] ?? 0) "
              + "already; give this one another name")
        }
        notes[label.name] = number
      }
    }
    for index in line.indices.dropLast()
    where line[index] == Ascii.backslash && line[index + 1] == Ascii.openBracket {
      if let label = SourceLabels.label(line[(index + 1)...]) { escaped.insert(label.name) }
    }
  }

  /// - Throws: `LineError` for a label that is defined both inside and outside of what is hidden.
  func check() throws(LineError) {
    for (name, place) in hidden.sorted(by: { $0.value.line < $1.value.line })
    where shown.contains(name) {
      throw LineError(
        place.line,
        "the label \(quoted("[" + name + "]")) is defined outside of the block "
          + "'\(place.environment.kind.rawValue)' too; choose another")
    }
  }

  /// Whether the source defines a label, as Markdown compares it.
  func defines(_ label: String) -> Bool {
    shown.contains(label.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " "))
  }

  /// What is wrong with a label that a text shows because nothing defines it; nil for none.
  func fault(in text: String, line: Int) -> LineError? {
    let bytes = Array(text.utf8)[...]
    for index in bytes.indices where bytes[index] == Ascii.openBracket {
      guard let name = SourceLabels.label(bytes[index...])?.name, !shown.contains(name),
        !escaped.contains(name)
      else { continue }
      let label = quoted("[" + name + "]")
      if let place = hidden[name]?.environment {
        return LineError(
          line,
          "\(label) is defined only in the block '\(place.kind.rawValue)' of line \(place.line), "
            + "which not everybody gets; define it outside of that block")
      }
      if name.hasPrefix("^") {
        return LineError(
          line,
          "no note \(label); write \(label.dropFirst().dropLast()): … on a line of its own, "
            + "or \\[ for the bracket")
      }
    }
    return nil
  }

  /// The label that a bracket begins, as Markdown compares it (in small letters, with single
  /// spaces), and what stands after it.
  private static func label(
    _ text: ArraySlice<UInt8>
  ) -> (name: String, rest: ArraySlice<UInt8>)? {
    var index = text.startIndex + 1
    // Markdown reads at most a thousand characters as a label.
    let end = min(text.endIndex, index + 1000)
    while index < end {
      switch text[index] {
      case Ascii.backslash: index += 1
      case Ascii.openBracket: return nil
      case Ascii.closeBracket:
        let words = String(decoding: text[(text.startIndex + 1)..<index], as: UTF8.self)
        return (
          words.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " "),
          text[(index + 1)...]
        )
      default: break
      }
      index += 1
    }
    return nil
  }
}
