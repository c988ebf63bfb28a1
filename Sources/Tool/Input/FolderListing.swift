import Glibc
import Lectures
import Records

/// The paths of all files below a folder, relative to it, sorted by their bytes.
///
/// - Throws: `CommandFailure` with code 66 when a folder cannot be read.
func filesBelow(_ folder: String) throws -> [String] {
  var found: [String] = []
  guard let opened = try? openFolder(folder), let names = entryNames(in: opened) else {
    throw CommandFailure(.noInput, "cannot read '\(printable(folder))': \(systemReason())")
  }
  for name in names {
    var status = stat()
    guard fstatat(opened.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
    switch status.kind {
    case S_IFDIR: found += try filesBelow(folder + "/" + name).map { name + "/" + $0 }
    case S_IFREG: found.append(name)
    default: break
    }
  }
  return found.sorted { Array($0.utf8).lexicographicallyPrecedes($1.utf8) }
}

/// Whether a path leads to a folder.
func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.kind == S_IFDIR
}

/// The names in a folder, in the file system's order; nil when it cannot be read.
func entryNames(in folder: borrowing Descriptor) -> [String]? {
  let listed = openat(folder.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard listed >= 0 else { return nil }
  guard let stream = fdopendir(listed) else {
    close(listed)
    return nil
  }
  defer { closedir(stream) }
  var names: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names
}
