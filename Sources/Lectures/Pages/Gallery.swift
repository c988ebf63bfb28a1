import Drawing
import Records
import Reports
import Templates
package import Typesetting

/// The page with thumbnails of all figures and links to their files.
package struct Gallery: Sendable {
  /// A figure of the gallery.
  package struct Entry: Sendable {
    let id: String
    let alias: String?
    let title: String
    let caption: String
    let description: String
    let steps: [String]
    /// The parameters, each as it is set and in words, and whether the figure takes data.
    let settings: [(setting: String, words: String)]
    let takesData: Bool
    /// The files by their paths below the output folder, with their sizes in bytes.
    let files: [(path: String, size: Int)]
    /// Whether the panels stand one below the other where the page is narrow.
    let isStacked: Bool
    /// Whether the picture is so high for its width that the caption has room beside it.
    let isTall: Bool

    package init(_ figure: FigureFiles) {
      id = figure.rendering.id
      alias = figure.rendering.figure.alias
      title = figure.slide.shown.light.title
      caption = figure.caption
      description = figure.slide.shown.light.description
      steps = figure.slide.stepTitles
      settings = figure.rendering.figure.settings.map {
        ("\($0.name)=\($0.value)", "\($0.help); \($0.range)")
      }
      takesData = figure.rendering.figure is any AcceptsData
      files = figure.files.map { ($0.path, $0.bytes.count) }
      // How high a drawing is for its width.
      func shape(_ suffix: String) -> Double {
        let file = figure.files.first { $0.path == "figures/\(figure.rendering.id)\(suffix)" }
        let head = String(decoding: file?.bytes.prefix(400) ?? [], as: UTF8.self)
        guard let box = head.firstMatch(of: /viewBox="0 0 ([\d.]+) ([\d.]+)"/),
          let width = Double(box.1), let height = Double(box.2)
        else { return 0 }
        return height / width
      }
      isStacked = shape(".column.svg") > 1.5 * shape(".svg")
      isTall = shape(".svg") > 0.75
    }

    /// The lecture's own name as readers say it: Figure 4 for `fig4`.
    fileprivate func name(in language: DocumentLanguage) -> String? {
      guard let alias, alias.hasPrefix("fig"), Int(alias.dropFirst(3)) != nil else { return alias }
      return language.word(.figureName) + " \(alias.dropFirst(3))"
    }
  }

  let lecture: Lecture
  private var language: DocumentLanguage { lecture.language }
  let entries: [Entry]
  /// The students' files of handouts by their paths below the output folder, with their sizes in bytes.
  let handouts: [(path: String, size: Int)]
  /// What the handouts are called, by the names of their files.
  let names: [String: String]

  /// The page of a lecture's files.
  package init(
    of lecture: Lecture, entries: [Entry], handouts: [(path: String, size: Int)],
    names: [String: String]
  ) {
    self.lecture = lecture
    self.entries = entries
    self.handouts = handouts
    self.names = names
  }

  /// The page; it loads the figures beside it and nothing else.
  ///
  /// - Throws: What setting the formulas of captions throws.
  package func html(fonts: MathFonts) throws -> String {
    var formulas = FormulaMarkup(fonts: fonts)
    func item(_ entry: Entry, _ number: String?) throws -> String {
      let name =
        (number.map { language.word(.figureName) + " " + $0 } ?? entry.name(in: language))
        .map { "<span>\(xmlEscaped($0))</span> " } ?? ""
      let title = try formulas.text(withFormulas(entry.title)).html
      let words = try formulas.text(entry.caption)
      let caption = (entry.isStacked ? placed(words, in: language) : words).html
      return """
        <li id="\(entry.id)"\(entry.isTall ? " class=\"tall\"" : "")>
        <h3>\(name)\(title)</h3>
        <a class="picture" href="figures/\(entry.id).svg"><picture>\
        <source srcset="figures/\(entry.id).dark.svg" media="screen and (prefers-color-scheme:dark)">\
        <source srcset="figures/\(entry.id).column.svg" media="screen and (max-width:40rem)">\
        <img src="figures/\(entry.id).svg" alt="\(xmlEscaped(entry.description))" loading="lazy">\
        </picture></a>
        <p>\(caption)</p>
        \(try steps(of: entry, &formulas))
        <details><summary>\(language.word(.filesAndCommand))</summary>
        <p><code class="command">figures render \(entry.id)</code></p>
        \(settings(of: entry))\
        \(groups(entry).map { line($0, $0.name) }.joined(separator: "\n"))
        </details>
        </li>
        """
    }
    // The shapes of the formulas come first, and are known when all are set.
    let lists = try sections.map { section in
      let head = sections.count > 1 ? "<h2>\(section.head)</h2>\n" : ""
      let items = try section.entries.map(item).joined(separator: "\n")
      return head + "<ol class=\"figures\">\n\(items)\n</ol>"
    }
    let labs = try sheets.map { sheet in
      let name = try names[sheet.name].map { try formulas.text($0).html }
      return line(sheet, name ?? xmlEscaped(sheet.name))
    }
    let pages = lecture.pages.map { ", <a href=\"\($0).html\">\($0)</a>" }.joined()
    func word(_ word: Word) -> String { language.word(word) }
    let body = """
      \(formulas.sheet)<p>\(entries.count) \(word(entries.count == 1 ? .figureOne : .figureMany)); \
      \(word(.also)) <a href="report.html">\(word(.theReport))</a>\(pages) \(word(.withClaims)) \
      <a href="slides/index.html">\(word(.theSlides))</a>.</p>
      <p class="filter" hidden><label>\(word(.search)) <input type="search"></label></p>
      \(lists.joined(separator: "\n"))
      <h2>\(word(.handouts))</h2>
      \(labs.joined(separator: "\n"))
      """
    let letters = body.replacing(/<[^>]*>/, with: "") + lecture.title + Gallery.letters
    let own = try PageFonts(fonts, text: letters, math: formulas.characters).rules
    return plainPage(
      title: lecture.title + word(.colon) + word(.theFigures), heading: lecture.title,
      language: language, style: own + formulas.rules, script: script(in: language), body)
  }

  /// The figures in the order of the pages that show them, with their numbers there, each page with a
  /// link to it.
  private var sections: [(head: String, entries: [(entry: Entry, number: String?)])] {
    lecture.pageOrder(of: entries.map(\.id)).map { page, figures in
      let name = lecture.name(ofPage: page)
      return (
        head: page.map { "<a href=\"\($0).html\">\(name)</a>" } ?? name,
        entries: figures.compactMap { figure in
          entries.first { $0.id == figure.id }.map { ($0, figure.number) }
        }
      )
    }
  }

  /// The letters of file names and marks.
  private static let letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:;&'\"()-–"

  /// The steps of a figure's slide, small, each with its name.
  private func steps(of entry: Entry, _ formulas: inout FormulaMarkup) throws -> String {
    guard entry.steps.count > 1 else { return "" }
    let items = try entry.steps.enumerated().map { index, title in
      let path = "slides/\(entry.id)/\(index + 1).svg"
      let name = try formulas.text(title).html
      return "<li><a href=\"\(path)\"><img src=\"\(path)\" alt=\"\" loading=\"lazy\">"
        + "\(index + 1) \(name)</a></li>"
    }
    return "<ol class=\"steps\">\n\(items.joined(separator: "\n"))\n</ol>"
  }

  /// What can be set in a figure.
  private func settings(of entry: Entry) -> String {
    var items = entry.settings.map {
      let words = Markup(text: $0.words)
      let shown = entry.isStacked ? placed(words, in: language) : words
      return "<dt><code>--set \(xmlEscaped($0.setting))</code></dt><dd>\(shown.html)</dd>\n"
    }
    if entry.takesData {
      items.append(
        "<dt><code>--data FILE.csv --target COLUMN</code></dt>"
          + "<dd>\(language.word(.sameWithData))</dd>\n"
      )
    }
    return items.isEmpty ? "" : "<dl>\n\(items.joined())</dl>\n"
  }

  private struct Group {
    let name: String
    var links: [(text: String, path: String, size: Int)] = []
  }

  /// The pages of each handout, in the order in which they were written.
  private var sheets: [Group] {
    var groups: [Group] = []
    for (path, size) in handouts where path.hasSuffix(".html") || path.hasSuffix(".pdf") {
      let file = path.split(separator: "/").last ?? ""
      let name = String(file.prefix { $0 != "." })
      if groups.last?.name != name { groups.append(Group(name: name)) }
      groups[groups.count - 1].links.append((String(file.dropFirst(name.count + 1)), path, size))
    }
    return groups
  }

  private func groups(_ entry: Entry) -> [Group] {
    var groups = [Word.figureName, .data, .steps].map { Group(name: language.word($0)) }
    for (path, size) in entry.files {
      let place = ["figures/", "data/", "slides/"].firstIndex { path.hasPrefix($0) } ?? 0
      let file = path[path.index(after: path.firstIndex(of: "/") ?? path.startIndex)...]
      let text = file.dropFirst(entry.id.count + 1)
      groups[place].links.append((String(text), path, size))
    }
    return groups.filter { !$0.links.isEmpty }
  }

  private func line(_ group: Group, _ name: String) -> String {
    let links = group.links.map { link in
      // Other files differ in size between versions of Cairo and HarfBuzz; this page does not.
      let isFixed = [".svg", ".csv", ".json"].contains { link.path.hasSuffix($0) }
      let size = isFixed ? " <small>\((link.size + 500) / 1000) kB</small>" : ""
      return "<a href=\"\(link.path)\">\(xmlEscaped(link.text))</a>\(size)"
    }
    return "<p><b>\(name)</b> \(links.joined(separator: ", "))</p>"
  }
}

