/// Font files of a family for words: by face, each at several design sizes.
struct TextFaces: Sendable {
  /// Files by the largest size, in TeX points, for which each is meant.
  private typealias Sizes = [(limit: Double, file: String)]

  private var regular: Sizes
  private var italic: Sizes
  private var bold: Sizes
  private var boldItalic: Sizes
  private var sans: Sizes
  private var mono: Sizes

  /// One file for all faces and sizes.
  init(everything file: String) {
    let sizes: Sizes = [(.infinity, file)]
    (regular, italic, bold) = (sizes, sizes, sizes)
    (boldItalic, sans, mono) = (sizes, sizes, sizes)
  }

  /// All files, in a fixed order.
  var files: [String] {
    [regular, italic, bold, boldItalic, sans, mono].flatMap { $0.map(\.file) }
  }

  /// The file for a face at a size in points of 1/72 inch.
  func file(for face: Nucleus.Text.Face, size: Double) -> String {
    let sizes =
      switch face {
      case .regular: regular
      case .italic: italic
      case .bold: bold
      case .boldItalic: boldItalic
      case .sans: sans
      case .mono: mono
      }
    let inTeXPoints = size * 72.27 / 72
    for entry in sizes where inTeXPoints < entry.limit { return entry.file }
    return sizes.last?.file ?? ""
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
  static let latinModernRoman: TextFaces = {
    var faces = TextFaces(everything: "lmroman10-regular.otf")
    faces.regular = files("lmroman", "regular", [5, 6, 7, 8, 9, 10, 12, 17])
    faces.italic = files("lmroman", "italic", [7, 8, 9, 10, 12])
    faces.bold = files("lmroman", "bold", [5, 6, 7, 8, 9, 10, 12])
    faces.boldItalic = files("lmroman", "bolditalic", [10])
    faces.sans = files("lmsans", "regular", [8, 9, 10, 12, 17])
    faces.mono = files("lmmono", "regular", [8, 9, 10, 12])
    return faces
  }()

  /// Latin Modern Sans.
  static let latinModernSans: TextFaces = {
    var faces = latinModernRoman
    faces.regular = files("lmsans", "regular", [8, 9, 10, 12, 17])
    faces.italic = files("lmsans", "oblique", [8, 9, 10, 12, 17])
    faces.bold = files("lmsans", "bold", [10])
    faces.boldItalic = files("lmsans", "boldoblique", [10])
    return faces
  }()
}
