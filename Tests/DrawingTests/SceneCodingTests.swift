import Drawing
import Testing

/// Scenes that are kept from run to run.
@Suite struct SceneCodingTests {
  @Test("A scene is read back from its bytes to the last bit, and from no others")
  func sceneBytes() throws {
    var scene = try sampleScene()
    let side = PanelReading.Side(name: "$x$", kind: .symlog(0.1), start: -1, end: 1.0 / 3)
    let names = PanelReading.Side(name: "", kind: .names(["a", "é"]), start: 0, end: 1)
    let rect = Rect(minX: 0, minY: 1, maxX: 2, maxY: 3)
    scene.readings = [PanelReading(rect: rect, x: side, y: names)]
    scene.readings[0].landscape = .init(
      name: "$L$", values: [0, -3, 1 << 40], unit: 0.1, error: 0.2)
    scene.handles = [SceneHandle(of: "alpha", at: Point(0.1, 1.0 / 3))]
    let bytes = try #require(scene.encoded)
    func read(_ bytes: [UInt8]) -> Scene? {
      Scene(encoded: bytes) { path in try? Font(path: path) }
    }
    #expect(read(bytes) == scene)
    for count in stride(from: 0, to: bytes.count, by: 97) {
      #expect(read(Array(bytes.prefix(count))) == nil)
    }
    #expect(read(bytes + [0]) == nil)
    // Damage is never worse than another scene.
    for place in stride(from: 0, to: bytes.count, by: 31) {
      var other = bytes
      other[place] ^= 0xFF
      _ = read(other)
    }
    let structure = Structure(.paragraph)
    scene.items = [.group(Group(name: "a", structure: structure, items: []))]
    #expect(scene.encoded == nil)
  }
}
