import TestSupport
import Testing

/// `figures animate`: figures in motion.
@Suite("figures animate") struct AnimateTests {
  private static let sketch = """
    title: A bowl
    alt: auto
    parameter a = 1 in 0.01..100: factor
    L(u, v) = u^2 + a*v^2
    plane u in -1..1, v in -1..1
    levels L at 0.1, 0.5
    flow L from (-0.9, 0.8) blue

    """

  @Test("an animated SVG has no scripts, the same bytes twice, and ends as the figure is")
  func svg() {
    let folder = ScratchFolder()
    #expect(write(Array(Self.sketch.utf8), to: folder.path + "/bowl.figure"))
    let setup = "cd '\(folder.path)' &&"
    let line = "animate bowl.figure --set a=0.01..100 --seconds 1 -f svg,apng -q"
    for place in ["a", "b"] {
      let run = runFigures("\(line) -o \(place)", setup: setup)
      #expect(run.status == 0, "\(run.errors)")
    }
    #expect(shell("cd '\(folder.path)' && diff -r a b").status == 0)
    let text = text(of: folder.path + "/a/bowl.anim.svg")
    #expect(!text.contains("<script") && !text.contains("<animate"))
    #expect(text.contains("@keyframes") && text.contains("prefers-reduced-motion:reduce"))
    #expect(shell("xmllint --noout '\(folder.path)/a/bowl.anim.svg'").status == 0)
    #expect(runFigures("render bowl.figure --set a=100 -f png,svg -q", setup: setup).status == 0)
    // Who knows no animation sees the last picture.
    let drawn = shell(
      "cd '\(folder.path)' && rsvg-convert -o still.png bowl.svg && "
        + "rsvg-convert -o anim.png a/bowl.anim.svg")
    #expect(drawn.status == 0, "\(drawn.output)")
    let still = Pixels(png: folder.path + "/still.png")
    let moved = Pixels(png: folder.path + "/anim.png")
    #expect(still != nil && still.flatMap { moved?.difference(from: $0) }?.greatest == 0)
    let whole = Pixels(png: folder.path + "/bowl.png")
    let frame = Pixels(png: folder.path + "/a/bowl.anim.apng")
    #expect(whole != nil && whole.flatMap { frame?.difference(from: $0) }?.greatest == 0)
    let check = shell(
      """
      cd '\(folder.path)' && python3 - <<'EOF'
      import struct
      data = open('a/bowl.anim.apng', 'rb').read()[8:]
      frames = sequence = time = 0
      while data:
          size, kind = struct.unpack('>I4s', data[:8])
          body, data = data[8:8 + size], data[12 + size:]
          if kind == b'acTL': count, plays = struct.unpack('>II', body)
          if kind in (b'fcTL', b'fdAT'):
              assert struct.unpack('>I', body[:4])[0] == sequence
              sequence += 1
          if kind == b'fcTL':
              frames += 1
              time += struct.unpack('>H', body[20:22])[0]
      assert frames == count == 11 and plays == 1 and time == 1000, (frames, count, plays, time)
      EOF
      """)
    #expect(check.status == 0, "\(check.output)")
  }

  @Test("without a range the steps of a figure grow")
  func growth() {
    let folder = ScratchFolder()
    let run = runFigures("animate networks --seconds 1 --frames 8 -q -o '\(folder.path)'")
    #expect(run.status == 0, "\(run.errors)")
    let text = text(of: folder.path + "/networks.anim.svg")
    #expect(text.contains("class=\"k0-0\"") && text.contains(#/class="k[1-7]-7"/#))
  }

  @Test("what cannot be is told before anything is written")
  func misuse() {
    let folder = ScratchFolder()
    let setup = "cd '\(folder.path)' && PATH=/nowhere"
    for format in ["gif", "mp4", "webm"] {
      let film = runFigures("animate networks -f svg,\(format)", setup: setup)
      #expect(film.status == 69 && film.errors.contains("package ffmpeg"), "\(film.errors)")
    }
    for line in [
      "animate networks --set width=3..", "animate networks --set width=3..9999",
      "animate networks --set nothing=1..2", "animate networks --seconds 0",
      "animate networks --frames 1", "animate networks -f avi", "animate nothing",
      "animate networks --set width=a..b", "animate networks -f svg,apng -o -",
      "animate networks --steps files",
    ] {
      let run = runFigures(line, setup: "cd '\(folder.path)' &&")
      #expect(run.status == 64, "\(line): \(run.errors)")
    }
    #expect(list(folder.path).isEmpty)
  }
}
