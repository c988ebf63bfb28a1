import Drawing
import Foundation
import Testing

/// Pictures of files: what is kept of them, what is refused, and what is drawn.
@Suite("Pictures of files")
struct PictureTests {
  /// 8 x 16 pixels of a camera held to the left: upright it is 16 x 8, red at the top left.
  ///
  /// It says who made the camera, and bears a remark.
  private static let turned = """
    /9j/4AAQSkZJRgABAQAAAQABAAD/4QA4RXhpZgAATU0AKgAAAAgAAgEPAAIAAAAKAAAAJgESAAMAAAABAAYAAAAA\
    AABTZWNyZXRDYW0A//4AD3NlY3JldCByZW1hcmv/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsK\
    CwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/2wBDAQMEBAUEBQkFBQkUDQsNFBQUFBQUFBQUFBQUFBQU\
    FBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBT/wAARCAAQAAgDASIAAhEBAxEB/8QAHwAAAQUBAQEB\
    AQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEI\
    I0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqD\
    hIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP0\
    9fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEE\
    BSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldY\
    WVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU\
    1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwD9K6K+K/8Agm//AM1D/wC4d/7dUVy4av8AWKSq\
    2tf/ADse5neWf2NmFTA8/PyW1ta94p7Xfe25/9k=
    """
  /// A picture in four inks.
  private static let inks = """
    /9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAQCwwODAoQDg0OEhEQExgoGhgWFhgxIyUdKDozPTw5Mzg3QEhcTkBEV0U3\
    OFBtUVdfYmdoZz5NcXlwZHhcZWdj/8AAFAgACAAQBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAAB\
    AgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNi\
    coIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SV\
    lpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4E\
    QwBNAFkASwAAPwDrvsf/AE0/SpP+EA/6if8A5A/+yqT/AIQD/qJ/+QP/ALKvQKtV2ldpRX//2Q==
    """

  private func bytes(_ text: String) -> [UInt8] { Array(Data(base64Encoded: text) ?? Data()) }

  /// A PNG of 40 x 20 pixels, red at the top left, else blue, with a text in it.
  private func sample() throws -> [UInt8] {
    let page = Scene(
      id: "s", title: "secret remark", description: "", size: Size(width: 40, height: 20),
      ground: Color(0x0000FF),
      items: [
        .path(
          .rectangle(Rect(minX: 0, minY: 0, maxX: 20, maxY: 10)), Style(fill: Color(0xFF0000)))
      ])
    return try png(page, dpi: 72)
  }

  private func drawn(_ file: PictureFile, width: Double, height: Double) throws -> PixelImage {
    let rect = Rect(minX: 0, minY: 0, maxX: width, maxY: height)
    let scene = Scene(
      id: "s", title: "", description: "", size: Size(width: width, height: height),
      ground: Color(0xFFFFFF), items: [.picture(file, rect)])
    return try PixelImage(png: try png(scene, dpi: 72))
  }

  private func pixel(_ image: PixelImage, _ x: Int, _ y: Int) -> [UInt8] {
    Array(image.values[4 * (y * image.width + x)..<4 * (y * image.width + x) + 3])
  }

  @Test("a PNG is drawn as it is, without its texts")
  func portable() throws {
    let all = try sample()
    let file = try PictureFile(all)
    #expect(file.kind == .png && file.size == Size(width: 40, height: 20))
    #expect(all.firstRange(of: Array("secret".utf8)) != nil)
    #expect(file.bytes.firstRange(of: Array("secret".utf8)) == nil)
    let image = try drawn(file, width: 40, height: 20)
    #expect(pixel(image, 5, 5) == [255, 0, 0] && pixel(image, 35, 15) == [0, 0, 255])
  }

  @Test("a photograph stands upright and says nothing of its camera")
  func photograph() throws {
    let file = try PictureFile(bytes(Self.turned))
    #expect(file.kind == .jpeg && file.size == Size(width: 16, height: 8))
    for word in ["SecretCam", "secret remark"] {
      #expect(bytes(Self.turned).firstRange(of: Array(word.utf8)) != nil)
      #expect(file.bytes.firstRange(of: Array(word.utf8)) == nil)
    }
    let image = try drawn(file, width: 16, height: 8)
    let (red, white) = (pixel(image, 2, 2), pixel(image, 13, 6))
    #expect(red[0] > 150 && red[1] < 90 && red[2] < 90, "\(red)")
    #expect(white.allSatisfy { $0 > 200 }, "\(white)")
    // The bytes that remain still say how to turn it, for browsers.
    #expect(try PictureFile(file.bytes) == file)
  }

  @Test("a PDF holds a photograph's own bytes, and pages keep their structure")
  func document() throws {
    let file = try PictureFile(bytes(Self.turned))
    let pages = (0..<3).map { page in
      Scene(
        id: "p\(page)", title: "", description: "A page.", size: Size(width: 100, height: 100),
        ground: nil,
        items: [.picture(file, Rect(minX: 10, minY: 10, maxX: 90, maxY: 50))])
    }
    let written = try pdf(pages, properties: DocumentProperties(title: "T"))
    // From the first segment that Cairo must not touch on.
    #expect(written.firstRange(of: file.bytes.suffix(100)) != nil)
  }

  @Test("SVG draws what it holds, and is refused where it asks for more")
  func vector() throws {
    let head = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'>"
    let file = try PictureFile(
      Array((head + "<rect width='20' height='10' fill='#f00'/></svg>").utf8))
    #expect(file.kind == .svg && file.size == Size(width: 40, height: 20))
    let image = try drawn(file, width: 40, height: 20)
    #expect(pixel(image, 5, 5) == [255, 0, 0] && pixel(image, 35, 15) == [255, 255, 255])
    let boxed = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 30 15'><path d='M0 0'/></svg>"
    #expect(try PictureFile(Array(boxed.utf8)).size == Size(width: 30, height: 15))
    for inner in [
      "<script>1</script>", "<image href='http://example.org/a.png'/>",
      "<image xlink:href='file:///etc/hostname'/>", "<rect style='fill:url(http://e.org/x)'/>",
      "<foreignObject/>", "<style>@import 'a.css';</style>", "<use href='other.svg#a'/>",
    ] {
      let fault = #expect(throws: PictureFault.self, "\(inner)") {
        try PictureFile(Array((head + inner + "</svg>").utf8))
      }
      #expect(fault?.description.contains("save it again") == true, "\(inner)")
    }
    #expect(throws: PictureFault.self) { try PictureFile(Array((head + "<rect>").utf8)) }
  }

  @Test("what is no picture, is cut short or is changed is refused, never drawn in part")
  func damaged() throws {
    for whole in [try sample(), bytes(Self.turned)] {
      for count in stride(from: 0, to: whole.count - 1, by: 7) {
        #expect(throws: PictureFault.self, "\(count)") { try PictureFile(Array(whole[..<count])) }
      }
    }
    #expect(throws: PictureFault.kind) { try PictureFile(Array("GIF89a".utf8)) }
    #expect(throws: PictureFault.self) { try PictureFile(bytes(Self.inks)) }
    var huge = try sample()
    // 0x7FFFFFFF columns.
    huge.replaceSubrange(16..<20, with: [0x7F, 0xFF, 0xFF, 0xFF])
    #expect(throws: PictureFault.self) { try PictureFile(huge) }
    #expect(throws: PictureFault.self) {
      try PictureFile([UInt8](repeating: 0, count: PictureFile.most.bytes + 1))
    }
  }
}
