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

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
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
