import Drawing
import TestSupport
import Testing

struct EPSTests {
  /// The pixels that Ghostscript draws of an EPS file, at 192 to the inch.
  private func drawnByGhostscript(_ bytes: [UInt8]) throws -> PixelImage {
    let folder = ScratchFolder()
    let path = "\(folder.path)/a.eps"
    #expect(write(bytes, to: path))
    let options = "-q -dSAFER -dBATCH -dNOPAUSE -dEPSCrop -r192 -dGraphicsAlphaBits=4"
    let drawn = run("gs \(options) -sDEVICE=png16m -o '\(path).png' '\(path)'")
    #expect(drawn.status == 0 && drawn.output.isEmpty, "\(drawn.output)")
    return try PixelImage(png: try #require(read(path + ".png")))
  }

  @Test("Ghostscript draws an EPS as the PNG is, light and dark", arguments: [false, true])
  func picture(dark: Bool) throws {
    var scene = try sampleScene(dark: dark)
    // A translucent line hides what it crosses.
    scene.items = scene.items.rewritten { item in
      guard case .path(let path, var style) = item else { return item }
      style.stroke?.opacity = 1
      return .path(path, style)
    }
    let seen = try drawnByGhostscript(try eps(scene))
    let expected = try PixelImage(png: try png(scene))
    #expect(seen.width == expected.width && seen.height == expected.height)
    let off = zip(seen.values, expected.values).filter { abs(Int($0) - Int($1)) > 64 }.count
    // Two programs smooth the edges of strokes and glyphs in their own ways.
    #expect(Double(off) < 0.01 * Double(seen.values.count), "\(off) of \(seen.values.count)")
    var other = scene
    other.items.removeLast()
    let less = try PixelImage(png: try png(other))
    let differing = zip(seen.values, less.values).filter { abs(Int($0) - Int($1)) > 64 }.count
    #expect(differing > off)
  }

  @Test("a translucent fill has the colour that is seen")
  func opacity() throws {
    let page = Rect(minX: 0, minY: 0, maxX: 30, maxY: 30)
    let scene = Scene(
      id: "x", title: "", description: "", size: Size(width: 30, height: 30),
      ground: Color(0xFFFFFF),
      items: [.path(.rectangle(page), Style(fill: Color(0xFF0000), fillOpacity: 0.5))])
    let middle = 4 * (40 * 80 + 40)
    let seen = try drawnByGhostscript(try eps(scene))
    #expect(Array(seen.values[middle..<middle + 3]) == [255, 128, 128])
  }

  @Test("through translucent areas everything below is seen, as in a PNG")
  func opacityOverOthers() throws {
    func box(_ x: Double, _ y: Double, _ size: Double) -> Path {
      .rectangle(Rect(minX: x, minY: y, maxX: x + size, maxY: y + size))
    }
    let picture = try PictureFile(
      try png(
        Scene(
          id: "p", title: "", description: "", size: Size(width: 10, height: 10),
          ground: Color(0xFFCC00), items: [])))
    let scene = Scene(
      id: "x", title: "", description: "", size: Size(width: 60, height: 60), ground: nil,
      items: [
        .path(box(5, 5, 30), Style(fill: Color(0x003366))),
        .picture(picture, Rect(minX: 30, minY: 30, maxX: 50, maxY: 50)),
        .path(
          box(10, 10, 30), Style(fill: Color(0xFF0000), fillOpacity: 0.5, evenOdd: true)),
        .path(
          box(20, 20, 36),
          Style(
            fill: Color(0x00FF00), fillOpacity: 0.25, stroke: Stroke(Color(0x112233), width: 3))),
        .path(box(25, 25, 4), Style(fill: Color(0x000000))),
      ])
    let seen = try drawnByGhostscript(try eps(scene))
    var onPaper = scene
    onPaper.ground = Color(0xFFFFFF)
    let expected = try PixelImage(png: try png(onPaper))
    let off = zip(seen.values, expected.values).filter { abs(Int($0) - Int($1)) > 64 }.count
    // Edges of what is clipped are smoothed in other ways.
    #expect(Double(off) < 0.05 * Double(seen.values.count), "\(off) of \(seen.values.count)")
  }

  @Test("a picture of a file is drawn in its place, upright")
  func image() throws {
    let size = Size(width: 20, height: 20)
    let top = Scene(
      id: "x", title: "", description: "", size: size, ground: Color(0x0000FF),
      items: [
        .path(
          .rectangle(Rect(minX: 0, minY: 0, maxX: 20, maxY: 10)), Style(fill: Color(0x00FF00)))
      ])
    let file = try PictureFile(try png(top))
    let scene = Scene(
      id: "y", title: "", description: "", size: Size(width: 60, height: 60), ground: nil,
      items: [.picture(file, Rect(minX: 20, minY: 30, maxX: 40, maxY: 50))])
    let seen = try drawnByGhostscript(try eps(scene))
    func color(_ x: Int, _ y: Int) -> [UInt8] {
      // In points of the page, with 192 / 72 pixels to each.
      let start = 4 * ((y * 8 / 3) * seen.width + x * 8 / 3)
      return Array(seen.values[start..<start + 3])
    }
    #expect(color(30, 34) == [0, 255, 0] && color(30, 46) == [0, 0, 255])
    #expect(color(10, 40) == [255, 255, 255] && color(30, 25) == [255, 255, 255])
  }

  @Test("it says how it was made, in ASCII, and nothing in it can leave its comment")
  func comments() throws {
    var scene = try sampleScene()
    scene.title = "é\nshowpage"
    let text = String(
      decoding: try eps(scene, keywords: [("Parameters", "a=1\nquit")]), as: UTF8.self)
    #expect(text.utf8.allSatisfy { $0 < 0x7F })
    #expect(text.contains("%%Title: ??showpage\n"))
    #expect(text.contains("% Parameters: a=1?quit\n"))
    #expect(
      text
        == String(decoding: try eps(scene, keywords: [("Parameters", "a=1\nquit")]), as: UTF8.self))
  }
}
