/// A phrase in each language.
struct Translated: Sendable {
  let texts: (english: String, french: String, german: String)

  init(_ english: String, _ french: String, _ german: String) { texts = (english, french, german) }

  func callAsFunction(_ language: MathLanguage) -> String {
    switch language {
    case .english: texts.english
    case .french: texts.french
    case .german: texts.german
    }
  }

  /// The lines of a table: a key, and the phrases behind it between bars.
  static func table(_ text: String) -> [String: Translated] {
    var table: [String: Translated] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
      let phrases = parts[1].split(separator: " | ").map(String.init)
      table[parts[0]] = Translated(phrases[0], phrases[1], phrases[2])
    }
    return table
  }
}

/// What is said of the structure of a formula.
enum MathPhrase: CaseIterable {
  case given, twoBars, evaluatedAt, evaluatedFrom, and, suchThat, leftBar, tallBar, rightBar
  case normOf, twoBarNormOf, threeBarNormOf, absoluteValueOf, sizeOf, floorOf, ceilingOf
  case innerProductOf, setOf
  case asLimit, over, from, upTo, to, of, labelled, sub, squared, cubed, transposed, superscript
  case degrees, arrowOfMap, distributedAs, inverse, power, outOf, choose, half, third, quarter
  case rootOfDegree, rootOf, squareRootOf
  case wide, under, with, above, below, arrowTo, arrowFrom, long, by, small, next
  case inParentheses, inBrackets, inBraces, inBars, inDoubleBars
  case onlyOne, exclamationMark, factorial, subfactorialOf, double, triple
  case indicator, indicatorOfEvent, indicatorOf, capital
  // Faces, which tell letters apart.
  case upright, italic, bold, boldUpright, boldItalic, blackboard, script, fraktur, sans
  case typewriter
  // What begins and ends.
  case theQuantity, quantity, norm, twoBarNorm, threeBarNorm, absoluteValue, size, floor, ceiling
  case product, set, evaluation, label
  case subEnd, powerEnd, fraction, binomial, stack, cases, lines, root, indicatorEnd
  case line, brace, bracket, parenthesis, rightArrow, leftArrow
  case array, matrix, caseOf, lineOf, row
  case start, end

