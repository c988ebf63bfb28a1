/// What a group is in the structure of a document: how it is read, and where it leads.
public struct Structure: Hashable, Sendable {
  /// The standard structure types of PDF (ISO 32000-1, 14.8.4) that documents here use.
  public enum Kind: Hashable, Sendable {
    /// A heading of a level from 1 to 6.
    case heading(Int)
    case paragraph, span, section, figure, formula, caption, note, quote, code
    case list, listItem, label, listBody
    case table, row, headCell, cell
    /// Text that leads to an address, or to a name when it begins with #.
    case link(String)
    /// What repeats on pages and is not read, such as a page number or a rule.
    case artifact
  }

  /// What it is.
  public var kind: Kind
  /// What it is read as in place of its glyphs; figures and formulas must have it.
  public var alternative: String?
  /// A name that links lead to.
  public var destination: String?
  /// What tells an element that goes on on the next page: elements of one number are one.
  public var number: Int?

  /// A role in a document.
  public init(_ kind: Kind, alternative: String? = nil, destination: String? = nil) {
    self.kind = kind
    self.alternative = alternative
    self.destination = destination
  }
}
