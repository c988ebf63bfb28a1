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
func pngSurface(_ bytes: [UInt8]) -> OpaquePointer? {
  let source = ByteSource(bytes)
  return withExtendedLifetime(source) {
    cairo_image_surface_create_from_png_stream(
      ByteSource.read, Unmanaged.passUnretained(source).toOpaque())
  }
}

/// Whether a JPEG file has all pixels of its size.
func isWholeJPEG(_ bytes: [UInt8], _ size: Size) throws(PictureFault) -> Bool {
  guard qpdf_is_here() != 0 else { throw .noJPEG }
  return channels(ofJPEG: bytes, size) != nil
}

/// The packages of Debian 13 and 12 that qpdf comes with.
let qpdfPackages = "libqpdf30 or libqpdf29"

/// What a status of qpdf says.
enum QPDFStatus {
  /// The bit that says that the call failed; a macro that Swift does not see.
  static let error: Int32 = 2
}

/// The channels of a JPEG file, row by row: one or three bytes to a pixel.
///
/// qpdf reads them, as it does in PDFs.
func channels(ofJPEG bytes: [UInt8], _ size: Size) -> (bytes: [UInt8], count: Int)? {
  guard qpdf_is_here() != 0 else { return nil }
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

/// Hands bytes to Cairo piece by piece.
final class ByteSource {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  static let read: cairo_read_func_t = { closure, buffer, count in
    guard let closure, let buffer else { return CAIRO_STATUS_READ_ERROR }
    let source = Unmanaged<ByteSource>.fromOpaque(closure).takeUnretainedValue()
    let end = source.position + Int(count)
    guard end <= source.bytes.count else { return CAIRO_STATUS_READ_ERROR }
    for (offset, byte) in source.bytes[source.position..<end].enumerated() { buffer[offset] = byte }
    source.position = end
    return CAIRO_STATUS_SUCCESS
  }
}
