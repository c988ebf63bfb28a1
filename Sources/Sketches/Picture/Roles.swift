import Plotting

extension Palette {
  /// The colours that sketches name.
  static let sketches: Palette = {
    let entries = [
      Entry(Role("red"), light: 0xB81F2B, dark: 0xFF6F66, print: 0x000000),
      Entry(Role("blue"), light: 0x1D5FA6, dark: 0x6FB4FF, print: 0x3C3C3C, dash: [6, 1.5]),
      Entry(Role("orange"), light: 0xD57A00, dark: 0xF8C86A, print: 0x6E6E6E, dash: [4, 2]),
      Entry(Role("orange-words"), light: 0x955000, dark: 0xF8C86A, print: 0x555555),
      Entry(Role("purple"), light: 0xAC529B, dark: 0xF3BCEA, print: 0x6A6A6A, dash: [3, 1.5]),
      Entry(Role("teal"), light: 0x07564F, dark: 0x35A99C, print: 0x202020, dash: [1.5, 1.5]),
      Entry(
        Role("heat"), light: [0xFDF6E7, 0xF5C98A, 0xDD7A4B, 0xA63446, 0x4A1942],
        dark: [0x1D1420, 0x5B1F4B, 0xA63446, 0xDD7A4B, 0xF8D9A0],
        print: [0xF7F7F7, 0xCFCFCF, 0xA0A0A0, 0x707070, 0x404040]),
      // The theme has six.
      Entry(Role("series-7"), light: 0x07564F, dark: 0x35A99C, print: 0x202020, dash: [2, 2]),
      Entry(
        Role("series-8"), light: 0x7A6200, dark: 0xD8C24A, print: 0x505050,
        dash: [6, 1.5, 1.5, 1.5]),
      Entry(Role("series-2-words"), light: 0x955000, dark: 0xEE9B7E, print: 0x555555),
    ]
    return Palette(entries)
  }()
}

extension Ink {
  /// The role that a palette gives a colour.
  var role: Role {
    switch self {
    case .named("ink"): .ink
    case .named("grey"): .note
    case .named(let word): Role(word)
    case .series(let number): Role("series-\(number)")
    }
  }
}

extension Role {
  /// The role of words beside lines of a role: what is light for a line is too light for words.
  var ofWords: Role {
    switch name {
    case "orange", "series-2": Role(name + "-words")
    case Role.rule.name: .note
    default: self
    }
  }
}
