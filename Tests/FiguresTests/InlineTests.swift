import Drawing
import Figures
import Lectures
import Records
import TestSupport
import Testing
import Tool

/// Figures inlined together in one page of headless Chromium.
///
/// Without `chromium` these tests fail.
@Suite struct InlineTests {
  /// The height of a figure's box in CSS pixels: the tallest figure has 250 points.
  private static let height = 340

  @Test(
    "All figures inlined in one page, and one of them twice, look as each does alone",
    .timeLimit(.minutes(10)), arguments: [Profile.slide, .web])
  func togetherAsAlone(_ profile: Profile) throws {
    var files = try lecture7.figures.map { try svg($0.id, profile) }
    files.append(try svg("loss-landscape", profile))
    // A document of its own for each.
    let documents = files.map { file in
      let page = "<!DOCTYPE html><body style='margin:0'>\(file)"
        .replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
      return
        "<iframe style=\"border:0;width:560px;height:\(Self.height)px\" srcdoc=\"\(page)\"></iframe>"
    }
    var alone = try picture(of: documents)
    // Beside other work the browser smooths a pixel of a glyph otherwise at times, in either picture
    // (most often in that of many documents); what is wrong always differs.
    var change = try #require(try picture(of: files).difference(from: alone))
    for _ in 0..<3 where change.greatest > 0 && change.greatest < 100 {
      alone = try picture(of: documents)
      change = try #require(try picture(of: files).difference(from: alone))
    }
    #expect(change.greatest == 0, "mean difference \(change.mean)")
    // The comparison sees the pictures at all: without the last one there is a difference.
    let fewer = try #require(try picture(of: files.dropLast()).difference(from: alone))
    #expect(fewer.greatest > 100)
  }

  private func svg(_ id: String, _ profile: Profile) throws -> String {
    let files = try rendering(id).files(
      Look(profile: profile), as: [.svg], fonts: try fontSet.get().roman)
    return String(decoding: files[0].bytes, as: UTF8.self)
  }

  /// A page with the parts below each other, each in a box of its own.
  private func picture(of parts: some Collection<String>) throws -> Pixels {
    let folder = ScratchFolder()
    let boxes = parts.enumerated().map { index, part in
      "<div style=\"position:absolute;left:0;top:\(index * Self.height)px\">\(part)</div>"
    }
    let page =
      "<!DOCTYPE html><meta charset=\"utf-8\"><title>page</title><body>" + boxes.joined()
      + "</body>"
    #expect(write(Array(page.utf8), to: "\(folder.path)/page.html"))
    let shot = run(
      "HOME='\(folder.path)' timeout 240 chromium --headless --no-sandbox --disable-gpu "
        + "--hide-scrollbars --virtual-time-budget=10000 --run-all-compositor-stages-before-draw "
        // Tiles are drawn whole: a part drawn again over smoothed edges has other pixels.
        + "--disable-partial-raster --disable-checker-imaging "
        + "--user-data-dir='\(folder.path)/profile' "
        + "--window-size=560,\((lecture7.figures.count + 1) * Self.height) "
        + "--screenshot='\(folder.path)/page.png' 'file://\(folder.path)/page.html'")
    return try #require(Pixels(png: "\(folder.path)/page.png"), "\(shot.output)")
  }
}
