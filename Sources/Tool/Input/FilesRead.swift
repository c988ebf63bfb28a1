import Glibc
import Records

/// The files that this process read as its sources: what it writes never takes their place.
enum SourcesRead {
  private static let paths = Guarded<Set<String>>([])

  /// Notes a file that is read.
  static func note(_ path: String) {
    guard let place = realPath(path), !place.hasPrefix("/proc/") else { return }
    paths.withLock { _ = $0.insert(place) }
  }

  /// Whether a path leads to a file that was read.
  static func contains(_ path: String) -> Bool {
    guard let place = realPath(path) else { return false }
    return paths.withLock { $0.contains(place) }
  }
}

/// The files that a piece of work reads, with what told each from a later version of itself when it
/// was opened; those that were looked for and are not there count too.
final class FilesRead: Sendable {
  /// Who notes the files that are read now; nil for nobody.
  @TaskLocal static var current: FilesRead?

  /// What tells a file from itself after a change; nil for one that is not there.
  struct Stamp: Hashable {
    private let device: UInt64
    private let inode: UInt64
    /// The size, in bytes.
    let size: Int
    private let modified: [Int]

    /// The stamp of a file as it is now.
    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      (device, inode, size) = (UInt64(status.st_dev), UInt64(status.st_ino), Int(status.st_size))
      modified = [
        status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec,
        status.st_ctim.tv_nsec,
      ]
    }
  }

  private let stamps = Guarded<[String: Stamp?]>([:])

  /// Notes a file that is about to be read: what is read later is not older than this.
  func note(_ path: String) {
    let stamp = Stamp(path)
    stamps.withLock { if $0[path] == nil { $0[path] = .some(stamp) } }
  }

  /// The files noted, in the order of the alphabet.
  var paths: [String] { stamps.withLock { $0.keys.sorted() } }

  /// The files that are other than when they were noted.
  var changed: [String] {
    stamps.withLock { $0.filter { Stamp($0.key) != $0.value }.keys.sorted() }
  }
}
