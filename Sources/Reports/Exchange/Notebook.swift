import Foundation
import Records

/// A document as a notebook of Jupyter (nbformat 4.5): text in Markdown, code of the kernel's
/// language in cells of its own, and cells for answers, which nbgrader knows by their metadata.
struct Notebook {
  /// The program that runs the code of a notebook.
  struct Kernel: Hashable {
    var name: String
    var language: String
    var title: String

    static let all = [
      Kernel(name: "python3", language: "python", title: "Python 3"),
      Kernel(name: "ir", language: "r", title: "R"),
      Kernel(name: "julia", language: "julia", title: "Julia"),
    ]
  }

  /// What nbgrader does with a cell that students write into.
  private struct Grading {
    var id: String
    /// The points that it is marked with; nil for none.
    var points: Double?
  }

  private var writer: DocumentMarkdown
  private let document: ResolvedDocument
  private let kernel: Kernel
  private var cells: [JSON] = []
  /// Blocks of text that the next cell holds.
  private var waiting: [String] = []
  /// The answers so far of the question, or outside of questions.
  private var answers = 0
  /// The number of the question that is being written; nil outside.
  private var asked: String?
  /// The cells of code to go on with, so far: graders know them by it in every variant.
  private var codes = 0

  /// - Parameter facts: The line under the title.
  init(_ document: ResolvedDocument, facts: String?) throws {
    self.document = document
    writer = DocumentMarkdown(document)
    kernel = Notebook.kernel(of: document.blocks)
    let front = document.front
    let head = [front[.running], "# " + writer.escaped(front.title), front[.subtitle], facts]
    waiting = head.compactMap { line in
      line.map { $0.hasPrefix("# ") ? $0 : DocumentMarkdown.guarded(writer.escaped($0)) }
    }
    if let address = front[.data] {
      waiting.append("\(document.word(.dataAt)) [\(writer.escaped(address))](<\(address)>)")
    }
    flush()
    for block in document.blocks { try add(block) }
    flush()
    if !document.notes.isEmpty {
      waiting = ["## " + document.word(.notes), try writer.notes()]
      flush()
    }
  }

  /// The kernel of the language that the first code is in which any has; Python's otherwise.
  private static func kernel(of blocks: [Block]) -> Kernel {
    for case .block(let block) in blocks.nodes {
      if case .code(let code) = block.kind,
        let found = Kernel.all.first(where: { $0.language == code.language })
      {
        return found
      }
    }
    return Kernel.all[0]
  }

  /// The file.
  var json: String {
    JSON.object([
      ("cells", .array(cells)),
      (
        "metadata",
        .object([
          (
            "kernelspec",
            .object([
              ("display_name", .string(kernel.title)), ("language", .string(kernel.language)),
              ("name", .string(kernel.name)),
            ])
          ),
          ("language_info", .object([("name", .string(kernel.language))])),
          ("title", .string(document.front.title)),
        ])
      ),
      ("nbformat", .number(4)), ("nbformat_minor", .number(5)),
    ]).text + "\n"
  }

  // MARK: Cells

  private mutating func add(_ block: Block) throws {
    switch block.kind {
    case .environment(let environment) where environment.kind.isArrangement:
      for part in Notebook.unfolded([block]) { try add(part) }
    case .code(let code) where isOwn(block): ownCode(code)
    case .heading:
      flush()
      waiting.append(try writer.markdown(block))
    case .environment(let environment) where environment.kind == .question:
      try self.question(environment, block)
    case .environment(let environment) where environment.kind == .solution:
      flush()
      try divided(environment, block, nil, tag: "solution")
    case .environment(let environment) where block.isAnswer:
      try answer(environment, block, points: nil)
    case .environment(let environment) where environment.kind == .marking:
      flush()
      waiting.append(try writer.markdown(block))
      flush()
    case .environment(let environment)
    where environment.kind != .hint
      && Notebook.unfolded(environment.content).contains(where: isOwn):
      // All of a hint is folded in one cell, where code is shown.
      flush()
      try divided(environment, block, nil, tag: nil)
    default: waiting.append(try writer.markdown(block))
    }
  }

