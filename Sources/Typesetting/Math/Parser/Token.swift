/// A word of the language with its place in the source.
struct Token: Hashable, Sendable {
  /// What a token is.
  enum Kind: Hashable, Sendable {
    /// A backslash with letters or one other character: the name without the backslash.
    case command(String)
    /// Any other character.
    case character(Unicode.Scalar)
    /// A run of white space.
    case space
    /// `{`.
    case open
    /// `}`.
    case close
    /// `#1` to `#9` in a macro.
    case parameter(Int)
  }

  var kind: Kind
  var range: SourceRange

  /// The token as typed.
  var spelling: String {
    switch kind {
    case .command(let name): "\\" + name
    case .character(let scalar): String(scalar)
    case .space: " "
    case .open: "{"
    case .close: "}"
    case .parameter(let number): "#\(number)"
    }
  }

  func `is`(_ scalar: Unicode.Scalar) -> Bool { kind == .character(scalar) }
}

/// Cuts a source into tokens.
struct Lexer {
  private let source: String
  private let bytes: [UInt8]
  private var position: Int
  private let end: Int

  /// Reads a part of a source; the whole when `range` is nil.
  init(_ source: String, range: SourceRange? = nil) {
    self.source = source
    bytes = Array(source.utf8)
    position = range?.lowerBound ?? 0
    end = range?.upperBound ?? bytes.count
  }

  /// All tokens, in order; comments from `%` to the end of the line, of several, are left out.
  mutating func tokens() throws(MathError) -> [Token] {
    var tokens: [Token] = []
    tokens.reserveCapacity(end - position)
    while let token = try next() { tokens.append(token) }
    return tokens
  }

  private mutating func next() throws(MathError) -> Token? {
    guard position < end else { return nil }
    let start = position
    let byte = bytes[position]
    switch byte {
    case 0x5C: return Token(kind: .command(try commandName()), range: start..<position)
    case 0x7B, 0x7D:
      position += 1
      return Token(kind: byte == 0x7B ? .open : .close, range: start..<position)
    case 0x20, 0x09, 0x0A, 0x0D:
      while position < end, Lexer.isSpace(bytes[position]) { position += 1 }
      return Token(kind: .space, range: start..<position)
    case 0x25:
      guard beginsComment(at: start) else {
        throw MathError(
          "'%' begins a comment and what stands behind it would be lost; write \\% for the sign",
          in: source, at: start..<start + 1)
      }
      while position < end, bytes[position] != 0x0A { position += 1 }
      return try next()
    case 0x23:
      guard position + 1 < end, (0x31...0x39).contains(bytes[position + 1]) else {
        throw MathError(
          "'#' stands only before the number of a macro's argument; write \\# for the sign",
          in: source, at: start..<start + 1)
      }
      position += 2
      return Token(kind: .parameter(Int(bytes[start + 1]) - 0x30), range: start..<position)
    default:
      let scalar = nextScalar()
      return Token(kind: .character(scalar), range: start..<position)
    }
  }

  /// Whether a sign of percent begins a comment: another line follows, and no number stands before it.
  private func beginsComment(at place: Int) -> Bool {
    guard bytes[place...].contains(0x0A) else { return false }
    let before = bytes[..<place].last { $0 != 0x20 && $0 != 0x09 }
    return before.map { !(0x30...0x39).contains($0) } ?? true
  }

  private mutating func commandName() throws(MathError) -> String {
    let start = position
    position += 1
    guard position < end else {
      throw MathError("the formula ends after a backslash", in: source, at: start..<end)
    }
    let first = position
    while position < end, Lexer.isLetter(bytes[position]) { position += 1 }
    if position == first {
      let scalar = nextScalar()
      return Lexer.isSpace(bytes[first]) ? " " : String(scalar)
    }
    return String(decoding: bytes[first..<position], as: UTF8.self)
  }

  private mutating func nextScalar() -> Unicode.Scalar {
    let start = position
    position += 1
    if bytes[start] < 0x80 { return Unicode.Scalar(bytes[start]) }
    while position < end, bytes[position] & 0xC0 == 0x80 { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self).unicodeScalars.first
      ?? "\u{FFFD}"
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}
