/// Scenes as bytes, to be kept from run to run of one program: every number to its last bit.
///
/// What only documents have is not kept, nor are pictures of files, but for cells of colour.
extension Scene {
  /// The scene as bytes; nil for one that holds what is not kept.
  package var encoded: [UInt8]? {
    var writer = SceneWriter()
    writer.write(id)
    writer.write(title)
    writer.write(description)
    writer.write(size.width)
    writer.write(size.height)
    writer.write(ground) { $0.write($1) }
    writer.write(items) { $0.write($1) }
    writer.write(readings) { $0.write($1) }
    writer.write(handles) {
      $0.write($1.parameter)
      $0.write($1.place)
    }
    return writer.isWhole ? writer.bytes : nil
  }

  /// The scene of `encoded` bytes; nil for others.
  ///
  /// - Parameter font: The font of a path.
  package init?(encoded bytes: [UInt8], font: @escaping (String) -> Font?) {
    var reader = SceneReader(bytes: bytes, font: font)
    guard let id = reader.text(), let title = reader.text(), let description = reader.text(),
      let width = reader.number(), let height = reader.number(),
      let ground = reader.optional({ $0.color() }), let items = reader.list({ $0.item() }),
      let readings = reader.list({ $0.reading() }), let handles = reader.list({ $0.handle() }),
      reader.isAtEnd
    else { return nil }
    self.init(
      id: id, title: title, description: description, size: Size(width: width, height: height),
      ground: ground, items: items)
    self.readings = readings
    self.handles = handles
  }
}

private struct SceneWriter {
  var bytes: [UInt8] = []
  /// Whether all could be written.
  var isWhole = true
  private var fonts: [String: Int] = [:]

