import Drawing
import Foundation
import Reports
import Templates
import TestSupport
import Testing
import Typesetting

/// Options to tick, numbers to find and blanks, with and without their keys.
@Suite("Answers")
struct AnswerTests {
  /// A source with keys of every kind; what students get must not depend on them.
  private func source(
    right: Set<Int> = [1, 3], value: String = "31.7", tolerance: String = "7%",
    words: String = "zebra", note: String = "", language: String = "en"
  ) -> String {
    let options = (1...6).map { "- [\(right.contains($0) ? "x" : " ")] option $o_\($0)$" }
    return """
      ---
      title: T
      language: \(language)
      ---

      ::: question points=2
      Fill {blank: \(words)} and {blank width=2cm: $\\text{\(words)}$} in.

      ::: choice {#tick}
      Which?

      \(options.joined(separator: "\n"))

        More of the last.
      :::

      ::: choice answers=one
      1. [\(right.contains(1) ? "X" : " ")] first
      2. [\(right.contains(1) ? " " : "x")] second
      :::

      ::: numeric value=\(value) tolerance=\(tolerance) unit="$\\mathrm{m}$"
      How far?
      :::

      ::: blank space=2cm style=grid
      Because of the \(words).\(note)

      - \(words)
      :::
      :::
      """
  }

  private func files(_ source: String, _ variant: Variant) throws -> (
    html: String, pdf: [UInt8], notebook: String
  ) {
    let manuscript = try sampleManuscript(source)
    let settings = PageSettings.handout(variant, provenance: [], software: "Test")
    let fonts = try MathFonts.latinModern()
    return (
      try manuscript.html(settings, subject: sampleSubject, templates: Templates(), fonts: fonts)
        .text,
      try manuscript.pdf(settings, paper: .a4, subject: sampleSubject, fonts: fonts),
      try manuscript.notebook(settings, subject: sampleSubject)
    )
  }

  @Test("a student's files are the same bytes whatever the key")
  func leak() throws {
    let first = try files(source(), .student)
    let others = [
      source(right: [2]), source(right: [1, 2, 3, 4, 5, 6]),
      source(value: "-1e6", tolerance: "0.5"),
      source(value: "{{lab.answer 3}}"), source(words: "a much longer answer, in words"),
      source(words: "o"), source(note: "[^n]\n\n[^n]: A note with {{lab.tiny}}."),
    ]
    for other in others {
      let second = try files(other, .student)
      #expect(second.html == first.html)
      #expect(second.pdf == first.pdf)
      #expect(second.notebook == first.notebook)
      let (shown, own) = (try files(other, .solution), try files(source(), .solution))
      #expect(shown.html != own.html && shown.pdf != own.pdf)
    }
    for secret in ["zebra", "31.7", " checked=", "7%"] {
      #expect(!first.html.contains(secret) && !first.notebook.contains(secret), "\(secret)")
    }
    #expect(first.html.components(separatedBy: "type=\"checkbox\"").count == 7)
    #expect(first.html.components(separatedBy: "type=\"radio\"").count == 3)
    #expect(first.html.contains("<textarea") && first.html.contains("inputmode=\"decimal\""))
  }

  @Test("solutions and instructors see the key", arguments: [Variant.solution, .instructor])
  func keys(variant: Variant) throws {
    let both = try Both(source(), variant)
    for words in [
      "Fillzebraandzebrain.", "Answer:31.7m(tolerance7%)", "Becauseofthezebra.zebra",
      "Which?option𝑜1option𝑜2",
    ] {
      #expect(both.page.contains(words), "\(words): \(both.page)")
      #expect(both.paper.contains(words), "\(words): \(both.paper)")
    }
    #expect(both.html.components(separatedBy: " checked=").count == 4)
    #expect(both.html.components(separatedBy: " disabled=").count == 9)
    #expect(!both.html.contains("data-keep") && !both.html.contains("<script"))
  }

  @Test("on paper boxes and circles stand before options, crossed where they are right")
  func signs() throws {
    let folder = ScratchFolder()
    for (variant, boxes, circles) in [
      (Variant.student, "□□□□□□", "○○"), (.solution, "⊠□⊠□□□", "⊗○"),
    ] {
      #expect(write(try files(source(), variant).pdf, to: folder.path + "/a.pdf"))
      let text = run("pdftotext -layout '\(folder.path)/a.pdf' -").output
      #expect(text.filter { "□⊠".contains($0) } == boxes)
      #expect(text.filter { "○⊗".contains($0) } == circles)
    }
  }

  @Test("the language's decimal sign is read and written, and the tolerance is 1% unless stated")
  func languages() throws {
    for (language, value, words) in [
      ("fr", "3,14", "Réponse:3,14(tolérance1%)"), ("fr", "3.14", "Réponse:3,14(tolérance1%)"),
      ("de", "-1,5e3", "Antwort:−1500(Toleranz1%)"), ("en", "3.14", "Answer:3.14(tolerance1%)"),
      ("fr", "1 tolerance=0,00025", "Réponse:1(tolérance2,5×10−4)"),
      ("en", "2.5e-7", "Answer:2.5×10−7(tolerance1%)"),
      ("fr", "{{lab.answer 4}} tolerance=0,5", "Réponse:42,12(tolérance0,5)"),
    ] {
      let source =
        "---\ntitle: T\nlanguage: \(language)\n---\n\n::: numeric value=\(value)\n:::\n"
      let both = try Both(source, .solution)
      #expect(both.page.contains(words), "\(both.page)")
      #expect(both.paper.contains(words), "\(both.paper)")
    }
  }

