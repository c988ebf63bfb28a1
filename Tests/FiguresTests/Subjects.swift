import Figures
import Lectures
import Plotting
import Records
import Testing
import Tool

/// One picture of the lecture: a figure at a size in a theme.
struct Subject: Sendable, CustomTestStringConvertible {
  let id: String
  let size: SizeClass
  let theme: Theme

  var testDescription: String { "\(id) \(size.name) \(theme.name)" }

  /// Every figure at every size in every theme.
  static let all = lecture7.figures.flatMap { entry in
    [SizeClass.text, .column, .slide].flatMap { size in
      Theme.all.map { Subject(id: entry.id, size: size, theme: $0) }
    }
  }

  /// Every figure at every size in the light theme.
  static let light = all.filter { $0.theme == .light }

  var look: Look { Look(size: size, theme: theme) }
}

/// The lecture's figures, each computed once for all tests.
let computedFigures: Result<[String: Rendering], any Error> = Result {
  Dictionary(
    uniqueKeysWithValues: lecture7.figures.map { ($0.id, Rendering($0, of: lecture7)) })
}

/// The fonts, read once for all tests.
let fontSet = Result { try FontSet(folders: []) }

/// A computed figure.
func rendering(_ id: String) throws -> Rendering {
  try #require(try computedFigures.get()[id])
}
