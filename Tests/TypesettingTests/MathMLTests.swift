import Drawing
import Testing
import Typesetting

@Suite("MathML")
struct MathMLTests {
  /// The elements of MathML Core that carry formulas, with the attributes that we write.
  static let core: [String: Set<String>] = [
    "math": ["display"], "mrow": ["style", "class"],
    "mstyle": ["displaystyle", "mathsize", "scriptlevel"],
    "mi": ["mathvariant", "mathsize"], "mn": ["mathsize"],
    "mo": [
      "lspace", "rspace", "stretchy", "symmetric", "largeop", "movablelimits", "mathsize",
    ],
    "mtext": [], "mspace": ["width", "height", "depth"],
    "mfrac": ["linethickness", "style", "class"], "msqrt": [], "mroot": [],
    "mpadded": ["width", "height", "depth", "lspace", "voffset"], "mphantom": [],
    "msub": [], "msup": [], "msubsup": [], "munder": ["accentunder"], "mover": ["accent"],
    "munderover": [], "mtable": [], "mtr": [], "mtd": ["style", "class"],
  ]
  /// Paths drawn in a token, where browsers stretch characters wrongly.
  static let pictures: [String: Set<String>] = [
    "svg": ["width", "height", "viewBox", "overflow", "role", "aria-label", "aria-hidden"],
    "path": ["d", "fill"],
  ]
  /// How many children an element must have; others may have any number.
  static let arity = [
    "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2,
    "munderover": 3,
  ]

  static let everything: [(tex: String, isDisplay: Bool)] =
    Corpus.all.map { ($0.tex, $0.isDisplay) } + Corpus.wider.map { ($0, false) }

  @Test("Only elements and attributes of Core, properly nested, with every leaf once")
  func core() throws {
    let fonts = try MathFonts.latinModern()
    for (tex, isDisplay) in MathMLTests.everything {
      for fonts in [fonts, nil] {
        for styling in [MathMLStyling.attributes, .classes] {
          let formula = try MathText(tex)
          let (text, leaves) = try formula.mathMLWithLeaves(
            display: isDisplay, fonts: fonts, styling: styling)
          let problems = check(text, styling: styling)
          #expect(problems.isEmpty, "\(tex): \(problems.joined(separator: "; "))")
          #expect(count(leaves) == count(formula.tree.leaves), "\(tex)")
        }
      }
    }
  }

  @Test("The characters of the leaves are the text of the elements")
  func text() throws {
    let fonts = try MathFonts.latinModern()
    for (tex, isDisplay) in MathMLTests.everything where !tex.contains(#"\phantom"#) {
      let formula = try MathText(tex)
      let text = try formula.mathML(display: isDisplay, fonts: fonts)
      var reader = XMLReader(text)
      let shown = reader.characters().unicodeScalars.filter { !isSpace($0) }
      let leaves = try formula.mathMLWithLeaves(display: isDisplay, fonts: fonts).leaves
      // The sign of a root is not a character but the element.
      let count = leaves.filter { $0.text != "√" }.flatMap {
        $0.text.unicodeScalars.filter { !isSpace($0) }
      }.count
      #expect(shown.count == count, "\(tex): \(String(String.UnicodeScalarView(shown)))")
    }
  }

  private func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\u{A0}" }

