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

// What is said of the structure of a formula.
extension Translated {
  static let given = Self("given", "sachant", "gegeben")
  static let twoBars = Self("two bars", "deux barres", "zwei Striche")
  static let evaluatedAt = Self("evaluated at", "évalué en", "ausgewertet bei")
  static let evaluatedFrom = Self("evaluated from", "évalué de", "ausgewertet von")
  static let and = Self("and", "et", "und")
  static let suchThat = Self("such that", "tels que", "mit der Eigenschaft")
  static let leftBar = Self("left bar", "barre gauche", "linker Strich")
  static let tallBar = Self("tall bar", "grande barre", "hoher Strich")
  static let rightBar = Self("right bar", "barre droite", "rechter Strich")
  static let normOf = Self("the norm of", "la norme de", "die Norm von")
  static let twoBarNormOf = Self(
    "the two-bar norm of", "la norme à deux barres de", "die Zweistrichnorm von")
  static let threeBarNormOf = Self(
    "the three-bar norm of", "la norme à trois barres de", "die Dreistrichnorm von")
  static let sizeOf = Self("the size of", "le cardinal de", "die Mächtigkeit von")
  static let absoluteValueOf = Self(
    "the absolute value of", "la valeur absolue de", "der Betrag von")
  static let floorOf = Self("the floor of", "la partie entière par défaut de", "die Abrundung von")
  static let ceilingOf = Self(
    "the ceiling of", "la partie entière par excès de", "die Aufrundung von")
  static let innerProductOf = Self(
    "the inner product of", "le produit scalaire de", "das Skalarprodukt von")
  static let setOf = Self("the set of", "l’ensemble des", "die Menge der")
  static let asLimit = Self("as", "quand", "für")
  static let over = Self("over", "sur", "über")
  static let from = Self("from", "de", "von")
  static let upTo = Self("up to", "jusqu’à", "bis zu")
  static let to = Self("to", "à", "bis")
  static let of = Self("of", "de", "von")
  static let labelled = Self("labelled", "légendé", "beschriftet mit")
  static let sub = Self("sub", "indice", "Index")
  static let squared = Self("squared", "au carré", "zum Quadrat")
  static let cubed = Self("cubed", "au cube", "hoch drei")
  static let transposed = Self("transposed", "transposé", "transponiert")
  static let superscript = Self("superscript", "exposant", "hochgestellt")
  static let degrees = Self("degrees", "degrés", "Grad")
  static let arrowOfMap = Self("to", "vers", "nach")
  static let distributedAs = Self("is distributed as", "suit la loi", "ist verteilt wie")
  static let inverse = Self("inverse", "inverse", "invers")
  static let power = Self("to the power", "puissance", "hoch")
  static let outOf = Self("over", "sur", "durch")
  static let choose = Self("choose", "binomial", "über")
  static let half = Self("one half", "un demi", "ein halb")
  static let third = Self("one third", "un tiers", "ein Drittel")
  static let quarter = Self("one quarter", "un quart", "ein Viertel")
  static let rootOfDegree = Self("the root of degree", "la racine d’ordre", "die Wurzel vom Grad")
  static let rootOf = Self("of", "de", "aus")
  static let squareRootOf = Self(
    "the square root of", "la racine carrée de", "die Quadratwurzel aus")
  static let wide = Self("wide", "large", "breit")
  static let under = Self("under", "sous", "unter")
  static let with = Self("with", "avec", "mit")
  static let above = Self("above", "au-dessus", "darüber")
  static let below = Self("below", "au-dessous", "darunter")
  static let arrowTo = Self("arrow to", "flèche vers", "Pfeil nach")
  static let arrowFrom = Self("arrow from", "flèche depuis", "Pfeil von")
  static let long = Self("long", "en long", "lang")
  static let by = Self("by", "sur", "mal")
  static let small = Self("small", "petit format", "klein")
  static let next = Self("next", "puis", "weiter")
  static let inParentheses = Self("in parentheses", "entre parenthèses", "in runden Klammern")
  static let inBrackets = Self("in brackets", "entre crochets", "in eckigen Klammern")
  static let inBraces = Self("in braces", "entre accolades", "in geschweiften Klammern")
  static let inBars = Self("in bars", "entre barres", "in Strichen")
  static let inDoubleBars = Self("in double bars", "entre doubles barres", "in Doppelstrichen")
  static let onlyOne = Self(
    "there exists exactly one", "il existe un unique", "es existiert genau ein")
  static let exclamationMark = Self("exclamation mark", "point d’exclamation", "Ausrufezeichen")
  static let factorial = Self("factorial", "factorielle", "Fakultät")
  static let subfactorialOf = Self("subfactorial of", "sous-factorielle de", "Subfakultät von")
  static let double = Self("double ", "double ", "doppelte ")
  static let triple = Self("triple ", "triple ", "dreifache ")
  static let indicator = Self("indicator of", "l’indicatrice de", "der Indikator von")
  static let indicatorOfEvent = Self(
    "indicator function of the event", "la fonction indicatrice de l’événement",
    "die Indikatorfunktion des Ereignisses")
  static let indicatorOf = Self(
    "indicator function of", "la fonction indicatrice de", "die Indikatorfunktion von")
  static let capital = Self("capital", "majuscule", "groß")
  // Faces, which tell letters apart.
  static let upright = Self("upright", "en romain", "aufrecht")
  static let italic = Self("italic", "en italique", "kursiv")
  static let bold = Self("bold", "en gras", "fett")
  static let boldUpright = Self("bold upright", "en gras romain", "fett aufrecht")
  static let boldItalic = Self("bold italic", "en gras italique", "fett kursiv")
  static let blackboard = Self("blackboard", "ajouré", "mit Doppelstrich")
  static let script = Self("script", "de ronde", "in Schreibschrift")
  static let fraktur = Self("fraktur", "en gothique", "in Fraktur")
  static let sans = Self("sans-serif", "sans empattement", "serifenlos")
  static let typewriter = Self("typewriter", "en machine à écrire", "in Schreibmaschinenschrift")
  // What begins and ends.
  static let theQuantity = Self("the quantity", "la quantité", "die Größe")
  static let quantity = Self("quantity", "quantité", "Größe")
  static let norm = Self("norm", "norme", "Norm")
  static let twoBarNorm = Self("two-bar norm", "norme à deux barres", "Zweistrichnorm")
  static let threeBarNorm = Self("three-bar norm", "norme à trois barres", "Dreistrichnorm")
  static let size = Self("size", "cardinal", "Mächtigkeit")
  static let absoluteValue = Self("absolute value", "valeur absolue", "Betrag")
  static let floor = Self("floor", "partie entière par défaut", "Abrundung")
  static let ceiling = Self("ceiling", "partie entière par excès", "Aufrundung")
  static let product = Self("product", "produit scalaire", "Skalarprodukt")
  static let set = Self("set", "ensemble", "Menge")
  static let evaluation = Self("evaluation", "évaluation", "Auswertung")
  static let label = Self("label", "légende", "Beschriftung")
  static let powerEnd = Self("power", "puissance", "Potenz")
  static let fraction = Self("fraction", "fraction", "Bruch")
  static let binomial = Self("binomial", "binomial", "Binomialkoeffizient")
  static let stack = Self("stack", "pile", "Stapel")
  static let box = Self("box", "cadre", "Rahmen")
  static let cases = Self("cases", "cas", "Fälle")
  static let lines = Self("lines", "lignes", "Zeilen")
  static let root = Self("root", "racine", "Wurzel")
  static let indicatorEnd = Self("indicator", "indicatrice", "Indikator")
  static let line = Self("line", "trait", "Linie")
  static let brace = Self("brace", "accolade", "geschweifte Klammer")
  static let bracket = Self("bracket", "crochet", "eckige Klammer")
  static let parenthesis = Self("parenthesis", "parenthèse", "runde Klammer")
  static let rightArrow = Self("right arrow", "flèche à droite", "Pfeil nach rechts")
  static let leftArrow = Self("left arrow", "flèche à gauche", "Pfeil nach links")
  static let array = Self("array", "tableau", "Feld")
  static let matrix = Self("matrix", "matrice", "Matrix")
  static let caseOf = Self("case", "cas", "Fall")
  static let lineOf = Self("line", "ligne", "Zeile")
  static let row = Self("row", "ligne", "Zeile")
  static let start = Self("start", "début", "Anfang")
  static let end = Self("end", "fin", "Ende")
}
