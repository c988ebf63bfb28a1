import Foundation
import Testing

/// The frame must be able to fail: each rule is tried with a value just outside it.
@Suite("Reference frame")
struct FrameTests {
  /// A file with one case of one field; `answer` is what the handler returns for it.
  private func failures(
    expect: String, tolerance: String, answer: [String: JSON], topic: String = "t",
    kind: String = "k"
  ) throws -> ReferenceReport {
    let text = """
      {"topic": "\(topic)", "format": 1, "about": "", "cases": [{"id": "c", "kind": "\(kind)",
       "what": "", "given": {}, "expect": \(expect), "tolerance": \(tolerance)}]}
      """
    var report = ReferenceReport()
    try report.run(text, named: "f.json", topics: ["t": ["k": { _ in .fields(answer) }]])
    return report
  }

  private func rule(_ relative: Double, _ absolute: Double, _ scale: String) -> String {
    "{\"relative\": \(relative), \"absolute\": \(absolute), \"scale\": \"\(scale)\"}"
  }

  @Test("component: relative to the number itself")
  func component() throws {
    let tolerance = "{\"default\": \(rule(0.01, 0, "component"))}"
    let good = ["a": JSON.numbers([1.009, 100])]
    let bad = ["a": JSON.numbers([1.011, 100])]
    #expect(
      try failures(expect: #"{"a": [1, 100]}"#, tolerance: tolerance, answer: good).failures == [])
    #expect(
      try failures(expect: #"{"a": [1, 100]}"#, tolerance: tolerance, answer: bad).failures.count
        == 1)
  }

  @Test("vector: relative to the largest of the innermost list")
  func vector() throws {
    let tolerance = "{\"default\": \(rule(0.01, 0, "vector"))}"
    let expect = #"{"a": [[1, 100], [1, 2]]}"#
    let good = ["a": JSON.rows([[1.9, 100], [1.01, 2]])]
    let bad = ["a": JSON.rows([[1.9, 100], [1.03, 2]])]
    #expect(try failures(expect: expect, tolerance: tolerance, answer: good).failures == [])
    #expect(try failures(expect: expect, tolerance: tolerance, answer: bad).failures.count == 1)
  }

  @Test("counts, booleans and strings are exact whatever the tolerance")
  func exact() throws {
    let tolerance = "{\"default\": \(rule(1, 10, "vector"))}"
    let expect = #"{"rank": 2, "unique": true, "s": "x", "points": [{"support": [0, 1]}]}"#
    func answer(_ rank: Int, _ unique: Bool, _ s: String, _ support: [Int]) -> [String: JSON] {
      [
        "rank": .integer(rank), "unique": .bool(unique), "s": .string(s),
        "points": .array([.object(["support": .integers(support)])]),
      ]
    }
    let right = answer(2, true, "x", [0, 1])
    #expect(try failures(expect: expect, tolerance: tolerance, answer: right).failures == [])
    for wrong in [
      answer(1, true, "x", [0, 1]), answer(2, false, "x", [0, 1]), answer(2, true, "y", [0, 1]),
      answer(2, true, "x", [0, 2]), answer(2, true, "x", [0]),
    ] {
      #expect(
        try failures(expect: expect, tolerance: tolerance, answer: wrong).failures.count == 1)
    }
  }

