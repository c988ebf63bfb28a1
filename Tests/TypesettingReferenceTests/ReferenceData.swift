import Glibc
import Typesetting

/// The lecture's formulas as LuaLaTeX set them at ten TeX points in Latin Modern Math.
struct ReferenceData {
  /// A formula with its natural measures, in big points.
  struct Formula {
    var index: Int
    var style: MathStyle
    var tex: String
    /// Width, height and depth; nil where they are kept for trial.
    var measures: (width: Double, height: Double, depth: Double)?
  }

  /// A glyph's origin as read back from the PDF, in big points from the first glyph, y up.
  struct Glyph {
    var scalar: Unicode.Scalar
    var x: Double
    var y: Double
  }

  /// Big points to the TeX point.
  static let bigPoints = 72 / 72.27

  var formulas: [Formula] = []
  var glyphs: [Int: [Glyph]] = [:]
  /// Whether the folder is the one that comes with the tests.
  var isBundled: Bool

  /// Reads `formulas.csv` and `luatex-glyphs.csv` of a folder.
  init(folder: String, isBundled: Bool) throws {
    self.isBundled = isBundled
    for row in try Self.rows(of: folder + "/formulas.csv") where row.count == 7 {
      guard let index = Int(row[0]) else { continue }
      var measures: (Double, Double, Double)?
      if let width = Double(row[4]), let height = Double(row[5]), let depth = Double(row[6]) {
        let factor = Self.bigPoints
        measures = (width * factor, height * factor, depth * factor)
      }
      formulas.append(
        Formula(
          index: index, style: row[1] == "display" ? .display : .text, tex: row[3],
          measures: measures))
    }
    for row in try Self.rows(of: folder + "/luatex-glyphs.csv") where row.count == 5 {
      guard let index = Int(row[0]), let value = UInt32(row[1].dropFirst(2), radix: 16),
        let scalar = Unicode.Scalar(value), let x = Double(row[3]), let y = Double(row[4])
      else { continue }
      glyphs[index, default: []].append(Glyph(scalar: scalar, x: x, y: y))
    }
  }

  struct Unreadable: Error { var path: String }

  /// The rows of a table of comma-separated values, its heading left out.
  private static func rows(of path: String) throws -> [[String]] {
    guard let file = fopen(path, "rb") else { throw Unreadable(path: path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { break }
      bytes += buffer.prefix(count)
    }
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    for byte in bytes {
      switch byte {
      case 0x22: isQuoted.toggle()
      case 0x2C where !isQuoted:
        row.append(String(decoding: field, as: UTF8.self))
        field = []
      case 0x0A where !isQuoted:
        row.append(String(decoding: field, as: UTF8.self))
        rows.append(row)
        (row, field) = ([], [])
      case 0x0D where !isQuoted: break
      default: field.append(byte)
      }
    }
    return Array(rows.dropFirst())
  }
}
