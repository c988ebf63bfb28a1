/// A language in which formulas are read aloud.
public enum MathLanguage: String, CaseIterable, Hashable, Sendable {
  case english = "en"
  case french = "fr"
  case german = "de"

  /// A thing with what tells it apart: `bold theta`, `thêta en gras`; without it where that is empty.
  func told(_ thing: String, by adjective: String) -> String {
    if adjective.isEmpty { return thing }
    return self == .english ? adjective + " " + thing : thing + " " + adjective
  }
}
