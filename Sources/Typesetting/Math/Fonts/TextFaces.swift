/// Font files of a family for words: by face, each at several design sizes.
struct TextFaces: Sendable {
  /// Files by the largest size, in TeX points, for which each is meant.
  private typealias Sizes = [(limit: Double, file: String)]

  private let sizes: [Nucleus.Text.Face: Sizes]

  /// All files, in a fixed order.
  var files: [String] {
    Nucleus.Text.Face.allCases.flatMap { (sizes[$0] ?? []).map(\.file) }
  }

  /// The file for a face at a size in points of 1/72 inch.
  func file(for face: Nucleus.Text.Face, size: Double) -> String {
    let sizes = sizes[face] ?? []
    let inTeXPoints = size * 72.27 / 72
    return (sizes.first { inTeXPoints < $0.limit } ?? sizes.last)?.file ?? ""
  }

  /// The ranges of sizes for which LaTeX takes the files of Latin Modern (`tulmr.fd` and others).
  private static func files(_ stem: String, _ style: String, _ designSizes: [Int]) -> Sizes {
    let limits = [5: 5.5, 6: 6.5, 7: 7.5, 8: 8.5, 9: 9.5, 10: 11, 12: 15]
    return designSizes.map { size in
      let limit = size == designSizes.last ? .infinity : limits[size] ?? .infinity
      return (limit, "\(stem)\(size)-\(style).otf")
    }
  }

  /// Latin Modern Roman.
  static let latinModernRoman = TextFaces(sizes: [
    .regular: files("lmroman", "regular", [5, 6, 7, 8, 9, 10, 12, 17]),
    .italic: files("lmroman", "italic", [7, 8, 9, 10, 12]),
    .bold: files("lmroman", "bold", [5, 6, 7, 8, 9, 10, 12]),
    .boldItalic: files("lmroman", "bolditalic", [10]),
    .sans: files("lmsans", "regular", [8, 9, 10, 12, 17]),
    .mono: files("lmmono", "regular", [8, 9, 10, 12]),
  ])

  /// Latin Modern Sans.
  static let latinModernSans = TextFaces(sizes: [
    .regular: files("lmsans", "regular", [8, 9, 10, 12, 17]),
    .italic: files("lmsans", "oblique", [8, 9, 10, 12, 17]),
    .bold: files("lmsans", "bold", [10]),
    .boldItalic: files("lmsans", "boldoblique", [10]),
    .sans: files("lmsans", "regular", [8, 9, 10, 12, 17]),
    .mono: files("lmmono", "regular", [8, 9, 10, 12]),
  ])
}

extension TextFaces {
  /// One file for all faces and sizes.
  init(everything file: String) {
    let faces = Nucleus.Text.Face.allCases.map { ($0, [(limit: Double.infinity, file: file)]) }
    self.init(sizes: Dictionary(uniqueKeysWithValues: faces))
  }
}