  @Test(
    "faults of answers name their lines, whoever the sheet is for",
    arguments: [
      ("::: choice\n- [ ] a\n- [ ] b\n:::", 5, "no option of this choice is right"),
      ("::: choice\n- [x] a\n- b\n:::", 7, "begin it with [x] or [ ]"),
      ("::: choice\n- [x] a\n:::", 6, "at least two options"),
      ("::: choice\nwords\n:::", 5, "has no options"),
      ("::: choice\n- [x] a\n- [x]\n:::", 7, "an option has no words"),
      ("::: choice answers=one\n- [x] a\n- [x] b\n:::", 5, "leave answers=one out"),
      ("::: choice answers=two\n- [x] a\n- [ ] b\n:::", 5, "write answers=one, or"),
      ("::: choice\n- [x] a\n- [ ] b\n\n  - [x] c\n:::", 9, "options are one list"),
      ("::: choice\n> - [x] a\n> - [ ] b\n:::", 6, "outside of other elements"),
      ("- [x] a\n- [ ] b", 5, "write ::: choice before the list"),
      ("::: choice\n- [x] a\n- [ ] b\n\nw\n\n- [x] c\n- [ ] d\n:::", 11, "one list of options"),
      ("::: choice\n- [x] a {blank: b}\n- [ ] b\n:::", 6, "a blank cannot stand in an option"),
      ("Words\n{blank: never", 6, "write } after its answer"),
      ("{blank wide=3cm: x}", 5, "it has width"), ("{blank width=3km: x}", 5, "is no length"),
      ("::: numeric\n:::", 5, "needs its value"),
      ("::: numeric value=3,14\n:::", 5, "value=3.14"),
      ("::: numeric value=0x10\n:::", 5, "is no number"),
      ("::: numeric value=inf\n:::", 5, "is no number"),
      ("::: numeric value=1 tolerance=-1\n:::", 5, "is negative"),
      ("::: numeric value=0 tolerance=1%\n:::", 5, "without %"),
      ("::: numeric value=1 unit=\"$x\"\n:::", 5, "the unit '$x'"),
      ("::: blank space=3,x5cm\n:::", 5, "is no length"),
      ("::: blank space=3miles\n:::", 5, "is no length"),
    ])
  func faults(text: String, line: Int, words: String) {
    let error = #expect(throws: SourceError.self) {
      try files("---\ntitle: T\n---\n\n\(text)\n", .student)
    }
    #expect(error?.line == line, "\(error.map(\.description) ?? "")")
    #expect(error?.message.contains(words) == true, "\(error.map(\.description) ?? "")")
  }

  @Test(
    "an answer is hidden to its end, over lines and over code with a brace",
    arguments: ["{blank\nwidth=5cm: zebra}", "{blank: `}` zebra}", "{1, {blank: zebra}}"])
  func wholeAnswers(text: String) throws {
    let student = try files("---\ntitle: T\n---\n\nFill \(text) in.\n", .student)
    #expect(!student.html.contains("zebra") && !student.notebook.contains("zebra"))
    let key = try files("---\ntitle: T\n---\n\nFill \(text) in.\n", .solution)
    #expect(key.html.contains("zebra") && key.notebook.contains("zebra"))
  }

  @Test("code with the signs of options, and a brace behind a backslash, stay what they are")
  func code() throws {
    let text = "---\ntitle: T\n---\n\n`{x}` \\{blank: y}\n\n```\n- [x] z\n```\n"
    let both = try Both(text, .student)
    #expect(both.page.contains("{x}{blank:y}-[x]z"))
    #expect(both.paper.contains("{x}{blank:y}-[x]z"))
  }

  @Test("a browser keeps what is typed, and forgets it when asked", .timeLimit(.minutes(10)))
  func browser() throws {
    let folder = ScratchFolder()
    let page = try files(source(), .student).html
    let script = try Templates().text(.answers)
    // The test's own script would not pass the page's policy.
    let open = page.replacing(#/<meta http-equiv="Content-Security-Policy"[^>]*>/#, with: "")
    #expect(open != page)
    let test = """
      <script>
      const all = [...document.querySelectorAll("[data-keep]")], seen = [];
      const state = () => all.map((f) => /checkbox|radio/.test(f.type) ? +f.checked : f.value).join();
      const clear = () => all.forEach((f) => { f.checked = false; f.value = ""; });
      const set = (id, name, value) => {
        const f = document.getElementById(id); f[name] = value; f.dispatchEvent(new Event("input"));
      };
      set("answer_question-1_1", "value", "typed"); set("answer_tick_2", "checked", true);
      set("answer_question-1_3_2", "checked", true); set("answer_question-1_5", "value", "long words");
      seen.push(state()); clear(); seen.push(state());
      const again = () => { \(script) };
      again(); seen.push(state());
      const forget = (isSure) => {
        window.confirm = () => isSure; document.querySelector(".kept button").click(); seen.push(state());
      };
      forget(false); forget(true); again(); seen.push(state());
      document.documentElement.dataset.seen = seen.join("|") + document.querySelector(".kept").hidden;
      </script></body>
      """
    #expect(
      write(Array(open.replacing("</body>", with: test).utf8), to: folder.path + "/page.html"))
    let dom = run(
      "HOME='\(folder.path)' timeout 240 chromium --headless --no-sandbox --disable-gpu "
        + "--user-data-dir='\(folder.path)/profile' --dump-dom 'file://\(folder.path)/page.html' "
        + "2>/dev/null | grep -o 'data-seen=\"[^\"]*'"
    ).output
    let typed = ",typed,,0,1,0,0,0,0,0,1,,long words"
    let none = ",,,0,0,0,0,0,0,0,0,,"
    #expect(
      dom == "data-seen=\"\([typed, none, typed, typed, none, none].joined(separator: "|"))false\n")
  }
}
