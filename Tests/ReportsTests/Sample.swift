import Drawing
import Plotting
import Records
import Reports
import Typesetting

/// A figure of two strokes and a word, in the colours of a theme.
func sampleFigure(
  _ id: String, caption: String = "A line of length $\\sqrt{2}$.",
  quantities: [String: Double] = [:]
) -> Illustration {
  let words = FigureWords(
    title: "A line & <more>", caption: caption, alternative: "A \"line\" from left to right.",
    quantities: quantities.keys.sorted().map { Quantity($0, quantities[$0] ?? 0) },
    claims: [
      Claim(
        id: "2.16", statement: "The line $x$ is straight.", residual: 1e-16, tolerance: 1e-12,
        reason: "rounding", printed: .init(.corrected, statement: "It is bent.", residual: 2))
    ], hash: "00")
  return Illustration(
    id: id, alias: nil, words: words,
    parameters: [Setting(name: "alpha", value: "0.1", range: "0...1", help: "the scale")],
    key: id, csv: { "series,x,y\nline,0,0\n" },
    scene: { _, theme, id in
      let ground = Path.rectangle(Rect(minX: 1, minY: 1, maxX: 99, maxY: 49))
      let stroke = Stroke(theme.color(.ink), width: 1)
      return Scene(
        id: id, title: "A line", description: "A line from left to right.",
        size: Size(width: 100, height: 50), ground: theme.color(.ground),
        items: [
          .path(ground, Style(fill: theme.color(.band(0)))),
          .group(
            Group(
              name: "line", items: [.path(.line(Point(0, 0), Point(9, 9)), Style(stroke: stroke))])),
        ])
    })
}

/// What the documents of these tests are about: two figures and a set of numbers.
let sampleSubject = Subject(
  figures: [
    Subject.Listing(id: "line", alias: "fig1", title: "A line"),
    Subject.Listing(id: "curve", alias: nil, title: "A curve"),
  ],
  numberSets: ["lab"],
  numbers: { name in
    name != "lab"
      ? nil
      : Subject.NumberSet(
        name: "lab", parameters: "seed=1",
        quantities: [Quantity("answer", 42.123456), Quantity("tiny", -1.5e-7)])
  },
  claims: { [] },
  draw: { id, settings in
    for (name, _) in settings where name != "alpha" {
      throw SampleError(description: "figure '\(id)' has no parameter '\(name)'")
    }
    let alpha = Double(settings.first?.value ?? "0.1") ?? 0
    return sampleFigure(id, quantities: ["length": 1.25 * alpha])
  })

/// What the sample figures refuse.
struct SampleError: Error, CustomStringConvertible {
  let description: String
}

/// A handout with everything the format has; questions, hints, solutions and marks have canaries.
let sampleSource = """
  ---
  title: Lines & curves
  author: A. Teacher
  bibliography: works.bib
  macros: \\R=\\mathbb{R}; \\pair=(#1, 0)
  ---

  Words *with* stress, `code $x$`, a formula $\\pair{x} \\in \\R^2$, a number {{lab.answer 4}},
  five dollars \\$5, a work [@first2001; @second2002], a note[^one] and a [link](https://example.org).

  ## First part {#first}

  $$x^2 + y^2 = {{lab.answer .1}} $$ {#eq-2-13}

  See [](#eq-2-13), [](#fig-line) and [the part](#first).

  ![](figure:line alpha=0.2)

  ![A *caption* with $x$.](figure:curve){#curve size=column}

  - one
  - two

    ```
    ::: solution
    ```

  | a | b |
  |---|--:|
  | 1 | $x$ |

  ::: question points=3 space=4cm style=lines
  What is it?

  ::: hint
  Look closely.
  :::

  ::: solution
  It is CANARY-SOLUTION, {{lab.tiny 2}}.[^two]
  :::

  ::: marking
  One point for CANARY-MARKING.
  :::
  :::

  ::: remark title="A remark"
  Something.
  :::

  ::: bibliography
  :::

  [^one]: A note with $y$.
  [^two]: CANARY-NOTE.
  """

/// The works of the sample.
let sampleWorks = """
  @article{first2001, author = {One, A. and Two, B.}, title = {The {First}}, year = 2001}
  @misc{second2002, author = "Three, C.", title = "The second", year = {2002}, url = {https://example.org/2}}
  """

/// A picture of the author's own.
let samplePicture = """
  <svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="9" height="9"/></svg>
  """

/// The sample as a manuscript.
func sampleManuscript(_ source: String = sampleSource) throws -> Manuscript {
  try Manuscript(
    Array(source.utf8), file: "sample.md",
    reading: { name in
      name.hasSuffix(".svg") ? Array(samplePicture.utf8) : Array(sampleWorks.utf8)
    })
}
