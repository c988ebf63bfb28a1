/// Scenes as bytes, to be kept from run to run of one program: every number to its last bit.
///
/// What only documents have is not kept, nor are pictures of files, but for cells of colour.
extension Scene {
  /// The scene as bytes; nil for one that holds what is not kept.
  package var encoded: [UInt8]? {
    var writer = SceneWriter()
    writer.write(id, title, description, size.width, size.height, ground, items, readings, handles)
    return writer.isWhole ? writer.bytes : nil
  }

  /// The scene of `encoded` bytes; nil for others.
  ///
  /// - Parameter font: The font of a path.
  package init?(encoded bytes: [UInt8], font: @escaping (String) -> Font?) {
    var reader = SceneReader(bytes: bytes, font: font)
    do {
      self.init(
        id: try reader.read(), title: try reader.read(), description: try reader.read(),
        size: Size(width: try reader.read(), height: try reader.read()), ground: try reader.read(),
        items: try reader.read())
      readings = try reader.read()
      handles = try reader.read()
    } catch { return nil }
    guard reader.isAtEnd else { return nil }
  }
}

/// A part of a scene that is written and read again in the same order.
protocol SceneCoded {
  init(from reader: inout SceneReader) throws(SceneReader.Damage)
  func write(to writer: inout SceneWriter)
}

struct SceneWriter {
  var bytes: [UInt8] = []
  /// Whether all could be written.
  var isWhole = true
  fileprivate var fonts: [String: Int] = [:]

  mutating func write<each Part: SceneCoded>(_ parts: repeat each Part) {
    repeat (each parts).write(to: &self)
  }
}

/// Reads what `SceneWriter` wrote.
struct SceneReader {
  /// Bytes that no `SceneWriter` wrote.
  struct Damage: Error {}

  let bytes: [UInt8]
  let font: (String) -> Font?
  fileprivate var place = 0
  fileprivate var fonts: [Font] = []

  var isAtEnd: Bool { place == bytes.count }

  mutating func read<Part: SceneCoded>() throws(Damage) -> Part { try Part(from: &self) }

  /// So many of the bytes that follow.
  mutating func take(_ count: Int) throws(Damage) -> ArraySlice<UInt8> {
    guard count <= bytes.count - place else { throw Damage() }
    place += count
    return bytes[place - count..<place]
  }

  /// The number of things that follow: never more than there are bytes.
  mutating func count() throws(Damage) -> Int {
    let count: Int = try read()
    guard count <= bytes.count - place else { throw Damage() }
    return count
  }
}

extension UInt8: SceneCoded {
  init(from reader: inout SceneReader) throws(SceneReader.Damage) {
    self = try reader.take(1).first ?? 0
  }

  func write(to writer: inout SceneWriter) { writer.bytes.append(self) }
}

/// Numbers that are not negative, seven bits to a byte from the lowest on.
extension Int: SceneCoded {
  init(from reader: inout SceneReader) throws(SceneReader.Damage) {
    self = 0
    for shift in stride(from: 0, to: 56, by: 7) {
      let byte: UInt8 = try reader.read()
      self |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return }
    }
    throw SceneReader.Damage()
  }

  func write(to writer: inout SceneWriter) {
    var rest = UInt64(self)
    while rest > 0x7F {
      writer.bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    writer.bytes.append(UInt8(rest))
  }
}

extension Bool: SceneCoded {
  init(from reader: inout SceneReader) throws(SceneReader.Damage) {
    self = try reader.read() as UInt8 == 1
  }

  func write(to writer: inout SceneWriter) { writer.bytes.append(self ? 1 : 0) }
}

extension Double: SceneCoded {
  init(from reader: inout SceneReader) throws(SceneReader.Damage) {
    let bits = try reader.take(8).withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
    self.init(bitPattern: UInt64(littleEndian: bits))
  }

  func write(to writer: inout SceneWriter) {
    withUnsafeBytes(of: bitPattern.littleEndian) { writer.bytes.append(contentsOf: $0) }
  }
}

extension String: SceneCoded {
  init(from reader: inout SceneReader) throws(SceneReader.Damage) {
    let bytes = try reader.take(reader.count())
    guard let text = String(validating: bytes, as: UTF8.self) else { throw SceneReader.Damage() }
    self = text
  }

