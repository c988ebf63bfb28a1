import Drawing
import Glibc
import Lectures
import Reports
import Typesetting

/// Texts that one run of the program computes and the next ones read: figures, checks and pictures
/// for documents, so that a change of words takes no new computation.
///
/// They lie in `figures-lecture` in the user's cache folder (`XDG_CACHE_HOME`, else `~/.cache`), in
/// a folder of their own for each build of the program, each set of fonts and each set of
/// libraries. They are a hint: a folder that is not the user's, that others may write or that is a
/// link is not used, and what is not whole or not what was asked for is computed and written anew.
/// Whatever goes wrong there, the text is computed; nothing else depends on it.
struct KeptTexts: Sendable {
  /// Keeps nothing.
  static let nowhere = KeptTexts(home: nil, name: "")

  /// The folder of all builds, and the name of this one's in it; nil to keep nothing.
  private let home: String?
  private let name: String
}

extension KeptTexts {
  /// The texts of this program with some fonts.
  init(of lecture: Lecture, fonts: [MathFonts]) {
    self = .nowhere
    guard let home = KeptTexts.cacheFolder,
      (try? makeFolders(KeptTexts.parent(of: home), mode: 0o700)) != nil
    else { return }
    mkdir(home, 0o700)
    guard let folder = KeptTexts.trusted(home, in: AT_FDCWD),
      let program = KeptTexts.identity("/proc/self/exe")
    else { return }
    let inputs =
      [lecture.software, program, KeptTexts.processor] + versionsOfDocuments(of: lecture)
      // The palette and the figures of a folder are no part of the program.
      + ["\(lecture.palette)"]
      + lecture.figures.compactMap { figure in figure.source.map { "\($0.name) \($0.hash)" } }
      + fonts.flatMap(\.files).map { "\($0) \(KeptTexts.identity($0) ?? "-")" }
    let name = String(sha256(Array(inputs.joined(separator: "\n").utf8)).prefix(32))
    if mkdirat(folder.number, name, 0o700) == 0 {
      KeptTexts.dropOldest(in: folder, but: name)
    }
    KeptTexts.mark(name, in: folder)
    self.init(home: home, name: name)
  }

  /// The text of a key, made if no run has kept it.
  ///
  /// - Parameter accepts: Whether a text that was found can be used.
  func text(
    _ key: String, accepts: (String) -> Bool, make: () throws -> String
  ) throws -> String {
    guard let home, let top = KeptTexts.trusted(home, in: AT_FDCWD),
      let folder = KeptTexts.trusted(name, in: top.number)
    else { return try make() }
    let entry = String(sha256(Array(key.utf8)).prefix(32))
    if let known = KeptTexts.read(entry, in: folder), accepts(known) { return known }
    let text = try make()
    KeptTexts.write(text, as: entry, in: folder)
    return text
  }

  // MARK: Files: the SHA-256 of the text on the first line, then the text

  private static func read(_ name: String, in folder: borrowing Descriptor) -> String? {
    guard let file = try? regularFile(name, in: folder), let status = try? file.status,
      isOurs(status), let bytes = file.bytes(limit: 1 << 26), bytes.count > 65, bytes[64] == 0x0A
    else { return nil }
    let body = Array(bytes[65...])
    guard bytes[..<64].elementsEqual(sha256(body).utf8) else { return nil }
    return String(validating: body, as: UTF8.self)
  }

  private static func write(_ text: String, as name: String, in folder: borrowing Descriptor) {
    // What has taken the name and is no file stays, and nothing is kept under it.
    switch try? TargetKind(of: name, in: folder) {
    case .nothing, .file: break
    default: return
    }
    let body = Array(text.utf8)
    try? replaceFile(
      name, in: folder, with: Array((sha256(body) + "\n").utf8) + body, mode: 0o600)
  }

  // MARK: Folders

  static var cacheFolder: String? {
    func variable(_ name: String) -> String? {
      // A name that is not UTF-8 would be repaired, and be another folder's.
      guard let value = getenv(name), let text = String(validatingCString: value),
        text.hasPrefix("/")
      else { return nil }
      return text
    }
    return (variable("XDG_CACHE_HOME") ?? variable("HOME").map { $0 + "/.cache" })
      .map { $0 + "/figures-lecture" }
  }

  /// What a folder is good for as a cache.
  enum State { case used, absent, foreign }

  /// Whether a cache folder can be used.
  static func state(of home: String) -> State {
    var status = stat()
    if lstat(home, &status) != 0, errno == ENOENT { return .absent }
    return trusted(home, in: AT_FDCWD) != nil ? .used : .foreign
  }

  private static func parent(of path: String) -> String {
    String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
  }

  /// Whether a file or folder is the user's and nobody else's to write.
  private static func isOurs(_ status: stat) -> Bool {
    status.st_uid == geteuid() && status.st_mode & 0o022 == 0
  }

