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
      let all = DocumentLanguage.allCases.map(\.rawValue)
      throw LineError(
        line, "no language \(quoted(tag)); there are \(all.joined(separator: ", "))",
        suggestion: NearestName.to(tag, among: all))
    }
    self = known
  }

  /// A word of ours.
  func word(_ word: Word) -> String {
    switch self {
    case .english: word.texts.0
    case .french: word.texts.1
    case .german: word.texts.2
    }
  }

  /// The language in which formulas are read aloud.
  package var spoken: MathLanguage {
    switch self {
    case .english: .english
    case .french: .french
    case .german: .german
    }
  }

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
  /// quotation marks are guillemets; in German quotation marks begin below.
  package func typeset(_ text: String) -> String {
    switch self {
    case .english: return text
    case .german: return german(text)
    case .french:
      guard text.unicodeScalars.contains(where: "“”«»;:!?".unicodeScalars.contains) else {
        return text
      }
      // Thin spaces, but before colons.
      var out = text.replacing("“", with: "«\u{202F}").replacing("”", with: "\u{202F}»")
      for sign in [";", "!", "?", "»"] {
        for space in [" ", "\u{A0}"] { out = out.replacing(space + sign, with: "\u{202F}" + sign) }
      }
      out = out.replacing(" :", with: "\u{A0}:").replacing("«\u{A0}", with: "«\u{202F}")
      return out.replacing("« ", with: "«\u{202F}")
    }
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

  /// The catalogue of all words that documents have besides their source's.
  enum Word: CaseIterable {
    case question, point, points, hint, hints, solution, marking, remark, figure, table, equation
    case notes, note, back, name, hintBelow, numbers, computedWith, with, writtenBy
    case studentVariant, solutionVariant, instructorVariant
    case code, codeIn, formula, pictureOf, and, editor, editors, inBook, page, pages, edition
    case volume
    case thesis
    case mastersThesis, report, undated, contents, skip, dataAt, codeOfAddress
    case answer, answerLabel, toFill, kept, forget, tolerance, yourAnswer, group, date
    case version, total, marks, pointsHead
    case theorem, lemma, proposition, corollary, definition, example, exercise, algorithm, proof
    // Registers, and what pages offer.
    case corrected, conditionAdded, remarkMade, nearSlip, checked, checksHold, checksFail
    case checkHolds, checkFails, numberOne, numberMany, proven, measured, between, evidence
    case exactly, holds, fails, printed, place, statement, residual, allowed, verdict
    case left, right, top, bottom, computedTogether
    case claimsTable, slipsTable, dataList, claimHolds, claimsHold, claimFails, claimsFail,
      inNumbers
    case parameters, numbersHead
    case ofTheFigure, parameterName, value, meaning, hashOfData, before, after, endOf, section
    case copyTeX, copyMathML, copyLink, copyCommand, copied, goThere, goBack, play, pause, curve
    case readOff

    var texts: (String, String, String) {
      switch self {
      case .question: ("Question", "Question", "Aufgabe")
      case .point: ("point", "point", "Punkt")
      case .points: ("points", "points", "Punkte")
      case .hint: ("Hint", "Indication", "Hinweis")
      case .hints: ("Hints", "Indications", "Hinweise")
      case .solution: ("Solution", "Solution", "Lösung")
      case .marking: ("Marking", "Barème", "Bewertung")
      case .remark: ("Remark", "Remarque", "Bemerkung")
      case .figure: ("Figure", "Figure", "Abbildung")
      case .table: ("Table", "Tableau", "Tabelle")
      case .equation: ("Equation", "Équation", "Gleichung")
      case .notes: ("Notes", "Notes", "Anmerkungen")
      case .note: ("Note", "Note", "Anmerkung")
      case .back: ("Back to the text", "Retour au texte", "Zurück zum Text")
      case .name: ("Name:", "Nom\u{A0}:", "Name:")
      case .hintBelow:
        (
          "A hint is at the end.", "Une indication est à la fin.", "Ein Hinweis steht am Ende."
        )
      case .numbers:
        ("Where the numbers come from", "D’où viennent les nombres", "Woher die Zahlen kommen")
      case .computedWith: (" was computed with ", " est calculé avec ", " wurde berechnet mit ")
      case .with: ("with ", "avec ", "mit ")
      case .writtenBy: ("Written by ", "Écrit par ", "Geschrieben von ")
      case .studentVariant: ("student variant", "version des étudiants", "Fassung für Studierende")
      case .solutionVariant: ("solution variant", "version corrigée", "Fassung mit Lösungen")
      case .instructorVariant:
        ("instructor variant", "version de l’enseignant", "Fassung für Lehrende")
      case .code: ("Code", "Code", "Code")
      case .codeIn: ("Code in", "Code en", "Code in")
      case .formula: ("Formula", "Formule", "Formel")
      case .pictureOf: ("Picture of", "Image de la", "Bild zu")
      case .and: (" and ", " et ", " und ")
      case .editor: ("(ed.)", "(éd.)", "(Hrsg.)")
      case .editors: ("(eds.)", "(éd.)", "(Hrsg.)")
      case .inBook: ("In", "Dans", "In")
      case .page: ("page", "page", "Seite")
      case .pages: ("pages", "pages", "Seiten")
      case .edition: ("edition", "édition", "Auflage")
      case .volume: ("volume", "volume", "Band")
      case .thesis: ("PhD thesis", "thèse de doctorat", "Dissertation")
      case .mastersThesis: ("Master’s thesis", "mémoire de master", "Masterarbeit")
      case .report: ("Technical report", "rapport technique", "Technischer Bericht")
      case .dataAt: ("Data:", "Données\u{A0}:", "Daten:")
      case .codeOfAddress: ("QR code of", "Code QR de", "QR-Code von")
      case .undated: ("n.d.", "s. d.", "o. J.")
      case .contents: ("Contents", "Table des matières", "Inhalt")
      case .skip: ("Skip to the text", "Aller au texte", "Zum Text")
      case .answer: ("Answer", "Réponse", "Antwort")
      case .answerLabel: ("Answer:", "Réponse\u{A0}:", "Antwort:")
      case .toFill: ("to fill in", "à compléter", "auszufüllen")
      case .kept:
        (
          "Kept in this browser only.", "Conservé dans ce navigateur seulement.",
          "Nur in diesem Browser gespeichert."
        )
      case .forget: ("Forget answers", "Effacer les réponses", "Antworten löschen")
      case .yourAnswer: ("Your answer", "Votre réponse", "Ihre Antwort")
      case .group: ("Group:", "Groupe\u{A0}:", "Gruppe:")
      case .date: ("Date:", "Date\u{A0}:", "Datum:")
      case .version: ("version", "version", "Stand")
      case .pointsHead: ("Points", "Points", "Punkte")
      case .total: ("Total", "Total", "Summe")
      case .marks: ("Marks", "Note", "Erreicht")
      case .tolerance: ("tolerance", "tolérance", "Toleranz")
      case .theorem: ("Theorem", "Théorème", "Satz")
      case .lemma: ("Lemma", "Lemme", "Lemma")
      case .proposition: ("Proposition", "Proposition", "Proposition")
      case .corollary: ("Corollary", "Corollaire", "Korollar")
      case .definition: ("Definition", "Définition", "Definition")
      case .example: ("Example", "Exemple", "Beispiel")
      case .exercise: ("Exercise", "Exercice", "Übung")
      case .algorithm: ("Algorithm", "Algorithme", "Algorithmus")
      case .proof: ("Proof", "Démonstration", "Beweis")
      case .corrected: ("corrected", "corrigé", "berichtigt")
      case .conditionAdded: ("condition added", "condition ajoutée", "Bedingung ergänzt")
      case .remarkMade: ("remark", "remarque", "Bemerkung")
      case .nearSlip: ("note", "note", "Hinweis")
      case .checked: ("checked", "vérifié", "geprüft")
      case .proven: ("proven", "prouvé", "bewiesen")
      case .measured: ("measured", "mesuré", "gemessen")
      case .between: ("between", "entre", "zwischen")
      case .evidence: ("known by", "connu par", "bekannt durch")
      case .numberOne: ("number", "nombre", "Zahl")
      case .numberMany: ("numbers", "nombres", "Zahlen")
      case .checkHolds: ("check holds", "vérification réussie", "Prüfung bestanden")
      case .checkFails: ("check fails", "vérification en échec", "Prüfung nicht bestanden")
      case .checksHold: ("checks hold", "vérifications réussies", "Prüfungen bestanden")
      case .checksFail: ("checks fail", "vérifications en échec", "Prüfungen nicht bestanden")
      case .exactly: ("exactly", "exactement", "genau")
      case .holds: ("holds", "vérifié", "gilt")
      case .fails: ("fails", "en échec", "gilt nicht")
      case .printed: ("printed", "imprimé", "gedruckt")
      case .place: ("place", "endroit", "Stelle")
      case .statement: ("statement", "énoncé", "Aussage")
      case .residual: ("residual", "résidu", "Residuum")
      case .allowed: ("allowed", "admis", "erlaubt")
      case .verdict: ("verdict", "verdict", "Urteil")
      case .computedTogether:
        (
          "All pictures and numbers were computed together with this page; it loads nothing from a "
            + "network.",
          "Toutes les images et tous les nombres ont été calculés avec cette page ; elle ne charge "
            + "rien d’un réseau.",
          "Alle Bilder und Zahlen wurden zusammen mit dieser Seite berechnet; sie lädt nichts aus "
            + "einem Netz."
        )
      case .left: ("Left", "À gauche", "Links")
      case .right: ("Right", "À droite", "Rechts")
      case .top: ("Top", "En haut", "Oben")
      case .bottom: ("Bottom", "En bas", "Unten")
      case .claimsTable: ("Table of claims", "Tableau des affirmations", "Tabelle der Aussagen")
      case .dataList: ("Files", "Fichiers", "Dateien")
      case .slipsTable:
        ("Table of printed slips", "Tableau des fautes d’impression", "Tabelle der Druckfehler")
      case .claimHolds: ("claim holds.", "affirmation vérifiée.", "Aussage gilt.")
      case .claimsHold: ("claims hold.", "affirmations vérifiées.", "Aussagen gelten.")
      case .claimFails: ("claim fails.", "affirmation en échec.", "Aussage gilt nicht.")
      case .claimsFail: ("claims fail.", "affirmations en échec.", "Aussagen gelten nicht.")
      case .inNumbers: ("in numbers", "en chiffres", "in Zahlen")
      case .parameters: ("Parameters", "Paramètres", "Parameter")
      case .numbersHead: ("Numbers", "Nombres", "Zahlen")
      case .ofTheFigure: ("of", "de la", "zu")
      case .parameterName: ("name", "nom", "Name")
      case .value: ("value", "valeur", "Wert")
      case .meaning: ("meaning", "sens", "Bedeutung")
      case .hashOfData:
        ("SHA-256 of the data:", "SHA-256 des données\u{A0}:", "SHA-256 der Daten:")
      case .before: ("before", "avant", "vor")
      case .after: ("after", "après", "nach")
      case .endOf: ("end of", "fin de", "Ende von")
      case .section: ("section", "section", "Abschnitt")
      case .copyTeX: ("copy TeX", "copier le TeX", "TeX kopieren")
      case .copyMathML: ("copy MathML", "copier le MathML", "MathML kopieren")
      case .copyLink: ("copy link", "copier le lien", "Adresse kopieren")
      case .copyCommand: ("copy command", "copier la commande", "Befehl kopieren")
      case .copied: ("copied", "copié", "kopiert")
      case .goThere: ("go there", "y aller", "dorthin")
      case .goBack: ("Back", "Retour", "Zurück")
      case .play: ("play", "lire", "abspielen")
      case .pause: ("pause", "pause", "anhalten")
      case .curve: ("curve", "courbe", "Kurve")
      case .readOff:
        (
          "Values: arrow keys walk along curves, s turns sounds on",
          "Valeurs\u{A0}: les flèches suivent les courbes, s donne du son",
          "Werte: Pfeiltasten folgen den Kurven, s schaltet Töne ein"
        )
      }
    }
  }
}

extension Variant {
  var word: DocumentLanguage.Word {
    switch self {
    case .student: .studentVariant
    case .solution: .solutionVariant
    case .instructor: .instructorVariant
    }
  }
}

extension Claim.Mark {
  /// What documents call it.
  var word: DocumentLanguage.Word {
    switch self {
    case .corrected: .corrected
    case .conditionAdded: .conditionAdded
    case .remark: .remarkMade
    }
  }
}
