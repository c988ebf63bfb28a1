import Glibc
import Lectures

/// Throws when the limits of the process leave too little memory or too few files to work with.
///
/// Without them the runtime ends by a signal, or waits for a thread that never starts.
func checkResources() throws {
  let processors = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  // Measured: 400 MB of addresses with two processors; each thread asks for a stack and an arena.
  let memory = 384 + 72 * processors
  if let limit = softLimit(RLIMIT_AS), limit >> 20 < memory {
    throw CommandFailure(
      .system,
      "only \(limit >> 20) MB of addresses are allowed here, and \(memory) MB are needed; "
        + "raise 'ulimit -v'")
  }
  let files = 16 + 4 * processors
  if let limit = softLimit(RLIMIT_NOFILE), limit < files {
    throw CommandFailure(
      .system,
      "only \(limit) open files are allowed here, and \(files) are needed; raise 'ulimit -n'")
  }
}

/// The limit in force, nil for none.
private func softLimit(_ resource: __rlimit_resource) -> Int? {
  var limit = rlimit()
  guard getrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0,
    limit.rlim_cur <= UInt(Int.max)
  else { return nil }
  return Int(limit.rlim_cur)
}
