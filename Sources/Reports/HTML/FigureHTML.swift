import Drawing
import Records

extension DocumentHTML {
  /// The picture of a file; how wide it is stands in the page's style sheet.
  private mutating func picture(_ file: ShownFile) throws -> Markup {
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
    let label = "\(document.word(.figure)) \(file.number)"
    return .element(
      "figure", [("id", file.anchor)],
      .element(
        "figcaption", [],
        numberLink(label, file.anchor) + .element("span", [], try markup(file.caption)))
        + Markup(text: "\n") + shown)
  }

  /// A picture whose file goes with a question of a course system.
  private mutating func exchanged(_ block: Block) throws -> Markup {
    guard let shown = try document.attached(block) else { return Markup(text: "") }
    exchange?.pictures.append(shown.picture)
    let source = "@@PLUGINFILE@@/" + shown.picture.name
    return .element("p", [], .void("img", [("src", source), ("alt", shown.alternative)]))
      + .element("p", [], Markup(text: shown.label + ". ") + (try markup(shown.caption)))
  }

  mutating func figure(_ block: Block) throws -> Markup {
    if exchange != nil { return try exchanged(block) }
    if let place = document.meanings.files[block.id] {
      let file = document.files[place]
      return slidePlaces == nil ? try picture(file) : try slidePicture(file)
    }
    guard let place = document.meanings.figures[block.id] else { return Markup(text: "") }
    let figure = document.figures[place]
    if let slide = slidePlaces?[block.id] { return try slideFigure(figure, at: slide) }
    let label = "\(document.word(.figure)) \(figure.number)"
    // The caption comes first: from there it stands beside the picture in a wide page's margin.
    var content = Markup.element(
      "figcaption", [("id", "caption-" + figure.anchor)],
      numberLink(label, figure.anchor)
        + .element("span", [], try captionMarkup(figure.caption, figure.drawn, figure.anchor)))
    content += .element(
      "div",
      [
        ("class", "pic"), ("role", "group"),
        ("aria-label", "\(document.word(.pictureOf)) \(label)"),
        ("data-column", pictures.columns[figure.anchor]),
      ],
      Markup(trusted: pictures.markup[figure.anchor] ?? ""))
    content += Markup(text: "\n")
    if let slider = figure.slider { content += try self.slider(slider, of: figure) }
    if showsDetails { content += details(of: figure, label: label) }
    // A small picture that nothing moves stands in the margin of a wide page; one that something moves is
    // of no use on paper.
    let look = figure.isNarrow ? figure.slider == nil ? "small" : "screen" : nil
    return .element("figure", [("id", figure.anchor), ("class", look)], content)
  }

  /// A caption, with what stands behind the figure's numbers and what its checks found.
  private mutating func captionMarkup(
    _ caption: [Inline], _ drawn: Illustration, _ anchor: String
  ) throws -> Markup {
    var words = try markup(caption)
    if pictures.stacked.contains(anchor) { words = placed(words, in: document.language) }
    if showsDetails, let marks = marks(of: drawn) { words += Markup(text: " ") + marks }
    guard showsDetails, !drawn.words.claims.isEmpty else { return words }
    // The claim that comes nearest to its tolerance speaks for all; counts have tolerance 0.
    func share(_ claim: Claim) -> Double {
      claim.tolerance > 0 ? claim.residual / claim.tolerance : claim.residual > 0 ? .infinity : 0
    }
    guard let worst = drawn.words.claims.max(by: { share($0) < share($1) }) else { return words }
    let language = document.language
    let (count, failed) = (drawn.words.claims.count, drawn.words.claims.count { !$0.holds })
    let found = language.checks(count, failed: failed)
    var line = found
    if worst.tolerance == 0, failed == 0 {
      line += ", " + language.word(.exactly)
    } else {
      let numbers = [worst.residual, worst.tolerance].map {
        language.decimal(Numeral($0, significant: 2).plain)
      }
      line +=
        "; \(language.word(.residual)) \(numbers[0]), \(numbers[1]) \(language.word(.allowed))"
    }
    let target = document.claims.first { $0.place.target == anchor }?.anchor
    let attributes = [
      ("class", failed > 0 ? "ck no" : "ck"), ("href", target.map { "#" + $0 }),
      (target == nil ? "title" : "aria-label", line),
    ]
    return words + Markup(text: " ")
      + .element(target == nil ? "span" : "a", attributes, Markup(text: found))
  }

  /// A control that moves through the frames; hidden until the script runs.
  private mutating func slider(
    _ slider: ShownFigure.Slider, of figure: ShownFigure
  ) throws -> Markup {
    var captions: [String] = []
    for frame in slider.frames {
      captions.append(try captionMarkup(frame.caption, frame.drawn, figure.anchor).html)
    }
    let packed = base64(gzipped(Array(jsonArray(captions).utf8)) ?? [])
    captionBytes += packed.utf8.count
    let values = slider.frames.map(\.value)
    let id = "slide-" + figure.anchor
    var name = Markup.element("code", [], Markup(text: slider.parameter))
    if !slider.label.isEmpty { name = try markup(slider.label) }
    if pictures.stacked.contains(figure.anchor) { name = placed(name, in: document.language) }
    let label = Markup.element("label", [("for", id)], name)
    let (shown, spoken) = value(values[slider.start], of: slider)
    return .element(
      "div",
      [
        ("class", "slide"), ("data-for", figure.anchor), ("hidden", ""),
        ("data-values", values.joined(separator: ";")), ("data-captions", packed),
        ("data-frames", pictures.frames[figure.anchor] ?? ""),
      ],
      label + .element("output", [("for", id)], shown)
        + .void(
          "input",
          [
            ("type", "range"), ("id", id), ("min", "0"),
            ("max", String(slider.frames.count - 1)), ("step", "1"),
            ("value", String(slider.start)), ("aria-valuetext", spoken),
            ("aria-label", nameOfFormulas(slider.label)),
            ("data-command", slider.command), ("data-linked", slider.linked),
            ("data-power", slider.power.map { String(Int($0)) }),
          ])
        + .element("button", [("type", "button"), ("class", "play")])
        + .element("button", [("type", "button"), ("class", "command")]))
  }

