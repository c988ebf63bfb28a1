import Glibc
import Lectures
import Records
import Reports

/// The bytes of a file; of a pipe, all that comes until its end.
///
/// - Parameters:
///   - limit: The greatest size that is read, in bytes.
///   - isSource: Whether nothing may be written in its place from now on.
/// - Throws: `CommandFailure` with code 66 when there is no such file, 65 when it is too large.
func readFile(_ path: String, limit: Int = 1 << 28, isSource: Bool = true) throws -> [UInt8] {
  FilesRead.current?.note(path)
  if isSource { SourcesRead.note(path) }
  // A pipe is opened at once, so that waiting for its writer can be told.
  let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
  guard descriptor >= 0 else {
    throw CommandFailure(.noInput, "cannot read '\(printable(path))': \(systemReason())")
  }
  defer { close(descriptor) }
  return try readAll(descriptor, named: path, limit: limit)
}

/// All bytes of an open file or pipe.
func readAll(_ descriptor: Int32, named name: String, limit: Int) throws -> [UInt8] {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  var status = stat()
  if descriptor != STDIN_FILENO, fstat(descriptor, &status) == 0, status.kind == S_IFIFO {
    waitForWriter(descriptor, named: name)
  }
  while true {
    let count = read(descriptor, &buffer, buffer.count)
    if count < 0, errno == EINTR { continue }
    if count < 0, errno == EAGAIN {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      _ = poll(&waiting, 1, -1)
      continue
    }
    guard count >= 0 else {
      throw CommandFailure(.noInput, "cannot read '\(printable(name))': \(systemReason())")
    }
    if count == 0 { return bytes }
    bytes += buffer[..<count]
    guard bytes.count <= limit else {
      throw CommandFailure(
        .badData, "'\(printable(name))' is larger than \(limit) bytes; give a smaller file")
    }
  }
}

/// Waits until something comes through a pipe or its last writer has gone, and says so when that
/// takes more than a second: a pipe may have been named by mistake.
private func waitForWriter(_ descriptor: Int32, named name: String) {
  var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
  guard poll(&waiting, 1, 1000) == 0 else { return }
  Warnings.announce("waiting for what comes through the pipe '\(name)'")
  while poll(&waiting, 1, -1) < 0, errno == EINTR {}
}

/// The bytes of a document's source.
func readSource(_ path: String) throws -> [UInt8] { try readFile(path, limit: 1_000_000) }

/// The bytes of a file that a document names: a text, a picture or a table, and no pipe.
private func readNamed(_ path: String) throws -> [UInt8] {
  var status = stat()
  if stat(path, &status) == 0, status.kind != S_IFREG, status.kind != S_IFDIR {
    throw CommandFailure(.noInput, "cannot read '\(printable(path))': it is no regular file")
  }
  let isText = isMarkdown(path) || [".bib", ".figure"].contains { path.hasSuffix($0) }
  return try readFile(path, limit: isText ? 1_000_000 : CSVTable.largestText)
}

/// Reads a document's source and the files that it names.
///
/// - Parameter source: The path of the source. What is named in it lies in its folder or below, or in
///   that of the lecture that it is a part of: a link that leads out of there is refused. Whole paths
///   are read as they are.
/// - Returns: A function of the path of a file that throws `CommandFailure`, as `readFile` does.
func sourceReader(of source: String) -> @Sendable (String) throws -> [UInt8] {
  let folder = source.lastIndex(of: "/").map { String(source[...$0]) } ?? ""
  let texts = Tool.lecture.texts
  let isPart = !texts.isEmpty && (try? checkStays(source, in: texts)) != nil
  let home = isPart ? texts : folder
  return { path in
    guard path != source, !path.hasPrefix("/") || folder.hasPrefix("/") else {
      return try path == source ? readSource(path) : readNamed(path)
    }
    try checkStays(path, in: home)
    return try readNamed(path)
  }
}

/// Checks that a file, links followed, lies in a folder or below; one that is not there does.
///
/// - Throws: `CommandFailure` with code 65 when it does not.
func checkStays(_ path: String, in folder: String) throws {
  guard let home = realPath(folder.isEmpty ? "." : folder), let place = realPath(path) else {
    return
  }
  guard place.hasPrefix(home == "/" ? "/" : home + "/") else {
    throw CommandFailure(
      .badData,
      "'\(printable(path))' leads out of the folder of its source; copy the file there")
  }
}
