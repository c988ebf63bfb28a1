import Drawing
import Mustache
import Plotting
public import Templates
public import Typesetting

/// The report on a lecture: one page that opens from disk, without a network.
public struct ReportPage: Sendable {
  /// What the report is about.
  public var title: String
  /// The lecture's number.
  public var number: Int
  /// The figures in their order.
  public var figures: [DrawnFigure]
  /// Statements that no figure makes, in the order of the lecture.
  public var claims: [ReportedClaim]
  /// The program that writes the report, with its version.
  public var software: String

  /// A report from its parts.
  public init(
    title: String, number: Int, figures: [DrawnFigure], claims: [ReportedClaim], software: String
  ) {
    self.title = title
    self.number = number
    self.figures = figures
    self.claims = claims
    self.software = software
  }

  /// The page as HTML.
  ///
  /// - Throws: `TemplateError`, `MathError` with a formula's fault, or what drawing a figure throws.
  public func html(templates: Templates, fonts: MathFonts) throws -> String {
    var formulas = FormulaMarkup(fonts: fonts)
    var colors = PageColors()
    var views: [FigureView] = []
    for (index, figure) in figures.enumerated() {
      views.append(try FigureView(figure, place: index + 1, &formulas, &colors))
    }
    let all = claims + figures.flatMap(\.claims)
    let failed = all.filter { !$0.holds }.count
    let style =
      try templates.text(.style) + formulas.styleRules
      + "@media (prefers-color-scheme:dark){@media screen{\(colors.darkRules)}}"
    let page = PageView(
      title: title, number: number, style: style,
      policy: contentPolicy(styles: [style], scripts: []),
      figures: views, claims: all.map(ClaimView.init), claimCount: all.count,
      failed: failed, hasFailed: failed > 0, software: software)
    return try MustacheTemplate(string: try templates.text(.report)).render(page)
  }
}

/// A content security policy that lets nothing in but what the page itself holds.
///
/// - Parameters:
///   - styles: The texts of the page's style elements.
///   - scripts: The texts of its script elements.
package func contentPolicy(styles: [String], scripts: [String]) -> String {
  func sources(_ texts: [String]) -> String {
    texts.map { "'sha256-\(base64(sha256Bytes($0)))'" }.joined(separator: " ")
  }
  var rules = [
    "default-src 'none'", "style-src \(sources(styles + [textSpacingTest]))", "font-src data:",
    "img-src data:",
  ]
  if !scripts.isEmpty { rules.append("script-src \(sources(scripts))") }
  return (rules + ["base-uri 'none'", "form-action 'none'"]).joined(separator: "; ")
}

/// The style sheet by which test tools check that text may be spaced more widely (WCAG 1.4.12).
///
/// A page with a strict policy must let it in, or nobody can check.
private let textSpacingTest =
  "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important} "
  + "p{margin-bottom:2em!important}"

private func sha256Bytes(_ text: String) -> [UInt8] {
  let digits = Array(sha256(Array(text.utf8)).utf8)
  return stride(from: 0, to: digits.count, by: 2).map { index in
    UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16) ?? 0
  }
}

private struct PageView {
  let title: String
  let number: Int
  let style: String
  let policy: String
  let figures: [FigureView]
  let claims: [ClaimView]
  let claimCount: Int
  let failed: Int
  let hasFailed: Bool
  let software: String
}

private struct FigureView {
  struct Quantity {
    let name: String
    let value: String
  }

  let id: String
  let label: String
  let title: String
  let picture: String
  let caption: String
  let alternative: String
  let parameters: [DrawnFigure.Parameter]
  let hasParameters: Bool
  let quantities: [Quantity]
  let hasQuantities: Bool
  let hash: String

  init(
    _ figure: DrawnFigure, place: Int, _ formulas: inout FormulaMarkup, _ colors: inout PageColors
  ) throws {
    id = figure.id
    label = "Figure \(place)"
    title = figure.title
    let prefix = "f-\(figure.id)"
    let scene = colors.scene(
      light: try figure.scene(.text, .light, prefix), dark: try figure.scene(.text, .dark, prefix))
    picture = svg(scene, form: .inline(class: "f"))
    caption = try formulas.line(figure.caption).html
    alternative = figure.alternative
    parameters = figure.parameters
    hasParameters = !parameters.isEmpty
    quantities = figure.quantities.map {
      Quantity(name: $0.name, value: significant($0.value, digits: 6))
    }
    hasQuantities = !quantities.isEmpty
    hash = figure.hash
  }
}

private struct ClaimView {
  let id: String
  let anchor: String
  let statement: String
  let residual: String
  let tolerance: String
  let reason: String
  let verdict: String
  let holds: Bool
  let printed: String?
  let printedResidual: String?

  init(_ claim: ReportedClaim) {
    id = claim.id
    anchor = ""
    statement = claim.statement
    residual = significant(claim.residual, digits: 2)
    tolerance = significant(claim.tolerance, digits: 2)
    reason = claim.reason
    verdict = claim.holds ? "holds" : "fails"
    holds = claim.holds
    printed = claim.printed?.statement
    printedResidual = claim.printed?.residual.map { significant($0, digits: 2) }
  }
}
