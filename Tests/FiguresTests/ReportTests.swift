import Drawing
import Figures
import Glibc
import Lectures
import Plotting
import Records
import Reports
import TestSupport
import Testing
import Typesetting

/// The report as the command writes it.
@Suite("figures report")
struct ReportTests {
  /// The report and the papers' page, made in a cache of their own, for all tests that only look at
  /// them.
  private static let pages: [String] = {
    let folder = ScratchFolder()
    let run = runFigures(
      "report -q -o '\(folder.path)'", setup: "XDG_CACHE_HOME='\(folder.path)'")
    return run.status == 0
      ? ["report", "papers"].map { text(of: "\(folder.path)/\($0).html") } : ["", ""]
  }()
  private static let page = pages[0]

  @Test("each page is one file, the report's of 1.2 megabytes, a small script, nothing loaded")
  func size() throws {
    #expect(Self.page.utf8.count <= 1_200_000, "\(Self.page.utf8.count) bytes")
    for page in Self.pages {
      let script = try #require(page.firstMatch(of: /<script>(.*?)<\/script>/.dotMatchesNewlines()))
      #expect(script.1.utf8.count <= 12_000)
      #expect(page.contains("default-src &#39;none&#39;") || page.contains("default-src 'none'"))
      #expect(page.matches(of: #/(?:src|srcset|poster)=|@import|url\((?!data:)/#).isEmpty)
    }
  }

  @Test("values of parameters have heads for narrow pages, long rows of zeros are a power")
  func parameters() {
    #expect(Self.page.contains("<td><span class=\"h\">value</span>0.14</td>"))
    let range = "10<sup>\u{2212}12</sup> … 10<sup>12</sup>"
    #expect(Self.page.contains("<td><span class=\"h\">allowed</span>\(range)</td>"))
    // The words beside them speak of the panels as a narrow page stacks them.
    #expect(Self.page.contains(/<summary>Figure D[^<]*<\/summary><p><span class="wd">Left/))
  }

  @Test("values under the pointer have the names of the axes, also those that another panel says")
  func tips() throws {
    let norms = #""initialisation scale alpha","initialisation scale α","log""#
    for (norm, sign) in [(1, "₁"), (2, "₂")] {
      let name = #""the norm of theta sub infinity end norm sub \#(norm)","‖θ∞‖\#(sign)""#
      // The upper panel of Figure C has the numbers of the lower one below it, and no name of its own.
      let both = try Regex("\\[\(norms)[^\\]]*\\],\\[\(name)")
      #expect(Self.page.replacing("&quot;", with: "\"").contains(both), "norm \(norm)")
    }
    #expect(Self.page.contains("&quot;SGD’s θ_j minus gradient flow’s&quot;"))
  }

  @Test("parameters speak of the panels as a narrow page stacks them")
  func parameterPanels() {
    let pair = #"<span class="wd">left</span><span class="nr">top</span> panel"#
    #expect(Self.page.contains("scales α of the paths in the \(pair)"))
    #expect(!Self.page.contains(/<td>[^<]*(left|right) panel/))
  }

  @Test("claims have one notation for powers of ten")
  func powers() {
    for claim in lecture7.claims() {
      for words in [claim.statement, claim.reason] {
        #expect(!words.contains(/\de-?\d|cdot *10\^/), "\(claim.id): \(words)")
      }
    }
  }

