import Drawing
import Testing
import Typesetting

@Suite("Laid-out formulas")
struct LayoutTests {
  let fonts: MathFonts

  init() throws { fonts = try MathFonts.latinModern() }

  private func box(_ tex: String, _ style: MathStyle = .display) throws -> MathBox {
    try MathText(tex).box(in: fonts, size: 10, style: style)
  }

  private static let bases =
    "a b c d e f g h i j k l m n o p q r s t u v w x y z A B C D E F G H I J K L M N O P Q R S T U V W X Y Z"
    .split(separator: " ").map(String.init)
    + [
      #"\boldsymbol{\theta}"#, #"\alpha"#, #"\beta"#, #"\phi"#, #"\psi"#, #"\Gamma"#,
      #"\mathcal{L}"#,
      #"\mathbb{R}"#, #"\mathbf{x}"#, "0", "1", ")", "]", #"\nabla"#, #"\infty"#,
    ]

  @Test("scripts touch neither their base nor each other", arguments: bases)
  func scripts(base: String) throws {
    for script in ["2", "j", "f", "T", #"\top"#, "n+1"] {
      for style in [MathStyle.display, .text, .script] {
        for tex in ["\(base)^{\(script)}", "\(base)_{\(script)}", "\(base)_{j}^{\(script)}"] {
          let parts = try box(tex, style).glyphs.map { Ink($0) }
          for i in parts.indices {
            for j in parts.indices.dropFirst(i + 1) {
              #expect(!parts[i].overlaps(parts[j]), "\(tex) in \(style.level)")
            }
          }
        }
      }
    }
  }

