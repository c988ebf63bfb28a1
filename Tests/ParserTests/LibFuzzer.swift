import Glibc

// The entry of libFuzzer; `make fuzz` builds it in place of the tests. FUZZ_PARSER names the
// parser under test.

private let parser: Parser = {
  let name = getenv("FUZZ_PARSER").map { String(cString: $0) } ?? ""
  guard let parser = Parser(rawValue: name) else {
    let known = Parser.allCases.map(\.rawValue).joined(separator: " ")
    print("FUZZ_PARSER must be one of: \(known)")
    exit(64)
  }
  return parser
}()

private typealias Arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

/// libFuzzer's own loop over inputs.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<Arguments>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The program's entry, under the name that the package manager gives it.
@_cdecl("Fuzz_main")
public func fuzzMain(
  _ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) -> CInt {
  var (count, arguments) = (count, arguments)
  return runDriver(&count, &arguments) { start, count in
    do {
      try parser.read(Array(UnsafeBufferPointer(start: start, count: count)))
    } catch let fault as OtherFault {
      print("an error that is not one line: \(fault)")
      abort()
    } catch {
      // A refusal is a right answer.
    }
    return 0
  }
}
