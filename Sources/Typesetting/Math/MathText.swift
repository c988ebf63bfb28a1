/// A formula in the language of TeX: parsed once, then laid out, spoken or printed as MathML.
///
/// The language is TeX's mathematics as LaTeX, amsmath and unicode-math define it; see
/// `supportedCommands`. What it does not know is an error, never left out.
public struct MathText: Hashable, Sendable {
  /// The source, as given.
  public let source: String
  /// What was read from it.
  public let tree: MathList
  /// The equation's number from a `\tag` outside any array.
  public let tag: EquationTag?
  /// The language in which it is read aloud.
  public let language: MathLanguage

  /// Parses a formula.
  ///
  /// - Parameters:
  ///   - tex: The formula without dollar signs around it, at most 20,000 bytes.
  ///   - macros: Commands of the document, by name without backslash; the formula's own
  ///     `\newcommand`s come on top and end with it.
  ///   - language: The language in which it is read aloud.
  /// - Throws: `MathError` with the place of the first fault.
  public init(
    _ tex: String, macros: [String: Macro] = [:], in language: MathLanguage = .english
  ) throws(MathError) {
    var parser = try MathParser(tex, macros: macros)
    (source, self.language) = (tex, language)
    tree = try parser.formula()
    tag = parser.tag
  }

  /// The commands under one heading.
  public struct CommandGroup: Hashable, Sendable {
    /// The heading, such as `relations`.
    public var title: String
    /// The commands as typed, such as `\le`, in the order of the language's tables.
    public var commands: [String]
  }

  /// Every command of the language by subject, from the parser's own tables.
  public static let supportedCommands: [CommandGroup] = {
    var groups: [CommandGroup] = []
    func add(_ title: String, _ commands: [String]) {
      if let index = groups.firstIndex(where: { $0.title == title }) {
        groups[index].commands += commands
      } else {
        groups.append(CommandGroup(title: title, commands: commands))
      }
    }
    for group in Command.groups { add(group.title, group.commands.map { "\\" + $0.name }) }
    add("shorthands", Macro.builtIn.keys.sorted().map { "\\" + $0 })
    add("environments", MathParser.environments.map { "\\begin{\($0.name)}" })
    return groups
  }()
}
