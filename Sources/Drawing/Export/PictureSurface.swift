import CCairo
internal import CQPDF
internal import Glibc

/// Whether Cairo reads all of a PNG file.
func isWholePNG(_ bytes: [UInt8]) -> Bool {
  let surface = pngSurface(bytes)
  defer { cairo_surface_destroy(surface) }
  return cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS
}

/// The pixels of a PNG file as Cairo has them; the caller destroys the surface.
private func pngSurface(_ bytes: [UInt8]) -> OpaquePointer? {
  let source = ByteSource(bytes)
  return withExtendedLifetime(source) {
    cairo_image_surface_create_from_png_stream(
      ByteSource.read, Unmanaged.passUnretained(source).toOpaque())
  }
}

/// Whether a JPEG file has all pixels of its size.
func isWholeJPEG(_ bytes: [UInt8], _ size: Size) -> Bool { channels(ofJPEG: bytes, size) != nil }

/// The channels of a JPEG file, row by row: one or three bytes to a pixel.
///
/// qpdf reads them, as it does in PDFs.
private func channels(ofJPEG bytes: [UInt8], _ size: Size) -> (bytes: [UInt8], count: Int)? {
  var file: qpdf_data? = qpdf_init()
  defer { qpdf_cleanup(&file) }
  guard let file else { return nil }
  qpdf_set_suppress_warnings(file, 1)
  qpdf_silence_errors(file)
  guard qpdf_empty_pdf(file) & QPDFStatus.error == 0 else { return nil }
  let stream = qpdf_oh_new_stream(file)
  qpdf_oh_replace_stream_data(
    file, stream, bytes, bytes.count, qpdf_oh_new_name(file, "/DCTDecode"), qpdf_oh_new_null(file))
  var (isDecoded, count) = (QPDF_BOOL(0), 0)
  var data: UnsafeMutablePointer<UInt8>?
  defer { free(data) }
  let status = qpdf_oh_get_stream_data(file, stream, qpdf_dl_all, &isDecoded, &data, &count)
  let pixels = Int(size.width * size.height)
  guard status & QPDFStatus.error == 0, isDecoded != 0, let data, pixels > 0,
    count % pixels == 0, [1, 3].contains(count / pixels)
  else { return nil }
  return (Array(UnsafeBufferPointer(start: data, count: count)), count / pixels)
}

extension Canvas {
  /// Draws a picture of a file over all of a rectangle.
  func draw(_ picture: PictureFile, _ rect: Rect) throws(ExportError) {
    cairo_save(context)
    defer { cairo_restore(context) }
    cairo_translate(context, rect.minX, rect.minY)
    let (width, height) = (rect.maxX - rect.minX, rect.maxY - rect.minY)
    guard picture.kind != .svg else {
      try drawSVG(picture.bytes, width: width, height: height, on: context)
      return
    }
    cairo_scale(context, width / picture.size.width, height / picture.size.height)
    var turn = picture.turn
    cairo_transform(context, &turn)
    let pixels = try image(of: picture)
    defer { cairo_surface_destroy(pixels) }
    cairo_set_source_surface(context, pixels, 0, 0)
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
