import Foundation
import Reports
import Templates
import Testing
import Typesetting

/// Works as reference managers export them, names as BibTeX 0.99d sets them in the style abbrv.
@Suite("Works")
struct WorksTests {
  private func work(_ fields: String, kind: String = "misc") throws -> Work {
    try Bibliography("@\(kind){k, title = {T}, year = 2020, \(fields)}", file: "w.bib").works[0]
  }

  @Test(
    "names have the parts that BibTeX finds",
    arguments: [
      ("Ludwig van Beethoven", "van Beethoven", "L. van Beethoven"),
      ("Aad van der Vaart", "van der Vaart", "A. van der Vaart"),
      ("van der Vaart, Aad W.", "van der Vaart", "A. W. van der Vaart"),
      ("King, Jr., Martin Luther", "King", "M. L. King, Jr."),
      ("{Barnes and Noble}", "Barnes and Noble", "Barnes and Noble"),
      ("{\\'E}mile Zola", "Zola", "É. Zola"), ("Jean-Paul Sartre", "Sartre", "J.-P. Sartre"),
      (
        "Charles Louis Xavier Joseph de la Vall{\\'e}e Poussin", "de la Vallée Poussin",
        "C. L. X. J. de la Vallée Poussin"
      ),
      ("Erd{\\H o}s, P{\\'a}l", "Erdős", "P. Erdős"), ("Plato", "Plato", "Plato"),
      ("{\\O}ystein Ore", "Ore", "Ø. Ore"), ("d'Alembert, Jean", "d’Alembert", "J. d’Alembert"),
      ("Y{\\i}ld{\\i}z, C.", "Yıldız", "C. Yıldız"), ("D{\\'\\i}az, {\\'\\i}a", "Díaz", "í. Díaz"),
      ("{\\relax Ch}arles Hermite", "Hermite", "Ch. Hermite"),
      ("Per Brinch Hansen", "Hansen", "P. B. Hansen"),
      ("Brinch Hansen, Per", "Brinch Hansen", "P. Brinch Hansen"),
      ("Donald~E. Knuth", "Knuth", "D. E. Knuth"),
      ("Paul {\\'E}. Dupont", "Dupont", "P. É. Dupont"),
    ])
  func names(source: String, short: String, line: String) throws {
    let work = try work("author = {\(source)}")
    #expect(work.label() == "\(short), 2020")
    #expect(work.authorLine() == line)
  }

  @Test(
    "lists of names",
    arguments: [
      ("Doe, J.\tand\n  Roe, R. AND Poe, P.", "Doe et al., 2020", "J. Doe, R. Roe and P. Poe"),
      ("Probe, Ada and others", "Probe et al., 2020", "A. Probe et al."),
      ("A. One and B. Two", "One and Two, 2020", "A. One and B. Two"),
      ("Band, Rosalind and Sand, {Ann and Co}", "Band and Sand, 2020", "R. Band and A. Sand"),
    ])
  func lists(source: String, label: String, line: String) throws {
    let work = try work("author = {\(source)}")
    #expect(work.label() == label)
    #expect(work.authorLine() == line)
  }

  @Test(
    "what managers write besides authors and titles is told",
    arguments: [
      ("article", "journal = {\\prl}, pages = {041}", "Physical Review Letters, page 041, 2020."),
      (
        "article", "journal = {\\aap}, pages = {1--9}", "Astronomy & Astrophysics, pages 1–9, 2020."
      ),
      (
        "incollection", "author = {Doe, J.}, editor = {Smith, A. and Müller, B.}, booktitle = {B}",
        "In A. Smith and B. Müller (eds.), B, 2020."
      ),
      ("proceedings", "editor = {Ed, I.}, booktitle = {P}, publisher = {ACM}", "ACM, 2020."),
      ("software", "version = {0.3.13}", "Version 0.3.13, 2020."),
      ("patent", "number = {US 174465}", "US 174465, 2020."),
    ])
  func parts(kind: String, fields: String, rest: String) throws {
    #expect(try work(fields, kind: kind).entry(in: .english).rest.hasSuffix(rest))
  }

