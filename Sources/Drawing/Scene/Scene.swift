/// A picture ready to be written: all places known, all text shaped.
///
/// Points are the only unit and y grows downwards. What is not in the scene is not in any file,
/// and what is in it is in every file.
public struct Scene: Hashable, Sendable {
  /// The figure's id; the prefix of every id in a file.
  public var id: String
  /// The title, plain text.
  public var title: String
  /// What the picture shows, for readers who do not see it; plain text.
  public var description: String
  /// The size of the page, in points.
  public var size: Size
  /// The colour of the page; nil for a transparent ground.
  public var ground: Color?
  /// What is drawn, back to front.
  public var items: [SceneItem]
  /// How places are read as data, panel by panel.
  public var readings: [PanelReading] = []
  /// The places that parameters move.
  public var handles: [SceneHandle] = []

  /// A scene from its parts.
  public init(
    id: String, title: String, description: String, size: Size, ground: Color?,
    items: [SceneItem]
  ) {
    self.id = id
    self.title = title
    self.description = description
    self.size = size
    self.ground = ground
    self.items = items
  }
}

/// One thing in a scene.
///
/// The set is closed: a new case breaks every exporter until it is handled.
public indirect enum SceneItem: Hashable, Sendable {
  /// Things that belong together.
  case group(Group)
  /// A painted path.
  case path(Path, Style)
  /// A line of glyphs of one font and size.
  case glyphs(GlyphRun)
  /// A file's picture over all of a rectangle.
  case picture(PictureFile, Rect)
}

/// Things that belong together under a name, such as a layer of a figure.
public struct Group: Hashable, Sendable {
  /// The name, unique in its scene: lower-case letters, digits and hyphens.
  public var name: String
  /// What the group is read as in place of its glyphs: the words of a formula or label.
  public var label: String?
  /// The step, counted from 1, at which the group appears; nil for from the start.
  public var step: Int?
  /// What the group is in the structure of a document; nil in pictures.
  public var structure: Structure?
  /// The contents, back to front.
  public var items: [SceneItem]

  /// A named group.
  public init(
    name: String, label: String? = nil, step: Int? = nil, structure: Structure? = nil,
    items: [SceneItem]
  ) {
    self.name = name
    self.label = label
    self.step = step
    self.structure = structure
    self.items = items
  }
}

/// A line of glyphs of one font, size and colour, with the text that they stand for.
public struct GlyphRun: Hashable, Sendable {
  /// One glyph of a run.
  public struct Glyph: Hashable, Sendable {
    /// The index of the glyph in its font.
    public var id: UInt32
    /// The glyph's origin from the run's, in points, y down.
    public var offset: Point
    /// The characters it stands for; empty when an earlier glyph of the run stands for them.
    public var text: String

    /// A glyph at an offset from the origin of its run.
    public init(id: UInt32, offset: Point, text: String) {
      self.id = id
      self.offset = offset
      self.text = text
    }
  }

  /// A line around the glyphs that keeps them readable on what lies below.
  public struct Halo: Hashable, Sendable {
    /// The colour, that of the ground below.
    public var color: Color
    /// How far it reaches beyond the glyphs, in points.
    public var width: Double

    /// A halo of a colour and width.
    public init(_ color: Color, width: Double) {
      self.color = color
      self.width = width
    }
  }

  /// The font.
  public var font: Font
  /// The size of the em, in points.
  public var size: Double
  /// The colour.
  public var color: Color
  /// What is drawn around and below the glyphs; nil for nothing.
  public var halo: Halo?
  /// Whether the glyphs themselves are drawn; false for their halo alone, which then lies below
  /// all glyphs of a label.
  public var isInked = true
  /// The left end of the baseline, on the page.
  public var origin: Point
  /// The glyphs from left to right.
  public var glyphs: [Glyph]

  /// A run of glyphs.
  public init(
    font: Font, size: Double, color: Color, halo: Halo? = nil, origin: Point, glyphs: [Glyph]
  ) {
    self.font = font
    self.size = size
    self.color = color
    self.halo = halo
    self.origin = origin
    self.glyphs = glyphs
  }

  /// The glyphs' outlines on the page.
  public var outlines: Path {
    let scale = size / font.unitsPerEm
    return Path(
      glyphs.flatMap { glyph in
        let place = origin + glyph.offset
        return font.outline(of: glyph.id).mapped {
          Point(place.x + $0.x * scale, place.y - $0.y * scale)
        }.elements
      })
  }

  /// The text that the run stands for.
  public var text: String { glyphs.map(\.text).joined() }
}
