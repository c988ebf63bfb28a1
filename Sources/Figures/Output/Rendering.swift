import Drawing
import Plotting
import Typesetting

/// A figure computed and ready to be drawn in any format.
struct Rendering: Sendable {
  let entry: LectureEntry
  let computed: Computed

  /// Runs the models of a figure.
  ///
  /// - Throws: `CommandFailure` with code 2 when they fail.
  init(_ entry: LectureEntry) throws {
    self.entry = entry
    do {
      computed = try entry.compute()
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(.computation, "figure '\(entry.id)': \(error)")
    }
  }

  /// The scene at a size in a theme.
  func scene(size: SizeClass, theme: Theme, fonts: MathFonts) throws -> Scene {
    do {
      let metrics = Metrics(theme: theme, fonts: fonts, size: size)
      let stem = Rendering.stem(entry.id, size: size, theme: theme)
      let id = stem.replacing(".", with: "-")
      return try layout(try computed.figure(size), metrics: metrics, id: id)
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(.computation, "\(error)")
    }
  }

  /// The name of a figure's files without the format's ending.
  static func stem(_ id: String, size: SizeClass, theme: Theme) -> String {
    var parts = [id]
    if size != .text { parts.append(size.name) }
    if theme != .light { parts.append(theme.name) }
    return parts.joined(separator: ".")
  }

  /// How the file was made: what every file carries.
  var provenance: [(name: String, value: String)] {
    let parameters = entry.settings.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
    return [
      ("Figure", entry.id), ("Parameters", parameters), ("Data SHA-256", computed.data.hash),
      ("Software", "Figures \(version)"),
    ]
  }

  /// The bytes of a file.
  func file(_ scene: Scene, as format: Format, dpi: Double) throws -> [UInt8] {
    do {
      switch format {
      case .svg: return Array(svg(scene, metadata: provenance).utf8)
      case .png: return try png(scene, dpi: dpi, keywords: provenance)
      case .pdf:
        let properties = DocumentProperties(
          title: scene.title, subject: scene.description,
          keywords: provenance.map { "\($0.name): \($0.value)" })
        return try pdf([scene], properties: properties)
      }
    } catch {
      throw CommandFailure(.computation, "figure '\(entry.id)': \(error)")
    }
  }
}
