import Foundation
import Lectures
import Models
import Plotting
import Records
import Sketches
import TestSupport
import Testing

/// Sources of the gallery with random changes, 2,000 or as many as FUZZ_SKETCHES says, from the FUZZ_FROM-th on: each is drawn or refused in one line, and soon.
@Suite struct MutationTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Examples/sketches").standardized.path

  private static let sources: [[String]] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".figure") }.sorted().map { name in
      String(decoding: read("\(folder)/\(name)") ?? [], as: UTF8.self)
        .split(separator: "\n").map(String.init)
    }
  }()

  private static let words = [
    "0", "-1", "1e300", "1e-300", "(", ")", "|", "..", ",", "^", "*", "/", "u", "v", "x", "\"$\"",
    "\"", "in", "at", "from", "step", "steps", "over", "log", "symlog", "equal", "fill", "dots",
    "#",
    ":", "=", "mean(x)", "sum(y)", "1/0", "sqrt(-1)", "log(0)", "inf", "series 9", "mirror L", "é",
    "𝛼",
    "(0, 0)", "1000000", "exp(1000)", "tan(u)", "floor(u)", "x^x", "all", "matching", "shared",
  ]

  /// A source with some changes that an index decides.
  private static func mutated(_ index: Int) -> String {
    let stream = RandomStream(seed: UInt64(index), stream: 77)
    var place: UInt64 = 0
    func random(_ bound: Int) -> Int {
      place += 1
      return stream.integer(below: max(1, bound), at: place)
    }
    var lines = sources[random(sources.count)]
    for _ in 0...random(4) {
      let at = random(lines.count)
      switch random(7) {
      case 0: lines.remove(at: at)
      case 1: lines.insert(sources[random(sources.count)].randomLine(random), at: at)
      case 2: lines.swapAt(at, random(lines.count))
      default:
        lines[at] = changed(lines[at], words: words, signs: "()|^*/-+.,\"$\\{}0179e=:ux#", random)
      }
      if lines.isEmpty { break }
    }
    return lines.joined(separator: "\n")
  }

  @Test(arguments: 0..<8) func eachEndsWithAPictureOrALine(_ part: Int) {
    #expect(Self.sources.count >= 24)
    let whole =
      "x,y,lambda,n,err,sd,px,py,mx,my,error\n1,2,3,4,5,6,7,8,9,10,11\n2,3,5,7,11,13,1,2,3,4,5\n"
    let holed =
      "\u{FEFF}x;y;lambda;n;err;sd;px;py;mx;my;error;method\r\n"
      + "1,5;;NA;4;5;6;7;8;9;10;11;a\r\n;3;nan;inf;11;13;1;2;3;4;5;\r\n2;3;0;1e-200;1e300;-1;1;2;3;4;5;\"c\r\nd\"\r\n"
    var refused = 0
    // `make fuzz-sketches` asks for many more, of which each takes a millisecond or two.
    let asked = ProcessInfo.processInfo.environment["FUZZ_SKETCHES"].flatMap { Int($0) }
    let count = (asked ?? 2000) / 8
    let from = ProcessInfo.processInfo.environment["FUZZ_FROM"].flatMap { Int($0) } ?? 0
    for index in (part * count)..<((part + 1) * count) {
      let source = Self.mutated(from + index)
      let table = index.isMultiple(of: 2) ? whole : holed
      let began = threadSeconds()
      do {
        var figure = try Sketch(
          Array(source.utf8), file: "a.figure",
          reading: { name in
            #expect(!name.hasPrefix("/") && !name.split(separator: "/").contains(".."), "\(source)")
            return Array(table.utf8)
          })
        // A tenth of the samples along a side: what is drawn of them is not looked at.
        figure.detail = asked == nil ? 1 : 0.1
        let computed = try figure.computed()
        _ = try computed.figure(.text)
        for table in computed.data.series {
          let isWhole = table.rows.allSatisfy { $0.count == table.columns.count }
          #expect(isWhole, "\(source)")
        }
      } catch {
        refused += 1
        let words = "\(error)"
        #expect(
          error is CommandFailure && visibleLine(words) == words && words.hasPrefix("a.figure:"),
          "\(words)\n\(source)")
      }
      let took = threadSeconds() - began
      #expect(took < (isSanitized ? 60 : 5), "\(took) s\n\(source)")
    }
    // Most changes are mistakes, and some are not.
    #expect(refused > count / 2 && refused < count)
  }
}

extension [String] {
  fileprivate func randomLine(_ random: (Int) -> Int) -> String { self[random(count)] }
}
