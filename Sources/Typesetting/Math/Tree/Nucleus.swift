/// What an atom consists of, apart from its scripts.
public indirect enum Nucleus: Hashable, Sendable {
  /// One character, such as `x`, `\alpha`, `\sum`, `\mathbb{R}`, `=`.
  case symbol(Symbol)
  /// Letters set together in an upright or other text alphabet: `\lim`, `\mathrm{ols}`.
  case word(Word)
  /// Ordinary text, `\text{...}`.
  case text(Text)
  /// A formula in braces, `{...}`, or with a given class, `\mathbin{...}`.
  case list(MathList)
  /// The name of an operator, `\operatorname{arg\,min}`: words and spaces.
  case operatorName(MathList)
  /// A fraction, with or without a rule: `\frac`, `\binom`.
  case fraction(Fraction)
  /// A root: `\sqrt[3]{x}`.
  case radical(Radical)
  /// A mark over or under: `\hat{x}`, `\widehat{xy}`.
  case accent(Accent)
  /// A formula between delimiters that grow with it: `\left( ... \middle| ... \right)`.
  case fenced(Fenced)
  /// A single delimiter of chosen size: `\bigl(`.
  case delimiter(SizedDelimiter)
  /// A formula with a line, brace or the like along it; the atom's scripts are its labels.
  case stretched(Stretched)
  /// Formulas set above or below another: `\overset`, `\underset`, `\stackrel`.
  case stack(Stack)
  /// An arrow as long as its labels: `\xrightarrow[below]{above}`.
  case arrow(Arrow)
  /// Rows and columns: `aligned`, `cases`, `pmatrix`, `\substack`.
  case array(MathArray)
  /// Space as large as a formula: `\phantom`, or a formula of no height: `\smash`.
  case phantom(Phantom)
}

extension Nucleus {
  /// One character of an alphabet.
  public struct Symbol: Hashable, Sendable {
    /// The character before the alphabet is applied: θ for `\boldsymbol{\theta}`.
    public var base: Unicode.Scalar
    /// The alphabet; `italic` for a letter typed plainly, `upright` for digits and signs.
    public var alphabet: MathAlphabet
    /// The character that is set: 𝜽 for `\boldsymbol{\theta}`.
    public var scalar: Unicode.Scalar
    /// The command without its backslash, as `alpha`; nil for a typed character.
    public var command: String?
    /// Where it stands in the source.
    public var range: SourceRange
  }

  /// Letters set together as one word.
  public struct Word: Hashable, Sendable {
    /// The letters.
    public var letters: String
    /// The alphabet.
    public var alphabet: MathAlphabet
    /// The command without its backslash, as `lim`; nil for typed letters.
    public var command: String?
    /// Where it stands in the source.
    public var range: SourceRange
  }

  /// Ordinary text in a formula.
  public struct Text: Hashable, Sendable {
    /// The faces that text can have.
    public enum Face: Hashable, Sendable, CaseIterable {
      case regular, italic, bold, boldItalic, sans, mono

      /// The alphabet of mathematical letters that looks like the face; nil for the plain face.
      var alphabet: MathAlphabet? {
        switch self {
        case .regular: nil
        case .italic: .italic
        case .bold: .bold
        case .boldItalic: .boldItalic
        case .sans: .sans
        case .mono: .mono
        }
      }
    }

    /// A part of a text.
    public enum Piece: Hashable, Sendable {
      /// Characters of one face; each run of spaces is one space.
      case words(String, face: Face, range: SourceRange)
      /// A formula between dollar signs.
      case math(MathList)
    }

    /// The parts, from left to right.
    public var pieces: [Piece]
    /// Where it stands in the source.
    public var range: SourceRange
  }

  /// A numerator over a denominator.
  public struct Fraction: Hashable, Sendable {
    /// The formula above.
    public var numerator: MathList
    /// The formula below.
    public var denominator: MathList
    /// Whether a rule parts them.
    public var hasRule: Bool
    /// Whether it is a continued fraction's, `\cfrac`: with a strut in the numerator, and no space
    /// after it.
    public var isContinued = false
    /// The style to set it in, as for `\dfrac`; nil for the current one.
    public var level: MathStyle.Level?
    /// The delimiter on the left, as for `\binom`; nil for none.
    public var left: Delimiter?
    /// The delimiter on the right; nil for none.
    public var right: Delimiter?
  }

  /// A root.
  public struct Radical: Hashable, Sendable {
    /// The degree; nil for a square root.
    public var degree: MathList?
    /// The formula under the root.
    public var radicand: MathList
    /// Where the command stands in the source.
    public var range: SourceRange
  }

  /// A mark over or under a formula.
  public struct Accent: Hashable, Sendable {
    /// The combining character of the mark, such as U+0302 for `\hat`.
    public var mark: Unicode.Scalar
    /// The command without its backslash, as `hat`.
    public var command: String
    /// Whether the mark widens with the formula.
    public var isWide: Bool
    /// The formula.
    public var base: MathList
    /// Where the command stands in the source.
    public var range: SourceRange
  }

  /// A delimiter.
  public struct Delimiter: Hashable, Sendable {
    /// The character; nil for the empty delimiter, a full stop.
    public var scalar: Unicode.Scalar?
    /// Where it stands in the source.
    public var range: SourceRange
  }

