/// A value in a PDF (ISO 32000-1, 7.3).
///
/// Names, numbers and the words `true`, `false` and `null` are kept as they are written.
enum PDFValue: Hashable, Sendable {
  case token(String)
  case string([UInt8])
  case reference(Int)
  case array([PDFValue])
  case dictionary([PDFEntry])

  static let null = PDFValue.token("null")

  /// The items of an array, the value itself when it is anything else, none for nothing.
  var items: [PDFValue] {
    if case .array(let items) = self { items } else { self == .null ? [] : [self] }
  }

  /// The entries of a dictionary, none of what is none.
  var entries: [PDFEntry] { if case .dictionary(let entries) = self { entries } else { [] } }

  /// The number of the object that it refers to.
  var number: Int? { if case .reference(let number) = self { number } else { nil } }

  /// A number without a point.
  var integer: Int? { if case .token(let text) = self { Int(text) } else { nil } }

  /// A name with its slash.
  var name: String? {
    if case .token(let text) = self, text.hasPrefix("/") { text } else { nil }
  }

  /// The value of a dictionary's key; nothing removes it.
  subscript(_ key: String) -> PDFValue? {
    get { entries.first { $0.key == key }?.value }
    set {
      guard case .dictionary(var entries) = self else { return }
      // Nothing for now, so that the entries are not copied.
      self = .null
      let place = entries.firstIndex { $0.key == key }
      switch (place, newValue) {
      case (let place?, let value?): entries[place].value = value
      case (let place?, nil): entries.remove(at: place)
      case (nil, let value?): entries.append(PDFEntry(key: key, value: value))
      case (nil, nil): break
      }
      self = .dictionary(entries)
    }
  }
}

/// A key of a dictionary, with its slash, and its value.
struct PDFEntry: Hashable, Sendable {
  var key: String
  var value: PDFValue
}

extension PDFValue: ExpressibleByDictionaryLiteral {
  init(dictionaryLiteral entries: (String, PDFValue)...) {
    self = .dictionary(entries.map { PDFEntry(key: $0.0, value: $0.1) })
  }
}

extension PDFValue {
  /// A text as readers show it: in one byte a character where PDFDocEncoding has all, else UTF-16.
  init(text: String) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x20...0x7E, 9, 10, 13, 0xA1...0xAC, 0xAE...0xFF: bytes.append(UInt8(scalar.value))
      default:
        guard let sign = special[scalar] else {
          let pairs = text.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
          self = .string([0xFE, 0xFF] + pairs)
          return
        }
        bytes.append(sign)
      }
    }
    self = .string(bytes)
  }

  /// The text of a string; nil for what is none.
  var text: String? {
    guard case .string(let bytes) = self else { return nil }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      return String(decoding: bytes.dropFirst(3), as: UTF8.self)
    }
    guard bytes.starts(with: [0xFE, 0xFF]) else {
      let signs = Dictionary(special.map { ($1, $0) }) { first, _ in first }
      var text = ""
      text.unicodeScalars.append(contentsOf: bytes.map { signs[$0] ?? Unicode.Scalar($0) })
      return text
    }
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map {
      UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
    }
    return String(decoding: units, as: UTF16.self)
  }
}

/// The signs of PDFDocEncoding that are elsewhere in Unicode (ISO 32000-1, D.3).
private let special: [Unicode.Scalar: UInt8] = {
  let signs = zip("˘ˇˆ˙˝˛˚˜".unicodeScalars, UInt8(0x18)...0x1F)
  let others = zip("•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž".unicodeScalars, UInt8(0x80)...0x9E)
  return Dictionary(Array(signs) + Array(others) + [("€", 0xA0)]) { first, _ in first }
}()
