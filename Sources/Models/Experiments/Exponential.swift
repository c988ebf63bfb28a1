internal import Glibc

/// eˣ.
func exponential(_ x: Double) -> Double { exp(x) }

/// log x.
func logarithm(_ x: Double) -> Double { log(x) }