  func write(to writer: inout SceneWriter) {
    writer.write(utf8.count)
    writer.bytes.append(contentsOf: utf8)
  }
}

extension Array: SceneCoded where Element: SceneCoded {
  init(from reader: inout SceneReader) throws(SceneReader.Damage) {
    let count = try reader.count()
    self = []
    reserveCapacity(count)
    for _ in 0..<count { append(try reader.read()) }
  }

  func write(to writer: inout SceneWriter) {
    writer.write(count)
    for element in self { element.write(to: &writer) }
  }
}

extension Optional: SceneCoded where Wrapped: SceneCoded {
  init(from reader: inout SceneReader) throws(SceneReader.Damage) {
    let isThere: Bool = try reader.read()
    self = isThere ? try reader.read() as Wrapped : nil
  }

  func write(to writer: inout SceneWriter) {
    writer.write(self != nil)
    self?.write(to: &writer)
  }
}

extension Point: SceneCoded {
  init(from reader: inout SceneReader) throws(SceneReader.Damage) {
    self.init(try reader.read(), try reader.read())
  }

  func write(to writer: inout SceneWriter) { writer.write(x, y) }
}

extension Rect: SceneCoded {
  init(from reader: inout SceneReader) throws(SceneReader.Damage) {
    self.init(
      minX: try reader.read(), minY: try reader.read(), maxX: try reader.read(),
      maxY: try reader.read())
  }

  func write(to writer: inout SceneWriter) { writer.write(minX, minY, maxX, maxY) }
}

extension Color: SceneCoded {
  init(from reader: inout SceneReader) throws(SceneReader.Damage) {
    self.init(red: try reader.read(), green: try reader.read(), blue: try reader.read())
  }

  func write(to writer: inout SceneWriter) { writer.write(red, green, blue) }
}

extension SceneItem: SceneCoded {
  init(from reader: inout SceneReader) throws(SceneReader.Damage) {
    switch try reader.read() as UInt8 {
    case 0:
      self = .group(
        Group(
          name: try reader.read(), label: try reader.read(), step: try reader.read(),
          items: try reader.read()))
    case 1:
      self = .path(
        Path(try reader.read()),
        Style(
          fill: try reader.read(), fillOpacity: try reader.read(), evenOdd: try reader.read(),
          stroke: try reader.read()))
    case 2: self = .glyphs(try reader.read())
    case 3:
      guard let file = try? PictureFile(try reader.read(), isSharp: true) else {
        throw SceneReader.Damage()
      }
      self = .picture(file, try reader.read())
    default: throw SceneReader.Damage()
    }
  }

  func write(to writer: inout SceneWriter) {
    switch self {
    case .group(let group):
      if group.structure != nil { writer.isWhole = false }
      writer.write(UInt8(0), group.name, group.label, group.step, group.items)
    case .path(let path, let style):
      writer.write(
        UInt8(1), path.elements, style.fill, style.fillOpacity, style.evenOdd, style.stroke)
    case .glyphs(let run): writer.write(UInt8(2), run)
    case .picture(let file, let rect):
      if !file.isSharp { writer.isWhole = false }
      writer.write(UInt8(3), file.bytes, rect)
    }
  }
}

extension Path.Element: SceneCoded {
  init(from reader: inout SceneReader) throws(SceneReader.Damage) {
    switch try reader.read() as UInt8 {
    case 0: self = .move(try reader.read())
    case 1: self = .line(try reader.read())
    case 2: self = .curve(try reader.read(), try reader.read(), try reader.read())
    case 3: self = .close
    default: throw SceneReader.Damage()
    }
  }

  func write(to writer: inout SceneWriter) {
    switch self {
    case .move(let p): writer.write(UInt8(0), p)
    case .line(let p): writer.write(UInt8(1), p)
    case .curve(let a, let b, let p): writer.write(UInt8(2), a, b, p)
    case .close: writer.write(UInt8(3))
    }
  }
}

extension Stroke: SceneCoded {
  init(from reader: inout SceneReader) throws(SceneReader.Damage) {
    self.init(
      try reader.read(), width: try reader.read(), dash: try reader.read(),
      cap: try reader.read() ? .round : .butt, join: try reader.read() ? .round : .miter,
      opacity: try reader.read())
  }

