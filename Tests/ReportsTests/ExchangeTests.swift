import Foundation
import Reports
import TestSupport
import Testing
import Typesetting

/// Notebooks and questions for Moodle, read back by programs of others.
///
/// Without `python3-nbformat`, `python3-nbclient` and `python3-ipykernel` these tests fail.
@Suite("Notebooks and course systems")
struct ExchangeTests {
  private static let source = """
    ---
    title: A <lab> & more
    author: A. Teacher
    bibliography: works.bib
    macros: \\R=\\mathbb{R}; \\pair=(#1, 0)
    ---

    Words *with* stress, 2 * 3 = 6, snake_case, [brackets], $\\pair{x} \\in \\R^2$, {{lab.answer 4}},
    \\$5, [@first2001] and a note[^one].

    ```python
    offset = 2
    ```

    $$\\norm{x}^2 = {{lab.answer .1}}$$ {#eq-2-13}

    ![A *caption* with $x$.](figure:line){#seen}

    | a | b |
    |---|--:|
    | $|x|$ | {{lab.answer .2}} |

    : Numbers. {#tbl-one}

    ::: question points=4 title="Code"
    Go on, as in [](#eq-2-13).

    ```python
    def f(x):
        return x + offset

    print("f(40) is", f(40))
    ```

    ```sh
    rm -r /
    ```

    ::: hint
    Look closely.
    :::

    ::: solution
    It is SECRET-WORDS.

    ```python
    print("SECRET-CODE")
    ```
    :::

    ::: marking
    SECRET-MARKING.
    :::
    :::

    ::: question points=3
    ::: choice {#c}
    Which $\\pair{y}$?

    - [x] one $\\frac{1}{2}$
    - [ ] two & three < four

      ![](figure:curve)
    - [x] three
    :::

    ::: choice answers=one
    - [ ] no
    - [x] yes
    :::

    ::: numeric value={{lab.answer 4}} tolerance=2% unit="$\\mathrm{m}$"
    How far?
    :::
    :::

    ::: question points=2
    Fill {blank: SECRET-BLANK} in.
    :::

    ::: question points=3
    Here too {blank: SECRET-ONE}.

    ::: hint
    A hint for Moodle.
    :::

    ::: choice answers=one
    - [x] one
    - [ ] two
    :::
    :::

    ::: columns
    ::: column
    ```python
    inside = offset + 5
    ```
    :::
    ::: column
    ```r
    1
    ```
    :::
    :::

    ::: example
    So it is:

    ```python
    print("inside is", inside)
    ```
    :::

    ::: bibliography
    :::

    [^one]: A note with $y$.
    """

  private func notebook(_ variant: Variant, _ source: String = source) throws -> String {
    try sampleManuscript(source).notebook(
      .handout(variant, provenance: [], software: "Test"), subject: sampleSubject)
  }

  /// What a program in Python prints for a file.
  private func python(_ program: String, _ file: String) throws -> String {
    let folder = ScratchFolder()
    #expect(write(Array(file.utf8), to: folder.path + "/file"))
    #expect(write(Array(program.utf8), to: folder.path + "/read.py"))
    let (output, status) = run(
      "cd '\(folder.path)' && HOME='\(folder.path)' timeout 300 /usr/bin/python3 -W ignore read.py")
    #expect(status == 0, "\(output)")
    return output
  }

