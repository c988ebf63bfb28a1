import Drawing
import Plotting
package import Reports

/// All that `figures all` writes about one figure, but for the pages that show several.
package struct FigureFiles: Sendable {
  /// The figure, computed unless an earlier run kept all its files.
  package let rendering: Rendering
  /// The files, by their paths below the output folder.
  package let files: [Slide.File]
  /// How long files took to draw, by their paths; nothing of what is not worth a line of progress.
  package let times: [String: Double]
  package let slide: Slide
  /// The caption beside the text.
  let caption: String

  /// Computes the figure once and draws it in all sizes, or takes what an earlier run kept.
  ///
  /// - Parameter keep: Where results are kept from run to run.
  package init(
    _ figure: any LectureFigure, of lecture: Lecture, fonts: FontSet,
    keep: Subject.Keep = { try $2() }
  ) throws {
    var found: FigureFiles?
    let rendering = Rendering(figure, of: lecture)
    func read(_ text: String) -> Bool {
      found = (try? decoded(Kept.self, from: text)).flatMap {
        FigureFiles($0, rendering: rendering, fonts: fonts)
      }
      return found != nil
    }
    _ = try keep("files\n\(rendering.keptKey(in: lecture.language))", read) {
      let made = try FigureFiles(drawing: rendering, fonts: fonts)
      found = made
      return try made.kept.map { try encoded($0) } ?? ""
    }
    self = try found ?? FigureFiles(drawing: rendering, fonts: fonts)
  }

  private init(drawing rendering: Rendering, fonts: FontSet) throws {
    var files: [Slide.File] = []
    var times: [String: Double] = [:]
    var began = seconds()
    func add(_ path: String, _ bytes: [UInt8], isShown: Bool = true) {
      let now = seconds()
      files.append(Slide.File(path, bytes))
      if isShown { times[path] = now - began }
      began = now
    }
    let data = try rendering.computed.data
    let id = rendering.id
    add("data/\(id).csv", Array(data.csv.utf8))
    add("data/\(id).json", Array(data.json(of: rendering.figure).utf8), isShown: false)
    for (look, formats) in FigureFiles.looks {
      for format in formats {
        for file in try rendering.files(look, as: [format], fonts: fonts.fonts(for: look.size)) {
          add("figures/\(id)\(file.suffix)", file.bytes)
        }
      }
    }
    let slide = try Slide(
      rendering, theme: .light, fonts: fonts.sans, in: rendering.lecture.language)
    for file in slide.files { add("slides/\(file.path)", file.bytes, isShown: false) }
    self.rendering = rendering
    (self.files, self.times) = (files, times)
    self.slide = slide
    caption = try rendering.words.caption
  }

  /// What is kept from run to run.
  private struct Kept: Codable {
    let files: [Slide.File]
    let slide: Slide.Kept
    let caption: String
  }

  /// What is to be kept; nil for a figure that holds what is drawn each time.
  private var kept: Kept? {
    slide.kept.map { Kept(files: files, slide: $0, caption: caption) }
  }

  /// What was kept; nil when it is not whole.
  private init?(_ kept: Kept, rendering: Rendering, fonts: FontSet) {
    guard let slide = Slide(kept.slide, id: rendering.id, fonts: fonts.sans) else { return nil }
    self.rendering = rendering
    self.slide = slide
    caption = kept.caption
    (files, times) = (kept.files, [:])
  }

  /// The looks that are made of every figure, the default first.
  static let looks: [(look: Look, formats: [Format])] = [
    (Look(), [.svg, .pdf, .png]), (Look(theme: .dark), [.svg]), (Look(size: .column), [.svg]),
    (Look(size: .slide), [.svg]), (Look(size: .slide, theme: .dark), [.svg]),
  ]
}
