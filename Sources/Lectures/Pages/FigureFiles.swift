import Drawing
import Plotting
import Typesetting

/// All that `figures all` writes about one figure, but for the pages that show several.
package struct FigureFiles: Sendable {
  /// A file by its path below the output folder.
  package struct File: Sendable {
    package let path: String
    package let bytes: [UInt8]
    /// How long it took to draw; nil for what is not worth a line of progress.
    package let seconds: Double?
  }

  package let rendering: Rendering
  package let files: [File]
  package let slide: Slide

  /// Computes the figure once and draws it in all sizes.
  package init(_ figure: any LectureFigure, of lecture: Lecture, fonts: FontSet) throws {
    var files: [File] = []
    var began = seconds()
    func add(_ path: String, _ bytes: [UInt8], isShown: Bool = true) {
      let now = seconds()
      files.append(File(path: path, bytes: bytes, seconds: isShown ? now - began : nil))
      began = now
    }
    let rendering = Rendering(figure, of: lecture)
    let data = try rendering.computed.data
    let id = figure.id
    add("data/\(id).csv", Array(data.csv.utf8))
    add("data/\(id).json", Array(data.json(of: figure).utf8), isShown: false)
    for (look, formats) in FigureFiles.looks {
      for format in formats {
        for file in try rendering.files(look, as: [format], fonts: fonts.fonts(for: look.size)) {
          add("figures/\(id)\(file.suffix)", file.bytes)
        }
      }
    }
    let slide = try Slide(rendering, theme: .light, fonts: fonts.sans)
    for file in slide.files { add("slides/\(file.path)", file.bytes, isShown: false) }
    self.rendering = rendering
    self.files = files
    self.slide = slide
  }

  /// The looks that are made of every figure, the default first.
  static let looks: [(look: Look, formats: [Format])] = [
    (Look(), [.svg, .pdf, .png]), (Look(theme: .dark), [.svg]), (Look(size: .column), [.svg]),
    (Look(size: .slide), [.svg]), (Look(size: .slide, theme: .dark), [.svg]),
  ]
}
