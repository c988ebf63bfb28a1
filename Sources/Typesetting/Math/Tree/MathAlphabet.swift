/// A style of letters: the mathematical alphabets of Unicode, and the faces of text.
public enum MathAlphabet: Hashable, Sendable, CaseIterable {
  /// Upright serif: digits, signs, `\mathrm`.
  case upright
  /// Italic: letters typed plainly.
  case italic
  /// Upright bold: `\mathbf`.
  case bold
  /// Bold italic: `\boldsymbol`.
  case boldItalic
  /// Blackboard bold: `\mathbb`.
  case doubleStruck
  /// Calligraphic: `\mathcal`, `\mathscr`.
  case calligraphic
  /// Fraktur: `\mathfrak`.
  case fraktur
  /// Sans serif: `\mathsf`.
  case sans
  /// Typewriter: `\mathtt`.
  case mono
}
