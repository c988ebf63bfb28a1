import Drawing
import Plotting
import Records

extension DocumentHTML {
  /// The picture of a file; how wide it is stands in the page's style sheet.
  private mutating func picture(_ file: ShownFile) throws -> Markup {
    if exchange != nil {
      return try exchanged(file.attachment, file.alternative, file.number, file.caption)
    }
    let picture = file.picture
    let shown = Markup.void(
      "img",
      [
        ("class", "own"),
        ("src", dataAddress(picture.bytes, type: picture.mediaType)),
        ("alt", file.alternative), ("width", Numeral(picture.size.width, decimals: 0).plain),
        ("height", Numeral(picture.size.height, decimals: 0).plain),
      ])
    fileBytes += shown.html.utf8.count
    let label = "\(document.language.word(.figure)) \(file.number)."
    return .element(
      "figure", [("id", file.anchor)],
      shown + Markup(text: "\n")
        + .element(
          "figcaption", [],
          .element("a", [("class", "number"), ("href", "#\(file.anchor)")], Markup(text: label))
            + Markup(text: " ") + .element("span", [], try markup(file.caption))))
  }

  /// A picture whose file goes with a question of a course system.
  private mutating func exchanged(
    _ picture: Attachment, _ alternative: String, _ number: String, _ caption: [Inline]
  ) throws -> Markup {
    exchange?.pictures.append(picture)
    let label = "\(document.language.word(.figure)) \(number). "
    return .element(
      "p", [],
      .void("img", [("src", "@@PLUGINFILE@@/" + picture.name), ("alt", alternative)]))
      + .element("p", [], Markup(text: label) + (try markup(caption)))
  }

  mutating func figure(_ block: Block) throws -> Markup {
    if let place = document.meanings.files[block.id] {
      return try picture(document.files[place])
    }
    guard let place = document.meanings.figures[block.id] else { return Markup(text: "") }
    let figure = document.figures[place]
    let label = "\(document.language.word(.figure)) \(figure.number)"
    if exchange != nil {
      return try exchanged(
        try figure.attachment, figure.drawn.words.alternative, figure.number, figure.caption)
    }
    // On narrow screens a picture keeps its size and scrolls by itself.
    var content = Markup.element(
      "div",
      [
        ("class", "pic"), ("role", "group"),
        ("aria-label", "\(document.language.word(.pictureOf)) \(label)"),
        ("tabindex", "0"),
      ], Markup(trusted: pictures.markup[figure.anchor] ?? ""))
    content += Markup(text: "\n")
    if let slider = figure.slider { content += try self.slider(slider, of: figure) }
    content += .element(
      "figcaption", [("id", "caption-" + figure.anchor)],
      .element(
        "a", [("class", "number"), ("href", "#\(figure.anchor)")], Markup(text: label + "."))
        + Markup(text: " ")
        + .element("span", [], try captionMarkup(figure.caption, figure.drawn)))
    let drawn = Markup.element("figure", [("id", figure.anchor)], content)
    return showsDetails ? drawn + details(of: figure, label: label) : drawn
  }

  /// A caption, with what the checks of the figure found.
  private mutating func captionMarkup(_ caption: [Inline], _ drawn: Illustration) throws -> Markup {
    let words = try markup(caption)
    guard showsDetails, !drawn.words.claims.isEmpty else { return words }
    // The claim that comes nearest to its tolerance speaks for all; counts have tolerance 0.
    func share(_ claim: Claim) -> Double {
      claim.tolerance > 0 ? claim.residual / claim.tolerance : claim.residual > 0 ? .infinity : 0
    }
    guard let worst = drawn.words.claims.max(by: { share($0) < share($1) }) else { return words }
    let (count, failed) = (drawn.words.claims.count, drawn.words.claims.count { !$0.holds })
    let found = Markup(number: Numeral(worst.residual, significant: 2))
    let allowed = Markup(number: Numeral(worst.tolerance, significant: 2))
    let line: Markup
    if failed > 0 {
      line =
        Markup(text: "\(failed) of \(count) checks fail, by ") + found + Markup(text: " where ")
        + allowed + Markup(text: " is allowed.")
    } else if worst.tolerance == 0 {
      line = Markup(text: count == 1 ? "Checked, exactly." : "\(count) checks hold, exactly.")
    } else {
      line =
        Markup(text: count == 1 ? "Checked: residual " : "\(count) checks hold; residual ")
        + found + Markup(text: " of ") + allowed + Markup(text: " allowed.")
    }
    return words + Markup(text: " ")
      + .element("span", [("class", failed > 0 ? "check no" : "check")], line)
  }

  /// A control that moves through the frames; hidden until the script runs.
  private mutating func slider(
    _ slider: ShownFigure.Slider, of figure: ShownFigure
  ) throws -> Markup {
    var captions: [String] = []
    for frame in slider.frames {
      captions.append(try captionMarkup(frame.caption, frame.drawn).html)
    }
    let packed = base64(gzipped(Array(jsonArray(captions).utf8)) ?? [])
    captionBytes += packed.utf8.count
    let values = slider.frames.map(\.value)
    let id = "slide-" + figure.anchor
    let label = Markup.element(
      "label", [("for", id)],
      Markup(text: slider.label + " ") + .element("code", [], Markup(text: slider.parameter)))
    return .element(
      "div",
      [
        ("class", "slide"), ("data-for", figure.anchor), ("hidden", ""),
        ("data-values", values.joined(separator: ";")), ("data-captions", packed),
        ("data-frames", pictures.frames[figure.anchor] ?? ""),
      ],
      label
        + .void(
          "input",
          [
            ("type", "range"), ("id", id), ("min", "0"),
            ("max", String(slider.frames.count - 1)), ("step", "1"),
            ("value", String(slider.start)), ("aria-valuetext", values[slider.start]),
          ])
        + .element("output", [("for", id)], Markup(text: values[slider.start])))
  }

  private func details(of figure: ShownFigure, label: String) -> Markup {
    let drawn = figure.drawn
    var content = Markup.element("p", [], Markup(text: drawn.words.alternative))
    if !drawn.parameters.isEmpty {
      let rows = drawn.parameters.map { parameter in
        row(
          parameter.name,
          [parameter.value, parameter.range, parameter.help].map(Markup.init(text:)))
      }
      content += scrolling(
        "Parameters of \(label)",
        listing("Parameters", ["name", "value", "allowed", "meaning"], rows))
    }
    if !drawn.words.quantities.isEmpty {
      let rows = drawn.words.quantities.map { quantity in
        row(quantity.name, [Markup(number: Numeral(quantity.value, significant: 6))])
      }
      content += scrolling("Numbers of \(label)", listing("Numbers", ["name", "value"], rows))
    }
    content += .element(
      "p", [],
      Markup(text: "SHA-256 of the data: ") + .element("code", [], Markup(text: drawn.words.hash)))
    return .element(
      "details", [], .element("summary", [], Markup(text: "\(label) in numbers")) + content)
  }

  private func row(_ name: String, _ cells: [Markup]) -> Markup {
    .element(
      "tr", [],
      .element("th", [("scope", "row")], .element("code", [], Markup(text: name)))
        + cells.map { .element("td", [], $0) }.joined())
  }

  private func listing(_ caption: String, _ heads: [String], _ rows: [Markup]) -> Markup {
    let head = heads.map { Markup.element("th", [("scope", "col")], Markup(text: $0)) }.joined()
    return .element(
      "table", [],
      .element("caption", [], Markup(text: caption))
        + .element("thead", [], .element("tr", [], head))
        + .element("tbody", [], rows.joined(separator: "\n")))
  }
}
