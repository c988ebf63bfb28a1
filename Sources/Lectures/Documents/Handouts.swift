package import Records
package import Reports
package import Templates
package import Typesetting

/// What a handout is written as.
package enum HandoutFormat: String, CaseIterable, Sendable {
  case html, pdf, ipynb, moodle

  /// How the names of its files end.
  package var ending: String { self == .moodle ? "moodle.xml" : rawValue }

  /// What `figures all` writes.
  static let usual: [HandoutFormat] = [.html, .pdf]
}

/// Makes handouts from the labs of the lecture and from files, and talks from files.
package struct Documents: Sendable {
  /// A handout by the name of its files.
  package struct Handout: Sendable {
    package let name: String
    package let manuscript: Manuscript
    /// How its files say what they were made of, in lines such as `Handout: my-lab.md`.
    package let origin: [String]
    /// The lab whose data go with it; nil for a file of the user's.
    package let lab: Lab?
  }

  let lecture: Lecture
  package let templates: Templates
  package let fonts: MathFonts
  package let shelf: FigureShelf
  let paper: Paper
  /// Reads a source, or a file that it names.
  private let read: @Sendable (String) throws -> [UInt8]

  /// The documents that show a lecture's figures.
  ///
  /// - Parameters:
  ///   - fonts: Those of slides for a talk; the shelf has the same.
  ///   - read: Reads a source, or a file that it names.
  package init(
    of lecture: Lecture, templates: Templates, fonts: MathFonts, shelf: FigureShelf,
    paper: Paper = .a4, reading read: @escaping @Sendable (String) throws -> [UInt8]
  ) {
    self.read = read
    self.lecture = lecture
    self.templates = templates
    self.fonts = fonts
    self.shelf = shelf
    self.paper = paper
  }

  /// The document of a file.
  ///
  /// - Throws: `SourceError` at the first fault of the source.
  package func manuscript(_ source: String) throws -> Manuscript {
    let folder = source.lastIndex(of: "/").map { String(source[...$0]) } ?? ""
    return try Manuscript(
      try read(source), file: source,
      reading: { try read($0.hasPrefix("/") ? $0 : folder + $0) })
  }

  /// A lab for somebody.
  package struct Sheet: Hashable, Sendable {
    package let lab: String
    package let variant: Variant
  }

  /// All labs for everybody.
  package var sheets: [Sheet] {
    lecture.labs.map(\.id).flatMap { lab in Variant.allCases.map { Sheet(lab: lab, variant: $0) } }
  }

  /// The names of labs by their ids, such as "Lab 2: Diagonal linear networks"; none for a text that
  /// cannot be read.
  package var names: [String: String] {
    var names: [String: String] = [:]
    for lab in lecture.labs.map(\.id) {
      names[lab] = try? lecture.manuscript("labs/\(lab).md", templates: templates).name
    }
    return names
  }

  /// The files of a sheet by their paths: the student's with the data, others with what only
  /// instructors get.
  package func files(_ sheet: Sheet) throws -> [(path: String, bytes: [UInt8])] {
    do {
      let handout = try handout(sheet.lab)
      var files = try HandoutFormat.usual.map { format in
        (
          "\(sheet.lab).\(sheet.variant.rawValue).\(format.rawValue)",
          try file(handout, sheet.variant, format)
        )
      }
      if let lab = handout.lab, sheet.variant == .student {
        files += lab.studentFiles.map { ("\(lab.id).data/\($0.name)", Array($0.text.utf8)) }
      }
      if let lab = handout.lab, sheet.variant == .instructor {
        files += lab.instructorFiles(lecture.grounds).map {
          ("\(lab.id).instructor.data/\($0.name)", Array($0.text.utf8))
        }
      }
      return files
    } catch {
      throw documentFailure(error)
    }
  }

  /// The handout of a lab's name or of a file.
  ///
  /// - Parameter language: The language of a lab's text, such as `fr`; nil for the lecture's own.
  package func handout(_ source: String, in language: String? = nil) throws -> Handout {
    if isMarkdown(source) {
      guard language == nil else {
        throw UsageError.other(
          "--language is for labs of the lecture; write language: into the settings of "
            + "'\(printable(source))'")
      }
      let file = source.lastIndex(of: "/").map { source[source.index(after: $0)...] } ?? source[...]
      let name = file.lastIndex(of: ".").map { file[..<$0] } ?? file
      return Handout(
        name: String(name), manuscript: try manuscript(source), origin: ["Handout: \(file)"],
        lab: nil)
    }
    let labNames = lecture.labs.map(\.id)
    guard labNames.contains(source) else {
      let hint = NearestName.to(source, among: labNames).map { "; did you mean '\($0)'?" } ?? ""
      throw UsageError.other(
        "no lab '\(printable(source))'; give \(labNames.joined(separator: ", "))"
          + "\(labNames.isEmpty ? "" : " or ")a file ending in .md\(hint)")
    }
    let place = language.map { "labs/\($0)/\(source).md" } ?? "labs/\(source).md"
    if let language, !lecture.hasText(place, templates: templates) {
      throw UsageError.other(
        "the lab '\(source)' has no text in the language '\(printable(language))'; leave --language "
          + "out, or give another")
    }
    return Handout(
      name: language.map { "\(source).\($0)" } ?? source,
      manuscript: try lecture.manuscript(place, templates: templates),
      origin: ["Handout: \(source)"] + (language.map { ["Language: \($0)"] } ?? []),
      lab: try shelf.lab(source))
  }

  /// What the figures of a handout claim, in their order; those of a slider as the page shows it
  /// first.
  package func claims(shownIn handout: Handout) throws -> [Claim] {
    let document = try handout.manuscript.resolved(for: .instructor, subject: shelf.subject)
    return document.figures.flatMap(\.drawn.words.claims).distinct
  }

  /// The bytes of a handout's file.
  package func file(_ handout: Handout, _ variant: Variant, _ format: HandoutFormat) throws
    -> [UInt8]
  {
    let settings = PageSettings.handout(
      variant,
      provenance: [handout.manuscript.writtenBy("\(lecture.software)")],
      software: "\(lecture.software)",
      origin: handout.origin + ["Variant: \(variant.rawValue)"])
    let subject = shelf.subject
    switch format {
    case .html:
      let page = try handout.manuscript.html(
        settings, subject: subject, templates: templates, fonts: fonts)
      return Array(page.text.utf8)
    case .ipynb:
      return Array(try handout.manuscript.notebook(settings, subject: subject).utf8)
    case .moodle:
      return Array(try handout.manuscript.moodle(subject: subject, fonts: fonts).utf8)
    case .pdf:
      return try handout.manuscript.pdf(settings, paper: paper, subject: subject, fonts: fonts)
    }
  }
}