  var texts: Translated {
    switch self {
    case .given: .init("given", "sachant", "gegeben")
    case .twoBars: .init("two bars", "deux barres", "zwei Striche")
    case .evaluatedAt: .init("evaluated at", "évalué en", "ausgewertet bei")
    case .evaluatedFrom: .init("evaluated from", "évalué de", "ausgewertet von")
    case .and: .init("and", "et", "und")
    case .suchThat: .init("such that", "tels que", "mit der Eigenschaft")
    case .leftBar: .init("left bar", "barre gauche", "linker Strich")
    case .tallBar: .init("tall bar", "grande barre", "hoher Strich")
    case .rightBar: .init("right bar", "barre droite", "rechter Strich")
    case .normOf: .init("the norm of", "la norme de", "die Norm von")
    case .twoBarNormOf:
      .init("the two-bar norm of", "la norme à deux barres de", "die Zweistrichnorm von")
    case .threeBarNormOf:
      .init("the three-bar norm of", "la norme à trois barres de", "die Dreistrichnorm von")
    case .sizeOf: .init("the size of", "le cardinal de", "die Mächtigkeit von")
    case .absoluteValueOf:
      .init("the absolute value of", "la valeur absolue de", "der Betrag von")
    case .floorOf:
      .init("the floor of", "la partie entière par défaut de", "die Abrundung von")
    case .ceilingOf:
      .init("the ceiling of", "la partie entière par excès de", "die Aufrundung von")
    case .innerProductOf:
      .init("the inner product of", "le produit scalaire de", "das Skalarprodukt von")
    case .setOf: .init("the set of", "l’ensemble des", "die Menge der")
    case .asLimit: .init("as", "quand", "für")
    case .over: .init("over", "sur", "über")
    case .from: .init("from", "de", "von")
    case .upTo: .init("up to", "jusqu’à", "bis zu")
    case .to: .init("to", "à", "bis")
    case .of: .init("of", "de", "von")
    case .labelled: .init("labelled", "légendé", "beschriftet mit")
    case .sub: .init("sub", "indice", "Index")
    case .squared: .init("squared", "au carré", "zum Quadrat")
    case .cubed: .init("cubed", "au cube", "hoch drei")
    case .transposed: .init("transposed", "transposé", "transponiert")
    case .superscript: .init("superscript", "exposant", "hochgestellt")
    case .degrees: .init("degrees", "degrés", "Grad")
    case .arrowOfMap: .init("to", "vers", "nach")
    case .distributedAs: .init("is distributed as", "suit la loi", "ist verteilt wie")
    case .inverse: .init("inverse", "inverse", "invers")
    case .power: .init("to the power", "puissance", "hoch")
    case .outOf: .init("over", "sur", "durch")
    case .choose: .init("choose", "binomial", "über")
    case .half: .init("one half", "un demi", "ein halb")
    case .third: .init("one third", "un tiers", "ein Drittel")
    case .quarter: .init("one quarter", "un quart", "ein Viertel")
    case .rootOfDegree:
      .init("the root of degree", "la racine d’ordre", "die Wurzel vom Grad")
    case .rootOf: .init("of", "de", "aus")
    case .squareRootOf:
      .init("the square root of", "la racine carrée de", "die Quadratwurzel aus")
    case .wide: .init("wide", "large", "breit")
    case .under: .init("under", "sous", "unter")
    case .with: .init("with", "avec", "mit")
    case .above: .init("above", "au-dessus", "darüber")
    case .below: .init("below", "au-dessous", "darunter")
    case .arrowTo: .init("arrow to", "flèche vers", "Pfeil nach")
    case .arrowFrom: .init("arrow from", "flèche depuis", "Pfeil von")
    case .long: .init("long", "en long", "lang")
    case .by: .init("by", "sur", "mal")
    case .small: .init("small", "petit format", "klein")
    case .next: .init("next", "puis", "weiter")
    case .inParentheses: .init("in parentheses", "entre parenthèses", "in runden Klammern")
    case .inBrackets: .init("in brackets", "entre crochets", "in eckigen Klammern")
    case .inBraces: .init("in braces", "entre accolades", "in geschweiften Klammern")
    case .inBars: .init("in bars", "entre barres", "in Strichen")
    case .inDoubleBars: .init("in double bars", "entre doubles barres", "in Doppelstrichen")
    case .onlyOne:
      .init("there exists exactly one", "il existe un unique", "es existiert genau ein")
    case .exclamationMark: .init("exclamation mark", "point d’exclamation", "Ausrufezeichen")
    case .factorial: .init("factorial", "factorielle", "Fakultät")
    case .subfactorialOf: .init("subfactorial of", "sous-factorielle de", "Subfakultät von")
    case .double: .init("double ", "double ", "doppelte ")
    case .triple: .init("triple ", "triple ", "dreifache ")
    case .indicator: .init("indicator of", "l’indicatrice de", "der Indikator von")
    case .indicatorOfEvent:
      .init(
        "indicator function of the event", "la fonction indicatrice de l’événement",
        "die Indikatorfunktion des Ereignisses")
    case .indicatorOf:
      .init("indicator function of", "la fonction indicatrice de", "die Indikatorfunktion von")
    case .capital: .init("capital", "majuscule", "groß")
    case .upright: .init("upright", "en romain", "aufrecht")
    case .italic: .init("italic", "en italique", "kursiv")
    case .bold: .init("bold", "en gras", "fett")
    case .boldUpright: .init("bold upright", "en gras romain", "fett aufrecht")
    case .boldItalic: .init("bold italic", "en gras italique", "fett kursiv")
    case .blackboard: .init("blackboard", "ajouré", "mit Doppelstrich")
    case .script: .init("script", "de ronde", "in Schreibschrift")
    case .fraktur: .init("fraktur", "en gothique", "in Fraktur")
    case .sans: .init("sans-serif", "sans empattement", "serifenlos")
    case .typewriter: .init("typewriter", "en machine à écrire", "in Schreibmaschinenschrift")
    case .theQuantity: .init("the quantity", "la quantité", "die Größe")
    case .quantity: .init("quantity", "quantité", "Größe")
    case .norm: .init("norm", "norme", "Norm")
    case .twoBarNorm: .init("two-bar norm", "norme à deux barres", "Zweistrichnorm")
    case .threeBarNorm: .init("three-bar norm", "norme à trois barres", "Dreistrichnorm")
    case .size: .init("size", "cardinal", "Mächtigkeit")
    case .absoluteValue: .init("absolute value", "valeur absolue", "Betrag")
    case .floor: .init("floor", "partie entière par défaut", "Abrundung")
    case .ceiling: .init("ceiling", "partie entière par excès", "Aufrundung")
    case .product: .init("product", "produit scalaire", "Skalarprodukt")
    case .set: .init("set", "ensemble", "Menge")
    case .evaluation: .init("evaluation", "évaluation", "Auswertung")
    case .label: .init("label", "légende", "Beschriftung")
    case .subEnd: .init("sub", "indice", "Index")
    case .powerEnd: .init("power", "puissance", "Potenz")
    case .fraction: .init("fraction", "fraction", "Bruch")
    case .binomial: .init("binomial", "binomial", "Binomialkoeffizient")
    case .stack: .init("stack", "pile", "Stapel")
    case .cases: .init("cases", "cas", "Fälle")
    case .lines: .init("lines", "lignes", "Zeilen")
    case .root: .init("root", "racine", "Wurzel")
    case .indicatorEnd: .init("indicator", "indicatrice", "Indikator")
    case .line: .init("line", "trait", "Linie")
    case .brace: .init("brace", "accolade", "geschweifte Klammer")
    case .bracket: .init("bracket", "crochet", "eckige Klammer")
    case .parenthesis: .init("parenthesis", "parenthèse", "runde Klammer")
    case .rightArrow: .init("right arrow", "flèche à droite", "Pfeil nach rechts")
    case .leftArrow: .init("left arrow", "flèche à gauche", "Pfeil nach links")
    case .array: .init("array", "tableau", "Feld")
    case .matrix: .init("matrix", "matrice", "Matrix")
    case .caseOf: .init("case", "cas", "Fall")
    case .lineOf: .init("line", "ligne", "Zeile")
    case .row: .init("row", "ligne", "Zeile")
    case .start: .init("start", "début", "Anfang")
    case .end: .init("end", "fin", "Ende")
    }
  }
}
