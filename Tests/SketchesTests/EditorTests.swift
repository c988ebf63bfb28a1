import Foundation
import Lectures
import Sketches
import TestSupport
import Testing

/// What editors and the page on sketches know of the language.
@Suite struct EditorTests {
  private static func text(_ path: String) -> String {
    let top = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
      .standardized.path
    return String(decoding: read("\(top)/\(path)") ?? [], as: UTF8.self)
  }

  @Test(arguments: [
    "Packaging/editors/vim/syntax/figure.vim", "Packaging/editors/vscode/figure.tmLanguage.json",
    "docs/sketches.md",
  ])
  func everyVerbIsKnown(_ path: String) {
    let text = Self.text(path)
    for verb in LineReader.verbs + Ink.words + Drawing.Mark.allCases.map(\.rawValue) {
      #expect(text.contains(verb), "\(path) lacks \(verb)")
    }
  }

  @Test func everyFunctionIsOnThePage() {
    let page = Self.text("docs/sketches.md")
    for function in Function.allCases.map(\.rawValue) + Function2.allCases.map(\.rawValue) {
      #expect(page.contains(function), "\(function)")
    }
  }

  @Test func theFirstSketchOfThePageIsDrawn() throws {
    let parts = Self.text("docs/sketches.md").split(separator: "```\n")
    let source = try #require(parts.first { $0.contains("title: A valley") })
    #expect(try !sketch(String(source)).computed().data.series.isEmpty)
  }
}
