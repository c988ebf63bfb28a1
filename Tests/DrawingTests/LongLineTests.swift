import Drawing
import TestSupport
import Testing

struct LongLineTests {
  /// The pixels of a line to and fro over a page, with so many points on each of its sides.
  private func drawn(_ pointsOfSide: Int, sides: Int = 20, dash: [Double] = []) throws -> PixelImage
  {
    func corner(_ index: Int) -> Point {
      Point(10 + 9 * Double(index), index.isMultiple(of: 2) ? 10 : 90)
    }
    let points =
      (0..<sides).flatMap { side in
        (0..<pointsOfSide).map { k in
          corner(side) + (corner(side + 1) - corner(side)) * (Double(k) / Double(pointsOfSide))
        }
      } + [corner(sides)]
    let stroke = Stroke(Color(0x1D5FA6), width: 3, dash: dash)
    let scene = Scene(
      id: "line", title: "Line", description: "A line.", size: Size(width: 200, height: 100),
      ground: Color(0xFFFFFF),
      items: [.path(Path(polyline: points, closed: false), Style(stroke: stroke))])
    return try PixelImage(png: try png(scene))
  }

  private func differing(_ a: PixelImage, _ b: PixelImage, by most: Int) -> Int {
    zip(a.values, b.values).filter { abs(Int($0) - Int($1)) > most }.count
  }

  @Test("a line of many points looks like the same line of few, with a pattern or without")
  func parts() throws {
    let (few, many) = (try drawn(1), try drawn(400))
    #expect(few.values.count == many.values.count)
    // Where two parts meet, both smooth the edge: some 30 places of a pixel or two.
    let off = differing(few, many, by: 24)
    #expect(off < few.values.count / 1000 && differing(few, many, by: 128) == 0)
    #expect(differing(few, try drawn(1, sides: 19), by: 128) > 4 * off)
    #expect(differing(try drawn(1, dash: [4, 4]), try drawn(400, dash: [4, 4]), by: 24) == 0)
  }
}