  mutating func write(_ count: Int) {
    var rest = UInt64(count)
    while rest > 0x7F {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func write(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  mutating func write(_ number: Double) {
    withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func write(_ text: String) {
    write(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  mutating func write(_ point: Point) {
    write(point.x)
    write(point.y)
  }

  mutating func write(_ rect: Rect) {
    write(Point(rect.minX, rect.minY))
    write(Point(rect.maxX, rect.maxY))
  }

  mutating func write(_ color: Color) {
    bytes += [color.red, color.green, color.blue]
  }

  mutating func write<Value>(_ list: [Value], by write: (inout SceneWriter, Value) -> Void) {
    self.write(list.count)
    for value in list { write(&self, value) }
  }

  mutating func write<Value>(_ value: Value?, by write: (inout SceneWriter, Value) -> Void) {
    self.write(value != nil)
    if let value { write(&self, value) }
  }

  mutating func write(_ item: SceneItem) {
    switch item {
    case .group(let group):
      bytes.append(0)
      write(group.name)
      write(group.label) { $0.write($1) }
      write(group.step) { $0.write($1) }
      if group.structure != nil { isWhole = false }
      write(group.items) { $0.write($1) }
    case .path(let path, let style):
      bytes.append(1)
      write(path.elements) { $0.write($1) }
      write(style.fill) { $0.write($1) }
      write(style.fillOpacity)
      write(style.evenOdd)
      write(style.stroke) { $0.write($1) }
    case .glyphs(let run):
      bytes.append(2)
      write(run)
    case .picture(let file, let rect):
      guard file.isSharp else {
        isWhole = false
        return
      }
      bytes.append(3)
      write(file.bytes.count)
      bytes += file.bytes
      write(rect)
    }
  }

  private mutating func write(_ element: Path.Element) {
    switch element {
    case .move(let p):
      bytes.append(0)
      write(p)
    case .line(let p):
      bytes.append(1)
      write(p)
    case .curve(let a, let b, let p):
      bytes.append(2)
      write(a)
      write(b)
      write(p)
    case .close: bytes.append(3)
    }
  }

  private mutating func write(_ stroke: Stroke) {
    write(stroke.color)
    write(stroke.width)
    write(stroke.dash) { $0.write($1) }
    write(stroke.cap == .round)
    write(stroke.join == .round)
    write(stroke.opacity)
  }

  private mutating func write(_ run: GlyphRun) {
    let known = fonts[run.font.path]
    write(known ?? fonts.count)
    if known == nil {
      fonts[run.font.path] = fonts.count
      write(run.font.path)
    }
    write(run.size)
    write(run.color)
    write(run.halo) {
      $0.write($1.color)
      $0.write($1.width)
    }
    write(run.isInked)
    write(run.origin)
    write(run.glyphs) {
      $0.write(Int($1.id))
      $0.write($1.offset)
      $0.write($1.text)
    }
  }

  mutating func write(_ reading: PanelReading) {
    write(reading.rect)
    for side in [reading.x, reading.y] {
      write(side.name)
      switch side.kind {
      case .linear: bytes.append(0)
      case .log: bytes.append(1)
      case .symlog(let size):
        bytes.append(2)
        write(size)
      case .names(let names):
        bytes.append(3)
        write(names) { $0.write($1) }
      case .date: bytes.append(4)
      }
      write(side.start)
      write(side.end)
    }
    write(reading.landscape) {
      $0.write($1.name)
      // Every whole number of up to 53 bits is one with a fraction.
      $0.write($1.values) { $0.write(Double($1)) }
      $0.write($1.unit)
      $0.write($1.error)
    }
  }
}

/// Reads what `SceneWriter` wrote; nil at what it did not write.
private struct SceneReader {
  let bytes: [UInt8]
  let font: (String) -> Font?
  private var place = 0
  private var fonts: [Font] = []

  init(bytes: [UInt8], font: @escaping (String) -> Font?) {
    (self.bytes, self.font) = (bytes, font)
  }

  var isAtEnd: Bool { place == bytes.count }

  /// Bytes behind their number.
  private mutating func raw() -> [UInt8]? {
    guard let count = count(), count <= bytes.count - place else { return nil }
    place += count
    return Array(bytes[place - count..<place])
  }

  private mutating func byte() -> UInt8? {
    guard place < bytes.count else { return nil }
    place += 1
    return bytes[place - 1]
  }

  /// A number of things that follow or stand behind; never more than there are bytes.
  mutating func count() -> Int? {
    var (value, shift) = (0, 0)
    while let byte = byte(), shift < 56 {
      value |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  mutating func flag() -> Bool? { byte().map { $0 == 1 } }

  mutating func number() -> Double? {
    guard place + 8 <= bytes.count else { return nil }
    let bits = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: UInt64.self) }
    place += 8
    return Double(bitPattern: UInt64(littleEndian: bits))
  }

  mutating func text() -> String? {
    guard let count = count(), place + count <= bytes.count else { return nil }
    defer { place += count }
    return String(validating: bytes[place..<(place + count)], as: UTF8.self)
  }

  mutating func point() -> Point? {
    guard let x = number(), let y = number() else { return nil }
    return Point(x, y)
  }

  mutating func color() -> Color? {
    guard let red = byte(), let green = byte(), let blue = byte() else { return nil }
    return Color(red: red, green: green, blue: blue)
  }

  mutating func list<Value>(_ read: (inout SceneReader) -> Value?) -> [Value]? {
    guard let count = count(), count <= bytes.count - place else { return nil }
    var list: [Value] = []
    list.reserveCapacity(count)
    for _ in 0..<count {
      guard let value = read(&self) else { return nil }
      list.append(value)
    }
    return list
  }

  /// A value that may be missing; nil where neither can be read.
  mutating func optional<Value>(_ read: (inout SceneReader) -> Value?) -> Value?? {
    guard let isThere = flag() else { return nil }
    guard isThere else { return .some(nil) }
    return read(&self).map { .some($0) }
  }

  mutating func item() -> SceneItem? {
    switch byte() {
    case 0:
      guard let name = text(), let label = optional({ $0.text() }),
        let step = optional({ $0.count() }), let items = list({ $0.item() })
      else { return nil }
      return .group(Group(name: name, label: label, step: step, items: items))
    case 1:
      guard let elements = list({ $0.element() }), let fill = optional({ $0.color() }),
        let opacity = number(), let evenOdd = flag(), let stroke = optional({ $0.stroke() })
      else { return nil }
      let style = Style(fill: fill, fillOpacity: opacity, evenOdd: evenOdd, stroke: stroke)
      return .path(Path(elements), style)
    case 2: return run().map(SceneItem.glyphs)
    case 3:
      guard let file = raw().flatMap({ try? PictureFile($0, isSharp: true) }), let low = point(),
        let high = point()
      else { return nil }
      return .picture(file, Rect(minX: low.x, minY: low.y, maxX: high.x, maxY: high.y))
    default: return nil
    }
  }

  private mutating func element() -> Path.Element? {
    switch byte() {
    case 0: return point().map(Path.Element.move)
    case 1: return point().map(Path.Element.line)
    case 2:
      guard let a = point(), let b = point(), let p = point() else { return nil }
      return .curve(a, b, p)
    case 3: return .close
    default: return nil
    }
  }

  private mutating func stroke() -> Stroke? {
    guard let color = color(), let width = number(), let dash = list({ $0.number() }),
      let hasRoundEnds = flag(), let hasRoundCorners = flag(), let opacity = number()
    else { return nil }
    return Stroke(
      color, width: width, dash: dash, cap: hasRoundEnds ? .round : .butt,
      join: hasRoundCorners ? .round : .miter, opacity: opacity)
  }

  private mutating func run() -> GlyphRun? {
    guard let index = count() else { return nil }
    if index == fonts.count, let path = text(), let font = font(path) { fonts.append(font) }
    guard fonts.indices.contains(index), let size = number(), let color = color(),
      let halo = optional({ reader in
        reader.color().flatMap { color in reader.number().map { GlyphRun.Halo(color, width: $0) } }
      }), let isInked = flag(), let origin = point(), let glyphs = list({ $0.glyph() })
    else { return nil }
    var run = GlyphRun(
      font: fonts[index], size: size, color: color, halo: halo, origin: origin, glyphs: glyphs)
    run.isInked = isInked
    return run
  }

  private mutating func glyph() -> GlyphRun.Glyph? {
    guard let id = count().flatMap({ UInt32(exactly: $0) }), let offset = point(),
      let text = text()
    else { return nil }
    return GlyphRun.Glyph(id: id, offset: offset, text: text)
  }

  mutating func reading() -> PanelReading? {
    guard let low = point(), let high = point(), let x = side(), let y = side(),
      let landscape = optional({ $0.landscape() })
    else { return nil }
    let rect = Rect(minX: low.x, minY: low.y, maxX: high.x, maxY: high.y)
    var reading = PanelReading(rect: rect, x: x, y: y)
    reading.landscape = landscape
    return reading
  }

  private mutating func landscape() -> PanelReading.Landscape? {
    guard let name = text(), let values = list({ $0.number().flatMap { Int(exactly: $0) } }),
      let unit = number(), let error = number()
    else { return nil }
    return PanelReading.Landscape(name: name, values: values, unit: unit, error: error)
  }

  mutating func handle() -> SceneHandle? {
    guard let parameter = text(), let place = point() else { return nil }
    return SceneHandle(of: parameter, at: place)
  }

  private mutating func side() -> PanelReading.Side? {
    guard let name = text() else { return nil }
    let kind: PanelReading.Side.Kind? =
      switch byte() {
      case 0: .linear
      case 1: .log
      case 2: number().map { .symlog($0) }
      case 3: list({ $0.text() }).map { .names($0) }
      case 4: .date
      default: nil
      }
    guard let kind, let start = number(), let end = number() else { return nil }
    return PanelReading.Side(name: name, kind: kind, start: start, end: end)
  }
}
