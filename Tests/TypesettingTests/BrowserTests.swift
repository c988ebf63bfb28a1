import Glibc
import Testing
import Typesetting

/// Widths in headless Chromium against those of the boxes.
///
/// Without `chromium` these tests fail.
@Suite("Formulas in a browser")
struct BrowserTests {
  /// The size of the letters in the browser, in pixels.
  static let size = 16.0
  /// The same in points: CSS has 96 pixels to the inch.
  static let points = 12.0

  /// A formula with the width of its box and that of its element.
  struct Measurement {
    var tex: String
    var box: Double
    var browser: Double

    /// The difference as a part of 3 % of the width, or half a pixel where that is more.
    var excess: Double { abs(browser - box) / max(0.03 * box, 0.5) }
  }

  @Test("The lecture's formulas have the widths of the boxes", .timeLimit(.minutes(10)))
  func lecture() throws {
    try check(Corpus.lecture.map { ($0.tex, $0.isDisplay) })
  }

  @Test("Formulas of the wider sets have them", .timeLimit(.minutes(10)))
  func wider() throws {
    try check(
      Corpus.field.map { ($0.tex, $0.isDisplay) } + Corpus.wider.map { ($0, true) }
        + Corpus.wider.map { ($0, false) })
  }

  /// Each formula's width within 3 % or half a pixel.
  private func check(_ formulas: [(tex: String, isDisplay: Bool)]) throws {
    let fonts = try MathFonts.latinModern()
    for styling in [MathMLStyling.attributes, .classes] {
      let measured = try measure(formulas, fonts: fonts, styling: styling)
      #expect(measured.count == formulas.count)
      for entry in measured where entry.excess > 1 {
        Issue.record("\(entry.tex): box \(entry.box) px, browser \(entry.browser) px")
      }
      if getenv("TYPESETTING_SPECIMEN_DIR") != nil {
        let worst = measured.sorted { $0.excess > $1.excess }.prefix(12)
        for entry in worst { print("WIDTH", entry.excess, entry.box, entry.browser, entry.tex) }
      }
    }
  }

  private func measure(
    _ formulas: [(tex: String, isDisplay: Bool)], fonts: MathFonts, styling: MathMLStyling
  ) throws -> [Measurement] {
    var body = ""
    var boxes: [Double] = []
    for (tex, isDisplay) in formulas {
      let formula = try MathText(tex)
      // A block takes the whole line; inline in display style it has the width of its content.
      let text = try formula.mathML(display: isDisplay, fonts: fonts, styling: styling)
        .replacing("display=\"block\"", with: "displaystyle=\"true\"")
      body += "<p>\(text)</p>\n"
      let style: MathStyle = isDisplay ? .display : .text
      let box = try formula.box(in: fonts, size: BrowserTests.points, style: style)
      boxes.append(box.width * BrowserTests.size / BrowserTests.points)
    }
    let widths = try Browser.widths(of: body, size: BrowserTests.size)
    return zip(formulas, zip(boxes, widths)).map {
      Measurement(tex: $0.tex, box: $1.0, browser: $1.1)
    }
  }
}

/// Runs a page in headless Chromium.
enum Browser {
  enum Failure: Error { case noFolder, noBrowser, noResult }

  /// The widths of all `math` elements of a page's body, in pixels.
  static func widths(of body: String, size: Double) throws -> [Double] {
    var template = Array("/tmp/formulas-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure.noFolder }
    let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    let page = folder + "/page.html"
    defer {
      unlink(page)
      rmdir(folder)
    }
    let font = "/usr/share/texmf/fonts/opentype/public/lm-math/latinmodern-math.otf"
    let html = """
      <!DOCTYPE html><meta charset="utf-8"><style>
      @font-face { font-family: M; src: url(file://\(font)) }
      math { font: \(size)px M } \(MathText.mathMLStyleSheet)
      p { white-space: nowrap }
      </style><body>\(body)<pre id="out"></pre><script>
      document.fonts.load("16px M").then(() => {
        out.textContent = document.fonts.check("16px M") ? [...document.querySelectorAll("math")]
          .map(m => m.getBoundingClientRect().width).join(" ") : ""; });
      </script>
      """
    guard let file = fopen(page, "w") else { throw Failure.noFolder }
    fputs(html, file)
    fclose(file)
    let command =
      "HOME=\(folder) timeout 240 chromium --headless --no-sandbox --disable-gpu "
      + "--user-data-dir=\(folder)/profile --virtual-time-budget=8000 --dump-dom "
      + "'file://\(page)' 2>/dev/null; rm -rf \(folder)/profile \(folder)/.[a-z]*"
    guard let pipe = popen(command, "r") else { throw Failure.noBrowser }
    var bytes: [UInt8] = []
    while true {
      let byte = fgetc(pipe)
      if byte == EOF { break }
      bytes.append(UInt8(truncatingIfNeeded: byte))
    }
    pclose(pipe)
    let dom = String(decoding: bytes, as: UTF8.self)
    guard let start = dom.firstRange(of: "<pre id=\"out\">"),
      let end = dom[start.upperBound...].firstRange(of: "</pre>")
    else { throw dom.isEmpty ? Failure.noBrowser : Failure.noResult }
    let numbers = dom[start.upperBound..<end.lowerBound].split(separator: " ")
    guard !numbers.isEmpty else { throw Failure.noResult }
    return numbers.compactMap { Double($0) }
  }
}
