import Drawing
import Foundation
import Plotting
import TestSupport
import Testing
import Typesetting

/// The pictures in the order of the page, by the names of their files.
private let gallery: [(id: String, example: Example)] = [
  ("line-band", lineBand),
  ("direct-labels", directLabels),
  ("steps", stepLine),
  ("areas", areas),
  ("scatter", scatter),
  ("stems", stems),
  ("bars", bars),
  ("grouped-bars", groupedBars),
  ("stacked-bars", stackedBars),
  ("histogram", histogram),
  ("boxes", boxes),
  ("violins", violins),
  ("strips", strips),
  ("error-bars", errorBars),
  ("asymmetric-errors", asymmetricErrors),
  ("log-log", logLog),
  ("symlog", symlog),
  ("dates", dates),
  ("formats", formats),
  ("small-multiples", smallMultiples),
  ("inset", inset),
  ("heat-map", heatMap),
  ("matrix", matrix),
  ("log-colors", logColors),
  ("contours", contours),
  ("filled-contours", filledContours),
  ("implicit", implicit),
  ("plane", plane),
  ("vector-field", vectorField),
  ("arrows", arrowsPicture),
  ("network", network),
  ("surface", surface),
]

/// Every picture of the gallery is made anew and is the one that is kept in `docs/gallery`, and the
/// page shows the source that makes it.
@Suite struct GalleryTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
  private static let docs = folder.appending(path: "../../docs/gallery").standardizedFileURL

  private static func source(_ id: String) throws -> String {
    try String(contentsOf: folder.appending(path: "Pictures/\(id).swift"), encoding: .utf8)
  }

  private static func page(_ id: String, _ theme: Theme = .light) throws -> LaidOut {
    let example = try #require(gallery.first { $0.id == id }).example
    let metrics = Metrics(theme: theme, fonts: try fonts.get(), size: .text)
    return try laidOut(try example.figure(id), metrics: metrics)
  }

  private static let fonts = Result { try MathFonts.latinModern() }

  @Test(arguments: gallery.map(\.id)) func pictureIsTheKeptOne(_ id: String) throws {
    let page = try Self.page(id)
    #expect(page.leftOut.isEmpty)
    let difference = keptDifference(
      svg(page.scene), from: Self.docs.appending(path: "\(id).svg").path)
    #expect(difference == nil)
  }

  @Test(arguments: gallery.map(\.id)) func everyFormatAndThemeIsWritten(_ id: String) throws {
    for theme in Theme.all {
      let page = try Self.page(id, theme)
      #expect(page.leftOut.isEmpty)
      #expect(try png(page.scene, dpi: 48).count > 500)
      let properties = DocumentProperties(title: id, subject: "", keywords: [])
      #expect(try pdf([page.scene], properties: properties).count > 500)
    }
  }

  @Test func sourcesAreShort() throws {
    for (id, _) in gallery {
      let lines = try Self.source(id).split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count - 1 <= 25, "\(id) has \(lines.count - 1) lines")
    }
    #expect(gallery.count >= 30)
  }

  @Test func pageShowsTheSources() throws {
    let sections = try gallery.map { id, example in
      """
      ## \(example.title)

      ![\(example.words)](\(id).svg)

      ```swift
      \(try Self.source(id).trimmingCharacters(in: .newlines))
      ```

      """
    }
    let head = """
      # The gallery

      Pictures of the figure language, each beside the whole source that makes it. `Example` is a
      title, words for who does not see the picture, and a page; `steps` and `normals` make numbers;
      all three are in [Example.swift](../../Examples/gallery/Example.swift). The tests draw every
      picture anew; `RECORD_GOLDENS=1 swift test --filter GalleryTests` keeps what has changed.


      """
    let text = head + sections.joined(separator: "\n")
    #expect(keptDifference(text, from: Self.docs.appending(path: "README.md").path) == nil)
  }
}
