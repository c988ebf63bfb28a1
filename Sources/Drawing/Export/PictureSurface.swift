import CCairo
internal import Glibc

extension Canvas {
  /// Draws a picture of a file over all of a rectangle.
  func draw(_ picture: PictureFile, _ rect: Rect) throws(ExportError) {
    cairo_save(context)
    defer { cairo_restore(context) }
    cairo_translate(context, rect.minX, rect.minY)
    let (width, height) = (rect.maxX - rect.minX, rect.maxY - rect.minY)
    guard picture.kind != .svg else {
      guard drawSVG(picture.bytes, width: width, height: height, on: context) else {
        throw .cairo("a picture in SVG is damaged, or librsvg is not installed")
      }
      return
    }
    cairo_scale(context, width / picture.size.width, height / picture.size.height)
    var turn = picture.turn
    cairo_transform(context, &turn)
    let pixels = try image(of: picture)
    defer { cairo_surface_destroy(pixels) }
    cairo_set_source_surface(context, pixels, 0, 0)
    if picture.isSharp { cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST) }
    // To paint all that is clipped to would make Cairo drop the begins of structure elements.
    cairo_rectangle(context, 0, 0, picture.sizeOfFile.width, picture.sizeOfFile.height)
    cairo_fill(context)
  }

  private func image(of picture: PictureFile) throws(ExportError) -> OpaquePointer {
    guard picture.kind == .jpeg else {
      guard let pixels = pngSurface(picture.bytes) else { throw .memory }
      return pixels
    }
    let size = picture.sizeOfFile
    guard
      let pixels = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, Int32(size.width), Int32(size.height)),
      cairo_surface_status(pixels) == CAIRO_STATUS_SUCCESS
    else { throw .memory }
    guard cairo_surface_get_type(surface) == CAIRO_SURFACE_TYPE_PDF else {
      paint(picture, on: pixels)
      return pixels
    }
    // The file itself goes into a PDF; Cairo frees the copy when it is written.
    guard let copy = malloc(picture.bytes.count) else { throw .memory }
    picture.bytes.withUnsafeBytes { bytes in
      if let start = bytes.baseAddress { memcpy(copy, start, bytes.count) }
    }
    cairo_surface_set_mime_data(
      pixels, CAIRO_MIME_TYPE_JPEG, copy, UInt(picture.bytes.count), { free($0) }, copy)
    return pixels
  }

  /// Puts the pixels of a JPEG on an image surface.
  private func paint(_ picture: PictureFile, on surface: OpaquePointer) {
    let size = picture.sizeOfFile
    guard let (bytes, count) = channels(ofJPEG: picture.bytes, size),
      let data = cairo_image_surface_get_data(surface)
    else { return }
    let stride = Int(cairo_image_surface_get_stride(surface))
    let (width, height) = (Int(size.width), Int(size.height))
    for y in 0..<height {
      for x in 0..<width {
        let place = (y * width + x) * count
        func channel(_ index: Int) -> UInt8 {
          switch count {
          case 1: bytes[place]
          default: bytes[place + index]
          }
        }
        // Little-endian words: blue, green, red.
        let pixel = data + y * stride + 4 * x
        (pixel[0], pixel[1], pixel[2]) = (channel(2), channel(1), channel(0))
      }
    }
    cairo_surface_mark_dirty(surface)
  }
}

extension PictureFile {
  /// The size of the file's own rows and columns.
  fileprivate var sizeOfFile: Size {
    orientation < 5 ? size : Size(width: size.height, height: size.width)
  }

  /// The map from the file's rows and columns to the upright picture.
  fileprivate var turn: cairo_matrix_t {
    let (width, height) = (sizeOfFile.width, sizeOfFile.height)
    return switch orientation {
    case 2: cairo_matrix_t(xx: -1, yx: 0, xy: 0, yy: 1, x0: width, y0: 0)
    case 3: cairo_matrix_t(xx: -1, yx: 0, xy: 0, yy: -1, x0: width, y0: height)
    case 4: cairo_matrix_t(xx: 1, yx: 0, xy: 0, yy: -1, x0: 0, y0: height)
    case 5: cairo_matrix_t(xx: 0, yx: 1, xy: 1, yy: 0, x0: 0, y0: 0)
    case 6: cairo_matrix_t(xx: 0, yx: 1, xy: -1, yy: 0, x0: height, y0: 0)
    case 7: cairo_matrix_t(xx: 0, yx: -1, xy: -1, yy: 0, x0: height, y0: width)
    case 8: cairo_matrix_t(xx: 0, yx: -1, xy: 1, yy: 0, x0: 0, y0: width)
    default: cairo_matrix_t(xx: 1, yx: 0, xy: 0, yy: 1, x0: 0, y0: 0)
    }
  }
}
