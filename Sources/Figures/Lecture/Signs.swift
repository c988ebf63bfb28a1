import Lectures
import Records

/// A sign of a formula closer to its sides than TeX sets it, for the small labels of a picture.
///
/// A thin sign amid full spaces would be a word of its own to whoever reads the file.
func close(_ sign: String) -> String { "\\mkern1.5mu{\(sign)}\\mkern1.5mu" }
