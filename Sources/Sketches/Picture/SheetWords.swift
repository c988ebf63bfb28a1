import Plotting

/// What is said about a sketch: its title, caption and alternative text.
struct SheetWords: Sendable {
  let title: String
  let caption: String
  let alternative: String

  /// - Parameter tongue: The language of what is ours.
  init(_ sheet: Sheet, id: String, draft: Finished, in tongue: Tongue) {
    func said(_ key: Line.Key) -> String? {
      sheet.words[key].map { withDashes(draft.quoting($0, in: tongue)) }
    }
    title = spoken(said(.title) ?? id, in: tongue)
    caption = said(.caption) ?? ""
    let own = said(.alt) ?? ""
    alternative =
      own.lowercased() == "auto"
      ? SheetWords.automatic(sheet, draft: draft, in: tongue) : spoken(own, in: tongue)
  }

  /// What the picture shows, made from what is drawn.
  private static func automatic(_ sheet: Sheet, draft: Finished, in t: Tongue) -> String {
    let isOne = draft.panels.count == 1
    let colon = t(": ", " : ", ": ")
    let parts = zip(draft.panels, draft.words).enumerated().map { index, pair -> String in
      let (panel, said) = pair
      let phrases = said.map { $0(t) }
      var words = isOne ? "" : "\(t("Panel", "Panneau", "Teilbild")) \(index + 1)"
      if let title = panel.spokenTitle(in: t) { words += ", \(title)" }
      if !words.isEmpty { words += colon }
      words += kind(panel, t)
      if let frame = panel.sheet.frame, let window = panel.window {
        let (x, y) = (axis(frame.x.name, window.x, t), axis(frame.y.name, window.y, t))
        words += t(" over \(x) and \(y)", " pour \(x) et \(y)", " über \(x) und \(y)")
      }
      if let shown = panel.shown { words += shown.words(in: t) }
      if !phrases.isEmpty {
        // What is shown ends with a sentence of its own.
        words +=
          panel.shown == nil
          ? colon
          : (words.hasSuffix(".") ? " " : ". ")
            + t("Upon it: ", "Par-dessus : ", "Darüber gezeichnet: ")
        words += phrases.joined(separator: t("; ", " ; ", "; "))
      }
      words = words.trimmed
      let first = words.prefix(1).uppercased()
      let text = first + words.dropFirst()
      return text.hasSuffix(".") ? text : text + "."
    }
    return parts.joined(separator: " ")
  }

  private static func axis(_ name: String, _ scale: Scale, _ t: Tongue) -> String {
    let (a, b) =
      scale.kind == .date
      ? (dateText(scale.domain.start), dateText(scale.domain.end))
      : t.ends(scale.domain.start, scale.domain.end)
    let spread =
      switch scale.kind {
      case .log: t(" on a log scale", " à l’échelle logarithmique", " in logarithmischer Teilung")
      case .symlog:
        t(
          " on a scale that is logarithmic on both sides of 0",
          " à une échelle logarithmique de part et d’autre de 0",
          " in einer Teilung, die zu beiden Seiten von 0 logarithmisch ist")
      default: ""
      }
    return t("\(name) from \(a) to \(b)", "\(name) de \(a) à \(b)", "\(name) von \(a) bis \(b)")
      + spread
  }

  private static func kind(_ panel: DraftPanel, _ t: Tongue) -> String {
    if panel.shown != nil {
      return t("a figure of the lecture", "une figure du cours", "ein Bild der Vorlesung")
    }
    if panel.isNetwork { return t("diagram", "schéma", "Schema") }
    let drawings = panel.sheet.drawings.map(\.drawing)
    let verbs = Set(drawings.map(\.word))
    // A few stated points upon a graph make it no scatter plot.
    let isLine =
      !verbs.isDisjoint(with: ["curve", "line"])
      && drawings.allSatisfy {
        if case .columns(let verb, _) = $0.verb { verb == .line } else { true }
      }
    for (verb, word) in [
      ("levels", t("contour plot", "lignes de niveau", "Höhenlinienbild")),
      ("heat", t("heat map", "carte de chaleur", "Farbkarte")),
      ("surface", t("surface in space", "surface dans l’espace", "Fläche im Raum")),
      ("histogram", t("histogram", "histogramme", "Histogramm")),
      ("density", t("density plot", "courbe de densité", "Dichtekurve")),
      ("boxes", t("box plot", "boîtes à moustaches", "Kastengrafik")),
      ("bars", t("bar chart", "diagramme en barres", "Balkendiagramm")),
      ("stems", t("stem plot", "diagramme en tiges", "Stabdiagramm")),
      ("quartiles", t("graph of medians", "graphe de médianes", "Graph von Medianen")),
      ("points", t("scatter plot", "nuage de points", "Punktwolke")),
      ("errors", t("scatter plot", "nuage de points", "Punktwolke")),
    ] where verbs.contains(verb) && !(isLine && ["points", "errors"].contains(verb)) { return word }
    return panel.sheet.frame?.isPlane == true
      ? t("plane", "plan", "Ebene") : t("graph", "graphe", "Graph")
  }
}

/// Words in which two hyphens are a dash between numbers or names and three one between parts of a
/// sentence, as in Markdown; formulas stay as they are.
private func withDashes(_ text: String) -> String {
  text.split(separator: "$", omittingEmptySubsequences: false).enumerated().map { index, part in
    index.isMultiple(of: 2)
      ? String(part).replacing("---", with: "\u{2014}").replacing("--", with: "\u{2013}")
      : String(part)
  }.joined(separator: "$")
}
