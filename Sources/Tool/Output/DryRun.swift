import Glibc
import Records

/// What would become of a file, found without changing anything.
///
/// - Throws: `Refusal` for what cannot be written to, `SystemFault` for a folder that may not be
///   written or cannot be made.
func foreseenChange(of path: String, to bytes: [UInt8]) throws -> Journal.Change {
  var status = stat()
  guard stat(path, &status) == 0 else {
    guard errno == ENOENT else { throw SystemFault() }
    // A link to nothing makes the file that it names, but no folder.
    if lstat(path, &status) == 0, case .name(_, let folder) = try place(of: path) {
      guard access(folder, W_OK | X_OK) == 0 else { throw SystemFault() }
      return .created
    }
    let slash = path.lastIndex(of: "/")
    try checkFolderCanBeMade(slash.map { String(path[...$0]) } ?? ".")
    return .created
  }
  switch TargetKind(status.kind) {
  case .other(let words): throw Refusal(words: "is \(words)")
  case .file:
    if Int(status.st_size) == bytes.count,
      let old = try? readFile(path, limit: bytes.count, isSource: false), old == bytes
    {
      return .unchanged
    }
    if SourcesRead.contains(path) { throw Refusal.isSource }
    // The file is replaced in its folder, links followed.
    let folder = realPath(path).map { String($0[...($0.lastIndex(of: "/") ?? $0.startIndex)]) }
    guard access(folder ?? ".", W_OK | X_OK) == 0 else { throw SystemFault() }
    return .replaced
  default: return .replaced
  }
}

/// Throws when a folder neither is there to be written into nor can be made.
///
/// - Throws: `SystemFault` of the first folder above it that is there.
func checkFolderCanBeMade(_ path: String) throws(SystemFault) {
  var folder = path.isEmpty ? "." : path
  while true {
    var status = stat()
    if stat(folder, &status) == 0 {
      guard status.kind == S_IFDIR else { throw SystemFault(ENOTDIR) }
      guard access(folder, W_OK | X_OK) == 0 else { throw SystemFault() }
      return
    }
    guard errno == ENOENT else { throw SystemFault() }
    while folder.hasSuffix("/"), folder != "/" { folder.removeLast() }
    let slash = folder.lastIndex(of: "/")
    folder = slash.map { $0 == folder.startIndex ? "/" : String(folder[..<$0]) } ?? "."
  }
}

extension Journal {
  /// Notes a file that is about to be written.
  ///
  /// - Returns: Whether it is to be written: not in a dry run, which says instead what would be.
  /// - Throws: As `foreseenChange`.
  func begins(_ path: String, _ bytes: [UInt8]) throws -> Bool {
    guard isDry || isJSON else { return true }
    let change: Change = path == "-" ? .created : try foreseenChange(of: path, to: bytes)
    add(file: path, bytes, change)
    guard isDry else { return true }
    if !isJSON {
      let name = path == "-" ? "standard output" : path
      let verb = path == "-" ? "would write to" : change.foreseen
      try Console(quiet: false).result(lines: ["\(verb): \(name), \(counted(bytes.count, "byte"))"])
    }
    return false
  }
}
