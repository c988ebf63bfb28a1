import Drawing
import Glibc
import Records

/// The name of a temporary file, which says whose it is:
/// `.figures-HOST-PLACE-PROCESS-START-RANDOM.part`.
///
/// PLACE tells machines and containers of one host name apart that see one folder; START, the time
/// at which the process began, tells a process from a later one of the same number. With them a run
/// knows the left-overs of killed runs without any lock, which not every file system has.
struct TemporaryName: Equatable {
  let place: String
  let process: pid_t
  let start: String
  let random: String

  /// A new name of this process.
  init() {
    place = TemporaryName.here
    process = getpid()
    start = TemporaryName.ownStart
    random = String(UInt64.random(in: .min ... .max), radix: 16)
  }

  /// Takes a name apart; nil when it is none.
  init?(_ text: String) {
    guard text.hasPrefix(".figures-"), text.hasSuffix(".part") else { return nil }
    let parts = text.dropFirst(9).dropLast(5)
      .split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 5, let process = pid_t(parts[2]), process > 0, !parts[4].isEmpty,
      parts[4].utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { return nil }
    (place, self.process) = (parts[0] + "-" + parts[1], process)
    (start, random) = (parts[3], parts[4])
  }

  /// The file's name.
  var text: String { ".figures-\(place)-\(process)-\(start)-\(random).part" }

  /// Whether a process that is gone left the file: one of this machine, since of others nothing is
  /// known.
  var isLeftOver: Bool {
    guard place == TemporaryName.here else { return false }
    // A process of another user may be hidden from /proc, but not from kill.
    guard kill(process, 0) == 0 || errno != ESRCH else { return true }
    guard let now = TemporaryName.processStart(process) else { return false }
    return now != start
  }

  private static let here: String = {
    var buffer = [CChar](repeating: 0, count: 256)
    gethostname(&buffer, 255)
    let host = buffer.prefix { $0 != 0 }.map { UInt8(truncatingIfNeeded: $0) }
    let machine = (try? readFile("/etc/machine-id", limit: 4096)) ?? []
    let space = link(at: "/proc/self/ns/pid") ?? ""
    let word = host.prefix(32).map { byte in
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
        || (0x61...0x7A).contains(byte)
      return isPlain ? Character(UnicodeScalar(byte)) : "_"
    }
    return String(word) + "-" + sha256(host + [0] + machine + [0] + Array(space.utf8)).prefix(12)
  }()

  private static let ownStart = processStart(getpid()) ?? "0"

  /// When a process began, in ticks since the machine did; nil when it cannot be known, empty for
  /// a process that has ended and waits for its parent.
  private static func processStart(_ process: pid_t) -> String? {
    guard let bytes = try? readFile("/proc/\(process)/stat", limit: 4096),
      let end = bytes.lastIndex(of: UInt8(ascii: ")"))
    else { return nil }
    // After the name: state, parent, … and as the twentieth the start.
    let fields = bytes[(end + 1)...].split(separator: UInt8(ascii: " "))
      .map { String(decoding: $0, as: UTF8.self) }
    guard fields.count > 19 else { return nil }
    return ["Z", "X"].contains(fields[0]) ? "" : fields[19]
  }
}

/// Removes what killed runs left in a folder, once for each folder that this run writes to.
func sweepOnce(_ folder: borrowing Descriptor) {
  guard let status = try? folder.status else { return }
  let key = "\(status.st_dev) \(status.st_ino)"
  guard swept.withLock({ $0.insert(key).inserted }) else { return }
  for name in entryNames(in: folder) ?? [] {
    guard let temporary = TemporaryName(name), temporary.isLeftOver else { continue }
    var found = stat()
    guard fstatat(folder.number, name, &found, AT_SYMLINK_NOFOLLOW) == 0, found.kind == S_IFREG,
      found.st_uid == geteuid(), found.st_nlink == 1
    else { continue }
    unlinkat(folder.number, name, 0)
  }
}

private let swept = Guarded<Set<String>>([])

/// What a link leads to, as it stands in the link; nil for anything but a link.
func link(at path: String) -> String? {
  var buffer = [CChar](repeating: 0, count: 4097)
  let count = readlink(path, &buffer, 4096)
  guard count > 0 else { return nil }
  return String(decoding: buffer[..<count].map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self)
}
