import Glibc
import Records

/// The page shells, style sheets and texts of documents, read from the folder beside the command.
public struct Templates: Sendable {
  /// A file of the folder.
  public enum Name: String, CaseIterable, Sendable {
    /// The shell of a page.
    case page = "page.mustache"
    /// The style sheet of pages.
    case style = "page.css"
    /// What moves the sliders of a page.
    case script = "page.js"
    /// What keeps the answers that readers type into a page.
    case answers = "answers.js"
    /// The text of the report.
    case report = "report.md"
    /// The works that the texts cite.
    case bibliography = "works.bib"
  }

  /// The names of all files that pages are made with, whatever they say; a folder of one's own has those
  /// that are to be different.
  public static let shells = [
    "page.mustache", "page.css", "page.js", "answers.js",
    "slides.mustache", "slides.css", "slides.js", "live.js",
  ]

  /// The folder that the files are read from.
  public let folder: String

  /// The templates of a folder.
  ///
  /// - Parameter folder: The folder; nil for the one that is installed beside the running program.
  /// - Throws: `TemplateError.noFolder` when there is no such folder.
  public init(folder: String? = nil) throws(TemplateError) {
    let folder = folder ?? Templates.installed
    var status = stat()
    guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw .noFolder(folder)
    }
    self.folder = folder
  }

  /// The text of a file.
  ///
  /// - Throws: `TemplateError.unreadable` when the file is missing or not UTF-8.
  public func text(_ name: Name) throws(TemplateError) -> String { try text(named: name.rawValue) }

  /// The text of a file by its path below the folder, such as `labs/least-squares.md`.
  ///
  /// - Throws: `TemplateError.unreadable` when the file is missing or not UTF-8.
  public func text(named name: String) throws(TemplateError) -> String {
    guard let text = String(validating: try bytes(named: name), as: UTF8.self) else {
      throw .unreadable(folder + "/" + name)
    }
    return text
  }

  /// The bytes of a file by its path below the folder, such as a picture beside a lab; those of the installed
  /// one for a shell that the folder does not have.
  ///
  /// - Throws: `TemplateError.unreadable` when the file is missing.
  public func bytes(named name: String) throws(TemplateError) -> [UInt8] {
    let path = folder + "/" + name
    let isLacking = Templates.shells.contains(name) && access(path, F_OK) != 0
    let bytes = regularFile(isLacking ? Templates.installed + "/" + name : path)
    guard let bytes else { throw .unreadable(path) }
    return bytes
  }

  /// The folder that is installed beside the running program.
  private static let installed = programFolder + "/Figures_Templates.resources/Pages"

  /// The folder of the running program; the resources of packages lie beside it.
  public static let programFolder: String = {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    guard count > 0 else { return "." }
    let path = buffer[..<count].map { UInt8(truncatingIfNeeded: $0) }
    return String(decoding: path[..<(path.lastIndex(of: 0x2F) ?? path.startIndex)], as: UTF8.self)
  }()
}

/// Why a template cannot be had.
public enum TemplateError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no folder of templates at a path.
  case noFolder(String)
  /// A file is missing, is no regular file of 16 MB at most, or holds something other than text.
  case unreadable(String)
  /// The shell of a page has a fault in a line.
  case fault(file: String, line: Int, message: String)

  /// One line that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .noFolder(let path):
      "no folder of templates at '\(path)'; keep Figures_Templates.resources beside the command "
        + "or name a folder with --templates"
    case .unreadable(let path):
      "the text '\(path)' is not there or cannot be read; write it, or put the file back"
    case .fault(let file, let line, let message):
      "\(file):\(line): \(message)"
    }
  }
}