  /// Blocks with what stands in columns in their place: cells stand below each other, and code among
  /// them is to run.
  private static func unfolded(_ blocks: [Block]) -> [Block] {
    blocks.flatMap { block -> [Block] in
      guard case .environment(let environment) = block.kind, environment.kind.isArrangement else {
        return [block]
      }
      return unfolded(environment.content)
    }
  }

  /// What is done with a cell of the question that is being written, or of one outside of questions.
  private func grading(_ part: String, points: Double?) -> Grading {
    Grading(id: (asked.map { "question-\($0)-" } ?? "") + part, points: points)
  }

  private mutating func question(_ environment: Block.Environment, _ block: Block) throws {
    flush()
    let number = document.meanings.numbers[block.id] ?? ""
    let points = document.meanings.questions[block.id]?.points
    let outside = answers
    (answers, asked) = (0, number)
    defer { (answers, asked) = (outside, nil) }
    var title = "### \(document.word(.question)) \(number)"
    if let words = document.title(of: environment) { title += ". " + writer.line(words) }
    if let points { title += " (\(document.language.points(points)))" }
    let name = environment.attributes.anchor ?? "question-\(number)"
    waiting.append("<a id=\"\(name)\"></a>\n\n" + title)
    let content = Notebook.unfolded(environment.content)
    var shares = Shares(of: points, in: content)
    // Code to complete is the answer, unless blanks stand elsewhere too, or in code that is shown.
    let asking = content.filter(\.asksInText)
    let isInCode = !asking.isEmpty && asking.allSatisfy(isOwn)
    var codeShares = isInCode ? Shares.equal(shares.text, asking.count)[...] : []
    // Other blanks are filled in within the last cell.
    var isAnswered = !shares.hasText || isInCode
    for part in content {
      if case .environment(let inner) = part.kind, part.isAnswer {
        try answer(inner, part, points: shares.next())
      } else if isInCode, part.asksInText, case .code(let code) = part.kind {
        ownCode(code, points: codeShares.popFirst() ?? nil)
      } else if case .environment(let inner) = part.kind, inner.kind == .solution, !isAnswered {
        isAnswered = true
        flush()
        try divided(inner, part, grading("answer", points: shares.text), tag: "solution")
      } else {
        try add(part)
      }
    }
    flush()
    // Without a solution to show, room for one; it says for what, as other cells may stand above it.
    if !isAnswered {
      answerCell(
        grading("answer", points: shares.text),
        to: asking.isEmpty ? "" : " (\(document.word(.blanksAbove)))")
    }
  }

  /// Code to go on with, or outside of questions code to run.
  private mutating func ownCode(_ code: Block.Code, points: Double? = nil) {
    flush()
    if asked != nil { codes += 1 }
    codeCell(code.filled ?? code.text, asked.map { _ in grading("code-\(codes)", points: points) })
  }

  private mutating func answerCell(_ grading: Grading, to what: String = "") {
    waiting.append("*\(document.word(.yourAnswer))\(what)*")
    flush(grading)
  }

  /// Whether a block is code of the kernel's language.
  private func isOwn(_ block: Block) -> Bool {
    if case .code(let code) = block.kind { code.language == kernel.language } else { false }
  }

  /// A block such as a solution: its code stands in cells of its own, the first text in the answer's
  /// cell where it is one.
  private mutating func divided(
    _ environment: Block.Environment, _ block: Block, _ grading: Grading?, tag: String?
  ) throws {
    var grading = grading
    var inner = environment
    var text: [Block] = []
    var isFirst = true
    for part in Notebook.unfolded(environment.content) + [Block(id: -1, line: 0, kind: .rule)] {
      guard isOwn(part) || part.id == -1 else {
        text.append(part)
        continue
      }
      if !text.isEmpty || isFirst {
        inner.content = text
        var copy = block
        copy.kind = .environment(inner)
        waiting.append(isFirst ? try writer.markdown(copy) : try writer.markdown(text))
        flush(grading, tag: tag)
        (isFirst, grading) = (false, nil)
      }
      text = []
      if case .code(let code) = part.kind { codeCell(code.filled ?? code.text, nil, tag: tag) }
    }
  }

