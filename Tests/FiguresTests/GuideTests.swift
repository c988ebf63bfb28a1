import Foundation
import Testing

/// What the pages for those who carry on say is so.
@Suite struct GuideTests {
  private static let top = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardized.path

  private static func text(_ path: String) throws -> String {
    try String(contentsOfFile: top + "/" + path, encoding: .utf8)
  }

  private static func sources(below folders: [String]) throws -> [String] {
    try folders.flatMap { folder in
      try FileManager.default.subpathsOfDirectory(atPath: top + "/" + folder)
        .filter { $0.hasSuffix(".swift") && !$0.contains(".build/") }.map { folder + "/" + $0 }
    }
  }

  /// The blocks of a language in a page.
  private static func blocks(_ language: String, in page: String) throws -> [String] {
    try text(page).split(separator: "```\(language)\n").dropFirst()
      .map { String($0.prefix(upTo: $0.firstRange(of: "\n```")?.lowerBound ?? $0.endIndex)) }
  }

  @Test("the code of the first lecture is the example's, in its order")
  func firstLecture() throws {
    let files = try Self.sources(below: ["Examples/second-lecture"]).map(Self.text)
    let blocks = try Self.blocks("swift", in: "Sources/Tool/Tool.docc/YourFirstLecture.md")
    #expect(blocks.count > 10)
    for block in blocks { #expect(files.contains { $0.contains(block) }, "\(block)") }
  }

  @Test("what the diffs of CONTRIBUTING stand beside is in the sources")
  func diffs() throws {
    let blocks = try Self.blocks("diff", in: "CONTRIBUTING.md")
    #expect(blocks.count == 4)
    for block in blocks {
      var file: String?
      for line in block.split(separator: "\n") {
        if line.hasPrefix("+++ b/") {
          // A new file has no lines to stand beside.
          let path = String(line.dropFirst(6))
          file = FileManager.default.fileExists(atPath: Self.top + "/" + path) ? path : nil
        } else if line.hasPrefix(" "), let file {
          let lines = try Self.text(file).split(separator: "\n")
          #expect(lines.contains(line.dropFirst()), "\(file): \(line)")
        }
      }
    }
  }

  /// Where the parameters of a declaration end, and whether it throws.
  private static func throwsErrors(_ lines: ArraySlice<Substring>) -> Bool {
    var depth = 0
    var outside = ""
    for character in lines.prefix(20).joined(separator: "\n") {
      if character == "{", depth == 0 { break }
      if character == "(" { depth += 1 }
      if depth == 0 { outside.append(character) }
      if character == ")" { depth -= 1 }
    }
    return outside.contains(#/\bthrows\b/#)
  }

  @Test("every public name of the libraries has a comment, and those that throw say what")
  func comments() throws {
    let package = try Self.text("Package.swift")
    let list = try #require(package.firstMatch(of: #/let libraries = \[([^\]]*)\]/#)).1
    let libraries = list.matches(of: #/"(\w+)"/#).map { String($0.1) }
    #expect(libraries.count == 12)
    let folders = libraries.map { $0 == "Templates" ? $0 : "Sources/\($0)" }
    var count = 0
    for path in try Self.sources(below: folders) {
      let lines = try Self.text(path).split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.drop { $0 == " " } }
      for (index, line) in lines.enumerated() where line.hasPrefix("public ") {
        guard !line.hasPrefix("public import") else { continue }
        let above = lines[..<index].reversed().prefix { $0.hasPrefix("///") || $0.hasPrefix("@") }
        let comment = above.reversed().joined(separator: "\n")
        #expect(comment.contains("///"), "\(path):\(index + 1)")
        count += 1
        guard line.contains(#/\b(func |init[?(<])/#), Self.throwsErrors(lines[index...])
        else { continue }
        #expect(comment.contains("- Throws: "), "\(path):\(index + 1) says nothing of its errors")
      }
    }
    #expect(count > 1000)
  }

  @Test("every library has a page to begin with")
  func landingPages() throws {
    let libraries = try Self.text("Scripts/api").firstMatch(of: #/libraries="([^"]*)"/#)
    let names = try #require(libraries).1.split(separator: " ").map(String.init)
    let package = try Self.text("Package.swift")
    for name in names {
      #expect(package.contains("\"\(name)\""))
      let folder = name == "Templates" ? name : "Sources/\(name)"
      let page = try Self.text("\(folder)/\(name).docc/\(name).md")
      #expect(page.hasPrefix("# ``\(name)``\n\n") && page.contains("\n## Overview\n"))
    }
    #expect(names.count == 12)
  }
}
