import Drawing
import Figures
import Lectures
import Models
import Plotting
import Records
import Reports
import Sketches
import Templates
import Tool
import Typesetting

/// A reader of what users give, with all that is made of its result.
///
/// Each takes any bytes and ends with a result or an error of one line.
enum Parser: String, CaseIterable {
  case formula, document, settings, bibliography, table, parameters, inspect, diff, sketch

  /// Reads an input and uses what was read.
  ///
  /// - Throws: The input's fault; `OtherFault` when that is no line that a user could read.
  func read(_ bytes: [UInt8]) throws {
    do {
      switch self {
      case .formula: try readFormula(bytes)
      case .document: try readDocument(bytes)
      case .settings: try readSettings(bytes)
      case .bibliography: try readBibliography(bytes)
      case .table: try readTable(bytes)
      case .parameters: try readParameters(bytes)
      case .inspect: _ = try remakeArguments(of: bytes, named: "file", in: lecture7)
      case .diff:
        let parts = bytes.split(separator: 0x1E, maxSplits: 1, omittingEmptySubsequences: false)
        _ = try difference(of: Array(parts[0]), Array(parts.last ?? []), named: "file")
      case .sketch: try readSketch(bytes)
      }
    } catch {
      let text = "\(error)"
      let isLine = !text.isEmpty && visibleLine(text) == text && text.count < 2000
      guard isLine else { throw OtherFault(description: text) }
      throw error
    }
  }
}

/// An error that is not one line.
struct OtherFault: Error, CustomStringConvertible {
  let description: String
}

/// The fonts, read once.
private let latinModern = Result { try MathFonts.latinModern() }

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

private func readFormula(_ bytes: [UInt8]) throws {
  let formula = try MathText(text(bytes))
  let fonts = try latinModern.get()
  _ = formula.words
  _ = try formula.mathML(display: bytes.count % 2 == 0, fonts: fonts)
  _ = try formula.box(in: fonts, size: 10)
}

private func readDocument(_ bytes: [UInt8]) throws {
  let head = "---\ntitle: T\nbibliography: b.bib\n---\n\n"
  let manuscript = try Manuscript(
    Array(head.utf8) + bytes, file: "lab.md", reading: { _ in Array(works.utf8) })
  let fonts = try latinModern.get()
  // All variants are resolved; the widest is written, and some are set on paper as well.
  for variant in Variant.allCases {
    let settings = PageSettings.handout(variant, provenance: [], software: "Test")
    if variant == .instructor {
      _ = try manuscript.html(settings, subject: subject, templates: Templates(), fonts: fonts)
    }
    if variant == .student, bytes.reduce(0, &+) % 8 == 0 {
      _ = try manuscript.pdf(settings, paper: .a4, subject: subject, fonts: fonts)
    }
  }
}

private func readSettings(_ bytes: [UInt8]) throws {
  let front = try FrontMatter(text(bytes))
  _ = try front.macros()
}

private func readBibliography(_ bytes: [UInt8]) throws {
  let bibliography = try Bibliography(text(bytes), file: "works.bib")
  for work in bibliography.works {
    _ = (work.label(), work.authorLine(), work.place(), work.address)
  }
}

private func readTable(_ bytes: [UInt8]) throws {
  let table = try CSVTable(parsing: bytes)
  let target = table.columns.last ?? ""
  _ = try? table.classification(target: target)
  _ = try table.regression(target: target)
}

/// Lines of a figure and its settings, as in `potential`, `alphas=0.1`.
private func readParameters(_ bytes: [UInt8]) throws {
  let words = text(bytes).split(separator: "\n", omittingEmptySubsequences: false)
  var figure = try lecture7.figure(named: String(words.first ?? ""))
  for word in words.dropFirst() {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    figure = try figure.setting(String(parts[0]), to: String(parts.last ?? ""))
  }
}

/// A sketch with a table of three columns, computed and laid out.
private func readSketch(_ bytes: [UInt8]) throws {
  let table = "x,y,z\n1,2,3\n2,3,5\n3,5,8\n4,4,1\n"
  let figure = try Sketch(
    bytes, file: "a.figure", reading: { _ in Array(table.utf8) },
    figures: { try lecture7.figure(named: $0) })
  let rendering = Rendering(figure, of: lecture7)
  _ = try rendering.computed.data.csv
  let look = Look(size: bytes.count % 2 == 0 ? .text : .slide)
  _ = try rendering.scene(look, fonts: try latinModern.get())
}

private let works = """
  @article{one, author = {One, A. and Two, B.}, title = {First}, journal = {J}, year = 2001,
    url = {https://example.org/a_b}}
  @book{two, author = {Three, C.}, title = {Second}, publisher = {P}, year = {2002}}
  """

/// What documents are about here: a figure of one line and a set of numbers.
private let subject = Subject(
  figures: [Subject.Listing(id: "line", alias: "fig1", title: "A line")],
  numberSets: ["lab"],
  numbers: { name in
    name != "lab"
      ? nil
      : Subject.NumberSet(
        name: "lab", parameters: "seed=1", quantities: [Quantity("answer", 42.125)])
  },
  draw: { id, settings in
    Illustration(
      id: id, alias: nil,
      words: FigureWords(
        title: "A line", caption: "A line of length $\\sqrt{2}$.",
        alternative: "A line from left to right.", quantities: [], claims: [], hash: "00"),
      parameters: [Setting(name: "alpha", value: "0.1", range: "0...1", help: "the scale")],
      key: id, csv: { "x,y\n0,0\n" },
      scene: { _, theme, id in
        let stroke = Stroke(theme.color(.ink), width: 1)
        return Scene(
          id: id, title: "A line", description: "A line from left to right.",
          size: Size(width: 100, height: 50), ground: theme.color(.ground),
          items: [.path(.line(Point(0, 0), Point(9, 9)), Style(stroke: stroke))])
      })
  })
