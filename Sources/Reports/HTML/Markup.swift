import Drawing
import Foundation
package import Records

/// HTML that is safe to put into a page: made of escaped text and of markup written here.
public struct Markup: Hashable, Sendable {
  /// The characters of the page.
  public private(set) var html: String

  /// Markup that this module wrote; text from elsewhere goes through `init(text:)`.
  package init(trusted html: String) { self.html = html }

  /// Text, with the characters that mean something in HTML escaped.
  public init(text: String) { html = xmlEscaped(text) }

  /// A number, with powers of ten raised.
  package init(number: Numeral) { html = number.html }

  /// An element around markup.
  ///
  /// - Parameter attributes: Names with their values, which are escaped here.
  package static func element(
    _ name: String, _ attributes: [(String, String?)] = [], _ content: Markup = Markup(text: "")
  ) -> Markup {
    Markup(trusted: openingTag(name, attributes) + content.html + "</\(name)>")
  }

  /// An element that has no content and no end tag.
  package static func void(_ name: String, _ attributes: [(String, String?)] = []) -> Markup {
    Markup(trusted: openingTag(name, attributes))
  }

  private static func openingTag(_ name: String, _ attributes: [(String, String?)]) -> String {
    let given = attributes.compactMap { name, value in
      value.map { " \(name)=\"\(xmlEscaped($0))\"" }
    }
    return "<" + name + given.joined() + ">"
  }

  /// With signs that stay on the line of the formula at its end.
  func glued(to signs: String) -> Markup {
    if html.hasPrefix("<input") {
      return .element("span", [("class", "g")], self + Markup(text: signs))
    }
    // The formula may have a sign before it already.
    if html.hasSuffix("</math></span>") {
      return Markup(trusted: String(html.dropLast(7)) + xmlEscaped(signs) + "</span>")
    }
    guard html.hasSuffix("</math>"), let last = html.ranges(of: "<math").last else {
      return self + Markup(text: signs)
    }
    return Markup(trusted: String(html[..<last.lowerBound]))
      + .element(
        "span", [("class", "g")],
        Markup(trusted: String(html[last.lowerBound...])) + Markup(text: signs))
  }

  /// A formula with the bracket or quotation mark at the end of what stands before it, and the rest of
  /// that: no line ends between them.
  static func joining(_ before: Markup, _ formula: Markup) -> (before: Markup, formula: Markup) {
    // French quotation marks have a space behind them that does not break.
    let spaces = before.html.reversed().prefix { "\u{A0}\u{202F}".contains($0) }.count
    let sign = before.html.dropLast(spaces).last
    guard let sign, "([“„«".contains(sign), formula.html.hasPrefix("<math"),
      let end = formula.html.firstRange(of: "</math>")?.upperBound
    else { return (before, formula) }
    let opening = String(before.html.suffix(spaces + 1))
    let kept = Markup(trusted: opening + formula.html[..<end])
    return (
      Markup(trusted: String(before.html.dropLast(spaces + 1))),
      .element("span", [("class", "g")], kept) + Markup(trusted: String(formula.html[end...]))
    )
  }

  /// The same once more, without names; nothing where it has fields to fill in.
  var twin: Markup {
    html.contains("<input")
      ? Markup(text: "") : Markup(trusted: html.replacing(#/ id="[^"]*"/#, with: ""))
  }

  /// One after the other.
  package static func + (a: Markup, b: Markup) -> Markup { Markup(trusted: a.html + b.html) }

  /// Adds markup at the end.
  package static func += (a: inout Markup, b: Markup) { a.html += b.html }
}

extension Sequence where Element == Markup {
  /// The parts in one.
  package func joined(separator: String = "") -> Markup {
    Markup(trusted: map(\.html).joined(separator: separator))
  }
}

/// Whether a text is what `base64` makes of some bytes.
func isBase64(_ text: String) -> Bool { !text.isEmpty && Data(base64Encoded: text) != nil }
