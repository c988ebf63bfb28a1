import Records
import Typesetting

/// The fields of a page that readers fill in, by their names.
///
/// A field is called by the name of its block, or counted in its question; so what a reader has typed
/// stays with a named block or question when the text changes. No anchor holds a low line.
struct AnswerFields {
  private var count = 0
  /// The name of the block around and the fields in it.
  private var inner: (anchor: String, count: Int)?
  /// The name of the question around and the fields in it that have no other name.
  private var question: (anchor: String, count: Int)?

  /// Whether the page has any.
  private(set) var isUsed = false

  /// The name of the next field.
  mutating func next() -> String {
    isUsed = true
    if let (anchor, used) = inner {
      inner = (anchor, used + 1)
      return "answer_\(anchor)" + (used == 0 ? "" : "_\(used + 1)")
    }
    if let (anchor, used) = question {
      question = (anchor, used + 1)
      return "answer_\(anchor)_\(used + 1)"
    }
    count += 1
    return "answer_\(count)"
  }

  /// Counts what follows in a question, until nil.
  mutating func beginQuestion(_ anchor: String?) { question = anchor.map { ($0, 0) } }

  /// Names what follows after a block, until nil.
  mutating func begin(_ anchor: String?) { inner = anchor.map { ($0, 0) } }
}

extension AnswerSpace {
  /// The class of its height, for the page's policy lets no style attributes in.
  var heightClass: String {
    "h\(min(Int((height / AnswerSpace.lineHeight).rounded(.up)), 32))"
  }
}

extension DocumentHTML {
  /// A line to write into, whose answer the browser keeps.
  private func field(_ id: String, _ attributes: [(String, String?)]) -> Markup {
    .void("input", [("type", "text")] + attributes + [("id", id), ("data-keep", "")])
  }

  /// A choice: what is asked, and its options.
  mutating func choice(_ environment: Block.Environment) throws -> Markup {
    fields.begin(environment.attributes.anchor)
    defer { fields.begin(nil) }
    return .element(
      "div", [("class", "choice"), ("id", environment.attributes.anchor)],
      try markup(environment.content))
  }

  /// Options with boxes to tick, or with the right ones ticked.
  mutating func options(
    _ options: Block.Options, _ list: Block.List, _ block: Block
  ) throws -> Markup {
    let name = fields.next()
    var items: [Markup] = []
    for (index, item) in list.items.enumerated() {
      let id = "\(name)_\(index + 1)"
      var rest = item[...]
      var spoken: String?
      var words = Markup(text: "")
      // The words beside the box are its label; what stands below them is not.
      if case .paragraph(let content)? = item.first?.kind {
        words = .element("label", [("for", id)], try markup(content))
        spoken = nameOfFormulas(content)
        rest = item.dropFirst()
      }
      let below = words.html.isEmpty ? "\(id)_words" : nil
      let (isKey, isRight) = (options.right != nil, options.isRight(index))
      let attributes: [(String, String?)] = [
        ("type", options.isOne ? "radio" : "checkbox"), ("id", id), ("aria-labelledby", below),
        ("aria-label", spoken), ("disabled", isKey ? "" : nil), ("checked", isRight ? "" : nil),
        ("name", options.isOne && !isKey ? name : nil), ("data-keep", isKey ? nil : ""),
      ]
      var content = Markup.void("input", attributes) + words
      if !rest.isEmpty {
        content += .element("div", [("id", below)], try markup(Array(rest), list.isTight))
      }
      items.append(.element("li", [("class", isRight ? "right" : nil)], content))
    }
    let group = [("class", "options"), ("role", "group"), ("aria-label", document.word(.answer))]
    return .element("div", group, .element("ul", [], items.joined(separator: "\n")))
  }

  /// Formulas in words where a label has nothing else: alone they are no name for readers of screens.
  func nameOfFormulas(_ label: [Inline]) -> String? {
    guard !label.isEmpty, label.allSatisfy({ $0.isFormula || $0.isSpace }) else { return nil }
    return label.compactMap { document.meanings.formulas[$0.id]?.words }.joined(separator: " ")
  }

