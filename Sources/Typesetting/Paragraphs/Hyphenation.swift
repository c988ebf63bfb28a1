import Records

/// Where words of a language may be divided, by Liang's patterns.
///
/// A pattern such as `hy3ph` says how good a division between two letters is; of all patterns that
/// match a word, the largest number at each place counts, and odd numbers allow the division
/// (F. M. Liang, Word Hy-phen-a-tion by Com-put-er, 1983; TeXbook, appendix H).
public struct Hyphenation: Sendable {
  /// The file of a language's patterns and the Debian package that it comes from.
  public struct Source: Hashable, Sendable {
    /// The path of the file.
    public let path: String
    /// The package to install.
    public let package: String

    /// A file of patterns.
    public init(path: String, package: String) {
      self.path = path
      self.package = package
    }
  }

  /// The patterns of the languages that documents have, by the language's tag in BCP 47.
  public static let sources: [(key: String, value: Source)] = [
    ("en", Source(path: "/usr/share/hyphen/hyph_en_US.dic", package: "hyphen-en-us")),
    ("fr", Source(path: "/usr/share/hyphen/hyph_fr.dic", package: "hyphen-fr")),
    ("de", Source(path: "/usr/share/hyphen/hyph_de_DE.dic", package: "hyphen-de")),
  ]

  /// The fewest letters before a division.
  public private(set) var leftMinimum = 2
  /// The fewest letters after a division.
  public private(set) var rightMinimum = 3

  /// The letters of patterns as a tree, the root first: a node is what the letters up to it spell.
  private var nodes = [Node(letter: ".")]
  /// The nodes below the root by their letters, of which most are small; 0 for none.
  private var first = [Int32](repeating: 0, count: 256)
  /// The digits of patterns one after the other.
  private var digits: [UInt8] = []
  /// The letters that patterns have.
  private var letters: Set<Unicode.Scalar> = []

  private struct Node {
    var letter: Unicode.Scalar
    /// The first node with a letter more, and the next one with another letter; 0 for none.
    var child: Int32 = 0
    var sibling: Int32 = 0
    /// Where the digits of the pattern that ends here begin, one more than it has letters; -1 for none.
    var digits: Int32 = -1
  }

  /// A table of patterns.
  ///
  /// - Parameter patterns: Letters with digits between them; a dot marks an end of a word.
  public init(patterns: some Sequence<Substring>) {
    for pattern in patterns { insert(pattern.unicodeScalars) }
  }

  /// Reads the patterns of a language; nil for one that has none here.
  ///
  /// - Parameter language: A tag such as `fr` or `fr-CA`.
  /// - Throws: `HyphenationError.unreadable` when the file cannot be read.
  public init?(language: String) throws(HyphenationError) {
    let main = language.prefix { $0 != "-" }.lowercased()
    guard let source = Hyphenation.sources.first(where: { $0.key == main })?.value else {
      return nil
    }
    try self.init(source)
  }

  /// Reads a table in the form of the Hunspell project: the encoding, settings, then patterns.
  ///
  /// Of a table with several levels the last counts, which holds the patterns for all words; those
  /// before it tell the parts of compounds.
  ///
  /// - Throws: `HyphenationError.unreadable` when the file cannot be read.
  public init(_ source: Source) throws(HyphenationError) {
    guard let bytes = regularFile(source.path) else { throw .unreadable(source) }
    let isLatin = bytes.starts(with: Array("ISO8859-1".utf8))
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    let mark = Array("NEXTLEVEL".utf8)
    let level = lines.lastIndex { $0.starts(with: mark) }.map { $0 + 1 } ?? 1
    func text(_ line: ArraySlice<UInt8>) -> String {
      isLatin
        ? String(String.UnicodeScalarView(line.map { Unicode.Scalar($0) }))
        : String(decoding: line, as: UTF8.self)
    }
    // Settings are in capitals, comments begin with % or #.
    func isPattern(_ line: ArraySlice<UInt8>) -> Bool {
      guard let first = line.first else { return false }
      return !(UInt8(ascii: "A")...UInt8(ascii: "Z") ~= first) && first != UInt8(ascii: "%")
        && first != UInt8(ascii: "#")
    }
    self.init(patterns: [])
    for line in lines.dropFirst(level) where isPattern(line) {
      if isLatin || line.allSatisfy({ $0 < 0x80 }) {
        insert(line.lazy.map { Unicode.Scalar($0) })
      } else {
        insert(text(line).unicodeScalars)
      }
    }
    // What Hunspell takes where a table does not say.
    rightMinimum = 2
    for line in lines.prefix(40) {
      let words = text(line).split(separator: " ")
      guard words.count == 2, let count = Int(words[1].filter { $0 != "\r" }),
        (1...9).contains(count)
      else {
        continue
      }
      if words[0] == "LEFTHYPHENMIN" { leftMinimum = count }
      if words[0] == "RIGHTHYPHENMIN" { rightMinimum = count }
    }
  }