/// A page that is complete without scripts.
///
/// - Parameters:
///   - robots: What search engines may do, as the tag has it; nil for all.
///   - rules: Rules of the page's own, such as its fonts.
///   - script: What it offers besides where scripts run; empty for nothing.
func plainPage(
  title: String, heading: String, language: DocumentLanguage, robots: String? = nil,
  style rules: String = "", script: String = "", _ body: String
) -> String {
  """
  <!DOCTYPE html>
  <html lang="\(language.rawValue)">
  <head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width,initial-scale=1">
  \(robots.map { "<meta name=\"robots\" content=\"\($0)\">\n" } ?? "")\
  <title>\(xmlEscaped(title))</title>
  <style>\(rules)\(style)</style>
  </head>
  <body>
  <main>
  <h1>\(xmlEscaped(heading))</h1>
  \(body)
  </main>
  \(script.isEmpty ? "" : "<script>\(script)</script>\n")\
  </body>
  </html>

  """
}

/// Hides the figures that do not speak of some words, and copies commands.
private func script(in language: DocumentLanguage) -> String {
  """
  'use strict';{
  const all=query=>[...document.querySelectorAll(query)];
  const [box]=all('.filter input');
  box.closest('p').hidden=false;
  box.oninput=()=>{for(const item of all('.figures>li'))\
  item.hidden=!item.textContent.toLowerCase().includes(box.value.trim().toLowerCase())};
  for(const code of all('code.command')){
  const button=document.createElement('button');
  const say=words=>{button.textContent=words};
  button.onclick=()=>navigator.clipboard.writeText(code.textContent).then(()=>{\
  say('\(language.word(.copied))');setTimeout(say,900,'\(language.word(.copy))')});
  say('\(language.word(.copy))');
  code.after(' ',button);
  }}
  """
}

