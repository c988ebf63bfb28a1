import Drawing
package import Templates
package import Typesetting

/// What a figure is on a slide: its picture, and the first of its steps among those of the slide.
struct SlidePlace {
  var picture: DeckPicture
  var first: Int
  /// Whether the source gives it a caption.
  var hasCaption: Bool
}

extension Manuscript {
  /// The talk as one HTML file that opens from disk, without a network: a slide for each heading of
  /// the second level.
  ///
  /// - Throws: `SourceError` at the first fault of the source, `TemplateError`, or what drawing a
  ///   figure throws.
  package func deck(
    subject: Subject, templates: Templates, fonts: MathFonts, software: String,
    origin: String
  ) throws -> String {
    let document = try resolved(for: .instructor, subject: subject)
    let (opening, slides) = TalkSlide.cut(document)
    guard !slides.isEmpty || !opening.blocks.isEmpty else {
      throw LineError(
        1, "the talk has no slides; begin each with a heading, as in: ## What we saw"
      ).inFile(file)
    }
    let all = slides.flatMap { $0.blocks.pictures() } + opening.blocks.pictures()
    let narrow = Set(all.filter(\.isBeside).compactMap { document.meanings.anchors[$0.block.id] })
    let pictures = try TalkPictures.of(document, narrow: narrow)
    var writer = DocumentHTML(document: document, formulas: FormulaMarkup(fonts: fonts))
    var pages: [SlidePage.Slide] = []
    try placing {
      pages.append(try titleSlide(opening, &writer))
      for slide in slides { pages.append(try page(slide, pictures, &writer)) }
      if !document.notes.isEmpty { pages.append(try notesSlide(&writer)) }
    }
    let front = document.front
    return try SlidePage.html(
      title: front.title, description: front[.description] ?? front.title,
      language: front.language, aspect: front.aspect, software: software, origin: origin,
      slides: pages,
      glyphs: pictures.glyphs, darkRules: pictures.darkRules,
      style: document.files.compactMap(\.widthRule).joined(), templates: templates,
      formulas: writer.formulas)
  }

  private func titleSlide(
    _ slide: TalkSlide, _ writer: inout DocumentHTML
  ) throws -> SlidePage.Slide {
    let front = writer.document.front
    var body: [Markup] = []
    if let text = front[.subtitle] {
      body.append(.element("p", [("class", "subtitle")], Markup(text: text)))
    }
    let facts = [front[.author], front[.date], front[.running]].compactMap { $0 }
    body += facts.map { .element("p", [], Markup(text: $0)) }
    body.append(try writer.markup(slide.blocks))
    return SlidePage.Slide(
      id: slide.anchor, kind: "first", title: Markup(text: front.title),
      body: body.joined(separator: "\n"), notes: try writer.markup(slide.notes))
  }

  private func page(
    _ slide: TalkSlide, _ pictures: TalkPictures, _ writer: inout DocumentHTML
  ) throws -> SlidePage.Slide {
    var steps: [Markup] = []
    writer.slidePlaces = [:]
    for (block, _) in slide.blocks.pictures() {
      guard let place = writer.document.meanings.figures[block.id],
        let picture = pictures.pictures[writer.document.figures[place].anchor],
        case .picture(let source) = block.kind
      else { continue }
      let isWhole = source.attributes["steps"] == "none"
      var own = picture
      if isWhole { own.markup = own.markup.replacing(" class=\"fragment\"", with: "") }
      writer.slidePlaces?[block.id] = SlidePlace(
        picture: own, first: steps.count + 1, hasCaption: !source.caption.isEmpty)
      guard !isWhole, picture.stepTitles.count > 1 else { continue }
      for title in picture.stepTitles {
        steps.append((try? writer.formulas.text(title)) ?? Markup(text: title))
      }
    }
    let words = try writer.markup(slide.heading)
    let body = try writer.markup(slide.blocks)
    return SlidePage.Slide(
      id: slide.anchor, kind: slide.isPart ? "part" : "", title: words, body: body, steps: steps,
      notes: try writer.markup(slide.notes))
  }

  private func notesSlide(_ writer: inout DocumentHTML) throws -> SlidePage.Slide {
    let document = writer.document
    var items: [Markup] = []
    for (index, note) in document.notes.enumerated() {
      items.append(.element("li", [("id", "note-\(index + 1)")], try writer.markup(note)))
    }
    return SlidePage.Slide(
      id: "notes", kind: "", title: Markup(text: document.word(.notes)),
      body: .element("ol", [], items.joined(separator: "\n")))
  }
}

extension DocumentHTML {
  /// A figure on a slide: its picture, and a caption where the source has one.
  mutating func slideFigure(_ figure: ShownFigure, at place: SlidePlace) throws -> Markup {
    let count = place.picture.stepTitles.count
    var content = Markup.element(
      "div",
      [
        ("class", "pic"), ("data-first", String(place.first)),
        ("data-end", String(place.first + count - 1)),
      ], Markup(trusted: place.picture.markup))
    if place.hasCaption {
      content += .element("figcaption", [], try markup(figure.caption))
    }
    return .element("figure", [("id", figure.anchor)], content)
  }

  /// The picture of a file on a slide.
  mutating func slidePicture(_ file: ShownFile) throws -> Markup {
    let picture = Markup.void(
      "img",
      [
        ("class", "own"), ("src", dataAddress(file.picture.bytes, type: file.picture.mediaType)),
        ("alt", file.alternative),
      ])
    let caption =
      file.caption.isEmpty
      ? Markup(text: "") : Markup.element("figcaption", [], try markup(file.caption))
    return .element("figure", [("id", file.anchor)], picture + caption)
  }
}
