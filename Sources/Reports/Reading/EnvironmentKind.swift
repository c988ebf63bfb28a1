/// What a part of the text between `:::` marks is.
package enum EnvironmentKind: String, CaseIterable, Hashable, Sendable {
  /// Something to know beside the thread.
  case remark
  /// Something to do, with points and room for an answer.
  case question
  /// Help, folded away or on the last page.
  case hint
  /// The answer; not in the student's variant.
  case solution
  /// How to mark answers; in the instructor's variant only.
  case marking
  /// What is stated and counted, each kind by itself, and its proof.
  case theorem, lemma, proposition, corollary, definition, example, exercise, algorithm, proof
  /// Options to tick, a number to find, and room for words; their keys are not in the student's
  /// variant.
  case choice, numeric, blank
  /// What the speaker says to a slide; in a lab, what the instructor alone reads.
  case note
  /// Parts side by side, and one of them.
  case columns, column
  /// The table of checked claims.
  case claims
  /// The table of printed slips with what holds; its own text is a table of further ones.
  case errata
  /// The works cited.
  case bibliography
  /// Downloads of the data behind figures.
  case data

  /// The attributes that it takes.
  package var attributes: [String] {
    switch self {
    case .remark, .proof: ["title"]
    case .theorem, .lemma, .proposition, .corollary, .definition, .example, .exercise, .algorithm:
      ["title", "number"]
    case .question: ["points", "space", "style", "boxes", "xlabel", "ylabel", "title"]
    case .hint, .solution, .marking: ["title"]
    case .choice: ["answers"]
    case .numeric: ["value", "tolerance", "unit"]
    case .blank: ["space", "style", "boxes", "xlabel", "ylabel"]
    case .claims: ["for"]
    case .note, .columns, .column, .errata, .bibliography, .data: []
    }
  }

  /// Whether it only arranges on the page what it holds.
  var isArrangement: Bool { self == .columns || self == .column }

  /// Whether it has a text of its own.
  package var hasContent: Bool {
    switch self {
    case .claims, .bibliography, .data: false
    default: true
    }
  }

  /// What it is called in a document; nil for the registers, which have no name.
  var word: Word? {
    switch self {
    case .remark: .remark
    case .question: .question
    case .hint: .hint
    case .solution: Word("Solution", "Solution", "Lösung")
    case .marking: Word("Marking", "Barème", "Bewertung")
    case .theorem: Word("Theorem", "Théorème", "Satz")
    case .lemma: Word("Lemma", "Lemme", "Lemma")
    case .proposition: .proposition
    case .corollary: Word("Corollary", "Corollaire", "Korollar")
    case .definition: Word("Definition", "Définition", "Definition")
    case .example: Word("Example", "Exemple", "Beispiel")
    case .exercise: Word("Exercise", "Exercice", "Übung")
    case .algorithm: Word("Algorithm", "Algorithme", "Algorithmus")
    case .proof: Word("Proof", "Démonstration", "Beweis")
    case .choice, .numeric, .blank: .answer
    case .note: .notes
    case .columns, .column, .claims, .errata, .bibliography, .data: nil
    }
  }

  /// Whether it is a statement with a number.
  var isCounted: Bool {
    switch self {
    case .theorem, .lemma, .proposition, .corollary, .definition, .example, .exercise, .algorithm:
      true
    default: false
    }
  }

  /// Whether it can stand in another; nil is the text itself.
  func canStand(in outer: EnvironmentKind?) -> Bool {
    switch outer {
    case nil: self != .column
    case .question:
      [.hint, .solution, .marking, .proof, .choice, .numeric, .blank, .columns].contains(self)
        || isCounted
    // A statement, a proof or columns can stand in an answer; nothing else nests.
    case .solution, .hint: self == .proof || self == .columns || isCounted
    case .columns: self == .column
    default: false
    }
  }
}

/// For whom a handout is made.
public enum Variant: String, CaseIterable, Hashable, Sendable {
  /// Questions with room for answers; neither solutions nor marks.
  case student
  /// Questions with their solutions.
  case solution
  /// Solutions and how to mark answers.
  case instructor

  /// Whether right options, numbers and words are part of the variant.
  package var showsKeys: Bool { self != .student }

  /// Whether an environment is part of the variant.
  package func shows(_ kind: EnvironmentKind) -> Bool {
    switch kind {
    case .solution: self != .student
    case .marking, .note: self == .instructor
    default: true
    }
  }
}
