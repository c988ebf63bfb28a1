import Drawing
import Records
public import Templates
public import Typesetting

extension Manuscript {
  /// The document as one HTML file that opens from disk, without a network.
  ///
  /// - Throws: `SourceError` at the first fault of the source, `TemplateError`, or what drawing a
  ///   figure throws.
  public func html(
    _ settings: PageSettings, subject: Subject, templates: Templates, fonts: MathFonts
  ) throws -> HTMLPage {
    let document = try sheet(for: settings.variant, subject: subject)
    let pictures = try PagePictures.of(document)
    var writer = DocumentHTML(
      document: document, formulas: FormulaMarkup(fonts: fonts), pictures: pictures,
      showsDetails: settings.showsDetails, leavesSpace: settings.leavesSpace)
    let body = try placing { try writer.body().html }
    let contents = writer.headings.filter { settings.hasContents && $0.level <= 3 }
    let embedded = try PageFonts(
      fonts, text: body.visibleText + document.front.title + PageFonts.furniture,
      math: writer.formulas.characters)
    let style =
      embedded.rules + (try templates.text(.style)) + writer.formulas.rules + paperRules
      + DocumentHTML.registerRules(in: document.language)
      + document.files.compactMap(\.widthRule).joined()
      + "@media screen and (prefers-color-scheme:dark){\(pictures.darkRules)}"
    var scripts: [String] = []
    if !contents.isEmpty || body.contains("class=\"pic\"") || body.contains("href=\"#") {
      scripts.append(oneLine(try templates.text(.script)))
    }
    if body.contains(" data-keep=") { scripts.append(oneLine(try templates.text(.answers))) }
    let script = scripts.isEmpty ? nil : scripts.joined(separator: " ")
    let front = document.front
    let text = try PageShell.page.filled(
      with: [
        "language": front[.language] ?? "en",
        "policy": contentPolicy(styles: [style], scripts: script.map { [$0] } ?? []),
        "description": front[.description] ?? front.title, "software": settings.software,
        "origin": settings.origin.isEmpty ? nil : settings.origin.joined(separator: "; "),
        "author": front[.author], "title": front.title, "style": style,
        "running": front[.running], "skipWords": front.language.word(.skip),
        "contentsWords": front.language.word(.contents),
        // What the page's script says, in the order in which it takes the words.
        "words": [
          Word.copyTeX, .copyMathML, .copyLink, .copyCommand, .copied, .goThere, .goBack, .play,
          .pause, .curve, .readOff,
        ].map(front.language.word).joined(separator: "|"),
        "subtitle": front[.subtitle], "facts": facts(of: document, settings.variant),
        "hasContents": !contents.isEmpty,
        "contents": contents.map {
          ["level": $0.level, "anchor": $0.anchor, "words": $0.words.html] as [String: Any]
        },
        "glyphs": pictures.glyphs + writer.formulas.sheet, "body": body,
        "provenance": settings.provenance, "script": script,
      ], from: templates)
    let (drawn, frames) = pictures.sizes
    return HTMLPage(
      text: text,
      parts: [
        ("fonts", embedded.rules.utf8.count),
        ("style", style.utf8.count - embedded.rules.utf8.count),
        (
          "text and formulas",
          body.utf8.count + pictures.glyphs.utf8.count - drawn - frames - writer.captionBytes
            - writer.downloadBytes - writer.fileBytes
        ),
        ("pictures", drawn + writer.fileBytes), ("slider frames", frames),
        ("slider captions", writer.captionBytes), ("data", writer.downloadBytes),
        ("script", script?.utf8.count ?? 0),
        ("all", text.utf8.count),
      ])
  }

  /// The running head and the page numbers of a print.
  private var paperRules: String {
    let head = front[.running] ?? front.title
    let quoted = head.filter { !$0.isNewline }.replacing("\\", with: "\\\\")
      .replacing("\"", with: "\\\"")
    return "@page{@top-left{content:\"\(quoted)\";font:9pt lm,serif}"
      + "@top-right{content:counter(page);font:9pt lm,serif}}@page:first{@top-left{content:none}}"
  }

  /// The line under the title of a handout: author, duration, points, variant.
  func facts(of document: ResolvedDocument, _ variant: Variant) -> String? {
    var facts: [String] = []
    facts += [document.front[.author], document.front[.date], document.front[.duration]]
      .compactMap { $0 }
    if let points = document.points { facts.append(front.language.points(points)) }
    if let version = document.front.versionLine { facts.append(version) }
    if document.points != nil, variant != .student {
      facts.append(front.language.word(variant.word))
    }
    return facts.isEmpty ? nil : facts.joined(separator: "\u{A0}· ")
  }
}

extension ShownFile {
  /// The rule for its width on the page; nil for its own.
  var widthRule: String? {
    let anchor = cssIdentifier(anchor)
    return switch width {
    case nil: nil
    // A narrow page shows it as large as a wide one, 39 rem, does, where it has room.
    case .part(let part):
      "#\(anchor)>img{width:\(Numeral(100 * part, significant: 4).plain)%}"
        + "@media screen and (max-width:32.65rem){#\(anchor)>img{"
        + "width:min(100%,\(Numeral(39 * part, significant: 4).plain)rem)}}"
    case .points(let points): "#\(anchor)>img{width:\(Numeral(points, significant: 4).plain)pt}"
    }
  }
}

extension String {
  /// The text between the tags, with character references as they are; enough to know its letters.
  var visibleText: String {
    var out = String.UnicodeScalarView()
    var isTag = false
    for scalar in unicodeScalars {
      if scalar == "<" { isTag = true }
      if !isTag { out.append(scalar) }
      if scalar == ">" { isTag = false }
    }
    return String(out)
  }
}