  /// A number to find: a field, or the value with its tolerance.
  mutating func numeric(
    _ environment: Block.Environment, _ block: Block
  ) throws -> Markup {
    fields.begin(environment.attributes.anchor)
    defer { fields.begin(nil) }
    var out = try markup(environment.content)
    let id = fields.next()
    let unit = try document.meanings.units[block.id].map { try markup($0) }
    let after = unit.map { Markup(text: "\u{A0}") + $0 } ?? Markup(text: "")
    let label = Markup(text: document.word(.answerLabel))
    if let key = document.meanings.numerics[block.id] {
      let value =
        key.quotation.map(quoted)
        ?? Markup(trusted: document.language.decimal(key.numeral.html))
      let margin = key.written(in: document.language)
      out += .element(
        "p", [("class", "key")],
        label + Markup(text: " ") + value + after
          + Markup(text: " (\(document.word(.tolerance)) ")
          + Markup(trusted: document.language.decimal(margin.numeral.html))
          + Markup(text: margin.sign + ")"))
    } else {
      out += .element(
        "p", [("class", "numeric")],
        .element("label", [("for", id)], label) + Markup(text: " ")
          + field(id, [("inputmode", "decimal"), ("size", "12"), ("autocomplete", "off")]) + after)
    }
    return .element("div", [("class", "numeric"), ("id", environment.attributes.anchor)], out)
  }

  /// Room for words: a field, or what belongs there.
  mutating func room(_ environment: Block.Environment, _ block: Block) throws -> Markup {
    guard !environment.isFilled else { return try aside(environment, block, class: "solution") }
    guard leavesSpace, let room = document.meanings.rooms[block.id] else { return Markup(text: "") }
    let anchor = environment.attributes.anchor
    return .element("div", [("id", anchor)], try answerField(room, of: anchor))
  }

  /// Room for words, as high as on paper.
  mutating func answerField(_ room: AnswerSpace, of anchor: String?) throws -> Markup {
    fields.begin(anchor)
    defer { fields.begin(nil) }
    var names = Markup(text: "")
    for (kind, name) in [("ax", room.names.x), ("ay", room.names.y)] where !name.isEmpty {
      names += .element("span", [("class", kind), ("aria-hidden", "true")], try markup(name))
    }
    let boxes = (0..<room.boxes).map { _ -> Markup in
      let field = Markup.element(
        "textarea",
        [
          ("class", "answer \(room.style.rawValue) \(room.heightClass)"),
          ("aria-label", document.word(.answer)), ("id", fields.next()), ("data-keep", ""),
        ])
      guard !names.html.isEmpty else { return field }
      return .element("div", [("class", "plane \(room.style.rawValue)s")], field + names)
    }
    return room.boxes == 1
      ? boxes.joined() : .element("div", [("class", "boxes")], boxes.joined(separator: "\n"))
  }

  /// The fields at the head of a sheet with points: name, group, date.
  mutating func headFields() -> Markup {
    fields.begin("_head")
    defer { fields.begin(nil) }
    let parts = document.front.fields.map { part in
      let id = fields.next()
      return Markup.element(
        "label", [("for", id), ("class", part.rawValue)],
        Markup(text: document.word(part.word) + " ")
          + field(id, [("class", "blank"), ("autocomplete", "off")]))
    }
    return .element("p", [("class", "head")], parts.joined(separator: " "))
  }

  /// Room for words within a line: a field, or what belongs there.
  mutating func blank(_ width: Double, _ answer: [Inline]) throws -> Markup {
    if exchange != nil {
      exchange?.blanks.append(answer)
      return Markup(text: "________")
    }
    guard answer.isEmpty else {
      return .element("span", [("class", "filled")], try markup(answer))
    }
    guard leavesSpace else {
      return .element("span", [("class", "filled")], Markup(text: "\u{A0}…\u{A0}"))
    }
    return field(
      fields.next(),
      [
        ("class", "blank"), ("size", String(max(Int(width / 6), 2))), ("autocomplete", "off"),
        ("aria-label", document.word(.toFill)),
      ])
  }

  /// What says where typed answers are kept, with a button to forget them.
  func keptNote() -> Markup {
    .element(
      "p", [("class", "kept"), ("hidden", "")],
      .element(
        "button", [("type", "button"), ("title", document.word(.kept))],
        Markup(text: document.word(.forget))))
  }
}

extension Inline {
  var isFormula: Bool { if case .formula = kind { true } else { false } }

  var isBlank: Bool { if case .blank = kind { true } else { false } }

  fileprivate var isSpace: Bool {
    if case .text(let text) = kind { text.allSatisfy(\.isWhitespace) } else { kind == .softBreak }
  }
}