  /// Opens a folder that can be trusted; a link to one cannot.
  private static func trusted(_ path: String, in number: Int32) -> Descriptor? {
    guard let folder = try? openFolder(path, in: number, followsLinks: false),
      let status = try? folder.status, isOurs(status)
    else { return nil }
    return folder
  }

  // MARK: What the texts depend on besides their keys

  /// What tells a file from any other and from itself before a change.
  private static func identity(_ path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    let (modified, changed) = (status.st_mtim, status.st_ctim)
    return "\(status.st_dev) \(status.st_ino) \(status.st_size) \(modified.tv_sec) "
      + "\(modified.tv_nsec) \(changed.tv_sec) \(changed.tv_nsec)"
  }

  /// The processor's abilities, by which the C library chooses its exponential and others.
  private static let processor: String = {
    var text = getenv("GLIBC_TUNABLES").map { String(cString: $0) } ?? ""
    guard let file = try? Descriptor(open("/proc/cpuinfo", O_RDONLY | O_CLOEXEC)) else {
      return text
    }
    // The first processor's lines are enough, and all of a large machine's take long.
    var buffer = [UInt8](repeating: 0, count: 8192)
    let count = Glibc.read(file.number, &buffer, buffer.count)
    let lines = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
      .split(separator: "\n")
    text += lines.first { $0.hasPrefix("flags") || $0.hasPrefix("Features") } ?? ""
    return text
  }()

  // MARK: Removal of what this program made, and of nothing else

  private static let marker = "CACHEDIR.TAG"
  private static let markerText = """
    Signature: 8a477f597d28d172789f06886806bc55
    # Results kept by figures from run to run; this folder can be removed at any time.

    """

  private static func mark(_ name: String, in home: borrowing Descriptor) {
    guard let folder = trusted(name, in: home.number) else { return }
    try? replaceFile(marker, in: folder, with: Array(markerText.utf8), mode: 0o600)
  }

  private static func isHexadecimal(_ name: String) -> Bool {
    name.utf8.count == 32
      && name.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  /// Leaves the three youngest folders of other builds.
  private static func dropOldest(in home: borrowing Descriptor, but ours: String) {
    var found: [(name: String, time: Int)] = []
    for name in entryNames(in: home) ?? [] where isHexadecimal(name) && name != ours {
      guard let folder = trusted(name, in: home.number), isMarked(folder),
        let status = try? folder.status
      else { continue }
      found.append((name, status.st_mtim.tv_sec))
    }
    for (name, _) in found.sorted(by: { $0.time > $1.time }).dropFirst(3) {
      guard let folder = trusted(name, in: home.number) else { continue }
      for entry in entryNames(in: folder) ?? [] {
        guard isHexadecimal(entry) || TemporaryName(entry)?.isLeftOver == true,
          case .file? = try? TargetKind(of: entry, in: folder)
        else { continue }
        unlinkat(folder.number, entry, 0)
      }
      // Whatever else lies there stays, with its folder.
      guard entryNames(in: folder) == [marker] else { continue }
      unlinkat(folder.number, marker, 0)
      unlinkat(home.number, name, AT_REMOVEDIR)
    }
  }

  private static func isMarked(_ folder: borrowing Descriptor) -> Bool {
    guard let file = try? regularFile(marker, in: folder), let status = try? file.status,
      isOurs(status)
    else { return false }
    return file.bytes(limit: 4096) == Array(markerText.utf8)
  }
}

/// Where results are kept from run to run: in the user's cache, or nowhere.
func keptTexts(of lecture: Lecture, fonts: [MathFonts], fresh: Bool) -> Subject.Keep {
  let isNowhere = fresh || Journal.current.isDry
  let texts = isNowhere ? KeptTexts.nowhere : KeptTexts(of: lecture, fonts: fonts)
  return { key, accepts, make in
    let known = try texts.text(
      key, accepts: { TextWithWarnings($0).map { accepts($0.text) } ?? false },
      make: {
        let (text, warnings) = try Warnings.recorded(make)
        return TextWithWarnings(text: text, warnings: warnings).joined
      })
    guard let kept = TextWithWarnings(known) else { return try make() }
    for line in kept.warnings { Warnings.add(line) }
    return kept.text
  }
}

/// A text as it is kept: the number of the warnings that its making gave rise to, the warnings, and
/// then the text.
private struct TextWithWarnings {
  let text: String
  let warnings: [String]

  init(text: String, warnings: [String]) {
    self.text = text
    self.warnings = warnings.map { $0.replacing("\n", with: " ") }
  }

  init?(_ joined: String) {
    guard let end = joined.firstIndex(of: "\n"), let count = Int(joined[..<end]), count >= 0
    else { return nil }
    let parts = joined[joined.index(after: end)...]
      .split(separator: "\n", maxSplits: count, omittingEmptySubsequences: false)
    guard parts.count == count + 1 else { return nil }
    text = String(parts[count])
    warnings = parts[..<count].map(String.init)
  }

  var joined: String { (["\(warnings.count)"] + warnings + [text]).joined(separator: "\n") }
}
