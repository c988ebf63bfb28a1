import Reports
import TestSupport
import Testing

/// Words that are ours, in the language of the document; statements; tables from files.
@Suite("Words and statements")
struct LanguageTests {
  private func source(_ language: String, _ body: String) -> String {
    "---\ntitle: T\nlanguage: \(language)\nbibliography: works.bib\n---\n\n\(body)\n"
  }

  private static let body = """
    Is it "so"? See [](#fig), [](#tbl), [](#thm) and {{lab.answer .2}}, $x = {{lab.answer .1}}$.[^n]

    ![](figure:line){#fig}

    | a |
    |---|
    | b |

    : C. {#tbl}

    ::: theorem {#thm title="Limit"}
    It converges.
    :::

    ::: question points=2
    Why?

    ::: hint
    Look.
    :::

    ::: solution
    So.
    :::
    :::

    [@first2001]

    ::: bibliography
    :::

    [^n]: Noted.
    """

  @Test(
    "every word of a document is in its language",
    arguments: [
      (
        "en",
        [
          "Figure1", "Table1", "Theorem1(Limit)", "Question1", "2points", "Solution", "42.12",
          "OneandTwo",
        ]
      ),
      (
        "fr-FR",
        [
          "Figure1", "Tableau1", "Théorème1(Limit)", "Question1", "2points", "Solution", "42,12",
          "OneetTwo", "«so»",
        ]
      ),
      (
        "de",
        [
          "Abbildung1", "Tabelle1", "Satz1(Limit)", "Aufgabe1", "2Punkte", "Lösung", "42,12",
          "OneundTwo", "„so",
        ]
      ),
    ])
  func words(language: String, words: [String]) throws {
    let both = try Both(source(language, LanguageTests.body))
    for word in words {
      #expect(both.page.contains(Both.plain(word)), "\(word) on the page: \(both.page)")
      #expect(both.paper.contains(Both.plain(word)), "\(word) on paper: \(both.paper)")
    }
    guard language != "en" else { return }
    for word in ["Hint.", "Ahintis", "computed", "BacktotheText", "Skipto"] {
      #expect(!both.paper.contains(word) && !both.page.contains(word), "\(word)")
    }
    #expect(!both.html.contains("Skip to the text") && !both.html.contains("Back to the text"))
  }

  @Test(
    "no line of a French text ends within a number, before its unit, or beside signs of two strokes",
    arguments: [
      ("Il coûte 1 250 € et 3 %.", "Il coûte 1\u{202F}250\u{A0}€ et 3\u{A0}%."),
      ("À 25 °C, 2 500 000 m, 12 à 15.", "À 25\u{A0}°C, 2\u{202F}500\u{202F}000\u{A0}m, 12 à 15."),
      ("Le n° 4 (p. 3) de M. Dupont.", "Le n°\u{A0}4 (p.\u{A0}3) de M.\u{A0}Dupont."),
      ("En 2021 250 fois, 0,5 100, 3 mois.", "En 2021 250 fois, 0,5 100, 3 mois."),
      ("{{lab.answer}} %.", "</data>\u{A0}%."),
    ])
  func numbersOfFrench(words: String, typeset: String) throws {
    #expect(try Both(source("fr", words)).html.contains(typeset))
    #expect(try !Both(source("en", words)).html.contains(typeset) || words == typeset)
  }

  @Test("signs beside a formula stay on its line")
  func signsOfFrench() throws {
    let html = try Both(source("fr", "Si $x$ ; non $y$ ! Donc « $z$ » et $v$ %.")).html
    let signs = [("\u{202F};", "𝑥"), ("\u{202F}!", "𝑦"), ("\u{202F}»", "𝑧"), ("\u{A0}%.", "𝑣")]
    for (sign, letter) in signs {
      #expect(html.contains(">\(letter)</mi></math>\(sign)</span>"), "\(letter)")
    }
    #expect(html.contains("<span class=\"g\">«\u{202F}<math"))
  }

