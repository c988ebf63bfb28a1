import Foundation
import Reports
import Testing

/// The examples of CommonMark's specification, from the Debian package of another reader.
@Suite("CommonMark's specification")
struct SpecificationTests {
  private struct Example: Decodable {
    let markdown: String
    let html: String
    let example: Int
  }

  private static let file = "/usr/share/gocode/src/github.com/yuin/goldmark/_test/spec.json"

  /// Examples that mean something else here: dollars begin formulas, and so on.
  private static let refusals = [
    "raw HTML is not allowed", "is not allowed; link to", "a picture", "a heading of level",
    "in running text", "no glyph", "begins a formula", "takes no text", "the name '#",
    "no place", "the picture", "is no attribute", "this picture never ends",
    "means nothing", "is no link here", "begins no", "stands in text", "has no meaning here",
    "one ends a line", "behind a comment", "has two stars", "that begins here",
  ]

  @Test("pages and paper say what the specification says, in its order, or both refuse")
  func examples() throws {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: SpecificationTests.file))
    let examples = try JSONDecoder().decode([Example].self, from: bytes)
    #expect(examples.count > 600)
    var agreed = 0
    for example in examples {
      let markdown = example.markdown.replacing("→", with: "\t")
      do {
        let both = try Both("---\ntitle: Q\n---\n\n" + markdown)
        let wanted = Both.text(of: example.html)
        #expect(both.page == wanted, "page of example \(example.example)")
        // The title stands on paper, and images have no words there.
        #expect(both.paper == "Q" + wanted, "paper of example \(example.example)")
        agreed += 1
      } catch let error as SourceError {
        #expect(
          SpecificationTests.refusals.contains { error.message.contains($0) },
          "example \(example.example): \(error)")
        #expect((5...(5 + example.markdown.count { $0 == "\n" })).contains(error.line))
      } catch let error as Difference {
        // A browser has fonts for characters that paper lacks.
        #expect(error.description.contains("has no glyph"), "example \(example.example): \(error)")
      }
    }
    #expect(agreed > 350, "\(agreed) examples were set")
  }
}
