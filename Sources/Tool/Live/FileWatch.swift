import Glibc

/// Waits until something happens in the folders of some files.
///
/// The kernel tells of it at once (inotify); where it does not, as on a file system of the network,
/// the wait ends by its time.
struct FileWatch: ~Copyable {
  private let inotify: Int32
  private var folders: Set<String> = []

  init() { inotify = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC)) }

  deinit { if inotify >= 0 { close(inotify) } }

  /// Watches the folders of files besides those that are watched already.
  mutating func add(_ paths: [String]) {
    // An editor puts a new file in the place of the old one: the folder is what stays.
    let events =
      IN_CLOSE_WRITE | IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_TO | IN_MOVED_FROM | IN_ATTRIB
    for path in paths {
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
      guard inotify >= 0, !folders.contains(folder) else { continue }
      if inotify_add_watch(inotify, folder, UInt32(events)) >= 0 { folders.insert(folder) }
    }
  }

  /// Waits for an event or so long, whichever comes first.
  func wait(milliseconds: Int32) {
    guard inotify >= 0 else {
      usleep(UInt32(milliseconds) * 1000)
      return
    }
    var waiting = pollfd(fd: inotify, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, milliseconds) > 0 else { return }
    // What happened is seen in the files themselves.
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while read(inotify, &buffer, buffer.count) > 0 {}
  }
}

/// Does some work, and does it again whenever a file that it read is another than then, until the
/// process is asked to stop.
///
/// - Parameters:
///   - work: What is done; files that it reads are noted.
///   - tick: Called about ten times a second meanwhile.
func repeatOnChange(_ work: () throws -> Void, tick: () -> Void = {}) rethrows {
  var watch = FileWatch()
  while Interruption.requested == nil {
    let files = FilesRead()
    try FilesRead.$current.withValue(files) { try work() }
    watch.add(files.paths)
    while Interruption.requested == nil {
      if !files.changed.isEmpty { break }
      watch.wait(milliseconds: 100)
      tick()
    }
    settle(files)
  }
}

/// Waits until changed files stay as they are: an editor may empty a file first and fill it then.
private func settle(_ files: FilesRead) {
  func stamps() -> [FilesRead.Stamp?] { files.changed.map { FilesRead.Stamp($0) } }
  var last = stamps()
  for round in 0..<60 {
    usleep(4000)
    let now = stamps()
    // A file that is empty or away is given a quarter of a second to come back.
    let isThere = now.allSatisfy { ($0?.size ?? 0) > 0 } || round >= 50
    if now == last, isThere { return }
    last = now
  }
}