  @Test(
    "subtitles, collaborations and spans of years are told; first names part authors of one name")
  func whole() throws {
    func read(_ entry: String) throws -> Work { try Bibliography(entry, file: "w.bib").works[0] }
    let book = try read("@book{k, title = {A}, subtitle = {B}, date = {2009/2017}}")
    #expect(book.fields["title"] == "A: B" && book.year() == "2009–2017")
    #expect(try read("@book{k, title = {A}, date = {-0043-03-15}}").year() == "−43")
    #expect(try read("@book{k, title = {A}, date = {2009-03}}").year() == "2009")
    #expect(
      try work("author = {Aad, G.}, collaboration = {ATLAS}").authorLine() == "G. Aad (ATLAS)")
    let keys = try ["J., title = {A}", "J., title = {B}", "K., title = {A}"].map {
      try read("@misc{k, author = {Doe, \($0.replacing(", title", with: "}, title")), year = 2020}")
        .sortingKey
    }
    #expect(keys == keys.sorted())
  }

  @Test("editors stand in for authors; without either the title does")
  func others() throws {
    #expect(try work("editor = {One, A. and Two, B.}").authorLine() == "A. One and B. Two (eds.)")
    #expect(try work("editor = {One, A.}").label() == "One, 2020")
    #expect(try work("note = {n}").label() == "T, 2020")
  }

  @Test(
    "what managers write is read",
    arguments: [
      "@string{j = {Journal of}}\n@article(k, title = {T}, journal = j # { X}, year = 2020)",
      "@comment{jabref-meta: grouping:1;}\n@misc{k, title = {T}, year = 2020}",
      "@comment a line with an { alone\n@misc{k, title = {T}, year = 2020}",
      "@preamble{\"\\newcommand{\\x}{y}\"}\n@misc{k, title = {T}, year = 2020}",
      "@misc{k, title = {T}, year = 2020, month = jan # \"~1\", abstract = {\\ldots \\emph{so} \\x},}",
      "@misc{k, title = \"T {\"}quoted{\"}\", date = {2020-03-01}, file = {C\\:\\\\x}}",
      "@online{k, title = {T}, year = {2020}, urldate = {2024-01-01}, langid = {english}}",
      "@misc{O'Neil:2020+a/b!é, title = {T}, year = {2020}}",
      "@misc{k,\r\n title = {T},\r\n year = {2020}\r\n}\r\n",
      "text before @misc{k,title={T},year=2020}",
      "@unknownkindofentry{k, title = {T}, year = 2020}",
      "@misc{a, note = {no title}}\n@misc{k, title = {T}, year = 2020}",
    ])
  func exports(source: String) throws {
    let key = source.contains("O'Neil") ? "O'Neil:2020+a/b!é" : "k"
    let works = try Bibliography(source, file: "w.bib", cited: [key]).works
    #expect(works.map(\.key) == [key])
    #expect(works[0].label().hasSuffix("2020"))
  }

  @Test("entries take what they lack from those that they name")
  func inheritance() throws {
    let source = """
      @inproceedings{a, author = {One, A.}, title = {T}, pages = {1-2}, crossref = {Conf}}
      @inproceedings{b, author = {Two, B.}, title = {U}, booktitle = {Own}, crossref = {conf}}
      @proceedings{conf, title = {Proceedings}, publisher = {P}, year = 2017, url = {https://c.org}}
      @misc{c, title = {V}, xdata = {x, y}}
      @xdata{x, year = 2001}
      @xdata{y, publisher = {Q}, crossref = {c}}
      """
    let works = try Bibliography(source, file: "w.bib", cited: ["a", "b", "c"]).works
    #expect(works.map { $0.label() } == ["One, 2017", "Two, 2017", "V, 2001"])
    #expect(works[0].place() == "In Proceedings, P, pages 1–2")
    #expect(works[1].place() == "In Own, P")
    #expect(works.map(\.address) == [nil, nil, nil])
    let error = #expect(throws: SourceError.self) {
      try Bibliography("@misc{a, title = {T}, crossref = {nowhere}}", file: "w.bib")
    }
    #expect(error?.message.contains("'nowhere', which is no entry") == true)
  }

  @Test("works without a year, parts that end with stops of their own, numbers of journals")
  func entries() throws {
    let source = """
      @online{a, title = {Is it?}, author = {One, A. and others}, url = {https://a.org}}
      @article{b, title = {T}, author = {King, Jr., M. L.}, journal = {J}, volume = 4, number = 2, year = {to appear}}
      @thesis{c, title = {T}, author = {Two, B.}, type = {mathesis}, institution = {ENS}, date = {2001-05}}
      """
    let works = try Bibliography(source, file: "w.bib").works
    func line(_ work: Work, _ language: DocumentLanguage = .english) -> String {
      let entry = work.entry(in: language)
      return entry.authors + entry.title + entry.rest
    }
    #expect(line(works[0]) == "A. One et al. Is it? n.d.")
    #expect(line(works[0], .french) == "A. One et al. Is it? s.\u{A0}d.")
    #expect(line(works[1]) == "M. L. King, Jr. T. J 4(2), to appear.")
    #expect(line(works[2]) == "B. Two. T. Master’s thesis, ENS, 2001.")
  }

  @Test("a list by authors is sorted by family names, without accents and case, then by year")
  func order() throws {
    let source = """
      @misc{d, title = {D}, author = {Zola, {\\'E}.}, year = 2001}
      @misc{c, title = {C}, author = {van der Vaart, A.}, year = 2001}
      @misc{b, title = {B}, author = {{\\'E}luard, P. and Abel, N.}, year = 2001}
      @misc{e, title = {E}, author = {{\\'E}luard, P.}, year = 2003}
      @misc{a, title = {a work of nobody}, year = 2010}
      """
    let text =
      "---\ntitle: T\nbibliography: w.bib\n---\n\n[@d; @c; @b; @e; @a]\n\n::: bibliography\n:::\n"
    let manuscript = try Manuscript(
      Array(text.utf8), file: "t.md", reading: { _ in Array(source.utf8) })
    let document = try manuscript.resolved(for: .student, subject: sampleSubject)
    #expect(document.works.map(\.key) == ["a", "e", "b", "c", "d"])
  }

  @Test("a page's whole field is its address; volumes of books, notes last, capitals after stops")
  func places() throws {
    let howpublished = try work("howpublished = {\\url{https://a.org/x}}")
    #expect(howpublished.address == "https://a.org/x")
    #expect(howpublished.place().isEmpty)
    let book = try work("volume = 87, series = {Notes}, pages = {1}, note = {second}", kind: "book")
    #expect(book.place(in: .french) == "volume 87, Notes, page 1, second")
    #expect(
      try work("school = {ENS}", kind: "phdthesis").entry(in: .french).rest.contains(". Thèse"))
  }

  @Test(
    "faults are named where they are",
    arguments: [
      ("@misc{k,\n title = {T}\n year = 2020}", 2, "a comma is missing after the field 'title'"),
      ("@misc{k,\n title = {T\n U}\n\n year = 2020}", 3, "a comma is missing"),
      ("\n@misc{\n title = {T}, year = 2020}", 2, "has no key"),
      ("@misc{a key, title = {T}}", 1, "in one word"), ("@misc{k\n title = {T}}", 1, "comma"),
    ])
  func faults(source: String, line: Int, words: String) throws {
    let error = #expect(throws: SourceError.self) { try Bibliography(source, file: "w.bib") }
    #expect(
      error?.line == line && error?.message.contains(words) == true, "\(String(describing: error))")
  }

  @Test("a file that is not UTF-8 is named with its line")
  func encoding() {
    let text = "---\ntitle: T\nbibliography: w.bib\n---\n\nText.\n"
    let error = #expect(throws: SourceError.self) {
      try Manuscript(Array(text.utf8), file: "t.md") { _ in
        Array("@misc{a,\n title = {".utf8) + [0xE9] + Array("}}".utf8)
      }
    }
    #expect(
      error?.description == "w.bib:2: the bibliography is not UTF-8 in this line; save it as UTF-8")
  }

  @Test("works of the same authors and year have letters")
  func letters() throws {
    let source = sampleSource.replacing(
      "bibliography: works.bib", with: "bibliography: works.bib"
    ).replacing("@second2002", with: "@third2001")
    let works =
      sampleWorks
      + "\n@misc{third2001, author = {One, A. and Two, B.}, title = {Third}, year = 2001}"
    let manuscript = try Manuscript(
      Array(source.utf8), file: "sample.md", reading: { _ in Array(works.utf8) })
    let document = try manuscript.resolved(for: .student, subject: sampleSubject)
    #expect(document.works.map { $0.label() } == ["One and Two, 2001a", "One and Two, 2001b"])
  }

  @Test(
    "texts lose their TeX and keep their formulas",
    arguments: [
      ("The {SGD} of {\\L}ojasiewicz", "The SGD of Łojasiewicz"),
      ("Na{\\\"\\i}ve --- pages 1--2", "Naïve — pages 1–2"), ("``So'' \\& so", "“So” & so"),
      ("On \\emph{sparse} $\\ell_1$", "On sparse $\\ell_1$"), ("A \\textbf{b} \\ldots", "A b …"),
      (
        "{\\noopsort{b}}On {\\textless}p{\\textgreater} {\\&} {\\~{}}1{\\%} {\\#}x{\\_}y",
        "On <p> & ~1% #xy".replacing("xy", with: "x_y")
      ),
      (
        "The {\\$}{\\$}L^1{\\$}{\\$}norm of {\\$}{\\$}{\\backslash}mathbb {\\{}R{\\}}^n{\\$}{\\$}",
        "The $L^1$norm of $\\mathbb {R}^n$"
      ),
      ("L{\\^{}}2 and 5{\\$}", "L^2 and 5\\$"),
      ("{\\i}{\\j}", "ıȷ"), ("Weights of {\\ensuremath{x^2}}", "Weights of $x^2$"),
      ("{\\ensuremath{\\alpha}}-stable \\(x_{1}\\)", "$\\alpha$-stable $x_{1}$"),
      (
        "<i>Drosophila</i> {\\textless}b{\\textgreater}x{\\textless}/b{\\textgreater} H<sub>2</sub>O",
        "Drosophila x H$_{2}$O"
      ),
      ("Das \\glqq beste\\grqq{} Maß", "Das „beste“ Maß"),
      ("A \\enquote{x \\emph{y}} z", "A “x y” z"), ("Gel{\\cprime}fand", "Gel’fand"),
      ("`single' and \"double\" l'un", "‘single’ and “double” l’un"),
      ("Ca\\~non, {\\v{Z}}eljko", "Cañon, Željko"),
    ])
  func texts(source: String, text: String) throws {
    let bibliography = try Bibliography(
      "@misc{k, title = {\(source)}, year = 2020}", file: "w.bib")
    #expect(bibliography.works[0].fields["title"] == text)
  }

  @Test("a visit to a page has its date, initials and numbers their signs")
  func visits() throws {
    let source = """
      @online{k, author = {Huber, P.J. and Le, J.-P.}, title = {T}, year = 2020,
        url = {https://example.org/a}, urldate = {2026-11-27}}
      @article{l, author = {A, B}, title = {T}, journal = {J}, number = {3-4}, year = 2020}
      @report{m, author = {A, B}, title = {T}, type = {techreport}, institution = {I}, year = 2020}
      """
    let works = try Bibliography(source, file: "w.bib").works
    #expect(works[0].authorLine() == "P. J. Huber and J.-P. Le")
    for (language, words) in [
      (DocumentLanguage.english, "accessed 27\u{A0}November 2026."),
      (.french, "consulté le 27\u{A0}novembre 2026."),
      (.german, "abgerufen am 27.\u{A0}November 2026."),
    ] {
      #expect(works[0].entry(in: language).rest.hasSuffix(words))
    }
    #expect(works[1].place() == "J (3–4)" && works[2].place() == "Technical report, I")
  }

  @Test(
    "identifiers lead to the place they belong to",
    arguments: [
      (
        "eprint = {2106.09524 [cs.LG]}, archiveprefix = {arXiv}", "https://arxiv.org/abs/2106.09524"
      ),
      ("eprint = {2001.00001}, archiveprefix = {arXiv}", "https://arxiv.org/abs/2001.00001"),
      ("eprint = {math/0102001}", "https://arxiv.org/abs/math/0102001"),
      ("eprint = {arXiv:2001.00001}", "https://arxiv.org/abs/2001.00001"),
      ("eprint = {12345678}, eprinttype = {pubmed}", ""),
      ("doi = {doi:10.1/a}", "https://doi.org/10.1/a"),
      ("url = {}, doi = {10.1/a}", "https://doi.org/10.1/a"),
    ])
  func addresses(fields: String, address: String) throws {
    #expect(try work(fields).address ?? "" == address)
  }

  @Test(
    "faults have their line and a remedy",
    arguments: [
      ("@misc{k,\n title = {T}, year = 2020,\n author = {A, B, C, D}}", 3, "too many commas"),
      ("@misc{k,\n title = T, year = 2020}", 2, "the string 'T'"),
      ("@misc{k, title = {T},\n title = {U}, year = 2020}", 2, "given twice"),
      ("@misc{k, title = {T\n\n, year = 2020}", 3, "'}' is missing"),
      ("@misc{, title = {T}}", 1, "no key"),
      (
        "\n@misc{k, title = {T},\n\n@misc{l, title = {U}}", 2,
        "the entry 'k' never ends; write } before the one of line 4"
      ),
      ("@misc{k, title = {$\\foo$}, year = 2020}", 1, "in the field 'title'"),
      (
        "@misc{k, title = {T}, year = 2020}\n@misc{k, title = {T}, year = 2020}", 2,
        "used twice; give this entry or that of line 1 another"
      ),
    ])
  func faults(source: String, line: Int, message: String) {
    let error = #expect(throws: SourceError.self) { try Bibliography(source, file: "w.bib") }
    #expect(
      error?.line == line && error?.message.contains(message) == true,
      "\(String(describing: error))")
  }

  @Test("works are cited by numbers in the order of their citations")
  func numeric() throws {
    let both = try Both(
      """
      ---
      title: T
      bibliography: works.bib
      citations: numeric
      ---

      See [@second2002], then [@first2001; @second2002].

      ::: bibliography
      :::
      """)
    for text in [both.page, both.paper] {
      #expect(text.contains("See[1],then[2,1]."))
      #expect(text.contains("[1]C.Three.") && text.contains("[2]A.OneandB.Two."))
    }
  }

  @Test(
    "addresses are no text of TeX, wherever they stand, and lead to where they say",
    arguments: [
      ("url={https://example.org/{\\textasciitilde}he/x}", "https://example.org/~he/x"),
      ("url={https://example.org/$\\sim$he/x}", "https://example.org/~he/x"),
      ("url={https://example.org/\\~{}he/a\\_b\\%20c}", "https://example.org/~he/a_b%20c"),
      ("url={\\url{https://example.org/a--b}}", "https://example.org/a--b"),
      ("note={\\url{https://a.org/a--b/~c``d}}", "https://a.org/a--b/~c``d"),
      ("note={Accessed 3 May, \\url{https://a.org/~me/a\\_b}}", "https://a.org/~me/a_b"),
      ("howpublished={Available: https://a.org/a--b/~c_d, and more}", "https://a.org/a--b/~c_d"),
      ("note={From {\\tt https://a.org/x'y}.}", "https://a.org/x'y"),
    ])
  func written(fields: String, address: String) throws {
    let text = "---\ntitle: T\nbibliography: w.bib\n---\n\n[@k]\n\n::: bibliography\n:::\n"
    let source = "@misc{k, title = {T}, year = 2020, \(fields)}"
    let manuscript = try Manuscript(
      Array(text.utf8), file: "t.md", reading: { _ in Array(source.utf8) })
    let html = try manuscript.html(
      .handout(.student, provenance: [], software: "Test"), subject: sampleSubject,
      templates: try Templates(), fonts: try .latinModern()
    ).text
    let link = "<a href=\"\(address.replacing("'", with: "&#39;"))\">"
    #expect(
      html.replacing("'", with: "&#39;").components(separatedBy: link).count == 2,
      "\(html.suffix(900))")
    let list = try #require(html.firstRange(of: "class=\"works\"")).upperBound
    #expect(!html[list...].prefix(while: { $0 != "\n" }).contains("\\"))
  }

  @Test("a command that is no sign is no part of an address")
  func commands() {
    let error = #expect(throws: SourceError.self) {
      try Bibliography("@misc{k, title = {T},\n url = {https://a.org/\\foo}}", file: "w.bib")
    }
    #expect(error?.line == 2 && error?.message.contains("\\foo stands in an address") == true)
  }

  @Test("keys that differ in signs only have places of their own")
  func anchors() throws {
    let keys = ["a:b", "a/b", "a_b", "张2020", "李2020", "a-b-2", "A.b"]
    let source = keys.enumerated().map { "@misc{\($1), title = {T\($0)}, year = 2020}" }
    let text =
      "---\ntitle: T\nbibliography: w.bib\n---\n\n\(keys.map { "[@\($0)]" }.joined(separator: " "))\n\n"
      + "::: bibliography\n:::\n"
    let manuscript = try Manuscript(
      Array(text.utf8), file: "t.md", reading: { _ in Array(source.joined().utf8) })
    let document = try manuscript.resolved(for: .student, subject: sampleSubject)
    #expect(document.works.count == keys.count)
    #expect(
      Set(document.works.map(\.anchor)).count == keys.count, "\(document.works.map(\.anchor))")
  }

  @Test(
    "editions, kinds of theses and numbers of journals are printed as the entry has them",
    arguments: [
      ("book", "publisher={P}, edition={2}", "P, 2nd edition", "P, 2e édition"),
      ("book", "publisher={P}, edition={Second}", "P, 2nd edition", "P, 2e édition"),
      ("book", "publisher={P}, edition={11th}", "P, 11th edition", "P, 11e édition"),
      ("book", "publisher={P}, edition={Revised}", "P, Revised edition", "P, Revised édition"),
      ("mastersthesis", "school={E}, type={Mémoire de M2}", "Mémoire de M2, E", "Mémoire de M2, E"),
      ("thesis", "institution={E}, type={phdthesis}", "PhD thesis, E", "thèse de doctorat, E"),
      ("article", "journal={J}, number=4", "J (4)", "J (4)"),
    ])
  func printed(kind: String, fields: String, english: String, french: String) throws {
    let work = try work(fields, kind: kind)
    #expect(work.place() == english)
    #expect(work.place(in: .french) == french)
  }

  // MARK: Citations

  private func cited(
    _ text: String, numeric: Bool = false, language: String = "en"
  ) throws -> Both {
    try Both(
      """
      ---
      title: T
      language: \(language)
      bibliography: works.bib
      citations: \(numeric ? "numeric" : "author-year")
      ---

      A \(text) Z

      ::: bibliography
      :::
      """)
  }

  @Test(
    "works are cited as Pandoc has it, on the page and on paper",
    arguments: [
      ("[@first2001]", "(One and Two, 2001)", "[1]"),
      ("[@first2001, p. 12]", "(One and Two, 2001, p. 12)", "[1, p. 12]"),
      ("[@first2001 p. 12]", "(One and Two, 2001, p. 12)", "[1, p. 12]"),
      ("[@first2001, 12]", "(One and Two, 2001, 12)", "[1, 12]"),
      (
        "[see @first2001, pp. 3-5; @second2002]", "(see One and Two, 2001, pp. 3–5; Three, 2002)",
        "[see 1, pp. 3–5; 2]"
      ),
      (
        "[see @first2001, pp. 3--5, and $x_1;$ there; also @second2002, chap. 2]",
        "(see One and Two, 2001, pp. 3--5, and $x_1;$ there; also Three, 2002, chap. 2)",
        "[see 1, pp. 3--5, and $x_1;$ there; also 2, chap. 2]"
      ),
      ("[-@first2001]", "(2001)", "[1]"), ("[-@first2001, p. 3]", "(2001, p. 3)", "[1, p. 3]"),
      ("One says [see -@first2001].", "One says (see 2001).", "One says [see 1]."),
      ("@first2001", "One and Two (2001)", "One and Two [1]"),
      ("@first2001 [p. 12] says", "One and Two (2001, p. 12) says", "One and Two [1, p. 12] says"),
      (
        "@first2001 [p. 12; @second2002]", "One and Two (2001, p. 12; Three, 2002)",
        "One and Two [1, p. 12; 2]"
      ),
      ("(as @second2002, says.)", "(as Three (2002), says.)", "(as Three [1], says.)"),
      ("*@second2002* and **so**.", "Three (2002) and so.", "Three [1] and so."),
      (
        "[see @second2002: chap. 2] and @second2002’s, @second2002: yes",
        "(see Three, 2002: chap. 2) and Three (2002)’s, Three (2002): yes",
        "[see 1: chap. 2] and Three [1]’s, Three [1]: yes"
      ),
      ("@{second2002}: yes", "Three (2002): yes", "Three [1]: yes"),
      ("me@second2002 and \\@other [a@b.org]", "me@second2002 and @other [a@b.org]", ""),
      ("[@first2001; -@second2002]", "(One and Two, 2001; 2002)", "[1, 2]"),
    ])
  func pandoc(source: String, words: String, numbered: String) throws {
    for (shown, isNumeric) in [(words, false), (numbered, true)] where !shown.isEmpty {
      let both = try cited(source, numeric: isNumeric)
      let plain = Both.plain(shown.replacing("$x_1;$", with: "𝑥1;"))
      #expect(both.page.contains("A" + plain + "Z"), "\(source): \(both.page)")
      #expect(both.paper.contains("A" + plain + "Z"), "\(source): \(both.paper)")
    }
  }

  @Test("in French thin spaces stand before the signs of citations and lists")
  func frenchCitations() throws {
    let both = try cited("[@first2001; @second2002]", language: "fr")
    #expect(both.html.contains("2001</a>\u{202F}; <a"))
    let work = try work("author = {Dupont, A.}, journal = {Revue : une suite ; la fin}")
    #expect(work.entry(in: .french).rest.contains("Revue\u{A0}: une suite\u{202F}; la fin"))
  }

  @Test(
    "citations that name nothing have their line and a remedy",
    arguments: [
      ("[@first2001; p. 3]", "'p. 3' cites no work"), ("[@frist2001]", "did you mean 'first2001'?"),
      ("[see @first2001 @second2002]", "write a semicolon before '@second2002'"),
      ("[@first2001", "never ends; write ]"), ("@frist2001", "did you mean 'first2001'?"),
      ("@property", "\\@ is the sign alone"), ("[see *that* @first2001]", "leave * and ` out"),
      ("[@first2001](https://example.org)", "within other marks"),
    ])
  func faultyCitations(source: String, message: String) throws {
    let fault = #expect(throws: SourceError.self, "\(source)") { try cited("b\n\(source)") }
    #expect(fault?.line == 9, "\(source): \(String(describing: fault))")
    #expect(fault.map { "\($0)" }?.contains(message) ?? false, "\(source): \(fault as Any)")
  }

  @Test("where no works are the sign is text")
  func withoutWorks() throws {
    let both = try Both("---\ntitle: T\n---\n\nA @property, @{b} and -@c.")
    #expect(both.page.contains("A@property,@{b}and-@c."))
    #expect(both.paper.contains("A@property,@{b}and-@c."))
    let fault = #expect(throws: SourceError.self) { try Both("---\ntitle: T\n---\n\n[see @a]") }
    #expect(fault?.line == 5 && fault?.message.contains("lack bibliography") ?? false)
  }
}
