/// A command of the user's own: what it stands for, with places for arguments.
public struct Macro: Hashable, Sendable {
  /// The number of arguments, 0 to 9, the optional one included.
  public var argumentCount: Int
  /// The first argument when it is not given in brackets; nil when it must be given in braces.
  public var defaultArgument: String?
  /// The replacement, with `#1` to `#9` for the arguments.
  public var body: String

  /// A command of the user's own.
  ///
  /// - Parameters:
  ///   - body: The replacement, with `#1` to `#9` for the arguments.
  ///   - argumentCount: The number of arguments, 0 to 9.
  ///   - defaultArgument: The first argument when it is not given in brackets.
  public init(_ body: String, argumentCount: Int = 0, defaultArgument: String? = nil) {
    self.body = body
    self.argumentCount = argumentCount
    self.defaultArgument = defaultArgument
  }

  /// The commands that are macros of others.
  package static let builtIn: [String: Macro] = [
    // mathtools: without the space around what \left and \right enclose.
    "norm": Macro(#"\lVert #1 \rVert"#, argumentCount: 1),
    "norm*": Macro(#"\mathopen{}\mathclose{\left\lVert #1 \right\rVert}"#, argumentCount: 1),
    "abs": Macro(#"\lvert #1 \rvert"#, argumentCount: 1),
    "abs*": Macro(#"\mathopen{}\mathclose{\left\lvert #1 \right\rvert}"#, argumentCount: 1),
    // amsmath: more space after than a punctuation mark has, and some before.
    "colon": Macro(#"\mskip2mu{:}\mskip6mu"#),
    "iff": Macro(#"\;\Longleftrightarrow\;"#),
    "implies": Macro(#"\;\Longrightarrow\;"#),
    "impliedby": Macro(#"\;\Longleftarrow\;"#),
    "bmod": Macro(#"\mskip1mu\mathbin{\mathrm{mod}}\mskip1mu"#),
    "pmod": Macro(#"\mkern8mu(\mathrm{mod}\mkern6mu #1)"#, argumentCount: 1),
    "mod": Macro(#"\mkern12mu\mathrm{mod}\,\,#1"#, argumentCount: 1),
    "limsup": Macro(#"\operatorname*{lim\,sup}"#),
    "liminf": Macro(#"\operatorname*{lim\,inf}"#),
    "argmin": Macro(#"\operatorname*{arg\,min}"#),
    "argmax": Macro(#"\operatorname*{arg\,max}"#),
    "mathstrut": Macro(#"\vphantom{(}"#),
  ]
}