  @Test(
    "a notebook is valid and runs, and its cells are what graders expect", .timeLimit(.minutes(10)))
  func notebooks() throws {
    let program = """
      import nbformat, nbclient
      book = nbformat.read("file", as_version=4)
      nbformat.validate(book)
      assert (book.nbformat, book.nbformat_minor) == (4, 5)
      assert len({cell.id for cell in book.cells}) == len(book.cells)
      nbclient.NotebookClient(book, timeout=240).execute()
      for cell in book.cells:
          grading = cell.metadata.get("nbgrader", {})
          print("CELL", cell.cell_type, grading.get("grade_id"), grading.get("points"),
                cell.metadata.get("tags"), list(cell.get("attachments", {})))
          print(cell.source)
          for output in cell.get("outputs", []): print("OUT", output.get("text"))
      """
    let student = try python(program, try notebook(.student))
    for words in [
      "# A \\<lab\\> &amp; more", "CELL code None None None []\noffset = 2\n",
      "2 \\* 3 = 6, snake\\_case, \\[brackets\\], $(x, 0) \\in \\mathbb{R}^2$, 42.12,",
      "\\$5, ([One and Two, 2001](#ref-first2001))", "<sup>[1](#note-1)</sup>",
      "$$\n\\lVert x \\rVert^2 = {42.1}\\tag{2.13}\n$$", "['seen.png']",
      "**Figure 1.** A *caption* with $x$.", "| $\\vert x\\vert $ | 42.12 |",
      "**Table 1.** Numbers.",
      "### Question 1. Code (4\u{A0}points)", "as in [(2.13)](#eq-2-13).",
      "CELL code question-1-code-1 None None []\ndef f(x):\n    return x + offset\n",
      "OUT f(40) is 42", "```sh\nrm -r /\n```", "<details><summary>Hint</summary>", "One is right.",
      "CELL markdown question-1-answer 4 None []\n*Your answer*",
      "- [ ] one $\\frac{1}{2}$", "CELL markdown question-2-answer-1 1 None ['fig-curve.png']",
      "CELL code question-2-answer-3 1 None []\nanswer_2_3 = None", "Answer: … $\\mathrm{m}$",
      "Fill \\_\\_", "OUT inside is 7", "CELL markdown question-4-answer-1 1.5",
      "CELL markdown question-4-answer 1.5 None []\n*Your answer (blanks above)*", "```r\n1\n```",
      "<a id=\"ref-first2001\"></a>A. One and B. Two. *The First*. 2001.",
      "1. <a id=\"note-1\"></a>A note with $y$.",
    ] {
      #expect(student.contains(words), "\(words) in\n\(student)")
    }
    #expect(!student.contains("SECRET") && !student.contains("[x]"))
    let instructor = try python(program, try notebook(.instructor))
    for words in [
      "CELL markdown question-1-answer 4 ['solution'] []\n**Solution.** It is SECRET-WORDS.",
      "OUT SECRET-CODE", "**Marking.** SECRET-MARKING.", "- [x] one", "answer_2_3 = 42.123456",
      "**Answer:** 42.12 $\\mathrm{m}$ (tolerance 2%)", "<u>SECRET-BLANK</u>",
      "CELL code question-1-code-1 None",
    ] {
      #expect(instructor.contains(words), "\(words) in\n\(instructor)")
    }
    #expect(!(try notebook(.solution)).contains("SECRET-MARKING"))
    #expect(try notebook(.solution) == notebook(.solution))
  }

  @Test("code in a hint is shown in its fold")
  func hintCode() throws {
    let text = try notebook(
      .student,
      "---\ntitle: A\n---\n\n::: question\n::: hint\nTry\n\n```python\nx = 1\n```\n\nthen.\n:::\n:::\n"
    )
    #expect(!text.contains("\"cell_type\":\"code\""), "\(text)")
    let start = try #require(text.firstRange(of: "```python"))
    #expect(text[start.upperBound...].contains("/details>"))
  }

  @Test("the kernel is the one of the first code", arguments: ["python", "r", "julia", "sh"])
  func kernels(language: String) throws {
    let text = try notebook(.student, "---\ntitle: T\n---\n\n```\(language)\n1 + 1\n```\n")
    let name = ["r": "ir", "julia": "julia"][language] ?? "python3"
    #expect(text.contains("\"name\":\"\(name)\""))
    #expect(text.contains("\"cell_type\":\"code\"") == (language != "sh"))
  }