  @Test("Spaces are said on the operators")
  func spacing() throws {
    let text = try MathText("a + b = -c").mathML(display: false, fonts: nil)
    #expect(
      text == "<math><mi>𝑎</mi><mo lspace=\".2222em\" rspace=\".2222em\">+</mo><mi>𝑏</mi>"
        + "<mo lspace=\".2778em\" rspace=\".2778em\">=</mo>"
        + "<mo lspace=\"0\" rspace=\"0\">−</mo><mi>𝑐</mi></math>")
  }

  @Test("An equation's number is not in the MathML")
  func tags() throws {
    let formula = try MathText(#"a = b \tag{2.13}"#)
    #expect(try !formula.mathML(display: true, fonts: nil).contains("2.13"))
    #expect(formula.tags.map(\.words) == ["(2.13)"])
  }

  @Test("Characters of XML are escaped")
  func escaping() throws {
    let text = try MathText(#"a < b \text{ & "c"}"#.replacing("&", with: #"\&"#))
      .mathML(display: false, fonts: nil)
    #expect(text.contains("&lt;") && text.contains("&amp;"))
    #expect(check(text, styling: .attributes).isEmpty)
  }

  private func count(_ leaves: [MathLeaf]) -> [MathLeaf: Int] {
    leaves.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  /// What is wrong with a formula's text.
  private func check(_ text: String, styling: MathMLStyling) -> [String] {
    var problems: [String] = []
    var open: [(name: String, children: Int)] = []
    var reader = XMLReader(text)
    while let step = reader.next() {
      switch step {
      case .text(let text):
        let parent = open.last?.name ?? ""
        if !["mi", "mn", "mo", "mtext"].contains(parent), !text.isEmpty {
          problems.append("text '\(text)' in \(parent)")
        }
        // Checkers warn of such a text: it would join what stands before.
        if text.unicodeScalars.first?.properties.generalCategory == .nonspacingMark
          || text.hasPrefix("&#x3") || text.hasPrefix("&#x20D")
        {
          problems.append("text that begins with a combining mark in \(parent)")
        }
      case .open(let name, let attributes):
        if let allowed = MathMLTests.core[name] ?? MathMLTests.pictures[name] {
          for (attribute, _) in attributes where !allowed.contains(attribute) {
            problems.append("attribute \(attribute) of \(name)")
          }
          if styling == .classes, attributes.contains(where: { $0.name == "style" }) {
            problems.append("style of \(name)")
          }
        } else {
          problems.append("element \(name)")
        }
        if name == "mo" {
          let names = attributes.map(\.name)
          if !names.contains("lspace") || !names.contains("rspace") {
            problems.append("an operator without its spaces")
          }
        }
        if let last = open.indices.last { open[last].children += 1 }
        open.append((name, 0))
      case .close(let name):
        guard let last = open.popLast(), last.name == name else {
          return problems + ["\(name) is not open"]
        }
        if let count = MathMLTests.arity[name], count != last.children {
          problems.append("\(name) with \(last.children) children")
        }
      case .fault(let fault): return problems + [fault]
      }
    }
    if !open.isEmpty { problems.append("\(open.map(\.name)) left open") }
    return problems
  }
}

/// Reads the tags and text of a well-formed piece of XML.
struct XMLReader {
  /// A step of the reading.
  enum Step {
    case open(String, [(name: String, value: String)])
    case close(String)
    case text(String)
    case fault(String)
  }

  private var rest: Substring
  private var pending: Step?

  init(_ text: String) { rest = text[...] }

  /// The next step; nil at the end.
  mutating func next() -> Step? {
    if let step = pending {
      pending = nil
      return step
    }
    guard let first = rest.first else { return nil }
    guard first == "<" else {
      let text = rest.prefix { $0 != "<" }
      rest = rest.dropFirst(text.count)
      if text.contains(">") { return .fault("a bare > in '\(text)'") }
      return .text(String(text))
    }
    guard let end = rest.firstIndex(of: ">") else { return .fault("a tag without end") }
    var inside = rest[rest.index(after: rest.startIndex)..<end]
    rest = rest[rest.index(after: end)...]
    if inside.first == "/" { return .close(String(inside.dropFirst())) }
    let isEmpty = inside.last == "/"
    if isEmpty { inside.removeLast() }
    let name = inside.prefix { $0 != " " }
    var attributes: [(name: String, value: String)] = []
    var tail = inside.dropFirst(name.count)
    while let equals = tail.firstIndex(of: "=") {
      let key = tail[..<equals].drop { $0 == " " }
      let value = tail[tail.index(after: equals)...]
      guard value.first == "\"", let end = value.dropFirst().firstIndex(of: "\"") else {
        return .fault("an attribute of \(name) without quotes")
      }
      let content = value[value.index(after: value.startIndex)..<end]
      if content.contains("<") { return .fault("a bare < in \(key)") }
      attributes.append((String(key), String(content)))
      tail = value[value.index(after: end)...]
    }
    if tail.contains(where: { $0 != " " }) { return .fault("'\(tail)' in \(name)") }
    if isEmpty { pending = .close(String(name)) }
    return .open(String(name), attributes)
  }

  /// The text of all elements, and the labels of pictures, entities replaced.
  mutating func characters() -> String {
    var text = ""
    while let step = next() {
      switch step {
      case .text(let part): text += part
      case .open(_, let attributes):
        text += attributes.first { $0.name == "aria-label" }?.value ?? ""
      default: break
      }
    }
    text.replace(#/&#x([0-9A-F]+);/#) { match in
      UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String($0) } ?? ""
    }
    return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
  }
}
