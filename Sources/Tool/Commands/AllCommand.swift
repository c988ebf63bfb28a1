import ArgumentParser
import Glibc
import Lectures
import Plotting
import Records
import Reports
import Templates

/// The command `figures all`.
struct AllCommand: AsyncParsableCommand, WritingVerb {
  static var configuration: CommandConfiguration {
    Tool.verb(
      "all", "Write every figure, its data, the slides and the report.",
      """
      Writes into the folder: index.html with thumbnails and links to all files;
      figures/ID.svg .pdf .png and ID.dark.svg, ID.slide.svg, ID.slide.dark.svg,
      ID.column.svg; data/ID.csv .json; slides/index.html, ID/1.svg ..., ID.steps.pdf;
      report.html and the lecture's other pages; handouts/LAB.student.html .pdf and LAB.data, for students;
      instructor/index.html with LAB.solution and LAB.instructor .html .pdf and
      LAB.instructor.data, which index.html does not lead to.

      Example: <command> all -o out
      """)
  }

  @OptionGroup var options: ConsoleOptions
  @OptionGroup var writing: WritingOptions

  @Option(
    name: .shortAndLong, help: "The folder to write to.", completion: .directory)
  var output = "out"

  @OptionGroup var jobs: JobOptions

  @OptionGroup var faces: FontOptions

  @OptionGroup var keeping: KeepOptions

  func run() async throws {
    let lecture = Tool.lecture
    try refuseStandardOutput(output)
    let jobs = try jobs.count()
    let start = seconds()
    let fonts = try FontSet(folders: faces.fonts)
    // What all pages need is looked for before the first file is written.
    let templates = try checkedTemplates()
    let folder = try OutputFolder(output)
    let keepsFiles = keeping.keep(fonts.roman, fonts.sans)
    let keep = keeping.keep(fonts.roman)
    var renderings: [Rendering] = []
    var slides: [Slide] = []
    var gallery: [Gallery.Entry] = []
    // The deck, two pages of links, the report, other pages and the handouts come besides the figures.
    var batch = Batch(
      of: lecture.figures.count + lecture.labs.count * Variant.allCases.count
        + lecture.pages.count + 4)
    try await inOrder(lecture.figures, jobs: jobs) { figure in
      Result { try FigureFiles(figure, of: lecture, fonts: fonts, keep: keepsFiles) }
    } each: {
      guard let made = batch.result($0) else { return }
      for file in made.files {
        try folder.write(file.bytes, as: file.path)
        if let took = made.times[file.path] {
          console.progress("\(file.path)  \(milliseconds(took))")
        }
      }
      renderings.append(made.rendering)
      slides.append(made.slide)
      gallery.append(Gallery.Entry(made))
    }
    let deck = Deck(of: lecture, slides: slides, theme: .light)
    try folder.write(Array(try deck.html(fonts: fonts.sans).utf8), as: "slides/index.html")
    for file in deck.snippets {
      try folder.write(Array(file.text.utf8), as: "slides/" + file.path)
    }
    let finished = renderings
    for name in [nil] + lecture.pages {
      let file = "\(name ?? "report").html"
      let page = batch.result(
        Result {
          try report(
            on: lecture, page: name, renderings: finished, fonts: fonts.roman, keep: keep,
            file: Tool.sketches(besideReportIn: nil))
        },
        as: file)
      if let page { try folder.write(Array(page.text.utf8), as: file) }
    }
    var (forStudents, forInstructors): ([(path: String, size: Int)], [(path: String, size: Int)]) =
      ([], [])
    let documents = Documents(
      of: lecture, templates: templates, fonts: fonts.roman,
      shelf: try FigureShelf(
        lecture, fonts: fonts.roman, ready: renderings, keep: keep, file: Tool.sketches(beside: "")),
      reading: readSource)
    try await inOrder(documents.sheets, jobs: jobs) { sheet in
      (sheet, Result { try documents.files(sheet) })
    } each: { sheet, result in
      let variant = sheet.variant
      let name = "\(sheet.lab).\(variant.rawValue)"
      guard let files = batch.result(result, as: name) else { return }
      let place = variant == .student ? "handouts" : "instructor"
      for file in files {
        try folder.write(
          file.bytes, as: "\(place)/\(file.path)", isDurable: variant != .student)
        if variant == .student {
          forStudents.append(("handouts/" + file.path, file.bytes.count))
        } else {
          forInstructors.append((file.path, file.bytes.count))
        }
      }
    }
    try folder.write(
      Array(instructorPage(of: lecture, sheets: forInstructors).utf8),
      as: "instructor/index.html", isDurable: true)
    try folder.write(
      Array(
        try Gallery(
          of: lecture, entries: gallery, handouts: forStudents, names: documents.names
        ).html(fonts: fonts.roman).utf8),
      as: "index.html")
    warnOfOldSolutions()
    try batch.finish()
    let took = milliseconds(seconds() - start)
    console.endProgress(
      "\(counted(renderings.count, "figure")), slides, handouts and the report in \(printable(output)), \(took)"
    )
  }

  private func checkedTemplates() throws -> Templates {
    do {
      let templates = try Templates()
      for name in Templates.shells { _ = try templates.text(named: name) }
      try Tool.lecture.checkTexts(templates: templates)
      return templates
    } catch {
      throw documentFailure(error)
    }
  }

  /// Says when the folder for students still holds what an earlier version wrote for others.
  private func warnOfOldSolutions() {
    let place = output + "/handouts"
    guard let folder = try? openFolder(place), let names = entryNames(in: folder) else { return }
    let old = names.filter { name in
      Tool.lecture.labs.map(\.id).contains {
        name.hasPrefix("\($0).solution.") || name.hasPrefix("\($0).instructor.")
      }
    }
    guard !old.isEmpty else { return }
    console.notice(
      "figures: '\(printable(place))' still holds \(old.sorted().joined(separator: ", ")), which "
        + "an earlier version wrote; remove them before students get the folder")
  }
}
