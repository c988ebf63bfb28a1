import Drawing
import Figures
import Lectures
import Records
import TestSupport
import Testing
import Tool

/// Every picture is the one that was looked at and kept.
///
/// The scenes at text width are kept as text that shows what changed; of all other sizes and
/// themes, and of the SVG files without the program's version, a hash. Record them anew with `RECORD_GOLDENS=1` after a look.
@Suite struct GoldenTests {
  @Test(arguments: lecture7.figures.map(\.id)) func sceneIsTheKeptOne(_ id: String) throws {
    let scene = try rendering(id).scene(Look(), fonts: try fontSet.get().roman)
    let difference = goldenDifference(description(of: scene), from: "\(id).scene.txt")
    #expect(difference == nil)
  }

  @Test func everySizeAndThemeIsTheKeptOne() throws {
    let lines = try Subject.all.map { subject in
      let fonts = try fontSet.get().fonts(for: subject.size)
      let rendering = try rendering(subject.id)
      let scene = try rendering.scene(subject.look, fonts: fonts)
      let files = try rendering.files(subject.look, as: [.svg], fonts: fonts)
      let file = String(decoding: files[0].bytes, as: UTF8.self)
      let unversioned = file.replacing(lecture7.software, with: "Figures")
      let hashes = [description(of: scene), unversioned].map { sha256(Array($0.utf8)) }
      return "\(subject.testDescription) scene \(hashes[0]) svg \(hashes[1])"
    }
    let difference = goldenDifference(
      lines.joined(separator: "\n") + "\n", from: "pictures.txt")
    #expect(difference == nil)
  }
}