  @Test("commands of a document and of ours are written out for MathJax")
  func commands() throws {
    let head = "---\ntitle: T\nmacros: \\a=\\alpha; \\two=#1_{#2}; \\deep=\\two{\\a}{1}\n---\n\n"
    for (tex, written) in [
      ("\\a x", "\\alpha x"), ("\\two x\\a", "x_{\\alpha}"), ("\\two{a}{{b}}", "a_{{b}}"),
      ("\\deep+\\alpha", "\\alpha_{1}+\\alpha"), ("\\abs{\\a}", "\\lvert \\alpha \\rvert"),
      ("\\argmin_x \\{x\\}", "\\operatorname*{arg\\,min}_x \\{x\\}"),
      ("\\norm*{x}", "\\mathopen{}\\mathclose{\\left\\lVert x \\right\\rVert}"),
    ] {
      let book = try python(
        "import json; print(json.load(open('file'))['cells'][1]['source'][0])",
        try notebook(.student, head + "$\(tex)$\n"))
      #expect(book == "$\(written)$\n")
    }
  }

  @Test("what the author alone reads is in no file for Moodle; a slash of the title parts nothing")
  func notesForMoodle() throws {
    let source = """
      ---
      title: A/B test
      ---

      ::: note
      SECRET-ASIDE
      :::

      ::: question points=1
      Ask.

      ::: choice
      - [x] a
      - [ ] b
      :::
      :::
      """
    let xml = try sampleManuscript(source).moodle(subject: sampleSubject, fonts: .latinModern())
    #expect(xml.contains("Ask.") && !xml.contains("SECRET"), "\(xml)")
    #expect(xml.contains("$course$/top/A//B test"))
    // The sheet does not tell that one is right.
    #expect(xml.contains("<single>false</single>") && xml.contains("fraction=\"-100\""), "\(xml)")
  }

  @Test("Moodle's questions hold text, shares, tolerances, pictures and what to mark by")
  func moodle() throws {
    let program = """
      import xml.etree.ElementTree as tree, base64
      root = tree.parse("file").getroot()
      assert root.tag == "quiz"
      for question in root:
          print("QUESTION", question.get("type"), question.findtext("name/text"),
                question.findtext("defaultgrade"), question.findtext("single"),
                question.findtext("shuffleanswers"))
          for place in ["category", "questiontext", "graderinfo", "generalfeedback", "hint"]:
              print(place, question.findtext(place + "/text"))
          for answer in question.findall("answer"):
              print("ANSWER", answer.get("fraction"), answer.findtext("text"),
                    answer.findtext("tolerance"))
          for file in question.iter("file"):
              assert base64.b64decode(file.text).startswith(bytes([137]) + b"PNG")
              print("FILE", file.get("name"))
      """
    let found = try python(
      program,
      try sampleManuscript(Self.source).moodle(subject: sampleSubject, fonts: .latinModern()))
    for words in [
      "category $course$/top/A <lab> & more", "QUESTION description A <lab> & more 0.0",
      "\\((x, 0) \\in \\mathbb{R}^2\\)", "\\[\\lVert x \\rVert^2 = {42.1}\\tag{2.13}\\]",
      "<img src=\"@@PLUGINFILE@@/seen.png\" alt=\"A &quot;line&quot; from left to right.\">",
      "FILE seen.png", "QUESTION essay Question 1. Code 4.0", "SECRET-WORDS", "SECRET-MARKING",
      "QUESTION multichoice Question 2 (a) 1.0 false false",
      "QUESTION multichoice Question 2 (b) 1.0 true false",
      "ANSWER 50 <p>one \\(\\frac{1}{2}\\)</p> None", "ANSWER -100 ", "ANSWER 100 yes None",
      "FILE fig-curve.png",
      "QUESTION numerical Question 2 (c) 1.0", "ANSWER 100 42.123456 0.84246912",
      "QUESTION essay Question 3 2.0", "Fill ________ in.", "graderinfo <p>SECRET-BLANK</p>",
      "QUESTION multichoice Question 4 (a) 1.5", "hint <p>A hint for Moodle.</p>",
      "QUESTION essay Question 4 (b) 1.5", "graderinfo <p>SECRET-ONE</p>",
    ] {
      #expect(found.contains(words), "\(words) in\n\(found)")
    }
    // A course system has no sheet of styles for the heads that narrow screens show in cells.
    #expect(found.contains("<td") && !found.contains("class=\"h\""))
    // What students read tells nothing.
    for line in found.split(separator: "\n") where line.hasPrefix("questiontext") {
      #expect(!line.contains("SECRET") && !line.contains("href=\"#"), "\(line)")
    }
  }
}
