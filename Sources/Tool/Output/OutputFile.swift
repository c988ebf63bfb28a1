import Glibc
import Lectures
import Records

/// Writes the one file that a command makes.
///
/// - Parameters:
///   - path: As the user gave it with `-o`; `-` is standard output, `./-` a file of that name. The
///     folders it names are made where they are missing.
///   - isDurable: Whether the file must outlast a power cut from now on.
/// - Throws: `CommandFailure` with code 73, `UsageError` for an empty path.
func write(
  _ bytes: [UInt8], to path: String, console: Console, isDurable: Bool = false
) throws {
  if path == "-" { return try console.file(bytes) }
  guard !path.isEmpty else { throw UsageError.other("-o names no file; give a name, or -") }
  try refusing(path, advice: "name another file with -o") {
    guard try Journal.current.begins(path, bytes) else { return }
    switch try place(of: path) {
    case .descriptor(let number): try writeStream(bytes, to: number)
    case .name(let name, let folder):
      if folder == OutputPath(path).folder { try makeFolders(folder) }
      try writeTarget(
        bytes, to: name, in: try openFolder(folder), path: folder + "/" + name,
        isDurable: isDurable, waits: true)
    }
  }
}

/// A path as its folder and the name in it; the name is empty for a path that can be a folder only.
private struct OutputPath {
  let folder: String
  let name: String

  init(_ path: String) {
    let slash = path.lastIndex(of: "/")
    folder = slash.map { String(path[...$0]) } ?? "."
    let last = slash.map { String(path[path.index(after: $0)...]) } ?? path
    name = [".", ".."].contains(last) ? "" : last
  }
}

/// Where a file is to be written.
enum OutputPlace {
  case name(String, folder: String)
  /// A descriptor of this process, as `/dev/stdout` and `/dev/fd/3` name them: it is written to
  /// where it stands, since opening it anew would begin at the start of its file.
  case descriptor(Int32)
}

/// Follows links from a path to what is to be written.
func place(of given: String) throws -> OutputPlace {
  var path = given
  // The system's own limit.
  for _ in 0..<41 {
    let parts = OutputPath(path)
    guard !parts.name.isEmpty else { throw Refusal(words: "names a folder") }
    guard let target = link(at: path) else { return .name(parts.name, folder: parts.folder) }
    if let own = ownDescriptor(parts) { return .descriptor(own) }
    path = target.hasPrefix("/") ? target : parts.folder + "/" + target
  }
  throw SystemFault(ELOOP)
}

/// The number of a descriptor of this process that a path in `/proc` names.
private func ownDescriptor(_ path: OutputPath) -> Int32? {
  guard let number = Int32(path.name), let folder = realPath(path.folder),
    folder.hasPrefix("/proc/\(getpid())/"), folder.hasSuffix("/fd")
  else { return nil }
  return number
}

/// Makes a folder and those above it where they are missing, with the rights that the umask leaves.
///
/// - Parameter advice: What the user can do when it cannot be made.
/// - Throws: `CommandFailure` with code 73.
func makeFolders(
  _ path: String, mode: mode_t = 0o777, advice: String = "name another folder with -o"
) throws {
  var prefix = path.hasPrefix("/") ? "/" : ""
  for part in path.split(separator: "/") {
    prefix += (prefix.isEmpty || prefix.hasSuffix("/") ? "" : "/") + part
    if mkdir(prefix, mode) != 0, errno != EEXIST {
      throw CommandFailure(
        .cannotWrite,
        "cannot make the folder '\(printable(prefix))': \(systemReason()); \(advice)")
    }
  }
}

/// Does some writing and turns what goes wrong into a failure with code 73.
///
/// - Parameters:
///   - path: What was to be written.
///   - advice: What the user can do.
func refusing(_ path: String, advice: String, _ work: () throws -> Void) throws {
  do {
    try work()
  } catch let fault as SystemFault {
    throw CommandFailure(
      .cannotWrite,
      "cannot write '\(printable(path))': \(fault.reason); \(advice)")
  } catch let refusal as Refusal {
    throw CommandFailure(
      .cannotWrite,
      "cannot write '\(printable(path))': it \(refusal.words); \(advice)")
  }
}
