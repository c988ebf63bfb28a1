import Drawing
package import Typesetting

/// What parts of a document that go elsewhere have with them.
struct Exchange {
  /// The pictures shown, by the names of their files.
  var pictures: [Attachment] = []
  /// The numbers of the notes called.
  var notes: [Int] = []
  /// What belongs into the blanks passed.
  var blanks: [[Inline]] = []
}

/// A document as questions for Moodle, in its XML format: choices, numbers and, for what is marked
/// by hand, essays; text between questions becomes descriptions.
///
/// Keys are in it by nature, so it is made of the instructor's variant alone.
struct Moodle {
  private var writer: DocumentHTML
  private let document: ResolvedDocument
  private var questions: [String] = []
  /// Blocks of text since the last question.
  private var waiting: [Block] = []
  /// The words of the last heading.
  private var heading: String

  init(_ document: ResolvedDocument, fonts: MathFonts) throws {
    self.document = document
    writer = DocumentHTML(document: document, formulas: FormulaMarkup(fonts: fonts))
    writer.formulas.tex = PortableTeX(macros: document.macros)
    heading = document.front.title
    for block in document.blocks {
      switch block.kind {
      case .environment(let environment) where environment.kind == .question:
        try flush()
        try question(environment, block)
      case .environment(let environment) where block.isAnswer:
        try flush()
        try add(environment, block, text: [], name: heading, points: nil, feedback: [], key: [])
      case .environment(let environment)
      where [.solution, .marking, .hint, .note, .claims, .errata, .data].contains(environment.kind):
        break
      case .heading(_, let content, _):
        try flush()
        heading = document.meanings.words(of: content)
        waiting.append(block)
      case .table(let table) where table.isForm: break
      default: waiting.append(block)
      }
    }
    try flush()
  }

  /// The file.
  var xml: String {
    let category = Moodle.element(
      "category",
      Moodle.element(
        "text", xmlEscaped("$course$/top/" + document.front.title.replacing("/", with: "//"))))
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n"
      + "<question type=\"category\">\(category)</question>\n"
      + questions.joined(separator: "\n") + "\n</quiz>\n"
  }

  // MARK: Questions

  /// Makes a description of the text since the last question.
  private mutating func flush() throws {
    defer { waiting = [] }
    let isText = waiting.contains { block in
      switch block.kind {
      case .heading, .leftOut, .rule: false
      default: true
      }
    }
    guard isText else { return }
    add("description", heading, try text(waiting), nil, "", feedback: Passage())
  }

  private mutating func question(_ environment: Block.Environment, _ block: Block) throws {
    let number = document.meanings.numbers[block.id] ?? ""
    var name = "\(document.word(.question)) \(number)"
    if let title = document.title(of: environment) {
      name += ". " + document.meanings.words(of: title)
    }
    var asked: [Block] = []
    // What Moodle shows after an attempt, and what is for those who mark alone.
    var (feedback, marking): ([Block], [Block]) = ([], [])
    var hints: [Block] = []
    var fields: [(Block.Environment, Block)] = []
    for part in environment.content {
      guard case .environment(let inner) = part.kind else {
        asked.append(part)
        continue
      }
      switch inner.kind {
      case .solution: feedback.append(part)
      case .marking: marking.append(part)
      case .hint: hints += inner.content
      case .choice, .numeric, .blank: fields.append((inner, part))
      default: asked.append(part)
      }
    }
    let points = document.meanings.questions[block.id]?.points
    let key = feedback + marking
    var shares = Shares(of: points, in: environment.content)
    // What is marked by hand is one question: of two with the same words nobody could tell which
    // asks what.
    var essayPoints = shares.text
    var own: [Block] = []
    var marked: [(field: (Block.Environment, Block), points: Double?)] = []
    for field in fields {
      let share = shares.next()
      if field.0.kind == .blank {
        own += field.0.content
        essayPoints = share.map { Shares.sum(essayPoints ?? 0, $0) }
      } else {
        marked.append((field, share))
      }
    }
    let hasEssay = marked.count < fields.count || shares.hasText
    func named(_ index: Int) -> String {
      let letter = "abcdefghijklmnopqrstuvwxyz".dropFirst(index).first.map(String.init)
      return marked.count + (hasEssay ? 1 : 0) > 1
        ? "\(name) (\(letter ?? "\(index + 1)"))" : name
    }
    for (index, (field, points)) in marked.enumerated() {
      try add(
        field.0, field.1, text: asked, name: named(index), points: points, feedback: feedback,
        key: key, hints: hints)
    }
    if hasEssay { try essay(asked, named(marked.count), essayPoints, key: own + key) }
  }

  /// A question of one field.
  ///
  /// - Parameters:
  ///   - feedback: What is shown to all after an attempt; nothing for those who mark alone.
  ///   - key: What those who mark have, where no program does.
  private mutating func add(
    _ environment: Block.Environment, _ block: Block, text asked: [Block], name: String,
    points: Double?, feedback: [Block], key: [Block], hints: [Block] = []
  ) throws {
    let hint = hints.isEmpty ? "" : try text(hints).html("hint")
    let own = environment.content.filter { part in
      if case .list(let list) = part.kind { list.options == nil } else { true }
    }
    switch environment.kind {
    case .choice:
      let lists = environment.content.compactMap { part -> Block.List? in
        if case .list(let list) = part.kind, list.options != nil { list } else { nil }
      }
      guard let list = lists.first, let right = list.options?.right else { return }
      // How many are right is told only where the sheet tells it.
      let isOne = list.options?.isOne == true
      let answers = try self.answers(list, right, isOne: isOne, line: block.line)
      add(
        "multichoice", name, try text(asked + own), points,
        Moodle.element("single", isOne ? "true" : "false")
          + Moodle.element("shuffleanswers", "false")
          + Moodle.element("answernumbering", "none") + answers + hint,
        feedback: try text(feedback))
    case .numeric:
      guard let number = document.meanings.numerics[block.id] else { return }
      var content = try text(asked + own)
      if let unit = document.meanings.units[block.id] {
        let words = try writer.markup(unit)
        content.words += Markup.element(
          "p", [], Markup(text: document.word(.answerLabel) + " … ") + words)
      }
      let answer = "<answer fraction=\"100\" format=\"moodle_auto_format\">"
      add(
        "numerical", name, content, points,
        "\(answer)\(Moodle.element("text", "\(number.value)"))\(Passage().html("feedback"))"
          + "\(Moodle.element("tolerance", "\(number.margin)"))</answer>"
          + Moodle.element("unitgradingtype", "0") + Moodle.element("unitpenalty", "0.1")
          + Moodle.element("showunits", "3") + Moodle.element("unitsleft", "0") + hint,
        feedback: try text(feedback))
    default: try essay(asked, name, points, key: own + key)
    }
  }

