import Records
package import Typesetting

/// A language in which documents have all words of ours.
package enum DocumentLanguage: String, CaseIterable, Hashable, Sendable {
  case english = "en"
  case french = "fr"
  case german = "de"

  /// The language of a tag such as `fr` or `fr-CA`.
  ///
  /// - Throws: `LineError` for one that is not known, with the list.
  init(tag: String, line: Int) throws(LineError) {
    let main = tag.lowercased().prefix { $0 != "-" && $0 != "_" }
    guard let known = DocumentLanguage(rawValue: String(main)) else {
      throw .unknown(line, "language", tag, among: DocumentLanguage.names)
    }
    self = known
  }

  /// A word of ours.
  package func word(_ word: Word) -> String { word.texts[self] ?? "" }

  /// The language in which formulas are read aloud.
  package var spoken: MathLanguage { MathLanguage(rawValue: rawValue) ?? .english }

  /// So many points; in French they are several from two on.
  func points(_ count: Double) -> String {
    let isOne = count == 1 || self == .french && count < 2
    return number(count) + "\u{A0}" + word(isOne ? .point : .points)
  }

  /// How many numbers are known in which way, such as "9 numbers proven, 1 checked".
  func numbers(known kinds: [Word]) -> String {
    var parts: [String] = []
    for kind in [Word.proven, .checked, .measured] {
      let count = kinds.count { $0 == kind }
      guard count > 0 else { continue }
      let noun = parts.isEmpty ? " " + word(count == 1 ? .numberOne : .numberMany) : ""
      parts.append("\(count)\(noun) " + word(kind) + (self == .french && count > 1 ? "s" : ""))
    }
    return parts.joined(separator: ", ")
  }

  /// How many checks hold, such as "3 checks hold", or how many of them fail.
  func checks(_ count: Int, failed: Int) -> String {
    guard failed > 0 else {
      return "\(count) " + word(count == 1 ? .checkHolds : .checksHold)
    }
    return "\(failed) / \(count) " + word(count == 1 ? .checkFails : .checksFail)
  }

  /// A number with all its digits.
  func number(_ value: Double) -> String { decimal(Numeral(exactly: value).plain) }

  /// Text as the language sets it: in French the signs of two strokes have a space before them, and
  /// quotation marks are guillemets, and numbers stay with their units; in German quotation marks begin below.
  package func typeset(_ text: String) -> String {
    switch self {
    case .english: return text
    case .german: return germanDates(german(text))
    case .french: return frenchSpaces(frenchSigns(text))
    }
  }

  /// French signs with thin spaces before them, but before colons.
  private func frenchSigns(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: "“”«»;:!?".unicodeScalars.contains) else {
      return text
    }
    var out = text.replacing("“", with: "«\u{202F}").replacing("”", with: "\u{202F}»")
    for sign in [";", "!", "?", "»"] {
      for space in [" ", "\u{A0}"] { out = out.replacing(space + sign, with: "\u{202F}" + sign) }
    }
    out = out.replacing(" :", with: "\u{A0}:").replacing("«\u{A0}", with: "«\u{202F}")
    return out.replacing("« ", with: "«\u{202F}")
  }

  /// The months of a year.
  private var months: [String] {
    switch self {
    case .english:
      [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
      ]
    case .german:
      [
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
        "Oktober", "November", "Dezember",
      ]
    case .french:
      [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
        "octobre", "novembre", "décembre",
      ]
    }
  }

  /// A date such as 2026-11-27 in words, as 27 November 2026; other texts as they are.
  func date(_ text: String) -> String {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], text.allSatisfy({ $0.isASCII }),
      Int(parts[0]) != nil, let month = Int(parts[1]), let day = Int(parts[2]),
      (1...12).contains(month), (1...31).contains(day)
    else { return text }
    let number =
      self == .german ? "\(day)." : self == .french && day == 1 ? "1er" : String(day)
    return "\(number)\u{A0}\(months[month - 1]) \(parts[0])"
  }

  /// What is wrong with a date in digits that is none, or with words that other programs replace by
  /// the day; nil for dates and other words.
  static func fault(ofDate text: some StringProtocol) -> String? {
    if ["today", "now", "last-modified", "\\today"].contains(text.lowercased()) {
      return "date: \(quoted(text)) would be printed as it stands; write the day, as in 2026-11-27"
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], text.allSatisfy({ $0.isASCII }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard days.indices.contains(month - 1), (1...days[month - 1]).contains(day) else {
      return "date: \(quoted(text)) is no day; write year-month-day, as in 2026-11-27"
    }
    return nil
  }

  /// A German text in which no line ends between a day and its month.
  private func germanDates(_ text: String) -> String {
    var out = text
    for month in months where out.contains(". " + month) {
      for place in out.ranges(of: ". " + month).reversed()
      where out[..<place.lowerBound].last?.isNumber == true {
        out.replaceSubrange(place, with: ".\u{A0}" + month)
      }
    }
    return out
  }

  /// German quotation marks: those of English, and those that the author typed as German.
  private func german(_ text: String) -> String {
    guard text.contains(where: { "“”‘".contains($0) }) else { return text }
    var out = ""
    // Within quotation marks of one stroke, the second ends them where a word does.
    var isWithin = false
    for index in text.indices {
      switch text[index] {
      case "‘" where out.last.map { $0.isWhitespace || "([{–—/„".contains($0) } ?? true:
        out.append("‚")
        isWithin = true
      case "’" where isWithin && text[text.index(after: index)...].first?.isLetter != true:
        out.append("‘")
        isWithin = false
      case "”": out.append("“")
      case "“":
        // What follows words ends a quotation that began with „.
        let before = out.last ?? " "
        let after = text[text.index(after: index)...].first
        let begins = before.isWhitespace || "([{–—/‚".contains(before)
        let leads = after.map { $0.isLetter || $0.isNumber || "([‚".contains($0) }
        out.append(begins && leads ?? !out.isEmpty ? "„" : "“")
      default: out.append(text[index])
      }
    }
    return out
  }

  /// What stands between the digits of a number.
  var decimalSign: Character { self == .english ? "." : "," }

  /// The name of a programming language, as in `Code in R`; what is not known stands as it is.
  static func programming(_ name: String) -> String {
    let names = [
      "python": "Python", "py": "Python", "r": "R", "julia": "Julia", "jl": "Julia",
      "swift": "Swift", "json": "JSON", "sh": "Shell", "bash": "Bash", "shell": "Shell", "c": "C",
      "cpp": "C++", "java": "Java", "javascript": "JavaScript", "js": "JavaScript",
      "matlab": "MATLAB", "octave": "Octave", "sql": "SQL", "html": "HTML", "css": "CSS",
      "xml": "XML", "yaml": "YAML", "toml": "TOML", "csv": "CSV", "tex": "TeX", "latex": "LaTeX",
      "fortran": "Fortran", "haskell": "Haskell", "rust": "Rust", "go": "Go", "stan": "Stan",
      "scala": "Scala", "ocaml": "OCaml", "sas": "SAS", "stata": "Stata",
    ]
    return names[name] ?? name
  }

  /// A number with the language's decimal sign.
  package func decimal(_ text: String) -> String {
    self == .english ? text : text.replacing(".", with: ",")
  }

  /// A number, or numbers between commas, as they are typed for a command, as readers have them; the
  /// page's script writes the same.
  package func listed(_ typed: String) -> String {
    let parts = typed.replacing(/e\+?/, with: " × 10^").split(separator: ",")
      .map { decimal(String($0)) }
    let text = parts.joined(separator: self == .english ? ", " : "; ")
      .replacing("-", with: "\u{2212}")
    return parts.count > 1 ? "(\(text))" : text
  }

  /// A number in TeX, where a comma would be followed by a space.
  package func decimalTeX(_ text: String) -> String {
    self == .english ? text : text.replacing(".", with: "{,}")
  }

  /// A word of ours in all languages.
  package struct Word: Hashable, Sendable {
    fileprivate let texts: [DocumentLanguage: String]

    package init(_ english: String, _ french: String, _ german: String) {
      texts = [.english: english, .french: french, .german: german]
    }
  }
}

