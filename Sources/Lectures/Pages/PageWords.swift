import Reports

/// The words of decks and of the pages that lead to a lecture's files.
extension Word {
  static let lecture = Word("Lecture", "Cours", "Vorlesung")
  static let colon = Word(": ", "\u{A0}: ", ": ")
  static let theFigures = Word("the figures", "les figures", "die Abbildungen")
  static let stepByStep = Word(
    "the figures, step by step", "les figures, étape par étape",
    "die Abbildungen, Schritt für Schritt")
  static let step = Word("step", "étape", "Schritt")
  static let of = Word("of", "sur", "von")
  static let addedTo = Word("added to", "ajoutée à", "zusätzlich zu")
  static let figureName = Word("Figure", "Figure", "Abbildung")
  static let figureOne = Word("figure", "figure", "Abbildung")
  static let figureMany = Word("figures", "figures", "Abbildungen")
  static let also = Word("also", "voir aussi", "dazu")
  static let theReport = Word("the report", "le rapport", "der Bericht")
  static let withClaims = Word(
    "with captions, numbers and claims, and", "avec légendes, nombres et affirmations, et",
    "mit Legenden, Zahlen und Aussagen, und")
  static let theSlides = Word("the slides", "les diapositives", "die Folien")
  static let search = Word("Search", "Chercher", "Suchen")
  static let handouts = Word("Handouts", "Feuilles de travail", "Arbeitsblätter")
  static let filesAndCommand = Word(
    "Files and command", "Fichiers et commande", "Dateien und Befehl")
  static let sameWithData = Word(
    "the same with data of yours", "la même avec vos données", "dasselbe mit eigenen Daten")
  static let data = Word("Data", "Données", "Daten")
  static let steps = Word("Steps", "Étapes", "Schritte")
  static let theLecture = Word("The lecture", "Le cours", "Die Vorlesung")
  static let others = Word("Others", "Autres", "Weitere")
  static let copy = Word("copy", "copier", "kopieren")
  static let copied = Word("copied", "copié", "kopiert")
  static let forInstructors = Word(
    "for instructors", "pour les enseignants", "für Lehrende")
  static let instructorPage = Word(
    "Solutions, marks and expected values; what students get is on",
    "Corrigés, barèmes et valeurs attendues\u{A0}; ce que reçoivent les étudiants est sur",
    "Lösungen, Punkte und erwartete Werte; was Studierende bekommen, steht auf")
  static let pageOfFigures = Word(
    "the page of the figures", "la page des figures", "der Seite der Abbildungen")
  static let withoutFolder = Word(
    "Publish the output without this folder.", "Publiez le résultat sans ce dossier.",
    "Veröffentlichen Sie die Ausgabe ohne diesen Ordner.")
}
