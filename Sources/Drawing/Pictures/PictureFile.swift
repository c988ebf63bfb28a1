/// What is wrong with the file of a picture.
public enum PictureFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// Neither of the kinds that are known.
  case kind
  /// More bytes or pixels than are taken.
  case size(String)
  /// Damaged, or of a variant that is not read; the words say which.
  case content(String)
  /// Something that is not in the file itself, or that runs.
  case reference(String)
  /// The library that draws SVG is not installed.
  case noSVG
  /// The library that reads JPEG is not installed.
  case noJPEG

  /// One line that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .kind: "it is neither PNG nor JPEG nor SVG; save it as one of these"
    case .size(let words): "it has \(words); save it smaller"
    case .content(let words): "\(words); save it again"
    case .reference(let words):
      "it holds \(words); save it again as plain SVG, PNG or RGB JPEG without"
    case .noSVG:
      "SVG is drawn by librsvg, which is not installed; install librsvg2-2, or save it as PNG"
    case .noJPEG:
      "JPEG is read by qpdf, which is not installed; install \(qpdfPackages), or save it as PNG"
    }
  }
}

/// A picture that somebody else made: a PNG, JPEG or SVG file that was read and is whole.
///
/// It holds what is seen and nothing else: remarks, thumbnails, dates and places that cameras add are
/// left out.
public struct PictureFile: Hashable, Sendable {
  /// The formats.
  public enum Kind: String, Hashable, Sendable { case png, jpeg, svg }

  /// The format.
  public let kind: Kind
  /// The file, without what is not seen.
  public let bytes: [UInt8]
  /// The size as it is seen, in pixels of 1/96 inch.
  public let size: Size
  /// How a camera was held, from 1 to 8 (Exif 2.3, 4.6.4): 1 for upright, 6 for turned to the left.
  let orientation: Int
  /// Whether its pixels are cells, between which nothing is smoothed.
  public let isSharp: Bool

  /// The most bytes of a file, and the most pixels.
  public static let most = (bytes: 12_000_000, pixels: 64_000_000)

  /// Reads a file.
  ///
  /// - Throws: `PictureFault` for a file that cannot be shown whole.
  public init(_ bytes: [UInt8]) throws(PictureFault) { try self.init(bytes, isSharp: false) }

  init(_ bytes: [UInt8], isSharp: Bool) throws(PictureFault) {
    self.isSharp = isSharp
    guard bytes.count <= PictureFile.most.bytes else {
      throw .size("more than \(PictureFile.most.bytes / 1_000_000) million bytes")
    }
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      kind = .png
      orientation = 1
      (self.bytes, size) = try readPNG(bytes)
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      kind = .jpeg
      let read = try readJPEG(bytes)
      (self.bytes, orientation) = (read.bytes, read.orientation)
      // From 5 on the rows of the file are columns of the picture.
      size =
        orientation < 5 ? read.size : Size(width: read.size.height, height: read.size.width)
    } else {
      kind = .svg
      orientation = 1
      try checkSVG(bytes)
      self.bytes = bytes
      size = try sizeOfSVG(bytes)
    }
  }

  /// The type of the file in addresses and headers (RFC 2046).
  public var mediaType: String { kind == .svg ? "image/svg+xml" : "image/\(kind.rawValue)" }
}

private func checkedPixels(_ width: Int, _ height: Int) throws(PictureFault) -> Size {
  guard width > 0, height > 0 else { throw .content("it has no pixels") }
  guard width <= 32_767, height <= 32_767, width * height <= PictureFile.most.pixels else {
    throw .size(
      "\(width) x \(height) pixels, where at most 32767 a side and "
        + "\(PictureFile.most.pixels / 1_000_000) million in all can be shown")
  }
  return Size(width: Double(width), height: Double(height))
}

/// The number that big-endian bytes write; nil beyond the end.
func bigEndian(_ bytes: [UInt8], at place: Int, count: Int) -> Int? {
  guard place >= 0, place + count <= bytes.count else { return nil }
  return bytes[place..<place + count].reduce(0) { $0 << 8 | Int($1) }
}

/// The chunks of a PNG file that say what is seen (ISO/IEC 15948, 11).
private func readPNG(_ bytes: [UInt8]) throws(PictureFault) -> (bytes: [UInt8], size: Size) {
  let seen: Set = [
    "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "pHYs",
  ]
  var kept = Array(bytes[..<8])
  var place = 8
  var size: Size?
  while let length = bigEndian(bytes, at: place, count: 4), place + 12 + length <= bytes.count {
    let name = String(decoding: bytes[place + 4..<place + 8], as: UTF8.self)
    if size == nil {
      guard name == "IHDR", let width = bigEndian(bytes, at: place + 8, count: 4),
        let height = bigEndian(bytes, at: place + 12, count: 4)
      else { break }
      size = try checkedPixels(width, height)
    }
    if seen.contains(name) { kept += bytes[place..<place + 12 + length] }
    place += 12 + length
    if name == "IEND", let size {
      // Cairo reads all of it: a file that ends early or was changed is found here, not on paper.
      guard isWholePNG(kept) else { break }
      return (kept, size)
    }
  }
  throw .content("the PNG is damaged or not whole")
}

