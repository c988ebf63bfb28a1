import Plotting
import Records

// What is drawn of tables.

extension Phrase {
  /// The same, of a table of which some rows lack a value.
  func without(_ count: Int) -> Phrase {
    guard count > 0 else { return self }
    return Phrase { t in
      let rows = t.counted(count, ("row", "ligne", "Zeile"), ("rows", "lignes", "Zeilen"))
      return self(t)
        + t(
          " (\(rows) without a value left out)", " (sans \(rows) où une valeur manque)",
          " (ohne \(rows), in \(count == 1 ? "der" : "denen") ein Wert fehlt)")
    }
  }

  /// The same, of data of which some lie outside of the axes.
  func outside(_ count: Int) -> Phrase {
    Phrase {
      self($0)
        + $0(
          " (\(count) of them outside of the axes)", " (dont \(count) hors des axes)",
          " (\(count) davon außerhalb der Achsen)")
    }
  }

  /// The same, of bars upon those before.
  var stacked: Phrase {
    Phrase { self($0) + $0(", stacked", ", empilées", ", gestapelt") }
  }

  /// The same, of points with their names.
  func named(by column: String) -> Phrase {
    Phrase {
      self($0)
        + $0(", named by \(column)", ", nommés par \(column)", ", benannt nach \(column)")
    }
  }

  static func band(from low: String, to high: String, over x: String, at count: Int) -> Phrase {
    Phrase { t in
      let places = t.counted(count, ("row", "ligne", "Zeile"), ("rows", "lignes", "Zeilen"))
      return t(
        "a band from \(low) to \(high) over \(places) of \(x)",
        "une bande de \(low) à \(high) sur \(places) de \(x)",
        "ein Band von \(low) bis \(high) über \(places) von \(x)")
    }
  }

  static func density(of x: String, _ count: Int) -> Phrase {
    Phrase { t in
      let values = t.counted(count, ("value", "valeur", "Wert"), ("values", "valeurs", "Werten"))
      return t(
        "the density of \(x) by \(values)", "la densité de \(x) d’après \(values)",
        "die Dichte von \(x) nach \(values)")
    }
  }

  /// The numbers of points in words.
  private static func points(_ count: Int, _ t: Tongue) -> String {
    t.counted(count, ("point", "point", "Punkt"), ("points", "points", "Punkte"))
  }

  static func points(_ count: Int, of y: String, against x: String) -> Phrase {
    Phrase { t in
      points(count, t) + t(" of \(y) against \(x)", " : \(y) selon \(x)", ": \(y) über \(x)")
    }
  }

  static func line(_ count: Int, of y: String, against x: String) -> Phrase {
    Phrase { t in
      t("a line through ", "une ligne par ", "eine Linie durch ") + points(count, t)
        + t(" of \(y) against \(x)", " : \(y) selon \(x)", ": \(y) über \(x)")
    }
  }

  static func errors(_ count: Int, of y: String, against x: String) -> Phrase {
    Phrase { t in
      points(count, t)
        + t(
          " of \(y) against \(x) with error bars", " : \(y) selon \(x), avec barres d’erreur",
          ": \(y) über \(x), mit Fehlerbalken")
    }
  }

  static func bars(_ count: Int, of y: String, over x: String, areMeans: Bool) -> Phrase {
    Phrase { t in
      let bars = t.counted(count, ("bar", "barre", "Balken"), ("bars", "barres", "Balken"))
      return areMeans
        ? bars
          + t(
            " of the means of \(y) over \(x)", " : moyennes de \(y) selon \(x)",
            ": Mittelwerte von \(y) über \(x)")
        : bars + t(" of \(y) over \(x)", " : \(y) selon \(x)", ": \(y) über \(x)")
    }
  }

  static func histogram(
    of x: String, from low: Double, to high: Double, isDate: Bool, bins: Int
  ) -> Phrase {
    Phrase { t in
      let span = t.span(low, high, isDate: isDate)
      let bins = t.counted(bins, ("bin", "classe", "Klasse"), ("bins", "classes", "Klassen"))
      return t(
        "a histogram of \(x) \(span) in \(bins)", "un histogramme de \(x) \(span) en \(bins)",
        "ein Histogramm von \(x) \(span) in \(bins)")
    }
  }

  static func boxes(of y: String, by x: String, medians: [Double], areDates: Bool) -> Phrase {
    Phrase { t in
      let isOne = medians.count == 1
      return t.counted(medians.count, ("box", "boîte", "Kasten"), ("boxes", "boîtes", "Kästen"))
        + t(
          " of \(y) by \(x), with \(isOne ? "the median" : "medians") ",
          " : \(y) selon \(x), de \(isOne ? "médiane" : "médianes") ",
          ": \(y) nach \(x), mit \(isOne ? "dem Median" : "den Medianen") ")
        + (areDates ? t.list(medians.map(dateText)) : t.list(medians))
    }
  }

  static func quartiles(
    of y: String, at count: Int, of x: String, from first: Double, to last: Double, isDate: Bool
  ) -> Phrase {
    Phrase { t in
      let values = t.counted(count, ("value", "valeur", "Wert"), ("values", "valeurs", "Werten"))
      let span = t.span(first, last, isDate: isDate)
      return t(
        "medians of \(y) at \(values) of \(x), \(span), in a band between its quartiles",
        "médianes de \(y) à \(values) de \(x), \(span), dans une bande entre les quartiles",
        "Mediane von \(y) bei \(values) von \(x), \(span), in einem Band zwischen den "
          + "Quartilen")
    }
  }

  static func stems(of y: String, over x: String, _ values: [Double], large: Int) -> Phrase {
    Phrase { t in
      let stems = t.counted(
        values.count, ("stem", "tige", "Stab"), ("stems", "tiges", "Stäbe"))
      let span = t.span(values.min() ?? 0, values.max() ?? 0)
      return t(
        "\(stems) of \(y) over \(x), \(span), \(large) of them above a fiftieth of the "
          + "largest",
        "\(stems) : \(y) selon \(x), \(span), dont \(large) au-dessus du cinquantième de la "
          + "plus grande",
        "\(stems): \(y) über \(x), \(span), \(large) davon über einem Fünfzigstel des "
          + "größten")
    }
  }

  static func cells(
    of z: String, over x: (String, Int), _ y: (String, Int), from low: Double, to high: Double
  ) -> Phrase {
    Phrase { t in
      let values = t.counted(x.1, ("value", "valeur", "Wert"), ("values", "valeurs", "Werten"))
      let span = t.span(low, high)
      return t(
        "\(z) as colours over \(values) of \(x.0) and \(y.1) of \(y.0), \(span)",
        "\(z) en couleurs pour \(values) de \(x.0) et \(y.1) de \(y.0), \(span)",
        "\(z) als Farben über \(values) von \(x.0) und \(y.1) von \(y.0), \(span)")
    }
  }

  /// The layers of a network with the numbers of their units.
  static func network(_ layers: [(name: String, count: Int)], edges: Int) -> Phrase {
    Phrase { t in
      let names = layers.map { layer in
        layer.count == 1
          ? "\(t("unit", "l’unité", "der Einheit")) \(layer.name)"
          : "\(layer.count) \(t("units", "unités", "Einheiten")) \(layer.name)"
      }
      let edges = t.counted(edges, ("edge", "arête", "Kante"), ("edges", "arêtes", "Kanten"))
      return t(
        "a network of \(t.list(names)) with \(edges)",
        "un réseau de \(t.list(names)), avec \(edges)",
        "ein Netz aus \(t.list(names)) mit \(edges)")
    }
  }
}
