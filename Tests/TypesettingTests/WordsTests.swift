import Drawing
import Testing
import Typesetting

@Suite("Words")
struct WordsTests {
  @Test(
    "Formulas are read in plain English",
    arguments: [
      (#"\|\theta_\infty\|"#, "the norm of theta sub infinity"),
      (#"\sum_{i=1}^n x_i"#, "the sum from i equals 1 to n of x sub i"),
      (#"\min_\theta f"#, "the minimum over theta of f"),
      (#"\lim_{t \to \infty} x"#, "the limit as t tends to infinity of x"),
      (#"\frac{1}{2n}"#, "start fraction 1 over 2 n end fraction"),
      (#"\frac{1}{n} X"#, "1 over n capital X"),
      (#"\frac{1}{2} x"#, "one half x"),
      (#"\boldsymbol{X}^\top \boldsymbol{y}"#, "bold capital X transposed bold y"),
      (#"X^{-1} = 10^{-1}"#, "capital X inverse equals 10 to the power minus 1 end power"),
      (#"\hat{\theta}_{\text{ols}}"#, "theta hat sub ols"),
      (#"\hat{\theta}_{ols}"#, "theta hat sub o l s end sub"),
      (#"\sqrt{x} + y"#, "the square root of x plus y"),
      (#"\sqrt{x + y}"#, "the square root of x plus y end root"),
      (#"\langle u, v \rangle"#, "the inner product of u and v end product"),
      (
        #"\{ x \in \mathbb{R} : x > 0 \}"#,
        "the set of x in the reals such that x is greater than 0 end set"
      ),
      (#"a \quad b"#, "a, b"),
      (#"f''(x)"#, "f double prime open parenthesis x close parenthesis"),
      (#"{\theta_2}^2"#, "the quantity theta sub 2 end quantity squared"),
    ])
  func readings(tex: String, words: String) throws {
    #expect(try MathText(tex).words == words)
  }

  @Test(
    "Numbers, factorials and indicators are read as what they are",
    arguments: [
      (#"1{,}000"#, "1,000"), (#"1\,000"#, "1000"), (#"-1{,}234{,}567.5"#, "minus 1,234,567.5"),
      (#"3{,}14"#, "3,14"), (#"3.14"#, "3.14"), (#"3,14"#, "3 comma 14"), (#"1{.}5"#, "1.5"),
      (#"2\,3"#, "2 3"), (#"2\ 300x"#, "2300 x"), (#"1234\,567"#, "1234 567"),
      (#"12\,345\,678"#, "12345678"), (#"(1{,}2)"#, "open parenthesis 1,2 close parenthesis"),
      (#"10{,}000^2"#, "10,000 squared"), (#"x{,}y"#, "x comma y"), (#"1{,}x"#, "1 comma x"),
      (#"x_{1,2}"#, "x sub 1 comma 2 end sub"), (#"1^2\,000"#, "1 squared 000"),
      (#"n!"#, "n factorial"), (#"n!!"#, "n double factorial"),
      (#"{n!}!"#, "n factorial factorial"),
      (#"x \overset{!}{=} 1"#, "x equals with exclamation mark above 1"),
      (#"{}^{14}C"#, "superscript 14 capital C"), (#"{}_2^4X"#, "sub 2 superscript 4 capital X"),
      (#"a·b − c"#, "a centred dot b minus c"),
      (#"n!!!"#, "n triple factorial"), (#"!n"#, "subfactorial of n"),
      (#"n! = !n + 1"#, "n factorial equals subfactorial of n plus 1"),
      (#"(n+1)!"#, "open parenthesis n plus 1 close parenthesis factorial"),
      (#"|x|!"#, "the absolute value of x end absolute value factorial"),
      (#"|x!|"#, "the absolute value of x factorial end absolute value"),
      (#"\|x\|!"#, "the norm of x end norm factorial"),
      (#"||x||!"#, "the two-bar norm of x end two-bar norm factorial"),
      (#"\lfloor x\rfloor!"#, "the floor of x end floor factorial"),
      (#"2^n!"#, "2 to the power n end power factorial"),
      (#"2^{n!}"#, "2 to the power n factorial end power"), (#"x_n!"#, "x sub n end sub factorial"),
      (#"\sqrt{n}!"#, "the square root of n end root factorial"),
      (#"\frac{a}{b}!"#, "start fraction a over b end fraction factorial"),
      (#"n!^2"#, "n factorial squared"), (#"\exists!\,x"#, "there exists exactly one x"),
      (
        #"(|n|! - 1)|m|"#,
        "open parenthesis the absolute value of n end absolute value factorial minus 1 close parenthesis the absolute value of m"
      ),
      (#"\{n! : n > 0\}"#, "the set of n factorial such that n is greater than 0 end set"),
      (
        #"\{x : x \in \{y : y>0\}\}"#,
        "the set of x such that x in the set of y such that y is greater than 0 end set end set"
      ),
      (#"\langle n!, m\rangle"#, "the inner product of n factorial and m end product"),
      (#"\mathbf{1}\{x>0\}"#, "the bold indicator of x is greater than 0 end indicator"),
      (
        #"\mathbb{1}\left\{x>0\right\}^2"#,
        "the blackboard indicator of x is greater than 0 end indicator squared"
      ),
      (#"1\{y_i \ne 0\}"#, "the indicator of y sub i is not equal to 0 end indicator"),
      (
        #"\mathbb{I}\{x>0\}"#,
        "the blackboard capital I indicator of x is greater than 0 end indicator"
      ),
      (#"\mathbf{1}[x>0]"#, "the bold indicator of open bracket x is greater than 0 close bracket"),
      (
        #"\mathbb{1}\left(x=0\right)"#,
        "the blackboard indicator of open parenthesis x equals 0 close parenthesis"
      ),
      (#"\mathbb{1}_A"#, "the blackboard indicator function of capital A"),
      (#"\mathbf{1}_{x>0}"#, "the bold indicator function of x is greater than 0 end indicator"),
      (
        #"\mathbb{1}_{\{x>0\}}"#,
        "the blackboard indicator function of the event x is greater than 0 end indicator"
      ),
      (#"\mathbf{1}^\top x"#, "bold 1 transposed x"), (#"\mathbf{1}_n"#, "bold 1 sub n"),
      (#"1\{a, b\}"#, "1 the set of a comma b end set"),
      (#"\mathbf{1}(x)"#, "bold 1 open parenthesis x close parenthesis"),
    ])
  func signs(tex: String, words: String) throws {
    let formula = try MathText(tex)
    #expect(formula.words == words)
    #expect(count(formula.spokenLeaves) == count(formula.tree.leaves))
  }

  @Test(
    "Bars are paired by what may stand between them",
    arguments: [
      (
        #"|a||b|"#,
        "the absolute value of a the absolute value of b"
      ),
      (
        #"|x_i|\,|y_i|"#,
        "the absolute value of x sub i the absolute value of y sub i"
      ),
      (
        #"P(A|B)P(B|C)"#,
        "capital P open parenthesis capital A given capital B close parenthesis capital P open parenthesis capital B given capital C close parenthesis"
      ),
      (
        #"P(A \mid B)"#,
        "capital P open parenthesis capital A given capital B close parenthesis"
      ),
      (
        #"||a|-|b||\le|a-b|"#,
        "the absolute value of the absolute value of a minus the absolute value of b end absolute value is less than or equal to the absolute value of a minus b end absolute value"
      ),
      (
        #"||x||"#,
        "the two-bar norm of x"
      ),
      (
        #"\frac{\frac ab}{c} - \frac{a}{\frac bc}"#,
        "start fraction start fraction a over b end fraction over c end fraction minus start fraction a over start fraction b over c end fraction end fraction"
      ),
      (
        #"\left.F(x)\right|_0^1 = F\big|_a^b"#,
        "the quantity capital F open parenthesis x close parenthesis end quantity evaluated from 0 to 1 end evaluation equals capital F evaluated from a to b end evaluation"
      ),
      (
        #"X \perp Y \mid Z"#,
        "capital X perpendicular to capital Y given capital Z"
      ),
      (#"a \mid b"#, "a divides b"),
      (
        #"f : X \to Y"#,
        "f colon capital X to capital Y"
      ),
      (#"f \colon X \to Y"#, "f colon capital X to capital Y"),
      (
        #"x \sim \mathcal{N}(0,1)"#,
        "x is distributed as script capital N open parenthesis 0 comma 1 close parenthesis"
      ),
      (#"A^T + 90^\circ"#, "capital A superscript capital T plus 90 degrees"),
      (#"\theta_\infty^{\mathrm{sgd}}"#, "theta sub infinity superscript sgd"),
      (
        #"|A \cap B|"#,
        "the size of capital A intersected with capital B end size"
      ),
      (
        #"|||W|||_2"#,
        "the three-bar norm of capital W end three-bar norm sub 2"
      ),
      (
        #"\langle a|A|b\rangle"#,
        "open angle bracket a vertical bar capital A vertical bar b close angle bracket"
      ),
      (
        #"\langle |x|, |y|\rangle"#,
        "the inner product of the absolute value of x and the absolute value of y end product"
      ),
      (
        #"x^{(k)} + x^{(a+b)c}"#,
        "x superscript open parenthesis k close parenthesis end superscript plus x to the power open parenthesis a plus b close parenthesis c end power"
      ),
      (
        #"||x||_2^2"#,
        "the two-bar norm of x end two-bar norm sub 2 squared"
      ),
      (
        #"\|x\|"#,
        "the norm of x"
      ),
      (
        #"\|x\|_2 \|y\|"#,
        "the norm of x end norm sub 2 the norm of y"
      ),
      (
        #"\|\cdot\|"#,
        "the norm of centred dot"
      ),
      (
        #"|\cdot|+|\cdot|"#,
        "the absolute value of centred dot plus the absolute value of centred dot"
      ),
      (
        #"|x|^2|y|"#,
        "the absolute value of x end absolute value squared the absolute value of y"
      ),
      (
        #"\{x \mid |x| < 1\}"#,
        "the set of x such that the absolute value of x is less than 1 end set"
      ),
      (
        #"\{x | |x| < 1\}"#,
        "the set of x such that the absolute value of x is less than 1 end set"
      ),
      (
        #"\{ |x| : x > 0 \}"#,
        "the set of the absolute value of x such that x is greater than 0 end set"
      ),
      (
        #"\{ |x| \,|\, x > 0 \}"#,
        "the set of the absolute value of x such that x is greater than 0 end set"
      ),
      (
        #"P(|X| > a | Y)"#,
        "capital P open parenthesis the absolute value of capital X is greater than a given capital Y close parenthesis"
      ),
      (
        #"P(X = 1 | Y = 2)"#,
        "capital P open parenthesis capital X equals 1 given capital Y equals 2 close parenthesis"
      ),
      (
        #"E[|X||Y|]"#,
        "capital E open bracket the absolute value of capital X the absolute value of capital Y close bracket"
      ),
      (
        #"\mathbb{E}\left[X \mid |Y|\right]"#,
        "blackboard capital E open bracket capital X given the absolute value of capital Y close bracket"
      ),
      (
        #"\mathbb{E}\left[X \middle| Y\right]"#,
        "blackboard capital E open bracket capital X given capital Y close bracket"
      ),
      (
        #"\left|\frac{a}{b}\right|"#,
        "the absolute value of a over b end absolute value"
      ),
      (
        #"\left\{x \middle| x>0\right\}"#,
        "the set of x such that x is greater than 0 end set"
      ),
      (
        #"f|_{x=0}"#,
        "f evaluated at x equals 0 end evaluation"
      ),
      (
        #"f(x)|_{x=0} - f(x)|_{x=1}"#,
        "f open parenthesis x close parenthesis evaluated at x equals 0 end evaluation minus f open parenthesis x close parenthesis evaluated at x equals 1 end evaluation"
      ),
      (
        #"\left. \frac{d f}{d x} \right|_{x=0}"#,
        "the quantity start fraction d f over d x end fraction end quantity evaluated at x equals 0 end evaluation"
      ),
      (
        #"a + \left. f \right|_0"#,
        "a plus the quantity f end quantity evaluated at 0"
      ),
      (
        #"D(P\|Q)"#,
        "capital D open parenthesis capital P double bar capital Q close parenthesis"
      ),
      (
        #"D(P||Q)"#,
        "capital D open parenthesis capital P two bars capital Q close parenthesis"
      ),
      (
        #"||a||b||"#,
        "the absolute value of the absolute value of a the absolute value of b end absolute value"
      ),
      (
        #"a | b"#,
        "a vertical bar b"
      ),
      (
        #"a \mid b"#,
        "a divides b"
      ),
      (
        #"|-x|"#,
        "the absolute value of minus x end absolute value"
      ),
      (
        #"|x+|y||"#,
        "the absolute value of x plus the absolute value of y end absolute value"
      ),
      (
        #"\bigl|a\bigr|\big|b\big|"#,
        "the absolute value of a the absolute value of b"
      ),
      (
        #"|\{x : x>0\}|"#,
        "the size of the set of x such that x is greater than 0 end set end size"
      ),
      (
        #"|A \cup B| = |A| + |B| - |A \cap B|"#,
        "the size of capital A united with capital B end size equals the absolute value of capital A plus the absolute value of capital B minus the size of capital A intersected with capital B end size"
      ),
      (
        #"\lvert a\rvert\lvert b\rvert"#,
        "the absolute value of a the absolute value of b"
      ),
      (
        #"p(x|y,z)=p(y|x)p(x)/p(y|z)"#,
        "p open parenthesis x given y comma z close parenthesis equals p open parenthesis y given x close parenthesis p open parenthesis x close parenthesis slash p open parenthesis y given z close parenthesis"
      ),
      (
        #"|a|b|c|"#,
        "the absolute value of a b the absolute value of c"
      ),
      (
        #"\|u\|\|v\|\ge|\langle u,v\rangle|"#,
        "the norm of u the norm of v is greater than or equal to the absolute value of the inner product of u and v end product end absolute value"
      ),
      (
        #"\|\,|a|\,b\|"#,
        "the norm of the absolute value of a b end norm"
      ),
      (
        #"e^{-|x|}|y|"#,
        "e to the power minus the absolute value of x end power the absolute value of y"
      ),
      (
        #"\hat{\imath}+\hat{\jmath}"#,
        "dotless i hat plus dotless j hat"
      ),
      (
        #"|\,"#,
        "vertical bar"
      ),
      (
        #"\|a\|b\|c\|"#,
        "the norm of a b the norm of c"
      ),
      (
        #"\sum_i |x_i||y_i|"#,
        "the sum over i of the absolute value of x sub i the absolute value of y sub i"
      ),
      (
        #"\sup|f|"#,
        "the supremum of the absolute value of f"
      ),
      (
        #"\log|x|"#,
        "log the absolute value of x"
      ),
      (
        #"\max(|a|,|b|)"#,
        "the maximum of open parenthesis the absolute value of a comma the absolute value of b close parenthesis"
      ),
      (
        #"|f(x)-f(y)|\le L\|x-y\|"#,
        "the absolute value of f open parenthesis x close parenthesis minus f open parenthesis y close parenthesis end absolute value is less than or equal to capital L the norm of x minus y end norm"
      ),
      (
        #"|\det(A|b)|"#,
        "the absolute value of determinant of open parenthesis capital A given b close parenthesis end absolute value"
      ),
      (
        #"\Pr(|X|>t\mid Y=y)"#,
        "probability of open parenthesis the absolute value of capital X is greater than t given capital Y equals y close parenthesis"
      ),
      (
        #"2|x||y|-|xy|"#,
        "2 the absolute value of x the absolute value of y minus the absolute value of x y end absolute value"
      ),
    ])
  func bars(tex: String, words: String) throws {
    let formula = try MathText(tex)
    #expect(formula.words == words)
    #expect(count(formula.spokenLeaves) == count(formula.tree.leaves))
  }

  @Test("Any number of bars is read", arguments: [1, 2, 31, 33, 999, 9000])
  func manyBars(number: Int) throws {
    for piece in ["|", "|a", "a|", "\\|x", "|,", "(|"] {
      let tex = String(repeating: piece, count: number)
      guard tex.utf8.count <= 20_000 else { continue }
      #expect(try !MathText(tex).words.isEmpty)
    }
  }

  @Test("No name of a character database is read aloud")
  func names() throws {
    for command in MathText.supportedCommands.flatMap(\.commands) {
      guard let words = try? MathText(command).words else { continue }
      for word in ["mathematical", "latin", "letter", "symbol", "n-ary", " sign"] {
        #expect(!words.contains(word), "\(command) is '\(words)'")
      }
    }
  }

  @Test("Every leaf is read exactly once")
  func leaves() throws {
    for tex in Corpus.all.map(\.tex) {
      let formula = try MathText(tex)
      #expect(count(formula.spokenLeaves) == count(formula.tree.leaves), "\(tex)")
    }
  }

  private func count(_ leaves: [MathLeaf]) -> [MathLeaf: Int] {
    leaves.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  @Test("The lecture has 181 formulas, the wider set 60 or more")
  func sizes() {
    #expect(Corpus.lecture.count == 181)
    #expect(Corpus.wider.count >= 60)
    #expect(Set(Corpus.wider).count == Corpus.wider.count)
    #expect(Corpus.field.count >= 300)
  }

  @Test("Formulas that look different have different words", arguments: MathLanguage.allCases)
  func distinct(language: MathLanguage) throws {
    let fonts = try MathFonts.latinModern()
    var seen: [String: (tex: String, look: [String])] = [:]
    for tex in Corpus.all.map(\.tex) {
      let formula = try MathText(tex, in: language)
      let box = try formula.box(in: fonts, size: 10)
      // What a reader sees: glyphs and rules at their places, to a hundredth of a point.
      let look =
        box.glyphs.map { "\($0.id) \(round($0.origin.x)) \(round($0.origin.y)) \($0.size)" }
        + box.rules.map { "\(round($0.rect.minX)) \(round($0.rect.maxX)) \(round($0.rect.minY))" }
      if let other = seen[formula.words] {
        #expect(other.look == look, "'\(tex)' and '\(other.tex)' are both '\(formula.words)'")
      }
      seen[formula.words] = (tex, look)
    }
  }

  private func round(_ value: Double) -> Double { (value * 100).rounded() / 100 }

  @Test(
    "Pairs that are easily confused",
    arguments: [
      (#"\frac{1}{n^2}"#, #"\left(\frac{1}{n}\right)^2"#), (#"\frac{a}{b}^2"#, #"\frac{a}{b^2}"#),
      (#"x_{i+1}"#, #"x_i+1"#), (#"\sqrt{x}y"#, #"\sqrt{xy}"#), (#"\|x\| + y"#, #"\|x + y\|"#),
      (#"x"#, #"X"#), (#"\theta"#, #"\boldsymbol{\theta}"#), (#"\mathbf{X}"#, #"\boldsymbol{X}"#),
      (#"\|x\|_2"#, #"\|x_2\|"#), (#"\hat{x}_i"#, #"\widehat{x_i}"#), (#"\mathrm{d}"#, "d"),
      (#"||x||"#, #"\|x\|"#), (#"\ldots"#, #"\cdots"#), (#"\phi"#, #"\varphi"#),
      (#"\sum_{i=1}^n x"#, #"\sum_{i=1^n} x"#), (#"ab"#, #"\text{ab}"#), (#"1 2_3"#, #"1 {2_3}_4"#),
      (#"\dot{x} y"#, #"x \cdot y"#), (#"\bar{x} y"#, "x | y"), ("f''", #"f^{\prime\prime}"#),
      (#"f''"#, #"f'"#), (#"a^{-1}"#, #"a^- 1"#), (#"x'^2"#, #"{x'}^2"#),
    ])
  func pairs(a: String, b: String) throws {
    for language in MathLanguage.allCases {
      #expect(try MathText(a, in: language).words != MathText(b, in: language).words)
    }
  }

  @Test(
    "Formulas are read in French and German",
    arguments: [
      (
        #"\frac{1}{n} \sum_{i=1}^n x_i^2"#,
        "1 sur n la somme de i égale 1 à n de x indice i au carré",
        "1 durch n die Summe von i gleich 1 bis n von x Index i zum Quadrat"
      ),
      (
        #"\left\|\boldsymbol{\theta}\right\|_2 \le \sqrt{2}"#,
        "la norme de thêta en gras fin norme indice 2 est inférieur ou égal à la racine carrée de 2",
        "die Norm von Theta fett Ende Norm Index 2 ist kleiner oder gleich die Quadratwurzel aus 2"
      ),
      (
        #"x \in \mathbb{R}, \quad \hat{X} > \frac12"#,
        "x appartient à les réels virgule, X majuscule chapeau est strictement supérieur à un demi",
        "x Element von die reellen Zahlen Komma, X groß Dach ist größer als ein halb"
      ),
      (
        #"\begin{pmatrix} a & b \\ c & d \end{pmatrix}"#,
        "début matrice 2 sur 2 entre parenthèses ligne 1 a puis b ligne 2 c puis d fin matrice 2 sur "
          + "2 entre parenthèses",
        "Anfang Matrix 2 mal 2 in runden Klammern Zeile 1 a weiter b Zeile 2 c weiter d Ende Matrix 2 "
          + "mal 2 in runden Klammern"
      ),
    ])
  func languages(tex: String, french: String, german: String) throws {
    #expect(try MathText(tex, in: .french).words == french)
    #expect(try MathText(tex, in: .german).words == german)
  }

  @Test("No word of English is left in another language")
  func wholeLanguages() throws {
    // What is spelled as in English, or is typed by the author.
    let formulas = Corpus.all.map(\.tex) + MathText.supportedCommands.flatMap(\.commands)
    let english = [
      "the", "of", "is", "end", "start", "sub", "power", "equals", "open", "close", "over", "with",
      "squared", "capital", "bold", "sum", "root", "fraction of", "less", "greater", "tends", "and",
      "line", "dots", "arrow", "not", "set", "such", "that", "wide", "from", "to",
    ]
    for tex in formulas {
      guard let plain = try? MathText(tex), !tex.contains("text"), !tex.contains("mbox") else {
        continue
      }
      for language in [MathLanguage.french, .german] {
        let words = try MathText(tex, in: language).words.split(separator: " ").map(String.init)
        let left = words.filter(english.contains)
        #expect(left.isEmpty, "'\(tex)' in \(language): \(left), in English '\(plain.words)'")
      }
    }
  }
}
