import Drawing
import Typesetting

/// How figures stand on a slide that is set.
struct SlideSetting {
  /// A figure at the size of slides.
  struct Picture {
    var scene: Scene
    /// The number of its first step among those of the slide, and of its steps.
    var first: Int
    var count: Int
    var hasCaption: Bool
    /// What each step shows, with formulas in words.
    var titles: [String] = []

    /// The steps of the picture that are there at a step of the slide.
    func shown(at step: Int) -> Int { max(0, step - first + 1) }

    /// The words for readers who do not see it, as far as the step has come: of what is not drawn yet,
    /// nothing is said.
    func alternative(of figure: ShownFigure, upTo step: Int?) -> String {
      guard let step, titles.count > 1, shown(at: step) < titles.count else {
        return figure.drawn.words.alternative
      }
      let told = titles.prefix(shown(at: step)).filter { !$0.isEmpty }
      return figure.drawn.words.title + (told.isEmpty ? "" : ": ") + told.joined(separator: "; ")
    }
  }

  /// By the ids of the figures' blocks.
  var pictures: [Int: Picture] = [:]
  /// The step that is shown; nil for the whole.
  var step: Int?
  /// The greatest height of a picture, in points.
  var mostHeight = 0.0
}

extension HandoutSetter {
  /// A figure as large as its place allows, as far as the step has come.
  mutating func slideFigure(
    _ figure: ShownFigure, _ picture: SlideSetting.Picture, on slide: SlideSetting, in place: Place
  ) throws {
    let whole = picture.scene
    let factor = min(place.width / whole.size.width, slide.mostHeight / whole.size.height)
    let scene = slide.step.map { whole.upTo(step: picture.shown(at: $0)) } ?? whole
    let size = Size(width: whole.size.width * factor, height: whole.size.height * factor)
    let items = scene.items.map { $0.scaled(by: factor) }
    addPicture(
      size,
      Structure(
        .figure, alternative: picture.alternative(of: figure, upTo: slide.step),
        destination: figure.anchor),
      in: place
    ) { corner in items.map { $0.moved(by: corner) } }
    guard picture.hasCaption else { return }
    try slideCaption(figure.caption, below: size.width, in: place)
  }

  /// The picture of a file, as large as its place allows.
  mutating func slidePicture(_ file: ShownFile, on slide: SlideSetting, in place: Place) throws {
    let own = file.picture.size
    let part = if case .part(let part) = file.width { part } else { 1.0 }
    let factor = min(part * place.width / own.width, slide.mostHeight / own.height)
    let size = Size(width: own.width * factor, height: own.height * factor)
    addPicture(
      size, Structure(.figure, alternative: file.alternative, destination: file.anchor),
      in: place, draw: file.drawn(in: size))
    if !file.caption.isEmpty { try slideCaption(file.caption, below: size.width, in: place) }
  }

  private mutating func addPicture(
    _ size: Size, _ structure: Structure, in place: Place,
    draw: @escaping (_ corner: Point) -> [SceneItem]
  ) {
    var item = item(size, structure, in: place, draw: draw)
    item.spaceAbove = max(8, spaceBelow)
    add(item)
    spaceBelow = 8
  }

  /// A caption as wide as its picture, or a little wider where that is narrow.
  private mutating func slideCaption(
    _ caption: [Inline], below width: Double, in place: Place
  ) throws {
    var box = place
    box.width = min(place.width, max(width, 300))
    box.x += (place.width - box.width) / 2
    try paragraph(parts(caption), in: box, space: 6, look: captionLook, as: .caption)
  }

  /// How captions look: small beside the text of a page, to be read from afar on a slide.
  var captionLook: ParagraphStyle {
    guard slide != nil else { return style.small(9) }
    var look = style.small(0.8 * style.paragraph.size)
    (look.alignment, look.hyphenates, look.color) = (.center, false, Ink.note)
    return look
  }
}
