import Reports

/// A name in ASCII letters, digits and hyphens, as names of files and places in documents are: letters
/// with accents stand without them, whatever else there is becomes a hyphen.
package func plainName(_ name: String) -> String {
  var plain = ""
  for scalar in name.unicodeScalars {
    let small = scalar.properties.lowercaseMapping
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-": plain.unicodeScalars.append(scalar)
    default:
      if let letters = small.unicodeScalars.first?.latinLetters {
        plain += small.unicodeScalars.first == scalar ? letters : letters.uppercased()
      } else if scalar.isASCII || !scalar.properties.isDiacritic {
        plain.append("-")
      }
    }
  }
  return plain
}
