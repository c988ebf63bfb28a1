/// The objects of a PDF, to be read, changed and written again.
///
/// They are found by their heads, from the first byte on, so that neither kind of table of places is
/// read; of two with one number the later counts.
struct PDFFile {
  /// An object that others refer to by its number.
  struct Object {
    var value: PDFValue
    /// What a stream holds, packed as its dictionary says; nil for what is no stream.
    var data: [UInt8]?
  }

  private(set) var objects: [Int: Object] = [:]
  private(set) var trailer: PDFValue = [:]
  private var last = 0

  /// Reads a file.
  ///
  /// - Throws: `ExportError.structure` when it is damaged, or is encrypted.
  init(_ bytes: [UInt8]) throws(ExportError) {
    var reader = PDFReader(bytes)
    // The numbers before a word: that of an object and its generation.
    var before: [Int] = []
    while let piece = reader.next() {
      switch piece {
      case .value(let value): before = before.suffix(1) + [value.integer ?? -1]
      case .end: before = []
      case .word("obj"):
        guard before.count == 2, before[0] > 0 else { throw damaged }
        try read(before[0], &reader)
        before = []
      case .word("trailer"):
        guard case .value(let value) = reader.next() else { throw damaged }
        extend(value)
        before = []
      case .word: before = []
      }
    }
    try checkLengths()
    try unpackObjects()
    last = objects.keys.max() ?? 0
    guard trailer["/Encrypt"] == nil, case .dictionary = catalogue else { throw damaged }
  }

  /// Adds to the trailer what a part of the file has at its end.
  private mutating func extend(_ part: PDFValue) {
    for entry in part.entries { trailer[entry.key] = entry.value }
  }

  private mutating func read(_ number: Int, _ reader: inout PDFReader) throws(ExportError) {
    guard case .value(let value) = reader.next() else { throw damaged }
    var object = Object(value: value)
    let end = reader.next()
    if end == .word("stream") {
      let bytes = reader.bytes
      if reader.place < bytes.count, bytes[reader.place] == 13 { reader.place += 1 }
      let start = min(reader.place + 1, bytes.count)
      reader.place = start
      if let length = value["/Length"]?.integer, (0...bytes.count - start).contains(length) {
        reader.place += length
      } else {
        // The length is another object, which may come later.
        try reader.skip(to: "endstream")
      }
      object.data = Array(bytes[start..<reader.place])
      guard reader.next() == .word("endstream"), reader.next() == .word("endobj") else {
        throw damaged
      }
      if value["/Type"] == .token("/XRef") { extend(value) }
    } else if end != .word("endobj") {
      throw damaged
    }
    objects[number] = object
  }

  /// Cuts streams to the lengths that other objects say.
  private mutating func checkLengths() throws(ExportError) {
    for (number, object) in objects {
      guard let data = object.data, let place = object.value["/Length"]?.number else { continue }
      guard let length = objects[place]?.value.integer, (0...data.count).contains(length) else {
        throw damaged
      }
      objects[number]?.data = Array(data.prefix(length))
    }
  }

  /// Takes objects out of the streams that hold several.
  private mutating func unpackObjects() throws(ExportError) {
    // By their numbers: the order of a dictionary would decide between two objects of one number.
    for (_, object) in objects.sorted(by: { $0.key < $1.key })
    where object.value["/Type"] == .token("/ObjStm") {
      guard let count = object.value["/N"]?.integer, let first = object.value["/First"]?.integer,
        let bytes = unpacked(object), (0...bytes.count).contains(first)
      else { throw damaged }
      var places = PDFReader(bytes)
      for _ in 0..<max(0, count) {
        guard case .value(let number) = places.next(), case .value(let place) = places.next(),
          let number = number.integer, let place = place.integer, (0...bytes.count).contains(place)
        else { throw damaged }
        var reader = PDFReader(bytes, from: min(first + place, bytes.count))
        guard case .value(let value) = reader.next() else { throw damaged }
        if objects[number] == nil { objects[number] = Object(value: value) }
      }
    }
  }

  /// What a stream holds, unpacked; nil where it is packed in another way than zlib's.
  func unpacked(_ object: Object) -> [UInt8]? {
    guard let data = object.data else { return nil }
    switch object.value["/Filter"]?.items ?? [] {
    case []: return data
    case [.token("/FlateDecode")] where object.value["/DecodeParms"] == nil: return inflated(data)
    default: return nil
    }
  }

  /// The object that a value refers to, or the value itself.
  func resolved(_ value: PDFValue?) -> PDFValue? {
    value?.number.map { objects[$0]?.value } ?? value
  }

  /// The items of an array, whether it stands in its place or is an object of its own; else the value.
  func items(_ value: PDFValue?) -> [PDFValue] {
    if case .array(let items) = resolved(value) { items } else { value?.items ?? [] }
  }

  var catalogue: PDFValue? { resolved(trailer["/Root"]) }

  /// The numbers of the pages, in order.
  var pages: [Int] {
    var pages: [Int] = []
    var seen: Set<Int> = []
    var waiting = [catalogue?["/Pages"]].compactMap(\.self)
    while let node = waiting.popLast() {
      guard let number = node.number, seen.insert(number).inserted else { continue }
      if let kids = objects[number]?.value["/Kids"] {
        waiting += items(kids).reversed()
      } else {
        pages.append(number)
      }
    }
    return pages
  }

  /// The value of an object; an object that is not there takes none.
  subscript(_ number: Int?) -> PDFValue {
    get { number.flatMap { objects[$0]?.value } ?? .null }
    _modify {
      // In place: dictionaries would be copied with each key that is set.
      var none = PDFValue.null
      if let number, objects[number] != nil {
        yield &objects[number, default: Object(value: .null)].value
      } else {
        yield &none
      }
    }
  }

  /// Adds an object and returns what refers to it.
  mutating func add(_ value: PDFValue, data: [UInt8]? = nil) -> PDFValue {
    last += 1
    objects[last] = Object(value: value, data: data)
    return .reference(last)
  }
}

private let damaged = ExportError.structure("it is damaged")

extension PDFReader {
  /// Goes to the next place of a word.
  fileprivate mutating func skip(to word: String) throws(ExportError) {
    let word = Array(word.utf8)
    while place + word.count <= bytes.count {
      if bytes[place] == word[0], bytes[place..<place + word.count].elementsEqual(word) { return }
      place += 1
    }
    throw damaged
  }
}
