import Drawing

/// An element of MathML, or of the SVG in it.
struct MathMLElement: Hashable, Sendable {
  var name: String
  var attributes: [Attribute] = []
  var children: [MathMLElement] = []
  /// The characters of an element without children.
  var text = ""

  struct Attribute: Hashable, Sendable {
    var name: String
    var value: String
  }

  init(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:],
    _ children: [MathMLElement] = [], text: String = ""
  ) {
    self.name = name
    self.attributes = attributes.map { Attribute(name: $0.key, value: $0.value) }
    self.children = children
    self.text = text
  }

  /// The value of an attribute; nil when the element has none of the name.
  subscript(name: String) -> String? {
    get { attributes.first { $0.name == name }?.value }
    set {
      attributes.removeAll { $0.name == name }
      if let newValue { attributes.append(Attribute(name: name, value: newValue)) }
    }
  }

  /// Several elements as one: itself when it is single, else a row.
  static func row(_ elements: [MathMLElement]) -> MathMLElement {
    elements.count == 1 ? elements[0] : MathMLElement("mrow", [:], elements)
  }

  /// The element as all that another one holds: a row's own elements.
  var contents: [MathMLElement] { name == "mrow" ? children : [self] }

  /// The text of a formula that holds the element.
  func formula(_ attributes: KeyValuePairs<String, String>) -> String {
    var text = ""
    MathMLElement("math", attributes, contents).write(to: &text)
    return text
  }

  /// Space of a width in ems.
  static func space(_ ems: Double) -> MathMLElement {
    MathMLElement("mspace", ["width": length(ems)])
  }

  /// A length in ems, to a ten-thousandth.
  static func length(_ ems: Double) -> String {
    let number = decimal(ems, 4)
    return number == "0" ? "0" : number + "em"
  }

  /// Writes the element's text.
  func write(to output: inout String) {
    output += "<" + name
    for attribute in attributes {
      output += " " + attribute.name + "=\"" + MathMLElement.escaped(attribute.value) + "\""
    }
    if children.isEmpty, text.isEmpty {
      // Parsers of HTML, too, take this as the end of an element of MathML or SVG.
      output += "/>"
      return
    }
    output += ">" + MathMLElement.escaped(text)
    for child in children { child.write(to: &output) }
    output += "</" + name + ">"
  }

  /// Text for a file; a combining mark at its start is a reference, lest it join what is before.
  private static func escaped(_ text: String) -> String {
    guard let first = text.unicodeScalars.first,
      first.properties.generalCategory == .nonspacingMark
    else { return xmlEscaped(text) }
    return "&#x" + String(first.value, radix: 16, uppercase: true) + ";"
      + xmlEscaped(String(text.unicodeScalars.dropFirst()))
  }
}