  @Test("starts that parameters move can be taken hold of in every frame")
  func handles() throws {
    let fonts = try MathFonts.latinModern()
    func scene(_ id: String, _ name: String, _ value: String) throws -> Scene {
      let figure = try lecture7.figure(named: id).setting(name, to: value)
      return try Rendering(figure, of: lecture7).scene(Look(), fonts: fonts)
    }
    for u in ["-1.2", "0", "1.1"] {
      let shown = try scene("loss-landscape", "u0", u)
      let (rect, handle) = (shown.readings[0].rect, try #require(shown.handles.first))
      let part = ((Double(u) ?? 0) + 2.5) / 5
      #expect(handle.parameter == "u0")
      #expect(abs(handle.place.x - (rect.minX + part * rect.width)) < 1e-6)
      let landscape = try #require(shown.readings[0].landscape)
      #expect(landscape.name == "$L$" && landscape.error < 0.01)
    }
    // The page has the error as a number, with one digit.
    let told = try #require(Self.page.firstMatch(of: /&quot;L&quot;,([-+.e0-9]+),/))
    let error = try #require(Double(String(told.1)))
    #expect(error > 0 && error < 0.01)
    let places = try ["-1.55,0.15,2.15", "1.45,0.15,2.15"].map {
      try #require(try scene("projection", "start", $0).handles.first)
    }
    #expect(places.allSatisfy { $0.parameter == "start" })
    #expect((places[1].place - places[0].place).length > 30)
  }

  @Test(
    "sliders mark the curves that their value chooses, and none that stays where it is",
    arguments: [
      ("toy-dynamics", "step", ["0.05", "0.3", "0.43"], []),
      ("positive-network", "noise", ["0.25", "0.75", "1.25"], ["label"]),
      ("large-steps", "step", ["1", "16", "256"], ["marked", "marked-2"]),
      ("sgd-sparsity", "step", ["0.02", "0.14", "0.18"], []),
      ("l1-to-l2", "alpha", ["0.001", "0.1", "10"], ["paths"]),
    ] as [(String, String, [String], [String])])
  func marks(id: String, name: String, values: [String], layers: [String]) throws {
    let fonts = try MathFonts.latinModern()
    let frames = try values.map { value in
      let figure = try lecture7.figure(named: id).setting(name, to: value)
      return try Rendering(figure, of: lecture7).scene(Look(), fonts: fonts)
    }
    for scene in frames.markingMoves() {
      let marked = scene.items.compactMap { item -> String? in
        guard case .group(let group) = item else { return nil }
        let hasMark = group.items.contains {
          if case .path(_, let style) = $0 { style.stroke?.opacity == 0.25 } else { false }
        }
        return hasMark ? group.name : nil
      }
      #expect(marked == layers, "\(id)")
    }
  }

  @Test("registers on paper are in columns, contents without pages are left out")
  func paper() throws {
    let rules = Self.page.firstMatch(of: /<style>(.*?)<\/style>/.dotMatchesNewlines())
    let print = try #require(rules).1.split(separator: "@media print").dropFirst().joined()
    for rule in [
      "tbody{columns:2", ".skip,nav,", ".remark,.statement,p:has(+.fold){break-inside:avoid}",
      ".claims td:nth-child(3)::before{content:\"residual\u{A0}\"}",
      "summary{list-style:none;color:inherit",
    ] { #expect(print.contains(rule), "\(rule)") }
  }

  @Test("pages lead to each other, by the names of their files")
  func betweenPages() throws {
    let folder = ScratchFolder()
    let run = runFigures("report -q -o '\(folder.path)/mine.html'")
    #expect(run.status == 0, "\(run.errors)")
    let pages = ["mine", "papers"].map { text(of: "\(folder.path)/\($0).html") }
    for (page, (other, name)) in zip(pages, [(pages[1], "papers"), (pages[0], "mine")]) {
      let links = page.matches(of: /href="([a-z]+)\.html(?:#([^"]*))?"/)
      #expect(links.count > 2 && links.allSatisfy { $0.1 == name })
      for place in links.compactMap(\.2) { #expect(other.contains("id=\"\(place)\""), "\(place)") }
    }
    let same = runFigures("report -q -o '\(folder.path)/papers.html'")
    #expect(same.status == 64 && same.errors.contains("another page of the lecture"))
    let one = runFigures("report -q --page papers -o -")
    #expect(one.status == 0 && one.output == pages[1].replacing("mine.html", with: "report.html"))
    let none = runFigures("report -q --page paper")
    #expect(none.status == 64 && none.errors.contains("papers"), "\(none.errors)")
  }

  @Test(
    "no formula leaves its column, or it scrolls and shows that there is more",
    arguments: [1280, 390])
  func widths(_ width: Int) throws {
    let folder = ScratchFolder()
    // Looked at by a script of ours, which the page's own rules would not let in.
    let page = Self.page.replacing(#/<meta http-equiv="Content-Security-Policy"[^>]*>/#, with: "")
    let script = """
      <script>
      document.fonts.ready.then(() => { const lines = [];
        const all = [...document.querySelectorAll("math")].filter(m => m.getClientRects().length);
        for (const m of all) { const right = m.getBoundingClientRect().right;
          for (let e = m.parentElement; e; e = e.parentElement) { const s = getComputedStyle(e);
            if (s.display == "inline") continue;
            const scrolls = s.overflowX == "auto" || s.overflowX == "scroll";
            if (right > e.getBoundingClientRect().right + 1 && !(scrolls && s.backgroundImage != "none"))
              lines.push("over " + e.tagName + " " + [...m.textContent].slice(0, 40).join(""));
            // What floats stands in the margin, beside what it belongs to.
            if (scrolls || s.float == "right") break; } }
        if (document.documentElement.scrollWidth > innerWidth) lines.push("the page scrolls");
        parent.postMessage(all.length + " formulas\\n" + lines.join("\\n"), "*"); });
      </script>
      """
    // A window is never as narrow as a telephone; a frame in it can be.
    let frame = """
      <!DOCTYPE html><pre id="found"></pre><script>onmessage = e => found.textContent = e.data</script>
      <iframe src="page.html" style="border:0;width:\(width)px;height:900px"></iframe>
      """
    for (name, text) in [("page", page + script), ("frame", frame)] {
      #expect(write(Array(text.utf8), to: "\(folder.path)/\(name).html"))
    }
    let dom = run(
      "HOME='\(folder.path)' timeout 240 chromium --headless --no-sandbox --disable-gpu "
        + "--user-data-dir='\(folder.path)/profile' --window-size=1400,1000 "
        + "--virtual-time-budget=8000 --dump-dom 'file://\(folder.path)/frame.html' 2>/dev/null"
    ).output
    let found = try #require(
      dom.firstMatch(of: #/<pre id="found">(.*?)</pre>/#.dotMatchesNewlines())
    ).1.split(separator: "\n")
    let count = try #require(found.first?.prefix { $0.isNumber }.description)
    #expect(try #require(Int(count)) > 700)
    #expect(found.count == 1, "\(found.dropFirst().joined(separator: "\n"))")
  }

  @Test("every equation of the lecture, each link with its target, each name once")
  func anchors() {
    for (section, count) in [(2, 23), (3, 32)] {
      for number in 1...count {
        #expect(Self.page.contains("id=\"eq-\(section)-\(number)\""), "no (\(section).\(number))")
        #expect(Self.page.contains(">(\(section).\(number))</a>"))
      }
    }
    for page in Self.pages {
      var names: Set<Substring> = []
      for match in page.matches(of: /\sid="([^"]*)"/) {
        #expect(names.insert(match.1).inserted, "the name \(match.1) is used twice")
      }
      for match in page.matches(of: /href="#([^"]*)"/) {
        #expect(names.contains(match.1), "a link leads to #\(match.1), which is nowhere")
      }
    }
  }

  @Test("every figure of the lecture is shown on one page, with its data, and its claims there")
  func everyFigure() throws {
    let shown = Self.pages.map { page in
      lecture7.figures.map(\.id).filter { page.contains("download=\"\($0).csv.gz\"") }
    }
    #expect(shown.flatMap { $0 }.sorted() == lecture7.figures.map(\.id).sorted())
    for (page, ids) in zip(Self.pages, shown) {
      #expect(page.matches(of: /download="/).count == ids.count)
      for id in ids {
        for claim in try rendering(id).computed.data.claims {
          #expect(page.contains("<tr id=\"claim-\(claim.id)"), "\(claim.id)")
        }
      }
      #expect(!page.contains(">fails<"))
    }
    // One figure of the lecture stands in two sizes.
    #expect(Self.page.matches(of: /<figure id=/).count == shown[0].count + 1)
  }

  @Test("slips and equations lead to each other")
  func slips() {
    let page = Self.page
    for name in ["2-4", "2-12", "2-14", "3-8", "3-19", "3-22", "3-24"] {
      #expect(page.contains("<tr id=\"slip-\(name)\">"), "no slip in \(name)")
      #expect(page.contains("href=\"#slip-\(name)\">corrected</a>"))
    }
    #expect(page.matches(of: /<tr id="slip-/).count > 50)
  }

  @Test("what is kept from run to run changes no byte, and spares the computation")
  func kept() {
    let folder = ScratchFolder()
    let cache = "XDG_CACHE_HOME='\(folder.path)/cache'"
    let runs = ["first", "second", "third"].map { name in
      if name == "third" {
        // A damaged file is computed anew.
        _ = run("for f in '\(folder.path)'/cache/figures-lecture/*/*; do echo x >> \"$f\"; done")
      }
      return runFigures("report -q -o '\(folder.path)/\(name).html'", setup: cache)
    }
    #expect(runs.allSatisfy { $0.status == 0 })
    let fresh = runFigures("report --fresh -q -o '\(folder.path)/fresh.html'", setup: cache)
    #expect(fresh.status == 0)
    for name in ["second", "third", "fresh"] {
      #expect(run("cmp '\(folder.path)/first.html' '\(folder.path)/\(name).html'").status == 0)
    }
  }

  @Test("after a change of words only words are made again: a tenth of the first time, 0.3 s alone")
  func rebuild() throws {
    let folder = ScratchFolder()
    let templates =
      String(#filePath.dropLast("Tests/FiguresTests/ReportTests.swift".count))
      + "Templates/Pages"
    _ = run("cp -r '\(templates)' '\(folder.path)/texts'")
    let command =
      "report -q --page report --templates '\(folder.path)/texts' -o '\(folder.path)/report.html'"
    // Time of the processor, which other work on the machine changes by less than half.
    let script =
      "TIMEFORMAT='%U %S'; export XDG_CACHE_HOME='\(folder.path)/cache'; "
      + "time '\(figures)' \(command)\n"
    #expect(write(Array(script.utf8), to: folder.path + "/timed"))
    func seconds() throws -> Double {
      let timed = run("bash '\(folder.path)/timed' 2>&1")
      #expect(timed.status == 0)
      let numbers = timed.output.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
      try #require(numbers.count == 2, "\(timed.output)")
      return numbers[0] + numbers[1]
    }
    let first = try seconds()
    var again: [Double] = []
    for words in ["newly described", "described once more", "described at last"] {
      let line = "![](figure:networks)"
      let edited = text(of: templates + "/report.md")
        .replacing(line, with: "![Two networks, \(words).](figure:networks)")
      #expect(write(Array(edited.utf8), to: folder.path + "/texts/report.md"))
      again.append(try seconds())
      #expect(text(of: folder.path + "/report.html").contains(words))
    }
    let least = try #require(again.min())
    #expect(least < 0.1 * first, "\(again) s after \(first) s")
    #expect(!isSpeedTested || least < 0.3, "\(again) s")
  }

  @Test("captions speak of upper and lower panels on narrow pages, and registers can be folded")
  func narrowWords() {
    let page = Self.page
    let both = "<span class=\"wd\">Left</span><span class=\"nr\">Top</span>:"
    #expect(page.contains(both) && page.contains("<span class=\"nr\">Bottom</span>"))
    #expect(page.matches(of: /<details class="fold" open="">/).count == 3)
    #expect(page.contains("(−0.55, 0.15, 2.15)"))
  }

  @Test("a folder that is not there yet is made, but in a dry run")
  func newFolder() {
    let folder = ScratchFolder()
    let there = "cd '\(folder.path)' &&"
    let dry = runFigures("report --page papers -q --dry-run -o new/", setup: there)
    #expect(dry.status == 0 && shell("ls '\(folder.path)'").output.isEmpty, "\(dry.errors)")
    #expect(runFigures("report --page papers -q -o new/", setup: there).status == 0)
    #expect(list(folder.path) == ["new/papers.html"])
  }

  @Test("each frame of a slider is what render draws at its value")
  func frames() {
    let folder = ScratchFolder()
    #expect(write(Array(Self.pages.joined().utf8), to: folder.path + "/report.html"))
    let program = """
      import base64, gzip, html, json, math, re, subprocess, sys
      page = open("\(folder.path)/report.html").read()
      count = 0
      for box in re.finditer(r'<div class="slide" data-for="([^"]+)" hidden="" data-values="([^"]+)" '
                             r'data-captions="([^"]+)" data-frames="([^"]+)">.*?data-command="[^"]*--set ([^"=]+)="', page, re.S):
          anchor, values, captions, frames, name = box.groups()
          values = html.unescape(values).split(";")
          table = json.loads(gzip.decompress(base64.b64decode(frames)))
          captions = json.loads(gzip.decompress(base64.b64decode(captions)))
          assert len(values) == len(table["f"]) == len(captions) > 5
          svg = re.search(r'<svg class="([^"]*)" id="g-%s"' % anchor, page).group(1)
          figure = {"fig-2": "projection", "fig-4": "loss-landscape", "fig-b": "potential",
                    "fig-c": "l1-to-l2", "fig-d": "sgd-sparsity"}.get(anchor, anchor[4:])
          size = "column" if anchor == "fig-b" else "text"
          for k in (0, len(values) - 1):
              subprocess.run(["\(figures)", "render", figure, "--set", f"{name}={values[k]}", "--size", size,
                              "-f", "svg", "-q", "-o", "\(folder.path)/out"], check=True)
              import glob, os
              path = max(glob.glob("\(folder.path)/out/*.svg"), key=os.path.getmtime)
              drawn = open(path).read()
              body = drawn.split("</defs>")[1]
              def shape(path):
                  # The box of a path and its length, by its points.
                  x = y = length = 0.0
                  points = []
                  for name, rest in re.findall("([a-zA-Z])([^a-zA-Z]*)", path):
                      numbers = [float(t) for t in re.findall(r"-?\\d*\\.?\\d+", rest)]
                      step = {"M": 2, "h": 1, "v": 1, "l": 2, "c": 6}.get(name.replace("m", "M"), 1)
                      for i in range(0, len(numbers), step):
                          part = numbers[i:i + step]
                          if name == "M": x, y = part
                          elif name == "h": x += part[0]; length += abs(part[0])
                          elif name == "v": y += part[0]; length += abs(part[0])
                          else:
                              x += part[-2]; y += part[-1]; length += math.hypot(part[-2], part[-1])
                          points.append((x, y))
                  xs, ys = zip(*points)
                  return min(xs), max(xs), min(ys), max(ys), length
              def shapes(text):
                  return [shape(d) for d in re.findall(r'<path[^>]* d="([^"]*)"', text)]
              def alike(a, b):
                  return len(a) == len(b) and all(
                      all(abs(p - q) < 0.06 for p, q in zip(one[:4], other[:4]))
                      and abs(one[4] - other[4]) < 0.5 + 0.02 * other[4] for one, other in zip(a, b))
              def places(text): return re.findall(r'transform="([^"]*)"', text)
              frame = "\\n".join(table["l"][i] for i in table["f"][k])
              # Marks below what the slider moves are the page's.
              frame = re.sub(r'<path[^>]* stroke-opacity="[.]25"[^>]*/>', "", frame)
              # The page has its own ground, and frames lie on a grid of a tenth of a point.
              assert alike(shapes(frame), shapes(body)[1:]), (figure, values[k])
              assert places(frame) == places(body), (figure, values[k])
              words = lambda t: re.sub(r"\\s+", " ", html.unescape(t)).strip()
              told = re.search(r"<desc[^>]*>(.*?)</desc>", frame, re.S).group(1)
              assert words(told) == words(re.search(r"<desc[^>]*>(.*?)</desc>", drawn, re.S).group(1))
              count += 1
          assert len(set(captions)) > 1 or figure in ("projection", "loss-landscape"), figure
      print(count)
      """
    let file = folder.path + "/check.py"
    let result = run("cat > '\(file)' <<'END'\n\(program)\nEND\npython3 '\(file)' 2>&1")
    // Runs that diverge are said besides.
    #expect(result.output.hasSuffix("22\n"), "\(result.output)")
  }
}