package typealias Word = DocumentLanguage.Word

/// The catalogue of the words that documents have besides their source's.
extension Word {
  static let question = Word("Question", "Question", "Aufgabe")
  static let point = Word("point", "point", "Punkt")
  static let points = Word("points", "points", "Punkte")
  static let hint = Word("Hint", "Indication", "Hinweis")
  static let hints = Word("Hints", "Indications", "Hinweise")
  static let remark = Word("Remark", "Remarque", "Bemerkung")
  static let figure = Word("Figure", "Figure", "Abbildung")
  static let table = Word("Table", "Tableau", "Tabelle")
  static let equation = Word("Equation", "Équation", "Gleichung")
  static let notes = Word("Notes", "Notes", "Anmerkungen")
  static let note = Word("Note", "Note", "Anmerkung")
  static let back = Word("Back to the text", "Retour au texte", "Zurück zum Text")
  static let name = Word("Name:", "Nom\u{A0}:", "Name:")
  static let hintBelow = Word(
    "A hint is at the end.", "Une indication est à la fin.", "Ein Hinweis steht am Ende.")
  static let numbers = Word(
    "Where the numbers come from", "D’où viennent les nombres", "Woher die Zahlen kommen")
  static let computedWith = Word(
    " was computed with ", " est calculé avec ", " wurde berechnet mit ")
  static let with = Word("with ", "avec ", "mit ")
  static let writtenBy = Word("Written by ", "Écrit par ", "Geschrieben von ")
  static let code = Word("Code", "Code", "Code")
  static let codeIn = Word("Code in", "Code en", "Code in")
  static let formula = Word("Formula", "Formule", "Formel")
  static let pictureOf = Word("Picture of", "Image de la", "Bild zu")
  static let and = Word(" and ", " et ", " und ")
  static let editor = Word("(ed.)", "(éd.)", "(Hrsg.)")
  static let editors = Word("(eds.)", "(éd.)", "(Hrsg.)")
  static let inBook = Word("In", "Dans", "In")
  static let page = Word("page", "page", "Seite")
  static let pages = Word("pages", "pages", "Seiten")
  static let edition = Word("edition", "édition", "Auflage")
  static let volume = Word("volume", "volume", "Band")
  static let thesis = Word("PhD thesis", "thèse de doctorat", "Dissertation")
  static let mastersThesis = Word("Master’s thesis", "mémoire de master", "Masterarbeit")
  static let report = Word("Technical report", "rapport technique", "Technischer Bericht")
  static let dataAt = Word("Data:", "Données\u{A0}:", "Daten:")
  static let codeOfAddress = Word("QR code of", "Code QR de", "QR-Code von")
  static let accessed = Word("accessed ", "consulté le ", "abgerufen am ")
  static let oneIsRight = Word("One is right.", "Une seule est juste.", "Eine ist richtig.")
  static let undated = Word("n.d.", "s.\u{A0}d.", "o.\u{A0}J.")
  static let contents = Word("Contents", "Table des matières", "Inhalt")
  static let skip = Word("Skip to the text", "Aller au texte", "Zum Text")
  static let answer = Word("Answer", "Réponse", "Antwort")
  static let answerLabel = Word("Answer:", "Réponse\u{A0}:", "Antwort:")
  static let toFill = Word("to fill in", "à compléter", "auszufüllen")
  static let kept = Word(
    "Kept in this browser only.", "Conservé dans ce navigateur seulement.",
    "Nur in diesem Browser gespeichert.")
  static let forget = Word("Forget answers", "Effacer les réponses", "Antworten löschen")
  static let yourAnswer = Word("Your answer", "Votre réponse", "Ihre Antwort")
  static let blanksAbove = Word("blanks above", "blancs ci-dessus", "Lücken oben")
  static let version = Word("version", "version", "Stand")
  static let pointsHead = Word("Points", "Points", "Punkte")
  static let total = Word("Total", "Total", "Summe")
  static let marks = Word("Marks", "Note", "Erreicht")
  static let tolerance = Word("tolerance", "tolérance", "Toleranz")
  static let proposition = Word("Proposition", "Proposition", "Proposition")
  static let nearSlip = Word("note", "note", "Hinweis")
  static let checked = Word("checked", "vérifié", "geprüft")
  static let proven = Word("proven", "prouvé", "bewiesen")
  static let measured = Word("measured", "mesuré", "gemessen")
  static let between = Word("between", "entre", "zwischen")
  static let evidence = Word("known by", "connu par", "bekannt durch")
  static let numberOne = Word("number", "nombre", "Zahl")
  static let numberMany = Word("numbers", "nombres", "Zahlen")
  static let checkHolds = Word("check holds", "vérification réussie", "Prüfung bestanden")
  static let checkFails = Word("check fails", "vérification en échec", "Prüfung nicht bestanden")
  static let checksHold = Word("checks hold", "vérifications réussies", "Prüfungen bestanden")
  static let checksFail = Word("checks fail", "vérifications en échec", "Prüfungen nicht bestanden")
  static let exactly = Word("exactly", "exactement", "genau")
  static let holds = Word("holds", "vérifié", "gilt")
  static let fails = Word("fails", "en échec", "gilt nicht")
  static let printed = Word("printed", "imprimé", "gedruckt")
  static let place = Word("place", "endroit", "Stelle")
  static let statement = Word("statement", "énoncé", "Aussage")
  static let residual = Word("residual", "résidu", "Residuum")
  static let allowed = Word("allowed", "admis", "erlaubt")
  static let verdict = Word("verdict", "verdict", "Urteil")
  static let computedTogether = Word(
    "All pictures and numbers were computed together with this page; it loads nothing from a "
      + "network.",
    "Toutes les images et tous les nombres ont été calculés avec cette page ; elle ne charge "
      + "rien d’un réseau.",
    "Alle Bilder und Zahlen wurden zusammen mit dieser Seite berechnet; sie lädt nichts aus "
      + "einem Netz.")
  static let left = Word("Left", "À gauche", "Links")
  static let right = Word("Right", "À droite", "Rechts")
  static let top = Word("Top", "En haut", "Oben")
  static let bottom = Word("Bottom", "En bas", "Unten")
  static let claimsTable = Word(
    "Table of claims", "Tableau des affirmations", "Tabelle der Aussagen")
  static let dataList = Word("Files", "Fichiers", "Dateien")
  static let slipsTable = Word(
    "Table of printed slips", "Tableau des fautes d’impression", "Tabelle der Druckfehler")
  static let claimHolds = Word("claim holds.", "affirmation vérifiée.", "Aussage gilt.")
  static let claimsHold = Word("claims hold.", "affirmations vérifiées.", "Aussagen gelten.")
  static let claimFails = Word("claim fails.", "affirmation en échec.", "Aussage gilt nicht.")
  static let claimsFail = Word("claims fail.", "affirmations en échec.", "Aussagen gelten nicht.")
  static let inNumbers = Word("in numbers", "en chiffres", "in Zahlen")
  static let parameters = Word("Parameters", "Paramètres", "Parameter")
  static let numbersHead = Word("Numbers", "Nombres", "Zahlen")
  static let ofTheFigure = Word("of", "de la", "zu")
  static let parameterName = Word("name", "nom", "Name")
  static let value = Word("value", "valeur", "Wert")
  static let meaning = Word("meaning", "sens", "Bedeutung")
  static let hashOfData = Word(
    "SHA-256 of the data:", "SHA-256 des données\u{A0}:", "SHA-256 der Daten:")
  static let before = Word("before", "avant", "vor")
  static let after = Word("after", "après", "nach")
  static let endOf = Word("end of", "fin de", "Ende von")
  static let section = Word("section", "section", "Abschnitt")
  static let copyTeX = Word("copy TeX", "copier le TeX", "TeX kopieren")
  static let copyMathML = Word("copy MathML", "copier le MathML", "MathML kopieren")
  static let copyLink = Word("copy link", "copier le lien", "Adresse kopieren")
  static let copyCommand = Word("copy command", "copier la commande", "Befehl kopieren")
  static let copied = Word("copied", "copié", "kopiert")
  static let goThere = Word("go there", "y aller", "dorthin")
  static let goBack = Word("Back", "Retour", "Zurück")
  static let play = Word("play", "lire", "abspielen")
  static let pause = Word("pause", "pause", "anhalten")
  static let curve = Word("curve", "courbe", "Kurve")
  static let readOff = Word(
    "Values: arrow keys walk along curves, s turns sounds on",
    "Valeurs\u{A0}: les flèches suivent les courbes, s donne du son",
    "Werte: Pfeiltasten folgen den Kurven, s schaltet Töne ein")
  static let asTheSketchStates = Word(
    "as the sketch states", "selon l’énoncé de l’esquisse", "wie die Skizze sagt")
}

extension Variant {
  var word: Word {
    switch self {
    case .student: Word("student variant", "version des étudiants", "Fassung für Studierende")
    case .solution: Word("solution variant", "version corrigée", "Fassung mit Lösungen")
    case .instructor: Word("instructor variant", "version de l’enseignant", "Fassung für Lehrende")
    }
  }
}

extension Claim.Mark {
  /// What documents call it.
  var word: Word {
    switch self {
    case .corrected: Word("corrected", "corrigé", "berichtigt")
    case .conditionAdded: Word("condition added", "condition ajoutée", "Bedingung ergänzt")
    case .remark: Word("remark", "remarque", "Bemerkung")
    }
  }
}
