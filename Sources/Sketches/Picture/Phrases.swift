import Drawing
import Plotting
import Records

// What each verb has drawn.

extension Phrase {
  static func graph(of formula: String) -> Phrase {
    Phrase { $0("the graph of \(formula)", "le graphe de \(formula)", "der Graph von \(formula)") }
  }

  static func curve(_ formula: String) -> Phrase {
    Phrase { $0("the curve \(formula)", "la courbe \(formula)", "die Kurve \(formula)") }
  }

  static func levels(_ levels: [Double], of formula: String) -> Phrase {
    Phrase {
      let all = $0.list(levels)
      return levels.count == 1
        ? $0(
          "the level \(all) of \(formula)", "la ligne de niveau \(all) de \(formula)",
          "die Höhenlinie \(all) von \(formula)")
        : $0(
          "levels \(all) of \(formula)", "les lignes de niveau \(all) de \(formula)",
          "die Höhenlinien \(all) von \(formula)")
    }
  }

  static func arrow(
    from start: Point, to end: Point, _ dated: Dated, _ words: String?, _ names: Names
  ) -> Phrase {
    Phrase { t in
      let (a, b) = (t.place(start, dated), t.place(end, dated))
      let named = words.map { spoken(names.quoting($0, in: t), in: t) }
        .map { t(", named \($0)", ", nommée \($0)", ", bezeichnet mit \($0)") }
      return t(
        "an arrow from \(a) to \(b)", "une flèche de \(a) à \(b)", "ein Pfeil von \(a) nach \(b)")
        + (named ?? "")
    }
  }

  static func label(_ words: String, at place: Point, _ dated: Dated, _ names: Names) -> Phrase {
    Phrase { t in
      let (p, words) = (t.place(place, dated), spoken(names.quoting(words, in: t), in: t))
      return t(
        "the words “\(words)” at \(p)", "les mots « \(words) » en \(p)",
        "die Worte „\(words)“ bei \(p)")
    }
  }

  static func places(_ points: [Point], _ dated: Dated, isLine: Bool) -> Phrase {
    Phrase { t in
      let places = t.list(points.prefix(12).map { t.place($0, dated) })
      let more = points.count > 12 ? t(" and so on", " et ainsi de suite", " und so weiter") : ""
      return
        (isLine
        ? t("a line through ", "une ligne par ", "eine Linie durch ")
        : t(
          points.count == 1 ? "a point at " : "points at ",
          points.count == 1 ? "un point en " : "des points en ",
          points.count == 1 ? "ein Punkt bei " : "Punkte bei ")) + places + more
    }
  }

  static func region(_ formula: String) -> Phrase {
    Phrase {
      $0(
        "the region \(formula), shaded", "la région \(formula), ombrée",
        "das Gebiet \(formula), schattiert")
    }
  }

  static func field(_ formula: String) -> Phrase {
    Phrase {
      $0(
        "the vector field \(formula) as arrows", "le champ de vecteurs \(formula) en flèches",
        "das Vektorfeld \(formula) als Pfeile")
    }
  }

  static func heat(of formula: String, from low: Double, to high: Double) -> Phrase {
    Phrase {
      let span = $0.span(low, high)
      return $0(
        "the values of \(formula) as colours, \(span)",
        "les valeurs de \(formula) en couleurs, \(span)",
        "die Werte von \(formula) als Farben, \(span)")
    }
  }

  static func surface(of formula: String, from low: Double, to high: Double) -> Phrase {
    Phrase {
      let span = $0.span(low, high)
      return $0(
        "the surface of \(formula), \(span), seen from above",
        "la surface de \(formula), \(span), vue d’en haut",
        "die Fläche von \(formula), \(span), von oben gesehen")
    }
  }

  /// Lines of a flow with where they end.
  static func flow(_ lines: [FlowLine], of formula: String, isMirror: Bool) -> Phrase {
    let values = lines.filter { $0.end == .critical }.map {
      abs($0.value) < 1e-12 ? 0 : $0.value
    }
    let left = lines.count { $0.end == .left }
    let (count, least, most) = (lines.count, values.min() ?? 0, values.max() ?? 0)
    return Phrase { t in
      let kind =
        isMirror
        ? t("of the mirror flow of", "du flot miroir de", "des Spiegelflusses von")
        : t("of the gradient flow of", "du flot de gradient de", "des Gradientenflusses von")
      let lines = t.counted(count, ("line", "ligne", "Linie"), ("lines", "lignes", "Linien"))
      var words = "\(lines) \(kind) \(formula)"
      if !values.isEmpty {
        let isOne = values.count == 1
        words +=
          values.count == count
          ? t(
            isOne ? ", which ends" : ", which end", isOne ? ", qui finit" : ", qui finissent",
            isOne ? ", die endet," : ", die enden,")
          : t(
            ", of which \(values.count) \(isOne ? "ends" : "end")",
            ", dont \(values.count) \(isOne ? "finit" : "finissent")",
            ", von denen \(values.count) \(isOne ? "endet" : "enden"),")
        let (a, b) = t.ends(least, most)
        words +=
          most - least <= 1e-9 * max(1, abs(most))
          ? t(" where it is \(a)", " où la valeur est \(a)", " wo der Wert \(a) ist")
          : t(
            " where it is between \(a) and \(b)", " où la valeur est entre \(a) et \(b)",
            " wo der Wert zwischen \(a) und \(b) liegt")
      }
      if left > 0, count == 1 {
        words += t(
          ", which leaves the picture", ", qui quitte l’image", ", die das Bild verlässt")
      } else if left > 0 {
        words += t(
          "; \(left) \(agreeing(left, "leaves", "leave")) the picture",
          " ; \(left) \(agreeing(left, "quitte", "quittent")) l’image",
          "; \(left) \(agreeing(left, "verlässt", "verlassen")) das Bild")
      }
      return words
    }
  }

