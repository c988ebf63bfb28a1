import Glibc
import Lectures
import Records

/// The paths of all files below a folder, relative to it, sorted by their bytes.
///
/// - Throws: `CommandFailure` with code 66 when a folder cannot be read.
func filesBelow(_ folder: String) throws -> [String] {
  guard let names = entryNames(of: folder) else {
    throw CommandFailure(.noInput, "cannot read '\(printable(folder))': \(systemReason())")
  }
  var found: [String] = []
  for name in names {
    var status = stat()
    guard lstat(folder + "/" + name, &status) == 0 else { continue }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: found += try filesBelow(folder + "/" + name).map { name + "/" + $0 }
    case S_IFREG: found.append(name)
    default: break
    }
  }
  return found.sorted { Array($0.utf8).lexicographicallyPrecedes($1.utf8) }
}
