import Drawing
import Lectures
import Records
import Reports
import Sketches
import Templates
import Typesetting

/// What `watch` and `serve` make again whenever its source changes: figures and formulas that a
/// change does not touch are kept in memory.
struct LiveSource: Sendable {
  /// What a source is made into.
  enum Kind: String, CaseIterable, Sendable {
    case handout, talk, sketch, report
  }

  /// The source as the user named it; empty for the lecture's report.
  let name: String
  let kind: Kind
  private let variant: Variant
  private var documents: Documents
  private let keep: Subject.Keep
  /// The lecture of the program, over which that of a folder is made; nil for no folder's.
  private let own = Tool.lecture.texts == "." ? Tool.own : nil

  /// A source that is there.
  ///
  /// - Parameters:
  ///   - name: A lab of the lecture, a file ending in `.md` or `.figure`, a page beside the report; nil for
  ///     the report.
  ///   - kind: What the user says it is; nil to find out.
  ///   - fonts: The folders of the fonts; those of the system when empty.
  ///   - templates: A folder of other templates.
  ///   - keep: Where results are kept from run to run, for some fonts.
  /// - Throws: `UsageError` for a name that is neither, `CommandFailure` when the file is not there.
  init(
    _ name: String?, as kind: Kind?, variant: Variant, fonts folders: [String],
    templates folder: String?, keep: (MathFonts) -> Subject.Keep
  ) throws {
    let sets = try FontSet(folders: folders)
    self.name = name ?? ""
    let found = try LiveSource.kind(of: name)
    self.kind = kind ?? found
    self.variant = variant
    let fonts = self.kind == .talk ? sets.sans : sets.roman
    self.keep = RecentTexts(keep(fonts)).keep
    let lecture = Tool.lecture
    documents = try LiveSource.documents(
      of: lecture, self.name, self.kind, try Templates(folder: folder), fonts, self.keep)
    // A name that no lab has will not come to have one.
    if self.kind == .handout, let name, !isMarkdown(name),
      !lecture.labs.contains(where: { $0.id == name })
    {
      _ = try documents.handout(name)
    }
  }

  private static func documents(
    of lecture: Lecture, _ name: String, _ kind: Kind, _ templates: Templates, _ fonts: MathFonts,
    _ keep: @escaping Subject.Keep
  ) throws -> Documents {
    let beside = Tool.sketches(beside: name)
    let shelf = try FigureShelf(
      lecture, fonts: fonts, keep: keep,
      file: { file in
        guard kind == .sketch else { return try beside(file) }
        return try Tool.$lecture.withValue(lecture) { try Tool.sketch(name) }
      })
    return Documents(
      of: lecture, templates: templates, fonts: fonts, shelf: shelf, reading: readSource)
  }

  /// Does something with the lecture as it is now: that of a folder has figures that change.
  private func now<Result>(_ body: (LiveSource) throws -> Result) throws -> Result {
    guard let own else { return try body(self) }
    let lecture = try ProjectFile.lecture(over: own, for: "serve")
    return try Tool.$lecture.withValue(lecture) {
      var source = self
      source.documents = try LiveSource.documents(
        of: lecture, name, kind, documents.templates, documents.fonts, keep)
      return try body(source)
    }
  }

  private static func kind(of name: String?) throws -> Kind {
    guard let name, !Tool.lecture.pages.contains(name) else { return .report }
    if Tool.isSketch(name) {
      _ = try readFile(name, limit: 1 << 20)
      return .sketch
    }
    guard isMarkdown(name) else { return .handout }
    return isTalk(try readSource(name), named: name) ? .talk : .handout
  }

  /// The name of a page of the lecture; nil for other sources.
  var pageName: String? { kind == .report ? (name.isEmpty ? "report" : name) : nil }

  /// The other pages of the lecture, by their names; none beside other sources.
  func pagesBeside() throws -> [String: String] {
    guard let pageName else { return [:] }
    return try now { source in
      let others = (["report"] + Tool.lecture.pages).filter { $0 != pageName }
      return Dictionary(
        uniqueKeysWithValues: try others.map {
          ($0, try source.reportPage($0 == "report" ? nil : $0))
        })
    }
  }

  private func reportPage(_ name: String?) throws -> String {
    try report(
      on: Tool.lecture, page: name, fonts: documents.fonts, templates: documents.templates.folder,
      keep: keep,
      file: Tool.sketches(besideReportIn: documents.templates.folder)
    ).text
  }

  /// The page as `serve` shows it.
  func page() throws -> String { try now { try $0.madePage() } }

