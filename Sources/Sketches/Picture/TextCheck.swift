import Typesetting

/// Words of the author that must be able to be set.
enum TextCheck {
  struct Fault: Error, CustomStringConvertible {
    let offset: Int
    let words: String
    var description: String { words }
  }

  /// Throws where a formula in words cannot be read.
  static func line(_ text: String) throws {
    do {
      _ = try TextLine(text)
    } catch {
      let before = String(decoding: text.utf8.prefix(error.range.lowerBound), as: UTF8.self)
      throw Fault(offset: before.count, words: "\(error)")
    }
  }

  /// Refuses words that cannot be set, at the place where they stand.
  static func check(_ caption: Caption) throws {
    do { try line(caption.text) } catch let fault as Fault {
      // The string begins with its quotation mark.
      throw Sketches.Fault(
        Place(line: caption.place.line, column: caption.textPlace.column + fault.offset),
        fault.words)
    }
  }
}

/// Words with their formulas read out, for readers who do not see them.
func spoken(_ text: String, in tongue: Tongue = .english) -> String {
  (try? TextLine(text))?.words(in: MathLanguage(rawValue: tongue.rawValue) ?? .english) ?? text
}
