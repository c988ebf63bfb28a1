import CCairo

/// The scene as a PNG file.
///
/// Glyphs are drawn as outlines, since Cairo's image back end would round their places to pixels.
///
/// - Parameters:
///   - scene: The picture.
///   - dpi: Pixels to the inch, recorded in the file; the width in pixels is rounded up.
///   - keywords: Text entries, in order; `Title` and `Description` come from the scene.
/// - Throws: `ExportError` when the picture is too large for memory.
public func png(
  _ scene: Scene, dpi: Double = 192, keywords: [(name: String, value: String)] = []
) throws(ExportError) -> [UInt8] {
  let pixels = try PixelRows(scene, dpi: dpi)
  return pixels.head(scene, dpi: dpi, keywords) + chunk("IDAT", pixels.packed) + chunk("IEND", [])
}

/// Scenes one after the other as an animated PNG file (PNG, third edition, 11.3.3).
///
/// A viewer that knows no animation shows the last scene.
///
/// - Parameters:
///   - frames: Scenes of one size; one at least.
///   - seconds: How long all of them take.
///   - repeats: Whether they begin again; else the last one stays.
/// - Throws: `ExportError` when a picture is too large for memory.
package func animatedPNG(
  _ frames: [Scene], seconds: Double, repeats: Bool, dpi: Double,
  keywords: [(name: String, value: String)] = []
) throws(ExportError) -> [UInt8] {
  guard let last = frames.last else { return [] }
  let still = try PixelRows(last, dpi: dpi)
  var file = still.head(last, dpi: dpi, keywords)
  file += chunk("acTL", bigEndian(UInt32(frames.count)) + bigEndian(repeats ? 0 : 1))
  file += chunk("IDAT", still.packed)
  var number: UInt32 = 0
  // Times are whole milliseconds, which add up to the whole.
  func time(_ frame: Int) -> Int {
    Int((1000 * seconds * Double(frame) / Double(frames.count)).rounded())
  }
  for (index, frame) in frames.enumerated() {
    let pixels = index == frames.count - 1 ? still : try PixelRows(frame, dpi: dpi)
    let delay = min(time(index + 1) - time(index), 65535)
    // All of the picture, in the place of the one before.
    let control =
      bigEndian(number) + bigEndian(UInt32(pixels.width)) + bigEndian(UInt32(pixels.height))
      + bigEndian(0) + bigEndian(0) + bigEndian(UInt32(delay)).suffix(2) + [3, 232, 0, 0]
    file += chunk("fcTL", control)
    file += chunk("fdAT", bigEndian(number + 1) + pixels.packed)
    number += 2
  }
  return file + chunk("IEND", [])
}

/// A scene in pixels.
private struct PixelRows {
  let width: Int
  let height: Int
  let isOpaque: Bool
  /// The rows as a zlib stream.
  let packed: [UInt8]

  init(_ scene: Scene, dpi: Double) throws(ExportError) {
    let scale = dpi / 72
    let width = (scene.size.width * scale - 1e-6).rounded(.up)
    let height = (scene.size.height * scale - 1e-6).rounded(.up)
    guard width >= 1, height >= 1, width * height <= 2e8, width < 32000, height < 32000 else {
      throw .tooLarge(width: width, height: height)
    }
    let opaque = scene.ground != nil
    let format = opaque ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32
    guard let surface = cairo_image_surface_create(format, Int32(width), Int32(height)) else {
      throw .tooLarge(width: width, height: height)
    }
    var canvas = try Canvas(surface: surface, text: .outlines)
    cairo_scale(canvas.context, scale, scale)
    if let ground = scene.ground {
      canvas.draw(
        .rectangle(
          Rect(minX: -1, minY: -1, maxX: scene.size.width + 1, maxY: scene.size.height + 1)),
        Style(fill: ground))
    }
    for item in scene.items { try canvas.draw(item) }
    cairo_surface_flush(surface)
    guard let pixels = packedRows(of: surface, opaque: opaque) else {
      throw .tooLarge(width: width, height: height)
    }
    try canvas.finish()
    (self.width, self.height, isOpaque, packed) = (Int(width), Int(height), opaque, pixels)
  }

  /// What comes before the pixels.
  func head(_ scene: Scene, dpi: Double, _ keywords: [(name: String, value: String)]) -> [UInt8] {
    let entries = [("Title", scene.title), ("Description", scene.description)] + keywords
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    // Eight bits a channel, true colour (2) or with alpha (6), no interlacing.
    let header =
      bigEndian(UInt32(width)) + bigEndian(UInt32(height)) + [8, isOpaque ? 2 : 6, 0, 0, 0]
    file += chunk("IHDR", header)
    let density = bigEndian(UInt32((dpi / 0.0254).rounded()))
    file += chunk("pHYs", density + density + [1])
    for (name, value) in entries {
      // iTXt: keyword, not compressed, no language, no translated keyword, UTF-8 text.
      file += chunk("iTXt", Array(name.utf8) + [0, 0, 0, 0, 0] + Array(value.utf8))
    }
    return file
  }
}

/// The rows of an image as a zlib stream, each after the byte of filter 0.
///
/// No filter: flat colours and sharp edges pack a quarter smaller as they are than as differences.
private func packedRows(of surface: OpaquePointer, opaque: Bool) -> [UInt8]? {
  guard let data = cairo_image_surface_get_data(surface) else { return nil }
  let width = Int(cairo_image_surface_get_width(surface))
  let height = Int(cairo_image_surface_get_height(surface))
  let stride = Int(cairo_image_surface_get_stride(surface))
  let row = 1 + width * (opaque ? 3 : 4)
  let bytes = [UInt8](unsafeUninitializedCapacity: row * height) { out, count in
    for y in 0..<height {
      out[y * row] = 0
      var place = y * row + 1
      for x in 0..<width {
        // Cairo's words: alpha, red, green and blue from the highest byte; colours times alpha.
        let word = UnsafeRawPointer(data + y * stride + 4 * x).loadUnaligned(as: UInt32.self)
        let alpha = opaque ? 255 : word >> 24
        for shift: UInt32 in [16, 8, 0] {
          let value = word >> shift & 255
          out[place] = UInt8(
            truncatingIfNeeded: alpha == 255 || alpha == 0
              ? value : (value * 255 + alpha / 2) / alpha)
          place += 1
        }
        if !opaque {
          out[place] = UInt8(truncatingIfNeeded: alpha)
          place += 1
        }
      }
    }
    count = row * height
  }
  return deflated(bytes, level: 6)
}

func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
  let body = Array(type.utf8) + data
  let check = UInt32(truncatingIfNeeded: crc32(0, body, uInt(body.count)))
  return bigEndian(UInt32(data.count)) + body + bigEndian(check)
}

func bigEndian(_ value: UInt32) -> [UInt8] {
  [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
}
