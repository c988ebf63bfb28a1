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
      .rectangle(Rect(minX: -1, minY: -1, maxX: scene.size.width + 1, maxY: scene.size.height + 1)),
      Style(fill: ground))
  }
  for item in scene.items { try canvas.draw(item) }
  cairo_surface_flush(surface)
  let sink = ByteSink()
  let status = withExtendedLifetime(sink) {
    cairo_surface_write_to_png_stream(
      surface, ByteSink.write, Unmanaged.passUnretained(sink).toOpaque())
  }
  try canvas.finish()
  guard status == CAIRO_STATUS_SUCCESS else {
    throw .cairo(String(cString: cairo_status_to_string(status)))
  }
  let entries = [("Title", scene.title), ("Description", scene.description)] + keywords
  return completed(sink.bytes, dpi: dpi, keywords: entries)
}

/// Adds the physical size and text chunks after the header, and drops Cairo's background chunk.
private func completed(
  _ png: [UInt8], dpi: Double, keywords: [(name: String, value: String)]
) -> [UInt8] {
  let header = 8 + 25  // the signature and the IHDR chunk
  guard png.count > header else { return png }
  var out = Array(png[..<header])
  let density = UInt32((dpi / 0.0254).rounded())
  out += chunk("pHYs", bigEndian(density) + bigEndian(density) + [1])
  for (name, value) in keywords {
    // iTXt: keyword, not compressed, no language, no translated keyword, UTF-8 text.
    out += chunk("iTXt", Array(name.utf8) + [0, 0, 0, 0, 0] + Array(value.utf8))
  }
  var index = header
  while index + 12 <= png.count {
    let length = png[index..<index + 4].reduce(0) { $0 << 8 | Int($1) }
    let end = index + 12 + length
    guard end <= png.count else { break }
    let type = String(decoding: png[index + 4..<index + 8], as: UTF8.self)
    if type != "bKGD" { out += png[index..<end] }
    index = end
  }
  return out
}

private func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
  let body = Array(type.utf8) + data
  return bigEndian(UInt32(data.count)) + body + bigEndian(crc32(body))
}

private func bigEndian(_ value: UInt32) -> [UInt8] {
  [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
}

/// The checksum of PNG chunks (ISO 3309), bit by bit: the texts are short.
private func crc32(_ bytes: [UInt8]) -> UInt32 {
  var crc: UInt32 = 0xFFFF_FFFF
  for byte in bytes {
    crc ^= UInt32(byte)
    for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
  }
  return ~crc
}
