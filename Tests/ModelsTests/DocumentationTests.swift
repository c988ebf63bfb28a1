import Foundation
import Testing

/// The documentation of the public functions, read from the sources.
struct DocumentationTests {
  /// A public function, initialiser or subscript and the comment above it.
  private struct Declaration {
    let place: String
    let comment: String
  }

  private static func declarations() throws -> [Declaration] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Models").standardized
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return try names.filter { $0.hasSuffix(".swift") }.sorted().flatMap { name in
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.drop { $0 == " " } }
      return lines.indices.compactMap { index -> Declaration? in
        let words = lines[index].split(separator: " ")
        guard words.first == "public",
          let kind = words.dropFirst().first(where: { $0 != "static" && $0 != "mutating" }),
          kind == "func" || kind.hasPrefix("init") || kind.hasPrefix("subscript")
        else { return nil }
        let comment = lines[..<index].reversed().prefix { $0.hasPrefix("///") || $0.hasPrefix("@") }
        return Declaration(
          place: "\(name):\(index + 1)", comment: comment.reversed().joined(separator: "\n"))
      }
    }
  }

  @Test("Every public function of the models says what it costs")
  func complexity() throws {
    let all = try Self.declarations()
    #expect(all.count > 150)
    for declaration in all {
      #expect(declaration.comment.contains("O("), "\(declaration.place)")
    }
  }
}