private let style = """
  :root{color-scheme:light dark;--ground:#fff;--ink:#1b1d21;--note:#5a6069;--rule:#c3c8cf;\
  --link:#1d5fa6}
  *{box-sizing:border-box}
  body{margin:0 auto;padding:2rem 1rem 4rem;max-width:84rem;background:var(--ground);\
  color:var(--ink);font:1.0625rem/1.5 lm,lmm,"Latin Modern Roman",Charter,Georgia,serif;\
  overflow-wrap:break-word}
  math{font-family:lmm,"Latin Modern Math",math}
  h1{font-size:clamp(1.7rem,5vw,2.4rem);line-height:1.15;margin:0 0 .8rem;text-wrap:balance}
  h2{font-size:1.5rem;line-height:1.3;margin:3.5rem 0 .7rem}
  h3{font-size:1.15rem;line-height:1.3;margin:0 0 .7rem}
  h3 span{display:block;color:var(--note);font-size:.95rem;font-weight:400}
  small{color:var(--note)}
  .figures,.steps{list-style:none;margin:0;padding:0}
  .figures{margin-top:1.5rem;display:grid;gap:3.5rem 3rem;\
  grid-template-columns:repeat(auto-fill,minmax(min(26rem,100%),1fr))}
  .figures>li{min-width:0;display:flex;flex-direction:column}
  .figures>[hidden]{display:none}
  dl{display:grid;grid-template-columns:auto 1fr;gap:.2rem .9rem;margin:.5rem 0}
  dd{margin:0;color:var(--note)}
  input,button{font:inherit;color:inherit;background:var(--ground);border:1px solid var(--rule);\
  border-radius:.3rem;padding:.1rem .5rem}
  @media(max-width:30rem){dl{display:block}dd{margin:0 0 .4rem 1rem}}
  .figures p{font-size:.95rem}
  a{color:var(--link);text-decoration-thickness:.06em;text-underline-offset:.16em}
  :focus-visible{outline:2px solid var(--link);outline-offset:2px}
  p{margin:.5rem 0}
  img{display:block;width:100%;height:auto;object-fit:contain}
  .picture img{height:17rem;object-position:0 50%}
  .steps{display:grid;grid-template-columns:repeat(auto-fill,minmax(10.5rem,1fr));gap:.6rem;margin:.6rem 0}
  .steps:has(>:nth-child(4):last-child){grid-template-columns:\
  repeat(auto-fill,minmax(clamp(10.5rem,(43.8rem - 100%)*99,40%),1fr))}
  .steps a{display:block;color:var(--note);font-size:.85rem;line-height:1.3;text-decoration:none}
  .steps a:hover{color:var(--link)}
  .steps img{outline:1px solid var(--rule);aspect-ratio:16/9;margin-bottom:.3rem;background:#fff}
  details{margin-top:.3rem;font-size:.9rem}
  summary{color:var(--link);cursor:pointer}
  code{font:.85em ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;user-select:all}
  .glyphs{position:absolute}
  ol+h2{margin-top:4rem}
  .g{white-space:nowrap}
  @media print{details:not([open]),.filter{display:none}summary{list-style:none}}
  .nr{display:none}
  @media (min-width:40.01rem){.figures>.tall:not([hidden]){display:grid;grid-template-columns:auto 1fr;gap:0 1.4rem}\
  .tall>:is(h3,.steps,details){grid-column:1/-1}.tall .picture img{width:auto}}
  @media screen and (max-width:40rem){.picture img{height:auto}.wd{display:none}.nr{display:inline}}
  @media screen and (prefers-color-scheme:dark){:root{--ground:#15181d;--ink:#e9ebee;--note:#a7adb6;\
  --rule:#4a515b;--link:#6fb4ff}.steps img{filter:invert(1) hue-rotate(180deg);mix-blend-mode:screen;\
  outline-color:#5a6069}}
  """
