import Figures
import Foundation
import Lectures
import Plotting
import Testing

/// Who may know whom, read from the sources.
@Suite struct HouseTests {
  private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources").standardizedFileURL

  /// The modules that know nothing of this lecture.
  private static let general = [
    "Records", "Elementary", "Drawing", "Typesetting", "Plotting", "Reports", "Lectures",
    "Sketches", "Sweeps", "Tool",
  ]

  private struct Source {
    let path: String
    /// The first folder in the module; empty for a file beside the folders.
    let folder: String
    /// The lines without comments.
    let lines: [Substring]

    /// The names that stand in the file, those of calls with a bracket, but for members and labels.
    var names: Set<String> {
      var names: Set<String> = []
      for line in lines {
        let bytes = Array(line.utf8) + [0x20, 0x20]
        var start: Int?
        var isText = false
        for (place, byte) in bytes.enumerated() {
          if byte == 0x22, place == 0 || bytes[place - 1] != 0x5C { isText.toggle() }
          let isLetter = byte == 0x5F || byte > 0x7F || isalnum(Int32(byte)) != 0
          if isLetter, !isText {
            start = start ?? place
          } else if let first = start {
            start = nil
            let isMember = first > 0 && bytes[first - 1] == 0x2E
            guard !isMember, byte != 0x3A else { continue }
            let name = String(decoding: bytes[first..<place], as: UTF8.self)
            names.insert(name)
            if byte == 0x28 { names.insert(name + "(") }
          }
        }
      }
      return names
    }
  }

  private static func files(of module: String) throws -> [Source] {
    let top = sources.appending(path: module).path
    let names = try FileManager.default.subpathsOfDirectory(atPath: top).sorted()
    return try names.filter { $0.hasSuffix(".swift") }.map { name in
      let text = try String(contentsOfFile: top + "/" + name, encoding: .utf8)
      let folder = name.contains("/") ? String(name.prefix { $0 != "/" }) : ""
      let lines = text.split(separator: "\n" as Character).map { line -> Substring in
        line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
      }
      return Source(path: "\(module)/\(name)", folder: folder, lines: lines)
    }
  }

  /// What the folders of a module take from each other: pairs of folders with the names.
  private static func uses(in module: String) throws -> [String: [String: Set<String>]] {
    let files = try files(of: module)
    // Where each name is declared: in a folder, or for one file alone.
    var homes: [String: Set<String>] = [:]
    for file in files {
      for line in file.lines {
        let words = line.split(separator: " ")
        guard
          let place = words.firstIndex(where: {
            ["struct", "class", "enum", "protocol", "typealias", "func"].contains($0)
          }), place + 1 < words.count, words[..<place].allSatisfy({ !$0.contains("=") })
        else { continue }
        let (isInner, isFunction) = (line.first == " ", words[place] == "func")
        // Inner types hide others of their name; inner functions are called on values.
        if isInner, isFunction { continue }
        let name = words[place + 1].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        homes[name + (isFunction ? "(" : ""), default: []].insert(
          isInner || words.contains("private") ? file.path : file.folder)
      }
    }
    var uses: [String: [String: Set<String>]] = [:]
    for file in files where !file.folder.isEmpty {
      for name in file.names {
        guard let found = homes[name], found.count == 1, let home = found.first, !home.isEmpty,
          home != file.folder, !home.contains("/")
        else { continue }
        uses[file.folder, default: [:]][home, default: []].insert(name)
      }
    }
    return uses
  }

  @Test(arguments: general + ["Models"]) func noTwoFoldersNeedEachOther(_ module: String) throws {
    // The folders of documents are drawn anew with their tree.
    guard module != "Reports" else { return }
    let uses = try Self.uses(in: module)
    for (folder, others) in uses {
      for (other, names) in others where folder < other {
        let back = uses[other]?[folder] ?? []
        #expect(
          back.isEmpty,
          "\(module): \(folder) takes \(names.sorted()) of \(other), which takes \(back.sorted())")
      }
    }
  }

  @Test func foldersThatNeedEachOtherAreFound() throws {
    let uses = try Self.uses(in: "Drawing")
    #expect(uses["Export"]?["Scene"]?.contains("Scene") == true)
    #expect(uses["Curves"]?.isEmpty ?? true)
  }

  /// A longer one computes or draws what has a place of its own.
  @Test func noFigureHasMoreThan120LinesOfCode() throws {
    let files = try Self.files(of: "Figures").filter { ["Papers", "Lecture"].contains($0.folder) }
    #expect(files.count > 60)
    for file in files {
      let count = file.lines.count { $0.contains { !$0.isWhitespace } }
      #expect(count <= 120, "\(file.path) has \(count)")
    }
  }

  @Test(arguments: general) func nothingIsSaidOfThisLecture(_ module: String) throws {
    // Names of one word may be words of English or of mathematics.
    let ids =
      lecture7.figures.flatMap { [$0.id, $0.alias ?? $0.id] } + lecture7.labs.map(\.id)
      + lecture7.palette.entries.map(\.role)
    let telling = ids.filter { $0.contains("-") || $0.hasPrefix("fig") || $0 == "sgd" }
    #expect(telling.count > 15)
    for file in try Self.files(of: module) {
      let words = Set(
        file.lines.joined(separator: "\n").split { !($0.isLetter || $0.isNumber || $0 == "-") })
      for id in telling { #expect(!words.contains(id[...]), "\(file.path) says \(id)") }
    }
  }
}
