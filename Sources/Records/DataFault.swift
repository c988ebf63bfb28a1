/// An error of which the user's data are the cause where a figure shows such: code 65, not 2.
///
/// A computation that stops short on given data is one as well; its line says what to change in them.
public protocol DataFault: Error {}