  private func madePage() throws -> String {
    switch kind {
    case .handout, .talk: return String(decoding: try madeFile(.html), as: UTF8.self)
    case .report:
      let texts = Tool.lecture.texts.isEmpty ? documents.templates.folder : Tool.lecture.texts
      // What else lies there, such as what is written about the work, is no part of the page.
      let endings = [
        ".md", ".bib", ".css", ".js", ".mustache", ".figure", ".csv", ".png", ".jpg", ".svg",
      ]
      for file in try filesBelow(texts) where endings.contains(where: file.hasSuffix) {
        FilesRead.current?.note(texts + "/" + file)
      }
      return try reportPage(name.isEmpty ? nil : name)
    case .sketch:
      // A fault is told with its own place, not that of the page around.
      let sketch = try Tool.sketch(name)
      let title = sketch.title.replacing("'", with: "''")
      let text = "---\ntitle: '\(title)'\n---\n\n![](figure:sketch.figure)\n"
      let manuscript = try Manuscript(Array(text.utf8), file: name, reading: readSource)
      return try manuscript.html(
        .report(provenance: [], software: Tool.lecture.software), subject: documents.shelf.subject,
        templates: documents.templates, fonts: documents.fonts
      ).text
    }
  }

  /// A file that `watch` writes, by the ending of its name.
  func file(_ format: LiveFormat) throws -> [UInt8] { try now { try $0.madeFile(format) } }

  private func madeFile(_ format: LiveFormat) throws -> [UInt8] {
    switch kind {
    case .report: return Array(try madePage().utf8)
    case .handout:
      guard let known = HandoutFormat(rawValue: format.rawValue) else { throw refused(format) }
      return try documents.file(try documents.handout(name), variant, known)
    case .talk:
      guard let known = TalkFormat(rawValue: format.rawValue) else { throw refused(format) }
      return try documents.file(try documents.manuscript(name), known)
    case .sketch:
      if format == .html { return Array(try madePage().utf8) }
      guard let known = Format(rawValue: format.rawValue) else { throw refused(format) }
      let rendering = Rendering(try Tool.sketch(name), of: Tool.lecture)
      return try rendering.files(Look(), as: [known], fonts: documents.fonts).first?.bytes ?? []
    }
  }

  /// The formats that the source can be written in.
  private var formats: [LiveFormat] {
    switch kind {
    case .report: [.html]
    case .handout: [.html, .pdf, .ipynb, .moodle]
    case .talk: [.html, .pdf, .pptx]
    case .sketch: [.svg, .pdf, .png, .html]
    }
  }

  /// Throws for formats that the source cannot be written in.
  func check(_ wanted: [LiveFormat]) throws {
    for format in wanted where !formats.contains(format) { throw refused(format) }
  }

  private func refused(_ format: LiveFormat) -> UsageError {
    .other(
      "no format '\(format.rawValue)' of a \(kind.rawValue); give "
        + formats.map(\.rawValue).joined(separator: ", "))
  }

  /// The name of a file of a format.
  func fileName(_ format: LiveFormat) -> String {
    let last = name.split(separator: "/").last ?? "report"
    let base = last.lastIndex(of: ".").map { last[..<$0] } ?? last
    let part = kind == .handout ? ".\(variant.rawValue)" : ""
    return "\(base)\(part).\(format == .moodle ? "moodle.xml" : format.rawValue)"
  }
}

/// What `watch` can write.
enum LiveFormat: String, CaseIterable, Sendable {
  case html, pdf, ipynb, moodle, pptx, svg, png
}

/// Texts that this run has computed, before those that earlier runs kept.
final class RecentTexts: Sendable {
  private struct Entry {
    let text: String
    let warnings: [String]
  }

  private let texts = Guarded<[String: Entry]>([:])
  private let further: Subject.Keep

  /// Nothing yet; what is not found here is looked for further on.
  init(_ further: @escaping Subject.Keep) { self.further = further }

  /// Finds or makes a text.
  var keep: Subject.Keep {
    { key, accepts, make in
      if let known = self.texts.withLock({ $0[key] }), accepts(known.text) {
        for line in known.warnings { Warnings.add(line) }
        return known.text
      }
      let (text, warnings) = try Warnings.recorded { try self.further(key, accepts, make) }
      self.texts.withLock {
        // Each change of a figure adds one; a day of changes must not fill the memory.
        if $0.count >= 400 { $0 = [:] }
        $0[key] = Entry(text: text, warnings: warnings)
      }
      return text
    }
  }
}
