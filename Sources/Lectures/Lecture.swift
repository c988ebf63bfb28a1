public import Plotting
public import Records
package import Reports
import Templates

/// The version of the program, which every file carries.
package let programVersion = "0.2.0"

/// A lecture: what its command, pages and decks are made of.
public struct Lecture: Sendable {
  /// The name of the command, such as `figures`.
  public let command: String
  /// The version of the lecture's own command; nil for the program's.
  public let version: String?
  /// What the command does, one sentence for its help.
  public let abstract: String
  /// Lines of help with examples of the command.
  public let examples: String
  /// The lecture's number.
  public let number: Int
  /// The lecture's title.
  public let title: String
  /// The figures, in the lecture's order: the one list that every verb goes through.
  public let figures: [any LectureFigure]
  /// The labs, in their order.
  public let labs: [Lab.Entry]
  /// What a sweep can repeat besides the figures.
  public let experiments: [any Experiment]
  /// What sketches can compute by name.
  public let models: [NamedModel]
  /// Figures of another lecture, which sketches may show.
  public let material: [any LectureFigure]
  /// What the lecture says, in its order, each by a route of its own; figures add their own.
  public let claims: @Sendable () -> [Claim]
  /// Numbers with proven bounds, which take longer than to check them.
  public let proofs: @Sendable () -> [Enclosure]
  /// Numbers of figures and labs whose bounds were proven before; their ids are those of `proofs`.
  public let proven: [Enclosure]
  /// Beginnings of numbers' paths, each with the id of the claim that gives them a second route.
  public let checked: [(numbers: String, claim: String)]
  /// The roles that the figures use besides those of every theme.
  public let palette: Palette
  /// The pages beside the report, such as `papers` for the text `papers.md`; what is on them, figures
  /// and their claims, need not be in the report.
  public let pages: [String]
  /// The folder with the lecture's texts: `report.md`, `works.bib`, `labs/ID.md`; empty for the
  /// folder of templates.
  public let texts: String
  /// The tag of the language of its pages, such as `fr`; nil for that of its figures.
  private let tag: String?

  /// A lecture from its parts.
  public init(
    command: String, version: String? = nil, abstract: String, examples: String = "", number: Int,
    title: String,
    figures: [any LectureFigure], labs: [Lab.Entry] = [],
    experiments: [any Experiment] = [], models: [NamedModel] = [],
    material: [any LectureFigure] = [],
    claims: @escaping @Sendable () -> [Claim] = { [] },
    proofs: @escaping @Sendable () -> [Enclosure] = { [] }, proven: [Enclosure] = [],
    checked: [(numbers: String, claim: String)] = [], palette: Palette = .plain,
    pages: [String] = [], texts: String = "", language: String? = nil
  ) {
    self.command = command
    self.version = version
    self.abstract = abstract
    self.examples = examples
    self.number = number
    self.title = title
    self.figures = figures
    self.labs = labs
    self.experiments = experiments
    self.models = models
    self.material = material
    self.claims = claims
    self.proofs = proofs
    self.proven = proven
    self.checked = checked
    self.palette = palette
    self.pages = pages
    self.texts = texts
    tag = language
  }

  /// The figure of an id or alias.
  ///
  /// - Throws: `UsageError` for a name that none has.
  package func figure(named name: String) throws -> any LectureFigure {
    try figure(named: name, among: figures)
  }

  /// The figure of an id or alias among some.
  ///
  /// - Throws: `UsageError` for a name that none has, `CommandFailure` for one with a fault.
  package func figure(
    named name: String, among figures: [any LectureFigure]
  ) throws -> any LectureFigure {
    if let found = figures.first(where: { $0.id == name || $0.alias == name }) {
      if let unread = found as? UnreadFigure { throw unread.failure }
      return found
    }
    throw UsageError.unknownFigure(
      name, nearest: NearestName.to(name, among: figures.map(\.id)), command: command)
  }
}

extension Lecture {
  /// The language of the pages about its figures.
  package var language: DocumentLanguage { language(of: figures) }

  /// The language of what is said about some figures: that stated for the lecture, else the one that the
  /// figures state, else English.
  package func language(of figures: [any LectureFigure]) -> DocumentLanguage {
    let stated = Set(figures.filter { $0.language != nil }.map { $0.language(in: .english) })
    return tag.flatMap(DocumentLanguage.init)
      ?? (stated.count == 1 ? stated.first : nil) ?? .english
  }

  /// The path of a resource that the package manager laid beside the running program, such as
  /// `Momentum_Momentum.resources/Texts`.
  public static func resource(_ path: String) -> String { Templates.programFolder + "/" + path }

  /// What stands behind the numbers of figures and labs; nil for pages without marks on that.
  package var grounds: Grounds? {
    proven.isEmpty && checked.isEmpty
      ? nil : Grounds(proven: proven, checked: checked, usual: Set(figures.map(\.key)))
  }

  /// The program with its version, as every file names it.
  package var software: String {
    let program = "Figures \(programVersion)"
    return version.map { "\(command) \($0), \(program)" } ?? program
  }
}
