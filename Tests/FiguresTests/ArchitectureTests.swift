import Drawing
import Foundation
import Lectures
import Plotting
import TestSupport
import Testing

/// The page on the architecture says what package and sources say.
@Suite struct ArchitectureTests {
  private static let top = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardized.path

  private static func text(_ path: String) throws -> String {
    try String(contentsOfFile: top + "/" + path, encoding: .utf8)
  }

  private static let page = Result { try text("docs/architecture.md") }

  /// The words between back ticks.
  private static func code(in text: some StringProtocol) -> [String] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
  }

  /// What each target may import, of ours and of others, by the page's table.
  private static func table() throws -> [String: Set<String>] {
    var rows: [String: Set<String>] = [:]
    for line in try page.get().split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|")
      guard cells.count == 3, let name = code(in: cells[0]).first else { continue }
      rows[name] = Set(code(in: cells[1]))
    }
    return rows
  }

  /// What each target depends on, by the package.
  private static func package() throws -> [String: Set<String>] {
    let text = try text("Package.swift")
    var found: [String: Set<String>] = [:]
    for part in text.split(separator: "arget(\n      name: ")
      + text.split(separator: "arget(name: ")
    {
      guard let name = part.firstMatch(of: #/^"(\w+)"/#)?.1 else { continue }
      let body = part.prefix(upTo: part.firstRange(of: "arget(")?.lowerBound ?? part.endIndex)
      guard found[String(name)] == nil else { continue }
      found[String(name)] = Self.names(inListAfter: "dependencies: [", of: body)
    }
    return found
  }

  /// The names in a list of dependencies, those of packages left out.
  private static func names(inListAfter start: String, of text: Substring) -> Set<String> {
    guard let begin = text.firstRange(of: start)?.upperBound else { return [] }
    var depth = 1
    let list = text[begin...].prefix {
      depth += $0 == "[" ? 1 : $0 == "]" ? -1 : 0
      return depth > 0
    }
    let named = list.replacing(#/package: "[^"]*"/#, with: "")
    return Set(named.matches(of: #/"(\w+)"/#).map { String($0.1) })
  }

  /// The modules that the sources of a target import.
  private static func imports(of name: String) throws -> Set<String> {
    let folder = top + (name == "Templates" ? "/Templates" : "/Sources/\(name)")
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder)
    var found: Set<String> = []
    for file in files where file.hasSuffix(".swift") {
      let text = try String(contentsOfFile: folder + "/" + file, encoding: .utf8)
      let line = #/^(?:(?:public|package|internal|private) )?import (\w+)$/#
        .anchorsMatchLineEndings()
      found.formUnion(text.matches(of: line).map { String($0.1) })
    }
    return found
  }

  @Test("the table of targets is the package's")
  func tableIsThePackages() throws {
    let (table, package) = (try Self.table(), try Self.package())
    #expect(table.count == 14)
    for (name, wanted) in table {
      #expect(package[name] == wanted, "\(name): \(package[name] ?? []) against \(wanted)")
    }
  }

  @Test("each target imports what the table gives it, and nothing else but the system's")
  func importsAreTheTables() throws {
    let system: Set = [
      "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Synchronization",
    ]
    for (name, wanted) in try Self.table() {
      let found = try Self.imports(of: name).subtracting(system)
      #expect(found == wanted, "\(name): \(found.symmetricDifference(wanted).sorted())")
    }
  }

  @Test("no target is below itself, and claims see of the models what everybody sees")
  func layers() throws {
    let table = try Self.table()
    func isBelow(_ name: String, _ top: String, _ seen: Set<String> = []) -> Bool {
      (table[top] ?? []).contains {
        $0 == name || !seen.contains($0) && isBelow(name, $0, seen.union([$0]))
      }
    }
    for name in table.keys { #expect(!isBelow(name, name), "\(name)") }
    #expect(
      try Self.text("Package.swift").contains(
        #"name: "Claims", dependencies: ["Elementary", "Models", "Records"], packageAccess: false"#)
    )
  }

  @Test("types, functions and paths that the page names are there")
  func namesAreThere() throws {
    let sources = ["Sources", "Templates"].flatMap { folder in
      ((try? FileManager.default.subpathsOfDirectory(atPath: Self.top + "/" + folder)) ?? [])
        .filter { $0.hasSuffix(".swift") }.map { folder + "/" + $0 }
    }
    var declared: Set<String> = []
    let declaration = #/(?:struct|class|enum|protocol|func|let|var|case|typealias) `?(\w+)/#
    for path in sources {
      declared.formUnion(try Self.text(path).matches(of: declaration).map { String($0.1) })
    }
    declared.formUnion(try Self.table().flatMap { [$0.key] + $0.value })
    for word in Self.code(in: try Self.page.get()) {
      if word.contains("/") || word.hasSuffix(".swift") || word.hasSuffix(".md") {
        let places = ["", "docs/", "Sources/"].map { "\(Self.top)/\($0)\(word)" }
        #expect(places.contains { FileManager.default.fileExists(atPath: $0) }, "\(word)")
      } else if word.wholeMatch(of: #/[A-Za-z]\w*(\.\w+)*(\(\))?/#) != nil, !word.hasPrefix("make")
      {
        for part in word.replacing("()", with: "").split(separator: ".") {
          #expect(declared.contains(String(part)), "\(word)")
        }
      }
    }
  }

  @Test("the map is drawn from the table")
  func map() throws {
    let ours = try Self.table().mapValues { $0.intersection(HouseMap.names) }
    #expect(Set(ours.keys) == HouseMap.names.union(["Templates"]))
    let metrics = Metrics(theme: .light, fonts: try fontSet.get().roman, size: .text)
    let page = try laidOut(try HouseMap(imports: ours).figure(), metrics: metrics)
    #expect(page.leftOut.isEmpty)
    let path = Self.top + "/docs/architecture.svg"
    let drawn = Array(svg(page.scene).utf8)
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" { _ = write(drawn, to: path) }
    let isAsDrawn = read(path) == drawn
    #expect(isAsDrawn, "RECORD_GOLDENS=1 draws docs/architecture.svg anew")
  }
}
