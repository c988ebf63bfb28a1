import Drawing
import Typesetting

/// What a handout has besides its source: the title with what is filled in, hints and sources.
extension HandoutSetter {
  mutating func setTitle(_ place: Place) throws {
    let front = document.front
    if let running = front[.running] {
      try paragraph([.text(running, TextStyle(scale: 0.9, color: Ink.note))], in: place)
    }
    try heading(1, [.text(front.title)], anchor: "title", in: place)
    if let subtitle = front[.subtitle] {
      let look = slide == nil ? TextStyle(.italic) : TextStyle(scale: 1.2)
      try paragraph([.text(subtitle, look)], in: place)
    }
    var facts = [front[.author], front[.date], front[.duration]].compactMap { $0 }
    if let points = document.points { facts.append(document.language.points(points)) }
    if document.points != nil, variant != .student {
      facts.append(document.word(variant.word))
    }
    // A slide has a line for each.
    let lines = slide == nil ? [facts.joined(separator: ", ")] : facts
    for line in lines where !line.isEmpty {
      try paragraph([.text(line, TextStyle(color: Ink.note))], in: place)
    }
    if let address = front[.data] { try dataLine(address, place) }
    if leavesSpace, document.points != nil { try nameLine(place) }
  }

  /// Where the data of the sheet lie: the address, and a code of it for cameras at the right.
  private mutating func dataLine(_ address: String, _ place: Place) throws {
    let link = TextStyle(color: Ink.solution, link: address, isVerbatim: true)
    let words = [TextPart.text(document.word(.dataAt) + " "), .text(address, link)]
    let side = 56.0
    let look = style.paragraph
    let lines = try setting.lines(words, style: look, width: place.width - side - 18)
    guard let code = QRCode(address) else {
      return try paragraph(words, in: place)
    }
    let alternative = document.word(.codeOfAddress)
    let left = place.x + place.width - side
    let (text, picture) = (
      next(Structure(.paragraph)),
      Structure(.figure, alternative: "\(alternative) \(address)")
    )
    var item = FlowItem(
      ascent: side, levels: place.levels + [next(Structure(.section))],
      draw: { origin in
        let top = origin.y - side
        let words = lines.enumerated().flatMap { index, line in
          line.structured(
            at: Point(origin.x + place.x, top + look.size + Double(index) * look.leading))
        }
        return [
          .group(Group(name: "element-\(text.number)", structure: text.structure, items: words)),
          .group(
            Group(
              name: "code", structure: picture,
              items: code.modules(in: Point(origin.x + left, top), side: side))),
        ]
      })
    item.spaceAbove = max(10, spaceBelow)
    add(item)
    spaceBelow = 8
  }

  /// The lines for a name and the like, side by side; the name has twice the room.
  private mutating func nameLine(_ place: Place) throws {
    let fields = document.front.fields
    let shares = fields.map { $0 == .name ? 2.0 : 1 }
    let unit = (place.width - 12 * Double(fields.count - 1)) / max(shares.reduce(0, +), 1)
    var placed: [(line: SetLine, x: Double, end: Double)] = []
    var x = place.x
    for (field, share) in zip(fields, shares) {
      let words = [TextPart.text(document.word(field.word))]
      if let line = try setting.lines(words, style: style.paragraph, width: place.width).first {
        placed.append((line, x, x + share * unit))
      }
      x += share * unit + 12
    }
    guard !placed.isEmpty else { return }
    let filling = try toFill()
    var item = FlowItem(
      ascent: style.paragraph.size, depth: 4, leading: style.paragraph.leading,
      levels: place.levels + [next(Structure(.paragraph))],
      draw: { origin in
        placed.flatMap { line, x, _ in
          line.structured(at: Point(origin.x + x, origin.y))
            + filling.structured(at: Point(origin.x + x + line.width + 5, origin.y))
        }
      })
    item.spaceAbove = max(10, spaceBelow)
    item.furniture = { origin in
      placed.map { line, x, end in
        rule(
          from: Point(origin.x + x + line.width + 5, origin.y + 2),
          to: Point(origin.x + end, origin.y + 2), width: 0.5)
      }
    }
    add(item)
    spaceBelow = 10
  }

  mutating func setHints(_ place: Place) throws {
    try heading(2, [.text(document.word(.hints))], anchor: "hints", in: place)
    for (number, hint) in hints {
      var inner = place
      if let anchor = hint.attributes.anchor {
        inner.levels.append(next(Structure(.section, destination: anchor)))
      }
      // A hint may stand by itself.
      let label = number.isEmpty ? "" : "\(document.word(.question)) \(number). "
      let title = document.title(of: hint).map { parts($0, .bold) + [.text(". ", .bold)] } ?? []
      try set(hint.content, runningIn: [.text(label, .bold)] + title, in: inner)
    }
  }

  /// Where the computed numbers in the text come from.
  mutating func setSources(_ place: Place) throws {
    try heading(2, [.text(document.word(.numbers))], anchor: "numbers", in: place)
    var small = style.small(9)
    small.alignment = .left
    small.hyphenates = false
    small.color = Ink.note
    let colon = document.language == .french ? " : " : ": "
    var sets: [(name: String, quotations: [Quotation])] = []
    for quotation in document.quotations {
      let name = String(quotation.path.prefix { $0 != "." })
      if let place = sets.firstIndex(where: { $0.name == name }) {
        sets[place].quotations.append(quotation)
      } else {
        sets.append((name, [quotation]))
      }
    }
    for (name, quotations) in sets {
      let parameters = quotations.first?.parameters ?? ""
      // A list of levels and the sign behind it are told apart by their faces.
      let code = TextStyle(.mono, scale: 0.95, isVerbatim: true)
      var line: [TextPart] = [.text(name, .bold)]
      if !parameters.isEmpty {
        line += [.text(document.word(.computedWith)), .text(parameters, code)]
      }
      // A parameter that the text quotes is in that list already.
      let given = parameters.split(separator: " ").map { $0.prefix { $0 != "=" } }
      let rest = quotations.filter { !given.contains($0.path.dropFirst(name.count + 1)) }
      // Each kind of knowledge once, with its numbers as the text has them.
      var kinds: [(evidence: Word?, quotations: [Quotation])] = []
      for quotation in rest {
        let kind = quotation.evidence?.word
        if let index = kinds.firstIndex(where: { $0.evidence == kind }) {
          if !kinds[index].quotations.contains(where: { $0.numeral == quotation.numeral }) {
            kinds[index].quotations.append(quotation)
          }
        } else {
          kinds.append((kind, [quotation]))
        }
      }
      for (index, kind) in kinds.enumerated() {
        line.append(.text(index == 0 && kind.evidence == nil ? "" : "; "))
        line.append(
          .text((kind.evidence.map(document.word) ?? "") + document.language.typeset(colon)))
        for (index, quotation) in kind.quotations.enumerated() {
          if index > 0 { line.append(.text(", ")) }
          line += parts(quotation.numeral, .regular)
        }
      }
      line.append(.text("."))
      try paragraph(line, in: place, space: 4, look: small)
    }
  }
}
