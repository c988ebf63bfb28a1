import CCairo

/// The pixels of a PNG file, for comparing pictures.
public struct PixelImage: Hashable, Sendable {
  /// The number of columns.
  public let width: Int
  /// The number of rows.
  public let height: Int
  /// Red, green, blue and opacity of each pixel, row by row; colours are those over black.
  public let values: [UInt8]

  /// Reads a PNG file of 8 bits a channel.
  ///
  /// - Throws: `ExportError.cairo` when the bytes are no PNG.
  public init(png bytes: [UInt8]) throws(ExportError) {
    let source = ByteSource(bytes)
    let surface = withExtendedLifetime(source) {
      cairo_image_surface_create_from_png_stream(
        ByteSource.read, Unmanaged.passUnretained(source).toOpaque())
    }
    defer { cairo_surface_destroy(surface) }
    let status = cairo_surface_status(surface)
    guard status == CAIRO_STATUS_SUCCESS, let data = cairo_image_surface_get_data(surface) else {
      throw ExportError(status)
    }
    let format = cairo_image_surface_get_format(surface)
    guard format == CAIRO_FORMAT_RGB24 || format == CAIRO_FORMAT_ARGB32 else {
      throw .cairo("a PNG of another depth than 8 bits a channel")
    }
    width = Int(cairo_image_surface_get_width(surface))
    height = Int(cairo_image_surface_get_height(surface))
    let stride = Int(cairo_image_surface_get_stride(surface))
    var values: [UInt8] = []
    values.reserveCapacity(4 * width * height)
    for y in 0..<height {
      for x in 0..<width {
        // Little-endian words: blue, green, red, and opacity or nothing.
        let pixel = data + y * stride + 4 * x
        values += [
          pixel[2], pixel[1], pixel[0], format == CAIRO_FORMAT_ARGB32 ? pixel[3] : 255,
        ]
      }
    }
    self.values = values
  }

  /// How many pixels differ from those of a picture of the same size, and by how much at most.
  ///
  /// - Returns: The number of pixels and the greatest difference of a channel, of 255; nil for
  ///   pictures of different sizes.
  public func difference(from other: PixelImage) -> (pixels: Int, greatest: Int)? {
    guard width == other.width, height == other.height else { return nil }
    var (pixels, greatest) = (0, 0)
    for start in stride(from: 0, to: values.count, by: 4) {
      var most = 0
      for index in start..<start + 4 {
        most = max(most, abs(Int(values[index]) - Int(other.values[index])))
      }
      if most > 0 { pixels += 1 }
      greatest = max(greatest, most)
    }
    return (pixels, greatest)
  }
}
