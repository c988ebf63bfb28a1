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
    case .remark: ["title"]
    case .question: ["points", "space", "style", "title"]
    case .hint, .solution, .marking: ["title"]
    case .claims: ["for"]
    case .errata, .bibliography, .data: []
    }
  }

  /// Whether it has a text of its own.
  package var hasContent: Bool {
    switch self {
    case .remark, .question, .hint, .solution, .marking, .errata: true
    case .claims, .bibliography, .data: false
    }
  }

  /// Whether it can stand in another; nil is the text itself.
  func canStand(in outer: EnvironmentKind?) -> Bool {
    // Hints, solutions and marks belong to a question; nothing else nests.
    outer == nil || outer == .question && [.hint, .solution, .marking].contains(self)
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

  /// Whether an environment is part of the variant.
  package func shows(_ kind: EnvironmentKind) -> Bool {
    switch kind {
    case .solution: self != .student
    case .marking: self == .instructor
    default: true
    }
  }
}