  /// A formula between delimiters.
  public struct Fenced: Hashable, Sendable {
    /// The delimiter on the left.
    public var left: Delimiter
    /// The parts; there is one more of them than of `middles`.
    public var parts: [MathList]
    /// The delimiters between the parts.
    public var middles: [Delimiter]
    /// The delimiter on the right.
    public var right: Delimiter
  }

  /// A delimiter of chosen size.
  public struct SizedDelimiter: Hashable, Sendable {
    /// The delimiter.
    public var delimiter: Delimiter
    /// 1 for `\big`, 2 for `\Big`, 3 for `\bigg`, 4 for `\Bigg`.
    public var size: Int
  }

  /// A formula with something as long as it above or below.
  public struct Stretched: Hashable, Sendable {
    /// What is drawn along the formula.
    public enum Mark: Hashable, Sendable { case line, brace, bracket, paren, rightArrow, leftArrow }

    /// What is drawn.
    public var mark: Mark
    /// Whether it stands above.
    public var isOver: Bool
    /// The command without its backslash, as `underbrace`.
    public var command: String
    /// The formula.
    public var base: MathList
    /// Where the command stands in the source.
    public var range: SourceRange
  }

  /// A formula with formulas set above or below.
  public struct Stack: Hashable, Sendable {
    /// The formula in the middle.
    public var base: MathList
    /// The formula above.
    public var over: MathList?
    /// The formula below.
    public var under: MathList?
  }

  /// An arrow with labels.
  public struct Arrow: Hashable, Sendable {
    /// The arrow, such as → for `\xrightarrow`.
    public var scalar: Unicode.Scalar
    /// The command without its backslash, as `xrightarrow`.
    public var command: String
    /// The label above; empty for none.
    public var above: MathList
    /// The label below; nil for none.
    public var below: MathList?
    /// Where the command stands in the source.
    public var range: SourceRange
  }

  /// A formula that takes its place but is not all drawn.
  public struct Phantom: Hashable, Sendable {
    /// The formula.
    public var base: MathList
    /// Whether the ink is drawn, as by `\smash`.
    public var isDrawn: Bool
    /// Whether the width is kept.
    public var keepsWidth: Bool
    /// Whether height and depth are kept.
    public var keepsHeight: Bool
  }
}

/// Rows and columns of formulas.
public struct MathArray: Hashable, Sendable {
  /// The arrangements that differ in spacing, style or alignment.
  public enum Kind: Hashable, Sendable {
    /// `matrix`, `pmatrix`, ...: centred columns in text style.
    case matrix
    /// `smallmatrix`: in script style.
    case smallMatrix
    /// `array` with its columns given.
    case array
    /// `cases`: a brace, left-aligned columns in text style.
    case cases
    /// `aligned`, `align`, `split`: right- and left-aligned columns in turn, in display style.
    case aligned
    /// `gathered`, `gather`: centred rows in display style.
    case gathered
    /// `\boxed`: one formula in display style, with a rule around.
    case boxed
    /// `\substack`: centred rows in script style.
    case substack
  }

  /// How the cells of a column are placed.
  public enum Alignment: Hashable, Sendable { case left, center, right }

  /// One row.
  public struct Row: Hashable, Sendable {
    /// The cells, from left to right; rows can be shorter than others.
    public var cells: [MathList]
    /// The equation's number from `\tag`.
    public var tag: EquationTag?
    /// Additional space below, in points, from `\\[...]`.
    public var extraSpace: Double
  }

  /// The arrangement.
  public var kind: Kind
  /// The name of the environment or command, as `pmatrix` or `substack`.
  public var name: String
  /// The rows, from top to bottom.
  public var rows: [Row]
  /// The alignment of each column.
  public var columns: [Alignment]
  /// The delimiter on the left; nil for none.
  public var left: Nucleus.Delimiter?
  /// The delimiter on the right; nil for none.
  public var right: Nucleus.Delimiter?
  /// The columns before which a rule stands, from `|`; the number of columns for one at the right.
  public var bars: Set<Int> = []
  /// The rows above which a rule stands, from `\hline`; the number of rows for one below the last.
  public var lines: Set<Int> = []
  /// Where it stands in the source.
  public var range: SourceRange

  /// How a cell is placed: the first row of `multline` stands at the left, the last at the right.
  func alignment(ofRow row: Int, column: Int) -> Alignment {
    guard name.hasPrefix("multline"), rows.count > 1 else { return columns[column] }
    return row == 0 ? .left : row == rows.count - 1 ? .right : columns[column]
  }

  /// The space beside a cell that moves it away from the others, in ems: the first row of `multline`
  /// ends before the last does.
  func indent(ofRow row: Int) -> Double {
    name.hasPrefix("multline") && rows.count > 1 && (row == 0 || row == rows.count - 1) ? 2 : 0
  }
}

/// An equation's number or name, from `\tag`.
public struct EquationTag: Hashable, Sendable {
  /// What is printed at the margin, parentheses apart.
  public var text: Nucleus.Text
  /// Whether it stands in parentheses (`\tag`, not `\tag*`).
  public var hasParentheses: Bool
}
