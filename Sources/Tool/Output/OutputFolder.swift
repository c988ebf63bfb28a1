import Glibc
import Lectures
import Records

/// A folder that files are written into, whole or not at all; what is written stays in it.
struct OutputFolder {
  /// The folder's path as the user gave it.
  let path: String
  /// What the user can do when it cannot be written.
  private let advice: String

  /// Makes the folder and those above it where they are missing, and removes what killed runs left.
  ///
  /// - Parameter isArgument: Whether the verb takes the folder as an argument, not with `-o`.
  /// - Throws: `CommandFailure` with code 73 when the path cannot be a folder.
  init(_ path: String, isArgument: Bool = false) throws {
    guard !path.isEmpty else {
      throw UsageError.other("an empty name is no folder; give one, or . for the one you are in")
    }
    self.path = path
    advice = "name another folder" + (isArgument ? "" : " with -o")
    guard !Journal.current.isDry else {
      try refusing(path, advice: advice) { try checkFolderCanBeMade(path) }
      return
    }
    try makeFolders(path, advice: advice)
    guard let folder = try? openFolder(path) else {
      throw CommandFailure(.cannotWrite, "'\(printable(path))' is not a folder; \(advice)")
    }
    sweepOnce(folder)
  }

  /// Writes a file under a path in the folder, such as `figures/my-figure.svg`.
  ///
  /// Folders below are made where they are missing. What else than a file may bear the name is told
  /// with `TargetKind`; a link that leaves the folder is refused, for a folder as for a file.
  ///
  /// - Parameter isDurable: Whether the file must outlast a power cut from now on.
  /// - Throws: `CommandFailure` with code 73.
  func write(_ bytes: [UInt8], as name: String, isDurable: Bool = false) throws {
    let shown = path + "/" + name
    try refusing(shown, advice: advice) {
      guard try Journal.current.begins(shown, bytes) else { return }
      try write(
        bytes, name.split(separator: "/").map(String.init), isDurable: isDurable,
        followsLinks: true)
    }
  }

  /// Refuses files that cannot be written, before the first of them is; links are looked at when they are.
  ///
  /// - Throws: `CommandFailure` with code 73.
  func check(_ files: [(name: String, bytes: [UInt8])]) throws {
    for file in files {
      let shown = path + "/" + file.name
      guard link(at: shown) == nil else { continue }
      try refusing(shown, advice: advice) { _ = try foreseenChange(of: shown, to: file.bytes) }
    }
  }

  /// Writes files, and says of each where it is.
  func write(_ files: [(name: String, bytes: [UInt8])], telling console: Console) throws {
    try check(files)
    for file in files {
      try write(file.bytes, as: file.name)
      console.progress(printable("\(path)/\(file.name)"))
    }
  }

  private func write(
    _ bytes: [UInt8], _ parts: [String], isDurable: Bool, followsLinks: Bool
  ) throws {
    guard let name = parts.last else { throw Refusal(words: "leads to the folder itself") }
    var folder = try openFolder(path)
    for (index, part) in parts.dropLast().enumerated() {
      if mkdirat(folder.number, part, 0o777) != 0, errno != EEXIST { throw SystemFault() }
      if case .link = try TargetKind(of: part, in: folder), followsLinks {
        let inside = try inside(parts[...index])
        return try write(
          bytes, inside + parts[(index + 1)...], isDurable: isDurable, followsLinks: false)
      }
      // Not followed, lest somebody puts a link there after the look.
      folder = try openFolder(part, in: folder.number, followsLinks: false)
    }
    if case .link = try TargetKind(of: name, in: folder), followsLinks {
      return try write(
        bytes, try inside(parts[...]), isDurable: isDurable, followsLinks: false)
    }
    let shown = path + "/" + parts.joined(separator: "/")
    try writeTarget(
      bytes, to: name, in: folder, path: shown, isDurable: isDurable, waits: false)
  }

  /// Where a link leads, as a path in this folder.
  private func inside(_ parts: ArraySlice<String>) throws -> [String] {
    let top = path
    guard let target = realPath(top + "/" + parts.joined(separator: "/")) else {
      guard errno == ENOENT else { throw SystemFault() }
      throw Refusal(words: "is a link to nothing")
    }
    let folder = (realPath(top) ?? "").split(separator: "/").map(String.init)
    let path = target.split(separator: "/").map(String.init)
    guard path.starts(with: folder) else { throw Refusal(words: "is a link out of the folder") }
    return Array(path.dropFirst(folder.count))
  }
}

/// Throws for `-o -` in a command that writes several files.
func refuseStandardOutput(_ output: String) throws {
  guard output == "-" else { return }
  throw UsageError.other("-o - takes one file, and here are several; name a folder with -o")
}
