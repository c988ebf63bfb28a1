import Lectures
import Plotting
import Records

/// What is said about a sketch: its title, caption and alternative text.
struct SheetWords: Sendable {
  let title: String
  let caption: String
  let alternative: String

  init(_ sheet: Sheet, id: String, draft: Finished) {
    title = sheet.words[.title] ?? id
    caption = sheet.words[.caption] ?? ""
    let own = sheet.words[.alt] ?? ""
    alternative =
      own.lowercased() == "auto" ? SheetWords.automatic(sheet, draft: draft) : spoken(own)
  }

  /// What the picture shows, made from what is drawn.
  private static func automatic(_ sheet: Sheet, draft: Finished) -> String {
    let isOne = draft.panels.count == 1
    let parts = zip(draft.panels, draft.words).enumerated().map { index, pair -> String in
      let (panel, phrases) = pair
      var words = isOne ? "" : "Panel \(index + 1)"
      if let title = panel.sheet.title, !title.isEmpty { words += ", \(spoken(title))" }
      if !words.isEmpty { words += ": " }
      words += kind(panel)
      if let frame = panel.sheet.frame, let window = panel.window {
        words +=
          " over \(axis(frame.x.name, window.x)) and \(axis(frame.y.name, window.y))"
      }
      if let shown = panel.shown, let figure = try? shown.computed.figure(.text) {
        words += (phrases.isEmpty ? ", " : ", ") + figure.alternative
      }
      // Words that end a sentence of their own stand last.
      if !phrases.isEmpty { words += ": " + phrases.joined(separator: "; ") }
      words = words.trimmed
      let first = words.prefix(1).uppercased()
      let text = first + words.dropFirst()
      return text.hasSuffix(".") ? text : text + "."
    }
    return parts.joined(separator: " ")
  }

  private static func axis(_ name: String, _ scale: Scale) -> String {
    let spread = scale.kind == .linear ? "" : " on a log scale"
    return
      "\(name) from \(spokenNumber(scale.domain.start)) to \(spokenNumber(scale.domain.end))\(spread)"
  }

  private static func kind(_ panel: DraftPanel) -> String {
    if panel.shown != nil { return "a figure of the lecture" }
    let verbs = Set(panel.sheet.drawings.map(\.drawing.word))
    if panel.isNetwork { return "diagram" }
    if verbs.contains("levels") { return "contour plot" }
    if verbs.contains("heat") { return "heat map" }
    if verbs.contains("surface") { return "surface in space" }
    if verbs.contains("histogram") { return "histogram" }
    if verbs.contains("boxes") { return "box plot" }
    if verbs.contains("bars") { return "bar chart" }
    if verbs.contains("stems") { return "stem plot" }
    if verbs.contains("quartiles") { return "graph of medians" }
    if verbs.contains("points") || verbs.contains("errors") { return "scatter plot" }
    return panel.sheet.frame?.isPlane == true ? "plane" : "graph"
  }
}

/// A number in words that a screen reader says aright.
private func spokenNumber(_ value: Double) -> String {
  value < 0 ? "minus \(brief(-value))" : brief(value)
}

extension String {
  fileprivate var trimmed: String {
    let front = drop(while: \.isWhitespace)
    return String(front.reversed().drop(while: \.isWhitespace).reversed())
  }
}
