import Glibc

/// Puts a file in the place of an absent or a regular one, whole or not at all.
///
/// The bytes go to a temporary file of the same folder, which is renamed when it is complete: the
/// name always stands for a whole file. Whatever else bears the name is put out of the way by the
/// renaming, so ask `TargetKind` first. A file that has these bytes is left as it is.
///
/// A new file has the rights that the user's umask leaves (and a default ACL of the folder, where
/// there is one); an old one's rights, owner and group are kept as far as the system lets us. Where
/// the group cannot be kept, the new group gets no more than everybody.
///
/// - Parameters:
///   - name: The name in the folder.
///   - folder: The open folder.
///   - isDurable: Whether the bytes are on the disk before the name stands for them, and the name
///     when this returns: after a power cut there is the old file or the new one.
///   - mode: The rights of a new file, from which the umask takes.
/// - Throws: `SystemFault`; the temporary file is gone then.
func replaceFile(
  _ name: String, in folder: borrowing Descriptor, with bytes: [UInt8], isDurable: Bool = false,
  mode: mode_t = 0o666
) throws(SystemFault) {
  sweepOnce(folder)
  var old = stat()
  let isThere =
    fstatat(folder.number, name, &old, AT_SYMLINK_NOFOLLOW) == 0 && old.kind == S_IFREG
  if isThere, holds(name, in: folder, bytes) { return }
  let temporary = try openTemporary(in: folder, mode: isThere ? 0o600 : mode)
  var isDone = false
  Interruption.isWriting(temporary.name, in: folder.number)
  defer {
    Interruption.isWriting(nil, in: -1)
    if !isDone { unlinkat(folder.number, temporary.name, 0) }
  }
  if isThere {
    let rights = keptRights(of: old, for: temporary.file)
    guard fchmod(temporary.file.number, rights) == 0 else { throw SystemFault() }
  }
  guard writeAll(bytes, to: temporary.file.number),
    !isDurable || fsync(temporary.file.number) == 0,
    renameat(folder.number, temporary.name, folder.number, name) == 0
  else { throw SystemFault() }
  isDone = true
  if isDurable, let listed = try? Descriptor(openat(folder.number, ".", O_RDONLY | O_CLOEXEC)) {
    fsync(listed.number)
  }
}

/// Gives a new file the owner and group of an old one where that is allowed, and says which rights
/// it may have then.
private func keptRights(of old: stat, for file: borrowing Descriptor) -> mode_t {
  let rights = old.st_mode & 0o777
  if fchown(file.number, old.st_uid, old.st_gid) == 0 { return rights }
  if fchown(file.number, uid_t.max, old.st_gid) == 0 { return rights }
  if let made = try? file.status, made.st_gid == old.st_gid { return rights }
  return rights & (0o707 | (rights & 0o007) << 3)
}

/// Whether a regular file has exactly these bytes.
func holds(_ name: String, in folder: borrowing Descriptor, _ bytes: [UInt8]) -> Bool {
  guard let file = try? regularFile(name, in: folder), let status = try? file.status,
    Int(status.st_size) == bytes.count
  else { return false }
  return file.bytes(limit: bytes.count) == bytes
}

private struct TemporaryFile: ~Copyable {
  let file: Descriptor
  let name: String
}

/// Opens a temporary file that nobody has made before.
private func openTemporary(
  in folder: borrowing Descriptor, mode: mode_t
) throws(SystemFault) -> TemporaryFile {
  while true {
    let name = TemporaryName().text
    do throws(SystemFault) {
      let flags = O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY | O_CLOEXEC
      let file = try Descriptor(openat(folder.number, name, flags, mode))
      return TemporaryFile(file: file, name: name)
    } catch {
      // A name of 64 random bits that is taken was planted; another will not be.
      guard error.number == EEXIST || error.number == EINTR else { throw error }
    }
  }
}
