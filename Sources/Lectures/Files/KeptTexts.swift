import Drawing
import Glibc
import Records
package import Typesetting

/// Texts that one run of the program computes and the next ones read: figures, checks and pictures
/// for documents, so that a change of words takes no new computation.
///
/// They lie in the user's cache folder (`XDG_CACHE_HOME`, else `~/.cache`), in a folder of their
/// own for each build of the program and each set of fonts. Whatever goes wrong there, the text is
/// computed; nothing else depends on it.
package struct KeptTexts: Sendable {
  /// Keeps nothing.
  package static let nowhere = KeptTexts(folder: nil)

  private let folder: String?

  private init(folder: String?) { self.folder = folder }

  /// The texts of this program with some fonts.
  package init(of lecture: Lecture, fonts: MathFonts) {
    guard let home = KeptTexts.cacheFolder,
      let program = KeptTexts.fingerprint("/proc/self/exe"),
      let font = KeptTexts.fingerprint(fonts.mathFont.path)
    else {
      folder = nil
      return
    }
    let name = sha256(Array("\(lecture.software) \(program) \(font)".utf8)).prefix(16)
    let folder = "\(home)/\(name)"
    var status = stat()
    if stat(folder, &status) != 0 {
      KeptTexts.dropOldest(in: home)
      for path in KeptTexts.parents(of: folder) { mkdir(path, 0o700) }
    }
    self.folder = folder
  }

  /// The text of a key, made if no run has kept it.
  package func text(_ key: String, make: () throws -> String) throws -> String {
    guard let folder else { return try make() }
    let path = "\(folder)/\(sha256(Array(key.utf8)).prefix(32))"
    if let known = KeptTexts.read(path) { return known }
    let text = try make()
    KeptTexts.write(text, to: path)
    return text
  }

  // MARK: Files: the SHA-256 of the text on the first line, then the text

  private static func read(_ path: String) -> String? {
    guard let bytes = try? readFile(path), bytes.count > 65, bytes[64] == 0x0A else { return nil }
    let body = Array(bytes[65...])
    guard bytes[..<64].elementsEqual(sha256(body).utf8) else { return nil }
    return String(decoding: body, as: UTF8.self)
  }

  private static func write(_ text: String, to path: String) {
    let body = Array(text.utf8)
    let temporary = "\(path).\(getpid())"
    let descriptor = open(temporary, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    let isWhole = writeAll(Array((sha256(body) + "\n").utf8) + body, to: descriptor)
    close(descriptor)
    if !isWhole || rename(temporary, path) != 0 { unlink(temporary) }
  }

  // MARK: Folders

  private static var cacheFolder: String? {
    func variable(_ name: String) -> String? {
      guard let value = getenv(name) else { return nil }
      let text = String(cString: value)
      return text.hasPrefix("/") ? text : nil
    }
    return (variable("XDG_CACHE_HOME") ?? variable("HOME").map { $0 + "/.cache" })
      .map { $0 + "/figures" }
  }

  /// What tells a file from a later one under the same name.
  private static func fingerprint(_ path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return "\(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)"
  }

  private static func parents(of folder: String) -> [String] {
    var path = ""
    return folder.split(separator: "/").map { part in
      path += "/" + part
      return path
    }
  }

  /// Leaves the three youngest folders of other builds.
  private static func dropOldest(in home: String) {
    var folders: [(path: String, time: Int)] = []
    for name in entryNames(of: home) ?? [] {
      var status = stat()
      guard name.utf8.count == 16, stat("\(home)/\(name)", &status) == 0 else { continue }
      folders.append(("\(home)/\(name)", status.st_mtim.tv_sec))
    }
    for folder in folders.sorted(by: { $0.time > $1.time }).dropFirst(3) {
      for name in entryNames(of: folder.path) ?? [] { unlink("\(folder.path)/\(name)") }
      rmdir(folder.path)
    }
  }
}