  /// An answer's cell, with its key where that is shown.
  private mutating func answer(
    _ environment: Block.Environment, _ block: Block, points: Double?
  ) throws {
    answers += 1
    let grading = grading("answer-\(answers)", points: points)
    switch environment.kind {
    case .choice:
      for part in environment.content {
        let options: Block.Options? =
          if case .list(let list) = part.kind { list.options } else { nil }
        let isList = options != nil
        if options?.isOne == true { waiting.append(document.word(.oneIsRight)) }
        if isList { flush() }
        waiting.append(try writer.markdown(part))
        if isList { flush(grading) }
      }
      flush()
    case .numeric:
      for part in environment.content { waiting.append(try writer.markdown(part)) }
      let key = document.meanings.numerics[block.id]
      if key != nil {
        waiting.append(writer.numeric(block))
      } else if let unit = document.meanings.units[block.id] {
        waiting.append(document.word(.answerLabel) + " … " + writer.line(unit))
      }
      flush()
      codeCell("\(variable(environment)) = \(key.map { "\($0.value)" } ?? missing)\n", grading)
    default:
      flush()
      let text = try writer.markdown(block)
      guard !text.isEmpty else { return answerCell(grading) }
      waiting.append(text)
      flush(grading)
    }
  }

  /// What a number to find is called: by its block, or by its place in its question.
  private func variable(_ environment: Block.Environment) -> String {
    if let anchor = environment.attributes.anchor {
      return "answer_" + anchor.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
    }
    guard let asked else { return "answer_text_\(answers)" }
    return "answer_\(asked)" + (answers == 1 ? "" : "_\(answers)")
  }

  /// What stands for a number that is not there yet, in the kernel's language.
  private var missing: String {
    switch kernel.language {
    case "r": "NA"
    case "julia": "missing"
    default: "None"
    }
  }

  /// Makes a cell of the text that waits.
  private mutating func flush(_ grading: Grading? = nil, tag: String? = nil) {
    let text = waiting.filter { !$0.isEmpty }.joined(separator: "\n\n")
    waiting = []
    guard !text.isEmpty else { return }
    var members: [(String, JSON)] = []
    let pictures = writer.takePictures()
    if !pictures.isEmpty {
      let files = pictures.map { picture in
        (picture.name, JSON.object([(picture.type, .string(picture.packed))]))
      }
      members.append(("attachments", .object(files)))
    }
    add("markdown", text, members, grading, tag)
  }

  private mutating func codeCell(_ text: String, _ grading: Grading?, tag: String? = nil) {
    let code = text.hasSuffix("\n") ? String(text.dropLast()) : text
    add("code", code, [("execution_count", .null), ("outputs", .array([]))], grading, tag)
  }

  private mutating func add(
    _ kind: String, _ text: String, _ members: [(String, JSON)], _ grading: Grading?, _ tag: String?
  ) {
    var metadata: [(String, JSON)] = []
    if let grading {
      var own: [(String, JSON)] = [
        ("grade", .bool(grading.points != nil)), ("grade_id", .string(grading.id)),
        ("locked", .bool(false)),
      ]
      if let points = grading.points { own.append(("points", .number(points))) }
      own += [
        ("schema_version", .number(3)), ("solution", .bool(true)),
        ("task", .bool(false)),
      ]
      metadata.append(("nbgrader", .object(own)))
    }
    if let tag { metadata.append(("tags", .array([.string(tag)]))) }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let source = lines.enumerated().map { index, line in
      JSON.string(index + 1 < lines.count ? line + "\n" : String(line))
    }
    cells.append(
      .object(
        [
          ("cell_type", .string(kind)), ("id", .string("cell-\(cells.count + 1)")),
          ("metadata", .object(metadata)),
        ] + members + [("source", .array(source))]))
  }
}

extension Manuscript {
  /// The document as a notebook of Jupyter.
  ///
  /// - Throws: `SourceError` at the first fault of the source, or what drawing a figure throws.
  package func notebook(_ settings: PageSettings, subject: Subject) throws -> String {
    let document = try sheet(for: settings.variant, subject: subject)
    return try Notebook(document, facts: facts(of: document, settings.variant)).json
  }
}
