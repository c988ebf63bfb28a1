/// What a stretch of code is, for its colour.
package enum CodeToken: String, CaseIterable, Sendable {
  case plain, keyword, string, comment, number
}

/// How a language writes comments, texts and words of its own: enough to colour code.
private struct CodeLanguage {
  var keywords: Set<String>
  var lineComment: String?
  var blockComment: (open: String, close: String)?
  /// Marks around texts, longer ones first.
  var strings: [String]

  init(
    _ keywords: String, comment: String?, block: (String, String)? = nil,
    strings: [String] = ["\"", "'"]
  ) {
    self.keywords = Set(keywords.split(separator: " ").map(String.init))
    lineComment = comment
    blockComment = block.map { ($0.0, $0.1) }
    self.strings = strings
  }

  private static let python = CodeLanguage(
    "and as assert async await break class continue def del elif else except finally for from global "
      + "if import in is lambda nonlocal not or pass raise return try while with yield True False None "
      + "match case self",
    comment: "#", strings: ["\"\"\"", "'''", "\"", "'"])
  private static let r = CodeLanguage(
    "if else repeat while function for in next break TRUE FALSE NULL NA NaN Inf library require return",
    comment: "#", strings: ["\"", "'", "`"])
  private static let julia = CodeLanguage(
    "function end if elseif else for while in do begin let return using import export module struct "
      + "mutable abstract type const global local true false nothing try catch finally break continue "
      + "macro quote where isa",
    comment: "#", block: ("#=", "=#"), strings: ["\"\"\"", "\""])
  private static let swift = CodeLanguage(
    "func let var if else guard return for in while repeat switch case default struct class enum "
      + "protocol extension import throws throw try catch do init self Self static private public "
      + "internal package mutating true false nil where as is async await some any defer break continue",
    comment: "//", block: ("/*", "*/"), strings: ["\"\"\"", "\""])
  private static let shell = CodeLanguage(
    "if then else elif fi for in do done while until case esac function return exit export local set "
      + "cd echo",
    comment: "#")
  private static let json = CodeLanguage("true false null", comment: nil, strings: ["\""])

  /// The language of a name; nil for one that is not known.
  static func named(_ name: String) -> CodeLanguage? {
    switch name {
    case "python", "py", "python3": python
    case "r": r
    case "julia", "jl": julia
    case "swift": swift
    case "shell", "sh", "bash", "zsh", "console": shell
    case "json": json
    default: nil
    }
  }
}

/// Code in lines of stretches, each of one kind; all is plain in a language that is not known.
///
/// The stretches of a line are the line: nothing is lost or added.
///
/// - Parameter showsKeys: Whether blanks are filled where the document has what belongs there.
package func coloured(
  _ code: Block.Code, showsKeys: Bool = true
) -> [[(text: String, kind: CodeToken)]] {
  let text = showsKeys ? code.filled ?? code.text : code.text
  var scanner = CodeScanner(
    characters: Array(text), language: CodeLanguage.named(code.language))
  scanner.scan()
  if scanner.lines.count > 1, scanner.lines.last?.isEmpty == true { scanner.lines.removeLast() }
  return scanner.lines
}

private struct CodeScanner {
  let characters: [Character]
  let language: CodeLanguage?
  var lines: [[(text: String, kind: CodeToken)]] = [[]]
  private var position = 0

  init(characters: [Character], language: CodeLanguage?) {
    (self.characters, self.language) = (characters, language)
  }

  mutating func scan() {
    while position < characters.count {
      guard let language else {
        take(1, .plain)
        continue
      }
      if let block = language.blockComment, starts(with: block.open) {
        take(until: block.close, from: block.open.count, .comment)
      } else if let mark = language.lineComment, starts(with: mark), isBegin {
        take(characters[position...].prefix { !$0.isNewline }.count, .comment)
      } else if let mark = language.strings.first(where: { starts(with: $0) }) {
        takeString(mark)
      } else if characters[position].isNumber {
        take(run { $0.isNumber || $0.isLetter || $0 == "." || $0 == "_" }, .number)
      } else if isWordStart(characters[position]) {
        let count = run { $0.isLetter || $0.isNumber || $0 == "_" }
        let word = String(characters[position..<(position + count)])
        take(count, language.keywords.contains(word) ? .keyword : .plain)
      } else {
        take(1, .plain)
      }
    }
  }

  /// Whether a comment can begin here: at `$#` of a shell none does.
  private var isBegin: Bool {
    position == 0 || !"$\\{".contains(characters[position - 1])
  }

  private func isWordStart(_ character: Character) -> Bool {
    character.isLetter || character == "_"
  }

  private func starts(with mark: String) -> Bool { characters[position...].starts(with: mark) }

  private func run(where belongs: (Character) -> Bool) -> Int {
    characters[position...].prefix(while: belongs).count
  }

  private mutating func takeString(_ mark: String) {
    var end = position + mark.count
    while end < characters.count {
      // Only long marks go over lines.
      if mark.count == 1, characters[end].isNewline { break }
      if characters[end...].starts(with: mark) {
        end += mark.count
        break
      }
      end += characters[end] == "\\" ? 2 : 1
    }
    take(min(end, characters.count) - position, .string)
  }

  private mutating func take(until mark: String, from start: Int, _ kind: CodeToken) {
    var end = position + start
    while end < characters.count, !characters[end...].starts(with: mark) { end += 1 }
    take(min(end + mark.count, characters.count) - position, kind)
  }

  /// Takes characters; those that join what stands before them extend it.
  private mutating func take(_ count: Int, _ kind: CodeToken) {
    for character in characters[position..<(position + count)] {
      if character.isNewline {
        lines.append([])
      } else if lines[lines.count - 1].last?.kind == kind {
        lines[lines.count - 1][lines[lines.count - 1].count - 1].text.append(character)
      } else {
        lines[lines.count - 1].append((String(character), kind))
      }
    }
    position += count
  }
}