  @Test("none is not compared, but something must be")
  func none() throws {
    let tolerance = "{\"default\": \(rule(0, 0, "component")), \"a\": \(rule(0, 0, "none"))}"
    let answer = ["b": JSON.number(1)]
    #expect(
      try failures(expect: #"{"a": 7, "b": 1}"#, tolerance: tolerance, answer: answer).failures
        == [])
    #expect(
      try failures(expect: #"{"a": 7}"#, tolerance: tolerance, answer: answer).failures.count == 1)
  }

  @Test("NaN, missing fields, unknown topics, kinds and scales fail")
  func faults() throws {
    let tolerance = "{\"default\": \(rule(1, 1, "component"))}"
    for answer in [["a": JSON.number(.nan)], ["b": JSON.number(1)], ["a": .null]] {
      #expect(
        try failures(expect: #"{"a": 1}"#, tolerance: tolerance, answer: answer).failures.isEmpty
          == false
      )
    }
    let answer = ["a": JSON.number(1)]
    #expect(throws: ReferenceError.self) {
      try failures(expect: #"{"a": 1}"#, tolerance: tolerance, answer: answer, topic: "u")
    }
    #expect(
      try failures(expect: #"{"a": 1}"#, tolerance: tolerance, answer: answer, kind: "l")
        .failures.count == 1)
    let odd = "{\"default\": \(rule(1, 1, "odd"))}"
    #expect(try failures(expect: #"{"a": 1}"#, tolerance: odd, answer: answer).failures.count == 1)
  }

  @Test("roundings: a number passes among those computed, and within the tolerance of them")
  func roundings() throws {
    let text = """
      {"topic": "t", "format": 1, "about": "", "cases": [{"id": "c", "kind": "k", "what": "",
       "given": {}, "expect": {"a": [2.5, 7]},
       "tolerance": {"default": \(rule(0.01, 0, "component"))}}]}
      """
    func failures(_ variants: [[Double]]) throws -> Int {
      var report = ReferenceReport()
      try report.run(
        text, named: "f",
        topics: ["t": ["k": { _ in .roundings(variants.map { ["a": .numbers($0)] }) }]])
      return report.failures.count
    }
    #expect(try failures([[2, 7.05], [3, 7.06]]) == 0)
    #expect(try failures([[2, 7.08], [3, 7.09]]) == 1)
    #expect(try failures([[2.6, 7]]) == 1)
    #expect(try failures([[2, 7], [.nan, 7]]) == 1)
  }

  @Test("the strict bar is counted apart and never fails a case")
  func strict() throws {
    let tolerance =
      "{\"default\": \(rule(0.1, 0, "component")), \"strict\": \(rule(0.01, 0, "component"))}"
    let near = try failures(
      expect: #"{"a": 1}"#, tolerance: tolerance, answer: ["a": .number(1.001)])
    #expect(near.failures == [] && near.strictPassed == 1 && near.strictBars == 1)
    let far = try failures(
      expect: #"{"a": 1}"#, tolerance: tolerance, answer: ["a": .number(1.05)])
    #expect(far.failures == [] && far.strictPassed == 0 && far.strictBars == 1)
  }

  @Test("tables: computed columns are compared, relative to the column size where so stated")
  func tables() throws {
    let text = """
      {"topic": "t", "format": 1, "about": "", "cases": [{"id": "c", "kind": "k", "what": "",
       "columns": ["a", "v", "size"], "rows": [[1, 5, 1000], [2, 6, 10]],
       "tolerance": {"v": \(rule(0.01, 0, "size"))}}]}
      """
    func run(_ values: [Double], inputs: Set<String>) throws -> Int {
      var report = ReferenceReport()
      try report.run(
        text, named: "f",
        topics: ["t": ["k": { _ in .table(inputs: inputs, columns: ["v": values]) }]])
      return report.failures.count
    }
    #expect(try run([14, 6.05], inputs: ["a", "size"]) == 0)
    #expect(try run([14, 6.2], inputs: ["a", "size"]) == 1)
    #expect(try run([14], inputs: ["a", "size"]) == 2)
    #expect(try run([14, 6.05], inputs: ["a"]) == 1)
  }

  @Test("an absent folder, an empty folder and a broken file fail")
  func folders() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("reference-\(ProcessInfo.processInfo.processIdentifier)")
    #expect(throws: ReferenceError.self) { try runReference(folder: folder, topics: [:]) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(throws: ReferenceError.self) { try runReference(folder: folder, topics: [:]) }
    try "{\"topic\": 1".write(
      to: folder.appendingPathComponent("a.json"), atomically: true, encoding: .utf8)
    #expect(try runReference(folder: folder, topics: [:]).failures.count == 1)
  }

  @Test("JSON: numbers are read to the nearest double, faults are found")
  func json() throws {
    #expect(
      try JSON(parsing: #"{"a":[0.1,-2.5e-3,5e-324]}"#).numbers("a") == [
        0.1, -2.5e-3, .leastNonzeroMagnitude,
      ])
    #expect(
      try JSON(parsing: #"{"a\u0062": "\u00e9\ud835\udf03 \b\f\n\r\t\"\\\/é"}"#).string("ab")
        == "é𝜃 \u{8}\u{c}\n\r\t\"\\/é")
    for text in [
      #""\u12""#, #""\x""#, "", "{", "[1 2]", "{\"a\" 1}", "nul", "1e999", "[1]x", "\"a",
    ] {
      #expect(throws: ReferenceError.self) { try JSON(parsing: text) }
    }
  }
}
