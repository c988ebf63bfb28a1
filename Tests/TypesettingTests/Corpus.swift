import Glibc

/// The formulas that tests run over.
enum Corpus {
  /// A formula of the lecture, as typed.
  struct Given: Hashable, Sendable {
    var index: Int
    var isDisplay: Bool
    var tex: String
  }

  /// The lecture's 61 display and 120 inline formulas.
  static let lecture = given("formulas.csv")

  /// Formulas that a lecturer of the field might write besides.
  static let field = given("Wider/formulas.csv")

  /// Every formula once, in the style that it has in its set.
  static let all: [Given] = {
    var seen: Set<String> = []
    let others = wider.map { Given(index: 0, isDisplay: true, tex: $0) }
    return (lecture + field + others).filter { seen.insert($0.tex).inserted }
  }()

  private static func given(_ name: String) -> [Given] {
    let path = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    let file = "/" + path + "/TypesettingReferenceTests/Values/" + name
    return rows(of: text(of: file)).dropFirst().compactMap { row in
      guard row.count >= 4, let index = Int(row[0]) else { return nil }
      return Given(index: index, isDisplay: row[1] == "display", tex: row[3])
    }
  }

  /// Formulas of the wider language: those of the parser's tests and pairs that differ little.
  static let wider: [String] =
    Formulas.wider + [
      #"\begin{aligned} a &= b + c \\ &= d \end{aligned}"#,
      #"\begin{gathered} a = b \\ c = d + e \end{gathered}"#,
      #"\begin{pmatrix} a & b \\ c & d \end{pmatrix}"#,
      #"\begin{bmatrix} a & b \\ c & d \end{bmatrix}"#,
      #"\begin{vmatrix} a & b \\ c & d \end{vmatrix}"#,
      #"\begin{Vmatrix} a & b \\ c & d \end{Vmatrix}"#,
      #"\begin{matrix} a & b \\ c & d \end{matrix}"#,
      #"\begin{smallmatrix} a & b \\ c & d \end{smallmatrix}"#,
      #"\begin{array}{lr} 1 & 22 \\ 333 & 4 \end{array}"#,
      #"\overline{x + y}"#, #"\underline{x + y}"#, #"\widehat{xyz}"#, #"\widetilde{abc}"#,
      #"\binom{n}{k}"#, #"\binom{n+1}{k}"#, #"\frac{n}{k}"#, #"\frac{n+1}{k}"#,
      #"\overset{\text{def}}{=}"#, #"\stackrel{!}{=}"#, #"\underset{x \in A}{\max}"#,
      #"\bigl( x \bigr)"#, #"\Bigl[ \frac{1}{x} \Bigr]"#, #"\biggl\{ \sum_i x_i \biggr\}"#,
      #"\mathfrak{g} \oplus \mathfrak{h}"#, #"\mathsf{A}\mathsf{b}"#, #"\mathtt{code}"#,
      #"\operatorname*{ess\,sup}_{x} f(x)"#, #"\operatorname{tr}(A)"#,
      #"\sqrt[3]{x}"#, #"\sqrt{x + \sqrt{y}}"#, #"\sqrt{x} + y"#, #"\sqrt{x + y}"#,
      #"\frac{1}{1 + \frac{1}{x}}"#, #"\frac{\frac{1}{x}}{y}"#, #"\frac{x}{\frac{1}{y}}"#,
      #"x^{y^z}"#, #"{x^y}^z"#, #"x^{y z}"#, #"x^y z"#, #"x_{i_j}"#, #"x_{ij}"#, #"x_i j"#,
      #"\int_0^1 f(x) \, \mathrm{d}x"#, #"\iint_D f"#, #"\oint_C \vec{F} \cdot \mathrm{d}\vec{r}"#,
      #"\prod_{k=1}^\infty \left(1 - \frac{1}{k^2}\right)"#,
      #"\lim_{h \to 0} \frac{f(x+h)-f(x)}{h}"#,
      #"\left( \frac{a}{b} \middle| \frac{c}{d} \right)"#, #"\norm{x}_2 \le \norm*{\frac{x}{y}}"#,
      #"\abs{x - y}"#, #"\lfloor x \rfloor + \lceil y \rceil"#, #"f'(x) + f''(x) + g'^2"#,
      #"\overbrace{a + \cdots + a}^{n}"#, #"\underbrace{a + a}_{2}"#, #"\overrightarrow{AB}"#,
      #"A \xrightarrow{f} B \xleftarrow[g]{h} C"#, #"\ddot{x} + \bar{y} + \vec{z} + \check{w}"#,
      #"\hat{\imath} + \hat{f}"#, #"\Gamma(z)"#,
      #"\forall \epsilon > 0 \; \exists \delta"#, #"P(A \mid B) = \tfrac{1}{2}"#,
      #"a \bmod n \equiv b \pmod{n}"#, #"\mathcal{O}(n \log n)"#, #"\not\in \; \not="#,
      #"x \phantom{y} z"#, #"\smash{y}"#, #"\displaystyle \sum_{i} x_i"#, #"2^{10} = 1024"#,
      #"0.5 + .5"#, #"\mathbf{A} \boldsymbol{b} \mathbb{C} \mathrm{d}"#, #"\tag{3.1} a = b"#,
      #"\{ x : |x| < 1 \}"#, #"\langle u, v \rangle"#, #"\langle \psi \rangle"#,
      #"\textbf{bold} \textit{italic} \texttt{mono}"#,
      #"\newcommand{\R}{\mathbb{R}} \R^n \to \R"#, #"a! + b? - c"#, #"\arg\max_x \det X"#,
    ]

  private static func text(of file: String) -> String {
    guard let stream = fopen(file, "r") else { return "" }
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    while true {
      let byte = fgetc(stream)
      if byte == EOF { break }
      bytes.append(UInt8(truncatingIfNeeded: byte))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The fields of a table with commas between them and quotes around some (RFC 4180).
  private static func rows(of text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var isQuoted = false
    var previous: Character = "\n"
    for character in text {
      switch character {
      case "\"":
        // A quote doubled inside quotes is a quote.
        if !isQuoted, previous == "\"" { field.append("\"") }
        isQuoted.toggle()
      case "," where !isQuoted:
        row.append(field)
        field = ""
      case "\n" where !isQuoted, "\r\n" where !isQuoted:
        row.append(field)
        rows.append(row)
        (row, field) = ([], "")
      default: field.append(character)
      }
      previous = character
    }
    return rows
  }
}