  private mutating func insert(_ pattern: some Sequence<Unicode.Scalar>) {
    var node: Int32 = 0
    let start = digits.count
    digits.append(0)
    for scalar in pattern {
      switch scalar {
      case "0"..."9":
        digits[digits.count - 1] = UInt8(scalar.value - 0x30)
        continue
      case "a"..."z", ".": break
      case _ where scalar.properties.isWhitespace: continue
      case _ where !scalar.properties.isAlphabetic:
        // A change of spelling at the division is none that lines here can make.
        digits.removeSubrange(start...)
        return
      default: break
      }
      node = child(of: node, scalar) ?? addChild(of: node, scalar)
      digits.append(0)
    }
    nodes[Int(node)].digits = Int32(start)
  }

  private func child(of node: Int32, _ letter: Unicode.Scalar) -> Int32? {
    if node == 0, letter.value < 256 {
      let child = first[Int(letter.value)]
      return child > 0 ? child : nil
    }
    var child = nodes[Int(node)].child
    while child > 0 {
      let node = nodes[Int(child)]
      if node.letter == letter { return child }
      child = node.sibling
    }
    return nil
  }

  private mutating func addChild(of node: Int32, _ letter: Unicode.Scalar) -> Int32 {
    let child = Int32(nodes.count)
    nodes.append(Node(letter: letter, sibling: nodes[Int(node)].child))
    nodes[Int(node)].child = child
    if node == 0, letter.value < 256 { first[Int(letter.value)] = child }
    if letter != "." { letters.insert(letter) }
    return child
  }

  /// The places where a word may be divided: numbers of letters before them, in ascending order.
  ///
  /// Words with letters that no pattern has are not divided.
  ///
  /// - Parameter word: Letters, in either case.
  public func divisions(of word: some StringProtocol) -> [Int] {
    let small = word.unicodeScalars.map(\.small)
    let count = small.count
    guard count >= leftMinimum + rightMinimum, small.allSatisfy(letters.contains) else { return [] }
    let found = ["."] + small + ["."]
    // values[k] belongs to the place before found[k].
    var values = [UInt8](repeating: 0, count: found.count + 1)
    for start in found.indices {
      var node: Int32 = 0
      for last in start..<found.count {
        guard let next = child(of: node, found[last]) else { break }
        node = next
        let own = Int(nodes[Int(node)].digits)
        guard own >= 0 else { continue }
        for k in 0...(last - start + 1) {
          values[start + k] = max(values[start + k], digits[own + k])
        }
      }
    }
    return (leftMinimum...(count - rightMinimum)).filter { values[$0 + 1] % 2 == 1 }
  }
}

extension Unicode.Scalar {
  /// The small letter of a capital.
  fileprivate var small: Unicode.Scalar {
    guard !("a"..."z" ~= self) else { return self }
    let scalars = properties.lowercaseMapping.unicodeScalars
    return scalars.count == 1 ? scalars.first ?? self : self
  }
}

/// What can be wrong with the table of hyphenation.
public enum HyphenationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file is absent or cannot be read.
  case unreadable(Hyphenation.Source)

  /// One line that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .unreadable(let source):
      "hyphenation patterns '\(source.path)' cannot be read; install the package \(source.package)"
    }
  }
}
