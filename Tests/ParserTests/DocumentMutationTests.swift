import Glibc
import Models
import Records
import TestSupport
import Testing

/// Pieces of labs, talks and handbooks with random changes are set or refused in one line, and soon.
///
/// There are 400 of them or as many as `FUZZ_DOCUMENTS` says, from the `FUZZ_FROM`-th on.
@Suite("Documents with random changes")
struct DocumentMutationTests {
  private static let root =
    #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

  /// The lines of each source, without its front matter, and with what these tests know in place of
  /// figures, numbers and works that they do not.
  private static let sources: [[String]] = {
    let folders = "Templates/Pages/labs Templates/Pages/*.md Tests/Pages Examples docs"
    let seeds = "Tests/ParserTests/Seeds/document"
    let names = run(
      "cd '\(root)' && find \(folders) \(seeds) -name '*.md' -not -path '*/.*' | LC_ALL=C sort"
    ).output.split(separator: "\n")
    return names.compactMap { name in
      guard let bytes = read("\(root)/\(name)") else { return nil }
      let known = String(decoding: bytes, as: UTF8.self)
        .replacing(/figure:[\w.\/-]+/, with: "figure:line")
        .replacing(/\{\{[^}]*\}\}/, with: "{{lab.answer}}")
        .replacing(/@[a-z][\w:-]+/, with: "@one")
      let lines = known.split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init)
      guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else {
        return lines
      }
      return Array(lines[(end + 1)...])
    }
  }()

  private static let words = [
    "$", "$$", "$x^{2$", "`", "```", "```python", ":::", ":::solution", ":::question", ":::choice",
    "[@one]", "[^1]", "[^1]: note", "{{lab.answer}}", "{{nothing}}", "{#eq-a}", "{#fig-a}", "|",
    "|---|:-:|", "- [x] a", "1.", ">", "    ", "\t", "![a](figure:line)",
    "![a](figure:line){slider=alpha}",
    "![a](../a.png)", "[a](javascript:x)", "<b>", "&nbsp;", "\\", "**", "_", "\u{0}", "\u{202E}",
    "é",
    "𝛼", "# A", "###### A", "---", "===", "<!-- a -->", ":::columns", "\\tag{1}", "points=3",
    String(repeating: "a", count: 300), "https://example.org/" + String(repeating: "b/", count: 90),
  ]

  /// Some 40 lines of a source with some changes that an index decides.
  private static func mutated(_ index: Int) -> String {
    let stream = RandomStream(seed: UInt64(index), stream: 78)
    var place: UInt64 = 0
    func random(_ bound: Int) -> Int {
      place += 1
      return stream.integer(below: max(1, bound), at: place)
    }
    let source = sources[random(sources.count)]
    let start = random(source.count)
    var lines = Array(source[start..<min(source.count, start + 40)])
    for _ in 0...random(4) where !lines.isEmpty {
      let at = random(lines.count)
      let other = sources[random(sources.count)]
      switch random(8) {
      case 0: lines.remove(at: at)
      case 1: lines.insert(other[random(other.count)], at: at)
      case 2: lines.swapAt(at, random(lines.count))
      case 3:
        lines[at] =
          String(repeating: ["  ", "> ", "- ", "#"][random(4)], count: random(9)) + lines[at]
      default:
        lines[at] = changed(lines[at], words: words, signs: "()|^*/-+.,\"$\\{}[]<>`_:=#!&é", random)
      }
    }
    return lines.joined(separator: "\n")
  }

  @Test("each is set or refused in one line", arguments: 0..<4)
  func eachIsSetOrRefused(_ part: Int) {
    #expect(Self.sources.count >= 20)
    let asked = getenv("FUZZ_DOCUMENTS").flatMap { Int(String(cString: $0)) }
    let from = getenv("FUZZ_FROM").flatMap { Int(String(cString: $0)) } ?? 0
    let count = (asked ?? 400) / 4
    var refused = 0
    for index in (part * count)..<((part + 1) * count) {
      let source = Self.mutated(from + index)
      let began = threadSeconds()
      do {
        try Parser.document.read(Array(source.utf8))
      } catch {
        refused += 1
        let words = "\(error)"
        #expect(!(error is OtherFault) && words.hasPrefix("lab.md:"), "\(words)\n\(source)")
      }
      let took = threadSeconds() - began
      #expect(took < (isSanitized ? 60 : 5), "\(took) s\n\(source)")
    }
    // Many changes are mistakes, and many are not.
    #expect(refused > count / 10 && refused < count * 9 / 10, "\(refused) of \(count) refused")
  }
}