  /// A slider's value to readers and in words; the page's script writes the same.
  private func value(_ typed: String, of slider: ShownFigure.Slider) -> (Markup, String) {
    guard let power = slider.power else {
      let shown = document.language.listed(typed)
      return (Markup(text: shown), shown)
    }
    let value = Double(typed).map { $0 == 0 ? 0 : $0 * power } ?? 0
    let signed = Numeral(exactly: value).plain.replacing("\u{2212}", with: "-")
    let exponent = document.language.listed(signed)
    return (Markup(text: "10") + .element("sup", [], Markup(text: exponent)), "10^" + exponent)
  }

  private func details(of figure: ShownFigure, label: String) -> Markup {
    let drawn = figure.drawn
    let word = document.language.word
    let alternative = Markup(text: drawn.words.alternative)
    let isStacked = pictures.stacked.contains(figure.anchor)
    var content = Markup.element(
      "p", [], isStacked ? placed(alternative, in: document.language) : alternative)
    if !drawn.parameters.isEmpty {
      let rows = drawn.parameters.map { parameter in
        // On narrow pages a value and a range would look alike without their heads.
        let help = Markup(text: parameter.help)
        return row(
          parameter.name,
          [
            headed(.value, readable(parameter.value)),
            headed(.allowed, readable(parameter.range)),
            isStacked ? placed(help, in: .english) : help,
          ])
      }
      content += scrolling(
        "\(word(.parameters)) \(word(.ofTheFigure)) \(label)",
        listing(.parameters, [.parameterName, .value, .allowed, .meaning], rows))
    }
    if !drawn.words.quantities.isEmpty {
      let rows = drawn.words.quantities.map { quantity in
        let kind = evidence(of: quantity, in: drawn).map { [Markup(text: word($0.word))] } ?? []
        return row(
          quantity.name, [Markup(number: Numeral(quantity.value, significant: 6))] + kind)
      }
      content += scrolling(
        "\(word(.numbersHead)) \(word(.ofTheFigure)) \(label)",
        listing(
          .numbersHead,
          [.parameterName, .value] + (document.subject.grounds == nil ? [] : [.evidence]), rows))
    }
    content += .element(
      "p", [],
      Markup(text: word(.hashOfData) + " ")
        + .element("code", [], Markup(text: drawn.words.hash)))
    return .element(
      "details", [],
      .element("summary", [], Markup(text: "\(label) \(word(.inNumbers))"))
        + content)
  }

  /// A value or a range as it is typed, with its numbers as a reader has them.
  private func readable(_ typed: String) -> Markup {
    typed.replacing("...", with: " … ").replacing(",", with: ", ").split(separator: " ").map {
      word in
      let bare = word.prefix { $0 != "," && $0 != ":" }
      guard let number = Double(bare) else { return Markup(text: String(word)) }
      // Zeros that nobody counts stand as a power.
      let isPower = bare.wholeMatch(of: /10{6,}/) != nil
      return Markup(number: isPower ? Numeral(number, significant: 1) : Numeral(exactly: number))
        + Markup(text: String(word.dropFirst(bare.count)))
    }.joined(separator: " ")
  }

  /// A cell with the head of its column, which is seen where cells stand one below the other.
  private func headed(_ head: Word, _ cell: Markup) -> Markup {
    .element("span", [("class", "h")], Markup(text: document.word(head))) + cell
  }

  private func row(_ name: String, _ cells: [Markup]) -> Markup {
    .element(
      "tr", [],
      .element("th", [("scope", "row")], .element("code", [], Markup(text: name)))
        + cells.map { .element("td", [], $0) }.joined())
  }

  private func listing(_ caption: Word, _ heads: [Word], _ rows: [Markup]) -> Markup {
    listing(
      heads.count > 2 ? "t3" : "t2",
      caption: .element("caption", [], Markup(text: document.word(caption))), heads, rows)
  }
}

/// Words on a figure whose panels on the left and on the right are the upper and the lower ones on narrow
/// pages: sentences that begin with the place, and, in English, panels wherever they are named.
package func placed(_ words: Markup, in language: DocumentLanguage) -> Markup {
  func both(_ beside: String, _ above: String) -> String {
    "<span class=\"wd\">\(beside)</span><span class=\"nr\">\(above)</span>"
  }
  var html = words.html
  let sides: [(Word, Word)] = [(.left, .top), (.right, .bottom)]
  for (wide, narrow) in sides {
    let (beside, above) = (language.word(wide), language.word(narrow))
    for start in ["", ". ", ".</span> ", ".\u{A0}"] {
      for end in [":", ",", "\u{202F}:", "\u{A0}:"] {
        if start.isEmpty, html.hasPrefix(beside + end) {
          html = both(beside, above) + html.dropFirst(beside.count)
        } else if !start.isEmpty {
          html = html.replacing(start + beside + end, with: start + both(beside, above) + end)
        }
      }
    }
  }
  if language == .english {
    // Tags are stepped over.
    html = html.replacing(/<[^>]*>| (left|right)(?= panel| ones)/) { found in
      guard let side = found.output.1 else { return String(found.output.0) }
      return " " + both(String(side), side == "left" ? "top" : "bottom")
    }
  }
  return Markup(trusted: html)
}