  /// How a descent steps.
  enum Rule: Sendable { case plain, momentum, nesterov, adam, mirror }

  /// What makes a descent random.
  struct Chance: Sendable {
    var batch: Int?
    var hasNoise = false
  }

  /// Where a path ends: after so many steps at a value, or beyond the picture.
  enum PathEnd: Sendable {
    case at(Double, steps: Int)
    case left(after: Int)
  }

  static func descent(
    _ rule: Rule, _ chance: Chance, on formula: String, _ ends: [PathEnd]
  ) -> Phrase {
    Phrase { t in
      func steps(_ count: Int) -> String {
        t.counted(count, ("step", "pas", "Schritt"), ("steps", "pas", "Schritten"))
      }
      var kind =
        switch rule {
        case .plain where chance.batch != nil:
          t(
            "of stochastic gradient descent", "de descente de gradient stochastique",
            "des stochastischen Gradientenabstiegs")
        case .plain:
          t("of gradient descent", "de descente de gradient", "des Gradientenabstiegs")
        case .momentum:
          t("of descent with momentum", "de descente avec inertie", "des Abstiegs mit Impuls")
        case .nesterov:
          t("of Nesterov's method", "de la méthode de Nesterov", "des Nesterov-Verfahrens")
        case .adam: t("of Adam", "d’Adam", "von Adam")
        case .mirror: t("of mirror descent", "de descente miroir", "des Spiegelabstiegs")
        }
      if let rows = chance.batch {
        kind += t(
          " with batches of \(rows)", " par lots de \(rows)", " mit Stapeln von \(rows)")
      }
      if chance.hasNoise { kind += t(" with noise", " avec bruit", " mit Rauschen") }
      let isOne = ends.count == 1
      let words = ends.map { end in
        switch end {
        case .left(let count):
          t(
            "\(isOne ? "which" : "one") leaves the picture after \(steps(count))",
            "\(isOne ? "qui" : "l’une") quitte l’image après \(steps(count))",
            isOne
              ? "der das Bild nach \(steps(count)) verlässt"
              : "einer verlässt das Bild nach \(steps(count))")
        case .at(let value, let count):
          t(
            "\(isOne ? "which" : "one") ends after \(steps(count)) where it is \(t.spokenNumber(value))",
            "\(isOne ? "qui" : "l’une") finit après \(steps(count)), où la valeur est \(t.spokenNumber(value))",
            isOne
              ? "der nach \(steps(count)) endet, wo der Wert \(t.spokenNumber(value)) ist"
              : "einer endet nach \(steps(count)), wo der Wert \(t.spokenNumber(value)) ist")
        }
      }
      let paths = t.counted(
        ends.count, ("path", "trajectoire", "Weg"), ("paths", "trajectoires", "Wege"))
      return "\(paths) \(kind) \(t("on", "sur", "auf")) \(formula)"
        + (isOne ? ", " : t(": ", " : ", ": ")) + words.joined(separator: t(", ", ", ", "; "))
    }
  }

  static func critical(
    of formula: String, minima: Int, saddles: Int, maxima: Int, curves: [Double]
  ) -> Phrase {
    Phrase { t in
      var parts: [String] = []
      for (count, one, more) in [
        (minima, ("minimum", "minimum", "Minimum"), ("minima", "minima", "Minima")),
        (saddles, ("saddle", "col", "Sattelpunkt"), ("saddles", "cols", "Sattelpunkte")),
        (maxima, ("maximum", "maximum", "Maximum"), ("maxima", "maxima", "Maxima")),
      ] where count > 0 { parts.append(t.counted(count, one, more)) }
      if !curves.isEmpty {
        let values = t.list(curves)
        parts.append(
          t(
            "a curve of critical points where it is \(values)",
            "une courbe de points critiques où la valeur est \(values)",
            "eine Kurve kritischer Punkte mit dem Wert \(values)"))
      }
      return parts.isEmpty
        ? t(
          "no critical point of \(formula)", "aucun point critique de \(formula)",
          "kein kritischer Punkt von \(formula)")
        : t(
          "critical points of \(formula) that were found: ",
          "points critiques de \(formula) trouvés : ", "gefundene kritische Punkte von \(formula): "
        ) + t.list(parts)
    }
  }
}