/// The segments of a JPEG file that say what is seen (ITU-T T.81, B.1).
private func readJPEG(
  _ bytes: [UInt8]
) throws(PictureFault) -> (bytes: [UInt8], size: Size, orientation: Int) {
  var kept: [UInt8] = [0xFF, 0xD8]
  var orientation = 1
  var size: Size?
  var place = 2
  while let mark = bigEndian(bytes, at: place, count: 2), mark >> 8 == 0xFF {
    if mark == 0xFFFF {  // A mark may have more of its first byte before it.
      place += 1
      continue
    }
    guard let length = bigEndian(bytes, at: place + 2, count: 2), length >= 2,
      place + 2 + length <= bytes.count
    else { break }
    let segment = place..<place + 2 + length
    place = segment.upperBound
    switch mark & 0xFF {
    case 0xE1:
      orientation = exifOrientation(Array(bytes[segment])) ?? orientation
      continue
    // Colours stand in segments 0, 2 and 14 of applications; others are remarks.
    case 0xE3...0xED, 0xEF, 0xFE: continue
    case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
      guard mark & 0xFF <= 0xC2 else { throw .content("the JPEG is of a rare variant") }
      guard bytes[segment.lowerBound + 4] == 8, length >= 8,
        let height = bigEndian(bytes, at: segment.lowerBound + 5, count: 2),
        let width = bigEndian(bytes, at: segment.lowerBound + 7, count: 2)
      else { throw .content("the JPEG has other than 8 bits a channel") }
      // Cairo's PDF shows the inks of some programs inverted.
      guard
        bigEndian(bytes, at: segment.lowerBound + 9, count: 1).map({ [1, 3].contains($0) }) == true
      else { throw .reference("inks for printing (CMYK) in place of colours for screens") }
      size = try checkedPixels(width, height)
    default: break
    }
    kept += bytes[segment]
    guard mark & 0xFF == 0xDA else { continue }
    // The data of the picture, up to the mark of the end.
    guard let size, let end = lastMark(bytes, from: place) else { break }
    kept += bytes[place..<end + 2]
    if orientation != 1 { kept = [0xFF, 0xD8] + exif(orientation) + kept.dropFirst(2) }
    guard try isWholeJPEG(kept, size) else { break }
    return (kept, size, orientation)
  }
  throw .content("the JPEG is damaged or not whole")
}

/// Where the mark of the end (FF D9) stands last.
private func lastMark(_ bytes: [UInt8], from start: Int) -> Int? {
  var place = bytes.count - 2
  while place >= start {
    if bytes[place] == 0xFF, bytes[place + 1] == 0xD9 { return place }
    place -= 1
  }
  return nil
}

/// How the camera was held, from a segment of Exif (2.3, 4.5 and 4.6); nil where it does not say.
private func exifOrientation(_ segment: [UInt8]) -> Int? {
  let head = 10  // The mark, the length and "Exif", 0, 0.
  guard segment.count > head + 8, segment[4..<10].elementsEqual(Array("Exif".utf8) + [0, 0]) else {
    return nil
  }
  let isLittle = segment[head] == UInt8(ascii: "I")
  func number(_ place: Int, _ count: Int) -> Int? {
    guard place >= head, place + count <= segment.count else { return nil }
    let part = segment[place..<place + count]
    return (isLittle ? Array(part.reversed()) : Array(part)).reduce(0) { $0 << 8 | Int($1) }
  }
  guard let directory = number(head + 4, 4), let count = number(head + directory, 2) else {
    return nil
  }
  for entry in 0..<min(count, 200) {
    let place = head + directory + 2 + 12 * entry
    if number(place, 2) == 0x0112, let value = number(place + 8, 2) {
      return (1...8).contains(value) ? value : nil
    }
  }
  return nil
}

/// A segment of Exif that says how the camera was held and nothing else.
private func exif(_ orientation: Int) -> [UInt8] {
  let data: [UInt8] =
    Array("Exif".utf8) + [0, 0] + Array("MM".utf8) + [0, 42, 0, 0, 0, 8, 0, 1]
    + [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(orientation), 0, 0, 0, 0, 0, 0]
  return [0xFF, 0xE1, 0, UInt8(data.count + 2)] + data
}

/// Refuses what runs, what is not in the file, and what is drawn on screens alone.
private func checkSVG(_ bytes: [UInt8]) throws(PictureFault) {
  guard let text = String(validating: bytes, as: UTF8.self) else { throw .kind }
  let lower = text.lowercased()
  guard lower.contains("<svg") else { throw .kind }
  for (part, words) in [
    ("<script", "a script"), ("<foreignobject", "a part in HTML"),
    ("<!entity", "names of its own for characters"), ("@import", "a style sheet of elsewhere"),
    ("<?xml-stylesheet", "a style sheet of elsewhere"),
  ] where lower.contains(part) { throw .reference(words) }
  let references = lower.matches(
    of: #/(?:href\s*=\s*["']|src\s*=\s*["']|url\(\s*["']?)\s*([^"')\s]*)/#)
  for reference in references {
    let target = reference.1
    // A link that somebody may follow shows nothing.
    guard target.isEmpty || target.hasPrefix("#") || target.hasPrefix("data:") else {
      throw .reference("the address \(target.prefix(40).debugDescription)")
    }
  }
}
