import CCairo
internal import Glibc

/// librsvg, loaded when a document shows the first SVG: most show none, and need not wait for it.
private struct SVGLibrary: Sendable {
  typealias Open =
    @convention(c) (UnsafePointer<UInt8>?, UInt, UnsafeMutableRawPointer?) -> OpaquePointer?
  typealias PixelSize =
    @convention(c) (OpaquePointer, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>)
    -> Int32
  typealias Dimensions =
    @convention(c) (
      OpaquePointer, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?,
      UnsafeMutableRawPointer?, UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Double>
    ) -> Void
  typealias Resolution = @convention(c) (OpaquePointer, Double) -> Void
  typealias Render =
    @convention(c) (OpaquePointer, OpaquePointer, UnsafePointer<Double>, UnsafeMutableRawPointer?)
    -> Int32
  typealias Release = @convention(c) (OpaquePointer) -> Void

  let open: Open
  let pixelSize: PixelSize
  let dimensions: Dimensions
  let setResolution: Resolution
  let render: Render
  let release: Release

  /// The library; nil where it is not installed.
  static let shared = SVGLibrary()

  private init?() {
    guard let library = dlopen("librsvg-2.so.2", RTLD_NOW | RTLD_LOCAL) else { return nil }
    func function<F>(_ name: String, _: F.Type) -> F? {
      dlsym(library, name).map { unsafeBitCast($0, to: F.self) }
    }
    guard let open = function("rsvg_handle_new_from_data", Open.self),
      let pixelSize = function("rsvg_handle_get_intrinsic_size_in_pixels", PixelSize.self),
      let dimensions = function("rsvg_handle_get_intrinsic_dimensions", Dimensions.self),
      let setResolution = function("rsvg_handle_set_dpi", Resolution.self),
      let render = function("rsvg_handle_render_document", Render.self),
      let release = function("g_object_unref", Release.self)
    else { return nil }
    (self.open, self.pixelSize, self.dimensions) = (open, pixelSize, dimensions)
    (self.setResolution, self.render, self.release) = (setResolution, render, release)
  }

  /// Works on a file; nil where it is no SVG.
  func with<Result>(_ bytes: [UInt8], _ work: (OpaquePointer) -> Result) -> Result? {
    guard let handle = open(bytes, UInt(bytes.count), nil) else { return nil }
    defer { release(handle) }
    setResolution(handle, 96)
    return work(handle)
  }
}

/// Whether pictures in SVG can be drawn: librsvg is installed.
public var drawsSVG: Bool { SVGLibrary.shared != nil }

/// The size of an SVG in pixels of 1/96 inch: its width and height, else its view box.
func sizeOfSVG(_ bytes: [UInt8]) throws(PictureFault) -> Size {
  guard let library = SVGLibrary.shared else { throw .noSVG }
  let size = library.with(bytes) { handle -> Size in
    var (width, height) = (0.0, 0.0)
    if library.pixelSize(handle, &width, &height) != 0 { return Size(width: width, height: height) }
    var hasBox: Int32 = 0
    var box = [0.0, 0, 0, 0]
    library.dimensions(handle, nil, nil, nil, nil, &hasBox, &box)
    // What says nothing of its size is as large as browsers take it to be.
    return hasBox != 0 ? Size(width: box[2], height: box[3]) : Size(width: 300, height: 150)
  }
  guard let size else { throw .content("the SVG is not well-formed") }
  guard size.width > 0, size.height > 0, size.width <= 32_767, size.height <= 32_767 else {
    throw .size("no pixels, or more than 32767 in a row")
  }
  return size
}

/// Draws an SVG from the origin on; false where it cannot be drawn.
func drawSVG(
  _ bytes: [UInt8], width: Double, height: Double, on context: OpaquePointer
) -> Bool {
  guard let library = SVGLibrary.shared else { return false }
  return library.with(bytes) { library.render($0, context, [0, 0, width, height], nil) != 0 }
    ?? false
}
