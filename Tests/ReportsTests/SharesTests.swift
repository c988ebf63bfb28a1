import Foundation
import Reports
import Testing
import Typesetting

/// The points of a question by what is marked in it: the same in notebooks and in Moodle.
@Suite("Shares of points")
struct SharesTests {
  private static let numbers = (1...3).map { "::: numeric value=\($0)\nHow far?\n:::\n" }
    .joined(separator: "\n")
  private static let code = "```python\ny = {blank: 2 * x}\n```\n"
  private static let table = "| a | b |\n|---|---|\n| 1 | {blank: two} |\n"
  private static let room = "::: blank space=2cm\nBecause.\n:::\n"
  private static let choice = "::: choice\n- [x] yes\n- [ ] no\n:::\n"
  private static let solution = "::: solution\nIt is {blank: two} and so on.\n:::\n"

  /// What stands in a question, its points, and the shares in a notebook and in Moodle.
  static let questions: [(content: String, points: Double, notebook: [Double], moodle: [Double])] =
    [
      (numbers, 4, [1.34, 1.33, 1.33], [1.34, 1.33, 1.33]),
      (numbers + "\n" + code, 4, [1, 1, 1, 1], [1, 1, 1, 1]),
      (table + "\n" + room, 4, [2, 2], [4]),
      (room + "\n" + room, 1, [0.5, 0.5], [1]),
      (choice + "\n" + code + "\n" + code, 1, [0.5, 0.25, 0.25], [0.5, 0.5]),
      (choice + "\nText {blank: one}.\n\n" + code, 3, [1.5, 1.5], [1.5, 1.5]),
      ("Why?\n\n" + solution, 2, [2], [2]),
      (choice + "\n" + solution, 2, [2], [2]),
      (
        numbers + "\n" + table + "\n" + room + "\n" + solution, 2, [0.4, 0.4, 0.4, 0.4, 0.4],
        [0.4, 0.4, 0.4, 0.8]
      ),
      (code, 2.25, [2.25], [2.25]),
    ]

  private func manuscript(_ content: String, _ points: Double) throws -> Manuscript {
    try sampleManuscript("---\ntitle: T\n---\n\n::: question points=\(points)\n\(content)\n:::\n")
  }

  /// The points of the cells of a notebook that graders mark.
  private func graded(_ notebook: String) throws -> [Double] {
    let object = try JSONSerialization.jsonObject(with: Data(notebook.utf8)) as? [String: Any]
    let cells = object?["cells"] as? [[String: Any]] ?? []
    return cells.compactMap { cell in
      let grading = (cell["metadata"] as? [String: Any])?["nbgrader"] as? [String: Any]
      return (grading?["points"] as? NSNumber)?.doubleValue
    }
  }

  @Test(
    "are equal, together the points, and the same in every format and variant",
    arguments: questions)
  func shares(
    content: String, points: Double, notebook: [Double], moodle: [Double]
  ) throws {
    let manuscript = try manuscript(content, points)
    for variant in [Variant.student, .solution, .instructor] {
      let book = try manuscript.notebook(
        .handout(variant, provenance: [], software: "Test"), subject: sampleSubject)
      #expect(try graded(book).sorted(by: >) == notebook.sorted(by: >), "\(variant)")
    }
    let xml = try manuscript.moodle(subject: sampleSubject, fonts: .latinModern())
    let grades = xml.matches(of: #/<defaultgrade>([0-9.]+)</defaultgrade>/#)
      .compactMap { Double($0.1) }
    #expect(grades == moodle)
    for shares in [notebook, moodle] { #expect(abs(shares.reduce(0, +) - points) < 1e-9) }
  }

  @Test("what is marked by hand is one question of Moodle, with all keys for who marks it")
  func essays() throws {
    let xml = try manuscript(Self.table + "\n" + Self.room + "\n" + Self.choice, 3)
      .moodle(subject: sampleSubject, fonts: .latinModern())
    #expect(xml.components(separatedBy: "type=\"essay\"").count == 2)
    let key = try #require(xml.firstRange(of: "<graderinfo"))
    #expect(xml[key.lowerBound...].contains("two") && xml[key.lowerBound...].contains("Because."))
  }
}