  /// The options of a choice: shares of the grade that Moodle knows.
  private mutating func answers(
    _ list: Block.List, _ right: [Bool], isOne: Bool, line: Int
  ) throws -> String {
    let (good, bad) = (right.count { $0 }, right.count { !$0 })
    guard good <= 10 else {
      throw LineError(
        line, "Moodle knows no share for \(good) right options; divide the choice, ten at most")
    }
    var out = ""
    for (item, isRight) in zip(list.items, right) {
      // Whoever ticks all gets nothing; where one can be chosen, a wrong one takes nothing off.
      let share = isRight ? 100 / Double(good) : isOne ? 0 : -100 / Double(min(bad, 10))
      let content = try writer.markup(item, list.isTight)
      out +=
        "<answer fraction=\"\(decimal(share, 5))\" format=\"html\">"
        + Passage(words: content, files: files()).elements + Passage().html("feedback")
        + "</answer>\n"
    }
    return out
  }

  /// A question that is marked by hand, with what to mark by.
  private mutating func essay(
    _ asked: [Block], _ name: String, _ points: Double?, key: [Block]
  ) throws {
    writer.exchange = Exchange()
    let content = try text(asked)
    // What belongs into blanks is for those who mark.
    let blanks = writer.exchange?.blanks.filter { !$0.isEmpty } ?? []
    var words = Markup(text: "")
    for blank in blanks { words += .element("p", [], try writer.markup(blank)) }
    var key = try text(key)
    key.words = words + key.words
    add(
      "essay", name, content, points,
      Moodle.element("responseformat", "editor") + Moodle.element("responserequired", "1")
        + Moodle.element("responsefieldlines", "15") + Moodle.element("attachments", "0")
        + Moodle.element("attachmentsrequired", "0") + key.html("graderinfo")
        + Passage().html("responsetemplate"), feedback: Passage())
  }

  /// - Parameter points: None count nothing, as on the sheet.
  private mutating func add(
    _ type: String, _ name: String, _ text: Passage, _ points: Double?, _ rest: String,
    feedback: Passage
  ) {
    questions.append(
      "<question type=\"\(type)\">\n"
        + Moodle.element("name", Moodle.element("text", xmlEscaped(name)))
        + "\n" + text.html("questiontext") + "\n" + feedback.html("generalfeedback")
        + "\n" + Moodle.element("defaultgrade", "\(points ?? 0)") + Moodle.element("penalty", "0")
        + Moodle.element("hidden", "0") + "\n" + rest + "</question>")
  }

  // MARK: Text

  /// Blocks with the notes that they call.
  private mutating func text(_ blocks: [Block]) throws -> Passage {
    let kept = writer.exchange?.blanks ?? []
    writer.exchange = Exchange(blanks: kept)
    var content = try writer.markup(blocks)
    var seen: Set<Int> = []
    while let note = writer.exchange?.notes.first(where: { !seen.contains($0) }) {
      if seen.isEmpty { content += .void("hr") }
      seen.insert(note)
      let mark = Markup.element("sup", [], Markup(text: "\(note)")) + Markup(text: " ")
      var blocks = document.notes[note - 1]
      if case .paragraph(let words)? = blocks.first?.kind {
        content += .element("p", [], mark + (try writer.markup(words)))
        blocks.removeFirst()
      } else {
        content += .element("p", [], mark)
      }
      content += try writer.markup(blocks)
    }
    return Passage(words: content, files: files())
  }

  /// The pictures since the last call, as files of an element.
  private mutating func files() -> String {
    defer { writer.exchange?.pictures = [] }
    return (writer.exchange?.pictures ?? []).map { picture in
      "<file name=\"\(picture.name)\" path=\"/\" encoding=\"base64\">\(picture.packed)</file>"
    }.joined()
  }

  fileprivate static func element(_ name: String, _ content: String) -> String {
    "<\(name)>\(content)</\(name)>"
  }
}

/// Text of a question with the files that it shows.
private struct Passage {
  var words = Markup(text: "")
  /// Elements of XML.
  var files = ""

  /// The text and its files.
  var elements: String { Moodle.element("text", xmlEscaped(words.html)) + files }

  /// An element that holds both.
  func html(_ name: String) -> String { "<\(name) format=\"html\">\(elements)</\(name)>" }
}

extension Manuscript {
  /// The document as questions for Moodle, with all keys.
  ///
  /// - Throws: `SourceError` at the first fault of the source, or what drawing a figure throws.
  package func moodle(subject: Subject, fonts: MathFonts) throws -> String {
    do {
      return try Moodle(sheet(for: .instructor, subject: subject), fonts: fonts).xml
    } catch let error as LineError {
      throw placed(error)
    }
  }
}