  func write(to writer: inout SceneWriter) {
    writer.write(color, width, dash, cap == .round, join == .round, opacity)
  }
}

extension GlyphRun: SceneCoded {
  /// A font's path stands where it is used first, and its number from then on.
  init(from reader: inout SceneReader) throws(SceneReader.Damage) {
    let index: Int = try reader.read()
    if index == reader.fonts.count, let font = reader.font(try reader.read()) {
      reader.fonts.append(font)
    }
    guard reader.fonts.indices.contains(index) else { throw SceneReader.Damage() }
    let (size, color, halo): (Double, Color, Halo?) = (
      try reader.read(), try reader.read(), try reader.read()
    )
    let isInked: Bool = try reader.read()
    self.init(
      font: reader.fonts[index], size: size, color: color, halo: halo, origin: try reader.read(),
      glyphs: try reader.read())
    self.isInked = isInked
  }

  func write(to writer: inout SceneWriter) {
    let known = writer.fonts[font.path]
    writer.write(known ?? writer.fonts.count)
    if known == nil {
      writer.fonts[font.path] = writer.fonts.count
      writer.write(font.path)
    }
    writer.write(size, color, halo, isInked, origin, glyphs)
  }
}

extension GlyphRun.Halo: SceneCoded {
  init(from reader: inout SceneReader) throws(SceneReader.Damage) {
    self.init(try reader.read(), width: try reader.read())
  }

  func write(to writer: inout SceneWriter) { writer.write(color, width) }
}

extension GlyphRun.Glyph: SceneCoded {
  init(from reader: inout SceneReader) throws(SceneReader.Damage) {
    guard let id = UInt32(exactly: try reader.read() as Int) else { throw SceneReader.Damage() }
    self.init(id: id, offset: try reader.read(), text: try reader.read())
  }

  func write(to writer: inout SceneWriter) { writer.write(Int(id), offset, text) }
}

extension PanelReading: SceneCoded {
  init(from reader: inout SceneReader) throws(SceneReader.Damage) {
    self.init(rect: try reader.read(), x: try reader.read(), y: try reader.read())
    landscape = try reader.read()
  }

  func write(to writer: inout SceneWriter) { writer.write(rect, x, y, landscape) }
}

extension PanelReading.Side: SceneCoded {
  init(from reader: inout SceneReader) throws(SceneReader.Damage) {
    self.init(
      name: try reader.read(), kind: try reader.read(), start: try reader.read(),
      end: try reader.read())
  }

  func write(to writer: inout SceneWriter) { writer.write(name, kind, start, end) }
}

extension PanelReading.Side.Kind: SceneCoded {
  init(from reader: inout SceneReader) throws(SceneReader.Damage) {
    switch try reader.read() as UInt8 {
    case 0: self = .linear
    case 1: self = .log
    case 2: self = .symlog(try reader.read())
    case 3: self = .names(try reader.read())
    case 4: self = .date
    default: throw SceneReader.Damage()
    }
  }

  func write(to writer: inout SceneWriter) {
    switch self {
    case .linear: writer.write(UInt8(0))
    case .log: writer.write(UInt8(1))
    case .symlog(let size): writer.write(UInt8(2), size)
    case .names(let names): writer.write(UInt8(3), names)
    case .date: writer.write(UInt8(4))
    }
  }
}

extension PanelReading.Landscape: SceneCoded {
  init(from reader: inout SceneReader) throws(SceneReader.Damage) {
    let name: String = try reader.read()
    let numbers: [Double] = try reader.read()
    let values = numbers.compactMap { Int(exactly: $0) }
    guard values.count == numbers.count else { throw SceneReader.Damage() }
    self.init(name: name, values: values, unit: try reader.read(), error: try reader.read())
  }

  func write(to writer: inout SceneWriter) {
    // Every whole number of up to 53 bits is one with a fraction.
    writer.write(name, values.map(Double.init), unit, error)
  }
}

extension SceneHandle: SceneCoded {
  init(from reader: inout SceneReader) throws(SceneReader.Damage) {
    self.init(of: try reader.read(), at: try reader.read())
  }

  func write(to writer: inout SceneWriter) { writer.write(parameter, place) }
}