  @Test("a language that is not known is refused with the list")
  func unknown() {
    let error = #expect(throws: SourceError.self) { try Both(source("tlh", "x")) }
    #expect(error?.line == 3 && error?.message.contains("en, fr, de") == true)
  }

  @Test("statements are counted by kind, the same in every variant", arguments: Variant.allCases)
  func statements(variant: Variant) throws {
    let both = try Both(
      source(
        "en",
        """
        ::: lemma
        One.
        :::

        ::: question
        ::: solution
        ::: lemma
        Hidden.
        :::
        :::
        :::

        ::: theorem
        Two.
        :::

        ::: lemma {#last}
        Three.
        :::

        ::: definition {#own number=3.1}
        Four.
        :::

        ::: proof
        Clear.
        :::

        [](#last), [](#own).
        """), variant)
    #expect(both.paper.contains("Lemma3,Definition3.1."))
    #expect(both.page.contains("Lemma3,Definition3.1."))
    #expect(both.paper.contains("Theorem1.Two.") && both.paper.contains("Proof.Clear."))
    #expect(both.page.contains("Theorem1Two."))
  }

  @Test("a table comes from a file, and its faults have their lines")
  func tables() throws {
    func manuscript(_ csv: String, _ name: String = "r.csv") throws -> Manuscript {
      let text = source("en", "![Results of $x$.](table:\(name)){#tbl-r}\n\nSee [](#tbl-r).")
      return try Manuscript(
        Array(text.utf8), file: "a.md",
        reading: { $0.hasSuffix(".csv") ? Array(csv.utf8) : Array(sampleWorks.utf8) })
    }
    let table = try manuscript("\u{FEFF}name,value\r\n\"a, \"\"b\"\"\",1.5\r\nc,-2\r\n")
    let document = try table.resolved(for: .student, subject: sampleSubject)
    guard let content = document.meanings.tables[document.blocks[0].id] else {
      Issue.record("no table")
      return
    }
    #expect(
      content.rows.map { $0.map(\.plainText) } == [
        ["name", "value"], ["a, \"b\"", "1.5"], ["c", "−2"],
      ])
    #expect(content.alignments == [.left, .right])
    for (csv, name, message) in [
      ("a,b\n1\n", "r.csv", "Line 2 has 1 field"),
      ("", "r.csv", "'r.csv': it is empty; write a line of heads"),
      ("\u{FEFF}\n\n", "r.csv", "'r.csv': it is empty; write a line of heads"),
      ("a,b\n", "r.csv", "has a head alone; write rows below it"),
      ("a;b\n\"x;1", "r.csv", "line 2, column 1: a quotation mark is not closed"),
      ("a", "../r.csv", "outside of the source's folder"),
      ("a", "/etc/r.csv", "outside of the source's folder"),
    ] {
      let error = #expect(throws: SourceError.self) { try manuscript(csv, name) }
      #expect(
        error?.line == 7 && error?.message.contains(message) == true, "\(String(describing: error))"
      )
    }
  }

  @Test("a word in a column of numbers leaves them the language's signs")
  func mixedColumns() throws {
    let csv = "t;v;w\n1,234;2,5;NA\n2,250;1.234,5;-0,75\nx;007;1\n"
    let manuscript = try Manuscript(
      Array(source("de", "![Werte](table:r.csv){#tbl-r}").utf8), file: "a.md",
      reading: { $0.hasSuffix(".csv") ? Array(csv.utf8) : Array(sampleWorks.utf8) })
    let document = try manuscript.resolved(for: .student, subject: sampleSubject)
    let table = try #require(document.meanings.tables[document.blocks[0].id])
    #expect(
      table.rows.map { $0.map(\.plainText) } == [
        ["t", "v", "w"], ["1,234", "2,5", "NA"], ["2,250", "1.234,5", "−0,75"], ["x", "007", "1"],
      ])
    #expect(table.alignments == [.left, .right, .right])
  }

  @Test("columns and rows that hold nothing are left out; amounts stand as numbers do")
  func spreadsheets() throws {
    let csv = "Posten;Betrag;Anteil;;\nA;1.234,50 €;5 %;;\n;;;;\nB;2,00 €;95 %;;\n"
    let manuscript = try Manuscript(
      Array(source("de", "![Werte](table:r.csv){#tbl-r}").utf8), file: "a.md",
      reading: { $0.hasSuffix(".csv") ? Array(csv.utf8) : Array(sampleWorks.utf8) })
    let document = try manuscript.resolved(for: .student, subject: sampleSubject)
    let table = try #require(document.meanings.tables[document.blocks[0].id])
    #expect(table.rows.map(\.count) == [3, 3, 3])
    #expect(table.alignments == [.left, .right, .right])
  }

  @Test("digits that were measured stay, and digits after the point are as many as asked for")
  func digits() throws {
    func cells(_ csv: String, _ attributes: String) throws -> [[String]] {
      let manuscript = try Manuscript(
        Array(source("en", "![Values](table:r.csv)\(attributes)").utf8), file: "a.md",
        reading: { $0.hasSuffix(".csv") ? Array(csv.utf8) : Array(sampleWorks.utf8) })
      let document = try manuscript.resolved(for: .student, subject: sampleSubject)
      let table = try #require(document.meanings.tables[document.blocks[0].id])
      return table.rows.dropFirst().map { $0.map(\.plainText) }
    }
    #expect(try cells("t\n5.810e+01\n5.406e+01\n", "") == [["58.10"], ["54.06"]])
    #expect(try cells("t\n1234567.891\n0.25\n", "{digits=.1}") == [["1234567.9"], ["0.3"]])
  }

  // MARK: Pictures of the author's own

  @Test("a picture of a file stands on the page and on paper, with number, width and words")
  func ownPictures() throws {
    let both = try Both(
      source(
        "en",
        """
        ![](figure:line)

        ![The board with $x^2$.](board.svg){#fig-board width=60%}

        ![](<my board (2).svg>){alt="Again"}

        See [](#fig-board).
        """))
    #expect(both.page.contains("Figure2.") && both.page.contains("SeeFigure2."))
    #expect(both.paper.contains("Figure2.") && both.paper.contains("SeeFigure2."))
    #expect(both.html.contains("alt=\"The board with x squared.\""))
    #expect(both.html.contains("alt=\"Again\"") && both.html.contains("src=\"data:image/svg+xml;"))
    #expect(both.html.contains("#fig-board>img{width:60%}"))
  }

  @Test("a picture that cannot be shown is refused with its line")
  func refusedPictures() throws {
    for (line, words) in [
      ("![](board.svg)", "has no words"), ("![B](../board.svg)", "outside of the source's folder"),
      ("![B](/tmp/board.svg)", "outside of the source's folder"),
      ("![B](https://example.org/a.png)", "nothing is fetched"),
      ("![B](board.svg){width=200%}", "is no width"),
      ("![B](board.svg){width=wide}", "is no width"),
      ("![B](board.svg){size=column}", "no attribute 'size'"),
      ("![B](board.gif)", "neither PNG nor JPEG nor SVG"),
      ("Words ![B](board.svg) words", "lines of its own"),
    ] {
      let fault = #expect(throws: SourceError.self, "\(line)") {
        try Both(source("en", "Text.\n\n\(line)\n"))
      }
      #expect(
        fault?.line == 9 && fault?.message.contains(words) == true, "\(line): \(fault as Any)")
    }
  }

  @Test(
    "German quotation marks stand as they are meant, typed as English or as German",
    arguments: [
      ("die “eine” und (“ja”)", "die „eine“ und („ja“)"),
      ("die „kleinste-Quadrate“-Methode, „so“.", "die „kleinste-Quadrate“-Methode, „so“."),
      ("‘eine’ und d’Alembert, ‘d’Alembert’", "‚eine‘ und d’Alembert, ‚d’Alembert‘"),
      ("so ‚eine‘ und’s", "so ‚eine‘ und’s"), ("“ ist", "“ ist"), ("“-Methode", "“-Methode"),
      ("sagt “", "sagt „"),
    ])
  func germanMarks(typed: String, set: String) {
    #expect(DocumentLanguage.german.typeset(typed) == set)
  }
}