  @Test(
    "limits touch neither their operator nor each other",
    arguments: [#"\sum"#, #"\prod"#, #"\int"#, #"\oint"#, #"\bigcup"#, #"\max"#, #"\lim"#])
  func limits(name: String) throws {
    for style in [MathStyle.display, .text] {
      for limits in ["", #"\limits"#, #"\nolimits"#] {
        let parts = try box("\(name)\(limits)_{j}^{f}", style).glyphs.map { Ink($0) }
        let scripts = parts.suffix(2)
        for script in scripts {
          for part in parts.dropLast(2) { #expect(!part.overlaps(script), "\(name)\(limits)") }
        }
        #expect(!parts[parts.count - 1].overlaps(parts[parts.count - 2]))
      }
    }
  }

  @Test(
    "numerators and denominators keep off the rule",
    arguments: ["x", "g", "f_j", "y_{j_k}", #"\sqrt{x}"#, #"\frac{a}{b}"#, "x^{2^2}", #"\hat{A}"#])
  func fractions(part: String) throws {
    for style in [MathStyle.display, .text, .script] {
      let box = try box(#"\frac{\#(part)}{\#(part)}"#, style)
      let rule = try #require(box.rules.max { $0.rect.width < $1.rect.width })
      for glyph in box.glyphs { #expect(!Ink(glyph).overlaps(Ink(rule)), "\(part)") }
      for other in box.rules where other != rule { #expect(!Ink(other).overlaps(Ink(rule))) }
    }
  }

  @Test(
    "radicands keep off the sign and its rule", arguments: ["x", "g_j", "f^2", #"\frac{a}{b}"#])
  func radicals(part: String) throws {
    for style in [MathStyle.display, .text, .script] {
      let box = try box(#"\sqrt{\#(part)}"#, style)
      let rule = try #require(box.rules.min { $0.rect.minY < $1.rect.minY })
      let sign = try #require(box.glyphs.first)
      for glyph in box.glyphs.dropFirst() {
        #expect(!Ink(glyph).overlaps(Ink(rule)))
        #expect(!Ink(glyph).overlaps(Ink(sign)))
      }
      // The rule continues the sign: it begins at its right edge, at its top.
      // The sign overhangs its advance by 20 units of the font.
      #expect(abs(sign.ink.maxX - rule.rect.minX) < 0.21)
      #expect(abs(sign.ink.minY - rule.rect.minY) < 0.05)
    }
  }

  @Test("accents keep off the letter", arguments: bases.filter { $0 != ")" && $0 != "]" })
  func accents(base: String) throws {
    for accent in ["hat", "tilde", "bar", "dot", "ddot", "vec", "check", "breve"] {
      let box = try box("\\\(accent){\(base)}")
      #expect(box.glyphs.count == 2)
      #expect(!Ink(box.glyphs[0]).overlaps(Ink(box.glyphs[1])), "\(accent) over \(base)")
      #expect(box.glyphs[1].ink.maxY <= box.glyphs[0].ink.minY + 0.5)
    }
  }

  @Test(
    "delimiters cover nine tenths of what they enclose and grow with it",
    arguments: [
      ("(", ")"), ("[", "]"), (#"\{"#, #"\}"#), ("|", "|"), (#"\|"#, #"\|"#),
      (#"\langle"#, #"\rangle"#), (#"\lfloor"#, #"\rfloor"#), (#"\lceil"#, #"\rceil"#),
      ("/", #"\backslash"#), (#"\uparrow"#, #"\downarrow"#),
    ])
  func delimiters(left: String, right: String) throws {
    var content = "x"
    var before = (reach: 0.0, height: 0.0)
    let axis = 2.5  // Latin Modern Math at 10 pt
    for depth in 0..<14 {
      let inner = try box(content)
      let outer = try box("\\left\(left) \(content)\\right\(right) ")
      let first = try #require(outer.glyphs.first?.source)
      let pieces = outer.glyphs.filter { $0.source == first }.map(\.ink)
      let top = pieces.map(\.minY).min() ?? 0
      let bottom = pieces.map(\.maxY).max() ?? 0
      let reach = max(inner.height - axis, inner.depth + axis)
      // Half a unit of the font's rounding.
      #expect(bottom - top >= 0.901 * 2 * reach - 0.01, "depth \(depth)")
      if reach >= before.reach { #expect(bottom - top >= before.height - 1e-9) }
      before = (reach, bottom - top)
      content =
        depth < 10
        ? "\\frac{\(content)}{2}" : "\\begin{matrix}\(content)\\\\ x\\\\ y\\\\ z\\end{matrix}"
    }
  }

  @Test(
    "cells of a column keep apart, however high, and rules part rows and columns",
    arguments: ["pmatrix", "matrix", "bmatrix", "cases"])
  func rows(name: String) throws {
    let tex = #"\begin{\#(name)} 1 & \frac12 \\ \frac12 & \frac13 \\ \frac13 & 1 \end{\#(name)}"#
    let box = try box(tex)
    let bars = box.rules.map(\.rect).sorted { $0.minY < $1.minY }
    let ink = box.glyphs.map(\.ink).filter { $0.height < 10 && $0.height > 0 }
    for bar in bars {
      // The numerator and the denominator of a bar, and nothing of its neighbours, are near it.
      let near = ink.filter {
        $0.maxX > bar.minX && $0.minX < bar.maxX && $0.maxY > bar.minY - 7.5
          && $0.minY < bar.maxY + 7.5
      }
      #expect(near.count == 2, "\(name): \(near)")
    }
  }

  @Test("rules of arrays stand between rows and columns, and around a box")
  func rules() throws {
    let array = try box(#"\begin{array}{c|cc} 0 & & \\ 1 & 1 & \\ \hline & 2 & 3 \end{array}"#)
    #expect(array.rules.count == 2)
    let flat = try #require(array.rules.first { $0.rect.width > $0.rect.height }).rect
    let upright = try #require(array.rules.first { $0.rect.width < $0.rect.height }).rect
    #expect(abs(flat.width - array.width) < 1e-9)
    #expect(abs(upright.height - array.height - array.depth) < 1e-9)
    let left = array.glyphs.filter { "01".contains($0.text) && $0.ink.maxX < upright.minX }
    #expect(left.count == 2 && array.glyphs.filter { $0.ink.minX > upright.maxX }.count == 3)
    #expect(array.glyphs.filter { $0.ink.minY > flat.maxY }.count == 2)
    let boxed = try box(#"\boxed{x}"#)
    let plain = try box("x")
    #expect(boxed.rules.count == 4 && boxed.glyphs[0].origin.y == plain.glyphs[0].origin.y)
    #expect(abs(boxed.width - plain.width - 6) < 1e-9)
  }

  @Test("what stands around \\choose and \\over is set as \\binom and \\frac set it")
  func infix() throws {
    for (one, other) in [
      (#"{n \choose k + 1}"#, #"\binom{n}{k + 1}"#), (#"{a + b \over c}"#, #"\frac{a + b}{c}"#),
    ] {
      let (first, second) = (try box(one), try box(other))
      #expect(first.width == second.width && first.height == second.height)
      #expect(first.glyphs.map(\.id) == second.glyphs.map(\.id))
      #expect(try MathText(one).words == MathText(other).words)
    }
  }

  @Test("space depends on classes only")
  func spacing() throws {
    let members: [AtomClass: [String]] = [
      .ordinary: ["1", "0", #"\infty"#], .binary: ["+", #"\times"#, #"\odot"#],
      .relation: ["=", "<", #"\in"#], .opening: ["(", "[", #"\langle"#],
      .closing: [")", "]", #"\rangle"#], .punctuation: [",", ";"],
    ]
    for (left, lefts) in members {
      for (right, rights) in members {
        for style in [MathStyle.text, .script] {
          var gaps: Set<Double> = []
          for a in lefts {
            for b in rights {
              // Something before and after, so that operations stay operations where they can.
              let box = try box("1\(a)\(b)1", style)
              let (first, second) = (box.glyphs[1], box.glyphs[2])
              let advance =
                first.font.advance(of: first.id) / first.font.unitsPerEm * first.size
              gaps.insert(((second.origin.x - first.origin.x - advance) * 1e6).rounded() / 1e6)
            }
          }
          #expect(gaps.count == 1, "\(left) \(right): \(gaps)")
        }
      }
    }
  }

  @Test("every leaf of the tree appears once in the boxes", arguments: Corpus.all)
  func leaves(given: Corpus.Given) throws {
    let text = try MathText(given.tex)
    let box = try text.box(in: fonts, size: 10, style: given.isDisplay ? .display : .text)
    var expected: [SourceRange: String] = [:]
    for leaf in text.tree.leaves where leaf.text != " " {
      expected[leaf.range, default: ""] += leaf.text
    }
    var found: [SourceRange: String] = [:]
    for glyph in box.glyphs where glyph.text != " " {
      found[glyph.source, default: ""] += glyph.text
    }
    func sorted(_ leaves: [SourceRange: String]) -> [SourceRange: [Unicode.Scalar]] {
      leaves.mapValues { text in
        text.unicodeScalars.filter { $0 != " " && $0 != "\u{A0}" }
          .map { $0.properties.numericType == nil ? $0 : $0 }.sorted()
      }
    }
    #expect(sorted(found) == sorted(expected))
  }

  @Test("boxes hold their baseline at the origin and scale with the size")
  func scaling() throws {
    let text = try MathText(#"\frac{\hat{x}_j^2}{\sqrt{1 + x}} \left( \sum_i a_i \right)"#)
    let small = try text.box(in: fonts, size: 10)
    let large = try text.box(in: fonts, size: 20)
    #expect(abs(large.width - 2 * small.width) < 1e-9)
    #expect(abs(large.height - 2 * small.height) < 1e-9)
    for (a, b) in zip(small.glyphs, large.glyphs) {
      #expect(abs(2 * a.origin.x - b.origin.x) < 1e-9 && abs(2 * a.origin.y - b.origin.y) < 1e-9)
    }
  }
}
